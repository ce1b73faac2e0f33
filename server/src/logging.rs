//! The server's log: one line per event on standard error, as text or JSON.
//!
//! Lines are written by a background thread, so that no request waits for a slow terminal. When more events arrive than
//! can be written, lines are dropped and counted.
//!
//! Out of scope: rotating and shipping logs.

use std::io::{self, IsTerminal as _};

use slog::{Discard, Drain, Level, Logger, Never, o};
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
    (Logger::root(drain.filter_level(level).ignore_res(), o!()), LogGuard { _thread: Some(guard) })
}

/// Moves formatting and writing to a thread.
fn in_background(drain: impl Drain<Ok = (), Err = Never> + Send + 'static) -> (Async, AsyncGuard) {
    // slog-async needs a drain that may be shared; only its thread uses it.
    let drain = std::sync::Mutex::new(drain).ignore_res();
    Async::new(drain).chan_size(QUEUE_CAPACITY).thread_name("log".to_owned()).build_with_guard()
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
