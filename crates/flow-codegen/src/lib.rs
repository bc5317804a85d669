//! Typed Rust from Flow specifications: the one path that macro, build script and program take.
//!
//! The way of a specification through this crate: [`compile`] loads it and asks `flow-model` what it means, [`plan`]
//! decides every name and every order of things, and [`emit`] writes tokens, one function for each generated item. The
//! result is the same to the byte from run to run. Nothing here reads files; they come through a loader.

mod compile;
mod config;
mod generate;
mod options;

pub mod emit;
pub mod plan;
#[cfg(feature = "pretty")]
mod pretty;
mod report;

pub use compile::{Output, Request, compile};
pub use flow_model::near::nearest;
pub use flow_syntax::diagnostic::{Diagnostic, Level, Lints, Name};
pub use generate::{generate, skeleton};
pub use options::{Number, Options};
#[cfg(feature = "pretty")]
pub use pretty::pretty;
