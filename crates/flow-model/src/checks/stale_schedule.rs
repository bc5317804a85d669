//! `stale-schedule`: a scheduled event that can come in a state that does not accept it (reference#timers).
//!
//! From where its handler rests, the ways of the machine are followed until the event is handled or cancelled, or the machine ends. A
//! schedule that nothing handles is `unused-timer`.

use flow_syntax::diagnostic::{Diagnostics, Name as Lint};
use flow_syntax::edit::{Anchor, Edit};
use flow_syntax::gather::Gather;
use flow_syntax::ordered::Set;

use super::CheckCtx;
use super::sent::is_handled;
use crate::control_flow::{Path, paths};
use crate::model::*;
use crate::words;

/// So many paths of a handler are followed in one state. A handler with more has seven chains in a row, and is not judged.
const MOST_PATHS: usize = 128;

pub(super) fn stale_schedule(ctx: &CheckCtx<'_>, diags: &mut Diagnostics) {
    for sent in &ctx.sent {
        let Step::Timer(Timer { op: TimerOp::Schedule(start), span, .. }) = sent.step else { continue };
        if ctx.broken.is_broken(sent.machine) || !is_handled(ctx, sent.machine, start.event) {
            continue;
        }
        let machine = &ctx.model.machines[sent.machine];
        let mut ways = Ways { machine, start, step: sent.step, seen: Set::new(), stale: Vec::new() };
        if ways.follow(sent.handler).is_some() && !ways.stale.is_empty() {
            ways.report(*span, diags);
        }
    }
}

/// The ways of a machine on which a schedule runs.
struct Ways<'m> {
    machine: &'m Machine,
    start: &'m TimerStart,
    step: &'m Step,
    seen: Set<StateId>,
    /// The states that do not accept the event, with the transition into each.
    stale: Vec<(StateId, Option<&'m Transition>)>,
}

impl<'m> Ways<'m> {
    /// Follows the ways from the handler that schedules; `None` if there are too many.
    fn follow(&mut self, handler: HandlerId) -> Option<()> {
        let mut open = Vec::new();
        for state in self.accepted(handler) {
            for path in self.paths(handler, state)? {
                let at = path.steps.iter().position(|step| std::ptr::eq(*step, self.step));
                if let Some(at) = at
                    && !path.steps[at..].iter().any(|step| self.cancels(step))
                {
                    self.reach(&path, state, &mut open);
                }
            }
        }
        while let Some(state) = open.pop() {
            for (event, of) in self.machine.events.entries() {
                // The event is used up when it comes, unless it repeats.
                if event == self.start.event && !matches!(self.start.when, When::Every(_)) {
                    continue;
                }
                for handler in of.handlers.iter().copied() {
                    if !self.accepted(handler).contains(&state) {
                        continue;
                    }
                    for path in self.paths(handler, state)? {
                        if !path.steps.iter().any(|step| self.cancels(step)) {
                            self.reach(&path, state, &mut open);
                        }
                    }
                }
            }
        }
        Some(())
    }

    /// Where a definition is accepted.
    fn accepted(&self, handler: HandlerId) -> Vec<StateId> {
        let accepted = self.machine.accepted(handler);
        let is_reached = |state: &&StateId| self.machine.reach(**state) == Reach::Reachable;
        match accepted.role {
            Role::Definition => accepted.states.iter().filter(is_reached).copied().gather(),
            _ => Vec::new(),
        }
    }

    fn paths(&self, handler: HandlerId, state: StateId) -> Option<Vec<Path<'m>>> {
        let found: Vec<_> = paths(&self.machine.handlers[handler].body, state).take(MOST_PATHS + 1).gather();
        (found.len() <= MOST_PATHS).then_some(found)
    }

    fn cancels(&self, step: &Step) -> bool {
        let name = |event: EventId| &self.machine.events[event].name.text;
        match step {
            Step::Timer(Timer { op: TimerOp::CancelEvent(event), .. }) => {
                name(*event) == name(self.start.event)
            }
            _ => false,
        }
    }

    /// Notes where a path ends.
    fn reach(&mut self, path: &Path<'m>, from: StateId, open: &mut Vec<StateId>) {
        let state = path.end.state(from);
        if path.rejects || self.machine.is_end(state) {
            return;
        }
        let last = path.steps.iter().rev().find_map(|step| match step {
            Step::Transition(transition) => Some(transition),
            _ => None,
        });
        let accepts = |handler: &HandlerId| self.accepted(*handler).contains(&state);
        let is_accepted = self.machine.events[self.start.event].handlers.iter().any(accepts);
        if !is_accepted && !self.stale.iter().any(|(_, known)| same(*known, last)) {
            self.stale.push((state, last));
        }
        if self.seen.insert(state) {
            open.push(state);
        }
    }

    fn report(&self, span: Span, diags: &mut Diagnostics) {
        let name = &self.machine.events[self.start.event].name.text;
        let states: Set<StateId> = self.stale.iter().map(|(state, _)| *state).collect();
        let message =
            format!("':{name}' can come in {}, where it is rejected", words::states(self.machine, &states));
        let report = diags.report(Lint::StaleSchedule, span, message);
        let moves: Vec<&Transition> = self.stale.iter().filter_map(|(_, step)| *step).gather();
        words::label_all(report, moves.iter().map(|step| step.span), "it still runs here");
        if moves.len() == self.stale.len() {
            let cancel = format!("cancel :{name}");
            let edits = moves.iter().map(|step| Edit::add_lines(step.span, Anchor::Above, cancel.clone()));
            let place = if moves.len() == 1 { "above this transition" } else { "above these transitions" };
            report.fix(format!("if it is not needed then, write '{cancel}' {place}"), edits.gather());
        }
    }
}

fn same(a: Option<&Transition>, b: Option<&Transition>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => std::ptr::eq(a, b),
        (a, b) => a.is_none() && b.is_none(),
    }
}
