//! Generated customers, for trials at full size.
//!
//! They are deterministic: each depends only on its tenant and its position, so that measurements can be repeated.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::auth::tokens::TokenHash;
use crate::db::{Connection, Database, DatabaseError, query};

/// Customers per transaction.
const BATCH: u64 = 5_000;

/// Creation times are spread over this time before now.
const SPAN: TimeDelta = TimeDelta::days(2 * 365);

/// Inserts the customers of a batch.
pub type Seed = fn(&Connection, &Batch) -> query::Result<()>;

/// Customers to insert in one transaction.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Tenant of the customers.
    pub tenant: String,
    /// Time of the trial.
    pub now: DateTime<Utc>,
    /// Number of customers.
    pub count: i64,
    /// Number of customers of the whole run in batches before this one.
    done: u64,
    /// Number of customers of the whole run.
    total: u64,
}

impl Batch {
    /// A run of one batch.
    pub fn new(tenant: &str, count: u32, now: DateTime<Utc>) -> Self {
        Self { tenant: tenant.to_owned(), now, count: count.into(), done: 0, total: count.into() }
    }

    /// Returns the position of each customer, its random numbers and its time of creation; positions start at `first`.
    pub fn customers(&self, first: i64) -> impl Iterator<Item = (i64, Random, DateTime<Utc>)> + '_ {
        (first..).zip(self.done..self.done.saturating_add_signed(self.count)).map(|(position, index)| {
            (position, Random::new(&format!("{}/{position}", self.tenant)), self.created_at(index))
        })
    }

    fn created_at(&self, index: u64) -> DateTime<Utc> {
        let left = i128::from(self.total.saturating_sub(index));
        let age = i128::from(SPAN.num_milliseconds()) * left / i128::from(self.total.max(1));
        self.now - TimeDelta::milliseconds(i64::try_from(age).unwrap_or(0))
    }
}

/// Inserts `count` customers and reports after each batch how many there are.
pub async fn fill(
    database: &Database,
    seed: Seed,
    tenant: &str,
    count: u64,
    now: DateTime<Utc>,
    mut progress: impl FnMut(u64),
) -> Result<(), DatabaseError> {
    let mut done = 0;
    while done < count {
        let size = BATCH.min(count - done);
        let batch = Batch {
            tenant: tenant.to_owned(),
            now,
            count: i64::try_from(size).unwrap_or(0),
            done,
            total: count,
        };
        database.write(move |connection| seed(connection, &batch)).await?;
        done += size;
        progress(done);
    }
    Ok(())
}

/// Deterministic random numbers (`SplitMix64`). Not for secrets.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Numbers that are the same for the same text.
    pub fn new(text: &str) -> Self {
        let hash = TokenHash::of(text);
        Self(u64::from_str_radix(&hash.as_str()[..16], 16).unwrap_or_default())
    }

    /// Returns the next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `bound`.
    pub fn below(&mut self, bound: u32) -> u32 {
        // The upper half times the bound is below the bound in its own upper half.
        u32::try_from(((self.number() >> 32) * u64::from(bound)) >> 32).unwrap_or(0)
    }

    /// Returns `true` once in `bound` times on average.
    pub fn one_in(&mut self, bound: u32) -> bool {
        self.below(bound) == 0
    }

    /// Returns one of `values`.
    pub fn pick<T: Copy, const N: usize>(&mut self, values: [T; N]) -> T {
        values[self.below(u32::try_from(N).unwrap_or(u32::MAX)) as usize]
    }

    /// Returns a UUID of version 4.
    pub fn uuid(&mut self) -> Uuid {
        uuid::Builder::from_u128(u128::from(self.number()) << 64 | u128::from(self.number()))
            .with_version(uuid::Version::Random)
            .with_variant(uuid::Variant::RFC4122)
            .into_uuid()
    }

    /// Returns 64 hex digits that are the hash of no known secret.
    pub fn unusable_hash(&mut self) -> String {
        (0..4).map(|_| format!("{:016x}", self.number())).collect()
    }

    /// Returns a first name, and whether it is a woman's.
    pub fn first_name(&mut self) -> (&'static str, bool) {
        self.pick([
            ("Ana", true),
            ("João", false),
            ("Zuzana", true),
            ("Štefan", false),
            ("Erika", true),
            ("Jürgen", false),
            ("Beatriz", true),
            ("Márcio", false),
            ("Žofia", true),
            ("Łukasz", false),
            ("Inês", true),
            ("Björn", false),
        ])
    }

    /// Returns a last name.
    pub fn last_name(&mut self) -> &'static str {
        self.pick([
            "da Silva",
            "Gonçalves",
            "Novák",
            "Žák",
            "Müller",
            "Kowalski",
            "Magalhães",
            "Szabó",
            "Lindström",
            "Rossi",
            "Ďurica",
            "Weiß",
        ])
    }

    /// Returns the name of a company.
    pub fn company(&mut self) -> String {
        let trade =
            self.pick(["Padaria", "Farmácia", "Pekáreň", "Kaviareň", "Bäckerei", "Ótica", "Livraria"]);
        let form = self.pick(["Ltda.", "S.A.", "s.r.o.", "GmbH"]);
        format!("{trade} {} {form}", self.last_name())
    }

    /// Returns a street.
    pub fn street(&mut self) -> &'static str {
        self.pick([
            "Rua João Pessoa",
            "Avenida Rio Branco",
            "Hlavná",
            "Štúrova",
            "Lindenstraße",
            "Marktplatz",
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_numbers_depend_on_tenant_and_position_only() {
        let now = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        let numbers = |tenant: &str, count, first| -> Vec<_> {
            let batch = Batch::new(tenant, count, now);
            batch.customers(first).map(|(_, mut random, _)| random.number()).collect()
        };

        assert_eq!(numbers("a", 3, 1)[1..], numbers("a", 2, 2));
        assert_ne!(numbers("a", 1, 1), numbers("b", 1, 1));
    }

    #[test]
    fn creation_times_are_spread_over_the_run() {
        let now = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        let times: Vec<_> = Batch::new("a", 4, now).customers(1).map(|(_, _, time)| now - time).collect();

        assert_eq!(times, [SPAN, SPAN * 3 / 4, SPAN / 2, SPAN / 4]);
    }

    #[test]
    fn generated_uuids_are_of_version_4() {
        let mut random = Random::new("a");

        assert_eq!(random.uuid().get_version_num(), 4);
        assert_ne!(random.uuid(), random.uuid());
    }
}
