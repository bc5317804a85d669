//! The graph of events that can cause each other, for searches of all causes of an event.
//!
//! A search leaves one machine out, since an answer is what others do in between. The causes of an actor outside are needed by most searches,
//! and for every machine that is left out: they are found for 64 of these at once, a bit for each.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::OnceLock;

use flow_syntax::gather::Gather;

use crate::bits::Bits;
use crate::model::MachineId;

/// A place in the graph: an event of a machine being handled, an actor outside that was sent something, or a state in which a machine waits
/// for such an actor. Events are numbered machine by machine, actors after them, states after these.
pub(crate) type Node = usize;

/// From one node to another.
pub(crate) type Edge = (Node, Node);

/// A list of nodes for each node, in one allocation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Edges {
    /// Where the list of each node begins, and where the last one ends.
    starts: Vec<u32>,
    to: Vec<u32>,
}

impl Edges {
    /// The ends of the edges that begin in each of a number of nodes.
    pub(crate) fn of(nodes: usize, edges: &[Edge]) -> Edges {
        let mut starts = vec![0; nodes + 1];
        edges.iter().for_each(|(from, _)| starts[from + 1] += 1);
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let (mut next, mut to) = (starts.clone(), vec![0; edges.len()]);
        for (from, node) in edges {
            to[next[*from] as usize] = *node as u32;
            next[*from] += 1;
        }
        Edges { starts, to }
    }

    /// The number of nodes.
    pub(crate) fn nodes(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The ends of the edges that begin in a node.
    pub(crate) fn from(&self, node: Node) -> impl Iterator<Item = Node> + Clone + use<'_> {
        let range = self.starts[node] as usize..self.starts[node + 1] as usize;
        self.to[range].iter().map(|node| *node as Node)
    }
}

/// The causes of a node, without each of 64 machines: a bit for each of these, at each cause.
type Causes = Vec<u64>;

/// How many bits there are.
const WIDTH: usize = u64::BITS as usize;

/// The graph.
#[derive(Clone, Debug, Default)]
pub(crate) struct Graph {
    /// The first node of each machine, then the first node of an actor, then the first of the others.
    first: Vec<Node>,
    /// From each node to those that can cause it in one step.
    before: Edges,
    /// For each actor outside, its causes without some 64 machines each, as far as they were needed.
    of_actors: Vec<Vec<OnceLock<Causes>>>,
}

impl PartialEq for Graph {
    fn eq(&self, other: &Graph) -> bool {
        self.first == other.first && self.before == other.before
    }
}

impl Graph {
    /// The graph of some nodes, with edges from nodes to what can cause them.
    pub(crate) fn new(first: &[Node], nodes: usize, edges: &[Edge]) -> Graph {
        let machines = first.len().saturating_sub(2);
        let actors = first.iter().skip(machines).take(2).fold(0, |first, end| end - first);
        let groups = |_| (0..=machines / WIDTH).map(|_| OnceLock::new()).gather();
        let of_actors = (0..actors).map(groups).gather();
        Graph { first: first.to_vec(), before: Edges::of(nodes, edges), of_actors }
    }

    /// All causes of some nodes, themselves included, that are in a range. No cause passes through the machine that is left out.
    pub(crate) fn find_causes(
        &self,
        to: &mut dyn Iterator<Item = Node>,
        without: Option<MachineId>,
        within: Range<Node>,
    ) -> Vec<Node> {
        let excluded =
            without.map_or(0..0, |machine| self.first[machine.index()]..self.first[machine.index() + 1]);
        let actors = self.first[self.first.len() - 2]..self.first[self.first.len() - 1];
        let left_out = without.map_or(0, |machine| machine.index() + 1);
        let (group, bit) = (left_out / WIDTH, left_out % WIDTH);
        let mut known: Vec<&Causes> = Vec::new();
        let is_known =
            |known: &[&Causes], node: Node| known.iter().any(|causes| causes[node] >> bit & 1 == 1);
        let mut found = Bits::default();
        let mut open: Vec<Node> = to.filter(|node| found.insert(*node)).gather();
        while let Some(node) = open.pop() {
            for before in self.before.from(node) {
                if excluded.contains(&before) || is_known(&known, before) || !found.insert(before) {
                    continue;
                }
                match actors.contains(&before) {
                    true => known.push(self.causes_of_actor(before, group)),
                    false => open.push(before),
                }
            }
        }
        within.filter(|node| found.contains(*node) || is_known(&known, *node)).gather()
    }

    /// All causes of an actor, itself included, without each machine of a group. The first bit of all is for no machine.
    fn causes_of_actor(&self, actor: Node, group: usize) -> &Causes {
        let first = self.first[self.first.len() - 2];
        self.of_actors[actor - first][group].get_or_init(|| self.compute_causes_of_actor(actor, group))
    }

    /// The same, if they are known, and if the node is an actor.
    fn known_causes(&self, node: Node, group: usize) -> Option<&Causes> {
        let actor = node.checked_sub(self.first[self.first.len() - 2])?;
        self.of_actors.get(actor)?[group].get()
    }

    fn compute_causes_of_actor(&self, actor: Node, group: usize) -> Causes {
        let allowed = self.allowed_causes(group);
        let mut causes = vec![0; self.before.nodes()];
        causes[actor] = u64::MAX;
        let mut open = VecDeque::from([actor]);
        while let Some(node) = open.pop_front() {
            let bits = causes[node];
            for before in self.before.from(node) {
                let new = bits & allowed[before] & !causes[before];
                if new == 0 {
                    continue;
                }
                match self.known_causes(before, group) {
                    Some(known) => {
                        causes
                            .iter_mut()
                            .zip(known.iter())
                            .for_each(|(causes, known)| *causes |= known & new);
                    }
                    None => {
                        causes[before] |= new;
                        open.push_back(before);
                    }
                }
            }
        }
        causes
    }

    /// For each node: all machines of a group but its own.
    fn allowed_causes(&self, group: usize) -> Causes {
        let mut allowed = vec![u64::MAX; self.before.nodes()];
        let machines = self.first.len() - 2;
        for bit in 0..WIDTH {
            let machine = (group * WIDTH + bit).checked_sub(1).filter(|machine| *machine < machines);
            if let Some(machine) = machine {
                let nodes = self.first[machine]..self.first[machine + 1];
                nodes.for_each(|node| allowed[node] = !(1 << bit));
            }
        }
        allowed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flow_syntax::ordered::Set;

    /// Numbers without a pattern.
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, end: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize % end
        }
    }

    /// The causes, followed node by node.
    fn causes(
        first: &[Node],
        edges: &[Edge],
        to: &[Node],
        without: Option<usize>,
        within: Range<Node>,
    ) -> Vec<Node> {
        let is_excluded =
            |node: Node| without.is_some_and(|machine| (first[machine]..first[machine + 1]).contains(&node));
        let mut found: Set<Node> = to.iter().copied().collect();
        let mut open = to.to_vec();
        while let Some(node) = open.pop() {
            for (_, before) in edges.iter().filter(|(from, _)| *from == node) {
                if !is_excluded(*before) && found.insert(*before) {
                    open.push(*before);
                }
            }
        }
        found.iter().copied().filter(|node| within.contains(node)).collect()
    }

    #[test]
    fn causes_are_those_that_are_followed_node_by_node() {
        let mut random = Numbers(7);
        let mut longest = 0;
        for _ in 0..120 {
            // Also more machines than fit into one group.
            let machines = [1, 3, 8, 70, 130][random.below(5)];
            let mut first = vec![0];
            for machine in 0..machines {
                first.push(first[machine] + 1 + random.below(4));
            }
            let events = first[machines];
            first.push(events + random.below(4));
            let nodes = first[machines + 1] + random.below(3);
            let edges: Vec<Edge> =
                (0..random.below(nodes * 3)).map(|_| (random.below(nodes), random.below(nodes))).collect();
            let graph = Graph::new(&first, nodes, &edges);
            for _ in 0..30 {
                let asked = random.below(machines);
                let within = first[asked]..first[asked + 1];
                let without = Some(random.below(machines)).filter(|machine| *machine != asked);
                let to: Vec<Node> = within.clone().filter(|_| random.below(2) == 0).collect();
                let machine = without.map(MachineId::new);
                let found = graph.find_causes(&mut to.iter().copied(), machine, within.clone());
                assert_eq!(found, causes(&first, &edges, &to, without, within));
                longest = longest.max(found.len());
            }
        }
        assert!(longest > 2);
    }

    #[test]
    fn edges_are_listed_by_node() {
        let edges = Edges::of(4, &[(2, 0), (0, 3), (2, 1)]);
        let of = |node| edges.from(node).collect::<Vec<_>>();
        assert_eq!([of(0), of(1), of(2), of(3)], [vec![3], vec![], vec![0, 1], vec![]]);
        assert_eq!((edges.nodes(), Edges::default().nodes()), (4, 0));
    }
}
