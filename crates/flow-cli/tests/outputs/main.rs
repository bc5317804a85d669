//! What the commands print, and how they end, as a process.
//!
//! Expected outputs stand in the tests; `SNAPSHOTS=overwrite`, which `cargo xtask bless` sets too, writes them anew.
#![expect(clippy::unwrap_used, reason = "these are tests")]

mod begin;
mod bindings;
mod check;
mod check_watch;
mod diagram;
mod diff;
mod explain;
mod files;
mod fmt;
mod model;
mod place;
mod rust;
mod schemas;
mod specs;
mod test;
mod trouble;
mod watch;
