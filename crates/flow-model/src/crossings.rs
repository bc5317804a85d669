//! Removes from handlers what they never cross, once it is known where they are accepted (reference#entering).
//!
//! Lowering adds the steps of states that are entered and left to every handler with a transition that can cross there. This stage removes
//! the steps that no path crosses. If every path crosses, it removes their condition, else the parts of the condition that are always true.
//! Most handlers have one start and one end: their bodies are then the same as if the steps were written in them.

use flow_syntax::gather::Gather;
use std::cell::RefCell;

use flow_syntax::diagnostic::{Diagnostic, Name};

use crate::control_flow::ControlFlow;
use crate::edges::Owners;
use crate::model::{
    Block, Chain, Condition, ConditionKind, Crossing, HandlerId, Machine, Model, Role, Span, StateId, Step,
};
use crate::visit::steps;

/// Keeps the first of several findings about one step of a crossing: checks see it at the end of each handler that crosses.
pub(crate) struct Once {
    /// The places of the steps, by crossing.
    places: Vec<Span>,
    said: RefCell<Vec<(Name, Span)>>,
}

impl Once {
    /// No finding about the crossings of a model is recorded yet.
    pub(crate) fn new(model: &Model) -> Self {
        let crossings = model.machines.iter().flat_map(|machine| &machine.crossings);
        let place = |crossing: &Crossing| {
            let mut place = crossing.span;
            steps(&crossing.body, &mut |step| place = place.to(step.span()));
            place
        };
        Once { places: crossings.map(place).gather(), said: RefCell::default() }
    }

    /// Whether this is the first finding of its name at its place, or it is not about a crossing.
    pub(crate) fn is_first(&self, found: &Diagnostic) -> bool {
        let span = found.span;
        let holds =
            |place: &Span| place.file == span.file && place.start <= span.start && span.end <= place.end;
        if !self.places.iter().any(holds) {
            return true;
        }
        let key = (found.name, span);
        let is_new = !self.said.borrow().contains(&key);
        if is_new {
            self.said.borrow_mut().push(key);
        }
        is_new
    }
}

/// Settles the bodies of all handlers.
pub(crate) fn settle_crossings(model: &mut Model) {
    model.machines.iter_mut().for_each(settle_machine);
}

/// Settles the bodies of the handlers of a machine.
pub(crate) fn settle_machine(machine: &mut Machine) {
    if machine.crossings.is_empty() {
        return;
    }
    let owners = Owners::of(machine);
    let crossing = machine.handlers.entries().filter(|(_, handler)| handler.own < handler.body.len());
    let settled: Vec<_> = crossing.map(|(at, _)| (at, settle(machine, &owners, at))).gather();
    for (handler, body) in settled {
        machine.handlers[handler].body = body;
    }
}

/// A start and an end of a handler.
type Way = (StateId, StateId);

/// The body of a handler that may cross, with the steps of the crossings that its paths cross.
fn settle(machine: &Machine, owners: &Owners<'_>, id: HandlerId) -> Block {
    let handler = &machine.handlers[id];
    let ways = ways(machine, owners, id);
    let mut body = handler.own_body().to_vec();
    for step in &handler.body[handler.own..] {
        let Step::Chain(chain) = step else { continue };
        let Some(crossing) = machine.crossings.iter().find(|crossing| crossing.span == chain.span) else {
            continue;
        };
        let crossed = ways.iter().filter(|(from, to)| crossing.is_crossed(*from, *to)).count();
        match crossed {
            0 => {}
            all if all == ways.len() => body.extend(chain.groups.iter().flat_map(|group| group.body.clone())),
            _ => body.push(Step::Chain(narrow_chain(chain, &ways))),
        }
    }
    body.shrink_to_fit();
    body
}

/// The starts and ends of a handler, where it takes its event.
fn ways(machine: &Machine, owners: &Owners<'_>, id: HandlerId) -> Vec<Way> {
    let handler = &machine.handlers[id];
    let accepted = machine.accepted(id);
    let flow = ControlFlow::of(handler.own_body());
    let takes = |state: &&StateId| {
        accepted.role != Role::Definition || owners.get(**state, handler.event) == Some(id)
    };
    let mut ways = Vec::new();
    for from in accepted.states.iter().filter(takes) {
        let ends = flow.from(*from).ends().iter().filter(|(_, count)| count.taken() > 0);
        ways.extend(ends.map(|(end, _)| (*from, end.state(*from))));
    }
    ways
}

/// A chain without the parts of its condition that are true on every path.
fn narrow_chain(chain: &Chain, ways: &[Way]) -> Chain {
    let mut chain = chain.clone();
    for group in &mut chain.groups {
        let ConditionKind::All(parts) = &mut group.condition.kind else { continue };
        parts.retain(|part| !ways.iter().all(|way| holds(part, *way)));
        if let [only] = &mut parts[..] {
            group.condition = only.clone();
        }
    }
    chain
}

/// Whether a part of the condition of a crossing is true on a path.
fn holds(part: &Condition, (from, to): Way) -> bool {
    match &part.kind {
        ConditionKind::Not(inner) => !holds(inner, (from, to)),
        ConditionKind::Began(states) => states.contains(&from),
        ConditionKind::InState(_, states) => states.contains(&to),
        _ => false,
    }
}
