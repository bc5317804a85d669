//! The same stories with binary numbers, and with the crates behind other paths: the tests that were generated run.

#![deny(warnings, missing_docs, clippy::all)]

pub use flow as runtime;
pub use flow_test as testing;

/// A library: books are lent.
#[rustfmt::skip]
#[path = "../../../crates/flow-codegen/tests/golden/stories_elsewhere.rs"]
pub mod library;
