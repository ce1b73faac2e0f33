//! Generated clients. Most are people; they have one address or two, and no password.

use chrono::{Datelike as _, Days, NaiveDate};

use super::formats::{Document, DocumentKind, Phone};
use super::rules::{Address, Client, Gender, KEPT, Person};
use super::store::{self, Account};
use crate::api::seed::{Batch, Random};
use crate::db::{Connection, query};

/// Number of documents of a kind that can be generated.
const DOCUMENTS: i64 = 1_000_000_000;

/// Minimum and maximum age, in days.
const AGE_DAYS: (u32, u32) = (18 * 365, 70 * 365);

/// City, state, area code, and first digits of the postcode.
const CITIES: [(&str, &str, &str, &str); 4] = [
    ("GARIBALDI", "RS", "54", "95720"),
    ("FLORIANÓPOLIS", "SC", "48", "88010"),
    ("SÃO PAULO", "SP", "11", "01310"),
    ("BELÉM", "PA", "91", "66010"),
];

/// Inserts a batch of generated clients.
pub fn seed(connection: &Connection, batch: &Batch) -> query::Result<()> {
    let account = Account { tenant: batch.tenant.clone(), window: KEPT };
    let first = store::take_ids(connection, "client", batch.count)?;
    for (id, mut random, _) in batch.customers(first) {
        let mut client = client(&mut random, batch.now.date_naive(), id);
        let mut number = id;
        while store::is_taken(connection, &account, &client.document, None)? {
            number += 1;
            client.document = document(client.person, number);
        }
        store::insert_as(connection, &account, id, client)?;
    }
    Ok(())
}

/// Returns a client without an id.
pub(super) fn client(random: &mut Random, today: NaiveDate, number: i64) -> Client {
    let (first_name, is_female) = random.first_name();
    let last_name = random.last_name();
    let age = AGE_DAYS.0 + random.below(AGE_DAYS.1 - AGE_DAYS.0);
    let birth_date = today.checked_sub_days(Days::new(u64::from(age))).filter(|date| date.year() > 0);
    let person = if random.below(10) < 7 { Person::Natural } else { Person::Legal };
    let is_person = person == Person::Natural;
    let city = random.pick(CITIES);
    let phone = format!("{}9{}", city.2, 10_000_000 + random.below(90_000_000));
    let company = random.company();
    let addresses = (0..random.pick([1, 1, 1, 2])).map(|_| address(random, city, first_name)).collect();
    Client {
        id: 0,
        person,
        name: if is_person { format!("{first_name} {last_name}") } else { company.clone() },
        trading_name: (!is_person).then_some(company),
        state_register: (!is_person).then(|| "ISENTO".to_owned()),
        document: document(person, number),
        phone: Phone::parse(&phone).expect("an area code and nine digits"),
        birth_date: birth_date.filter(|_| is_person),
        mail: format!("cliente{}@example.com", random.below(1_000_000)),
        password: None,
        gender: is_person.then_some(if is_female { Gender::Female } else { Gender::Male }),
        active: random.below(10) > 0,
        addresses,
    }
}

/// Returns the document with this number, or with the next one that is valid.
fn document(person: Person, number: i64) -> Document {
    let documents = (number..).filter_map(|number| {
        let number = number % DOCUMENTS;
        match person {
            Person::Natural => Document::with_check_digits(DocumentKind::Cpf, &format!("{number:09}")),
            Person::Legal => {
                let base = format!("{:08}{:04}", number / 10, 1 + number % 10);
                Document::with_check_digits(DocumentKind::Cnpj, &base)
            }
        }
    });
    documents.into_iter().next().expect("most numbers are valid")
}

fn address(random: &mut Random, city: (&str, &str, &str, &str), responsible: &str) -> Address {
    let (city, state, _, postcode) = city;
    let complement = random.pick([None, None, Some("SALA 04"), Some("APTO 302")]);
    Address {
        id: 0,
        street: random.street().to_uppercase(),
        number: (1 + random.below(2000)).to_string(),
        complement: complement.map(str::to_owned),
        district: random.pick(["CENTRO", "SÃO FRANCISCO", "BOA VISTA"]).to_owned(),
        city: city.to_owned(),
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
    use std::collections::HashSet;

    use chrono::{DateTime, Utc};

    use super::*;
    use crate::api::dezwork::store::{count, insert, list};
    use crate::db::testing::with;

    fn account(tenant: &str) -> Account {
        Account { tenant: tenant.to_owned(), window: KEPT }
    }

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000, 0).unwrap()
    }

    #[tokio::test]
    async fn seeding_is_deterministic_and_plausible() {
        let seeded = |c: &Connection| {
            seed(c, &Batch::new("a", 120, now())).unwrap();
            (1..4).flat_map(|page| list(c, &account("a"), page).unwrap()).collect::<Vec<_>>()
        };
        let clients = with(seeded).await;
        assert_eq!(clients, with(seeded).await);

        let people = clients.iter().filter(|client| client.person == Person::Natural).count();
        assert!((60..110).contains(&people), "{people}");
        for client in &clients {
            let is_person = client.person == Person::Natural;
            assert_eq!(client.document.kind() == DocumentKind::Cpf, is_person, "{client:?}");
            assert_eq!((client.birth_date.is_some(), client.gender.is_some()), (is_person, is_person));
            assert_eq!(client.trading_name.is_some(), !is_person);
            assert!(!client.addresses.is_empty() && client.password.is_none());
        }
    }

    #[tokio::test]
    async fn seeding_avoids_documents_that_are_taken() {
        with(|c| {
            let taken = client(&mut Random::new(""), now().date_naive(), 12);
            insert(c, &account("a"), taken).unwrap();
            for (tenant, count) in [("a", 120), ("a", 120), ("b", 120), ("b", 0)] {
                seed(c, &Batch::new(tenant, count, now())).unwrap();
            }
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
