//! What `test`, `diagram`, `expand`, `bindings`, `model` and `diff` print, and how they end, as a process.
//!
//! Expected outputs stand in the tests; `SNAPSHOTS=overwrite`, which `cargo xtask bless` sets too, writes them anew.
#![expect(clippy::unwrap_used, reason = "these are tests")]

mod bindings;
mod diagram;
mod diff;
mod model;
mod place;
mod rust;
mod schemas;
mod specs;
mod test;
mod trouble;
mod watch;
