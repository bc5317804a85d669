//! The interface through which generated code describes a system and its machines to the run time.
//!
//! [`Parts`] describes the system and [`Part`] one machine of it; the run time is generic over both.

use core::fmt;

use super::conversations::ConversationTable;
use super::emits::Emits;
use super::id::Id;
use super::instance::{At, Instance, Place, numbered_text};
use super::list::List;
use super::naming::{Naming, Sharing};
use super::outbox::Outbox;
use crate::Text;

/// The machines of one system, and the enums of their events, states and messages. Generated code implements it.
pub trait Parts: Sized {
    /// The names of the machines, without sigil. The index of a machine is its *kind*.
    const MACHINES: &'static [&'static str];
    /// The instances: a [`List`] for each machine.
    type Machines: Default;
    /// Their [`Conversations`].
    type Conversations: ConversationTable;
    /// An event to any of the machines.
    type Event: Clone + fmt::Debug + fmt::Display;
    /// A state of any of the machines.
    type State: Copy + PartialEq + fmt::Display;
    /// A message to any outside actor.
    type Message;

    /// Whether a machine defers an event.
    const DEFERS: bool = false;

    /// What the current state of an instance does with an event that it has put aside. Only called if [`DEFERS`](Parts::DEFERS).
    #[inline]
    fn reception(_machines: &Self::Machines, _at: u32, _event: &Self::Event) -> Reception<Self::State> {
        Reception::Accepted
    }

    /// How many instances of the machine of a kind there are.
    fn sharing(_kind: usize) -> Sharing {
        Sharing::PerConversation
    }
    /// Whether a machine has an instance with a number.
    fn has(machines: &Self::Machines, kind: usize, at: u32) -> bool;
    /// The kind of the machine that receives an event.
    fn kind(event: &Self::Event) -> usize;
    /// The name of a state, without sigil.
    fn state_name(state: Self::State) -> &'static str;
    /// The name of an event, without sigil.
    fn event_name(event: &Self::Event) -> &'static str;
    /// The actor that receives a message, and the name of the message, both without sigil.
    fn message_name(message: &Self::Message) -> (&'static str, &'static str);
}

/// What a state does with an event (reference#deferred-events).
#[derive(Clone, Copy, Debug)]
pub enum Reception<State> {
    /// It handles it.
    Accepted,
    /// It defers it.
    Deferred,
    /// It does not accept it.
    Rejected(State),
}

/// The emits of a system.
pub(super) type Out<P> =
    Outbox<<P as Parts>::Event, <P as Parts>::State, <P as Parts>::Message, <P as Parts>::Conversations>;

/// One machine of a system. Generated code implements it.
pub trait Part: Sized {
    /// The system it belongs to.
    type System: Parts;
    /// The type of its events.
    type Event: Clone;
    /// The type of its emits.
    type Emit;
    /// The result of an accepted event.
    type Step;
    /// How its instances are named.
    type Naming: Naming;
    /// Its index in [`Parts::MACHINES`].
    const KIND: usize;
    /// Whether it has a `start timer`, which ends when it leaves its state, or its group of states.
    const HAS_STATE_TIMERS: bool = false;
    /// Whether it defers an event.
    const DEFERS: bool = false;
    /// Whether `create` reads the text of the id.
    const READS_ID: bool = false;

    /// The result of an event that the current state defers; `None` for any other event.
    #[inline(always)]
    fn defer(&self, _event: &Self::Event) -> Option<Self::Step> {
        None
    }
    /// Its instances.
    fn list(machines: &<Self::System as Parts>::Machines) -> &List<Self>;
    /// Its instances, mutably.
    fn list_mut(machines: &mut <Self::System as Parts>::Machines) -> &mut List<Self>;
    /// A new instance with all variables zero (reference#zero-values), but for its keys. The text of its id is empty unless it
    /// [`READS_ID`](Part::READS_ID).
    fn create(id: Text) -> Self;
    /// The current state.
    fn state(&self) -> <Self::System as Parts>::State;
    /// Whether it rests in a state that `ends in` names.
    #[inline]
    fn has_ended(&self) -> bool {
        false
    }
    /// The names of the groups with timers that contain the current state (reference#entering).
    #[inline]
    fn timer_groups(&self) -> &'static [&'static str] {
        &[]
    }
    /// Its event as one of the system's.
    fn wrap(event: Self::Event) -> <Self::System as Parts>::Event;
    /// Passes an emit to its receiver.
    fn post(emit: Self::Emit, emits: &mut Emits<'_, Self>);
}

/// The instance of `M` at a place of a system.
#[inline]
pub(super) fn instance_of<M: Part>(at: At, out: &Out<M::System>) -> Instance {
    let place = Place { kind: M::KIND as u32, at };
    match M::Naming::SHARING {
        Sharing::PerConversation => Instance::new(place, out.issuer, M::System::MACHINES, None),
        Sharing::One | Sharing::PerKey => out.instance(place),
    }
}

/// The text of the id of a new instance of `M`; empty if that is not read.
#[inline]
pub(super) fn id_text<M: Part>(at: At, out: &Out<M::System>) -> Text {
    if !M::READS_ID {
        return Text::new();
    }
    match M::Naming::SHARING {
        Sharing::PerConversation => numbered_text(M::System::MACHINES[M::KIND], at),
        Sharing::One | Sharing::PerKey => instance_of::<M>(at, out).text(),
    }
}

/// The id of the instance of `M` at a place of a system.
#[inline]
pub(super) fn id_of<M: Part>(at: At, out: &Out<M::System>) -> Option<Id<M>> {
    let key = match M::Naming::SHARING {
        Sharing::PerKey => out.keys.key(Place { kind: M::KIND as u32, at }),
        Sharing::PerConversation | Sharing::One => None,
    };
    let (at, naming) = M::Naming::of_instance(at, key)?;
    Some(Id::new(at, out.issuer, naming))
}

/// The number of the instance of an id in a system; `None` if the id is of another system, or its key has no instance.
#[inline]
pub(super) fn find_instance<M: Part>(id: &Id<M>, out: &Out<M::System>) -> Option<At> {
    let (issuer, at, naming) = id.parts();
    match M::Naming::SHARING {
        Sharing::PerConversation => out.accepts_issuer(issuer).then_some(at),
        Sharing::One => out.accepts_issuer(issuer).then_some(0),
        Sharing::PerKey => {
            out.keys.find(M::KIND as u32, &naming.key()?).filter(|_| out.accepts_issuer(issuer))
        }
    }
}

/// As [`find_instance`], but an instance of the key is added if there is none. An empty key is that of no instance, since a reference to
/// it would be empty.
#[inline]
pub(super) fn find_or_add_instance<M: Part>(id: &Id<M>, out: &mut Out<M::System>) -> Option<At> {
    match (M::Naming::SHARING, id.parts()) {
        (Sharing::PerKey, (issuer, _, naming)) if out.accepts_issuer(issuer) => {
            let key = naming.key().filter(|key| !key.is_empty())?;
            Some(out.keys.find_or_add(M::KIND as u32, &key))
        }
        _ => find_instance(id, out),
    }
}
