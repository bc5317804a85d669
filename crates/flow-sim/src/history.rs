//! What happened in a run: its log, and what is read from it.
//!
//! A [`Trace`](trace::Trace) shows a log to people, [`Coverage`](coverage::Coverage) counts what it exercised, and `judge` decides
//! assertions about it. Nothing here knows stories.

pub mod coverage;
pub(crate) mod judge;
pub mod log;
pub mod trace;

pub use coverage::Coverage;
pub use log::{Log, LogEntry, LoggedSystem};
