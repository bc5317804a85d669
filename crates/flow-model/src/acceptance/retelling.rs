//! Retellings (reference#retellings): the choice of the definition among the handlers of an event, and the comparison of the
//! others with it.
//!
//! The fuller handler is the definition. Another handler agrees with it if each of its paths is a subsequence of the steps of
//! one path of the definition, and if that path has all guards that it names.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::{self, Map, Set};
use std::cmp::Reverse;
use std::rc::Rc;

use super::rules::States;
use crate::control_flow::{ControlFlow, Outcome, Position};
use crate::model::*;
use crate::same::{same_block, same_condition, same_step};
use crate::visit;

/// The numbers of things that a handler specifies: steps, then payload fields, then guards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fullness {
    steps: usize,
    fields: usize,
    guards: usize,
}

impl Fullness {
    /// Counts the parts of a body.
    pub(crate) fn of(body: &[Step]) -> Fullness {
        let mut fullness = Fullness { guards: count_guards(body), ..Fullness::default() };
        for step in steps_except_chains(body) {
            fullness.steps += 1;
            if let Step::Emit(emit) = step {
                fullness.fields += emit.payload.len();
            }
        }
        fullness
    }
}

fn count_guards(body: &[Step]) -> usize {
    let of_chain = |chain: &Chain| {
        let groups =
            chain.groups.iter().map(|group| conjuncts(&group.condition).len() + count_guards(&group.body));
        groups.sum::<usize>() + count_guards(chain.otherwise.as_deref().unwrap_or_default())
    };
    body.iter().map(|step| if let Step::Chain(chain) = step { of_chain(chain) } else { 0 }).sum()
}

/// The handlers of one event in the order in which they become definitions: the fuller first, of equals the first.
pub(crate) fn sort_by_fullness(
    fullness: &List<HandlerId, Fullness>,
    handlers: &[HandlerId],
) -> Vec<HandlerId> {
    let mut sorted = handlers.to_vec();
    ordered::sort_by_key(&mut sorted, |id| (Reverse(fullness[*id]), *id));
    sorted
}

/// Decides which of the handlers of one event that name states or groups are definitions. `tellings` are in the order of
/// [`sort_by_fullness`]. In a state two of them meet that name it equally closely.
pub(crate) fn assign_roles(
    tellings: &[HandlerId],
    ranks: &List<HandlerId, Ranks>,
    accepted: &List<HandlerId, Rc<States>>,
    roles: &mut List<HandlerId, Role>,
) {
    if let [only] = tellings {
        roles[*only] = Role::Definition;
        return;
    }
    let mut owners: Map<(Rank, StateId), usize> = Map::new();
    for (place, id) in tellings.iter().enumerate() {
        let states = accepted[*id].iter().map(|state| (ranks[*id].of(*state), *state));
        let definition = states.clone().filter_map(|state| owners.get(&state)).min();
        roles[*id] = match definition {
            Some(definition) => Role::Retelling(tellings[*definition]),
            None => Role::Definition,
        };
        if definition.is_none() {
            owners.extend(states.map(|state| (state, place)));
        }
    }
}

/// The same for handlers for any state of `count`. Those without exceptions meet in every state.
pub(crate) fn assign_roles_in_any_state(
    tellings: &[HandlerId],
    count: usize,
    accepted: &List<HandlerId, Rc<States>>,
    roles: &mut List<HandlerId, Role>,
) {
    let mut definitions: Vec<HandlerId> = Vec::new();
    for id in tellings {
        let meet = |other: &&HandlerId| {
            let (one, other) = (&accepted[*id], &accepted[**other]);
            one.len() == count && !other.is_empty()
                || other.len() == count && !one.is_empty()
                || !one.is_disjoint(other)
        };
        roles[*id] = match definitions.iter().find(meet) {
            Some(definition) => Role::Retelling(*definition),
            None => Role::Definition,
        };
        if roles[*id] == Role::Definition {
            definitions.push(*id);
        }
    }
}

/// The positions in which a handler that is accepted in `from` can end; of a retelling, those of its definition if that is
/// accepted there.
pub(crate) fn end_positions(
    paths: &List<HandlerId, ControlFlow>,
    telling: HandlerId,
    definition: Option<HandlerId>,
    from: StateId,
) -> Set<Position> {
    let ends = |id: HandlerId| paths[id].from(from).ends().keys().copied().collect();
    match definition {
        Some(_) if paths[telling].from(from).always_rejects() => ends(telling),
        Some(id) => narrow_ends(&paths[telling], ends(id), ends(telling)),
        None => ends(telling),
    }
}

/// Narrows the ends of a definition to those of its retelling, if that moves at all: a path without a transition means that the definition
/// stays. Where the two contradict each other, the retelling counts, so that its story can be followed.
pub(crate) fn narrow_ends(
    telling: &ControlFlow,
    defined: Set<Position>,
    own: Set<Position>,
) -> Set<Position> {
    if telling.targets().is_empty() {
        return if defined.is_empty() { own } else { defined };
    }
    let is_told = |end: &Position| {
        own.contains(end) || matches!(end, Position::At(state) if telling.targets().contains(state))
    };
    let kept: Set<Position> = defined.into_iter().filter(is_told).collect();
    if kept.is_empty() { own } else { kept }
}

/// How a handler disagrees with a fuller one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Disagreement<'m> {
    /// It has a step that the fuller one does not have at all.
    Lacks(&'m Step),
    /// Its steps are in the fuller one, but not in this order on one path; the step is the first that does not fit.
    Order(&'m Step),
    /// It names a guard that is not on the path with its steps.
    Guard(&'m Condition),
}

/// Compares a handler with a fuller one, in the states they share; `None` if they agree.
pub(crate) fn find_disagreement<'m>(
    telling: &'m [Step],
    fuller: &'m [Step],
    shared: &States,
) -> Option<Disagreement<'m>> {
    if same_block(telling, fuller) {
        return None;
    }
    if let Some(step) = first_missing_step(telling, fuller) {
        return Some(Disagreement::Lacks(step));
    }
    list_paths(telling, shared).iter().find_map(|told| told.find_disagreement(fuller, shared))
}

/// The first step of a handler that another one does not have anywhere.
pub(crate) fn first_missing_step<'m>(telling: &'m [Step], other: &[Step]) -> Option<&'m Step> {
    let known = steps_except_chains(other);
    steps_except_chains(telling).into_iter().find(|step| !known.iter().any(|other| same_step(step, other)))
}

/// The steps of a body, in the order of the text, without its chains.
fn steps_except_chains(body: &[Step]) -> Vec<&Step> {
    let mut found = Vec::new();
    visit::steps(body, &mut |step| {
        if !matches!(step, Step::Chain(_)) {
            found.push(step);
        }
    });
    found
}

/// One path through a retelling.
#[derive(Clone)]
struct RetoldPath<'m> {
    steps: Vec<&'m Step>,
    guards: Vec<&'m Condition>,
    position: Position,
    /// Whether it ended before the end of the body.
    rejects: bool,
}

/// The most paths of a retelling that are compared. Eight guards in a row have as many; beyond that the first paths are
/// enough to find a difference, and comparing all would take exponential time.
const PATHS: usize = 256;

/// The paths through a retelling that can begin in one of the shared states, in order, at most [`PATHS`].
fn list_paths<'m>(body: &'m [Step], shared: &States) -> Vec<RetoldPath<'m>> {
    let begin =
        RetoldPath { steps: Vec::new(), guards: Vec::new(), position: Position::Start, rejects: false };
    continue_paths(body, shared, vec![begin])
}

fn continue_paths<'m>(
    body: &'m [Step],
    shared: &States,
    mut paths: Vec<RetoldPath<'m>>,
) -> Vec<RetoldPath<'m>> {
    for step in body {
        let Step::Chain(chain) = step else {
            for path in paths.iter_mut().filter(|path| !path.rejects) {
                path.steps.push(step);
                path.rejects = matches!(step, Step::Reject(_));
                if let Step::Transition(transition) = step {
                    path.position = Position::At(transition.to);
                }
            }
            continue;
        };
        paths = enter_branches(chain, shared, &paths);
        paths.truncate(PATHS);
    }
    paths
}

fn enter_branches<'m>(chain: &'m Chain, shared: &States, paths: &[RetoldPath<'m>]) -> Vec<RetoldPath<'m>> {
    let (mut ends, mut left): (Vec<_>, Vec<_>) = paths.iter().cloned().partition(|path| path.rejects);
    for group in &chain.groups {
        let enter = |path: &RetoldPath<'m>| path.enter_group(&group.condition, shared);
        ends.extend(continue_paths(&group.body, shared, left.iter().filter_map(enter).gather()));
        left.retain(|path| path.outcome(&group.condition, shared).can_fail);
    }
    ends.extend(continue_paths(chain.otherwise.as_deref().unwrap_or_default(), shared, left));
    ends
}

impl<'m> RetoldPath<'m> {
    /// This path going into a group, unless none of the shared states lets it in.
    fn enter_group(&self, condition: &'m Condition, shared: &States) -> Option<RetoldPath<'m>> {
        let mut path = self.clone();
        for part in conjuncts(condition) {
            match self.outcome(part, shared) {
                Outcome { can_fail: false, .. } => {}
                Outcome { can_hold: false, .. } => return None,
                _ => path.guards.push(part),
            }
        }
        Some(path)
    }

    /// How a condition can turn out at the end of this path.
    fn outcome(&self, condition: &Condition, shared: &States) -> Outcome {
        match self.position {
            Position::Start => Outcome::in_states(condition, shared),
            Position::At(state) => Outcome::of(condition, state),
        }
    }

    /// The reason why this path is not contained in one path of the fuller handler.
    fn find_disagreement(&self, fuller: &[Step], shared: &States) -> Option<Disagreement<'m>> {
        let ends = Search { told: self, shared }.match_block(fuller, Front::at_start());
        let all = guard_mask(0..self.guards.len());
        let furthest = ends.0.iter().max_by_key(|spot| (spot.matched, spot.guards.count_ones()))?;
        if ends.0.iter().any(|spot| spot.matched == self.steps.len() && spot.guards == all) {
            return None;
        }
        match self.steps.get(furthest.matched) {
            Some(step) => Some(Disagreement::Order(step)),
            None => self
                .guards
                .get((!furthest.guards).trailing_zeros() as usize)
                .map(|guard| Disagreement::Guard(guard)),
        }
    }
}

/// A set of the guards of a path, a bit for each. Guards beyond the 64th are not compared: handlers that people read have
/// fewer.
type Guards = u64;

fn guard_mask(guards: impl Iterator<Item = usize>) -> Guards {
    guards.filter(|at| *at < 64).fold(0, |mask, at| mask | 1 << at)
}

/// Some paths of the fuller handler, and which parts of the other path they contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Spot {
    /// The number of its first steps that they contain, in order.
    matched: usize,
    /// The guards that they contain.
    guards: Guards,
    /// Whether these paths have a transition before this point.
    moved: bool,
    /// Whether these paths ended by rejecting.
    rejects: bool,
}

impl Spot {
    /// Whether this is at least as good as another one: only the order of the steps matters, so more matches are never worse.
    fn covers(&self, other: &Spot) -> bool {
        (self.moved, self.rejects) == (other.moved, other.rejects)
            && self.matched >= other.matched
            && other.guards & !self.guards == 0
    }
}

/// All paths of the fuller handler at one point, without those that another one covers.
#[derive(Clone, Debug)]
struct Front(Vec<Spot>);

impl Front {
    /// The most spots that are distinguished. More arise only if the same guard occurs in many places, and each costs a
    /// comparison with all others.
    const WIDTH: usize = 64;

    fn at_start() -> Front {
        Front(vec![Spot { matched: 0, guards: 0, moved: false, rejects: false }])
    }

    fn of(spots: impl Iterator<Item = Spot>) -> Front {
        let mut front = Front(Vec::new());
        spots.for_each(|spot| front.add(spot));
        front
    }

    fn add(&mut self, spot: Spot) {
        if self.0.len() < Self::WIDTH && !self.0.iter().any(|known| known.covers(&spot)) {
            self.0.retain(|known| !spot.covers(known));
            self.0.push(spot);
        }
    }
}

/// The search for one path of a retelling in the fuller handler.
struct Search<'a, 'm> {
    told: &'a RetoldPath<'m>,
    shared: &'a States,
}

impl Search<'_, '_> {
    fn match_block(&self, body: &[Step], mut front: Front) -> Front {
        for step in body {
            front = match step {
                Step::Chain(chain) => self.match_chain(chain, &front),
                step => self.match_step(step, &front),
            };
        }
        front
    }

    fn match_step(&self, step: &Step, front: &Front) -> Front {
        let moves = matches!(step, Step::Transition(_));
        Front::of(front.0.iter().map(|spot| {
            if spot.rejects {
                return *spot;
            }
            let is_next = self.told.steps.get(spot.matched).is_some_and(|next| same_step(next, step));
            let (matched, moved) = (spot.matched + usize::from(is_next), spot.moved || moves);
            Spot { matched, moved, rejects: matches!(step, Step::Reject(_)), ..*spot }
        }))
    }

    fn match_chain(&self, chain: &Chain, front: &Front) -> Front {
        let (ended, left): (Vec<Spot>, Vec<Spot>) = front.0.iter().partition(|spot| spot.rejects);
        let (mut after, mut left) = (Front(ended), Front(left));
        let mut failed = 0;
        for group in &chain.groups {
            let unmoved = Outcome::in_states(&group.condition, self.shared);
            let standing = failed | self.implied_guards(&group.condition);
            let enters = left.0.iter().filter(|spot| spot.moved || unmoved.can_hold || !unmoved.can_fail);
            let entered = Front::of(enters.map(|spot| Spot { guards: spot.guards | standing, ..*spot }));
            self.match_block(&group.body, entered).0.into_iter().for_each(|spot| after.add(spot));
            failed |= self.guards_implied_by_failure(&group.condition);
            left.0.retain(|spot| spot.moved || unmoved.can_fail);
        }
        let left = Front::of(left.0.iter().map(|spot| Spot { guards: spot.guards | failed, ..*spot }));
        let left = self.match_block(chain.otherwise.as_deref().unwrap_or_default(), left);
        left.0.into_iter().for_each(|spot| after.add(spot));
        after
    }

    /// The guards of the path that are implied by a condition.
    fn implied_guards(&self, condition: &Condition) -> Guards {
        let parts = conjuncts(condition);
        self.select_guards(|guard| {
            same_condition(guard, condition) || parts.iter().any(|part| same_condition(guard, part))
        })
    }

    /// The guards of the path that are implied by the failure of a condition.
    fn guards_implied_by_failure(&self, failed: &Condition) -> Guards {
        self.select_guards(|guard| match (&guard.kind, &failed.kind) {
            (ConditionKind::Not(guard), _) => same_condition(guard, failed),
            (_, ConditionKind::Not(failed)) => same_condition(guard, failed),
            _ => false,
        })
    }

    fn select_guards(&self, stands: impl Fn(&Condition) -> bool) -> Guards {
        let guards = self.told.guards.iter().enumerate();
        guard_mask(guards.filter(|(_, guard)| stands(guard)).map(|(at, _)| at))
    }
}

/// The guards of a group one by one.
fn conjuncts(condition: &Condition) -> Vec<&Condition> {
    match &condition.kind {
        ConditionKind::All(parts) => parts.iter().flat_map(conjuncts).gather(),
        _ => vec![condition],
    }
}
