//! What the tests of all APIs need to know of each one, read from `tests/NAME/fixture.yaml`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use contract_tests::{Ask, Contract, TestServer};
use customers_server::api;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// An API's accounts, a resource that they create, and its list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fixture {
    /// The document's security scheme that accounts authenticate by.
    pub(crate) scheme: String,
    /// The request that exchanges an id and a secret for a credential; without it, an account's token is its credential.
    sign_in: Option<SignIn>,
    /// An account with every permission, which creates the resource.
    pub(crate) owner: Account,
    /// An account of another tenant, with every permission.
    pub(crate) stranger: Account,
    pub(crate) resource: Resource,
    /// Path variables of the document's request examples, where the resource's do not fit.
    #[serde(default)]
    pub(crate) example_variables: BTreeMap<String, Value>,
    pub(crate) parameter_examples: ParameterExamples,
    /// The list that is paged through by page numbers or offsets.
    pub(crate) list: Option<List>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SignIn {
    request: String,
    form: Option<String>,
    json: Option<Value>,
    /// JSON pointer to the credential in the response.
    credential: String,
}

/// A caller, by what it authenticates with.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Account {
    /// A credential that needs no sign-in.
    token: Option<String>,
    id: Option<String>,
    secret: Option<String>,
    /// A tenant for which a credential is issued.
    tenant: Option<String>,
    /// The permissions that the issued credential lacks; its tenant is the owner's.
    lacking: Option<Vec<String>>,
}

impl Account {
    /// Returns an account of the owner's tenant that lacks these permissions.
    pub(crate) fn lacking(permissions: &[String]) -> Self {
        Self { lacking: Some(permissions.to_vec()), ..Self::default() }
    }

    /// Returns `true` for a caller without a credential.
    pub(crate) fn is_nobody(&self) -> bool {
        let Self { token, id, secret, tenant, lacking } = self;
        [token, id, secret, tenant].iter().all(|part| part.is_none()) && lacking.is_none()
    }

    /// Replaces placeholders in it.
    pub(crate) fn filled(&self, variables: &Variables) -> Self {
        let fill = |text: &Option<String>| text.as_ref().map(|text| fill_text(text, variables));
        Self { token: fill(&self.token), id: fill(&self.id), secret: fill(&self.secret), ..self.clone() }
    }
}

/// The resource that the owner and the stranger create, and its operations.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Resource {
    /// A text that every operation which reads the owner's resource shows, and that no request repeats.
    pub(crate) mark: String,
    /// Method and path of the request that creates it.
    pub(crate) create: String,
    pub(crate) owner: Value,
    pub(crate) stranger: Value,
    /// Path variables: literals, or JSON pointers into the response to the owner's `create`.
    pub(crate) variables: BTreeMap<String, String>,
    /// Path variables that do not name the resource.
    #[serde(default)]
    pub(crate) page_variables: Vec<String>,
    /// Credentials of further schemes: JSON pointers into the response to each caller's `create`.
    #[serde(default)]
    pub(crate) credentials: BTreeMap<String, String>,
    /// Operations that name the resource, but not in their path.
    #[serde(default)]
    pub(crate) named_in_body: Vec<String>,
    /// Bodies of operations for which the document's first example does not fit the resource.
    #[serde(default)]
    pub(crate) bodies: BTreeMap<String, Value>,
    /// Statuses of the stranger's calls, other than 404 for the resource and a success for everything else.
    #[serde(default)]
    pub(crate) to_stranger: BTreeMap<String, u16>,
}

/// What the document's examples of path and header parameters name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ParameterExamples {
    /// `OPERATION/EXAMPLE`: the request example that creates it.
    pub(crate) create: String,
    /// The status of calls with the examples: 404 where the server chooses the id.
    pub(crate) status: u16,
}

/// A list that is paged through, and how items are created and deleted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct List {
    /// The target of a page, with `{page}` (from 1) or `{skip}`.
    pub(crate) page: String,
    pub(crate) page_size: usize,
    /// JSON pointers: to a page's items, to an item's id, to the total where the API reports it.
    pub(crate) items: String,
    pub(crate) id: String,
    pub(crate) total: Option<String>,
    pub(crate) create: String,
    pub(crate) item: Value,
    /// JSON pointer to the id in the response to `create`; without it, the id is in the item.
    pub(crate) created_id: Option<String>,
    pub(crate) delete: String,
}

/// Values by the names of their placeholders.
pub(crate) type Variables = BTreeMap<String, Value>;

/// Reads `tests/API/FILE`.
pub(crate) fn read<T: DeserializeOwned>(api: &str, file: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(api).join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("tests/{api}/{file}: {error}"));
    serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("tests/{api}/{file}: {error}"))
}

impl Fixture {
    /// Reads the fixture of an API.
    pub(crate) fn of(api: &str) -> Self {
        read(api, "fixture.yaml")
    }

    /// Signs an account in, or issues it a credential first, and returns its credential.
    pub(crate) async fn credential(&self, server: &TestServer, api: &str, account: &Account) -> String {
        if let Some(token) = &account.token {
            return token.clone();
        }
        if let (Some(id), Some(secret)) = (&account.id, &account.secret) {
            return self.sign_in(server, api, id, secret).await;
        }
        let lacking = account.lacking.clone().unwrap_or_default();
        let tenant = account.tenant.as_deref().unwrap_or("demo");
        let known = api::find(api).unwrap_or_else(|| panic!("unknown API {api}"));
        let held = known.permissions.iter().copied();
        let held = held.filter(|permission| !lacking.iter().any(|lacking| lacking == permission));
        let issued = server.issue(api, known.credentials, tenant, held).await;
        self.sign_in(server, api, &issued.credential.id, issued.secret.expose()).await
    }

    async fn sign_in(&self, server: &TestServer, api: &str, id: &str, secret: &str) -> String {
        let Some(SignIn { request, form, json, credential }) = &self.sign_in else {
            return secret.to_owned();
        };
        let variables = [("id", id), ("secret", secret)];
        let variables: Variables = variables.map(|(name, value)| (name.to_owned(), value.into())).into();
        let mut ask = ask(request);
        if let Some(form) = form {
            ask = ask.header("content-type", FORM).body(fill_text(form, &variables));
        }
        if let Some(json) = json {
            ask = ask.json(fill(json, &variables).to_string());
        }
        let answer = server.ask(api, ask).await.json();
        let credential = answer.pointer(credential).and_then(Value::as_str);
        credential.unwrap_or_else(|| panic!("{api}: {id} cannot sign in: {answer}")).to_owned()
    }

    /// Returns the header that carries a credential of the accounts' scheme.
    pub(crate) fn header(&self, contract: &Contract, credential: &str) -> (String, String) {
        let schemes = contract.operations.iter().flat_map(|operation| &operation.security);
        let scheme = schemes.into_iter().find(|scheme| scheme.name == self.scheme);
        let scheme = scheme.unwrap_or_else(|| panic!("{}: no scheme {}", contract.name, self.scheme));
        (scheme.header.clone(), format!("{}{credential}", scheme.prefix))
    }
}

/// The media type of a form.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// Returns the request of `METHOD TARGET`.
pub(crate) fn ask(request: &str) -> Ask {
    let (method, target) = request.split_once(' ').unwrap_or_else(|| panic!("{request}: give METHOD TARGET"));
    Ask::new(method, target)
}

/// Replaces each `{name}` of a variable in a text.
pub(crate) fn fill_text(text: &str, variables: &Variables) -> String {
    variables
        .iter()
        .fold(text.to_owned(), |filled, (name, value)| filled.replace(&format!("{{{name}}}"), &plain(value)))
}

/// Replaces placeholders in every string of a value. A string that is one placeholder becomes the variable's value.
pub(crate) fn fill(value: &Value, variables: &Variables) -> Value {
    match value {
        Value::String(text) => {
            let whole = variables.iter().find(|(name, _)| *text == format!("{{{name}}}"));
            whole.map_or_else(|| fill_text(text, variables).into(), |(_, value)| value.clone())
        }
        Value::Array(items) => items.iter().map(|item| fill(item, variables)).collect(),
        Value::Object(members) => {
            members.iter().map(|(name, member)| (name.clone(), fill(member, variables))).collect()
        }
        other => other.clone(),
    }
}

/// Returns a string's text, and any other value's JSON.
pub(crate) fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
