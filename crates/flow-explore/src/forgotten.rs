//! What forgotten conversations can still do.
//!
//! A conversation that rests makes room for another one, although an event from outside may move it later. That a message can arrive is
//! not changed by that: the forgotten one may as well stay where it is. That nothing can happen is: a lock may be held by a conversation
//! that was forgotten, until someone ends its work. So the path to an instance that waits is followed again with all of its
//! conversations, and from there everything is tried.

use std::collections::BTreeSet;

use crate::engine::Engine;
use crate::search::Search;
use crate::step::{Action, Pooled};
use crate::world::World;

/// How many worlds are tried from one place: those with three or four conversations of most specifications.
const MOST_WORLDS: usize = 4_000;

/// Whether forgotten conversations can move an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rescue {
    /// They can.
    Possible,
    /// They cannot.
    Impossible,
    /// Not everything was tried.
    Unknown,
}

/// A world with the conversations that were forgotten on the path to it.
struct Whole {
    world: World,
    /// The forgotten conversations.
    forgotten: BTreeSet<u8>,
    /// The others, in their order.
    present: Vec<u8>,
}

impl Search<'_, '_> {
    /// Whether a conversation that was forgotten on the path to a world can move the instance of a slot.
    pub(crate) fn find_rescue(&mut self, id: u32, slot: usize) -> Rescue {
        if !self.has_forgotten.get(id as usize).copied().unwrap_or_default() {
            return Rescue::Impossible;
        }
        let renews = std::mem::replace(&mut self.engine.renews, false);
        let rescue = match self.follow_whole(id) {
            Some(whole) => self.find_rescue_in(&whole, slot),
            None => Rescue::Unknown,
        };
        self.engine.renews = renews;
        rescue
    }

    /// First without conversations that begin later: the forgotten one alone usually does it.
    fn find_rescue_in(&mut self, whole: &Whole, slot: usize) -> Rescue {
        let locals = whole.world.members.iter().map(|local| self.engine.tables.locals.get(*local));
        let is_present = |of: Option<u8>| of.is_none_or(|of| !whole.forgotten.contains(&of));
        let mut present =
            locals.enumerate().filter(|(_, local)| is_present(local.conversation)).map(|(slot, _)| slot);
        let Some(slot) = present.nth(slot) else { return Rescue::Unknown };
        match self.engine.find_move(&whole.world, slot) {
            Rescue::Impossible => {
                self.engine.renews = true;
                self.engine.find_move(&whole.world, slot)
            }
            rescue => rescue,
        }
    }

    /// Follows the path to a world with all of its conversations.
    fn follow_whole(&mut self, id: u32) -> Option<Whole> {
        let mut worlds = vec![id];
        while let Some(parent) = self.store.parent(worlds[worlds.len() - 1]) {
            worlds.push(parent);
        }
        worlds.reverse();
        let (mut world, mut next) = (World::default(), World::default());
        self.load(worlds[0], &mut world);
        let locals = world.members.iter().map(|local| self.engine.tables.locals.get(*local));
        let present: BTreeSet<u8> = locals.filter_map(|local| local.conversation).collect();
        let present = present.into_iter().collect();
        let mut whole = Whole { world: world.clone(), forgotten: BTreeSet::new(), present };
        for pair in worlds.windows(2) {
            self.load(pair[0], &mut world);
            self.load(pair[1], &mut next);
            let action = self.find_action(&world, &next)?;
            let candidates = match action {
                Action::Begin { machine, removed } => {
                    whole.forgotten.insert(whole.present.remove(usize::from(removed)));
                    whole.present.push(u8::try_from(whole.forgotten.len() + whole.present.len()).ok()?);
                    self.engine.begin(&whole.world, machine)
                }
                _ => self.list_candidates(&whole, action),
            };
            whole.world = candidates
                .into_iter()
                .find(|candidate| self.engine.is_same_without(candidate, &whole.forgotten, &next))?;
        }
        Some(whole)
    }

    /// What leads from a world to the next one of its path.
    fn find_action(&mut self, world: &World, next: &World) -> Option<Action> {
        let renews = std::mem::replace(&mut self.engine.renews, true);
        let mut successors = Vec::new();
        self.engine.add_successors(world, &mut successors);
        self.engine.renews = renews;
        let mut found = successors.iter().filter(|successor| successor.growth.is_none());
        found.find(|successor| successor.world == *next).map(|successor| successor.action)
    }

    /// The worlds after an action of a conversation that was not forgotten, or of a shared instance.
    fn list_candidates(&mut self, whole: &Whole, action: Action) -> Vec<World> {
        let mut successors = Vec::new();
        self.engine.add_successors(&whole.world, &mut successors);
        let locals = &self.engine.tables.locals;
        let is_by_present = |successor: &&Pooled| {
            let slot = successor.taken.first().map(|taken| usize::from(taken.delivery.slot));
            let local = slot.and_then(|slot| whole.world.members.get(slot)).map(|local| locals.get(*local));
            let conversation = local.and_then(|local| local.conversation);
            conversation.is_none_or(|of| !whole.forgotten.contains(&of))
        };
        let same = successors.iter().filter(|successor| successor.action == action);
        same.filter(|successor| successor.growth.is_none())
            .filter(is_by_present)
            .map(|successor| successor.world.clone())
            .collect()
    }
}

impl Engine<'_> {
    /// Whether a world is another one if some conversations are left out. What rules remember of them is not compared.
    fn is_same_without(&mut self, world: &World, forgotten: &BTreeSet<u8>, other: &World) -> bool {
        let mut rest = world.clone();
        // Later ones first: earlier ones keep their numbers.
        for conversation in forgotten.iter().rev() {
            rest = self.forget(&rest, *conversation);
        }
        (rest.marks, rest.outside) = (other.marks, other.outside);
        rest == *other
    }

    /// Whether something moves the instance of a slot, sooner or later.
    fn find_move(&mut self, start: &World, slot: usize) -> Rescue {
        let mut known = BTreeSet::from([(self.pack_new(start), slot)]);
        let mut worlds = vec![(start.clone(), slot)];
        let (mut at, mut is_complete, mut successors) = (0, true, Vec::new());
        while at < worlds.len() {
            let (world, slot) = worlds[at].clone();
            if self.is_held_back(&world, slot) {
                return Rescue::Possible;
            }
            self.add_successors(&world, &mut successors);
            for successor in &successors {
                if successor.growth.is_some() {
                    is_complete = false;
                    continue;
                }
                let mut slot = slot;
                if let Action::Begin { removed, .. } = successor.action {
                    if self.tables.locals.get(world.members[slot]).conversation == Some(removed) {
                        continue;
                    }
                    let before = world.members[..slot].iter().map(|local| self.tables.locals.get(*local));
                    slot -= before.filter(|local| local.conversation == Some(removed)).count();
                } else if successor.find_moved(&world) & 1 << slot != 0 {
                    return Rescue::Possible;
                }
                if worlds.len() < MOST_WORLDS {
                    if known.insert((self.pack_new(&successor.world), slot)) {
                        worlds.push((successor.world.clone(), slot));
                    }
                } else {
                    is_complete = false;
                }
            }
            at += 1;
        }
        if is_complete { Rescue::Impossible } else { Rescue::Unknown }
    }

    fn pack_new(&mut self, world: &World) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.pack(world, &mut bytes);
        bytes
    }
}
