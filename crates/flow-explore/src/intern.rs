//! Numbers for values: equal values have equal numbers, in the order in which they were first seen.
//!
//! The global states of an exploration consist of such numbers, so that they are compared, hashed and copied without looking at the
//! values.

use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::rc::Rc;

/// A hash map with an order that is never read.
#[expect(
    clippy::disallowed_types,
    reason = "it is only asked for keys, never iterated, so its order has no effect"
)]
pub(crate) type Lookup<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<Mixer>>;

/// The hash function of [`Lookup`]: multiplication and rotation, the same in every run.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mixer(u64);

impl Mixer {
    fn mix(&mut self, word: u64) {
        // An odd constant without a pattern in its bits: 2^64 divided by the golden ratio.
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        mixed ^ (mixed >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            self.mix(u64::from_le_bytes(chunk.try_into().unwrap_or_default()));
        }
        let mut last = [0; 8];
        let rest = chunks.remainder();
        last[..rest.len()].copy_from_slice(rest);
        self.mix(u64::from_le_bytes(last) ^ ((bytes.len() as u64) << 56));
    }

    fn write_u8(&mut self, value: u8) {
        self.mix(value.into());
    }

    fn write_u32(&mut self, value: u32) {
        self.mix(value.into());
    }

    fn write_u64(&mut self, value: u64) {
        self.mix(value);
    }

    fn write_usize(&mut self, value: usize) {
        self.mix(value as u64);
    }
}

/// The hash of a slice of bytes. States differ in few bits, so that each step spreads all of them over the whole number.
pub(crate) fn hash_bytes(bytes: &[u8]) -> u32 {
    let mut hash = bytes.len() as u64;
    let mut rest = bytes;
    while let Some((word, after)) = rest.split_first_chunk()
        && !after.is_empty()
    {
        hash = fold_product(hash ^ u64::from_le_bytes(*word));
        rest = after;
    }
    fold_product(hash ^ last_word(bytes)) as u32
}

/// Whether two slices of few bytes are equal. A call of the library's comparison takes longer.
pub(crate) fn are_equal(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let (mut left, mut right) = (one, other);
    while let (Some((a, after)), Some((b, rest))) = (left.split_first_chunk::<8>(), right.split_first_chunk())
        && !after.is_empty()
    {
        if a != b {
            return false;
        }
        (left, right) = (after, rest);
    }
    last_word(one) == last_word(other)
}

/// The last eight bytes, or all if there are fewer.
fn last_word(bytes: &[u8]) -> u64 {
    match bytes.last_chunk() {
        Some(word) => u64::from_le_bytes(*word),
        None => bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)),
    }
}

/// Multiplies by the constant of [`Mixer`], and adds the upper half of the product to the lower one.
fn fold_product(word: u64) -> u64 {
    let product = u128::from(word ^ 0xD6E8_FEB8_6659_FD93) * 0x9E37_79B9_7F4A_7C15_u128;
    product as u64 ^ (product >> 64) as u64
}

/// Values with numbers.
#[derive(Debug)]
pub(crate) struct Interner<T> {
    items: Vec<Rc<T>>,
    ids: Lookup<Rc<T>, u32>,
}

impl<T> Default for Interner<T> {
    fn default() -> Self {
        Interner { items: Vec::new(), ids: Lookup::default() }
    }
}

impl<T: Eq + Hash> Interner<T> {
    /// The number of a value.
    pub(crate) fn intern(&mut self, value: T) -> u32 {
        if let Some(id) = self.ids.get(&value) {
            return *id;
        }
        let id = u32::try_from(self.items.len()).expect("an exploration has fewer than 2^32 distinct values");
        let value = Rc::new(value);
        self.items.push(Rc::clone(&value));
        self.ids.insert(value, id);
        id
    }

    /// The number of a value that is copied only if it is new.
    pub(crate) fn intern_ref(&mut self, value: &T) -> u32
    where
        T: Clone,
    {
        match self.ids.get(value) {
            Some(id) => *id,
            None => self.intern(value.clone()),
        }
    }

    /// How many values there are.
    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    /// A value by its number.
    pub(crate) fn get(&self, id: u32) -> &Rc<T> {
        &self.items[id as usize]
    }
}
