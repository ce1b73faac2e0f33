//! The client against the real server: in this process, with faults in front of it, and with every request counted.

mod errors;
mod examples;
mod observing;
mod pages;
mod readme;
mod retries;
mod secrets;
mod signing_in;
mod test_server;
