//! What Dezwork's documentation says of a shop's clients, without HTTP and without a database.
//!
//! What the API's document can say itself, such as how long a name may be, is checked before and not again here; how
//! values are spelled is in [`formats`].

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};

use super::formats::{self, Document, DocumentKind, Gender, Phone};
use super::messages::Problem;
use crate::auth::passwords::PasswordHash;
use crate::generated::dezwork as api;
use dropshot_openapi::Secret;

/// How many clients a page of the list holds.
pub const PAGE_SIZE: i64 = 50;

/// What answers show of a password.
pub const PASSWORD_SHOWN: &str = "********";

/// The window of what is kept for good.
pub const KEPT: i64 = 0;

/// How long the sandbox keeps what is registered in it.
const SANDBOX_SECONDS: i64 = 30 * 60;

/// What an address is when nobody says.
const ADDRESS_KIND_DEFAULT: i32 = 1;

/// The half hour of the sandbox at this time: later ones have greater numbers, and none is [`KEPT`].
pub fn sandbox_window(now: DateTime<Utc>) -> i64 {
    (now.timestamp().div_euclid(SANDBOX_SECONDS)).max(KEPT) + 1
}

/// What a client is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Person {
    /// Pessoa física: somebody.
    Natural,
    /// Pessoa jurídica: a company.
    Legal,
}

impl Person {
    /// As requests, answers and the database call it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Natural => "PF",
            Self::Legal => "PJ",
        }
    }

    /// The kind of person that is called this.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Natural, Self::Legal].into_iter().find(|person| person.code() == code)
    }

    fn read(given: api::TipoCliente) -> Self {
        match given {
            api::TipoCliente::Pf => Self::Natural,
            api::TipoCliente::Pj => Self::Legal,
        }
    }

    /// As answers call it.
    pub fn shown(self) -> api::TipoCliente {
        match self {
            Self::Natural => api::TipoCliente::Pf,
            Self::Legal => api::TipoCliente::Pj,
        }
    }
}

/// Who buys in a shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// Its identity; 0 until the store has given it one.
    pub id: i64,
    /// What it is.
    pub person: Person,
    /// Its name.
    pub name: String,
    /// What a company calls its shops.
    pub trading_name: Option<String>,
    /// A company's number at its state's tax office.
    pub state_register: Option<String>,
    /// Its number at the tax office.
    pub document: Document,
    /// Its telephone number.
    pub phone: Phone,
    /// When it was born.
    pub birth_date: Option<NaiveDate>,
    /// Its e-mail address.
    pub mail: String,
    /// What is kept of its password.
    pub password: Option<PasswordHash>,
    /// Its gender.
    pub gender: Option<Gender>,
    /// Whether it may buy.
    pub active: bool,
    /// Where it is, in the order that it was given in.
    pub addresses: Vec<Address>,
}

/// Where a client is. Texts are in upper case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Its identity; 0 until the store has given it one.
    pub id: i64,
    /// The street.
    pub street: String,
    /// The number in the street, which may be none.
    pub number: String,
    /// The door.
    pub complement: Option<String>,
    /// The district of the city.
    pub district: String,
    /// The city.
    pub city: String,
    /// The two letters of the state.
    pub state: String,
    /// The postcode, without hyphen.
    pub postcode: String,
    /// Who takes in what is sent there.
    pub responsible_name: Option<String>,
    /// What it is near to.
    pub reference: Option<String>,
    /// Dezwork's number for what kind of address it is.
    pub kind: i32,
    /// Whether it is in use. Answers do not show it.
    pub active: bool,
}

/// The client that a request is to add, and its password in the clear. What each kind of person has to give, the document
/// says.
pub fn new_client(
    body: api::NovoCliente,
    today: NaiveDate,
) -> Result<(Client, Option<Secret>), Vec<Problem>> {
    let mut problems = Vec::new();
    let person = Person::read(body.type_);
    let document = read_document(&body.document, &mut problems);
    let phone = read_phone(&body.phone, &mut problems);
    let birth_date = read_birth_date(body.birth_date, body.birthdate, today, &mut problems);
    let gender = body.gender.as_ref().and_then(Gender::read);
    problems.extend(document.as_ref().and_then(|document| misfit(person, document)));
    match (document, phone) {
        (Some(document), Some(phone)) if problems.is_empty() => {
            let client = Client {
                id: 0,
                person,
                name: body.name,
                trading_name: body.trading_name,
                state_register: body.state_register,
                document,
                phone,
                birth_date,
                mail: body.mail,
                password: None,
                gender,
                active: body.active.as_ref().is_none_or(formats::read_active),
                addresses: body.addresses.iter().map(new_address).collect(),
            };
            Ok((client, body.password))
        }
        _ => Err(problems),
    }
}

/// A request to change a client, as far as it can be read without knowing the client.
#[derive(Debug)]
pub struct Change {
    person: Option<Person>,
    name: Option<String>,
    trading_name: Option<String>,
    state_register: Option<String>,
    document: Option<Document>,
    phone: Option<Phone>,
    birth_date: Option<NaiveDate>,
    mail: Option<String>,
    /// The new password, in the clear.
    pub password: Option<Secret>,
    gender: Option<Gender>,
    active: Option<bool>,
    addresses: Option<Vec<AddressChange>>,
    document_unread: bool,
    problems: Vec<Problem>,
}

#[derive(Debug)]
struct AddressChange {
    id: Option<i64>,
    active: Option<bool>,
    address: Address,
}

impl Change {
    /// Reads a request.
    pub fn read(body: api::AlteracaoCliente, today: NaiveDate) -> Self {
        let mut problems = Vec::new();
        let document_given = body.document.is_some();
        let document = body.document.and_then(|text| read_document(&text, &mut problems));
        let phone = body.phone.and_then(|text| read_phone(&text, &mut problems));
        let birth_date = read_birth_date(body.birth_date, body.birthdate, today, &mut problems);
        let addresses = body.addresses.map(|addresses| {
            let mut ids = HashSet::new();
            for (index, address) in addresses.iter().enumerate() {
                if address.id.is_some_and(|id| !ids.insert(id)) {
                    let reason = "o mesmo endereço vem mais de uma vez";
                    problems.push(Problem::invalid(format!("addresses.{index}.id"), reason).in_context());
                }
            }
            addresses.into_iter().map(address_change).collect()
        });
        Self {
            person: body.type_.map(Person::read),
            name: body.name,
            trading_name: body.trading_name,
            state_register: body.state_register,
            document_unread: document_given && document.is_none(),
            document,
            phone,
            birth_date,
            mail: body.mail,
            // Whoever sends back what an answer showed does not mean to change it.
            password: body.password.filter(|password| !is_masked(password)),
            gender: body.gender.as_ref().and_then(Gender::read),
            active: body.active.as_ref().map(formats::read_active),
            addresses,
            problems,
        }
    }

    /// What a client is after the change, its password aside; or everything that is wrong with that.
    pub fn apply(&self, current: &Client) -> Result<Client, Vec<Problem>> {
        let client = Client {
            id: current.id,
            person: self.person.unwrap_or(current.person),
            name: self.name.as_ref().unwrap_or(&current.name).clone(),
            trading_name: self.trading_name.as_ref().or(current.trading_name.as_ref()).cloned(),
            state_register: self.state_register.as_ref().or(current.state_register.as_ref()).cloned(),
            document: self.document.as_ref().unwrap_or(&current.document).clone(),
            phone: self.phone.as_ref().unwrap_or(&current.phone).clone(),
            birth_date: self.birth_date.or(current.birth_date),
            mail: self.mail.as_ref().unwrap_or(&current.mail).clone(),
            password: current.password.clone(),
            gender: self.gender.or(current.gender),
            active: self.active.unwrap_or(current.active),
            addresses: self.apply_to_addresses(&current.addresses),
        };
        let mut problems = self.problems.clone();
        problems.extend(missing(client.person, |field| match field {
            PersonField::BirthDate => client.birth_date.is_some(),
            PersonField::Gender => client.gender.is_some(),
            PersonField::TradingName => client.trading_name.is_some(),
            PersonField::StateRegister => client.state_register.is_some(),
        }));
        if !self.document_unread {
            problems.extend(misfit(client.person, &client.document).map(Problem::in_context));
        }
        if problems.is_empty() { Ok(client) } else { Err(problems) }
    }

    fn apply_to_addresses(&self, current: &[Address]) -> Vec<Address> {
        let Some(addresses) = &self.addresses else { return current.to_vec() };
        let addresses = addresses.iter().map(|AddressChange { id, active, address }| {
            let known = current.iter().find(|known| Some(known.id) == *id);
            Address {
                id: known.map_or(0, |known| known.id),
                active: active.unwrap_or(known.is_none_or(|known| known.active)),
                ..address.clone()
            }
        });
        addresses.collect()
    }
}

/// What one kind of person has to give, and the other may: asked again when a client becomes the other kind.
#[derive(Clone, Copy)]
enum PersonField {
    BirthDate,
    Gender,
    TradingName,
    StateRegister,
}

fn missing(person: Person, is_given: impl Fn(PersonField) -> bool) -> impl Iterator<Item = Problem> {
    let required = match person {
        Person::Natural => [(PersonField::BirthDate, "birthDate"), (PersonField::Gender, "gender")],
        Person::Legal => {
            [(PersonField::TradingName, "tradingName"), (PersonField::StateRegister, "stateRegister")]
        }
    };
    let missing = required.into_iter().filter(move |(field, _)| !is_given(*field));
    missing.map(|(_, name)| Problem::missing(name).in_context())
}

fn misfit(person: Person, document: &Document) -> Option<Problem> {
    let reason = match (person, document.kind()) {
        (Person::Natural, DocumentKind::Cpf) | (Person::Legal, DocumentKind::Cnpj) => return None,
        (Person::Natural, DocumentKind::Cnpj) => "informe um CPF, porque o cliente é PF",
        (Person::Legal, DocumentKind::Cpf) => "informe um CNPJ, porque o cliente é PJ",
    };
    Some(Problem::invalid("document", reason))
}

fn is_masked(password: &Secret) -> bool {
    password.expose() == PASSWORD_SHOWN
}

fn read_document(text: &str, problems: &mut Vec<Problem>) -> Option<Document> {
    let document = Document::parse(text);
    document.map_err(|error| problems.push(Problem::invalid("document", error.to_string()))).ok()
}

fn read_phone(text: &str, problems: &mut Vec<Problem>) -> Option<Phone> {
    let phone = Phone::parse(text);
    if phone.is_none() {
        problems.push(Problem::invalid("phone", "informe o telefone com DDD, como 54 999999999"));
    }
    phone
}

fn read_birth_date(
    birth_date: Option<NaiveDate>,
    other_spelling: Option<NaiveDate>,
    today: NaiveDate,
    problems: &mut Vec<Problem>,
) -> Option<NaiveDate> {
    let (field, date) = formats::read_birth_date(birth_date, other_spelling)?;
    if date > today {
        problems.push(Problem::invalid(field, "a data de nascimento está no futuro").in_context());
    }
    Some(date)
}

fn new_address(given: &api::NovoEndereco) -> Address {
    Address {
        id: 0,
        street: formats::upper_case(&given.street),
        number: formats::upper_case(&given.number),
        complement: formats::upper_case_unless_blank(given.complement.as_deref()),
        district: formats::upper_case(&given.district),
        city: formats::upper_case(&given.city),
        state: formats::upper_case(&given.state),
        postcode: formats::bare_postcode(&given.postcode),
        responsible_name: formats::upper_case_unless_blank(given.responsible_name.as_deref()),
        reference: formats::upper_case_unless_blank(given.reference.as_deref()),
        kind: given.type_.as_ref().and_then(formats::read_address_kind).unwrap_or(ADDRESS_KIND_DEFAULT),
        active: given.active.as_ref().is_none_or(formats::read_active),
    }
}

fn address_change(given: api::AlteracaoEndereco) -> AddressChange {
    AddressChange {
        id: given.id,
        active: given.active.as_ref().map(formats::read_active),
        address: new_address(&api::NovoEndereco {
            street: given.street,
            number: given.number,
            complement: given.complement,
            district: given.district,
            city: given.city,
            state: given.state,
            postcode: given.postcode,
            responsible_name: given.responsible_name,
            reference: given.reference,
            type_: given.type_,
            active: given.active,
        }),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::messages;
    use super::*;
    use dropshot_openapi::{ParameterLocation, RequestError, validate};

    fn today() -> NaiveDate {
        "2024-10-01".parse().unwrap()
    }

    fn natural() -> Value {
        json!({
            "type": "PF", "name": "Ana", "document": "00857893050", "phone": "54 999999999",
            "birthDate": "1995-02-06", "mail": "ana@example.com", "gender": 1, "addresses": [],
        })
    }

    fn legal() -> Value {
        json!({
            "type": "PJ", "name": "Loja", "document": "58009342000152", "phone": "5433334444",
            "tradingName": "A Loja", "stateRegister": "ISENTO", "mail": "loja@example.com", "addresses": [],
        })
    }

    fn with(mut body: Value, changes: &Value) -> Value {
        for (name, value) in changes.as_object().unwrap() {
            match value {
                Value::Null => body.as_object_mut().unwrap().remove(name),
                value => body.as_object_mut().unwrap().insert(name.clone(), value.clone()),
            };
        }
        body
    }

    /// The new client, or code and message, whether the document or a rule finds what is wrong.
    fn create(body: &Value) -> Result<Client, (String, String)> {
        let schemas = &api::operations::MODEL.schemas;
        let schema = schemas.get("NovoCliente").unwrap();
        let violations = validate(schemas, schema, &mut body.clone(), ParameterLocation::Body, "");
        if !violations.is_empty() {
            let error = api::Erro::from(RequestError::Invalid(violations));
            return Err((error.error_code, error.error_message));
        }
        let created = new_client(serde_json::from_value(body.clone()).unwrap(), today());
        created.map(|(client, _)| client).map_err(|problems| said(&problems))
    }

    fn change(current: &Client, body: &Value) -> Result<Client, (String, String)> {
        let body = with(body.clone(), &json!({ "id": 1 }));
        Change::read(serde_json::from_value(body).unwrap(), today())
            .apply(current)
            .map_err(|problems| said(&problems))
    }

    fn said(problems: &[Problem]) -> (String, String) {
        let error = messages::problems(problems);
        (error.error_code, error.error_message)
    }

    fn address(changes: &Value) -> Value {
        let whole = json!({
            "street": "Rua João Pessoa", "number": "17 b", "district": "Centro", "city": "Garibaldi",
            "state": "rs", "postcode": "95720-000",
        });
        with(whole, changes)
    }

    #[test]
    fn each_kind_of_person_needs_its_own_and_may_give_the_others() {
        let both = json!({ "tradingName": "A Loja", "stateRegister": "ISENTO", "birthDate": "1995-02-06" });
        assert!(create(&with(natural(), &both)).unwrap().trading_name.is_some());
        assert!(create(&with(legal(), &both)).unwrap().birth_date.is_some());

        for (body, code, message) in [
            (with(natural(), &json!({ "birthDate": null })), "EPT", "Parâmetro [birthDate] é obrigatório"),
            (with(natural(), &json!({ "gender": null })), "EPT", "Parâmetro [gender] é obrigatório"),
            (with(legal(), &json!({ "tradingName": null })), "EPT", "Parâmetro [tradingName] é obrigatório"),
            (
                with(legal(), &json!({ "stateRegister": null })),
                "EPT",
                "Parâmetro [stateRegister] é obrigatório",
            ),
            (
                with(natural(), &json!({ "birthDate": null, "gender": null })),
                "EPT",
                "Parâmetro [birthDate] é obrigatório; Parâmetro [gender] é obrigatório",
            ),
            (
                with(natural(), &json!({ "document": "58009342000152" })),
                "EPI",
                "Parâmetro [document] é inválido: informe um CPF, porque o cliente é PF",
            ),
            (
                with(legal(), &json!({ "document": "00857893050" })),
                "EPI",
                "Parâmetro [document] é inválido: informe o CPF de uma PF ou o CNPJ de uma PJ, com ou sem pontuação",
            ),
            (
                with(natural(), &json!({ "document": "00857893051" })),
                "EPI",
                "Parâmetro [document] é inválido: os dígitos verificadores não conferem",
            ),
            (
                with(natural(), &json!({ "password": "********" })),
                "EPI",
                "Parâmetro [password] é inválido: informe um texto de 1 a 128 caracteres, que não seja ********",
            ),
        ] {
            let expected = (code.to_owned(), message.to_owned());
            assert_eq!(create(&body), Err(expected), "{body}");
        }
    }

    #[test]
    fn nobody_is_born_tomorrow() {
        let read = |body: &Value| new_client(serde_json::from_value(body.clone()).unwrap(), today());
        let born = |field: &str, date: &str| {
            read(&with(natural(), &json!({ "birthDate": null, field: date }))).map_err(|problems| {
                assert!(messages::are_conflicts(&problems), "tomorrow it will be right");
                said(&problems).1
            })
        };
        assert!(born("birthDate", "2024-10-01").is_ok(), "today");
        assert!(born("birthdate", "0001-01-01").is_ok(), "very long ago");
        for field in ["birthDate", "birthdate"] {
            let message = born(field, "2024-10-02").unwrap_err();
            assert_eq!(
                message,
                format!("Parâmetro [{field}] é inválido: a data de nascimento está no futuro")
            );
        }
    }

    #[test]
    fn an_address_is_kept_in_the_form_that_it_is_shown_in() {
        let given =
            address(&json!({ "complement": " ", "reference": "são josé", "type": "2", "active": "0" }));
        let client = create(&with(natural(), &json!({ "addresses": [given, address(&json!({}))] }))).unwrap();

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
    fn a_change_changes_what_is_given_and_nothing_else() {
        let current = create(&natural()).unwrap();

        assert_eq!(change(&current, &json!({})).as_ref(), Ok(&current));
        let inactive = change(&current, &json!({ "active": false })).unwrap();
        assert_eq!(inactive, Client { active: false, ..current.clone() });
        assert!(!change(&inactive, &json!({ "name": "Bia" })).unwrap().active, "it stays as it was");
        let body = json!({ "phone": "(11) 3333-4444", "birthdate": "2000-12-31", "gender": "2" });
        let changed = change(&current, &body).unwrap();
        assert_eq!((changed.phone.bare(), changed.gender), ("1133334444", Some(Gender::Male)));
        assert_eq!(changed.birth_date, "2000-12-31".parse().ok());
    }

    #[test]
    fn a_changed_client_has_to_be_whole() {
        let current = create(&natural()).unwrap();
        let fails = |body: &Value| change(&current, body).unwrap_err();

        let (code, message) = fails(&json!({ "type": "PJ" }));
        assert_eq!(code, "EPT");
        assert_eq!(
            message,
            "Parâmetro [tradingName] é obrigatório; Parâmetro [stateRegister] é obrigatório; Parâmetro [document] é \
             inválido: informe um CNPJ, porque o cliente é PJ"
        );
        let (code, message) = fails(&json!({ "document": "11111111111" }));
        assert_eq!(code, "EPI");
        assert_eq!(message, "Parâmetro [document] é inválido: um só algarismo repetido não é um documento");

        let body = json!({
            "type": "PJ", "tradingName": "A Loja", "stateRegister": "ISENTO", "document": "58009342000152",
        });
        let company = change(&current, &body).unwrap();
        assert_eq!((company.person, company.birth_date), (Person::Legal, current.birth_date));
    }

    #[test]
    fn addresses_given_replace_the_list_and_known_ids_stay() {
        let mut current =
            create(&with(natural(), &json!({ "addresses": [address(&json!({})), address(&json!({}))] })))
                .unwrap();
        (current.addresses[0].id, current.addresses[1].id) = (7, 8);
        current.addresses[1].active = false;
        let list = |body: &Value| -> Vec<_> {
            let changed = change(&current, body).unwrap();
            changed.addresses.iter().map(|address| (address.id, address.active)).collect()
        };

        assert_eq!(list(&json!({})), [(7, true), (8, false)], "not given");
        assert_eq!(list(&json!({ "addresses": [] })), [], "an empty list");
        let given = [json!({ "id": 8 }), json!({}), json!({ "id": 9 }), json!({ "id": 7, "active": "0" })];
        let given = given.map(|changes| address(&changes));
        let expected = [(8, false), (0, true), (0, true), (7, false)];
        assert_eq!(list(&json!({ "addresses": given })), expected);

        let twice = [address(&json!({ "id": 8 })), address(&json!({ "id": 8 }))];
        let (code, message) = change(&current, &json!({ "addresses": twice })).unwrap_err();
        assert_eq!(code, "EPI");
        assert!(message.contains("[addresses.1.id]"), "{message}");
    }

    #[test]
    fn a_password_that_only_repeats_an_answer_is_no_new_one() {
        let read = |password: &str| {
            let body = json!({ "id": 1, "password": password });
            Change::read(serde_json::from_value(body).unwrap(), today()).password
        };
        assert!(read("********").is_none());
        assert_eq!(read("*********").unwrap().expose(), "*********");
        assert!(!format!("{:?}", read("hunter2")).contains("hunter2"));
    }

    #[test]
    fn the_sandbox_turns_on_the_hour_and_on_the_half_hour() {
        let at = |text: &str| sandbox_window(text.parse().unwrap());
        let window = at("2024-10-01T17:00:00Z");

        assert_eq!(at("2024-10-01T17:29:59.999Z"), window);
        assert_eq!(at("2024-10-01T17:30:00Z"), window + 1);
        assert_eq!(at("2024-10-01T18:00:00Z"), window + 2);
        assert!(at("1969-12-31T00:00:00Z") > KEPT, "whatever the clock says");
    }
}
