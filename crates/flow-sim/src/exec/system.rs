//! The instances of a system, and the delivery of messages between them (reference#partners).
//!
//! Messages are delivered one at a time, in the order in which they were sent. Receivers are decided when a handler commits, by
//! conversations, so that messages need no correlation ids. Time passes only when a timer is fired. An [`Observer`] receives what happens;
//! the system keeps only what its future depends on.

use std::collections::VecDeque;
use std::rc::Rc;

use flow_model::model::{
    Address, Emit, EventId, Instances, MachineId, Party, Side, StateId, Target, TimerOp, When,
};

use crate::exec::conversation::Members;
use crate::exec::eval::{Bindings, Surrounded};
use crate::exec::message::{InstanceId, Manner, Message, MessageId, Peer, SentBy};
use crate::exec::observer::{Handled, Member, Observer};
use crate::exec::outside::ActorScript;
use crate::exec::receivers::Delivered;
use crate::exec::runnable::Runnable;
use crate::exec::step::{
    Done, Happened, Instance, Payload, Refusal, Started, Taken, fields, start_entering_timers,
};
use crate::exec::timers::{Beginning, Timer, TimerKind, Timers};
use crate::exec::value::Value;

/// How many messages are delivered in a row before [`System::run_until_idle`] gives up. Specifications that end send a few
/// messages for each event; only events that cause each other without end (`emit-cycle`) reach this limit.
pub(crate) const MAX_DELIVERIES: usize = 1000;

/// Events cause each other without end (`emit-cycle`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endless;

/// A message that was not delivered yet.
#[derive(Clone, Debug)]
pub(super) struct Undelivered<'m> {
    pub(super) id: MessageId,
    pub(super) message: Rc<Message<'m>>,
}

/// A running system. A clone shares instances and messages with it until one of them changes.
#[derive(Clone, Debug)]
pub struct System<'p, 'm, O> {
    pub(super) runnable: &'p Runnable<'m>,
    pub(super) instances: Vec<Rc<Instance>>,
    /// How many instances each machine has.
    pub(super) created: Vec<usize>,
    /// Their conversations and makers.
    pub(super) members: Members,
    /// Messages that are delivered only when they are asked for.
    pub(super) composed: Vec<Undelivered<'m>>,
    pub(super) in_flight: VecDeque<Undelivered<'m>>,
    /// Messages that their instances have put aside, oldest first.
    pub(super) deferred: Vec<Undelivered<'m>>,
    /// The instance with deferred messages that wait until the story contains them.
    pub(super) holding_deferred: Option<InstanceId>,
    pub(super) next_message: usize,
    pub(super) timers: Timers<'m>,
    now: i64,
    pub(super) alone: bool,
    /// The instance that sends the scripted event, if the story names it.
    pub(super) scripted_sender: Option<(MachineId, String)>,
    /// The answers of outside actors.
    pub(super) scripts: Vec<ActorScript<'m>>,
    pub(super) observer: O,
}

impl<'p, 'm, O: Observer<'m>> System<'p, 'm, O> {
    /// A system with the instances that exist from the beginning, at `now` microseconds since 1970.
    pub fn new(runnable: &'p Runnable<'m>, now: i64) -> Self
    where
        O: Default,
    {
        System::observed(runnable, now, O::default())
    }

    /// A system with the instances that exist from the beginning, at `now` microseconds since 1970, that reports to an observer.
    pub fn observed(runnable: &'p Runnable<'m>, now: i64, observer: O) -> Self {
        let mut system = System::empty(runnable, now, observer);
        for machine in runnable.model.machines.ids() {
            if runnable.machine(machine).instances == Instances::One {
                system.add_shared(machine, runnable.machine(machine).name.text.clone());
            }
        }
        system
    }

    /// A system without instances.
    pub(super) fn empty(runnable: &'p Runnable<'m>, now: i64, observer: O) -> Self {
        System {
            runnable,
            instances: Vec::new(),
            created: vec![0; runnable.model.machines.len()],
            members: Members::default(),
            composed: Vec::new(),
            in_flight: VecDeque::new(),
            deferred: Vec::new(),
            holding_deferred: None,
            next_message: 0,
            timers: Timers::default(),
            now,
            alone: false,
            scripted_sender: None,
            scripts: Vec::new(),
            observer,
        }
    }

    /// Forbids that messages create instances: those to other machines are reported and not delivered (reference#descriptions).
    pub fn run_alone(&mut self) {
        self.alone = true;
    }

    /// Names the instance that sends the next scripted event.
    pub fn set_scripted_sender(&mut self, sender: Option<(MachineId, String)>) {
        self.scripted_sender = sender;
    }

    /// An instance.
    pub fn instance(&self, id: InstanceId) -> &Instance {
        &self.instances[id.0]
    }

    /// An instance, to set it up.
    pub fn instance_mut(&mut self, id: InstanceId) -> &mut Instance {
        Rc::make_mut(&mut self.instances[id.0])
    }

    /// All instances, in order of creation.
    pub fn instances(&self) -> impl Iterator<Item = (InstanceId, &Instance)> {
        let all = self.instances.iter().enumerate().map(|(at, instance)| (InstanceId(at), &**instance));
        all.filter(|(id, _)| !self.members.place(*id).is_removed)
    }

    /// The clock, in microseconds since 1970.
    pub fn now(&self) -> i64 {
        self.now
    }

    /// The observer, with the reports that it has received.
    pub fn observer(&self) -> &O {
        &self.observer
    }

    /// The messages in flight, oldest first.
    pub fn in_flight(&self) -> impl Iterator<Item = (MessageId, &Message<'m>)> {
        self.in_flight.iter().map(|waiting| (waiting.id, &*waiting.message))
    }

    /// A message that was not delivered yet.
    pub fn undelivered(&self, id: MessageId) -> Option<&Message<'m>> {
        let mut waiting = self.composed.iter().chain(&self.in_flight).chain(&self.deferred);
        waiting.find(|waiting| waiting.id == id).map(|waiting| &*waiting.message)
    }

    /// Makes a message from outside, which is not in flight: it is delivered by [`System::deliver`].
    pub fn compose(&mut self, from: Peer, to: InstanceId, event: EventId, payload: Payload<'m>) -> MessageId {
        let machine = self.instance(to).machine;
        let name = &self.runnable.machine(machine).events[event].name.text;
        let composed = self.send(Message {
            from,
            to: Peer::Instance(to),
            name,
            event: Some(event),
            payload,
            conversation: self.conversation_of(from, to),
            emit: None,
            manner: Manner::Plain,
        });
        let id = composed.id;
        self.composed.push(composed);
        id
    }

    /// Changes a field of a message before its delivery.
    pub fn amend(&mut self, message: MessageId, name: &'m str, value: Value) {
        let mut waiting = self.composed.iter_mut().chain(&mut self.in_flight).chain(&mut self.deferred);
        if let Some(waiting) = waiting.find(|waiting| waiting.id == message) {
            let payload = &mut Rc::make_mut(&mut waiting.message).payload;
            payload.retain(|(field, _)| *field != name);
            payload.push((name, value));
            self.observer.amended(message, &waiting.message);
        }
    }

    /// Removes a message before its delivery.
    pub(super) fn remove_message(&mut self, message: MessageId) -> Option<Rc<Message<'m>>> {
        let is_meant = |waiting: &Undelivered<'_>| waiting.id == message;
        if let Some(at) = self.composed.iter().position(is_meant) {
            return Some(self.composed.remove(at).message);
        }
        if let Some(at) = self.deferred.iter().position(is_meant) {
            return Some(self.deferred.remove(at).message);
        }
        let at = self.in_flight.iter().position(is_meant)?;
        self.in_flight.remove(at).map(|waiting| waiting.message)
    }

    /// Delivers a message to its instance, which handles it or puts it aside; the emits of the handler are then in flight
    /// (reference#event-handling). If that moves the instance, it handles the messages that it had put aside for its new state. A message
    /// that was delivered before, or has no receiver here, is ignored.
    ///
    /// # Errors
    /// If the instance does not handle it; the instance did not change then.
    pub fn deliver(&mut self, bindings: &mut dyn Bindings, message: MessageId) -> Result<Taken, Refusal<'m>> {
        let to = self.undelivered(message).map(|message| message.to);
        let result = self.handle(bindings, message);
        if let Some(Peer::Instance(to)) = to
            && self.holding_deferred != Some(to)
        {
            self.handle_deferred(bindings, to);
        }
        result
    }

    /// As [`System::deliver`], for one message alone.
    pub(super) fn handle(
        &mut self,
        bindings: &mut dyn Bindings,
        message: MessageId,
    ) -> Result<Taken, Refusal<'m>> {
        let was_in_flight = self.in_flight.iter().any(|waiting| waiting.id == message);
        let Some(delivered) = self.remove_message(message) else { return Ok(Taken::Handled) };
        let Message { to: Peer::Instance(to), event: Some(event), ref payload, .. } = *delivered else {
            return Ok(Taken::Handled);
        };
        let origin = self.origin(&delivered, to);
        let (machine, before) = (self.instance(to).machine, self.instance(to).state);
        let payload = fields(self.runnable, machine, event, payload);
        match self.step(bindings, origin, event, &payload) {
            Ok(done) => {
                let done = Rc::new(done);
                self.members.mark_handled(to);
                let handled =
                    Handled { message, instance: to, from: before, payload, done: Rc::clone(&done) };
                self.observer.handled(handled);
                self.commit(origin, before, &done);
                if was_in_flight && !self.scripts.is_empty() {
                    self.follow_answer(to, delivered.from, &done);
                }
                self.report_commit();
                if before != done.state {
                    self.reject_deferred(to);
                }
                Ok(Taken::Handled)
            }
            Err(Refusal::Deferred { handler }) => {
                self.members.mark_handled(to);
                self.put_aside(Undelivered { id: message, message: delivered }, to, handler);
                Ok(Taken::Deferred)
            }
            Err(refusal) => {
                if delivered.manner == Manner::ToAll && matches!(refusal, Refusal::Rejected { .. }) {
                    self.observer.passed_over(message);
                    return Ok(Taken::Handled);
                }
                self.observer.refused(message, to, &refusal);
                if self.members.place(to).is_fresh && !self.is_awaited(to) {
                    self.members.remove(to, &self.instances[to.0]);
                }
                Err(refusal)
            }
        }
    }

    /// Takes an event into an instance.
    fn step(
        &mut self,
        bindings: &mut dyn Bindings,
        origin: Delivered,
        event: EventId,
        payload: &[Value],
    ) -> Result<Done<'m>, Refusal<'m>> {
        let (runnable, at) = (self.runnable, origin.this.0);
        if !runnable.refers_to_instances(self.instances[at].machine) {
            let instance = Rc::make_mut(&mut self.instances[at]);
            return runnable.executor.step(runnable, bindings, instance, event, payload);
        }
        let mut instance = Instance::clone(&self.instances[at]);
        let others = &self.visible_instances(origin);
        let bindings = &mut Surrounded { bindings, others };
        let done = runnable.executor.step(runnable, bindings, &mut instance, event, payload)?;
        self.instances[at] = Rc::new(instance);
        Ok(done)
    }

    /// Whether a message to an instance is in flight.
    fn is_awaited(&self, instance: InstanceId) -> bool {
        self.in_flight().any(|(_, message)| message.to == Peer::Instance(instance))
    }

    /// Reports all instances after a commit, if the specification has rules about them.
    fn report_commit(&mut self) {
        if self.runnable.model.rules.rules.is_empty() {
            return;
        }
        let ids = (0..self.instances.len()).map(InstanceId);
        let kept = ids.filter(|id| !self.members.place(*id).is_removed);
        let instances = kept.map(|id| Member {
            id,
            conversation: self.members.place(id).conversation,
            instance: &self.instances[id.0],
        });
        self.observer.committed(self.runnable, &instances.collect::<Vec<_>>());
    }

    /// The message that is delivered next. Messages to `held` stay in flight.
    pub fn find_next(&self, held: Option<InstanceId>) -> Option<MessageId> {
        let is_held = |message: &Message<'_>| matches!(message.to, Peer::Instance(to) if Some(to) == held);
        self.in_flight().find(|(_, message)| !is_held(message)).map(|(id, _)| id)
    }

    /// Delivers messages in order until none is in flight. Messages to `held` stay in flight.
    ///
    /// # Errors
    /// If it does not end within a thousand deliveries.
    pub fn run_until_idle(
        &mut self,
        bindings: &mut dyn Bindings,
        held: Option<InstanceId>,
    ) -> Result<(), Endless> {
        for _ in 0..MAX_DELIVERIES {
            let Some(next) = self.find_next(held) else { return Ok(()) };
            // The observer receives refusals; a refused message does not undo the handler that sent it (reference#rejection).
            let _ = self.deliver(bindings, next);
        }
        Err(Endless)
    }

    /// When the first timer of an instance that raises an event is due.
    pub(crate) fn timer_due(&self, instance: InstanceId, event: EventId) -> Option<i64> {
        self.timers.first_due(|timer| timer.instance == instance && timer.event == event)
    }

    /// When the first timer of any instance but `held` is due.
    pub(crate) fn timer_due_except(&self, held: InstanceId) -> Option<i64> {
        self.timers.first_due(|timer| timer.instance != held)
    }

    /// Advances the clock to the first timer that is due before a time, and puts its event in flight.
    pub(crate) fn fire_timer_before(&mut self, time: i64) -> Option<MessageId> {
        let timer = self.timers.take_first(|timer| timer.due < time)?;
        Some(self.fire(timer))
    }

    /// Advances the clock. Timers that are due by then do not fire.
    pub fn advance_to(&mut self, time: i64) {
        if time > self.now {
            self.now = time;
            self.observer.time_passed(time);
        }
    }

    /// Whether a timer of an instance will raise an event.
    pub fn has_timer(&self, instance: InstanceId, event: EventId) -> bool {
        self.timers.any(|timer| timer.instance == instance && timer.event == event)
    }

    /// Whether any instance but `held` has a timer.
    pub fn has_timer_except(&self, held: InstanceId) -> bool {
        self.timers.any(|timer| timer.instance != held)
    }

    /// Advances the clock to the first timer of an instance that raises an event, and puts that event in flight. Timers that
    /// are due earlier do not fire.
    pub fn fire_timer(&mut self, instance: InstanceId, event: EventId) -> Option<MessageId> {
        let timer = self.timers.take_first(|timer| timer.instance == instance && timer.event == event)?;
        Some(self.fire(timer))
    }

    /// Advances the clock to the first timer of any instance but `held`, and puts its event in flight.
    pub fn fire_next_timer_except(&mut self, held: InstanceId) -> Option<MessageId> {
        let timer = self.timers.take_first(|timer| timer.instance != held)?;
        Some(self.fire(timer))
    }

    fn fire(&mut self, timer: Timer<'m>) -> MessageId {
        if timer.due > self.now {
            self.now = timer.due;
            self.observer.time_passed(self.now);
        }
        let from = match timer.kind {
            TimerKind::Timer => Peer::System,
            TimerKind::Schedule => Peer::Instance(timer.instance),
        };
        let machine = self.instance(timer.instance).machine;
        let name = &self.runnable.machine(machine).events[timer.event].name.text;
        let (to, event) = (Peer::Instance(timer.instance), Some(timer.event));
        let fired = self.send(Message {
            from,
            to,
            name,
            event,
            payload: timer.payload,
            conversation: self.members.place(timer.instance).conversation,
            emit: None,
            manner: Manner::Plain,
        });
        let id = fired.id;
        self.in_flight.push_back(fired);
        id
    }

    pub(super) fn send(&mut self, message: Message<'m>) -> Undelivered<'m> {
        let (id, message) = (MessageId(self.next_message), Rc::new(message));
        self.next_message += 1;
        self.observer.sent(id, &message);
        Undelivered { id, message }
    }

    /// Carries out what a handler did outside its instance: timers, and messages in the order of its emits (reference#commit).
    fn commit(&mut self, origin: Delivered, before: StateId, done: &Done<'m>) {
        if before != done.state {
            self.timers.leave_state(origin.this, done.state);
        }
        self.reserve_ids(done);
        for (at, happened) in done.path.iter().enumerate() {
            match happened {
                Happened::Sent(emit, values, to) => self.post(origin, at, (emit, values, to.as_ref())),
                Happened::Timed(timer, started) => self.apply_timer_step(origin.this, &timer.op, started),
                _ => {}
            }
        }
        let machine = self.instance(origin.this).machine;
        if self.runnable.machine(machine).is_end(done.state) {
            self.timers.end_instance(origin.this);
        }
        self.answer_emits(origin.this, done);
    }

    /// Starts the timers of the state that an instance is put into, and of its groups.
    pub(crate) fn start_timers_of_state(&mut self, bindings: &mut dyn Bindings, of: InstanceId) {
        let Instance { machine, state, .. } = *self.instance(of);
        for crossing in &self.runnable.machine(machine).crossings {
            if crossing.side != Side::Entering || !crossing.states.contains(&state) {
                continue;
            }
            let runnable = self.runnable;
            for (timer, started) in
                start_entering_timers(runnable, bindings, self.instance_mut(of), &crossing.body)
            {
                self.apply_timer_step(of, &timer.op, &started);
            }
        }
    }

    /// Carries out a timer step of an instance.
    fn apply_timer_step(&mut self, of: InstanceId, op: &'m TimerOp, started: &Started) {
        let machine = self.runnable.machine(self.instance(of).machine);
        let (start, kind) = match op {
            TimerOp::Start(start) => (start, TimerKind::Timer),
            TimerOp::Schedule(start) => (start, TimerKind::Schedule),
            TimerOp::CancelTimer => return self.timers.cancel_unnamed(machine, of),
            TimerOp::CancelEvent(event) => return self.timers.cancel(machine, of, *event),
        };
        let (due, period) = match start.when {
            When::After(_) => (self.now.saturating_add(started.time), None),
            When::Every(_) => (self.now.saturating_add(started.time), Some(started.time)),
            When::Until(_) => (started.time.max(self.now), None),
        };
        let fields = &machine.events[start.event].fields;
        let names = start.payload.iter().map(|(field, _)| fields[*field].name.text.as_str());
        let payload = names.zip(started.payload.iter().cloned()).collect();
        let group = start.group.as_ref().map_or(&[][..], |group| &group.states);
        self.timers.start(Beginning { instance: of, event: start.event, kind, due, period, group, payload });
    }

    fn post(
        &mut self,
        origin: Delivered,
        at: usize,
        (emit, values, id): (&'m Emit, &[Value], Option<&Value>),
    ) {
        let (of, target) = (origin.this, emit.target);
        let machine = self.instance(of).machine;
        let fields = self.runnable.fields_of(machine, target);
        let names = emit.payload.iter().map(|(field, _)| fields[field.index()].name.text.as_str());
        let payload: Payload<'m> = names.zip(values.iter().cloned()).collect();
        let (receivers, event) = match target {
            Target::Actor(actor, _) => (vec![Peer::Actor(actor)], None),
            Target::Itself(event) => (vec![Peer::Instance(of)], Some(event)),
            Target::Machine(other, event) => {
                (self.resolve_receivers(origin, other, &emit.address, id, &payload), Some(event))
            }
        };
        let manner = if emit.address == Address::All { Manner::ToAll } else { Manner::Plain };
        for to in receivers {
            let sent = self.send(Message {
                from: Peer::Instance(of),
                to,
                name: self.event_name(machine, target),
                event,
                payload: payload.clone(),
                conversation: origin.conversation,
                emit: Some(SentBy { span: emit.span, at }),
                manner,
            });
            if matches!(to, Peer::Instance(_)) {
                self.in_flight.push_back(sent);
            }
        }
    }

    fn event_name(&self, machine: MachineId, target: Target) -> &'m str {
        let model = self.runnable.model;
        match target {
            Target::Actor(actor, message) => &model.actors[actor].messages[message].name.text,
            Target::Itself(event) => &self.runnable.machine(machine).events[event].name.text,
            Target::Machine(other, event) => &self.runnable.machine(other).events[event].name.text,
        }
    }

    /// The party of a sender or receiver, as specifications name it.
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
