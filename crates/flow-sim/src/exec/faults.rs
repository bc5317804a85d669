//! What an unreliable transport does to messages: it loses them, or delivers them more than once.
//!
//! A system does none of this by itself. Paths of an exploration do, and replays of them.

use std::rc::Rc;

use crate::exec::message::{Message, MessageId};
use crate::exec::observer::Observer;
use crate::exec::system::{System, Undelivered};

impl<'m, O: Observer<'m>> System<'_, 'm, O> {
    /// Loses a message that is in flight. Returns whether there is one.
    pub fn lose(&mut self, message: MessageId) -> bool {
        let is_lost = self.remove_message(message).is_some();
        if is_lost {
            self.observer.lost(message);
        }
        is_lost
    }

    /// Puts a copy of a message that is in flight behind it: it will arrive twice. `None` if there is no such message.
    pub fn double(&mut self, message: MessageId) -> Option<MessageId> {
        let at = self.in_flight.iter().position(|waiting| waiting.id == message)?;
        let copy = self.repeat(Rc::clone(&self.in_flight[at].message));
        let id = copy.id;
        self.in_flight.insert(at + 1, copy);
        Some(id)
    }

    /// Makes a message again that was delivered before, and is not in flight: it is delivered by [`System::deliver`].
    pub fn compose_again(&mut self, message: Message<'m>) -> MessageId {
        let copy = self.repeat(Rc::new(message));
        let id = copy.id;
        self.composed.push(copy);
        id
    }

    fn repeat(&mut self, message: Rc<Message<'m>>) -> Undelivered<'m> {
        let id = MessageId(self.next_message);
        self.next_message += 1;
        self.observer.repeated(id, &message);
        Undelivered { id, message }
    }
}
