//! How much is taken in at a time, and how much was turned away.
//!
//! Counted by hand rather than with tokio's semaphores: nobody waits for a place here, and giving one back takes a lock
//! there.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use crate::config::LimitsConfig;

/// Connections past the maximum that are told so at a time. Those past these are closed without a word.
const REFUSING_MAX: usize = 64;

/// Everything that one server takes in, on all of its listeners together.
#[derive(Debug)]
pub(crate) struct Load {
    /// Places for connections.
    pub(super) connections: Arc<Places>,
    /// Places for connections that are only told that there is none for them.
    pub(super) refusing: Arc<Places>,
    /// Places for requests.
    pub(super) requests: Places,
    pub(super) connections_refused: AtomicU64,
    pub(super) requests_refused: AtomicU64,
}

/// What there is now, and what was turned away so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LoadStatistics {
    /// Connections that are served.
    pub(crate) connections: usize,
    /// Connections past the maximum.
    pub(crate) connections_refused: u64,
    /// Requests that are being answered.
    pub(crate) requests: usize,
    /// Requests past the maximum.
    pub(crate) requests_refused: u64,
}

impl Load {
    pub(crate) fn new(limits: &LimitsConfig) -> Self {
        Self {
            connections: Arc::new(Places::new(limits.connections_max.get())),
            refusing: Arc::new(Places::new(REFUSING_MAX)),
            requests: Places::new(limits.requests_max.get()),
            connections_refused: AtomicU64::new(0),
            requests_refused: AtomicU64::new(0),
        }
    }

    pub(crate) fn statistics(&self) -> LoadStatistics {
        LoadStatistics {
            connections: self.connections.taken(),
            connections_refused: self.connections_refused.load(Ordering::Relaxed),
            requests: self.requests.taken(),
            requests_refused: self.requests_refused.load(Ordering::Relaxed),
        }
    }
}

/// A number of places.
#[derive(Debug)]
pub(super) struct Places {
    taken: AtomicUsize,
    max: usize,
}

impl Places {
    fn new(max: usize) -> Self {
        Self { taken: AtomicUsize::new(0), max }
    }

    fn taken(&self) -> usize {
        // Who finds no place has counted itself in for a moment.
        self.taken.load(Ordering::Relaxed).min(self.max)
    }
}

/// A place that is taken, until this is dropped.
#[derive(Debug)]
pub(super) struct Place<P: Deref<Target = Places>>(P);

impl<P: Deref<Target = Places>> Place<P> {
    /// Takes a place where there is one.
    pub(super) fn take(places: P) -> Option<Self> {
        // Whoever is turned away has to give back what it counted, as everybody else.
        let place = Self(places);
        (place.0.taken.fetch_add(1, Ordering::Relaxed) < place.0.max).then_some(place)
    }
}

impl<P: Deref<Target = Places>> Drop for Place<P> {
    fn drop(&mut self) {
        self.0.taken.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_places_as_there_may_be_and_those_given_back_are_free_again() {
        let places = Places::new(2);
        let one = Place::take(&places).unwrap();
        let _other = Place::take(&places).unwrap();

        assert!(Place::take(&places).is_none());
        assert_eq!(places.taken(), 2, "who was turned away is not counted");
        drop(one);
        assert!(Place::take(&places).is_some());
        assert_eq!(places.taken(), 1);
    }
}
