//! The sink of a machine in a system: each emit becomes an event in flight, a message or a timer at once.
//!
//! The receiver of an event is determined when it is emitted (reference#receivers), not when it is delivered.

use core::mem::ManuallyDrop;
use core::time::Duration;

use super::conversations::ConversationTable;
use super::instance::Place;
use super::list::add_in_place;
use super::naming::{Naming, Sharing};
use super::outbox::Delivery;
use super::outcome::Sent;
use super::parts::{Out, Part, Parts, instance_of};
use super::route::{Coming, NO_CONVERSATION, Sender, TO_ALL};
use super::timers::{Start, When};
use crate::{Sink, Time};

/// The sink for the emits of one instance while it handles an event.
pub struct Emits<'a, M: Part> {
    /// The event that is handled: emits to the machine of its sender are answers to that.
    pub(super) coming: &'a Coming,
    pub(super) out: &'a mut Out<M::System>,
}

/// An event to any machine of the system that `M` belongs to.
pub type Event<M> = <<M as Part>::System as Parts>::Event;

impl<M: Part> Sink<M::Emit> for Emits<'_, M> {
    #[inline(always)]
    fn emit(&mut self, emit: M::Emit) {
        M::post(emit, self);
    }
}

impl<M: Part> Emits<'_, M> {
    #[inline(always)]
    pub(super) fn place(&self) -> Place {
        Place { kind: M::KIND as u32, at: self.coming.to }
    }

    /// Sends an event to an instance of the machine `R` (reference#receivers, 4 to 7).
    #[inline(always)]
    pub fn to_machine<R: Part<System = M::System>>(&mut self, event: Event<M>) {
        let event = ManuallyDrop::new(event);
        let of = self.place();
        let to = self.out.conversations.receiver(self.coming, M::KIND, R::KIND);
        let conversation = match M::Naming::SHARING {
            Sharing::PerConversation => NO_CONVERSATION,
            Sharing::One | Sharing::PerKey => self.coming.conversation,
        };
        self.out.deliver(Delivery::new(Coming { to, conversation, from: Sender(of) }, event));
    }

    /// Sends an event to the instance with a number.
    pub fn to_place(&mut self, to: u32, event: Event<M>) {
        let conversation = match M::Naming::SHARING {
            Sharing::PerConversation => self.out.conversations.conversation_of(self.place()),
            Sharing::One | Sharing::PerKey => self.coming.conversation,
        };
        let coming = Coming { to, conversation, from: Sender(self.place()) };
        self.out.deliver(Delivery::new(coming, ManuallyDrop::new(event)));
    }

    /// Sends an event to the instance of a machine that is `one for all`.
    pub fn to_only(&mut self, event: Event<M>) {
        self.to_place(0, event);
    }

    /// The number of the instance of `R` with a key.
    pub fn find_key<R: Part<System = M::System>>(&mut self, key: &str) -> u32 {
        self.out.keys.find_or_add(R::KIND as u32, key)
    }

    /// Sends an event to all instances of `R` of the conversation.
    pub fn to_all<R: Part<System = M::System>>(&mut self, event: &Event<M>) {
        let from = Sender(self.place());
        for to in self.out.conversations.all(self.place(), self.coming.conversation, R::KIND) {
            let coming = Coming { to, conversation: TO_ALL, from };
            self.out.deliver(Delivery::new(coming, ManuallyDrop::new(event.clone())));
        }
    }

    /// Sends an event to this instance.
    #[inline(always)]
    pub fn to_itself(&mut self, event: Event<M>) {
        let coming =
            Coming { to: self.coming.to, conversation: self.coming.conversation, from: Sender::ITSELF };
        self.out.deliver(Delivery::new(coming, ManuallyDrop::new(event)));
    }

    /// Sends a message to an outside actor.
    #[inline(always)]
    pub fn to_outside(&mut self, message: <M::System as Parts>::Message) {
        let sent = Sent { from: instance_of::<M>(self.coming.to, self.out), message };
        add_in_place(&mut self.out.messages, sent);
    }

    /// `start timer … for`: delivers the event after a duration, unless the machine moves to another state before (reference#timers).
    pub fn start_timer(&mut self, event: Event<M>, after: Duration) {
        self.out.timers.start(self.timer_start(event), When::After(after));
    }

    /// `start timer … every`: delivers the event at multiples of a duration, until the machine moves to another state.
    pub fn start_timer_every(&mut self, event: Event<M>, period: Duration) {
        self.out.timers.start(self.timer_start(event), When::Every(period));
    }

    /// `start timer … until`: delivers the event at a time of day, unless the machine moves to another state before.
    pub fn start_timer_until(&mut self, event: Event<M>, time: Time) {
        self.out.timers.start(self.timer_start(event), When::Until(time));
    }

    /// `start timer` when a group of states is entered: the timer that was started last is cancelled when the machine leaves the
    /// group, not when it moves within it (reference#entering).
    pub fn own_by_group(&mut self, group: &'static str) {
        self.out.timers.own_by_group(self.place(), group);
    }

    /// `schedule … for`: delivers the event after a duration (reference#timers).
    pub fn schedule(&mut self, event: Event<M>, after: Duration) {
        self.out.timers.schedule(self.timer_start(event), When::After(after));
    }

    /// `schedule … every`: delivers the event at multiples of a duration.
    pub fn schedule_every(&mut self, event: Event<M>, period: Duration) {
        self.out.timers.schedule(self.timer_start(event), When::Every(period));
    }

    /// `schedule … until`: delivers the event at a time of day.
    pub fn schedule_until(&mut self, event: Event<M>, time: Time) {
        self.out.timers.schedule(self.timer_start(event), When::Until(time));
    }

    fn timer_start(&self, event: Event<M>) -> Start<Event<M>> {
        Start { to: self.place(), name: M::System::event_name(&event), event }
    }

    /// `cancel timer`: cancels the timer without a name, if it is running.
    pub fn cancel_timer(&mut self) {
        self.out.timers.cancel_unnamed(self.place());
    }

    /// `cancel :event`: cancels the timer and every scheduled event of this name.
    pub fn cancel(&mut self, name: &'static str) {
        self.out.timers.cancel(self.place(), name);
    }
}
