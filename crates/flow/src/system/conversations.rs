//! Conversations: the instances that belong together, the maker of each, and therefore the receiver of an emit (reference#receivers).
//!
//! There is one row for each instance. An instance that an emit creates gets its row at once, and is made when its first event is
//! delivered. The rows of a conversation are given back with its last instance. Until then, a removed instance keeps its row
//! only while others depend on it: as their maker, or since its maker would otherwise count as one that made none.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use flow_routing::{Directory, Origin, Receiver, find_partner, resolve_receiver, visit_all_receivers};

use super::instance::{At, Place};
use super::list::List;
use super::route::{Coming, Conversation, NO_CONVERSATION, Route, Sender, TO_ALL};

/// The conversations of `N` machines.
pub struct Conversations<const N: usize> {
    rows: [List<Row>; N],
    conversations: List<Members<N>>,
    /// The ends of the numbers that the running handler has reserved.
    reserved: [At; N],
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
    /// Whether it stays although its first event had no effect: the emit asked for a new one, and its handler may refer to it.
    stays: bool,
}

/// The stage in the life of an instance.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Life {
    /// It may still have to be made, when its first event is delivered.
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
    /// The conversation of an event in flight, if it has one.
    fn conversation(&self, of: Route) -> Option<Conversation>;
    /// The conversation of an instance, unless it is shared.
    fn conversation_of(&self, instance: Place) -> Conversation;
    /// The instance of a kind that would receive an emit of an instance, while it handles an event from `sender` in `conversation`;
    /// `None` if the emit would create one.
    fn partner(&self, of: Place, sender: Sender, conversation: Conversation, kind: usize) -> Option<u32>;
    /// The receivers of an emit to all instances of a kind, oldest first.
    fn all(&self, of: Place, conversation: Conversation, kind: usize) -> Vec<u32>;
    /// The number of the next instance of a kind, which no other gets while the handler runs.
    fn reserve(&mut self, kind: usize) -> u32;
    /// A handler failed: the numbers that it reserved can be given to others.
    fn unreserve(&mut self);
    /// Makes a new instance of a kind, with a reserved number or the next one, for an emit of an instance `to a new` one. It stays
    /// although its first event may have no effect.
    fn make(&mut self, of: Place, conversation: Conversation, kind: usize, reserved: Option<u32>) -> u32;
    /// Whether an instance stays although its first event had no effect.
    fn stays(&self, instance: Place) -> bool;
    /// The receiver of an emit to a kind, by the instance of the kind `of` that handles an event.
    fn receiver(&mut self, coming: &Coming, of: usize, kind: usize) -> u32;
    /// An instance has reached its end.
    fn end(&mut self, instance: Place);
    /// An instance is removed by the program.
    fn remove(&mut self, instance: Place);
    /// An instance that was not made for its first event is not kept, as if there had never been one.
    fn forget(&mut self, instance: Place);
    /// An instance that was not kept must be made for its first event again.
    fn await_again(&mut self, route: Route);
}

impl<const N: usize> Default for Conversations<N> {
    fn default() -> Self {
        Conversations { rows: [const { List::new() }; N], conversations: List::new(), reserved: [0; N] }
    }
}

impl<const N: usize> Members<N> {
    const fn new() -> Self {
        Members { newest: [NOBODY; N], kept: 0, removed: 0, limit: LEAST_LIMIT }
    }
}

impl<const N: usize> Members<N> {
    /// Those of a conversation that begins with an instance of a kind.
    #[inline(always)]
    fn of_first(kind: usize, at: At) -> Self {
        Members {
            newest: core::array::from_fn(|machine| if machine == kind { at } else { NOBODY }),
            kept: 1,
            removed: 0,
            limit: LEAST_LIMIT,
        }
    }
}

impl Row {
    /// That of an instance that begins a conversation.
    #[inline(always)]
    const fn of_first(conversation: Conversation) -> Self {
        Row {
            conversation,
            maker: NOBODY,
            older: NOBODY,
            maker_kind: NO_MAKER,
            life: Life::Made,
            stays: false,
        }
    }

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

    /// Adds an instance to a conversation, or to a new one if there is none or it is over.
    #[inline]
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
        let row = Row { conversation, maker, older, maker_kind, life: Life::Made, stays: false };
        self.rows[machine].ensure(at, || row);
    }

    /// As [`begin`](ConversationTable::begin), where a list grows, or where instances were removed.
    #[cold]
    #[inline(never)]
    fn begin_slow(&mut self, kind: usize) -> At {
        let at = self.rows[kind].next();
        let conversation = self.conversations.add(Members::of_first(kind, at));
        self.rows[kind].add(Row::of_first(conversation))
    }

    /// Makes a new instance for an emit.
    fn add(&mut self, of: Place, conversation: Conversation, kind: usize, reserved: Option<At>) -> Place {
        let at = reserved.unwrap_or_else(|| self.next(kind));
        let conversation = self.row(of).map_or(conversation, |row| row.conversation);
        let made = Place { kind: kind as u32, at };
        self.join(made, conversation, Some(of));
        made
    }

    /// Finds a receiver that did not send the event that is handled. Not inlined, since it is rare and would enlarge every emit.
    ///
    /// Most of these are new: without a maker and without another instance of the machine, there is no other candidate. Of the others, most
    /// are the newest one, made by this instance. Only the lists that most systems have are read here, and no function is called, so that
    /// no registers are saved.
    #[inline(never)]
    fn find_receiver(&mut self, coming: &Coming, of: usize, kind: usize) -> At {
        if let Some(rows) = self.rows.get(of)
            && let Some(&Row { conversation, maker_kind: NO_MAKER, .. }) = rows.get_at_once(coming.to)
            && let Some(members) = self.conversations.get_mut_at_once(conversation)
            && let Some(newest) = members.newest.get_mut(kind)
        {
            let (maker, maker_kind) = (coming.to, of as u16);
            if *newest == NOBODY && self.reserved[kind] == 0 {
                let row =
                    Row { conversation, maker, older: NOBODY, maker_kind, life: Life::Made, stays: false };
                if let Some(at) = self.rows[kind].add_within_capacity(row) {
                    *newest = at;
                    members.kept += 1;
                    return at;
                }
            } else if let Some(row) = self.rows[kind].get_at_once(*newest)
                && (row.maker, row.maker_kind, row.life) == (maker, maker_kind, Life::Made)
            {
                return *newest;
            }
        }
        self.choose_receiver(coming, of, kind)
    }

    /// Finds a receiver where there may be several.
    #[inline(never)]
    fn choose_receiver(
        &mut self,
        &Coming { to: at, conversation, from }: &Coming,
        of: usize,
        kind: usize,
    ) -> At {
        let of = Place { kind: of as u32, at };
        match resolve_receiver(self, self.origin(of, from, conversation), kind) {
            Receiver::Existing(receiver) => receiver.at,
            // Without a conversation, which the compiler reports, the instance begins one, so that no event is lost.
            Receiver::New | Receiver::Nobody => self.add(of, conversation, kind, None).at,
        }
    }

    /// The origin of the emits of an instance while it handles an event from `sender` in `conversation`.
    fn origin(&self, of: Place, sender: Sender, conversation: Conversation) -> Origin<Place, Conversation> {
        let conversation = self.row(of).map_or(conversation, |row| row.conversation);
        let conversation = (conversation != NO_CONVERSATION).then_some(conversation);
        Origin { this: of, sender: sender.other_instance(), conversation }
    }

    /// The number of the next instance of a kind.
    #[inline]
    fn next(&self, kind: usize) -> At {
        self.rows[kind].next().max(self.reserved[kind])
    }

    /// The instances of a machine in a conversation, newest first.
    fn members_newest_first(&self, conversation: Conversation, kind: usize) -> impl Iterator<Item = Place> {
        core::iter::successors(self.newest(conversation, kind), |instance| self.next_older(*instance))
    }

    /// Removes an instance from its conversation. It has no row afterwards.
    fn unlink(&mut self, instance: Place) {
        let Some(row) = self.rows[instance.kind as usize].remove(instance.at) else { return };
        let newer = self
            .members_newest_first(row.conversation, instance.kind as usize)
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
    fn free_if_empty(&mut self, conversation: Conversation) {
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
    fn free_removed(&mut self, conversation: Conversation) {
        let all: Vec<Place> = (0..N).flat_map(|kind| self.members_newest_first(conversation, kind)).collect();
        let needed = self.instances_to_keep(&all);
        let mut left = 0;
        for kind in 0..N {
            let chain: Vec<Place> = self.members_newest_first(conversation, kind).collect();
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
    fn instances_to_keep(&self, all: &[Place]) -> BTreeSet<Place> {
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
    #[inline(always)]
    fn begin(&mut self, kind: usize) -> At {
        if self.rows[kind].is_complete() && self.conversations.is_complete() {
            let at = self.rows[kind].next_of_complete();
            let conversation = self.conversations.add_to_complete(Members::of_first(kind, at));
            return self.rows[kind].add_to_complete(Row::of_first(conversation));
        }
        self.begin_slow(kind)
    }

    fn has(&self, instance: Place) -> bool {
        self.row(instance).is_some_and(|row| row.life != Life::Removed)
    }

    fn conversation(&self, of: Route) -> Option<Conversation> {
        let Route { to, conversation, from, .. } = of;
        // An event to all has the conversation of its receivers.
        let known = if conversation == TO_ALL { Some(to) } else { from.instance_at(to) };
        let row = known.and_then(|instance| self.row(instance));
        let conversation = row.map_or(conversation, |row| row.conversation);
        (conversation != NO_CONVERSATION).then_some(conversation)
    }

    fn conversation_of(&self, instance: Place) -> Conversation {
        self.row(instance).map_or(NO_CONVERSATION, |row| row.conversation)
    }

    fn partner(&self, of: Place, sender: Sender, conversation: Conversation, kind: usize) -> Option<At> {
        Some(find_partner(self, self.origin(of, sender, conversation), kind)?.at)
    }

    fn all(&self, of: Place, conversation: Conversation, kind: usize) -> Vec<At> {
        let conversation = self.origin(of, Sender::OUTSIDE, conversation).conversation;
        let newest = conversation.and_then(|conversation| self.newest(conversation, kind));
        let mut found = Vec::new();
        visit_all_receivers(self, of, newest, |receiver| found.push(receiver.at));
        found.reverse();
        found
    }

    fn reserve(&mut self, kind: usize) -> At {
        let at = self.next(kind);
        self.reserved[kind] = at + 1;
        at
    }

    fn unreserve(&mut self) {
        self.reserved = [0; N];
    }

    fn make(&mut self, of: Place, conversation: Conversation, kind: usize, reserved: Option<At>) -> At {
        let made = self.add(of, conversation, kind, reserved);
        if let Some(row) = self.row_mut(made) {
            row.stays = true;
        }
        made.at
    }

    fn stays(&self, instance: Place) -> bool {
        self.row(instance).is_some_and(|row| row.stays)
    }

    #[inline(always)]
    fn receiver(&mut self, coming: &Coming, of: usize, kind: usize) -> At {
        // The most frequent case, and the first of those in question: an answer.
        let Sender(sender) = coming.from;
        if sender.kind as usize == kind && (of != kind || sender.at != coming.to) {
            return sender.at;
        }
        self.find_receiver(coming, of, kind)
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
            self.free_if_empty(conversation);
        } else if members.removed > members.limit {
            self.free_removed(conversation);
        }
    }

    fn forget(&mut self, instance: Place) {
        let Some(conversation) = self.row(instance).map(|row| row.conversation) else { return };
        self.unlink(instance);
        if let Some(members) = self.conversations.get_mut(conversation) {
            members.kept -= 1;
        }
        self.free_if_empty(conversation);
    }

    fn await_again(&mut self, Route { to, conversation, from, .. }: Route) {
        if self.row(to).is_none() {
            self.join(to, conversation, from.other_instance());
        }
    }
}
