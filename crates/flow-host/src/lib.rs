//! Keeps Flow machines in a database.
//!
//! The host stores every instance, event, timer and message in one SQLite file, hands each event to its instance exactly once, and
//! performs what handlers ask of the outside at least once, with a key that stays the same. The [`Engine`](engine) does this in
//! transactions, without a clock and without threads.

#![expect(dead_code, reason = "the shell around the engine uses the rest")]

mod engine;
mod error;
mod program;
mod step;
mod store;

pub use error::OpenError;
pub use step::{Step, StepError};
