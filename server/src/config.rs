//! Configuration of the server.
//!
//! [`Config`] is plain data with usable defaults. A configuration file is read into the same structure, so there is no
//! second list of settings. `main` applies the command line on top of it. Environment variables are not read.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::num::{NonZeroU32, NonZeroUsize};
use std::ops::Range;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize};
use toml::de::{DeTable, DeValue, ValueDeserializer};

use crate::api::{self, Api};
use crate::clock::Clock;
use crate::db::{DatabaseUrl, PostgresSettings};

/// Default port.
const PORT: u16 = 8080;

/// Default limit of a request body; the largest body in the documents is a tenth of it.
const BODY_BYTES_MAX: usize = 256 << 10;

/// Configuration of the server.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Address of the common listener, which serves each API under its name. Port 0 takes a free port.
    #[serde(deserialize_with = "address")]
    pub listen: SocketAddr,
    /// The database. A relative file name is resolved against the working directory.
    #[serde(deserialize_with = "database")]
    pub database: DatabaseUrl,
    /// Settings of PostgreSQL.
    pub postgres: PostgresSettings,
    /// Whether demo accounts can sign in. `None`: if every listener is a loopback address.
    pub demo: Option<bool>,
    /// Maximum length of a request body, in bytes.
    pub body_bytes_max: usize,
    /// Limits of concurrency and time.
    pub limits: LimitsConfig,
    /// Logging.
    pub log: LogConfig,
    /// Settings of each API, by name.
    #[serde(deserialize_with = "read_separately")]
    pub api: BTreeMap<&'static str, ApiConfig>,
    /// The clock. It cannot be set in a file: only tests stop the clock.
    #[serde(skip)]
    pub clock: Clock,
}

/// Settings of an API: `[api.NAME]` in a configuration file.
#[derive(Clone, Debug, Default)]
pub struct ApiConfig {
    /// Address of a listener of its own, which serves the API at the root, as its vendor does.
    pub listen: Option<SocketAddr>,
    /// Settings that only this API has.
    pub settings: toml::Table,
}

impl ApiConfig {
    /// Sets a setting that only this API has.
    ///
    /// # Panics
    ///
    /// If the value cannot be written in TOML.
    pub fn set(&mut self, setting: &str, value: impl Serialize) {
        let value = toml::Value::try_from(value).unwrap_or_else(|error| panic!("{setting}: {error}"));
        self.settings.insert(setting.to_owned(), value);
    }
}

/// Limits of concurrency and time, for all listeners together. Requests over a limit are answered with 503 and
/// `Retry-After`.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(default, deny_unknown_fields)]
pub struct LimitsConfig {
    /// Requests in flight.
    pub requests_max: NonZeroUsize,
    /// Seconds until the body of a request has to be complete.
    pub body_read_seconds_max: NonZeroU32,
}

/// Logging.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(default, deny_unknown_fields)]
pub struct LogConfig {
    /// Format of the log.
    pub format: LogFormat,
    /// Minimum level of log records.
    pub level: LogLevel,
}

/// Format of the log.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Text on a terminal, JSON elsewhere.
    #[default]
    Auto,
    /// One JSON object per line.
    Json,
    /// Text.
    Text,
}

/// Minimum level of log records.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    /// Nothing.
    Off,
    /// Failures.
    Error,
    /// Possible failures.
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

        Self { requests_max: PLACES, body_read_seconds_max: seconds(30) }
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
            api: BTreeMap::new(),
            clock: Clock::system(),
        }
    }
}

impl Config {
    /// Reads a configuration file.
    pub fn from_file(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| ConfigError::CannotRead { path: path.to_owned(), source })?;
        Self::parse(&text).map_err(|error| error.in_file(path, &text))
    }

    fn parse(text: &str) -> Result<Self, SyntaxError> {
        let root = DeTable::parse(text)?;
        let apis = root.get_ref().get("api").cloned();
        let mut config = Self::deserialize(toml::de::Deserializer::from(root))?;
        let Some(apis) = apis else { return Ok(config) };
        let span = apis.span();
        let DeValue::Table(apis) = apis.into_inner() else {
            return Err(SyntaxError { span, message: "expected a table for each API".to_owned() });
        };
        for (name, value) in apis {
            let span = name.span();
            let Some(api) = api::find(name.get_ref()) else {
                let names: Vec<_> = api::APIS.iter().map(|api| api.name).collect();
                return Err(SyntaxError::unknown_key(span, name.get_ref(), &names));
            };
            config.api.insert(api.name, ApiConfig::parse(api, &value)?);
        }
        Ok(config)
    }

    /// Returns the settings of an API, to change them.
    ///
    /// # Panics
    ///
    /// If there is no API of this name.
    pub fn api(&mut self, name: &str) -> &mut ApiConfig {
        let api = api::find(name).unwrap_or_else(|| panic!("no API is called {name}"));
        self.api.entry(api.name).or_default()
    }

    /// Returns the APIs with a listener of their own, and its address.
    pub fn own_listeners(&self) -> impl Iterator<Item = (&'static str, SocketAddr)> {
        self.api.iter().filter_map(|(name, api)| Some((*name, api.listen?)))
    }

    /// Returns `true` if demo accounts can sign in.
    ///
    /// Their secrets are public, so they are rejected if a listener can be reached from other machines.
    pub fn demo_enabled(&self) -> Result<bool, DemoRefused> {
        let listeners = std::iter::once(self.listen).chain(self.own_listeners().map(|(_, address)| address));
        let public = listeners.into_iter().find(|address| !address.ip().to_canonical().is_loopback());
        match (self.demo, public) {
            (Some(true), Some(address)) => Err(DemoRefused { address }),
            (demo, public) => Ok(demo.unwrap_or(public.is_none())),
        }
    }
}

impl ApiConfig {
    fn parse(api: &Api, value: &toml::Spanned<DeValue<'_>>) -> Result<Self, SyntaxError> {
        let mut own = value.clone();
        let mut config = Self::default();
        if let DeValue::Table(table) = own.get_mut()
            && let Some(listen) = table.remove("listen")
        {
            let span = listen.span();
            let listen = address(ValueDeserializer::from(listen));
            config.listen = Some(listen.map_err(|error| SyntaxError { span, ..error.into() })?);
        }
        (api.settings.check)(ValueDeserializer::from(own.clone())).map_err(|error| {
            let mut error = SyntaxError::from(error);
            error.add_expected_key("listen");
            error
        })?;
        config.settings = toml::Table::deserialize(ValueDeserializer::from(own))?;
        Ok(config)
    }
}

/// Parses the address of a listener.
pub fn parse_address(text: &str) -> Result<SocketAddr, &'static str> {
    text.parse().map_err(|_| "invalid address: expected IP:PORT, such as 127.0.0.1:8080 or [::1]:8080")
}

fn address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SocketAddr, D::Error> {
    parse_address(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
}

fn database<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DatabaseUrl, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}

/// Skips the settings of the APIs: each API parses its own, see [`Config::parse`].
fn read_separately<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<&'static str, ApiConfig>, D::Error> {
    IgnoredAny::deserialize(deserializer).map(|_| BTreeMap::new())
}

/// An error at a position in a configuration file. It does not repeat the file's text, which may contain a password.
#[derive(Debug)]
struct SyntaxError {
    span: Range<usize>,
    message: String,
}

impl SyntaxError {
    fn unknown_key(span: Range<usize>, key: &str, expected: &[&str]) -> Self {
        let expected: Vec<_> = expected.iter().map(|name| format!("`{name}`")).collect();
        let one_of = if expected.len() > 1 { "one of " } else { "" };
        Self { span, message: format!("unknown key `{key}`, expected {one_of}{}", expected.join(", ")) }
    }

    /// Adds a key to those that are expected instead of an unknown one.
    fn add_expected_key(&mut self, key: &str) {
        let message = std::mem::take(&mut self.message);
        let names: Vec<_> = message.split('`').skip(1).step_by(2).collect();
        match names.split_first() {
            Some((unknown, expected)) if message.starts_with("unknown key ") => {
                *self = Self::unknown_key(self.span.clone(), unknown, &[&[key], expected].concat());
            }
            _ => self.message = message,
        }
    }

    fn in_file(self, path: &Path, text: &str) -> ConfigError {
        let before = text.get(..self.span.start).unwrap_or("");
        ConfigError::Invalid {
            path: path.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before.chars().rev().take_while(|c| *c != '\n').count() + 1,
            message: self.message,
        }
    }
}

impl From<toml::de::Error> for SyntaxError {
    fn from(error: toml::de::Error) -> Self {
        // TOML has keys; serde speaks of fields.
        let message = error.message().trim().replace("unknown field", "unknown key").replace('\n', ": ");
        Self { span: error.span().unwrap_or_default(), message }
    }
}

/// Error of reading a configuration file.
#[derive(Debug)]
pub enum ConfigError {
    /// The file cannot be read.
    CannotRead {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// The file is not valid.
    Invalid {
        /// The file.
        path: PathBuf,
        /// Line of the error, starting at 1.
        line: usize,
        /// Character in the line, starting at 1.
        column: usize,
        /// Description of the error.
        message: String,
    },
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CannotRead { path, .. } => {
                write!(formatter, "cannot read the configuration file {}", path.display())
            }
            Self::Invalid { path, line, column, message } => write!(
                formatter,
                "invalid configuration file {}: line {line}, column {column}: {message}",
                path.display()
            ),
        }
    }
}

impl Error for ConfigError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::CannotRead { source, .. } => Some(source),
            Self::Invalid { .. } => None,
        }
    }
}

/// Demo accounts are requested on a listener that other machines can reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoRefused {
    /// Address of the listener.
    pub address: SocketAddr,
}

impl fmt::Display for DemoRefused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address = self.address;
        write!(
            formatter,
            "cannot enable the demo accounts: their secrets are public, and other machines can reach {address}. Listen \
             on 127.0.0.1, or omit --demo and issue credentials with `customers-server credentials create`"
        )
    }
}

impl Error for DemoRefused {}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config, String> {
        Config::parse(text).map_err(|error| error.in_file(Path::new("server.toml"), text).to_string())
    }

    /// Returns the configuration file in `server/README.md`.
    fn documented() -> &'static str {
        let page = include_str!("../README.md");
        page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap()
    }

    #[test]
    fn documented_file_has_the_defaults() {
        let config = read(documented()).unwrap();

        let expected = Config { demo: config.demo, api: config.api.clone(), ..Config::default() };
        assert_eq!(format!("{config:?}"), format!("{expected:?}"));
    }

    #[test]
    fn every_setting_is_documented() {
        let file = toml::Value::Table(documented().parse().unwrap());
        let apis: Vec<_> = api::APIS.iter().map(|api| format!("api.{}", api.name)).collect();
        let tables = ["", "postgres", "limits", "log"].into_iter().chain(apis.iter().map(String::as_str));
        for table in tables {
            let prefix = if table.is_empty() { String::new() } else { format!("{table}.") };
            // The error about an unknown key lists the known ones.
            let known = read(&format!("{prefix}no-such-setting = 1")).unwrap_err();
            let settings: Vec<_> = known.split('`').skip(3).step_by(2).collect();
            assert!(!settings.is_empty(), "{known}");
            // Every API can have a listener; the file shows one.
            for setting in settings.into_iter().filter(|setting| table.is_empty() || *setting != "listen") {
                let path = format!("{prefix}{setting}");
                let mut keys = path.split('.');
                let found = keys.try_fold(&file, |value, key| value.get(key));
                assert!(found.is_some(), "server/README.md does not document {path}");
            }
        }
    }

    #[test]
    fn empty_file_is_the_default() {
        let config = read("").unwrap();

        assert_eq!(format!("{config:?}"), format!("{:?}", Config::default()));
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.database.to_string(), "sqlite:customers.db");
    }

    #[test]
    fn a_file_can_set_everything() {
        let [first, second] = [api::APIS[0].name, api::APIS[1].name];
        let config = read(
            r#"
            listen = "[::1]:9000"
            database = "sqlite:/var/lib/customers.db"
            demo = false
            body_bytes_max = 1_000

            [limits]
            requests_max = 4
            body_read_seconds_max = 2

            [log]
            format = "json"
            level = "warn"

            [api.APIB]
            listen = "127.0.0.1:9002"

            [api.APIA]
            listen = "127.0.0.1:9001"
            "#
            .replace("APIA", first)
            .replace("APIB", second)
            .as_str(),
        )
        .unwrap();

        assert_eq!(config.listen.to_string(), "[::1]:9000");
        assert_eq!(config.database.to_string(), "sqlite:/var/lib/customers.db");
        assert_eq!((config.demo, config.body_bytes_max), (Some(false), 1_000));
        let limits = config.limits;
        assert_eq!(limits.requests_max.get(), 4);
        assert_eq!(limits.body_read_seconds_max.get(), 2);
        assert_eq!(config.log, LogConfig { format: LogFormat::Json, level: LogLevel::Warn });
        let own: Vec<_> = config.own_listeners().map(|(api, address)| (api, address.to_string())).collect();
        let expected = [(first, "127.0.0.1:9001"), (second, "127.0.0.1:9002")];
        assert_eq!(own, expected.map(|(api, address)| (api, address.to_owned())));
    }

    #[test]
    fn errors_in_a_file_name_their_position_and_the_remedy() {
        let api = api::APIS[0].name;
        for (text, expected, reason) in [
            (
                "demo = true\nlisen = \"\"",
                "line 2, column 1: unknown key `lisen`, expected one of `listen`",
                "a key",
            ),
            (
                "[api.API]\nrate = 1",
                "line 2, column 1: unknown key `rate`, expected `listen`",
                "a key in a section",
            ),
            ("[limits.more]\nper_hour = 1", "line 1, column 9: unknown key `more`", "a section in a section"),
            ("[api.nothing]", "line 1, column 6: unknown key `nothing`, expected one of `", "an API"),
            ("api = 1", "line 1, column 7: expected a table for each API", "no table of APIs"),
            ("[api]\nAPI = 1", "line 2, column", "no table of an API"),
            ("clock = 1", "unknown key `clock`", "a setting for tests only"),
            ("listen = \"8080\"", "line 1, column 10: invalid address: expected IP:PORT", "an address"),
            ("[api.API]\nlisten = \"localhost\"", "line 2, column 10: invalid address", "an API's address"),
            (
                "database = \"customers.db\"",
                "line 1, column 12: invalid database URL: unknown scheme",
                "a database",
            ),
            ("[log]\nlevel = \"loud\"", "unknown variant `loud`, expected one of `off`, `error`", "a level"),
            (
                "[limits]\nrequests_max = 0",
                "line 2, column 16: invalid value: integer `0`",
                "no requests at all",
            ),
            ("[limits]\nbody_read_seconds_max = -1", "line 2, column 25: invalid value", "negative time"),
            (
                "[limits]\nbody_bytes_max = 1",
                "line 2, column 1: unknown key `body_bytes_max`",
                "a key of another table",
            ),
            ("demo = \"yes\"", "expected a boolean", "a type"),
            ("demo =", "line 1, column 7", "not TOML"),
        ] {
            let message = read(&text.replace("API", api)).unwrap_err();
            assert!(message.contains(expected), "{reason}: {message}");
            assert!(message.contains("server.toml"), "{reason}: {message}");
            assert!(!message.contains('\n'), "{reason}: {message}");
        }
    }

    #[test]
    fn password_in_an_invalid_file_is_not_repeated() {
        for text in
            ["database = \"mysql://user:hunter2@host/db\"", "database = \"postgres://user:hunter2@host/db"]
        {
            let message = read(text).unwrap_err();
            assert!(!message.contains("hunter2"), "{message}");
        }
    }

    #[test]
    fn demo_accounts_need_loopback_listeners() {
        let on = Ok(true);
        let off = Ok(false);
        for (demo, listen, own, expected, reason) in [
            (None, "127.0.0.1:80", None, on, "loopback"),
            (None, "127.8.9.1:80", None, on, "all of 127/8 is loopback"),
            (None, "[::1]:80", Some("127.0.0.1:81"), on, "both loopback"),
            (None, "[::ffff:127.0.0.1]:80", None, on, "loopback, mapped to IPv6"),
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
            let mut config = Config { demo, listen: listen.parse().unwrap(), ..Config::default() };
            config.api(api::APIS[0].name).listen = own.map(|own| own.parse().unwrap());
            assert_eq!(config.demo_enabled(), expected, "{reason}");
        }
    }

    fn refused(address: &str) -> Result<bool, DemoRefused> {
        Err(DemoRefused { address: address.parse().unwrap() })
    }

    #[test]
    fn missing_file_is_named() {
        let error = Config::from_file(Path::new("/nowhere/server.toml")).unwrap_err();

        assert!(error.to_string().contains("/nowhere/server.toml"), "{error}");
        assert!(error.source().is_some());
    }
}
