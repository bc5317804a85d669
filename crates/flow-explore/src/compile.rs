//! Adds to the compiled steps what the engine has computed for a world.
//!
//! A step is compiled by comparing the worlds before and after it. It is left to the engine where it depends on more than its key: on
//! queues, if an instance may be removed, or on the bounds of the exploration.

use std::rc::Rc;

use flow_model::model::{Instances, Model};

use crate::compiled::{
    Before, Change, Channel, Compiled, FrameFacts, LocalFacts, NONE, Occurrence, Part, Trigger,
};
use crate::engine::Engine;
use crate::options::Options;
use crate::outcome::OutcomeKind;
use crate::step::{Action, Pooled, Reason, Successor};
use crate::world::{Cause, MAX_QUEUE, Slot, World, pair};

/// Whether what happens to an instance never depends on the local states of others, so that steps can be compiled.
pub(crate) fn are_steps_local(model: &Model, options: &Options) -> bool {
    // Every option is named, so that a new one is thought of here. Faults are steps that no trigger has.
    let Options {
        conversations: _,
        outside: _,
        unasked: _,
        flood: _,
        prompt: _,
        failures: _,
        losses,
        doubles,
        from: _,
        steady: _,
        // The questions of others, and the order of other messages, decide what can happen.
        always_answer,
        one_queue,
        host,
        // Which steps are left out depends on all instances.
        reduce,
        max_states: _,
        sample: _,
        threads: _,
    } = options;
    let has_keys = model.machines.iter().any(|machine| matches!(machine.instances, Instances::PerKey(_)));
    let is_plain = !losses && !doubles && !always_answer && !one_queue && !host && !reduce;
    is_plain && model.rules.rules.is_empty() && !has_keys
}

impl Engine<'_> {
    /// Adds the steps of a world to the compiled ones.
    pub(crate) fn compile(&mut self, world: &World, successors: &[Pooled]) {
        let frame = self.frame_of(world);
        self.learn_frame(frame);
        for (slot, local) in world.members.iter().enumerate() {
            self.learn_local(slot as Slot, *local);
        }
        for group in successors.chunk_by(|one, other| one.trigger == other.trigger) {
            let Some(taken) = group[0].taken.first() else { continue };
            let trigger = group[0].trigger;
            let key = (frame, world.members[usize::from(taken.delivery.slot)], trigger);
            if !self.compiled.known.contains_key(&key) {
                let start = self.compiled.changes.len();
                let is_compiled = group.iter().all(|successor| self.add_change(world, successor));
                let part = Part::since(start, &self.compiled.changes);
                self.compiled.known.insert(key, is_compiled.then_some(part));
            }
            if let Some(Some(part)) = self.compiled.known.get(&key) {
                let changes = part.of(&self.compiled.changes).to_vec();
                let is_taken = group[0].action == Action::Deliver;
                let taken = is_taken.then_some(pair(taken.delivery.from, taken.delivery.slot));
                changes.iter().for_each(|change| self.learn_sends(world, taken, change));
            }
        }
        self.learn_channels();
    }

    /// Adds a result; `false` if it must be computed again each time.
    fn add_change(&mut self, world: &World, successor: &Successor) -> bool {
        let Some(taken) = successor.taken.first() else { return false };
        // Clocks may not allow the first path to a finding, so that others are recorded as well.
        if successor.is_noted && self.has_timers {
            return false;
        }
        let slot = taken.delivery.slot;
        let at = usize::from(slot);
        let after = &successor.world;
        let is_fresh = self.tables.locals.get(world.members[at]).is_fresh;
        let may_be_removed = is_fresh
            && successor
                .taken
                .iter()
                .any(|taken| !matches!(taken.outcome().kind, OutcomeKind::Handled | OutcomeKind::Deferred));
        let same = |slot: usize| world.members.get(slot) == after.members.get(slot);
        if successor.growth.is_some()
            || may_be_removed
            || after.members.len() < world.members.len()
            || !(0..world.members.len()).all(|other| other == at || same(other))
        {
            return false;
        }
        let (sends, added) = (self.compiled.sends.len(), self.compiled.added.len());
        if !self.add_sends(world, successor) {
            self.compiled.sends.truncate(sends);
            return false;
        }
        self.compiled.added.extend_from_slice(&after.members[world.members.len()..]);
        let change = Change {
            slot,
            local: after.members[at],
            frame: self.frame_of(after),
            added: Part::since(added, &self.compiled.added),
            sends: Part::since(sends, &self.compiled.sends),
            moved: successor.find_moved(world),
            is_free: successor.action.edge_kind().is_free(),
        };
        self.compiled.changes.push(change);
        true
    }

    /// Adds the messages that a step sends: what its queues have after those of the world before. `false` if they do not continue those.
    fn add_sends(&mut self, world: &World, successor: &Successor) -> bool {
        let taken = successor.taken.first().filter(|_| successor.action == Action::Deliver);
        let taken = taken.map(|taken| pair(taken.delivery.from, taken.delivery.slot));
        let left = |between: u16, queue: u32| {
            let queue = &self.tables.queues.get(queue)[..];
            if taken == Some(between) { &queue[1..] } else { queue }
        };
        let is_kept = |(between, queue): &(u16, u32)| {
            let after = successor.world.queue(*between).map(|queue| self.tables.queues.get(queue));
            left(*between, *queue).is_empty()
                || after.is_some_and(|after| after.starts_with(left(*between, *queue)))
        };
        if !world.queues.iter().all(is_kept) {
            return false;
        }
        for (between, queue) in &successor.world.queues {
            let before = world.queue(*between).map_or(0, |queue| left(*between, queue).len());
            let sent = self.tables.queues.get(*queue)[before..].iter();
            self.compiled.sends.extend(sent.map(|message| (*between, *message)));
        }
        true
    }

    /// Determines the channels after what a change sends.
    fn learn_sends(&mut self, world: &World, taken: Option<u16>, change: &Change) {
        let mut queues: Vec<(u16, Vec<u32>)> = Vec::new();
        for (between, message) in change.sends.of(&self.compiled.sends).to_vec() {
            let at = queues.iter().position(|(of, _)| *of == between).unwrap_or_else(|| {
                let queue = world.queue(between).map(|queue| self.tables.queues.get(queue).to_vec());
                let skipped = usize::from(taken == Some(between));
                queues.push((between, queue.unwrap_or_default().split_off(skipped)));
                queues.len() - 1
            });
            let queue = &mut queues[at].1;
            if queue.len() == MAX_QUEUE {
                return;
            }
            let before = match queue.is_empty() {
                true => Before::Empty(between),
                false => {
                    let queue = self.tables.queues.intern(queue.clone());
                    Before::Channel(self.tables.channels.intern((between, queue)))
                }
            };
            queue.push(message);
            let queue = self.tables.queues.intern(queue.clone());
            let after = self.tables.channels.intern((between, queue));
            self.compiled.longer.insert((before, message), after);
        }
    }

    fn learn_frame(&mut self, frame: u32) {
        let known = &mut self.compiled.frames;
        known.resize(known.len().max(frame as usize + 1), FrameFacts::default());
        if known[frame as usize].is_known {
            return;
        }
        let start = self.compiled.occurrences.len();
        let of = Rc::clone(self.tables.frames.get(frame));
        for at in 0..of.rest.timers.len() {
            if !self.is_preceded(&of.rest, at) {
                let timer = Rc::clone(self.tables.timers.get(of.rest.timers[at]));
                let cause = self.learn_cause(Cause { slot: timer.slot, event: timer.event });
                let trigger = Trigger::timer(at);
                let occurrence = Occurrence { slot: timer.slot, trigger, cause, is_free: false };
                self.compiled.occurrences.push(occurrence);
            }
        }
        self.compiled.frames[frame as usize] = FrameFacts {
            is_known: true,
            members: of.identities.len(),
            timers: Part::since(start, &self.compiled.occurrences),
            is_outside_spent: of.rest.outside == 1,
        };
    }

    fn learn_local(&mut self, slot: Slot, local: u32) {
        let known = &mut self.compiled.locals;
        known.resize(known.len().max(local as usize + 1), LocalFacts::default());
        if known[local as usize].is_known {
            return;
        }
        let start = self.compiled.occurrences.len();
        for (at, offer) in self.offers(local).iter().enumerate() {
            let is_free = offer.reason == Reason::Free;
            let cause = match is_free {
                true => self.learn_cause(Cause { slot, event: offer.event }),
                false => NONE,
            };
            let occurrence = Occurrence { slot, trigger: Trigger::offer(slot, at), cause, is_free };
            self.compiled.occurrences.push(occurrence);
        }
        let offers = Part::since(start, &self.compiled.occurrences);
        let deferred = self.tables.locals.get(local).deferred.iter().map(|(message, _)| *message);
        let causes = self.learn_causes(deferred.collect());
        self.compiled.locals[local as usize] = LocalFacts { is_known: true, slot, offers, causes };
    }

    /// Describes the channels that are new; without its first message a channel is one as well.
    fn learn_channels(&mut self) {
        while self.compiled.channels.len() < self.tables.channels.len() {
            let (between, queue) = **self.tables.channels.get(self.compiled.channels.len() as u32);
            let messages = Rc::clone(self.tables.queues.get(queue));
            let head = self.compiled.head_of(between, messages[0]);
            let rest = match &messages[1..] {
                [] => NONE,
                rest => {
                    let rest = self.tables.queues.intern(rest.to_vec());
                    self.tables.channels.intern((between, rest))
                }
            };
            let causes = self.learn_causes(messages.to_vec());
            self.compiled.channels.push(Channel { pair: between, head, rest, causes });
        }
    }

    fn learn_causes(&mut self, messages: Vec<u32>) -> Part {
        let start = self.compiled.causes.len();
        for message in messages {
            if let Some(cause) = self.tables.messages.get(message).cause {
                let cause = self.learn_cause(cause);
                self.compiled.causes.push(cause);
            }
        }
        Part::since(start, &self.compiled.causes)
    }

    /// The number of a cause; [`NONE`] if it prevents no event.
    fn learn_cause(&mut self, cause: Cause) -> u32 {
        if self.options.flood {
            return NONE;
        }
        let next = self.compiled.cause_ids.len() as u32;
        *self.compiled.cause_ids.entry(cause).or_insert(next)
    }
}

impl Compiled {
    /// The number of the first message of a pair.
    pub(crate) fn head_of(&mut self, between: u16, message: u32) -> u32 {
        let next = self.heads.len() as u32;
        *self.heads.entry((between, message)).or_insert(next)
    }
}
