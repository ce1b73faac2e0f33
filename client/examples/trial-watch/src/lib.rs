//! Whose trial at Reportei is about to end, and who has paid: a worked example of a tool that stands on the typed client.
//!
//! What a person would write who wants to rely on it: it goes through a list of any length, keeps what it has read when the
//! list breaks off, and leaves retries, waiting and signing in to the client. Its tests (`tests/trial_watch.rs`) let time
//! pass and the API fail, which no test against the vendor's own server could.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use customers_client::reportei::types::{Customer, SortBy};
use customers_client::reportei::{Client, Error};
use uuid::Uuid;

/// Somebody on trial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// Who.
    pub uuid: Uuid,
    /// What they are called.
    pub name: String,
    /// How long the trial goes on; less than nothing where it has ended.
    pub left: TimeDelta,
}

/// What there is to know of all trials.
#[derive(Debug, Default)]
pub struct Report {
    /// Those that have ended, or end soon, in the order of their names.
    pub due: Vec<Trial>,
    /// How many customers were looked at.
    pub customers: usize,
    /// Why they are not all; none, where they are.
    pub broken_off: Option<Error>,
}

/// Looks for customers who do not pay, and whose trial ends within this time from now.
pub async fn due(client: &Client, now: DateTime<Utc>, within: TimeDelta) -> Report {
    let mut report = Report::default();
    let mut customers = client.customer_list().per_page(100).sort_by(SortBy::Name).items();
    while let Some(customer) = customers.next().await {
        match customer {
            Ok(customer) => {
                report.customers += 1;
                report.due.extend(trial(customer, now).filter(|trial| trial.left <= within));
            }
            // What was read so far is worth telling.
            Err(error) => report.broken_off = Some(error),
        }
    }
    report
}

fn trial(customer: Customer, now: DateTime<Utc>) -> Option<Trial> {
    let Customer { uuid, name, trial_ends_at, is_paying, .. } = customer;
    (!is_paying).then(|| Trial { uuid, name, left: trial_ends_at.to_utc() - now })
}

/// Marks customers as paying. A mark that is set twice is set, so that the client repeats it where it has to.
pub async fn mark_as_paying(client: &Client, customers: &[Uuid]) -> Result<(), Error> {
    for customer in customers {
        let call = client.customer_payment_status_update().uuid(*customer);
        call.body_map(|body| body.is_paying(true)).send().await?;
    }
    Ok(())
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Trial { uuid, name, left } in &self.due {
            let (days, ended) = (left.num_days().abs(), *left <= TimeDelta::zero());
            let when = if ended { format!("ended {days} days ago") } else { format!("ends in {days} days") };
            writeln!(formatter, "{uuid} {name}: {when}")?;
        }
        write!(formatter, "{} of {} customers", self.due.len(), self.customers)?;
        match &self.broken_off {
            None => Ok(()),
            Some(error) => write!(formatter, ", and then the list broke off: {error}"),
        }
    }
}
