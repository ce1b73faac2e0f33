//! The server's log: one line per event on standard error, as text or JSON.
//!
//! Lines are written by a background thread, so that no request waits for a slow terminal. When more events arrive than
//! can be written, lines are dropped and counted. The values of query parameters are redacted: credentials and personal data
//! may be among them.
//!
//! Out of scope: rotating and shipping logs.

use std::fmt;
use std::io::{self, IsTerminal as _};

use slog::{Discard, Drain, Key, Level, Logger, Never, OwnedKV, OwnedKVList, Record, Serializer, o};
use slog_async::{Async, AsyncGuard};
use slog_json::Json;
use slog_term::{FullFormat, TermDecorator};

use crate::config::{LogConfig, LogFormat, LogLevel};

/// The maximum number of lines that may wait to be written.
const QUEUE_CAPACITY: usize = 8_192;

/// Keeps the log's thread alive. Dropping it waits until the last line has been written.
#[derive(Default)]
pub(crate) struct LogGuard {
    _thread: Option<AsyncGuard>,
}

/// Returns the server's logger, and the guard that flushes it.
pub(crate) fn logger(config: LogConfig) -> (Logger, LogGuard) {
    let Some(level) = level(config.level) else { return (Logger::root(Discard, o!()), LogGuard::default()) };
    let as_text = match config.format {
        LogFormat::Auto => io::stderr().is_terminal(),
        LogFormat::Json => false,
        LogFormat::Text => true,
    };
    let (drain, guard) = if as_text {
        let decorator = TermDecorator::new().stderr().build();
        in_background(FullFormat::new(decorator).use_utc_timestamp().build().ignore_res())
    } else {
        in_background(Json::default(io::stderr()).ignore_res())
    };
    (
        Logger::root(
            RedactQuery(drain).filter(move |record| severity(record).is_at_least(level)).ignore_res(),
            o!(),
        ),
        LogGuard { _thread: Some(guard) },
    )
}

/// Moves formatting and writing to a thread.
fn in_background(drain: impl Drain<Ok = (), Err = Never> + Send + 'static) -> (Async, AsyncGuard) {
    // slog-async needs a drain that may be shared; only its thread uses it.
    let drain = std::sync::Mutex::new(drain).ignore_res();
    Async::new(drain).chan_size(QUEUE_CAPACITY).thread_name("log".to_owned()).build_with_guard()
}

/// Returns the level of an event. dropshot logs each connection at level info; here that is debug.
fn severity(record: &Record<'_>) -> Level {
    let is_connection =
        record.module().starts_with("dropshot::") && record.msg().as_str() == Some("accepted connection");
    if is_connection { Level::Debug } else { record.level() }
}

/// The key under which dropshot logs a request's target.
const URI: &str = "uri";

/// A drain that redacts the values of query parameters in the logged `uri`.
struct RedactQuery<D>(D);

impl<D: Drain> Drain for RedactQuery<D> {
    type Ok = D::Ok;
    type Err = D::Err;

    fn log(&self, record: &Record<'_>, values: &OwnedKVList) -> Result<D::Ok, D::Err> {
        self.0.log(record, &OwnedKV(Redacted(values.clone())).into())
    }
}

/// A logger's values with the redacted `uri`.
struct Redacted(OwnedKVList);

impl slog::KV for Redacted {
    fn serialize(&self, record: &Record<'_>, serializer: &mut dyn Serializer) -> slog::Result {
        self.0.serialize(record, &mut Redacting(serializer))
    }
}

/// A serializer that redacts `uri`. dropshot logs all of a request's values as text.
struct Redacting<'a>(&'a mut dyn Serializer);

impl Serializer for Redacting<'_> {
    fn emit_arguments(&mut self, key: Key, value: &fmt::Arguments<'_>) -> slog::Result {
        if key == URI {
            self.0.emit_str(key, &redact_query(&value.to_string()))
        } else {
            self.0.emit_arguments(key, value)
        }
    }
}

/// Replaces the values of query parameters, but not their names.
fn redact_query(uri: &str) -> String {
    let Some((path, query)) = uri.split_once('?') else { return uri.to_owned() };
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) => format!("{name}=REDACTED"),
        None => pair.to_owned(),
    });
    format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
}

fn level(level: LogLevel) -> Option<Level> {
    match level {
        LogLevel::Off => None,
        LogLevel::Error => Some(Level::Error),
        LogLevel::Warn => Some(Level::Warning),
        LogLevel::Info => Some(Level::Info),
        LogLevel::Debug => Some(Level::Debug),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use slog::info;

    use super::*;

    /// Writes lines to a string.
    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn redact_query_keeps_names_and_drops_values() {
        for (uri, expected) in [
            ("/a", "/a"),
            ("/a?", "/a?"),
            ("/a?b", "/a?b"),
            ("/a?b=1&c=2=3&d=&e", "/a?b=REDACTED&c=REDACTED&d=REDACTED&e"),
            ("http://x/a?b=?c=1", "http://x/a?b=REDACTED"),
        ] {
            assert_eq!(redact_query(uri), expected);
        }
    }

    #[test]
    fn log_line_redacts_the_uri_and_nothing_else() {
        let lines = Lines::default();
        let drain = Mutex::new(Json::default(lines.clone()).ignore_res()).ignore_res();
        let log = Logger::root(RedactQuery(drain).ignore_res(), o!("uri" => "/a?b=1".to_owned()));

        info!(log.new(o!("method" => "GET")), "request completed"; "response_code" => 200);

        let line = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
        let line: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(line["uri"], "/a?b=REDACTED");
        assert_eq!(line["method"], "GET");
        assert_eq!(line["response_code"], 200);
    }
}
