//! `unhandled-event`: an event that is lost at its receiver (reference#diagnostics).
//!
//! Either the machine has no handler for it, or it is an answer that is not accepted in a state from which it was asked. Only emits that
//! can run count. Each event is reported once, at the first step whose event can be lost.

pub(super) mod deferred;

use flow_syntax::gather::Gather;
use std::cell::OnceCell;

use flow_syntax::diagnostic::{Diagnostic, Diagnostics, Name};
use flow_syntax::ordered::{Map, Set};

use super::sent::{help_with_handler, is_handled, rest_states_after, states_where_sent};
use super::{CheckCtx, Pair};
use crate::bits::Bits;
use crate::control_flow::{Request, paths};
use crate::edges::dispatch;
use crate::messages::Sent;
use crate::model::*;
use crate::near::nearest;
use crate::words;

/// Reports the events that one machine sends to another, or to itself, and that are lost there.
pub(super) fn unhandled_event(ctx: &CheckCtx<'_>, (by, to): Pair, diags: &mut Diagnostics) {
    let mut emits = Map::<EventId, Vec<_>>::new();
    for sent in ctx.sent_by(by) {
        if let (Step::Emit(emit), Some((receiver, event))) = (sent.step, sent.receiver())
            && receiver == to
        {
            emits.entry(event).or_default().push((sent, emit));
        }
    }
    let asked = OnceCell::new();
    for (event, emits) in &emits {
        if !ctx.is_lost_of_several(to, *event) {
            Lost { ctx, asked: &asked, to, event: *event, by, emits }.check(diags);
        }
    }
}

/// Reports the events without a handler that several machines send: there is one finding for all of them.
pub(super) fn unhandled_events_of_several(ctx: &CheckCtx<'_>, diags: &mut Diagnostics) {
    let mut emits = Map::<(MachineId, EventId), Vec<_>>::new();
    for (to, machine) in ctx.model.machines.entries() {
        for event in machine.events.ids().filter(|event| ctx.is_lost_of_several(to, *event)) {
            emits.insert((to, event), Vec::new());
        }
    }
    if emits.is_empty() {
        return;
    }
    for sent in ctx.model.machines.ids().flat_map(|id| ctx.sent_by(id)) {
        if let (Step::Emit(emit), Some(receiver)) = (sent.step, sent.receiver())
            && let Some(emits) = emits.get_mut(&receiver)
        {
            emits.push((sent, emit));
        }
    }
    for ((to, event), emits) in &emits {
        if let Some((first, _)) = emits.first() {
            let (by, asked) = (first.machine, OnceCell::new());
            Lost { ctx, asked: &asked, to: *to, event: *event, by, emits }.check(diags);
        }
    }
}

/// The requests of one machine to another, in the order of the text.
#[derive(Default)]
struct Asked<'a, 'm> {
    requests: Vec<&'a Sent<'m>>,
    /// The positions in `requests` by the event that the receiver takes each as.
    taken: Map<EventId, Vec<usize>>,
}

impl<'a, 'm> Asked<'a, 'm> {
    fn of(ctx: &'a CheckCtx<'m>, (by, to): Pair) -> Self {
        let mut asked = Asked::default();
        for sent in ctx.sent_by(by).iter().filter(|sent| matches!(sent.step, Step::Emit(_))) {
            if let Some((_, event)) = sent.receiver().filter(|(receiver, _)| *receiver == to) {
                asked.add(ctx, sent, to, event);
            }
        }
        asked
    }

    fn add(&mut self, ctx: &CheckCtx<'_>, sent: &'a Sent<'m>, to: MachineId, event: EventId) {
        if matches!(sent.request, Request::Message(_)) {
            for event in ctx.senders.matching_events(to, event) {
                self.taken.entry(event).or_default().push(self.requests.len());
            }
        }
        self.requests.push(sent);
    }

    /// The requests that the receiver takes as one of some events.
    fn requests_received_as(&self, events: &[EventId]) -> impl Iterator<Item = &'a Sent<'m>> {
        let taken = events.iter().filter_map(|event| self.taken.get(event));
        let positions: Bits = taken.flatten().copied().collect();
        self.requests.iter().enumerate().filter(move |(at, _)| positions.contains(*at)).map(|(_, sent)| *sent)
    }
}

/// An event sent to a machine.
struct Lost<'a, 'm> {
    ctx: &'a CheckCtx<'m>,
    /// What the receiver asks of the sender.
    asked: &'a OnceCell<Asked<'a, 'm>>,
    to: MachineId,
    event: EventId,
    by: MachineId,
    /// The emits, in the order of the text.
    emits: &'a [(&'a Sent<'m>, &'m Emit)],
}

/// A request that can cause the event, with the reachable states in which the receiver then rests.
#[derive(Clone)]
struct Cause {
    span: Span,
    states: Set<StateId>,
}

/// How many emits of one event are searched for the first that can be lost. More of them are in generated texts only, and each
/// costs a search of the messages of the system.
const SEARCHED: usize = 32;
/// The number of paths through a handler that are followed to find the events that it sends to itself, and their order. With more paths,
/// its events count as if they were sent at once.
const PATHS: usize = 256;

impl Lost<'_, '_> {
    fn receiver(&self) -> &Machine {
        &self.ctx.model.machines[self.to]
    }

    fn check(&self, diags: &mut Diagnostics) {
        if self.ctx.broken.is_broken(self.to) {
            return;
        }
        let asked = match self.is_to_itself() {
            true => self.emits.iter().map(|(sent, emit)| self.own_event_arrival(sent, emit)).gather(),
            false => self.find_causes(&self.events_of_senders(&self.possible_answers())),
        };
        if !is_handled(self.ctx, self.to, self.event) {
            return self.report_no_handler(diags, &asked);
        }
        let lost = self.select_lost(&asked);
        let states: Set<StateId> = lost.iter().flat_map(|lost| &lost.states).copied().collect();
        if !states.is_empty() {
            self.report_not_accepted(diags, self.first_lost(&lost), &lost, &states);
        }
    }

    /// The emits that can be answers: one to a reference, or to all, is never an answer.
    fn possible_answers(&self) -> Vec<(&Sent<'_>, &Emit)> {
        let is_answer = |emit: &Emit| matches!(emit.address, Address::Partner | Address::New);
        self.emits.iter().copied().filter(|(_, emit)| is_answer(emit)).gather()
    }

    fn is_to_itself(&self) -> bool {
        matches!(self.emits[0].1.target, Target::Itself(_))
    }

    /// The causes after which the event is not accepted, with the states in which it is not.
    fn select_lost(&self, asked: &[Cause]) -> Vec<Cause> {
        let is_lost = |state: &StateId| dispatch(self.ctx.model, self.to, *state, self.event).is_none();
        let lost = asked.iter().map(|asked| {
            let states = asked.states.iter().copied().filter(is_lost).collect();
            Cause { span: asked.span, states }
        });
        lost.filter(|lost| !lost.states.is_empty()).gather()
    }

    /// The first emit that one of the requests can cause and that is lost then.
    fn first_lost(&self, lost: &[Cause]) -> Span {
        let mut emits = self.emits.iter().take(SEARCHED);
        let found = emits.find(|emit| match self.is_to_itself() {
            true => lost.iter().any(|lost| lost.span == emit.1.span),
            false => {
                let events = self.events_of_senders(std::slice::from_ref(emit));
                !self.select_lost(&self.find_causes(&events)).is_empty()
            }
        });
        found.unwrap_or(&self.emits[0]).1.event
    }

    /// The events with handlers that contain some of the emits.
    fn events_of_senders(&self, emits: &[(&Sent<'_>, &Emit)]) -> Vec<EventId> {
        let handlers = &self.ctx.model.machines[self.by].handlers;
        let own = emits.iter().filter(|(sent, _)| sent.machine == self.by);
        let mut events = own.map(|(sent, _)| handlers[sent.handler].event).gather();
        events.dedup();
        events
    }

    /// The requests of the receiver that can cause its partner to handle one of these events.
    fn find_causes(&self, events: &[EventId]) -> Vec<Cause> {
        let asked = self.asked.get_or_init(|| Asked::of(self.ctx, (self.to, self.by)));
        if asked.requests.is_empty() {
            return Vec::new();
        }
        let leading = self.ctx.find_causes((self.to, self.by), events);
        let cause =
            |sent: &Sent<'_>| Cause { span: sent.step.span(), states: rest_states_after(self.ctx, sent) };
        asked.requests_received_as(&leading).map(cause).gather()
    }

    /// Where an event to itself arrives: after the handler that sends it, and after the events that this has sent before, which
    /// are handled in their order.
    fn own_event_arrival(&self, sent: &Sent<'_>, emit: &Emit) -> Cause {
        let body = &self.receiver().handlers[sent.handler].body;
        let mut states = Set::new();
        let mut count = 0;
        for start in states_where_sent(self.ctx, sent) {
            for path in paths(body, start) {
                count += 1;
                if count > PATHS {
                    return Cause { span: emit.span, states: rest_states_after(self.ctx, sent) };
                }
                let Some(at) = path.steps.iter().position(|step| step.span() == emit.span) else { continue };
                let mut here = Set::from([path.end.state(start)]);
                for step in &path.steps[..at] {
                    if let Step::Emit(Emit { target: Target::Itself(event), .. }) = step {
                        here = self.states_after_event(*event, &here);
                    }
                }
                states.extend(&here);
            }
        }
        Cause { span: emit.span, states }
    }

    /// Where the machine is after an event that reaches it in one of these states.
    fn states_after_event(&self, event: EventId, states: &Set<StateId>) -> Set<StateId> {
        let mut ends = Set::new();
        for state in states {
            match dispatch(self.ctx.model, self.to, *state, event) {
                Some(handler) => {
                    ends.extend(self.ctx.paths[self.to][handler].from(*state).end_states(*state).into_keys());
                }
                None => drop(ends.insert(*state)),
            }
        }
        ends
    }

    fn report_no_handler(&self, diags: &mut Diagnostics, asked: &[Cause]) {
        let receiver = self.receiver();
        let event = &receiver.events[self.event].name.text;
        let states: Set<StateId> = asked.iter().flat_map(|asked| &asked.states).copied().collect();
        let reaches = match states.is_empty() {
            true => String::new(),
            false => format!(", which reaches it in {}", words::states(receiver, &states)),
        };
        let message = format!("'@{}' has no handler for ':{event}'{reaches}", receiver.name.text);
        let report = diags.report(Name::UnhandledEvent, self.emits[0].1.event, message);
        if !self.is_to_itself() {
            words::label_all(report, asked.iter().map(|asked| asked.span), "it answers this");
        }
        self.add_help(report, event, &states);
    }

    /// Adds help: the event that was meant, or the handler to write.
    fn add_help(&self, report: &mut Diagnostic, event: &str, states: &Set<StateId>) {
        let receiver = self.receiver();
        let handled = || receiver.events.entries().filter(|(_, event)| !event.handlers.is_empty());
        if let Some((_, other)) = handled().find(|(_, other)| other.name.text == event) {
            report.label(other.name.span, "this takes it from another sender");
        } else {
            let fits = handled().filter(|(id, _)| self.would_be_accepted(*id, states));
            if let Some(near) = nearest(event, fits.map(|(_, event)| event.name.text.as_str())) {
                report.did_you_mean(self.emits.iter().map(|(_, emit)| emit.event), format!(":{near}"));
            }
        }
        help_with_handler(self.ctx.model, report, self.to, self.event, states);
    }

    /// Whether the receiver would take another event from the same sender, with the same payload, wherever this one arrives. The accepted
    /// states of an event that is never sent are guesses, and do not count.
    fn would_be_accepted(&self, other: EventId, states: &Set<StateId>) -> bool {
        let events = &self.receiver().events;
        let is_sent = |field: &PayloadField| {
            events[self.event]
                .fields
                .iter()
                .any(|sent| sent.name.text == field.name.text && sent.ty == field.ty)
        };
        let accepts = |state: &StateId| dispatch(self.ctx.model, self.to, *state, other).is_some();
        [None, events[self.event].from].contains(&events[other].from)
            && events[other].fields.iter().all(is_sent)
            && (states.iter().all(accepts) || !self.ctx.senders.is_sent(self.to, other))
    }

    fn report_not_accepted(&self, diags: &mut Diagnostics, at: Span, lost: &[Cause], states: &Set<StateId>) {
        let receiver = self.receiver();
        let (event, to) = (words::event(receiver, self.event), &receiver.name.text);
        let names = words::states(receiver, states);
        let message = format!("'{event}' can reach '@{to}' in {names}, where it is not accepted");
        let report = diags.report(Name::UnhandledEvent, at, message);
        if !self.is_to_itself() {
            words::label_all(report, lost.iter().map(|asked| asked.span), "it answers this");
        }
        let handlers = receiver.events[self.event].handlers.iter();
        let handlers = handlers.map(|handler| receiver.handlers[*handler].span);
        words::label_all(report, handlers, "accepted elsewhere here");
        help_with_handler(self.ctx.model, report, self.to, self.event, states);
    }
}
