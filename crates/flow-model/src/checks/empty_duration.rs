//! `empty-duration`: a timer with a length that is written as a number and is not above zero (reference#timers).
//!
//! A length that is computed fails when the step runs. Whoever means "at once" sends the event.

use flow_syntax::diagnostic::{Diagnostics, Name};

use crate::duration::timer_micros;
use crate::model::{Machine, Step, TimerOp, When};
use crate::visit;

pub(super) fn empty_duration(machine: &Machine, diags: &mut Diagnostics) {
    for handler in &machine.handlers {
        visit::steps(&handler.body, &mut |step| {
            let Step::Timer(timer) = step else { return };
            let Some(start) = timer.op.start() else { return };
            let micros = start.when.length().and_then(timer_micros);
            if micros.is_none_or(|micros| micros > 0) {
                return;
            }
            let report = diags.report(
                Name::EmptyDuration,
                start.words,
                "no time passes: a length of time is above zero",
            );
            if let (TimerOp::Schedule(_), When::After(_)) = (&timer.op, &start.when) {
                let event = &machine.events[start.event].name.text;
                report.help(format!("an event that comes at once is a step 'emit :{event} to @self'"));
            }
        });
    }
}
