//! Decimals as the database keeps them: whole numbers of ten-thousandths, which compare and sort exactly everywhere.
//!
//! No member of a customer has more than four decimals, and none comes near the ends of 64 bits: the document says so,
//! and it is checked before.

use rust_decimal::Decimal;

use crate::db::query::{Cell, FromCell, ToValue, Value};

const DECIMALS: u32 = 4;

/// Farther out than any value that is kept, and still exact in 64 bits.
const FARTHEST: i64 = 1_000_000_000_000_000_000;

/// A decimal with at most four digits behind the point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fixed(i64);

impl Fixed {
    /// The greatest such decimal that is not greater than `decimal`, and whether it is `decimal`. What is farther out than
    /// any value that can be kept comes as something that still is.
    pub fn floor(decimal: Decimal) -> (Self, bool) {
        let scaled = decimal.checked_mul(Decimal::from(10_i64.pow(DECIMALS)));
        let whole = scaled.map(|scaled| scaled.floor());
        let number = whole.and_then(|whole| i64::try_from(whole).ok());
        match number.filter(|number| (-FARTHEST..=FARTHEST).contains(number)) {
            Some(number) => (Self(number), scaled == whole),
            None if decimal.is_sign_negative() => (Self(-FARTHEST), false),
            None => (Self(FARTHEST), false),
        }
    }

    /// As it is stored.
    pub fn scaled(self) -> i64 {
        self.0
    }

    /// The difference: `self` less `other`.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl From<Decimal> for Fixed {
    /// Further decimals are cut off; the document allows none.
    fn from(decimal: Decimal) -> Self {
        Self::floor(decimal).0
    }
}

impl From<Fixed> for Decimal {
    fn from(fixed: Fixed) -> Self {
        Decimal::new(fixed.0, DECIMALS).normalize()
    }
}

impl ToValue for Fixed {
    fn to_value(&self) -> Value<'_> {
        Value::Integer(self.0)
    }
}

impl FromCell for Fixed {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        i64::from_cell(cell).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn what_has_four_decimals_comes_back_as_it_was() {
        for text in ["0", "0.1", "0.0001", "12.5", "100", "-999999999.99", "999999999.99", "-0.01"] {
            let (fixed, is_exact) = Fixed::floor(decimal(text));
            assert!(is_exact, "{text}");
            assert_eq!(Decimal::from(fixed).to_string(), text);
        }
        let sum = Fixed::from(decimal("0.3")).less(Fixed::from(decimal("0.1")));
        assert_eq!(Decimal::from(sum).to_string(), "0.2", "no binary fractions anywhere");
    }

    #[test]
    fn what_lies_between_is_told_from_what_is_exact() {
        for (text, expected, reason) in [
            ("0.00005", (Fixed(0), false), "between 0 and the next"),
            ("-0.00005", (Fixed(-1), false), "below zero, the floor is lower"),
            ("79228162514264337593543950335", (Fixed(FARTHEST), false), "as far out as decimals go"),
            ("-79228162514264337593543950335", (Fixed(-FARTHEST), false), "and the other way"),
        ] {
            assert_eq!(Fixed::floor(decimal(text)), expected, "{reason}");
        }
    }
}
