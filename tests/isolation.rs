//! Who may not, cannot: no stranger does anything, no caller does what its permissions do not cover, and no tenant sees
//! or touches what is another's.
//!
//! All of it is asked of every operation of every document, by what the document says: its `security`, its
//! `x-required-permissions`, its paths. A new operation is therefore tested before anybody has written a test for it.
//! What a document cannot say is told once an API, in the [`Scene`] that a function at the end of this file sets; where
//! that does not tell enough for an operation, the tests fail and say what to add.

use contract_tests::{Answer, Ask, Contract, Operation, Scheme, TestServer, contracts, start_time};
use customers_server::auth::Tenant;
use customers_server::auth::credentials::{self, CredentialKind, NewCredential};
use serde_json::Value;

use crate::examples::written;

/// What the documents cannot say of one API: who its callers are, and what the first of them has made.
pub(crate) struct Scene {
    /// May everything, and has made the resource.
    pub(crate) owner: Caller,
    /// May everything too, as another tenant.
    pub(crate) stranger: Caller,
    /// Of the owner's tenant, with every permission but those that the scene was to leave out. Not needed where the
    /// document names no permissions.
    pub(crate) restricted: Option<Caller>,
    /// What the paths' variables stand for when they name the resource.
    resource: Vec<(&'static str, String)>,
    /// What the paths' other variables stand for, such as the number of a page.
    other_variables: Vec<(&'static str, String)>,
    /// Operations that name the resource, and not in their path.
    named_elsewhere: &'static [&'static str],
    /// The bodies of operations for which the document's first example does not do, because it has to name the resource.
    bodies: Vec<(&'static str, Value)>,
    /// A text of the resource that every operation which reads it shows, and that no request repeats.
    mark: String,
    /// What operations answer the stranger, where that is not 404 for those that name the resource and a success for
    /// the others.
    to_stranger: &'static [(&'static str, u16)],
}

/// A caller's credentials, by the document's name of the scheme.
pub(crate) type Caller = Vec<(&'static str, String)>;

/// Sets the scene of an API. `lacking` are the permissions that the restricted caller is to be without.
async fn scene(server: &TestServer, api: &str, lacking: &[String]) -> Scene {
    match api {
        "carbonext" => carbonext(server, lacking).await,
        "tradevest" => tradevest(server, lacking).await,
        "portos" => portos(server, lacking).await,
        "dezwork" => dezwork(server).await,
        "reportei" => reportei(server, lacking).await,
        _ => panic!("{api}: add a function to tests/isolation.rs that sets its scene"),
    }
}

/// An API on a server of its own, with its scene.
pub(crate) struct Stage {
    server: TestServer,
    contract: &'static Contract,
    pub(crate) scene: Scene,
}

impl Stage {
    pub(crate) async fn set(contract: &'static Contract, lacking: &[String]) -> Self {
        let server = TestServer::start().await;
        let scene = scene(&server, &contract.name, lacking).await;
        Self { server, contract, scene }
    }

    fn missing(&self, operation: &Operation, what: &str) -> ! {
        panic!("{} {}: {what} in the scene of {0} in tests/isolation.rs", self.contract.name, operation.id)
    }

    /// A good call of an operation on the resource, but for its credentials.
    pub(crate) fn ask(&self, operation: &Operation) -> Ask {
        let mut path = operation.path.clone();
        for (name, value) in self.scene.resource.iter().chain(&self.scene.other_variables) {
            path = path.replace(&format!("{{{name}}}"), value);
        }
        if path.contains('{') {
            self.missing(operation, &format!("say what the variable in {path} stands for,"));
        }
        let query: Vec<_> =
            self.required(operation, "query").map(|(name, value)| format!("{name}={value}")).collect();
        let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
        let mut ask = Ask::new(operation.method.as_str(), format!("{path}{query}"));
        for (name, value) in self.required(operation, "header") {
            ask = ask.header(name, value);
        }
        let Some((media_type, _, example)) = operation.request_examples.first() else { return ask };
        let own = self.scene.bodies.iter().find(|(id, _)| *id == operation.id);
        let body = own.map_or(example, |(_, body)| body);
        ask.header("content-type", media_type).body(written(media_type, body))
    }

    /// The parameters that an operation cannot do without, by the document's examples of them.
    fn required<'a>(
        &'a self,
        operation: &'a Operation,
        place: &'a str,
    ) -> impl Iterator<Item = (&'a str, String)> + 'a {
        let wanted = move |one: &&Value| one["required"] == true && one["in"] == place;
        operation.parameters.iter().filter(wanted).map(|one| {
            let name = one["name"].as_str().unwrap_or_default();
            let example = [&one["example"], &one["schema"]["example"]].into_iter().find(|one| !one.is_null());
            let example = example.unwrap_or_else(|| {
                panic!("{} {}: {name} needs an example", self.contract.name, operation.id)
            });
            (name, example.as_str().map_or_else(|| example.to_string(), str::to_owned))
        })
    }

    fn credential<'a>(&self, operation: &Operation, scheme: &Scheme, caller: &'a Caller) -> &'a str {
        let found = caller.iter().find(|(name, _)| *name == scheme.name);
        let Some((_, credential)) = found else {
            self.missing(operation, &format!("give each caller a credential for {}", scheme.name))
        };
        credential
    }

    /// The same call by a caller.
    pub(crate) fn ask_as(&self, operation: &Operation, caller: &Caller) -> Ask {
        operation.security.iter().fold(self.ask(operation), |ask, scheme| {
            carry(ask, scheme, self.credential(operation, scheme, caller))
        })
    }

    /// The same call by the owner, but with this instead of its credential for one scheme.
    fn ask_with(&self, operation: &Operation, scheme: &Scheme, instead: impl FnOnce(Ask) -> Ask) -> Ask {
        let others = operation.security.iter().filter(|other| other.name != scheme.name);
        let ask = others.fold(self.ask(operation), |ask, other| {
            carry(ask, other, self.credential(operation, other, &self.scene.owner))
        });
        instead(ask)
    }

    pub(crate) async fn call(&self, ask: Ask) -> Answer {
        self.server.ask(&self.contract.name, ask).await
    }

    /// Everything that can be read, as a caller sees it.
    async fn view(&self, caller: &Caller) -> Vec<(&'static str, u16, String)> {
        let mut view = Vec::new();
        for operation in secured(self.contract).filter(|operation| operation.method == "GET") {
            let answer = self.call(self.ask_as(operation, caller)).await;
            view.push((operation.id.as_str(), answer.status.as_u16(), answer.text()));
        }
        view
    }

    fn names_resource(&self, operation: &Operation) -> bool {
        let in_path = |name: &str| operation.path.contains(&format!("{{{name}}}"));
        self.scene.resource.iter().any(|(name, _)| in_path(name))
            || self.scene.named_elsewhere.contains(&operation.id.as_str())
    }
}

fn carry(ask: Ask, scheme: &Scheme, credential: &str) -> Ask {
    ask.header(&scheme.header, format!("{}{credential}", scheme.prefix))
}

/// The operations that not anybody may call.
fn secured(contract: &'static Contract) -> impl Iterator<Item = &'static Operation> {
    contract.operations.iter().filter(|operation| !operation.security.is_empty())
}

/// Without this the refusals would prove nothing: the calls that are refused elsewhere are good ones.
#[tokio::test]
async fn the_owner_may_call_every_operation_and_sees_its_resource_wherever_it_can_be_read() {
    for contract in contracts() {
        assert!(secured(contract).next().is_some(), "{}: anybody may call everything", contract.name);
        for operation in secured(contract) {
            let stage = Stage::set(contract, &[]).await;

            let answer = stage.call(stage.ask_as(operation, &stage.scene.owner)).await;

            let place = format!("{} {}: {} {}", contract.name, operation.id, answer.status, answer.text());
            assert!(answer.status.is_success(), "{place}");
            let shown = answer.text().contains(&stage.scene.mark);
            assert!(operation.method != "GET" || shown, "{place}: no {:?}", stage.scene.mark);
        }
    }
}

#[tokio::test]
async fn without_a_valid_credential_every_operation_is_refused_and_does_nothing() {
    for contract in contracts() {
        let stage = Stage::set(contract, &[]).await;
        let before = stage.view(&stage.scene.owner).await;
        for operation in secured(contract) {
            let mut asks = vec![("no credential at all", stage.ask(operation))];
            for scheme in &operation.security {
                let own = stage.credential(operation, scheme, &stage.scene.owner);
                let others = stage.credential(operation, scheme, &stage.scene.stranger);
                let with = |instead: &dyn Fn(Ask) -> Ask| stage.ask_with(operation, scheme, instead);
                let header = |value: &str| with(&|ask| ask.header(&scheme.header, value));
                asks.extend([
                    ("no credential", with(&|ask| ask)),
                    ("an empty credential", header(scheme.prefix)),
                    ("a wrong credential", with(&|ask| carry(ask, scheme, "wrong"))),
                    ("a credential in the wrong case", with(&|ask| carry(ask, scheme, &turned(own)))),
                    ("a credential with more behind it", with(&|ask| carry(ask, scheme, &format!("{own}x")))),
                    ("a credential of another kind", header(&format!("Basic {own}"))),
                    ("its credential twice", with(&|ask| carry(carry(ask, scheme, own), scheme, own))),
                    ("two credentials", with(&|ask| carry(carry(ask, scheme, own), scheme, others))),
                ]);
            }
            for (reason, ask) in asks {
                let answer = stage.call(ask).await;

                let place = format!("{} {} with {reason}: {}", contract.name, operation.id, answer.text());
                assert_eq!(answer.status.as_u16(), 401, "{place}");
                assert!(answer.header("www-authenticate").is_some(), "{place}");
            }
        }
        assert_eq!(stage.view(&stage.scene.owner).await, before, "{}", contract.name);
    }
}

/// The credential with the case of its letters turned round.
fn turned(credential: &str) -> String {
    let turn = |c: char| if c.is_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() };
    let turned = credential.chars().map(turn).collect();
    assert_ne!(turned, credential, "a credential without letters");
    turned
}

#[tokio::test]
async fn without_the_permission_an_operation_is_refused_and_does_nothing() {
    let mut wrong = Vec::new();
    for contract in contracts() {
        for operation in secured(contract).filter(|operation| !operation.permissions.is_empty()) {
            let stage = Stage::set(contract, &operation.permissions).await;
            let Some(restricted) = &stage.scene.restricted else {
                stage.missing(operation, "sign in a restricted caller");
            };
            let before = stage.view(&stage.scene.owner).await;

            let answer = stage.call(stage.ask_as(operation, restricted)).await;

            let place = format!(
                "{} {} without {:?}: {}",
                contract.name,
                operation.id,
                operation.permissions,
                answer.text()
            );
            if answer.status.as_u16() != 403 {
                wrong.push(format!("{place}: 403 is due, not {}", answer.status));
            } else if stage.view(&stage.scene.owner).await != before {
                wrong.push(format!("{place}: it is done all the same"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_tenant_never_sees_or_touches_what_is_anothers() {
    for contract in contracts() {
        for operation in secured(contract) {
            let stage = Stage::set(contract, &[]).await;
            let Scene { owner, stranger, mark, to_stranger, .. } = &stage.scene;
            let before = stage.view(owner).await;

            let answer = stage.call(stage.ask_as(operation, stranger)).await;

            let place = format!("{} {}: {} {}", contract.name, operation.id, answer.status, answer.text());
            let told = to_stranger.iter().find(|(id, _)| *id == operation.id).map(|(_, status)| *status);
            match told.or(stage.names_resource(operation).then_some(404)) {
                Some(status) => assert_eq!(answer.status.as_u16(), status, "{place}"),
                None => assert!(answer.status.is_success(), "{place}"),
            }
            assert!(!answer.text().contains(mark), "{place} shows {mark:?}");
            assert_eq!(stage.view(owner).await, before, "{place}: the owner's data changed");
            for (id, status, text) in stage.view(stranger).await {
                assert!(!text.contains(mark), "{place}, then {id}: {status} {text} shows {mark:?}");
            }
        }
    }
}

#[tokio::test]
async fn credentials_of_two_tenants_do_not_add_up() {
    for contract in contracts() {
        let stage = Stage::set(contract, &[]).await;
        let before = stage.view(&stage.scene.owner).await;
        for operation in secured(contract).filter(|operation| operation.security.len() > 1) {
            for scheme in &operation.security {
                let others = stage.credential(operation, scheme, &stage.scene.stranger);

                let ask = stage.ask_with(operation, scheme, |ask| carry(ask, scheme, others));
                let answer = stage.call(ask).await;

                let place = format!("{} {} with another's {}", contract.name, operation.id, scheme.name);
                assert_eq!(answer.status.as_u16(), 401, "{place}: {}", answer.text());
            }
        }
        assert_eq!(stage.view(&stage.scene.owner).await, before, "{}", contract.name);
    }
}

#[test]
fn scenes_speak_of_operations_that_are_there() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for contract in contracts() {
        let stage = runtime.block_on(Stage::set(contract, &[]));
        let Scene { named_elsewhere, bodies, to_stranger, .. } = &stage.scene;
        let ids = named_elsewhere.iter().chain(bodies.iter().map(|(id, _)| id));
        for id in ids.chain(to_stranger.iter().map(|(id, _)| id)) {
            let known = contract.operations.iter().any(|operation| operation.id == *id);
            assert!(known, "{} has no operation {id}: mend its scene in tests/isolation.rs", contract.name);
        }
    }
}

/// The access token that a client gets at `POST /connect/token`.
async fn access_token(server: &TestServer, api: &str, id: &str, secret: &str) -> String {
    let form = format!("client_id={id}&client_secret={secret}&grant_type=client_credentials");
    let ask = Ask::new("POST", "/connect/token").header("content-type", "application/x-www-form-urlencoded");
    let issued = server.ask(api, ask.body(form)).await.json();
    issued["access_token"].as_str().unwrap_or_else(|| panic!("{api} {id}: {issued}")).to_owned()
}

/// Two companies with an application each, and an application that holds all but the lacking permissions.
async fn carbonext(server: &TestServer, lacking: &[String]) -> Scene {
    let mark = "isolated-app";
    let sign_in = async |id: &str, secret: &str| {
        vec![("accessToken", access_token(server, "carbonext", id, secret).await)]
    };
    let create = async |caller: &Caller, id: &str, permissions: Vec<&str>| {
        let permissions: Vec<_> =
            permissions.into_iter().map(|key| serde_json::json!({ "id": key })).collect();
        let body = serde_json::json!({ "clientId": id, "permissions": permissions }).to_string();
        let ask = Ask::new("POST", "/v1/customers/applications").token(&caller[0].1).json(body);
        let created = server.ask("carbonext", ask).await.json();
        created["customerApplicationKey"].as_str().unwrap_or_else(|| panic!("{created}")).to_owned()
    };
    let owner = sign_in("demo", "demo-secret").await;
    let stranger = sign_in("demo-other", "demo-secret").await;
    create(&owner, mark, vec!["orders_read"]).await;
    create(&stranger, "another-app", vec!["orders_read"]).await;
    let all = customers_server::api::carbonext::rules::PERMISSIONS;
    let held = all.iter().copied().filter(|key| !lacking.iter().any(|lacking| lacking == key)).collect();
    let key = create(&owner, "restricted-app", held).await;
    let restricted = sign_in("restricted-app", &key).await;
    Scene {
        owner,
        stranger,
        restricted: Some(restricted),
        resource: vec![("clientId", mark.to_owned())],
        other_variables: Vec::new(),
        named_elsewhere: &[],
        bodies: Vec::new(),
        mark: mark.to_owned(),
        to_stranger: &[],
    }
}

/// Two partners with a customer each, who are the same entity, and an account without the scopes that it is to lack.
async fn tradevest(server: &TestServer, lacking: &[String]) -> Scene {
    let mark = "isolated-label";
    let sign_in = async |id: &str, secret: &str| {
        vec![("accessToken", access_token(server, "tradevest", id, secret).await)]
    };
    let create = async |caller: &Caller, label: &str| {
        let entity_id = "58d1c7a2-93be-4f06-b2a4-7c0e6d915f3a";
        let body =
            serde_json::json!({ "entityId": entity_id, "entityType": "LEGAL_ENTITY", "labels": [label] });
        let ask = Ask::new("POST", "/roles/customers").token(&caller[0].1).json(body.to_string());
        let created = server.ask("tradevest", ask).await.json();
        created["customerId"].as_str().unwrap_or_else(|| panic!("{created}")).to_owned()
    };
    let owner = sign_in("demo", "demo-secret").await;
    let stranger = sign_in("demo-other", "demo-secret").await;
    let customer_id = create(&owner, mark).await;
    create(&stranger, "another-label").await;
    let all = customers_server::api::tradevest::rules::PERMISSIONS;
    let held = all.iter().copied().filter(|key| !lacking.iter().any(|lacking| lacking == key)).collect();
    let new = NewCredential {
        api: "tradevest".to_owned(),
        kind: CredentialKind::ClientCredentials,
        tenant: Tenant { id: "demo".to_owned(), name: "Demo Partner".to_owned() },
        permissions: held,
        name: "restricted".to_owned(),
    };
    let issue = move |connection: &_| credentials::create(connection, &new, start_time());
    let issued = server.database().write(issue).await.expect("a credential can be issued");
    let restricted = sign_in(&issued.credential.id, issued.secret.expose()).await;
    Scene {
        owner,
        stranger,
        restricted: Some(restricted),
        resource: vec![("customerId", customer_id)],
        other_variables: Vec::new(),
        named_elsewhere: &[],
        bodies: Vec::new(),
        mark: mark.to_owned(),
        to_stranger: &[],
    }
}

/// Two companies with a customer each, and a user who holds all but the lacking rights.
async fn portos(server: &TestServer, lacking: &[String]) -> Scene {
    let mark = "Isolated Customer";
    let rights = customers_server::api::portos::rules::RIGHTS.iter().copied();
    let sign_in = async |tenant: &str, rights: Vec<&str>| {
        let issued = server.issue("portos", CredentialKind::UserPassword, tenant, rights).await;
        server.portos_token_by(&issued.credential.id, issued.secret.expose()).await
    };
    let create = async |token: &str, id: &str, name: &str| {
        let body = serde_json::json!({ "id": id, "lastName": name }).to_string();
        let created = server.ask("portos", Ask::new("POST", "/customers").token(token).json(body)).await;
        assert_eq!(created.status, 201, "{}", created.text());
    };
    let owner = server.portos_token("demo").await;
    let stranger = sign_in("another", rights.clone().collect()).await;
    let held = rights.filter(|right| !lacking.iter().any(|lacking| lacking == right)).collect();
    let restricted = sign_in("demo", held).await;
    create(&owner, "isolated", mark).await;
    create(&stranger, "another", "Another").await;
    let caller = |token: String| vec![("token", token)];
    Scene {
        owner: caller(owner),
        stranger: caller(stranger),
        restricted: Some(caller(restricted)),
        resource: vec![("id", "isolated".to_owned())],
        other_variables: Vec::new(),
        named_elsewhere: &[],
        bodies: vec![("customer_put", serde_json::json!({ "lastName": "Eve" }))],
        mark: mark.to_owned(),
        // What is in use with the owner is free with the stranger, who makes a customer of its own.
        to_stranger: &[("customer_put", 201)],
    }
}

/// Two accounts with a client each.
async fn dezwork(server: &TestServer) -> Scene {
    let mark = "Cliente Isolado";
    let create = async |token: &str, name: &str| {
        let body = serde_json::json!({
            "type": "PF", "name": name, "document": "52998224725", "phone": "1133334444", "birthDate": "1995-02-06",
            "mail": "x@example.com", "gender": 1, "addresses": [],
        });
        let ask = Ask::new("POST", "/v1/clientes").header("account-token", token).json(body.to_string());
        let created = server.ask("dezwork", ask).await.json();
        (created["data"]["client"]["id"].clone(), vec![("accountToken", token.to_owned())])
    };
    let (id, owner) = create("demo-token", mark).await;
    let (_, stranger) = create("demo-other-token", "Outro").await;
    Scene {
        owner,
        stranger,
        restricted: None,
        resource: vec![("id", id.to_string())],
        other_variables: vec![("numero", "1".to_owned())],
        named_elsewhere: &["cliente_update"],
        bodies: vec![("cliente_update", serde_json::json!({ "id": id, "name": "Eve", "addresses": [] }))],
        mark: mark.to_owned(),
        to_stranger: &[],
    }
}

/// Two merchants with a customer each.
async fn reportei(server: &TestServer, _lacking: &[String]) -> Scene {
    let mark = "Isolated Customer";
    let create = async |token: &str, name: &str| {
        let body = serde_json::json!({ "name": name }).to_string();
        let created =
            server.ask("reportei", Ask::new("POST", "/customers").token(token).json(body)).await.json();
        let member = |name: &str| created["customer"][name].as_str().unwrap().to_owned();
        let caller = vec![("accessToken", token.to_owned()), ("customerToken", member("api_token"))];
        (member("uuid"), caller)
    };
    let (uuid, owner) = create("demo-token", mark).await;
    let (_, stranger) = create("demo-other-token", "Another").await;
    Scene {
        owner,
        stranger,
        restricted: None,
        resource: vec![("uuid", uuid)],
        other_variables: Vec::new(),
        named_elsewhere: &[],
        bodies: Vec::new(),
        mark: mark.to_owned(),
        to_stranger: &[],
    }
}
