//! Steps as changes of packed worlds: what a trigger does to an instance, once it is known, is applied to numbers alone.
//!
//! The results of a trigger depend on the frame of the world, on the local state of the receiver and on the trigger; other instances
//! and queues stay as they are, or get longer. A world with a trigger that is not known yet is left to the engine, which adds it
//! (`compile`). This table is only read while worlds are expanded, so that threads share it.

use crate::found::Found;
use crate::intern::Lookup;
use crate::numbers::{Reader, push_number};
use crate::world::{Cause, Slot};

/// Something that can happen at an instance, as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Trigger(u32);

impl Trigger {
    /// Steps that are never compiled.
    pub(crate) const NONE: Trigger = Trigger(u32::MAX);

    /// The next message of a channel, by the number of its head.
    pub(crate) fn head(head: u32) -> Trigger {
        Trigger(head << 2)
    }

    /// The timer at a position of the list of timers.
    pub(crate) fn timer(at: usize) -> Trigger {
        Trigger((at as u32) << 2 | 1)
    }

    /// An event from outside, by its position among the offers to the instance at a slot.
    pub(crate) fn offer(slot: Slot, at: usize) -> Trigger {
        Trigger(((at as u32) << 8 | u32::from(slot)) << 2 | 2)
    }
}

/// No number.
pub(crate) const NONE: u32 = u32::MAX;

/// A part of a list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Part {
    start: u32,
    end: u32,
}

impl Part {
    /// The part of a list that was added since it had a length.
    pub(crate) fn since<T>(start: usize, list: &[T]) -> Part {
        Part { start: start as u32, end: list.len() as u32 }
    }

    /// This part of the list.
    pub(crate) fn of<T>(self, list: &[T]) -> &[T] {
        &list[self.start as usize..self.end as usize]
    }
}

/// One result of a trigger.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    /// The instance, and its local state afterwards.
    pub(crate) slot: Slot,
    pub(crate) local: u32,
    /// The frame afterwards.
    pub(crate) frame: u32,
    /// The instances that it adds, in [`Compiled::added`].
    pub(crate) added: Part,
    /// The messages that it sends, in [`Compiled::sends`].
    pub(crate) sends: Part,
    /// The slots that it moves, one bit each.
    pub(crate) moved: u32,
    /// Whether someone outside sends the event at will.
    pub(crate) is_free: bool,
}

/// A channel, as far as steps depend on it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Channel {
    pub(crate) pair: u16,
    /// The number of its first message and its pair.
    pub(crate) head: u32,
    /// The channel without that message; [`NONE`] if there is no other.
    pub(crate) rest: u32,
    /// The causes of its messages, in [`Compiled::causes`].
    pub(crate) causes: Part,
}

/// A timer that may fire, or an event from outside.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Occurrence {
    pub(crate) slot: Slot,
    pub(crate) trigger: Trigger,
    /// While an effect of this cause is in flight, it does not occur; [`NONE`] if no cause prevents it.
    pub(crate) cause: u32,
    /// Whether it is an event that someone outside sends at will.
    pub(crate) is_free: bool,
}

/// A frame, as far as steps depend on it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FrameFacts {
    pub(crate) is_known: bool,
    pub(crate) members: usize,
    /// The timers that no other one precedes, in [`Compiled::occurrences`].
    pub(crate) timers: Part,
    /// Whether the outside sends no further event at will.
    pub(crate) is_outside_spent: bool,
}

/// A local state, as far as steps depend on it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LocalFacts {
    pub(crate) is_known: bool,
    /// The slot for which this is true.
    pub(crate) slot: Slot,
    /// The events from outside, in [`Compiled::occurrences`].
    pub(crate) offers: Part,
    /// The causes of the messages that it has deferred, in [`Compiled::causes`].
    pub(crate) causes: Part,
}

/// The changes that are known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Compiled {
    /// Whether timers wait until no message is in flight.
    pub(crate) is_prompt: bool,
    /// By frame, local state and trigger; `None` if they are left to the engine.
    pub(crate) known: Lookup<(u32, u32, Trigger), Option<Part>>,
    pub(crate) changes: Vec<Change>,
    pub(crate) added: Vec<u32>,
    pub(crate) sends: Vec<(u16, u32)>,
    pub(crate) channels: Vec<Channel>,
    /// Channels after a message was added to one, or to the empty one of a pair.
    pub(crate) longer: Lookup<(Before, u32), u32>,
    pub(crate) frames: Vec<FrameFacts>,
    pub(crate) locals: Vec<LocalFacts>,
    pub(crate) occurrences: Vec<Occurrence>,
    pub(crate) causes: Vec<u32>,
    pub(crate) cause_ids: Lookup<Cause, u32>,
    pub(crate) heads: Lookup<(u16, u32), u32>,
}

/// What a channel was before a message was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Before {
    Empty(u16),
    Channel(u32),
}

/// A world in the course of its expansion; its memory is used again.
#[derive(Debug, Default)]
pub(crate) struct Unpacked {
    frame: u32,
    members: Vec<u32>,
    channels: Vec<u32>,
    next: Vec<u32>,
}

impl Compiled {
    /// Adds the successors of a packed world, in the order of the engine; `None` if some of them are not known.
    pub(crate) fn expand(&self, state: &[u8], world: &mut Unpacked, found: &mut Found) -> Option<()> {
        self.unpack(state, world)?;
        for at in 0..world.channels.len() {
            let channel = &self.channels[world.channels[at] as usize];
            let slot = channel.pair.to_be_bytes()[1];
            self.apply(world, slot, Trigger::head(channel.head), Some(at), found)?;
        }
        let frame = &self.frames[world.frame as usize];
        if !self.is_prompt || world.channels.is_empty() {
            for timer in frame.timers.of(&self.occurrences) {
                self.apply_occurrence(world, timer, found)?;
            }
        }
        for slot in 0..world.members.len() {
            for offer in self.locals[world.members[slot] as usize].offers.of(&self.occurrences) {
                if !offer.is_free || !frame.is_outside_spent {
                    self.apply_occurrence(world, offer, found)?;
                }
            }
        }
        Some(())
    }

    fn unpack(&self, state: &[u8], world: &mut Unpacked) -> Option<()> {
        let mut reader = Reader::new(state);
        world.frame = reader.number();
        let frame = self.frames.get(world.frame as usize).filter(|frame| frame.is_known)?;
        world.members.clear();
        world.channels.clear();
        for slot in 0..frame.members {
            let member = reader.number();
            let is_meant = |local: &&LocalFacts| local.is_known && usize::from(local.slot) == slot;
            self.locals.get(member as usize).filter(is_meant)?;
            world.members.push(member);
        }
        while !reader.is_at_end() {
            let channel = reader.number();
            self.channels.get(channel as usize)?;
            world.channels.push(channel);
        }
        Some(())
    }

    fn apply_occurrence(&self, world: &mut Unpacked, of: &Occurrence, found: &mut Found) -> Option<()> {
        match of.cause != NONE && self.is_in_flight(world, of.cause) {
            true => Some(()),
            false => self.apply(world, of.slot, of.trigger, None, found),
        }
    }

    fn is_in_flight(&self, world: &Unpacked, cause: u32) -> bool {
        let channels = world.channels.iter().map(|channel| self.channels[*channel as usize].causes);
        let deferred = world.members.iter().map(|local| self.locals[*local as usize].causes);
        channels.chain(deferred).any(|causes| causes.of(&self.causes).contains(&cause))
    }

    fn apply(
        &self,
        world: &mut Unpacked,
        slot: Slot,
        trigger: Trigger,
        taken: Option<usize>,
        found: &mut Found,
    ) -> Option<()> {
        let local = world.members[usize::from(slot)];
        let changes = (*self.known.get(&(world.frame, local, trigger))?)?;
        for change in changes.of(&self.changes) {
            self.write(world, change, taken, &mut found.worlds.bytes)?;
            found.finish(change.moved, change.is_free);
        }
        Some(())
    }

    /// Writes the world after a change; `taken` is the position of the channel of which the first message was taken.
    fn write(
        &self,
        world: &mut Unpacked,
        change: &Change,
        taken: Option<usize>,
        bytes: &mut Vec<u8>,
    ) -> Option<()> {
        push_number(bytes, change.frame);
        let slot = usize::from(change.slot);
        world.members[..slot].iter().for_each(|member| push_number(bytes, *member));
        push_number(bytes, change.local);
        world.members[slot + 1..].iter().for_each(|member| push_number(bytes, *member));
        change.added.of(&self.added).iter().for_each(|member| push_number(bytes, *member));
        let Unpacked { channels, next, .. } = world;
        next.clear();
        next.extend_from_slice(channels);
        if let Some(taken) = taken {
            match self.channels[channels[taken] as usize].rest {
                NONE => drop(next.remove(taken)),
                rest => next[taken] = rest,
            }
        }
        for (pair, message) in change.sends.of(&self.sends) {
            let place = next.binary_search_by_key(pair, |channel| self.channels[*channel as usize].pair);
            match place {
                Ok(at) => next[at] = *self.longer.get(&(Before::Channel(next[at]), *message))?,
                Err(at) => next.insert(at, *self.longer.get(&(Before::Empty(*pair), *message))?),
            }
        }
        next.iter().for_each(|channel| push_number(bytes, *channel));
        Some(())
    }
}
