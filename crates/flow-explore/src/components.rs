//! The strongly connected components of a part of the graph of worlds.
//!
//! Tarjan's algorithm with its own stack, since graphs have millions of nodes.

use crate::graph::Edge;
use crate::search::Search;

/// Whether an edge is followed: the world that it leaves, its number there, and the edge.
pub(crate) type IsFollowed<'a> = &'a dyn Fn(u32, usize, &Edge) -> bool;

/// Not visited yet.
const UNKNOWN: u32 = u32::MAX;

impl Search<'_, '_> {
    /// Calls a function with each component of the worlds with `is_in` and the edges with `is_followed` between them: its worlds, sorted.
    pub(crate) fn visit_components(
        &self,
        is_in: &dyn Fn(u32) -> bool,
        is_followed: IsFollowed<'_>,
        visit: &mut dyn FnMut(&[u32]),
    ) {
        let count = u32::try_from(self.store.len()).unwrap_or(UNKNOWN);
        let mut state = Tarjan::new(self.store.len());
        for root in (0..count).filter(|id| is_in(*id)) {
            if state.order[root as usize] == UNKNOWN {
                self.visit_from(root, is_in, is_followed, &mut state, visit);
            }
        }
    }

    fn visit_from(
        &self,
        root: u32,
        is_in: &dyn Fn(u32) -> bool,
        is_followed: IsFollowed<'_>,
        state: &mut Tarjan,
        visit: &mut dyn FnMut(&[u32]),
    ) {
        // Each entry is a world and the number of its next edge.
        let mut path: Vec<(u32, usize)> = vec![(root, 0)];
        state.enter(root);
        while let Some((id, next)) = path.pop() {
            let is_inside =
                |(number, edge): &(usize, &Edge)| is_followed(id, *number, edge) && is_in(edge.to);
            let mut edges = self.edges_of(id).skip(next).filter(is_inside);
            match edges.next() {
                Some((number, edge)) => {
                    path.push((id, number + 1));
                    if state.order[edge.to as usize] == UNKNOWN {
                        state.enter(edge.to);
                        path.push((edge.to, 0));
                    } else if state.is_open[edge.to as usize] {
                        state.lower(id, state.order[edge.to as usize]);
                    }
                }
                None => {
                    if state.low[id as usize] == state.order[id as usize] {
                        visit(&state.leave(id));
                    }
                    if let Some((parent, _)) = path.last() {
                        state.lower(*parent, state.low[id as usize]);
                    }
                }
            }
        }
    }

    /// The shortest cycle from a world back to itself along some edges, as worlds and numbers of successors; empty if there is none.
    pub(crate) fn find_round(
        &self,
        from: u32,
        is_in: &dyn Fn(u32) -> bool,
        is_followed: IsFollowed<'_>,
    ) -> Vec<(u32, usize)> {
        // Each world that was reached, with the one before it and the number of the edge.
        let mut reached: Vec<(u32, usize, usize)> = vec![(from, 0, 0)];
        let mut known = std::collections::BTreeSet::from([from]);
        let mut at = 0;
        while at < reached.len() {
            let id = reached[at].0;
            let is_inside =
                |(number, edge): &(usize, &Edge)| is_followed(id, *number, edge) && is_in(edge.to);
            for (number, edge) in self.edges_of(id).filter(is_inside) {
                if edge.to == from {
                    let mut round = vec![(id, number)];
                    let mut back = at;
                    while back > 0 {
                        let (_, before, number) = reached[back];
                        round.push((reached[before].0, number));
                        back = before;
                    }
                    round.reverse();
                    return round;
                }
                if known.insert(edge.to) {
                    reached.push((edge.to, at, number));
                }
            }
            at += 1;
        }
        Vec::new()
    }
}

struct Tarjan {
    order: Vec<u32>,
    low: Vec<u32>,
    is_open: Vec<bool>,
    open: Vec<u32>,
    next: u32,
}

impl Tarjan {
    fn new(count: usize) -> Tarjan {
        let (order, low, is_open) = (vec![UNKNOWN; count], vec![UNKNOWN; count], vec![false; count]);
        Tarjan { order, low, is_open, open: Vec::new(), next: 0 }
    }

    fn enter(&mut self, id: u32) {
        let at = id as usize;
        (self.order[at], self.low[at], self.is_open[at]) = (self.next, self.next, true);
        self.open.push(id);
        self.next += 1;
    }

    fn lower(&mut self, id: u32, low: u32) {
        let known = &mut self.low[id as usize];
        *known = (*known).min(low);
    }

    /// Takes the component of its first world.
    fn leave(&mut self, id: u32) -> Vec<u32> {
        let at = self.open.iter().rposition(|open| *open == id).unwrap_or(0);
        let mut component = self.open.split_off(at);
        component.iter().for_each(|id| self.is_open[*id as usize] = false);
        component.sort_unstable();
        component
    }
}
