//! What holds when several servers share one PostgreSQL database, and when that goes away for a while.
//!
//! Processes of their own, the program as people run it, on a PostgreSQL that the tests start and stop. What a single server
//! promises is the contract tests' business.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};
use tokio::task::JoinSet;
use uuid::Uuid;
use xtask::tools::local_server::{self, LocalServer};
use xtask::tools::postgres::{Postgres, Stop};

/// How many callers there are at the same time, spread over the servers.
const CALLERS: usize = 16;
/// How soon a token that is revoked through one server opens nothing at any other.
const REVOKED_WITHIN: Duration = Duration::from_secs(1);
/// Longer than anything here takes: a test that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie in the workspace")
}

/// The program, built once.
fn program() -> &'static Path {
    static PROGRAM: LazyLock<PathBuf> =
        LazyLock::new(|| local_server::build_with_all(root(), "customers-server").expect("it builds"));
    &PROGRAM
}

/// Several servers on one database.
struct Cluster {
    // Before the database, which they use.
    servers: Vec<LocalServer>,
    postgres: Postgres,
}

/// A cluster, and a test's own way to call it.
struct Servers {
    cluster: Arc<Cluster>,
    http: Client,
}

/// An answer, read.
#[derive(Debug)]
struct Answer {
    status: StatusCode,
    retry_after: Option<String>,
    body: Value,
}

impl Cluster {
    /// All of them are started at once, on an empty database: one makes the tables, the others wait.
    fn start(count: usize) -> Self {
        let postgres = Postgres::start(true).unwrap_or_else(|error| panic!("{error}"));
        let url = postgres.url();
        let starting: Vec<_> = (0..count)
            .map(|number| {
                let url = url.clone();
                std::thread::spawn(move || {
                    let log =
                        root().join(format!("target/several-servers-{}-{number}.log", std::process::id()));
                    let arguments = ["--listen", "127.0.0.1:0", "--database", &url];
                    LocalServer::run(program(), &arguments, &log).unwrap_or_else(|error| panic!("{error}"))
                })
            })
            .collect();
        let servers = starting.into_iter().map(|server| server.join().unwrap()).collect();
        Self { servers, postgres }
    }
}

impl Servers {
    /// Two servers for all tests that run now, since a PostgreSQL takes a while to make. The last of the tests ends them.
    fn shared() -> Self {
        static SHARED: Mutex<Weak<Cluster>> = Mutex::new(Weak::new());

        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        let cluster = shared.upgrade().unwrap_or_else(|| Arc::new(Cluster::start(2)));
        *shared = Arc::downgrade(&cluster);
        Self::of(cluster)
    }

    /// Two servers for a test that does something to their database.
    fn own() -> Self {
        Self::of(Arc::new(Cluster::start(2)))
    }

    fn of(cluster: Arc<Cluster>) -> Self {
        Self { cluster, http: Client::builder().timeout(PATIENCE).build().unwrap() }
    }

    fn postgres(&self) -> &Postgres {
        &self.cluster.postgres
    }

    /// Runs the program for an operator; what it prints.
    fn operate(&self, arguments: &[&str]) -> String {
        let output = Command::new(program())
            .args(arguments)
            .args(["--database", &self.postgres().url()])
            .output()
            .unwrap_or_else(|error| panic!("{arguments:?}: {error}"));
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Issues a credential: its id and its secret.
    fn issue(&self, api: &str, tenant: &str) -> (String, String) {
        let printed = self.operate(&["credentials", "create", api, "--tenant", tenant]);
        let value = |name: &str| {
            let line = printed.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap_or_else(|| panic!("no {name:?} in {printed}")).to_owned()
        };
        (value("id: "), value("secret: "))
    }

    fn caller(&self, server: usize) -> Caller {
        Caller {
            url: self.cluster.servers[server % self.cluster.servers.len()].url.clone(),
            http: self.http.clone(),
        }
    }
}

/// Who calls one of the servers.
#[derive(Clone)]
struct Caller {
    url: String,
    http: Client,
}

impl Caller {
    async fn call(&self, method: Method, path: &str, token: &str, body: Option<&Value>) -> Answer {
        let answer = self.try_call(method.clone(), path, token, body).await;
        answer.unwrap_or_else(|error| panic!("{method} {path}: {error}: {:?}", error.source()))
    }

    async fn try_call(
        &self,
        method: Method,
        path: &str,
        token: &str,
        body: Option<&Value>,
    ) -> Result<Answer, reqwest::Error> {
        let mut request = self.http.request(method, format!("{}{path}", self.url)).bearer_auth(token);
        // Dezwork's own way to carry a token; the others do not look at it.
        request = request.header("Account-Token", token);
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await?;
        let status = answer.status();
        let retry_after = answer.headers().get("retry-after").map(|value| value.to_str().unwrap().to_owned());
        let bytes = answer.bytes().await?;
        Ok(Answer { status, retry_after, body: serde_json::from_slice(&bytes).unwrap_or(Value::Null) })
    }

    async fn get(&self, path: &str, token: &str) -> Answer {
        self.call(Method::GET, path, token, None).await
    }

    /// Signs in by OAuth, and returns the tokens.
    async fn sign_in(&self, api: &str, form: &[(&str, &str)]) -> (StatusCode, Value) {
        let form: Vec<_> = form.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let answer = self
            .http
            .post(format!("{}/{api}/connect/token", self.url))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(form.join("&"))
            .send()
            .await
            .unwrap();
        (answer.status(), answer.json().await.unwrap())
    }

    async fn token(&self, api: &str, (id, secret): &(String, String)) -> String {
        let form = [
            ("client_id", id.as_str()),
            ("client_secret", secret.as_str()),
            ("grant_type", "client_credentials"),
        ];
        let (status, body) = self.sign_in(api, &form).await;
        assert_eq!(status, 200, "{body}");
        body["access_token"].as_str().unwrap().to_owned()
    }

    async fn portos_token(&self, (id, secret): &(String, String)) -> String {
        let body = json!({ "UserName": id, "Password": secret, "DeviceName": "Till 1" });
        let answer = self.call(Method::POST, "/portos/api/auth", "", Some(&body)).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.body["tokenId"].as_str().unwrap().to_owned()
    }
}

/// All callers at once, each at a server in turn; what each comes to.
async fn all<T, F>(servers: &Servers, work: impl Fn(usize, Caller) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let mut set = JoinSet::new();
    for number in 0..CALLERS {
        set.spawn(work(number, servers.caller(number)));
    }
    set.join_all().await
}

fn count(answers: &[StatusCode], status: u16) -> usize {
    answers.iter().filter(|answer| answer.as_u16() == status).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_must_be_unique_is_unique_whichever_servers_are_asked_at_the_same_time() {
    let servers = Servers::shared();
    let tradevest = servers.caller(0).token("tradevest", &servers.issue("tradevest", "unique")).await;
    let carbonext = servers.caller(0).token("carbonext", &servers.issue("carbonext", "unique")).await;
    let (_, dezwork) = servers.issue("dezwork", "unique");
    let portos = servers.caller(0).portos_token(&servers.issue("portos", "unique")).await;
    // Clients of the vendor's own example, which are valid.
    let client = json!({ "type": "PF", "name": "Ana", "document": "008.578.930-50", "phone": "(54)99999-9999",
        "birthDate": "1995-02-06", "mail": "ana@example.com", "gender": 1,
        "addresses": [{ "street": "Rua A", "number": "1", "district": "Centro", "city": "Passo Fundo", "state": "RS",
            "postcode": "99010-000", "type": 1 }] });
    for round in 0..5 {
        let entity = Uuid::new_v4();
        for (path, token, body, created) in [
            (
                "/tradevest/roles/customers",
                &tradevest,
                json!({ "entityId": entity, "entityType": "NATURAL_PERSON" }),
                200,
            ),
            (
                "/carbonext/v1/customers/applications",
                &carbonext,
                json!({ "clientId": format!("app-{round}"), "permissions": [{ "id": "orders_read" }] }),
                201,
            ),
            (
                "/portos/customers",
                &portos,
                json!({ "externalId": format!("e-{round}"), "cards": [{ "serialNumber": format!("c-{round}") }] }),
                201,
            ),
            ("/dezwork/v1/clientes", &dezwork, client.clone(), 201),
        ] {
            let token = token.clone();
            let answers = all(&servers, |_, caller| {
                let (token, body) = (token.clone(), body.clone());
                async move {
                    let answer = caller.call(Method::POST, path, &token, Some(&body)).await;
                    assert!([200, 201, 409].contains(&answer.status.as_u16()), "{path}: {answer:?}");
                    answer.status
                }
            })
            .await;
            let new = usize::from(path != "/dezwork/v1/clientes" || round == 0);
            assert_eq!(count(&answers, created), new, "{path}: {answers:?}");
            assert_eq!(count(&answers, 409), CALLERS - new, "{path}: {answers:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_update_is_lost_when_the_same_customers_are_changed_through_both_servers() {
    const CHANGES: usize = 10;

    let servers = Servers::shared();
    let token = servers.caller(0).portos_token(&servers.issue("portos", "updates")).await;
    for id in ["a", "b"] {
        let body = json!({ "id": id, "creditRate": 0 });
        let answer = servers.caller(0).call(Method::POST, "/portos/customers", &token, Some(&body)).await;
        assert_eq!(answer.status, 201, "{answer:?}");
    }

    // Each adds one to what it reads, and is refused where somebody was faster.
    let done = all(&servers, |number, caller| {
        let token = token.clone();
        async move {
            let path = format!("/portos/customers/{}", ["a", "b"][number / 2 % 2]);
            let (mut changed, mut refused) = (0, 0);
            let began = Instant::now();
            while changed < CHANGES {
                assert!(began.elapsed() < PATIENCE, "{changed} changes, {refused} refused");
                let mut customer = caller.get(&path, &token).await.body;
                customer["creditRate"] = json!(customer["creditRate"].as_f64().unwrap() + 1.0);
                let answer = caller.call(Method::PUT, &path, &token, Some(&customer)).await;
                match answer.status.as_u16() {
                    200 => changed += 1,
                    409 => {
                        assert_eq!(answer.body["errorCode"], 6, "{answer:?}");
                        refused += 1;
                    }
                    _ => panic!("{answer:?}"),
                }
            }
            refused
        }
    })
    .await;

    for id in ["a", "b"] {
        let customer = servers.caller(1).get(&format!("/portos/customers/{id}"), &token).await.body;
        let all = CALLERS / 2 * CHANGES;
        assert_eq!(customer["creditRate"].to_string(), format!("{all}.0"), "{customer}");
    }
    assert!(done.iter().sum::<usize>() > 0, "nobody was in anybody's way, so that nothing was shown");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_revoked_through_one_server_is_out_at_the_other_within_a_second() {
    let servers = Servers::shared();
    let (one, other) = (servers.caller(0), servers.caller(1));
    let within = |began: Instant| assert!(began.elapsed() < REVOKED_WITHIN, "{:?}", began.elapsed());

    // An operator's credential, and the token that it got.
    let (id, secret) = servers.issue("reportei", "revoked");
    assert_eq!(other.get("/reportei/customers", &secret).await.status, 200);
    servers.operate(&["credentials", "revoke", &id]);
    let began = Instant::now();
    assert_eq!(other.get("/reportei/customers", &secret).await.status, 401);
    within(began);

    // A session.
    let user = servers.issue("portos", "revoked");
    let session = one.portos_token(&user).await;
    assert_eq!(other.get("/portos/customers", &session).await.status, 200);
    let began = Instant::now();
    assert_eq!(one.call(Method::DELETE, "/portos/api/auth", &session, None).await.status, 204);
    assert_eq!(other.get("/portos/customers", &session).await.status, 401);
    within(began);

    // An application, its key and its tokens.
    let company = one.token("carbonext", &servers.issue("carbonext", "revoked")).await;
    let body = json!({ "clientId": "revoked-app", "permissions": [{ "id": "customerApplication_read" }] });
    let created = one.call(Method::POST, "/carbonext/v1/customers/applications", &company, Some(&body)).await;
    let key = created.body["customerApplicationKey"].as_str().unwrap().to_owned();
    let application = ("revoked-app".to_owned(), key);
    let token = other.token("carbonext", &application).await;
    let list = "/carbonext/v1/customers/applications";
    assert_eq!(one.get(list, &token).await.status, 200);
    let began = Instant::now();
    assert_eq!(
        one.call(Method::DELETE, "/carbonext/v1/customers/revoked-app", &company, None).await.status,
        204
    );
    assert_eq!(other.get(list, &token).await.status, 401);
    within(began);

    // A refresh token is good once, whoever is asked.
    let (id, secret) = servers.issue("carbonext", "revoked");
    let client = [("client_id", id.as_str()), ("client_secret", secret.as_str())];
    for _ in 0..5 {
        let grant = [("grant_type", "client_credentials"), ("scope", "offline_access")];
        let (_, tokens) = one.sign_in("carbonext", &[client, grant].concat()).await;
        let refresh_token = tokens["refresh_token"].as_str().unwrap().to_owned();
        let answers = all(&servers, |_, caller| {
            let (id, secret, refresh_token) = (id.clone(), secret.clone(), refresh_token.clone());
            async move {
                let form = [
                    ("client_id", id.as_str()),
                    ("client_secret", secret.as_str()),
                    ("grant_type", "refresh_token"),
                    ("refresh_token", refresh_token.as_str()),
                ];
                caller.sign_in("carbonext", &form).await.0
            }
        })
        .await;
        assert_eq!((count(&answers, 200), count(&answers, 400)), (1, CALLERS - 1), "{answers:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_walked_through_both_servers_in_turn_has_everybody_once_while_others_come() {
    let servers = Servers::shared();
    let token = servers.caller(0).token("tradevest", &servers.issue("tradevest", "walked")).await;
    let create = async |caller: &Caller| {
        let body = json!({ "entityId": Uuid::new_v4(), "entityType": "LEGAL_ENTITY" });
        let answer = caller.call(Method::POST, "/tradevest/roles/customers", &token, Some(&body)).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.body["customerId"].as_str().unwrap().to_owned()
    };
    let mut there = BTreeSet::new();
    for number in 0..60 {
        there.insert(create(&servers.caller(number)).await);
    }

    let stop = AtomicBool::new(false);
    let coming = async {
        let mut number = 0;
        while !stop.load(Ordering::Relaxed) {
            number += 1;
            create(&servers.caller(number)).await;
        }
    };
    let walking = async {
        let mut seen = BTreeMap::<String, u32>::new();
        let (mut cursor, mut page) = (String::new(), 0);
        loop {
            page += 1;
            let path = format!("/tradevest/roles/customers?limit=7&cursor={cursor}");
            let answer = servers.caller(page).get(&path, &token).await;
            assert_eq!(answer.status, 200, "{answer:?}");
            for customer in answer.body["data"].as_array().unwrap() {
                *seen.entry(customer["customerId"].as_str().unwrap().to_owned()).or_default() += 1;
            }
            answer.body["pagination"]["cursor"].as_str().unwrap().clone_into(&mut cursor);
            // Who comes while the list is walked makes it longer, but not for ever.
            if cursor.is_empty() || page == 30 {
                break;
            }
        }
        stop.store(true, Ordering::Relaxed);
        seen
    };
    let ((), seen) = tokio::join!(coming, walking);

    assert!(seen.values().all(|times| *times == 1), "{seen:?}");
    assert!(there.iter().all(|customer| seen.contains_key(customer)), "somebody was left out");
    assert!(seen.len() > there.len(), "nobody came, so that nothing was shown");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_postgresql_goes_away_callers_are_told_to_come_back_and_nothing_that_was_answered_is_missing() {
    let servers = Servers::own();
    let (_, token) = servers.issue("reportei", "acme");
    let kept = Arc::new(Mutex::new(Vec::<String>::new()));
    let (stop, refused) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
    let mut load = JoinSet::new();
    for number in 0..CALLERS {
        let (caller, token) = (servers.caller(number), token.clone());
        let (kept, stop, refused) = (Arc::clone(&kept), Arc::clone(&stop), Arc::clone(&refused));
        load.spawn(async move {
            while !stop.load(Ordering::Relaxed) {
                let body = json!({ "name": format!("Customer of {number}") });
                let answer = caller.call(Method::POST, "/reportei/customers", &token, Some(&body)).await;
                let read = caller.get("/reportei/customers", &token).await;
                for answer in [&answer, &read] {
                    if answer.status == 503 {
                        refused.fetch_add(1, Ordering::Relaxed);
                        assert!(
                            answer.retry_after.as_deref().is_some_and(|wait| wait.parse::<u32>().is_ok())
                        );
                        assert!(answer.body["message"].is_string(), "{answer:?}");
                    } else {
                        assert!(answer.status.is_success(), "{answer:?}");
                    }
                }
                if answer.status == 201 {
                    let uuid = answer.body["customer"]["uuid"].as_str().unwrap().to_owned();
                    kept.lock().unwrap().push(uuid);
                }
            }
        });
    }
    let kept_so_far = || kept.lock().unwrap().len();
    let wait_for_more = async |than: usize| {
        let began = Instant::now();
        while kept_so_far() <= than {
            assert!(began.elapsed() < PATIENCE, "no service within {PATIENCE:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        began.elapsed()
    };

    for how in [Stop::Fast, Stop::Immediate] {
        wait_for_more(kept_so_far() + 50).await;
        servers.postgres().stop(how).unwrap();
        let (before, refused_before) = (kept_so_far(), refused.load(Ordering::Relaxed));
        tokio::time::sleep(Duration::from_millis(700)).await;
        assert!(refused.load(Ordering::Relaxed) > refused_before, "{how:?}: nobody was refused");
        assert!(kept_so_far() <= before + CALLERS, "{how:?}: there was nothing to write to");
        let health = servers.caller(0).get("/healthz", "").await;
        assert_eq!(health.status, 503, "{how:?}: {health:?}");
        servers.postgres().start_again().unwrap();
        let took = wait_for_more(kept_so_far() + 50).await;
        assert!(took < Duration::from_secs(10), "{how:?}: service took {took:?} to come back");
    }
    stop.store(true, Ordering::Relaxed);
    load.join_all().await;

    let kept = kept.lock().unwrap().clone();
    let listed = servers.caller(0).get("/reportei/customers?per_page=1", &token).await;
    let total = usize::try_from(listed.body["meta"]["total"].as_u64().unwrap()).unwrap();
    assert!(total >= kept.len(), "{listed:?}");
    let kept = Arc::new(kept);
    all(&servers, |number, caller| {
        let (kept, token) = (Arc::clone(&kept), token.clone());
        async move {
            for uuid in kept.iter().skip(number).step_by(CALLERS) {
                let answer = caller.get(&format!("/reportei/customers/{uuid}"), &token).await;
                assert_eq!(answer.status, 200, "{uuid} was answered and is missing: {answer:?}");
            }
        }
    })
    .await;
}
