//! What a typed call costs beside the same call by reqwest and serde alone.
//!
//! Both send the same requests over one connection each, one after the other, and read the answers into the same types. They
//! take turns, some hundred calls each, so that what disturbs the machine disturbs both. `cargo xtask bench` runs this
//! against the server.

use std::error::Error;
use std::time::{Duration, Instant};
use std::{env, fs};

use customers_client::reportei::Client;
use customers_client::reportei::types::CustomerEnvelope;
use uuid::Uuid;

const USAGE: &str = "bench-client URL TOKEN FILE SECONDS: reads the customers whose UUIDs the file has, a line each, and says \
                     how long a call takes, typed and plain, in microseconds";

/// How many calls are a turn.
const TURN: usize = 200;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let [url, token, file, seconds] = arguments.as_slice() else { return Err(USAGE.into()) };
    let uuids = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let uuids = uuids.lines().map(str::parse).collect::<Result<Vec<Uuid>, _>>()?;
    let patience = Duration::from_secs(seconds.parse()?);
    if uuids.is_empty() {
        return Err(USAGE.into());
    }

    let typed = Client::builder().base_url(url).access_token(token.as_str()).build()?;
    let plain = reqwest::Client::builder().build()?;
    let (mut of_typed, mut of_plain) = (Vec::new(), Vec::new());
    let began = Instant::now();
    for turn in 0.. {
        if turn > 1 && began.elapsed() >= patience {
            break;
        }
        let calls = || uuids.iter().cycle().skip(turn * TURN % uuids.len()).take(TURN);
        let beginning = Instant::now();
        for uuid in calls() {
            let answer = typed.customer_view().uuid(*uuid).send().await?;
            assert_eq!(answer.customer.uuid, *uuid);
        }
        of_typed.push(beginning.elapsed());
        let beginning = Instant::now();
        for uuid in calls() {
            let request = plain.get(format!("{url}/customers/{uuid}")).bearer_auth(token);
            let answer: CustomerEnvelope = request.send().await?.error_for_status()?.json().await?;
            assert_eq!(answer.customer.uuid, *uuid);
        }
        of_plain.push(beginning.elapsed());
    }

    // The first turn opened the connections.
    let ratios = of_typed
        .iter()
        .zip(&of_plain)
        .skip(1)
        .map(|(typed, plain)| typed.as_secs_f64() / plain.as_secs_f64());
    let each = |turns: &[Duration]| median(turns.iter().skip(1).map(|turn| micros(*turn)).collect());
    println!(
        "{}",
        serde_json::json!({
            "typed_us": each(&of_typed), "plain_us": each(&of_plain), "ratio": median(ratios.collect()),
        })
    );
    Ok(())
}

/// A call's share of a turn.
#[expect(clippy::cast_precision_loss, reason = "a turn has few calls")]
fn micros(turn: Duration) -> f64 {
    turn.as_secs_f64() * 1e6 / TURN as f64
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
