//! Runs Flow specifications without compiling them: stories, test files, coverage.
//!
//! The way of a story through this crate: `step` takes one event into one instance (language.md §9), `system` lets
//! instances talk, `tell` tells a story along one way with one assignment of `choices`, `story` finds the ways and the
//! assignments (§10). Nothing here reads files, and the same model gives the same results.

pub mod cases;
mod choices;
pub mod coverage;
pub mod dispatch;
pub mod eval;
mod facts;
mod judge;
mod oracle;
pub mod report;
pub mod result;
mod retell;
pub mod step;
pub mod story;
pub mod system;
mod tell;
pub mod trace;
pub mod value;
mod ways;
