//! `trial-watch [DAYS]`: tells whose trial ends within so many days, or has ended. `trial-watch paid UUID…`: marks customers
//! as paying.
//!
//! It calls Reportei with the token in `REPORTEI_TOKEN`, at `REPORTEI_URL` where that is set.

use std::env;
use std::error::Error;
use std::process::ExitCode;

use chrono::{TimeDelta, Utc};
use customers_client::reportei::Client;

/// How far it looks ahead where nobody says.
const DAYS: u32 = 3;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("trial-watch: {error}");
            let mut cause = error.source();
            while let Some(error) = cause {
                eprintln!("  because: {error}");
                cause = error.source();
            }
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<ExitCode, Box<dyn Error>> {
    let client = Client::builder().from_env()?.build()?;
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [command, customers @ ..] = arguments.as_slice()
        && command == "paid"
    {
        let customers: Vec<_> = customers.iter().map(|text| text.parse()).collect::<Result<_, _>>()?;
        trial_watch::mark_as_paying(&client, &customers).await?;
        return Ok(ExitCode::SUCCESS);
    }
    let days: u32 = arguments.first().map_or(Ok(DAYS), |text| text.parse())?;
    let report = trial_watch::due(&client, Utc::now(), TimeDelta::days(days.into())).await;
    println!("{report}");
    Ok(if report.broken_off.is_some() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
