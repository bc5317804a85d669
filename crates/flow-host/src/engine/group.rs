//! Groups: steps that share a transaction.
//!
//! A step without an effect leaves the transaction as it was. An error that ends the transaction, or a commit that fails,
//! takes all steps of the group with it: their effects are lost, and they run again, each in a transaction of its own, so that
//! only the one with the error fails.

use flow::Time;
use flow_durable::CallError;

use super::rules::Changes;
use super::{Engine, Input, Output, PAUSE, Ticket};
use crate::error::Fault;
use crate::store::Timer;

/// A step to run.
#[derive(Debug)]
pub(super) enum Work {
    Input(Input),
    /// The next event of an instance.
    Deliver(i64),
    /// A timer is due.
    Timer(Timer),
    /// Old rows can be deleted.
    Clean,
    /// The question of an instance is due again.
    Ask(i64),
    /// A message of an instance to an actor is due again.
    Message(i64, usize),
}

impl Engine {
    /// Runs one group of steps at a time, and gives out their outputs.
    pub(crate) fn run(&mut self, now: Time, publish: &mut dyn FnMut(Output)) {
        self.now = self.now.max(now);
        #[cfg(any(test, feature = "simulation"))]
        if self.has_ended {
            return;
        }
        if !self.is_available() {
            self.refuse_calls(publish);
            return;
        }
        if !self.committed.is_empty() {
            self.outputs = std::mem::take(&mut self.committed);
            self.publish(publish);
        }
        let mut works = Vec::new();
        match self.run_group(&mut works, publish) {
            Ok(()) => {
                self.commit_memory();
                self.reply_rested();
                self.meter.commit(works.len());
                self.store.running().clear();
                self.solo = self.solo.saturating_sub(works.len());
                self.publish(publish);
            }
            Err(fault) => self.roll_back_group(works, fault, publish),
        }
        self.ready.end_group();
    }

    /// Runs steps in a transaction until there are enough of them, or no more.
    fn run_group(&mut self, works: &mut Vec<Work>, publish: &mut dyn FnMut(Output)) -> Result<(), Fault> {
        let is_single = self.solo > 0 || self.options.is_one_lane;
        let most = if is_single { 1 } else { self.options.bounds.group.max(1) };
        while works.len() < most
            && let Some(work) = self.take_next_work(works.is_empty())?
        {
            works.push(work);
            if works.len() == 1 {
                self.store.begin()?;
            }
            if let Some(work) = works.last() {
                self.step(work)?;
            }
            self.check_transaction()?;
            self.publish_early(publish);
        }
        if works.is_empty() {
            return Ok(());
        }
        let mut meter = std::mem::take(&mut self.meter);
        let committed = meter.time_commit(|| self.commit_group());
        self.meter = meter;
        committed
    }

    /// The next step, by turns from outside and from the queues, so that neither waits for all of the other.
    fn take_next_work(&mut self, is_first: bool) -> Result<Option<Work>, Fault> {
        if let Some((work, error)) = self.again.take() {
            if let Work::Deliver(instance) = work {
                self.ready.remove(instance);
            }
            self.forced = Some(error);
            return Ok(Some(work));
        }
        // One batch for each group, so that a busy host deletes as well.
        if is_first && self.is_cleaning_due() {
            return Ok(Some(Work::Clean));
        }
        self.is_turn_of_inputs = !self.is_turn_of_inputs;
        if self.is_turn_of_inputs
            && let Some(input) = self.inputs.pop_front()
        {
            return Ok(Some(Work::Input(input)));
        }
        if let Some(work) = self.take_next_due_work()? {
            return Ok(Some(work));
        }
        let next = if self.is_lane_held() { None } else { self.take_ready()?.map(Work::Deliver) };
        Ok(next.or_else(|| self.inputs.pop_front().map(Work::Input)))
    }

    /// A step that is due at this time.
    fn take_next_due_work(&mut self) -> Result<Option<Work>, Fault> {
        if let Some(((time, instance), ())) = self.retries.first()
            && *time <= self.now
        {
            return Ok(Some(Work::Ask(*instance)));
        }
        if let Some(((time, instance, actor), ())) = self.lane_retries.first()
            && *time <= self.now
        {
            return Ok(Some(Work::Message(*instance, *actor)));
        }
        let is_their_turn = !self.options.is_one_lane || (self.ready.is_empty() && !self.is_lane_held());
        if is_their_turn && !self.is_draining && self.next_timer.is_some_and(|time| time <= self.now) {
            if let Some(timer) = self.store.first_due(self.now)? {
                return Ok(Some(Work::Timer(timer)));
            }
            self.next_timer = self.store.next_due()?;
        }
        Ok(None)
    }

    /// Runs one step.
    fn step(&mut self, work: &Work) -> Result<(), Fault> {
        self.changes = Changes::default();
        match work {
            Work::Input(input) => {
                self.end_attempt(input);
                self.take_in(input)
            }
            Work::Deliver(instance) => self.deliver_next(*instance),
            Work::Timer(timer) => self.send_timer(timer),
            Work::Clean => self.clean(),
            Work::Ask(instance) => self.ask_again(*instance),
            Work::Message(instance, actor) => self.send_again(*instance, *actor),
        }?;
        self.forced = None;
        Ok(())
    }

    pub(super) fn take_in(&mut self, input: &Input) -> Result<(), Fault> {
        match input {
            Input::Create { ticket, machine, id, context } => {
                self.create(*ticket, *machine, id.as_deref(), context)
            }
            Input::Send { ticket, id, event } => self.send(*ticket, id, event),
            Input::Once { caller, key, call } => self.call_once(caller, key, call, true),
            Input::Outside(outside) => self.call_outside(outside),
            Input::Traced { trace, call } => {
                self.trace = Some(trace.clone());
                let result = self.take_in(call);
                self.trace = None;
                result
            }
            Input::Empty { ticket, instances } => self.empty_archived(*ticket, instances),
            Input::Erase { ticket, machine, id, reason } => self.erase(*ticket, *machine, id, reason),
            Input::Commands => self.carry_out_commands(),
            Input::Answered { ask, result } => self.handle_answer(ask, result),
            Input::Delivered { message, result } => self.handle_delivery_result(*message, result),
            Input::Received { ticket, actor, id, to, event } => self.receive(*ticket, actor, id, to, event),
            Input::Decide { ticket, dead, decision, reason } => self.decide(*ticket, *dead, decision, reason),
        }
    }

    /// An error can have ended the transaction as a whole.
    fn check_transaction(&self) -> Result<(), Fault> {
        #[cfg(any(test, feature = "simulation"))]
        if self.options.sabotage == Some(super::Sabotage::TrustSavepoints) {
            return Ok(());
        }
        if self.store.is_in_transaction() {
            return Ok(());
        }
        Err(Fault::Step("the step ended its transaction".into()))
    }

    fn commit_group(&self) -> Result<(), Fault> {
        let result = self.store.commit();
        #[cfg(any(test, feature = "simulation"))]
        if self.options.sabotage == Some(super::Sabotage::TrustSavepoints) {
            return Ok(());
        }
        result
    }

    #[cfg_attr(
        not(any(test, feature = "simulation")),
        expect(clippy::unused_self, clippy::needless_pass_by_ref_mut, reason = "only for tests")
    )]
    fn publish_early(&mut self, _publish: &mut dyn FnMut(Output)) {
        #[cfg(any(test, feature = "simulation"))]
        if self.options.sabotage == Some(super::Sabotage::PublishEarly) {
            self.outputs.drain(..).for_each(_publish);
        }
    }

    /// The changes in memory belong to a committed transaction from now on.
    pub(super) fn commit_memory(&mut self) {
        self.open.commit();
        self.retries.commit();
        self.lanes.commit();
        self.lane_retries.commit();
        self.tickets.commit();
        self.effects.commit();
    }

    /// The transaction is lost, and with it all effects of the group.
    fn roll_back_group(&mut self, mut works: Vec<Work>, fault: Fault, publish: &mut dyn FnMut(Output)) {
        self.store.roll_back();
        self.open.roll_back();
        self.retries.roll_back();
        self.lanes.roll_back();
        self.lane_retries.roll_back();
        self.tickets.roll_back();
        self.effects.roll_back();
        self.watches.roll_back();
        (self.watcher, self.beginner, self.found) = (None, None, None);
        self.meter.roll_back();
        self.outputs.clear();
        let was_forced = self.forced.take().is_some();
        let mut fault = fault;
        if let Fault::Step(error) = &fault {
            if works.is_empty() {
                // No step is to blame if the queues cannot be read.
                fault = Fault::Environment(error.clone());
            } else if works.len() != 1 {
                self.solo = works.len();
            } else if was_forced {
                // Not even its failure can be stored, so that it is not the step's fault, and the step must not be lost.
                fault = Fault::Environment(error.clone());
            } else {
                self.again = works.pop().map(|work| (work, error.clone()));
            }
        }
        let inputs = works.into_iter().rev().filter_map(|work| match work {
            Work::Input(input) => Some(input),
            _ => None,
        });
        inputs.for_each(|input| self.inputs.push_front(input));
        self.recover(fault, publish);
    }

    /// Reads again what the lost steps have taken from memory.
    fn recover(&mut self, fault: Fault, publish: &mut dyn FnMut(Output)) {
        let fault = match fault {
            Fault::Step(_) => self.reload().err(),
            other => Some(other),
        };
        match fault {
            None => {}
            #[cfg(any(test, feature = "simulation"))]
            Some(Fault::Ended) => self.has_ended = true,
            Some(fault) => self.suspend(fault.to_string(), publish),
        }
    }

    fn reload(&mut self) -> Result<(), Fault> {
        self.read_heads()?;
        self.open
            .iter()
            .filter(|(_, run)| !run.is_asking())
            .for_each(|(instance, run)| self.ready.add(*instance, run.delivery.seq));
        Ok(())
    }

    /// No steps are run for a while.
    fn suspend(&mut self, reason: String, publish: &mut dyn FnMut(Output)) {
        let until = self.now.checked_add(PAUSE).unwrap_or(self.now);
        self.trouble = Some((reason, until));
        self.refuse_calls(publish);
    }

    /// Whether steps can be run. After an error of the environment, the database is opened anew.
    fn is_available(&mut self) -> bool {
        let Some((_, until)) = &self.trouble else { return true };
        if *until > self.now {
            return false;
        }
        match self.store.reopen().and_then(|()| self.load_memory()) {
            Ok(()) => {
                self.trouble = None;
                true
            }
            Err(fault) => {
                let until = self.now.checked_add(PAUSE).unwrap_or(self.now);
                self.trouble = Some((fault.to_string(), until));
                false
            }
        }
    }

    /// Callers learn that no events are taken; answers and results are kept.
    fn refuse_calls(&mut self, publish: &mut dyn FnMut(Output)) {
        let Some((reason, _)) = &self.trouble else { return };
        let mut kept = std::collections::VecDeque::new();
        let held =
            self.again.take_if(|(work, _)| matches!(work, Work::Input(input) if ticket(input).is_some()));
        let held = held.and_then(|(work, _)| if let Work::Input(input) = work { Some(input) } else { None });
        for input in held.into_iter().chain(self.inputs.drain(..)) {
            match ticket(&input) {
                Some(ticket) => {
                    publish(Output::Reply { ticket, reply: Err(CallError::Unavailable(reason.clone())) });
                }
                None => kept.push_back(input),
            }
        }
        self.inputs = kept;
    }
}

/// The ticket of a call; `None` for answers and results.
pub(super) fn ticket(input: &Input) -> Option<Ticket> {
    match input {
        Input::Create { ticket, .. }
        | Input::Send { ticket, .. }
        | Input::Received { ticket, .. }
        | Input::Empty { ticket, .. }
        | Input::Erase { ticket, .. }
        | Input::Decide { ticket, .. } => Some(*ticket),
        Input::Once { call, .. } | Input::Traced { call, .. } => ticket(call),
        Input::Outside(outside) => ticket(&outside.call),
        Input::Answered { .. } | Input::Delivered { .. } | Input::Commands => None,
    }
}
