//! The one source of the time of day.
//!
//! Whoever asks for the time is handed a [`Clock`], so that a test can stand at the very second at which a
//! trial ends or a rate limit's window turns. Measuring how long something took is not its business: that is
//! `std::time::Instant`'s.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

/// Tells the time. Clones of a movable clock move together.
#[derive(Clone, Debug)]
pub struct Clock {
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    System,
    Movable(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// The operating system's clock.
    pub fn system() -> Self {
        Self { kind: Kind::System }
    }

    /// A clock that stands at `start` until it is moved.
    pub fn movable(start: DateTime<Utc>) -> Self {
        Self { kind: Kind::Movable(Arc::new(Mutex::new(start))) }
    }

    /// The time now.
    pub fn now(&self) -> DateTime<Utc> {
        match &self.kind {
            Kind::System => Utc::now(),
            // A time is whole however its last holder ended.
            Kind::Movable(time) => *time.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Moves a movable clock forward, to the end of time at most.
    ///
    /// # Panics
    ///
    /// On the system clock, which is not ours to move.
    pub fn advance(&self, by: Duration) {
        let Kind::Movable(time) = &self.kind else { panic!("the system clock cannot be moved") };
        let mut time = time.lock().unwrap_or_else(PoisonError::into_inner);
        let moved = TimeDelta::from_std(by).ok().and_then(|by| time.checked_add_signed(by));
        *time = moved.unwrap_or(DateTime::<Utc>::MAX_UTC);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_of_a_movable_clock_move_together() {
        let start = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        let clock = Clock::movable(start);
        let clone = clock.clone();

        clone.advance(Duration::from_millis(1_500));

        assert_eq!(clock.now(), start + TimeDelta::milliseconds(1_500));
        assert_eq!(clone.now(), clock.now());
    }

    #[test]
    fn a_movable_clock_stops_at_the_end_of_time() {
        let clock = Clock::movable(DateTime::<Utc>::MAX_UTC);

        clock.advance(Duration::MAX);

        assert_eq!(clock.now(), DateTime::<Utc>::MAX_UTC);
    }

    #[test]
    fn the_system_clock_tells_the_time_of_day() {
        let before = Utc::now();
        let now = Clock::system().now();

        assert!(before <= now && now <= Utc::now());
    }
}
