//! Messages to actors outside that have other numbers than in an earlier model.
//!
//! The messages to an actor, and the fields of each, are numbered in the order of their first emits in the whole text. So a change in one
//! machine can give other numbers to those that another machine sends. That machine is the same otherwise: what is kept of it is numbered
//! again.

use flow_syntax::ordered::Map;

use crate::model::{ActorId, Emit, FieldId, MessageId, Step, Target};
use crate::visit::NodeMut;

/// The messages of a machine that have other numbers now, and their fields, by the numbers that they had.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    messages: Map<(ActorId, MessageId), MessageId>,
    fields: Map<(ActorId, MessageId, FieldId), FieldId>,
}

impl Numbers {
    /// The numbers of the same messages, in the same order, before and now.
    pub(crate) fn between(then: &[Target], now: &[Target]) -> Numbers {
        let mut numbers = Numbers::default();
        for targets in then.iter().zip(now) {
            if let (Target::Actor(actor, then), Target::Actor(_, now)) = targets {
                numbers.add_message((*actor, *then), *now);
            }
        }
        numbers
    }

    /// Adds the number of a message.
    pub(crate) fn add_message(&mut self, then: (ActorId, MessageId), now: MessageId) {
        if then.1 != now {
            self.messages.insert(then, now);
        }
    }

    /// Adds the number of a field of a message.
    pub(crate) fn add_field(&mut self, (actor, then): (ActorId, MessageId), field: FieldId, now: FieldId) {
        if field != now {
            self.fields.insert((actor, then, field), now);
        }
    }

    /// Whether all numbers are as they were.
    pub(crate) fn are_same(&self) -> bool {
        self.messages.is_empty() && self.fields.is_empty()
    }

    /// Whether those of fields are as they were.
    pub(crate) fn have_same_fields(&self) -> bool {
        self.fields.is_empty()
    }

    /// The number that a message has now.
    pub(crate) fn of_message(&self, actor: ActorId, message: MessageId) -> MessageId {
        self.messages.get(&(actor, message)).copied().unwrap_or(message)
    }

    /// The number that a field has now, of a message that had this number.
    pub(crate) fn of_field(&self, actor: ActorId, message: MessageId, field: FieldId) -> FieldId {
        self.fields.get(&(actor, message, field)).copied().unwrap_or(field)
    }

    /// Gives a receiver its number.
    pub(crate) fn apply(&self, target: &mut Target) {
        if let Target::Actor(actor, message) = target {
            *message = self.of_message(*actor, *message);
        }
    }

    /// Gives the messages in steps their numbers.
    pub(crate) fn apply_to_steps(&self, steps: &mut [Step]) {
        steps.iter_mut().for_each(|step| self.apply_to_step(step));
    }

    fn apply_to_step(&self, step: &mut Step) {
        if let Step::Emit(Emit { target, payload, .. }) = step {
            if let Target::Actor(actor, message) = *target {
                payload.iter_mut().for_each(|(field, _)| *field = self.of_field(actor, message, *field));
            }
            self.apply(target);
        }
        NodeMut::Step(step).for_each_part(&mut |part| {
            if let NodeMut::Step(nested) = part {
                self.apply_to_step(nested);
            }
        });
    }
}
