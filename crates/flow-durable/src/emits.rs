//! The sink of a handler that a host runs: it writes each emit down as a [`Post`], in order.
//!
//! The receivers are resolved when the host commits, since an instance that one emit makes is a receiver of the next. The host's
//! [`Around`] answers queries of a handler about other instances, as values.

use std::marker::PhantomData;

use flow::__private::system::{Event, Message, Part, Parts, Posting, Posts};
use flow::system::{Id, Member, Neighbours};
use flow::{Sink, Time};

use crate::{Machine, Post, Program, StoredEvent, Target, TimerKind, Unreadable, When};

/// The queries of a handler about the instances around its own. A host implements it for the delivery in progress.
pub trait Around {
    /// The id of the instance of a machine that an emit to it would reach, if there is one (reference#receivers).
    fn partner(&self, machine: usize) -> Option<String>;

    /// A new id for an instance that the handler makes. If the handler has no effect, the id is not used.
    fn new_id(&self, machine: usize) -> String;
}

/// The sink for the emits of one instance of `M` while it handles an event.
pub struct Emits<'a, M> {
    id: &'a str,
    around: &'a dyn Around,
    posts: Vec<Post>,
    /// The first thing that could not be written, or is no id.
    unwritten: Option<Unreadable>,
    of: PhantomData<fn(M)>,
}

impl<'a, M> Emits<'a, M> {
    /// No emits yet, of the instance with an id.
    pub fn new(id: &'a str, around: &'a dyn Around) -> Self {
        Emits { id, around, posts: Vec::new(), unwritten: None, of: PhantomData }
    }

    /// The emits, in order.
    ///
    /// # Errors
    /// If one could not be written, or if the host's [`Around`] has given out a text that is no id.
    pub fn into_posts(self) -> Result<Vec<Post>, Unreadable> {
        match self.unwritten {
            None => Ok(self.posts),
            Some(unwritten) => Err(unwritten),
        }
    }

    /// Keeps the first of the errors.
    fn note<T>(&mut self, result: Result<T, Unreadable>) -> Option<T> {
        result.map_err(|error| self.unwritten.get_or_insert(error).clone()).ok()
    }

    /// The id of an instance of `R` that the host named by its text.
    fn read_id<R: Member>(&mut self, text: &str) -> Id<R> {
        let id = text.parse().map_err(|error| Unreadable::new(format!("the id '{text}'"), error));
        self.note(id).unwrap_or_else(|| Id::of_key(text))
    }
}

impl<M: Machine> Emits<'_, M> {
    fn post(&mut self, event: &Event<M>, make: impl FnOnce(StoredEvent) -> Post) {
        if let Some(event) = self.note(M::System::write_event(event)) {
            self.posts.push(make(event));
        }
    }

    fn send(&mut self, to: Target, event: &Event<M>) {
        self.post(event, |event| Post::Event { to, event });
    }

    fn start(&mut self, kind: TimerKind, when: When, event: &Event<M>) {
        self.post(event, |event| Post::Start { kind, when, event });
    }
}

impl<M: Posts> Sink<M::Emit> for Emits<'_, M>
where
    Self: Posting<M>,
{
    fn emit(&mut self, emit: M::Emit) {
        M::post_to(emit, self);
    }
}

impl<M: Machine> Neighbours<M> for Emits<'_, M> {
    fn itself(&self) -> Id<M> {
        self.id.parse().unwrap_or_else(|_| Id::of_key(self.id))
    }

    fn partner<R: Member<System = M::System>>(&self) -> Option<Id<R>> {
        self.around.partner(R::KIND)?.parse().ok()
    }

    fn reserve<R: Member<System = M::System>>(&mut self) -> Id<R> {
        let text = self.around.new_id(R::KIND);
        self.read_id(&text)
    }
}

impl<M: Machine> Posting<M> for Emits<'_, M> {
    fn to_machine<R: Part<System = M::System>>(&mut self, event: Event<M>) {
        self.send(Target::Partner, &event);
    }

    fn to_only(&mut self, event: Event<M>) {
        self.send(Target::Only, &event);
    }

    fn to_key<R: Part<System = M::System>>(&mut self, key: &str, event: Event<M>) {
        self.send(Target::Key(key.to_owned()), &event);
    }

    fn to_new<R: Part<System = M::System>>(&mut self, id: Id<R>, event: Event<M>) {
        self.send(Target::New(id.to_string()), &event);
    }

    fn to_reference<R: Part<System = M::System>>(&mut self, id: &Id<R>, event: Event<M>) {
        self.send(Target::Reference(id.to_string()), &event);
    }

    fn to_all<R: Part<System = M::System>>(&mut self, event: &Event<M>) {
        self.send(Target::All, event);
    }

    fn to_itself(&mut self, event: Event<M>) {
        self.send(Target::Itself, &event);
    }

    fn to_outside(&mut self, message: Message<M>) {
        let (actor, name) = M::System::message_name(&message);
        if let Some(payload) = self.note(M::System::write_message(&message)) {
            self.posts.push(Post::Message { actor, name, payload });
        }
    }

    fn start_timer(&mut self, event: Event<M>, after: core::time::Duration) {
        self.start(TimerKind::State, When::After(after.into()), &event);
    }

    fn start_timer_every(&mut self, event: Event<M>, period: core::time::Duration) {
        self.start(TimerKind::State, When::Every(period.into()), &event);
    }

    fn start_timer_until(&mut self, event: Event<M>, time: Time) {
        self.start(TimerKind::State, When::Until(time), &event);
    }

    fn own_by_group(&mut self, group: &'static str) {
        if let Some(Post::Start { kind, .. }) = self.posts.last_mut() {
            *kind = TimerKind::Group(group);
        }
    }

    fn schedule(&mut self, event: Event<M>, after: core::time::Duration) {
        self.start(TimerKind::Schedule, When::After(after.into()), &event);
    }

    fn schedule_every(&mut self, event: Event<M>, period: core::time::Duration) {
        self.start(TimerKind::Schedule, When::Every(period.into()), &event);
    }

    fn schedule_until(&mut self, event: Event<M>, time: Time) {
        self.start(TimerKind::Schedule, When::Until(time), &event);
    }

    fn cancel_timer(&mut self) {
        self.posts.push(Post::CancelTimer);
    }

    fn cancel(&mut self, name: &'static str) {
        self.posts.push(Post::Cancel { name });
    }
}
