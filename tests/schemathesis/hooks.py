"""Hooks for all documents, and the loader of each API's own: `tests/NAME/schemathesis.py`.

An API's own hooks generate values of its formats and insert secrets that exist, which no random text can be.
"""

import runpy
from pathlib import Path

import requests
import schemathesis

for path in sorted(Path("tests").glob("*/schemathesis.py")):
    runpy.run_path(str(path))


def refresh_token(url):
    """Returns a refresh token of the demo application. Each is valid for one use."""
    form = {"grant_type": "client_credentials", "client_id": "demo", "client_secret": "demo-secret"}
    return requests.post(f"{url}/connect/token", data=form, timeout=10).json()["refresh_token"]


@schemathesis.hook
def filter_case(context, case):
    """Drops URLs of more than 65,534 bytes, which the HTTP library rejects before any API reads them."""
    return len(requests.Request(case.method, "http://localhost", params=case.query).prepare().url) < 60_000


@schemathesis.hook
def before_call(context, case, kwargs):
    body = case.body
    if isinstance(body, dict) and isinstance(body.get("refresh_token"), str):
        account = (body.get("grant_type"), body.get("client_id"), body.get("client_secret"))
        if account == ("refresh_token", "demo", "demo-secret") and body["refresh_token"]:
            body["refresh_token"] = refresh_token(case.operation.schema.get_base_url().rstrip("/"))
