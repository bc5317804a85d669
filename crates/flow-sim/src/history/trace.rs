//! A trace: the events of a run, in order and in plain words, from which lane diagrams are drawn.
//!
//! A trace is independent of models: parties, events and states are names. Lines of the specification are spans.

use flow_model::model::{Call, StateId, Timer, Transition};
use flow_syntax::source::Span;

use crate::exec::eval::PhraseCall;
use crate::exec::message::{InstanceId, MessageId, Peer};
use crate::exec::observer::Handled;
use crate::exec::runnable::Runnable;
use crate::exec::step::{Done, Happened, Refusal};
use crate::exec::value::Value;
use crate::history::log::{LogEntry, LoggedSystem};

/// The parties and events of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    /// Who took part, in order of appearance.
    pub parties: Vec<TraceParty>,
    /// What happened, in order.
    pub entries: Vec<TraceEntry>,
}

/// Someone who took part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceParty {
    /// The name without sigil; of a second instance of a machine, with its number (`order-2`).
    pub name: String,
    /// Whether it is a machine of the system.
    pub kind: PartyKind,
}

/// The kind of a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartyKind {
    /// An instance of a machine.
    Machine,
    /// Outside the system, time included.
    Outside,
}

/// One thing that happened. Parties are indices into [`Trace::parties`].
#[derive(Clone, Debug, PartialEq)]
pub enum TraceEntry {
    /// A message was sent.
    Message {
        /// The sender.
        from: usize,
        /// The receiver.
        to: usize,
        /// The event, without sigil.
        event: String,
        /// The payload, as it would be written.
        payload: Vec<(String, String)>,
        /// The emit; `None` for a message from outside.
        span: Option<Span>,
        /// The outcome of its delivery.
        outcome: Outcome,
        /// Whether it arrives once more, after it arrived before.
        is_repeated: bool,
    },
    /// A party did something.
    Action {
        /// Who.
        party: usize,
        /// The phrase.
        text: String,
        /// The values of its arguments, as they would be written.
        args: Vec<String>,
        /// The line.
        span: Span,
    },
    /// A variable of a party changed.
    Updated {
        /// Who.
        party: usize,
        /// The line.
        span: Span,
    },
    /// A party started or cancelled a timer.
    Timed {
        /// Who.
        party: usize,
        /// The event that will arrive, without sigil, and the words for its time; `None` if it was cancelled.
        event: Option<(String, Span)>,
        /// The line.
        span: Span,
    },
    /// A guard of a party was true, and its body ran.
    Guard {
        /// Who.
        party: usize,
        /// The guard lines.
        span: Span,
    },
    /// None of the guards of a party's chain held, and its `otherwise` was done.
    Otherwise {
        /// Who.
        party: usize,
        /// The chain.
        span: Span,
    },
    /// A party moved.
    Moved {
        /// Who.
        party: usize,
        /// From where.
        from: String,
        /// Where to.
        to: String,
        /// The line.
        span: Span,
    },
    /// A party did not handle an event, and did not change.
    Rejected {
        /// Who.
        party: usize,
        /// The event.
        event: String,
        /// The state it was in.
        state: String,
        /// The reason.
        why: Why,
        /// Whether it had put the event aside before.
        deferred: bool,
    },
    /// A party put an event aside.
    Deferred {
        /// Who.
        party: usize,
        /// The event, without sigil.
        event: String,
    },
    /// A party handles an event that it had put aside.
    TakenUp {
        /// Who.
        party: usize,
        /// The event, without sigil.
        event: String,
    },
    /// Time passed, to this many microseconds since 1970.
    Time(i64),
}

/// The reason why an event was not handled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The state does not accept it (reference#rejection).
    NotAccepted,
    /// The handler ran into a `reject` with this text, which may be empty (reference#refusals).
    Refused(String),
    /// The handler failed with this error (reference#failure).
    Failed(String),
}

impl Why {
    /// The reason of a refusal.
    pub fn of(refusal: &Refusal<'_>) -> Why {
        match refusal {
            // A deferred event is never reported as refused.
            Refusal::Rejected { .. } | Refusal::Deferred { .. } => Why::NotAccepted,
            Refusal::Refused { reason, .. } => Why::Refused(reason.clone()),
            Refusal::Failed { message, .. } => Why::Failed(message.clone()),
            Refusal::Fault { fault, .. } => Why::Failed(fault.message.clone()),
        }
    }
}

/// The outcome of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was handled, or its receiver is outside, where its handling is unknown.
    Taken,
    /// Its receiver rejected or refused it, or failed in handling it.
    Refused,
    /// It was lost on the way.
    Lost,
}

impl Trace {
    /// The trace of a system's log.
    pub fn of(runnable: &Runnable<'_>, system: &LoggedSystem<'_, '_>) -> Trace {
        let mut tracer = Tracer {
            runnable,
            system,
            peers: Vec::new(),
            messages: Vec::new(),
            deferred: Vec::new(),
            trace: Trace::default(),
        };
        let log = system.log();
        let mut at = 0;
        while let Some(entry) = log.get(at) {
            at += 1;
            match entry {
                LogEntry::Sent(message) => tracer.trace_message(*message),
                LogEntry::Deferred { message, instance, .. } => {
                    tracer.trace_repeated(*message);
                    tracer.trace_deferred(*message, *instance);
                }
                LogEntry::Handled(Handled { message, instance, from, done, .. }) => {
                    tracer.trace_repeated(*message);
                    tracer.trace_taken_up(*message, *instance);
                    // In the log, the messages of a handler follow the handler; in the trace they are at their emits.
                    let sent = log[at..].iter().map_while(|entry| match entry {
                        LogEntry::Sent(id) => Some((*id, system.message(*id).emit?.at)),
                        _ => None,
                    });
                    let sent: Vec<_> = sent.collect();
                    at += sent.len();
                    tracer.trace_handled(*instance, *from, done, &sent);
                }
                LogEntry::Refused { message, instance, refusal } => {
                    tracer.trace_repeated(*message);
                    tracer.trace_refused(*message, *instance, refusal);
                }
                LogEntry::PassedOver(message) => {
                    tracer.trace_repeated(*message);
                    tracer.mark(*message, Outcome::Refused);
                }
                LogEntry::Lost(message) => {
                    tracer.trace_repeated(*message);
                    tracer.mark(*message, Outcome::Lost);
                }
                LogEntry::Time(now) => tracer.trace.entries.push(TraceEntry::Time(*now)),
            }
        }
        tracer.trace
    }
}

struct Tracer<'a, 'p, 'm> {
    runnable: &'p Runnable<'m>,
    system: &'a LoggedSystem<'p, 'm>,
    peers: Vec<Peer>,
    /// The position of each message in the trace.
    messages: Vec<(MessageId, usize)>,
    /// The messages that were put aside, and not handled or rejected yet.
    deferred: Vec<MessageId>,
    trace: Trace,
}

impl Tracer<'_, '_, '_> {
    fn trace_message(&mut self, id: MessageId) {
        let message = self.system.message(id);
        let (from, to) = (self.add_party(message.from), self.add_party(message.to));
        let payload = message.payload.iter().map(|(name, value)| ((*name).to_owned(), value.to_string()));
        self.messages.push((id, self.trace.entries.len()));
        self.trace.entries.push(TraceEntry::Message {
            from,
            to,
            event: message.name.to_owned(),
            payload: payload.collect(),
            span: message.span(),
            outcome: Outcome::Taken,
            is_repeated: self.system.is_repeated(id),
        });
    }

    /// A copy of a message has no emit: its entry is where it arrives.
    fn trace_repeated(&mut self, id: MessageId) {
        if self.system.is_repeated(id) && self.messages.iter().all(|(known, _)| *known != id) {
            self.trace_message(id);
        }
    }

    fn trace_handled(
        &mut self,
        instance: InstanceId,
        from: StateId,
        done: &Done<'_>,
        sent: &[(MessageId, usize)],
    ) {
        let party = self.add_party(Peer::Instance(instance));
        let mut state = from;
        for (at, happened) in done.path.iter().enumerate() {
            match happened {
                Happened::Guard { group, held: true, .. } => {
                    self.trace.entries.push(TraceEntry::Guard { party, span: group.span });
                }
                Happened::Otherwise(chain) => {
                    self.trace.entries.push(TraceEntry::Otherwise { party, span: chain.span });
                }
                Happened::Moved(transition) => {
                    self.trace_moved(party, instance, state, transition);
                    state = transition.to;
                }
                Happened::Sent(..) => {
                    let by_this = sent.iter().filter(|(_, by)| *by == at);
                    by_this.for_each(|(message, _)| self.trace_message(*message));
                }
                Happened::Called(call, question) => self.trace_called(party, call, question),
                Happened::Updated(update, _) => {
                    self.trace.entries.push(TraceEntry::Updated { party, span: update.span });
                }
                Happened::Timed(timer, _) => self.trace_timed(party, instance, timer),
                Happened::Guard { held: false, .. } | Happened::Looped(..) | Happened::Rejected(_) => {}
            }
        }
    }

    fn trace_called(&mut self, party: usize, call: &Call, question: &PhraseCall<'_>) {
        let args = question.args.iter().map(Value::to_string).collect();
        let text = question.words.to_string();
        self.trace.entries.push(TraceEntry::Action { party, text, args, span: call.span });
    }

    fn trace_timed(&mut self, party: usize, instance: InstanceId, timer: &Timer) {
        let machine = self.runnable.machine(self.system.instance(instance).machine);
        let start = timer.op.start();
        let event = start.map(|start| (machine.events[start.event].name.text.clone(), start.words));
        self.trace.entries.push(TraceEntry::Timed { party, event, span: timer.span });
    }

    fn trace_moved(&mut self, party: usize, instance: InstanceId, from: StateId, transition: &Transition) {
        let (from, to) = (self.state(instance, from), self.state(instance, transition.to));
        self.trace.entries.push(TraceEntry::Moved { party, from, to, span: transition.span });
    }

    fn mark(&mut self, message: MessageId, becomes: Outcome) {
        let at = self.messages.iter().find(|(id, _)| *id == message).map(|(_, at)| *at);
        if let Some(TraceEntry::Message { outcome, .. }) = at.and_then(|at| self.trace.entries.get_mut(at)) {
            *outcome = becomes;
        }
    }

    fn trace_deferred(&mut self, message: MessageId, instance: InstanceId) {
        self.deferred.push(message);
        let (party, event) =
            (self.add_party(Peer::Instance(instance)), self.system.message(message).name.to_owned());
        self.trace.entries.push(TraceEntry::Deferred { party, event });
    }

    /// Records that a message is handled now that was put aside, if it was.
    fn trace_taken_up(&mut self, message: MessageId, instance: InstanceId) {
        if self.take_deferred(message) {
            let (party, event) =
                (self.add_party(Peer::Instance(instance)), self.system.message(message).name.to_owned());
            self.trace.entries.push(TraceEntry::TakenUp { party, event });
        }
    }

    /// Whether a message was put aside. It no longer is.
    fn take_deferred(&mut self, message: MessageId) -> bool {
        let at = self.deferred.iter().position(|deferred| *deferred == message);
        at.map(|at| self.deferred.remove(at)).is_some()
    }

    fn trace_refused(&mut self, message: MessageId, instance: InstanceId, refusal: &Refusal<'_>) {
        let party = self.add_party(Peer::Instance(instance));
        let deferred = self.take_deferred(message);
        if !deferred {
            self.mark(message, Outcome::Refused);
        }
        let state = match refusal {
            Refusal::Rejected { state } => *state,
            _ => self.system.instance(instance).state,
        };
        for happened in refusal.path() {
            if let Happened::Called(call, question) = happened {
                self.trace_called(party, call, question);
            }
        }
        let (event, state) = (self.system.message(message).name.to_owned(), self.state(instance, state));
        self.trace.entries.push(TraceEntry::Rejected {
            party,
            event,
            state,
            why: Why::of(refusal),
            deferred,
        });
    }

    fn state(&self, instance: InstanceId, state: StateId) -> String {
        let machine = self.runnable.machine(self.system.instance(instance).machine);
        machine.states[state].name.text.clone()
    }

    fn add_party(&mut self, peer: Peer) -> usize {
        if let Some(known) = self.peers.iter().position(|other| *other == peer) {
            return known;
        }
        let (name, kind) = match peer {
            Peer::Instance(id) => (self.instance_name(id), PartyKind::Machine),
            Peer::Scripted(machine) => (self.runnable.machine(machine).name.text.clone(), PartyKind::Machine),
            Peer::Actor(actor) => (self.runnable.model.actors[actor].name.text.clone(), PartyKind::Outside),
            Peer::System => ("system".to_owned(), PartyKind::Outside),
            Peer::Anyone => ("anyone".to_owned(), PartyKind::Outside),
        };
        self.peers.push(peer);
        self.trace.parties.push(TraceParty { name, kind });
        self.peers.len() - 1
    }

    /// The machine's name for its first instance, the instance's id for others.
    fn instance_name(&self, id: InstanceId) -> String {
        let instance = self.system.instance(id);
        let machine = &self.runnable.machine(instance.machine).name.text;
        match instance.id.strip_prefix(machine.as_str()) {
            Some("" | "-1") => machine.clone(),
            Some(number) if number.starts_with('-') => instance.id.clone(),
            _ => format!("{machine} {}", instance.id),
        }
    }
}
