//! One API on a server of its own, with two tenants that have created the fixture's resource.

use std::collections::BTreeMap;

use contract_tests::{Answer, Ask, Contract, Operation, Scheme, TestServer};
use serde_json::Value;

use crate::fixture::{Account, Fixture, Variables, ask, fill, fill_text, plain};

/// A caller's credentials, by the document's name of the scheme.
pub(crate) type Caller = BTreeMap<String, String>;

/// An API, its fixture, and the fixture's callers.
pub(crate) struct TestApi {
    pub(crate) server: TestServer,
    pub(crate) contract: &'static Contract,
    pub(crate) fixture: Fixture,
    /// Has every permission and the resource.
    pub(crate) owner: Caller,
    /// Has every permission too, as another tenant.
    pub(crate) stranger: Caller,
    /// Is of the owner's tenant and lacks some permissions; only where the document names permissions.
    pub(crate) restricted: Option<Caller>,
    variables: Variables,
}

impl TestApi {
    /// Starts a server and creates the resources. The restricted caller lacks the permissions `lacking`.
    pub(crate) async fn start(contract: &'static Contract, lacking: &[String]) -> Self {
        let server = TestServer::start().await;
        let api = contract.name.as_str();
        let fixture = Fixture::of(api);
        let sign_in = async |account: &Account| {
            let credential = fixture.credential(&server, api, account).await;
            Caller::from([(fixture.scheme.clone(), credential)])
        };
        let mut owner = sign_in(&fixture.owner).await;
        let mut stranger = sign_in(&fixture.stranger).await;
        let restricted = match lacking {
            [] => None,
            lacking => Some(sign_in(&Account::lacking(lacking)).await),
        };
        let mut variables = Variables::new();
        for (caller, body) in
            [(&mut owner, &fixture.resource.owner), (&mut stranger, &fixture.resource.stranger)]
        {
            let (name, value) = fixture.header(contract, &caller[&fixture.scheme]);
            let create = ask(&fixture.resource.create).header(&name, value).json(body.to_string());
            let created = server.ask(api, create).await;
            assert!(created.status.is_success(), "{api}: {}", created.text());
            let created = created.json();
            let at = |pointer: &str| {
                created
                    .pointer(pointer)
                    .cloned()
                    .unwrap_or_else(|| panic!("{api}: no {pointer} in {created}"))
            };
            for (scheme, pointer) in &fixture.resource.credentials {
                caller.insert(scheme.clone(), plain(&at(pointer)));
            }
            // The owner's come first, and stay.
            for (name, value) in &fixture.resource.variables {
                let value = if value.starts_with('/') { at(value) } else { value.as_str().into() };
                variables.entry(name.clone()).or_insert(value);
            }
        }
        Self { server, contract, fixture, owner, stranger, restricted, variables }
    }

    fn missing(&self, operation: &Operation, what: &str) -> ! {
        panic!("tests/{}/fixture.yaml: {}: {what}", self.contract.name, operation.id)
    }

    /// Returns a valid call of an operation on the resource, without credentials.
    pub(crate) fn ask(&self, operation: &Operation) -> Ask {
        let ask = self.ask_without_body(operation, &Variables::new());
        let Some((media_type, _, example)) = operation.request_examples.first() else { return ask };
        let own = self.fixture.resource.bodies.get(&operation.id);
        let body = own.map_or_else(|| example.clone(), |body| fill(body, &self.variables));
        ask.header("content-type", media_type).body(written(media_type, &body))
    }

    /// Returns the same call without a body, with some path variables changed.
    pub(crate) fn ask_without_body(&self, operation: &Operation, changed: &Variables) -> Ask {
        let path = fill_text(&fill_text(&operation.path, changed), &self.variables);
        if path.contains('{') {
            self.missing(operation, &format!("the variable in {path} has no value"));
        }
        let query: Vec<_> =
            self.required(operation, "query").map(|(name, value)| format!("{name}={value}")).collect();
        let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
        let ask = Ask::new(operation.method.as_str(), format!("{path}{query}"));
        self.required(operation, "header").fold(ask, |ask, (name, value)| ask.header(name, value))
    }

    /// The required parameters of an operation, with the document's examples.
    fn required<'a>(
        &'a self,
        operation: &'a Operation,
        location: &'a str,
    ) -> impl Iterator<Item = (&'a str, String)> + 'a {
        let wanted = move |one: &&Value| one["required"] == true && one["in"] == location;
        operation.parameters.iter().filter(wanted).map(|one| {
            let name = one["name"].as_str().unwrap_or_default();
            let example = [&one["example"], &one["schema"]["example"]].into_iter().find(|one| !one.is_null());
            let example =
                example.unwrap_or_else(|| self.missing(operation, &format!("no example of {name}")));
            (name, plain(example))
        })
    }

    pub(crate) fn credential<'a>(
        &self,
        operation: &Operation,
        scheme: &Scheme,
        caller: &'a Caller,
    ) -> &'a str {
        let found = caller.get(&scheme.name);
        found.unwrap_or_else(|| self.missing(operation, &format!("no credential of {}", scheme.name)))
    }

    /// Adds a caller's credentials to a call.
    pub(crate) fn signed(&self, ask: Ask, operation: &Operation, caller: &Caller) -> Ask {
        operation
            .security
            .iter()
            .fold(ask, |ask, scheme| authenticate(ask, scheme, self.credential(operation, scheme, caller)))
    }

    /// Returns a caller's valid call of an operation on the resource.
    pub(crate) fn ask_as(&self, operation: &Operation, caller: &Caller) -> Ask {
        self.signed(self.ask(operation), operation, caller)
    }

    /// Returns the owner's call with `instead` in place of its credential of one scheme.
    pub(crate) fn ask_with(
        &self,
        operation: &Operation,
        scheme: &Scheme,
        instead: impl FnOnce(Ask) -> Ask,
    ) -> Ask {
        let others = operation.security.iter().filter(|other| other.name != scheme.name);
        let ask = others.fold(self.ask(operation), |ask, other| {
            authenticate(ask, other, self.credential(operation, other, &self.owner))
        });
        instead(ask)
    }

    pub(crate) async fn call(&self, ask: Ask) -> Answer {
        self.server.ask(&self.contract.name, ask).await
    }

    /// Returns everything that a caller can read.
    pub(crate) async fn view(&self, caller: &Caller) -> Vec<(&'static str, u16, String)> {
        let mut view = Vec::new();
        for operation in secured(self.contract).filter(|operation| operation.method == "GET") {
            let answer = self.call(self.ask_as(operation, caller)).await;
            view.push((operation.id.as_str(), answer.status.as_u16(), answer.text()));
        }
        view
    }

    /// Returns `true` if a call of the operation names the resource.
    pub(crate) fn names_resource(&self, operation: &Operation) -> bool {
        let resource = &self.fixture.resource;
        let names = resource.variables.keys().filter(|name| !resource.page_variables.contains(name));
        names.into_iter().any(|name| operation.path.contains(&format!("{{{name}}}")))
            || resource.named_in_body.contains(&operation.id)
    }
}

/// Adds a credential to a call.
pub(crate) fn authenticate(ask: Ask, scheme: &Scheme, credential: &str) -> Ask {
    ask.header(&scheme.header, format!("{}{credential}", scheme.prefix))
}

/// The operations that need a credential.
pub(crate) fn secured(contract: &'static Contract) -> impl Iterator<Item = &'static Operation> {
    contract.operations.iter().filter(|operation| !operation.security.is_empty())
}

/// Writes a body as its media type does.
pub(crate) fn written(media_type: &str, value: &Value) -> String {
    if media_type != crate::fixture::FORM {
        return value.to_string();
    }
    let members = value.as_object().into_iter().flatten();
    let pairs = members.map(|(name, value)| format!("{}={}", encode(name), encode(&plain(value))));
    pairs.collect::<Vec<_>>().join("&")
}

/// Percent-encodes everything but letters and digits.
pub(crate) fn encode(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}
