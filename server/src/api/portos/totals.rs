//! How many customers fit a query: added up from what is kept, not counted one by one.
//!
//! Two tables say how many customers have the same values in what lists are filtered by: `portos_counts`, and
//! `portos_expiration_counts` for those who expire, by the day on which they do. Both have few rows beside the customers.
//! What they do not hold is found by an index, as long as few have it; what all have but few is the difference of two.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::ndata::sql::{self, Sql};
use super::ndata::{Comparison, Filter, Query, Relation};
use super::rules::{self, Profile};
use crate::db::Connection;
use crate::db::query::{self, Dialect, OwnedValue, params};

/// A day, as times are kept.
const DAY_MICROS: i64 = 86_400_000_000;

/// What customers are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind {
    is_active: bool,
    credit_rate: i64,
    discount_rate: i64,
    /// In days since 1970-01-01.
    expiration_day: Option<i64>,
}

impl Kind {
    /// A customer's.
    pub fn of(profile: &Profile) -> Self {
        Self::new(
            profile.is_active,
            profile.credit_rate.scaled(),
            profile.discount_rate.scaled(),
            profile.expiration_time.map(rules::micros),
        )
    }

    /// Of values as they are kept.
    pub fn new(is_active: bool, credit_rate: i64, discount_rate: i64, expiration_time: Option<i64>) -> Self {
        Self { is_active, credit_rate, discount_rate, expiration_day: expiration_time.map(day) }
    }
}

fn day(micros: i64) -> i64 {
    micros.div_euclid(DAY_MICROS)
}

/// Keeps that there are so many customers more, or fewer, of these kinds.
pub fn count(
    connection: &Connection,
    tenant: &str,
    changes: impl IntoIterator<Item = (Kind, i64)>,
) -> query::Result<()> {
    let (mut all, mut expiring) = (BTreeMap::new(), BTreeMap::new());
    for (kind, by) in changes {
        *all.entry(Kind { expiration_day: None, ..kind }).or_insert(0) += by;
        if kind.expiration_day.is_some() {
            *expiring.entry(kind).or_insert(0) += by;
        }
    }
    for (kind, by) in all.into_iter().chain(expiring).filter(|(_, by)| *by != 0) {
        count_kind(connection, tenant, kind, by)?;
    }
    Ok(())
}

fn count_kind(connection: &Connection, tenant: &str, kind: Kind, by: i64) -> query::Result<()> {
    let Kind { is_active, credit_rate, discount_rate, expiration_day } = kind;
    if let Some(day) = expiration_day {
        let values = params![tenant, is_active, credit_rate, discount_rate, by, day];
        connection
            .prepare_cached(
                "INSERT INTO portos_expiration_counts
                     (tenant, is_active, credit_rate, discount_rate, count, expiration_day)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (tenant, expiration_day, is_active, credit_rate, discount_rate) DO UPDATE SET
                     count = portos_expiration_counts.count + excluded.count",
            )?
            .execute(values)?;
        if by < 0 {
            connection
                .prepare_cached(
                    "DELETE FROM portos_expiration_counts
                     WHERE tenant = ?1 AND is_active = ?2 AND credit_rate = ?3 AND discount_rate = ?4
                         AND expiration_day = ?5 AND count = 0",
                )?
                .execute(params![tenant, is_active, credit_rate, discount_rate, day])?;
        }
    } else {
        connection
            .prepare_cached(
                "INSERT INTO portos_counts (tenant, is_active, credit_rate, discount_rate, count)
                 VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (tenant, is_active, credit_rate, discount_rate) DO UPDATE SET
                     count = portos_counts.count + excluded.count",
            )?
            .execute(params![tenant, is_active, credit_rate, discount_rate, by])?;
        if by < 0 {
            connection
                .prepare_cached(
                    "DELETE FROM portos_counts
                     WHERE tenant = ?1 AND is_active = ?2 AND credit_rate = ?3 AND discount_rate = ?4 AND count = 0",
                )?
                .execute(params![tenant, is_active, credit_rate, discount_rate])?;
        }
    }
    Ok(())
}

/// How many customers of a tenant fit `query`; `None` where it asks for what only counting can tell: a text, or a range of
/// texts.
pub fn total(
    connection: &Connection,
    tenant: &str,
    query: &Query,
    now: DateTime<Utc>,
) -> query::Result<Option<i64>> {
    match Asked::of(query, now) {
        Some(asked) if query.search.is_none() => asked.total(connection, tenant, now).map(Some),
        _ => Ok(None),
    }
}

/// A query's conditions, by how it is found who fulfils them.
#[derive(Clone, Debug, Default)]
struct Asked {
    /// On what is counted together.
    counted: Vec<Filter>,
    /// On the time of expiration, from or until another time.
    expiring: Vec<Expiring>,
    /// Such as few fulfil, whom an index finds.
    few: Vec<Filter>,
    /// Such as few do not fulfil.
    but: Vec<But>,
}

/// Who expires before or after a time.
#[derive(Clone, Debug)]
struct Expiring {
    filter: Filter,
    is_after: bool,
    day: i64,
}

/// A condition that few do not fulfil.
#[derive(Clone, Debug)]
enum But {
    /// As it was asked for, and what those few fulfil.
    Few { asked: Filter, otherwise: Filter },
    /// Not to be expired. Whoever never expires is not.
    Expired,
}

impl Asked {
    fn of(query: &Query, now: DateTime<Utc>) -> Option<Self> {
        let mut asked = Self::default();
        match query.is_expired {
            Some(true) => asked.expiring.push(expired(now)),
            Some(false) => asked.but.push(But::Expired),
            None => {}
        }
        for filter in &query.filters {
            match filter {
                Filter::CreditRate(_) | Filter::DiscountRate(_) | Filter::IsActive(_) => {
                    asked.counted.push(filter.clone());
                }
                Filter::CardSerialNumber(comparison) => {
                    asked.add(filter, comparison, Filter::CardSerialNumber)?;
                }
                Filter::ExternalId(comparison) => asked.add(filter, comparison, Filter::ExternalId)?,
                Filter::ExpirationTime(Comparison::Is(relation, time)) if !relation.is_of_equality() => {
                    asked.expiring.push(Expiring {
                        filter: filter.clone(),
                        is_after: matches!(relation, Relation::Greater | Relation::GreaterOrEqual),
                        day: day(rules::micros(*time)),
                    });
                }
                Filter::ExpirationTime(comparison) => {
                    asked.add(filter, comparison, Filter::ExpirationTime)?;
                }
            }
        }
        Some(asked)
    }

    /// Adds a condition on a member of which few customers have the same value.
    fn add<T: Clone>(
        &mut self,
        filter: &Filter,
        comparison: &Comparison<T>,
        of_member: fn(Comparison<T>) -> Filter,
    ) -> Option<()> {
        let otherwise = match comparison {
            Comparison::Is(Relation::Equal, _) | Comparison::In(_) => {
                self.few.push(filter.clone());
                return Some(());
            }
            Comparison::Is(Relation::NotEqual, value) => Comparison::Is(Relation::Equal, value.clone()),
            Comparison::NotIn(values) => Comparison::In(values.clone()),
            Comparison::Is(..) => return None,
        };
        self.but.push(But::Few { asked: filter.clone(), otherwise: of_member(otherwise) });
        Some(())
    }

    fn total(mut self, connection: &Connection, tenant: &str, now: DateTime<Utc>) -> query::Result<i64> {
        if !self.few.is_empty() {
            return self.counted_one_by_one(connection, tenant, now);
        }
        let Some(but) = self.but.pop() else { return self.added_up(connection, tenant, now) };
        let mut others = self.clone();
        match but {
            But::Few { otherwise, .. } => others.few.push(otherwise),
            But::Expired => others.expiring.push(expired(now)),
        }
        Ok(self.total(connection, tenant, now)? - others.total(connection, tenant, now)?)
    }

    /// The same as a query again.
    fn to_query(&self) -> Query {
        let expiring = self.expiring.iter().map(|expiring| &expiring.filter);
        let but = self.but.iter().filter_map(|but| match but {
            But::Few { asked, .. } => Some(asked),
            But::Expired => None,
        });
        let filters = self.few.iter().chain(&self.counted).chain(expiring).chain(but).cloned().collect();
        let is_expired = self.but.iter().any(|but| matches!(but, But::Expired)).then_some(false);
        Query { filters, is_expired, ..Query::default() }
    }

    fn counted_one_by_one(
        &self,
        connection: &Connection,
        tenant: &str,
        now: DateTime<Utc>,
    ) -> query::Result<i64> {
        let (text, condition) = self.few_statement(connection.dialect(), tenant, now);
        number(connection, &text, &condition)
    }

    fn few_statement(&self, dialect: Dialect, tenant: &str, now: DateTime<Utc>) -> (String, Sql) {
        let condition = sql::condition(dialect, tenant, &self.to_query(), now);
        let expires = self.few.iter().any(|filter| matches!(filter, Filter::ExpirationTime(_)));
        let from = if expires { by_expiration(dialect) } else { CUSTOMERS };
        (format!("SELECT count(*) FROM {from} WHERE {}", condition.text), condition)
    }

    /// Whole days are added up; those in which some fit and some do not are few, and are looked through.
    fn added_up(&self, connection: &Connection, tenant: &str, now: DateTime<Utc>) -> query::Result<i64> {
        let table = if self.expiring.is_empty() { "portos_counts" } else { "portos_expiration_counts" };
        let counted = Query { filters: self.counted.clone(), ..Query::default() };
        let mut kinds = sql::condition(connection.dialect(), tenant, &counted, now);
        let mut parted = BTreeSet::new();
        for Expiring { is_after, day, .. } in &self.expiring {
            let operator = if *is_after { ">" } else { "<" };
            let bound = kinds.bind(OwnedValue::Integer(*day));
            kinds.and(&format!("expiration_day {operator} {bound}"));
            parted.insert(*day);
        }
        let text =
            format!("SELECT CAST(coalesce(sum(count), 0) AS bigint) FROM {table} WHERE {}", kinds.text);
        let mut total = number(connection, &text, &kinds)?;

        for day in parted {
            let mut condition = sql::condition(connection.dialect(), tenant, &self.to_query(), now);
            let [from, to] = [day, day.saturating_add(1)]
                .map(|day| condition.bind(OwnedValue::Integer(day.saturating_mul(DAY_MICROS))));
            condition.and(&format!("expiration_time >= {from} AND expiration_time < {to}"));
            let customers = by_expiration(connection.dialect());
            let text = format!("SELECT count(*) FROM {customers} WHERE {}", condition.text);
            total += number(connection, &text, &condition)?;
        }
        Ok(total)
    }
}

fn expired(now: DateTime<Utc>) -> Expiring {
    let filter = Filter::ExpirationTime(Comparison::Is(Relation::LessOrEqual, now));
    Expiring { filter, is_after: false, day: day(rules::micros(now)) }
}

const CUSTOMERS: &str = "portos_customers";

/// The customers, by the index of their expiration. SQLite takes an equality for better than a range, though nearly all may
/// be active, and few expire on one day; PostgreSQL knows how many there are.
fn by_expiration(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => "portos_customers INDEXED BY portos_customers_by_expiration_time",
        Dialect::Postgres => CUSTOMERS,
    }
}

fn number(connection: &Connection, text: &str, Sql { parameters, .. }: &Sql) -> query::Result<i64> {
    connection.prepare_cached(text)?.query_row(parameters, |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::super::rules::Customer;
    use super::super::{seed, store};
    use super::*;
    use crate::db::testing::plan;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000, 0).unwrap()
    }

    /// What can be asked for together, each in a few ways.
    fn asked() -> Vec<Query> {
        use Comparison::{In, Is, NotIn};
        use Relation::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};

        let rate = |text: &str| text.parse::<rust_decimal::Decimal>().unwrap();
        let from_now = |days| now() + TimeDelta::days(days);
        let id = |place: i64| format!("crm-{}", seed_id(place));
        let of_each: [Vec<Vec<Filter>>; 5] = [
            vec![vec![], vec![Filter::IsActive(Is(Equal, true))], vec![Filter::IsActive(Is(NotEqual, true))]],
            vec![
                vec![],
                vec![Filter::DiscountRate(Is(Greater, rate("5")))],
                vec![
                    Filter::DiscountRate(Is(GreaterOrEqual, rate("5"))),
                    Filter::DiscountRate(Is(Less, rate("12.50001"))),
                ],
            ],
            vec![vec![], vec![Filter::CreditRate(NotIn(vec![rate("1"), rate("7")]))]],
            vec![
                vec![],
                vec![Filter::ExpirationTime(Is(Less, from_now(1)))],
                vec![Filter::ExpirationTime(Is(GreaterOrEqual, from_now(-2)))],
                vec![
                    Filter::ExpirationTime(Is(Greater, from_now(-300))),
                    Filter::ExpirationTime(Is(LessOrEqual, from_now(1) + TimeDelta::hours(7))),
                ],
                vec![
                    Filter::ExpirationTime(Is(Greater, from_now(2))),
                    Filter::ExpirationTime(Is(Less, from_now(2) + TimeDelta::microseconds(9))),
                ],
                vec![Filter::ExpirationTime(In((0..100).map(from_now).collect()))],
                vec![Filter::ExpirationTime(NotIn((-100..100).map(from_now).collect()))],
            ],
            vec![
                vec![],
                vec![Filter::ExternalId(In((1..60).map(id).collect()))],
                vec![Filter::ExternalId(NotIn((1..60).map(id).collect()))],
                vec![
                    Filter::ExternalId(Is(NotEqual, id(2))),
                    Filter::CardSerialNumber(Is(NotEqual, seed_number(3))),
                    Filter::CardSerialNumber(NotIn((4..90).map(seed_number).collect())),
                ],
                vec![Filter::CardSerialNumber(In((4..90).map(seed_number).collect()))],
            ],
        ];
        let together = of_each.into_iter().fold(vec![vec![]], |all, ways| {
            all.iter().flat_map(|filters| ways.iter().map(move |way| [&filters[..], way].concat())).collect()
        });
        [None, Some(true), Some(false)]
            .into_iter()
            .flat_map(|is_expired| {
                together.iter().cloned().map(move |filters| Query { filters, is_expired, ..Query::default() })
            })
            .collect()
    }

    fn seed_run() -> crate::api::made_up::Run {
        crate::api::made_up::Run::new("t", 200, now(), 1)
    }

    fn seed_id(place: i64) -> String {
        seed_run().unlike_any(place)
    }

    fn seed_number(place: i64) -> String {
        seed_run().digits_unlike_any(place)
    }

    /// Most totals have to be neither none nor everybody, so that something is asked.
    fn assert_totals(connection: &Connection) {
        let everybody = store::CUSTOMERS.count(connection, "t").unwrap();
        let (mut telling, mut asked_for) = (0, 0);
        for query in asked() {
            let total = total(connection, "t", &query, now()).unwrap();
            let sql::Sql { text, parameters } = sql::condition(connection.dialect(), "t", &query, now());
            let counted: i64 = connection
                .prepare_cached(&format!("SELECT count(*) FROM portos_customers WHERE {text}"))
                .unwrap()
                .query_row(&parameters, |row| row.get(0))
                .unwrap();
            assert_eq!(total, Some(counted), "{query:?}");
            asked_for += 1;
            telling += usize::from(counted > 0 && counted < everybody);
        }
        assert!(telling > asked_for / 2, "{telling} of {asked_for} totals say something");
    }

    #[tokio::test]
    async fn totals_that_are_looked_up_are_those_that_would_be_counted() {
        let database = crate::db::testing::memory();
        let work = |connection: &Connection| {
            seed::seed(connection, "t", 200, now(), 1)?;
            seed::seed(connection, "other", 20, now(), 1)?;
            assert_totals(connection);
            let query = Query { take: 200, ..Query::default() };
            let customers = store::list(connection, "t", &query, false, now())?.customers;
            for (number, customer) in customers.into_iter().enumerate() {
                let Customer { id, mut profile, .. } = customer;
                match number % 3 {
                    0 => {
                        store::delete(connection, "t", &id)?;
                    }
                    1 => {
                        profile.is_active = !profile.is_active;
                        profile.discount_rate = rust_decimal::Decimal::from(7).into();
                        // Many on a few days, of which some begin and end between two of them.
                        let hours = i64::try_from(number % 40).unwrap() * 5 - 100;
                        profile.expiration_time = Some(now() + TimeDelta::hours(hours));
                        store::put(connection, "t", &id, profile, None, |_| true, now())?.unwrap();
                    }
                    _ => {}
                }
            }
            assert_totals(connection);
            connection
                .prepare_cached(
                    "SELECT (SELECT count(*) FROM portos_counts WHERE count <= 0)
                         + (SELECT count(*) FROM portos_expiration_counts WHERE count <= 0)",
                )?
                .query_row((), |row| row.get::<i64>(0))
        };
        assert_eq!(database.write(work).await.unwrap(), 0, "nothing is counted that is not there");
    }

    #[tokio::test]
    async fn whom_few_conditions_find_they_find_by_an_index_of_their_own() {
        let database = crate::db::testing::memory();
        let work = |connection: &Connection| {
            let is_active = Filter::IsActive(Comparison::Is(Relation::Equal, true));
            let text = || Comparison::In(vec!["one".to_owned(), "other".to_owned()]);
            for (filter, wanted) in [
                (Filter::ExternalId(text()), "tenant=? AND external_id=?"),
                (Filter::ExternalId(Comparison::Is(Relation::Equal, "one".to_owned())), "external_id=?"),
                (Filter::CardSerialNumber(text()), "seq=?"),
                (Filter::ExpirationTime(Comparison::In(vec![now()])), "expiration_time=?"),
            ] {
                let query = Query { filters: vec![is_active.clone(), filter], ..Query::default() };
                let asked = Asked::of(&query, now()).unwrap();
                let (text, condition) = asked.few_statement(connection.dialect(), "t", now());
                let plan = plan(connection, &text, &condition.parameters)?;
                assert!(plan.iter().any(|step| step.contains(wanted)), "{wanted}: {plan:?}");
            }
            Ok(())
        };
        database.write(work).await.unwrap();
    }
}
