//! From a typed query to SQL, with a parameter for every value.
//!
//! Values that the database keeps as whole numbers are compared as such: an argument that lies between two of them is moved
//! to where it makes no difference.
//!
//! Texts compare by their bytes, on every database.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use super::{Comparison, Filter, Query, Relation, Sort, SortKey};
use crate::api::portos::fixed::Fixed;
use crate::api::portos::{rules, search};
use crate::db::query::{Dialect, OwnedValue};

/// Part of a statement, and the parameters that its text speaks of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sql {
    /// The text.
    pub text: String,
    /// The values of `?1`, `?2` and so on.
    pub parameters: Vec<OwnedValue>,
}

impl Sql {
    /// Adds a parameter; what stands for it in the text.
    pub fn bind(&mut self, parameter: OwnedValue) -> String {
        self.parameters.push(parameter);
        format!("?{}", self.parameters.len())
    }

    /// Adds a condition.
    pub fn and(&mut self, condition: &str) {
        // Writing to a string does not fail.
        let _ = write!(self.text, " AND {condition}");
    }
}

/// What comes behind `WHERE` for a tenant's customers that fit `query`; its first parameter is the tenant. SQLite does not
/// look for a text by itself: that part is [`search`]'s.
pub fn condition(dialect: Dialect, tenant: &str, query: &Query, now: DateTime<Utc>) -> Sql {
    conditions(dialect, tenant, query, now, &str::to_owned)
}

/// The same for who goes through the tenant's customers in the order that `query` asks for, until enough of them have been
/// met: on SQLite, no index but that of the order is of use then, which a plus before every other column tells it.
pub fn condition_in_order(dialect: Dialect, tenant: &str, query: &Query, now: DateTime<Utc>) -> Sql {
    let sorted = query.sort.first().map(|sort| column(sort.key));
    conditions(dialect, tenant, query, now, &|column| {
        let is_open = dialect == Dialect::Postgres || sorted == Some(column);
        if is_open { column.to_owned() } else { format!("+{column}") }
    })
}

fn conditions(
    dialect: Dialect,
    tenant: &str,
    query: &Query,
    now: DateTime<Utc>,
    written: &dyn Fn(&str) -> String,
) -> Sql {
    let mut sql =
        Sql { text: "tenant = ?1".to_owned(), parameters: vec![OwnedValue::Text(tenant.to_owned())] };
    for filter in &query.filters {
        let condition = one(&mut sql, filter, written);
        sql.and(&condition);
    }
    if let Some(is_expired) = query.is_expired {
        let (now, time) = (sql.bind(OwnedValue::Integer(rules::micros(now))), written("expiration_time"));
        sql.and(&if is_expired {
            format!("{time} <= {now}")
        } else {
            format!("({time} > {now} OR {time} IS NULL)")
        });
    }
    if let Some(text) = &query.search
        && dialect == Dialect::Postgres
    {
        let condition = search::condition(&mut sql, text);
        sql.and(&condition);
    }
    sql
}

/// Whether `query` keeps all customers, but for those in whom nothing is found.
pub fn filters_nothing(query: &Query) -> bool {
    query.filters.is_empty() && query.is_expired.is_none()
}

/// What comes behind `ORDER BY`: `sort`, then the order of creation, or all of it `reversed`.
pub fn order(sort: &[Sort], reversed: bool) -> String {
    let mut text = String::new();
    for Sort { key, descending } in sort {
        let direction = if *descending == reversed { "ASC NULLS FIRST" } else { "DESC NULLS LAST" };
        let _ = write!(text, "{} {direction}, ", column(*key));
    }
    text + if reversed { "seq DESC" } else { "seq ASC" }
}

/// The column that is sorted by.
pub fn column(key: SortKey) -> &'static str {
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

/// That `column` holds what a row of it holds.
pub fn equal(sql: &mut Sql, column: &str, value: &OwnedValue) -> String {
    match value {
        OwnedValue::Null => format!("{column} IS NULL"),
        value => format!("{column} = {}", sql.bind(value.clone())),
    }
}

fn one(sql: &mut Sql, filter: &Filter, written: &dyn Fn(&str) -> String) -> String {
    match filter {
        Filter::CardSerialNumber(comparison) => of_cards(sql, comparison),
        Filter::ExternalId(comparison) => compare(sql, &written("external_id"), comparison, text),
        Filter::CreditRate(comparison) => compare(sql, &written("credit_rate"), comparison, decimal),
        Filter::DiscountRate(comparison) => compare(sql, &written("discount_rate"), comparison, decimal),
        Filter::IsActive(comparison) => compare(sql, &written("is_active"), comparison, boolean),
        Filter::ExpirationTime(comparison) => compare(sql, &written("expiration_time"), comparison, time),
    }
}

/// One card that fits is enough; a card that must not be there is none of the customer's.
fn of_cards(sql: &mut Sql, comparison: &Comparison<String>) -> String {
    let (not, positive) = match comparison {
        Comparison::Is(Relation::NotEqual, value) => ("NOT ", Comparison::Is(Relation::Equal, value.clone())),
        Comparison::NotIn(values) => ("NOT ", Comparison::In(values.clone())),
        positive => ("", positive.clone()),
    };
    let condition = compare(sql, "serial_number", &positive, text);
    format!("seq {not}IN (SELECT customer_seq FROM portos_cards WHERE tenant = ?1 AND {condition})")
}

/// The greatest value that can be kept and is not greater than an argument, and whether it is the argument.
type Bound = (OwnedValue, bool);

#[expect(clippy::ptr_arg, reason = "of the type that `compare` takes")]
fn text(text: &String) -> Bound {
    (OwnedValue::Text(text.clone()), true)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "of the type that `compare` takes")]
fn boolean(boolean: &bool) -> Bound {
    (OwnedValue::Boolean(*boolean), true)
}

fn decimal(decimal: &Decimal) -> Bound {
    let (fixed, is_exact) = Fixed::floor(*decimal);
    (OwnedValue::Integer(fixed.scaled()), is_exact)
}

fn time(time: &DateTime<Utc>) -> Bound {
    (OwnedValue::Integer(rules::micros(*time)), rules::whole_micros(*time) == *time)
}

fn compare<T>(sql: &mut Sql, column: &str, comparison: &Comparison<T>, bound: fn(&T) -> Bound) -> String {
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
            let value = sql.bind(value);
            format!("{column} {operator} {value}")
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

const NOTHING: &str = "1 = 0";
const EVERYTHING: &str = "1 = 1";

/// The arguments that a value could be, if there are any.
fn list<T>(sql: &mut Sql, arguments: &[T], bound: fn(&T) -> Bound) -> Option<String> {
    let exact = arguments.iter().map(bound).filter(|(_, is_exact)| *is_exact);
    let places: Vec<_> = exact.map(|(value, _)| sql.bind(value)).collect();
    (!places.is_empty()).then(|| places.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sql_of(filter: Filter) -> (String, Vec<OwnedValue>) {
        let query = Query { filters: vec![filter], ..Query::default() };
        let sql = condition(Dialect::Sqlite, "t", &query, DateTime::UNIX_EPOCH);
        let text = sql.text.strip_prefix("tenant = ?1 AND ").unwrap().to_owned();
        (text, sql.parameters[1..].to_vec())
    }

    fn rate(relation: Relation, argument: &str) -> Filter {
        Filter::DiscountRate(Comparison::Is(relation, argument.parse().unwrap()))
    }

    #[test]
    fn arguments_between_two_values_that_can_be_kept_are_compared_exactly() {
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
            let (text, parameters) = sql_of(rate(relation, argument));
            assert_eq!(text, expected, "{relation:?} {argument}");
            assert!(parameters.iter().all(|value| *value == OwnedValue::Integer(125_000)), "{parameters:?}");
        }
    }

    #[test]
    fn what_a_caller_wrote_is_never_part_of_a_statement() {
        let evil = "'; DROP TABLE portos_customers; --".to_owned();
        let comparisons = || {
            [
                Comparison::Is(Relation::NotEqual, evil.clone()),
                Comparison::In(vec![evil.clone(); 2]),
                Comparison::NotIn(vec![evil.clone()]),
            ]
        };
        for comparison in comparisons() {
            for filter in [Filter::ExternalId(comparison.clone()), Filter::CardSerialNumber(comparison)] {
                let (text, parameters) = sql_of(filter);
                assert!(!text.contains("DROP"), "{text}");
                assert!(parameters.contains(&OwnedValue::Text(evil.clone())));
            }
        }
    }

    #[test]
    fn an_order_can_be_turned_round_as_a_whole() {
        let sort = [
            Sort { key: SortKey::LastName, descending: false },
            Sort { key: SortKey::DiscountRate, descending: true },
        ];
        let forth = "last_name_sort ASC NULLS FIRST, discount_rate DESC NULLS LAST, seq ASC";
        let back = "last_name_sort DESC NULLS LAST, discount_rate ASC NULLS FIRST, seq DESC";
        assert_eq!((order(&sort, false).as_str(), order(&sort, true).as_str()), (forth, back));
        assert_eq!(order(&[], false), "seq ASC");
    }
}
