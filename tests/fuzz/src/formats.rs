//! Any text as a document or a phone of Dezwork.

use std::sync::LazyLock;

use customers_server::api::dezwork::formats::{Document, DocumentKind, Phone};
use regex_lite::Regex;

/// Allowed punctuation of a CPF and of a CNPJ.
static PUNCTUATED: LazyLock<Regex> = LazyLock::new(|| {
    const CPF: &str = r"\d{3}\.?\d{3}\.?\d{3}-?\d{2}";
    const CNPJ: &str = r"\w{2}\.?\w{3}\.?\w{3}/?\w{4}-?\d{2}";
    Regex::new(&format!("^({CPF}|{CNPJ})$")).unwrap()
});

/// Tries an input.
pub fn run(data: &[u8]) {
    let text = &*String::from_utf8_lossy(data);
    document(text);
    phone(text);
}

fn document(text: &str) {
    let bare: String = text
        .chars()
        .filter(|letter| !matches!(letter, '.' | '-' | '/'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let expected = is_document(bare.as_bytes()) && PUNCTUATED.is_match(text);
    assert_eq!(Document::parse(text).is_ok(), expected, "{text:?}");
    if let Ok(document) = Document::parse(text) {
        assert_eq!(document.bare(), bare);
        assert_eq!(Document::parse(document.bare()).as_ref(), Ok(&document));
        assert_eq!(Document::parse(&document.to_string()).as_ref(), Ok(&document));
        let expected = match document.kind() {
            DocumentKind::Cpf => 11,
            DocumentKind::Cnpj => 14,
        };
        assert_eq!(bare.len(), expected);
    }
    for (kind, length) in [(DocumentKind::Cpf, 9), (DocumentKind::Cnpj, 12)] {
        let Some(beginning) = bare.get(..length) else { continue };
        if let Some(made) = Document::with_check_digits(kind, beginning) {
            assert!(
                made.kind() == kind
                    && made.bare().starts_with(beginning)
                    && is_document(made.bare().as_bytes())
            );
        }
    }
}

/// Returns `true` for a valid document, by the weights that the tax office publishes, from the left.
fn is_document(characters: &[u8]) -> bool {
    const CPF: [u32; 10] = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    const CNPJ: [u32; 13] = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
    let weights = match characters.len() {
        11 if characters.iter().all(u8::is_ascii_digit) => &CPF[..],
        14 => &CNPJ[..],
        _ => return false,
    };
    let (base, check) = characters.split_at(characters.len() - 2);
    let digit = |characters: &[u8], weights: &[u32]| {
        let sum: u32 = characters.iter().zip(weights).map(|(c, weight)| (u32::from(*c) - 48) * weight).sum();
        // Eleven less the rest, where that is one digit.
        (11 - sum % 11) % 11 % 10
    };
    base.iter().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
        && check.iter().all(u8::is_ascii_digit)
        && characters.windows(2).any(|pair| pair[0] != pair[1])
        && u32::from(check[0]) - 48 == digit(base, &weights[1..])
        && u32::from(check[1]) - 48 == digit(&characters[..characters.len() - 1], weights)
}

fn phone(text: &str) {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let others: String = text.chars().filter(|letter| !letter.is_ascii_digit()).collect();
    let expected = (10..=11).contains(&digits.len()) && others.chars().all(|letter| "() -".contains(letter));
    assert_eq!(Phone::parse(text).is_some(), expected, "{text:?}");
    if let Some(phone) = Phone::parse(text) {
        assert_eq!(phone.bare(), digits);
        assert_eq!(Phone::parse(&phone.to_string()), Some(phone.clone()));
        assert_eq!(Phone::parse(phone.bare()), Some(phone));
    }
}
