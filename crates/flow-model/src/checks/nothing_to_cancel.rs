//! `unknown-name`: a `cancel` of an event that no step schedules, or of a timer that no step starts (reference#timers).
//!
//! Only the machine's own steps can start a timer that it cancels, so a `cancel` without such a step has no effect. The order in
//! which the steps run does not matter.

use flow_syntax::ordered::Set;

use flow_syntax::diagnostic::{Diagnostics, Name as Check};

use super::CheckCtx;
use crate::model::*;
use crate::near::nearest;
use crate::visit;

pub(super) fn nothing_to_cancel(ctx: &CheckCtx<'_>, diags: &mut Diagnostics) {
    for (id, machine) in ctx.model.machines.entries() {
        if !ctx.broken.is_broken(id) {
            let timers = Timers::of(machine);
            timers.cancels.iter().for_each(|timer| timers.check(machine, timer, diags));
        }
    }
}

/// The timers of a machine.
#[derive(Default)]
struct Timers<'m> {
    scheduled: Set<EventId>,
    is_started: bool,
    cancels: Vec<&'m Timer>,
}

impl<'m> Timers<'m> {
    fn of(machine: &'m Machine) -> Self {
        let mut timers = Timers::default();
        for handler in &machine.handlers {
            visit::steps(&handler.body, &mut |step| {
                if let Step::Timer(timer) = step {
                    timers.add(timer);
                }
            });
        }
        timers
    }

    fn add(&mut self, timer: &'m Timer) {
        match &timer.op {
            TimerOp::Start(..) => self.is_started = true,
            TimerOp::Schedule(event, _) => drop(self.scheduled.insert(*event)),
            TimerOp::CancelTimer | TimerOp::CancelEvent(_) => self.cancels.push(timer),
        }
    }

    fn check(&self, machine: &Machine, timer: &Timer, diags: &mut Diagnostics) {
        let name = |event: &EventId| machine.events[*event].name.text.as_str();
        match &timer.op {
            TimerOp::CancelTimer if !self.is_started => {
                let message = format!("no timer is started in '@{}'", machine.name.text);
                let report = diags.report(Check::UnknownName, timer.span, message);
                match self.scheduled.first() {
                    Some(event) => report.did_you_mean([timer.span], format!("cancel :{}", name(event))),
                    None => report.help("a step 'start timer for 1 hour' starts one"),
                };
            }
            TimerOp::CancelEvent(event) if !self.scheduled.contains(event) => {
                let name_of = name(event);
                let message = format!("nothing schedules ':{name_of}' in '@{}'", machine.name.text);
                let report = diags.report(Check::UnknownName, timer.span, message);
                match nearest(name_of, self.scheduled.iter().map(name)) {
                    Some(near) => report.did_you_mean([timer.span], format!("cancel :{near}")),
                    None => report.help(format!("a step 'schedule :{name_of} for 1 hour' schedules it")),
                };
            }
            _ => {}
        }
    }
}
