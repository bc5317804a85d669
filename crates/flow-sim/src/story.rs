//! Runs scenarios and cases of test files as tests (reference#stories).
//!
//! `planner` decides which runs a story has. For each, `search` finds answers to the guard phrases that no fact answers, and `run`
//! executes the story with them; `conflict` computes for the search which answers a failure depends on. The outcome is a
//! [`result`], and [`report`] formats it.

pub(crate) mod bindings;
pub mod cases;
pub(crate) mod choice_set;
pub(crate) mod conflict;
pub(crate) mod facts;
pub(crate) mod plan;
pub mod planner;
pub mod report;
pub mod result;
pub(crate) mod retelling;
pub(crate) mod run;
pub(crate) mod search;

pub use cases::{run_case, run_tests};
pub use planner::{run, run_once, run_scenario};
pub use report::Reporter;
pub use result::{Results, Verdict};
