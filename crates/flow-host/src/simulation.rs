//! A host without threads, which a test drives: its steps, its clock, and the end of its process.
//!
//! It is the host that runs in production, without the thread and the tasks around it. Questions and messages are performed at once, in
//! order, or with the delays and repetitions of a network ([`Setup::is_unreliable`]). A process that has ended executes no further
//! steps; the next one opens the same database. With a seed, all random values are the same in each run.

use std::collections::{BTreeMap, VecDeque};
use std::future::Future;
use std::marker::PhantomData;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use flow::{Duration, Time};
use flow_durable::{CallError, Retention, Stepped, StoredEvent, Trouble};

use crate::bound::AnyActor;
pub use crate::engine::Sabotage;
use crate::engine::{Engine, Input, Options, Output, Random, Reply, Ticket};

/// How a host is driven.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setup {
    /// The seed of its random values. Each process of one database has another one.
    pub seed: u64,
    /// Whether all events go in one order, as in the in-process system.
    pub is_one_lane: bool,
    /// Whether questions and messages are performed late, in another order, after their time-out, or answered twice; in one lane they are
    /// performed at once, since no other event could overtake them.
    pub is_unreliable: bool,
    /// A mistake to make.
    pub sabotage: Option<Sabotage>,
}

impl Setup {
    pub(crate) fn options(self, options: Options) -> Options {
        let Setup { seed, is_one_lane, sabotage, .. } = self;
        // Tests read the whole journal, however far they move the clock.
        let retention = Retention { journal: Duration::from_micros(i64::MAX), ..options.retention };
        Options { random: Random::Seed(seed), is_one_lane, sabotage, retention, ..options }
    }
}

/// A host of the program `P` that is driven.
pub struct Simulation<P> {
    engine: Engine,
    actors: BTreeMap<usize, Arc<dyn AnyActor>>,
    now: Time,
    replies: BTreeMap<Ticket, Result<Reply, CallError>>,
    next_ticket: Ticket,
    /// Questions and messages that are performed later.
    postponed: VecDeque<Output>,
    /// Decides how questions and messages are performed; `None` if they are performed at once.
    dice: Option<Random>,
    may_postpone: bool,
    of: PhantomData<fn() -> P>,
}

impl<P> Simulation<P> {
    pub(crate) fn new(
        engine: Engine,
        actors: BTreeMap<usize, Arc<dyn AnyActor>>,
        now: Time,
        setup: Setup,
    ) -> Self {
        Simulation {
            engine,
            actors,
            now,
            replies: BTreeMap::new(),
            next_ticket: 0,
            postponed: VecDeque::new(),
            // Others than those of the engine, which has the same seed.
            dice: setup.is_unreliable.then_some(Random::Seed(!setup.seed)),
            may_postpone: !setup.is_one_lane,
            of: PhantomData,
        }
    }

    /// Creates an instance, and returns its id. `None` if the process ended before the reply.
    pub fn create(
        &mut self,
        machine: usize,
        id: Option<String>,
        context: String,
    ) -> Option<Result<String, CallError>> {
        let reply = self.call(|ticket| Input::Create { ticket, machine, id, context })?;
        Some(reply.and_then(|reply| match reply {
            Reply::Created(id) => Ok(id),
            other => Err(CallError::Unavailable(format!("the host replied {other:?}"))),
        }))
    }

    /// Sends an event of an actor outside, and runs all that follows at this time. `None` if the process ended before the reply.
    pub fn send(&mut self, id: String, event: StoredEvent) -> Option<Result<Stepped, CallError>> {
        let reply = self.call(|ticket| Input::Send { ticket, id, event })?;
        Some(reply.and_then(|reply| match reply {
            Reply::Stepped(step) => Ok(step),
            other => Err(CallError::Unavailable(format!("the host replied {other:?}"))),
        }))
    }

    /// Takes in an event of an actor outside, and runs no step yet. The reply is dropped.
    pub fn queue(&mut self, id: String, event: StoredEvent) {
        self.next_ticket += 1;
        self.engine.submit(Input::Send { ticket: self.next_ticket, id, event });
    }

    fn call(&mut self, input: impl FnOnce(Ticket) -> Input) -> Option<Result<Reply, CallError>> {
        self.next_ticket += 1;
        let ticket = self.next_ticket;
        self.engine.submit(input(ticket));
        self.settle();
        self.replies.remove(&ticket)
    }

    /// Runs steps until the host is idle or the process ends.
    pub fn settle(&mut self) {
        loop {
            while self.engine.has_work() && !self.engine.has_ended() {
                self.run_group();
            }
            let Some(output) = self.postponed.pop_front() else { return };
            let inputs = self.perform(output);
            // The outside has performed it; a process that has ended does not get the result.
            if !self.engine.has_ended() {
                inputs.into_iter().for_each(|input| self.engine.submit(input));
            }
        }
    }

    /// Advances the clock. Timers that become due are handled at their times.
    pub fn advance(&mut self, by: Duration) {
        let end = self.now.checked_add(by).unwrap_or(Time::from_micros(i64::MAX));
        while let Some(next) = self.engine.next_due().filter(|next| *next <= end && !self.engine.has_ended())
        {
            self.now = self.now.max(next);
            self.run_group();
            self.settle();
        }
        self.now = end;
        self.settle();
    }

    /// Runs one group of steps, and performs or postpones its outputs.
    fn run_group(&mut self) {
        let mut outputs = Vec::new();
        self.engine.run(self.now, &mut |output| outputs.push(output));
        for output in outputs {
            if let Output::Reply { ticket, reply } = output {
                let before = self.replies.insert(ticket, reply);
                assert!(before.is_none(), "a call has one reply");
            } else if self.may_postpone && self.roll(4) {
                // In any order.
                if self.roll(2) {
                    self.postponed.push_front(output);
                } else {
                    self.postponed.push_back(output);
                }
            } else {
                let inputs = self.perform(output);
                inputs.into_iter().for_each(|input| self.engine.submit(input));
            }
        }
    }

    /// Returns `true` once in `times` calls on average.
    fn roll(&mut self, times: u32) -> bool {
        self.dice.as_mut().is_some_and(|dice| dice.number().is_multiple_of(times))
    }

    /// The time that it shows.
    pub fn now(&self) -> Time {
        self.now
    }

    /// Lets the process end before the statement of this number from now, which is not executed.
    pub fn end_after(&mut self, statements: u64) {
        self.engine.end_after(statements);
    }

    /// How many statements are left until the process ends; `None` if that was not set.
    pub fn statements_left(&self) -> Option<u64> {
        self.engine.statements_left()
    }

    /// Whether the process has ended.
    pub fn has_ended(&self) -> bool {
        self.engine.has_ended()
    }

    /// Why no steps are run, if that is so.
    pub fn trouble(&self) -> Option<&str> {
        self.engine.trouble()
    }

    /// Performs a question or a message. Returns the inputs for the engine, in order.
    fn perform(&mut self, output: Output) -> Vec<Input> {
        match output {
            Output::Reply { .. } | Output::Rested { .. } => Vec::new(),
            Output::Ask { id, machine, ask, call } => {
                let parts = self.engine.parts();
                let result = answer_at_once(parts.machines[machine].perform(&ask, &call));
                self.report(result, |result| Input::Answered { ask: id.clone(), result })
            }
            Output::Message { id, actor, message, payload, call } => {
                let Some(actor) = self.actors.get(&actor).cloned() else { return Vec::new() };
                let result = answer_at_once(actor.deliver(&message, &payload, &call));
                self.report(result, |result| Input::Delivered { message: id, result })
            }
            // The clock of a simulation does not jump, and nobody is told.
            Output::AcceptClock | Output::GivenUp(_) | Output::Broken(_) => Vec::new(),
        }
    }

    /// The result of an attempt: once, twice, or after its time-out.
    fn report<T: Clone>(
        &mut self,
        result: Result<T, Trouble<String>>,
        input: impl Fn(Result<T, Trouble<String>>) -> Input,
    ) -> Vec<Input> {
        if self.roll(8) {
            return vec![input(result.clone()), input(result)];
        }
        if self.roll(8) {
            let late = input(Err(Trouble::Later("no answer in time".to_owned())));
            // The shell passes on only successes after a time-out.
            return match result {
                Ok(_) => vec![late, input(result)],
                Err(_) => vec![late],
            };
        }
        vec![input(result)]
    }
}

/// The result of an attempt that does not wait.
fn answer_at_once<T>(
    attempt: impl Future<Output = Result<T, Trouble<String>>>,
) -> Result<T, Trouble<String>> {
    match pin!(attempt).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => Err(Trouble::Later("a simulation waits for nothing".to_owned())),
    }
}
