//! Counts the deliveries that follow from one call or timer, so that a specification that sends without end is stopped.
//!
//! Each delivery has the number that it got when it was made, so that a count goes on after a restart: a delivery that follows from
//! another has a larger number.

use super::Engine;
use crate::error::Fault;
use crate::store::Delivery;

/// What follows from one call or timer.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Effects {
    /// How many deliveries were made.
    made: i64,
    /// How many of them are not over. Without any, the count is forgotten.
    under_way: i64,
}

impl Engine {
    /// The number of a delivery that follows from another.
    pub(super) fn count_effect(&mut self, cause: &Delivery) -> i64 {
        let Effects { made, under_way } = self.effects.get(&cause.root).copied().unwrap_or_default();
        let made = made.max(cause.depth) + 1;
        self.effects.insert(cause.root, Effects { made, under_way: under_way + 1 });
        made
    }

    /// A delivery is over: it is deleted, or a dead letter.
    pub(super) fn end_effect(&mut self, of: &Delivery) {
        let Some(effects) = self.effects.get(&of.root).copied().filter(|_| of.depth > 0) else { return };
        let under_way = effects.under_way - 1;
        if under_way > 0 {
            self.effects.insert(of.root, Effects { under_way, ..effects });
        } else {
            self.effects.remove(&of.root);
        }
    }

    /// Deletes a delivery that is over.
    pub(super) fn delete_delivery(&mut self, of: &Delivery) -> Result<(), Fault> {
        self.end_effect(of);
        self.store.delete_delivery(of)
    }
}
