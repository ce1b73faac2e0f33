"""Values of the formats of NData, the filter language."""

import string

import schemathesis
from hypothesis import strategies as st

# Characters of an argument that need no escape: `;`, `:`, `%` and the backslash are syntax.
NDATA_LETTERS = string.ascii_letters + string.digits + "áčďéíĺľňóôŕšťúýž .-_+*'\"()/?&=#@!$,"
# Keys of `$sort`, in any case.
NDATA_KEYS = (
    "id",
    "externalId",
    "isActive",
    "isCompany",
    "firstName",
    "lastName",
    "fullName",
    "email",
    "birthDate",
    "activationTime",
    "expirationTime",
    "creditRate",
    "discountRate",
)


def ndata_escaped(argument):
    """Escapes the characters that are syntax."""
    return "".join("\\" + letter if letter in "\\;:%" else letter for letter in argument).replace("\\%", "%25")


def ndata(arguments):
    """Returns a filter on generated arguments: without an operator, with one argument, or with a list."""
    argument = arguments.map(ndata_escaped)
    compared = st.tuples(st.sampled_from(["eq", "neq", "gt", "gte", "lt", "lte"]), argument).map(":".join)
    listed = st.tuples(
        st.sampled_from(["in", "nin"]), st.lists(argument, min_size=1, max_size=5).map(":".join)
    ).map(":".join)
    return st.one_of(argument, compared, listed)


texts = st.text(NDATA_LETTERS + ";:%\\", min_size=1, max_size=40)
decimals = st.integers(-10**6, 10**6).map(lambda cents: f"{cents / 100:.2f}")
booleans = st.sampled_from(["true", "false"])
times = st.datetimes(timezones=st.just(None)).map(lambda time: time.isoformat(timespec="microseconds") + "Z")
sort_keys = st.sampled_from(NDATA_KEYS).flatmap(
    lambda key: st.sampled_from([key, key.upper(), "-" + key, key + ":desc", key + ":asc"])
)

schemathesis.openapi.format("ndata-text", ndata(texts))
schemathesis.openapi.format("ndata-decimal", ndata(decimals))
schemathesis.openapi.format("ndata-boolean", ndata(booleans))
schemathesis.openapi.format("ndata-date-time", ndata(times))
schemathesis.openapi.format("ndata-sort", st.lists(sort_keys, min_size=1, max_size=4).map(",".join))
