//! The instances that a handler refers to: emits to references and to new instances, and `@m` as a value (reference#references).
//!
//! These are in a file of their own since ids depend on the parts of a system, and those on the sink of emits: only machines with
//! references need both.

#![expect(clippy::needless_pass_by_value, reason = "users pass ids by value, as most are small")]

use super::conversations::ConversationTable;
use super::emits::{Emits, Event};
use super::id::{Id, Member};
use super::instance::{At, Place, THE_ONLY};
use super::naming::{Naming, Sharing};
use super::neighbours::Neighbours;
use super::parts::{Part, find_instance, find_or_add_instance, id_of};

impl<M: Part> Emits<'_, M> {
    /// Sends an event to a new instance of `R`, with the id that the handler has reserved.
    pub fn to_new<R: Part<System = M::System>>(&mut self, id: Id<R>, event: Event<M>) {
        let reserved = find_instance(&id, self.out);
        let to = self.out.conversations.make(self.place(), self.coming.conversation, R::KIND, reserved);
        self.to_place(to, event);
    }

    /// Sends an event to the instance of `R` that a reference means.
    pub fn to_reference<R: Part<System = M::System>>(&mut self, id: &Id<R>, event: Event<M>) {
        let found = find_or_add_instance(id, self.out);
        let exists = |at: &At| {
            let place = Place { kind: R::KIND as u32, at: *at };
            R::Naming::SHARING != Sharing::PerConversation || self.out.conversations.has(place)
        };
        let to = found.filter(exists).unwrap_or(THE_ONLY);
        self.to_place(to, event);
    }
}

impl<M: Part> Neighbours<M> for Emits<'_, M> {
    fn itself(&self) -> Id<M> {
        id_of(self.coming.to, self.out).unwrap_or_else(|| Id::of_key(""))
    }

    fn partner<R: Member<System = M::System>>(&self) -> Option<Id<R>> {
        let at = match R::Naming::SHARING {
            Sharing::One => 0,
            Sharing::PerConversation | Sharing::PerKey => self.out.conversations.partner(
                self.place(),
                self.coming.from,
                self.coming.conversation,
                R::KIND,
            )?,
        };
        id_of(at, self.out)
    }

    fn reserve<R: Member<System = M::System>>(&mut self) -> Id<R> {
        let (at, naming) = R::Naming::of_number(self.out.conversations.reserve(R::KIND));
        Id::new(at, self.out.issuer, naming)
    }
}
