//! Every specification of the corpus without diagnostics, as Rust: a module each.
//!
//! That this crate builds is one test: generated code has no errors, no warnings, and no clippy lints. The others are
//! generated: the stories of every specification, by the compiled machines and the interpreter.

#![deny(warnings)]

include!(concat!(env!("OUT_DIR"), "/cases.rs"));
