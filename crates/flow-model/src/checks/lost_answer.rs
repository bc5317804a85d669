//! `lost-answer`: a path on which a handler does not answer the machine that asked, although it does on others (reference#diagnostics).
//!
//! Only an asker that would wait for ever counts: every handler that leaves its current state takes an event of
//! the machine that is asked. A path that keeps the asker, or asks anybody on, may answer later. A handler that never answers is
//! no question's, and is not reported.

use flow_syntax::diagnostic::{Diagnostics, Name as Lint};
use flow_syntax::edit::{Anchor, Edit};
use flow_syntax::gather::Gather;
use flow_syntax::ordered::{Map, Set};

use super::sent::{rest_states_after, states_where_sent};
use super::{CheckCtx, Pair};
use crate::control_flow::{Arm, Branch, Path, branches, paths};
use crate::messages::Sent;
use crate::model::*;
use crate::visit;
use crate::words;

/// The number of paths of a handler that are followed in one state. A handler with more has seven chains in a row, and is not checked.
const MOST_PATHS: usize = 128;

/// Reports where a machine does not answer another one, which sends it something.
pub(super) fn lost_answer(ctx: &CheckCtx<'_>, (asker, machine): Pair, diags: &mut Diagnostics) {
    if asker == machine || ctx.broken.is_broken(machine) || ctx.broken.is_broken(asker) {
        return;
    }
    let mut asked: Map<HandlerId, Vec<&Sent<'_>>> = Map::new();
    for sent in ctx.sent_by(asker).iter().filter(|sent| matches!(sent.step, Step::Emit(_))) {
        let Some((_, event)) = sent.receiver().filter(|(to, _)| *to == machine) else { continue };
        for event in ctx.senders.matching_events(machine, event) {
            for handler in &ctx.model.machines[machine].events[event].handlers {
                asked.entry(*handler).or_default().push(sent);
            }
        }
    }
    for (handler, questions) in &asked {
        Answering { ctx, machine, handler: *handler, asker }.check(questions, diags);
    }
}

/// A handler that answers a machine.
struct Answering<'a, 'm> {
    ctx: &'a CheckCtx<'m>,
    machine: MachineId,
    handler: HandlerId,
    asker: MachineId,
}

impl<'m> Answering<'_, 'm> {
    fn check(&self, questions: &[&Sent<'m>], diags: &mut Diagnostics) {
        if !self.answers() {
            return;
        }
        let Some(paths) = self.paths() else { return };
        let answered = paths.iter().find_map(|path| path.steps.iter().find_map(|step| self.answer(step)));
        let Some(answer) = answered else { return };
        let lost: Vec<&Path<'m>> = paths.iter().filter(|path| self.is_lost(path)).gather();
        if lost.is_empty() {
            return;
        }
        let stuck = questions.iter().find_map(|question| Some((question, self.waits_after(question)?)));
        let Some((question, state)) = stuck else { return };
        let mut places = Set::new();
        for path in lost {
            let ending = self.ending(path);
            if places.insert(ending.place) {
                self.report(&ending, answer, (question, state), diags);
            }
        }
    }

    /// Whether some step of the handler answers, on whichever path.
    fn answers(&self) -> bool {
        let outgoing = self.ctx.outgoing(self.machine);
        let start = outgoing.partition_point(|(handler, _)| *handler < self.handler);
        let mut own = outgoing[start..].iter().take_while(|(handler, _)| *handler == self.handler);
        own.any(|(_, step)| self.answer(step).is_some())
    }

    /// The paths through the handler, where it can run; `None` if there are too many.
    fn paths(&self) -> Option<Vec<Path<'m>>> {
        let machine = &self.ctx.model.machines[self.machine];
        let accepted = machine.accepted(self.handler);
        if accepted.role != Role::Definition {
            return None;
        }
        let body = &machine.handlers[self.handler].body;
        let mut all = Vec::new();
        for state in accepted.states.iter().filter(|state| machine.reach(**state) == Reach::Reachable) {
            let found: Vec<_> = paths(body, *state).take(MOST_PATHS + 1).gather();
            if found.len() > MOST_PATHS {
                return None;
            }
            all.extend(found);
        }
        Some(all)
    }

    /// The emit, if a step answers the asker: one to a reference, or to all, is no answer.
    fn answer<'s>(&self, step: &'s Step) -> Option<&'s Emit> {
        match step {
            Step::Emit(emit) => {
                let is_answer = matches!(emit.target, Target::Machine(to, _) if to == self.asker)
                    && matches!(emit.address, Address::Partner);
                is_answer.then_some(emit)
            }
            _ => None,
        }
    }

    /// Whether no step of a path answers, keeps the asker, or causes an event that may be answered later.
    fn is_lost(&self, path: &Path<'_>) -> bool {
        path.steps.iter().all(|step| match step {
            Step::Emit(_) | Step::ForEach(_) => false,
            Step::Timer(timer) => timer.op.start().is_none(),
            other => !self.keeps_asker(other),
        })
    }

    fn keeps_asker(&self, step: &Step) -> bool {
        let mut keeps = false;
        visit::body_exprs(std::slice::from_ref(step), &mut |expr| {
            keeps |= matches!(expr.kind, ExprKind::Partner(of) if of == self.asker);
        });
        keeps
    }

    /// A state in which the asker rests after a question, and which only events of the asked machine leave.
    fn waits_after(&self, question: &Sent<'_>) -> Option<StateId> {
        if states_where_sent(self.ctx, question).is_empty() {
            return None;
        }
        rest_states_after(self.ctx, question).into_iter().find(|state| self.waits_in(*state))
    }

    fn waits_in(&self, state: StateId) -> bool {
        let asker = &self.ctx.model.machines[self.asker];
        let paths = &self.ctx.paths[self.asker];
        let leaves = |(id, _): &(HandlerId, &Handler)| {
            asker.accepted(*id).states.contains(&state) && paths[*id].from(state).can_leave(state)
        };
        let is_answer = |handler: &Handler| {
            let event = &asker.events[handler.event];
            event.from == Some(Party::Machine(self.machine)) && event.visibility != Visibility::Public
        };
        let mut leaving = asker.definitions().filter(leaves).peekable();
        !asker.is_end(state) && leaving.peek().is_some() && leaving.all(|(_, handler)| is_answer(handler))
    }

    /// Where a path ends without an answer.
    fn ending(&self, path: &Path<'m>) -> Ending<'m> {
        let model = self.ctx.model;
        let handler = &model.machines[self.machine].handlers[self.handler];
        if path.rejects
            && let Some(reject) = path.steps.last()
        {
            return Ending { place: reject.span(), when: "where this rejects", reject: true, first: None };
        }
        let branches = branches(&handler.body);
        let last = path.branches.last().and_then(|id| Some((id.arm, branches.get(id)?)));
        match last {
            Some((Arm::Group(_), Branch { group: Some(group), body, .. })) => {
                Ending { place: group.span, when: "here", reject: false, first: body.first() }
            }
            Some((Arm::Otherwise, Branch { chain, body, .. })) => match body.first() {
                Some(first) => {
                    Ending { place: first.span(), when: "here", reject: false, first: Some(first) }
                }
                None => {
                    Ending { place: chain.span, when: "if none of these holds", reject: false, first: None }
                }
            },
            _ => Ending { place: handler.span, when: "here", reject: false, first: handler.body.first() },
        }
    }

    fn report(
        &self,
        ending: &Ending<'_>,
        answer: &Emit,
        (question, state): (&Sent<'_>, StateId),
        diags: &mut Diagnostics,
    ) {
        let model = self.ctx.model;
        let (machine, asker) = (&model.machines[self.machine], &model.machines[self.asker]);
        let name = &asker.name.text;
        let message = format!(
            "'@{name}' gets no answer to '{}' {}, and waits in #{} forever",
            words::event(machine, machine.handlers[self.handler].event),
            ending.when,
            asker.states[state].name.text
        );
        let report = diags.report(Lint::LostAnswer, ending.place, message);
        report.label(question.step.span(), "it is asked here");
        report.label(answer.span, "an answer on another path");
        let Some(event) = self.other_answer(state) else { return };
        let emit = format!("emit :{event} to @{name}");
        let edit = match ending.first {
            Some(first) => Edit::add_lines(first.span(), Anchor::Above, emit.clone()),
            None if ending.reject => Edit::replace(ending.place, emit.clone()),
            None => return,
        };
        report.fix(format!("if it is to know, write '{emit}'"), vec![edit]);
    }

    /// The event without a payload that the asker takes in a state from this machine, and that this handler sends on no path, if there is
    /// only one.
    fn other_answer(&self, state: StateId) -> Option<&str> {
        let (model, ctx) = (self.ctx.model, self.ctx);
        let asker = &model.machines[self.asker];
        let body = &model.machines[self.machine].handlers[self.handler].body;
        let mut sent = Set::new();
        visit::steps(body, &mut |step| {
            if let Some(Emit { target: Target::Machine(_, event), .. }) = self.answer(step) {
                sent.extend(ctx.senders.matching_events(self.asker, *event));
            }
        });
        let is_other = |(id, event): &(EventId, &Event)| {
            let is_taken = |handler: &HandlerId| asker.accepted(*handler).states.contains(&state);
            event.from == Some(Party::Machine(self.machine))
                && event.fields.is_empty()
                && !sent.contains(id)
                && event.handlers.iter().any(is_taken)
        };
        let mut others = asker.events.entries().filter(is_other);
        let (_, event) = others.next()?;
        others.next().is_none().then_some(event.name.text.as_str())
    }
}

/// Where a path ends without an answer.
struct Ending<'m> {
    place: Span,
    /// The place in words.
    when: &'static str,
    /// Whether the place is a `reject`.
    reject: bool,
    /// The step above which an answer can be written.
    first: Option<&'m Step>,
}
