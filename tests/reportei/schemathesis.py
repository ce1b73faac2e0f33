"""Tokens of customers: the settings of a customer need one that exists."""

import functools

import requests
import schemathesis


@functools.cache
def customer_token(url):
    """Creates a customer of the demo merchant and returns its token."""
    created = requests.post(
        f"{url}/customers", json={"name": "Ada"}, headers={"Authorization": "Bearer demo-token"}, timeout=10
    )
    return created.json()["customer"]["api_token"]


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.operation.definition.raw.get("operationId") == "customer_settings":
        url = case.operation.schema.get_base_url().rstrip("/")
        case.headers.setdefault("X-Customer-Token", customer_token(url))
