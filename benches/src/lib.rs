//! The costs of a state machine: one order and one conversation, written in Flow, by hand and with other crates.
//!
//! All contestants get the same stream of events (`stream`), hand what they emit to the same `tally`, and end in the same
//! state with the same emits (`tests/equal.rs`). `race` drives them. The programs measure: `time` in nanoseconds, `count`
//! runs one contestant for callgrind, `memory` prints sizes and allocations. `cargo xtask bench` runs them all and writes
//! the tables of `PERFORMANCE.md`. No package of users depends on this one.

pub mod order;
pub mod race;
pub mod reminders;
pub mod shop;
pub mod stream;
pub mod tally;
