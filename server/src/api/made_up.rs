//! Made-up customers: the same each time, so that what was measured can be measured again, and many in little time.
//!
//! An API says how one customer is made up, from chance that belongs to its place in the order of creation alone, and how
//! many are added at once. So it makes no difference how many are made at a time, or by which thread.
//!
//! What costs most when a table is filled is the place in an index that comes next being anywhere. So made-up values rise
//! with the places wherever that looks as well as any other order: identities, numbers, times. Those that may not, such as
//! names, repeat themselves for a while, see [`Run::in_fashion`].

use std::fmt::Debug;
use std::marker::PhantomData;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::task::{JoinHandle, spawn_blocking};
use uuid::Uuid;

use super::uuid_of;
use crate::auth::tokens::TokenHash;
use crate::db::{Connection, Database, DatabaseError, query};

/// Customers that are made and added at once: enough that what each transaction costs is shared, and few enough that others
/// who write get their turn soon.
const BATCH: u32 = 10_000;

/// How many times chance may be asked for one customer.
const NUMBERS_EACH: u64 = 64;

/// Customers whose names are in fashion together, as a power of two, and how many names that are.
const FASHION_BITS: u32 = 12;
const IN_FASHION: u32 = 128;

/// How many made-up customers are asked for, and whose.
#[derive(Clone, Debug)]
pub struct Run {
    /// Whose they are to be.
    pub tenant: String,
    /// All of them.
    pub count: u64,
    /// When they are made.
    pub now: DateTime<Utc>,
    /// Where chance begins, for this tenant.
    beginning: u64,
}

impl Run {
    /// The customers that belong to `seed`, as of `now`.
    pub fn new(tenant: &str, count: u64, now: DateTime<Utc>, seed: u64) -> Self {
        let hash = TokenHash::of(&format!("{seed}/{tenant}"));
        let beginning = u64::from_str_radix(&hash.as_str()[..16], 16).unwrap_or(seed);
        Self { tenant: tenant.to_owned(), count, now, beginning }
    }

    /// Chance for the customer at a place in the order of creation: for no other place the same.
    pub fn chance(&self, place: i64) -> Random {
        Random::new(self.beginning).at(place.cast_unsigned().wrapping_mul(NUMBERS_EACH))
    }

    /// When customer number `index` of the run was created: they are spread evenly over a time that ends now.
    pub fn created_at(&self, index: u64, span: TimeDelta) -> DateTime<Utc> {
        let left = i128::from(self.count.saturating_sub(index));
        let age = i128::from(span.num_milliseconds()) * left / i128::from(self.count.max(1));
        self.now - TimeDelta::milliseconds(i64::try_from(age).unwrap_or(0))
    }

    /// One of `kinds`, of which all are as frequent, but few at a time: some are in fashion for some thousand customers,
    /// and then others.
    pub fn in_fashion(&self, place: i64, random: &mut Random, kinds: u32) -> u32 {
        let season = place.cast_unsigned() >> FASHION_BITS;
        let one = season.wrapping_mul(u64::from(IN_FASHION)) + u64::from(random.below(IN_FASHION));
        Random::new(!self.beginning).at(one).below(kinds)
    }

    /// 16 digits that stand for a place of this tenant and for no other. They rise with the places.
    pub fn unlike_any(&self, place: i64) -> String {
        format!("{:06x}{:010x}", self.beginning >> 40, place)
    }

    /// The same in 20 decimal digits.
    pub fn digits_unlike_any(&self, place: i64) -> String {
        format!("{:08}{:012}", self.beginning % 100_000_000, place)
    }

    /// The hash of no secret: nobody can sign in with it. It rises with the places.
    pub fn no_ones_hash(&self, place: i64, random: &mut Random) -> String {
        format!("{:016x}{:016x}{:016x}{:016x}", place, self.beginning, random.number(), random.number())
    }
}

/// Numbers for made-up customers (SplitMix64): the same for the same beginning, and good for no secret.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

    /// From this beginning on.
    pub fn new(beginning: u64) -> Self {
        Self(beginning)
    }

    /// What it is after so many numbers.
    fn at(&self, numbers: u64) -> Self {
        Self(self.0.wrapping_add(numbers.wrapping_mul(Self::STEP)))
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(Self::STEP);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Below `bound`, which is small.
    pub fn below(&mut self, bound: u32) -> u32 {
        // The upper half times the bound: its own upper half is below the bound, so the conversion cannot
        // fail.
        u32::try_from(((self.number() >> 32) * u64::from(bound)) >> 32).unwrap_or(0)
    }

    /// Once in so many times.
    pub fn one_in(&mut self, bound: u32) -> bool {
        self.below(bound) == 0
    }

    /// One of these.
    pub fn pick<T: Copy, const N: usize>(&mut self, from: [T; N]) -> T {
        let bound = u32::try_from(N).unwrap_or(u32::MAX);
        from[usize::try_from(self.below(bound)).unwrap_or(0)]
    }

    /// An identity as `new_uuid` would have made it then.
    pub fn uuid(&mut self, at: DateTime<Utc>) -> Uuid {
        uuid_of(at, self.number())
    }
}

/// How an API's customers are made up and added.
pub trait MadeUp: 'static {
    /// A customer, as far as it is known without the database.
    type Customer: Send + Sync;

    /// Makes up customer number `index` of the run, which is to stand at `place`.
    fn make(run: &Run, place: i64, index: u64) -> Self::Customer;

    /// The place of the next customer, if nobody is faster.
    fn next_place(connection: &Connection, tenant: &str) -> query::Result<i64>;

    /// Takes so many places; the first of them.
    fn take_places(connection: &Connection, tenant: &str, count: u32) -> query::Result<i64>;

    /// Adds customers at the places from `first` on, which have been taken.
    fn insert(
        connection: &Connection,
        run: &Run,
        first: i64,
        customers: &[Self::Customer],
    ) -> query::Result<()>;
}

/// [`MadeUp`], without saying which.
pub trait Seeding: Debug + Sync {
    /// The place of the next customer, if nobody is faster.
    fn next_place(&self, connection: &Connection, tenant: &str) -> query::Result<i64>;

    /// Makes up so many customers, the first of them number `index` of the run, to stand at the places from `first` on.
    fn make(&self, run: &Run, first: i64, index: u64, count: u32) -> Box<dyn Batch>;

    /// Makes up `count` customers for a tenant, those that belong to `seed`, as of `now`, and adds them.
    ///
    /// The same seed on the same database makes the same customers; for a tenant that has some already, it makes others.
    fn seed(
        &self,
        connection: &Connection,
        tenant: &str,
        count: u32,
        now: DateTime<Utc>,
        seed: u64,
    ) -> query::Result<()> {
        let run = Run::new(tenant, count.into(), now, seed);
        let first = self.next_place(connection, tenant)?;
        self.make(&run, first, 0, count).insert(connection, &run)
    }
}

/// Customers on their way to the database.
pub trait Batch: Send + Sync {
    /// Adds them. May be called again, where a transaction has to be.
    fn insert(&self, connection: &Connection, run: &Run) -> query::Result<()>;
}

/// The customers of an API.
pub struct Seeder<M>(PhantomData<fn() -> M>);

impl<M> Seeder<M> {
    /// The one that there is: it knows nothing but its type.
    pub const SEEDER: Self = Self(PhantomData);
}

impl<M> Debug for Seeder<M> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(std::any::type_name::<M>())
    }
}

struct Made<M: MadeUp> {
    first: i64,
    index: u64,
    customers: Vec<M::Customer>,
}

impl<M: MadeUp> Made<M> {
    fn make(run: &Run, first: i64, index: u64, count: u32) -> Self {
        let customers = (first..).zip(index..).take(count as usize);
        let customers = customers.map(|(place, index)| M::make(run, place, index)).collect();
        Self { first, index, customers }
    }
}

impl<M: MadeUp> Seeding for Seeder<M> {
    fn next_place(&self, connection: &Connection, tenant: &str) -> query::Result<i64> {
        M::next_place(connection, tenant)
    }

    fn make(&self, run: &Run, first: i64, index: u64, count: u32) -> Box<dyn Batch> {
        Box::new(Made::<M>::make(run, first, index, count))
    }
}

impl<M: MadeUp> Batch for Made<M> {
    fn insert(&self, connection: &Connection, run: &Run) -> query::Result<()> {
        let count = u32::try_from(self.customers.len()).unwrap_or(u32::MAX);
        if count == 0 {
            return Ok(());
        }
        let first = M::take_places(connection, &run.tenant, count)?;
        if first == self.first {
            return M::insert(connection, run, first, &self.customers);
        }
        // Somebody else has taken places meanwhile, so that these are others.
        let made = Self::make(run, first, self.index, count);
        M::insert(connection, run, first, &made.customers)
    }
}

/// Adds all customers of a run, and tells how many there are by and by. One thread makes them up while another writes.
pub async fn fill(
    database: &Database,
    seeding: &'static dyn Seeding,
    run: Run,
    mut tell: impl FnMut(u64),
) -> Result<(), DatabaseError> {
    let run = Arc::new(run);
    let tenant = run.tenant.clone();
    let first = database.read(move |connection| seeding.next_place(connection, &tenant)).await?;
    let make = |done: u64| -> Option<(JoinHandle<Box<dyn Batch>>, u32)> {
        let count = u32::try_from(run.count.saturating_sub(done)).unwrap_or(u32::MAX).min(BATCH);
        let run = Arc::clone(&run);
        let place = first.saturating_add_unsigned(done);
        (count > 0).then(|| (spawn_blocking(move || seeding.make(&run, place, done, count)), count))
    };
    let mut done = 0;
    let mut next = make(done);
    while let Some((made, count)) = next {
        let batch = made.await.unwrap_or_else(|ended| std::panic::resume_unwind(ended.into_panic()));
        done += u64::from(count);
        next = make(done);
        let run = Arc::clone(&run);
        database.write(move |connection| batch.insert(connection, &run)).await?;
        tell(done);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(tenant: &str) -> Run {
        Run::new(tenant, 1_000, DateTime::from_timestamp(1_700_000_000, 0).unwrap(), 1)
    }

    #[test]
    fn chance_is_the_same_for_the_same_place_and_for_no_other() {
        let numbers = |tenant: &str, place: i64| {
            let mut random = run(tenant).chance(place);
            (0..NUMBERS_EACH).map(|_| random.number()).collect::<Vec<_>>()
        };
        assert_eq!(numbers("a", 7), numbers("a", 7));
        let mut all: Vec<_> =
            [("a", 7), ("a", 8), ("b", 7)].iter().flat_map(|(t, p)| numbers(t, *p)).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len() as u64, 3 * NUMBERS_EACH);
    }

    #[test]
    fn creation_is_spread_over_the_whole_run() {
        let run = run("a");
        let span = TimeDelta::days(1_000);
        assert_eq!(run.created_at(0, span), run.now - span);
        assert_eq!(run.created_at(500, span), run.now - span / 2);
        assert_eq!(run.created_at(999, span), run.now - TimeDelta::days(1));
    }

    #[test]
    fn few_are_in_fashion_at_a_time_and_all_in_the_end() {
        let run = run("a");
        let kinds = |places: std::ops::Range<i64>| {
            let kind = |place| run.in_fashion(place, &mut run.chance(place), 1_000);
            places.map(kind).collect::<std::collections::HashSet<_>>()
        };
        assert!(kinds(0..4_096).len() <= IN_FASHION as usize);
        assert!(kinds(0..409_600).len() > 990);
    }

    #[test]
    fn made_up_identities_rise_with_time_and_are_unlike() {
        let run = run("a");
        let uuids: Vec<_> = (0..1_000)
            .map(|place| run.chance(place).uuid(run.created_at(place.cast_unsigned(), TimeDelta::days(1))))
            .collect();
        assert!(uuids.is_sorted_by(|one, next| one < next));
        assert_eq!(uuids[0].get_version_num(), 7);
    }
}
