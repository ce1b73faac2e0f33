//! The command line, and nothing but it: what it asks for is done by the library.
//!
//! Standard output has what was asked for, so that a program can read it; everything else that there is to say goes to
//! standard error. Neither may be there any more by the time we write to it: that is no reason to panic.

mod progress;

use std::error::Error;
use std::fmt::{self, Write as _};
use std::io::{self, ErrorKind, Write as _};
use std::net::SocketAddr;
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use chrono::{DateTime, SecondsFormat, Utc};
use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser as _};
use clap::{Args, Parser, Subcommand, value_parser};
use customers_server::api::made_up::{self, Run};
use customers_server::api::{self, APIS, Api};
use customers_server::auth::Tenant;
use customers_server::auth::credentials::{self, Credential, CredentialKind, NewCredential};
use customers_server::auth::demo::DEMO_ACCOUNTS;
use customers_server::auth::permissions::Permissions;
use customers_server::config::{Config, ConfigError, LogFormat, LogLevel, parse_address};
use customers_server::db::backup::{self, BackupError};
use customers_server::db::{Database, DatabaseUrl, DatabaseUrlError, OpenError, StorageError};
use customers_server::{Server, StartError};
use mimalloc::MiMalloc;

use self::progress::Progress;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// How often the progress of a backup is told.
const TELL_EVERY: Duration = Duration::from_secs(1);

/// Which made-up customers `seed` makes: any number, as long as it stays the same.
const SEED: u64 = 1;

/// The exit code for arguments that make no sense; the same as clap's.
const USAGE: u8 = 2;

/// Serves customer-management APIs as their vendors document them.
///
/// Without a command, serves. A setting on the command line goes before the configuration file's, and that before the
/// default.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: ServeOptions,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the APIs (also without a command)
    Serve(ServeOptions),
    /// Issues, lists and revokes what callers sign in with
    #[command(subcommand)]
    Credentials(CredentialsCommand),
    /// Prints an API's OpenAPI document
    Openapi {
        /// The API
        #[arg(value_name = "API", value_parser = api_parser())]
        api: &'static Api,
        /// Print the description, in JSON, that the server's own code makes of itself
        #[arg(long)]
        as_served: bool,
    },
    /// Copies an SQLite database to a file, also while servers use it
    Backup {
        /// The file to make
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Replace the file if it is there
        #[arg(long)]
        force: bool,
        #[command(flatten)]
        settings: Settings,
    },
    /// Adds made-up customers, to try things at full size
    Seed {
        /// The API
        #[arg(value_name = "API", value_parser = api_parser())]
        api: &'static Api,
        /// How many
        #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..))]
        count: u64,
        /// Whose customers they are to be
        #[arg(long, value_name = "ID", default_value = "demo", value_parser = NonEmptyStringValueParser::new())]
        tenant: String,
        #[command(flatten)]
        settings: Settings,
    },
}

#[derive(Debug, Subcommand)]
enum CredentialsCommand {
    /// Issues a credential, and prints its secret, this once
    Create {
        /// The API that it opens
        #[arg(value_name = "API", value_parser = api_parser())]
        api: &'static Api,
        /// Whose data its holder may touch: every row is marked with it
        #[arg(long, value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
        tenant: String,
        /// The same for people [default: the ID]
        #[arg(long, value_name = "NAME")]
        tenant_name: Option<String>,
        /// What its holder may do, where the API knows permissions; repeat it for several [default: everything]
        #[arg(long = "permission", value_name = "PERMISSION")]
        permissions: Vec<String>,
        /// What you call this credential, such as the machine that will hold it
        #[arg(long, value_name = "LABEL")]
        name: Option<String>,
        #[command(flatten)]
        settings: Settings,
    },
    /// Lists credentials, revoked ones too, without their secrets
    List {
        /// The API [default: all]
        #[arg(value_name = "API", value_parser = api_parser())]
        api: Option<&'static Api>,
        #[command(flatten)]
        settings: Settings,
    },
    /// Revokes a credential: from the next call on it opens nothing
    Revoke {
        /// Its id, as `credentials list` shows it
        id: String,
        #[command(flatten)]
        settings: Settings,
    },
}

/// What every command that touches the database takes.
#[derive(Debug, Args)]
struct Settings {
    // Parsed by us: clap repeats a value that it cannot parse, and this one can hold a password. And not a doc
    // comment, in which the URLs would need backticks, which help does not.
    #[arg(
        long,
        value_name = "URL",
        help = "The database: sqlite:FILE, sqlite::memory: or postgres://USER:PASSWORD@HOST/NAME [default: sqlite:customers.db]"
    )]
    database: Option<String>,
    /// A configuration file, in TOML
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct ServeOptions {
    /// Where to listen; port 0 takes a free one [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR", value_parser = parse_address)]
    listen: Option<SocketAddr>,
    #[command(flatten)]
    settings: Settings,
    /// Let the demo accounts in; they are by default where only this machine can connect
    #[arg(long, conflicts_with = "no_demo")]
    demo: bool,
    /// Keep the demo accounts out
    #[arg(long)]
    no_demo: bool,
    /// Dezwork as its sandbox: registrations are not kept, and are reset every 30 minutes
    #[arg(long)]
    dezwork_sandbox: bool,
    /// How a line of the log looks; auto is text on a terminal, JSON elsewhere [default: auto]
    #[arg(long, value_name = "FORMAT")]
    log_format: Option<LogFormat>,
    /// The least of what is logged [default: info]
    #[arg(long, value_name = "LEVEL")]
    log_level: Option<LogLevel>,
}

fn api_parser() -> impl clap::builder::TypedValueParser<Value = &'static Api> {
    PossibleValuesParser::new(APIS.iter().map(|api| api.name))
        .map(|name| api::find(&name).expect("only names of APIs are possible values"))
}

impl Settings {
    fn into_config(self) -> Result<Config, Failure> {
        let mut config = match self.config {
            Some(path) => Config::from_file(&path)?,
            None => Config::default(),
        };
        if let Some(url) = self.database {
            config.database = url.parse().map_err(Failure::DatabaseUrl)?;
        }
        Ok(config)
    }
}

impl ServeOptions {
    fn into_config(self) -> Result<Config, Failure> {
        let mut config = self.settings.into_config()?;
        config.listen = self.listen.unwrap_or(config.listen);
        config.dezwork.sandbox |= self.dezwork_sandbox;
        config.log.format = self.log_format.unwrap_or(config.log.format);
        config.log.level = self.log_level.unwrap_or(config.log.level);
        config.demo = match (self.demo, self.no_demo) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            (false, false) => config.demo,
        };
        Ok(config)
    }
}

fn main() -> ExitCode {
    let command_line = CommandLine::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&Failure::Runtime(error)),
    };
    let outcome = runtime.block_on(run(command_line));
    // What is still under way has had its time.
    runtime.shutdown_background();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => fail(&failure),
    }
}

async fn run(command_line: CommandLine) -> Result<(), Failure> {
    outlive_file_size_limit();
    match command_line.command.unwrap_or(Command::Serve(command_line.serve)) {
        Command::Serve(options) => serve(options.into_config()?).await,
        Command::Credentials(command) => credentials(command).await,
        Command::Openapi { api, as_served: false } => print(api.document),
        Command::Openapi { api, as_served: true } => print(&format!("{:#}\n", api.describe())),
        Command::Backup { file, force, settings } => back_up(file, force, settings.into_config()?).await,
        Command::Seed { api, count, tenant, settings } => {
            seed(api, count, tenant, settings.into_config()?).await
        }
    }
}

async fn serve(config: Config) -> Result<(), Failure> {
    // Caught from before the first line is printed on: whoever reads it may send a signal at once.
    let mut signals = Signals::catch().map_err(Failure::Signals)?;
    let server = customers_server::start(config).await?;
    // Nobody may be reading; that is no reason to stop serving.
    let _ = print(&greeting(&server));

    signals.next().await;
    tokio::select! {
        () = server.stop() => Ok(()),
        () = signals.next() => Err(Failure::CutOff),
    }
}

fn greeting(server: &Server) -> String {
    let address = server.address();
    let mut lines = format!("listening on http://{address}\ndocs: http://{address}/docs/\n");
    // Writing to a string does not fail.
    for Api { name, sign_in, .. } in APIS {
        let _ = writeln!(lines, "{name}: {}", server.api_url(name));
        let _ = writeln!(lines, "{name}, OpenAPI document: http://{address}/openapi/{name}.yaml");
        if server.demo_enabled() {
            let accounts: Vec<_> = DEMO_ACCOUNTS
                .iter()
                .filter(|account| account.api == *name)
                .map(|account| {
                    let name = account.name.map_or_else(String::new, |name| format!("{name} / "));
                    format!("{name}{} ({})", account.secret, account.tenant_name)
                })
                .collect();
            let _ = writeln!(lines, "{name}, demo accounts: {sign_in} {}", accounts.join(" or "));
        }
    }
    lines
}

/// The signals that ask a program to end.
struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(windows)]
    interrupt: tokio::signal::windows::CtrlC,
}

impl Signals {
    #[cfg(unix)]
    fn catch() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};

        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    #[cfg(windows)]
    fn catch() -> io::Result<Self> {
        Ok(Self { interrupt: tokio::signal::windows::ctrl_c()? })
    }

    async fn next(&mut self) {
        #[cfg(unix)]
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
        #[cfg(windows)]
        self.interrupt.recv().await;
    }
}

/// A write beyond a limit on the size of files is to fail, as on a full disk, and not to end the process. Caught once, the
/// signal stays caught.
#[cfg(unix)]
fn outlive_file_size_limit() {
    use tokio::signal::unix::{SignalKind, signal};

    /// The same on Linux and on the BSDs, but for MIPS, where this is a signal that ends nothing.
    const SIGXFSZ: i32 = 25;

    // Without it everything works but this.
    let _ = signal(SignalKind::from_raw(SIGXFSZ));
}

#[cfg(not(unix))]
fn outlive_file_size_limit() {}

async fn credentials(command: CredentialsCommand) -> Result<(), Failure> {
    match command {
        CredentialsCommand::Create { api, tenant, tenant_name, permissions, name, settings } => {
            let permissions = permissions_at(api, permissions)?;
            let name_of_tenant = tenant_name.unwrap_or_else(|| tenant.clone());
            let tenant = Tenant { id: tenant, name: name_of_tenant };
            let database = open(&settings.into_config()?).await?;
            let name = name.unwrap_or_default();
            let kind = api.credentials;
            let api = api.name.to_owned();
            create_credential(&database, NewCredential { api, kind, tenant, permissions, name }).await?;
            database.close().await;
        }
        CredentialsCommand::List { api, settings } => {
            let database = open_existing(&settings.into_config()?).await?;
            let of = api.map(|api| api.name);
            let listed = database.read(move |connection| credentials::list(connection, of)).await?;
            database.close().await;
            print(&table(&listed))?;
        }
        CredentialsCommand::Revoke { id, settings } => {
            let database = open_existing(&settings.into_config()?).await?;
            let wanted = id.clone();
            let revoked = database
                .write(move |connection| credentials::revoke(connection, &wanted, Utc::now()))
                .await?;
            database.close().await;
            let revoked = revoked.ok_or(Failure::NoCredential { id })?;
            let since = revoked.revoked_at.map_or_else(String::new, |at| format!(" since {}", time(at)));
            print(&format!("{} is revoked{since}\n", revoked.id))?;
        }
    }
    Ok(())
}

/// The permissions that were asked for, or all that there are.
fn permissions_at(api: &Api, asked: Vec<String>) -> Result<Permissions, Failure> {
    if asked.is_empty() {
        return Ok(api.permissions.iter().copied().collect());
    }
    match asked.iter().find(|permission| !api.permissions.contains(&permission.as_str())) {
        Some(unknown) => Err(Failure::NoPermission { permission: unknown.clone(), known: api.permissions }),
        None => Ok(asked.into_iter().collect()),
    }
}

async fn create_credential(database: &Database, new: NewCredential) -> Result<(), Failure> {
    let how = match new.kind {
        CredentialKind::BearerToken => "",
        CredentialKind::ClientCredentials => {
            " Its holder signs in with the id as client_id and the secret as client_secret."
        }
        CredentialKind::UserPassword => {
            " Its holder signs in with the id as the user's name and the secret as the password."
        }
    };
    let issued = database.write(move |connection| credentials::create(connection, &new, Utc::now())).await?;
    let Credential { id, api, tenant, .. } = issued.credential;
    // Flushed and checked, a closed pipe included: nobody can show the secret again.
    let mut stdout = io::stdout().lock();
    let printed =
        writeln!(stdout, "id: {id}\nsecret: {}", issued.secret.expose()).and_then(|()| stdout.flush());
    printed.map_err(|source| Failure::SecretLost { id, source })?;
    tell(&format!(
        "This is the only time that the secret is shown: keep it where only its user can read it. It opens {api} for \
         the tenant {}.{how} Only its hash is stored; lost, it is revoked and another one issued.",
        one_line(&tenant.id)
    ));
    Ok(())
}

/// Columns for people; a program finds the id in the first, up to the first space.
fn table(listed: &[Credential]) -> String {
    let head = ["ID", "API", "TENANT", "TENANT NAME", "NAME", "CREATED", "REVOKED"].map(str::to_owned);
    let rows = listed.iter().map(|credential| {
        let Credential { id, api, tenant, name, created_at, revoked_at, .. } = credential;
        let revoked = revoked_at.map_or_else(|| "-".to_owned(), time);
        [id, api, &tenant.id, &tenant.name, name, &time(*created_at), &revoked].map(|cell| one_line(cell))
    });
    let rows: Vec<_> = std::iter::once(head).chain(rows).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; 7] = std::array::from_fn(width);
    let mut text = String::new();
    for row in &rows {
        let cells: Vec<_> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// What somebody once typed in must not move the cursor of whoever reads it.
fn one_line(text: &str) -> String {
    if text.is_empty() { "-".to_owned() } else { text.replace(char::is_control, "?") }
}

fn time(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

async fn seed(api: &'static Api, count: u64, tenant: String, config: Config) -> Result<(), Failure> {
    if config.database == DatabaseUrl::SqliteMemory {
        return Err(Failure::InMemory);
    }
    let database = Database::open_to_fill(&config.database, config.postgres, &api::schemas()).await?;
    let run = Run::new(&tenant, count, Utc::now(), SEED);
    let mut progress = Progress::begin(count, "customers");
    made_up::fill(&database, api.seeding, run, |done| progress.tell(done)).await?;
    progress.end();
    database.close().await;
    Ok(())
}

async fn back_up(file: PathBuf, force: bool, config: Config) -> Result<(), Failure> {
    let mut signals = Signals::catch().map_err(Failure::Signals)?;
    let stop = Arc::new(AtomicBool::new(false));
    let began = Instant::now();
    let copying = tokio::task::spawn_blocking({
        let (file, stop) = (file.clone(), Arc::clone(&stop));
        let mut told = began;
        move || {
            backup::back_up(&config.database, &file, force, &stop, |progress| {
                if told.elapsed() < TELL_EVERY {
                    return;
                }
                told = Instant::now();
                tell(&match progress {
                    backup::Progress::Copied { bytes, of } => {
                        format!("{} of {}", megabytes(bytes), megabytes(of))
                    }
                    backup::Progress::Checking => "all is copied, and is being checked".to_owned(),
                });
            })
        }
    });
    let stopping = async {
        signals.next().await;
        stop.store(true, Ordering::Relaxed);
        // It ends soon, and takes away what it has begun.
        std::future::pending::<()>().await;
    };
    let bytes = tokio::select! {
        copied = copying => copied.unwrap_or_else(|ended| resume_unwind(ended.into_panic()))?,
        () = stopping => unreachable!("it only waits"),
    };
    let seconds = began.elapsed().as_secs_f64();
    print(&format!("{}: {}, checked, in {seconds:.1} s\n", file.display(), megabytes(bytes)))
}

/// A length for people.
#[allow(clippy::cast_precision_loss, reason = "only the first digits are shown")]
fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

/// Opens the database for a command whose work is to outlive it.
async fn open(config: &Config) -> Result<Database, Failure> {
    if config.database == DatabaseUrl::SqliteMemory {
        return Err(Failure::InMemory);
    }
    Ok(Database::open(&config.database, config.postgres, &api::schemas()).await?)
}

/// Opens the database for a command that makes no sense on a new one: most likely its name is mistyped.
async fn open_existing(config: &Config) -> Result<Database, Failure> {
    match &config.database {
        DatabaseUrl::SqliteFile(path) if !path.exists() => Err(Failure::NoDatabase { path: path.clone() }),
        _ => open(config).await,
    }
}

/// Prints to standard output. Whoever has stopped reading has read enough.
fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::Print(error)),
        _ => Ok(()),
    }
}

/// Tells the person at the terminal, if there is one.
fn tell(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

fn fail(failure: &Failure) -> ExitCode {
    tell(&format!("error: {failure}"));
    let mut cause = failure.source();
    while let Some(error) = cause {
        tell(&format!("  because: {error}"));
        cause = error.source();
    }
    match failure {
        Failure::DatabaseUrl(_) | Failure::NoPermission { .. } => ExitCode::from(USAGE),
        _ => ExitCode::FAILURE,
    }
}

/// Why a command failed.
#[derive(Debug)]
enum Failure {
    DatabaseUrl(DatabaseUrlError),
    Config(ConfigError),
    Start(StartError),
    Open(OpenError),
    Backup(BackupError),
    Storage(StorageError),
    Runtime(io::Error),
    Signals(io::Error),
    Print(io::Error),
    SecretLost { id: String, source: io::Error },
    InMemory,
    NoDatabase { path: PathBuf },
    NoCredential { id: String },
    NoPermission { permission: String, known: &'static [&'static str] },
    CutOff,
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // These say all there is to say themselves.
            Self::DatabaseUrl(error) => error.fmt(formatter),
            Self::Config(error) => error.fmt(formatter),
            Self::Start(error) => error.fmt(formatter),
            Self::Open(error) => error.fmt(formatter),
            Self::Backup(error) => error.fmt(formatter),
            Self::Storage(error) => error.fmt(formatter),
            Self::Runtime(_) => formatter.write_str("cannot start the threads that do the work"),
            Self::Signals(_) => formatter.write_str("cannot catch the signals that ask the server to stop"),
            Self::Print(_) => formatter.write_str("cannot write to standard output"),
            Self::SecretLost { id, .. } => write!(
                formatter,
                "the secret of the new credential {id} could not be printed, and cannot be shown again: revoke it \
                 with `customers-server credentials revoke {id}`, and create another"
            ),
            Self::InMemory => formatter.write_str(
                "a database in memory is gone when this command ends: name a file, for example --database \
                 sqlite:customers.db",
            ),
            Self::NoDatabase { path } => write!(
                formatter,
                "there is no database file {}: check --database, or serve with it once to make it",
                path.display()
            ),
            Self::NoCredential { id } => write!(
                formatter,
                "there is no credential with the id {}: `customers-server credentials list` shows all of them",
                one_line(id)
            ),
            Self::NoPermission { permission, known: [] } => write!(
                formatter,
                "this API knows no permission {}, nor any other: leave --permission out",
                one_line(permission)
            ),
            Self::NoPermission { permission, known } => write!(
                formatter,
                "this API knows no permission {}: give one of {}",
                one_line(permission),
                known.join(", ")
            ),
            Self::CutOff => {
                formatter.write_str("stopped at a second signal: requests under way were cut off")
            }
        }
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::DatabaseUrl(error) => error.source(),
            Self::Config(error) => error.source(),
            Self::Start(error) => error.source(),
            Self::Open(error) => error.source(),
            Self::Backup(error) => error.source(),
            Self::Storage(error) => error.source(),
            Self::Runtime(source)
            | Self::Signals(source)
            | Self::Print(source)
            | Self::SecretLost { source, .. } => Some(source),
            Self::InMemory
            | Self::NoDatabase { .. }
            | Self::NoCredential { .. }
            | Self::NoPermission { .. }
            | Self::CutOff => None,
        }
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::Config(error)
    }
}

impl From<StartError> for Failure {
    fn from(error: StartError) -> Self {
        Self::Start(error)
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}

impl From<BackupError> for Failure {
    fn from(error: BackupError) -> Self {
        Self::Backup(error)
    }
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        CommandLine::command().debug_assert();
    }

    /// The configuration that `serve` would get.
    fn config(arguments: &[&str]) -> Config {
        let given = std::iter::once("customers-server").chain(arguments.iter().copied());
        let command_line = CommandLine::try_parse_from(given).unwrap();
        let Command::Serve(options) = command_line.command.unwrap_or(Command::Serve(command_line.serve))
        else {
            panic!("{arguments:?} is to serve")
        };
        options.into_config().unwrap()
    }

    #[test]
    fn the_command_line_goes_before_the_file_and_the_file_before_the_default() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("server.toml");
        std::fs::write(
            &file,
            "listen = \"127.0.0.1:1\"\ndatabase = \"sqlite:file.db\"\ndemo = true\n[log]\nlevel = \"warn\"",
        )
        .unwrap();
        let file = file.to_str().unwrap();

        let default = config(&[]);
        let from_file = config(&["--config", file]);
        let over_file = config(&[
            "serve",
            "--config",
            file,
            "--listen",
            "127.0.0.1:2",
            "--no-demo",
            "--dezwork-sandbox",
            "--log-level",
            "off",
        ]);

        assert_eq!((default.listen.port(), default.demo), (8080, None));
        assert_eq!(
            (from_file.listen.port(), from_file.demo, from_file.log.level),
            (1, Some(true), LogLevel::Warn)
        );
        assert_eq!(from_file.log.format, LogFormat::Auto, "not in the file");
        assert_eq!(
            (over_file.listen.port(), over_file.demo, over_file.log.level),
            (2, Some(false), LogLevel::Off)
        );
        assert_eq!(over_file.database.to_string(), "sqlite:file.db", "not on the command line");
        assert_eq!((from_file.dezwork.sandbox, over_file.dezwork.sandbox), (false, true));
    }

    #[test]
    fn a_table_shows_no_control_characters_and_no_empty_cell() {
        let credential = Credential {
            id: "1".to_owned(),
            api: "reportei".to_owned(),
            tenant: Tenant { id: "acme".to_owned(), name: "A\u{1b}[31m\ncme".to_owned() },
            permissions: Permissions::default(),
            name: String::new(),
            created_at: DateTime::UNIX_EPOCH,
            revoked_at: None,
        };

        assert_eq!(
            table(&[credential]),
            "ID  API       TENANT  TENANT NAME  NAME  CREATED               REVOKED\n\
             1   reportei  acme    A?[31m?cme   -     1970-01-01T00:00:00Z  -\n"
        );
    }
}
