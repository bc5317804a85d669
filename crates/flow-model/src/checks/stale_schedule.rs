//! `stale-schedule`: a scheduled event that can arrive in a state that does not accept it (reference#timers).
//!
//! From the states in which its handler rests, the paths of the machine are followed until the event is handled or cancelled, or the
//! machine ends. A schedule without a handler is `unused-timer`.

use flow_syntax::diagnostic::{Diagnostics, Name as Lint};
use flow_syntax::edit::{Anchor, Edit};
use flow_syntax::gather::Gather;
use flow_syntax::ordered::Set;

use super::CheckCtx;
use super::sent::is_handled;
use crate::control_flow::{Path, paths};
use crate::model::*;
use crate::words;

/// The number of paths of a handler that are followed in one state. A handler with more has seven chains in a row, and is not checked.
const MOST_PATHS: usize = 128;

pub(super) fn stale_schedule(ctx: &CheckCtx<'_>, id: MachineId, diags: &mut Diagnostics) {
    if ctx.broken.is_broken(id) {
        return;
    }
    let machine = &ctx.model.machines[id];
    let mut ways: Option<Ways<'_>> = None;
    for sent in ctx.sent_by(id) {
        let Step::Timer(Timer { op: TimerOp::Schedule(start), span, .. }) = sent.step else { continue };
        if !is_handled(ctx, id, start.event) {
            continue;
        }
        let ways = ways.get_or_insert_with(|| Ways::of(machine));
        let mut schedule = Schedule { machine, start, step: sent.step, seen: Set::new(), stale: Vec::new() };
        if schedule.follow(ways, sent.handler).is_some() && !schedule.stale.is_empty() {
            schedule.report(*span, diags);
        }
    }
}

/// The paths through the handlers of a machine, which all its schedules share.
struct Ways<'m> {
    machine: &'m Machine,
    /// The reachable states in which each definition is accepted.
    accepted: List<HandlerId, Vec<StateId>>,
    /// For each handler, the states from which it has been followed.
    ends: List<HandlerId, Vec<(StateId, Ends<'m>)>>,
}

/// The ends of a handler in a state; `None` if there are too many paths.
type Ends<'m> = Option<Vec<End<'m>>>;

/// Where paths through a handler end.
#[derive(Clone, PartialEq)]
struct End<'m> {
    state: StateId,
    /// Whether they reject.
    rejects: bool,
    /// Their last transition.
    last: Option<&'m Transition>,
    /// The events that they cancel.
    cancels: Vec<EventId>,
}

impl<'m> Ways<'m> {
    fn of(machine: &'m Machine) -> Self {
        let accepted = machine.handlers.ids().map(|handler| accepted_states(machine, handler)).collect();
        Ways { machine, accepted, ends: machine.handlers.map(|_| Vec::new()) }
    }

    /// The ends of a handler in a state; `None` if there are too many paths.
    fn ends(&mut self, handler: HandlerId, state: StateId) -> Option<&[End<'m>]> {
        let known = &mut self.ends[handler];
        let at = known.iter().position(|(of, _)| *of == state);
        let at = at.unwrap_or_else(|| {
            known.push((state, list_paths(self.machine, handler, state).map(|paths| ends_of(&paths, state))));
            known.len() - 1
        });
        self.ends[handler][at].1.as_deref()
    }
}

/// The reachable states in which a definition is accepted.
fn accepted_states(machine: &Machine, handler: HandlerId) -> Vec<StateId> {
    let accepted = machine.accepted(handler);
    let is_reached = |state: &&StateId| machine.reach(**state) == Reach::Reachable;
    match accepted.role {
        Role::Definition => accepted.states.iter().filter(is_reached).copied().gather(),
        _ => Vec::new(),
    }
}

/// The paths of a handler in a state; `None` if there are too many.
fn list_paths(machine: &Machine, handler: HandlerId, state: StateId) -> Option<Vec<Path<'_>>> {
    let found: Vec<_> = paths(&machine.handlers[handler].body, state).take(MOST_PATHS + 1).gather();
    (found.len() <= MOST_PATHS).then_some(found)
}

/// The different ends of some paths.
fn ends_of<'m>(paths: &[Path<'m>], from: StateId) -> Vec<End<'m>> {
    let mut ends = Vec::new();
    for path in paths {
        let end = End::of(path, from);
        if !ends.contains(&end) {
            ends.push(end);
        }
    }
    ends
}

impl<'m> End<'m> {
    fn of(path: &Path<'m>, from: StateId) -> End<'m> {
        let last = path.steps.iter().rev().find_map(|step| match step {
            Step::Transition(transition) => Some(transition),
            _ => None,
        });
        let cancels = path.steps.iter().filter_map(|step| cancelled_event(step)).gather();
        End { state: path.end.state(from), rejects: path.rejects, last, cancels }
    }
}

fn cancelled_event(step: &Step) -> Option<EventId> {
    match step {
        Step::Timer(Timer { op: TimerOp::CancelEvent(event), .. }) => Some(*event),
        _ => None,
    }
}

/// One schedule, and where it runs.
struct Schedule<'m> {
    machine: &'m Machine,
    start: &'m TimerStart,
    step: &'m Step,
    seen: Set<StateId>,
    /// The states that do not accept the event, with the transition into each.
    stale: Vec<(StateId, Option<&'m Transition>)>,
}

impl<'m> Schedule<'m> {
    /// Follows the paths from the handler that schedules; `None` if there are too many.
    fn follow(&mut self, ways: &mut Ways<'m>, handler: HandlerId) -> Option<()> {
        let mut open = Vec::new();
        for state in ways.accepted[handler].clone() {
            for path in list_paths(self.machine, handler, state)? {
                let at = path.steps.iter().position(|step| std::ptr::eq(*step, self.step));
                if let Some(at) = at
                    && !path.steps[at..]
                        .iter()
                        .filter_map(|step| cancelled_event(step))
                        .any(|of| self.is_for(of))
                {
                    self.reach(ways, &End::of(&path, state), &mut open);
                }
            }
        }
        while let Some(state) = open.pop() {
            for (event, of) in self.machine.events.entries() {
                // The event is used up when it is delivered, unless it repeats.
                if event == self.start.event && !matches!(self.start.when, When::Every(_)) {
                    continue;
                }
                for handler in of.handlers.iter().copied() {
                    if !ways.accepted[handler].contains(&state) {
                        continue;
                    }
                    for end in ways.ends(handler, state)?.to_vec() {
                        if !end.cancels.iter().any(|event| self.is_for(*event)) {
                            self.reach(ways, &end, &mut open);
                        }
                    }
                }
            }
        }
        Some(())
    }

    /// Whether an event that is cancelled is the one that is scheduled.
    fn is_for(&self, event: EventId) -> bool {
        let name = |event: EventId| &self.machine.events[event].name.text;
        event == self.start.event || name(event) == name(self.start.event)
    }

    /// Notes where a path ends.
    fn reach(&mut self, ways: &Ways<'m>, end: &End<'m>, open: &mut Vec<StateId>) {
        let End { state, last, .. } = *end;
        if end.rejects || self.machine.is_end(state) {
            return;
        }
        let accepts = |handler: &HandlerId| ways.accepted[*handler].contains(&state);
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
