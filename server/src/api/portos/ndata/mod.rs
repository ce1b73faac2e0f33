//! NData, the language in which lists of customers are filtered, sorted and paged.
//!
//! [`parse`] turns query parameters into a [`Query`] of typed names and values, or reports what is wrong with them.
//! [`sql`] turns a query into SQL whose text never contains anything that a caller sent.

pub mod parse;
pub mod sql;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

/// A request for a page of customers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// The filters, all of which a customer has to match.
    pub filters: Vec<Filter>,
    /// Selects expired customers, or those that are not.
    pub is_expired: Option<bool>,
    /// The text to search for, folded and not empty.
    pub search: Option<String>,
    /// The sort keys, the most significant first.
    pub sort: Vec<Sort>,
    /// The number of customers before the page.
    pub skip: i64,
    /// The maximum length of the page.
    pub take: i64,
}

impl Query {
    /// Returns `true` if every customer matches.
    pub fn matches_all(&self) -> bool {
        self.filters.is_empty() && self.is_expired.is_none() && self.search.is_none()
    }
}

/// A condition on one field.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the variants have the names of the parameters")]
pub enum Filter {
    CardSerialNumber(Comparison<String>),
    ExternalId(Comparison<String>),
    CreditRate(Comparison<Decimal>),
    DiscountRate(Comparison<Decimal>),
    IsActive(Comparison<bool>),
    ExpirationTime(Comparison<DateTime<Utc>>),
}

/// A comparison with one or more arguments.
#[derive(Clone, Debug, PartialEq)]
pub enum Comparison<T> {
    /// The value is in this relation to the argument.
    Is(Relation, T),
    /// The value is one of the arguments.
    In(Vec<T>),
    /// The value is none of the arguments.
    NotIn(Vec<T>),
}

impl<T> Comparison<T> {
    /// Returns `true` for `eq` and `in`, which few customers match if the values are unique.
    pub fn is_equality(&self) -> bool {
        matches!(self, Self::Is(Relation::Equal, _) | Self::In(_))
    }
}

/// A relation between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// `eq`
    Equal,
    /// `neq`
    NotEqual,
    /// `gt`
    Greater,
    /// `gte`
    GreaterOrEqual,
    /// `lt`
    Less,
    /// `lte`
    LessOrEqual,
}

/// A sort key with its direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    /// The field.
    pub key: SortKey,
    /// Reverses the order.
    pub descending: bool,
}

/// A field that lists can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the variants have the names of the fields")]
pub enum SortKey {
    Id,
    ExternalId,
    IsActive,
    ActivationTime,
    ExpirationTime,
    FirstName,
    LastName,
    FullName,
    BirthDate,
    Email,
    IsCompany,
    CreditRate,
    DiscountRate,
}

impl SortKey {
    /// All keys with their names, in the order in which messages list them.
    pub const ALL: [(&'static str, Self); 13] = [
        ("id", Self::Id),
        ("externalId", Self::ExternalId),
        ("isActive", Self::IsActive),
        ("activationTime", Self::ActivationTime),
        ("expirationTime", Self::ExpirationTime),
        ("firstName", Self::FirstName),
        ("lastName", Self::LastName),
        ("fullName", Self::FullName),
        ("birthDate", Self::BirthDate),
        ("email", Self::Email),
        ("isCompany", Self::IsCompany),
        ("creditRate", Self::CreditRate),
        ("discountRate", Self::DiscountRate),
    ];
}
