//! Progress of a long command: a bar on a terminal, a line per second elsewhere.

use std::io::{self, IsTerminal as _};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Interval of the lines.
const LINE_INTERVAL: Duration = Duration::from_secs(1);

/// Reports progress on standard error.
#[derive(Debug)]
pub struct Progress {
    unit: &'static str,
    total: u64,
    started: Instant,
    printed: Instant,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Starts to report on `total` units.
    pub fn begin(total: u64, unit: &'static str) -> Self {
        let now = Instant::now();
        let bar = io::stderr().is_terminal().then(|| {
            let template =
                format!("{{wide_bar}} {{human_pos}} of {{human_len}} {unit}, {{per_sec}}, {{eta}} left");
            let style = ProgressStyle::with_template(&template).expect("the template is valid");
            ProgressBar::new(total).with_style(style)
        });
        Self { unit, total, started: now, printed: now, bar }
    }

    /// Reports that `done` units are done.
    pub fn update(&mut self, done: u64) {
        match &self.bar {
            Some(bar) => bar.set_position(done),
            None if done < self.total && self.printed.elapsed() < LINE_INTERVAL => {}
            None => {
                self.printed = Instant::now();
                crate::eprint(&self.line(done));
            }
        }
    }

    /// Replaces the bar by a final line.
    pub fn end(self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
            crate::eprint(&self.line(self.total));
        }
    }

    fn line(&self, done: u64) -> String {
        format!("{done} of {} {}, {} s", self.total, self.unit, self.started.elapsed().as_secs())
    }
}
