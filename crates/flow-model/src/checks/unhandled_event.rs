//! `unhandled-event`: an event that is lost at its receiver (reference#diagnostics).
//!
//! Either the machine has no handler for it, or it is an answer that is not accepted in a state from which it was asked.
//! Only what can really be sent counts. Each event is reported once, where it is sent first.

use std::cell::OnceCell;

use flow_syntax::ordered::{Map, Set};

use flow_syntax::diagnostic::{Diagnostic, Diagnostics, Name};

use super::CheckCtx;
use crate::collect::TIMER_EXPIRED;
use crate::control_flow::Request;
use crate::edges::{dispatch, own};
use crate::messages::{Sent, Traffic};
use crate::model::*;
use crate::near::nearest;
use crate::words;

pub(super) fn unhandled_event(ctx: &CheckCtx<'_>, diags: &mut Diagnostics) {
    let mut asked = Map::<(MachineId, Party), Vec<&Sent<'_>>>::new();
    let mut first = Map::new();
    let mut timers = Map::new();
    for sent in &ctx.sent {
        let Some((to, event)) = sent.receiver() else { continue };
        if let Step::Timer(timer) = sent.step {
            timers.entry((sent.machine, event)).or_insert(timer);
        }
        if let Step::Emit(emit) = sent.step {
            asked.entry((sent.machine, Party::Machine(to))).or_default().push(sent);
            first.entry((to, event)).or_insert((sent, emit));
        }
    }
    for ((machine, event), timer) in timers {
        check_timer(ctx, diags, machine, event, timer);
    }
    let traffic = OnceCell::new();
    for ((to, event), (sent, emit)) in first {
        let lost = Lost { ctx, traffic: &traffic, to, event, by: sent.machine, emit };
        let requests = asked.get(&(to, Party::Machine(sent.machine))).map(Vec::as_slice).unwrap_or_default();
        lost.check(diags, &lost.find_causes(requests));
    }
}

/// Reports a timer if its machine does not handle the event.
fn check_timer(
    ctx: &CheckCtx<'_>,
    diags: &mut Diagnostics,
    machine: MachineId,
    event: EventId,
    timer: &Timer,
) {
    let of = &ctx.model.machines[machine];
    let mut taken = ctx.traffic.taken_as(machine, event);
    if ctx.broken.is_broken(machine) || taken.any(|event| !of.events[event].handlers.is_empty()) {
        return;
    }
    let (name, sender) = match &timer.op {
        TimerOp::Start(..) => (TIMER_EXPIRED, "@system"),
        _ => (of.events[event].name.text.as_str(), "@self"),
    };
    let mut handled = of.events.iter().filter(|event| !event.handlers.is_empty());
    // A handler for what time never sends is reported as such, with the event that was meant.
    let is_near = |other: &&Event| nearest(&other.name.text, [name]).is_some();
    if handled.clone().any(|other| other.from == Some(Party::System) && is_near(&other)) {
        return;
    }
    let message =
        format!("'@{}' has no handler for ':{name}', so nothing happens when time is up", of.name.text);
    let report = diags.report(Name::UnhandledEvent, timer.span, message);
    if let Some(other) = handled.find(|other| other.name.text == name) {
        report.label(other.name.span, "this takes it from another sender");
    }
    report.help(format!("write a handler 'on :{name} from {sender}'"));
}

/// An event sent to a machine.
struct Lost<'a, 'm> {
    ctx: &'a CheckCtx<'m>,
    /// The graph of messages, with the answers of actors limited by the accepted states.
    traffic: &'a OnceCell<Traffic>,
    to: MachineId,
    event: EventId,
    by: MachineId,
    emit: &'m Emit,
}

/// A request that can cause the event, with the reachable states in which the receiver then rests.
struct Cause {
    span: Span,
    states: Set<StateId>,
}

impl Lost<'_, '_> {
    fn receiver(&self) -> &Machine {
        &self.ctx.model.machines[self.to]
    }

    fn check(&self, diags: &mut Diagnostics, asked: &[Cause]) {
        if self.ctx.broken.is_broken(self.to) {
            return;
        }
        let receiver = self.receiver();
        let mut taken = self.ctx.traffic.taken_as(self.to, self.event);
        if !taken.any(|event| !receiver.events[event].handlers.is_empty()) {
            self.report_no_handler(diags, asked);
            return;
        }
        let is_lost = |state: &StateId| dispatch(self.ctx.model, self.to, *state, self.event).is_none();
        let lost: Vec<_> = asked.iter().filter(|asked| asked.states.iter().any(is_lost)).collect();
        let states: Set<StateId> =
            lost.iter().flat_map(|asked| &asked.states).copied().filter(is_lost).collect();
        if !lost.is_empty() {
            self.report_not_accepted(diags, &lost, &states);
        }
    }

    /// The requests of the receiver that can cause this event; for an event to itself, the event.
    fn find_causes(&self, requests: &[&Sent<'_>]) -> Vec<Cause> {
        if requests.is_empty() {
            return Vec::new();
        }
        let leading = match self.emit.target {
            Target::Itself(_) => Set::new(),
            _ => {
                let traffic =
                    self.traffic.get_or_init(|| Traffic::with_states(self.ctx.model, &self.ctx.paths));
                traffic.leading_to(self.to, self.by, self.event)
            }
        };
        let leads = |sent: &&&Sent<'_>| match sent.request {
            Request::Message(Target::Machine(to, event)) => {
                self.ctx.traffic.taken_as(to, event).any(|event| leading.contains(&event))
            }
            Request::Raise(event) => event == self.event && matches!(self.emit.target, Target::Itself(_)),
            Request::Message(_) => false,
        };
        requests.iter().filter(leads).map(|sent| self.cause_of(sent)).collect()
    }

    fn cause_of(&self, sent: &Sent<'_>) -> Cause {
        let receiver = self.receiver();
        let handler = &receiver.handlers[sent.handler];
        let runs = |state: &&StateId| {
            receiver.reach(**state) == Reach::Reachable
                && own(receiver, **state, handler.event) == Some(sent.handler)
        };
        let paths = &self.ctx.paths[self.to][sent.handler];
        let rests = paths.rests(receiver.accepted(sent.handler).states.iter().filter(runs), sent.request);
        Cause { span: sent.step.span(), states: rests.into_keys().collect() }
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
        let report = diags.report(Name::UnhandledEvent, self.emit.event, message);
        if !matches!(self.emit.target, Target::Itself(_)) {
            words::label_all(report, asked.iter().map(|asked| asked.span), "it answers this");
        }
        self.suggest(report, event);
    }

    /// Adds help: the events that the receiver does handle, or the handler to write.
    fn suggest(&self, report: &mut Diagnostic, event: &str) {
        let (model, receiver) = (self.ctx.model, self.receiver());
        let handled = || receiver.events.iter().filter(|event| !event.handlers.is_empty());
        let by = format!("@{}", model.machines[self.by].name.text);
        if let Some(other) = handled().find(|other| other.name.text == event) {
            report.label(other.name.span, "this takes it from another sender");
        } else if let Some(near) = nearest(event, handled().map(|event| event.name.text.as_str())) {
            report.help(format!("did you mean ':{near}'?"));
        }
        let sender = if matches!(self.emit.target, Target::Itself(_)) { "@self" } else { &by };
        report.help(format!("write a handler 'on :{event} from {sender}' in '@{}'", receiver.name.text));
    }

    fn report_not_accepted(&self, diags: &mut Diagnostics, lost: &[&Cause], states: &Set<StateId>) {
        let receiver = self.receiver();
        let (event, to) = (words::event(receiver, self.event), &receiver.name.text);
        let states = words::states(receiver, states);
        let message = format!("'{event}' can reach '@{to}' in {states}, where it is not accepted");
        let report = diags.report(Name::UnhandledEvent, self.emit.event, message);
        if !matches!(self.emit.target, Target::Itself(_)) {
            words::label_all(report, lost.iter().map(|asked| asked.span), "it answers this");
        }
        for handler in &receiver.events[self.event].handlers {
            report.label(receiver.handlers[*handler].span, "accepted elsewhere here");
        }
        report.help(format!("add {states} to a handler line ('in …'), or write a handler for it"));
    }
}
