//! Actual values, where something else was expected.
//!
//! Assertions and rules report them. They are not words yet, since only a report knows how states and values are shown.

use flow_model::model::{MachineId, Span, StateId};

/// An actual value, where an assertion expected another one.
#[derive(Clone, Debug, PartialEq)]
pub enum Actual {
    /// The machine is in this state.
    State(MachineId, StateId),
    /// The expression in this place has this value.
    Value(Span, String),
    /// Anything else, in words.
    Words(String),
}
