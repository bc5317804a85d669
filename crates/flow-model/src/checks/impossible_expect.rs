//! `impossible-expect`: an expectation about a state the story cannot be in there (reference#assertions).
//!
//! The check computes the set of possible states at each point of a story: a guard may be true or false, and an event of another
//! machine may arrive or not. A state outside the set is impossible for all outcomes of the guards. Expectations about
//! unreachable or unknown states, and stories with an unknown state, are skipped, since other checks report these.

use flow_syntax::diagnostic::{Diagnostic, Diagnostics, Name};
use flow_syntax::edit::Edit;
use flow_syntax::gather::Gather;
use flow_syntax::ordered::Set;

use super::CheckCtx;
use super::broken::Broken;
use crate::acceptance::retelling;
use crate::acceptance::rules::States;
use crate::control_flow::{ControlFlow, Outcome};
use crate::edges::{Owners, entry_state};
use crate::model::*;
use crate::names::and_list;
use crate::visit;
use crate::words;

pub(super) fn impossible_expect(ctx: &CheckCtx<'_>, id: MachineId, diags: &mut Diagnostics) {
    let machine = &ctx.model.machines[id];
    let owners = Owners::of(machine);
    for scenario in machine.scenarios.ids() {
        Story::new(ctx, id, &owners).check(diags, scenario);
    }
}

/// Whether the event of a handler goes to an instance that its `given:` names, and perhaps not to the story's own (reference#stories).
fn names_receiver(handler: &Handler) -> bool {
    handler.given.iter().any(|fact| matches!(fact.kind, FactKind::Receiver(..)))
}

/// One story, followed to a place in it.
struct Story<'a, 'm> {
    model: &'m Model,
    id: MachineId,
    machine: &'m Machine,
    paths: &'a List<HandlerId, ControlFlow>,
    broken: &'a Broken,
    owners: &'a Owners<'m>,
    /// The states it can be in.
    standing: States,
    /// Where it can have been.
    been: States,
    /// Where it begins.
    entry: States,
    /// The handlers passed over.
    passed_over: Vec<HandlerId>,
    /// The outside actors with answers that the story states.
    scripted: Vec<ActorId>,
    /// The phrases that the story lets fail.
    failing: Set<PhraseId>,
    /// The events that may have been put aside.
    deferred: Vec<EventId>,
}

impl<'a, 'm> Story<'a, 'm> {
    fn new(ctx: &'a CheckCtx<'m>, id: MachineId, owners: &'a Owners<'m>) -> Self {
        let machine = &ctx.model.machines[id];
        let paths = &ctx.paths[id];
        let (standing, been, entry, passed_over, scripted, failing, deferred) = Default::default();
        Story {
            model: ctx.model,
            id,
            machine,
            paths,
            broken: &ctx.broken,
            owners,
            standing,
            been,
            entry,
            passed_over,
            scripted,
            failing,
            deferred,
        }
    }

    fn check(mut self, diags: &mut Diagnostics, scenario: ScenarioId) {
        self.standing.insert(entry_state(self.model, self.id, scenario));
        self.been = self.standing.clone();
        self.entry = self.standing.clone();
        let scenario = &self.machine.scenarios[scenario];
        for fact in self.facts_of(scenario) {
            match &fact.kind {
                FactKind::Answers(actor, _) => self.scripted.push(*actor),
                FactKind::Throws(call, _) => drop(self.failing.insert(call.phrase)),
                _ => {}
            }
        }
        let of_handlers = |id: &HandlerId| !self.machine.handlers[*id].expect.is_empty();
        if scenario.expect.is_empty() && !scenario.handlers.iter().any(of_handlers) {
            return;
        }
        for id in &scenario.handlers {
            self.check_own(diags, *id);
            self.run_handler(*id);
        }
        if scenario.name.is_some() && !scenario.expect.is_empty() {
            self.deliver_remaining();
            for assertion in &scenario.expect {
                if let Some(report) = self.check_assertion(diags, assertion, &self.standing, &self.been) {
                    self.add_help(report, scenario, assertion);
                }
            }
        }
    }

    /// The facts of a scenario and of its handlers.
    fn facts_of(&self, scenario: &'m Scenario) -> impl Iterator<Item = &'m Fact> + use<'m> {
        let handlers = &self.machine.handlers;
        let of_handlers = scenario.handlers.iter().flat_map(|id| &handlers[*id].given);
        scenario.given.iter().chain(of_handlers)
    }

    /// The handler's own `expect:`, wherever the handler is accepted: it may be checked on the run of an alternative.
    fn check_own(&self, diags: &mut Diagnostics, id: HandlerId) {
        let handler = &self.machine.handlers[id];
        if handler.expect.is_empty() {
            return;
        }
        let mut after = self.all_end_states(id);
        let anywhere: States = (0..self.machine.states.len()).map(StateId::new).collect();
        if names_receiver(handler) {
            after.clone_from(&anywhere);
        }
        for assertion in &handler.expect {
            self.check_assertion(diags, assertion, &after, &anywhere);
        }
    }

    /// Adds the states that timed events reach, in the story or not: an event that is due earlier is delivered earlier.
    fn let_time_pass(&mut self, id: HandlerId) {
        let machine = self.machine;
        let from_time = |handler: &Handler| {
            matches!(machine.events[handler.event].from, Some(Party::System | Party::Itself))
        };
        let handler = &machine.handlers[id];
        let waits = handler.given.iter().any(|fact| matches!(fact.kind, FactKind::After(_)));
        if waits || from_time(handler) {
            self.take_events(&from_time);
        }
    }

    /// Advances the possible states over a handler.
    fn run_handler(&mut self, id: HandlerId) {
        self.let_time_pass(id);
        let mut standing = std::mem::take(&mut self.standing);
        let here: States = standing.iter().copied().filter(|state| self.accepts(id, *state)).collect();
        if here.is_empty() && !names_receiver(&self.machine.handlers[id]) {
            self.passed_over.push(id);
        }
        for from in &here {
            self.been.extend(self.paths[id].from(*from).moves().iter().map(|step| step.to));
            // Where the story stood it has been.
            self.been.extend(self.end_states(id, *from).iter().filter(|state| **state != *from));
        }
        self.advance_states(id, &mut standing);
        self.standing = standing;
        let Handler { event, reaction, .. } = self.machine.handlers[id];
        if reaction == Reaction::Defer && !here.is_empty() {
            self.deferred.push(event);
        }
        self.handle_deferred();
    }

    /// Adds the states that deferred events can enter: they are handled as soon as they are accepted.
    fn handle_deferred(&mut self) {
        if self.deferred.is_empty() {
            return;
        }
        let mut open: Vec<StateId> = self.standing.iter().copied().gather();
        while let Some(state) = open.pop() {
            let takers = self.deferred.iter().filter_map(|event| self.owners.get(state, *event));
            let ends: Vec<_> = takers.flat_map(|taker| self.end_states(taker, state)).gather();
            open.extend(ends.into_iter().filter(|end| self.standing.insert(*end)));
        }
        self.been.extend(&self.standing);
    }

    /// The same for a set of states alone.
    fn advance_states(&self, id: HandlerId, standing: &mut States) {
        let (here, mut after): (States, States) =
            standing.iter().partition(|state| self.accepts(id, **state));
        if !self.is_sure_to_arrive(&self.machine.handlers[id]) {
            after.extend(&here);
        }
        for from in &here {
            after.extend(self.end_states(id, *from));
        }
        *standing = after;
    }

    /// Whether the event arrives in its turn: only events of outside actors do, unless a fact states the actor's answer.
    fn is_sure_to_arrive(&self, handler: &Handler) -> bool {
        if names_receiver(handler) {
            return false;
        }
        match self.machine.events[handler.event].from {
            Some(Party::Actor(actor)) => !self.scripted.contains(&actor),
            None => handler.visibility == Visibility::Public,
            Some(_) => false,
        }
    }

    /// Delivers the events that still wait at the end.
    fn deliver_remaining(&mut self) {
        let machine = self.machine;
        self.take_events(&|handler| {
            matches!(machine.events[handler.event].from, Some(Party::Machine(_) | Party::Itself))
        });
    }

    /// Adds the states that some events reach. The events may arrive in any order, any number of times, or never.
    fn take_events(&mut self, comes: &dyn Fn(&Handler) -> bool) {
        let handlers: Vec<_> =
            self.machine.handlers.ids().filter(|id| comes(&self.machine.handlers[*id])).gather();
        let mut open: Vec<StateId> = self.standing.iter().copied().gather();
        while let Some(state) = open.pop() {
            for id in &handlers {
                if self.accepts(*id, state) {
                    open.extend(
                        self.end_states(*id, state).into_iter().filter(|end| self.standing.insert(*end)),
                    );
                }
            }
        }
        self.been.extend(&self.standing);
    }

    /// Whether a handler, or the one it retells, takes its event in a state.
    fn accepts(&self, id: HandlerId, state: StateId) -> bool {
        self.owners.get(state, self.machine.handlers[id].event) == Some(self.machine.definition(id))
    }

    fn end_states(&self, id: HandlerId, from: StateId) -> States {
        let definition = Some(self.machine.definition(id)).filter(|definition| *definition != id);
        let ends = retelling::end_positions(self.paths, id, definition, from);
        // A handler that fails is dropped, and its story goes on.
        let dropped = self.can_be_dropped(id).then_some(from);
        ends.into_iter().map(|end| end.state(from)).chain(dropped).collect()
    }

    /// Whether a handler, or the one it retells, calls a phrase that the story lets fail. A handler that catches the failure is not
    /// distinguished: a state may then count as possible that is not.
    fn can_be_dropped(&self, id: HandlerId) -> bool {
        if self.failing.is_empty() {
            return false;
        }
        let mut can_fail = false;
        for id in [id, self.machine.definition(id)] {
            visit::body_calls(&self.machine.handlers[id].body, &mut |call| {
                can_fail |= self.failing.contains(&call.phrase);
            });
        }
        can_fail
    }

    /// Where a handler ends from all states that it takes its event in.
    fn all_end_states(&self, id: HandlerId) -> States {
        let accepted = &self.machine.accepted(self.machine.definition(id)).states;
        accepted
            .iter()
            .filter(|from| self.accepts(id, **from))
            .flat_map(|from| self.end_states(id, *from))
            .collect()
    }

    /// Reports an assertion that cannot be true.
    fn check_assertion<'d>(
        &self,
        diags: &'d mut Diagnostics,
        assertion: &Assertion,
        standing: &States,
        been: &States,
    ) -> Option<&'d mut Diagnostic> {
        let named = match &assertion.kind {
            AssertionKind::Condition(condition) if self.cannot_hold(condition, standing) => {
                own_states(condition)
            }
            AssertionKind::History(machine, HistoryVerb::HasBeenIn | HistoryVerb::HasEntered, states)
                if *machine == self.id && !states.iter().any(|state| been.contains(state)) =>
            {
                states.clone()
            }
            _ => return None,
        };
        let is_unknown = |state: &StateId| self.broken.is_misnamed(&self.machine.states[*state]);
        let is_reachable = |state: &StateId| self.machine.reach(*state) == Reach::Reachable;
        let state = named.first()?;
        let is_known = named.iter().all(|state| is_reachable(state) && !is_unknown(state))
            && !standing.is_empty()
            && !standing.iter().any(is_unknown)
            && !self.broken.has_misnamed(assertion.span);
        is_known.then(|| {
            let span = self.machine.states[*state].first_mention(assertion.span);
            let message = format!(
                "the story cannot meet this: here it is in {}",
                words::states(self.machine, standing)
            );
            diags.report(Name::ImpossibleExpect, span, message)
        })
    }

    fn cannot_hold(&self, condition: &Condition, standing: &States) -> bool {
        is_about(condition, self.id) && !Outcome::in_states(condition, standing).can_hold
    }

    /// Adds the handler lines that make later steps of handlers that were read as other answers, if the story then meets the
    /// assertion. First all of them are tried, then fewer: those above may be other answers indeed.
    fn add_help(&self, report: &mut Diagnostic, scenario: &Scenario, assertion: &Assertion) {
        let last = self.passed_over.len();
        for first in last.saturating_sub(words::LISTED)..last {
            for end in (first + 1..=last).rev() {
                let later = &self.passed_over[first..end];
                if let Some(steps) = self.opt_later_steps(scenario, later, assertion) {
                    return self.help_with_steps(report, &steps);
                }
            }
        }
    }

    /// The states in which each of these handlers is accepted if it is a later step, provided that the assertion can be true then.
    fn opt_later_steps(
        &self,
        scenario: &Scenario,
        later: &[HandlerId],
        assertion: &Assertion,
    ) -> Option<Vec<(HandlerId, Vec<StateId>)>> {
        let mut standing = self.entry.clone();
        let mut steps = Vec::new();
        for id in &scenario.handlers {
            if later.contains(id) {
                // Its author has decided where it is accepted.
                if self.machine.handlers[*id].said.is_some() {
                    return None;
                }
                steps.push((*id, standing.iter().copied().gather()));
                standing = standing.iter().flat_map(|from| self.end_states(*id, *from)).collect();
            } else {
                self.advance_states(*id, &mut standing);
            }
        }
        let holds = match &assertion.kind {
            AssertionKind::Condition(condition) => Outcome::in_states(condition, &standing).can_hold,
            AssertionKind::History(_, _, states) => states.iter().any(|state| standing.contains(state)),
            _ => false,
        };
        holds.then_some(steps)
    }

    fn help_with_steps(&self, report: &mut Diagnostic, steps: &[(HandlerId, Vec<StateId>)]) {
        let handler = |id: HandlerId| &self.machine.handlers[id];
        let line = |(id, states): &(HandlerId, Vec<StateId>)| {
            words::opt_handler_line(self.model, self.machine, handler(*id), states)
        };
        for (id, _) in steps {
            report.label(handler(*id).span, "read as another answer, and passed over");
        }
        let lines: Vec<String> = steps.iter().filter_map(line).gather();
        if lines.len() < steps.len() {
            return;
        }
        let quoted: Vec<_> = lines.iter().map(|line| format!("'{line}'")).gather();
        let lead = match steps {
            [_] => "if it is a later step of the story, write",
            _ => "if these are later steps of the story, write",
        };
        let places = steps.iter().map(|(id, _)| handler(*id).span);
        let edits = places.zip(lines).map(|(at, line)| Edit::replace(at, line)).gather();
        report.fix(format!("{lead} {}", and_list(&quoted)), edits);
    }
}

/// Whether a condition is about the states of this machine, and of no other.
fn is_about(condition: &Condition, machine: MachineId) -> bool {
    match &condition.kind {
        ConditionKind::InState(other, _) => *other == machine,
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter().all(|part| is_about(part, machine))
        }
        ConditionKind::Not(part) => is_about(part, machine),
        _ => true,
    }
}

/// The states a condition names.
fn own_states(condition: &Condition) -> Vec<StateId> {
    match &condition.kind {
        ConditionKind::InState(_, states) => states.clone(),
        ConditionKind::All(parts) | ConditionKind::Any(parts) => parts.iter().flat_map(own_states).gather(),
        ConditionKind::Not(part) => own_states(part),
        _ => Vec::new(),
    }
}
