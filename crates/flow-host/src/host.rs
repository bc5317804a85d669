//! [`Host`]: the program's handle of a running host.
//!
//! Every function sends a message to the thread of the engine and waits for its reply.

mod drain;
mod measured;
mod once;
mod operations;

use std::future::Future;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::time::Duration;

use flow::system::Id;
use flow_durable::{CallError, Caller, Machine, Outside, Program, Record, Stepped, StoredEvent, Unreadable};
use tokio::sync::{oneshot, watch};

use crate::builder::Builder;
use crate::clock::{Clock, ClockState};
use crate::engine::data::Access;
use crate::engine::{Decision, Engine, Input, Receiver, Reply, Ticket};
use crate::error::Fault;
use crate::history::PastEvent;
use crate::letters::{DeadLetter, SentMessage};
use crate::log::Span;
use crate::program::Parts;
use crate::shell::{Inbound, RestTo, Results};
use crate::step::{self, Step, StepError};
pub use once::Once;

/// A running host of the program `P`. Copies are handles of the same host, which ends when the last one is dropped, or at
/// [`shutdown`](Host::shutdown); unfinished work then goes on at the next start.
pub struct Host<P> {
    inner: Arc<Inner>,
    of: PhantomData<fn() -> P>,
}

struct Inner {
    inbox: Sender<Inbound>,
    clock: Clock,
    path: PathBuf,
    /// The program that it runs.
    program: Running,
    /// Whether the host takes no more calls.
    is_stopping: AtomicBool,
}

/// The data of a handle about the program and its options.
#[cfg_attr(not(feature = "http"), expect(dead_code, reason = "only the HTTP interface reads it"))]
pub(crate) struct Running {
    /// The name of the system.
    pub(crate) name: &'static str,
    pub(crate) parts: Arc<Parts>,
    /// The most bytes of a payload.
    pub(crate) size: usize,
    /// Counts the groups of steps.
    pub(crate) groups: watch::Receiver<u64>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        // It may have stopped before.
        let _ = self.inbox.send(Inbound::Stop(oneshot::channel().0));
    }
}

impl<P> Clone for Host<P> {
    fn clone(&self) -> Self {
        Host { inner: Arc::clone(&self.inner), of: PhantomData }
    }
}

impl<P: Program> Host<P> {
    /// A host that keeps its machines in an SQLite database, which is created if it does not exist. The program's own tables can be in
    /// the same database; names that begin with `flow_` are the host's.
    pub fn open(path: impl AsRef<Path>) -> Builder<P> {
        Builder::new(path.as_ref().to_owned())
    }

    /// The instance with an id; `None` if there is none.
    ///
    /// # Errors
    /// If the host has stopped, or the stored instance cannot be read.
    pub async fn get<M: Machine<System = P>>(&self, id: &Id<M>) -> Result<Option<M>, CallError> {
        let record = self.read_record(M::KIND, id.to_string()).await?;
        record.map(|record| restore::<M>(&record)).transpose()
    }

    /// Instances of a machine, oldest first: those in a state, or in any, after the one with a cursor; at most `most`. Each is returned
    /// with its cursor.
    ///
    /// # Errors
    /// If the host has stopped, or a stored instance cannot be read.
    pub async fn list<M: Machine<System = P>>(
        &self,
        state: Option<&'static str>,
        after: i64,
        most: i64,
    ) -> Result<Vec<(i64, Id<M>, M)>, CallError> {
        let records = self.visit(move |engine| engine.list(M::KIND, state, after, most)).await?;
        let read = |(cursor, record): (i64, Record)| {
            let id = record
                .id
                .parse()
                .map_err(|error| Unreadable::new(format!("the id '{}'", record.id), error))?;
            Ok((cursor, id, restore::<M>(&record)?))
        };
        records.into_iter().map(read).collect()
    }

    /// Messages to an actor that no [`actor`](Builder::actor) delivers, after the one with a cursor, oldest first; at most `most`.
    ///
    /// # Errors
    /// If the host has stopped.
    pub async fn messages<O: Outside<Program = P>>(
        &self,
        after: i64,
        most: i64,
    ) -> Result<Vec<SentMessage>, CallError> {
        let found = self.visit(move |engine| engine.messages(O::NAME, after, most)).await?;
        Ok(found.into_iter().map(SentMessage::from).collect())
    }

    /// Writes the program's own data in a transaction of its own, which is committed if the function succeeds. It blocks all machines
    /// until then. Data that belongs to a step is written by its bindings instead.
    ///
    /// # Errors
    /// The error of the function; or a [`StepError`] if the database cannot be used, or the host has stopped.
    pub async fn write<T, E>(
        &self,
        write: impl FnOnce(&Step) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StepError> + Send + 'static,
    {
        self.visit_data(Access::Write, write).await
    }

    /// Reads the program's own data. Writes of the function are rolled back.
    ///
    /// # Errors
    /// The error of the function; or a [`StepError`] if the database cannot be used, or the host has stopped.
    pub async fn read<T, E>(&self, read: impl FnOnce(&Step) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StepError> + Send + 'static,
    {
        self.visit_data(Access::Read, read).await
    }

    async fn visit_data<T, E>(
        &self,
        access: Access,
        visit: impl FnOnce(&Step) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StepError> + Send + 'static,
    {
        let unavailable = |error: CallError| E::from(StepError::Unavailable(error.to_string()));
        let visit = move |engine: &mut Engine| Ok(engine.visit_data(access, visit));
        self.visit(visit).await.map_err(unavailable)?
    }

    /// The events in the conversation of an instance, oldest first: its own, and those of the instances that it works with. For an instance
    /// of a machine that is `one for …`, only its own.
    ///
    /// # Errors
    /// If the host has stopped.
    pub async fn history<M: Machine<System = P>>(&self, id: &Id<M>) -> Result<Vec<PastEvent>, CallError> {
        let id = id.to_string();
        self.visit(move |engine| engine.history(M::KIND, &id)).await
    }

    /// The events and messages that the host has given up, after the one with a cursor, oldest first; at most `most`.
    ///
    /// # Errors
    /// If the host has stopped.
    pub async fn dead_letters(&self, after: i64, most: i64) -> Result<Vec<DeadLetter>, CallError> {
        self.visit(move |engine| engine.letters(after, most)).await
    }

    /// Takes a dead letter up again, from the phrase that had no answer. The reason is kept.
    ///
    /// # Errors
    /// If there is no such letter, or the host has stopped.
    pub async fn retry(&self, letter: i64, reason: impl Into<String>) -> Result<(), CallError> {
        self.decide(letter, Decision::Retry, reason.into()).await
    }

    /// Forgets a dead letter, as if its event had never been sent. The reason is kept.
    ///
    /// # Errors
    /// If there is no such letter, or the host has stopped.
    pub async fn abandon(&self, letter: i64, reason: impl Into<String>) -> Result<(), CallError> {
        self.decide(letter, Decision::Abandon, reason.into()).await
    }

    /// Answers the phrase that had no answer in place of the program, with a value in JSON, and takes the dead letter up again. The reason is
    /// kept.
    ///
    /// # Errors
    /// If there is no such letter, no phrase waits for an answer there, or the host has stopped.
    pub async fn answer(
        &self,
        letter: i64,
        value: impl Into<String>,
        reason: impl Into<String>,
    ) -> Result<(), CallError> {
        self.decide(letter, Decision::Answer(value.into()), reason.into()).await
    }

    /// Refuses for the phrase that had no answer, and takes the dead letter up again. The reason is kept.
    ///
    /// # Errors
    /// If there is no such letter, no phrase waits for an answer there, or the host has stopped.
    pub async fn fail(&self, letter: i64, reason: impl Into<String>) -> Result<(), CallError> {
        self.decide(letter, Decision::Fail, reason.into()).await
    }

    /// Takes in an event of an actor outside without a question, or a late one. `id` is the actor's own name of the event: a
    /// second one of the same id is not taken. Returns whether it was taken.
    ///
    /// # Errors
    /// If the event is of another actor, the instance does not exist, or the host has stopped.
    pub async fn receive<O: Outside<Program = P>, M: Machine<System = P>>(
        &self,
        id: impl Into<String>,
        to: &Id<M>,
        event: impl Into<M::Event>,
    ) -> Result<bool, CallError> {
        self.take_in::<O, M>(id.into(), Receiver::Instance(to.to_string()), event.into()).await
    }

    /// Takes in an answer of an actor outside to a message, as [`receive`](Host::receive) does. It goes to the instance that sent the message.
    ///
    /// # Errors
    /// If the event is of another actor, there is no such message, or the host has stopped.
    pub async fn reply<O: Outside<Program = P>, M: Machine<System = P>>(
        &self,
        id: impl Into<String>,
        to: &SentMessage,
        event: impl Into<M::Event>,
    ) -> Result<bool, CallError> {
        self.take_in::<O, M>(id.into(), Receiver::Sender(to.id), event.into()).await
    }

    async fn take_in<O: Outside<Program = P>, M: Machine<System = P>>(
        &self,
        id: String,
        to: Receiver,
        event: M::Event,
    ) -> Result<bool, CallError> {
        let event = P::write_event(&M::wrap(event))?;
        if event.from.as_deref().is_some_and(|from| from != O::NAME) {
            return Err(CallError::Unfit(format!(":{} does not come from @{}", event.name, O::NAME)));
        }
        let actor = O::NAME.to_owned();
        match self.call(move |ticket| Input::Received { ticket, actor, id, to, event }).await? {
            Reply::Received(is_new) => Ok(is_new),
            other => Err(unexpected(&other)),
        }
    }

    /// Why the host takes no events at the moment: the disk is full, or the database cannot be written. It tries again by itself.
    ///
    /// # Errors
    /// If the host has stopped.
    pub async fn trouble(&self) -> Result<Option<String>, CallError> {
        self.visit(|engine| Ok(engine.trouble().map(str::to_owned))).await
    }

    /// The time of the host, and whether the operating system's clock has jumped forward, so that the host does not follow it yet.
    pub fn clock(&self) -> ClockState {
        self.inner.clock.state()
    }

    /// Follows a jump of the operating system's clock at once: timers that are due by its time are handled.
    ///
    /// # Errors
    /// If the host has stopped.
    pub fn accept_clock(&self) -> Result<(), CallError> {
        self.inner.clock.accept();
        self.send(Inbound::Wake)
    }

    async fn decide(&self, dead: i64, decision: Decision, reason: String) -> Result<(), CallError> {
        self.call(move |ticket| Input::Decide { ticket, dead, decision, reason }).await.map(drop)
    }
}

/// Methods that need no types of the program.
impl<P> Host<P> {
    pub(crate) fn new(inbox: Sender<Inbound>, clock: Clock, path: PathBuf, program: Running) -> Self {
        let is_stopping = AtomicBool::new(false);
        Host { inner: Arc::new(Inner { inbox, clock, path, program, is_stopping }), of: PhantomData }
    }

    /// Waits until the host is idle: no event is queued, and no phrase or message is being performed. Only a call or a timer starts further
    /// steps. For tests.
    ///
    /// # Errors
    /// If the host has stopped.
    pub async fn settle(&self) -> Result<(), CallError> {
        let (settled, wait) = oneshot::channel();
        self.send(Inbound::Settle(settled))?;
        wait.await.map_err(|_| stopped())
    }

    /// Stops the host: it takes no more calls, waits up to `patience` for phrases and messages that are being performed, and closes the
    /// database. Unfinished work goes on at the next start.
    pub async fn shutdown(self, patience: Duration) {
        self.inner.is_stopping.store(true, Ordering::Relaxed);
        // Attempts that take longer are stored, and are performed again after the next start.
        let _ = tokio::time::timeout(patience, self.settle()).await;
        let (stopped, wait) = oneshot::channel();
        if self.send(Inbound::Stop(stopped)).is_ok() {
            // An error means that it has stopped.
            let _ = wait.await;
        }
    }

    /// A handle that knows machines and events by their numbers and names.
    #[cfg(feature = "http")]
    pub(crate) fn without_types(&self) -> Host<()> {
        Host { inner: Arc::clone(&self.inner), of: PhantomData }
    }

    #[cfg(feature = "http")]
    pub(crate) fn program(&self) -> &Running {
        &self.inner.program
    }

    async fn read_record(&self, machine: usize, id: String) -> Result<Option<Record>, CallError> {
        self.visit(move |engine| engine.read(machine, &id)).await
    }

    /// Does something with the engine between two transactions.
    pub(crate) async fn visit<T: Send + 'static>(
        &self,
        visit: impl FnOnce(&mut Engine) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, CallError> {
        let (reply, wait) = oneshot::channel();
        // The receiver may have been dropped.
        self.send(Inbound::Visit(Box::new(move |engine| drop(reply.send(visit(engine))))))?;
        let result = wait.await.map_err(|_| stopped())?;
        result.map_err(|fault| CallError::Unavailable(fault.to_string()))
    }

    pub(crate) async fn call(
        &self,
        input: impl FnOnce(Ticket) -> Input + Send + 'static,
    ) -> Result<Reply, CallError> {
        self.call_traced(input, None, None).await
    }

    /// Makes a call that may belong to a trace. Its effects are sent to `rest`, if that is given.
    pub(crate) async fn call_traced(
        &self,
        input: impl FnOnce(Ticket) -> Input + Send + 'static,
        trace: Option<String>,
        rest: Option<RestTo>,
    ) -> Result<Reply, CallError> {
        if self.inner.is_stopping.load(Ordering::Relaxed) {
            return Err(CallError::Unavailable("the host is stopping".to_owned()));
        }
        let (reply, wait) = oneshot::channel();
        let span = Span::call(trace.as_deref());
        let input = move |ticket| match trace {
            Some(trace) => Input::Traced { trace, call: Box::new(input(ticket)) },
            None => input(ticket),
        };
        self.send(Inbound::Call(Box::new(input), Results { reply, rest }, span.clone()))?;
        span.wrap(wait).await.map_err(|_| stopped())?
    }

    fn send(&self, inbound: Inbound) -> Result<(), CallError> {
        if step::is_running() {
            return Err(CallError::Unfit(
                "a binding cannot call the host while its own step runs".to_owned(),
            ));
        }
        self.inner.inbox.send(inbound).map_err(|_| stopped())
    }
}

impl<P: Program> Caller<P> for Host<P> {
    async fn create(&self, machine: usize, id: Option<String>, context: String) -> Result<String, CallError> {
        read_created(self.call(move |ticket| Input::Create { ticket, machine, id, context }).await?)
    }

    async fn send(&self, id: String, event: StoredEvent) -> Result<Stepped, CallError> {
        read_stepped(self.call(move |ticket| Input::Send { ticket, id, event }).await?)
    }

    fn read(
        &self,
        machine: usize,
        id: String,
    ) -> impl Future<Output = Result<Option<Record>, CallError>> + Send {
        self.read_record(machine, id)
    }
}

fn restore<M: Machine>(record: &Record) -> Result<M, CallError> {
    Ok(M::read_instance(&record.id, &record.state, &record.context)?)
}

fn stopped() -> CallError {
    CallError::Unavailable("the host has stopped".to_owned())
}

/// The id of a new instance.
fn read_created(reply: Reply) -> Result<String, CallError> {
    match reply {
        Reply::Created(id) => Ok(id),
        other => Err(unexpected(&other)),
    }
}

/// The step of an event.
fn read_stepped(reply: Reply) -> Result<Stepped, CallError> {
    match reply {
        Reply::Stepped(step) => Ok(step),
        other => Err(unexpected(&other)),
    }
}

fn unexpected(reply: &Reply) -> CallError {
    CallError::Unavailable(format!("the host replied {reply:?}"))
}
