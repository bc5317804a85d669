//! Keeps Flow machines in a database.
//!
//! The host stores every instance, event, timer and message in one SQLite file, hands each event to its instance exactly once, and
//! performs what handlers ask of the outside at least once, with a key that stays the same. The [`Engine`](engine) does this in
//! transactions, without a clock and without threads.

#![cfg_attr(
    any(not(test), not(feature = "http")),
    expect(dead_code, reason = "some of the engine is only used by its tests, and by the HTTP interface")
)]

mod bound;
mod bounds;
mod builder;
mod clock;
mod engine;
mod error;
mod history;
mod hooks;
mod host;
#[cfg(feature = "http")]
pub mod http;
pub mod inspect;
#[cfg(feature = "interpreter")]
pub mod interpret;
mod letters;
mod log;
mod metrics;
mod migrate;
#[cfg_attr(not(feature = "http"), expect(unreachable_pub, reason = "the feature exports it"))]
mod principal;
mod program;
mod rules;
mod shell;
#[cfg(feature = "simulation")]
pub mod simulation;
mod step;
mod store;

pub use bounds::Bounds;
pub use builder::Builder;
pub use clock::{ClockState, ManualClock};
pub use error::OpenError;
pub use flow_durable as durable;
pub use flow_durable::{Plan, PlanKind, PlanLine};
pub use history::{Party, PastEvent};
pub use host::{Host, Once};
pub use letters::{DeadKind, DeadLetter, SentMessage};
pub use metrics::{BrokenCount, DeadCount, Metrics};
pub use rules::BrokenRule;
pub use step::{Step, StepError};
pub use store::BackupError;
