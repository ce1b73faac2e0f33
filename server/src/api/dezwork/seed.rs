//! Made-up clients, to try things at full size.

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, Datelike as _, Days, NaiveDate, Utc};

use super::formats::{Document, DocumentKind, Gender, Phone};
use super::rules::{self, Address, Client, Person};
use super::store::{self, Account};
use crate::api::made_up::{MadeUp, Random, Run, Seeder, Seeding as _};
use crate::db::query::{params, row};
use crate::db::{Connection, query};

/// Clients, most of them people, with one address or two; none has a password.
#[derive(Debug)]
pub enum Clients {}

/// What makes them.
pub const SEEDER: Seeder<Clients> = Seeder::SEEDER;

/// Adds `count` made-up clients.
pub fn seed(
    connection: &Connection,
    tenant: &str,
    count: u32,
    now: DateTime<Utc>,
    seed: u64,
) -> query::Result<()> {
    SEEDER.seed(connection, tenant, count, now, seed)
}

impl MadeUp for Clients {
    type Customer = Client;

    fn make(run: &Run, place: i64, _: u64) -> Client {
        let mut client = client(&mut run.chance(place), run.now.date_naive());
        client.document = document_of(client.person, number(place));
        client
    }

    fn next_place(connection: &Connection, _: &str) -> query::Result<i64> {
        Ok(store::last_id(connection, "client")? + 1)
    }

    fn take_places(connection: &Connection, _: &str, count: u32) -> query::Result<i64> {
        store::take_ids(connection, "client", count.into())
    }

    fn insert(connection: &Connection, run: &Run, first: i64, clients: &[Client]) -> query::Result<()> {
        let account = Account { tenant: run.tenant.clone(), window: rules::KEPT };
        store::count_in(connection, &account, i64::try_from(clients.len()).unwrap_or(i64::MAX))?;
        let documents = unused_documents(connection, &account, first, clients)?;
        let birth_dates: Vec<_> =
            clients.iter().map(|client| client.birth_date.map(|date| date.to_string())).collect();
        let rows: Vec<_> = (first..)
            .zip(clients)
            .zip(documents.iter().zip(&birth_dates))
            .map(|((id, client), (document, birth_date))| {
                row![
                    id,
                    account.tenant.as_str(),
                    account.window,
                    client.person.code(),
                    &client.name,
                    client.trading_name.as_deref(),
                    client.state_register.as_deref(),
                    document.bare(),
                    client.phone.bare(),
                    birth_date.as_deref(),
                    &client.mail,
                    client.gender.map(Gender::number),
                    client.active,
                ]
            })
            .collect();
        connection.insert_many(
            "dezwork_clients (id, tenant, sandbox_window, person, name, trading_name, state_register, document,
                 phone, birth_date, mail, gender, active)",
            &rows,
        )?;
        insert_addresses(connection, &account, first, clients)
    }
}

fn insert_addresses(
    connection: &Connection,
    account: &Account,
    first: i64,
    clients: &[Client],
) -> query::Result<()> {
    let addresses: Vec<_> = (first..)
        .zip(clients)
        .flat_map(|(id, client)| {
            (1_i64..).zip(&client.addresses).map(move |(position, address)| (id, position, address))
        })
        .collect();
    let count = i64::try_from(addresses.len()).unwrap_or(i64::MAX);
    let first_address = store::take_ids(connection, "address", count)?;
    let rows: Vec<_> = (first_address..)
        .zip(addresses)
        .map(|(id, (client, position, address))| {
            row![
                id,
                account.tenant.as_str(),
                client,
                position,
                &address.street,
                &address.number,
                address.complement.as_deref(),
                &address.district,
                &address.city,
                &address.state,
                &address.postcode,
                address.responsible_name.as_deref(),
                address.reference.as_deref(),
                i64::from(address.kind),
                address.active,
            ]
        })
        .collect();
    connection.insert_many(
        "dezwork_addresses (id, tenant, client, position, street, number, complement, district, city, state, postcode,
             responsible_name, reference, kind, active)",
        &rows,
    )
}

/// How many documents of a kind there are to be had here.
const NUMBERS: i64 = 1_000_000_000;

/// In how many places they rise.
const OFFICES: i64 = 64;

/// The number that a client's document begins with, which is no other's: as if clients came from the districts of so many
/// tax offices, each of which gives its numbers out in their order.
fn number(place: i64) -> i64 {
    let place = place % NUMBERS;
    place % OFFICES * (NUMBERS / OFFICES) + place / OFFICES
}

/// The document of this number, or of the next that makes one.
fn document_of(person: Person, mut number: i64) -> Document {
    loop {
        let document = match person {
            Person::Natural => Document::with_check_digits(DocumentKind::Cpf, &format!("{number:09}")),
            // A company's first offices, whose number in the company is small.
            Person::Legal => {
                let base = format!("{:08}{:04}", number / 10, 1 + number % 10);
                Document::with_check_digits(DocumentKind::Cnpj, &base)
            }
        };
        match document {
            Some(document) => return document,
            None => number = (number + 1) % NUMBERS,
        }
    }
}

/// The clients' documents, or others where somebody who is not made up has registered them.
fn unused_documents(
    connection: &Connection,
    account: &Account,
    first: i64,
    clients: &[Client],
) -> query::Result<Vec<Document>> {
    let mut documents: Vec<_> = clients.iter().map(|client| client.document.clone()).collect();
    // Those of one kind from one office stand side by side, so that a look at each such range is a look at all of them.
    let mut ranges: BTreeMap<(&str, i64), (&str, &str)> = BTreeMap::new();
    for ((place, client), document) in (first..).zip(clients).zip(&documents) {
        let bare = document.bare();
        let (least, most) = ranges.entry((client.person.code(), place % OFFICES)).or_insert((bare, bare));
        *least = (*least).min(bare);
        *most = (*most).max(bare);
    }
    let mut look = connection.prepare_cached(
        "SELECT document FROM dezwork_clients
         WHERE tenant = ?1 AND sandbox_window = ?2 AND document BETWEEN ?3 AND ?4",
    )?;
    let mut taken: HashSet<String> = HashSet::new();
    for (least, most) in ranges.into_values() {
        taken.extend(look.query_map(params![account.tenant, account.window, least, most], |row| row.get(0))?);
    }
    let mut used: HashSet<String> = HashSet::with_capacity(documents.len());
    for document in &documents {
        if !used.insert(document.bare().to_owned()) {
            taken.insert(document.bare().to_owned());
        }
    }
    if taken.is_empty() {
        return Ok(documents);
    }
    for ((place, client), own) in (first..).zip(clients).zip(&mut documents) {
        let mut number = number(place);
        while taken.contains(own.bare()) {
            number = (number + 1) % NUMBERS;
            let other = document_of(client.person, number);
            if !used.contains(other.bare()) && !store::is_taken(connection, account, &other, None)? {
                used.insert(other.bare().to_owned());
                *own = other;
            }
        }
    }
    Ok(documents)
}

const FIRST_NAMES: [(&str, Gender); 16] = [
    ("Ana", Gender::Female),
    ("João", Gender::Male),
    ("Maria", Gender::Female),
    ("José", Gender::Male),
    ("Antônia", Gender::Female),
    ("Luís", Gender::Male),
    ("Beatriz", Gender::Female),
    ("Márcio", Gender::Male),
    ("Conceição", Gender::Female),
    ("Fábio", Gender::Male),
    ("Letícia", Gender::Female),
    ("Sebastião", Gender::Male),
    ("Júlia", Gender::Female),
    ("Érico", Gender::Male),
    ("Inês", Gender::Female),
    ("Thiago", Gender::Male),
];

const LAST_NAMES: [&str; 16] = [
    "da Silva",
    "Araújo",
    "Gonçalves",
    "de Souza",
    "Magalhães",
    "Conceição",
    "Guimarães",
    "Brandão",
    "dos Santos",
    "Müller",
    "Assunção",
    "Fagundes",
    "Leitão",
    "Bittencourt",
    "Peçanha",
    "Zanatta",
];

const TRADES: [&str; 8] =
    ["Padaria", "Farmácia", "Oficina", "Livraria", "Confecções", "Açougue", "Ótica", "Vinícola"];

const STREETS: [&str; 8] = [
    "Rua João Pessoa",
    "Avenida Rio Branco",
    "Rua Quinze de Novembro",
    "Travessa São José",
    "Rua Júlio de Castilhos",
    "Avenida Getúlio Vargas",
    "Rua da Conceição",
    "Rua Marquês do Herval",
];

/// A city, its state, its area code, and how the postcodes of its streets begin.
const CITIES: [(&str, &str, &str, &str); 8] = [
    ("Garibaldi", "RS", "54", "95720"),
    ("Bento Gonçalves", "RS", "54", "95700"),
    ("Porto Alegre", "RS", "51", "90010"),
    ("Florianópolis", "SC", "48", "88010"),
    ("Curitiba", "PR", "41", "80010"),
    ("São Paulo", "SP", "11", "01310"),
    ("Belém", "PA", "91", "66010"),
    ("Maceió", "AL", "82", "57020"),
];

const DISTRICTS: [&str; 6] =
    ["Centro", "São Francisco", "Boa Vista", "Cidade Alta", "Três Lagoas", "Jardim América"];

/// The youngest and the oldest that made-up people are, in days.
const AGE_DAYS: (u32, u32) = (18 * 365, 70 * 365);

/// A client whose document is still a placeholder.
pub(super) fn client(random: &mut Random, today: NaiveDate) -> Client {
    let (first_name, gender) = random.pick(FIRST_NAMES);
    let last_name = random.pick(LAST_NAMES);
    let age = AGE_DAYS.0 + random.below(AGE_DAYS.1 - AGE_DAYS.0);
    let birth_date = today.checked_sub_days(Days::new(u64::from(age))).filter(|date| date.year() > 0);
    let person = if random.below(10) < 7 { Person::Natural } else { Person::Legal };
    let city = random.pick(CITIES);
    let number = random.below(90_000_000);
    let phone = match person {
        Person::Natural => format!("{}9{:08}", city.2, 10_000_000 + number),
        Person::Legal => format!("{}3{:07}", city.2, number % 10_000_000),
    };
    let trade = random.pick(TRADES);
    let trading_name = format!("{trade} {last_name}");
    let name = match person {
        Person::Natural => format!("{first_name} {last_name}"),
        Person::Legal => format!("{trading_name} Ltda."),
    };
    let (kind, base) = match person {
        Person::Natural => (DocumentKind::Cpf, "123456789"),
        Person::Legal => (DocumentKind::Cnpj, "123456780001"),
    };
    let is_person = person == Person::Natural;
    let addresses = (0..random.pick([1, 1, 1, 2])).map(|_| address(random, city, first_name)).collect();
    Client {
        id: 0,
        person,
        name,
        trading_name: (!is_person).then_some(trading_name),
        state_register: (!is_person).then(|| "ISENTO".to_owned()),
        document: Document::with_check_digits(kind, base).expect("such a document exists"),
        phone: Phone::parse(&phone).expect("an area and eight or nine digits"),
        birth_date: birth_date.filter(|_| is_person),
        mail: format!("cliente{}@example.com", random.below(1_000_000)),
        password: None,
        gender: is_person.then_some(gender),
        active: random.below(10) > 0,
        addresses,
    }
}

fn address(random: &mut Random, city: (&str, &str, &str, &str), responsible: &str) -> Address {
    let (city, state, _, postcode) = city;
    Address {
        id: 0,
        street: random.pick(STREETS).to_uppercase(),
        number: (1 + random.below(2000)).to_string(),
        complement: random
            .pick([None, None, Some("SALA 04"), Some("APTO 302"), Some("FUNDOS")])
            .map(str::to_owned),
        district: random.pick(DISTRICTS).to_uppercase(),
        city: city.to_uppercase(),
        state: state.to_owned(),
        postcode: format!("{postcode}{:03}", random.below(1000)),
        responsible_name: Some(responsible.to_uppercase()),
        reference: None,
        kind: 1,
        active: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::dezwork::store::{count, insert, list};
    use crate::db::testing::with;

    fn account(tenant: &str) -> Account {
        Account { tenant: tenant.to_owned(), window: rules::KEPT }
    }

    #[tokio::test]
    async fn seeding_is_the_same_each_time_and_can_be_repeated() {
        let now = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        let seeded = move |c: &Connection| {
            seed(c, "a", 120, now, 1).unwrap();
            (1..4).flat_map(|page| list(c, &account("a"), page).unwrap()).collect::<Vec<_>>()
        };
        let one = with(seeded).await;
        assert_eq!(one, with(seeded).await);

        let people = one.iter().filter(|client| client.person == Person::Natural).count();
        assert!((60..110).contains(&people), "{people}");
        for client in &one {
            let is_person = client.person == Person::Natural;
            assert_eq!(client.document.kind() == DocumentKind::Cpf, is_person, "{client:?}");
            assert_eq!((client.birth_date.is_some(), client.gender.is_some()), (is_person, is_person));
            assert_eq!(client.trading_name.is_some(), !is_person);
            assert!(!client.addresses.is_empty() && client.password.is_none());
        }
        with(move |c| {
            // What somebody has registered is not given to a made-up client.
            let taken = Client { document: one[9].document.clone(), addresses: Vec::new(), ..one[0].clone() };
            insert(c, &account("a"), taken).unwrap();
            for tenant in ["a", "a", "b"] {
                seed(c, tenant, 120, now, 1).unwrap();
            }
            seed(c, "b", 0, now, 1).unwrap();

            assert_eq!((count(c, &account("a")).unwrap(), count(c, &account("b")).unwrap()), (241, 120));
            let documents: HashSet<_> = (1..6)
                .flat_map(|page| list(c, &account("a"), page).unwrap())
                .map(|client| client.document)
                .collect();
            assert_eq!(documents.len(), 241);
        })
        .await;
    }
}
