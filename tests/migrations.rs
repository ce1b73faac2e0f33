//! Schema migrations, on the database that the tests run on.

use contract_tests::TestDatabase;
use customers_server::db::{Database, DatabaseUrl, OpenError, PostgresSettings, Schema};
use tempfile::TempDir;

const FIRST: &str = "create table widgets (
    name text not null primary key
--sqlite ) without rowid;
--postgres );
insert into widgets (name) values ('first');";
const SECOND: &str = "alter table widgets add column note text;
insert into widgets (name, note) values ('second', 'added');";

/// A database that can be opened several times: a file where the tests run on SQLite.
struct Reopened {
    url: DatabaseUrl,
    _database: TestDatabase,
    _folder: TempDir,
}

impl Reopened {
    async fn create() -> Self {
        let (database, folder) = (TestDatabase::create().await, TempDir::new().unwrap());
        let url = match database.url() {
            DatabaseUrl::SqliteMemory => DatabaseUrl::SqliteFile(folder.path().join("customers.db")),
            url => url,
        };
        Self { url, _database: database, _folder: folder }
    }
}

async fn open(database: &Reopened, migrations: &'static [&'static str]) -> Result<Database, OpenError> {
    let schema = Schema { component: "widgets", migrations };
    Database::open(&database.url, PostgresSettings::default(), &[schema]).await
}

async fn names(database: &Database) -> Vec<String> {
    let names = database
        .read(|connection| {
            let sql = "SELECT name FROM widgets ORDER BY name";
            connection.prepare_cached(sql)?.query_map((), |row| row.get(0))
        })
        .await;
    names.unwrap()
}

#[tokio::test]
async fn second_migration_is_applied_once() {
    let reopened = Reopened::create().await;

    let database = open(&reopened, &[FIRST]).await.unwrap();
    assert_eq!(names(&database).await, ["first"]);
    database.close().await;
    for _ in 0..2 {
        let database = open(&reopened, &[FIRST, SECOND]).await.unwrap();
        assert_eq!(names(&database).await, ["first", "second"]);
        database.close().await;
    }

    let older = open(&reopened, &[FIRST]).await.unwrap_err();
    assert!(matches!(older, OpenError::NewerVersion { found: 2, known: 1, .. }), "{older:?}");
}

#[tokio::test]
async fn failed_migration_is_rolled_back() {
    let reopened = Reopened::create().await;
    open(&reopened, &[FIRST]).await.unwrap().close().await;

    let failed =
        open(&reopened, &[FIRST, "insert into widgets (name) values ('x'); no SQL"]).await.unwrap_err();

    assert!(matches!(failed, OpenError::Migration { component: "widgets", version: 2, .. }), "{failed:?}");
    let database = open(&reopened, &[FIRST, SECOND]).await.unwrap();
    assert_eq!(names(&database).await, ["first", "second"]);
}
