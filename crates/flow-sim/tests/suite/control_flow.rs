//! All that a story does is among the paths that the analysis of control flow finds: the branches that run, the moves, the states in which
//! handlers end.
//!
//! The analysis may find paths that never run, but must not miss one that does: checks, pictures and the search of stories rely on it.

use std::cell::Cell;
use std::collections::BTreeSet;

use flow_model::control_flow::{Arm, BranchId, ControlFlow, Position, branches};
use flow_model::edges::edges;
use flow_model::model::{Block, EventId, HandlerId, List, MachineId, Model, StateId};
use flow_sim::exec::eval::Bindings;
use flow_sim::exec::runnable::Runnable;
use flow_sim::exec::step::{Done, Executor, Happened, Instance, Refusal, step};
use flow_sim::exec::value::Value;
use flow_speculate::from_seed;

use crate::corpus::specifications;
use crate::support::load;

/// How many generated specifications are run: they take some ten thousand branches, and more seeds cost a minute.
const SEEDS: u64 = 8;

/// Counts of the checked branches and moves, so that a test cannot pass because its stories have no effect.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    branches: usize,
    moves: usize,
    /// Events taken in a state in which the analysis excludes some branch of the handler.
    excluding: usize,
}

/// Takes events as the interpreter does, and compares each path with the analysis.
#[derive(Debug)]
struct Checked {
    flows: List<MachineId, List<HandlerId, ControlFlow>>,
    edges: BTreeSet<(MachineId, StateId, HandlerId, StateId)>,
    seen: Cell<Seen>,
}

impl Checked {
    fn of(model: &Model) -> Checked {
        let edges_of = |machine| {
            let edges = edges(model, machine).into_iter();
            edges.map(move |edge| (machine, edge.from, edge.handler, edge.to))
        };
        Checked {
            flows: model.machines.map(ControlFlow::of_handlers),
            edges: model.machines.ids().flat_map(edges_of).collect(),
            seen: Cell::default(),
        }
    }

    /// Compares the path of a handler of `machine` that began in `from`.
    fn check(&self, machine: MachineId, from: StateId, body: &Block, done: &Done<'_>) {
        let possible = self.flows[machine][done.handler].from(from);
        let mut seen = self.seen.get();
        for branch in branches_taken(body, done) {
            assert!(possible.branches().contains(&branch), "{branch:?} ran from {from:?}: {done:?}");
            seen.branches += 1;
        }
        for to in done.passed() {
            assert!(
                possible.moves().iter().any(|step| step.to == to),
                "moved from {from:?} to {to:?}: {done:?}"
            );
            seen.moves += 1;
        }
        match done.passed().last() {
            Some(to) => {
                assert_eq!(done.state, to);
                assert!(self.edges.contains(&(machine, from, done.handler, to)), "no edge: {done:?}");
            }
            None => assert!(possible.ends().contains_key(&Position::Start), "stayed in {from:?}: {done:?}"),
        }
        seen.excluding += usize::from(possible.branches().len() < branches(body).len());
        self.seen.set(seen);
    }
}

impl Executor for Checked {
    fn step<'m>(
        &self,
        runnable: &Runnable<'m>,
        bindings: &mut dyn Bindings,
        instance: &mut Instance,
        event: EventId,
        payload: &[Value],
    ) -> Result<Done<'m>, Refusal<'m>> {
        let (machine, from) = (instance.machine, instance.state);
        let done = step(runnable, bindings, instance, event, payload)?;
        self.check(machine, from, &runnable.get(machine, done.handler).body, &done);
        Ok(done)
    }
}

/// The branches that a path went through: the groups that held, and `otherwise` where the last group of a chain did not.
fn branches_taken(body: &Block, done: &Done<'_>) -> Vec<BranchId> {
    let known = branches(body);
    let of_guard = |happened: &Happened<'_>| {
        let Happened::Guard { group, held, .. } = happened else { return None };
        let is_this = |of: Option<&flow_model::model::Group>| of.is_some_and(|of| of.span == group.span);
        let (id, branch) =
            known.iter().find(|(_, branch)| is_this(branch.group)).expect("a group of the body");
        match held {
            true => Some(*id),
            false if is_this(branch.chain.groups.last()) => Some(BranchId { arm: Arm::Otherwise, ..*id }),
            false => None,
        }
    };
    done.path.iter().filter_map(of_guard).collect()
}

/// Runs the stories of the specifications, and returns what was checked.
fn run_all(texts: impl IntoIterator<Item = String>) -> Seen {
    let mut all = Seen::default();
    for text in texts {
        let loaded = load(&[("a.flow", &text)]);
        let checked = Checked::of(&loaded.model);
        flow_sim::run(&Runnable::new(&loaded.model).on(&checked));
        let seen = checked.seen.get();
        all.branches += seen.branches;
        all.moves += seen.moves;
        all.excluding += seen.excluding;
    }
    println!("{all:?}");
    all
}

#[test]
fn generated_specifications_run_only_the_branches_that_can_run() {
    let seen = run_all((0..SEEDS).map(from_seed));
    assert!(seen.branches > 200 && seen.moves > 200 && seen.excluding > 10, "{seen:?}");
}

#[test]
fn the_corpus_runs_only_the_branches_that_can_run() {
    let files = specifications("tests/corpus").into_iter().chain(specifications("examples"));
    let seen = run_all(files.filter_map(|path| std::fs::read_to_string(path).ok()));
    assert!(seen.branches > 50 && seen.moves > 150 && seen.excluding > 0, "{seen:?}");
}
