//! Which rule gives a handler its states (reference#accepted-states): it depends on the text alone, not on other sets.
//!
//! The first rule that matches decides the source of a handler's states (`Source`); the sets themselves are found by
//! iteration, in `fixpoint`. So the rule is settled once, and only states change from round to round.

use flow_syntax::gather::Gather;
use std::rc::Rc;

use flow_syntax::ordered::Set;

use super::requests::Requests;
use crate::control_flow::required_states;
use crate::model::*;

/// A set of states of one machine.
pub(crate) type States = Set<StateId>;

/// The source of a handler's states.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Source {
    /// Known from the text alone: rules 1, 3 and 5.
    States(Rule, Rc<States>),
    /// Where the requests rest that it answers: rule 2.
    Answer,
    /// The states of these handlers: rule 4, and rule 2 for an answer that is received again.
    Known(Vec<HandlerId>),
    /// The states the story can be in: rule 6.
    Continuation,
}

impl Source {
    /// The rule it results from.
    pub(crate) fn rule(&self) -> Rule {
        match self {
            Source::States(rule, _) => *rule,
            Source::Answer => Rule::Answer,
            Source::Known(_) => Rule::Known,
            Source::Continuation => Rule::Continuation,
        }
    }
}

/// Finds the source of each handler's states.
pub(crate) fn determine_sources(
    id: MachineId,
    machine: &Machine,
    requests: &Requests,
) -> List<HandlerId, Source> {
    let all = Rc::new(machine.states.ids().collect());
    let early: List<HandlerId, Option<Source>> =
        machine.handlers.ids().map(|handler| explicit_or_answer(machine, &all, requests, handler)).collect();
    let source = |handler: HandlerId| match &early[handler] {
        Some(source) => source.clone(),
        None => determine_later_source(id, machine, &early, handler),
    };
    machine.handlers.ids().map(source).collect()
}

/// Rules 1 and 2.
fn explicit_or_answer(
    machine: &Machine,
    all: &Rc<States>,
    requests: &Requests,
    id: HandlerId,
) -> Option<Source> {
    let handler = &machine.handlers[id];
    if let Some(states) = find_explicit_states(all, handler) {
        return Some(Source::States(Rule::Said, states));
    }
    let answers = requests.of(id);
    match answers.previous {
        _ if !answers.own.is_empty() => Some(Source::Answer),
        Some(previous) => Some(Source::Known(vec![previous])),
        None => None,
    }
}

/// Rule 1: the states that the handler's line, or its guards, name.
fn find_explicit_states(all: &Rc<States>, handler: &Handler) -> Option<Rc<States>> {
    match &handler.said {
        Some(Said::Any(except)) if except.is_empty() => Some(Rc::clone(all)),
        Some(Said::Any(except)) => {
            let is_left = |state: &&StateId| except.binary_search(state).is_err();
            Some(Rc::new(all.iter().filter(is_left).copied().collect()))
        }
        Some(Said::In { named, grouped }) => Some(Rc::new(named.iter().chain(grouped).copied().collect())),
        None => states_of_guards(handler.own_body()).map(Rc::new),
    }
}

fn states_of_guards(body: &[Step]) -> Option<States> {
    let [Step::Chain(chain)] = body else { return None };
    // The steps below an 'otherwise' can run in any other state.
    if chain.otherwise.is_some() {
        return None;
    }
    let required: Option<Vec<States>> =
        chain.groups.iter().map(|group| required_states(&group.condition)).collect();
    Some(required?.into_iter().flatten().collect())
}

/// Rules 3 to 6.
fn determine_later_source(
    id: MachineId,
    machine: &Machine,
    early: &List<HandlerId, Option<Source>>,
    handler: HandlerId,
) -> Source {
    let scenario = &machine.scenarios[machine.handlers[handler].scenario];
    let told = machine.handlers[handler].beside.unwrap_or(handler);
    let is_first = scenario.handlers.first() == Some(&told);
    if is_first && let Some(state) = given_state(id, scenario) {
        return Source::States(Rule::Beginning, Rc::new(States::from([state])));
    }
    let known = find_same_event_handlers(machine, early, handler);
    if !known.is_empty() {
        return Source::Known(known);
    }
    if is_first {
        return Source::States(Rule::Initial, Rc::new(States::from([machine.initial])));
    }
    Source::Continuation
}

/// The state that a scenario's `given:` puts its machine in.
pub(crate) fn given_state(id: MachineId, scenario: &Scenario) -> Option<StateId> {
    scenario.given.iter().find_map(|fact| match fact.kind {
        FactKind::InState(machine, state) if machine == id => Some(state),
        _ => None,
    })
}

/// Rule 4: the handlers of other scenarios to which rule 1 or 2 applies.
fn find_same_event_handlers(
    machine: &Machine,
    early: &List<HandlerId, Option<Source>>,
    id: HandlerId,
) -> Vec<HandlerId> {
    let handler = &machine.handlers[id];
    if handler.visibility == Visibility::Public {
        return Vec::new();
    }
    let same_event = &machine.events[handler.event].handlers;
    let is_source = |other: &&HandlerId| {
        machine.handlers[**other].scenario != handler.scenario && early[**other].is_some()
    };
    same_event.iter().filter(is_source).copied().gather()
}
