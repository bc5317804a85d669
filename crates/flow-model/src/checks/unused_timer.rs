//! `unused-timer`: a timer or schedule without a handler, a handler of a timed event that no step starts, and a `cancel` of an event that
//! no step starts (reference#timers).
//!
//! Only the machine's own steps can start the events that it handles and cancels; the order in which they run does not matter. Only steps
//! that can run are counted.

use flow_syntax::diagnostic::{Diagnostic, Diagnostics, Name};
use flow_syntax::gather::Gather;
use flow_syntax::ordered::{Map, Set};

use super::CheckCtx;
use super::sent::{help_with_handler, is_handled, rest_states_after};
use crate::messages::Sent;
use crate::model::*;
use crate::near::nearest;
use crate::words;

pub(super) fn unused_timer(ctx: &CheckCtx<'_>, id: MachineId, diags: &mut Diagnostics) {
    let mut starts = Map::<EventId, Vec<(&Sent<'_>, &Timer)>>::new();
    for sent in ctx.sent_by(id) {
        if let (Step::Timer(timer), Some((_, event))) = (sent.step, sent.receiver()) {
            starts.entry(event).or_default().push((sent, timer));
        }
    }
    for (event, starts) in &starts {
        check_start(ctx, diags, id, *event, starts);
    }
    if !ctx.broken.is_broken(id) {
        let machine = &ctx.model.machines[id];
        let timers = Timers::of(machine, ctx.outgoing(id));
        machine.events.ids().for_each(|event| timers.check_handlers(diags, event));
        timers.cancels.iter().for_each(|timer| timers.check_cancel(timer, diags));
    }
}

/// Reports a timer or schedule if its machine does not handle the event.
fn check_start(
    ctx: &CheckCtx<'_>,
    diags: &mut Diagnostics,
    id: MachineId,
    event: EventId,
    starts: &[(&Sent<'_>, &Timer)],
) {
    let Some((_, timer)) = starts.first() else { return };
    let machine = &ctx.model.machines[id];
    if ctx.broken.is_broken(id) || is_handled(ctx, id, event) {
        return;
    }
    let name = machine.events[event].name.text.as_str();
    let mut handled = machine.events.iter().filter(|event| !event.handlers.is_empty());
    // A handler for what time never brings is reported as such, with the event that was meant.
    let is_near = |other: &Event| other.name.text != name && nearest(&other.name.text, [name]).is_some();
    if handled.clone().any(|other| other.from == Some(Party::System) && is_near(other)) {
        return;
    }
    let message =
        format!("'@{}' has no handler for ':{name}', so nothing happens when time is up", machine.name.text);
    let report = diags.report(Name::UnusedTimer, timer.span, message);
    if let Some(other) = handled.find(|other| other.name.text == name) {
        report.label(other.name.span, "this takes it from another sender");
        if matches!(other.from, Some(Party::System | Party::Itself)) {
            report.help(
                "the event of a 'start timer' comes from '@system', and that of a 'schedule' from '@self'",
            );
            return;
        }
    }
    let rests = starts.iter().flat_map(|(sent, _)| rest_states_after(ctx, sent).into_iter().gather());
    let states: Set<StateId> = rests.collect();
    help_with_handler(ctx.model, report, id, event, &states);
}

/// The timers and schedules of a machine, in the order of the text.
struct Timers<'m> {
    machine: &'m Machine,
    /// The events that time brings.
    started: Set<EventId>,
    cancels: Vec<&'m Timer>,
}

impl<'m> Timers<'m> {
    fn of(machine: &'m Machine, outgoing: &[(HandlerId, &'m Step)]) -> Self {
        let mut timers = Timers { machine, started: Set::new(), cancels: Vec::new() };
        for (_, step) in outgoing {
            let Step::Timer(timer) = step else { continue };
            match timer.op.start() {
                Some(start) => drop(timers.started.insert(start.event)),
                None => timers.cancels.push(timer),
            }
        }
        timers
    }

    fn name(&self, event: EventId) -> &'m str {
        &self.machine.events[event].name.text
    }

    fn is_timer(&self, event: EventId) -> bool {
        self.machine.events[event].from == Some(Party::System)
    }

    /// Reports the handlers of a timed event that no step starts.
    fn check_handlers(&self, diags: &mut Diagnostics, id: EventId) {
        let event = &self.machine.events[id];
        let (Some(Party::System), Some((first, others))) = (event.from, event.handlers.split_first()) else {
            return;
        };
        let name = &event.name.text;
        let is_started =
            |other: &EventId| *other == id || self.name(*other) == name && !self.is_timer(*other);
        // Where a schedule has this name, that is reported, with this handler as the place that does not fit.
        if self.started.iter().any(is_started) {
            return;
        }
        let message =
            format!("no timer ':{name}' is started in '@{}', so it never comes", self.machine.name.text);
        let report = diags.report(Name::UnusedTimer, self.machine.handlers[*first].span, message);
        let others = others.iter().map(|other| self.machine.handlers[*other].span);
        words::label_all(report, others, "nor can this one ever run");
        let timers = self.started.iter().filter(|event| self.is_timer(**event));
        // Of several handlers, a new name of the event would change the first only.
        let near = nearest(name, timers.map(|event| self.name(*event))).filter(|_| event.handlers.len() == 1);
        match near {
            Some(near) => report.did_you_mean([event.name.span], format!(":{near}")),
            None if name == TIMER_EXPIRED => report.help("a step 'start timer for 1 hour' brings it"),
            None => report.help(format!("a step 'start timer :{name} for 1 hour' brings it")),
        };
    }

    fn check_cancel(&self, timer: &Timer, diags: &mut Diagnostics) {
        let of = &self.machine.name.text;
        match &timer.op {
            TimerOp::CancelEvent(event) => {
                let name = self.name(*event);
                if self.started.iter().any(|started| self.name(*started) == name) {
                    return;
                }
                let message = format!("nothing starts or schedules ':{name}' in '@{of}'");
                let report = diags.report(Name::UnusedTimer, timer.span, message);
                match nearest(name, self.started.iter().map(|event| self.name(*event))) {
                    Some(near) => report.did_you_mean([timer.span], format!("cancel :{near}")),
                    None => report.help(format!("a step 'schedule :{name} for 1 hour' schedules it")),
                };
            }
            TimerOp::CancelTimer => {
                let is_timer =
                    |event: &&EventId| self.is_timer(**event) && self.name(**event) == TIMER_EXPIRED;
                if self.started.iter().any(|event| is_timer(&event)) {
                    return;
                }
                let message = format!("no timer without a name is started in '@{of}'");
                self.help_with_cancel(timer, diags.report(Name::UnusedTimer, timer.span, message));
            }
            TimerOp::Start(_) | TimerOp::Schedule(_) => {}
        }
    }

    /// Adds the help to cancel an event that is started, timers before schedules.
    fn help_with_cancel(&self, timer: &Timer, report: &mut Diagnostic) {
        let mut timers = self.started.iter().filter(|event| self.is_timer(**event));
        match timers.next().or_else(|| self.started.first()) {
            Some(event) => report.did_you_mean([timer.span], format!("cancel :{}", self.name(*event))),
            None => report.help("a step 'start timer for 1 hour' starts one"),
        };
    }
}
