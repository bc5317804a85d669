//! Stories as tests: the golden with the option `tests`, compiled as a user's code would be, and its tests run.

#![deny(warnings, missing_docs, clippy::all)]

/// A library: books are lent.
#[path = "../../../crates/flow-codegen/tests/golden/stories.rs"]
pub mod library;
