//! Results that are kept from one analysis of a program to the next, for tools that analyse it after each change.
//!
//! The results are those of [`Anew`](crate::Anew): only those that cannot have changed are taken from an earlier analysis. Scenarios of
//! which the text has not changed keep their trees. Machines with the same [fingerprint](crate::fingerprint) keep their accepted states, if
//! they are solved with the same requests, and the findings of the checks that read one machine only.

use std::collections::BTreeMap;
use std::sync::Arc;

use flow_syntax::ast;
use flow_syntax::diagnostic::{Diagnostic, Diagnostics, Lints};
use flow_syntax::edit::Edit;
use flow_syntax::{Kept, parse_again};

use crate::acceptance::{Round, has_same_rounds, solve_machine};
use crate::check;
use crate::checks::{CheckCtx, Surroundings, check_machine, check_with};
use crate::fingerprint::{Fingerprints, Key, Regions};
use crate::load::load_with;
use crate::loader::Loader;
use crate::messages::Traffic;
use crate::model::{Acceptance, MachineId, Model};
use crate::program::Program;
use crate::resolve::resolve_with;
use crate::stages::Stages;

/// The results of earlier analyses.
#[derive(Debug, Default)]
pub struct Memo {
    /// The levels of its diagnostics.
    lints: Lints,
    /// The data that was kept of each text, by path.
    texts: BTreeMap<String, Kept>,
    /// The trees of these texts, as far as they were given back.
    trees: BTreeMap<String, ast::File>,
    /// The machines, by name.
    machines: BTreeMap<String, Known>,
    /// The fingerprints of the machines of the model that was solved last, and their places.
    prints: Option<(Vec<Key>, Arc<Regions>)>,
}

/// How many versions of a machine are remembered: the latest, and the one before, since a line is often broken and repaired.
const VERSIONS: usize = 2;

/// The results for a machine, the latest first.
#[derive(Debug, Default)]
struct Known {
    solved: Vec<Solved>,
    checked: Vec<Checked>,
}

/// Makes a version the latest.
fn push_version<T>(versions: &mut Vec<T>, latest: T) {
    versions.truncate(VERSIONS - 1);
    versions.insert(0, latest);
}

/// Where the handlers of a machine are accepted.
#[derive(Debug)]
struct Solved {
    key: Key,
    rounds: Vec<Round>,
    acceptance: Acceptance,
}

/// The findings of the checks of a machine.
#[derive(Debug)]
struct Checked {
    key: Key,
    /// The other input of these checks.
    surroundings: Surroundings,
    /// The places of the machines at that time.
    regions: Arc<Regions>,
    findings: Vec<Diagnostic>,
}

/// A number for the contents of a machine as they were checked, which is the same for the same contents at another place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MachineKey(Key);

impl Memo {
    /// Gives the trees of the earlier analysis back, which then need not be read again where their text is the same.
    pub fn give_back(&mut self, program: Program) {
        let files = program.files.into_iter().chain(program.tests);
        self.trees.extend(files.map(|file| (file.path, file.ast)));
    }

    /// The key of a machine of the latest analysis.
    pub fn key_of(&self, machine: &str) -> Option<MachineKey> {
        self.machines.get(machine)?.checked.first().map(|checked| MachineKey(checked.key))
    }

    /// Finds the accepted states of all machines.
    fn solve(&mut self, model: &mut Model) {
        let traffic = Traffic::of(model);
        let prints = Fingerprints::new(model);
        let keys: Vec<Key> = model.machines.ids().map(|id| prints.of(id)).collect();
        let regions = Arc::new(prints.regions);
        for (id, key) in model.machines.ids().zip(keys.iter().copied()) {
            let machine = &mut model.machines[id];
            let known = self.machines.entry(machine.name.text.clone()).or_default();
            let is_same =
                |solved: &Solved| solved.key == key && has_same_rounds(&traffic, id, machine, &solved.rounds);
            if let Some(at) = known.solved.iter().position(is_same) {
                let solved = known.solved.remove(at);
                machine.acceptance = solved.acceptance.clone();
                push_version(&mut known.solved, solved);
                continue;
            }
            let mut rounds = Vec::new();
            solve_machine(&traffic, id, machine, &mut rounds);
            let solved = Solved { key, rounds, acceptance: machine.acceptance.clone() };
            push_version(&mut known.solved, solved);
        }
        self.prints = Some((keys, regions));
    }

    /// Forgets machines that no longer exist.
    fn forget_others(&mut self, model: &Model) {
        self.machines.retain(|name, _| model.machines.iter().any(|machine| machine.name.text == *name));
    }
}

impl Stages for Memo {
    fn load(&mut self, roots: &[String], loader: &mut dyn Loader, diags: &mut Diagnostics) -> Program {
        let mut texts = std::mem::take(&mut self.texts);
        let mut trees = std::mem::take(&mut self.trees);
        if self.lints != *diags.lints() {
            self.lints = diags.lints().clone();
            texts.clear();
            self.machines.clear();
        }
        let parse = &mut |path: &str, id, text: &str, diags: &mut Diagnostics| {
            let before = texts.remove(path).zip(trees.remove(path));
            let (tree, kept) = parse_again(id, text, before, diags);
            self.texts.insert(path.to_owned(), kept);
            tree
        };
        load_with(roots, loader, parse, diags)
    }

    fn resolve(&mut self, program: &Program, diags: &mut Diagnostics) -> Model {
        resolve_with(program, &mut |model| self.solve(model), diags)
    }

    fn check(&mut self, model: &Model, diags: &mut Diagnostics) {
        let machines = &mut self.machines;
        let Some((keys, regions)) = self.prints.take().filter(|(keys, _)| keys.len() == model.machines.len())
        else {
            return check(model, diags);
        };
        let check = &mut |ctx: &CheckCtx<'_>, id: MachineId, diags: &mut Diagnostics| {
            let key = Fingerprints::of_solved(&model.machines[id], keys[id.index()], &regions);
            let known = machines.entry(model.machines[id].name.text.clone()).or_default();
            let surroundings = ctx.surroundings(id);
            let before = diags.count();
            let is_same =
                |checked: &Checked| checked.key == key && checked.surroundings.are_same(&surroundings);
            match known.checked.iter().position(is_same).map(|at| known.checked.remove(at)) {
                Some(Checked { mut findings, regions: before, .. }) => {
                    findings.iter_mut().for_each(|finding| relocate(finding, &before, &regions));
                    diags.extend(&findings);
                }
                None => check_machine(ctx, id, diags),
            }
            let findings = diags.list_after(before).to_vec();
            let regions = regions.clone();
            push_version(&mut known.checked, Checked { key, surroundings, regions, findings });
        };
        check_with(model, check, diags);
        self.forget_others(model);
    }
}

/// Moves the places of a finding to where the machines are now.
fn relocate(finding: &mut Diagnostic, from: &Regions, to: &Regions) {
    from.relocate(&mut finding.span, to);
    finding.labels.iter_mut().for_each(|label| from.relocate(&mut label.span, to));
    let edits = finding.help.iter_mut().flat_map(|help| &mut help.edits);
    edits.for_each(|Edit { at, .. }| from.relocate(at, to));
}
