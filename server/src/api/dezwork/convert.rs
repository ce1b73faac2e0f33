//! Conversions between the generated types and those of the rules.

use chrono::NaiveDate;

use super::rules::{Address, Client, Gender, Given, GivenAddress, PASSWORD_MASK, Person};
use crate::generated::dezwork as api;

impl From<api::NovoCliente> for Given {
    fn from(body: api::NovoCliente) -> Self {
        Self {
            person: Some(body.type_.into()),
            name: Some(body.name),
            trading_name: body.trading_name,
            state_register: body.state_register,
            document: Some(body.document),
            phone: Some(body.phone),
            birth_date: birth_date(body.birth_date, body.birthdate),
            mail: Some(body.mail),
            gender: body.gender.as_ref().and_then(gender),
            active: body.active.as_ref().map(is_active),
            addresses: Some(body.addresses.into_iter().map(Into::into).collect()),
        }
    }
}

impl From<api::AlteracaoCliente> for Given {
    fn from(body: api::AlteracaoCliente) -> Self {
        Self {
            person: body.type_.map(Into::into),
            name: body.name,
            trading_name: body.trading_name,
            state_register: body.state_register,
            document: body.document,
            phone: body.phone,
            birth_date: birth_date(body.birth_date, body.birthdate),
            mail: body.mail,
            gender: body.gender.as_ref().and_then(gender),
            active: body.active.as_ref().map(is_active),
            addresses: body.addresses.map(|addresses| addresses.into_iter().map(Into::into).collect()),
        }
    }
}

impl From<api::NovoEndereco> for GivenAddress {
    fn from(address: api::NovoEndereco) -> Self {
        Self {
            id: None,
            street: address.street,
            number: address.number,
            complement: address.complement,
            district: address.district,
            city: address.city,
            state: address.state,
            postcode: address.postcode,
            responsible_name: address.responsible_name,
            reference: address.reference,
            kind: address.type_.as_ref().and_then(address_kind),
            active: address.active.as_ref().map(is_active),
        }
    }
}

impl From<api::AlteracaoEndereco> for GivenAddress {
    fn from(address: api::AlteracaoEndereco) -> Self {
        Self {
            id: address.id,
            street: address.street,
            number: address.number,
            complement: address.complement,
            district: address.district,
            city: address.city,
            state: address.state,
            postcode: address.postcode,
            responsible_name: address.responsible_name,
            reference: address.reference,
            kind: address.type_.as_ref().and_then(address_kind),
            active: address.active.as_ref().map(is_active),
        }
    }
}

impl From<Client> for api::Cliente {
    fn from(client: Client) -> Self {
        Self {
            id: client.id,
            type_: client.person.into(),
            name: client.name,
            trading_name: client.trading_name,
            state_register: client.state_register,
            document: client.document.to_string(),
            phone: client.phone.to_string(),
            birth_date: client.birth_date.map(|date| date.format("%d/%m/%Y").to_string()),
            mail: client.mail,
            password: client.password.map(|_| PASSWORD_MASK.to_owned().into()),
            gender: client.gender.map(|gender| match gender {
                Gender::Female => api::GeneroNome::Feminino,
                Gender::Male => api::GeneroNome::Masculino,
            }),
            active: api::Ativo::AtivoDigito(if client.active {
                api::AtivoDigito::N1
            } else {
                api::AtivoDigito::N0
            }),
            addresses: client.addresses.into_iter().map(|address| (client.id, address).into()).collect(),
        }
    }
}

impl From<Client> for api::ClienteListado {
    /// Converts a client of a list, where the document spells `birthdate`.
    fn from(client: Client) -> Self {
        let client = api::Cliente::from(client);
        Self {
            id: client.id,
            type_: client.type_,
            name: client.name,
            trading_name: client.trading_name,
            state_register: client.state_register,
            document: client.document,
            phone: client.phone,
            birthdate: client.birth_date,
            mail: client.mail,
            password: client.password,
            gender: client.gender,
            active: client.active,
            addresses: client.addresses,
        }
    }
}

impl From<(i64, Address)> for api::Endereco {
    /// Converts an address of the client with this id.
    fn from((client, address): (i64, Address)) -> Self {
        Self {
            id: address.id,
            id_client: Some(client),
            street: address.street,
            number: address.number,
            complement: address.complement,
            district: address.district,
            city: address.city,
            state: address.state,
            postcode: address.postcode,
            responsible_name: address.responsible_name,
            reference: address.reference,
            type_: api::TipoEndereco::Integer(address.kind),
        }
    }
}

impl From<api::TipoCliente> for Person {
    fn from(kind: api::TipoCliente) -> Self {
        match kind {
            api::TipoCliente::Pf => Self::Natural,
            api::TipoCliente::Pj => Self::Legal,
        }
    }
}

impl From<Person> for api::TipoCliente {
    fn from(person: Person) -> Self {
        match person {
            Person::Natural => Self::Pf,
            Person::Legal => Self::Pj,
        }
    }
}

/// Returns the date of birth and the spelling of its field; `birthDate` takes precedence over `birthdate`.
fn birth_date(
    camel_case: Option<NaiveDate>,
    lower_case: Option<NaiveDate>,
) -> Option<(&'static str, NaiveDate)> {
    camel_case.map(|date| ("birthDate", date)).or(lower_case.map(|date| ("birthdate", date)))
}

/// Accepts a number, and a number as text.
fn gender(given: &api::Genero) -> Option<Gender> {
    match given {
        api::Genero::Integer(number) => Gender::from_number(i64::from(*number)),
        api::Genero::GeneroDigito(api::GeneroDigito::N1) => Some(Gender::Female),
        api::Genero::GeneroDigito(api::GeneroDigito::N2) => Some(Gender::Male),
    }
}

/// Accepts `true`, `"1"`, and their opposites.
fn is_active(given: &api::Ativo) -> bool {
    matches!(given, api::Ativo::Boolean(true) | api::Ativo::AtivoDigito(api::AtivoDigito::N1))
}

/// Accepts a number, and a number as text.
fn address_kind(given: &api::TipoEndereco) -> Option<i32> {
    match given {
        api::TipoEndereco::Integer(number) => Some(*number),
        api::TipoEndereco::String(text) => text.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_value_is_accepted() {
        let gender = |json: &str| gender(&serde_json::from_str(json).unwrap());
        assert_eq!((gender("1"), gender("\"1\"")), (Some(Gender::Female), Some(Gender::Female)));
        assert_eq!((gender("2"), gender("\"2\"")), (Some(Gender::Male), Some(Gender::Male)));
        assert_eq!(gender("3"), None);

        let active = |json: &str| is_active(&serde_json::from_str(json).unwrap());
        assert_eq!((active("true"), active("\"1\"")), (true, true));
        assert_eq!((active("false"), active("\"0\"")), (false, false));

        let kind = |json: &str| address_kind(&serde_json::from_str(json).unwrap());
        assert_eq!((kind("1"), kind("\"1\""), kind("\"99\"")), (Some(1), Some(1), Some(99)));
    }

    #[test]
    fn birth_date_takes_precedence_over_birthdate() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let (one, other) = (date("1995-02-06"), date("2000-12-31"));

        assert_eq!(birth_date(Some(one), None), Some(("birthDate", one)));
        assert_eq!(birth_date(None, Some(one)), Some(("birthdate", one)));
        assert_eq!(birth_date(Some(one), Some(other)), Some(("birthDate", one)));
        assert_eq!(birth_date(None, None), None);
    }
}
