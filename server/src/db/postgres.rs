//! PostgreSQL behind [`Database`](super::Database), and what speaks its protocol: CockroachDB, YugabyteDB.
//!
//! Reading is done on connections of a pool, each read in a transaction of its own that sees one moment; where it runs, a
//! thread waits for it, so that queries are the same functions as on SQLite. Writing is the writer's, see
//! [`writer`](super::writer): one connection for each server, on which what waits together is committed together. Writes
//! are serializable, so that rules which read before they write hold although other servers write to the same tables;
//! what the database refuses for that reason is done again.
//!
//! What opens, parts or ends a transaction has no answer worth waiting for: it is sent along with the statement that
//! follows it, and costs no round trip of its own.
//!
//! Deliberately not used, because CockroachDB or YugabyteDB lack it: advisory locks, `LISTEN`, system columns, locks on
//! tables.

use std::borrow::Cow;
use std::cell::{Cell as StdCell, RefCell};
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use deadpool_postgres::{
    Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod, Runtime as PoolRuntime, TimeoutType,
};
use tokio::runtime::{Builder, Handle, Runtime};
use tokio_postgres::config::SslMode;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Client, Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::migrate::{self, Applied, Migration, Schema};
use super::portable;
use super::query::{Cell, Connection, Dialect, Result, Value};
use super::writer::WriteSession;
use super::{OpenError, PostgresSettings, PostgresUrl, StorageError};

/// How long to wait for a connection to the database.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a read waits for a connection of the pool before its caller is told to come back.
const POOL_TIMEOUT: Duration = Duration::from_secs(2);
/// How long the network may swallow what is sent before a connection counts as lost.
const SILENCE_MAX: Duration = Duration::from_secs(10);
/// How often a read is tried: a connection may have been lost, or the database may ask for it.
const READ_TRIES: u32 = 3;

/// As many as on SQLite: more than the five APIs have, but for the filters of lists.
const CACHED_STATEMENTS: usize = super::sqlite::CACHED_STATEMENTS;

/// Of one moment, and allowed to change nothing.
const BEGIN_READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;";
/// As if nobody else wrote.
const BEGIN_WRITE: &str = "BEGIN ISOLATION LEVEL SERIALIZABLE;";

/// The reading half of a PostgreSQL database.
#[derive(Clone)]
pub(super) struct Readers {
    pool: Pool,
}

/// Connects, brings the schema up to date, and returns what reads and what writes.
pub(super) async fn open(
    url: &PostgresUrl,
    settings: PostgresSettings,
    schemas: &[Schema],
) -> Result<(Readers, WriteConnection), OpenError> {
    let config = config(url)?;
    migrate(&config, schemas).await?;
    let readers = Readers { pool: pool(&config, settings.connections_max.get() as usize)? };
    // The writer's thread must not depend on a runtime that may have ended when the last write is done.
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|source| OpenError::WriterThread { source })?;
    let writer = WriteConnection { pool: pool(&config, 1)?, runtime: Arc::new(runtime), connection: None };
    Ok((readers, writer))
}

/// How the database is called in messages: its URL may contain a password.
const DATABASE: &str = "the PostgreSQL database";
/// The key of the lock that one of several starting servers holds while it migrates.
const MIGRATION_LOCK: i64 = 0x6375_7374_6f6d_6572;

/// Applies what is missing in one transaction.
async fn migrate(config: &Config, schemas: &[Schema]) -> Result<(), OpenError> {
    let refused = |source: tokio_postgres::Error| OpenError::PostgresRefused { source: Hidden::of(source) };
    let missing = |applied: &Applied| migrate::missing(schemas, applied, Dialect::Postgres, DATABASE);
    let mut client = connect(config).await?;
    // A user who may not create tables can use a schema that is up to date.
    if let Some(found) = applied(&client).await?
        && missing(&found)?.is_empty()
    {
        return Ok(());
    }
    let transaction = client.transaction().await.map_err(refused)?;
    transaction.execute("SELECT pg_advisory_xact_lock($1)", &[&MIGRATION_LOCK]).await.map_err(refused)?;
    transaction.batch_execute(migrate::CREATE_TABLE).await.map_err(refused)?;
    let found = applied(transaction.client()).await?.unwrap_or_default();
    for Migration { component, version, sql } in missing(&found)? {
        let failed = |source| OpenError::Migration { component, version, source: Hidden::of(source).into() };
        transaction.batch_execute(&sql).await.map_err(failed)?;
        transaction
            .execute(
                "INSERT INTO schema_migrations (component, version, applied_at) VALUES ($1, $2, $3)",
                &[&component, &version, &Utc::now().timestamp()],
            )
            .await
            .map_err(failed)?;
    }
    transaction.commit().await.map_err(refused)
}

/// Returns the applied migrations, or `None` if there are none.
async fn applied(client: &Client) -> Result<Option<Applied>, OpenError> {
    match client.query(migrate::APPLIED, &[]).await {
        Ok(rows) => Ok(Some(rows.iter().map(|row| (row.get(0), row.get(1))).collect())),
        Err(error) if error.code() == Some(&SqlState::UNDEFINED_TABLE) => Ok(None),
        Err(error) if error.code() == Some(&SqlState::UNDEFINED_COLUMN) => {
            Err(OpenError::ForeignDatabase { database: DATABASE.to_owned() })
        }
        Err(error) => Err(OpenError::PostgresRefused { source: Hidden::of(error) }),
    }
}

async fn connect(config: &Config) -> Result<Client, OpenError> {
    let unreachable = |source| OpenError::PostgresUnreachable { source: Hidden::of(source) };
    // The connection ends with its client.
    if config.get_ssl_mode() == SslMode::Require {
        let (client, connection) = config.connect(tls()?).await.map_err(unreachable)?;
        tokio::spawn(connection);
        Ok(client)
    } else {
        let (client, connection) = config.connect(NoTls).await.map_err(unreachable)?;
        tokio::spawn(connection);
        Ok(client)
    }
}

fn config(url: &PostgresUrl) -> Result<Config, OpenError> {
    let mut config: Config =
        url.expose().parse().map_err(|source| OpenError::PostgresUrl { source: Hidden::of(source) })?;
    config.connect_timeout(CONNECT_TIMEOUT).tcp_user_timeout(SILENCE_MAX).keepalives_idle(SILENCE_MAX);
    if config.get_application_name().is_none() {
        config.application_name("customers-server");
    }
    Ok(config)
}

/// With TLS where the URL asks for it; then the certificate has to be one that this machine trusts.
fn pool(config: &Config, size: usize) -> Result<Pool, OpenError> {
    // What recycles without a query is what the pool's users need: they notice a lost connection, and try another.
    let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let manager = if config.get_ssl_mode() == SslMode::Require {
        Manager::from_config(config.clone(), tls()?, recycling)
    } else {
        Manager::from_config(config.clone(), NoTls, recycling)
    };
    Ok(Pool::builder(manager)
        .max_size(size)
        .runtime(PoolRuntime::Tokio1)
        .wait_timeout(Some(POOL_TIMEOUT))
        .create_timeout(Some(CONNECT_TIMEOUT))
        .recycle_timeout(Some(CONNECT_TIMEOUT))
        .build()
        .expect("the pool is given the runtime that its timeouts need"))
}

pub(super) fn tls() -> Result<MakeRustlsConnect, OpenError> {
    // An error means that whoever embeds the server has chosen one: then it is theirs.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    // Some that cannot be read do no harm, as long as the database's can.
    let (connect, _) = MakeRustlsConnect::with_native_certs().map_err(|problems| {
        let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
        OpenError::Certificates { source: problems.join("; ").into() }
    })?;
    Ok(connect)
}

impl Readers {
    /// Runs `work` in a transaction that reads, on a thread that may wait.
    pub(super) async fn read<T, F>(&self, mut work: F) -> Result<T, StorageError>
    where
        T: Send + 'static,
        F: FnMut(&Connection) -> Result<T> + Send + 'static,
    {
        let mut tries = 0;
        loop {
            tries += 1;
            let client = self.pool.get().await.map_err(StorageError::from)?;
            let waits = Waits::On(Handle::current());
            let (result, same_work) = tokio::task::spawn_blocking(move || {
                let connection = Connection::Postgres(Session::begin(client, waits, BEGIN_READ));
                (work(&connection), work)
            })
            .await
            .unwrap_or_else(|ended| resume_unwind(ended.into_panic()));
            match result {
                Err(error) if tries < READ_TRIES && (error.is_conflict() || error.is_lost_connection()) => {
                    work = same_work;
                }
                result => return result.map_err(StorageError::from),
            }
        }
    }

    /// Connections that are open now, and how many of them are in use.
    pub(super) fn connections(&self) -> (usize, usize) {
        let status = self.pool.status();
        (status.size, status.size.saturating_sub(status.available))
    }

    pub(super) fn close(&self) {
        self.pool.close();
    }
}

/// The connection on which the writer writes.
pub(super) struct WriteConnection {
    /// Of one: what it is for is that a lost connection is replaced.
    pool: Pool,
    runtime: Arc<Runtime>,
    connection: Option<Connection>,
}

impl WriteSession for WriteConnection {
    fn begin(&mut self) -> Result<(), StorageError> {
        self.connection = None;
        let client = self.runtime.block_on(self.pool.get())?;
        let waits = Waits::Alone(Arc::clone(&self.runtime));
        self.connection = Some(Connection::Postgres(Session::begin(client, waits, BEGIN_WRITE)));
        Ok(())
    }

    fn connection(&self) -> &Connection {
        self.connection.as_ref().expect("a transaction has begun")
    }

    fn changes(&self) -> Option<u64> {
        // A statement that fails takes the whole transaction along here, so that one without savepoints could not go on.
        None
    }

    fn is_in_transaction(&self) -> bool {
        self.connection.is_some()
    }

    fn begin_one(&self) -> Result<()> {
        self.session().say_with_the_next("SAVEPOINT one_write;");
        Ok(())
    }

    fn keep_one(&self) -> Result<()> {
        self.session().say_with_the_next("RELEASE SAVEPOINT one_write;");
        Ok(())
    }

    fn undo_one(&self) -> Result<()> {
        self.session().say_now("ROLLBACK TO SAVEPOINT one_write;")?;
        self.keep_one()
    }

    fn commit(&mut self) -> Result<()> {
        self.session().commit()?;
        self.connection = None;
        Ok(())
    }

    fn roll_back(&mut self) -> Result<()> {
        // Dropping a session rolls back.
        self.connection = None;
        Ok(())
    }

    fn close(&mut self) {
        self.connection = None;
        self.pool.close();
    }
}

impl WriteConnection {
    fn session(&self) -> &Session {
        let Connection::Postgres(session) = self.connection() else {
            unreachable!("only sessions of PostgreSQL are put here")
        };
        session
    }
}

/// How a thread waits for an answer.
enum Waits {
    /// On the server's runtime, which does the talking meanwhile.
    On(Handle),
    /// On a runtime of its own.
    Alone(Arc<Runtime>),
}

impl Waits {
    fn wait<F: Future>(&self, future: F) -> F::Output {
        match self {
            Self::On(handle) => handle.block_on(future),
            Self::Alone(runtime) => runtime.block_on(future),
        }
    }
}

/// A connection in a transaction. Dropped, the transaction is rolled back, and the connection goes back to its pool.
pub struct Session {
    /// There until the session is dropped.
    client: Option<Object>,
    waits: Waits,
    /// What is sent along with the next statement.
    ahead: RefCell<String>,
    /// Whether the database has a transaction open.
    is_open: StdCell<bool>,
}

impl Session {
    fn begin(client: Object, waits: Waits, begin: &str) -> Self {
        // Lists can be asked for in more ways than a connection should keep statements for.
        if client.statement_cache.size() >= CACHED_STATEMENTS {
            client.statement_cache.clear();
        }
        let ahead = RefCell::new(begin.to_owned());
        Self { client: Some(client), waits, ahead, is_open: StdCell::new(false) }
    }

    fn client(&self) -> &Object {
        self.client.as_ref().expect("it is there until the session is dropped")
    }

    fn say_with_the_next(&self, control: &str) {
        self.ahead.borrow_mut().push_str(control);
    }

    fn say_now(&self, control: &str) -> Result<()> {
        self.say_with_the_next(control);
        let ahead = self.ahead.take();
        self.is_open.set(true);
        Ok(self.waits.wait(self.client().batch_execute(&ahead))?)
    }

    fn commit(&self) -> Result<()> {
        self.say_now("COMMIT;")?;
        self.is_open.set(false);
        Ok(())
    }

    /// Sends `statement` behind what has to come first, and waits for both.
    fn run<T>(
        &self,
        statement: impl Future<Output = std::result::Result<T, tokio_postgres::Error>>,
    ) -> Result<T> {
        let ahead = self.ahead.take();
        if ahead.is_empty() {
            return Ok(self.waits.wait(statement)?);
        }
        self.is_open.set(true);
        // Each of the two is sent when it is first polled, so in this order.
        let both = async { tokio::join!(biased; self.client().batch_execute(&ahead), statement) };
        let (begun, result) = self.waits.wait(both);
        begun?;
        Ok(result?)
    }

    pub(super) fn prepare(&self, sql: &str) -> Result<Prepared<'_>> {
        debug_assert_eq!(portable::unknown_word(sql), None, "look it up, see storage/portable.rs: {sql}");
        // The only question marks in our statements are those in front of a parameter's number.
        let sql = sql.replace('?', "$");
        let statement = self.waits.wait(self.client().prepare_cached(&sql))?;
        Ok(Prepared { session: self, statement })
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let Some(client) = self.client.take() else { return };
        if !self.is_open.get() {
            return;
        }
        let roll_back = async move {
            if client.batch_execute("ROLLBACK").await.is_err() {
                // Nobody else is to have it.
                drop(Object::take(client));
            }
        };
        match &self.waits {
            // Nobody waits for it: what has been read has been read.
            Waits::On(handle) => drop(handle.spawn(roll_back)),
            Waits::Alone(runtime) => runtime.block_on(roll_back),
        }
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Session").field("is_open", &self.is_open.get()).finish_non_exhaustive()
    }
}

/// A prepared statement on its session.
pub struct Prepared<'c> {
    session: &'c Session,
    statement: tokio_postgres::Statement,
}

impl Prepared<'_> {
    pub(super) fn execute(&self, values: &[Value<'_>]) -> Result<usize> {
        let values = as_parameters(values);
        let changed = self.session.run(self.session.client().execute(&self.statement, &values))?;
        Ok(usize::try_from(changed).unwrap_or(usize::MAX))
    }

    pub(super) fn rows(&self, values: &[Value<'_>]) -> Result<Vec<tokio_postgres::Row>> {
        let values = as_parameters(values);
        self.session.run(self.session.client().query(&self.statement, &values))
    }
}

fn as_parameters<'v>(values: &'v [Value<'v>]) -> Vec<&'v (dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn Error + Sync + Send>> {
        match *self {
            Self::Null => Ok(IsNull::Yes),
            Self::Integer(number) if *ty == Type::INT4 => i32::try_from(number)?.to_sql(ty, out),
            Self::Integer(number) if *ty == Type::INT8 => number.to_sql(ty, out),
            Self::Boolean(boolean) if *ty == Type::BOOL => boolean.to_sql(ty, out),
            Self::Text(text) if <&str as ToSql>::accepts(ty) => as_postgres_keeps_it(text).to_sql(ty, out),
            _ => Err(format!("the statement takes {ty} where {self:?} was given").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'r> FromSql<'r> for Cell<'r> {
    fn from_sql(ty: &Type, raw: &'r [u8]) -> std::result::Result<Self, Box<dyn Error + Sync + Send>> {
        match *ty {
            Type::INT8 => i64::from_sql(ty, raw).map(Self::Integer),
            Type::INT4 => i32::from_sql(ty, raw).map(|number| Self::Integer(number.into())),
            Type::BOOL => bool::from_sql(ty, raw).map(Self::Boolean),
            _ => <&str>::from_sql(ty, raw).map(|text| Self::Text(as_it_was_given(text))),
        }
    }

    fn from_sql_null(_: &Type) -> std::result::Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self::Null)
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT8 | Type::INT4 | Type::BOOL) || <&str as FromSql>::accepts(ty)
    }
}

/// PostgreSQL keeps every character in a text but one: U+0000. It is kept as two others, of which the first, one that
/// Unicode sets aside for no character at all, is then kept as two as well.
const MARK: char = '\u{FFFF}';
const NUL: &str = "\u{FFFF}0";
const MARK_ITSELF: &str = "\u{FFFF}1";

fn as_postgres_keeps_it(text: &str) -> Cow<'_, str> {
    if text.contains(['\0', MARK]) {
        text.replace(MARK, MARK_ITSELF).replace('\0', NUL).into()
    } else {
        text.into()
    }
}

fn as_it_was_given(text: &str) -> Cow<'_, str> {
    if text.contains(MARK) {
        text.replace(NUL, "\0").replace(MARK_ITSELF, "\u{FFFF}").into()
    } else {
        text.into()
    }
}

impl From<PoolError> for StorageError {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::Timeout(TimeoutType::Wait) => Self::Overloaded,
            PoolError::Closed => Self::Stopped,
            error => Self::Unavailable(Arc::new(Hidden::of(error))),
        }
    }
}

/// Whether what PostgreSQL says means that others were in the way, and that doing it again may help.
pub(super) fn is_conflict(error: &tokio_postgres::Error) -> bool {
    error.code().is_some_and(|code| {
        [SqlState::T_R_SERIALIZATION_FAILURE, SqlState::T_R_DEADLOCK_DETECTED].contains(code)
    })
}

/// Whether a row came between that must be unique: whoever looks again will see it.
pub(super) fn is_taken(error: &tokio_postgres::Error) -> bool {
    error.code() == Some(&SqlState::UNIQUE_VIOLATION)
}

/// Whether the database cannot be reached now, is starting or stopping, or takes no writes for the time being.
pub(super) fn is_lost_connection(error: &tokio_postgres::Error) -> bool {
    let Some(code) = error.code() else {
        return error.is_closed() || error.source().is_some_and(<dyn Error>::is::<std::io::Error>);
    };
    // Class 08 is the connection's, 57P the operator's: stopping, crashed, starting.
    code.code().starts_with("08")
        || code.code().starts_with("57P")
        || [SqlState::TOO_MANY_CONNECTIONS, SqlState::READ_ONLY_SQL_TRANSACTION, SqlState::DISK_FULL]
            .contains(code)
}

/// What a driver says, on one line; its own types may hold the URL, and with it a password.
#[derive(Debug)]
pub struct Hidden(String);

impl Hidden {
    pub(super) fn of(error: impl Error) -> Self {
        let mut text = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            let more = error.to_string();
            if !text.contains(&more) {
                text = format!("{text}: {more}");
            }
            cause = error.source();
        }
        Self(text)
    }
}

impl fmt::Display for Hidden {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Error for Hidden {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_kept_and_comes_back_as_it_was_given() {
        for text in
            ["", "plain", "\0", "a\0b\0", "\u{FFFF}", "\u{FFFF}0", "\u{FFFF}1\0\u{FFFF}", "žák\u{FFFE}"]
        {
            let kept = as_postgres_keeps_it(text);

            assert!(!kept.contains('\0'), "{text:?}");
            assert_eq!(as_it_was_given(&kept), text);
        }
    }
}
