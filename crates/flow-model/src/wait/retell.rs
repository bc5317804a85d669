//! Telling a handler twice (language.md §8): which telling defines, and whether the others agree with it.
//!
//! The fuller telling defines. Another one agrees if each path through it occurs, step by step and in order, on one
//! path of the fuller one, with the guards it names.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::paths::{Paths, outcome};
use super::rules::States;
use crate::model::*;
use crate::same::{same_block, same_condition, same_step};
use crate::visit;

/// How much a telling says: steps, then payload fields, then guards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fullness {
    steps: usize,
    fields: usize,
    guards: usize,
}

impl Fullness {
    /// Counts what a body says.
    pub(crate) fn of(body: &[Step]) -> Fullness {
        let mut fullness = Fullness { guards: guards(body), ..Fullness::default() };
        for step in plain_steps(body) {
            fullness.steps += 1;
            if let Step::Emit(emit) = step {
                fullness.fields += emit.payload.len();
            }
        }
        fullness
    }
}

fn guards(body: &[Step]) -> usize {
    let of_chain = |chain: &Chain| {
        let groups = chain.groups.iter().map(|group| conjuncts(&group.condition).len() + guards(&group.body));
        groups.sum::<usize>() + guards(chain.otherwise.as_deref().unwrap_or_default())
    };
    body.iter().map(|step| if let Step::Chain(chain) = step { of_chain(chain) } else { 0 }).sum()
}

/// The tellings of one event in the order of who defines: the fuller first, of equals the first.
pub(crate) fn by_fullness(fullness: &[Fullness], handlers: &[HandlerId]) -> Vec<HandlerId> {
    let mut sorted = handlers.to_vec();
    sorted.sort_by_key(|id| (Reverse(fullness[id.index()]), *id));
    sorted
}

/// Decides which of the tellings of one event define. `tellings` are in the order of [`by_fullness`], and of one
/// precedence: all of named states, or all `in any state`.
pub(crate) fn assign(tellings: &[HandlerId], accepted: &[States], roles: &mut [Role]) {
    let mut owners: BTreeMap<StateId, usize> = BTreeMap::new();
    for (rank, id) in tellings.iter().enumerate() {
        let states = &accepted[id.index()];
        let definition = states.iter().filter_map(|state| owners.get(state)).min();
        roles[id.index()] = match definition {
            Some(definition) => Role::Retelling(tellings[*definition]),
            None => Role::Definition,
        };
        if definition.is_none() {
            owners.extend(states.iter().map(|state| (*state, rank)));
        }
    }
}

/// Where a handler can end that is accepted in `from`: a retelling where its definition does, if that is accepted there.
pub(crate) fn leads(
    paths: &[Paths],
    telling: HandlerId,
    definition: Option<HandlerId>,
    from: StateId,
) -> States {
    let own = paths[telling.index()].from(from).leads_from(from);
    match definition {
        Some(id) => narrow(&paths[telling.index()], paths[id.index()].from(from).leads_from(from), own),
        None => own,
    }
}

/// Narrows the states that a definition leads to to the transitions of a telling, if it has any. Where the two
/// contradict each other, the telling's own word counts, so that its story can be followed.
pub(crate) fn narrow(telling: &Paths, defined: States, own: States) -> States {
    if telling.targets.is_empty() {
        return if defined.is_empty() { own } else { defined };
    }
    let kept: States = defined.intersection(&telling.targets).copied().collect();
    if kept.is_empty() { own } else { kept }
}

/// How a telling disagrees with a fuller one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Disagreement<'m> {
    /// It has a step that the fuller one does not have at all.
    Lacks(&'m Step),
    /// Its steps are in the fuller one, but not in this order on one path; the step is the first that does not fit.
    Order(&'m Step),
    /// It names a guard that does not stand on the path with its steps.
    Guard(&'m Condition),
}

/// Compares a telling with a fuller one, in the states they share; `None` if they agree.
pub(crate) fn disagreement<'m>(
    telling: &'m [Step],
    fuller: &'m [Step],
    shared: &States,
) -> Option<Disagreement<'m>> {
    if same_block(telling, fuller) {
        return None;
    }
    if let Some(step) = lacking(telling, fuller) {
        return Some(Disagreement::Lacks(step));
    }
    tellings(telling, shared).iter().find_map(|told| told.disagrees(fuller, shared))
}

/// The first step of a telling that another one does not have anywhere.
pub(crate) fn lacking<'m>(telling: &'m [Step], other: &[Step]) -> Option<&'m Step> {
    let known = plain_steps(other);
    plain_steps(telling).into_iter().find(|step| !known.iter().any(|other| same_step(step, other)))
}

/// The steps of a body, in the order of the text, without its chains.
fn plain_steps(body: &[Step]) -> Vec<&Step> {
    let mut found = Vec::new();
    visit::steps(body, &mut |step| {
        if !matches!(step, Step::Chain(_)) {
            found.push(step);
        }
    });
    found
}

/// One path through a telling.
#[derive(Clone, Default)]
struct Told<'m> {
    steps: Vec<&'m Step>,
    guards: Vec<&'m Condition>,
    moved: bool,
}

/// More paths than this are not compared: a telling with so many branches is rare, and the first ones show it.
const PATHS: usize = 256;

/// The paths through a telling that can begin in one of the shared states, in order, at most [`PATHS`].
fn tellings<'m>(body: &'m [Step], shared: &States) -> Vec<Told<'m>> {
    continue_paths(body, shared, vec![Told::default()])
}

fn continue_paths<'m>(body: &'m [Step], shared: &States, mut paths: Vec<Told<'m>>) -> Vec<Told<'m>> {
    for step in body {
        let Step::Chain(chain) = step else {
            for path in &mut paths {
                path.steps.push(step);
                path.moved |= matches!(step, Step::Transition(_));
            }
            continue;
        };
        paths = branch(chain, shared, &paths);
        paths.truncate(PATHS);
    }
    paths
}

fn branch<'m>(chain: &'m Chain, shared: &States, paths: &[Told<'m>]) -> Vec<Told<'m>> {
    let mut ends = Vec::new();
    for group in &chain.groups {
        let enter = |path: &Told<'m>| path.enter(&group.condition, shared);
        ends.extend(continue_paths(&group.body, shared, paths.iter().filter_map(enter).collect()));
    }
    ends.extend(continue_paths(chain.otherwise.as_deref().unwrap_or_default(), shared, paths.to_vec()));
    ends
}

impl<'m> Told<'m> {
    /// This path going into a group, unless none of the shared states lets it in.
    fn enter(&self, condition: &'m Condition, shared: &States) -> Option<Told<'m>> {
        let mut path = self.clone();
        for part in conjuncts(condition) {
            match holds_in(part, shared) {
                Some(true) if !self.moved => {}
                Some(false) if !self.moved => return None,
                _ => path.guards.push(part),
            }
        }
        Some(path)
    }

    /// What keeps this path from being on one path of the fuller telling.
    fn disagrees(&self, fuller: &[Step], shared: &States) -> Option<Disagreement<'m>> {
        let search = Search { told: self, shared };
        let ends = search.block(fuller, Front::from([(Found::default(), 0)]));
        let all = self.guards.len();
        let matched = |(found, steps): (&Found, &usize)| (found.guards.len() == all).then_some(*steps);
        if ends.iter().filter_map(matched).any(|steps| steps == self.steps.len()) {
            return None;
        }
        let furthest = ends.iter().max_by_key(|(found, steps)| (**steps, found.guards.len()))?;
        match self.steps.get(*furthest.1) {
            Some(step) => Some(Disagreement::Order(step)),
            None => (0..all)
                .find(|guard| !furthest.0.guards.contains(guard))
                .map(|at| Disagreement::Guard(self.guards[at])),
        }
    }
}

/// What a path of the fuller telling has found of the other one, besides steps.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    guards: BTreeSet<usize>,
    moved: bool,
}

/// Paths of the fuller telling, side by side: for each that found the same, the most steps matched. More is always
/// better, since the steps must only come in order.
type Front = BTreeMap<Found, usize>;

/// The search for one path of a telling in the fuller one.
struct Search<'a, 'm> {
    told: &'a Told<'m>,
    shared: &'a States,
}

impl Search<'_, '_> {
    fn block(&self, body: &[Step], mut front: Front) -> Front {
        for step in body {
            front = match step {
                Step::Chain(chain) => self.chain(chain, &front),
                step => self.step(step, front),
            };
        }
        front
    }

    fn step(&self, step: &Step, front: Front) -> Front {
        let mut after = Front::new();
        for (mut found, matched) in front {
            let is_next = self.told.steps.get(matched).is_some_and(|next| same_step(next, step));
            found.moved |= matches!(step, Step::Transition(_));
            advance(&mut after, found, matched + usize::from(is_next));
        }
        after
    }

    fn chain(&self, chain: &Chain, front: &Front) -> Front {
        let mut after = Front::new();
        let mut failed = Vec::new();
        for group in &chain.groups {
            let entered = front.iter().filter_map(|(found, matched)| {
                Some((self.enter(found, &group.condition, &failed)?, *matched))
            });
            let entered = collect(entered);
            for (found, matched) in self.block(&group.body, entered) {
                advance(&mut after, found, matched);
            }
            failed.push(&group.condition);
        }
        let left = collect(
            front.iter().map(|(found, matched)| (self.with_failed(found.clone(), &failed), *matched)),
        );
        for (found, matched) in self.block(chain.otherwise.as_deref().unwrap_or_default(), left) {
            advance(&mut after, found, matched);
        }
        after
    }

    /// A path going into a group after others of its chain failed.
    fn enter(&self, found: &Found, condition: &Condition, failed: &[&Condition]) -> Option<Found> {
        if !found.moved && holds_in(condition, self.shared) == Some(false) {
            return None;
        }
        let mut found = self.with_failed(found.clone(), failed);
        let parts = conjuncts(condition);
        let stands = |guard: &&Condition| parts.iter().any(|part| same_condition(guard, part));
        found.guards.extend(self.guards_that(|guard| stands(&guard) || same_condition(guard, condition)));
        Some(found)
    }

    /// Where a guard failed, its opposite stands.
    fn with_failed(&self, mut found: Found, failed: &[&Condition]) -> Found {
        let opposite = |guard: &Condition, failed: &Condition| match (&guard.kind, &failed.kind) {
            (ConditionKind::Not(guard), _) => same_condition(guard, failed),
            (_, ConditionKind::Not(failed)) => same_condition(guard, failed),
            _ => false,
        };
        found.guards.extend(self.guards_that(|guard| failed.iter().any(|failed| opposite(guard, failed))));
        found
    }

    fn guards_that(&self, stands: impl Fn(&Condition) -> bool) -> impl Iterator<Item = usize> {
        self.told.guards.iter().enumerate().filter(move |(_, guard)| stands(guard)).map(|(at, _)| at)
    }
}

/// Fronts wider than this drop what found the fewest guards; only a telling with many equal guards gets there.
const WIDTH: usize = 256;

fn advance(front: &mut Front, found: Found, matched: usize) {
    if front.len() >= WIDTH && !front.contains_key(&found) {
        return;
    }
    let best = front.entry(found).or_insert(matched);
    *best = matched.max(*best);
}

fn collect(paths: impl Iterator<Item = (Found, usize)>) -> Front {
    let mut front = Front::new();
    for (found, matched) in paths {
        advance(&mut front, found, matched);
    }
    front
}

/// The guards of a group one by one.
fn conjuncts(condition: &Condition) -> Vec<&Condition> {
    match &condition.kind {
        ConditionKind::All(parts) => parts.iter().flat_map(conjuncts).collect(),
        _ => vec![condition],
    }
}

/// Whether a condition holds in all of the states, in none, or (`None`) cannot be said.
fn holds_in(condition: &Condition, states: &States) -> Option<bool> {
    let outcomes: Vec<_> = states.iter().map(|state| outcome(condition, Some(*state))).collect();
    if outcomes.iter().all(|outcome| !outcome.fails) {
        return Some(true);
    }
    outcomes.iter().all(|outcome| !outcome.holds).then_some(false)
}
