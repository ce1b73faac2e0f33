//! Chance for made-up customers: the same each time, so that what was measured can be measured again.

use crate::auth::tokens::TokenHash;

/// Numbers for made-up customers (SplitMix64): the same for the same beginning, and good for no secret.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64, tenant: &str, first_seq: i64) -> Self {
        // Two merchants, and two runs for one merchant, must not make the same UUIDs.
        let hash = TokenHash::of(&format!("{seed}/{first_seq}/{tenant}"));
        Self(u64::from_str_radix(&hash.as_str()[..16], 16).unwrap_or(seed))
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Below `bound`, which is small.
    pub(super) fn below(&mut self, bound: u32) -> u32 {
        // The upper half times the bound: its own upper half is below the bound, so the conversion cannot
        // fail.
        u32::try_from(((self.next() >> 32) * u64::from(bound)) >> 32).unwrap_or(0)
    }

    /// Once in so many times.
    pub(super) fn one_in(&mut self, bound: u32) -> bool {
        self.below(bound) == 0
    }

    pub(super) fn pick<T: Copy, const N: usize>(&mut self, from: [T; N]) -> T {
        let bound = u32::try_from(N).unwrap_or(u32::MAX);
        from[usize::try_from(self.below(bound)).unwrap_or(0)]
    }
}
