//! Which definition an event leads to in a state (language.md §4).

use flow_model::model::{Event, EventId, Handler, HandlerId, Machine, Role, Said, StateId};

/// The definition that takes an event in a state: with `from` before without, named states before `in any state`.
pub(crate) fn handler_for(machine: &Machine, state: StateId, event: EventId) -> Option<HandlerId> {
    let event = &machine.events[event.index()];
    let own = best(machine, state, event);
    own.or_else(|| best(machine, state, without_sender(machine, event)?))
}

/// The event of the same name that takes any sender.
fn without_sender<'m>(machine: &'m Machine, event: &Event) -> Option<&'m Event> {
    event.from?;
    machine.events.iter().find(|other| other.from.is_none() && other.name.text == event.name.text)
}

fn best(machine: &Machine, state: StateId, event: &Event) -> Option<HandlerId> {
    let takes = |id: &HandlerId| {
        let handler = &machine.handlers[id.index()];
        handler.role == Role::Definition && handler.accepted.contains(&state)
    };
    let candidates = event.handlers.iter().copied().filter(takes);
    candidates.min_by_key(|id| generality(&machine.handlers[id.index()]))
}

fn generality(handler: &Handler) -> u8 {
    u8::from(handler.said == Some(Said::Any))
}
