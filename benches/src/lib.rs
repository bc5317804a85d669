//! What a state machine costs: one order and one conversation, told to Flow, to a person and to other crates.
//!
//! All contestants get the same stream of events (`stream`), hand what they emit to the same `tally`, and end in the same
//! state with the same emits (`tests/equal.rs`). `race` drives them. The programs measure: `time` in nanoseconds, `count`
//! runs one contestant for callgrind, `memory` tells sizes and allocations. `cargo xtask bench` runs them all and writes
//! the tables of `PERFORMANCE.md`. Nothing that users build depends on this package.

pub mod order;
pub mod race;
pub mod shop;
pub mod stream;
pub mod tally;
