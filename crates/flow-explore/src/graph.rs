//! The edges between worlds.
//!
//! A search keeps none: millions of them would need as much memory as the worlds. Checks that follow edges work them out again, for all
//! worlds ([`Graph`]) or only for those that they ask about.

use crate::search::Search;
use crate::step::{Action, EVERYONE, EdgeKind, SLOT_BITS};
use crate::world::World;

/// An edge from one world to another. There may be millions, so it has eight bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    /// Its target.
    pub(crate) to: u32,
    /// The kind in the upper four bits, and the moved slots.
    packed: u32,
}

impl Edge {
    pub(crate) fn new(to: u32, moved: u32, kind: EdgeKind) -> Edge {
        Edge { to, packed: moved & EVERYONE | (kind as u32) << SLOT_BITS }
    }

    /// Its kind.
    pub(crate) fn kind(&self) -> EdgeKind {
        EdgeKind::ALL[(self.packed >> SLOT_BITS) as usize]
    }

    /// The slots of the instances that it moves to another state, one bit each. Where another conversation begins: those of the
    /// conversation that it replaces.
    pub(crate) fn moved(&self) -> u32 {
        self.packed & EVERYONE
    }

    /// The slots of the instances that it moves without removing them: not those of a conversation that makes room for another one.
    pub(crate) fn moved_on(&self) -> u32 {
        if self.kind() == EdgeKind::Begin { 0 } else { self.moved() }
    }

    /// Translates a set of slots of its target to the slots before it: the remaining instances move up to the slots of the removed ones.
    pub(crate) fn slots_before(&self, slots: u32) -> u32 {
        if self.kind() != EdgeKind::Begin {
            return slots;
        }
        let kept = (0..SLOT_BITS).filter(|slot| self.moved() & 1 << slot == 0);
        kept.enumerate().fold(0, |before, (target, slot)| before | (slots >> target & 1) << slot)
    }

    /// Translates a set of slots before it to the slots of its target.
    pub(crate) fn slots_after(&self, slots: u32) -> u32 {
        if self.kind() != EdgeKind::Begin {
            return slots;
        }
        let kept = (0..SLOT_BITS).filter(|slot| self.moved() & 1 << slot == 0);
        kept.enumerate().fold(0, |after, (target, slot)| after | (slots >> slot & 1) << target)
    }
}

/// All edges of a closed search, in the order of the successors of each world.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    /// Where the edges of each world end in the list.
    ends: Vec<usize>,
    edges: Vec<Edge>,
}

impl Graph {
    /// The edges of a world, each with its number among the successors.
    pub(crate) fn edges_of(&self, id: u32) -> impl Iterator<Item = (usize, &Edge)> {
        let at = id as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.edges[start..self.ends[at]].iter().enumerate()
    }

    /// All edges.
    pub(crate) fn edges(&self) -> &[Edge] {
        &self.edges
    }
}

impl Search<'_, '_> {
    /// The edges of all worlds, computed at the first call. Only of a search that is closed.
    pub(crate) fn make_graph(&mut self) {
        if self.graph.is_some() {
            return;
        }
        let mut graph = Graph::default();
        for id in 0..u32::try_from(self.store.len()).unwrap_or(u32::MAX) {
            self.add_edges(id, &mut graph.edges);
            graph.ends.push(graph.edges.len());
        }
        self.graph = Some(graph);
    }

    /// The edges of a world, each with its number among the successors; none before [`Search::make_graph`].
    pub(crate) fn edges_of(&self, id: u32) -> impl Iterator<Item = (usize, &Edge)> {
        self.graph.iter().flat_map(move |graph| graph.edges_of(id))
    }

    /// The slots of the instances of a conversation, one bit each.
    fn find_members(&self, world: &World, conversation: u8) -> u32 {
        let locals = world.members.iter().map(|local| self.engine.tables.locals.get(*local));
        let is_member = locals.map(|local| local.conversation == Some(conversation));
        is_member.enumerate().fold(0, |found, (slot, is_member)| found | u32::from(is_member) << slot)
    }

    /// Adds the edges from a world to its successors in the store.
    pub(crate) fn add_edges(&mut self, id: u32, edges: &mut Vec<Edge>) {
        let (mut world, mut bytes) = (std::mem::take(&mut self.world), std::mem::take(&mut self.bytes));
        let mut successors = std::mem::take(&mut self.successors);
        self.engine.unpack(self.store.get(id), &mut world);
        self.engine.add_successors(&world, &mut successors);
        for (number, successor) in successors.iter().enumerate() {
            bytes.clear();
            self.engine.pack(&successor.world, &mut bytes);
            edges.push(match self.store.find(&bytes) {
                Some(to) => {
                    let renewed = successor.fulfilled & successor.world.marks;
                    if renewed != 0 {
                        self.renewed.insert((id, number), renewed);
                    }
                    let moved = match successor.action {
                        Action::Begin { removed, .. } => self.find_members(&world, removed),
                        _ => successor.find_moved(&world),
                    };
                    Edge::new(to, moved, successor.action.edge_kind())
                }
                // The numbers of the others stay those of the successors.
                None => Edge::new(id, 0, EdgeKind::Unknown),
            });
        }
        (self.world, self.bytes, self.successors) = (world, bytes, successors);
    }
}
