//! PostgreSQL databases: connections, their migrations, and sessions on which queries run.
//!
//! Reads use a pool, writes one connection per server. Writes are serializable, so that rules which read before they write
//! hold although other servers write to the same tables. `BEGIN`, `SAVEPOINT` and the like are sent along with the
//! statement that follows them and cost no round trip.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use deadpool_postgres::{
    Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod, Runtime as PoolRuntime, TimeoutType,
};
use tokio::runtime::{Handle, Runtime};
use tokio_postgres::config::SslMode;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::error::{BoxError, DatabaseError, OpenError, Redacted, Result};
use super::migrate::{self, Applied, Migration, Schema};
use super::sqlite::CACHED_STATEMENTS;
use super::url::PostgresUrl;
use super::value::{Dialect, Value};

/// How long to wait for a new connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a read waits for a pooled connection before it fails as overloaded.
const POOL_TIMEOUT: Duration = Duration::from_secs(2);
/// How long the network may lose packets before a connection counts as lost.
const TCP_TIMEOUT: Duration = Duration::from_secs(10);

/// Begins a read of one snapshot.
pub(super) const BEGIN_READ: &str =
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = '30s';";
/// Begins a write.
pub(super) const BEGIN_WRITE: &str = "BEGIN ISOLATION LEVEL SERIALIZABLE;";

/// The database's name in messages: its URL may contain a password.
const DATABASE: &str = "the PostgreSQL database";
/// Key of the advisory lock that a starting server holds while it migrates.
const MIGRATION_LOCK: i64 = 0x6375_7374_6f6d_6572;

/// Parses a URL.
pub(super) fn config(url: &PostgresUrl) -> Result<Config, OpenError> {
    let mut config: Config = url.expose().parse().map_err(|source| OpenError::Url(Redacted::new(&source)))?;
    config.connect_timeout(CONNECT_TIMEOUT).tcp_user_timeout(TCP_TIMEOUT).keepalives_idle(TCP_TIMEOUT);
    if config.get_application_name().is_none() {
        config.application_name("customers-server");
    }
    Ok(config)
}

/// Returns a pool, with TLS if the URL requires it; the server's certificate then has to be trusted by this machine.
pub(super) fn pool(config: &Config, size: usize) -> Result<Pool, OpenError> {
    // Connections are not tested when they are reused: a lost one is noticed and replaced by its user.
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
        .expect("the pool has a runtime for its timeouts"))
}

fn tls() -> Result<MakeRustlsConnect, OpenError> {
    // An error means that the embedding program has installed a provider.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    // Single unreadable certificates are skipped.
    let (connect, _) = MakeRustlsConnect::with_native_certs().map_err(|problems| {
        let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
        unusable(
            "cannot read this machine's trusted certificates, which sslmode=require needs. Install them, or set \
             SSL_CERT_FILE.",
            problems.join("; ").into(),
        )
    })?;
    Ok(connect)
}

/// Applies the missing migrations in one transaction, while other starting servers wait.
pub(super) async fn migrate(config: &Config, schemas: &[Schema]) -> Result<(), OpenError> {
    let missing = |applied: &Applied| migrate::missing(schemas, applied, Dialect::Postgres, DATABASE);
    let mut client = connect(config).await?;
    // A user without the right to create tables can use an up-to-date schema.
    if let Some(applied) = applied(&client).await?
        && missing(&applied)?.is_empty()
    {
        return Ok(());
    }
    let transaction = client.transaction().await.map_err(refused)?;
    transaction.execute("SELECT pg_advisory_xact_lock($1)", &[&MIGRATION_LOCK]).await.map_err(refused)?;
    transaction.batch_execute(migrate::CREATE_TABLE).await.map_err(refused)?;
    let applied = applied(transaction.client()).await?.unwrap_or_default();
    for Migration { component, version, sql } in missing(&applied)? {
        let failed =
            |source| OpenError::Migration { component, version, source: Redacted::new(&source).into() };
        transaction.batch_execute(&sql).await.map_err(failed)?;
        let record = "INSERT INTO schema_migrations (component, version, applied_at) VALUES ($1, $2, $3)";
        let now = Utc::now().timestamp();
        transaction.execute(record, &[&component, &version, &now]).await.map_err(failed)?;
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
        Err(error) => Err(refused(error)),
    }
}

async fn connect(config: &Config) -> Result<Client, OpenError> {
    let unreachable = |source: tokio_postgres::Error| {
        let reason = "cannot connect. Check that the server runs, the URL's host, port, user and password, and that the \
                      database exists.";
        unusable(reason, Redacted::new(&source).into())
    };
    // The connection's task ends with its client.
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

#[expect(clippy::needless_pass_by_value, reason = "it is passed to `map_err`")]
fn refused(source: tokio_postgres::Error) -> OpenError {
    let reason = "the server rejected a statement. The user has to be allowed to create tables.";
    unusable(reason, Redacted::new(&source).into())
}

fn unusable(reason: &str, source: BoxError) -> OpenError {
    OpenError::Unusable { database: DATABASE.to_owned(), reason: reason.to_owned(), source: Some(source) }
}

impl From<PoolError> for DatabaseError {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::Timeout(TimeoutType::Wait) => Self::Overloaded,
            PoolError::Closed => Self::Stopped,
            error => Self::Unavailable(Arc::new(Redacted::new(&error))),
        }
    }
}

/// How a thread waits for a response.
pub(super) enum Waiter {
    /// On the server's runtime, which does the input and output.
    Server(Handle),
    /// On the writer's own runtime, which the last write does not have to share with a server that has ended.
    Writer(Arc<Runtime>),
}

impl Waiter {
    fn wait<F: Future>(&self, future: F) -> F::Output {
        match self {
            Self::Server(handle) => handle.block_on(future),
            Self::Writer(runtime) => runtime.block_on(future),
        }
    }
}

/// A connection within a transaction. Dropping it rolls back and returns the connection to its pool.
pub struct Session {
    /// `None` only while it is dropped.
    client: Option<Object>,
    waiter: Waiter,
    /// Statements that are sent together with the next one.
    ahead: RefCell<String>,
    /// Whether the server has an open transaction.
    is_open: Cell<bool>,
}

impl Session {
    pub(super) fn begin(client: Object, waiter: Waiter, begin: &str) -> Self {
        // Lists have more combinations of filters than a connection should keep statements for.
        if client.statement_cache.size() >= CACHED_STATEMENTS {
            client.statement_cache.clear();
        }
        Self {
            client: Some(client),
            waiter,
            ahead: RefCell::new(begin.to_owned()),
            is_open: Cell::new(false),
        }
    }

    fn client(&self) -> &Object {
        self.client.as_ref().expect("the client exists until the session is dropped")
    }

    /// Sends `control` together with the next statement.
    pub(super) fn enqueue(&self, control: &str) {
        self.ahead.borrow_mut().push_str(control);
    }

    /// Runs `control` and waits for it.
    pub(super) fn run_control(&self, control: &str) -> Result<()> {
        self.enqueue(control);
        let ahead = self.ahead.take();
        self.is_open.set(true);
        Ok(self.waiter.wait(self.client().batch_execute(&ahead))?)
    }

    pub(super) fn commit(&self) -> Result<()> {
        self.run_control("COMMIT;")?;
        self.is_open.set(false);
        Ok(())
    }

    fn run<T>(&self, statement: impl Future<Output = Result<T, tokio_postgres::Error>>) -> Result<T> {
        let ahead = self.ahead.take();
        if ahead.is_empty() {
            return Ok(self.waiter.wait(statement)?);
        }
        self.is_open.set(true);
        // Both are sent when they are polled first, in this order.
        let both = async { tokio::join!(biased; self.client().batch_execute(&ahead), statement) };
        let (begun, result) = self.waiter.wait(both);
        begun?;
        Ok(result?)
    }

    pub(super) fn prepare(&self, sql: &str) -> Result<Prepared<'_>> {
        // Question marks occur in placeholders only.
        let sql = sql.replace('?', "$");
        let statement = self.waiter.wait(self.client().prepare_cached(&sql))?;
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
                // Removes the connection from the pool.
                drop(Object::take(client));
            }
        };
        match &self.waiter {
            Waiter::Server(handle) => drop(handle.spawn(roll_back)),
            Waiter::Writer(runtime) => runtime.block_on(roll_back),
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
