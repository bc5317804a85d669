//! Output and exit codes of the commands, tested as processes.
//!
//! Expected output is inline in the tests; `cargo xtask bless` (`SNAPSHOTS=overwrite`) rewrites it.
#![expect(clippy::unwrap_used, reason = "these are tests")]

mod begin;
mod bindings;
mod check;
mod check_fix;
mod check_watch;
mod control;
mod diagram;
mod diff;
mod explain;
mod explore;
mod explore_options;
mod files;
mod fmt;
mod lsp;
mod model;
mod openapi;
#[cfg(feature = "packages")]
mod packages;
mod place;
mod rust;
mod schemas;
mod specs;
mod test;
mod trouble;
mod watch;
