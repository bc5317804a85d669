//! Where random values are from: the operating system, or in tests a seed.

use flow_durable::DeliveryId;

/// A source of random values.
#[derive(Clone, Debug)]
pub(crate) enum Random {
    /// The operating system.
    System,
    /// A seed: the same values in each run.
    Seed(u64),
}

impl Random {
    /// Fills bytes.
    pub(crate) fn fill(&mut self, bytes: &mut [u8]) {
        match self {
            // Without random values no key is safe, and a host cannot run.
            Random::System => getrandom::fill(bytes).expect("the operating system has random values"),
            Random::Seed(seed) => {
                for chunk in bytes.chunks_mut(8) {
                    chunk.copy_from_slice(&split_mix(seed).to_le_bytes()[..chunk.len()]);
                }
            }
        }
    }

    /// The name of a new delivery.
    pub(crate) fn delivery(&mut self) -> DeliveryId {
        let mut bytes = [0; 16];
        self.fill(&mut bytes);
        DeliveryId(bytes)
    }

    /// A number, for the pause before a repetition.
    pub(crate) fn number(&mut self) -> u32 {
        let mut bytes = [0; 4];
        self.fill(&mut bytes);
        u32::from_le_bytes(bytes)
    }
}

/// The next number of SplitMix64.
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
