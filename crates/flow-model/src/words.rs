//! The model's things in the author's words: `#paid`, `:checkout`, `on :paid from @payment`.

use crate::model::*;
use flow_syntax::source::Span;

/// `#paid`.
pub(crate) fn state(machine: &Machine, id: StateId) -> String {
    format!("#{}", machine.states[id.index()].name.text)
}

/// `#paid, #cancelled`.
pub(crate) fn states<'a>(machine: &Machine, ids: impl IntoIterator<Item = &'a StateId>) -> String {
    let names: Vec<_> = ids.into_iter().map(|id| state(machine, *id)).collect();
    names.join(", ")
}

/// `@payment`.
pub(crate) fn party(model: &Model, party: Party) -> String {
    match party {
        Party::Machine(machine) => format!("@{}", model.machines[machine.index()].name.text),
        Party::Actor(actor) => format!("@{}", model.actors[actor.index()].name.text),
        Party::System => "@system".to_owned(),
        Party::Itself => "@self".to_owned(),
    }
}

/// `:checkout`.
pub(crate) fn event(machine: &Machine, id: EventId) -> String {
    format!(":{}", machine.events[id.index()].name.text)
}

/// The line of a handler as it would be written: `on :paid from @payment in #waiting`.
pub(crate) fn handler_line(
    model: &Model,
    machine: &Machine,
    handler: &Handler,
    accepted: &[StateId],
) -> String {
    let on = match handler.visibility {
        Visibility::Public => "on>",
        Visibility::Internal => "on",
    };
    let from = match machine.events[handler.event.index()].from {
        Some(sender) => format!(" from {}", party(model, sender)),
        None => String::new(),
    };
    format!("{on} {}{from} in {}", event(machine, handler.event), states(machine, accepted))
}

/// What a step does: `moves to #paid`, `emits :charge`, `calls 'ring bell'`.
pub(crate) fn step(model: &Model, machine: &Machine, step: &Step) -> String {
    match step {
        Step::Transition(transition) => format!("moves to {}", state(machine, transition.to)),
        Step::Update(update) => format!("changes ${}", machine.variables[update.variable.index()].name.text),
        Step::Emit(emit) => format!("emits {}", message(model, machine, emit.target)),
        Step::Timer(_) => "sets or cancels a timer".to_owned(),
        Step::Action(call) => format!("does '{}'", machine.phrases[call.phrase.index()].text),
        Step::Chain(_) => "asks".to_owned(),
    }
}

/// `:charge to @payment`.
pub(crate) fn message(model: &Model, machine: &Machine, target: Target) -> String {
    match target {
        Target::Machine(other, id) => {
            let other = &model.machines[other.index()];
            format!("{} to @{}", event(other, id), other.name.text)
        }
        Target::Actor(actor, id) => {
            let actor = &model.actors[actor.index()];
            format!(":{} to @{}", actor.messages[id.index()].name.text, actor.name.text)
        }
        Target::Itself(id) => format!("{} to @self", event(machine, id)),
    }
}

/// Where a step stands.
pub(crate) fn step_span(step: &Step) -> Span {
    match step {
        Step::Transition(step) => step.span,
        Step::Update(step) => step.span,
        Step::Emit(step) => step.span,
        Step::Timer(step) => step.span,
        Step::Action(step) => step.span,
        Step::Chain(step) => step.span,
    }
}
