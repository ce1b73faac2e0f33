//! Rules of Dezwork's clients.
//!
//! Out of scope: what the document's schemas check, such as the length of a name.

use std::borrow::Cow;
use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};

use super::formats::{Document, DocumentKind, Phone};
use crate::auth::passwords::PasswordHash;

/// Clients per page of the list.
pub const PAGE_SIZE: i64 = 50;

/// Shown instead of a password.
pub const PASSWORD_MASK: &str = "********";

/// The window of clients that are kept.
pub const KEPT: i64 = 0;

/// Length of a window of the sandbox.
const SANDBOX_SECONDS: i64 = 30 * 60;

/// Default type of an address.
const ADDRESS_KIND_DEFAULT: i32 = 1;

/// Returns the sandbox's window at `now`: numbers increase with time, and none is [`KEPT`].
pub fn sandbox_window(now: DateTime<Utc>) -> i64 {
    (now.timestamp().div_euclid(SANDBOX_SECONDS)).max(KEPT) + 1
}

/// Kind of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Person {
    /// A person (pessoa física).
    Natural,
    /// A company (pessoa jurídica).
    Legal,
}

impl Person {
    /// Returns the code: `PF` or `PJ`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Natural => "PF",
            Self::Legal => "PJ",
        }
    }

    /// Returns the kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Natural, Self::Legal].into_iter().find(|person| person.code() == code)
    }
}

/// Gender of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    /// 1.
    Female,
    /// 2.
    Male,
}

impl Gender {
    /// Returns the number.
    pub fn number(self) -> i64 {
        match self {
            Self::Female => 1,
            Self::Male => 2,
        }
    }

    /// Returns the gender with this number.
    pub fn from_number(number: i64) -> Option<Self> {
        [Self::Female, Self::Male].into_iter().find(|gender| gender.number() == number)
    }
}

/// A client of a shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// Id; 0 before it is stored.
    pub id: i64,
    /// Kind.
    pub person: Person,
    /// Name.
    pub name: String,
    /// Trading name of a company.
    pub trading_name: Option<String>,
    /// State tax number of a company.
    pub state_register: Option<String>,
    /// CPF or CNPJ.
    pub document: Document,
    /// Telephone number.
    pub phone: Phone,
    /// Date of birth.
    pub birth_date: Option<NaiveDate>,
    /// E-mail address.
    pub mail: String,
    /// Hash of the password.
    pub password: Option<PasswordHash>,
    /// Gender.
    pub gender: Option<Gender>,
    /// Whether the client may buy.
    pub active: bool,
    /// Addresses, in the order of the request.
    pub addresses: Vec<Address>,
}

/// An address. Its texts are in upper case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Id; 0 before it is stored.
    pub id: i64,
    /// Street.
    pub street: String,
    /// House number.
    pub number: String,
    /// Apartment or office.
    pub complement: Option<String>,
    /// District.
    pub district: String,
    /// City.
    pub city: String,
    /// Two letters of the state.
    pub state: String,
    /// Postcode, without the hyphen.
    pub postcode: String,
    /// Recipient.
    pub responsible_name: Option<String>,
    /// Landmark.
    pub reference: Option<String>,
    /// Type.
    pub kind: i32,
    /// Whether the address is in use. Responses do not contain it.
    pub active: bool,
}

/// A violation of a rule by one parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Name of the parameter.
    pub field: String,
    /// The violation.
    pub fault: ParameterFault,
    /// Whether the request alone is valid, but conflicts with the stored client or the current date.
    pub is_conflict: bool,
}

/// A violation of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterFault {
    /// The parameter is required.
    Missing,
    /// The parameter does not exist.
    Unknown,
    /// The value is invalid, for this reason.
    Invalid(Cow<'static, str>),
}

impl Problem {
    /// A required parameter is missing.
    pub fn missing(field: impl Into<String>) -> Self {
        Self { field: field.into(), fault: ParameterFault::Missing, is_conflict: false }
    }

    /// A parameter has an invalid value.
    pub fn invalid(field: impl Into<String>, reason: impl Into<Cow<'static, str>>) -> Self {
        Self { field: field.into(), fault: ParameterFault::Invalid(reason.into()), is_conflict: false }
    }

    /// Marks the problem as a conflict.
    #[must_use]
    pub fn conflict(self) -> Self {
        Self { is_conflict: true, ..self }
    }
}

/// Fields of a request to create or change a client, except for its password.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Kind.
    pub person: Option<Person>,
    /// Name.
    pub name: Option<String>,
    /// Trading name.
    pub trading_name: Option<String>,
    /// State tax number.
    pub state_register: Option<String>,
    /// CPF or CNPJ.
    pub document: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Date of birth, and the spelling of its field.
    pub birth_date: Option<(&'static str, NaiveDate)>,
    /// E-mail address.
    pub mail: Option<String>,
    /// Gender.
    pub gender: Option<Gender>,
    /// Whether the client may buy.
    pub active: Option<bool>,
    /// Addresses.
    pub addresses: Option<Vec<GivenAddress>>,
}

/// An address in a request.
#[derive(Clone, Debug, Default)]
pub struct GivenAddress {
    /// Id of a stored address.
    pub id: Option<i64>,
    /// Street.
    pub street: String,
    /// House number.
    pub number: String,
    /// Apartment or office.
    pub complement: Option<String>,
    /// District.
    pub district: String,
    /// City.
    pub city: String,
    /// State.
    pub state: String,
    /// Postcode, with or without the hyphen.
    pub postcode: String,
    /// Recipient.
    pub responsible_name: Option<String>,
    /// Landmark.
    pub reference: Option<String>,
    /// Type.
    pub kind: Option<i32>,
    /// Whether the address is in use.
    pub active: Option<bool>,
}

/// A parsed request to create or change a client.
#[derive(Clone, Debug)]
pub struct Change {
    given: Given,
    document: Option<Document>,
    phone: Option<Phone>,
    problems: Vec<Problem>,
}

impl Change {
    /// Parses a request.
    pub fn new(given: Given, today: NaiveDate) -> Self {
        let mut problems = Vec::new();
        let document = given.document.as_deref().and_then(|text| {
            let document = Document::parse(text);
            document.map_err(|error| problems.push(Problem::invalid("document", error.to_string()))).ok()
        });
        let phone = given.phone.as_deref().and_then(|text| {
            let phone = Phone::parse(text);
            if phone.is_none() {
                problems.push(Problem::invalid("phone", "informe o telefone com DDD, como 54 999999999"));
            }
            phone
        });
        if let Some((field, date)) = given.birth_date
            && date > today
        {
            problems.push(Problem::invalid(field, "a data de nascimento está no futuro").conflict());
        }
        let mut ids = HashSet::new();
        for (index, address) in given.addresses.iter().flatten().enumerate() {
            if address.id.is_some_and(|id| !ids.insert(id)) {
                let reason = "o mesmo endereço vem mais de uma vez";
                problems.push(Problem::invalid(format!("addresses.{index}.id"), reason).conflict());
            }
        }
        Self { given, document, phone, problems }
    }

    /// Returns a new client without a password, or everything that is wrong with it.
    ///
    /// The document's schemas check which fields each kind of client requires.
    pub fn create(self) -> Result<Client, Vec<Problem>> {
        let Self { given, document, phone, mut problems } = self;
        let Given { person: Some(person), name: Some(name), mail: Some(mail), .. } = given else {
            return Err(vec![Problem::missing("type")]);
        };
        problems.extend(document.as_ref().and_then(|document| mismatch(person, document)));
        match (document, phone) {
            (Some(document), Some(phone)) if problems.is_empty() => Ok(Client {
                id: 0,
                person,
                name,
                trading_name: given.trading_name,
                state_register: given.state_register,
                document,
                phone,
                birth_date: given.birth_date.map(|(_, date)| date),
                mail,
                password: None,
                gender: given.gender,
                active: given.active.unwrap_or(true),
                addresses: addresses(given.addresses.unwrap_or_default(), &[]),
            }),
            _ => Err(problems),
        }
    }

    /// Returns the changed client with its current password, or everything that is wrong with it.
    pub fn apply(&self, current: &Client) -> Result<Client, Vec<Problem>> {
        let given = self.given.clone();
        let client = Client {
            id: current.id,
            person: given.person.unwrap_or(current.person),
            name: given.name.unwrap_or_else(|| current.name.clone()),
            trading_name: given.trading_name.or_else(|| current.trading_name.clone()),
            state_register: given.state_register.or_else(|| current.state_register.clone()),
            document: self.document.clone().unwrap_or_else(|| current.document.clone()),
            phone: self.phone.clone().unwrap_or_else(|| current.phone.clone()),
            birth_date: given.birth_date.map(|(_, date)| date).or(current.birth_date),
            mail: given.mail.unwrap_or_else(|| current.mail.clone()),
            password: current.password.clone(),
            gender: given.gender.or(current.gender),
            active: given.active.unwrap_or(current.active),
            addresses: match given.addresses {
                Some(given) => addresses(given, &current.addresses),
                None => current.addresses.clone(),
            },
        };
        let mut problems = self.problems.clone();
        problems.extend(missing(&client));
        if self.document.is_some() || self.given.document.is_none() {
            problems.extend(mismatch(client.person, &client.document).map(Problem::conflict));
        }
        if problems.is_empty() { Ok(client) } else { Err(problems) }
    }
}

/// Checks the fields that one kind of client requires, which matters when a client changes its kind.
fn missing(client: &Client) -> impl Iterator<Item = Problem> {
    let required = match client.person {
        Person::Natural => [("birthDate", client.birth_date.is_some()), ("gender", client.gender.is_some())],
        Person::Legal => [
            ("tradingName", client.trading_name.is_some()),
            ("stateRegister", client.state_register.is_some()),
        ],
    };
    let missing = required.into_iter().filter(|(_, is_given)| !is_given);
    missing.map(|(field, _)| Problem::missing(field).conflict())
}

fn mismatch(person: Person, document: &Document) -> Option<Problem> {
    let reason = match (person, document.kind()) {
        (Person::Natural, DocumentKind::Cpf) | (Person::Legal, DocumentKind::Cnpj) => return None,
        (Person::Natural, DocumentKind::Cnpj) => "informe um CPF, porque o cliente é PF",
        (Person::Legal, DocumentKind::Cpf) => "informe um CNPJ, porque o cliente é PJ",
    };
    Some(Problem::invalid("document", reason))
}

/// Returns the addresses of a request. Those with the id of a current one keep it.
fn addresses(given: Vec<GivenAddress>, current: &[Address]) -> Vec<Address> {
    let blank_is_missing =
        |text: Option<String>| text.filter(|text| !text.trim().is_empty()).map(|text| text.to_uppercase());
    let addresses = given.into_iter().map(|given| {
        let known = current.iter().find(|known| Some(known.id) == given.id);
        Address {
            id: known.map_or(0, |known| known.id),
            street: given.street.to_uppercase(),
            number: given.number.to_uppercase(),
            complement: blank_is_missing(given.complement),
            district: given.district.to_uppercase(),
            city: given.city.to_uppercase(),
            state: given.state.to_uppercase(),
            postcode: given.postcode.replace('-', ""),
            responsible_name: blank_is_missing(given.responsible_name),
            reference: blank_is_missing(given.reference),
            kind: given.kind.unwrap_or(ADDRESS_KIND_DEFAULT),
            active: given.active.unwrap_or(known.is_none_or(|known| known.active)),
        }
    });
    addresses.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn natural() -> Given {
        Given {
            person: Some(Person::Natural),
            name: Some("Ana".to_owned()),
            document: Some("00857893050".to_owned()),
            phone: Some("54 999999999".to_owned()),
            birth_date: Some(("birthDate", date("1995-02-06"))),
            mail: Some("ana@example.com".to_owned()),
            gender: Some(Gender::Female),
            addresses: Some(Vec::new()),
            ..Given::default()
        }
    }

    fn address() -> GivenAddress {
        GivenAddress {
            street: "Rua João Pessoa".to_owned(),
            number: "17 b".to_owned(),
            district: "Centro".to_owned(),
            city: "Garibaldi".to_owned(),
            state: "rs".to_owned(),
            postcode: "95720-000".to_owned(),
            ..GivenAddress::default()
        }
    }

    fn create(given: Given) -> Result<Client, Vec<Problem>> {
        Change::new(given, date("2024-10-01")).create()
    }

    fn change(current: &Client, given: Given) -> Result<Client, Vec<Problem>> {
        Change::new(given, date("2024-10-01")).apply(current)
    }

    fn fields(problems: &[Problem]) -> Vec<(&str, bool)> {
        problems.iter().map(|problem| (problem.field.as_str(), problem.is_conflict)).collect()
    }

    #[test]
    fn document_has_to_fit_the_kind_of_client() {
        for (document, reason) in [
            ("58009342000152", "informe um CPF, porque o cliente é PF"),
            ("00857893051", "os dígitos verificadores não conferem"),
        ] {
            let problems = create(Given { document: Some(document.to_owned()), ..natural() }).unwrap_err();
            assert_eq!(problems, [Problem::invalid("document", reason)]);
        }
    }

    #[test]
    fn date_of_birth_is_not_in_the_future() {
        let born = |field, day| create(Given { birth_date: Some((field, date(day))), ..natural() });

        assert!(born("birthDate", "2024-10-01").is_ok(), "today");
        assert!(born("birthdate", "0001-01-01").is_ok(), "long ago");
        for field in ["birthDate", "birthdate"] {
            assert_eq!(fields(&born(field, "2024-10-02").unwrap_err()), [(field, true)]);
        }
    }

    #[test]
    fn addresses_are_stored_as_they_are_shown() {
        let given = GivenAddress {
            complement: Some(" ".to_owned()),
            reference: Some("são josé".to_owned()),
            kind: Some(2),
            active: Some(false),
            ..address()
        };
        let client = create(Given { addresses: Some(vec![given, address()]), ..natural() }).unwrap();

        let plain = Address {
            id: 0,
            street: "RUA JOÃO PESSOA".to_owned(),
            number: "17 B".to_owned(),
            complement: None,
            district: "CENTRO".to_owned(),
            city: "GARIBALDI".to_owned(),
            state: "RS".to_owned(),
            postcode: "95720000".to_owned(),
            responsible_name: None,
            reference: None,
            kind: 1,
            active: true,
        };
        let first =
            Address { reference: Some("SÃO JOSÉ".to_owned()), kind: 2, active: false, ..plain.clone() };
        assert_eq!(client.addresses, [first, plain]);
    }

    #[test]
    fn change_keeps_what_is_not_given() {
        let current = create(natural()).unwrap();

        assert_eq!(change(&current, Given::default()).as_ref(), Ok(&current));
        let inactive = change(&current, Given { active: Some(false), ..Given::default() }).unwrap();
        assert_eq!(inactive, Client { active: false, ..current.clone() });
        let renamed = Given { name: Some("Bia".to_owned()), ..Given::default() };
        assert!(!change(&inactive, renamed).unwrap().active);
        let given = Given {
            phone: Some("(11) 3333-4444".to_owned()),
            birth_date: Some(("birthdate", date("2000-12-31"))),
            gender: Some(Gender::Male),
            ..Given::default()
        };
        let changed = change(&current, given).unwrap();
        assert_eq!((changed.phone.bare(), changed.gender), ("1133334444", Some(Gender::Male)));
        assert_eq!(changed.birth_date, Some(date("2000-12-31")));
    }

    #[test]
    fn changed_client_has_to_be_complete() {
        let current = create(natural()).unwrap();

        let legal = Given { person: Some(Person::Legal), ..Given::default() };
        let problems = change(&current, legal.clone()).unwrap_err();
        assert_eq!(fields(&problems), [("tradingName", true), ("stateRegister", true), ("document", true)]);
        let repeated = Given { document: Some("11111111111".to_owned()), ..Given::default() };
        assert_eq!(fields(&change(&current, repeated).unwrap_err()), [("document", false)]);

        let company = Given {
            trading_name: Some("A Loja".to_owned()),
            state_register: Some("ISENTO".to_owned()),
            document: Some("58009342000152".to_owned()),
            ..legal
        };
        let company = change(&current, company).unwrap();
        assert_eq!((company.person, company.birth_date), (Person::Legal, current.birth_date));
    }

    #[test]
    fn given_addresses_replace_the_list_and_keep_known_ids() {
        let mut current = create(Given { addresses: Some(vec![address(), address()]), ..natural() }).unwrap();
        (current.addresses[0].id, current.addresses[1].id) = (7, 8);
        current.addresses[1].active = false;
        let with_id = |id, active| GivenAddress { id, active, ..address() };
        let list = |addresses| -> Vec<_> {
            let changed = change(&current, Given { addresses, ..Given::default() }).unwrap();
            changed.addresses.iter().map(|address| (address.id, address.active)).collect()
        };

        assert_eq!(list(None), [(7, true), (8, false)], "not given");
        assert_eq!(list(Some(Vec::new())), [], "an empty list");
        let given = vec![
            with_id(Some(8), None),
            with_id(None, None),
            with_id(Some(9), None),
            with_id(Some(7), Some(false)),
        ];
        assert_eq!(list(Some(given)), [(8, false), (0, true), (0, true), (7, false)]);

        let twice = Some(vec![with_id(Some(8), None), with_id(Some(8), None)]);
        let problems = change(&current, Given { addresses: twice, ..Given::default() }).unwrap_err();
        assert_eq!(fields(&problems), [("addresses.1.id", true)]);
    }

    #[test]
    fn sandbox_windows_start_on_the_hour_and_half_hour() {
        let at = |text: &str| sandbox_window(text.parse().unwrap());
        let window = at("2024-10-01T17:00:00Z");

        assert_eq!(at("2024-10-01T17:29:59.999Z"), window);
        assert_eq!(at("2024-10-01T17:30:00Z"), window + 1);
        assert_eq!(at("2024-10-01T18:00:00Z"), window + 2);
        assert!(at("1969-12-31T00:00:00Z") > KEPT);
    }
}
