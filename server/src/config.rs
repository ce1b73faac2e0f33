//! Everything that the server can be told.
//!
//! [`Config`] is plain data with usable defaults, so that a test says only what it wants otherwise. The same structure
//! is what a configuration file is read into: there is no second list of settings that could fall behind. The command
//! line is laid over it by `main`, and wins; the environment is deliberately not read.

use std::error::Error;
use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde::{Deserialize, Deserializer};

use crate::clock::Clock;
use crate::db::{DatabaseUrl, PostgresSettings};
use crate::limits::RateLimit;

/// The port where nobody chooses one.
const PORT: u16 = 8080;

/// What a request body may be long where nobody says otherwise. The documents' largest bodies are a tenth of it.
const BODY_BYTES_MAX: usize = 256 << 10;

/// Everything that the server can be told.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where all the APIs are served, each under its name. Port 0 takes a free one.
    #[serde(deserialize_with = "address")]
    pub listen: SocketAddr,
    /// What is kept where. A relative file is looked for in the working directory, also when a configuration file in
    /// another folder names it.
    #[serde(deserialize_with = "database")]
    pub database: DatabaseUrl,
    /// What can be said of PostgreSQL, where the data is there.
    pub postgres: PostgresSettings,
    /// Whether the demo accounts open anything. `None`: when every listener is a loopback address.
    pub demo: Option<bool>,
    /// What a request body may be long, in bytes.
    pub body_bytes_max: usize,
    /// How much is taken in at a time, and how long it may take.
    pub limits: LimitsConfig,
    /// What is logged, and how.
    pub log: LogConfig,
    /// What can be said of Carbonext.
    pub carbonext: ApiConfig,
    /// What can be said of Tradevest.
    pub tradevest: ApiConfig,
    /// What is special to Dezwork.
    pub dezwork: DezworkConfig,
    /// What can be said of Portos.
    pub portos: ApiConfig,
    /// What is special to Reportei.
    pub reportei: ReporteiConfig,
    /// Who tells the time. A file cannot say it: only tests stop the clock.
    #[serde(skip)]
    pub clock: Clock,
}

/// What can be said of an API that has nothing special.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ApiConfig {
    /// A listener beside the common one, with the API's paths at the root, as a stand-in for the vendor.
    #[serde(deserialize_with = "address_of_its_own")]
    pub listen: Option<SocketAddr>,
}

/// What is special to Dezwork.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DezworkConfig {
    /// Whether this is the sandbox: registrations are not kept, and are reset every 30 minutes.
    pub sandbox: bool,
    /// A listener beside the common one, with the API's paths at the root, as a stand-in for the vendor.
    #[serde(deserialize_with = "address_of_its_own")]
    pub listen: Option<SocketAddr>,
}

/// What is special to Reportei.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReporteiConfig {
    /// How often one merchant may call. Not limited where nothing is said.
    #[serde(with = "RateLimitInFile")]
    pub rate_limit: RateLimit,
    /// A listener beside the common one, with the API's paths at the root, as a stand-in for the vendor.
    #[serde(deserialize_with = "address_of_its_own")]
    pub listen: Option<SocketAddr>,
}

/// How a file writes a [`RateLimit`], which itself knows of no files.
#[derive(Deserialize)]
#[serde(remote = "RateLimit", deny_unknown_fields)]
struct RateLimitInFile {
    per_minute: Option<NonZeroU32>,
    per_second: Option<NonZeroU32>,
}

/// How much is taken in at a time, on all listeners together, and how long it may take. What is past a maximum is told at
/// once to come back, by a 503 with `Retry-After`.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(default, deny_unknown_fields)]
pub struct LimitsConfig {
    /// Connections at a time, those included on which nothing is asked just then. A process may open 1,024 files where
    /// nobody says otherwise, and this server opens others too.
    pub connections_max: NonZeroUsize,
    /// Requests that are being answered at a time.
    pub requests_max: NonZeroUsize,
    /// How long a request's head may take to arrive, and how long a new connection may be without one, in seconds.
    pub header_read_seconds_max: NonZeroU32,
    /// How long a request's body may take to arrive, in seconds.
    pub body_read_seconds_max: NonZeroU32,
    /// How long a connection is kept between two requests, or with an answer that its caller does not take, in seconds.
    pub idle_seconds_max: NonZeroU32,
}

/// What is logged, and how.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(default, deny_unknown_fields)]
pub struct LogConfig {
    /// How a line of the log looks.
    pub format: LogFormat,
    /// The least of what is logged.
    pub level: LogLevel,
}

/// How a line of the log looks.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Text on a terminal, JSON elsewhere.
    #[default]
    Auto,
    /// A JSON object a line, for programs.
    Json,
    /// For people.
    Text,
}

/// The least of what is logged.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    /// Nothing.
    Off,
    /// What somebody has to look into.
    Error,
    /// What somebody may have to look into.
    Warn,
    /// Every request.
    #[default]
    Info,
    /// Every connection too.
    Debug,
}

impl Default for LimitsConfig {
    fn default() -> Self {
        const fn seconds(seconds: u32) -> NonZeroU32 {
            NonZeroU32::new(seconds).expect("some seconds")
        }
        const PLACES: NonZeroUsize = NonZeroUsize::new(512).expect("some places");

        Self {
            connections_max: PLACES,
            requests_max: PLACES,
            header_read_seconds_max: seconds(10),
            body_read_seconds_max: seconds(30),
            idle_seconds_max: seconds(60),
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, PORT)),
            database: DatabaseUrl::SqliteFile(PathBuf::from("customers.db")),
            postgres: PostgresSettings::default(),
            demo: None,
            body_bytes_max: BODY_BYTES_MAX,
            limits: LimitsConfig::default(),
            log: LogConfig::default(),
            carbonext: ApiConfig::default(),
            tradevest: ApiConfig::default(),
            dezwork: DezworkConfig::default(),
            portos: ApiConfig::default(),
            reportei: ReporteiConfig::default(),
            clock: Clock::system(),
        }
    }
}

impl Config {
    /// Reads a configuration file. What it does not say stays as the default has it.
    pub fn from_file(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| ConfigError::CannotRead { path: path.to_owned(), source })?;
        toml::from_str(&text).map_err(|error| ConfigError::not_understood(path, &text, &error))
    }

    /// The listeners that APIs have for themselves.
    pub fn own_listeners(&self) -> impl Iterator<Item = (&'static str, SocketAddr)> + use<> {
        [
            ("carbonext", self.carbonext.listen),
            ("dezwork", self.dezwork.listen),
            ("portos", self.portos.listen),
            ("reportei", self.reportei.listen),
            ("tradevest", self.tradevest.listen),
        ]
        .into_iter()
        .filter_map(|(api, listen)| Some((api, listen?)))
    }

    /// Whether the demo accounts are to open anything.
    ///
    /// Their secrets are public, so that they are on only where nobody but this machine can try them.
    pub fn demo_enabled(&self) -> Result<bool, DemoRefused> {
        let listeners = std::iter::once(self.listen).chain(self.own_listeners().map(|(_, address)| address));
        let public = listeners.into_iter().find(|address| !address.ip().to_canonical().is_loopback());
        match (self.demo, public) {
            (Some(true), Some(address)) => Err(DemoRefused { address }),
            (demo, public) => Ok(demo.unwrap_or(public.is_none())),
        }
    }
}

/// Reads the address of a listener.
pub fn parse_address(text: &str) -> Result<SocketAddr, &'static str> {
    text.parse()
        .map_err(|_| "no address to listen on: write IP:PORT, for example 127.0.0.1:8080 or [::1]:8080")
}

fn address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SocketAddr, D::Error> {
    parse_address(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
}

fn address_of_its_own<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SocketAddr>, D::Error> {
    address(deserializer).map(Some)
}

fn database<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DatabaseUrl, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}

/// Why a configuration file cannot be used. It does not repeat the file's text, which may hold a password.
#[derive(Debug)]
pub enum ConfigError {
    /// The file cannot be read.
    CannotRead {
        /// The file given.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// What is written in it is not understood.
    NotUnderstood {
        /// The file given.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The character in the line, from 1.
        column: usize,
        /// What is wrong there.
        message: String,
    },
}

impl ConfigError {
    fn not_understood(path: &Path, text: &str, error: &toml::de::Error) -> Self {
        let start = error.span().map_or(0, |span| span.start);
        let before = text.get(..start).unwrap_or("");
        // In TOML these are called keys; the parser speaks of Rust's fields.
        let message = error.message().trim().replace("unknown field", "unknown key").replace('\n', ": ");
        Self::NotUnderstood {
            path: path.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before.chars().rev().take_while(|c| *c != '\n').count() + 1,
            message,
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CannotRead { path, .. } => write!(
                formatter,
                "cannot read the configuration file {}: check its name, and that this user may read it",
                path.display()
            ),
            Self::NotUnderstood { path, line, column, message } => write!(
                formatter,
                "cannot use the configuration file {}: line {line}, column {column}: {message}; mend that line, and \
                 start again",
                path.display()
            ),
        }
    }
}

impl Error for ConfigError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::CannotRead { source, .. } => Some(source),
            Self::NotUnderstood { .. } => None,
        }
    }
}

/// Demo accounts were asked for where others than this machine could use them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoRefused {
    /// The listener that others can reach.
    pub address: SocketAddr,
}

impl fmt::Display for DemoRefused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address = self.address;
        write!(
            formatter,
            "cannot switch the demo accounts on with a listener on {address}: everybody knows their secrets, and \
             other machines reach that address; listen on 127.0.0.1, or leave --demo out and issue credentials with \
             `customers-server credentials create`"
        )
    }
}

impl Error for DemoRefused {}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config, String> {
        toml::from_str(text)
            .map_err(|error| ConfigError::not_understood(Path::new("server.toml"), text, &error).to_string())
    }

    /// The settings that are explained to who operates the server, and their defaults.
    fn explained() -> Vec<(&'static str, &'static str)> {
        let page = include_str!("../README.md");
        let rows = page.lines().skip_while(|line| *line != "| setting | default | what it is |").skip(2);
        let cell = |text: &'static str| text.trim().trim_matches('`');
        rows.map_while(|row| {
            let mut cells = row.strip_prefix('|')?.split('|');
            Some((cell(cells.next()?), cell(cells.next()?)))
        })
        .collect()
    }

    #[test]
    fn the_defaults_that_are_explained_are_the_defaults() {
        let explained = explained();
        assert!(explained.len() > 10);
        for (setting, default) in explained.into_iter().filter(|(_, default)| !default.is_empty()) {
            let config = read(&format!("{setting} = {default}")).unwrap();

            assert_eq!(format!("{config:?}"), format!("{:?}", Config::default()), "{setting}");
        }
    }

    #[test]
    fn every_setting_is_explained() {
        let explained: Vec<_> = explained().into_iter().map(|(setting, _)| setting).collect();
        let tables =
            ["", "postgres", "limits", "log", "carbonext", "tradevest", "portos", "dezwork", "reportei"];
        for table in tables {
            let prefix = if table.is_empty() { String::new() } else { format!("{table}.") };
            // Who asks for what there is not is told what there is.
            let there = read(&format!("{prefix}no-such-setting = 1")).unwrap_err();
            let settings = there.split('`').skip(3).step_by(2).filter(|name| !tables.contains(name));
            let settings: Vec<_> = settings.map(|name| format!("{prefix}{name}")).collect();
            assert!(!settings.is_empty(), "{there}");
            for setting in settings {
                assert!(explained.contains(&setting.as_str()), "server/README.md does not explain {setting}");
            }
        }
    }

    #[test]
    fn an_empty_file_is_the_default() {
        let config = read("").unwrap();

        assert_eq!(format!("{config:?}"), format!("{:?}", Config::default()));
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.database.to_string(), "sqlite:customers.db");
    }

    #[test]
    fn a_file_can_say_everything() {
        let config = read(
            r#"
            listen = "[::1]:9000"
            database = "sqlite:/var/lib/customers.db"
            demo = false
            body_bytes_max = 1_000

            [limits]
            connections_max = 5
            requests_max = 4
            header_read_seconds_max = 3
            body_read_seconds_max = 2
            idle_seconds_max = 1

            [log]
            format = "json"
            level = "warn"

            [dezwork]
            listen = "127.0.0.1:9002"
            sandbox = true

            [reportei]
            listen = "127.0.0.1:9001"
            rate_limit = { per_minute = 60, per_second = 5 }
            "#,
        )
        .unwrap();

        assert_eq!(config.listen.to_string(), "[::1]:9000");
        assert_eq!(config.database.to_string(), "sqlite:/var/lib/customers.db");
        assert_eq!((config.demo, config.body_bytes_max), (Some(false), 1_000));
        let limits = config.limits;
        assert_eq!((limits.connections_max.get(), limits.requests_max.get()), (5, 4));
        assert_eq!((limits.header_read_seconds_max.get(), limits.body_read_seconds_max.get()), (3, 2));
        assert_eq!(limits.idle_seconds_max.get(), 1);
        assert_eq!(config.log, LogConfig { format: LogFormat::Json, level: LogLevel::Warn });
        let own: Vec<_> = config.own_listeners().map(|(api, address)| (api, address.to_string())).collect();
        let expected = [("dezwork", "127.0.0.1:9002"), ("reportei", "127.0.0.1:9001")];
        assert_eq!(own, expected.map(|(api, address)| (api, address.to_owned())));
        assert!(config.dezwork.sandbox);
        let limit = RateLimit { per_minute: NonZeroU32::new(60), per_second: NonZeroU32::new(5) };
        assert_eq!(config.reportei.rate_limit, limit);
    }

    #[test]
    fn what_a_file_should_not_say_is_named_with_its_place_and_what_would_do() {
        for (text, expected, reason) in [
            (
                "demo = true\nlisen = \"\"",
                "line 2, column 1: unknown key `lisen`, expected one of `listen`",
                "a key",
            ),
            (
                "[reportei]\nrate = 1",
                "line 2, column 1: unknown key `rate`, expected `rate_limit`",
                "a key in a section",
            ),
            ("[reportei.rate_limit]\nper_hour = 1", "line 2, column 1: unknown key `per_hour`", "deeper"),
            ("[carbonexxt]", "line 1, column 2: unknown key `carbonexxt`", "an API"),
            ("clock = 1", "unknown key `clock`", "what only a test may set"),
            ("listen = \"8080\"", "line 1, column 10: no address to listen on: write IP:PORT", "an address"),
            ("[reportei]\nlisten = \"localhost\"", "line 2, column 10: no address", "an API's address"),
            (
                "database = \"customers.db\"",
                "line 1, column 12: the database URL is of no known kind",
                "a database",
            ),
            ("[log]\nlevel = \"loud\"", "unknown variant `loud`, expected one of `off`, `error`", "a level"),
            ("[reportei.rate_limit]\nper_minute = 0", "expected a nonzero u32", "a limit of nothing"),
            (
                "[limits]\nrequests_max = 0",
                "line 2, column 16: invalid value: integer `0`",
                "no requests at all",
            ),
            ("[limits]\nidle_seconds_max = -1", "line 2, column 20: invalid value", "less than no time"),
            (
                "[limits]\nbody_bytes_max = 1",
                "line 2, column 1: unknown key `body_bytes_max`",
                "in another place",
            ),
            ("demo = \"yes\"", "expected a boolean", "a type"),
            ("demo =", "line 1, column 7", "no TOML"),
        ] {
            let message = read(text).unwrap_err();
            assert!(message.contains(expected), "{reason}: {message}");
            assert!(message.contains("server.toml"), "{reason}: {message}");
            assert!(!message.contains('\n'), "{reason}: {message}");
        }
    }

    #[test]
    fn a_password_in_a_wrong_file_is_not_repeated() {
        for text in
            ["database = \"mysql://user:hunter2@host/db\"", "database = \"postgres://user:hunter2@host/db"]
        {
            let message = read(text).unwrap_err();
            assert!(!message.contains("hunter2"), "{message}");
        }
    }

    #[test]
    fn demo_accounts_are_on_only_where_nobody_else_can_reach_them() {
        let on = Ok(true);
        let off = Ok(false);
        for (demo, listen, own, expected, reason) in [
            (None, "127.0.0.1:80", None, on, "loopback"),
            (None, "127.8.9.1:80", None, on, "all of 127/8 is loopback"),
            (None, "[::1]:80", Some("127.0.0.1:81"), on, "both loopback"),
            (None, "[::ffff:127.0.0.1]:80", None, on, "loopback in IPv6's clothes"),
            (None, "0.0.0.0:80", None, off, "every address"),
            (None, "[::]:80", None, off, "every address, IPv6"),
            (None, "10.0.0.1:80", None, off, "another network"),
            (None, "127.0.0.1:80", Some("0.0.0.0:81"), off, "an API's own listener counts"),
            (Some(false), "127.0.0.1:80", None, off, "switched off"),
            (Some(true), "127.0.0.1:80", None, on, "switched on"),
            (Some(false), "0.0.0.0:80", None, off, "switched off in public"),
            (Some(true), "0.0.0.0:80", None, refused("0.0.0.0:80"), "switched on in public"),
            (
                Some(true),
                "[::1]:80",
                Some("10.0.0.1:81"),
                refused("10.0.0.1:81"),
                "switched on in public, own",
            ),
        ] {
            let reportei =
                ReporteiConfig { listen: own.map(|own| own.parse().unwrap()), ..ReporteiConfig::default() };
            let config = Config { demo, listen: listen.parse().unwrap(), reportei, ..Config::default() };
            assert_eq!(config.demo_enabled(), expected, "{reason}");
        }
    }

    fn refused(address: &str) -> Result<bool, DemoRefused> {
        Err(DemoRefused { address: address.parse().unwrap() })
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let error = Config::from_file(Path::new("/nowhere/server.toml")).unwrap_err();

        assert!(error.to_string().contains("/nowhere/server.toml"), "{error}");
        assert!(error.source().is_some());
    }
}
