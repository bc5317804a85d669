//! The walk through a body that follows all its paths at once.
//!
//! After a chain the paths of its branches are merged wherever they agree in what the walk distinguishes, so twenty chains in
//! a row cost twenty steps, not a million paths. One walk finds the ends, the transitions and the branches; then one walk for
//! each request, which distinguishes the paths that make it.

use flow_syntax::ordered::{Map, Set};

use super::branch::of_chain;
use super::condition::depends_on_state;
use super::{BranchId, Move, Outcome, PathCount, Position, Request, Summary};
use crate::model::*;

/// The paths through a body from one start. `requests` are all that the body makes, in order.
pub(super) fn summarize(body: &[Step], start: Position, requests: &[Request]) -> Summary {
    let mut walk = Walk::new(start, requests);
    let mut ends: Map<Position, PathCount> = Map::new();
    for (front, paths) in walk.all(body) {
        let (idle, acting) = if front.flag { (0, paths) } else { (paths, 0) };
        ends.entry(front.position).or_default().add(PathCount { idle, acting });
    }
    let (moves, branches) = (std::mem::take(&mut walk.moves), std::mem::take(&mut walk.branches));
    let with = |(at, request): (usize, &Request)| (*request, walk.ends_with(body, at));
    let requests = requests.iter().enumerate().map(with).collect();
    Summary { ends, moves, branches, requests }
}

/// What the walk distinguishes of paths at one point of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Front {
    position: Position,
    /// In the first walk: the paths have another effect than transitions. In the others: they made the request.
    flag: bool,
}

/// What the walk knows of the paths of one [`Front`]. In the first walk: how many there are. In the others: which other
/// requests some of them made, a bit for each from [`Walk::offset`] on.
type Tally = u64;

/// How many other requests one walk distinguishes, one bit of a [`Tally`] for each; further requests take further walks.
const REQUESTS_AT_ONCE: usize = Tally::BITS as usize;

/// All paths at one point of the body, in order of their fronts.
type Fronts = Vec<(Front, Tally)>;

/// What a walk looks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Goal {
    /// Ends, transitions and branches.
    Ends,
    /// The paths that make the request at this position.
    Request(usize),
}

/// One walk after the other through the same body.
struct Walk<'q> {
    start: Position,
    /// What the body requests, in order.
    requests: &'q [Request],
    goal: Goal,
    /// The first of the other requests that this walk distinguishes.
    offset: usize,
    /// The branches around the current step.
    around: Vec<BranchId>,
    moves: Vec<Move>,
    branches: Vec<BranchId>,
    /// Lists to be used again: a walk needs many, and most contain one front.
    spare: Vec<Fronts>,
}

impl<'q> Walk<'q> {
    /// The walk that looks for ends.
    fn new(start: Position, requests: &'q [Request]) -> Self {
        let (around, moves, branches, spare) = Default::default();
        Walk { start, requests, goal: Goal::Ends, offset: 0, around, moves, branches, spare }
    }

    /// All paths, at the end of the body.
    fn all(&mut self, body: &[Step]) -> Fronts {
        let mut here = self.fronts();
        let tally = if self.goal == Goal::Ends { 1 } else { 0 };
        here.push((Front { position: Position::Start, flag: false }, tally));
        self.block(body, here)
    }

    /// Where the paths end that make the request at `wanted`, and what else they request.
    fn ends_with(&mut self, body: &[Step], wanted: usize) -> Map<Position, Set<Request>> {
        let mut found: Map<Position, Set<Request>> = Map::new();
        self.goal = Goal::Request(wanted);
        for offset in (0..self.requests.len()).step_by(REQUESTS_AT_ONCE) {
            self.offset = offset;
            let ends = self.all(body);
            for (front, others) in ends.iter().filter(|(front, _)| front.flag) {
                let requests = self.requests[offset..].iter().take(REQUESTS_AT_ONCE).enumerate();
                let made = requests.filter(|(at, _)| others >> at & 1 == 1);
                found.entry(front.position).or_default().extend(made.map(|(_, request)| *request));
            }
            self.spare.push(ends);
        }
        found
    }

    /// An empty list.
    fn fronts(&mut self) -> Fronts {
        let mut fronts = self.spare.pop().unwrap_or_default();
        fronts.clear();
        fronts
    }

    fn block(&mut self, body: &[Step], mut here: Fronts) -> Fronts {
        for step in body {
            if here.is_empty() {
                return here;
            }
            match step {
                Step::Transition(transition) => self.transition(transition, &mut here),
                Step::Chain(chain) => here = self.chain(chain, here),
                _ => self.plain_step(step, &mut here),
            }
        }
        here
    }

    /// Moves all paths to one position: at most two fronts are left.
    fn transition(&mut self, transition: &Transition, here: &mut Fronts) {
        if self.goal == Goal::Ends {
            self.moves.push(Move { to: transition.to, branches: self.around.clone() });
        }
        here.iter_mut().for_each(|(front, _)| front.position = Position::At(transition.to));
        here.sort_by_key(|(front, _)| front.flag);
        self.merge_equal_neighbours(here);
    }

    fn plain_step(&self, step: &Step, here: &mut Fronts) {
        let Goal::Request(wanted) = self.goal else { return self.set_flags(here) };
        let Some(request) = Request::of(step) else { return };
        if request == self.requests[wanted] {
            self.set_flags(here);
        } else if let Ok(at) = self.requests.binary_search(&request)
            && (self.offset..self.offset + REQUESTS_AT_ONCE).contains(&at)
        {
            here.iter_mut().for_each(|(_, others)| *others |= 1 << (at - self.offset));
        }
    }

    fn set_flags(&self, here: &mut Fronts) {
        here.iter_mut().for_each(|(front, _)| front.flag = true);
        self.merge_equal_neighbours(here);
    }

    fn chain(&mut self, chain: &Chain, mut here: Fronts) -> Fronts {
        let mut ends = self.fronts();
        for (id, branch) in of_chain(chain) {
            if here.is_empty() {
                break;
            }
            let entered = match branch.group {
                Some(group) => self.split(&group.condition, &mut here),
                None => std::mem::take(&mut here),
            };
            if self.goal == Goal::Ends && !entered.is_empty() {
                self.branches.push(id);
            }
            self.around.push(id);
            let left = self.block(branch.body, entered);
            self.around.pop();
            self.merge_all(&mut ends, left);
        }
        ends
    }

    /// The paths on which a condition can be true; those on which it can be false are left in `here`.
    fn split(&mut self, condition: &Condition, here: &mut Fronts) -> Fronts {
        let mut holds = self.fronts();
        if !depends_on_state(condition) {
            holds.extend_from_slice(here);
            return holds;
        }
        here.retain(|(front, tally)| {
            let position = match front.position {
                Position::Start => self.start,
                moved => moved,
            };
            let outcome = Outcome::at(condition, position);
            if outcome.can_hold {
                holds.push((*front, *tally));
            }
            outcome.can_fail
        });
        holds
    }

    fn merge_all(&mut self, fronts: &mut Fronts, mut more: Fronts) {
        if fronts.len() < more.len() {
            std::mem::swap(fronts, &mut more);
        }
        for (front, tally) in more.iter().copied() {
            match fronts.binary_search_by_key(&front, |(front, _)| *front) {
                Ok(at) => fronts[at].1 = self.merge(fronts[at].1, tally),
                Err(at) => fronts.insert(at, (front, tally)),
            }
        }
        self.spare.push(more);
    }

    /// Merges neighbours that do not differ any more.
    fn merge_equal_neighbours(&self, fronts: &mut Fronts) {
        fronts.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            if is_same {
                kept.1 = self.merge(kept.1, next.1);
            }
            is_same
        });
    }

    fn merge(&self, one: Tally, other: Tally) -> Tally {
        match self.goal {
            Goal::Ends => one.saturating_add(other),
            Goal::Request(_) => one | other,
        }
    }
}
