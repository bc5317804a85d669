//! Other paths to a finding, where no clock allows the shortest one.
//!
//! First the shortest paths to other places that show the same, then longer paths to the first place. If none of those that are tried is
//! possible, the finding is only a note: with timers that are late it can still happen.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use crate::clock::Clock;
use crate::search::{Cause, MOST_OTHERS, Path, PathEnd, Place, Search};
use crate::step::EdgeKind;
use crate::trace::Trace;
use crate::world::World;

/// The most beginnings of paths that are looked at: a search for a path that does not exist ends within a second.
const MOST_BEGINNINGS: usize = 10_000;

/// A beginning of a path.
struct Beginning {
    world: u32,
    /// The beginning that it continues, and the number of the step.
    before: Option<(usize, usize)>,
    length: usize,
    clock: Clock,
}

impl Search<'_, '_> {
    /// The shortest path to a finding that a clock allows, of those that are tried; else the shortest one.
    pub(crate) fn find_trace(&mut self, cause: &Cause, place: Place, end: Option<&PathEnd>) -> Trace {
        let first = self.trace(place, end);
        if first.fits_clock() {
            return first;
        }
        let others = self.others.get(cause).cloned().unwrap_or_default();
        // How a path ends belongs to its place.
        let others = if end.is_none() { others } else { Vec::new() };
        for other in others {
            let trace = self.trace(other, None);
            if trace.fits_clock() {
                return trace;
            }
        }
        self.find_longer_path(place, end).unwrap_or(first)
    }

    /// The shortest path to a place that a clock allows: paths are continued in the order of their least possible length.
    fn find_longer_path(&mut self, place: Place, end: Option<&PathEnd>) -> Option<Trace> {
        if !self.is_closed() {
            return None;
        }
        self.make_graph();
        let distances = self.find_distances(place.world);
        let mut beginnings: Vec<Beginning> = Vec::new();
        let mut open = BinaryHeap::new();
        let starts: Vec<u32> =
            distances.keys().copied().filter(|id| self.store.parent(*id).is_none()).collect();
        for start in starts {
            open.push(Reverse((distances[&start], beginnings.len())));
            beginnings.push(Beginning { world: start, before: None, length: 0, clock: Clock::new() });
        }
        let (mut complete, mut successors) = (0, Vec::new());
        while let Some(Reverse((_, at))) = open.pop() {
            if beginnings[at].world == place.world {
                let path = list_steps(&beginnings, at, place);
                let trace = self.trace_path(&path, end);
                complete += 1;
                if trace.fits_clock() {
                    return Some(trace);
                }
                if complete == MOST_OTHERS {
                    return None;
                }
            }
            let mut world = World::default();
            self.load(beginnings[at].world, &mut world);
            self.engine.add_successors(&world, &mut successors);
            let edges: Vec<(usize, u32)> = self
                .edges_of(beginnings[at].world)
                .filter(|(_, edge)| edge.kind() != EdgeKind::Unknown)
                .map(|(number, edge)| (number, edge.to))
                .collect();
            for (number, to) in edges {
                let (Some(distance), Some(successor)) = (distances.get(&to), successors.get(number)) else {
                    continue;
                };
                let mut clock = beginnings[at].clock.clone();
                clock.add(self.engine, &world, successor);
                if clock.solve().is_none() {
                    continue;
                }
                let length = beginnings[at].length + 1;
                open.push(Reverse((length + distance, beginnings.len())));
                beginnings.push(Beginning { world: to, before: Some((at, number)), length, clock });
                if beginnings.len() == MOST_BEGINNINGS {
                    return None;
                }
            }
        }
        None
    }

    /// How many steps it is at least from each world to one.
    fn find_distances(&self, goal: u32) -> BTreeMap<u32, usize> {
        let mut before: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for id in 0..u32::try_from(self.store.len()).unwrap_or(u32::MAX) {
            for (_, edge) in self.edges_of(id).filter(|(_, edge)| edge.kind() != EdgeKind::Unknown) {
                before.entry(edge.to).or_default().insert(id);
            }
        }
        let mut distances = BTreeMap::from([(goal, 0)]);
        let mut reached = vec![goal];
        let mut at = 0;
        while let Some(world) = reached.get(at).copied() {
            for id in before.get(&world).into_iter().flatten() {
                if !distances.contains_key(id) {
                    distances.insert(*id, distances[&world] + 1);
                    reached.push(*id);
                }
            }
            at += 1;
        }
        distances
    }
}

/// A path from its beginnings, and its last step.
fn list_steps(beginnings: &[Beginning], last: usize, place: Place) -> Path {
    let mut steps = Vec::new();
    let mut at = last;
    while let Some((before, number)) = beginnings[at].before {
        steps.push((beginnings[before].world, number));
        at = before;
    }
    steps.reverse();
    steps.extend(place.successor.map(|number| (place.world, number)));
    Path { start: beginnings[at].world, steps }
}
