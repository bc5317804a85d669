//! The end of an instance: the states in which its work is finished (reference#ends).

use super::{Machine, Name, StateId};

/// The `ends in` of a machine. Without that line it is empty, and instances have no end.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Ends {
    /// The states, sorted.
    pub states: Vec<StateId>,
    /// The names on the line, in order: for places, and to write the line again.
    pub names: Vec<Name>,
}

impl Ends {
    /// Whether the machine has an `ends in`.
    pub fn are_said(&self) -> bool {
        !self.names.is_empty()
    }
}

impl Machine {
    /// Whether an instance that rests in a state is at its end.
    pub fn is_end(&self, state: StateId) -> bool {
        self.ends.states.binary_search(&state).is_ok()
    }
}
