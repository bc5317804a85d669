//! Time in a run: events occur in the order in which they are due, in the story or not (reference#story-events).
//!
//! Time passes only when a turn waits for an event of time, or another machine for its own. Other events that are due together with the
//! awaited one wait: the order of the story counts.

use flow_model::model::{EventId, Expr, FactKind, Party, StateId};

use super::arrive::Arrival;
use super::{Run, Runner, START_TIME, Stage};
use crate::exec::message::{MessageId, Peer};
use crate::exec::value::Value;
use crate::story::result::{Failure, FailureKind, Late};

/// How many events of time are delivered while one is awaited: a reminder each hour for a year. It takes a second; timers that start
/// each other without end reach it at once.
pub(crate) const MAX_FIRED: usize = 10_000;

/// An event of time that is not in the story.
#[derive(Clone, Copy)]
pub(super) struct Untold {
    event: EventId,
    /// When it was due.
    due: i64,
    /// The state in which it occurred.
    state: StateId,
}

impl Runner<'_, '_, '_> {
    /// Lets time pass until the event of a turn is due: earlier events occur before it. Fails if the event does not occur then, or is
    /// not accepted.
    pub(super) fn let_time_pass(&mut self, turn: usize, event: EventId) -> Result<(), Failure> {
        let Some(due) = self.run.system.timer_due(self.run.focus, event) else { return Ok(()) };
        let before = self.untold.len();
        self.fire_before(Some(turn), due)?;
        let handler = self.story.turns[turn].handler;
        let is_running = self.run.system.timer_due(self.run.focus, event) == Some(due);
        if is_running && self.accepts(handler, self.state()) {
            return Ok(());
        }
        // The last one that occurred is the one that moved the machine, in all but contrived cases.
        let earlier = self.untold[before..].last();
        let kind = earlier.map_or(FailureKind::NotAccepted, |earlier| {
            FailureKind::Late(Late {
                after: due.saturating_sub(START_TIME),
                earlier: earlier.event,
                earlier_after: earlier.due.saturating_sub(START_TIME),
            })
        });
        let span = self.runnable.get(self.story.machine, handler).span;
        Err(self.make_failure(Some(turn), Stage::Arrival, kind, span))
    }

    /// For the event of time of a turn that is not accepted yet: lets time pass until it is.
    pub(super) fn find_later_arrival(
        &mut self,
        turn: usize,
        problem: &FailureKind,
    ) -> Result<Option<Arrival>, Failure> {
        let (machine, handler) = (self.story.machine, self.story.turns[turn].handler);
        let event = self.runnable.get(machine, self.runnable.definition(machine, handler)).event;
        let from = self.runnable.machine(machine).events[event].from;
        if *problem != FailureKind::NotAccepted || !matches!(from, Some(Party::System | Party::Itself)) {
            return Ok(None);
        }
        let Some(due) = self.run.system.timer_due(self.run.focus, event) else { return Ok(None) };
        self.fire_before(Some(turn), due)?;
        let comes = self.run.system.has_timer(self.run.focus, event) && self.accepts(handler, self.state());
        Ok(comes.then_some(Arrival::Timed(event)))
    }

    /// Why the event of a turn is not in flight, if it occurred when it was due.
    pub(super) fn occurred_before(&self, turn: usize) -> Option<FailureKind> {
        let (machine, handler) = (self.story.machine, self.story.turns[turn].handler);
        let event = self.runnable.get(machine, self.runnable.definition(machine, handler)).event;
        let came = self.untold.iter().rev().find(|untold| untold.event == event)?;
        Some(FailureKind::CameBefore { after: came.due.saturating_sub(START_TIME), state: came.state })
    }

    /// Lets the time pass that the `given:` of a turn states, unless the turn is skipped.
    pub(super) fn wait_before(&mut self, turn: usize) -> Result<(), Failure> {
        let story = self.story;
        let length = story.turns[turn].given.iter().find_map(|fact| match &fact.kind {
            FactKind::After(length) => Some(length),
            _ => None,
        });
        let Some(length) = length else { return Ok(()) };
        if self.find_arrival(turn).is_err() && self.skip_reason(turn).is_some() {
            return Ok(());
        }
        let until = self.after(length);
        self.fire_before(Some(turn), until)?;
        self.set_clock(until);
        Ok(())
    }

    /// Lets time pass after the turns of a test. Events that are due at the end are delivered too, since no line requires them later.
    pub(super) fn wait_scripted(&mut self, length: &Expr) -> Result<(), Failure> {
        let until = self.after(length);
        self.fire_before(None, until.saturating_add(1))?;
        self.set_clock(until);
        Ok(())
    }

    fn after(&mut self, length: &Expr) -> i64 {
        let length = match self.value(length) {
            Value::Duration(micros) => micros,
            _ => 0,
        };
        self.run.system.now().saturating_add(length)
    }

    fn set_clock(&mut self, time: i64) {
        self.run.system.advance_to(time);
        self.run.bindings.now = self.run.system.now();
    }

    /// Delivers every event of time that is due before a time, with what follows from each.
    pub(super) fn fire_before(&mut self, turn: Option<usize>, time: i64) -> Result<(), Failure> {
        for _ in 0..MAX_FIRED {
            let Some(message) = self.run.system.fire_timer_before(time) else { return Ok(()) };
            self.run.helped = true;
            self.run.bindings.now = self.run.system.now();
            self.record_untold_event(message);
            let Run { system, bindings, .. } = &mut self.run;
            // The log contains refusals.
            let _ = system.deliver(bindings, message);
            self.handle_deferred_before(None)?;
            self.run_others_until_idle(turn)?;
            self.check_rules(turn)?;
        }
        let at = turn.map(|turn| self.story.turns[turn].handler);
        let span = at
            .map_or(flow_model::model::Span::default(), |at| self.runnable.get(self.story.machine, at).span);
        Err(self.make_failure(turn, Stage::Arrival, FailureKind::TooLong, span))
    }

    /// Records an event that reaches the story's instance.
    fn record_untold_event(&mut self, message: MessageId) {
        let (to, event) = {
            let message = self.run.system.message(message);
            (message.to, message.event)
        };
        if let (true, Some(event)) = (to == Peer::Instance(self.run.focus), event) {
            self.untold.push(Untold { event, due: self.run.system.now(), state: self.state() });
        }
    }
}
