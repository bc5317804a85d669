//! Conversations: the instances that belong together, who made whom, and therefore who receives an emit (reference#receivers).
//!
//! There is one row for each instance. An instance that an emit creates gets its row at once, and is made when its first event is
//! delivered. The rows of a conversation are given back with its last instance. Until then, a removed instance keeps its row
//! only while others depend on it: as their maker, or since its maker would otherwise count as one that made none.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use flow_routing::{Directory, Origin, Receiver, find_partner, resolve_receiver};

use super::instance::{At, Place};
use super::list::List;
use super::route::{Conversation, NO_CONVERSATION, Route, Sender};

/// The conversations of `N` machines.
pub struct Conversations<const N: usize> {
    rows: [List<Row>; N],
    conversations: List<Members<N>>,
}

/// An instance, as far as receivers depend on it.
#[derive(Clone, Copy)]
struct Row {
    conversation: Conversation,
    /// The number of its maker among the instances of `maker_kind`.
    maker: At,
    /// The next older instance of the same machine in the conversation, or [`NOBODY`].
    older: At,
    /// The machine of the maker, or [`NO_MAKER`].
    maker_kind: u16,
    life: Life,
}

/// How far an instance has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Life {
    /// It has not handled an event since an emit created it.
    Awaited,
    Made,
    Ended,
    Removed,
}

/// The instances of one conversation.
struct Members<const N: usize> {
    /// The newest instance of each machine, or [`NOBODY`].
    newest: [At; N],
    /// The rows of instances that are not removed.
    kept: u32,
    /// The rows of instances that are removed.
    removed: u32,
    /// How many of these there may be before it is checked which of them are still needed.
    limit: u32,
}

/// The number of no instance.
const NOBODY: At = At::MAX;

/// The machine of no maker.
const NO_MAKER: u16 = u16::MAX;

/// How many rows of removed instances a conversation has at least before they are checked: fewer than these need less memory than the
/// checks are worth.
const LEAST_LIMIT: u32 = 8;

/// The operations of [`Conversations`] for any number of machines.
pub trait ConversationTable: Default {
    /// Adds an instance of a kind that begins a conversation, and returns its number.
    fn begin(&mut self, kind: usize) -> u32;
    /// Whether an instance was added and is not removed.
    fn has(&self, instance: Place) -> bool;
    /// Whether an emit created an instance that has not handled an event yet.
    fn is_awaited(&self, instance: Place) -> bool;
    /// An awaited instance is made, or waits again. Returns whether it is in that state now.
    fn set_awaited(&mut self, instance: Place, awaited: bool) -> bool;
    /// The conversation of an event on its way, if it has one.
    fn conversation(&self, of: Route) -> Option<Conversation>;
    /// The instance of a kind that would receive an emit of an instance that handles an event from outside; `None` if the emit
    /// would create one.
    fn partner(&self, of: Place, kind: usize) -> Option<u32>;
    /// The receiver of an emit of an instance to a kind, while it handles an event from `sender` in `conversation`.
    fn receiver(&mut self, of: Place, sender: Sender, conversation: Conversation, kind: usize) -> u32;
    /// An instance has come to its end.
    fn end(&mut self, instance: Place);
    /// An instance is removed by the program.
    fn remove(&mut self, instance: Place);
    /// An awaited instance is not kept, as if it had never been made.
    fn forget(&mut self, instance: Place);
    /// An instance that was not kept is awaited again.
    fn await_again(&mut self, route: Route);
}

impl<const N: usize> Default for Conversations<N> {
    fn default() -> Self {
        Conversations { rows: [const { List::new() }; N], conversations: List::new() }
    }
}

impl<const N: usize> Members<N> {
    const fn new() -> Self {
        Members { newest: [NOBODY; N], kept: 0, removed: 0, limit: LEAST_LIMIT }
    }
}

impl Row {
    fn maker(&self) -> Option<Place> {
        (self.maker_kind != NO_MAKER).then(|| Place { kind: self.maker_kind.into(), at: self.maker })
    }
}

impl<const N: usize> Directory for Conversations<N> {
    type Machine = usize;
    type Instance = Place;
    type Conversation = Conversation;

    #[inline]
    fn machine(&self, instance: Place) -> usize {
        instance.kind as usize
    }

    #[inline]
    fn maker(&self, instance: Place) -> Option<Place> {
        self.row(instance)?.maker()
    }

    #[inline]
    fn has_ended(&self, instance: Place) -> bool {
        self.row(instance).is_none_or(|row| matches!(row.life, Life::Ended | Life::Removed))
    }

    #[inline]
    fn newest(&self, conversation: Conversation, machine: usize) -> Option<Place> {
        let at = self.conversations.get(conversation)?.newest[machine];
        (at != NOBODY).then_some(Place { kind: machine as u32, at })
    }

    #[inline]
    fn next_older(&self, instance: Place) -> Option<Place> {
        let at = self.row(instance)?.older;
        (at != NOBODY).then_some(Place { at, ..instance })
    }
}

impl<const N: usize> Conversations<N> {
    #[inline]
    fn row(&self, instance: Place) -> Option<&Row> {
        self.rows.get(instance.kind as usize)?.get(instance.at)
    }

    #[inline]
    fn row_mut(&mut self, instance: Place) -> Option<&mut Row> {
        self.rows.get_mut(instance.kind as usize)?.get_mut(instance.at)
    }

    /// Adds an awaited instance to a conversation, or to a new one if there is none or it is over.
    fn join(&mut self, Place { kind, at }: Place, conversation: Conversation, maker: Option<Place>) {
        let machine = kind as usize;
        let conversation = match self.conversations.get(conversation) {
            Some(_) => conversation,
            None => self.conversations.add(Members::new()),
        };
        let Some(members) = self.conversations.get_mut(conversation) else { return };
        let older = core::mem::replace(&mut members.newest[machine], at);
        members.kept += 1;
        let (maker, maker_kind) = maker.map_or((NOBODY, NO_MAKER), |maker| (maker.at, maker.kind as u16));
        let row = Row { conversation, maker, older, maker_kind, life: Life::Awaited };
        self.rows[machine].ensure(at, || row);
    }

    /// Finds a receiver that did not send the event that is handled. Not inlined, since it is rare and would enlarge every emit.
    #[inline(never)]
    fn find_receiver(
        &mut self,
        of: Place,
        sender: Option<Place>,
        conversation: Conversation,
        kind: usize,
    ) -> At {
        let conversation = self.row(of).map_or(conversation, |row| row.conversation);
        let some = (conversation != NO_CONVERSATION).then_some(conversation);
        match resolve_receiver(self, Origin { this: of, sender, conversation: some }, kind) {
            Receiver::Existing(receiver) => receiver.at,
            // Without a conversation, which the compiler reports, the instance begins one, so that nothing is lost.
            Receiver::New | Receiver::Nobody => {
                let at = self.rows[kind].next();
                self.join(Place { kind: kind as u32, at }, conversation, Some(of));
                at
            }
        }
    }

    /// The instances of a machine in a conversation, newest first.
    fn chain(&self, conversation: Conversation, kind: usize) -> impl Iterator<Item = Place> {
        core::iter::successors(self.newest(conversation, kind), |instance| self.next_older(*instance))
    }

    /// Removes an instance from its conversation. It has no row afterwards.
    fn unlink(&mut self, instance: Place) {
        let Some(row) = self.rows[instance.kind as usize].remove(instance.at) else { return };
        let newer = self
            .chain(row.conversation, instance.kind as usize)
            .take_while(|other| *other != instance)
            .last();
        if let Some(newer) = newer {
            if let Some(newer) = self.row_mut(newer) {
                newer.older = row.older;
            }
        } else if let Some(members) = self.conversations.get_mut(row.conversation) {
            members.newest[instance.kind as usize] = row.older;
        }
    }

    /// Gives back a conversation without instances.
    fn give_back_if_over(&mut self, conversation: Conversation) {
        if self.conversations.get(conversation).is_none_or(|members| members.kept > 0) {
            return;
        }
        for kind in 0..N {
            let mut next = self.newest(conversation, kind);
            while let Some(instance) = next {
                next = self.next_older(instance);
                self.rows[kind].remove(instance.at);
            }
        }
        self.conversations.remove(conversation);
    }

    /// Gives back the rows of removed instances on which no receiver depends.
    #[cold]
    fn give_back_removed(&mut self, conversation: Conversation) {
        let all: Vec<Place> = (0..N).flat_map(|kind| self.chain(conversation, kind)).collect();
        let needed = self.needed(&all);
        let mut left = 0;
        for kind in 0..N {
            let chain: Vec<Place> = self.chain(conversation, kind).collect();
            let mut older = NOBODY;
            for instance in chain.into_iter().rev() {
                if !needed.contains(&instance) {
                    self.rows[kind].remove(instance.at);
                    continue;
                }
                if let Some(row) = self.row_mut(instance) {
                    row.older = older;
                    left += u32::from(row.life == Life::Removed);
                }
                older = instance.at;
            }
            if let Some(members) = self.conversations.get_mut(conversation) {
                members.newest[kind] = older;
            }
        }
        if let Some(members) = self.conversations.get_mut(conversation) {
            members.removed = left;
            members.limit = LEAST_LIMIT + 2 * left + members.kept;
        }
    }

    /// The instances of a conversation that are not removed, and the removed ones that receivers depend on: their makers, and one
    /// of each machine that such an instance made.
    fn needed(&self, all: &[Place]) -> BTreeSet<Place> {
        let is_removed = |instance: Place| self.row(instance).is_some_and(|row| row.life == Life::Removed);
        let mut needed = BTreeSet::new();
        for instance in all.iter().filter(|instance| !is_removed(**instance)) {
            let mut next = Some(*instance);
            while let Some(instance) = next.filter(|instance| needed.insert(*instance)) {
                next = self.maker(instance).filter(|maker| self.row(*maker).is_some());
            }
        }
        let made = |instance: &Place| Some((self.maker(*instance)?, instance.kind));
        let mut known: BTreeSet<(Place, u32)> = needed.iter().filter_map(made).collect();
        for instance in all {
            let Some((maker, kind)) = made(instance) else { continue };
            let is_maker_kept = needed.contains(&maker) || self.row(maker).is_none();
            if is_maker_kept && known.insert((maker, kind)) {
                needed.insert(*instance);
            }
        }
        needed
    }
}

impl<const N: usize> ConversationTable for Conversations<N> {
    #[inline]
    fn begin(&mut self, kind: usize) -> At {
        let at = self.rows[kind].next();
        let mut members = Members { kept: 1, ..Members::new() };
        members.newest[kind] = at;
        let conversation = self.conversations.add(members);
        self.rows[kind].add(Row {
            conversation,
            maker: NOBODY,
            older: NOBODY,
            maker_kind: NO_MAKER,
            life: Life::Made,
        })
    }

    fn has(&self, instance: Place) -> bool {
        self.row(instance).is_some_and(|row| row.life != Life::Removed)
    }

    fn is_awaited(&self, instance: Place) -> bool {
        self.row(instance).is_some_and(|row| row.life == Life::Awaited)
    }

    fn set_awaited(&mut self, instance: Place, awaited: bool) -> bool {
        let (before, after) = if awaited { (Life::Made, Life::Awaited) } else { (Life::Awaited, Life::Made) };
        let row = self.row_mut(instance).filter(|row| row.life == before);
        row.map(|row| row.life = after).is_some()
    }

    fn conversation(&self, of: Route) -> Option<Conversation> {
        let Route { to, conversation, from, .. } = of;
        let sender = from.instance_at(to).and_then(|sender| self.row(sender));
        let conversation = sender.map_or(conversation, |row| row.conversation);
        (conversation != NO_CONVERSATION).then_some(conversation)
    }

    fn partner(&self, of: Place, kind: usize) -> Option<At> {
        let conversation = self.row(of).map(|row| row.conversation);
        Some(find_partner(self, Origin { this: of, sender: None, conversation }, kind)?.at)
    }

    #[inline]
    fn receiver(&mut self, of: Place, sender: Sender, conversation: Conversation, kind: usize) -> At {
        // The most frequent case, and the first of those in question: an answer.
        if sender.0.kind as usize == kind && sender.0 != of {
            return sender.0.at;
        }
        self.find_receiver(of, sender.other(), conversation, kind)
    }

    fn end(&mut self, instance: Place) {
        if let Some(row) = self.row_mut(instance).filter(|row| row.life != Life::Removed) {
            row.life = Life::Ended;
        }
    }

    fn remove(&mut self, instance: Place) {
        let Some(row) = self.row_mut(instance) else { return };
        row.life = Life::Removed;
        let conversation = row.conversation;
        let Some(members) = self.conversations.get_mut(conversation) else { return };
        members.kept -= 1;
        members.removed += 1;
        if members.kept == 0 {
            self.give_back_if_over(conversation);
        } else if members.removed > members.limit {
            self.give_back_removed(conversation);
        }
    }

    fn forget(&mut self, instance: Place) {
        let Some(conversation) = self.row(instance).map(|row| row.conversation) else { return };
        self.unlink(instance);
        if let Some(members) = self.conversations.get_mut(conversation) {
            members.kept -= 1;
        }
        self.give_back_if_over(conversation);
    }

    fn await_again(&mut self, Route { to, conversation, from, .. }: Route) {
        if self.row(to).is_none() {
            self.join(to, conversation, from.other());
        }
    }
}
