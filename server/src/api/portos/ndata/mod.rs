//! NData, the small language in which lists of customers are filtered, sorted and paged.
//!
//! [`parse`] turns texts into a [`Query`], in which every name and value has its type, or says which member is wrong and why.
//! [`sql`] turns a query into SQL; nothing of what a caller wrote is ever part of its text. Between the two nobody looks at
//! texts again.

pub mod parse;
pub mod sql;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

/// What a list was asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// All of them have to hold.
    pub filters: Vec<Filter>,
    /// Whether the customers are to be expired ones, or not.
    pub is_expired: Option<bool>,
    /// A text that is to be found, folded; never empty.
    pub search: Option<String>,
    /// By the first, then by the next; in the end by creation.
    pub sort: Vec<Sort>,
    /// How many customers are passed over.
    pub skip: i64,
    /// How many customers there may be on the page.
    pub take: i64,
}

/// What one member has to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// The serial number of one of the customer's cards.
    CardSerialNumber(Comparison<String>),
    /// What another system calls the customer.
    ExternalId(Comparison<String>),
    /// How much of a purchase becomes credit.
    CreditRate(Comparison<Decimal>),
    /// The discount.
    DiscountRate(Comparison<Decimal>),
    /// Whether the customer is in use.
    IsActive(Comparison<bool>),
    /// Until when the customer is valid.
    ExpirationTime(Comparison<DateTime<Utc>>),
}

/// What a value has to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Comparison<T> {
    /// In this relation to an argument.
    Is(Relation, T),
    /// One of the arguments.
    In(Vec<T>),
    /// None of the arguments.
    NotIn(Vec<T>),
}

/// How two values stand to each other.
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

impl Relation {
    /// Whether it is `eq` or `neq`, which say nothing of greater and less.
    pub fn is_of_equality(self) -> bool {
        matches!(self, Self::Equal | Self::NotEqual)
    }
}

/// A key that a list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    /// The member.
    pub key: SortKey,
    /// From the last to the first.
    pub descending: bool,
}

/// A member that lists can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "they are called as the customer's members are")]
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
    /// All of them, with their names, in the order in which messages name them.
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
