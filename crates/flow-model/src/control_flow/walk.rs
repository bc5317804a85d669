//! The walk through a body that follows all its paths at once.
//!
//! After a chain the paths of its branches are merged if they are in the same position, so twenty chains in a row cost twenty
//! steps, not a million paths. One walk finds the ends, the transitions, the branches and the requests.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::Map;

use super::branch::of_chain;
use super::condition::{depends_on_state, required_states};
use super::made::{Made, Sites};
use super::{Branch, BranchId, Move, Outcome, PathCount, Position, Summary};
use crate::model::*;

/// The paths through a body from one start.
pub(super) fn summarize(body: &[Step], start: Position, sites: &Sites, choices: &Choices) -> Summary {
    let (around, moves, branches, rejecting, spare) = Default::default();
    let mut walk = Walk { start, sites, choices, around, moves, branches, rejecting, spare };
    let count = PathCount { idle: 1, ..PathCount::default() };
    let ends =
        walk.walk_block(body, None, vec![Front { position: Position::Start, count, made: Made::default() }]);
    let made = ends.iter().map(|front| (front.position, front.made.clone())).gather();
    let mut ends: Map<Position, PathCount> = ends.iter().map(|front| (front.position, front.count)).collect();
    if walk.rejecting > 0 {
        let rejecting = PathCount { rejecting: walk.rejecting, ..PathCount::default() };
        ends.entry(Position::Start).or_default().add(rejecting);
    }
    Summary { ends, moves: walk.moves, branches: walk.branches, made }
}

/// The paths in one position at one point of the body.
#[derive(Clone)]
struct Front {
    position: Position,
    count: PathCount,
    made: Made,
}

impl Front {
    fn merge(&mut self, other: &Front) {
        self.count.add(other.count);
        self.made.merge(&other.made);
    }
}

/// All paths at one point of the body, in order of their positions.
type Fronts = Vec<Front>;

/// For each long chain of a body, the groups that can be true in a state. A chain that names hundreds of states is walked from each
/// of them, so a walk must not look at every group.
#[derive(Debug, Default)]
pub(super) struct Choices(Map<Span, Choice>);

/// The groups of one chain, by position.
#[derive(Debug, Default)]
struct Choice {
    /// Those that require no state.
    always: Vec<usize>,
    /// Those that require one of several states, by state.
    in_state: Map<StateId, Vec<usize>>,
}

/// The least number of groups of a chain that is indexed. Evaluating fewer costs less than the lookup.
const LONG: usize = 8;

impl Choices {
    /// Indexes the long chains of a body.
    pub(super) fn of(body: &[Step]) -> Choices {
        let mut choices = Choices::default();
        choices.add_block(body);
        choices
    }

    fn add_block(&mut self, body: &[Step]) {
        for step in body {
            let Step::Chain(chain) = step else { continue };
            if chain.groups.len() >= LONG {
                self.0.insert(chain.span, Choice::of(chain));
            }
            of_chain(chain).for_each(|(_, branch)| self.add_block(branch.body));
        }
    }

    /// The positions of the groups that can be true in a state, in order; `None` if all have to be looked at.
    fn groups(&self, chain: &Chain, position: Position) -> Option<Vec<usize>> {
        let choice = self.0.get(&chain.span)?;
        let mut groups = choice.always.clone();
        if let Position::At(state) = position
            && let Some(more) = choice.in_state.get(&state)
        {
            groups.extend(more);
            groups.sort_unstable();
        }
        Some(groups)
    }
}

impl Choice {
    fn of(chain: &Chain) -> Choice {
        let mut choice = Choice::default();
        for (at, group) in chain.groups.iter().enumerate() {
            match required_states(&group.condition) {
                Some(states) => {
                    states.iter().for_each(|state| choice.in_state.entry(*state).or_default().push(at));
                }
                None => choice.always.push(at),
            }
        }
        choice
    }
}

/// A walk through a body.
struct Walk<'a> {
    start: Position,
    sites: &'a Sites,
    choices: &'a Choices,
    /// The branches around the current step.
    around: Vec<BranchId>,
    moves: Vec<Move>,
    branches: Vec<BranchId>,
    /// How many paths have ended by rejecting.
    rejecting: u64,
    /// Lists to be used again: a walk needs many, and most contain one front.
    spare: Vec<Fronts>,
}

impl Walk<'_> {
    fn walk_block(&mut self, body: &[Step], id: Option<BranchId>, mut here: Fronts) -> Fronts {
        let moves = self.moves.len();
        if let Some(site) = self.sites.get(id) {
            here.iter_mut().for_each(|front| front.made.add(site, self.sites.has_several_parties));
        }
        for step in flat_steps(body) {
            if here.is_empty() {
                break;
            }
            match step {
                Step::Transition(transition) => self.walk_transition(transition, &mut here),
                Step::Reject(_) => self.reject(&mut here),
                Step::Chain(chain) => here = self.walk_chain(chain, here),
                _ => here.iter_mut().for_each(|front| front.count.mark_acting()),
            }
        }
        if here.is_empty() {
            // All its paths reject, so that its transitions are taken back.
            self.moves.truncate(moves);
        }
        here
    }

    /// Ends all paths: their effects are undone.
    fn reject(&mut self, here: &mut Fronts) {
        let rejecting = here.drain(..).map(|front| front.count.total());
        self.rejecting = rejecting.fold(self.rejecting, u64::saturating_add);
    }

    /// Moves all paths to one position.
    fn walk_transition(&mut self, transition: &Transition, here: &mut Fronts) {
        self.moves.push(Move { to: transition.to, branches: self.around.clone() });
        let Some((first, others)) = here.split_first_mut() else { return };
        first.position = Position::At(transition.to);
        others.iter().for_each(|front| first.merge(front));
        here.truncate(1);
    }

    fn walk_chain(&mut self, chain: &Chain, mut here: Fronts) -> Fronts {
        let mut ends = self.fronts();
        let groups = match &here[..] {
            [only] => self.choices.groups(chain, self.state_of(only)),
            _ => None,
        };
        let last = chain.groups.len();
        match groups {
            Some(groups) => {
                let all = groups.into_iter().chain([last]);
                all.for_each(|at| self.walk_branch(super::branch::get(chain, at), &mut here, &mut ends));
            }
            None => of_chain(chain).for_each(|branch| self.walk_branch(branch, &mut here, &mut ends)),
        }
        self.spare.push(here);
        ends
    }

    /// Enters a branch with the paths in `here` on which it can run, and adds where they then are to `ends`.
    fn walk_branch(&mut self, (id, branch): (BranchId, Branch<'_>), here: &mut Fronts, ends: &mut Fronts) {
        if here.is_empty() {
            return;
        }
        let entered = match branch.group {
            Some(group) => self.split(&group.condition, here),
            None => std::mem::take(here),
        };
        if entered.is_empty() {
            self.spare.push(entered);
            return;
        }
        self.branches.push(id);
        self.around.push(id);
        let left = self.walk_block(branch.body, Some(id), entered);
        self.around.pop();
        self.merge_all(ends, left);
    }

    /// The paths on which a condition can be true; those on which it can be false are left in `here`.
    fn split(&mut self, condition: &Condition, here: &mut Fronts) -> Fronts {
        let mut holds = self.fronts();
        if !depends_on_state(condition) {
            holds.extend_from_slice(here);
            return holds;
        }
        here.retain(|front| {
            let outcome = Outcome::at(condition, Some(self.start), self.state_of(front));
            if outcome.can_hold {
                holds.push(front.clone());
            }
            outcome.can_fail
        });
        holds
    }

    /// Where the machine is: the start of the walk, or the target of the last transition.
    fn state_of(&self, front: &Front) -> Position {
        match front.position {
            Position::Start => self.start,
            moved => moved,
        }
    }

    /// An empty list.
    fn fronts(&mut self) -> Fronts {
        let mut fronts = self.spare.pop().unwrap_or_default();
        fronts.clear();
        fronts
    }

    fn merge_all(&mut self, fronts: &mut Fronts, mut more: Fronts) {
        if fronts.len() < more.len() {
            std::mem::swap(fronts, &mut more);
        }
        for front in more.drain(..) {
            match fronts.binary_search_by_key(&front.position, |known| known.position) {
                Ok(at) => fronts[at].merge(&front),
                Err(at) => fronts.insert(at, front),
            }
        }
        self.spare.push(more);
    }
}
