//! In which states events are accepted (reference#accepted-states), by definitions only (reference#handler-precedence).

use flow_syntax::gather::Gather;
use flow_syntax::ordered::{Map, Set};

use super::machine::event_name;
use super::names::MachinePair;
use super::{Changes, Kind};
use crate::edges::Owners;
use crate::model::*;
use crate::words;

/// Compares the states of every event that both versions have.
pub(super) fn compare_accepted_states(changes: &mut Changes<'_>, pair: &MachinePair) {
    let (old, new) = (changes.old.model, changes.new.model);
    let (was, is) = (&old.machines[pair.old], &new.machines[pair.new]);
    let (taken, takes) = (states_by_event(was), states_by_event(is));
    let nowhere = Set::new();
    for (from, to) in &pair.events.both {
        let before = taken.get(from).unwrap_or(&nowhere);
        let after = takes.get(to).unwrap_or(&nowhere);
        let kept: Set<StateId> = before.iter().filter_map(|state| matching_state(pair, *state)).collect();
        let gained: Vec<StateId> = after.difference(&kept).copied().gather();
        let lost: Vec<StateId> = before
            .iter()
            .filter(|state| matching_state(pair, **state).is_some_and(|state| !after.contains(&state)))
            .copied()
            .gather();
        let (old_event, event) = (&was.events[*from], &is.events[*to]);
        let name = event_name(event, |party| words::party(new, party));
        if !lost.is_empty() {
            let message = format!("'{name}' is no longer accepted in {}", words::states(was, &lost));
            changes.add(Kind::Rejected, message).was_at(old_event.name.span).is_at(event.name.span);
        }
        if !gained.is_empty() {
            let message = format!("'{name}' is now accepted in {} too", words::states(is, &gained));
            changes.add(Kind::Accepted, message).was_at(old_event.name.span).is_at(event.name.span);
        }
    }
}

/// The state of the new version that matches one of the old version.
pub(super) fn matching_state(pair: &MachinePair, old: StateId) -> Option<StateId> {
    pair.states.new_of(old)
}

fn states_by_event(machine: &Machine) -> Map<EventId, Set<StateId>> {
    let mut states: Map<EventId, Set<StateId>> = Map::new();
    for (event, state, _) in Owners::of(machine).iter() {
        states.entry(event).or_default().insert(state);
    }
    states
}
