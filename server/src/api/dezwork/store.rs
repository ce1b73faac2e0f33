//! Queries on an account's clients.
//!
//! Every query names its [`Account`]. Functions run in the caller's transaction.

use std::collections::HashMap;

use super::formats::{Document, Phone};
use super::rules::{Address, Client, Gender, PAGE_SIZE, Person};
use crate::api::page::Page;
use crate::auth::passwords::PasswordHash;
use crate::db::Connection;
use crate::db::query::{self, OptionalExtension as _, QueryError, Row, params};

const CLIENT_COLUMNS: &str = "id, person, name, trading_name, state_register, document, phone, birth_date, mail, \
                              password_hash, gender, active";

const ADDRESS_COLUMNS: &str = "client, id, street, number, complement, district, city, state, postcode, \
                               responsible_name, reference, kind, active";

/// Expired clients of the sandbox that one write deletes.
const PURGE_LIMIT: i64 = 500;

/// An account, and in the sandbox, a window of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The tenant's id.
    pub tenant: String,
    /// [`KEPT`](super::rules::KEPT), or a window of the sandbox.
    pub window: i64,
}

/// Inserts a client. Returns it with its ids.
pub fn insert(connection: &Connection, account: &Account, client: Client) -> query::Result<Client> {
    let id = take_ids(connection, "client", 1)?;
    insert_as(connection, account, id, client)
}

/// Inserts a client with an id that was taken before.
pub(super) fn insert_as(
    connection: &Connection,
    account: &Account,
    id: i64,
    mut client: Client,
) -> query::Result<Client> {
    client.id = id;
    increment_count(connection, account)?;
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

fn increment_count(connection: &Connection, account: &Account) -> query::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO dezwork_accounts (tenant, sandbox_window, client_count) VALUES (?1, ?2, 1)
             ON CONFLICT (tenant, sandbox_window) DO UPDATE SET
                 client_count = dezwork_accounts.client_count + excluded.client_count",
        )?
        .execute(params![account.tenant, account.window])
        .map(|_| ())
}

/// Replaces the client with the same id. Returns it with the ids of new addresses.
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

/// Returns a client.
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

/// Returns `true` if a client other than `except` has this document.
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

/// Returns a page of an account's clients, in the order of creation.
pub fn list(connection: &Connection, account: &Account, number: i64) -> query::Result<Vec<Client>> {
    let page = Page::new(count(connection, account)?, number, PAGE_SIZE);
    let mut clients = page.read(false, |direction, limit, offset| {
        connection
            .prepare_cached(&format!(
                "SELECT {CLIENT_COLUMNS} FROM dezwork_clients WHERE tenant = ?1 AND sandbox_window = ?2
                 ORDER BY id {direction} LIMIT ?3 OFFSET ?4"
            ))?
            .query_map(params![account.tenant, account.window, limit, offset], client_from_row)
    })?;
    add_addresses(connection, account, &mut clients)?;
    Ok(clients)
}

/// Returns the number of an account's clients.
pub fn count(connection: &Connection, account: &Account) -> query::Result<i64> {
    let count = connection
        .prepare_cached(
            "SELECT client_count FROM dezwork_accounts WHERE tenant = ?1 AND sandbox_window = ?2",
        )?
        .query_row(params![account.tenant, account.window], |row| row.get(0))
        .optional()?;
    Ok(count.unwrap_or(0))
}

/// Deletes a client with its addresses. Returns it.
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

/// Deletes some of the clients that all accounts have in windows of the sandbox before `window`.
pub fn purge(connection: &Connection, window: i64) -> query::Result<()> {
    connection
        .prepare_cached(
            "DELETE FROM dezwork_clients WHERE id IN (
                 SELECT id FROM dezwork_clients WHERE sandbox_window > 0 AND sandbox_window < ?1
                 ORDER BY sandbox_window, id LIMIT ?2)",
        )?
        .execute(params![window, PURGE_LIMIT])?;
    connection
        .prepare_cached("DELETE FROM dezwork_accounts WHERE sandbox_window > 0 AND sandbox_window < ?1")?
        .execute(params![window])
        .map(|_| ())
}

/// Takes `count` ids. Returns the first.
pub(super) fn take_ids(connection: &Connection, kind: &str, count: i64) -> query::Result<i64> {
    let last: i64 = connection
        .prepare_cached("UPDATE dezwork_ids SET last_id = last_id + ?2 WHERE kind = ?1 RETURNING last_id")?
        .query_row(params![kind, count], |row| row.get(0))?;
    Ok(last - count + 1)
}

/// Inserts a client's addresses, and assigns ids to the new ones.
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

/// Adds the addresses to clients, which are in the order of their ids.
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

/// Reads a client without its addresses.
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

fn parsed<T>(row: &Row<'_>, column: usize, parse: impl FnOnce(&str) -> Option<T>) -> query::Result<T> {
    parse(&row.get_str(column)?).ok_or_else(|| QueryError::unreadable(column, "invalid value"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::dezwork::formats::DocumentKind;
    use crate::api::dezwork::rules::KEPT;
    use crate::api::dezwork::seed;
    use crate::api::seed::Random;
    use crate::db::testing::{number, plan, with};

    fn account(tenant: &str) -> Account {
        Account { tenant: tenant.to_owned(), window: KEPT }
    }

    fn client(number: u32, addresses: usize) -> Client {
        let generated = seed::client(&mut Random::new(""), "2024-10-01".parse().unwrap(), 0);
        let address = generated.addresses[0].clone();
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
            ..generated
        }
    }

    fn add(connection: &Connection, account: &Account, number: u32) -> Client {
        insert(connection, account, client(number, 1)).unwrap()
    }

    fn rows(connection: &Connection, table: &str) -> i64 {
        number(connection, &format!("SELECT COUNT(*) FROM {table}"))
    }

    #[tokio::test]
    async fn inserted_client_is_found_with_its_ids() {
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
    async fn client_of_another_account_or_window_is_not_found() {
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
                    let _ = replace(c, &other, Client { addresses: Vec::new(), ..changed });
                }
            }
            assert_eq!(find(c, &ours, client.id).unwrap(), Some(client));
            assert_eq!(count(c, &ours).unwrap(), 1);
        })
        .await;
    }

    #[tokio::test]
    async fn document_is_taken_except_by_its_own_client() {
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
    async fn replaced_client_keeps_addresses_with_ids() {
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
    async fn deleted_client_is_gone_and_its_ids_are_not_reused() {
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
    async fn pages_contain_every_client_once() {
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
    async fn purge_deletes_expired_windows_only() {
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
    async fn lists_and_purge_use_an_index() {
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
