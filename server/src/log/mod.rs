//! The server's log: to standard error, a line an event.
//!
//! Lines are written by a thread of their own, so that no request waits for a slow terminal; when more comes than can
//! be written, lines are dropped and counted rather than requests held up. Rotating and shipping logs is deliberately
//! left to whoever runs the process.

mod json;
mod lines;

use std::io::{self, IsTerminal as _};

use slog::{Discard, Drain, Level, Logger, o};
use slog_async::{Async, AsyncGuard};
use slog_term::{FullFormat, TermDecorator};

use self::json::Json;
use self::lines::{Lines, LinesGuard};
use crate::config::{LogConfig, LogFormat, LogLevel};

/// Lines of text that may wait to be written.
const LINES_WAITING_MAX: usize = 8_192;

/// What has to be kept for as long as lines are to be written: dropping it waits for the last one.
pub(crate) enum LogGuard {
    /// There is no log.
    Off,
    /// Of lines of text.
    Text { _guard: AsyncGuard },
    /// Of lines of JSON.
    Json { _guard: LinesGuard },
}

/// The log, and what has to be kept with it. An error means that this machine has no thread to spare.
pub(crate) fn logger(config: LogConfig) -> io::Result<(Logger, LogGuard)> {
    let Some(level) = level(config.level) else { return Ok((Logger::root(Discard, o!()), LogGuard::Off)) };
    let as_text = match config.format {
        LogFormat::Auto => io::stderr().is_terminal(),
        LogFormat::Json => false,
        LogFormat::Text => true,
    };
    // Filtered before anything else: what is not wanted costs next to nothing.
    if as_text {
        let (drain, guard) = text();
        // An error means that the guard is gone, and nobody reads any more.
        return Ok((
            Logger::root(drain.filter_level(level).ignore_res(), o!()),
            LogGuard::Text { _guard: guard },
        ));
    }
    let (lines, guard) = Lines::to(io::stderr())?;
    Ok((Logger::root(Json(lines).filter_level(level).ignore_res(), o!()), LogGuard::Json { _guard: guard }))
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

/// For people.
fn text() -> (Async, AsyncGuard) {
    let decorator = TermDecorator::new().stderr().build();
    // Where standard error is gone, there is nobody to tell.
    let drain = FullFormat::new(decorator).use_utc_timestamp().build().ignore_res();
    Async::new(drain).chan_size(LINES_WAITING_MAX).thread_name("log".to_owned()).build_with_guard()
}

#[cfg(test)]
mod tests {
    use slog::error;

    use super::*;

    #[test]
    fn a_log_that_is_off_needs_nothing() {
        let (log, guard) = logger(LogConfig { level: LogLevel::Off, ..LogConfig::default() }).unwrap();

        error!(log, "nobody hears this");

        assert!(matches!(guard, LogGuard::Off));
    }
}
