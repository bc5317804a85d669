//! Handling one event at one instance: runs the handler, and stores the result.
//!
//! The effect of a handler is one transaction: the instance, its emits and timers, the journal, and that its event is gone. A handler
//! without an effect leaves only the reply to its caller or, between machines, a dead letter.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use flow_durable::{CallError, DeadKind, Stepped, StoredEvent, Uuids, next_multiple};

use super::asks::{Fit, OpenRun};
use super::meter::SLOW;
use super::neighbours::Neighbours;
use super::{Engine, Output, Reply};
use crate::error::{Fault, panic_text};
use crate::log::{self, Span};
use crate::program::{Halt, MachineTable, Ran, Record, Run, Stopped, Stored, With};
use crate::step;
use crate::store::{Dead, Delivery, Entry, Instance, Life, Order, Origin, Owner, Status, Timer, sql};

/// The phrase that failed, empty if there is none, and the error.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    phrase: String,
    error: String,
}

impl Verdict {
    pub(super) fn of(phrase: &str, error: String) -> Self {
        Verdict { phrase: phrase.to_owned(), error }
    }
}

impl Engine {
    /// Handles the next event of an instance, unless its handler waits for an answer.
    pub(super) fn deliver_next(&mut self, n: i64) -> Result<(), Fault> {
        if let Some(run) = self.open.get(&n) {
            return if run.is_asking() { Ok(()) } else { self.advance(run.clone()) };
        }
        let Some(delivery) = self.store.first_queued(n, self.order(n)?)? else { return Ok(()) };
        if let Some(timer) = delivery.timer
            && self.store.timer(timer)?.is_none()
        {
            return self.drop_void_event(&delivery);
        }
        let is_too_deep = delivery.depth > self.options.bounds.deliveries;
        let run = self.load_run(delivery)?;
        if is_too_deep {
            let instance = self.store.instance(n)?;
            let error =
                format!("more than {} deliveries follow from one call", self.options.bounds.deliveries);
            return self.bury(&instance, run, DeadKind::TooManySteps, Verdict::of("", error));
        }
        self.advance(run)
    }

    /// An instance is free: its next event can be handled.
    pub(super) fn add_next(&mut self, n: i64) -> Result<(), Fault> {
        self.recall_next(n)?;
        if let Some(seq) = self.store.next_queued(n, self.order(n)?)? {
            self.ready.add(n, seq);
        }
        Ok(())
    }

    /// Whether a dead letter to an instance blocks later events of its sender.
    pub(super) fn order(&self, n: i64) -> Result<Order, Fault> {
        if self.options.strict.is_empty() {
            return Ok(Order::Loose);
        }
        let machine = self.parts.machine(&self.store.instance(n)?.machine);
        let is_strict = machine.is_some_and(|machine| self.options.strict.contains(&machine));
        Ok(if is_strict { Order::Strict } else { Order::Loose })
    }

    /// The event of a timer that was cancelled or started anew, or belongs to a state that was left.
    fn drop_void_event(&mut self, delivery: &Delivery) -> Result<(), Fault> {
        let instance = self.store.instance(delivery.receiver)?;
        self.delete_delivery(delivery)?;
        self.add_next(instance.n)?;
        let state = &instance.state;
        let entry =
            Entry { instance: instance.n, what: "void", delivery: Some(delivery), state, ..Entry::default() };
        self.store.note(&entry, self.now)
    }

    /// Runs the handler of a delivery until it ends or asks something.
    pub(super) fn advance(&mut self, run: OpenRun) -> Result<(), Fault> {
        let instance = self.store.instance(run.delivery.receiver)?;
        self.advance_at(instance, run)
    }

    /// As [`advance`](Engine::advance), at an instance that was read in this step.
    pub(super) fn advance_at(&mut self, instance: Instance, mut run: OpenRun) -> Result<(), Fault> {
        let Some(machine) = self.parts.machine(&instance.machine) else {
            let error = format!("the program has no @{}", instance.machine);
            return self.bury(&instance, run, DeadKind::Unreadable, Verdict::of("", error));
        };
        if instance.life == Life::Emptied {
            let state = instance.state.clone();
            return self.conclude(&instance, run, Halt::Stopped(Stopped::Rejected { state }));
        }
        self.take(&mut run, &instance)?;
        loop {
            let halt = match self.run_handler(&instance, machine, &run)? {
                Ok(ran) if run.carried.is_empty() => return self.commit_run(instance, machine, &run, ran),
                Ok(_) => {
                    let error = "the handler no longer asks for all that was performed".to_owned();
                    return self.bury_misfit(&instance, run, error);
                }
                Err(halt) => halt,
            };
            let Halt::Asks(ask) = halt else { return self.conclude(&instance, run, halt) };
            let phrase = self.parts.machines[machine].table().phrases[ask.phrase];
            match run.use_carried(&ask, phrase.function, phrase.kind.is_performed()) {
                Fit::Answered => {}
                Fit::Open => return self.ask(&instance, machine, run, ask),
                Fit::Misfit => {
                    let error =
                        format!("the handler asks for '{}' instead of what was performed", phrase.text);
                    return self.bury_misfit(&instance, run, error);
                }
            }
        }
    }

    /// Notes when the handler began, and at which revision of its instance. If the instance has moved on, it begins anew.
    fn take(&mut self, run: &mut OpenRun, instance: &Instance) -> Result<(), Fault> {
        let has_moved_on = run.delivery.revision.is_some_and(|revision| revision != instance.revision);
        if has_moved_on {
            run.displace();
            self.store.displace_answers(run.delivery.seq)?;
        }
        if has_moved_on || run.delivery.taken.is_none() {
            run.delivery.taken = Some(self.now);
            run.delivery.revision = Some(instance.revision);
            run.is_open = false;
        }
        if run.span.is_none() {
            let none = Span::none();
            let ticket = self.tickets.get(&run.delivery.id);
            let parent = ticket.and_then(|ticket| self.spans.get(ticket)).unwrap_or(&none);
            run.span = Span::delivery(parent, instance, &run.delivery);
        }
        Ok(())
    }

    /// Runs the handler once. A handler in the step that has no effect leaves no rows either.
    fn run_handler(
        &mut self,
        instance: &Instance,
        machine: usize,
        run: &OpenRun,
    ) -> Result<Result<Ran, Halt>, Fault> {
        if let Some(error) = self.forced.take() {
            return Ok(Err(Halt::Stopped(Stopped::Failed { phrase: String::new(), error })));
        }
        let parts = Arc::clone(&self.parts);
        let program = &parts.machines[machine];
        let (delivery, span) = (&run.delivery, &run.span);
        let event = StoredEvent {
            machine,
            name: delivery.event.clone(),
            from: delivery.from.clone(),
            payload: delivery.payload.clone(),
        };
        if delivery.is_stored() {
            self.store.running().begin(delivery.id);
        }
        let is_in_step = !program.is_awaited();
        let can_write = is_in_step && !program.is_plain();
        if can_write {
            self.store.execute(sql!("SAVEPOINT flow_run"), ())?;
        }
        let (secret, now) = (self.store.secret(), delivery.taken.unwrap_or(self.now));
        let uuids = Uuids::new(secret, delivery.id);
        let handle = step::enter(self.store.take_connection()?, self.store.access(), now, uuids);
        let around = Neighbours::new(&parts, instance, delivery, secret, now);
        let with = if is_in_step {
            With::Step(handle)
        } else {
            With::Record(Record { answers: &run.recorded, now, secret, delivery: delivery.id })
        };
        let stored = Stored { id: &instance.id, state: &instance.state, context: &instance.context };
        let run = Run { stored, event: &event, around: &around, with };
        let begun = Instant::now();
        let result = span.enclose(|| catch_unwind(AssertUnwindSafe(|| program.run(run))));
        self.note_length(program.table(), instance, &event.name, begun.elapsed());
        let result = result.unwrap_or_else(|panic| Err(Halt::Panicked(panic_text(&*panic))));
        let result = self.check_sizes(program.table(), result);
        self.end_handler(around.into_fault(), can_write, &result)?;
        Ok(result)
    }

    /// Logs a long step: a handler that answers its phrases in the step delays all machines.
    fn note_length(&mut self, table: &MachineTable, instance: &Instance, event: &str, took: Duration) {
        if took > SLOW {
            self.meter.count_slow_step();
            log::slow_step(table, &instance.id, event, took);
        }
    }

    /// Takes the connection back from a handler, and the rows that a handler without effect has written.
    fn end_handler(
        &mut self,
        fault: Option<Fault>,
        can_write: bool,
        result: &Result<Ran, Halt>,
    ) -> Result<(), Fault> {
        let lost = || Fault::Environment("the handler has not given the connection back".into());
        let (connection, step_fault) = step::leave().ok_or_else(lost)?;
        self.store.put_connection(connection);
        if let Some(fault) = step_fault.or(fault) {
            return Err(fault);
        }
        if !self.store.is_in_transaction() && !self.trusts_savepoints() {
            return Err(Fault::Step(describe_end(result)));
        }
        if !can_write || (self.trusts_savepoints() && !self.store.is_in_transaction()) {
            return Ok(());
        }
        if result.is_err() {
            self.store.execute(sql!("ROLLBACK TO flow_run"), ())?;
        }
        self.store.execute(sql!("RELEASE flow_run"), ()).map(drop)
    }

    fn trusts_savepoints(&self) -> bool {
        #[cfg(any(test, feature = "simulation"))]
        return self.options.sabotage == Some(super::Sabotage::TrustSavepoints);
        #[cfg(not(any(test, feature = "simulation")))]
        false
    }

    /// Stores the results of a handler.
    fn commit_run(
        &mut self,
        mut instance: Instance,
        machine: usize,
        run: &OpenRun,
        ran: Ran,
    ) -> Result<(), Fault> {
        let Ran { passed, state, context, has_ended, timer_groups, posts, .. } = ran;
        let delivery = &run.delivery;
        self.finish_timer(delivery)?;
        let from = std::mem::replace(&mut instance.state, state.to_owned());
        let has_moved = from != instance.state;
        instance.context = context;
        instance.revision += 1;
        let life = if has_ended { Life::Ended } else { Life::Kept };
        let is_same = !has_moved && !has_ended && instance.life == life;
        instance.life = life;
        if is_same {
            self.store.update_context(&instance)?;
        } else {
            self.store.update_instance(&instance, self.now)?;
        }
        let table = self.parts.machines[machine].table();
        if has_moved && has_sender(table, "system") {
            self.store.leave_state(instance.n, timer_groups)?;
        }
        let posts = self.send_posts(&instance, delivery, posts)?;
        if has_ended && (has_sender(table, "system") || has_sender(table, "self")) {
            self.store.drop_timers(instance.n)?;
        }
        if delivery.is_stored() {
            self.delete_delivery(delivery)?;
        }
        let entry = Entry {
            instance: instance.n,
            what: "handled",
            delivery: Some(delivery),
            state: &instance.state,
            passed: Some(serde_json::json!(passed).to_string()),
            posts,
            note: self.note_performed(&instance, run),
        };
        self.store.note(&entry, self.now)?;
        self.note_changed(instance.n);
        self.check_rules()?;
        run.span.enclose(|| log::handled(&instance, delivery, &from));
        self.meter.count_handled();
        self.open.remove(&instance.n);
        if has_moved || has_ended {
            self.reject_deferred(&instance, machine)?;
        }
        // Of an instance that was free, only a deferred event can be next; what it sent to itself is ready already.
        if delivery.is_stored() || (has_moved && self.recall_next(instance.n)?) {
            self.add_next(instance.n)?;
        }
        let passed = passed.into_iter().map(str::to_owned).collect();
        self.reply(delivery, Ok(Reply::Stepped(Stepped { from, passed, deferred: false })))
    }

    /// The phrases that were performed for a delivery, for the journal.
    pub(super) fn note_performed(&self, instance: &Instance, run: &OpenRun) -> Option<String> {
        let performed = run.performed();
        let key = |number: i64| {
            let number = usize::try_from(number).unwrap_or(usize::MAX);
            run.delivery.id.key(&instance.machine, &instance.id, number)
        };
        let list: Vec<_> = performed
            .iter()
            .map(|(function, number)| serde_json::json!({ "phrase": function, "key": key(*number) }))
            .collect();
        (!list.is_empty()).then(|| serde_json::json!({ "performed": list }).to_string())
    }

    /// Stores that a handler had no effect.
    fn conclude(&mut self, instance: &Instance, run: OpenRun, halt: Halt) -> Result<(), Fault> {
        if let Halt::Misfit(error) = halt {
            return self.bury(instance, run, DeadKind::AnswersDoNotFit, Verdict::of("", error));
        }
        if run.has_moved_on {
            return self.bury_misfit(
                instance,
                run,
                format!("the handler ends differently: {}", describe(&halt)),
            );
        }
        let (kind, verdict) = match halt {
            Halt::Stopped(Stopped::Deferred) => return self.defer(instance, run),
            Halt::Stopped(Stopped::Rejected { .. }) if run.delivery.origin == Origin::ToAll => {
                return self.discard(instance, &run);
            }
            Halt::Stopped(Stopped::Rejected { .. }) => (DeadKind::Rejected, Verdict::of("", String::new())),
            Halt::Stopped(Stopped::Refused { reason }) => (DeadKind::Refused, Verdict::of("", reason)),
            Halt::Stopped(Stopped::Failed { phrase, error }) => (DeadKind::Failed, Verdict { phrase, error }),
            Halt::Stopped(Stopped::Unreadable(error)) => {
                return self.bury(instance, run, DeadKind::Unreadable, Verdict::of("", error.to_string()));
            }
            // A reason that this version does not know.
            Halt::Stopped(other) => (DeadKind::Failed, Verdict::of("", format!("{other:?}"))),
            Halt::Panicked(error) => (DeadKind::Panicked, Verdict::of("", error)),
            Halt::Asks(_) | Halt::Misfit(_) => return Ok(()),
        };
        if run.delivery.origin == Origin::Call {
            return self.refuse(instance, &run, kind, verdict);
        }
        self.bury(instance, run, kind, verdict)
    }

    /// A call has no effect: its caller learns why, and only a line in the journal is kept, if it was stored.
    fn refuse(
        &mut self,
        instance: &Instance,
        run: &OpenRun,
        kind: DeadKind,
        verdict: Verdict,
    ) -> Result<(), Fault> {
        self.meter.count_without_effect();
        if run.delivery.is_stored() {
            let note = self.note_performed(instance, run);
            self.delete_delivery(&run.delivery)?;
            self.add_next(instance.n)?;
            let (n, state) = (instance.n, instance.state.as_str());
            let delivery = Some(&run.delivery);
            let entry = Entry { instance: n, what: kind.name(), delivery, state, note, ..Entry::default() };
            self.store.note(&entry, self.now)?;
        } else if run.makes_instance {
            self.store.remove_instance(instance.n)?;
        }
        self.open.remove(&instance.n);
        self.reply_error(&run.delivery, instance, kind, verdict)
    }

    fn reply_error(
        &mut self,
        delivery: &Delivery,
        instance: &Instance,
        kind: DeadKind,
        verdict: Verdict,
    ) -> Result<(), Fault> {
        let error = self.explain_to_caller(delivery, instance, kind, verdict);
        self.reply(delivery, Err(error))
    }

    /// The error of a call, without secret values. That of a phrase can have any.
    pub(super) fn explain_to_caller(
        &self,
        delivery: &Delivery,
        instance: &Instance,
        kind: DeadKind,
        mut verdict: Verdict,
    ) -> CallError {
        verdict.error = match kind {
            DeadKind::Refused => {
                let values = [instance.context.as_str(), delivery.payload.as_str()];
                self.mask.cover_values(&instance.machine, &values, verdict.error)
            }
            _ => self.mask.cover_text(&instance.machine, verdict.error),
        };
        call_error(delivery, instance, kind, verdict)
    }

    /// One of all receivers does not accept the event, and is passed by.
    fn discard(&mut self, instance: &Instance, run: &OpenRun) -> Result<(), Fault> {
        self.delete_delivery(&run.delivery)?;
        self.open.remove(&instance.n);
        self.add_next(instance.n)
    }

    fn bury_misfit(&mut self, instance: &Instance, run: OpenRun, error: String) -> Result<(), Fault> {
        self.bury(instance, run, DeadKind::PerformedButNoLongerFits, Verdict::of("", error))
    }

    /// Makes a delivery a dead letter, and frees its instance.
    pub(super) fn bury(
        &mut self,
        instance: &Instance,
        mut run: OpenRun,
        kind: DeadKind,
        verdict: Verdict,
    ) -> Result<(), Fault> {
        self.finish_timer(&run.delivery)?;
        run.delivery.timer = None;
        if run.delivery.is_stored() {
            self.store.set_status(&run.delivery, Status::Dead)?;
        } else {
            run.delivery.seq = self.store.add_delivery(&run.delivery, Status::Dead)?;
        }
        self.end_effect(&run.delivery);
        self.note_undelivered(instance, &run.delivery, kind)?;
        self.meter.count_given_up();
        run.span.enclose(|| log::given_up(instance, &run.delivery.event, kind, &verdict.phrase));
        self.store_answers(&mut run)?;
        let note = self.note_performed(instance, &run);
        let seq = run.delivery.seq;
        let (phrase, error) = (verdict.phrase.clone(), verdict.error.clone());
        let dead = Dead { n: 0, delivery: Some(seq), outgoing: None, kind, phrase, error, at: self.now };
        self.add_dead(dead)?;
        if instance.life == Life::Made && !self.store.has_other_events(instance.n, seq)? {
            self.store.set_life(instance.n, Life::NotKept)?;
        }
        let (n, state, delivery) = (instance.n, instance.state.as_str(), Some(&run.delivery));
        let what = format!("dead: {kind}");
        let entry = Entry { instance: n, what: &what, delivery, state, note, ..Entry::default() };
        self.store.note(&entry, self.now)?;
        self.open.remove(&n);
        self.add_next(n)?;
        self.reply_error(&run.delivery, instance, kind, verdict)
    }

    /// The reply to the caller of a delivery, if a caller waits for it.
    pub(super) fn reply(
        &mut self,
        delivery: &Delivery,
        reply: Result<Reply, CallError>,
    ) -> Result<(), Fault> {
        self.keep_result(delivery, &reply)?;
        self.note_reply(delivery, reply.is_ok());
        if let Some(ticket) = self.tickets.remove(&delivery.id) {
            self.outputs.push(Output::Reply { ticket, reply });
        }
        Ok(())
    }

    /// A timer is due: its event is queued.
    pub(super) fn send_timer(&mut self, timer: &Timer) -> Result<(), Fault> {
        let origin = match timer.owner {
            Owner::State | Owner::Group(_) => Origin::Timer,
            Owner::Instance => Origin::Schedule,
        };
        let delivery = Delivery {
            timer: Some(timer.seq),
            ..Delivery::new(
                self.new_id()?,
                timer.instance,
                &timer.event,
                timer.from.clone(),
                &timer.payload,
                origin,
            )
        };
        let seq = self.store.add_delivery(&delivery, Status::Queued)?;
        self.meter.note_delivery(seq, self.now);
        self.store.send_timer(timer.seq)?;
        self.ready.add(timer.instance, seq);
        Ok(())
    }

    /// The event of a timer is handled, with or without an effect: the timer is over, or goes on if it repeats.
    pub(super) fn finish_timer(&mut self, delivery: &Delivery) -> Result<(), Fault> {
        let Some(seq) = delivery.timer else { return Ok(()) };
        let Some(timer) = self.store.timer(seq)? else { return Ok(()) };
        let next = timer.period.and_then(|period| next_multiple(timer.due, period, self.now));
        let Some((due, missed)) = next else { return self.store.delete_timer(seq) };
        self.store.restart_timer(seq, due)?;
        self.expect_timer(due);
        if missed == 0 {
            return Ok(());
        }
        let state = self.store.instance(timer.instance)?.state;
        let note = Some(serde_json::json!({ "event": timer.event, "missed": missed }).to_string());
        let entry =
            Entry { instance: timer.instance, what: "missed", state: &state, note, ..Entry::default() };
        self.store.note(&entry, self.now)
    }

    /// A timer is due at a time.
    pub(super) fn expect_timer(&mut self, due: flow::Time) {
        self.next_timer = Some(self.next_timer.map_or(due, |next| next.min(due)));
    }
}

/// Whether a machine handles events from a sender: without those of time it has no timers.
fn has_sender(table: &MachineTable, sender: &str) -> bool {
    table.events.iter().any(|event| event.from == Some(sender))
}

/// The error of a call without an effect.
fn call_error(delivery: &Delivery, instance: &Instance, kind: DeadKind, verdict: Verdict) -> CallError {
    let Verdict { phrase, error } = verdict;
    match kind {
        DeadKind::Rejected => {
            CallError::Rejected { event: delivery.event.clone(), state: instance.state.clone() }
        }
        DeadKind::Refused => CallError::Refused { reason: error },
        DeadKind::Panicked => CallError::Panicked { phrase },
        DeadKind::Exhausted | DeadKind::Misconfigured => CallError::Exhausted { phrase, error },
        DeadKind::Unreadable => CallError::Unfit(error),
        DeadKind::Failed => CallError::Failed { phrase, error },
        other => CallError::Failed { phrase, error: format!("{other}: {error}") },
    }
}

/// How a handler ended that ended its transaction, too.
fn describe_end(result: &Result<Ran, Halt>) -> String {
    match result {
        Ok(_) => "a statement of the step ended its transaction".to_owned(),
        Err(halt) => describe(halt),
    }
}

fn describe(halt: &Halt) -> String {
    match halt {
        Halt::Stopped(Stopped::Unreadable(error)) => error.to_string(),
        Halt::Stopped(Stopped::Rejected { .. }) => "the event is rejected".to_owned(),
        Halt::Stopped(Stopped::Deferred) => "the event is deferred".to_owned(),
        Halt::Stopped(Stopped::Refused { reason }) => format!("the event is refused: {reason}"),
        Halt::Stopped(Stopped::Failed { phrase, error }) => format!("'{phrase}' failed: {error}"),
        Halt::Stopped(other) => format!("{other:?}"),
        Halt::Panicked(error) => format!("a phrase panicked: {error}"),
        Halt::Asks(ask) => format!("question {} has no answer", ask.n),
        Halt::Misfit(error) => error.clone(),
    }
}
