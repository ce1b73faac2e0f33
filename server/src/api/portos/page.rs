//! Which customers stand on a page of a list, in which order.
//!
//! An index has a list's order, and is walked over from the list's nearer end to the page: what that takes grows with the way,
//! not with the company. A descending order is the one that no index has as it is.

use super::ndata::sql::{self, Sql};
use super::ndata::{Query, Sort};
use crate::db::Connection;
use crate::db::query::{self, OwnedValue};

/// The places in the order of creation of the `length` customers behind the first `query.skip` of the `total` that fit
/// `condition`, in the order that `query` asks for.
pub fn places(
    connection: &Connection,
    condition: &Sql,
    query: &Query,
    total: i64,
    length: i64,
) -> query::Result<Vec<i64>> {
    // What comes before a page must be walked over. Beyond the middle, the way from the other end is the shorter one.
    let from_end = query.skip > total / 2;
    let skip = if from_end { total - query.skip - length } else { query.skip };
    let mut places = match query.sort.as_slice() {
        [sort] if sort.descending => descending(connection, condition, *sort, from_end, skip, length)?,
        sort => in_order(connection, condition.clone(), &sql::order(sort, from_end), skip, length)?,
    };
    if from_end {
        places.reverse();
    }
    Ok(places)
}

/// Part of an order that the database sees to.
fn in_order(
    connection: &Connection,
    mut condition: Sql,
    order: &str,
    skip: i64,
    length: i64,
) -> query::Result<Vec<i64>> {
    let limit = condition.bind(OwnedValue::Integer(length));
    let offset = condition.bind(OwnedValue::Integer(skip));
    connection
        .prepare_cached(&format!(
            "SELECT seq FROM portos_customers WHERE {} ORDER BY {order} LIMIT {limit} OFFSET {offset}",
            condition.text
        ))?
        .query_map(&condition.parameters, |row| row.get(0))
}

/// Part of the order in which the greatest values of one member come first, but of equals who was created first; `from_end`
/// turns all of that round.
///
/// Walked through from its end, an index has the equals the wrong way round, and a database would sort everybody who has the
/// first value before it shows one of them. So the walk only says which values stand on the page, which does not depend on
/// the order of equals. Who has them is taken from the walk where it came past all equals, and asked for value by value where
/// the page begins or ends among them.
fn descending(
    connection: &Connection,
    condition: &Sql,
    sort: Sort,
    from_end: bool,
    skip: i64,
    length: i64,
) -> query::Result<Vec<i64>> {
    let column = sql::column(sort.key);
    let walk = sql::order(&[Sort { descending: false, ..sort }], !from_end);
    let walked = walked(connection, condition.clone(), column, &walk, skip, length)?;
    let of_equals = sql::order(&[], from_end);

    let mut places = Vec::with_capacity(walked.len());
    for equals in walked.chunk_by(|(_, one), (_, next)| one == next) {
        let (_, value) = &equals[0];
        let is_first = places.is_empty();
        let is_last = places.len() + equals.len() == walked.len();
        let before = match skip {
            1.. if is_first => equal_before(connection, condition.clone(), column, &walk, value, skip)?,
            _ => 0,
        };
        if is_last || before > 0 {
            let mut condition = condition.clone();
            let is_equal = sql::equal(&mut condition, column, value);
            condition.and(&is_equal);
            let count = i64::try_from(equals.len()).unwrap_or(i64::MAX);
            places.extend(in_order(connection, condition, &of_equals, before, count)?);
        } else {
            places.extend(equals.iter().rev().map(|(place, _)| place));
        }
    }
    Ok(places)
}

/// Who is met on a part of a walk, and with which value.
fn walked(
    connection: &Connection,
    mut condition: Sql,
    column: &str,
    walk: &str,
    skip: i64,
    length: i64,
) -> query::Result<Vec<(i64, OwnedValue)>> {
    let limit = condition.bind(OwnedValue::Integer(length));
    let offset = condition.bind(OwnedValue::Integer(skip));
    connection
        .prepare_cached(&format!(
            "SELECT seq, {column} FROM portos_customers WHERE {} ORDER BY {walk} LIMIT {limit} OFFSET {offset}",
            condition.text
        ))?
        .query_map(&condition.parameters, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// How many have `value` among the first `skip` of a walk.
fn equal_before(
    connection: &Connection,
    mut condition: Sql,
    column: &str,
    walk: &str,
    value: &OwnedValue,
    skip: i64,
) -> query::Result<i64> {
    let limit = condition.bind(OwnedValue::Integer(skip));
    let text = format!(
        "SELECT {column} AS value FROM portos_customers WHERE {} ORDER BY {walk} LIMIT {limit}",
        condition.text
    );
    let is_equal = sql::equal(&mut condition, "value", value);
    connection
        .prepare_cached(&format!("SELECT count(*) FROM ({text}) AS walked WHERE {is_equal}"))?
        .query_row(&condition.parameters, |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::super::ndata::{Comparison, Filter, Relation, SortKey};
    use super::super::seed;
    use super::*;
    use crate::db::testing::{plan, with};

    /// What the database says is the order, sorted by hand.
    fn sorted(connection: &Connection, condition: &Sql, sort: Sort) -> Vec<i64> {
        in_order(connection, condition.clone(), &sql::order(&[sort], false), 0, 1_000).unwrap()
    }

    #[tokio::test]
    async fn every_page_of_a_list_sorted_by_one_member_is_part_of_the_whole_order() {
        let database = crate::db::testing::memory();
        let now = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        let work = move |connection: &Connection| {
            seed::seed(connection, "t", 150, now, 1)?;
            seed::seed(connection, "other", 20, now, 2)?;
            let active = Filter::IsActive(Comparison::Is(Relation::Equal, true));
            for filters in [vec![], vec![active]] {
                for (key, descending) in
                    SortKey::ALL.into_iter().flat_map(|(_, key)| [(key, false), (key, true)])
                {
                    let sort = Sort { key, descending };
                    let query = Query { sort: vec![sort], filters: filters.clone(), ..Query::default() };
                    let condition = sql::condition(connection.dialect(), "t", &query, now);
                    let in_order = sql::condition_in_order(connection.dialect(), "t", &query, now);
                    let whole = sorted(connection, &condition, sort);
                    let total = whole.len();
                    for length in [1, 7, 40] {
                        for skip in (0..total).step_by(length) {
                            let expected = &whole[skip..(skip + length).min(total)];
                            let query = Query { skip: skip.try_into().unwrap(), ..query.clone() };
                            let [total, length] =
                                [total, expected.len()].map(|number| number.try_into().unwrap());
                            for condition in [&condition, &in_order] {
                                let page = places(connection, condition, &query, total, length)?;
                                assert_eq!(page, expected, "{sort:?}, {length} from {skip}");
                            }
                        }
                    }
                }
            }
            Ok(())
        };
        database.write(work).await.unwrap();
    }

    #[tokio::test]
    async fn a_page_of_what_most_fulfil_is_met_on_the_way_through_the_order() {
        with(|connection| {
            let rate = |text: &str| Comparison::Is(Relation::Greater, text.parse().unwrap());
            let filters = vec![
                Filter::IsActive(Comparison::Is(Relation::Equal, true)),
                Filter::DiscountRate(rate("5")),
                Filter::CreditRate(rate("0.5")),
            ];
            let query = Query { filters, is_expired: Some(false), ..Query::default() };
            let of = |sort: Vec<Sort>| {
                let query = Query { sort, ..query.clone() };
                let now = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
                let Sql { text, parameters } =
                    sql::condition_in_order(connection.dialect(), "t", &query, now);
                let order = sql::order(&query.sort, false);
                let statement =
                    format!("SELECT seq FROM portos_customers WHERE {text} ORDER BY {order} LIMIT 15");
                plan(connection, &statement, &parameters).unwrap()
            };
            for (key, wanted) in [
                (None, "(tenant=?)"),
                (Some(SortKey::LastName), "portos_customers_by_last_name (tenant=?)"),
                (Some(SortKey::DiscountRate), "by_discount_rate (tenant=? AND discount_rate>?)"),
            ] {
                let plan = of(key.map(|key| Sort { key, descending: false }).into_iter().collect());
                assert!(plan.len() == 1 && plan[0].ends_with(wanted), "{wanted}: {plan:?}");
            }
        })
        .await;
    }

    #[tokio::test]
    async fn a_page_sorted_by_one_member_is_found_without_sorting() {
        with(|connection| {
            for (name, key) in SortKey::ALL {
                let column = sql::column(key);
                for reversed in [false, true] {
                    let walk = sql::order(&[Sort { key, descending: false }], reversed);
                    let equals = sql::order(&[], reversed);
                    for statement in [
                        format!("tenant = 't' ORDER BY {walk}"),
                        format!("tenant = 't' AND {column} = 1 ORDER BY {equals}"),
                        format!("tenant = 't' AND {column} IS NULL ORDER BY {equals}"),
                    ] {
                        let statement =
                            format!("SELECT seq FROM portos_customers WHERE {statement} LIMIT 15");
                        let plan = plan(connection, &statement, ()).unwrap();
                        assert_eq!(plan.len(), 1, "{name}: {statement}: {plan:?}");
                    }
                }
            }
        })
        .await;
    }
}
