//! The transitions of a machine: which handler takes an event in a state, where it ends, and where stories begin.
//!
//! This is what the diagram shows, what generated code does and what stories run on: definitions only, with the
//! precedence of reference#handler-precedence.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::Map;

use crate::acceptance::rules::given_state;
use crate::control_flow::{BranchId, ControlFlow, Position, Stay, Summary};
use crate::model::*;

/// A transition that a handler can make, or a handler that stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The state it is accepted in.
    pub from: StateId,
    /// The event, with its sender.
    pub event: EventId,
    /// The definition.
    pub handler: HandlerId,
    /// The state it can end in; `from` itself if it never moves, or moves there.
    pub to: StateId,
    /// One entry for each transition in the body to `to`: the branches that contain it, outermost first.
    /// Empty for a handler that stays.
    pub branches: Vec<Vec<BranchId>>,
}

/// The transitions of a machine, in the order of its handlers, then of the states they are accepted in.
///
/// A handler that never moves from a state gives an edge from that state to itself. One that moves on some paths
/// only gives no edge for staying. A path that rejects gives none, and neither does a handler that defers.
pub fn edges(model: &Model, machine: MachineId) -> Vec<Edge> {
    edges_where(model, machine, |_| true)
}

/// Those of the [`edges`] that one handler makes.
#[cfg(feature = "tools")]
pub fn edges_of(model: &Model, machine: MachineId, handler: HandlerId) -> Vec<Edge> {
    edges_where(model, machine, |id| id == handler)
}

fn edges_where(model: &Model, machine: MachineId, is_wanted: impl Fn(HandlerId) -> bool) -> Vec<Edge> {
    let machine = &model.machines[machine];
    let owners = Owners::of(machine);
    let mut edges = Vec::new();
    for (id, handler) in machine.definitions().filter(|(id, _)| is_wanted(*id)) {
        let accepted = &machine.accepted(id).states;
        if accepted.is_empty() || handler.reaction == Reaction::Defer {
            continue;
        }
        let paths = ControlFlow::of(&handler.body);
        for from in accepted.iter().filter(|state| owners.get(**state, handler.event) == Some(id)) {
            add_edges(&mut edges, *from, id, handler, paths.from(*from));
        }
    }
    edges
}

fn add_edges(edges: &mut Vec<Edge>, from: StateId, id: HandlerId, handler: &Handler, summary: &Summary) {
    let moved = |end: &Position| match end {
        Position::Start => None,
        Position::At(state) => Some(*state),
    };
    let ends: Vec<StateId> = summary.ends().keys().filter_map(moved).gather();
    let mut branches: Map<StateId, Vec<Vec<BranchId>>> = Map::new();
    for step in summary.moves() {
        branches.entry(step.to).or_default().push(step.branches.clone());
    }
    let edge = |to, branches| Edge { from, event: handler.event, handler: id, to, branches };
    if ends.is_empty() && summary.stay() != Stay::Never {
        edges.push(edge(from, Vec::new()));
    }
    for to in ends {
        edges.push(edge(to, branches.remove(&to).unwrap_or_default()));
    }
}

/// The handler that takes an event in a state (reference#rejection), by reference#handler-precedence: with `from` before without, named
/// states before named groups, both before `in any state`. `None`: the event is rejected.
pub fn dispatch(model: &Model, machine: MachineId, state: StateId, event: EventId) -> Option<HandlerId> {
    let machine = &model.machines[machine];
    find_exact_handler(machine, state, event).or_else(|| {
        let wanted = &machine.events[event];
        wanted.from?;
        let general = machine
            .events
            .iter()
            .position(|other| other.from.is_none() && other.name.text == wanted.name.text)?;
        find_exact_handler(machine, state, EventId::new(general))
    })
}

/// The handler of exactly this event and sender.
pub(crate) fn find_exact_handler(machine: &Machine, state: StateId, event: EventId) -> Option<HandlerId> {
    let accepts = |id: &&HandlerId| {
        let accepted = machine.accepted(**id);
        accepted.role == Role::Definition && accepted.states.binary_search(&state).is_ok()
    };
    let mut handlers = machine.events[event].handlers.iter().filter(accepts).copied();
    let first = handlers.next()?;
    let Some(second) = handlers.next() else { return Some(first) };
    [first, second].into_iter().chain(handlers).min_by_key(|id| machine.ranks(*id).of(state))
}

/// The result of [`find_exact_handler`] for every state and event, computed at once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Owners<'m> {
    /// Handlers of named states.
    named: Map<(EventId, StateId), HandlerId>,
    /// Handlers of named groups.
    grouped: Map<(EventId, StateId), HandlerId>,
    /// Handlers for any state, which take the rest. They are not spread out over the states: there may be thousands of both.
    any: Map<EventId, Vec<(HandlerId, &'m [StateId])>>,
}

impl<'m> Owners<'m> {
    /// Looks at every definition once.
    pub(crate) fn of(machine: &'m Machine) -> Self {
        let mut owners = Owners::default();
        for (id, handler) in machine.definitions() {
            let accepted = &machine.accepted(id).states;
            let ranks = machine.ranks(id);
            if ranks.is_any {
                owners.any.entry(handler.event).or_default().push((id, accepted));
                continue;
            }
            for state in accepted.iter() {
                let map = match ranks.of(*state) {
                    Rank::Named => &mut owners.named,
                    _ => &mut owners.grouped,
                };
                map.entry((handler.event, *state)).or_insert(id);
            }
        }
        owners
    }

    /// The definition that takes exactly this event and sender in a state.
    pub(crate) fn get(&self, state: StateId, event: EventId) -> Option<HandlerId> {
        let takes = |(_, accepted): &&(HandlerId, &[StateId])| accepted.binary_search(&state).is_ok();
        let any = || self.any.get(&event)?.iter().find(takes).map(|(id, _)| *id);
        let of = |map: &Map<(EventId, StateId), HandlerId>| map.get(&(event, state)).copied();
        of(&self.named).or_else(|| of(&self.grouped)).or_else(any)
    }

    /// Every event and state that is taken, by which definition.
    #[cfg(feature = "tools")]
    pub(crate) fn iter(&self) -> impl Iterator<Item = (EventId, StateId, HandlerId)> {
        let named = self.named.iter().chain(&self.grouped);
        let named = named.map(|((event, state), handler)| (*event, *state, *handler));
        let any = self.any.iter().flat_map(|(event, handlers)| {
            handlers.iter().flat_map(|(id, accepted)| accepted.iter().map(|state| (*event, *state, *id)))
        });
        named.chain(any).filter(|(event, state, id)| self.get(*state, *event) == Some(*id))
    }
}

/// The state a scenario's story starts in (reference#story-start): the one that `given:` names, else the initial state if the first
/// handler is accepted there, else the first of that handler's states.
pub fn entry_state(model: &Model, machine: MachineId, scenario: ScenarioId) -> StateId {
    let owner = &model.machines[machine];
    let scenario = &owner.scenarios[scenario];
    given_state(machine, scenario).unwrap_or_else(|| {
        let Some(first) = scenario.handlers.first() else { return owner.initial };
        let definition = owner.definition(*first);
        let takes = |state: &&StateId| {
            find_exact_handler(owner, **state, owner.handlers[*first].event) == Some(definition)
        };
        let taken: Vec<_> = owner.accepted(definition).states.iter().filter(takes).gather();
        first_state(owner.initial, taken)
    })
}

/// The initial state if the first handler is accepted there, else the first of that handler's states.
pub(crate) fn first_state<'a>(initial: StateId, accepted: impl IntoIterator<Item = &'a StateId>) -> StateId {
    let mut accepted = accepted.into_iter();
    match accepted.next() {
        Some(first) if *first != initial && !accepted.any(|state| *state == initial) => *first,
        _ => initial,
    }
}
