//! The history of a run: its log, and the results that are derived from it.
//!
//! A [`Trace`](trace::Trace) shows a log to people, [`Coverage`](coverage::Coverage) counts what it exercised, and `judge` decides
//! assertions about it. This module knows no stories.

mod actual;
pub mod coverage;
pub(crate) mod judge;
pub mod log;
pub mod rules;
pub mod sentences;
pub mod trace;
mod waiting;

pub use actual::Actual;
pub use coverage::Coverage;
pub use log::{Log, LogEntry, LoggedSystem};
pub use rules::BrokenRule;
