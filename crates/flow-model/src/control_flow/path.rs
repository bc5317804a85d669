//! The paths through a body, one by one.
//!
//! Their number doubles with every chain, so analyses of all handlers use [`Summary`](super::Summary) instead, or take a
//! bounded number of paths. They are listed depth first, in the order of the text.

use super::branch::of_chain;
use super::{BranchId, Outcome, Position};
use crate::model::*;

/// One path through a body.
#[derive(Clone, Debug)]
pub struct Path<'m> {
    /// The branches it goes through, in order.
    pub branches: Vec<BranchId>,
    /// Its steps in order, without the chains themselves. A loop precedes its steps, which run once. Of a path that rejects only
    /// that step, since no other has an effect.
    pub steps: Vec<&'m Step>,
    /// Where it ends; where it began if it rejects.
    pub end: Position,
    /// Whether it rejects.
    pub rejects: bool,
}

/// The paths through a body that starts in `start`, lazily.
pub fn paths(body: &[Step], start: StateId) -> impl Iterator<Item = Path<'_>> {
    let begin = Path { branches: Vec::new(), steps: Vec::new(), end: Position::Start, rejects: false };
    let mut open = vec![(begin, vec![body])];
    std::iter::from_fn(move || {
        let (mut path, mut rest) = open.pop()?;
        loop {
            let Some(block) = rest.pop() else { return Some(path) };
            let Some((step, below)) = block.split_first() else { continue };
            rest.push(below);
            match step {
                Step::Chain(chain) => {
                    let mut entered = enter_branches(chain, &path, &rest, start);
                    entered.reverse();
                    open.append(&mut entered);
                    (path, rest) = open.pop()?;
                }
                Step::Transition(transition) => {
                    path.end = Position::At(transition.to);
                    path.steps.push(step);
                }
                Step::ForEach(each) => {
                    path.steps.push(step);
                    rest.push(&each.body);
                }
                Step::Reject(_) => {
                    path = Path { steps: vec![step], end: Position::Start, rejects: true, ..path };
                    return Some(path);
                }
                _ => path.steps.push(step),
            }
        }
    })
}

/// A path up to some point, with the blocks that are left of it, innermost last.
type Open<'m> = (Path<'m>, Vec<&'m [Step]>);

/// Continues a path into every branch of a chain that can run.
fn enter_branches<'m>(
    chain: &'m Chain,
    path: &Path<'m>,
    rest: &[&'m [Step]],
    start: StateId,
) -> Vec<Open<'m>> {
    let state = path.end.state(start);
    let mut entered = Vec::new();
    for (id, branch) in of_chain(chain) {
        let outcome = branch
            .group
            .map(|group| Outcome::at(&group.condition, Some(Position::At(start)), Position::At(state)));
        if outcome.is_none_or(|outcome| outcome.can_hold) {
            let branches = append(&path.branches, id);
            let path = Path { branches, steps: path.steps.clone(), ..*path };
            entered.push((path, append(rest, branch.body)));
        }
        if outcome.is_some_and(|outcome| !outcome.can_fail) {
            break;
        }
    }
    entered
}

/// A list with one more item, in memory that is asked for once.
fn append<T: Copy>(list: &[T], item: T) -> Vec<T> {
    let mut longer = Vec::with_capacity(list.len() + 1);
    longer.extend_from_slice(list);
    longer.push(item);
    longer
}
