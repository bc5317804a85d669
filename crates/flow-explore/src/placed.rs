//! What is not known where conversations begin in a later state (`--from`).
//!
//! Only some instances are placed. Another one that the placed ones have dealt with before would be in a state of its own: the payment of
//! an order that is paid, the holder of a lock that is held. What depends on that state is not reported, and the verdict says so.

use flow_model::model::{MachineId, Target};

use crate::engine::Engine;
use crate::step::Delivery;
use crate::world::{Local, Slot, Status, World, is_kept_aside, split};

impl Engine<'_> {
    /// Whether the receiver of a message may be in another state, since it was not placed. A shared one has perhaps been led astray by
    /// those that were.
    pub(crate) fn is_unplaced(&self, world: &World, delivery: Delivery) -> bool {
        if self.options.from.is_none() {
            return false;
        }
        let is_of_placed = delivery.message.conversation == Some(0);
        // An instance that was made by this step is not there yet.
        let Some(local) = world.members.get(usize::from(delivery.slot)) else {
            return is_of_placed;
        };
        let local = self.tables.locals.get(*local);
        if local.is_absent() {
            return is_of_placed;
        }
        let machine = local.instance.machine;
        let is_initial = local.instance.state == self.runnable.machine(machine).initial;
        let is_shared = self.runnable.machine(machine).instances.is_shared();
        is_initial && (is_shared || local.is_fresh && is_of_placed)
    }

    /// Whether an instance waits for one that was not placed.
    pub(crate) fn waits_for_unplaced(&self, world: &World, slot: usize) -> bool {
        if self.options.from.is_none() {
            return false;
        }
        let mut asked = vec![slot];
        let mut at = 0;
        while let Some(slot) = asked.get(at).copied() {
            let local = self.tables.locals.get(world.members[slot]);
            let open = local.questions.iter().filter(|question| question.status == Status::Awaited);
            for question in open {
                let Target::Machine(machine, _) = question.target else { continue };
                let answering = self.list_answering(world, slot, machine);
                if answering.is_empty()
                    || answering.iter().any(|to| self.may_serve_unplaced(world, slot, *to))
                {
                    return true;
                }
                let new = answering.into_iter().filter(|slot| !asked.contains(slot)).collect::<Vec<_>>();
                asked.extend(new);
            }
            at += 1;
        }
        false
    }

    /// The instances of a machine that can answer an instance.
    fn list_answering(&self, world: &World, slot: usize, machine: MachineId) -> Vec<usize> {
        let own = self.tables.locals.get(world.members[slot]).conversation;
        let locals = world.members.iter().map(|local| self.tables.locals.get(*local));
        let is_meant = |other: &Local| {
            let is_known = own.is_none() || other.conversation.is_none() || other.conversation == own;
            other.instance.machine == machine && !other.is_removed && is_known
        };
        locals.enumerate().filter(|(_, other)| is_meant(other)).map(|(slot, _)| slot).collect()
    }

    /// Whether the answer of one instance to another may depend on one that was not placed: a shared one keeps events or senders, a new
    /// one may be another, and of a message that is under way nobody knows yet.
    fn may_serve_unplaced(&self, world: &World, slot: usize, to: usize) -> bool {
        let local = self.tables.locals.get(world.members[to]);
        let machine = local.instance.machine;
        let is_shared = self.runnable.machine(machine).instances.is_shared();
        let keeps = !local.deferred.is_empty() || self.runnable.refers_to_instances(machine);
        let is_between = |(between, _): &(u16, u32)| {
            !is_kept_aside(*between) && split(*between) == (slot as Slot, to as Slot)
        };
        local.is_fresh || (is_shared && keeps) || world.queues.iter().any(is_between)
    }

    /// Names what was not reported.
    pub(crate) fn note_unplaced(&mut self) {
        let note = "instances that were not placed: what they have done before is not known".to_owned();
        self.knowledge.approximated.insert(note);
    }
}
