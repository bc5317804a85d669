//! Every specification of the corpus that nothing is reported of, as Rust: a module each.
//!
//! That this crate builds is the test: generated code has no errors, no warnings, and nothing that clippy minds.
#![deny(warnings)]

include!(concat!(env!("OUT_DIR"), "/cases.rs"));
