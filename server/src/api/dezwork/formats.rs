//! Brazilian documents and telephone numbers: parsing in every documented format, and printing in one.

use std::fmt;

/// Number of check digits.
const CHECK_DIGITS: usize = 2;

/// A tax number of a person (CPF) or a company (CNPJ), with valid check digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Document {
    kind: DocumentKind,
    /// Without punctuation, in upper case.
    characters: String,
}

/// Kind of a [`Document`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DocumentKind {
    /// Of a person: 11 digits.
    Cpf,
    /// Of a company: 12 digits or, since 2026, letters, and 2 digits.
    Cnpj,
}

/// Reason why a text is not a [`Document`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidDocument {
    /// Wrong length or characters.
    Form,
    /// One repeated character, which is never assigned although its check digits are valid.
    Repeated,
    /// Wrong check digits.
    CheckDigits,
}

impl DocumentKind {
    /// Returns the length of each group of characters, and the separator that may follow it.
    fn groups(self) -> &'static [(usize, Option<char>)] {
        match self {
            Self::Cpf => &[(3, Some('.')), (3, Some('.')), (3, Some('-')), (2, None)],
            Self::Cnpj => &[(2, Some('.')), (3, Some('.')), (3, Some('/')), (4, Some('-')), (2, None)],
        }
    }

    /// Removes the punctuation, which is optional but has to be in its place.
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

    /// Returns the number of characters after which the weights of the check digits repeat.
    fn weights(self) -> usize {
        match self {
            Self::Cpf => 10,
            Self::Cnpj => 8,
        }
    }
}

impl Document {
    /// Parses a document with or without punctuation.
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

    /// Returns the document that starts with `base`, if there is one.
    pub fn with_check_digits(kind: DocumentKind, base: &str) -> Option<Self> {
        let check = check_digits(base.as_bytes(), kind);
        let document = Self::parse(&format!("{base}{}", String::from_utf8_lossy(&check))).ok()?;
        (document.kind == kind).then_some(document)
    }

    /// Returns the kind.
    pub fn kind(&self) -> DocumentKind {
        self.kind
    }

    /// Returns the document without punctuation, as it is stored.
    pub fn bare(&self) -> &str {
        &self.characters
    }
}

/// Returns the check digits of `base`. Each is computed from all characters before it, from the right, with the weights
/// 2, 3, 4 and so on; a letter counts as its distance from the digit 0 in ASCII.
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
    /// Two digits of the area code, then eight or nine.
    digits: String,
}

impl Phone {
    /// Parses a number with any punctuation.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(|c| !"() -".contains(*c)).collect();
        let fits = matches!(digits.len(), 10 | 11) && digits.bytes().all(|c| c.is_ascii_digit());
        fits.then_some(Self { digits })
    }

    /// Returns the digits, as they are stored.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_parsed_with_and_without_punctuation() {
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
    fn invalid_documents_are_rejected_with_the_reason() {
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
            ("11111111111", InvalidDocument::Repeated, "a repeated digit"),
            ("00000000000", InvalidDocument::Repeated, "only zeros"),
            ("00.000.000/0000-00", InvalidDocument::Repeated, "only zeros, a CNPJ"),
            ("99999999999999", InvalidDocument::Repeated, "a repeated digit, a CNPJ"),
        ] {
            assert_eq!(Document::parse(text), Err(expected), "{reason}");
        }
    }

    #[test]
    fn one_pair_of_check_digits_is_valid() {
        for (base, kind) in [("123456789", DocumentKind::Cpf), ("123456780001", DocumentKind::Cnpj)] {
            let fitting: Vec<_> =
                (0..100).filter_map(|check| Document::parse(&format!("{base}{check:02}")).ok()).collect();
            assert_eq!(fitting, [Document::with_check_digits(kind, base).unwrap()], "{base}");
        }
        assert_eq!(Document::with_check_digits(DocumentKind::Cpf, "111111111"), None, "repeated");
        assert_eq!(Document::with_check_digits(DocumentKind::Cpf, "123456780001"), None, "another kind's");
    }

    #[test]
    fn phones_are_parsed_with_any_punctuation() {
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
}
