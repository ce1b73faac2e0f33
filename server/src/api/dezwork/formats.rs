//! Dezwork's spellings: each of the several that a request may use, and the one that an answer uses.
//!
//! The document's schemas have checked the form before, but for CPF and CNPJ, which are formats of this API's own. What
//! they cannot say is here: check digits, which the two forms of a document differ in, and what several spellings have in
//! common.
//!
//! Check digits are worked out here rather than by a crate: those that there are answer yes or no about a text, and leave
//! telling CPF from CNPJ, saying what is wrong, and writing it out to us, which is more than the sum itself.

use std::fmt;

use chrono::NaiveDate;

use crate::generated::dezwork as api;

/// How many check digits either ends in.
const CHECK_DIGITS: usize = 2;

/// The number of a person or of a company at the Brazilian tax office, with check digits that fit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Document {
    kind: DocumentKind,
    /// Without punctuation, letters in upper case.
    characters: String,
}

/// Whose number a [`Document`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DocumentKind {
    /// A person's: 11 digits.
    Cpf,
    /// A company's: 12 digits or, since 2026, letters, and 2 digits.
    Cnpj,
}

/// Why a text is no [`Document`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidDocument {
    /// It has neither the length of a CPF nor that of a CNPJ, or other characters.
    Form,
    /// It is one character again and again: its check digits fit, but nobody is given it.
    Repeated,
    /// Its check digits do not fit: something was mistyped.
    CheckDigits,
}

impl DocumentKind {
    /// Its groups of characters, each with what may stand behind it.
    fn groups(self) -> &'static [(usize, Option<char>)] {
        match self {
            Self::Cpf => &[(3, Some('.')), (3, Some('.')), (3, Some('-')), (2, None)],
            Self::Cnpj => &[(2, Some('.')), (3, Some('.')), (3, Some('/')), (4, Some('-')), (2, None)],
        }
    }

    /// The characters of `text` without punctuation, which may be left out and stands nowhere else.
    fn bare(self, text: &str) -> Option<String> {
        let mut characters = String::new();
        let mut rest = text;
        for (length, separator) in self.groups() {
            let (group, behind) = rest.split_at_checked(*length)?;
            characters.push_str(group);
            rest = separator.and_then(|separator| behind.strip_prefix(separator)).unwrap_or(behind);
        }
        (rest.is_empty() && characters.bytes().all(|c| c.is_ascii_alphanumeric()))
            .then(|| characters.to_ascii_uppercase())
    }

    /// After how many characters the weights of the check digits begin anew.
    fn weights(self) -> usize {
        match self {
            // Never: a CPF is shorter.
            Self::Cpf => 10,
            Self::Cnpj => 8,
        }
    }
}

impl Document {
    /// Reads a document with or without punctuation.
    pub fn parse(text: &str) -> Result<Self, InvalidDocument> {
        let read = [DocumentKind::Cpf, DocumentKind::Cnpj]
            .into_iter()
            .find_map(|kind| Some((kind, kind.bare(text)?)));
        let (kind, characters) = read.ok_or(InvalidDocument::Form)?;
        let (base, check) = characters.as_bytes().split_at(characters.len() - CHECK_DIGITS);
        let allowed = |c: &u8| c.is_ascii_digit() || (kind == DocumentKind::Cnpj && c.is_ascii_uppercase());
        if !base.iter().all(allowed) || !check.iter().all(u8::is_ascii_digit) {
            return Err(InvalidDocument::Form);
        }
        if base.iter().chain(check).all(|c| *c == base[0]) {
            return Err(InvalidDocument::Repeated);
        }
        if check_digits(base, kind) != *check {
            return Err(InvalidDocument::CheckDigits);
        }
        Ok(Self { kind, characters })
    }

    /// The document that begins like this, if there is one.
    pub fn with_check_digits(kind: DocumentKind, base: &str) -> Option<Self> {
        let check = check_digits(base.as_bytes(), kind);
        let document = Self::parse(&format!("{base}{}", String::from_utf8_lossy(&check))).ok()?;
        (document.kind == kind).then_some(document)
    }

    /// Whose it is.
    pub fn kind(&self) -> DocumentKind {
        self.kind
    }

    /// Without punctuation, as it is stored.
    pub fn bare(&self) -> &str {
        &self.characters
    }
}

/// The two check digits that follow `base`. Each is worked out from all that stands before it, from the right, with the
/// weights 2, 3, 4 and so on; a letter counts as its distance from the digit 0 in ASCII.
fn check_digits(base: &[u8], kind: DocumentKind) -> [u8; CHECK_DIGITS] {
    let digit = |characters: &mut dyn Iterator<Item = u8>| {
        let weighted = characters
            .enumerate()
            .map(|(index, c)| usize::from(c.saturating_sub(b'0')) * (2 + index % kind.weights()));
        match weighted.sum::<usize>() % 11 {
            0 | 1 => b'0',
            rest => b'0' + u8::try_from(11 - rest).unwrap_or(0),
        }
    };
    let from_right = || base.iter().rev().copied();
    let first = digit(&mut from_right());
    [first, digit(&mut std::iter::once(first).chain(from_right()))]
}

impl fmt::Display for Document {
    /// `008.578.930-50` or `58.009.342/0001-52`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = &self.characters;
        match self.kind {
            DocumentKind::Cpf => {
                write!(formatter, "{}.{}.{}-{}", &text[..3], &text[3..6], &text[6..9], &text[9..])
            }
            DocumentKind::Cnpj => {
                let (root, rest) = text.split_at(8);
                write!(
                    formatter,
                    "{}.{}.{}/{}-{}",
                    &root[..2],
                    &root[2..5],
                    &root[5..],
                    &rest[..4],
                    &rest[4..]
                )
            }
        }
    }
}

impl fmt::Display for InvalidDocument {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Form => "informe um CPF ou um CNPJ, com ou sem pontuação",
            Self::Repeated => "um só algarismo repetido não é um documento",
            Self::CheckDigits => "os dígitos verificadores não conferem",
        })
    }
}

impl std::error::Error for InvalidDocument {}

/// A Brazilian telephone number with its area code.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phone {
    /// Two digits of the area, then eight or nine.
    digits: String,
}

impl Phone {
    /// Reads a number however it is punctuated.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(|c| !"() -".contains(*c)).collect();
        let fits = matches!(digits.len(), 10 | 11) && digits.bytes().all(|c| c.is_ascii_digit());
        fits.then_some(Self { digits })
    }

    /// Its digits, as they are stored.
    pub fn bare(&self) -> &str {
        &self.digits
    }
}

impl fmt::Display for Phone {
    /// `(54)99999-9999`, or `(54)9999-9999` with eight digits.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (area, number) = self.digits.split_at(2);
        let (front, back) = number.split_at(number.len() - 4);
        write!(formatter, "({area}){front}-{back}")
    }
}

/// A client's gender, as Dezwork knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    /// 1.
    Female,
    /// 2.
    Male,
}

impl Gender {
    /// As requests and the database number it.
    pub fn number(self) -> i64 {
        match self {
            Self::Female => 1,
            Self::Male => 2,
        }
    }

    /// The gender of this number.
    pub fn from_number(number: i64) -> Option<Self> {
        [Self::Female, Self::Male].into_iter().find(|gender| gender.number() == number)
    }

    /// Reads a number, or a number as text.
    pub fn read(given: &api::Genero) -> Option<Self> {
        match given {
            api::Genero::Integer(number) => Self::from_number(i64::from(*number)),
            api::Genero::GeneroDigito(api::GeneroDigito::N1) => Some(Self::Female),
            api::Genero::GeneroDigito(api::GeneroDigito::N2) => Some(Self::Male),
        }
    }

    /// As answers name it.
    pub fn shown(self) -> api::GeneroNome {
        match self {
            Self::Female => api::GeneroNome::Feminino,
            Self::Male => api::GeneroNome::Masculino,
        }
    }
}

/// Reads `true`, `"1"`, and their opposites.
pub fn read_active(given: &api::Ativo) -> bool {
    matches!(given, api::Ativo::Boolean(true) | api::Ativo::AtivoDigito(api::AtivoDigito::N1))
}

/// `"1"` or `"0"`.
pub fn shown_active(active: bool) -> api::Ativo {
    api::Ativo::AtivoDigito(if active { api::AtivoDigito::N1 } else { api::AtivoDigito::N0 })
}

/// Reads the type of an address: a number, or a number as text.
pub fn read_address_kind(given: &api::TipoEndereco) -> Option<i32> {
    match given {
        api::TipoEndereco::Integer(number) => Some(*number),
        api::TipoEndereco::String(text) => text.parse().ok(),
    }
}

/// The date of birth under either of its spellings, and the spelling. `birthDate` goes before `birthdate`.
pub fn read_birth_date(
    birth_date: Option<NaiveDate>,
    other_spelling: Option<NaiveDate>,
) -> Option<(&'static str, NaiveDate)> {
    let other = other_spelling.map(|date| ("birthdate", date));
    birth_date.map(|date| ("birthDate", date)).or(other)
}

/// `06/02/1995`.
pub fn shown_date(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

/// A postcode without its hyphen.
pub fn bare_postcode(text: &str) -> String {
    text.replace('-', "")
}

/// A text of an address, in upper case.
pub fn upper_case(text: &str) -> String {
    text.to_uppercase()
}

/// A text of an address that may be missing; a blank one is.
pub fn upper_case_unless_blank(text: Option<&str>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty()).map(upper_case)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_read_with_and_without_punctuation_and_written_with_it() {
        for (text, kind, shown) in [
            ("00857893050", DocumentKind::Cpf, "008.578.930-50"),
            ("008.578.930-50", DocumentKind::Cpf, "008.578.930-50"),
            ("008578930-50", DocumentKind::Cpf, "008.578.930-50"),
            ("52998224725", DocumentKind::Cpf, "529.982.247-25"),
            ("58009342000152", DocumentKind::Cnpj, "58.009.342/0001-52"),
            ("58.009.342/0001-52", DocumentKind::Cnpj, "58.009.342/0001-52"),
            ("11444777000161", DocumentKind::Cnpj, "11.444.777/0001-61"),
            ("12.ABC.345/01DE-35", DocumentKind::Cnpj, "12.ABC.345/01DE-35"),
            ("12abc34501de35", DocumentKind::Cnpj, "12.ABC.345/01DE-35"),
        ] {
            let document = Document::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!((document.kind(), document.to_string().as_str()), (kind, shown), "{text}");
            assert_eq!(Document::parse(document.bare()).as_ref(), Ok(&document), "{text}, as it is stored");
        }
    }

    #[test]
    fn what_is_no_document_is_refused_and_the_reason_given() {
        for (text, expected, reason) in [
            ("", InvalidDocument::Form, "empty"),
            ("0085789305", InvalidDocument::Form, "a digit short of a CPF"),
            ("008578930500", InvalidDocument::Form, "between a CPF and a CNPJ"),
            ("5800934200015", InvalidDocument::Form, "a digit short of a CNPJ"),
            ("580093420001520", InvalidDocument::Form, "past a CNPJ"),
            ("0085789305O", InvalidDocument::Form, "a letter in a CPF's check digits"),
            ("A0857893050", InvalidDocument::Form, "a letter in a CPF"),
            ("0.0857893050", InvalidDocument::Form, "a dot in a wrong place"),
            ("008.578.930.50", InvalidDocument::Form, "a dot for a hyphen"),
            ("-00857893050", InvalidDocument::Form, "a hyphen before"),
            ("58.009.342/0001-52-", InvalidDocument::Form, "a hyphen behind"),
            ("58/009.342/0001-52", InvalidDocument::Form, "a slash for a dot"),
            ("12ABC34501DE3A", InvalidDocument::Form, "a letter in a CNPJ's check digits"),
            ("００857893050", InvalidDocument::Form, "digits of another script"),
            ("00857893051", InvalidDocument::CheckDigits, "the second digit"),
            ("00857893040", InvalidDocument::CheckDigits, "the first digit"),
            ("00857839050", InvalidDocument::CheckDigits, "two digits changed places"),
            ("58009342000153", InvalidDocument::CheckDigits, "the second digit of a CNPJ"),
            ("58009342000142", InvalidDocument::CheckDigits, "the first digit of a CNPJ"),
            ("12ABC34501DE36", InvalidDocument::CheckDigits, "a CNPJ with letters"),
            ("11111111111", InvalidDocument::Repeated, "a repeated digit, which fits"),
            ("00000000000", InvalidDocument::Repeated, "nothing but zeros"),
            ("00.000.000/0000-00", InvalidDocument::Repeated, "nothing but zeros, a CNPJ"),
            ("99999999999999", InvalidDocument::Repeated, "a repeated digit, a CNPJ"),
        ] {
            assert_eq!(Document::parse(text), Err(expected), "{reason}");
        }
    }

    #[test]
    fn of_all_check_digits_just_one_pair_fits() {
        for (base, kind) in [("123456789", DocumentKind::Cpf), ("123456780001", DocumentKind::Cnpj)] {
            let fitting: Vec<_> =
                (0..100).filter_map(|check| Document::parse(&format!("{base}{check:02}")).ok()).collect();
            assert_eq!(fitting, [Document::with_check_digits(kind, base).unwrap()], "{base}");
        }
        assert_eq!(Document::with_check_digits(DocumentKind::Cpf, "111111111"), None, "repeated");
        assert_eq!(Document::with_check_digits(DocumentKind::Cpf, "123456780001"), None, "another kind's");
    }

    #[test]
    fn a_phone_is_read_in_many_spellings_and_written_in_one() {
        for text in [
            "54 999999999",
            "54999999999",
            "(54)99999-9999",
            "(54) 99999-9999",
            "(54) 999999999",
            "54 99999-9999",
            "54 99999 9999",
        ] {
            assert_eq!(Phone::parse(text).unwrap().to_string(), "(54)99999-9999", "{text}");
        }
        for text in ["54 99999999", "5499999999", "(54)9999-9999", "(54) 9999 9999"] {
            assert_eq!(Phone::parse(text).unwrap().to_string(), "(54)9999-9999", "{text}");
        }
        for (text, reason) in [
            ("", "empty"),
            ("999999999", "no area code"),
            ("54 9999999999", "a digit too many"),
            ("54 9999-999a", "a letter"),
            ("+55 54 99999-9999", "a country code"),
            ("5４999999999", "a digit of another script"),
        ] {
            assert_eq!(Phone::parse(text), None, "{reason}");
        }
    }

    #[test]
    fn each_form_of_gender_activity_and_address_type_is_read_alike() {
        let read = |json: &str| Gender::read(&serde_json::from_str(json).unwrap());
        assert_eq!((read("1"), read("\"1\"")), (Some(Gender::Female), Some(Gender::Female)));
        assert_eq!((read("2"), read("\"2\"")), (Some(Gender::Male), Some(Gender::Male)));
        assert_eq!(read("3"), None);
        assert_eq!(serde_json::to_string(&Gender::Male.shown()).unwrap(), "\"Masculino\"");

        let read = |json: &str| read_active(&serde_json::from_str(json).unwrap());
        assert_eq!((read("true"), read("\"1\"")), (true, true));
        assert_eq!((read("false"), read("\"0\"")), (false, false));
        assert_eq!(serde_json::to_string(&shown_active(true)).unwrap(), "\"1\"");
        assert_eq!(serde_json::to_string(&shown_active(false)).unwrap(), "\"0\"");

        let read = |json: &str| read_address_kind(&serde_json::from_str(json).unwrap());
        assert_eq!((read("1"), read("\"1\""), read("\"99\"")), (Some(1), Some(1), Some(99)));
    }

    #[test]
    fn a_date_goes_in_one_way_and_comes_out_another_under_either_name() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let (one, other) = (date("1995-02-06"), date("2000-12-31"));

        assert_eq!(shown_date(one), "06/02/1995");
        assert_eq!(shown_date(date("0001-01-01")), "01/01/0001");
        assert_eq!(read_birth_date(Some(one), None), Some(("birthDate", one)));
        assert_eq!(read_birth_date(None, Some(one)), Some(("birthdate", one)));
        assert_eq!(read_birth_date(Some(one), Some(other)), Some(("birthDate", one)));
        assert_eq!(read_birth_date(None, None), None);
    }

    #[test]
    fn upper_case_knows_the_letters_of_portuguese_and_all_others() {
        for (text, expected) in [
            ("Rua João Pessoa", "RUA JOÃO PESSOA"),
            ("nome do responsável", "NOME DO RESPONSÁVEL"),
            ("àáâãçéêíóôõúü", "ÀÁÂÃÇÉÊÍÓÔÕÚÜ"),
            ("Straße", "STRASSE"),
            ("1º andar", "1º ANDAR"),
            ("\u{390}", "\u{399}\u{308}\u{301}"),
        ] {
            assert_eq!(upper_case(text), expected);
        }
        assert_eq!(upper_case_unless_blank(Some("Sala 04")).as_deref(), Some("SALA 04"));
        for blank in [None, Some(""), Some("  "), Some("\u{a0}")] {
            assert_eq!(upper_case_unless_blank(blank), None, "{blank:?}");
        }
        assert_eq!(bare_postcode("95720-000"), "95720000");
    }
}
