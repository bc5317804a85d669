//! Tests that build packages with cargo: for what only rustc and cargo can show.
//!
//! Each of them builds the compiler of Flow in a target folder of its own, which takes minutes and gigabytes. So they need
//! the feature `packages`, and `cargo test` without options does not run them.
#![expect(clippy::unwrap_used, reason = "these are tests")]

mod package;
mod rebuild;
mod stories;
mod ui;
