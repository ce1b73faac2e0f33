//! A database's files, looked at without the server.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;

/// What has to have no row in a database where all writes are whole.
const HALVES: [(&str, &str); 14] = [
    (
        "a count of customers at Reportei",
        "SELECT tenant FROM reportei_merchants m WHERE customer_count <>
             (SELECT count(*) FROM reportei_customers c WHERE c.tenant = m.tenant)",
    ),
    (
        "a count of customers at Portos",
        "SELECT tenant FROM portos_companies m WHERE customer_count <>
             (SELECT count(*) FROM portos_customers c WHERE c.tenant = m.tenant)",
    ),
    (
        "a count of applications at Carbonext",
        "SELECT tenant FROM carbonext_companies m WHERE application_count <>
             (SELECT count(*) FROM carbonext_applications c WHERE c.tenant = m.tenant)",
    ),
    (
        "a count of clients at Dezwork",
        "SELECT tenant FROM dezwork_accounts m WHERE client_count <>
             (SELECT count(*) FROM dezwork_clients c
              WHERE c.tenant = m.tenant AND c.sandbox_window = m.sandbox_window)",
    ),
    (
        "the address of a client at Dezwork",
        "SELECT id FROM dezwork_clients c
         WHERE 1 <> (SELECT count(*) FROM dezwork_addresses a WHERE a.client = c.id)",
    ),
    (
        "the labels of a customer at Tradevest",
        "SELECT customer_id FROM tradevest_customers c WHERE json_array_length(labels) <>
             (SELECT count(*) FROM tradevest_labels l WHERE l.tenant = c.tenant AND l.seq = c.seq)",
    ),
    (
        "a label at Tradevest whose customer is gone",
        "SELECT tenant, seq FROM tradevest_labels EXCEPT SELECT tenant, seq FROM tradevest_customers",
    ),
    (
        "the card of a customer at Portos",
        "SELECT id FROM portos_customers c WHERE 1 <>
             (SELECT count(*) FROM portos_cards p WHERE p.tenant = c.tenant AND p.customer_seq = c.seq)",
    ),
    (
        "a customer at Portos that Search looks for",
        "SELECT c.id FROM portos_customers c
         LEFT JOIN portos_search_tenants t ON t.tenant = c.tenant
         LEFT JOIN portos_search_chunks k ON k.chunk = (t.number << 32 | (c.seq >> 6))
         WHERE COALESCE(instr(k.texts, c.search_text), 0) = 0",
    ),
    (
        "a customer at Portos that Search finds",
        "SELECT t.number << 38 | c.seq FROM portos_customers c JOIN portos_search_tenants t ON t.tenant = c.tenant
         EXCEPT SELECT rowid FROM portos_search",
    ),
    (
        "a customer that Search finds at Portos and who is gone",
        "SELECT rowid FROM portos_search EXCEPT
         SELECT t.number << 38 | c.seq FROM portos_customers c JOIN portos_search_tenants t ON t.tenant = c.tenant",
    ),
    (
        "a total at Portos",
        "SELECT tenant, is_active, credit_rate, discount_rate, count(*) FROM portos_customers
         GROUP BY tenant, is_active, credit_rate, discount_rate
         EXCEPT SELECT tenant, is_active, credit_rate, discount_rate, count FROM portos_counts",
    ),
    (
        "a total of nobody at Portos",
        "SELECT tenant, is_active, credit_rate, discount_rate FROM portos_counts
         EXCEPT SELECT tenant, is_active, credit_rate, discount_rate FROM portos_customers",
    ),
    (
        "a total at Portos of those who expire",
        "SELECT tenant,
             (expiration_time - (expiration_time % 86400000000 + 86400000000) % 86400000000) / 86400000000 AS day,
             is_active, credit_rate, discount_rate, count(*)
         FROM portos_customers WHERE expiration_time IS NOT NULL
         GROUP BY tenant, day, is_active, credit_rate, discount_rate
         EXCEPT SELECT tenant, expiration_day, is_active, credit_rate, discount_rate, count FROM portos_expiration_counts",
    ),
];

/// The files of a database that no server has opened since, copied as they are, in a folder of their own.
pub fn copy(database: &Path) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let copied = folder.path().join("copy.db");
    fs::copy(database, &copied).unwrap();
    let log = beside(database, "-wal");
    if log.exists() {
        fs::copy(log, beside(&copied, "-wal")).unwrap();
    }
    (folder, copied)
}

pub fn beside(database: &Path, suffix: &str) -> PathBuf {
    PathBuf::from(format!("{}{suffix}", database.display()))
}

/// Whether everything in a database fits everything else, by SQLite's word and by ours.
#[track_caller]
pub fn assert_sound(database: &Path) {
    let connection = Connection::open(database).unwrap();
    let found: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(found, "ok");
    let broken = connection.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap();
    assert!(!broken, "a foreign key leads nowhere");
    for (what, sql) in HALVES {
        let is_half = connection.prepare(sql).unwrap().exists([]).unwrap();
        assert!(!is_half, "{what} is not as it has to be");
    }
}

/// The same, of files that a server is still to open, which are left as they are.
#[track_caller]
pub fn assert_copy_sound(database: &Path) {
    let (_folder, copied) = copy(database);
    assert_sound(&copied);
}
