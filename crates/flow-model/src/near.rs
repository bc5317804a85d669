//! Suggestions for unknown names: the known name that is most similar.
//!
//! Re-exported from flow-syntax, so that crates that report unknown names of a model need no other path.

pub use flow_syntax::suggest::near as nearest;
