//! Numbers that are others than in an earlier model: of events and of messages to actors outside.
//!
//! The messages to an actor, and the fields of each, are numbered in the order of their first emits in the whole text, and the events of a
//! machine in the order of their handlers. So a change in one machine can give other numbers to those that another machine sends. That
//! machine is the same otherwise: what is kept of it is numbered again.

use flow_syntax::ordered::Map;

use crate::model::{Emit, FieldId, Step, Target};
use crate::visit::NodeMut;

/// What a machine sends to others that has other numbers now, with its fields, by the numbers that it had.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    targets: Map<Target, Target>,
    fields: Map<(Target, FieldId), FieldId>,
}

impl Numbers {
    /// The numbers of the same receivers, in the same order, before and now.
    pub(crate) fn between(then: &[Target], now: &[Target]) -> Numbers {
        let mut numbers = Numbers::default();
        then.iter().zip(now).for_each(|(then, now)| numbers.add(*then, *now));
        numbers
    }

    /// Adds the number of an event or a message.
    pub(crate) fn add(&mut self, then: Target, now: Target) {
        if then != now {
            self.targets.insert(then, now);
        }
    }

    /// Adds the number of a field of an event or a message, which had this number.
    pub(crate) fn add_field(&mut self, then: Target, field: FieldId, now: FieldId) {
        if field != now {
            self.fields.insert((then, field), now);
        }
    }

    /// Whether all numbers are as they were.
    pub(crate) fn are_same(&self) -> bool {
        self.targets.is_empty() && self.fields.is_empty()
    }

    /// Whether those of fields are as they were.
    pub(crate) fn have_same_fields(&self) -> bool {
        self.fields.is_empty()
    }

    /// The number that an event or a message has now.
    pub(crate) fn of(&self, target: Target) -> Target {
        self.targets.get(&target).copied().unwrap_or(target)
    }

    /// The number that a field has now, of an event or a message that had this number.
    pub(crate) fn of_field(&self, target: Target, field: FieldId) -> FieldId {
        self.fields.get(&(target, field)).copied().unwrap_or(field)
    }

    /// Gives a receiver its number.
    pub(crate) fn apply(&self, target: &mut Target) {
        *target = self.of(*target);
    }

    /// Gives the receivers in steps their numbers.
    pub(crate) fn apply_to_steps(&self, steps: &mut [Step]) {
        steps.iter_mut().for_each(|step| self.apply_to_step(step));
    }

    fn apply_to_step(&self, step: &mut Step) {
        if let Step::Emit(Emit { target, payload, .. }) = step {
            let then = *target;
            payload.iter_mut().for_each(|(field, _)| *field = self.of_field(then, *field));
            self.apply(target);
        }
        NodeMut::Step(step).for_each_part(&mut |part| {
            if let NodeMut::Step(nested) = part {
                self.apply_to_step(nested);
            }
        });
    }
}
