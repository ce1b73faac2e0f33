//! Conversions between the document's types and the customer.
//!
//! In a request, a field that is null is the same as one that is left out; in a response, every field is present.

use chrono::{DateTime, Utc};
use dropshot_openapi::Decimal;

use super::customer::{
    Address, Card, Company, Coordinates, Credit, CreditTransaction, Customer, Profile, whole_micros,
};
use super::fixed::Fixed;
use crate::generated::portos as api;

/// The number of decimals of a coordinate.
const DEGREE_DECIMALS: u32 = 8;

/// A customer as of a point in time, on which its status depends.
#[derive(Clone, Debug)]
pub struct CustomerAt(pub Customer, pub DateTime<Utc>);

impl From<api::Customer> for Profile {
    /// Ignores the fields that the server computes.
    fn from(body: api::Customer) -> Self {
        let credit = body.credit.unwrap_or(api::Credit { amount: None, currency_label: None });
        Self {
            external_id: body.external_id.flatten(),
            is_active: body.is_active.unwrap_or(true),
            activation_time: time(body.activation_time),
            expiration_time: time(body.expiration_time),
            first_name: body.first_name.flatten(),
            last_name: body.last_name.flatten(),
            full_name: body.full_name.flatten(),
            gender: body.gender.flatten(),
            birth_date: body.birth_date.flatten(),
            email: body.email.flatten(),
            phone: body.phone.flatten(),
            is_company: body.is_company.unwrap_or(false),
            company: body.company.flatten().map(Into::into),
            address: body.address.flatten().map(Into::into),
            delivery_address: body.delivery_address.flatten().map(Into::into),
            credit: Credit { amount: fixed(credit.amount), currency_label: credit.currency_label.flatten() },
            cards: body.cards.unwrap_or_default().into_iter().map(Into::into).collect(),
            credit_rate: fixed(body.credit_rate),
            discount_rate: fixed(body.discount_rate),
            note: body.note.flatten(),
            meta: body.meta.flatten().unwrap_or_default(),
        }
    }
}

impl From<api::Card> for Card {
    fn from(card: api::Card) -> Self {
        Self {
            external_id: card.external_id.flatten(),
            is_active: card.is_active.unwrap_or(true),
            is_virtual: card.is_virtual.unwrap_or(false),
            serial_number: card.serial_number,
            processor: card.processor.flatten(),
            status_time: time(card.status_time),
            status_reason: card.status_reason.flatten(),
            activation_time: time(card.activation_time),
            expiration_time: time(card.expiration_time),
            note: card.note.flatten(),
            meta: card.meta.flatten(),
        }
    }
}

impl From<api::Company> for Company {
    fn from(company: api::Company) -> Self {
        Self {
            name: company.name.flatten(),
            crn: company.crn.flatten(),
            vat_id: company.vat_id.flatten(),
            tax_id: company.tax_id.flatten(),
        }
    }
}

impl From<api::Address> for Address {
    fn from(address: api::Address) -> Self {
        let coordinates = address.coordinates.flatten().map(|coordinates| Coordinates {
            longitude: coordinates.longitude.flatten().map(scaled_degrees),
            latitude: coordinates.latitude.flatten().map(scaled_degrees),
        });
        Self {
            street: address.street.flatten(),
            city: address.city.flatten(),
            zip_code: address.zip_code.flatten(),
            country: address.country.flatten(),
            coordinates,
            note: address.note.flatten(),
        }
    }
}

impl From<CustomerAt> for api::Customer {
    fn from(CustomerAt(customer, now): CustomerAt) -> Self {
        let Customer { id, version, profile, credit_transactions } = customer;
        Self {
            id: Some(id),
            status: Some(profile.status(now).to_string()),
            external_id: Some(profile.external_id),
            is_active: Some(profile.is_active),
            activation_time: Some(profile.activation_time),
            expiration_time: Some(profile.expiration_time),
            first_name: Some(profile.first_name),
            last_name: Some(profile.last_name),
            full_name: Some(profile.full_name),
            gender: Some(profile.gender),
            birth_date: Some(profile.birth_date),
            email: Some(profile.email),
            phone: Some(profile.phone),
            is_company: Some(profile.is_company),
            company: Some(profile.company.map(Into::into)),
            address: Some(profile.address.map(Into::into)),
            delivery_address: Some(profile.delivery_address.map(Into::into)),
            credit: Some(api::Credit {
                amount: Some(decimal(profile.credit.amount)),
                currency_label: Some(profile.credit.currency_label),
            }),
            credit_transactions: Some(credit_transactions.into_iter().map(Into::into).collect()),
            cards: Some(profile.cards.into_iter().map(|card| (card, now).into()).collect()),
            credit_rate: Some(decimal(profile.credit_rate)),
            discount_rate: Some(decimal(profile.discount_rate)),
            note: Some(profile.note),
            meta: Some(Some(profile.meta)),
            v: Some(version),
        }
    }
}

impl From<(Card, DateTime<Utc>)> for api::Card {
    fn from((card, now): (Card, DateTime<Utc>)) -> Self {
        Self {
            status: Some(card.status(now).to_string()),
            external_id: Some(card.external_id),
            is_active: Some(card.is_active),
            is_virtual: Some(card.is_virtual),
            serial_number: card.serial_number,
            processor: Some(card.processor),
            status_time: Some(card.status_time),
            status_reason: Some(card.status_reason),
            activation_time: Some(card.activation_time),
            expiration_time: Some(card.expiration_time),
            note: Some(card.note),
            meta: Some(card.meta),
        }
    }
}

impl From<Company> for api::Company {
    fn from(company: Company) -> Self {
        Self {
            name: Some(company.name),
            crn: Some(company.crn),
            vat_id: Some(company.vat_id),
            tax_id: Some(company.tax_id),
        }
    }
}

impl From<Address> for api::Address {
    fn from(address: Address) -> Self {
        let coordinates = address.coordinates.map(|coordinates| api::Coordinates {
            longitude: Some(coordinates.longitude.map(degrees)),
            latitude: Some(coordinates.latitude.map(degrees)),
        });
        Self {
            street: Some(address.street),
            city: Some(address.city),
            zip_code: Some(address.zip_code),
            country: Some(address.country),
            coordinates: Some(coordinates),
            note: Some(address.note),
        }
    }
}

impl From<CreditTransaction> for api::CreditTransaction {
    fn from(CreditTransaction { amount, balance, time }: CreditTransaction) -> Self {
        Self { amount: Some(decimal(amount)), balance: Some(decimal(balance)), time: Some(time) }
    }
}

#[allow(clippy::option_option, reason = "the document's types distinguish absent and null")]
fn time(time: Option<Option<DateTime<Utc>>>) -> Option<DateTime<Utc>> {
    time.flatten().map(whole_micros)
}

fn fixed(decimal: Option<Decimal>) -> Fixed {
    decimal.map(|decimal| rust_decimal::Decimal::from(decimal).into()).unwrap_or_default()
}

fn decimal(fixed: Fixed) -> Decimal {
    rust_decimal::Decimal::from(fixed).into()
}

fn scaled_degrees(degrees: Decimal) -> i64 {
    let mut degrees = rust_decimal::Decimal::from(degrees);
    degrees.rescale(DEGREE_DECIMALS);
    i64::try_from(degrees.mantissa()).unwrap_or_default()
}

fn degrees(scaled: i64) -> Decimal {
    rust_decimal::Decimal::new(scaled, DEGREE_DECIMALS).normalize().into()
}
