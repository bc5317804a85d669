//! The instances of a system and what travels between them (language.md §9).
//!
//! Messages go in order, one at a time. Each instance has one partner for each machine, so that nobody writes
//! correlation ids. Time passes only when it is told to. Everything that happens is kept in a log, which assertions,
//! traces and coverage read.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use flow_model::model::{ActorId, Emit, EventId, MachineId, Party, StateId, Target, TimerOp};
use flow_syntax::source::Span;

use crate::dispatch::Runnable;
use crate::eval::Bindings;
use crate::step::{Done, Happened, Instance, Payload, Refusal, fields};
use crate::value::Value;

/// An instance, in the order of creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InstanceId(pub usize);

/// A message, in the order of sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageId(pub usize);

/// One end of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Peer {
    /// An instance that runs here.
    Instance(InstanceId),
    /// A machine of the system that does not run here, but is scripted (§10.7).
    Scripted(MachineId),
    /// An actor outside.
    Actor(ActorId),
    /// `@system`: time.
    System,
    /// Anyone: the sender of an event that names none.
    Anyone,
}

/// Something sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Message<'m> {
    /// Who sent it.
    pub from: Peer,
    /// To whom.
    pub to: Peer,
    /// The event's name.
    pub name: &'m str,
    /// The event of the receiver's machine; `None` for what goes outside.
    pub event: Option<EventId>,
    /// What it carries.
    pub payload: Payload<'m>,
    /// The emit that sent it; `None` for what comes from outside.
    pub span: Option<Span>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry<'m> {
    /// A message was sent.
    Sent(MessageId),
    /// An instance took a message.
    Handled {
        /// The message.
        message: MessageId,
        /// The instance.
        instance: InstanceId,
        /// The state it was in.
        from: StateId,
        /// The payload as the handler saw it, by field of its event.
        payload: Vec<Value>,
        /// What it did.
        done: Rc<Done<'m>>,
    },
    /// An instance did not take a message, and nothing changed.
    Refused {
        /// The message.
        message: MessageId,
        /// The instance.
        instance: InstanceId,
        /// Why.
        refusal: Refusal<'m>,
    },
    /// Time passed, to this many milliseconds.
    Time(i64),
}

/// An event of time that is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Alarm {
    due: i64,
    sequence: u64,
    instance: InstanceId,
    event: EventId,
    raised: Raised,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Raised {
    Timer,
    Schedule,
}

/// How many messages are delivered in a row before the system is said to go round in circles.
pub(crate) const ENDLESS: usize = 1000;

/// Events that lead to each other for ever (`emit-cycle`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endless;

/// A running system.
#[derive(Clone, Debug)]
pub struct System<'p, 'm> {
    runnable: &'p Runnable<'m>,
    instances: Vec<Instance>,
    /// How many instances each machine has.
    created: Vec<usize>,
    partners: BTreeMap<(InstanceId, MachineId), InstanceId>,
    messages: Vec<Message<'m>>,
    under_way: VecDeque<MessageId>,
    alarms: Vec<Alarm>,
    sequence: u64,
    now: i64,
    alone: bool,
    log: Vec<Entry<'m>>,
}

impl<'p, 'm> System<'p, 'm> {
    /// A system without instances, at `now` milliseconds since 1970.
    pub fn new(runnable: &'p Runnable<'m>, now: i64) -> Self {
        System {
            runnable,
            instances: Vec::new(),
            created: vec![0; runnable.model.machines.len()],
            partners: BTreeMap::new(),
            messages: Vec::new(),
            under_way: VecDeque::new(),
            alarms: Vec::new(),
            sequence: 0,
            now,
            alone: false,
            log: Vec::new(),
        }
    }

    /// Lets no other instances come about: what is sent to machines is noted and goes nowhere (§10.7).
    pub fn run_alone(&mut self) {
        self.alone = true;
    }

    /// Creates an instance in its initial state.
    pub fn create(&mut self, machine: MachineId) -> InstanceId {
        let number = &mut self.created[machine.index()];
        *number += 1;
        let id = format!("{}-{number}", self.runnable.machine(machine).name.text);
        self.instances.push(Instance::new(self.runnable, machine, id));
        InstanceId(self.instances.len() - 1)
    }

    /// Makes two instances each other's partners.
    pub fn link(&mut self, a: InstanceId, b: InstanceId) {
        self.partners.insert((a, self.instance(b).machine), b);
        self.partners.insert((b, self.instance(a).machine), a);
    }

    /// The partner of an instance among the instances of `machine`.
    pub fn partner(&self, of: InstanceId, machine: MachineId) -> Option<InstanceId> {
        self.partners.get(&(of, machine)).copied()
    }

    /// An instance.
    pub fn instance(&self, id: InstanceId) -> &Instance {
        &self.instances[id.0]
    }

    /// An instance, to set it up.
    pub fn instance_mut(&mut self, id: InstanceId) -> &mut Instance {
        &mut self.instances[id.0]
    }

    /// All instances, in order of creation.
    pub fn instances(&self) -> impl Iterator<Item = (InstanceId, &Instance)> {
        self.instances.iter().enumerate().map(|(at, instance)| (InstanceId(at), instance))
    }

    /// A message.
    pub fn message(&self, id: MessageId) -> &Message<'m> {
        &self.messages[id.0]
    }

    /// All messages, in the order they were sent.
    pub fn messages(&self) -> &[Message<'m>] {
        &self.messages
    }

    /// What happened, in order.
    pub fn log(&self) -> &[Entry<'m>] {
        &self.log
    }

    /// The clock.
    pub fn now(&self) -> i64 {
        self.now
    }

    /// What is under way, oldest first.
    pub fn under_way(&self) -> impl Iterator<Item = MessageId> {
        self.under_way.iter().copied()
    }

    /// Makes an event from outside, which is not under way: [`System::deliver`] takes it.
    pub fn compose(&mut self, from: Peer, to: InstanceId, event: EventId, payload: Payload<'m>) -> MessageId {
        let machine = self.instance(to).machine;
        let name = &self.runnable.machine(machine).events[event].name.text;
        self.send(Message { from, to: Peer::Instance(to), name, event: Some(event), payload, span: None })
    }

    /// Changes a field of a message that is under way.
    pub fn amend(&mut self, message: MessageId, name: &'m str, value: Value) {
        let payload = &mut self.messages[message.0].payload;
        payload.retain(|(field, _)| *field != name);
        payload.push((name, value));
    }

    /// Takes a message off its way, if it is under way.
    pub fn take(&mut self, message: MessageId) {
        self.under_way.retain(|other| *other != message);
    }

    /// Delivers a message to its instance, which handles it; what it emits is under way then (§9).
    ///
    /// # Errors
    /// If the instance does not take it; nothing has changed then.
    pub fn deliver(&mut self, bindings: &mut dyn Bindings, message: MessageId) -> Result<(), Refusal<'m>> {
        self.take(message);
        let Message { to: Peer::Instance(to), event: Some(event), from, ref payload, .. } =
            self.messages[message.0]
        else {
            return Ok(());
        };
        let (runnable, instance) = (self.runnable, &mut self.instances[to.0]);
        let (before, payload) = (instance.state, fields(runnable, instance.machine, event, payload));
        match runnable.machinery.step(runnable, bindings, instance, event, &payload) {
            Ok(done) => {
                let done = Rc::new(done);
                let handled =
                    Entry::Handled { message, instance: to, from: before, payload, done: Rc::clone(&done) };
                self.log.push(handled);
                self.commit(from, to, before, &done);
                Ok(())
            }
            Err(refusal) => {
                self.log.push(Entry::Refused { message, instance: to, refusal: refusal.clone() });
                Err(refusal)
            }
        }
    }

    /// What is delivered next; what goes to `held` stays under way.
    pub fn next(&self, held: Option<InstanceId>) -> Option<MessageId> {
        self.under_way().find(|id| match self.message(*id).to {
            Peer::Instance(to) => Some(to) != held,
            _ => true,
        })
    }

    /// Delivers what is under way, in order, until nothing is; what goes to `held` stays under way.
    ///
    /// # Errors
    /// If it does not come to an end.
    pub fn settle(&mut self, bindings: &mut dyn Bindings, held: Option<InstanceId>) -> Result<(), Endless> {
        for _ in 0..ENDLESS {
            let Some(next) = self.next(held) else { return Ok(()) };
            // What is rejected stands in the log, and undoes nothing (§9).
            let _ = self.deliver(bindings, next);
        }
        Err(Endless)
    }

    /// Whether an event of time is under way to an instance.
    pub fn is_timed(&self, instance: InstanceId, event: EventId) -> bool {
        self.alarms.iter().any(|alarm| alarm.instance == instance && alarm.event == event)
    }

    /// Lets time pass until an event of time is due, and puts it under way.
    pub fn let_time_pass(&mut self, instance: InstanceId, event: EventId) -> Option<MessageId> {
        let alarm = self.alarms.iter().filter(|alarm| alarm.instance == instance && alarm.event == event);
        let alarm = *alarm.min_by_key(|alarm| (alarm.due, alarm.sequence))?;
        Some(self.ring(alarm))
    }

    /// Lets time pass until the next event of time of any instance but `held`, and puts it under way.
    pub fn let_others_time_pass(&mut self, held: InstanceId) -> Option<MessageId> {
        let others = self.alarms.iter().filter(|alarm| alarm.instance != held);
        let alarm = *others.min_by_key(|alarm| (alarm.due, alarm.sequence))?;
        Some(self.ring(alarm))
    }

    /// Whether an event of time is under way to any instance but `held`.
    pub fn has_timer_beside(&self, held: InstanceId) -> bool {
        self.alarms.iter().any(|alarm| alarm.instance != held)
    }

    /// Whether an instance has asked an actor something that it has not answered.
    pub fn awaits(&self, instance: InstanceId, actor: ActorId) -> bool {
        let (instance, actor) = (Peer::Instance(instance), Peer::Actor(actor));
        let between = |message: &&Message<'_>| {
            (message.from == instance && message.to == actor)
                || (message.from == actor && message.to == instance)
        };
        self.messages.iter().rfind(between).is_some_and(|last| last.from == instance)
    }

    fn ring(&mut self, alarm: Alarm) -> MessageId {
        self.alarms.retain(|other| *other != alarm);
        if alarm.due > self.now {
            self.now = alarm.due;
            self.log.push(Entry::Time(self.now));
        }
        let from = match alarm.raised {
            Raised::Timer => Peer::System,
            Raised::Schedule => Peer::Instance(alarm.instance),
        };
        let message = self.compose(from, alarm.instance, alarm.event, Vec::new());
        self.under_way.push_back(message);
        message
    }

    fn send(&mut self, message: Message<'m>) -> MessageId {
        let id = MessageId(self.messages.len());
        self.messages.push(message);
        self.log.push(Entry::Sent(id));
        id
    }

    /// Lets out what a handler did (§9.4): timers end, and what it sent is under way, in order.
    fn commit(&mut self, from: Peer, to: InstanceId, before: StateId, done: &Done<'m>) {
        if before != done.state {
            self.alarms.retain(|alarm| alarm.instance != to || alarm.raised != Raised::Timer);
        }
        let answering = match from {
            Peer::Instance(sender) if sender != to => Some(sender),
            _ => None,
        };
        if let Some(sender) = answering {
            self.partners.insert((to, self.instance(sender).machine), sender);
        }
        for happened in &done.path {
            match happened {
                Happened::Sent(emit, values) => self.post(to, answering, emit, values),
                Happened::Timed(timer, millis) => self.time(to, &timer.op, *millis),
                _ => {}
            }
        }
    }

    fn post(&mut self, of: InstanceId, answering: Option<InstanceId>, emit: &'m Emit, values: &[Value]) {
        let (machine, target) = (self.instance(of).machine, emit.target);
        let fields = self.runnable.fields_of(machine, target);
        let names = emit.payload.iter().map(|(field, _)| fields[field.index()].name.text.as_str());
        let payload = names.zip(values.iter().cloned()).collect();
        let (to, event) = match target {
            Target::Actor(actor, _) => (Peer::Actor(actor), None),
            Target::Itself(event) => (Peer::Instance(of), Some(event)),
            Target::Machine(other, event) => (self.receiver(of, answering, other), Some(event)),
        };
        let name = self.event_name(machine, target);
        let message =
            self.send(Message { from: Peer::Instance(of), to, name, event, payload, span: Some(emit.span) });
        if matches!(to, Peer::Instance(_)) {
            self.under_way.push_back(message);
        }
    }

    /// The instance of `machine` that an emit of `of` means (§9): its partner, else the partner of whom it is answering,
    /// else a new one.
    fn receiver(&mut self, of: InstanceId, answering: Option<InstanceId>, machine: MachineId) -> Peer {
        if self.alone {
            return Peer::Scripted(machine);
        }
        let inherited = || self.partner(answering?, machine).filter(|partner| *partner != of);
        let partner = self.partner(of, machine).or_else(inherited);
        let to = partner.unwrap_or_else(|| self.create(machine));
        self.partners.insert((of, machine), to);
        Peer::Instance(to)
    }

    fn event_name(&self, machine: MachineId, target: Target) -> &'m str {
        let model = self.runnable.model;
        match target {
            Target::Actor(actor, message) => &model.actors[actor].messages[message].name.text,
            Target::Itself(event) => &self.runnable.machine(machine).events[event].name.text,
            Target::Machine(other, event) => &self.runnable.machine(other).events[event].name.text,
        }
    }

    fn time(&mut self, instance: InstanceId, op: &TimerOp, millis: i64) {
        match op {
            TimerOp::Start(event, _) => {
                self.cancel(|alarm| alarm.instance == instance && alarm.raised == Raised::Timer);
                self.alarm(instance, *event, millis, Raised::Timer);
            }
            TimerOp::Schedule(event, _) => self.alarm(instance, *event, millis, Raised::Schedule),
            TimerOp::CancelTimer => {
                self.cancel(|alarm| alarm.instance == instance && alarm.raised == Raised::Timer);
            }
            TimerOp::CancelEvent(event) => self.cancel(|alarm| {
                alarm.instance == instance && alarm.raised == Raised::Schedule && alarm.event == *event
            }),
        }
    }

    fn alarm(&mut self, instance: InstanceId, event: EventId, millis: i64, raised: Raised) {
        self.sequence += 1;
        let due = self.now.saturating_add(millis);
        self.alarms.push(Alarm { due, sequence: self.sequence, instance, event, raised });
    }

    fn cancel(&mut self, which: impl Fn(&Alarm) -> bool) {
        self.alarms.retain(|alarm| !which(alarm));
    }

    /// The party an end of a message is, as specifications name it.
    pub fn party(&self, peer: Peer) -> Option<Party> {
        match peer {
            Peer::Instance(id) => Some(Party::Machine(self.instance(id).machine)),
            Peer::Scripted(machine) => Some(Party::Machine(machine)),
            Peer::Actor(actor) => Some(Party::Actor(actor)),
            Peer::System => Some(Party::System),
            Peer::Anyone => None,
        }
    }
}
