//! The server's log: to standard error, a line an event.
//!
//! Lines are written by a thread of their own, so that no request waits for a slow terminal; when more comes than can
//! be written, lines are dropped and counted rather than requests held up. Rotating and shipping logs is deliberately
//! left to whoever runs the process.

use std::io::{self, BufWriter, IsTerminal as _};

use chrono::{SecondsFormat, Utc};
use slog::{Discard, Drain, FnValue, Level, Logger, PushFnValue, Record, o};
use slog_async::{Async, AsyncGuard};
use slog_json::Json;
use slog_term::{FullFormat, TermDecorator};

use crate::config::{LogConfig, LogFormat, LogLevel};

/// Lines that may wait to be written: some tenths of a second at full load, a few megabytes.
const LINES_WAITING_MAX: usize = 8_192;

/// The log, and what has to be kept for as long as lines are to be written: dropping it waits for the last one.
pub(crate) fn logger(config: LogConfig) -> (Logger, Option<AsyncGuard>) {
    let Some(level) = level(config.level) else { return (Logger::root(Discard, o!()), None) };
    let as_text = match config.format {
        LogFormat::Auto => io::stderr().is_terminal(),
        LogFormat::Json => false,
        LogFormat::Text => true,
    };
    let (drain, guard) = if as_text { in_background(text()) } else { in_background(json()) };
    // Filtered before the queue: what is not wanted costs next to nothing. An error means that the guard is gone, and
    // nobody reads any more.
    let drain = drain.filter_level(level).ignore_res();
    (Logger::root(drain, o!()), Some(guard))
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

fn in_background<D>(drain: D) -> (Async, AsyncGuard)
where
    D: Drain<Err = slog::Never, Ok = ()> + Send + 'static,
{
    Async::new(drain).chan_size(LINES_WAITING_MAX).thread_name("log".to_owned()).build_with_guard()
}

fn text() -> impl Drain<Err = slog::Never, Ok = ()> + Send + 'static {
    let decorator = TermDecorator::new().stderr().build();
    // Where standard error is gone, there is nobody to tell.
    FullFormat::new(decorator).use_utc_timestamp().build().ignore_res()
}

fn json() -> impl Drain<Err = slog::Never, Ok = ()> + Send + 'static {
    // Without a buffer, each word of a line would be a system call; flushed at its end, lines come whole.
    let drain = Json::new(BufWriter::new(io::stderr())).set_flush(true).add_key_value(o!(
        "msg" => PushFnValue(|record: &Record<'_>, serializer| serializer.emit(record.msg())),
        "level" => FnValue(|record: &Record<'_>| record.level().as_str()),
        "time" => FnValue(|_: &Record<'_>| Utc::now().to_rfc3339_opts(SecondsFormat::Micros, true)),
    ));
    drain.build().ignore_res()
}

#[cfg(test)]
mod tests {
    use slog::error;

    use super::*;

    #[test]
    fn a_log_that_is_off_needs_nothing() {
        let (log, guard) = logger(LogConfig { level: LogLevel::Off, ..LogConfig::default() });

        error!(log, "nobody hears this");

        assert!(guard.is_none());
    }
}
