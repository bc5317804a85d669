//! Explores every possible order of the events of a specification.
//!
//! [`explore`] leaves out irrelevant values (`slice`), determines the values from outside (`regions`), and finds every global
//! state ([`Exploration`]) breadth first (`search`): the interpreter computes an instance's reaction to a message once
//! (`run`), and global states consist of numbers only (`world`). Mistakes are reported as [`Finding`]s, each with the
//! shortest path to it ([`Trace`]).

mod apply;
mod asker;
mod batch;
mod beside;
mod beyond;
mod cases;
mod cast;
mod clock;
mod closing;
mod compile;
mod compiled;
mod components;
mod dialogue;
mod engine;
mod explain;
mod finding;
mod forgotten;
mod found;
mod gate;
mod graph;
mod growth;
mod held_back;
mod help;
mod intern;
mod liveness;
mod message;
mod needed;
mod never;
mod numbers;
mod open_questions;
mod options;
mod outcome;
mod pack;
mod packed;
mod paths;
mod pause;
mod pipeline;
mod placed;
mod prompted;
mod reduce;
mod regions;
mod renewal;
mod replay;
mod report;
mod rounds;
mod rules;
mod run;
mod sample;
mod search;
mod slice;
mod start;
mod step;
mod store;
mod stuck;
mod successors;
mod tables;
#[cfg(test)]
mod tests;
mod text;
mod trace;
mod view;
mod waiting;
mod world;
mod write;

pub use asker::Answer;
pub use beside::NeverTold;
pub use closing::{Closing, find_closings};
pub use finding::{Finding, Kind, Level, Verdict};
pub use gate::Gate;
pub use options::Options;
pub use replay::replay;
pub use report::{Exploration, explore, explore_beside};
pub use search::Continue;
pub use text::{describe_ending, describe_start, describe_step};
pub use trace::{
    Arrival, ArrivalResult, Beginning, Ending, Manner, Member, Pending, Sender, Trace, TraceStep,
};
pub use write::{Untold, WrittenTests, describe_never_told, write_suggestions, write_tests};
