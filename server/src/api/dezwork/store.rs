//! The queries on an account's clients.
//!
//! Every query names its [`Account`], so that another account's client, and one of another half hour of the sandbox, is
//! simply not there. Each function does its part within a transaction that the caller has: a read's snapshot, or a
//! write's savepoint.
//!
//! What a client is is in [`rules`], not here.

use std::collections::HashMap;

use super::formats::{Document, Gender, Phone};
use super::rules::{self, Address, Client, Person};
use crate::auth::passwords::PasswordHash;
use crate::db::Connection;
use crate::db::query::{self, OptionalExtension as _, QueryError, Row, params};

const CLIENT_COLUMNS: &str = "id, person, name, trading_name, state_register, document, phone, birth_date, mail, \
                              password_hash, gender, active";

const ADDRESS_COLUMNS: &str = "client, id, street, number, complement, district, city, state, postcode, \
                               responsible_name, reference, kind, active";

/// How many clients that the sandbox left behind one write clears away: enough to keep up, and few enough that nobody
/// waits for it.
const PURGED_AT_ONCE: i64 = 500;

/// Whose clients, and, in the sandbox, of which half hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The tenant's id.
    pub tenant: String,
    /// [`rules::KEPT`], or the sandbox's window.
    pub window: i64,
}

/// Adds a client; the client as it is then, with its ids.
pub fn insert(connection: &Connection, account: &Account, client: Client) -> query::Result<Client> {
    let id = take_ids(connection, "client", 1)?;
    insert_as(connection, account, id, client)
}

fn insert_as(
    connection: &Connection,
    account: &Account,
    id: i64,
    mut client: Client,
) -> query::Result<Client> {
    client.id = id;
    count_in(connection, account, 1)?;
    connection
        .prepare_cached(&format!(
            "INSERT INTO dezwork_clients ({CLIENT_COLUMNS}, tenant, sandbox_window)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"
        ))?
        .execute(params![
            client.id,
            client.person.code(),
            client.name,
            client.trading_name,
            client.state_register,
            client.document.bare(),
            client.phone.bare(),
            client.birth_date.map(|date| date.to_string()),
            client.mail,
            client.password.as_ref().map(PasswordHash::as_str),
            client.gender.map(Gender::number),
            client.active,
            account.tenant,
            account.window,
        ])?;
    insert_addresses(connection, account, &mut client)?;
    Ok(client)
}

/// Counts so many clients in.
pub(super) fn count_in(connection: &Connection, account: &Account, count: i64) -> query::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO dezwork_accounts (tenant, sandbox_window, client_count) VALUES (?1, ?2, ?3)
             ON CONFLICT (tenant, sandbox_window) DO UPDATE SET
                 client_count = dezwork_accounts.client_count + excluded.client_count",
        )?
        .execute(params![account.tenant, account.window, count])
        .map(|_| ())
}

/// Puts a client in the place of the one with its id, which has to be there; the client with the ids of what is new.
pub fn replace(connection: &Connection, account: &Account, mut client: Client) -> query::Result<Client> {
    connection
        .prepare_cached(
            "UPDATE dezwork_clients SET
                 person = ?4, name = ?5, trading_name = ?6, state_register = ?7, document = ?8, phone = ?9,
                 birth_date = ?10, mail = ?11, password_hash = ?12, gender = ?13, active = ?14
             WHERE id = ?1 AND tenant = ?2 AND sandbox_window = ?3",
        )?
        .execute(params![
            client.id,
            account.tenant,
            account.window,
            client.person.code(),
            client.name,
            client.trading_name,
            client.state_register,
            client.document.bare(),
            client.phone.bare(),
            client.birth_date.map(|date| date.to_string()),
            client.mail,
            client.password.as_ref().map(PasswordHash::as_str),
            client.gender.map(Gender::number),
            client.active,
        ])?;
    connection
        .prepare_cached("DELETE FROM dezwork_addresses WHERE client = ?1 AND tenant = ?2")?
        .execute(params![client.id, account.tenant])?;
    insert_addresses(connection, account, &mut client)?;
    Ok(client)
}

/// One client.
pub fn find(connection: &Connection, account: &Account, id: i64) -> query::Result<Option<Client>> {
    let client = connection
        .prepare_cached(&format!(
            "SELECT {CLIENT_COLUMNS} FROM dezwork_clients
             WHERE id = ?1 AND tenant = ?2 AND sandbox_window = ?3"
        ))?
        .query_row(params![id, account.tenant, account.window], client_from_row)
        .optional()?;
    let mut clients: Vec<_> = client.into_iter().collect();
    add_addresses(connection, account, &mut clients)?;
    Ok(clients.pop())
}

/// Whether a client other than `except` has this document.
pub fn is_taken(
    connection: &Connection,
    account: &Account,
    document: &Document,
    except: Option<i64>,
) -> query::Result<bool> {
    let holder: Option<i64> = connection
        .prepare_cached(
            "SELECT id FROM dezwork_clients WHERE tenant = ?1 AND sandbox_window = ?2 AND document = ?3",
        )?
        .query_row(params![account.tenant, account.window, document.bare()], |row| row.get(0))
        .optional()?;
    Ok(holder.is_some() && holder != except)
}

/// One page of an account's clients, in the order of adding. Page numbers below 1 count as 1.
pub fn list(connection: &Connection, account: &Account, page: i64) -> query::Result<Vec<Client>> {
    let total = count(connection, account)?;
    let offset = page.max(1).saturating_sub(1).saturating_mul(rules::PAGE_SIZE);
    let length = total.saturating_sub(offset).min(rules::PAGE_SIZE);
    if length <= 0 {
        return Ok(Vec::new());
    }
    // What comes before a page must be walked over. Beyond the middle, the way from the other end is the shorter one.
    let from_end = offset > total / 2;
    let (direction, rows_before) = if from_end { ("DESC", total - offset - length) } else { ("ASC", offset) };
    let mut clients: Vec<_> = connection
        .prepare_cached(&format!(
            "SELECT {CLIENT_COLUMNS} FROM dezwork_clients WHERE tenant = ?1 AND sandbox_window = ?2
             ORDER BY id {direction} LIMIT ?3 OFFSET ?4"
        ))?
        .query_map(params![account.tenant, account.window, length, rows_before], client_from_row)?;
    if from_end {
        clients.reverse();
    }
    add_addresses(connection, account, &mut clients)?;
    Ok(clients)
}

/// How many clients an account has: read, not counted.
pub fn count(connection: &Connection, account: &Account) -> query::Result<i64> {
    let count = connection
        .prepare_cached(
            "SELECT client_count FROM dezwork_accounts WHERE tenant = ?1 AND sandbox_window = ?2",
        )?
        .query_row(params![account.tenant, account.window], |row| row.get(0))
        .optional()?;
    Ok(count.unwrap_or(0))
}

/// Removes a client and its addresses; the client as it was, `None` where there is none.
pub fn delete(connection: &Connection, account: &Account, id: i64) -> query::Result<Option<Client>> {
    let client = find(connection, account, id)?;
    if client.is_some() {
        connection
            .prepare_cached(
                "DELETE FROM dezwork_clients WHERE id = ?1 AND tenant = ?2 AND sandbox_window = ?3",
            )?
            .execute(params![id, account.tenant, account.window])?;
        connection
            .prepare_cached(
                "UPDATE dezwork_accounts SET client_count = client_count - 1
                 WHERE tenant = ?1 AND sandbox_window = ?2",
            )?
            .execute(params![account.tenant, account.window])?;
    }
    Ok(client)
}

/// Clears away some of what the sandbox left behind before `window`, of all accounts: nobody sees it any more.
pub fn purge(connection: &Connection, window: i64) -> query::Result<()> {
    connection
        .prepare_cached(
            "DELETE FROM dezwork_clients WHERE id IN (
                 SELECT id FROM dezwork_clients WHERE sandbox_window > 0 AND sandbox_window < ?1
                 ORDER BY sandbox_window, id LIMIT ?2)",
        )?
        .execute(params![window, PURGED_AT_ONCE])?;
    connection
        .prepare_cached("DELETE FROM dezwork_accounts WHERE sandbox_window > 0 AND sandbox_window < ?1")?
        .execute(params![window])
        .map(|_| ())
}

/// The id that was given out last.
pub(super) fn last_id(connection: &Connection, kind: &str) -> query::Result<i64> {
    connection
        .prepare_cached("SELECT last_id FROM dezwork_ids WHERE kind = ?1")?
        .query_row(params![kind], |row| row.get(0))
}

/// Gives `count` ids out, and returns the first of them.
pub(super) fn take_ids(connection: &Connection, kind: &str, count: i64) -> query::Result<i64> {
    let last: i64 = connection
        .prepare_cached("UPDATE dezwork_ids SET last_id = last_id + ?2 WHERE kind = ?1 RETURNING last_id")?
        .query_row(params![kind, count], |row| row.get(0))?;
    Ok(last - count + 1)
}

/// Stores a client's addresses, and gives those that have none their ids.
fn insert_addresses(connection: &Connection, account: &Account, client: &mut Client) -> query::Result<()> {
    let new = client.addresses.iter_mut().filter(|address| address.id == 0);
    let new: Vec<_> = new.collect();
    if let Ok(count @ 1..) = i64::try_from(new.len()) {
        let first = take_ids(connection, "address", count)?;
        for (address, id) in new.into_iter().zip(first..) {
            address.id = id;
        }
    }
    let mut insert = connection.prepare_cached(&format!(
        "INSERT INTO dezwork_addresses ({ADDRESS_COLUMNS}, tenant, position)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"
    ))?;
    for (address, position) in client.addresses.iter().zip(1_i64..) {
        insert.execute(params![
            client.id,
            address.id,
            address.street,
            address.number,
            address.complement,
            address.district,
            address.city,
            address.state,
            address.postcode,
            address.responsible_name,
            address.reference,
            address.kind,
            address.active,
            account.tenant,
            position,
        ])?;
    }
    Ok(())
}

/// Gives clients, which are in the order of their ids, their addresses.
fn add_addresses(connection: &Connection, account: &Account, clients: &mut [Client]) -> query::Result<()> {
    let (Some(first), Some(last)) = (clients.first(), clients.last()) else { return Ok(()) };
    let mut select = connection.prepare_cached(&format!(
        "SELECT {ADDRESS_COLUMNS} FROM dezwork_addresses
         WHERE tenant = ?1 AND client IN (
             SELECT id FROM dezwork_clients
             WHERE tenant = ?1 AND sandbox_window = ?2 AND id BETWEEN ?3 AND ?4)
         ORDER BY client, position"
    ))?;
    let mut addresses: HashMap<i64, Vec<Address>> = HashMap::new();
    select.query_each(params![account.tenant, account.window, first.id, last.id], |row| {
        addresses.entry(row.get(0)?).or_default().push(address_from_row(row)?);
        Ok(())
    })?;
    for client in clients {
        client.addresses = addresses.remove(&client.id).unwrap_or_default();
    }
    Ok(())
}

/// A client, still without its addresses.
fn client_from_row(row: &Row<'_>) -> query::Result<Client> {
    Ok(Client {
        id: row.get(0)?,
        person: parsed(row, 1, Person::from_code)?,
        name: row.get(2)?,
        trading_name: row.get(3)?,
        state_register: row.get(4)?,
        document: parsed(row, 5, |text| Document::parse(text).ok())?,
        phone: parsed(row, 6, Phone::parse)?,
        birth_date: match row.get::<Option<String>>(7)? {
            None => None,
            Some(_) => Some(parsed(row, 7, |text| text.parse().ok())?),
        },
        mail: row.get(8)?,
        password: row.get::<Option<String>>(9)?.map(PasswordHash::from_stored),
        gender: row.get::<Option<i64>>(10)?.and_then(Gender::from_number),
        active: row.get(11)?,
        addresses: Vec::new(),
    })
}

fn address_from_row(row: &Row<'_>) -> query::Result<Address> {
    Ok(Address {
        id: row.get(1)?,
        street: row.get(2)?,
        number: row.get(3)?,
        complement: row.get(4)?,
        district: row.get(5)?,
        city: row.get(6)?,
        state: row.get(7)?,
        postcode: row.get(8)?,
        responsible_name: row.get(9)?,
        reference: row.get(10)?,
        kind: row.get(11)?,
        active: row.get(12)?,
    })
}

/// What a text in the database stands for.
fn parsed<T>(row: &Row<'_>, column: usize, parse: impl FnOnce(&str) -> Option<T>) -> query::Result<T> {
    parse(&row.get_str(column)?).ok_or_else(|| {
        let error = "this program does not write such a value";
        QueryError::unreadable(column, error)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::dezwork::formats::DocumentKind;
    use crate::api::dezwork::seed;
    use crate::api::made_up::Random;
    use crate::db::testing::{number, plan, with};

    fn account(tenant: &str) -> Account {
        Account { tenant: tenant.to_owned(), window: rules::KEPT }
    }

    fn client(number: u32, addresses: usize) -> Client {
        let made_up = seed::client(&mut Random::new(1), "2024-10-01".parse().unwrap());
        let address = made_up.addresses[0].clone();
        let base = format!("{:09}", number + 1);
        Client {
            person: Person::Natural,
            document: Document::with_check_digits(DocumentKind::Cpf, &base).unwrap(),
            name: format!("Client {number}"),
            trading_name: Some("A".to_owned()),
            state_register: Some("B".to_owned()),
            birth_date: "1995-02-06".parse().ok(),
            gender: Some(Gender::Male),
            password: Some(PasswordHash::from_stored("$argon2id$".to_owned())),
            addresses: vec![address; addresses],
            ..made_up
        }
    }

    fn add(connection: &Connection, account: &Account, number: u32) -> Client {
        insert(connection, account, client(number, 1)).unwrap()
    }

    fn rows(connection: &Connection, table: &str) -> i64 {
        number(connection, &format!("SELECT COUNT(*) FROM {table}"))
    }

    #[tokio::test]
    async fn a_client_is_found_as_it_was_inserted_with_ids_of_its_own() {
        with(|c| {
            let a = account("a");
            let mut new = client(0, 2);
            new.addresses[1].complement = None;
            new.addresses[1].active = false;

            let inserted = insert(c, &a, new.clone()).unwrap();
            let other = insert(c, &a, Client { birth_date: None, gender: None, ..client(1, 1) }).unwrap();

            assert_eq!((inserted.id, inserted.addresses[0].id, inserted.addresses[1].id), (1, 1, 2));
            assert_eq!((other.id, other.addresses[0].id), (2, 3));
            for client in [inserted, other] {
                assert_eq!(find(c, &a, client.id).unwrap(), Some(client));
            }
            assert_eq!(find(c, &a, 3).unwrap(), None);
        })
        .await;
    }

    #[tokio::test]
    async fn another_accounts_client_is_not_there_and_neither_is_another_windows() {
        with(|c| {
            let ours = account("a");
            let client = add(c, &ours, 0);
            for other in [account("b"), Account { window: 7, ..ours.clone() }] {
                assert_eq!(find(c, &other, client.id).unwrap(), None);
                assert_eq!(list(c, &other, 1).unwrap(), []);
                assert_eq!(count(c, &other).unwrap(), 0);
                assert_eq!(delete(c, &other, client.id).unwrap(), None);
                assert!(!is_taken(c, &other, &client.document, None).unwrap());
                let changed = Client { name: "Theirs".to_owned(), ..client.clone() };
                if other.tenant == "b" {
                    // The rules never ask for this; were they to, nothing of ours would change.
                    let _ = replace(c, &other, Client { addresses: Vec::new(), ..changed });
                }
            }
            assert_eq!(find(c, &ours, client.id).unwrap(), Some(client));
            assert_eq!(count(c, &ours).unwrap(), 1);
        })
        .await;
    }

    #[tokio::test]
    async fn a_document_is_taken_by_whoever_has_it_but_for_its_holder() {
        with(|c| {
            let a = account("a");
            let client = add(c, &a, 0);

            assert!(is_taken(c, &a, &client.document, None).unwrap());
            assert!(is_taken(c, &a, &client.document, Some(client.id + 1)).unwrap());
            assert!(!is_taken(c, &a, &client.document, Some(client.id)).unwrap());
            delete(c, &a, client.id).unwrap();
            assert!(!is_taken(c, &a, &client.document, None).unwrap());
        })
        .await;
    }

    #[tokio::test]
    async fn a_replaced_client_keeps_the_addresses_that_have_ids_and_their_order() {
        with(|c| {
            let a = account("a");
            let bystander = add(c, &a, 1);
            let mut client = insert(c, &a, client(0, 2)).unwrap();
            let (first, second) = (client.addresses[0].id, client.addresses[1].id);
            client.name = "After".to_owned();
            client.gender = None;
            let mut new = client.addresses[0].clone();
            new.id = 0;
            client.addresses = vec![client.addresses[1].clone(), new];

            let replaced = replace(c, &a, client).unwrap();

            let ids: Vec<_> = replaced.addresses.iter().map(|address| address.id).collect();
            assert_eq!(ids[0], second);
            assert!(ids[1] > second && ids[1] != first, "{ids:?}");
            assert_eq!(find(c, &a, replaced.id).unwrap(), Some(replaced));
            assert_eq!(find(c, &a, bystander.id).unwrap(), Some(bystander));
        })
        .await;
    }

    #[tokio::test]
    async fn a_deleted_client_is_gone_with_its_addresses_and_its_ids_are_not_given_again() {
        with(|c| {
            let a = account("a");
            let client = add(c, &a, 0);

            assert_eq!(delete(c, &a, client.id).unwrap().as_ref(), Some(&client));
            assert_eq!(delete(c, &a, client.id).unwrap(), None);
            assert_eq!((count(c, &a).unwrap(), rows(c, "dezwork_addresses")), (0, 0));
            let next = add(c, &a, 0);
            assert_eq!((next.id, next.addresses[0].id), (client.id + 1, client.addresses[0].id + 1));
        })
        .await;
    }

    #[tokio::test]
    async fn pages_hold_every_client_once_whatever_was_deleted_and_whoever_else_is_there() {
        for number in [0, 1, 49, 50, 51, 99, 100, 101, 163] {
            with(move |c| {
                let a = account("a");
                let mut all = Vec::new();
                for index in 0..number + 3 {
                    add(c, &account("b"), index);
                    all.push(add(c, &a, index));
                }
                for _ in 0..3 {
                    let gone = all.remove(all.len() / 2);
                    delete(c, &a, gone.id).unwrap();
                }
                let last_page = usize::try_from(number).unwrap().div_ceil(50);
                let paged: Vec<_> =
                    (1..=last_page).map(|page| list(c, &a, i64::try_from(page).unwrap()).unwrap()).collect();
                assert!(paged.iter().rev().skip(1).all(|page| page.len() == 50), "{number}");
                assert_eq!(paged.concat(), all, "{number}");
                for page in [i64::try_from(last_page).unwrap() + 1, i64::MAX] {
                    assert_eq!(list(c, &a, page).unwrap(), [], "{number}, page {page}");
                }
            })
            .await;
        }
    }

    #[tokio::test]
    async fn what_the_sandbox_left_behind_is_cleared_away_and_nothing_else() {
        with(|c| {
            let in_window = |tenant: &str, window| Account { tenant: tenant.to_owned(), window };
            let kept = add(c, &account("a"), 0);
            for account in [in_window("a", 5), in_window("b", 5), in_window("a", 6)] {
                add(c, &account, 0);
            }
            let current = add(c, &in_window("a", 7), 0);

            purge(c, 7).unwrap();

            assert_eq!((rows(c, "dezwork_clients"), rows(c, "dezwork_addresses")), (2, 2));
            assert_eq!(rows(c, "dezwork_accounts"), 2);
            assert_eq!(list(c, &account("a"), 1).unwrap(), [kept]);
            assert_eq!(list(c, &in_window("a", 7), 1).unwrap(), [current]);
        })
        .await;
    }

    #[tokio::test]
    async fn lists_and_clearing_are_answered_by_an_index() {
        with(|c| {
            for (sql, index) in [
                (
                    "SELECT * FROM dezwork_clients WHERE tenant = 'a' AND sandbox_window = 0 ORDER BY id LIMIT 1",
                    "dezwork_clients_by_id",
                ),
                (
                    "SELECT id FROM dezwork_clients WHERE sandbox_window > 0 AND sandbox_window < 5
                     ORDER BY sandbox_window, id LIMIT 5",
                    "dezwork_clients_by_window",
                ),
                (
                    "DELETE FROM dezwork_accounts WHERE sandbox_window > 0 AND sandbox_window < 5",
                    "dezwork_accounts_by_window",
                ),
                (
                    "SELECT street FROM dezwork_addresses WHERE tenant = 'a' AND client IN (
                         SELECT id FROM dezwork_clients WHERE tenant = 'a' AND sandbox_window = 0
                         AND id BETWEEN 1 AND 2) ORDER BY client, position",
                    "dezwork_addresses_by_client",
                ),
            ] {
                let plan = plan(c, sql, ()).unwrap();
                assert!(plan.iter().any(|step| step.contains(index)), "{sql}: {plan:?}");
                let slow = |step: &String| step.contains("SCAN") && !step.contains("INDEX");
                assert!(!plan.iter().any(|step| slow(step) || step.contains("TEMP B-TREE FOR ORDER")), "{plan:?}");
            }
        })
        .await;
    }
}
