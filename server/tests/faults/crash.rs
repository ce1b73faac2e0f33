//! The server is killed, or told to stop, while it writes.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crate::customers::{Chance, Truth, all_work, issue, seed, sign_in};
use crate::files;
use crate::program::Folder;
use crate::{SERVE, served, served_to};

const ROUNDS: u64 = 20;
const CALLERS: u64 = 8;
/// The longest that a round is let to write: some hundred writes.
const ROUND_MAX: Duration = Duration::from_millis(500);

#[test]
fn nothing_that_was_answered_is_missing_after_20_kills_in_the_middle_of_writing() {
    let (folder, seed) = (Folder::new(), seed());
    let database = folder.path("customers.db");
    let mut chance = Chance::of(seed);
    let accounts = issue(&folder);
    let (mut truth, mut keys) = (Truth::default(), None);
    let (mut answered, mut unsettled) = (0, 0);
    for round in 0..ROUNDS {
        let (serving, mut caller) = served_to(&folder, &SERVE);
        // Who has signed in is a write that was answered too.
        let keys = keys.get_or_insert_with(|| sign_in(&mut caller, &accounts).unwrap());
        let address = serving.address.clone();
        truth.settle(&mut caller, keys);
        let pause = ROUND_MAX / 1_000 * u32::try_from(chance.below(1_000) + 1).unwrap();

        let (log, done) = all_work(&[&address], keys, 0..CALLERS, (seed, round), &truth, |_| {
            std::thread::sleep(pause);
            let log = serving.logged();
            serving.kill();
            log
        });

        assert_eq!(log, "", "round {round}");
        println!(
            "round {round}: killed after {pause:?}, {} writes answered, {:?}",
            done.answered, done.truth
        );
        assert!(done.refused.is_empty(), "{:?}", done.refused);
        answered += done.answered;
        unsettled += done.truth.unsettled();
        truth = done.truth;
        files::assert_copy_sound(&database);
    }
    let (serving, mut caller) = served_to(&folder, &SERVE);
    truth.settle(&mut caller, &keys.unwrap());
    println!("{answered} writes answered, {unsettled} on their way when the server was killed");

    assert!(answered > 100 && unsettled > 20, "{answered} and {unsettled}: too little to show anything");
    assert_eq!(serving.logged(), "");
}

#[test]
fn a_server_that_is_told_to_stop_answers_every_write_that_it_does() {
    let (folder, seed) = (Folder::new(), seed());
    let (mut serving, _, keys) = served(&folder, &[], &SERVE);
    let address = serving.address.clone();

    let (took, done) = all_work(&[&address], &keys, 0..CALLERS, (seed, 0), &Truth::default(), |_| {
        std::thread::sleep(ROUND_MAX);
        let began = Instant::now();
        serving.signal("TERM");
        assert_eq!(serving.wait().code(), Some(0));
        began.elapsed()
    });

    assert!(done.answered > 50, "{done:?}");
    assert!(took < Duration::from_secs(5), "it took {took:?} to stop");
    assert_eq!(serving.logged(), "");
    let log = std::fs::metadata(folder.path("customers.db-wal"));
    assert_eq!(log.map_or(0, |log| log.len()), 0, "the log is in the database file");
    files::assert_sound(&folder.path("customers.db"));
    let (_serving, mut caller, keys) = served(&folder, &[], &SERVE);
    // What got no answer was not done either.
    done.truth.as_answered().assert_is_listed(&mut caller, &keys);
}

#[test]
fn two_servers_on_one_file_keep_all_that_either_answered_also_when_one_is_killed() {
    let (folder, seed) = (Folder::new(), seed());
    let accounts = issue(&folder);
    let (one, _) = served_to(&folder, &SERVE);
    let (other, mut caller) = served_to(&folder, &SERVE);
    let keys = sign_in(&mut caller, &accounts).unwrap();
    let addresses = [one.address.clone(), other.address.clone()];
    let [one_address, other_address] = [addresses[0].as_str(), addresses[1].as_str()];

    let (log, both) =
        all_work(&[one_address, other_address], &keys, 0..CALLERS, (seed, 0), &Truth::default(), |stop| {
            std::thread::sleep(ROUND_MAX);
            let log = one.logged();
            one.kill();
            std::thread::sleep(ROUND_MAX);
            stop.store(true, Ordering::Relaxed);
            log
        });
    assert_eq!((log.as_str(), other.logged().as_str()), ("", ""));
    assert!(both.refused.is_empty() && both.answered > 50, "{both:?}");
    let mut truth = both.truth;
    truth.settle(&mut caller, &keys);

    // The one that is started again finds the log that the other is writing.
    let (one, _) = served_to(&folder, &SERVE);
    let addresses = [one.address.as_str(), other_address];
    let ((), both) = all_work(&addresses, &keys, 0..CALLERS, (seed, 1), &truth, |stop| {
        std::thread::sleep(ROUND_MAX);
        stop.store(true, Ordering::Relaxed);
    });
    both.truth.assert_is_listed(&mut caller, &keys);
    assert_eq!((one.logged().as_str(), other.logged().as_str()), ("", ""));
    drop((one, other));
    files::assert_copy_sound(&folder.path("customers.db"));
}
