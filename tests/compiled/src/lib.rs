//! Every specification of the corpus that nothing is reported of, as Rust: a module each.
//!
//! That this crate builds is one test: generated code has no errors, no warnings, and nothing that clippy minds. The others are
//! generated: the stories of every specification, by the compiled machines beside the interpreter.

#![deny(warnings)]

include!(concat!(env!("OUT_DIR"), "/cases.rs"));
