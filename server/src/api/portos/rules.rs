//! The rules for customers, without HTTP and without a database.
//!
//! Out of scope: constraints that the document states, such as lengths. They are validated before.

use chrono::{DateTime, Datelike as _, TimeDelta, Utc};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::customer::{CreditTransaction, Customer, Profile, whole_micros};
use super::fixed::Fixed;

/// The lifetime of a session.
pub const SESSION_LIFETIME: TimeDelta = TimeDelta::hours(12);

/// The number of credit transactions that a customer keeps.
pub const CREDIT_TRANSACTIONS_MAX: usize = 1_000;

/// The nesting limit of `meta`. JSON parsers limit nesting too, and a list adds levels.
const META_DEPTH_MAX: usize = 32;

/// The right to create customers.
pub const CUSTOMER_CREATE: &str = "CustomerCreate";
/// The right to replace existing customers.
pub const CUSTOMER_UPDATE: &str = "CustomerUpdate";
/// The right to delete customers.
pub const CUSTOMER_DELETE: &str = "CustomerDelete";
/// The right to change the discount of existing customers.
pub const CUSTOMER_SET_DISCOUNT: &str = "CustomerSetDiscount";
/// The right to change the credit of existing customers.
pub const CUSTOMER_SET_CREDIT: &str = "CustomerSetCredit";

/// All rights.
pub const RIGHTS: &[&str] =
    &[CUSTOMER_CREATE, CUSTOMER_UPDATE, CUSTOMER_DELETE, CUSTOMER_SET_DISCOUNT, CUSTOMER_SET_CREDIT];

/// An invalid field or parameter of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The path of the field, or the name of the parameter.
    pub field: String,
    /// The reason, and what to do about it.
    pub message: String,
}

impl FieldError {
    /// Creates an error for a field.
    pub fn new(field: &str, message: impl Into<String>) -> Self {
        Self { field: field.to_owned(), message: message.into() }
    }
}

/// The reason why a customer cannot be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveError {
    /// The caller lacks a right.
    MissingRight(&'static str),
    /// The update was made for another version.
    VersionMismatch {
        /// The version in the request.
        given: i64,
        /// The customer's version.
        current: i64,
    },
    /// The values of these fields are in use.
    NotUnique(Vec<String>),
}

/// The unique values of a customer that other customers of its company have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValuesInUse {
    /// The identifier.
    pub id: bool,
    /// The external identifier.
    pub external_id: bool,
    /// The positions of the cards whose serial numbers are in use.
    pub cards: Vec<usize>,
}

/// Returns the fields of a profile that break rules which the document's schemas cannot express.
pub fn check(profile: &Profile) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let in_range = |year: i32| (0..=9999).contains(&year);
    let mut check_time = |field: String, time: Option<DateTime<Utc>>| {
        if time.is_some_and(|time| !in_range(time.year())) {
            errors.push(FieldError::new(&field, "must lie between the years 0 and 9999 in UTC"));
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
        let message = "must be a date with a year of four digits, such as 2024-09-24";
        errors.push(FieldError::new("birthDate", message));
    }
    let mut check_meta = |field: String, meta: &Map<String, Value>| {
        if meta.values().any(|value| is_deeper_than(value, META_DEPTH_MAX - 1)) {
            let message = format!("must not be nested more than {META_DEPTH_MAX} levels deep");
            errors.push(FieldError::new(&field, message));
        }
    };
    check_meta("meta".to_owned(), &profile.meta);
    for (index, card) in profile.cards.iter().enumerate() {
        if let Some(meta) = &card.meta {
            check_meta(format!("cards.{index}.meta"), meta);
        }
    }
    errors
}

fn is_deeper_than(value: &Value, levels: usize) -> bool {
    match value {
        Value::Object(fields) => {
            levels == 0 || fields.values().any(|value| is_deeper_than(value, levels - 1))
        }
        Value::Array(items) => levels == 0 || items.iter().any(|value| is_deeper_than(value, levels - 1)),
        _ => false,
    }
}

/// Returns a new customer, with a generated identifier if none is given.
pub fn new_customer(id: Option<String>, profile: Profile, now: DateTime<Utc>) -> Customer {
    let mut customer = Customer {
        id: id.unwrap_or_else(|| Uuid::new_v4().to_string()),
        version: 1,
        profile: with_full_name(profile),
        credit_transactions: Vec::new(),
    };
    record_credit_change(&mut customer, Fixed::default(), now);
    customer
}

/// Returns the customer that a PUT to a free identifier creates, for a caller with rights.
pub fn create(
    id: String,
    profile: Profile,
    holds: impl Fn(&str) -> bool,
    now: DateTime<Utc>,
) -> Result<Customer, SaveError> {
    if !holds(CUSTOMER_CREATE) {
        return Err(SaveError::MissingRight(CUSTOMER_CREATE));
    }
    Ok(new_customer(Some(id), profile, now))
}

/// Returns the customer that replaces `existing`, for a caller with rights.
pub fn replace(
    existing: Customer,
    profile: Profile,
    version: Option<i64>,
    holds: impl Fn(&str) -> bool,
    now: DateTime<Utc>,
) -> Result<Customer, SaveError> {
    let before = &existing.profile;
    for (is_required, right) in [
        (true, CUSTOMER_UPDATE),
        (profile.discount_rate != before.discount_rate, CUSTOMER_SET_DISCOUNT),
        (profile.credit != before.credit, CUSTOMER_SET_CREDIT),
    ] {
        if is_required && !holds(right) {
            return Err(SaveError::MissingRight(right));
        }
    }
    if let Some(given) = version.filter(|given| *given != existing.version) {
        return Err(SaveError::VersionMismatch { given, current: existing.version });
    }
    let amount_before = before.credit.amount;
    let mut customer =
        Customer { version: existing.version + 1, profile: with_full_name(profile), ..existing };
    record_credit_change(&mut customer, amount_before, now);
    Ok(customer)
}

/// Returns an error if `in_use`, or another card of the customer, has a value that must be unique.
pub fn check_unique(profile: &Profile, in_use: &ValuesInUse) -> Result<(), SaveError> {
    let mut fields = Vec::new();
    if in_use.id {
        fields.push("id".to_owned());
    }
    if in_use.external_id {
        fields.push("externalId".to_owned());
    }
    for (index, card) in profile.cards.iter().enumerate() {
        let mut earlier = profile.cards[..index].iter();
        let is_repeated = earlier.any(|earlier| earlier.serial_number == card.serial_number);
        if is_repeated || in_use.cards.contains(&index) {
            fields.push(format!("cards.{index}.serialNumber"));
        }
    }
    if fields.is_empty() { Ok(()) } else { Err(SaveError::NotUnique(fields)) }
}

/// Fills in a full name that is not given.
fn with_full_name(mut profile: Profile) -> Profile {
    if profile.full_name.is_none() {
        let parts = [&profile.first_name, &profile.last_name].into_iter().flatten();
        let parts: Vec<_> = parts.map(String::as_str).filter(|part| !part.is_empty()).collect();
        profile.full_name = (!parts.is_empty()).then(|| parts.join(" "));
    }
    profile
}

fn record_credit_change(customer: &mut Customer, before: Fixed, now: DateTime<Utc>) {
    let balance = customer.profile.credit.amount;
    if balance == before {
        return;
    }
    let transactions = &mut customer.credit_transactions;
    transactions.push(CreditTransaction { amount: balance.less(before), balance, time: whole_micros(now) });
    let excess = transactions.len().saturating_sub(CREDIT_TRANSACTIONS_MAX);
    transactions.drain(..excess);
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use serde_json::json;

    use super::super::customer::{Card, Credit};
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

    fn all_rights(_: &str) -> bool {
        true
    }

    #[test]
    fn full_name_given_is_kept_otherwise_joined() {
        let joined = |first: &str, last: &str| {
            new_customer(None, profile(first, last), now()).profile.full_name.unwrap_or_default()
        };
        assert_eq!(joined("John", "Doe"), "John Doe");
        assert_eq!(joined("", "Doe"), "Doe");
        assert_eq!(joined("", ""), "");
        assert_eq!(new_customer(None, Profile::default(), now()).profile.full_name, None);
        let given = Profile { full_name: Some("Dr. Doe".to_owned()), ..profile("John", "Doe") };
        assert_eq!(new_customer(None, given, now()).profile.full_name.as_deref(), Some("Dr. Doe"));
    }

    #[test]
    fn replacement_increments_version_and_records_credit_change() {
        let credit = |amount: &str| Credit { amount: fixed(amount), currency_label: None };
        let profile = |amount: &str| Profile { credit: credit(amount), ..Profile::default() };
        let first = new_customer(Some("a".to_owned()), profile("0.3"), now());
        assert_eq!((first.version, first.credit_transactions.len()), (1, 1));

        let second = replace(first, profile("0.2"), Some(1), all_rights, now()).unwrap();
        let last = second.credit_transactions.last().unwrap();
        assert_eq!((last.amount, last.balance), (fixed("-0.1"), fixed("0.2")));

        let third = replace(second, profile("0.2"), None, all_rights, now()).unwrap();
        assert_eq!((third.version, third.credit_transactions.len()), (3, 2), "the credit is the same");
    }

    #[test]
    fn credit_transactions_are_limited_to_the_newest() {
        let mut customer = new_customer(None, Profile::default(), now());
        for amount in 1..=CREDIT_TRANSACTIONS_MAX + 5 {
            let amount = fixed(&amount.to_string());
            let profile = Profile { credit: Credit { amount, currency_label: None }, ..Profile::default() };
            customer = replace(customer, profile, None, all_rights, now()).unwrap();
        }
        assert_eq!(customer.credit_transactions.len(), CREDIT_TRANSACTIONS_MAX);
        assert_eq!(customer.credit_transactions[0].balance, fixed("6"));
    }

    #[test]
    fn replacement_requires_the_right_of_each_change() {
        const UPDATE: &str = CUSTOMER_UPDATE;
        const DISCOUNT: &str = CUSTOMER_SET_DISCOUNT;
        const CREDIT: &str = CUSTOMER_SET_CREDIT;

        let plain = Profile::default();
        let discount = Profile { discount_rate: fixed("10"), ..plain.clone() };
        let amount = Credit { amount: fixed("1"), currency_label: None };
        let label = Credit { amount: Fixed::default(), currency_label: Some("EUR".to_owned()) };
        let with_credit = |credit: &Credit| Profile { credit: credit.clone(), ..plain.clone() };
        let both = Profile { credit: amount.clone(), ..discount.clone() };
        for (profile, rights, expected, reason) in [
            (plain.clone(), &[][..], Some(UPDATE), "no change, no right"),
            (plain.clone(), &[UPDATE], None, "no change"),
            (discount.clone(), &[UPDATE], Some(DISCOUNT), "the discount"),
            (discount, &[UPDATE, DISCOUNT], None, "the discount, with its right"),
            (with_credit(&amount), &[UPDATE], Some(CREDIT), "the credit"),
            (with_credit(&label), &[UPDATE], Some(CREDIT), "the credit's label"),
            (both.clone(), &[UPDATE], Some(DISCOUNT), "the first missing right"),
            (both, &[DISCOUNT, CREDIT], Some(UPDATE), "without the right to update"),
        ] {
            let existing = new_customer(None, plain.clone(), now());
            let outcome = replace(existing, profile, None, |right| rights.contains(&right), now());
            assert_eq!(outcome.err(), expected.map(SaveError::MissingRight), "{reason}");
        }
        let created = create("a".to_owned(), plain, |right| right != CUSTOMER_CREATE, now());
        assert_eq!(created.err(), Some(SaveError::MissingRight(CUSTOMER_CREATE)));
    }

    #[test]
    fn replacement_for_another_version_is_rejected() {
        let existing = || new_customer(None, Profile::default(), now());
        for given in [0, 2] {
            let outcome = replace(existing(), Profile::default(), Some(given), all_rights, now());
            assert_eq!(outcome.err(), Some(SaveError::VersionMismatch { given, current: 1 }));
        }
    }

    #[test]
    fn values_that_no_response_can_hold_are_rejected() {
        let nested = |levels: usize| (1..levels).fold(json!({}), |inner, _| json!({ "a": inner }));
        let with_meta = |levels: usize| Profile {
            meta: nested(levels).as_object().cloned().unwrap(),
            ..Profile::default()
        };
        assert!(check(&with_meta(META_DEPTH_MAX)).is_empty());
        assert_eq!(check(&with_meta(META_DEPTH_MAX + 1))[0].field, "meta");

        let late = DateTime::parse_from_rfc3339("9999-12-31T23:59:59-01:00").unwrap().to_utc();
        let card = Card { expiration_time: Some(late), ..Card::default() };
        let profile = Profile {
            expiration_time: Some(late),
            birth_date: NaiveDate::from_ymd_opt(-1, 1, 1),
            cards: vec![card],
            ..Profile::default()
        };
        let fields: Vec<_> = check(&profile).into_iter().map(|error| error.field).collect();
        assert_eq!(fields, ["expirationTime", "cards.0.expirationTime", "birthDate"]);
    }

    #[test]
    fn values_in_use_and_repeated_serial_numbers_are_rejected() {
        let card = |serial_number: &str| Card { serial_number: serial_number.to_owned(), ..Card::default() };
        let profile = Profile { cards: ["a", "b", "a", "A"].map(card).to_vec(), ..Profile::default() };
        let fields = |in_use: &ValuesInUse| match check_unique(&profile, in_use) {
            Err(SaveError::NotUnique(fields)) => fields,
            other => panic!("{other:?}"),
        };
        assert_eq!(fields(&ValuesInUse::default()), ["cards.2.serialNumber"]);
        let in_use = ValuesInUse { id: true, external_id: true, cards: vec![1] };
        assert_eq!(fields(&in_use), ["id", "externalId", "cards.1.serialNumber", "cards.2.serialNumber"]);
        assert_eq!(check_unique(&Profile::default(), &ValuesInUse::default()), Ok(()));
    }
}
