//! Decimals as the database stores them: whole numbers of ten-thousandths, which every database compares exactly.
//!
//! The document allows at most four decimals, and no number near the limits of 64 bits.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

const DECIMALS: u32 = 4;

/// Greater than any stored value, and still exact in 64 bits.
const SCALED_MAX: i64 = 1_000_000_000_000_000_000;

/// A decimal with at most four digits after the point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Fixed(i64);

impl Fixed {
    /// Returns the greatest value that is not greater than `decimal`, and whether it is equal. A decimal beyond all stored
    /// values becomes one that still is.
    pub fn floor(decimal: Decimal) -> (Self, bool) {
        let scaled = decimal.checked_mul(Decimal::from(10_i64.pow(DECIMALS)));
        let whole = scaled.map(|scaled| scaled.floor());
        let number = whole.and_then(|whole| i64::try_from(whole).ok());
        match number.filter(|number| (-SCALED_MAX..=SCALED_MAX).contains(number)) {
            Some(number) => (Self(number), scaled == whole),
            None if decimal.is_sign_negative() => (Self(-SCALED_MAX), false),
            None => (Self(SCALED_MAX), false),
        }
    }

    /// Returns the stored number of ten-thousandths.
    pub fn scaled(self) -> i64 {
        self.0
    }

    /// Returns `self - other`.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl From<Decimal> for Fixed {
    /// Truncates further decimals; the document allows none.
    fn from(decimal: Decimal) -> Self {
        Self::floor(decimal).0
    }
}

impl From<Fixed> for Decimal {
    fn from(fixed: Fixed) -> Self {
        Decimal::new(fixed.0, DECIMALS).normalize()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn four_decimals_are_exact() {
        for text in ["0", "0.1", "0.0001", "12.5", "100", "-999999999.99", "999999999.99", "-0.01"] {
            let (fixed, is_exact) = Fixed::floor(decimal(text));
            assert!(is_exact, "{text}");
            assert_eq!(Decimal::from(fixed).to_string(), text);
        }
        let difference = Fixed::from(decimal("0.3")).less(Fixed::from(decimal("0.1")));
        assert_eq!(Decimal::from(difference).to_string(), "0.2", "no binary fractions");
    }

    #[test]
    fn other_decimals_are_rounded_down_and_inexact() {
        for (text, expected, reason) in [
            ("0.00005", (Fixed(0), false), "above zero"),
            ("-0.00005", (Fixed(-1), false), "below zero"),
            ("79228162514264337593543950335", (Fixed(SCALED_MAX), false), "the greatest decimal"),
            ("-79228162514264337593543950335", (Fixed(-SCALED_MAX), false), "the least decimal"),
        ] {
            assert_eq!(Fixed::floor(decimal(text)), expected, "{reason}");
        }
    }
}
