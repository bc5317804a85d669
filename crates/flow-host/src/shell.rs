//! The thread that owns the engine, and the tasks that perform the questions and messages of the engine.
//!
//! The engine decides everything; the shell moves messages and waits. Messages received while a transaction is written are handled in
//! the next one, so that many calls share a commit when the host is busy.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::future::Future;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use flow_durable::{CallError, Trouble};
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, oneshot, watch};
use tokio::task::JoinError;

use crate::bound::AnyActor;
use crate::clock::Clock;
use crate::engine::rest::Rest;
use crate::engine::{Channel, Engine, Input, Output, Reply, Ticket};
use crate::error::panic_text;
use crate::hooks::{self, Hooks};
use crate::log::Span;
use crate::program::Parts;

/// A message to the writer.
pub(crate) enum Inbound {
    /// A call, and where its reply goes.
    Call(MakeInput, Results, Span),
    /// The result of an attempt that the engine asked for.
    Result(Input),
    /// A result of an attempt that had been given up before.
    Late(Input),
    /// Something to do with the engine between two transactions.
    Visit(Box<dyn FnOnce(&mut Engine) + Send>),
    /// Asks to be notified when the host is idle until a timer is due.
    Settle(oneshot::Sender<()>),
    /// The clock was moved.
    Wake,
    /// Ends the writer, which closes the database.
    Stop(oneshot::Sender<()>),
}

/// Makes the input of a call, with the ticket of its reply.
pub(crate) type MakeInput = Box<dyn FnOnce(Ticket) -> Input + Send>;

/// Where the reply to a call goes.
pub(crate) type ReplyTo = oneshot::Sender<Result<Reply, CallError>>;

/// Where the effects that followed from a call are sent.
pub(crate) type RestTo = oneshot::Sender<Rest>;

/// Where the results of a call go.
pub(crate) struct Results {
    pub(crate) reply: ReplyTo,
    /// Set if the caller waits until all effects are done.
    pub(crate) rest: Option<RestTo>,
}

/// How questions and messages are performed.
pub(crate) struct Performer {
    pub(crate) parts: Arc<Parts>,
    /// The actors that the host reaches, by their indices.
    pub(crate) actors: BTreeMap<usize, Arc<dyn AnyActor>>,
    pub(crate) runtime: Handle,
    /// How long an attempt may take before it is given up.
    pub(crate) patience: Duration,
    /// For phrases and actors that have another one.
    pub(crate) own_patience: BTreeMap<Channel, Duration>,
    /// Each attempt in progress has one of these.
    pub(crate) places: Arc<Semaphore>,
    /// Functions of the program that are called after a commit.
    pub(crate) hooks: Hooks,
}

/// Starts the thread that owns the engine. It ends at [`Inbound::Stop`].
///
/// # Errors
/// If the operating system has no more threads.
pub(crate) fn start(
    engine: Engine,
    clock: Clock,
    performer: Performer,
    most_calls: usize,
    groups: watch::Sender<u64>,
) -> io::Result<Sender<Inbound>> {
    let (sender, inbox) = mpsc::channel();
    let writer = Writer {
        engine,
        clock,
        performer,
        back: sender.clone(),
        replies: BTreeMap::new(),
        rests: BTreeMap::new(),
        most_calls,
        groups,
        next_ticket: 0,
        performing: 0,
        settling: Vec::new(),
    };
    thread::Builder::new().name("flow-writer".to_owned()).spawn(move || writer.run(&inbox))?;
    Ok(sender)
}

/// The most messages that one transaction takes in. The engine has a limit for its steps; this one bounds how long a reply waits
/// while others keep coming in.
const MOST_AT_ONCE: usize = 1024;

/// How often the writer looks for commands of other programs: a person who has decided something waits for a second, and the look is one
/// query of an index that is empty.
const LOOK: Duration = Duration::from_secs(1);

struct Writer {
    engine: Engine,
    clock: Clock,
    performer: Performer,
    back: Sender<Inbound>,
    replies: BTreeMap<Ticket, ReplyTo>,
    /// Those who wait until all that follows from a call is done.
    rests: BTreeMap<Ticket, RestTo>,
    /// How many calls may wait for their replies.
    most_calls: usize,
    /// Counts the groups of steps, for those who wait for one.
    groups: watch::Sender<u64>,
    next_ticket: Ticket,
    /// How many attempts have no result yet.
    performing: usize,
    settling: Vec<oneshot::Sender<()>>,
}

impl Writer {
    fn run(mut self, inbox: &Receiver<Inbound>) {
        let mut next_look = Instant::now();
        let stopped = loop {
            if next_look <= Instant::now() {
                self.engine.look_for_commands();
                self.forget_gone_callers();
                next_look = Instant::now() + LOOK;
            }
            let inbounds = self.wait(inbox).into_iter().chain(inbox.try_iter().take(MOST_AT_ONCE));
            let mut stop = None;
            for inbound in inbounds {
                if let Some(stopped) = self.accept(inbound) {
                    stop = Some(stopped);
                    break;
                }
            }
            self.run_group();
            if let Some(stopped) = stop {
                break stopped;
            }
            if self.performing == 0 && !self.engine.has_work() {
                for settled in self.settling.drain(..) {
                    // The receiver may have been dropped.
                    let _ = settled.send(());
                }
            }
        };
        self.engine.close();
        drop(self);
        // The receiver may have been dropped.
        let _ = stopped.send(());
    }

    /// Runs a group of steps, and dispatches its outputs.
    fn run_group(&mut self) {
        let mut outputs = Vec::new();
        self.engine.run(self.clock.now(), &mut |output| outputs.push(output));
        outputs.into_iter().for_each(|output| self.dispatch(output));
        self.groups.send_modify(|groups| *groups += 1);
    }

    /// Waits for a message and returns it; `None` if the engine has work by itself. The channel is never disconnected, since the writer has
    /// a sender for results.
    fn wait(&self, inbox: &Receiver<Inbound>) -> Option<Inbound> {
        if self.engine.has_work() {
            return None;
        }
        match self.engine.wakes_at().and_then(|time| self.clock.wait_until(time)) {
            None => inbox.recv_timeout(LOOK).ok(),
            Some(pause) => inbox.recv_timeout(pause.min(LOOK)).ok(),
        }
    }

    /// Accepts a message. Returns the sender to notify if the writer must stop.
    fn accept(&mut self, inbound: Inbound) -> Option<oneshot::Sender<()>> {
        match inbound {
            Inbound::Call(_, Results { reply, rest }, _) if self.is_full(rest.is_some()) => {
                let reason = format!("{} calls wait for their replies", self.most_calls);
                // The caller may have gone.
                let _ = reply.send(Err(CallError::Unavailable(reason)));
            }
            Inbound::Call(make, Results { reply, rest }, span) => {
                self.next_ticket += 1;
                self.engine.note_span(self.next_ticket, span);
                self.replies.insert(self.next_ticket, reply);
                self.rests.extend(rest.map(|rest| (self.next_ticket, rest)));
                self.engine.submit(make(self.next_ticket));
            }
            Inbound::Result(input) => {
                self.performing -= 1;
                self.engine.submit(input);
            }
            Inbound::Late(input) => self.engine.submit(input),
            Inbound::Visit(visit) => {
                self.engine.note_waiting_calls(self.replies.len() + self.rests.len());
                visit(&mut self.engine);
            }
            Inbound::Settle(settled) => self.settling.push(settled),
            Inbound::Wake => {}
            Inbound::Stop(stopped) => return Some(stopped),
        }
        None
    }

    /// Whether no more calls are taken in.
    fn is_full(&self, waits: bool) -> bool {
        self.replies.len() >= self.most_calls || (waits && self.rests.len() >= self.most_calls)
    }

    /// Frees the places of callers that have disconnected. Their calls are handled all the same.
    fn forget_gone_callers(&mut self) {
        self.replies.retain(|_, reply| !reply.is_closed());
        let Writer { rests, engine, .. } = self;
        rests.retain(|ticket, rest| {
            if rest.is_closed() {
                engine.forget_watch(*ticket);
            }
            !rest.is_closed()
        });
    }

    fn dispatch(&mut self, output: Output) {
        match output {
            Output::Rested { ticket, rest } => {
                if let (Some(to), Some(rest)) = (self.rests.remove(&ticket), rest) {
                    // The caller may have gone.
                    let _ = to.send(rest);
                }
            }
            Output::Reply { ticket, reply } => {
                self.engine.forget_span(ticket);
                if let Some(to) = self.replies.remove(&ticket) {
                    // The caller may have gone; its event is handled all the same.
                    let _ = to.send(reply);
                }
            }
            Output::Ask { id, machine, ask, call } => {
                let parts = Arc::clone(&self.performer.parts);
                let patience = self.patience(Channel::Phrase(machine, ask.phrase));
                let phrase = parts.machines[machine].table().phrases[ask.phrase].text;
                let span = Span::ask(&self.engine.span_of(id.instance), phrase, &call);
                let perform = span.wrap(async move { parts.machines[machine].perform(&ask, &call).await });
                self.perform(perform, patience, move |result| Input::Answered { ask: id.clone(), result });
            }
            Output::Message { id, actor: index, message, payload, call } => {
                // The engine outputs only messages to actors that are reached.
                let Some(actor) = self.performer.actors.get(&index).map(Arc::clone) else { return };
                let span = Span::ask(&Span::none(), &message, &call);
                let deliver = span.wrap(async move { actor.deliver(&message, &payload, &call).await });
                let patience = self.patience(Channel::Actor(index));
                self.perform(deliver, patience, move |result| Input::Delivered { message: id, result });
            }
            Output::AcceptClock => self.clock.accept(),
            Output::GivenUp(letter) => {
                let Performer { runtime, hooks, .. } = &self.performer;
                hooks::call(runtime, hooks.on_dead_letter.as_ref(), letter);
            }
            Output::Broken(broken) => {
                let Performer { runtime, hooks, .. } = &self.performer;
                hooks::call(runtime, hooks.on_broken_rule.as_ref(), broken);
            }
        }
    }

    /// How long an attempt may take.
    fn patience(&self, channel: Channel) -> Duration {
        let Performer { patience, own_patience, .. } = &self.performer;
        own_patience.get(&channel).copied().unwrap_or(*patience)
    }

    /// Performs something in a task of its own. A panic and a time-out are troubles that may be over at the next attempt.
    fn perform<T: Send + 'static>(
        &mut self,
        attempt: impl Future<Output = Result<T, Trouble<String>>> + Send + 'static,
        patience: Duration,
        input: impl Fn(Result<T, Trouble<String>>) -> Input + Send + 'static,
    ) {
        self.performing += 1;
        let Performer { runtime, places, .. } = &self.performer;
        let (places, back) = (Arc::clone(places), self.back.clone());
        runtime.spawn(async move {
            // The semaphore is never closed.
            let place = places.acquire_owned().await;
            let mut task = tokio::spawn(attempt);
            // The writer may have stopped: the result is then asked for again after the next start.
            match tokio::time::timeout(patience, &mut task).await {
                Ok(result) => drop(back.send(Inbound::Result(input(flatten(result))))),
                Err(_) => {
                    let late = format!("no answer within {} s", patience.as_secs_f32());
                    let _ = back.send(Inbound::Result(input(Err(Trouble::Later(late)))));
                    // It may still end well. The first answer that is stored counts.
                    if let Ok(result @ Ok(_)) = task.await {
                        let _ = back.send(Inbound::Late(input(result)));
                    }
                }
            }
            drop(place);
        });
    }
}

/// The result of a task, with a panic as a trouble.
fn flatten<T>(result: Result<Result<T, Trouble<String>>, JoinError>) -> Result<T, Trouble<String>> {
    match result {
        Ok(result) => result,
        Err(error) if error.is_panic() => {
            Err(Trouble::Later(format!("it panicked: {}", panic_text(&*error.into_panic()))))
        }
        Err(error) => Err(Trouble::Later(error.to_string())),
    }
}
