//! Places in the order of creation: a table has a row a tenant, which says the last place that was given, and mostly how many
//! are there. It changes in the transaction that changes what it counts, so that a total is read, not counted.
//!
//! Whoever takes a place holds the tenant's row until the end of the transaction: places become visible in their order, and
//! whoever goes through a list is overtaken by nobody.

use super::query::{self, Connection, Dialect, OptionalExtension as _, params};

/// The places that one table of tenants gives out. `places!` makes them.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    pub(crate) take: &'static str,
    pub(crate) take_returning: &'static str,
    pub(crate) last: &'static str,
}

/// Places, and how many who have taken one are still there.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    pub(crate) places: Places,
    pub(crate) count: &'static str,
    pub(crate) leave: &'static str,
}

/// The `Places` of a table of tenants, or, with the column that holds the count, `Counted`.
macro_rules! places {
    ($table:literal) => {
        $crate::db::places::places!(
            $table,
            concat!(
                "INSERT INTO ",
                $table,
                " (tenant, last_seq) VALUES (?1, ?2)
                 ON CONFLICT (tenant) DO UPDATE SET last_seq = ",
                $table,
                ".last_seq + excluded.last_seq"
            )
        )
    };
    ($table:literal, $count:literal) => {
        $crate::db::places::Counted {
            places: $crate::db::places::places!(
                $table,
                concat!(
                    "INSERT INTO ",
                    $table,
                    " (tenant, ",
                    $count,
                    ", last_seq) VALUES (?1, ?2, ?2)
                     ON CONFLICT (tenant) DO UPDATE SET
                         ",
                    $count,
                    " = ",
                    $table,
                    ".",
                    $count,
                    " + excluded.",
                    $count,
                    ",
                         last_seq = ",
                    $table,
                    ".last_seq + excluded.last_seq"
                )
            ),
            count: concat!("SELECT ", $count, " FROM ", $table, " WHERE tenant = ?1"),
            leave: concat!("UPDATE ", $table, " SET ", $count, " = ", $count, " - 1 WHERE tenant = ?1"),
        }
    };
    ($table:literal, $take:expr) => {
        $crate::db::places::Places {
            take: $take,
            take_returning: concat!($take, " RETURNING last_seq"),
            last: concat!("SELECT last_seq FROM ", $table, " WHERE tenant = ?1"),
        }
    };
}
pub(crate) use places;

impl Places {
    /// Counts `count` in, and returns the first of their places.
    pub fn take(&self, connection: &Connection, tenant: &str, count: i64) -> query::Result<i64> {
        let last: i64 = match connection.dialect() {
            // What is returned takes a table of its own there, which costs more than asking for it.
            Dialect::Sqlite => {
                connection.prepare_cached(self.take)?.execute(params![tenant, count])?;
                self.last(connection, tenant)?
            }
            // A statement is a round trip.
            Dialect::Postgres => connection
                .prepare_cached(self.take_returning)?
                .query_row(params![tenant, count], |row| row.get(0))?,
        };
        Ok(last - count + 1)
    }

    /// The last place that was given.
    pub fn last(&self, connection: &Connection, tenant: &str) -> query::Result<i64> {
        number(connection, self.last, tenant)
    }
}

impl Counted {
    /// How many are there: read, not counted.
    pub fn count(&self, connection: &Connection, tenant: &str) -> query::Result<i64> {
        number(connection, self.count, tenant)
    }

    /// Counts one out. Its place is given to nobody else.
    pub fn leave(&self, connection: &Connection, tenant: &str) -> query::Result<()> {
        connection.prepare_cached(self.leave)?.execute(params![tenant]).map(|_| ())
    }
}

/// A number of a tenant's row; none without a row.
fn number(connection: &Connection, sql: &str, tenant: &str) -> query::Result<i64> {
    let number = connection.prepare_cached(sql)?.query_row(params![tenant], |row| row.get(0)).optional()?;
    Ok(number.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::testing::with;

    const CUSTOMERS: Counted = places!("reportei_merchants", "customer_count");
    const PARTNERS: Places = places!("tradevest_partners");

    #[tokio::test]
    async fn each_tenant_has_places_of_its_own_and_none_is_given_twice() {
        with(|c| {
            let take = |tenant: &str, count: i64| CUSTOMERS.places.take(c, tenant, count).unwrap();
            assert_eq!((take("a", 1), take("a", 3), take("b", 2), take("a", 1)), (1, 2, 1, 5));
            CUSTOMERS.leave(c, "a").unwrap();
            assert_eq!(take("a", 1), 6);
            let of = |tenant: &str| {
                (CUSTOMERS.count(c, tenant).unwrap(), CUSTOMERS.places.last(c, tenant).unwrap())
            };
            assert_eq!((of("a"), of("b"), of("nobody")), ((5, 6), (2, 2), (0, 0)));
            assert_eq!([PARTNERS.take(c, "a", 2), PARTNERS.take(c, "a", 1)].map(Result::unwrap), [1, 3]);
        })
        .await;
    }
}
