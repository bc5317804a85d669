//! Choices, the same for the same seed: xorshift64*, which is small and enough for tests.
//!
//! A fuzzer steers the choices itself: [`Random::steered`] takes them from its bytes, one byte a choice, and goes on by
//! itself where they end. No bytes are as good as any others.

/// A source of choices.
#[derive(Clone, Debug)]
pub struct Random {
    state: u64,
    choices: Vec<u8>,
    at: usize,
}

impl Random {
    /// The source of a seed.
    pub fn new(seed: u64) -> Self {
        Random { state: scrambled(seed), choices: Vec::new(), at: 0 }
    }

    /// A source that takes its first choices from `bytes`.
    pub fn steered(bytes: &[u8]) -> Self {
        Random { state: scrambled(bytes.len() as u64), choices: bytes.to_vec(), at: 0 }
    }

    /// Any 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        self.state.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `end`; 0 if there is none.
    pub fn below(&mut self, end: usize) -> usize {
        let bits = match self.choices.get(self.at) {
            Some(byte) if end <= 256 => u64::from(*byte),
            _ => self.bits() >> 16,
        };
        self.at += 1;
        usize::try_from(bits % end.max(1) as u64).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// True with a probability in percent.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of them.
    ///
    /// # Panics
    /// If there are none.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// The index of one of them, with a probability in proportion to its weight.
    pub fn weighted(&mut self, weights: &[usize]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (at, weight) in weights.iter().enumerate() {
            match left.checked_sub(*weight) {
                Some(rest) => left = rest,
                None => return at,
            }
        }
        0
    }
}

/// Seeds that follow each other give states that have nothing in common; never zero, where xorshift would stay.
fn scrambled(seed: u64) -> u64 {
    let mut bits = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (bits ^ (bits >> 31)) | 1
}
