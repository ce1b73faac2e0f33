"""What Schemathesis cannot know by itself: values of the formats that only one API has, and secrets that exist.

A format's generator makes what the document describes under `x-formats`; a refresh token and a customer's token are put
where the document asks for one, because no random text can be one. One finding is taken back, where it is provably none.
"""

import functools
import string

import requests
import schemathesis
from hypothesis import strategies as st
from schemathesis.core.parameters import ParameterLocation
from schemathesis.openapi.checks import EnsureResourceAvailability

# Portos: NData.

# What an argument may hold unescaped: `;`, `:`, `%` and the backslash mean something.
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
    """An argument in which a character that means something is taken for itself."""
    return "".join("\\" + letter if letter in "\\;:%" else letter for letter in argument).replace("\\%", "%25")


def ndata(arguments):
    """One operation on values that `arguments` makes: with no operator, one that takes one argument, or a list."""
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

# Dezwork: CPF and CNPJ.


def check_digits(base, longest_weight):
    """The two digits behind `base`: the weights are 2, 3, 4 ... from the right, and begin anew after the longest."""
    for _ in range(2):
        weighted = sum(
            (ord(letter) - ord("0")) * (2 + index % (longest_weight - 1)) for index, letter in enumerate(reversed(base))
        )
        base += str(0 if weighted % 11 < 2 else 11 - weighted % 11)
    return base


def is_mixed(text):
    """Nobody is given a number of one digit only, though its check digits fit."""
    return len(set(text)) > 1


cpf = st.text(string.digits, min_size=9, max_size=9).map(lambda base: check_digits(base, 11)).filter(is_mixed)
cnpj = (
    st.text(string.digits + string.ascii_uppercase, min_size=12, max_size=12)
    .map(lambda base: check_digits(base, 9))
    .filter(is_mixed)
)
cpf = st.one_of(cpf, cpf.map(lambda text: f"{text[:3]}.{text[3:6]}.{text[6:9]}-{text[9:]}"))
cnpj = st.one_of(
    cnpj,
    cnpj.map(str.lower),
    cnpj.map(lambda text: f"{text[:2]}.{text[2:5]}.{text[5:8]}/{text[8:12]}-{text[12:]}"),
)

schemathesis.openapi.format("cpf", cpf)
schemathesis.openapi.format("cnpj", cnpj)
schemathesis.openapi.format("cpf-cnpj", st.one_of(cpf, cnpj))

# Tradevest: a cursor is sealed for the filters that it came with. A list begins without one; those that lists have given
# go on with the filters of those lists.

schemathesis.openapi.format("cursor", st.just(""))
cursor_filters = {}


# Secrets.


@functools.cache
def customer_token(url):
    """A token that shows the settings of a customer of the demo merchant."""
    created = requests.post(
        f"{url}/customers", json={"name": "Ada"}, headers={"Authorization": "Bearer demo-token"}, timeout=10
    )
    return created.json()["customer"]["api_token"]


def refresh_token(url):
    """A refresh token of the demo application. Each is good for one use."""
    form = {"grant_type": "client_credentials", "client_id": "demo", "client_secret": "demo-secret"}
    return requests.post(f"{url}/connect/token", data=form, timeout=10).json()["refresh_token"]


@schemathesis.hook
def filter_case(context, case):
    """A URL of more than 65,534 bytes is refused before any API sees it: that is as much as Rust's HTTP library reads."""
    return len(requests.Request(case.method, "http://localhost", params=case.query).prepare().url) < 60_000


@schemathesis.hook
def before_call(context, case, kwargs):
    url = case.operation.schema.get_base_url().rstrip("/")
    if case.operation.definition.raw.get("operationId") == "customer_settings":
        case.headers.setdefault("X-Customer-Token", customer_token(url))
    filters = cursor_filters.get(case.query.get("cursor"))
    if filters is not None and not (case.meta and case.meta.is_negative_at(ParameterLocation.QUERY)):
        case.query = {**filters, "cursor": case.query["cursor"]}
    body = case.body
    if isinstance(body, dict) and isinstance(body.get("refresh_token"), str):
        account = (body.get("grant_type"), body.get("client_id"), body.get("client_secret"))
        if account == ("refresh_token", "demo", "demo-secret") and body["refresh_token"]:
            body["refresh_token"] = refresh_token(url)


# What was answered, for what comes later: cursors with their filters, and which of Dezwork's clients there are.

clients = set()


@schemathesis.hook
def after_call(context, case, response):
    answered = (case.operation.definition.raw.get("operationId"), response.status_code)
    if answered == ("cliente_create", 201):
        clients.add(response.json()["data"]["client"]["id"])
    if answered == ("cliente_delete", 200):
        clients.discard(int(case.path_parameters["id"]))
    if answered == ("customer_list", 200):
        cursor = response.json().get("pagination", {}).get("cursor")
        if cursor:
            cursor_filters[cursor] = {name: value for name, value in case.query.items() if name != "cursor"}


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """A client that is not there cannot be updated. The check for what was just created knows what it asks for by the
    path and the parameters, and Dezwork's update has the id in its body, where any number may stand."""
    is_update = case.operation.definition.raw.get("operationId") == "cliente_update"
    is_there = isinstance(case.body, dict) and case.body.get("id") in clients
    return not (is_update and not is_there and isinstance(failure, EnsureResourceAvailability))
