//! The branches of a body, and the guards of a transition in the words of the specification.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::Map;

use crate::model::*;
use crate::words;

/// A branch of a body. A chain is identified by its place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BranchId {
    /// The chain of guards.
    pub chain: Span,
    /// Which of its branches.
    pub arm: Arm,
}

/// Which branch of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Arm {
    /// The guard group at this position is the first that is true.
    Group(usize),
    /// No group is true, with or without an `otherwise`.
    Otherwise,
}

/// A branch: the condition under which it runs, and its steps.
#[derive(Clone, Copy, Debug)]
pub struct Branch<'m> {
    /// The chain.
    pub chain: &'m Chain,
    /// The group that is true; `None` for the branch on which none is.
    pub group: Option<&'m Group>,
    /// The steps; empty for an `otherwise` that is not written.
    pub body: &'m [Step],
}

/// All branches of a body, nested ones included.
pub fn branches(body: &[Step]) -> Map<BranchId, Branch<'_>> {
    let mut found = Map::new();
    add_branches(body, &mut found);
    found
}

fn add_branches<'m>(body: &'m [Step], found: &mut Map<BranchId, Branch<'m>>) {
    for step in flat_steps(body) {
        let Step::Chain(chain) = step else { continue };
        for (id, branch) in of_chain(chain) {
            found.insert(id, branch);
            add_branches(branch.body, found);
        }
    }
}

/// The branches of a chain: its groups in order, then the branch on which no group is true.
pub(super) fn of_chain(chain: &Chain) -> impl Iterator<Item = (BranchId, Branch<'_>)> {
    (0..=chain.groups.len()).map(|at| get(chain, at))
}

/// The branch of a chain at a position; the one after the last group is that on which no group is true.
pub(super) fn get(chain: &Chain, at: usize) -> (BranchId, Branch<'_>) {
    let (arm, group, body) = match chain.groups.get(at) {
        Some(group) => (Arm::Group(at), Some(group), &group.body[..]),
        None => (Arm::Otherwise, None, chain.otherwise.as_deref().unwrap_or_default()),
    };
    (BranchId { chain: chain.span, arm }, Branch { chain, group, body })
}

/// The guard lines under which a transition is made, one list for each place in `body` that makes it: `moves` names the
/// branches that contain each. One empty list if a place has no guards, since the others then do not matter.
///
/// A guard on the state of the machine itself is left out: an edge begins in a state, so the guard is redundant.
pub fn guard_lines(
    machine: MachineId,
    sources: &Sources,
    body: &[Step],
    moves: &[Vec<BranchId>],
) -> Vec<Vec<String>> {
    if moves.iter().any(Vec::is_empty) {
        return vec![Vec::new()];
    }
    let branches = branches(body);
    let lines_of = |id: &BranchId| match branches.get(id) {
        // Whether a state is entered or left is no guard of the author's.
        Some(branch) if branch.chain.origin == ChainOrigin::Crossing => Vec::new(),
        Some(Branch { group: Some(group), .. }) => words::guard_lines(
            sources,
            &group.condition,
            |condition| !matches!(&condition.kind, ConditionKind::InState(of, _) if *of == machine),
        ),
        Some(_) => vec!["otherwise".to_owned()],
        None => Vec::new(),
    };
    let lines: Vec<Vec<String>> = moves.iter().map(|path| path.iter().flat_map(lines_of).gather()).gather();
    if lines.is_empty() || lines.iter().any(Vec::is_empty) { vec![Vec::new()] } else { lines }
}
