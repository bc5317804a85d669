//! The possible outcomes of guards in known states of the machine.
//!
//! Only conditions on the state are decided. All others can be true and can be false.

use flow_syntax::ordered::Set;

use super::Position;
use crate::model::*;

/// How a condition can turn out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// It can be true.
    pub can_hold: bool,
    /// It can be false.
    pub can_fail: bool,
}

impl Outcome {
    const ALWAYS: Outcome = Outcome { can_hold: true, can_fail: false };
    const NEVER: Outcome = Outcome { can_hold: false, can_fail: true };
    const EITHER: Outcome = Outcome { can_hold: true, can_fail: true };

    /// How a condition can turn out where its machine is in `state`, wherever the handler began.
    pub fn of(condition: &Condition, state: StateId) -> Outcome {
        Outcome::at(condition, None, Position::At(state))
    }

    /// The possible outcomes of a condition while its machine is in one of `states`; none at all without any state.
    pub fn in_states<'s>(condition: &Condition, states: impl IntoIterator<Item = &'s StateId>) -> Outcome {
        let outcomes = states.into_iter().map(|state| {
            let here = Position::At(*state);
            Outcome::at(condition, Some(here), here)
        });
        outcomes.fold(Outcome { can_hold: false, can_fail: false }, |all, one| Outcome {
            can_hold: all.can_hold || one.can_hold,
            can_fail: all.can_fail || one.can_fail,
        })
    }

    /// The same for a position on a path that began in `start`, if that is known; [`Position::Start`] is a state that no guard names.
    pub(super) fn at(condition: &Condition, start: Option<Position>, position: Position) -> Outcome {
        match &condition.kind {
            ConditionKind::All(parts) => {
                parts.iter().fold(Outcome::ALWAYS, |all, part| all.and(Outcome::at(part, start, position)))
            }
            ConditionKind::Any(parts) => {
                parts.iter().fold(Outcome::NEVER, |any, part| any.or(Outcome::at(part, start, position)))
            }
            ConditionKind::Not(part) => Outcome::at(part, start, position).not(),
            ConditionKind::InState(_, states) => match position {
                Position::At(state) if states.contains(&state) => Outcome::ALWAYS,
                _ => Outcome::NEVER,
            },
            ConditionKind::Began(states) => match start {
                Some(Position::At(state)) if states.contains(&state) => Outcome::ALWAYS,
                Some(_) => Outcome::NEVER,
                None => Outcome::EITHER,
            },
            _ => Outcome::EITHER,
        }
    }

    fn and(self, other: Outcome) -> Outcome {
        Outcome { can_hold: self.can_hold && other.can_hold, can_fail: self.can_fail || other.can_fail }
    }

    fn or(self, other: Outcome) -> Outcome {
        self.not().and(other.not()).not()
    }

    fn not(self) -> Outcome {
        Outcome { can_hold: self.can_fail, can_fail: self.can_hold }
    }
}

/// Whether a condition can turn out differently in another state, or has the same outcome everywhere.
pub(super) fn depends_on_state(condition: &Condition) -> bool {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.is_empty() || parts.iter().any(depends_on_state)
        }
        ConditionKind::InState(..) | ConditionKind::Began(_) => true,
        ConditionKind::Not(part) => depends_on_state(part),
        _ => false,
    }
}

/// The states that a condition requires: it cannot be true in any other.
pub(crate) fn required_states(condition: &Condition) -> Option<Set<StateId>> {
    match &condition.kind {
        ConditionKind::InState(_, states) => Some(states.iter().copied().collect()),
        ConditionKind::All(parts) => parts
            .iter()
            .filter_map(required_states)
            .reduce(|all, part| all.intersection(&part).copied().collect()),
        ConditionKind::Any(parts) => {
            let parts: Option<Vec<Set<StateId>>> = parts.iter().map(required_states).collect();
            Some(parts?.into_iter().flatten().collect())
        }
        _ => None,
    }
}

/// Adds the states that guards of a body name.
pub(super) fn add_states_of_guards(body: &[Step], found: &mut Set<StateId>) {
    for step in flat_steps(body) {
        let Step::Chain(chain) = step else { continue };
        for group in &chain.groups {
            add_states(&group.condition, found);
            add_states_of_guards(&group.body, found);
        }
        add_states_of_guards(chain.otherwise.as_deref().unwrap_or_default(), found);
    }
}

fn add_states(condition: &Condition, found: &mut Set<StateId>) {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter().for_each(|part| add_states(part, found));
        }
        ConditionKind::Not(part) => add_states(part, found),
        ConditionKind::InState(_, states) | ConditionKind::Began(states) => found.extend(states),
        _ => {}
    }
}
