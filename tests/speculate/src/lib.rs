//! Makes up specifications: the same text for the same seed, sensible ones, over the whole language.
//!
//! There are two kinds: stories (`system`), and networks of machines that share, make and refer to each other (`network`, `episode`).
//! What comes out parses, and nearly all of it checks clean at level `deny`: names have one type everywhere, answers are
//! below their questions, and every state is moved to. Some still breaks a rule of the language by chance; whoever needs
//! clean ones checks. It does not make up test files, `uses:` or flat text.
//!
//! ```text
//! seed ─► Random ─► machines with contexts ─► conversations (a question makes its answer) ─► lines ─► text
//! ```

mod body;
mod episode;
mod identity;
mod line;
mod network;
mod random;
mod system;
mod value;
mod words;

pub use network::network;
pub use random::Random;
pub use system::{Size, specification};

/// The specification of a seed, of an ordinary size: one to four machines, some fifty to three hundred lines.
pub fn from_seed(seed: u64) -> String {
    specification(&mut Random::new(seed), Size::ORDINARY)
}

/// A specification of at least `lines` lines, and not many more, with a machine for every 500 of them.
pub fn of_lines(seed: u64, lines: usize) -> String {
    specification(&mut Random::new(seed), Size { machines: lines / 500 + 1, lines })
}

/// The specification that a fuzzer's bytes choose, a small one.
pub fn from_choices(bytes: &[u8]) -> String {
    specification(&mut Random::steered(bytes), Size { machines: 1 + bytes.len() % 2, lines: 10 })
}

/// The [`network`] of a seed.
pub fn network_from_seed(seed: u64) -> String {
    network(&mut Random::new(seed))
}
