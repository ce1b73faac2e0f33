//! What holds when things go wrong below the server: it is killed, its disk is full, its file is damaged or gone.
//!
//! The program itself, as people start it, on an SQLite file in a folder of each test's own. What is to hold each time: no
//! write that was answered is missing, none is there by half, and the one who has to do something is told what.
//! What PostgreSQL does in such cases is `tests/several_servers.rs`'s.

#![cfg(unix)]

#[path = "../program/mod.rs"]
#[allow(dead_code, reason = "the tests of the command line need more of it")]
mod program;

mod backup;
mod crash;
mod customers;
mod damage;
mod disk;
mod files;

use std::time::{Duration, Instant};

use crate::customers::{Caller, Keys, demo, sign_in};
use crate::program::{Folder, PATIENCE, Serving};

/// What the server is given unless something else matters. Its log is empty as long as nothing is wrong.
const SERVE: [&str; 4] = ["--listen", "127.0.0.1:0", "--log-level", "error"];

/// A server, and somebody who has signed in everywhere with the demo accounts.
fn served(folder: &Folder, starter: &[&str], arguments: &[&str]) -> (Serving, Caller, Keys) {
    let serving = Serving::start_logging(folder, starter, arguments);
    let mut caller = Caller::new(&serving.address);
    let keys = sign_in(&mut caller, &demo()).unwrap();
    (serving, caller, keys)
}

/// A server, and somebody who calls it with keys that it has not handed out itself.
fn served_to(folder: &Folder, arguments: &[&str]) -> (Serving, Caller) {
    let serving = Serving::start_logging(folder, &[], arguments);
    let caller = Caller::new(&serving.address);
    (serving, caller)
}

/// Asks again and again until it is so.
#[track_caller]
fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < PATIENCE, "{what}: not within {PATIENCE:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Whether it is logged, sooner or later: an answer does not wait for its line.
#[track_caller]
fn assert_logs(serving: &Serving, text: &str) {
    wait_until(&format!("{text:?} is logged"), || serving.logged().contains(text));
}
