//! Callers of all five APIs who remember what they were answered.
//!
//! Each makes customers of its own, changes and deletes them, one call after the other, until the server is gone or it has
//! been long enough. What may be the case of a customer afterwards is known at every moment: what was answered last; and
//! where an answer is still out, also what was asked for.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use customers_server::api::dezwork::formats::{Document, DocumentKind};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::program::{Answer, Folder, PATIENCE};

/// How many customers of each API a caller has at a time: few enough that all can be listed after each round.
const LIVE_MAX: usize = 8;
/// How many numbers each caller has for its customers.
const NUMBERS: u64 = 10_000_000;

/// What chance begins with: what `FAULTS_SEED` says, to see again what was seen; else another one each time.
pub fn seed() -> u64 {
    let seed = std::env::var("FAULTS_SEED").ok().map(|seed| seed.parse().expect("FAULTS_SEED is a number"));
    let seed = seed.unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
        u64::from(now.subsec_nanos())
    });
    println!("FAULTS_SEED={seed}");
    seed
}

/// Numbers of chance that are the same for the same seed.
pub struct Chance(u64);

impl Chance {
    pub fn of(seed: u64) -> Self {
        // Neighbouring seeds must not begin alike, and 0 would stay 0.
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        // xorshift64
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// A connection to the server, and another one when that is lost.
pub struct Caller {
    address: String,
    connection: Option<BufReader<TcpStream>>,
}

impl Caller {
    pub fn new(address: &str) -> Self {
        Self { address: address.to_owned(), connection: None }
    }

    /// Calls, with headers that end in line breaks. An error means that there is no answer, or only a part of it.
    pub fn call(&mut self, method: &str, target: &str, headers: &str, body: &str) -> io::Result<Answer> {
        let mut connection = if let Some(connection) = self.connection.take() {
            connection
        } else {
            let stream = TcpStream::connect(&self.address)?;
            stream.set_read_timeout(Some(PATIENCE))?;
            stream.set_nodelay(true)?;
            BufReader::new(stream)
        };
        let length = body.len();
        let request = format!(
            "{method} {target} HTTP/1.1\r\nHost: {}\r\nContent-Length: {length}\r\n{headers}\r\n{body}",
            self.address
        );
        connection.get_mut().write_all(request.as_bytes())?;

        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if connection.read_line(&mut head)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        let head = head.to_ascii_lowercase();
        let header = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
        let length = header("content-length:").map_or(0, |length| length.parse().unwrap());
        let mut body = vec![0; length];
        connection.read_exact(&mut body)?;
        if header("connection:") != Some("close") {
            self.connection = Some(connection);
        }
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Ok(Answer { status, head, body: String::from_utf8(body).unwrap() })
    }

    fn get(&mut self, target: &str, headers: &str) -> Value {
        let answer = self.call("GET", target, headers, "").unwrap();
        assert_eq!(answer.status, 200, "{target}: {answer:?}");
        serde_json::from_str(&answer.body).unwrap()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Api {
    Carbonext,
    Tradevest,
    Portos,
    Dezwork,
    Reportei,
}

impl Api {
    pub const ALL: [Self; 5] =
        [Self::Carbonext, Self::Tradevest, Self::Portos, Self::Dezwork, Self::Reportei];

    pub fn name(self) -> &'static str {
        match self {
            Self::Carbonext => "carbonext",
            Self::Tradevest => "tradevest",
            Self::Portos => "portos",
            Self::Dezwork => "dezwork",
            Self::Reportei => "reportei",
        }
    }
}

/// The name and the secret that each API's caller signs in with.
pub type Accounts = BTreeMap<Api, (String, String)>;

/// The demo accounts.
pub fn demo() -> Accounts {
    Api::ALL
        .into_iter()
        .map(|api| {
            let secret =
                if matches!(api, Api::Dezwork | Api::Reportei) { "demo-token" } else { "demo-secret" };
            (api, ("demo".to_owned(), secret.to_owned()))
        })
        .collect()
}

/// Accounts that an operator has issued, which are in the database. The demo accounts, and who signs in with them, are not.
pub fn issue(folder: &Folder) -> Accounts {
    let accounts = Api::ALL.into_iter().map(|api| {
        let created = folder.run(&["credentials", "create", api.name(), "--tenant", "acme"]).succeeded();
        let value = |name: &str| {
            let line = created.stdout.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap_or_else(|| panic!("{name:?} is not in {created:?}")).to_owned()
        };
        (api, (value("id: "), value("secret: ")))
    });
    accounts.collect()
}

/// The header with which each API is called.
pub type Keys = BTreeMap<Api, String>;

/// Signs in everywhere. What is answered to those who may not is for the caller to look at.
pub fn sign_in(caller: &mut Caller, accounts: &Accounts) -> Result<Keys, Answer> {
    let mut keys = Keys::new();
    for (api, (name, secret)) in accounts {
        let (target, kind, body) = match api {
            Api::Carbonext | Api::Tradevest => (
                format!("/{}/connect/token", api.name()),
                "application/x-www-form-urlencoded",
                format!("grant_type=client_credentials&client_id={name}&client_secret={secret}"),
            ),
            Api::Portos => (
                "/portos/api/auth".to_owned(),
                "application/json",
                json!({ "UserName": name, "Password": secret, "DeviceName": "Till" }).to_string(),
            ),
            Api::Dezwork => {
                keys.insert(*api, format!("Account-Token: {secret}\r\n"));
                continue;
            }
            Api::Reportei => {
                keys.insert(*api, format!("Authorization: Bearer {secret}\r\n"));
                continue;
            }
        };
        let answer = caller.call("POST", &target, &format!("Content-Type: {kind}\r\n"), &body).unwrap();
        if answer.status != 200 {
            return Err(answer);
        }
        let tokens: Value = serde_json::from_str(&answer.body).unwrap();
        let token = tokens.get("access_token").or(tokens.get("tokenId")).unwrap().as_str().unwrap();
        keys.insert(*api, format!("Authorization: Bearer {token}\r\n"));
    }
    Ok(keys)
}

/// What a customer may be: of one of these versions, or, for `None`, not there.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Fate {
    /// What the API calls it; unknown where the answer that said so is out.
    id: Option<String>,
    may_be: Vec<Option<u32>>,
}

/// What callers have been told.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Truth(BTreeMap<(Api, u64), Fate>);

impl fmt::Debug for Truth {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Truth({} customers)", self.0.len())
    }
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ask {
    Create,
    Update,
    Delete,
}

/// What a caller did until it stopped.
#[derive(Debug)]
pub struct Done {
    pub truth: Truth,
    /// Writes that were answered with success.
    pub answered: usize,
    /// Calls that were answered with a fault of the server's, and what they were told.
    pub refused: Vec<Answer>,
}

impl Truth {
    /// Joins what several callers know, each of its own customers.
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Does the next thing that chance has it do.
    fn write(
        &mut self,
        caller: &mut Caller,
        keys: &Keys,
        chance: &mut Chance,
        number: u64,
    ) -> io::Result<Answer> {
        let api = Api::ALL[usize::try_from(chance.below(5)).unwrap()];
        let live: Vec<u64> = self.0.keys().filter(|(of, _)| *of == api).map(|(_, number)| *number).collect();
        let ask = match (live.len(), api) {
            (0, _) => Ask::Create,
            (count, Api::Tradevest) if count >= LIVE_MAX => Ask::Update,
            (count, Api::Carbonext) if count >= LIVE_MAX => Ask::Delete,
            (_, Api::Tradevest) => [Ask::Create, Ask::Update][usize::try_from(chance.below(2)).unwrap()],
            (_, Api::Carbonext) => [Ask::Create, Ask::Delete][usize::try_from(chance.below(2)).unwrap()],
            (count, _) if count >= LIVE_MAX => {
                [Ask::Update, Ask::Delete][usize::try_from(chance.below(2)).unwrap()]
            }
            _ => [Ask::Create, Ask::Update, Ask::Delete][usize::try_from(chance.below(3)).unwrap()],
        };
        let number = if ask == Ask::Create {
            number
        } else {
            live[usize::try_from(chance.below(live.len() as u64)).unwrap()]
        };
        let fate = self.0.entry((api, number)).or_insert(Fate { id: None, may_be: vec![None] });
        let version = fate.may_be.iter().copied().flatten().max().unwrap_or(0) + 1;
        let before = fate.may_be.clone();
        let after = (ask != Ask::Delete).then_some(version);
        fate.may_be.push(after);
        let id = fate.id.clone().unwrap_or_default();
        let answer = call(caller, keys, api, ask, &id, number, version)?;
        match answer.status {
            200..=299 => {
                fate.may_be = vec![after];
                if ask == Ask::Create {
                    fate.id = Some(id_of(api, number, &answer));
                }
            }
            // Refused: nothing was done.
            503 => fate.may_be = before,
            status => panic!("{ask:?} {api:?} {number}: {status}, {answer:?}"),
        }
        if fate.may_be == [None] {
            self.0.remove(&(api, number));
        }
        Ok(answer)
    }

    /// Holds all that is known against what the server lists; what could be this or that is settled by it.
    #[track_caller]
    pub fn settle(&mut self, caller: &mut Caller, keys: &Keys) {
        self.hold_against(&(0..0), caller, keys);
    }

    #[track_caller]
    fn hold_against(&mut self, others: &Range<u64>, caller: &mut Caller, keys: &Keys) {
        for api in Api::ALL {
            let mut listed = list(caller, keys, api);
            listed.retain(|number, _| !others.contains(&(number / NUMBERS)));
            for (number, (id, version)) in &listed {
                let fate = self.0.get_mut(&(api, *number));
                let fate = fate.unwrap_or_else(|| panic!("{api:?} {number} is there, and nobody made it"));
                assert!(fate.may_be.contains(&Some(*version)), "{api:?} {number} is of {version}: {fate:?}");
                assert!(fate.id.as_ref().is_none_or(|known| known == id), "{api:?} {number}: {id}, {fate:?}");
                *fate = Fate { id: Some(id.clone()), may_be: vec![Some(*version)] };
            }
            self.0.retain(|(of, number), fate| {
                let is_there = *of != api || listed.contains_key(number);
                assert!(is_there || fate.may_be.contains(&None), "{api:?} {number} is missing: {fate:?}");
                is_there
            });
        }
    }

    /// Makes this many customers of each API.
    pub fn make(caller: &mut Caller, keys: &Keys, count: u64) -> Self {
        let mut all = BTreeMap::new();
        for (api, number) in Api::ALL.into_iter().flat_map(|api| (1..=count).map(move |number| (api, number)))
        {
            let answer = create(caller, keys, api, number).unwrap();
            assert!(answer.status < 300, "{api:?}: {answer:?}");
            let fate = Fate { id: Some(id_of(api, number, &answer)), may_be: vec![Some(1)] };
            all.insert((api, number), fate);
        }
        Self(all)
    }

    /// How many customers could be this or that, because an answer is out.
    pub fn unsettled(&self) -> usize {
        self.0.values().filter(|fate| fate.may_be.len() > 1).count()
    }

    /// As if nothing had been done that was not answered.
    pub fn as_answered(&self) -> Self {
        let answered = self.0.iter().filter_map(|(key, fate)| {
            let may_be = vec![fate.may_be[0]];
            may_be[0].is_some().then(|| (*key, Fate { id: fate.id.clone(), may_be }))
        });
        Self(answered.collect())
    }

    /// Whether the server lists just this.
    #[track_caller]
    pub fn assert_is_listed(&self, caller: &mut Caller, keys: &Keys) {
        self.assert_is_listed_beside(&(0..0), caller, keys);
    }

    /// Whether the server lists just this, beside what these callers made, of whom that is not known.
    #[track_caller]
    pub fn assert_is_listed_beside(&self, others: &Range<u64>, caller: &mut Caller, keys: &Keys) {
        assert!(self.0.values().all(|fate| fate.may_be.len() == 1), "something is not settled");
        self.clone().hold_against(others, caller, keys);
    }
}

/// Calls until there is no answer any more, or until `stop` says so, with the customers of caller number `place`.
pub fn work(
    address: &str,
    keys: &Keys,
    place: u64,
    chance: &mut Chance,
    mut truth: Truth,
    mut next: u64,
    stop: &AtomicBool,
) -> Done {
    let mut caller = Caller::new(address);
    let (mut answered, mut refused) = (0, Vec::new());
    while !stop.load(Ordering::Relaxed) {
        next += 1;
        match truth.write(&mut caller, keys, chance, place * NUMBERS + next) {
            Ok(answer) if answer.status == 503 => refused.push(answer),
            Ok(_) => answered += 1,
            Err(_) => break,
        }
    }
    Done { truth, answered, refused }
}

/// Several callers at once, each at a server in turn, while `meanwhile` happens; what it comes to, and what all of them
/// know. `truth` is what they knew before, and `round` tells one time from another.
pub fn all_work<T>(
    addresses: &[&str],
    keys: &Keys,
    callers: Range<u64>,
    (seed, round): (u64, u64),
    truth: &Truth,
    meanwhile: impl FnOnce(&AtomicBool) -> T,
) -> (T, Done) {
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let working: Vec<_> = callers
            .zip(addresses.iter().cycle())
            .map(|(place, address)| {
                let of_place = |(_, number): &(Api, u64)| number / NUMBERS == place;
                let own = truth.0.iter().filter(|(key, _)| of_place(key));
                let own = Truth(own.map(|(key, fate)| (*key, fate.clone())).collect());
                let stop = &stop;
                scope.spawn(move || {
                    let mut chance = Chance::of(seed ^ (round << 32) ^ (place << 16));
                    work(address, keys, place, &mut chance, own, round * 100_000, stop)
                })
            })
            .collect();
        let came = meanwhile(&stop);
        let mut all = Done { truth: Truth::default(), answered: 0, refused: Vec::new() };
        for caller in working {
            let done = caller.join().unwrap();
            all.truth = all.truth.and(done.truth);
            all.answered += done.answered;
            all.refused.extend(done.refused);
        }
        (came, all)
    })
}

/// Asks for the first page of an API's list.
pub fn ask_list(caller: &mut Caller, keys: &Keys, api: Api) -> io::Result<Answer> {
    let target = match api {
        Api::Carbonext => "/carbonext/v1/customers/applications",
        Api::Tradevest => "/tradevest/roles/customers",
        Api::Portos => "/portos/customers",
        Api::Dezwork => "/dezwork/v1/clientes/pagina/1",
        Api::Reportei => "/reportei/customers",
    };
    caller.call("GET", target, &keys[&api], "")
}

/// Makes a customer that nobody keeps in mind.
pub fn create(caller: &mut Caller, keys: &Keys, api: Api, number: u64) -> io::Result<Answer> {
    call(caller, keys, api, Ask::Create, "", number, 1)
}

fn call(
    caller: &mut Caller,
    keys: &Keys,
    api: Api,
    ask: Ask,
    id: &str,
    number: u64,
    version: u32,
) -> io::Result<Answer> {
    let mut headers = format!("{}Content-Type: application/json\r\n", keys[&api]);
    if api == Api::Tradevest && ask == Ask::Update {
        headers.push_str("Requestor-ID: 123e4567-e89b-12d3-a456-426614174000\r\n");
    }
    let name = format!("N{number} V{version}");
    let customers = match api {
        Api::Carbonext => "/carbonext/v1/customers",
        Api::Tradevest => "/tradevest/roles/customers",
        Api::Portos => "/portos/customers",
        Api::Dezwork => "/dezwork/v1/clientes",
        Api::Reportei => "/reportei/customers",
    };
    if ask == Ask::Delete {
        return caller.call("DELETE", &format!("{customers}/{id}"), &headers, "");
    }
    let one = format!("{customers}/{id}");
    let (method, target, body) = match (api, ask) {
        (Api::Carbonext, _) => (
            "POST",
            "/carbonext/v1/customers/applications",
            json!({ "clientId": format!("n{number}"), "permissions": [{ "id": "orders_read" }] }),
        ),
        (Api::Tradevest, Ask::Create) => (
            "POST",
            customers,
            json!({ "entityId": entity(number), "entityType": "NATURAL_PERSON",
                "labels": [format!("v{version}"), "both"] }),
        ),
        (Api::Tradevest, _) => ("PATCH", one.as_str(), json!({ "labels": [format!("v{version}"), "both"] })),
        (Api::Portos, _) => (
            if ask == Ask::Create { "POST" } else { "PUT" },
            if ask == Ask::Create { customers } else { one.as_str() },
            json!({ "id": format!("n{number}"), "firstName": name,
                "cards": [{ "serialNumber": format!("c{number}") }] }),
        ),
        (Api::Dezwork, Ask::Create) => (
            "POST",
            customers,
            json!({ "type": "PF", "name": name, "document": cpf(number), "phone": "54 999999999",
                "birthDate": "1995-02-06", "mail": "a@example.com", "gender": 1,
                "addresses": [{ "street": "Rua A", "number": "1", "district": "Centro", "city": "Garibaldi",
                    "state": "RS", "postcode": "95720-000" }] }),
        ),
        (Api::Dezwork, _) => ("PUT", customers, json!({ "id": id.parse::<i64>().unwrap(), "name": name })),
        (Api::Reportei, _) => (
            if ask == Ask::Create { "POST" } else { "PUT" },
            if ask == Ask::Create { customers } else { one.as_str() },
            json!({ "name": name }),
        ),
    };
    caller.call(method, target, &headers, &body.to_string())
}

fn cpf(number: u64) -> String {
    Document::with_check_digits(DocumentKind::Cpf, &format!("{number:09}")).unwrap().to_string()
}

fn entity(number: u64) -> Uuid {
    Uuid::from_u128(number.into())
}

fn id_of(api: Api, number: u64, created: &Answer) -> String {
    let body: Value = serde_json::from_str(&created.body).unwrap();
    match api {
        Api::Carbonext | Api::Portos => format!("n{number}"),
        Api::Tradevest => body["customerId"].as_str().unwrap().to_owned(),
        Api::Dezwork => body["data"]["client"]["id"].to_string(),
        Api::Reportei => body["customer"]["uuid"].as_str().unwrap().to_owned(),
    }
}

/// All customers that an API lists: by number, what it calls them, and of which version they are.
fn list(caller: &mut Caller, keys: &Keys, api: Api) -> BTreeMap<u64, (String, u32)> {
    let mut all = BTreeMap::new();
    let mut cursor = String::new();
    for page in 1.. {
        let key = keys[&api].as_str();
        let (body, members) = match api {
            Api::Carbonext => {
                let target = format!("/carbonext/v1/customers/applications?page={page}&page-size=100");
                (caller.get(&target, key), "/items")
            }
            Api::Tradevest => {
                let target = format!("/tradevest/roles/customers?limit=100&cursor={cursor}");
                (caller.get(&target, key), "/data")
            }
            Api::Portos => {
                let target = format!("/portos/customers?$skip={}&$take=100", (page - 1) * 100);
                (caller.get(&target, key), "/items")
            }
            Api::Dezwork => {
                (caller.get(&format!("/dezwork/v1/clientes/pagina/{page}"), key), "/data/clients")
            }
            Api::Reportei => {
                let target = format!("/reportei/customers?page={page}&per_page=100");
                (caller.get(&target, key), "/data")
            }
        };
        let customers = body.pointer(members).and_then(Value::as_array).unwrap();
        for customer in customers {
            let (number, id, version) = read(api, customer);
            assert_eq!(all.insert(number, (id, version)), None, "{api:?} {number} is listed twice");
        }
        let total = match api {
            Api::Carbonext => body["totalCount"].as_u64(),
            Api::Portos if customers.is_empty() => {
                caller.get("/portos/customers?$count=true", key)["totalCount"].as_u64()
            }
            Api::Reportei => body["meta"]["total"].as_u64(),
            Api::Portos | Api::Tradevest | Api::Dezwork => None,
        };
        body["pagination"]["cursor"].as_str().unwrap_or_default().clone_into(&mut cursor);
        let is_last = if api == Api::Tradevest { cursor.is_empty() } else { customers.is_empty() };
        if is_last {
            assert!(total.is_none_or(|total| total == all.len() as u64), "{api:?}: {total:?}, {}", all.len());
            break;
        }
    }
    all
}

fn read(api: Api, customer: &Value) -> (u64, String, u32) {
    let text = |member: &str| customer[member].as_str().unwrap_or_else(|| panic!("{member}: {customer}"));
    // "N12 V3"
    let named = |name: &str| {
        let (number, version) = name.split_once(' ').unwrap_or_else(|| panic!("{api:?}: {customer}"));
        (number[1..].parse::<u64>().unwrap(), version[1..].parse::<u32>().unwrap())
    };
    match api {
        Api::Carbonext => {
            assert_eq!(customer["permissions"].as_array().map(Vec::len), Some(1), "{customer}");
            let id = text("clientId");
            (id[1..].parse().unwrap(), id.to_owned(), 1)
        }
        Api::Tradevest => {
            let labels = customer["labels"].as_array().unwrap();
            assert_eq!(labels.len(), 2, "{customer}");
            let version = labels.iter().find_map(|label| label.as_str().unwrap().strip_prefix('v')).unwrap();
            let entity: Uuid = text("entityId").parse().unwrap();
            let number = u64::try_from(entity.as_u128()).unwrap();
            (number, text("customerId").to_owned(), version.parse().unwrap())
        }
        Api::Portos => {
            assert_eq!(customer["cards"].as_array().map(Vec::len), Some(1), "{customer}");
            let (number, version) = named(text("firstName"));
            (number, text("id").to_owned(), version)
        }
        Api::Dezwork => {
            assert_eq!(customer["addresses"].as_array().map(Vec::len), Some(1), "{customer}");
            let (number, version) = named(text("name"));
            (number, customer["id"].to_string(), version)
        }
        Api::Reportei => {
            let (number, version) = named(text("name"));
            (number, text("uuid").to_owned(), version)
        }
    }
}
