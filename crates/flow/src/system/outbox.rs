//! What machines have sent and nobody has got yet: events under way, messages to the outside, steps of timers.
//!
//! A handler posts here in place. Where an event goes is only known once the handler is through: until then it is addressed
//! to a kind of machine. What a handler that fails has posted is taken back.

use alloc::collections::VecDeque;
use alloc::vec::Vec;

use super::{At, Instance, Parts, Post, Sent};

/// What has been posted, in order.
pub struct Outbox<P: Parts> {
    /// Who posts: whose handler runs.
    sender: Instance,
    deliveries: VecDeque<Delivery<P>>,
    messages: Vec<Sent<P::Message>>,
    of_time: VecDeque<Post<P>>,
}

/// An event under way.
pub(super) struct Delivery<P: Parts> {
    /// The receiver; its kind as long as the handler that sends it runs.
    pub(super) to: At,
    pub(super) from: Sender,
    pub(super) event: P::Event,
}

/// Who sent what is delivered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sender {
    /// Another instance: the one being answered.
    Instance(At),
    /// The instance itself, now or by a schedule.
    Itself,
    /// Somebody outside, or time.
    Outside,
}

impl Sender {
    /// The instance that sent something to `to`.
    pub(super) fn instance_at(self, to: At) -> Option<At> {
        match self {
            Sender::Instance(instance) => Some(instance),
            Sender::Itself => Some(to),
            Sender::Outside => None,
        }
    }
}

/// How much there was when a handler began.
pub(super) struct Mark {
    pub(super) deliveries: usize,
    messages: usize,
}

impl<P: Parts> Outbox<P> {
    pub(super) const fn new() -> Self {
        Outbox {
            sender: Instance::new("", 0, 0, 0),
            deliveries: VecDeque::new(),
            messages: Vec::new(),
            of_time: VecDeque::new(),
        }
    }

    /// Posts what a handler emits. Inlined, so that each emit of a handler becomes what it is to the network on the spot.
    #[inline(always)]
    pub fn post(&mut self, post: Post<P>) {
        let sender = self.sender;
        match post {
            Post::Machine(kind, event) => {
                self.deliver(Delivery { to: kind as At, from: Sender::Instance(sender.at()), event });
            }
            Post::Itself(event) => self.deliver(Delivery { to: sender.at(), from: Sender::Itself, event }),
            Post::Outside(message) => self.messages.push(Sent { from: sender, message }),
            Post::Start(..) | Post::Schedule(..) | Post::CancelTimer | Post::Cancel(_) => {
                self.of_time.push_back(post);
            }
        }
    }

    /// A handler begins.
    #[inline]
    pub(super) fn begin(&mut self, sender: Instance) -> Mark {
        self.sender = sender;
        Mark { deliveries: self.deliveries.len(), messages: self.messages.len() }
    }

    /// Takes back what was posted since.
    pub(super) fn withdraw(&mut self, mark: &Mark) {
        self.deliveries.truncate(mark.deliveries);
        self.messages.truncate(mark.messages);
        self.of_time.clear();
    }

    /// Puts an event under way.
    #[inline]
    pub(super) fn deliver(&mut self, delivery: Delivery<P>) {
        self.deliveries.push_back(delivery);
    }

    /// The next event to deliver.
    #[inline]
    pub(super) fn next(&mut self) -> Option<Delivery<P>> {
        self.deliveries.pop_front()
    }

    /// The kind that the delivery at a place is addressed to; inside, nothing for one to the sender itself.
    #[inline]
    pub(super) fn kind_of(&self, at: usize) -> Option<Option<usize>> {
        let delivery = self.deliveries.get(at)?;
        Some((delivery.from != Sender::Itself).then_some(delivery.to as usize))
    }

    /// Addresses the delivery at a place.
    #[inline]
    pub(super) fn address(&mut self, at: usize, to: At) {
        self.deliveries[at].to = to;
    }

    /// The next step of a timer, in the order in which they were posted.
    #[inline]
    pub(super) fn next_of_time(&mut self) -> Option<Post<P>> {
        self.of_time.pop_front()
    }

    /// The messages posted since.
    pub(super) fn messages_since(&self, mark: &Mark) -> impl Iterator<Item = &P::Message> {
        self.messages[mark.messages..].iter().map(|sent| &sent.message)
    }

    /// Everything for the outside.
    #[inline]
    pub(super) fn take_messages(&mut self) -> Vec<Sent<P::Message>> {
        core::mem::take(&mut self.messages)
    }
}
