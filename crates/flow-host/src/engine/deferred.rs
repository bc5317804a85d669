//! Deferred events: they are put aside until their instance is in a state that accepts them.
//!
//! Each move rejects those that the new state neither accepts nor defers. Of those that it accepts the oldest is handled next; the others
//! wait for it, since it can change the state.

use flow_durable::{DeadKind, EventTable, Stepped};

use super::asks::OpenRun;
use super::handle::Verdict;
use super::{Engine, Reply};
use crate::error::Fault;
use crate::store::{Delivery, Entry, Instance, Life, Origin, Status};

impl Engine {
    /// Puts an event aside. For its caller it is done.
    pub(super) fn defer(&mut self, instance: &Instance, mut run: OpenRun) -> Result<(), Fault> {
        let most = self.options.bounds.deferred;
        if self.store.count_deferred(instance.n, most)? == most {
            let error = format!("{most} events of this @{} are deferred", instance.machine);
            return self.bury(instance, run, DeadKind::TooManyDeferred, Verdict::of("", error));
        }
        let is_call = run.delivery.origin == Origin::Call;
        self.finish_timer(&run.delivery)?;
        let delivery = &mut run.delivery;
        delivery.timer = None;
        // If it has no effect later, no caller waits for it any more, and it is a dead letter.
        if is_call {
            delivery.origin = Origin::Actor;
        }
        // It is taken anew when it is handled.
        (delivery.taken, delivery.revision) = (None, None);
        if delivery.is_stored() {
            self.store.set_status(delivery, Status::Deferred)?;
        } else {
            delivery.seq = self.store.add_delivery(delivery, Status::Deferred)?;
        }
        if instance.life == Life::Made {
            self.store.set_life(instance.n, Life::Kept)?;
        }
        let (n, state) = (instance.n, instance.state.as_str());
        let entry =
            Entry { instance: n, what: "deferred", delivery: Some(delivery), state, ..Entry::default() };
        self.store.note(&entry, self.now)?;
        self.meter.count_deferred();
        self.put_effect_aside(&run.delivery);
        self.open.remove(&n);
        self.add_next(n)?;
        let stepped = Stepped { from: instance.state.clone(), passed: Vec::new(), deferred: true };
        self.reply(&run.delivery, Ok(Reply::Stepped(stepped)))
    }

    /// After a move: deferred events that the new state neither accepts nor defers are rejected, and so are all when the instance has
    /// ended.
    pub(super) fn reject_deferred(&mut self, instance: &Instance, machine: usize) -> Result<(), Fault> {
        let events = self.parts.machines[machine].table().events;
        if !can_defer(events) {
            return Ok(());
        }
        for delivery in self.store.deferred(instance.n)? {
            let has_ended = instance.life == Life::Ended;
            if !has_ended && decide(events, &delivery, &instance.state) != Fate::Rejected {
                continue;
            }
            self.recall_effect(&delivery);
            // One of all receivers does not accept it, and is passed over, as on arrival.
            if delivery.origin == Origin::ToAll {
                self.delete_delivery(&delivery)?;
                continue;
            }
            let verdict = Verdict::of("", "it was deferred, and is not accepted".to_owned());
            self.bury(instance, OpenRun::new(delivery), DeadKind::Rejected, verdict)?;
        }
        Ok(())
    }

    /// The oldest deferred event of an instance that its state accepts is handled next: its place in the order is before that of every queued
    /// event. The others wait, since it can change the state. Returns whether there may be one.
    pub(super) fn recall_next(&mut self, n: i64) -> Result<bool, Fault> {
        // Most programs have no `defer`, and need no queries.
        if !self.parts.machines.iter().any(|machine| can_defer(machine.table().events)) {
            return Ok(false);
        }
        let instance = self.store.instance(n)?;
        let Some(machine) = self.parts.machine(&instance.machine) else { return Ok(false) };
        let events = self.parts.machines[machine].table().events;
        if !can_defer(events) || instance.life == Life::Ended {
            return Ok(false);
        }
        let deferred = self.store.deferred(n)?;
        let next =
            deferred.into_iter().find(|delivery| decide(events, delivery, &instance.state) == Fate::Handled);
        let Some(mut delivery) = next else { return Ok(false) };
        // One that was recalled before is handled first.
        if self.store.next_queued(n, self.order(n)?)?.is_some_and(|first| first < delivery.seq) {
            return Ok(true);
        }
        (delivery.taken, delivery.revision) = (None, None);
        self.recall_effect(&delivery);
        self.store.set_status(&delivery, Status::Queued)?;
        Ok(true)
    }
}

/// Whether a machine defers any event: others have no deferred ones.
fn can_defer(events: &[EventTable]) -> bool {
    events.iter().any(|event| !event.deferred.is_empty())
}

/// How a state treats a deferred event.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Handled,
    Deferred,
    Rejected,
}

fn decide(events: &[EventTable], delivery: &Delivery, state: &str) -> Fate {
    let is_meant =
        |event: &&EventTable| event.name == delivery.event && event.from == delivery.from.as_deref();
    match events.iter().find(is_meant) {
        Some(event) if event.deferred.contains(&state) => Fate::Deferred,
        Some(event) if event.states.contains(&state) => Fate::Handled,
        _ => Fate::Rejected,
    }
}
