//! Portos's NData: any text as a filter, as an order, and as the whole query of the list of customers.

use std::cmp::Ordering;
use std::sync::LazyLock;

use chrono::{DateTime, SecondsFormat, Utc};
use customers_server::api::portos::customer::{Customer, Profile};
use customers_server::api::portos::ndata::parse::{self, Field};
use customers_server::api::portos::ndata::sql;
use customers_server::api::portos::ndata::{Comparison, Filter, Query, Relation, Sort, SortKey};
use customers_server::api::portos::rules::{self, FieldError};
use customers_server::api::portos::{problem, query, store, text};
use customers_server::db::Database;
use customers_server::db::query::{Dialect, OwnedValue};
use customers_server::generated::portos as api;
use dropshot_openapi::{Operation as _, request};
use http::HeaderMap;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::judge::{fits, is_date, is_date_time};

const FIELDS: [Field; 6] = [
    Field::CardSerialNumber,
    Field::ExternalId,
    Field::CreditRate,
    Field::DiscountRate,
    Field::IsActive,
    Field::ExpirationTime,
];

/// A member's filters are at most so many; the language has an end.
const FILTERS_MAX: usize = 20;

const TENANT: &str = "fuzz";

/// Tries an input.
pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for field in FIELDS {
        let (mut filters, mut errors) = (Vec::new(), Vec::new());
        parse::filters(field, &[text.to_string()], &mut filters, &mut errors);
        assert_ne!(filters.is_empty(), errors.is_empty(), "{} is {text:?}: {errors:?}", field.name());
        if errors.is_empty() {
            assert_round_trip(field, &filters);
            assert_times_are_times(field, &text);
            assert_answered(&Query { filters, take: 1000, ..Query::default() });
        } else {
            assert!(errors.iter().all(|error| error.field == field.name()));
            assert_documented(&errors);
        }
    }
    let mut errors = Vec::new();
    let sort = parse::sort(&[text.to_string()], &mut errors);
    if errors.is_empty() {
        assert_answered(&Query { sort, take: 1000, ..Query::default() });
    } else {
        assert_documented(&errors);
    }
    whole(&text);
}

/// The text as the query of a request.
fn whole(text: &str) {
    let (fields, violations) =
        request::parameters(api::operations::CustomerList::table(), "/customers", text, &HeaderMap::new());
    if !violations.is_empty() {
        return;
    }
    let read = fields.read().expect("the schema allows it");
    match query(read, text) {
        Ok(query) => assert_answered(&query),
        Err(errors) => assert_documented(&errors),
    }
}

/// A refusal that the document promises, and that says what is wrong.
fn assert_documented(errors: &[FieldError]) {
    assert!(!errors.is_empty());
    for error in errors {
        assert!(!error.message.is_empty(), "{error:?}");
    }
    let mut answer = serde_json::to_value(problem::invalid_fields(errors)).expect("it is JSON");
    // Which call it is, only a call can tell.
    answer["traceId"] = json!("a");
    let schemas = &api::operations::MODEL.schemas;
    let problem_details = schemas.get("ProblemDetails").expect("the document has it");
    assert!(fits(schemas, problem_details, &answer), "the document promises no {answer}");
}

/// Filters that are written out are read as the same filters.
fn assert_round_trip(field: Field, filters: &[Filter]) {
    assert!(filters.len() <= FILTERS_MAX, "{} filters", filters.len());
    let written: Vec<_> = filters.iter().map(written).collect();
    let (mut again, mut errors) = (Vec::new(), Vec::new());
    parse::filters(field, &[written.join(";")], &mut again, &mut errors);
    assert_eq!((again.as_slice(), errors.as_slice()), (filters, &[][..]), "written as {written:?}");
}

fn written(filter: &Filter) -> String {
    match filter {
        Filter::CardSerialNumber(comparison) | Filter::ExternalId(comparison) => {
            compared(comparison, Clone::clone)
        }
        Filter::CreditRate(comparison) | Filter::DiscountRate(comparison) => {
            compared(comparison, ToString::to_string)
        }
        Filter::IsActive(comparison) => compared(comparison, ToString::to_string),
        Filter::ExpirationTime(comparison) => {
            compared(comparison, |time| time.to_rfc3339_opts(SecondsFormat::AutoSi, true))
        }
    }
}

fn compared<T>(comparison: &Comparison<T>, write: impl Fn(&T) -> String) -> String {
    let escaped = |argument: &T| {
        write(argument).chars().fold(String::new(), |mut text, letter| {
            if "\\;:%".contains(letter) {
                text.push('\\');
            }
            text.push(letter);
            text
        })
    };
    let (operator, arguments): (_, Vec<_>) = match comparison {
        Comparison::Is(relation, argument) => (
            match relation {
                Relation::Equal => "eq",
                Relation::NotEqual => "neq",
                Relation::Greater => "gt",
                Relation::GreaterOrEqual => "gte",
                Relation::Less => "lt",
                Relation::LessOrEqual => "lte",
            },
            vec![escaped(argument)],
        ),
        Comparison::In(arguments) => ("in", arguments.iter().map(escaped).collect()),
        Comparison::NotIn(arguments) => ("nin", arguments.iter().map(escaped).collect()),
    };
    format!("{operator}:{}", arguments.join(":"))
}

/// What is taken for a time, where it stands alone and without signs of the language, is one.
fn assert_times_are_times(field: Field, text: &str) {
    let text = text.replace("\\:", "\0");
    if field == Field::ExpirationTime && !text.contains([';', ':', '\\', '%']) {
        let text = text.replace('\0', ":");
        assert!(is_date(&text) || is_date_time(&text), "{text:?} is no time");
    }
}

/// The words that a statement is made of. Nothing that a caller writes can be one of these by chance and do harm.
const WORDS: [&str; 46] = [
    "",
    "*",
    "0",
    "1",
    "<",
    "<=",
    "<>",
    "=",
    ">",
    ">=",
    "AND",
    "BY",
    "CROSS",
    "FROM",
    "IN",
    "INDEXED",
    "IS",
    "JOIN",
    "MATCH",
    "NOT",
    "NULL",
    "ON",
    "OR",
    "SELECT",
    "WHERE",
    "count",
    "credit_rate",
    "customer_seq",
    "discount_rate",
    "expiration_time",
    "external_id",
    "instr",
    "is_active",
    "portos_cards",
    "portos_customers",
    "portos_customers_by_external_id",
    "portos_customers_by_filters",
    "portos_customers_by_search_text",
    "portos_customers_by_seq",
    "portos_search",
    "portos_search.rowid",
    "row_id",
    "search_text",
    "seq",
    "serial_number",
    "tenant",
];

/// A query becomes a statement without a word of the caller's, and finds what it says, in the order that it says.
fn assert_answered(query: &Query) {
    let now = now();
    let count = sql::count(Dialect::Sqlite, TENANT, query, now);
    let (text, parameters) = (count.text(), count.parameters());
    assert_eq!(parameters[0], OwnedValue::Text(TENANT.to_owned()));
    for word in text.split([' ', '(', ')', ',']) {
        let is_parameter = word
            .strip_prefix('?')
            .and_then(|number| number.parse().ok())
            .is_some_and(|number: usize| (1..=parameters.len()).contains(&number));
        assert!(is_parameter || WORDS.contains(&word), "{word:?} is part of {text}");
    }

    let kept = kept();
    let mut expected: Vec<_> =
        kept.customers.iter().filter(|customer| is_asked_for(query, customer, now)).collect();
    expected.sort_by(|one, other| order(&query.sort, &one.profile, &one.id, &other.profile, &other.id));
    let total = expected.len();
    let page: Vec<_> = expected
        .into_iter()
        .skip(usize::try_from(query.skip).unwrap_or(usize::MAX))
        .take(usize::try_from(query.take).unwrap_or(0))
        .map(|customer| customer.id.as_str())
        .collect();
    let asked = query.clone();
    let found =
        wait(kept.database.read(move |connection| store::list(connection, TENANT, &asked, false, now)))
            .unwrap_or_else(|error| panic!("{query:?}: {error:?}"));
    let shown: Vec<_> = found.customers.iter().map(|customer| customer.id.as_str()).collect();
    assert_eq!((usize::try_from(found.total), shown), (Ok(total), page), "{query:?}");
}

fn is_asked_for(query: &Query, customer: &Customer, now: DateTime<Utc>) -> bool {
    let profile = &customer.profile;
    query.filters.iter().all(|filter| lets_through(filter, profile))
        && query
            .is_expired
            .is_none_or(|expired| expired == profile.expiration_time.is_some_and(|time| time <= now))
        && query
            .search
            .as_ref()
            .is_none_or(|search| text::search_text(profile.searchable()).contains(search.as_str()))
}

fn lets_through(filter: &Filter, profile: &Profile) -> bool {
    match filter {
        Filter::CardSerialNumber(comparison) => {
            let mut numbers = profile.cards.iter().map(|card| &card.serial_number);
            match comparison {
                Comparison::Is(Relation::NotEqual, _) | Comparison::NotIn(_) => {
                    numbers.all(|number| holds(comparison, Some(number)))
                }
                _ => numbers.any(|number| holds(comparison, Some(number))),
            }
        }
        Filter::ExternalId(comparison) => holds(comparison, profile.external_id.as_ref()),
        Filter::CreditRate(comparison) => holds(comparison, Some(&Decimal::from(profile.credit_rate))),
        Filter::DiscountRate(comparison) => holds(comparison, Some(&Decimal::from(profile.discount_rate))),
        Filter::IsActive(comparison) => holds(comparison, Some(&profile.is_active)),
        Filter::ExpirationTime(comparison) => holds(comparison, profile.expiration_time.as_ref()),
    }
}

/// What is empty is not equal to anything, and neither before nor behind it.
fn holds<T: PartialOrd>(comparison: &Comparison<T>, value: Option<&T>) -> bool {
    match (comparison, value) {
        (Comparison::Is(Relation::NotEqual, _) | Comparison::NotIn(_), None) => true,
        (_, None) => false,
        (Comparison::Is(relation, argument), Some(value)) => match relation {
            Relation::Equal => value == argument,
            Relation::NotEqual => value != argument,
            Relation::Greater => value > argument,
            Relation::GreaterOrEqual => value >= argument,
            Relation::Less => value < argument,
            Relation::LessOrEqual => value <= argument,
        },
        (Comparison::In(arguments), Some(value)) => arguments.contains(value),
        (Comparison::NotIn(arguments), Some(value)) => !arguments.contains(value),
    }
}

/// What is empty comes first; where nothing tells two customers apart, they stay in the order of creation.
fn order(sort: &[Sort], one: &Profile, one_id: &str, other: &Profile, other_id: &str) -> Ordering {
    let name = |name: &Option<String>| name.as_deref().map(text::sort_key);
    sort.iter().fold(Ordering::Equal, |order, Sort { key, descending }| {
        let next = match key {
            SortKey::Id => one_id.cmp(other_id),
            SortKey::ExternalId => one.external_id.cmp(&other.external_id),
            SortKey::IsActive => one.is_active.cmp(&other.is_active),
            SortKey::ActivationTime => one.activation_time.cmp(&other.activation_time),
            SortKey::ExpirationTime => one.expiration_time.cmp(&other.expiration_time),
            SortKey::FirstName => name(&one.first_name).cmp(&name(&other.first_name)),
            SortKey::LastName => name(&one.last_name).cmp(&name(&other.last_name)),
            SortKey::FullName => name(&one.full_name).cmp(&name(&other.full_name)),
            SortKey::BirthDate => one.birth_date.cmp(&other.birth_date),
            SortKey::Email => name(&one.email).cmp(&name(&other.email)),
            SortKey::IsCompany => one.is_company.cmp(&other.is_company),
            SortKey::CreditRate => one.credit_rate.cmp(&other.credit_rate),
            SortKey::DiscountRate => one.discount_rate.cmp(&other.discount_rate),
        };
        order.then(if *descending { next.reverse() } else { next })
    })
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_750_000_000, 0).expect("a time of 2025")
}

/// A database, and what is in it in the order of creation.
struct Kept {
    database: Database,
    customers: Vec<Customer>,
}

fn kept() -> &'static Kept {
    static KEPT: LazyLock<Kept> = LazyLock::new(|| {
        let database =
            Database::open_memory(&customers_server::api::schemas()).expect("memory can be opened");
        let made: Vec<_> = customers().into_iter().map(made).collect();
        let customers = made.clone();
        let stranger = made[0].clone();
        wait(database.write(move |connection| {
            for (tenant, customer) in
                made.iter().map(|customer| (TENANT, customer)).chain([("another", &stranger)])
            {
                store::insert(connection, tenant, customer)?;
            }
            Ok(())
        }))
        .expect("they are written");
        Kept { database, customers }
    });
    &KEPT
}

/// Nothing here waits for anything but the database.
fn wait<T>(future: impl Future<Output = T>) -> T {
    static RUNTIME: LazyLock<tokio::runtime::Runtime> =
        LazyLock::new(|| tokio::runtime::Builder::new_current_thread().build().expect("a runtime"));
    RUNTIME.block_on(future)
}

fn made(body: Value) -> Customer {
    let body: api::Customer = serde_json::from_value(body).expect("it fits its type");
    rules::new_customer(body.id.clone(), Profile::from(body), now())
}

/// Customers that lie at both sides of what the inputs ask for, and some without it.
fn customers() -> Vec<Value> {
    vec![
        json!({ "id": "a", "externalId": "a", "firstName": "Eva", "lastName": "Žák", "email": "eva@example.com",
            "discountRate": 12.5, "creditRate": 1, "expirationTime": "2023-01-01T00:00:00Z",
            "cards": [{ "serialNumber": "1" }, { "serialNumber": "a:b;c\\d%41" }] }),
        json!({ "id": "b", "externalId": "B", "firstName": "eva", "lastName": "Zak", "isActive": false,
            "discountRate": 0, "creditRate": 0.0001, "expirationTime": "2099-12-31T23:59:59.999999Z",
            "cards": [{ "serialNumber": "2" }] }),
        json!({ "id": "c", "externalId": "\u{1f980}", "fullName": "O'Hara \"100%\" _\\", "isCompany": true,
            "discountRate": 50, "creditRate": 100, "birthDate": "1990-02-28" }),
        json!({ "id": "d", "firstName": "Straße", "note": "', 1 = 1 --", "activationTime": "2020-02-29T12:00:00Z" }),
        json!({ "id": "e", "externalId": "ab", "firstName": "", "birthDate": "1890-01-01", "discountRate": 12.5,
            "cards": [{ "serialNumber": "3" }] }),
    ]
}
