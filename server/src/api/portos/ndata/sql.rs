//! SQL of a typed query, with a parameter for every value.
//!
//! A list is read in two ways. [`Access::Find`] finds all matching customers by the index that suits the filters, and sorts
//! them; it also counts them. [`Access::Walk`] follows the index of the sort order until the page is full, which is faster
//! if many customers match. On SQLite the statement names the index, since SQLite knows neither how many rows match nor
//! that a page is short; PostgreSQL chooses by its statistics.
//!
//! Texts are compared by their bytes, on every database.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use super::{Comparison, Filter, Query, Relation, Sort, SortKey};
use crate::api::portos::customer::whole_micros;
use crate::api::portos::fixed::Fixed;
use crate::db::query::{Dialect, OwnedValue};
use crate::db::sql_builder::SqlBuilder;

/// The length in characters of the shortest text that a trigram index finds.
const TRIGRAM: usize = 3;

/// The number of conditions in parentheses. SQLite limits the depth of an expression, which is the number of conditions in a
/// row.
const CONDITIONS_PER_GROUP: usize = 25;

/// The way in which matching customers are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// All of them, by the index that suits the filters.
    Find,
    /// In the order of the list, by the index of the order.
    Walk,
}

/// Returns a statement that counts the customers that match.
pub fn count(dialect: Dialect, tenant: &str, query: &Query, now: DateTime<Utc>) -> SqlBuilder {
    let mut sql = SqlBuilder::default();
    sql.push("SELECT count(*)");
    push_matching(&mut sql, dialect, tenant, query, Access::Find, now);
    sql
}

/// Returns a statement that selects the customers on the page.
pub fn page(dialect: Dialect, tenant: &str, query: &Query, access: Access, now: DateTime<Utc>) -> SqlBuilder {
    // Selecting the page first reads and sorts narrow rows.
    let by_seq = match dialect {
        Dialect::Sqlite => "portos_customers INDEXED BY portos_customers_by_seq",
        Dialect::Postgres => "portos_customers",
    };
    let mut sql = SqlBuilder::default();
    sql.push(format_args!("SELECT customer FROM {by_seq} WHERE tenant = ?1 AND seq IN (SELECT seq"));
    push_matching(&mut sql, dialect, tenant, query, access, now);
    let (limit, offset) = (sql.bind(query.take), sql.bind(query.skip));
    let order = order(&query.sort);
    sql.push(format_args!(" ORDER BY {order} LIMIT {limit} OFFSET {offset}) ORDER BY {order}"));
    sql
}

/// Appends `FROM` and `WHERE`.
fn push_matching(
    sql: &mut SqlBuilder,
    dialect: Dialect,
    tenant: &str,
    query: &Query,
    access: Access,
    now: DateTime<Utc>,
) {
    let tenant = sql.bind(tenant.to_owned());
    let source = match dialect {
        Dialect::Sqlite => sqlite_source(query, access),
        Dialect::Postgres => "portos_customers".to_owned(),
    };
    sql.push(format_args!(" FROM {source} WHERE tenant = {tenant}"));
    for filters in query.filters.chunks(CONDITIONS_PER_GROUP) {
        let conditions: Vec<_> =
            filters.iter().map(|filter| filter_condition(sql, &tenant, filter)).collect();
        sql.push(format_args!(" AND ({})", conditions.join(" AND ")));
    }
    if let Some(is_expired) = query.is_expired {
        let now = sql.bind(now.timestamp_micros());
        sql.push(if is_expired {
            format!(" AND expiration_time <= {now}")
        } else {
            format!(" AND (expiration_time > {now} OR expiration_time IS NULL)")
        });
    }
    if let Some(text) = &query.search {
        let condition = search_condition(sql, dialect, text, access);
        sql.push(format_args!(" AND {condition}"));
    }
}

fn sqlite_source(query: &Query, access: Access) -> String {
    let finds = |field: fn(&Filter) -> bool| query.filters.iter().any(field);
    let index = if access == Access::Walk {
        &query.sort.first().copied().map_or_else(|| "seq".to_owned(), order_index)
    } else if query.search.as_deref().is_some_and(has_trigram) {
        // A cross join makes SQLite read the left table first.
        return "portos_search CROSS JOIN portos_customers ON row_id = portos_search.rowid".to_owned();
    } else if finds(|filter| matches!(filter, Filter::ExternalId(comparison) if comparison.is_equality())) {
        "external_id"
    } else if finds(
        |filter| matches!(filter, Filter::CardSerialNumber(comparison) if comparison.is_equality()),
    ) {
        "seq"
    } else if query.search.is_some() {
        "search_text"
    } else {
        "filters"
    };
    format!("portos_customers INDEXED BY portos_customers_by_{index}")
}

/// Returns the last part of the name of the index that has the order of a sort key. Where many customers have the same
/// value, the descending order has an index too; SQLite sorts the few that are equal otherwise.
fn order_index(sort: Sort) -> String {
    let has_descending_index = matches!(
        sort.key,
        SortKey::IsActive
            | SortKey::IsCompany
            | SortKey::CreditRate
            | SortKey::DiscountRate
            | SortKey::ActivationTime
            | SortKey::ExpirationTime
    );
    let suffix = if sort.descending && has_descending_index { "_desc" } else { "" };
    format!("{}{suffix}", column(sort.key))
}

fn order(sort: &[Sort]) -> String {
    let mut text = String::new();
    for Sort { key, descending } in sort {
        text.push_str(column(*key));
        text.push_str(if *descending { " DESC NULLS LAST, " } else { " ASC NULLS FIRST, " });
    }
    text + "seq"
}

fn column(key: SortKey) -> &'static str {
    match key {
        SortKey::Id => "id",
        SortKey::ExternalId => "external_id",
        SortKey::IsActive => "is_active",
        SortKey::ActivationTime => "activation_time",
        SortKey::ExpirationTime => "expiration_time",
        SortKey::FirstName => "first_name_sort",
        SortKey::LastName => "last_name_sort",
        SortKey::FullName => "full_name_sort",
        SortKey::BirthDate => "birth_date",
        SortKey::Email => "email_sort",
        SortKey::IsCompany => "is_company",
        SortKey::CreditRate => "credit_rate",
        SortKey::DiscountRate => "discount_rate",
    }
}

fn has_trigram(text: &str) -> bool {
    text.chars().nth(TRIGRAM - 1).is_some()
}

fn search_condition(sql: &mut SqlBuilder, dialect: Dialect, text: &str, access: Access) -> String {
    if dialect == Dialect::Postgres {
        let escaped = text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
        format!(r"search_text LIKE {} ESCAPE '\'", sql.bind(format!("%{escaped}%")))
    } else if access == Access::Find && has_trigram(text) {
        // A phrase of trigrams is a substring.
        format!("portos_search MATCH {}", sql.bind(format!("\"{}\"", text.replace('"', "\"\""))))
    } else {
        format!("instr(search_text, {}) > 0", sql.bind(text.to_owned()))
    }
}

fn filter_condition(sql: &mut SqlBuilder, tenant: &str, filter: &Filter) -> String {
    match filter {
        Filter::CardSerialNumber(comparison) => card_condition(sql, tenant, comparison),
        Filter::ExternalId(comparison) => compare(sql, "external_id", comparison, text),
        Filter::CreditRate(comparison) => compare(sql, "credit_rate", comparison, decimal),
        Filter::DiscountRate(comparison) => compare(sql, "discount_rate", comparison, decimal),
        Filter::IsActive(comparison) => compare(sql, "is_active", comparison, boolean),
        Filter::ExpirationTime(comparison) => compare(sql, "expiration_time", comparison, time),
    }
}

/// One card that matches is enough; for `neq` and `nin`, no card may have an argument as its serial number.
fn card_condition(sql: &mut SqlBuilder, tenant: &str, comparison: &Comparison<String>) -> String {
    let (not, positive) = match comparison {
        Comparison::Is(Relation::NotEqual, value) => {
            ("NOT ", &Comparison::Is(Relation::Equal, value.clone()))
        }
        Comparison::NotIn(values) => ("NOT ", &Comparison::In(values.clone())),
        positive => ("", positive),
    };
    let condition = compare(sql, "serial_number", positive, text);
    format!("seq {not}IN (SELECT customer_seq FROM portos_cards WHERE tenant = {tenant} AND {condition})")
}

/// The greatest storable value that is not greater than an argument, and whether it is equal to it.
type Bound = (OwnedValue, bool);

#[expect(clippy::ptr_arg, reason = "the type that `compare` takes")]
fn text(text: &String) -> Bound {
    (OwnedValue::Text(text.clone()), true)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the type that `compare` takes")]
fn boolean(boolean: &bool) -> Bound {
    (OwnedValue::Boolean(*boolean), true)
}

fn decimal(decimal: &Decimal) -> Bound {
    let (fixed, is_exact) = Fixed::floor(*decimal);
    (OwnedValue::Integer(fixed.scaled()), is_exact)
}

fn time(time: &DateTime<Utc>) -> Bound {
    (OwnedValue::Integer(time.timestamp_micros()), whole_micros(*time) == *time)
}

const NOTHING: &str = "1 = 0";
const EVERYTHING: &str = "1 = 1";

fn compare<T>(
    sql: &mut SqlBuilder,
    column: &str,
    comparison: &Comparison<T>,
    bound: fn(&T) -> Bound,
) -> String {
    match comparison {
        Comparison::Is(relation, argument) => {
            let (value, is_exact) = bound(argument);
            let operator = match (relation, is_exact) {
                (Relation::Equal, false) => return NOTHING.to_owned(),
                (Relation::NotEqual, false) => return EVERYTHING.to_owned(),
                (Relation::Equal, true) => "=",
                (Relation::NotEqual, true) => {
                    let value = sql.bind(value);
                    return format!("({column} <> {value} OR {column} IS NULL)");
                }
                (Relation::Greater, _) | (Relation::GreaterOrEqual, false) => ">",
                (Relation::GreaterOrEqual, true) => ">=",
                (Relation::Less, true) => "<",
                (Relation::LessOrEqual, _) | (Relation::Less, false) => "<=",
            };
            format!("{column} {operator} {}", sql.bind(value))
        }
        Comparison::In(arguments) => match list(sql, arguments, bound) {
            Some(list) => format!("{column} IN ({list})"),
            None => NOTHING.to_owned(),
        },
        Comparison::NotIn(arguments) => match list(sql, arguments, bound) {
            Some(list) => format!("({column} NOT IN ({list}) OR {column} IS NULL)"),
            None => EVERYTHING.to_owned(),
        },
    }
}

/// Returns the placeholders of the arguments that a stored value can be equal to, if there are any.
fn list<T>(sql: &mut SqlBuilder, arguments: &[T], bound: fn(&T) -> Bound) -> Option<String> {
    let exact = arguments.iter().map(bound).filter(|(_, is_exact)| *is_exact);
    let placeholders: Vec<_> = exact.map(|(value, _)| sql.bind(value)).collect();
    (!placeholders.is_empty()).then(|| placeholders.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(filter: Filter) -> Query {
        Query { filters: vec![filter], ..Query::default() }
    }

    fn condition_of(filter: Filter) -> (String, Vec<OwnedValue>) {
        let sql = count(Dialect::Postgres, "t", &query(filter), DateTime::UNIX_EPOCH);
        let (_, text) = sql.text().split_once("WHERE tenant = ?1 AND (").unwrap();
        let text = text.strip_suffix(')').unwrap();
        (text.to_owned(), sql.parameters()[1..].to_vec())
    }

    #[test]
    fn inexact_arguments_are_compared_exactly() {
        use Relation::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};

        for (relation, argument, expected) in [
            (Equal, "12.5", "discount_rate = ?2"),
            (NotEqual, "12.5", "(discount_rate <> ?2 OR discount_rate IS NULL)"),
            (Less, "12.5", "discount_rate < ?2"),
            (GreaterOrEqual, "12.5", "discount_rate >= ?2"),
            (Equal, "12.50001", "1 = 0"),
            (NotEqual, "12.50001", "1 = 1"),
            (Greater, "12.50001", "discount_rate > ?2"),
            (GreaterOrEqual, "12.50001", "discount_rate > ?2"),
            (Less, "12.50001", "discount_rate <= ?2"),
            (LessOrEqual, "12.50001", "discount_rate <= ?2"),
        ] {
            let argument = argument.parse().unwrap();
            let (text, parameters) = condition_of(Filter::DiscountRate(Comparison::Is(relation, argument)));
            assert_eq!(text, expected, "{relation:?} {argument}");
            assert!(parameters.iter().all(|value| *value == OwnedValue::Integer(125_000)), "{parameters:?}");
        }
    }

    #[test]
    fn arguments_are_never_part_of_the_statement() {
        let evil = "'; DROP TABLE portos_customers; --".to_owned();
        for comparison in [
            Comparison::Is(Relation::NotEqual, evil.clone()),
            Comparison::In(vec![evil.clone(); 2]),
            Comparison::NotIn(vec![evil.clone()]),
        ] {
            for filter in [Filter::ExternalId(comparison.clone()), Filter::CardSerialNumber(comparison)] {
                let (text, parameters) = condition_of(filter);
                assert!(!text.contains("DROP"), "{text}");
                assert!(parameters.contains(&OwnedValue::Text(evil.clone())));
            }
        }
    }

    #[test]
    fn order_ends_in_ascending_insertion_order() {
        let sort = [
            Sort { key: SortKey::LastName, descending: false },
            Sort { key: SortKey::DiscountRate, descending: true },
        ];
        assert_eq!(order(&sort), "last_name_sort ASC NULLS FIRST, discount_rate DESC NULLS LAST, seq");
        assert_eq!(order(&[]), "seq");
    }
}
