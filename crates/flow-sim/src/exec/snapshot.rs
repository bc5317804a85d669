//! The part of a system that its future depends on, as a value that can be compared, hashed and restored.
//!
//! Two systems that behave the same from now on have equal snapshots, independent of their clocks, of the order in which their machines
//! were first needed, and of earlier events: times are relative to now, messages are values, instances are numbered machine by machine, and
//! conversations in the order of their instances. Bindings (answers to phrases, ids from `uuid()`) are outside the system and not part of a
//! snapshot. A point in time in a variable is a value like any other, so it is compared as such.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use flow_model::model::{EventId, StateId};

use crate::exec::conversation::Place;
use crate::exec::message::{ConversationId, InstanceId, Manner, Message, MessageId, Peer};
use crate::exec::observer::Observer;
use crate::exec::runnable::Runnable;
use crate::exec::step::{Instance, fields};
use crate::exec::system::{System, Undelivered};
use crate::exec::timers::{Beginning, TimerKind};
use crate::exec::value::Value;

/// The state of a whole system at one moment. A clone shares it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Snapshot<'m>(Rc<Parts<'m>>);

/// The parts of a snapshot. Ids of instances are positions in `instances`.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Parts<'m> {
    /// Machine by machine, in the order of creation within a machine, which also determines the ids of later instances.
    instances: Vec<Rc<Instance>>,
    /// By instance. Conversations are numbered in the order of their first instances.
    places: Vec<Place>,
    /// How many instances each machine had, removed ones included.
    created: Vec<usize>,
    in_flight: Vec<InFlight<'m>>,
    /// By instance, oldest first: messages to different instances do not depend on each other.
    deferred: Vec<InFlight<'m>>,
    timers: Vec<TimerLeft<'m>>,
    alone: bool,
}

/// A message in flight.
#[derive(Clone, Debug)]
pub struct InFlight<'m> {
    /// The message.
    pub message: Rc<Message<'m>>,
    /// Its payload as the receiver reads it, by field of the event.
    read: Vec<Value>,
}

impl InFlight<'_> {
    /// The parts that its future depends on: not the line of its emit, and not in which order or whether zeros were written.
    fn key(&self) -> (Peer, Peer, Option<EventId>, &[Value], Option<ConversationId>, Manner) {
        let Message { from, to, event, conversation, manner, .. } = *self.message;
        (from, to, event, &self.read, conversation, manner)
    }
}

impl PartialEq for InFlight<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for InFlight<'_> {}

impl Hash for InFlight<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

/// A timer or scheduled event that has not fired yet.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TimerLeft<'m> {
    /// In how many microseconds it fires; 0 if it is overdue.
    pub after: i64,
    /// After how many microseconds it fires again, if it repeats.
    pub period: Option<i64>,
    /// The instance that receives its event.
    pub instance: InstanceId,
    /// The event.
    pub event: EventId,
    /// Whether leaving the state ends it.
    pub kind: TimerKind,
    /// The states of the group that it belongs to; empty if it belongs to one state, or to none.
    pub group: &'m [StateId],
    /// The payload of its event as the instance reads it, by field of the event.
    pub payload: Vec<Value>,
}

impl<'m> Snapshot<'m> {
    /// The instances, machine by machine. Their positions are their ids in a restored system.
    pub fn instances(&self) -> impl Iterator<Item = (InstanceId, &Instance)> {
        self.0.instances.iter().enumerate().map(|(at, instance)| (InstanceId(at), &**instance))
    }

    /// The messages in flight, oldest first.
    pub fn in_flight(&self) -> &[InFlight<'m>] {
        &self.0.in_flight
    }

    /// The messages that were put aside, instance by instance, oldest first.
    pub fn deferred(&self) -> &[InFlight<'m>] {
        &self.0.deferred
    }

    /// The timers, in the order in which they fire.
    pub fn timers(&self) -> &[TimerLeft<'m>] {
        &self.0.timers
    }

    /// The conversation of an instance; `None` for instances of shared machines.
    pub fn conversation(&self, of: InstanceId) -> Option<ConversationId> {
        self.0.places[of.0].conversation
    }

    /// The instance that made an instance with an emit.
    pub fn maker(&self, of: InstanceId) -> Option<InstanceId> {
        self.0.places[of.0].maker
    }
}

impl<'p, 'm, O: Observer<'m>> System<'p, 'm, O> {
    /// The data that the future of this system depends on. Composed messages that were not delivered are not part of it.
    pub fn snapshot(&self) -> Snapshot<'m> {
        let renumbering = Renumbering::of(self);
        let instances = renumbering.order.iter().map(|id| Rc::clone(&self.instances[id.0]));
        let places = renumbering.order.iter().map(|id| renumbering.new_place(self.members.place(*id)));
        let in_flight =
            self.in_flight.iter().map(|waiting| self.renumber_message(&renumbering, &waiting.message));
        let deferred =
            self.deferred.iter().map(|waiting| self.renumber_message(&renumbering, &waiting.message));
        let mut deferred: Vec<_> = deferred.collect();
        deferred.sort_by_key(|waiting| waiting.message.to);
        let timers = self.timers.list_in_order().into_iter().map(|timer| TimerLeft {
            // Overdue timers fire at once and in order, however late they are.
            after: timer.due.saturating_sub(self.now()).max(0),
            period: timer.period,
            instance: renumbering.new_id(timer.instance),
            event: timer.event,
            kind: timer.kind,
            group: timer.group,
            payload: fields(
                self.runnable,
                self.instance(timer.instance).machine,
                timer.event,
                &timer.payload,
            ),
        });
        Snapshot(Rc::new(Parts {
            instances: instances.collect(),
            places: places.collect(),
            created: self.created.clone(),
            in_flight: in_flight.collect(),
            deferred,
            timers: timers.collect(),
            alone: self.alone,
        }))
    }

    fn renumber_message(&self, renumbering: &Renumbering, message: &Rc<Message<'m>>) -> InFlight<'m> {
        let read = match (message.to, message.event) {
            (Peer::Instance(to), Some(event)) => {
                fields(self.runnable, self.instance(to).machine, event, &message.payload)
            }
            _ => Vec::new(),
        };
        let (from, to) = (renumbering.new_peer(message.from), renumbering.new_peer(message.to));
        let conversation = message.conversation.map(|of| renumbering.new_conversation(of));
        let is_same = (from, to, conversation) == (message.from, message.to, message.conversation);
        let message = match is_same {
            true => Rc::clone(message),
            false => Rc::new(Message { from, to, conversation, ..(**message).clone() }),
        };
        InFlight { message, read }
    }

    /// A system that continues from a snapshot, at `now` microseconds since 1970.
    pub fn restore(runnable: &'p Runnable<'m>, snapshot: &Snapshot<'m>, now: i64, observer: O) -> Self {
        let mut system = System::empty(runnable, now, observer);
        let parts = &*snapshot.0;
        system.alone = parts.alone;
        system.instances.clone_from(&parts.instances);
        system.created.clone_from(&parts.created);
        for (place, instance) in parts.places.iter().zip(&parts.instances) {
            system.members.add(*place, instance);
        }
        for waiting in &parts.in_flight {
            let restored = system.restore_message(waiting);
            system.in_flight.push_back(restored);
        }
        for waiting in &parts.deferred {
            let restored = system.restore_message(waiting);
            system.deferred.push(restored);
        }
        for timer in &parts.timers {
            let machine = runnable.machine(system.instance(timer.instance).machine);
            let names = machine.events[timer.event].fields.iter().map(|field| field.name.text.as_str());
            system.timers.start(Beginning {
                instance: timer.instance,
                event: timer.event,
                kind: timer.kind,
                group: timer.group,
                due: now.saturating_add(timer.after),
                period: timer.period,
                payload: names.zip(timer.payload.iter().cloned()).collect(),
            });
        }
        system
    }
}

impl<'m, O: Observer<'m>> System<'_, 'm, O> {
    /// A message of a snapshot, with a new id.
    fn restore_message(&mut self, waiting: &InFlight<'m>) -> Undelivered<'m> {
        let (id, message) = (MessageId(self.next_message), Rc::clone(&waiting.message));
        self.next_message += 1;
        self.observer.restored(id, &message);
        Undelivered { id, message }
    }
}

/// Ids of instances and conversations that do not depend on the order in which their machines were first needed.
struct Renumbering {
    /// The old ids in the new order, without those of removed instances.
    order: Vec<InstanceId>,
    /// The new ids, by the old ones.
    new_ids: Vec<InstanceId>,
    /// The new ids of the conversations, by the old ones.
    conversations: BTreeMap<ConversationId, ConversationId>,
}

impl Renumbering {
    fn of<'m, O: Observer<'m>>(system: &System<'_, 'm, O>) -> Self {
        let mut order: Vec<_> = system.instances().map(|(id, _)| id).collect();
        order.sort_by_key(|id| system.instances[id.0].machine);
        let mut new_ids = vec![InstanceId(0); system.instances.len()];
        for (new, old) in order.iter().enumerate() {
            new_ids[old.0] = InstanceId(new);
        }
        let mut conversations = BTreeMap::new();
        for conversation in order.iter().filter_map(|id| system.members.place(*id).conversation) {
            let next = ConversationId(conversations.len());
            conversations.entry(conversation).or_insert(next);
        }
        Renumbering { order, new_ids, conversations }
    }

    fn new_id(&self, old: InstanceId) -> InstanceId {
        self.new_ids[old.0]
    }

    fn new_peer(&self, old: Peer) -> Peer {
        match old {
            Peer::Instance(id) => Peer::Instance(self.new_id(id)),
            other => other,
        }
    }

    fn new_conversation(&self, old: ConversationId) -> ConversationId {
        self.conversations.get(&old).copied().unwrap_or(old)
    }

    fn new_place(&self, old: Place) -> Place {
        Place {
            conversation: old.conversation.map(|of| self.new_conversation(of)),
            maker: old.maker.map(|maker| self.new_id(maker)),
            ..old
        }
    }
}
