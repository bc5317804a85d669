//! `mix`: a hasher of 128 bits for what tools compare from one analysis to the next.
//!
//! It takes a word with two multiplications, where the standard library's takes some thirty steps against inputs that are chosen to
//! collide. Its results are the same on every machine, and are never stored.

use std::hash::{Hash, Hasher};

/// Odd numbers with irregular bits: the digits of the golden ratio and of the square root of two.
const FACTORS: (u64, u64) = (0x9e37_79b9_7f4a_7c15, 0x6a09_e667_f3bc_c909);

/// The hasher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mix {
    lanes: (u64, u64),
}

impl Mix {
    /// The hash of no words.
    pub const fn new() -> Mix {
        Mix { lanes: FACTORS }
    }

    /// All 128 bits.
    pub fn key(&self) -> (u64, u64) {
        self.lanes
    }

    /// The 64 bits of one value.
    pub fn hash_of(value: &impl Hash) -> u64 {
        let mut mix = Mix::new();
        value.hash(&mut mix);
        mix.finish()
    }

    fn add(&mut self, word: u64) {
        let (a, b) = self.lanes;
        self.lanes = (
            (a.rotate_left(5) ^ word).wrapping_mul(FACTORS.0),
            (b ^ word).wrapping_mul(FACTORS.1).rotate_left(29).wrapping_add(a),
        );
    }
}

impl Default for Mix {
    fn default() -> Self {
        Mix::new()
    }
}

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.add(u64::from_le_bytes(*word)));
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.add(u64::from_le_bytes(last));
        // Zeros at the end are no other text of the same length.
        self.add(bytes.len() as u64);
    }

    fn write_u8(&mut self, value: u8) {
        self.add(u64::from(value));
    }

    fn write_u32(&mut self, value: u32) {
        self.add(u64::from(value));
    }

    fn write_u64(&mut self, value: u64) {
        self.add(value);
    }

    fn write_usize(&mut self, value: usize) {
        self.add(value as u64);
    }

    fn write_isize(&mut self, value: isize) {
        self.add(value as u64);
    }

    fn finish(&self) -> u64 {
        // The high bits of a product depend on all bits of its factors.
        (self.lanes.0 ^ self.lanes.1).rotate_left(32)
    }
}

#[cfg(test)]
mod tests {
    use super::Mix;
    use crate::ordered::Set;

    #[test]
    fn different_values_differ() {
        let mut seen = Set::new();
        for length in 0..40 {
            for byte in [0u8, 1, 255] {
                let mut bytes = vec![7; length];
                assert!(seen.insert(Mix::hash_of(&bytes)) || byte > 0, "{length}");
                bytes.push(byte);
                bytes.push(0);
                assert!(seen.insert(Mix::hash_of(&(bytes, 'x'))), "{length} {byte}");
            }
        }
        assert_ne!(Mix::hash_of(&("a", "bc")), Mix::hash_of(&("ab", "c")));
        assert_ne!(Mix::hash_of(&(1u64 << 63)), Mix::hash_of(&(1u64 << 62)));
    }
}
