//! What Portos's documentation says of customers, without HTTP and without a database.
//!
//! What the API's document can say itself, such as how long a name may be, is checked before and not again here.

use std::fmt;

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::fixed::Fixed;
use super::text;
use crate::api::new_uuid;
use crate::generated::portos::Permission;
use dropshot_openapi::Decimal;

/// How long a session lasts if nobody ends it: a working day.
pub const SESSION: TimeDelta = TimeDelta::hours(12);

/// How many credit transactions a customer has: the last ones.
pub const CREDIT_TRANSACTIONS_MAX: usize = 1_000;

/// How deeply `meta` may be nested. JSON parsers have an end, and a list wraps customers once more.
const META_DEPTH_MAX: usize = 32;

/// All the rights that there are, by name.
pub const RIGHTS: &[&str] =
    &["CustomerCreate", "CustomerUpdate", "CustomerDelete", "CustomerSetDiscount", "CustomerSetCredit"];

/// All the rights that there are.
pub const ALL_RIGHTS: [Permission; 5] = [
    Permission::CustomerCreate,
    Permission::CustomerUpdate,
    Permission::CustomerDelete,
    Permission::CustomerSetDiscount,
    Permission::CustomerSetCredit,
];

/// One thing that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The member or parameter at fault, as people write it.
    pub member: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl Problem {
    /// A problem of a member.
    pub fn new(member: &str, message: impl Into<String>) -> Self {
        Self { member: member.to_owned(), message: message.into() }
    }
}

/// A customer as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Customer {
    /// Its identity, also in URLs.
    pub id: String,
    /// Counts its updates, from 1.
    pub version: i64,
    /// What its callers say of it.
    pub profile: Profile,
    /// How its credit has changed, the oldest change first.
    pub credit_transactions: Vec<CreditTransaction>,
}

/// What callers say of a customer. Its times are whole microseconds.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, reason = "openapi/portos.yaml describes its members")]
pub struct Profile {
    pub external_id: Option<String>,
    pub is_active: bool,
    pub activation_time: Option<DateTime<Utc>>,
    pub expiration_time: Option<DateTime<Utc>>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub full_name: Option<String>,
    pub gender: Option<String>,
    pub birth_date: Option<NaiveDate>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub is_company: bool,
    pub company: Option<Company>,
    pub address: Option<Address>,
    pub delivery_address: Option<Address>,
    pub credit: Credit,
    pub cards: Vec<Card>,
    pub credit_rate: Fixed,
    pub discount_rate: Fixed,
    pub note: Option<String>,
    pub meta: Map<String, Value>,
}

/// A customer's card.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, reason = "openapi/portos.yaml describes its members")]
pub struct Card {
    pub external_id: Option<String>,
    pub is_active: bool,
    pub is_virtual: bool,
    pub serial_number: String,
    pub processor: Option<String>,
    pub status_time: Option<DateTime<Utc>>,
    pub status_reason: Option<String>,
    pub activation_time: Option<DateTime<Utc>>,
    pub expiration_time: Option<DateTime<Utc>>,
    pub note: Option<String>,
    pub meta: Option<Map<String, Value>>,
}

/// What a customer has to spend.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "openapi/portos.yaml describes its members")]
pub struct Credit {
    pub amount: Fixed,
    pub currency_label: Option<String>,
}

/// A change of a customer's credit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditTransaction {
    /// What was added.
    pub amount: Fixed,
    /// What it was afterwards.
    pub balance: Fixed,
    /// When.
    pub time: DateTime<Utc>,
}

/// A company.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "openapi/portos.yaml describes its members")]
pub struct Company {
    pub name: Option<String>,
    pub crn: Option<String>,
    pub vat_id: Option<String>,
    pub tax_id: Option<String>,
}

/// An address.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "openapi/portos.yaml describes its members")]
pub struct Address {
    pub street: Option<String>,
    pub city: Option<String>,
    pub zip_code: Option<String>,
    pub country: Option<String>,
    pub coordinates: Option<Coordinates>,
    pub note: Option<String>,
}

/// A place on the map, in degrees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "openapi/portos.yaml describes its members")]
pub struct Coordinates {
    pub longitude: Option<Decimal>,
    pub latitude: Option<Decimal>,
}

/// Whether a customer or a card counts now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It does.
    Valid,
    /// Its time is over.
    Expired,
    /// It is switched off, or its time has not come.
    Inactive,
}

impl fmt::Display for Status {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Valid => "Valid",
            Self::Expired => "Expired",
            Self::Inactive => "Inactive",
        })
    }
}

/// Why a customer is not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The caller lacks a right.
    Right(Permission),
    /// The change was made for another version.
    Version {
        /// The version that was given.
        given: i64,
        /// The version that the customer has.
        current: i64,
    },
    /// These members' values are in use.
    Taken(Vec<String>),
}

/// The status of what is in use between two times.
pub fn status(
    is_active: bool,
    activation_time: Option<DateTime<Utc>>,
    expiration_time: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Status {
    if expiration_time.is_some_and(|time| time <= now) {
        Status::Expired
    } else if !is_active || activation_time.is_some_and(|time| time > now) {
        Status::Inactive
    } else {
        Status::Valid
    }
}

/// A time as it is kept: microseconds since 1970.
pub fn micros(time: DateTime<Utc>) -> i64 {
    time.timestamp_micros()
}

/// A time without what is finer than can be kept. A leap second is the second after it.
pub fn whole_micros(time: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(micros(time)).unwrap_or(time)
}

/// What the document's schemas cannot say of a customer and is wrong nevertheless.
pub fn check(profile: &Profile) -> Vec<Problem> {
    let mut problems = Vec::new();
    let in_range = |year: i32| (0..=9999).contains(&year);
    let mut check_time = |member: String, time: Option<DateTime<Utc>>| {
        if time.is_some_and(|time| !in_range(time.year())) {
            problems.push(Problem::new(&member, "must lie between the years 0 and 9999 in UTC"));
        }
    };
    check_time("activationTime".to_owned(), profile.activation_time);
    check_time("expirationTime".to_owned(), profile.expiration_time);
    for (index, card) in profile.cards.iter().enumerate() {
        check_time(format!("cards.{index}.statusTime"), card.status_time);
        check_time(format!("cards.{index}.activationTime"), card.activation_time);
        check_time(format!("cards.{index}.expirationTime"), card.expiration_time);
    }
    if profile.birth_date.is_some_and(|date| !in_range(date.year())) {
        problems
            .push(Problem::new("birthDate", "must be a date with a year of four digits, such as 2024-09-24"));
    }
    let mut check_meta = |member: String, meta: &Map<String, Value>| {
        if meta.values().any(|value| is_deeper_than(value, META_DEPTH_MAX - 1)) {
            let message = format!("is nested more than {META_DEPTH_MAX} levels deep: make it flatter");
            problems.push(Problem::new(&member, message));
        }
    };
    check_meta("meta".to_owned(), &profile.meta);
    for (index, card) in profile.cards.iter().enumerate() {
        if let Some(meta) = &card.meta {
            check_meta(format!("cards.{index}.meta"), meta);
        }
    }
    problems
}

fn is_deeper_than(value: &Value, levels: usize) -> bool {
    match value {
        Value::Object(members) => {
            levels == 0 || members.values().any(|value| is_deeper_than(value, levels - 1))
        }
        Value::Array(items) => levels == 0 || items.iter().any(|value| is_deeper_than(value, levels - 1)),
        _ => false,
    }
}

/// A customer that does not exist yet. Without an id, it gets one.
pub fn new_customer(id: Option<String>, profile: Profile, now: DateTime<Utc>) -> Customer {
    let mut customer = Customer {
        id: id.unwrap_or_else(|| new_uuid(now).to_string()),
        version: 1,
        profile: completed(profile),
        credit_transactions: Vec::new(),
    };
    note_credit(&mut customer, Fixed::default(), now);
    customer
}

/// The customer that is to stand in the place of `existing`, for a caller who holds rights.
pub fn replace(
    existing: Customer,
    profile: Profile,
    version: Option<i64>,
    holds: impl Fn(Permission) -> bool,
    now: DateTime<Utc>,
) -> Result<Customer, Refused> {
    let before = &existing.profile;
    for (is_needed, right) in [
        (true, Permission::CustomerUpdate),
        (profile.discount_rate != before.discount_rate, Permission::CustomerSetDiscount),
        (profile.credit != before.credit, Permission::CustomerSetCredit),
    ] {
        if is_needed && !holds(right) {
            return Err(Refused::Right(right));
        }
    }
    if let Some(given) = version.filter(|given| *given != existing.version) {
        return Err(Refused::Version { given, current: existing.version });
    }
    let amount_before = before.credit.amount;
    let mut customer = Customer { version: existing.version + 1, profile: completed(profile), ..existing };
    note_credit(&mut customer, amount_before, now);
    Ok(customer)
}

/// With the whole name, where it is not given, made of its parts.
fn completed(mut profile: Profile) -> Profile {
    if profile.full_name.is_none() {
        let parts = [&profile.first_name, &profile.last_name].into_iter().flatten();
        let parts: Vec<_> = parts.map(String::as_str).filter(|part| !part.is_empty()).collect();
        profile.full_name = (!parts.is_empty()).then(|| parts.join(" "));
    }
    profile
}

fn note_credit(customer: &mut Customer, before: Fixed, now: DateTime<Utc>) {
    let balance = customer.profile.credit.amount;
    if balance == before {
        return;
    }
    let transactions = &mut customer.credit_transactions;
    transactions.push(CreditTransaction { amount: balance.less(before), balance, time: whole_micros(now) });
    let too_many = transactions.len().saturating_sub(CREDIT_TRANSACTIONS_MAX);
    transactions.drain(..too_many);
}

/// Serial numbers that two of the customer's own cards have: the members at fault.
pub fn repeated_serial_numbers(profile: &Profile) -> Vec<String> {
    let serial_number = |index: usize| &profile.cards[index].serial_number;
    (0..profile.cards.len())
        .filter(|index| (0..*index).any(|earlier| serial_number(earlier) == serial_number(*index)))
        .map(serial_number_member)
        .collect()
}

/// How the serial number of a card is called.
pub fn serial_number_member(index: usize) -> String {
    format!("cards.{index}.serialNumber")
}

/// The folded text that `Search` looks through.
pub fn search_text(profile: &Profile) -> String {
    let company = profile.company.as_ref();
    text::search_text([
        profile.first_name.as_deref(),
        profile.last_name.as_deref(),
        company.and_then(|company| company.name.as_deref()),
        company.and_then(|company| company.vat_id.as_deref()),
        company.and_then(|company| company.tax_id.as_deref()),
        profile.note.as_deref(),
    ])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn now() -> DateTime<Utc> {
        "2022-11-01T00:00:00Z".parse().unwrap()
    }

    fn fixed(text: &str) -> Fixed {
        Fixed::from(text.parse::<rust_decimal::Decimal>().unwrap())
    }

    fn profile(first_name: &str, last_name: &str) -> Profile {
        let name = |name: &str| Some(name.to_owned());
        Profile { first_name: name(first_name), last_name: name(last_name), ..Profile::default() }
    }

    fn everybody(_: Permission) -> bool {
        true
    }

    #[test]
    fn a_status_follows_the_time() {
        let before = Some(now() - TimeDelta::microseconds(1));
        let after = Some(now() + TimeDelta::microseconds(1));
        for (is_active, activation, expiration, expected, reason) in [
            (true, None, None, Status::Valid, "always and for ever"),
            (true, Some(now()), after, Status::Valid, "from this very moment on"),
            (true, after, None, Status::Inactive, "not yet"),
            (true, None, Some(now()), Status::Expired, "up to this very moment"),
            (false, None, None, Status::Inactive, "switched off"),
            (false, None, before, Status::Expired, "switched off, and over"),
            (true, after, before, Status::Expired, "over before it began"),
        ] {
            assert_eq!(status(is_active, activation, expiration, now()), expected, "{reason}");
        }
    }

    #[test]
    fn a_whole_name_is_kept_or_made() {
        let made = |first: &str, last: &str| {
            new_customer(None, profile(first, last), now()).profile.full_name.unwrap_or_default()
        };
        assert_eq!(made("John", "Doe"), "John Doe");
        assert_eq!(made("", "Doe"), "Doe");
        assert_eq!(made("", ""), "");
        assert_eq!(new_customer(None, Profile::default(), now()).profile.full_name, None);
        let given = Profile { full_name: Some("Dr. Doe".to_owned()), ..profile("John", "Doe") };
        assert_eq!(new_customer(None, given, now()).profile.full_name.as_deref(), Some("Dr. Doe"));
    }

    #[test]
    fn a_replacement_counts_the_version_up_and_notes_the_change_of_credit() {
        let credit = |amount: &str| Credit { amount: fixed(amount), currency_label: None };
        let first = new_customer(
            Some("a".to_owned()),
            Profile { credit: credit("0.3"), ..Profile::default() },
            now(),
        );
        assert_eq!((first.version, first.credit_transactions.len()), (1, 1));

        let taken = Profile { credit: credit("0.2"), ..Profile::default() };
        let second = replace(first, taken.clone(), Some(1), everybody, now()).unwrap();
        let last = second.credit_transactions.last().unwrap();
        assert_eq!((last.amount, last.balance), (fixed("-0.1"), fixed("0.2")));

        let third = replace(second, taken, None, everybody, now()).unwrap();
        assert_eq!((third.version, third.credit_transactions.len()), (3, 2), "the credit is the same");
    }

    #[test]
    fn only_so_many_credit_transactions_are_kept() {
        let mut customer = new_customer(None, Profile::default(), now());
        for amount in 1..=CREDIT_TRANSACTIONS_MAX + 5 {
            let amount = fixed(&amount.to_string());
            let profile = Profile { credit: Credit { amount, currency_label: None }, ..Profile::default() };
            customer = replace(customer, profile, None, everybody, now()).unwrap();
        }
        assert_eq!(customer.credit_transactions.len(), CREDIT_TRANSACTIONS_MAX);
        assert_eq!(customer.credit_transactions[0].balance, fixed("6"));
    }

    #[test]
    fn each_change_takes_its_right() {
        use Permission::{CustomerSetCredit, CustomerSetDiscount, CustomerUpdate};

        let plain = Profile::default();
        let discount = Profile { discount_rate: fixed("10"), ..plain.clone() };
        let credit = Credit { amount: fixed("1"), currency_label: None };
        let label = Credit { amount: Fixed::default(), currency_label: Some("EUR".to_owned()) };
        let both = Profile { credit: credit.clone(), ..discount.clone() };
        for (profile, rights, expected, reason) in [
            (plain.clone(), &[][..], Some(CustomerUpdate), "nothing changes, and still"),
            (plain.clone(), &[CustomerUpdate], None, "nothing changes"),
            (discount.clone(), &[CustomerUpdate], Some(CustomerSetDiscount), "the discount"),
            (discount, &[CustomerUpdate, CustomerSetDiscount], None, "the discount, with its right"),
            (Profile { credit, ..plain.clone() }, &[CustomerUpdate], Some(CustomerSetCredit), "the credit"),
            (
                Profile { credit: label, ..plain.clone() },
                &[CustomerUpdate],
                Some(CustomerSetCredit),
                "its label",
            ),
            (both.clone(), &[CustomerUpdate], Some(CustomerSetDiscount), "the first that is missing"),
            (
                both,
                &[CustomerSetDiscount, CustomerSetCredit],
                Some(CustomerUpdate),
                "without the first of all",
            ),
        ] {
            let existing = new_customer(None, plain.clone(), now());
            let outcome = replace(existing, profile, None, |right| rights.contains(&right), now());
            assert_eq!(outcome.err(), expected.map(Refused::Right), "{reason}");
        }
    }

    #[test]
    fn a_change_for_another_version_is_refused() {
        let existing = || new_customer(None, Profile::default(), now());
        for given in [0, 2] {
            let outcome = replace(existing(), Profile::default(), Some(given), everybody, now());
            assert_eq!(outcome.err(), Some(Refused::Version { given, current: 1 }));
        }
    }

    #[test]
    fn what_could_not_be_shown_again_is_refused() {
        let nested = |levels: usize| (1..levels).fold(json!({}), |inner, _| json!({ "a": inner }));
        let with_meta = |levels: usize| Profile {
            meta: nested(levels).as_object().cloned().unwrap(),
            ..Profile::default()
        };
        assert!(check(&with_meta(META_DEPTH_MAX)).is_empty());
        assert_eq!(check(&with_meta(META_DEPTH_MAX + 1))[0].member, "meta");

        let late = DateTime::parse_from_rfc3339("9999-12-31T23:59:59-01:00").unwrap().to_utc();
        let card = Card { expiration_time: Some(late), ..Card::default() };
        let odd = Profile {
            expiration_time: Some(late),
            birth_date: NaiveDate::from_ymd_opt(-1, 1, 1),
            cards: vec![card],
            ..Profile::default()
        };
        let members: Vec<_> = check(&odd).into_iter().map(|problem| problem.member).collect();
        assert_eq!(members, ["expirationTime", "cards.0.expirationTime", "birthDate"]);
    }

    #[test]
    fn a_serial_number_that_comes_twice_is_found() {
        let card = |serial_number: &str| Card { serial_number: serial_number.to_owned(), ..Card::default() };
        let profile = Profile { cards: ["a", "b", "a", "A"].map(card).to_vec(), ..Profile::default() };
        assert_eq!(repeated_serial_numbers(&profile), ["cards.2.serialNumber"]);
    }
}
