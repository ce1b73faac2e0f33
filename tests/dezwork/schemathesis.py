"""Values of the formats CPF and CNPJ, the Brazilian registration numbers of persons and companies."""

import string

import schemathesis
from hypothesis import strategies as st
from schemathesis.openapi.checks import EnsureResourceAvailability


def check_digits(base, longest_weight):
    """Appends two check digits. The weights are 2, 3, 4 … from the right, and start again after the longest."""
    for _ in range(2):
        weighted = sum(
            (ord(letter) - ord("0")) * (2 + index % (longest_weight - 1)) for index, letter in enumerate(reversed(base))
        )
        base += str(0 if weighted % 11 < 2 else 11 - weighted % 11)
    return base


def is_mixed(text):
    """Returns whether there are different digits: numbers of one repeated digit are not assigned."""
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

# Ids of existing clients.
clients = set()


@schemathesis.hook
def after_call(context, case, response):
    result = (case.operation.definition.raw.get("operationId"), response.status_code)
    if result == ("cliente_create", 201):
        clients.add(response.json()["data"]["client"]["id"])
    if result == ("cliente_delete", 200):
        clients.discard(int(case.path_parameters["id"]))


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Drops a false finding: the check for created resources looks at path and parameters, while the id of an update is
    in its body, where it may be any number."""
    is_update = case.operation.definition.raw.get("operationId") == "cliente_update"
    exists = isinstance(case.body, dict) and case.body.get("id") in clients
    return not (is_update and not exists and isinstance(failure, EnsureResourceAvailability))
