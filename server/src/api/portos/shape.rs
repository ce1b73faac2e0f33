//! Between the document's types and the rules' own.
//!
//! In a body, a member that is null is the same as one that is left out; in an answer, every member is there.

use chrono::{DateTime, Utc};

use super::rules::{self, Address, Card, Company, Coordinates, Credit, CreditTransaction, Customer, Profile};
use crate::generated::portos as api;
use dropshot_openapi::Decimal;

use super::fixed::Fixed;

/// What a body says of a customer. What comes from the server is ignored.
pub fn profile(body: api::Customer) -> Profile {
    let credit = body.credit.unwrap_or(api::Credit { amount: None, currency_label: None });
    Profile {
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
        company: body.company.flatten().map(company),
        address: body.address.flatten().map(address),
        delivery_address: body.delivery_address.flatten().map(address),
        credit: Credit { amount: fixed(credit.amount), currency_label: credit.currency_label.flatten() },
        cards: body.cards.unwrap_or_default().into_iter().map(card).collect(),
        credit_rate: fixed(body.credit_rate),
        discount_rate: fixed(body.discount_rate),
        note: body.note.flatten(),
        meta: body.meta.flatten().unwrap_or_default(),
    }
}

fn card(card: api::Card) -> Card {
    Card {
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

fn company(company: api::Company) -> Company {
    Company {
        name: company.name.flatten(),
        crn: company.crn.flatten(),
        vat_id: company.vat_id.flatten(),
        tax_id: company.tax_id.flatten(),
    }
}

fn address(address: api::Address) -> Address {
    let coordinates = address.coordinates.flatten().map(|place| Coordinates {
        longitude: place.longitude.flatten(),
        latitude: place.latitude.flatten(),
    });
    Address {
        street: address.street.flatten(),
        city: address.city.flatten(),
        zip_code: address.zip_code.flatten(),
        country: address.country.flatten(),
        coordinates,
        note: address.note.flatten(),
    }
}

#[allow(clippy::option_option, reason = "absent and null are two things in the document's types")]
fn time(time: Option<Option<DateTime<Utc>>>) -> Option<DateTime<Utc>> {
    time.flatten().map(rules::whole_micros)
}

fn fixed(decimal: Option<Decimal>) -> Fixed {
    decimal.map(|decimal| Fixed::from(rust_decimal::Decimal::from(decimal))).unwrap_or_default()
}

/// A customer as answers show it at a time.
pub fn shown(customer: Customer, now: DateTime<Utc>) -> api::Customer {
    let Customer { id, version, profile, credit_transactions } = customer;
    let status = rules::status(profile.is_active, profile.activation_time, profile.expiration_time, now);
    api::Customer {
        id: Some(id),
        external_id: Some(profile.external_id),
        is_active: Some(profile.is_active),
        status: Some(status.to_string()),
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
        company: Some(profile.company.map(shown_company)),
        address: Some(profile.address.map(shown_address)),
        delivery_address: Some(profile.delivery_address.map(shown_address)),
        credit: Some(api::Credit {
            amount: Some(decimal(profile.credit.amount)),
            currency_label: Some(profile.credit.currency_label),
        }),
        credit_transactions: Some(credit_transactions.iter().map(shown_transaction).collect()),
        cards: Some(profile.cards.into_iter().map(|card| shown_card(card, now)).collect()),
        credit_rate: Some(decimal(profile.credit_rate)),
        discount_rate: Some(decimal(profile.discount_rate)),
        note: Some(profile.note),
        meta: Some(Some(profile.meta)),
        v: Some(version),
    }
}

fn shown_card(card: Card, now: DateTime<Utc>) -> api::Card {
    let status = rules::status(card.is_active, card.activation_time, card.expiration_time, now);
    api::Card {
        external_id: Some(card.external_id),
        is_active: Some(card.is_active),
        is_virtual: Some(card.is_virtual),
        serial_number: card.serial_number,
        processor: Some(card.processor),
        status: Some(status.to_string()),
        status_time: Some(card.status_time),
        status_reason: Some(card.status_reason),
        activation_time: Some(card.activation_time),
        expiration_time: Some(card.expiration_time),
        note: Some(card.note),
        meta: Some(card.meta),
    }
}

fn shown_company(company: Company) -> api::Company {
    api::Company {
        name: Some(company.name),
        crn: Some(company.crn),
        vat_id: Some(company.vat_id),
        tax_id: Some(company.tax_id),
    }
}

fn shown_address(address: Address) -> api::Address {
    let coordinates = address
        .coordinates
        .map(|place| api::Coordinates { longitude: Some(place.longitude), latitude: Some(place.latitude) });
    api::Address {
        street: Some(address.street),
        city: Some(address.city),
        zip_code: Some(address.zip_code),
        country: Some(address.country),
        coordinates: Some(coordinates),
        note: Some(address.note),
    }
}

fn shown_transaction(transaction: &CreditTransaction) -> api::CreditTransaction {
    api::CreditTransaction {
        amount: Some(decimal(transaction.amount)),
        balance: Some(decimal(transaction.balance)),
        time: Some(transaction.time),
    }
}

fn decimal(fixed: Fixed) -> Decimal {
    rust_decimal::Decimal::from(fixed).into()
}
