//! Counts the deliveries that follow from one call or timer, so that a specification that sends without end is stopped.
//!
//! Each delivery has the number that it got when it was made, so that a count goes on after a restart: a delivery that follows from
//! another has a larger number.

use super::Engine;
use crate::error::Fault;
use crate::store::Delivery;

/// The effects of one call or timer.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Effects {
    /// How many deliveries were made.
    made: i64,
    /// How many of them are queued, or wait for an answer.
    under_way: i64,
    /// How many of them are deferred. Without any of both, the count is forgotten.
    aside: i64,
}

impl Engine {
    /// The number of a delivery that follows from another.
    pub(super) fn count_effect(&mut self, cause: &Delivery) -> i64 {
        let effects = self.effects.get(&cause.root).copied().unwrap_or_default();
        let made = effects.made.max(cause.depth) + 1;
        self.effects.insert(cause.root, Effects { made, under_way: effects.under_way + 1, ..effects });
        made
    }

    /// A delivery that was over goes on: its dead letter is tried again.
    pub(super) fn resume_effect(&mut self, of: &Delivery) {
        if of.depth > 0 {
            let effects = self.effects.get(&of.root).copied().unwrap_or_default();
            self.effects.insert(of.root, Effects { under_way: effects.under_way + 1, ..effects });
        }
    }

    /// A delivery is deferred.
    pub(super) fn put_effect_aside(&mut self, of: &Delivery) {
        self.change_effect(of, |effects| Effects {
            under_way: effects.under_way - 1,
            aside: effects.aside + 1,
            ..effects
        });
    }

    /// A deferred delivery goes on. One that was deferred before the memory was lost is not counted yet.
    pub(super) fn recall_effect(&mut self, of: &Delivery) {
        let effects = self.effects.get(&of.root).copied().unwrap_or_default();
        if of.depth > 0 {
            let aside = (effects.aside - 1).max(0);
            self.effects.insert(of.root, Effects { under_way: effects.under_way + 1, aside, ..effects });
        }
    }

    /// Whether anything that follows from a call or timer is queued, or waits for an answer.
    pub(super) fn has_effects(&self, root: i64) -> bool {
        self.effects.get(&root).is_some_and(|effects| effects.under_way > 0)
    }

    /// Sets the counts of the effects of a call.
    pub(super) fn set_effects(&mut self, root: i64, under_way: i64) {
        self.effects.insert(root, Effects { under_way, ..Effects::default() });
    }

    /// A delivery is over: it is deleted, or a dead letter.
    pub(super) fn end_effect(&mut self, of: &Delivery) {
        self.change_effect(of, |effects| Effects { under_way: effects.under_way - 1, ..effects });
    }

    fn change_effect(&mut self, of: &Delivery, change: impl FnOnce(Effects) -> Effects) {
        let Some(effects) = self.effects.get(&of.root).copied().filter(|_| of.depth > 0) else { return };
        let effects = change(effects);
        if effects.under_way > 0 || effects.aside > 0 {
            self.effects.insert(of.root, effects);
        } else {
            self.effects.remove(&of.root);
        }
        if effects.under_way <= 0 && self.watches.contains(&of.root) {
            self.rested.insert(of.root);
        }
    }

    /// Deletes a delivery that is over.
    pub(super) fn delete_delivery(&mut self, of: &Delivery) -> Result<(), Fault> {
        self.end_effect(of);
        self.store.delete_delivery(of)
    }
}
