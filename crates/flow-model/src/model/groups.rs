//! Groups of states (reference#groups), and which of several handlers takes an event where more than one is accepted.
//!
//! Groups are expanded where they are named: the rest of the model knows states only. What remains of them is their rank.

use flow_syntax::ordered;

use super::{Handler, HandlerId, Machine, Name, Rule, StateId};

/// A name for several states.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct StateGroup {
    /// Its name.
    pub name: Name,
    /// The states, sorted, those of its groups included.
    pub states: Vec<StateId>,
}

/// The states on a handler line (reference#explicit-states).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum Said {
    /// `in any state`, and the states after `except`, sorted.
    Any(Vec<StateId>),
    /// `in #a, #b`.
    In {
        /// The states that are named, in order.
        named: Vec<StateId>,
        /// The other members of the groups that are named.
        grouped: Vec<StateId>,
    },
}

/// How closely a handler names a state (reference#handler-precedence). The least one takes the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum Rank {
    /// It names the state.
    Named,
    /// It names a group that contains the state.
    Grouped,
    /// It is for any state.
    Any,
}

impl Said {
    /// Whether it is for any state, with or without exceptions.
    pub fn is_any(&self) -> bool {
        matches!(self, Said::Any(_))
    }
}

/// The ranks of one handler in its states.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Ranks {
    /// Whether it is for any state.
    pub is_any: bool,
    /// The states that it names by their groups only, sorted.
    grouped: Vec<StateId>,
}

impl Ranks {
    /// The rank in a state.
    pub fn of(&self, state: StateId) -> Rank {
        match self.grouped.binary_search(&state) {
            _ if self.is_any => Rank::Any,
            Ok(_) => Rank::Grouped,
            Err(_) => Rank::Named,
        }
    }

    fn add(&mut self, said: &Said) {
        match said {
            Said::Any(_) => self.is_any = true,
            Said::In { grouped, .. } => self.grouped.extend(grouped),
        }
    }
}

impl Machine {
    /// The ranks of a handler.
    ///
    /// # Panics
    /// If the acceptance stage has not run.
    pub fn ranks(&self, id: HandlerId) -> Ranks {
        self.ranks_by_rule(id, self.accepted(id).rule)
    }

    /// The same for a handler that has its states by a rule. One that is known from other scenarios has the ranks of the
    /// handlers there (reference#known-answers).
    pub(crate) fn ranks_by_rule(&self, id: HandlerId, rule: Rule) -> Ranks {
        let handler = &self.handlers[id];
        let mut ranks = Ranks::default();
        match &handler.said {
            Some(said) => ranks.add(said),
            None if rule == Rule::Known => {
                self.states_named_elsewhere(handler).for_each(|said| ranks.add(said));
            }
            None => {}
        }
        ordered::sort(&mut ranks.grouped);
        ranks
    }

    /// The states on the lines of handlers of the same event in other scenarios.
    fn states_named_elsewhere<'m>(&'m self, handler: &'m Handler) -> impl Iterator<Item = &'m Said> {
        let others = self.events[handler.event].handlers.iter().map(|other| &self.handlers[*other]);
        others.filter(|other| other.scenario != handler.scenario).filter_map(|other| other.said.as_ref())
    }
}
