//! The command line.
//!
//! Results go to standard output, everything else to standard error. Either may be closed while the program runs, so writing
//! to them must not panic.

mod progress;

use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, ErrorKind, Write as _};
use std::net::SocketAddr;
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use chrono::{DateTime, SecondsFormat, Utc};
use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser as _};
use clap::{Arg, ArgAction, ArgMatches, Args, FromArgMatches, Parser, Subcommand, value_parser};
use customers_server::Server;
use customers_server::api::{self, APIS, Api, Switch};
use customers_server::auth::credentials::{self, Credential, CredentialKind, NewCredential};
use customers_server::auth::{Permissions, Tenant, revoke};
use customers_server::config::{Config, LogFormat, LogLevel, parse_address};
use customers_server::db::backup;
use customers_server::db::{Database, DatabaseUrl};
use mimalloc::MiMalloc;

use self::progress::Progress;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Exit code for invalid arguments; the same as clap's.
const USAGE: u8 = 2;

/// Serves customer-management APIs as their vendors document them.
///
/// Serves if no command is given. The command line takes precedence over the configuration file.
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
    /// Serve the APIs (the default)
    Serve(ServeOptions),
    /// Create, list and revoke credentials
    #[command(subcommand)]
    Credentials(CredentialsCommand),
    /// Print the OpenAPI document of an API
    Openapi {
        /// The API
        #[arg(value_name = "API", value_parser = api_parser())]
        api: &'static Api,
        /// Print the description, in JSON, that dropshot generates from the server's endpoints
        #[arg(long)]
        as_served: bool,
    },
    /// Back up an SQLite database to a file; servers may keep using it
    Backup {
        /// The file to create
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Replace an existing file
        #[arg(long)]
        force: bool,
        #[command(flatten)]
        settings: Settings,
    },
    /// Insert generated customers
    Seed {
        /// The API
        #[arg(value_name = "API", value_parser = api_parser())]
        api: &'static Api,
        /// Number of customers
        #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..))]
        count: u64,
        /// Tenant of the customers
        #[arg(long, value_name = "ID", default_value = "demo", value_parser = NonEmptyStringValueParser::new())]
        tenant: String,
        #[command(flatten)]
        settings: Settings,
    },
}

#[derive(Debug, Subcommand)]
enum CredentialsCommand {
    /// Create a credential and print its secret, which is shown only once
    Create {
        /// The API
        #[arg(value_name = "API", value_parser = api_parser())]
        api: &'static Api,
        /// Tenant whose data the holder can access
        #[arg(long, value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
        tenant: String,
        /// Display name of the tenant [default: the ID]
        #[arg(long, value_name = "NAME")]
        tenant_name: Option<String>,
        /// Permission of the holder, if the API has permissions; may be repeated [default: all]
        #[arg(long = "permission", value_name = "PERMISSION")]
        permissions: Vec<String>,
        /// Label of the credential, such as the machine that uses it
        #[arg(long, value_name = "LABEL")]
        name: Option<String>,
        #[command(flatten)]
        settings: Settings,
    },
    /// List credentials, including revoked ones, without their secrets
    List {
        /// The API [default: all]
        #[arg(value_name = "API", value_parser = api_parser())]
        api: Option<&'static Api>,
        #[command(flatten)]
        settings: Settings,
    },
    /// Revoke a credential
    Revoke {
        /// Id of the credential, as shown by `credentials list`
        id: String,
        #[command(flatten)]
        settings: Settings,
    },
}

/// Options of every command that uses the database.
#[derive(Debug, Args)]
struct Settings {
    // Parsed later: clap repeats an invalid value, and this one can contain a password. Not a doc comment, in which the URLs
    // would need backticks that the help text does not want.
    #[arg(
        long,
        value_name = "URL",
        help = "The database: sqlite:FILE, sqlite::memory: or postgres://USER:PASSWORD@HOST/NAME [default: sqlite:customers.db]"
    )]
    database: Option<String>,
    /// Configuration file, in TOML
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct ServeOptions {
    /// Address to listen on; port 0 takes a free port [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR", value_parser = parse_address)]
    listen: Option<SocketAddr>,
    #[command(flatten)]
    settings: Settings,
    /// Enable the demo accounts; the default if every listener is a loopback address
    #[arg(long, conflicts_with = "no_demo")]
    demo: bool,
    /// Disable the demo accounts
    #[arg(long)]
    no_demo: bool,
    #[command(flatten)]
    switches: ApiSwitches,
    /// Format of the log; auto is text on a terminal and JSON elsewhere [default: auto]
    #[arg(long, value_name = "FORMAT")]
    log_format: Option<LogFormat>,
    /// Minimum level of log records [default: info]
    #[arg(long, value_name = "LEVEL")]
    log_level: Option<LogLevel>,
}

/// Settings of the APIs that are turned on: API and setting.
#[derive(Debug)]
struct ApiSwitches(Vec<(&'static str, &'static str)>);

impl ApiSwitches {
    /// Returns all switches, each with the name of its API.
    fn all() -> impl Iterator<Item = (&'static str, &'static Switch)> {
        APIS.iter().flat_map(|api| api.settings.switches.iter().map(|switch| (api.name, switch)))
    }
}

impl Args for ApiSwitches {
    fn augment_args(command: clap::Command) -> clap::Command {
        command.args(Self::all().map(|(_, switch)| {
            Arg::new(switch.flag).long(switch.flag).action(ArgAction::SetTrue).help(switch.help)
        }))
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for ApiSwitches {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let on = Self::all().filter(|(_, switch)| matches.get_flag(switch.flag));
        Ok(Self(on.map(|(api, switch)| (api, switch.setting)).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn api_parser() -> impl clap::builder::TypedValueParser<Value = &'static Api> {
    PossibleValuesParser::new(APIS.iter().map(|api| api.name))
        .map(|name| api::find(&name).expect("possible values are names of APIs"))
}

impl Settings {
    fn into_config(self) -> Result<Config, Failure> {
        let mut config = match self.config {
            Some(path) => Config::from_file(&path)?,
            None => Config::default(),
        };
        if let Some(url) = self.database {
            config.database = url
                .parse()
                .map_err(|error: customers_server::db::DatabaseUrlError| Failure::usage(&error))?;
        }
        Ok(config)
    }
}

impl ServeOptions {
    fn into_config(self) -> Result<Config, Failure> {
        let mut config = self.settings.into_config()?;
        config.listen = self.listen.unwrap_or(config.listen);
        for (api, setting) in self.switches.0 {
            config.api(api).set(setting, true);
        }
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
        Err(error) => return Failure::caused("cannot start the runtime", error).report(),
    };
    let outcome = runtime.block_on(run(command_line));
    // Requests still in flight have had their time.
    runtime.shutdown_background();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

async fn run(command_line: CommandLine) -> Result<(), Failure> {
    ignore_sigxfsz();
    match command_line.command.unwrap_or(Command::Serve(command_line.serve)) {
        Command::Serve(options) => serve(options.into_config()?).await,
        Command::Credentials(command) => run_credentials(command).await,
        Command::Openapi { api, as_served: false } => print(api.document),
        Command::Openapi { api, as_served: true } => print(&format!("{:#}\n", api.describe())),
        Command::Backup { file, force, settings } => back_up(file, force, settings.into_config()?).await,
        Command::Seed { api, count, tenant, settings } => {
            seed(api, count, tenant, settings.into_config()?).await
        }
    }
}

async fn serve(config: Config) -> Result<(), Failure> {
    // Before the first line is printed: its reader may send a signal immediately.
    let mut signals = Signals::catch()?;
    let server = customers_server::start(config).await?;
    // A closed standard output does not stop the server.
    let _ = print(&greeting(&server));

    signals.next().await;
    tokio::select! {
        () = server.stop() => Ok(()),
        () = signals.next() => Err(Failure::new("stopped at a second signal: requests in flight were aborted")),
    }
}

fn greeting(server: &Server) -> String {
    let address = server.address();
    let mut lines = format!("listening on http://{address}\ndocs: http://{address}/docs/\n");
    for Api { name, sign_in, demo_accounts, .. } in APIS {
        let _ = writeln!(lines, "{name}: {}", server.api_url(name));
        let _ = writeln!(lines, "{name}, OpenAPI document: http://{address}/openapi/{name}.yaml");
        if server.demo_enabled() {
            let accounts = demo_accounts.iter().map(|account| {
                let name = account.name.map_or_else(String::new, |name| format!("{name} / "));
                format!("{name}{} ({})", account.secret, account.tenant_name)
            });
            let accounts: Vec<_> = accounts.collect();
            let _ = writeln!(lines, "{name}, demo accounts: {sign_in} {}", accounts.join(" or "));
        }
    }
    lines
}

/// The signals that ask a program to stop.
struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(windows)]
    interrupt: tokio::signal::windows::CtrlC,
}

impl Signals {
    fn catch() -> Result<Self, Failure> {
        Self::try_catch().map_err(|error| Failure::caused("cannot handle signals", error))
    }

    #[cfg(unix)]
    fn try_catch() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};

        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    #[cfg(windows)]
    fn try_catch() -> io::Result<Self> {
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

/// Makes a write over the file size limit fail like one on a full disk, instead of ending the process.
fn ignore_sigxfsz() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};

        /// The number on Linux and the BSDs.
        const SIGXFSZ: i32 = 25;

        let _ = signal(SignalKind::from_raw(SIGXFSZ));
    }
}

async fn run_credentials(command: CredentialsCommand) -> Result<(), Failure> {
    match command {
        CredentialsCommand::Create { api, tenant, tenant_name, permissions, name, settings } => {
            let new = NewCredential {
                api: api.name.to_owned(),
                kind: api.credentials,
                permissions: permissions_at(api, permissions)?,
                tenant: Tenant { name: tenant_name.unwrap_or_else(|| tenant.clone()), id: tenant },
                name: name.unwrap_or_default(),
            };
            let database = open(&settings.into_config()?).await?;
            create_credential(&database, new).await?;
            database.close().await;
        }
        CredentialsCommand::List { api, settings } => {
            let database = open_existing(&settings.into_config()?).await?;
            let api = api.map(|api| api.name);
            let listed = database.read(move |connection| credentials::list(connection, api)).await?;
            database.close().await;
            print(&table(&listed))?;
        }
        CredentialsCommand::Revoke { id, settings } => {
            let database = open_existing(&settings.into_config()?).await?;
            let wanted = id.clone();
            let revoked = database.write(move |connection| revoke(connection, &wanted, Utc::now())).await?;
            database.close().await;
            let revoked = revoked.ok_or_else(|| {
                let id = one_line(&id);
                Failure::new(format!(
                    "no credential has the id {id}. List them with `customers-server credentials list`"
                ))
            })?;
            let since = revoked.revoked_at.map_or_else(String::new, |at| format!(" since {}", time(at)));
            print(&format!("{} is revoked{since}\n", revoked.id))?;
        }
    }
    Ok(())
}

/// Returns the requested permissions, or all of the API's.
fn permissions_at(api: &Api, requested: Vec<String>) -> Result<Permissions, Failure> {
    if requested.is_empty() {
        return Ok(api.permissions.iter().copied().collect());
    }
    let unknown = requested.iter().find(|permission| !api.permissions.contains(&permission.as_str()));
    match unknown.map(|permission| one_line(permission)) {
        None => Ok(requested.into_iter().collect()),
        Some(unknown) if api.permissions.is_empty() => {
            Err(Failure::usage(&format!("unknown permission {unknown}: this API has no permissions")))
        }
        Some(unknown) => Err(Failure::usage(&format!(
            "unknown permission {unknown}: expected one of {}",
            api.permissions.join(", ")
        ))),
    }
}

async fn create_credential(database: &Database, new: NewCredential) -> Result<(), Failure> {
    let usage = match new.kind {
        CredentialKind::BearerToken => "",
        CredentialKind::ClientCredentials => {
            " Sign in with the id as client_id and the secret as client_secret."
        }
        CredentialKind::UserPassword => {
            " Sign in with the id as the user name and the secret as the password."
        }
    };
    let issued = database.write(move |connection| credentials::create(connection, &new, Utc::now())).await?;
    let Credential { id, api, tenant, .. } = issued.credential;
    // A closed pipe is an error here, because the secret cannot be shown again.
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "id: {id}\nsecret: {}", issued.secret.expose()).and_then(|()| stdout.flush()).map_err(
        |error| {
            let text = format!(
                "cannot print the secret of the new credential {id}. Revoke it with `customers-server credentials \
                 revoke {id}` and create another"
            );
            Failure::caused(text, error)
        },
    )?;
    eprint(&format!(
        "This is the only time that the secret is shown: only its hash is stored. It gives access to {api} for the \
         tenant {}.{usage}",
        one_line(&tenant.id)
    ));
    Ok(())
}

/// Returns a table of credentials. The id is the first column.
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

/// Replaces control characters, which could move the terminal's cursor.
fn one_line(text: &str) -> String {
    if text.is_empty() { "-".to_owned() } else { text.replace(char::is_control, "?") }
}

fn time(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

async fn seed(api: &'static Api, count: u64, tenant: String, config: Config) -> Result<(), Failure> {
    if config.database == DatabaseUrl::SqliteMemory {
        return Err(Failure::new(IN_MEMORY));
    }
    let database = Database::open_to_fill(&config.database, config.postgres, &api::schemas()).await?;
    let mut progress = Progress::begin(count, "customers");
    api::seed::fill(&database, api.seed, &tenant, count, Utc::now(), |done| progress.update(done)).await?;
    progress.end();
    database.close().await;
    Ok(())
}

async fn back_up(file: PathBuf, force: bool, config: Config) -> Result<(), Failure> {
    let mut signals = Signals::catch()?;
    let started = Instant::now();
    let stop = Arc::new(AtomicBool::new(false));
    let mut copying = tokio::task::spawn_blocking({
        let (file, stop) = (file.clone(), Arc::clone(&stop));
        move || backup::back_up(&config.database, &file, force, &stop)
    });
    let copied = tokio::select! {
        copied = &mut copying => copied,
        () = signals.next() => {
            // The backup removes its partial file and ends.
            stop.store(true, Ordering::Relaxed);
            copying.await
        }
    };
    let bytes = copied.unwrap_or_else(|ended| resume_unwind(ended.into_panic()))?;
    let seconds = started.elapsed().as_secs_f64();
    print(&format!("{}: {}, checked, in {seconds:.1} s\n", file.display(), megabytes(bytes)))
}

/// Formats a length.
#[allow(clippy::cast_precision_loss, reason = "only the first digits are printed")]
fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

const IN_MEMORY: &str = "a database in memory is lost when this command ends. Name a file, such as --database \
                         sqlite:customers.db";

/// Opens the database for a command whose result has to outlive the process.
async fn open(config: &Config) -> Result<Database, Failure> {
    if config.database == DatabaseUrl::SqliteMemory {
        return Err(Failure::new(IN_MEMORY));
    }
    Ok(Database::open(&config.database, config.postgres, &api::schemas()).await?)
}

/// Opens the database for a command that is of no use on a new one.
async fn open_existing(config: &Config) -> Result<Database, Failure> {
    match &config.database {
        DatabaseUrl::SqliteFile(path) if !path.exists() => {
            let path = path.display();
            let advice = "check --database, or create it by serving";
            Err(Failure::new(format!("the database file {path} does not exist: {advice}")))
        }
        _ => open(config).await,
    }
}

/// Prints to standard output. A closed pipe is not an error.
fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::caused("cannot write to standard output", error))
        }
        _ => Ok(()),
    }
}

/// Prints a line to standard error.
fn eprint(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Failure of a command.
#[derive(Debug)]
struct Failure {
    message: String,
    /// Descriptions of its causes, the immediate one first.
    causes: Vec<String>,
    exit_code: u8,
}

impl Failure {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), causes: Vec::new(), exit_code: 1 }
    }

    fn caused(message: impl Into<String>, cause: impl Error) -> Self {
        let causes = std::iter::once(cause.to_string()).chain(causes_of(&cause)).collect();
        Self { message: message.into(), causes, exit_code: 1 }
    }

    fn usage(error: &impl ToString) -> Self {
        Self { message: error.to_string(), causes: Vec::new(), exit_code: USAGE }
    }

    /// Prints the failure with its causes.
    fn report(&self) -> ExitCode {
        eprint(&format!("error: {}", self.message));
        for cause in &self.causes {
            eprint(&format!("  caused by: {cause}"));
        }
        ExitCode::from(self.exit_code)
    }
}

fn causes_of(error: &dyn Error) -> Vec<String> {
    let mut causes = Vec::new();
    let mut cause = error.source();
    while let Some(error) = cause {
        causes.push(error.to_string());
        cause = error.source();
    }
    causes
}

impl<E: Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self { message: error.to_string(), causes: causes_of(&error), exit_code: 1 }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn command_line_is_consistent() {
        CommandLine::command().debug_assert();
    }

    /// Returns the configuration of `serve`.
    fn config(arguments: &[&str]) -> Config {
        let given = std::iter::once("customers-server").chain(arguments.iter().copied());
        let command_line = CommandLine::try_parse_from(given).unwrap();
        let Command::Serve(options) = command_line.command.unwrap_or(Command::Serve(command_line.serve))
        else {
            panic!("{arguments:?} does not serve")
        };
        options.into_config().unwrap()
    }

    #[test]
    fn command_line_overrides_file_and_file_overrides_default() {
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
    }

    #[test]
    fn switches_turn_on_settings_of_apis() {
        for (api, switch) in ApiSwitches::all() {
            let mut on = config(&[&format!("--{}", switch.flag)]);
            assert_eq!(on.api(api).settings.get(switch.setting).and_then(toml::Value::as_bool), Some(true));
            assert!(config(&[]).api.is_empty());
        }
    }

    #[test]
    fn table_has_no_control_characters_and_no_empty_cell() {
        let credential = Credential {
            id: "1".to_owned(),
            api: "shop".to_owned(),
            tenant: Tenant { id: "acme".to_owned(), name: "A\u{1b}[31m\ncme".to_owned() },
            permissions: Permissions::default(),
            name: String::new(),
            created_at: DateTime::UNIX_EPOCH,
            revoked_at: None,
        };

        assert_eq!(
            table(&[credential]),
            "ID  API   TENANT  TENANT NAME  NAME  CREATED               REVOKED\n\
             1   shop  acme    A?[31m?cme   -     1970-01-01T00:00:00Z  -\n"
        );
    }
}
