//! The features of editors: pure functions from an [`Analysis`](flow_project::Analysis) and a place to plain data.
//!
//! They do not depend on the protocol: places are byte offsets, and the results have spans. So every feature is tested with a text that
//! has a cursor, and other front ends can use them.

pub mod bindings;
pub mod completion;
pub mod exploration;
pub mod fixes;
pub mod formatting;
pub mod hierarchy;
pub mod highlighting;
pub mod hints;
pub mod hover;
pub mod meaning;
pub mod navigation;
pub mod outline;
pub mod pictures;
mod progress;
pub mod ranges;
pub mod renaming;
pub mod rust;
pub mod search;
pub mod surroundings;
pub mod token;
