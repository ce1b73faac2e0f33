"""Cursors, which are valid only with the filters of the list that returned them."""

import schemathesis
from hypothesis import strategies as st
from schemathesis.core.parameters import ParameterLocation

# Lists begin without a cursor; those that lists returned are sent with the filters of those lists.
schemathesis.openapi.format("cursor", st.just(""))
cursor_filters = {}


@schemathesis.hook
def before_call(context, case, kwargs):
    filters = cursor_filters.get(case.query.get("cursor"))
    if filters is not None and not (case.meta and case.meta.is_negative_at(ParameterLocation.QUERY)):
        case.query = {**filters, "cursor": case.query["cursor"]}


@schemathesis.hook
def after_call(context, case, response):
    if (case.operation.definition.raw.get("operationId"), response.status_code) == ("customer_list", 200):
        cursor = response.json().get("pagination", {}).get("cursor")
        if cursor:
            cursor_filters[cursor] = {name: value for name, value in case.query.items() if name != "cursor"}
