//! `contract-fault`: stands in front of a server with a fault put in, so that a tool can be seen to find it.
//!
//! `cargo run -p contract-tests --bin contract-fault -- FAULT UPSTREAM` says where it listens and hands everything on to
//! UPSTREAM until it is ended. The faults are in `support/fault.rs`.

use std::net::ToSocketAddrs as _;
use std::process::ExitCode;

use contract_tests::fault::{Fault, FaultyProxy};

const USAGE: &str = "usage: contract-fault FAULT UPSTREAM, such as wrong-status http://127.0.0.1:8080";

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [fault, upstream] => run(fault, upstream).await,
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

async fn run(fault: &str, upstream: &str) -> Result<(), String> {
    let fault: Fault = fault.parse()?;
    let authority = upstream.strip_prefix("http://").unwrap_or(upstream).trim_end_matches('/');
    let addresses = authority.to_socket_addrs();
    let mut addresses = addresses.map_err(|error| format!("{upstream}: {error}: give http://HOST:PORT"))?;
    let address = addresses.next().ok_or_else(|| format!("{upstream} names no address"))?;
    let proxy = FaultyProxy::start(fault, address).await;
    println!("listening on http://{}", proxy.address());
    proxy.wait().await;
    Ok(())
}
