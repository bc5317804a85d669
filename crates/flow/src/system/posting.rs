//! Sinks for the emits of a machine: that of a system in this process, and those of hosts.
//!
//! Code for a host writes a machine's emits once, for any such sink. All other code names [`Emits`] alone.

use core::time::Duration;

use super::emits::Emits;
pub use super::emits::Event;
use super::id::Id;
use super::parts::{Part, Parts};
use crate::Time;

/// A message of the system that `M` belongs to.
pub type Message<M> = <<M as Part>::System as Parts>::Message;

/// A machine with emits that go to any sink of the trait [`Posting`].
pub trait Posts: Part {
    /// Passes an emit to its receiver.
    fn post_to(emit: Self::Emit, emits: &mut impl Posting<Self>);
}

/// A sink for the emits of one instance of `M`: a method for each form of receiver (reference#receivers), and timers (reference#timers).
pub trait Posting<M: Part> {
    /// `to @r`, an instance of the conversation.
    fn to_machine<R: Part<System = M::System>>(&mut self, event: Event<M>);
    /// `to @r`, the instance of a machine that is `one for all`.
    fn to_only(&mut self, event: Event<M>);
    /// `to @r`, the instance of a machine that is `one for each …`, by its key as text.
    fn to_key<R: Part<System = M::System>>(&mut self, key: &str, event: Event<M>);
    /// `to a new @r`, with the id that the handler has reserved.
    fn to_new<R: Part<System = M::System>>(&mut self, id: Id<R>, event: Event<M>);
    /// `to $who`.
    fn to_reference<R: Part<System = M::System>>(&mut self, id: &Id<R>, event: Event<M>);
    /// `to all @r`.
    fn to_all<R: Part<System = M::System>>(&mut self, event: &Event<M>);
    /// `to @self`.
    fn to_itself(&mut self, event: Event<M>);
    /// To an actor outside.
    fn to_outside(&mut self, message: Message<M>);
    /// `start timer … for`.
    fn start_timer(&mut self, event: Event<M>, after: Duration);
    /// `start timer … every`.
    fn start_timer_every(&mut self, event: Event<M>, period: Duration);
    /// `start timer … until`.
    fn start_timer_until(&mut self, event: Event<M>, time: Time);
    /// The timer that was started last belongs to a group of states, by its name.
    fn own_by_group(&mut self, group: &'static str);
    /// `schedule … for`.
    fn schedule(&mut self, event: Event<M>, after: Duration);
    /// `schedule … every`.
    fn schedule_every(&mut self, event: Event<M>, period: Duration);
    /// `schedule … until`.
    fn schedule_until(&mut self, event: Event<M>, time: Time);
    /// `cancel timer`.
    fn cancel_timer(&mut self);
    /// `cancel :event`.
    fn cancel(&mut self, name: &'static str);
}

/// Each function is that of [`Emits`] with its name.
impl<M: Part> Posting<M> for Emits<'_, M> {
    #[inline(always)]
    fn to_machine<R: Part<System = M::System>>(&mut self, event: Event<M>) {
        self.to_machine::<R>(event);
    }

    fn to_only(&mut self, event: Event<M>) {
        self.to_only(event);
    }

    fn to_key<R: Part<System = M::System>>(&mut self, key: &str, event: Event<M>) {
        let to = self.find_key::<R>(key);
        self.to_place(to, event);
    }

    fn to_new<R: Part<System = M::System>>(&mut self, id: Id<R>, event: Event<M>) {
        self.to_new(id, event);
    }

    fn to_reference<R: Part<System = M::System>>(&mut self, id: &Id<R>, event: Event<M>) {
        self.to_reference(id, event);
    }

    fn to_all<R: Part<System = M::System>>(&mut self, event: &Event<M>) {
        self.to_all::<R>(event);
    }

    #[inline(always)]
    fn to_itself(&mut self, event: Event<M>) {
        self.to_itself(event);
    }

    #[inline(always)]
    fn to_outside(&mut self, message: Message<M>) {
        self.to_outside(message);
    }

    fn start_timer(&mut self, event: Event<M>, after: Duration) {
        self.start_timer(event, after);
    }

    fn start_timer_every(&mut self, event: Event<M>, period: Duration) {
        self.start_timer_every(event, period);
    }

    fn start_timer_until(&mut self, event: Event<M>, time: Time) {
        self.start_timer_until(event, time);
    }

    fn own_by_group(&mut self, group: &'static str) {
        self.own_by_group(group);
    }

    fn schedule(&mut self, event: Event<M>, after: Duration) {
        self.schedule(event, after);
    }

    fn schedule_every(&mut self, event: Event<M>, period: Duration) {
        self.schedule_every(event, period);
    }

    fn schedule_until(&mut self, event: Event<M>, time: Time) {
        self.schedule_until(event, time);
    }

    fn cancel_timer(&mut self) {
        self.cancel_timer();
    }

    fn cancel(&mut self, name: &'static str) {
        self.cancel(name);
    }
}
