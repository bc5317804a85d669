//! Typed Rust from Flow specifications.
//!
//! [`generate`] takes an [`Analysis`](flow_project::Analysis): [`plan`] decides every name and every order, and [`emit`]
//! writes tokens, one function for each generated item. The result is the same to the byte from run to run. Nothing here
//! reads files or settings.

mod generate;
mod options;

pub mod emit;
pub mod plan;
#[cfg(feature = "pretty")]
mod pretty;

pub use generate::{Output, check_names, check_names_of, generate, visit_machines};
#[cfg(feature = "pretty")]
pub use generate::{async_skeleton, skeleton};
pub use options::Options;
#[cfg(feature = "pretty")]
pub use pretty::pretty;
