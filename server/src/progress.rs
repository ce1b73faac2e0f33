//! How far a long command has come: a bar for a person at a terminal, a line now and then for everybody else.

use std::io::{self, IsTerminal as _};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// How often it is told in lines.
const LINE_EVERY: Duration = Duration::from_secs(1);

/// Tells on standard error how far a command has come.
#[derive(Debug)]
pub struct Progress {
    what: &'static str,
    all: u64,
    began: Instant,
    told: Instant,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Begins with nothing done, of `all` that there is to do; `what` that is, in the plural.
    pub fn begin(all: u64, what: &'static str) -> Self {
        let now = Instant::now();
        let bar = io::stderr().is_terminal().then(|| {
            let template =
                format!("{{wide_bar}} {{human_pos}} of {{human_len}} {what}, {{per_sec}}, {{eta}} left");
            let style = ProgressStyle::with_template(&template).expect("the template is sound");
            ProgressBar::new(all).with_style(style)
        });
        Self { what, all, began: now, told: now, bar }
    }

    /// So much is done now.
    pub fn tell(&mut self, done: u64) {
        match &self.bar {
            Some(bar) => bar.set_position(done),
            None if done < self.all && self.told.elapsed() < LINE_EVERY => {}
            None => {
                self.told = Instant::now();
                crate::tell(&self.line(done));
            }
        }
    }

    /// All is done: what stays to be read.
    pub fn end(self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
            crate::tell(&self.line(self.all));
        }
    }

    fn line(&self, done: u64) -> String {
        format!("{done} of {} {}, {} s", self.all, self.what, self.began.elapsed().as_secs())
    }
}
