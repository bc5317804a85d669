//! The end of an instance: the states in which it has nothing more to do (reference#ends).

use super::{Machine, Name, StateId};

/// What `ends in` says of a machine. Without that line it is empty, and instances have no end.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Ends {
    /// The states, sorted.
    pub states: Vec<StateId>,
    /// The names on the line, in order: for places, and to write the line again.
    pub names: Vec<Name>,
}

impl Ends {
    /// Whether the machine says where its instances end.
    pub fn are_said(&self) -> bool {
        !self.names.is_empty()
    }
}

impl Machine {
    /// Whether an instance that rests in a state has come to its end.
    pub fn is_end(&self, state: StateId) -> bool {
        self.ends.states.binary_search(&state).is_ok()
    }
}
