//! Lines on their way out, written by a thread of their own.
//!
//! The thread is woken for the first of them, and waits a moment for more: under load it is woken a few hundred times a
//! second, however many lines there are.

use std::io::Write;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// What may wait to be written: some tenths of a second at full load.
const WAITING_BYTES_MAX: usize = 8 << 20;

/// How long the first of some lines waits for the others.
const GATHERING: Duration = Duration::from_millis(2);

/// Where lines are put. Cheap to clone.
#[derive(Clone)]
pub(super) struct Lines(Arc<Queue>);

/// Dropped, it waits until the last line is written.
pub(crate) struct LinesGuard {
    queue: Arc<Queue>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Queue {
    state: Mutex<State>,
    wake: Condvar,
}

#[derive(Default)]
struct State {
    waiting: Vec<u8>,
    /// Lines that there was no room for.
    lost: u64,
    is_idle: bool,
    is_over: bool,
}

impl Lines {
    /// Begins to write to `out`. An error means that there is no thread to be had.
    pub(super) fn to(out: impl Write + Send + 'static) -> std::io::Result<(Self, LinesGuard)> {
        let queue = Arc::new(Queue::default());
        let written = Arc::clone(&queue);
        let thread = thread::Builder::new().name("log".to_owned()).spawn(move || written.write_to(out))?;
        Ok((Self(Arc::clone(&queue)), LinesGuard { queue, thread: Some(thread) }))
    }

    /// Adds a line, or counts it where there is no room for it.
    pub(super) fn push(&self, line: &[u8]) {
        let mut state = self.0.lock();
        if state.waiting.len() + line.len() > WAITING_BYTES_MAX {
            state.lost += 1;
            return;
        }
        state.waiting.extend_from_slice(line);
        if std::mem::take(&mut state.is_idle) {
            drop(state);
            self.0.wake.notify_one();
        }
    }
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, State> {
        // Whoever panicked here has at most left half a line.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_to(&self, mut out: impl Write) {
        let mut lines = Vec::new();
        loop {
            let mut state = self.lock();
            while state.waiting.is_empty() && !state.is_over {
                state.is_idle = true;
                state = self.wake.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
            if !state.is_over {
                drop(state);
                thread::sleep(GATHERING);
                state = self.lock();
            }
            let (lost, is_over) = (std::mem::take(&mut state.lost), state.is_over);
            std::mem::swap(&mut lines, &mut state.waiting);
            drop(state);
            if lost > 0 {
                lines.extend_from_slice(
                    format!("{{\"msg\":\"the log was too slow: lines are missing\",\"level\":\"WARN\",\"lines\":{lost}}}\n")
                        .as_bytes(),
                );
            }
            // Where nobody reads any more, there is nobody to tell.
            let _ = out.write_all(&lines).and_then(|()| out.flush());
            lines.clear();
            if is_over {
                return;
            }
        }
    }
}

impl Drop for LinesGuard {
    fn drop(&mut self) {
        self.queue.lock().is_over = true;
        self.queue.wake.notify_one();
        if let Some(thread) = self.thread.take() {
            // Its panic has been shown.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[derive(Clone, Default)]
    struct Paper(Arc<Mutex<Vec<u8>>>);

    impl Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn every_line_is_written_before_the_guard_is_gone() {
        let paper = Paper::default();
        let (lines, guard) = Lines::to(paper.clone()).unwrap();

        thread::scope(|scope| {
            for writer in 0..4 {
                let lines = lines.clone();
                scope.spawn(move || (0..500).for_each(|n| lines.push(format!("{writer} {n}\n").as_bytes())));
            }
        });
        drop(guard);

        let written = String::from_utf8(paper.0.lock().unwrap().clone()).unwrap();
        let of = |writer: &str| written.lines().filter(|line| line.starts_with(writer)).count();
        assert_eq!(["0 ", "1 ", "2 ", "3 "].map(of), [500; 4]);
    }

    /// Writes nothing until it is let.
    struct Held(mpsc::Receiver<()>, Paper);

    impl Write for Held {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            let _ = self.0.recv();
            self.1.write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_is_too_much_is_counted_and_holds_nobody_up() {
        let (paper, (release, held)) = (Paper::default(), mpsc::channel());
        let (lines, guard) = Lines::to(Held(held, paper.clone())).unwrap();
        let line = vec![b'x'; WAITING_BYTES_MAX / 4];

        // What is being written is not waiting.
        (0..11).for_each(|_| lines.push(&line));
        drop(release);
        drop(guard);

        let written = paper.0.lock().unwrap();
        let of_lines = memchr::memchr_iter(b'x', &written).count() / line.len();
        let said = String::from_utf8_lossy(&written[written.len() - 200..]).into_owned();
        let lost = said.rsplit_once("\"lines\":").map(|(_, lost)| lost.trim_end_matches("}\n").to_owned());
        assert_eq!(lost, Some((11 - of_lines).to_string()), "{said}");
        assert!((4..=8).contains(&of_lines), "{of_lines}");
    }
}
