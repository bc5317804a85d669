//! The engine: takes in calls, answers and times, and runs handlers in transactions.
//!
//! It is synchronous and reads no clock: [`Engine::run`] handles one group of steps at the time that its caller passes, and gives
//! out the results after the commit: replies, questions to perform, messages to deliver. Its memory beyond the database
//! can be undone together with a transaction, or read again from the database, so that a lost transaction leaves no trace.

mod asks;
mod calls;
mod causes;
mod commands;
mod culprits;
pub(crate) mod data;
mod decisions;
mod deferred;
mod drain;
pub(crate) mod emptied;
mod gate;
mod group;
mod handle;
mod history;
mod messages;
mod meter;
mod neighbours;
mod once;
pub(crate) mod outside;
mod posts;
mod random;
mod ready;
mod references;
pub(crate) mod rest;
mod restored;
mod retention;
mod rules;
mod sizes;
mod undoable;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;
use std::sync::Arc;

use flow::Time;
use flow_durable::{
    Ask, Attempts, Call, CallError, DeliveryId, Instances, Record, Retention, Secret, Stepped, StoredEvent,
    Trouble,
};

use crate::bounds::Bounds;
use crate::error::{Fault, OpenError};
use crate::inspect::Mask;
use crate::letters::DeadLetter;
use crate::log::Span;
use crate::principal::Principal;
use crate::program::Parts;
use crate::rules::{BrokenRule, Form};
use crate::store::{Dead, Instance, Message, Store};
use asks::OpenRun;
use causes::Effects;
pub(crate) use gate::Channel;
use gate::Gate;
use group::Work;
use messages::Lane;
use meter::Meter;
use outside::OutsideCall;
pub(crate) use random::Random;
use ready::Ready;
use rest::{Rest, Watch};
use rules::Changes;
use undoable::Undoable;

/// The number by which a caller knows the reply to its call.
pub(crate) type Ticket = u64;

/// An input of the engine.
#[derive(Clone, Debug)]
pub(crate) enum Input {
    /// Create an instance.
    Create { ticket: Ticket, machine: usize, id: Option<String>, context: String },
    /// Handle an event of an actor outside. `id` is empty for a machine that is `one for all`.
    Send { ticket: Ticket, id: String, event: StoredEvent },
    /// A call with a key of the caller's, by which a repetition is recognised.
    Once { caller: String, key: String, call: Box<Input> },
    /// A call of a principal.
    Outside(Box<OutsideCall>),
    /// A call that belongs to a trace.
    Traced { trace: String, call: Box<Input> },
    /// Empty instances that an archive has, unless they have had a step since: their numbers and revisions.
    Empty { ticket: Ticket, instances: Vec<(i64, i64)> },
    /// Remove the values of an instance.
    Erase { ticket: Ticket, machine: usize, id: String, reason: String },
    /// Other programs have decided something.
    Commands,
    /// A question has an answer. A panic or a time-out is [`Trouble::Later`].
    Answered { ask: AskId, result: Result<String, Trouble<String>> },
    /// A message was delivered, perhaps with an answer, or not.
    Delivered { message: DeliveryId, result: Result<Option<StoredEvent>, Trouble<String>> },
    /// An actor outside answers, with an id of its own that names the answer.
    Received { ticket: Ticket, actor: String, id: String, to: Receiver, event: StoredEvent },
    /// An operator or the program decides about a dead letter.
    Decide { ticket: Ticket, dead: i64, decision: Decision, reason: String },
}

/// The receiver of an answer from an actor outside.
#[derive(Clone, Debug)]
pub(crate) enum Receiver {
    /// The instance that sent a message.
    Sender(DeliveryId),
    /// An instance by its id.
    Instance(String),
}

/// A decision about a dead letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Handle it again, from the phrase that had no answer.
    Retry,
    /// As if the phrase without an answer had answered this, in JSON.
    Answer(String),
    /// As if the phrase without an answer had refused.
    Fail,
    /// As if it had never been sent.
    Abandon,
}

/// A question that is being asked: the asking instance and the key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct AskId {
    pub(crate) instance: i64,
    pub(crate) key: String,
}

/// An output of the engine, after the commit.
#[derive(Clone, Debug)]
pub(crate) enum Output {
    /// The reply to a call.
    Reply { ticket: Ticket, reply: Result<Reply, CallError> },
    /// A question to perform; its answer is [`Input::Answered`].
    Ask { id: AskId, machine: usize, ask: Ask, call: Call },
    /// A message to deliver; its result is [`Input::Delivered`].
    Message { id: DeliveryId, actor: usize, message: String, payload: String, call: Call },
    /// All that followed from a call is done, after its reply. `None` if that is not known.
    Rested { ticket: Ticket, rest: Option<Rest> },
    /// Follow a jump of the operating system's clock at once.
    AcceptClock,
    /// An event or a message became a dead letter.
    GivenUp(DeadLetter),
    /// A rule was broken.
    Broken(BrokenRule),
}

/// The success of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reply {
    /// The id of the new instance.
    Created(String),
    Stepped(Stepped),
    /// An answer is stored; `false` if it was before.
    Received(bool),
    Decided,
}

/// The options of a host.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// How often a question is asked.
    pub(crate) asks: Attempts,
    /// How often a message is delivered.
    pub(crate) messages: Attempts,
    /// How often questions and messages are asked that are not asked by default.
    pub(crate) own_attempts: BTreeMap<Channel, Attempts>,
    pub(crate) bounds: Bounds,
    /// The machines in which a dead letter blocks later events of its sender.
    pub(crate) strict: BTreeSet<usize>,
    /// How long old rows are kept.
    pub(crate) retention: Retention,
    pub(crate) random: Random,
    /// Whether all events go in one order, as in the in-process system: a step has a transaction of its own, and a timer waits until
    /// no event is queued. For comparisons; a busy host would never handle its timers.
    pub(crate) is_one_lane: bool,
    /// A deliberate mistake of a test.
    #[cfg(any(test, feature = "simulation"))]
    pub(crate) sabotage: Option<Sabotage>,
}

/// Mistakes that the tests must notice.
#[cfg(any(test, feature = "simulation"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "simulation"), expect(unreachable_pub, reason = "the feature exports it"))]
pub enum Sabotage {
    /// Replies, questions and messages go out before the commit.
    PublishEarly,
    /// Deliveries are named by row numbers that are used again.
    ReuseNumbers,
    /// It is not checked after a step whether the transaction still exists.
    TrustSavepoints,
}

impl Default for Options {
    /// The defaults of a host.
    fn default() -> Self {
        Options {
            asks: Attempts::default(),
            messages: Attempts::default(),
            own_attempts: BTreeMap::new(),
            bounds: Bounds::default(),
            strict: BTreeSet::new(),
            retention: Retention::default(),
            random: Random::System,
            is_one_lane: false,
            #[cfg(any(test, feature = "simulation"))]
            sabotage: None,
        }
    }
}

/// The engine of one database.
pub(crate) struct Engine {
    store: Store,
    parts: Arc<Parts>,
    /// The hidden values.
    mask: Mask,
    options: Options,
    now: Time,
    inputs: VecDeque<Input>,
    /// Instances with queued events.
    ready: Ready,
    /// Handlers that wait for answers, by instance.
    open: Undoable<i64, OpenRun>,
    /// When questions are asked again, by instance.
    retries: Undoable<(Time, i64), ()>,
    /// Messages being delivered, by instance and actor.
    lanes: Undoable<(i64, usize), Lane>,
    /// When messages are delivered again.
    lane_retries: Undoable<(Time, i64, usize), ()>,
    /// How many deliveries follow from each call or timer.
    effects: Undoable<i64, Effects>,
    /// Which attempts go out.
    gate: Gate,
    /// Whether no event is begun any more, so that another version of the program can take over.
    is_draining: bool,
    /// Whether a host runs with it: questions and messages may have gone out.
    has_started: bool,
    /// Calls with events that are stored and not handled yet.
    tickets: Undoable<DeliveryId, Ticket>,
    /// The event of the last call.
    called: Option<DeliveryId>,
    /// Who calls in this step: the conversations that it begins are theirs.
    beginner: Option<Principal>,
    /// The receiver of the call that is taken in, if it was read to find out whether the principal may see it.
    found: Option<Instance>,
    /// The `traceparent` of the call in this step.
    trace: Option<String>,
    /// What this step has changed, for the rules.
    changes: Changes,
    /// The caller of this step, if it waits for the effects that follow.
    watcher: Option<Watch>,
    /// Callers that wait for the effects that follow, by the number of their call.
    watches: Undoable<i64, Watch>,
    /// The calls among them that must have no message under way.
    rested: BTreeSet<i64>,
    /// No timer is due before this time.
    next_timer: Option<Time>,
    /// When rows that are over are deleted next.
    next_cleaning: Time,
    /// The outputs to send when the transaction is committed.
    outputs: Vec<Output>,
    /// The outputs to send at the next run: they belong to no transaction.
    committed: Vec<Output>,
    /// How many steps have a transaction of their own, after one was lost.
    solo: usize,
    /// The current step must fail, with this error: it ended its transaction twice.
    forced: Option<String>,
    /// The step to run next, and the error with which it ended its transaction.
    again: Option<(Work, String)>,
    is_turn_of_inputs: bool,
    meter: Meter,
    /// The spans of calls that have no reply yet.
    spans: BTreeMap<Ticket, Span>,
    /// Why no steps are run, and when that is tried again.
    trouble: Option<(String, Time)>,
    #[cfg(any(test, feature = "simulation"))]
    has_ended: bool,
}

/// How long the engine waits before it opens a database again that it could not write.
const PAUSE: flow::Duration = flow::Duration::from_secs(1);

impl Engine {
    /// Opens a database for a program.
    ///
    /// # Errors
    /// If it cannot be opened, or is not of this program.
    pub(crate) fn open(
        path: &Path,
        parts: Parts,
        mut options: Options,
        now: Time,
    ) -> Result<Self, OpenError> {
        if cfg!(panic = "abort") {
            return Err(OpenError::PanicAborts);
        }
        if let Some(mistake) = Mask::find_mistake(&parts) {
            return Err(OpenError::Program(mistake));
        }
        let mut secret = [0; 32];
        options.random.fill(&mut secret);
        let store = Store::open(path, &parts.fingerprint, Secret(secret))?;
        crate::migrate::adopt(&store, path, &parts, now)?;
        let mut engine = Engine::new(store, parts, options, now);
        engine
            .start()
            .map_err(|fault| OpenError::Other { path: path.to_owned(), reason: fault.to_string() })?;
        Ok(engine)
    }

    /// The engine of an open database, with an empty memory.
    fn new(store: Store, parts: Parts, options: Options, now: Time) -> Self {
        let ready = Ready::new(&options.bounds);
        Engine {
            store,
            mask: Mask::of(parts.secrets),
            parts: Arc::new(parts),
            options,
            now,
            inputs: VecDeque::new(),
            ready,
            open: Undoable::default(),
            retries: Undoable::default(),
            lanes: Undoable::default(),
            lane_retries: Undoable::default(),
            effects: Undoable::default(),
            gate: Gate::default(),
            is_draining: false,
            has_started: false,
            tickets: Undoable::default(),
            called: None,
            beginner: None,
            found: None,
            trace: None,
            changes: Changes::default(),
            watcher: None,
            watches: Undoable::default(),
            rested: BTreeSet::new(),
            next_timer: Some(now),
            next_cleaning: now,
            outputs: Vec::new(),
            committed: Vec::new(),
            solo: 0,
            forced: None,
            again: None,
            is_turn_of_inputs: false,
            meter: Meter::default(),
            spans: BTreeMap::new(),
            trouble: None,
            #[cfg(any(test, feature = "simulation"))]
            has_ended: false,
        }
    }

    /// Reads the heads of the queues, and no more.
    fn start(&mut self) -> Result<(), Fault> {
        // The clock does not go back.
        self.now = self.store.last_time()?.map_or(self.now, |last| last.max(self.now));
        self.store.begin()?;
        self.store.note_secrets(&self.mask.to_json())?;
        self.note_settings()?;
        self.create_only_instances()?;
        self.restore_if_commanded()?;
        self.bury_culprits()?;
        self.store.refuse_commands_to_hosts("the host that ran then has stopped", self.now)?;
        self.store.commit()?;
        let outputs = std::mem::take(&mut self.outputs);
        self.load_memory()?;
        self.committed.extend(outputs);
        self.has_started = true;
        Ok(())
    }

    /// Stores the rules of the program and how long rows are kept, for other programs that read the database.
    fn note_settings(&self) -> Result<(), Fault> {
        let rules = self.parts.rules.list.iter().map(|rule| match rule.form {
            Form::Unchecked(why) => (rule.text.as_str(), Some(why)),
            _ => (rule.text.as_str(), None),
        });
        self.store.note_rules(rules)?;
        self.store.note_retention(&self.options.retention)
    }

    /// Reads the part that is kept in memory. Questions and messages that were being performed go out a second time.
    fn load_memory(&mut self) -> Result<(), Fault> {
        self.open = Undoable::default();
        self.retries = Undoable::default();
        self.lanes = Undoable::default();
        self.lane_retries = Undoable::default();
        self.effects = Undoable::default();
        self.outputs.clear();
        self.gate.forget_waiting();
        self.read_heads()?;
        for delivery in self.store.open_deliveries()? {
            let run = self.load_run(delivery)?;
            self.ready.add(run.delivery.receiver, run.delivery.seq);
            self.open.insert(run.delivery.receiver, run);
        }
        self.start_lanes()?;
        self.recount_watched()?;
        self.forget_lost_calls()?;
        self.commit_memory();
        self.committed.append(&mut self.outputs);
        Ok(())
    }

    /// Where a commit failed, it is unknown whether it took place. Callers of events that are gone get an error.
    fn forget_lost_calls(&mut self) -> Result<(), Fault> {
        let waiting: Vec<(DeliveryId, Ticket)> =
            self.tickets.iter().map(|(id, ticket)| (*id, *ticket)).collect();
        for (id, ticket) in waiting {
            if self.store.delivery_named(id)?.is_none() {
                self.tickets.remove(&id);
                let reply =
                    Err(CallError::Unavailable("the database failed while the event was handled".into()));
                self.outputs.push(Output::Reply { ticket, reply });
            }
        }
        Ok(())
    }

    /// Reads which instances have queued events, and when the next timer is due.
    fn read_heads(&mut self) -> Result<(), Fault> {
        self.ready.refill(self.store.receivers(self.options.bounds.heads)?);
        self.next_timer = self.store.next_due()?;
        Ok(())
    }

    /// Makes the instances of machines that are `one for all`, which exist from the beginning.
    fn create_only_instances(&mut self) -> Result<(), Fault> {
        for machine in 0..self.parts.machines.len() {
            let table = self.parts.machines[machine].table();
            if table.instances == Instances::One && self.store.instance_of(table.name, table.name)?.is_none()
            {
                let name = table.name;
                self.make_shared(machine, name)?;
            }
        }
        Ok(())
    }

    /// The program, for the code that performs the outputs of the engine.
    pub(crate) fn parts(&self) -> Arc<Parts> {
        Arc::clone(&self.parts)
    }

    /// Takes something in, for the next [`run`](Engine::run).
    pub(crate) fn submit(&mut self, input: Input) {
        if let Some(input) = self.refuse_if_draining(input) {
            self.inputs.push_back(input);
        }
    }

    /// Notes the span of a call.
    pub(crate) fn note_span(&mut self, ticket: Ticket, span: Span) {
        if !span.is_none() {
            self.spans.insert(ticket, span);
        }
    }

    /// A call has its reply.
    pub(crate) fn forget_span(&mut self, ticket: Ticket) {
        self.spans.remove(&ticket);
    }

    /// The span of the delivery with a handler that asks something.
    pub(crate) fn span_of(&self, instance: i64) -> Span {
        self.open.get(&instance).map_or_else(Span::none, |run| run.span.clone())
    }

    /// Whether there is something to do now.
    pub(crate) fn has_work(&self) -> bool {
        let is_due = |time: Option<Time>| time.is_some_and(|time| time <= self.now);
        match &self.trouble {
            Some((_, until)) => *until <= self.now,
            None => {
                self.again.is_some()
                    || !self.committed.is_empty()
                    || !self.inputs.is_empty()
                    || (!self.ready.is_empty() && !self.is_lane_held())
                    || is_due(self.wakes_at())
            }
        }
    }

    /// Whether all events go in one order and one of them has no effect yet, since its handler waits for an answer.
    fn is_lane_held(&self) -> bool {
        self.options.is_one_lane && self.open.iter().any(|(_, run)| run.is_asking())
    }

    /// When there is something to do next, if there is no further input. It may be past.
    pub(crate) fn wakes_at(&self) -> Option<Time> {
        if let Some((_, until)) = &self.trouble {
            return Some(*until);
        }
        self.next_due().into_iter().chain([self.next_cleaning]).min()
    }

    /// When the first timer is due or the first attempt is made again.
    pub(crate) fn next_due(&self) -> Option<Time> {
        let retry = self.retries.first().map(|((time, _), ())| *time);
        let lane = self.lane_retries.first().map(|((time, ..), ())| *time);
        let timer = self.next_timer.filter(|_| !self.is_draining && !self.is_lane_held());
        [timer, retry, lane].into_iter().flatten().min()
    }

    /// Why no steps are run, if that is so.
    pub(crate) fn trouble(&self) -> Option<&str> {
        self.trouble.as_ref().map(|(reason, _)| reason.as_str())
    }

    /// The time of the last group.
    pub(crate) fn now(&self) -> Time {
        self.now
    }

    /// Whether only timers are left: no input, no queued event, no question, no message.
    pub(crate) fn is_idle(&self) -> bool {
        self.inputs.is_empty()
            && self.ready.is_empty()
            && self.committed.is_empty()
            && self.again.is_none()
            && self.open.is_empty()
            && self.lanes.is_empty()
    }

    /// The stored instance with an id.
    pub(crate) fn read(&self, machine: usize, id: &str) -> Result<Option<Record>, Fault> {
        let name = self.parts.machines[machine].table().name;
        let found = self.store.instance_of(name, id)?.filter(|instance| instance.life.exists());
        Ok(found.map(crate::store::Instance::into_record))
    }

    /// The instances of a machine in a state, or in any, after the one with a number; with the numbers.
    pub(crate) fn list(
        &self,
        machine: usize,
        state: Option<&str>,
        after: i64,
        most: i64,
    ) -> Result<Vec<(i64, Record)>, Fault> {
        let read = |name: &str, state: &str| self.store.instances(name, state, after, most);
        self.collect_states(machine, state, most, read)
    }

    /// The oldest instances of a machine in a state, or in any of its states, each of which is read alone: indexes have the states, so that
    /// a rare machine or a rare state is found among a million of others.
    pub(crate) fn collect_states(
        &self,
        machine: usize,
        state: Option<&str>,
        most: i64,
        read: impl Fn(&str, &str) -> Result<Vec<Instance>, Fault>,
    ) -> Result<Vec<(i64, Record)>, Fault> {
        let table = self.parts.machines[machine].table();
        let mut found = Vec::new();
        for of in table.states.iter().filter(|of| state.is_none_or(|state| state == **of)) {
            found.extend(read(table.name, of)?);
        }
        found.sort_by_key(|instance| instance.n);
        found.truncate(usize::try_from(most).unwrap_or(0));
        Ok(found.into_iter().map(|instance| (instance.n, instance.into_record())).collect())
    }

    /// The dead letters after one with a number, oldest first.
    pub(crate) fn dead_letters(&self, after: i64, most: i64) -> Result<Vec<Dead>, Fault> {
        self.store.dead_letters(after, most)
    }

    /// The same, each with the number of events that were handled since.
    pub(crate) fn letters(&self, after: i64, most: i64) -> Result<Vec<DeadLetter>, Fault> {
        let letter = |dead: Dead| {
            let since = self.store.count_handled_since(&dead)?;
            Ok(DeadLetter::new(dead, since))
        };
        self.dead_letters(after, most)?.into_iter().map(letter).collect()
    }

    /// Messages that an actor's own program reads, after a place in their order.
    pub(crate) fn messages(&self, actor: &str, after: i64, most: i64) -> Result<Vec<Message>, Fault> {
        self.store.readable_messages(actor, after, most)
    }

    /// Lets the process end, as the engine sees it, after a number of statements.
    #[cfg(any(test, feature = "simulation"))]
    pub(crate) fn end_after(&mut self, statements: u64) {
        self.store.end_after(statements);
    }

    /// Lets a statement fail once, after a number of statements.
    #[cfg(any(test, feature = "simulation"))]
    pub(crate) fn fail_after(&mut self, statements: u64) {
        self.store.fail_after(statements);
    }

    /// How many statements are left until then.
    #[cfg(feature = "simulation")]
    pub(crate) fn statements_left(&self) -> Option<u64> {
        self.store.statements_left()
    }

    /// Whether the process has ended.
    #[cfg(feature = "simulation")]
    pub(crate) fn has_ended(&self) -> bool {
        self.has_ended
    }
}
