//! The steps of `on entering #a` and `on leaving #a` (reference#entering).
//!
//! They are part of the bodies of the handlers that cross there: [`Handler::body`](super::Handler::body) ends with them, so that all
//! readers of bodies see them. This module keeps their source form.

use super::{Block, Name, Side, Span, StateId};

/// The steps of a machine at entering, or leaving, a state or a group.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Crossing {
    /// Whether it is about entering or leaving.
    pub side: Side,
    /// The name of the state or the group in that line.
    pub name: Name,
    /// The state, or the states of the group, sorted.
    pub states: Vec<StateId>,
    /// Its steps.
    pub body: Block,
    /// The header line.
    pub span: Span,
}

impl Crossing {
    /// Whether a handler that begins in one state and ends in another crosses it on this side.
    pub fn is_crossed(&self, from: StateId, to: StateId) -> bool {
        let is_inside = |state: StateId| self.states.binary_search(&state).is_ok();
        match self.side {
            Side::Entering => !is_inside(from) && is_inside(to),
            Side::Leaving => is_inside(from) && !is_inside(to),
        }
    }

    /// Its header, for messages: `on entering #paid`.
    pub fn header(&self) -> String {
        format!("on {} #{}", self.side.word(), self.name.text)
    }
}
