//! Results that are kept from one analysis of a program to the next, for tools that analyse it after each change.
//!
//! The results are those of [`Anew`](crate::Anew): only those that cannot have changed are taken from an earlier analysis. Scenarios of
//! which the text has not changed keep their trees. Machines with the same [fingerprint](crate::fingerprint) keep their accepted states, if
//! they are solved with the same requests, and the findings of the checks that read one machine only.

use std::collections::BTreeMap;
use std::sync::Arc;

use flow_syntax::ast;
use flow_syntax::diagnostic::{Diagnostics, Lints};
use flow_syntax::gather::Gather;
use flow_syntax::{Kept, parse_again};

use crate::acceptance::{Round, has_same_rounds, solve_machine};
use crate::check;
use crate::collect::collect;
use crate::crossings::settle_machine;
use crate::fingerprint::{Fingerprints, Key, Regions, ScenariosPrint};
use crate::infer::{
    KeptTypes, NamedTypes, TypeNumbers, infer_slots_again, list_types, type_machine, type_rules,
};
use crate::kept_checks::KeptChecks;
use crate::load::load_with;
use crate::loader::Loader;
use crate::lower::{self, Earlier, Known as Lowered, LoweredAgain, Remarks, Taken, Units, lower_again};
use crate::messages::{Sendings, Traffic};
use crate::model::{Acceptance, List, MachineId, Model, Target};
use crate::numbers::Numbers;
use crate::presence::{Payloads, store_presence};
use crate::program::Program;
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
    /// The scenarios of the texts as they are.
    units: Units,
    /// How the machines of the latest model were lowered.
    lowered: Vec<(Lowered, Remarks)>,
    /// Which of these machines are those of the model before.
    taken: List<MachineId, Taken>,
    /// The types of their places.
    types: KeptTypes,
    /// What is known of the machines of the model that was solved last.
    summaries: Vec<Summary>,
    /// How they cause each other's events.
    traffic: Traffic,
    /// That model, if it was given back.
    model: Option<Model>,
    /// The accepted states of the machines, by name, the latest first.
    machines: BTreeMap<String, Vec<Solved>>,
    /// The results of checks.
    checks: KeptChecks,
    /// The fingerprints of the machines of the model that was solved last, and their places.
    prints: Option<(Vec<Key>, Arc<Regions>)>,
}

/// What is known of a machine of the model that was solved last.
#[derive(Debug)]
struct Summary {
    sendings: Sendings,
    print: ScenariosPrint,
    /// What its definitions send, if its accepted states are those of the model before.
    payloads: Option<Payloads>,
}

impl Summary {
    /// Gives the messages that the machine sends the numbers that they have now.
    fn renumber(&mut self, numbers: &Numbers) {
        let apply = &mut |target: &mut Target| numbers.apply(target);
        self.sendings.visit_targets(apply);
        self.print.targets.iter_mut().for_each(apply);
        self.payloads.iter_mut().for_each(|payloads| payloads.renumber(numbers));
        // Values that are sent are hashed with the numbers of their fields.
        self.print.is_movable &= numbers.have_same_fields();
    }
}

/// How many versions of a machine are remembered: the latest, and the one before, since a line is often broken and repaired.
const VERSIONS: usize = 2;

/// Makes a version the latest.
pub(crate) fn push_version<T>(versions: &mut Vec<T>, latest: T) {
    versions.truncate(VERSIONS - 1);
    versions.insert(0, latest);
}

/// Where the handlers of a machine are accepted.
#[derive(Debug)]
struct Solved {
    key: Key,
    /// The receivers of its emits, with the numbers that messages have in the following.
    targets: Vec<Target>,
    rounds: Vec<Round>,
    acceptance: Acceptance,
}

impl Solved {
    /// Gives messages the numbers that they have now.
    fn renumber(&mut self, targets: &[Target]) {
        if self.targets != targets {
            let numbers = Numbers::between(&self.targets, targets);
            let apply = &mut |target: &mut Target| numbers.apply(target);
            self.acceptance.visit_targets(apply);
            for (retold, requests) in &mut self.rounds {
                retold.visit_targets(apply);
                requests.visit_targets(apply);
            }
            self.targets = targets.to_vec();
        }
    }
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

    /// Gives the model of the earlier analysis back: machines that are as they were are then taken from it.
    pub fn keep_model(&mut self, model: Model) {
        if self.model.is_none() && model.machines.len() == self.lowered.len() {
            self.model = Some(model);
        }
    }

    /// How many machines of the latest model are those of the model before.
    pub fn count_taken(&self) -> usize {
        self.taken.iter().filter(|taken| **taken != Taken::No).count()
    }

    /// How many machines of the latest model had to be checked anew.
    pub fn count_checked(&self) -> u64 {
        self.checks.count_anew()
    }

    /// How many machines were visited to infer the types of the latest model.
    pub fn count_visited(&self) -> usize {
        self.types.count_visited()
    }

    /// The model of a program before its accepted states are known, with machines of the earlier model. If some of these have other types than
    /// they had then, the result is an earlier model without them.
    fn infer_again(
        &mut self,
        program: &Program,
        (earlier, types): (Option<Earlier>, &NamedTypes),
        diags: &mut Diagnostics,
    ) -> Result<Model, Box<Earlier>> {
        let names = collect(program, diags);
        let again = lower_again(&program.sources, &names, &self.units, earlier, diags);
        drop(names);
        let LoweredAgain { mut lowered, mut known, taken } = again;
        infer_slots_again(&program.sources, &mut lowered, (&mut known, &taken), &mut self.types, diags);
        let lower::Lowered { mut model, mut remarks } = lowered;
        let machines = remarks.drain(1..model.machines.len() + 1);
        let mut machines: Vec<(Lowered, Remarks)> = known.drain(..).zip(machines).collect();
        let numbers = TypeNumbers::between(types, &model);
        let mut has_others = false;
        for (id, (known, remarks)) in model.machines.ids().zip(&mut machines) {
            let types = list_types(&model, id, known, &remarks.asked);
            let is_same = types.len() == known.types.len()
                && known.types.iter().zip(&types).all(|(then, now)| numbers.has(then, now));
            let is_other = taken[id] != Taken::No && !is_same;
            if is_other {
                known.forget_text();
            }
            has_others |= is_other;
            if taken[id] == Taken::No {
                known.types = types;
            }
        }
        if has_others {
            // Those that were lowered anew have no types yet.
            let untyped = taken.iter().zip(&mut machines).filter(|(taken, _)| **taken == Taken::No);
            untyped.for_each(|(_, (known, _))| known.forget_text());
            return Err(Box::new(Earlier { machines, model }));
        }
        for (id, (known, remarks)) in model.machines.ids().zip(&mut machines) {
            if taken[id] != Taken::No {
                if !numbers.are_same() {
                    known.types = list_types(&model, id, known, &remarks.asked);
                    known.renumber_types(&mut model.machines[id], &numbers);
                }
            } else if !type_machine(&mut model, id) {
                known.forget_text();
            }
        }
        type_rules(&mut model);
        self.lowered = machines;
        self.taken = taken;
        Ok(model)
    }

    /// The key of a machine of the latest analysis.
    pub fn key_of(&self, machine: &str) -> Option<MachineKey> {
        self.checks.key_of(machine).map(MachineKey)
    }

    /// Finds the accepted states of all machines.
    fn solve(&mut self, model: &mut Model) {
        let prints = Fingerprints::new(model);
        let mut before = std::mem::take(&mut self.summaries).into_iter();
        for ((id, taken), (lowered, _)) in self.taken.entries().zip(&mut self.lowered) {
            let mut known = before.next().filter(|_| *taken != Taken::No);
            let numbers = lowered.take_numbers().filter(|numbers| !numbers.are_same());
            if let (Some(known), Some(numbers)) = (&mut known, numbers) {
                known.renumber(&numbers);
            }
            let summary = match known {
                Some(known) if *taken == Taken::Together && known.print.is_movable => known,
                Some(known) => Summary { print: prints.of_scenarios(id), ..known },
                None => {
                    let sendings = Sendings::of(&model.machines[id]);
                    Summary { sendings, print: prints.of_scenarios(id), payloads: None }
                }
            };
            self.summaries.push(summary);
        }
        let keys: Vec<Key> =
            model.machines.ids().map(|id| prints.of(id, &self.summaries[id.index()].print)).collect();
        let regions = Arc::new(prints.regions);
        let sendings: Vec<_> = self.summaries.iter().map(|of| &of.sendings).gather();
        let traffic = Traffic::of_sendings(model, &sendings);
        let is_same_traffic = traffic == self.traffic;
        for (id, key) in model.machines.ids().zip(keys.iter().copied()) {
            let machine = &mut model.machines[id];
            let targets = &self.summaries[id.index()].print.targets;
            let known = self.machines.entry(machine.name.text.clone()).or_default();
            known.iter_mut().filter(|solved| solved.key == key).for_each(|solved| solved.renumber(targets));
            // The latest version was solved with the traffic of the model before, if it was in that model.
            if is_same_traffic
                && self.taken[id] != Taken::No
                && let Some(solved) = known.first().filter(|solved| solved.key == key)
            {
                machine.acceptance = solved.acceptance.clone();
                continue;
            }
            let targets = targets.clone();
            self.summaries[id.index()].payloads = None;
            let is_same =
                |solved: &Solved| solved.key == key && has_same_rounds(&traffic, id, machine, &solved.rounds);
            if let Some(at) = known.iter().position(is_same) {
                let solved = known.remove(at);
                machine.acceptance = solved.acceptance.clone();
                push_version(known, solved);
                continue;
            }
            let mut rounds = Vec::new();
            solve_machine(&traffic, id, machine, &mut rounds);
            let solved = Solved { key, targets, rounds, acceptance: machine.acceptance.clone() };
            push_version(known, solved);
        }
        self.traffic = traffic;
        self.prints = Some((keys, regions));
    }

    /// Settles the bodies of all handlers.
    fn settle_crossings(&mut self, model: &mut Model) {
        let known = self.lowered.iter_mut().zip(&self.summaries);
        for (machine, ((known, _), summary)) in model.machines.iter_mut().zip(known) {
            let is_accepted_as_before = summary.payloads.is_some();
            if !(is_accepted_as_before && known.settle(machine)) {
                settle_machine(machine);
            }
            known.forget_tails();
        }
    }

    /// Fills the presence of all payload fields.
    fn infer_presence(&mut self, model: &mut Model) {
        for ((id, machine), summary) in model.machines.entries().zip(&mut self.summaries) {
            summary.payloads.get_or_insert_with(|| Payloads::of(id, machine));
        }
        let all: Vec<&Payloads> =
            self.summaries.iter().filter_map(|summary| summary.payloads.as_ref()).gather();
        store_presence(model, &all);
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
            self.checks.clear();
        }
        let mut units = Units::default();
        let parse = &mut |path: &str, id, text: &str, diags: &mut Diagnostics| {
            let before = texts.remove(path).zip(trees.remove(path));
            let (tree, kept) = parse_again(id, text, before, diags);
            units.add(id, kept.units());
            self.texts.insert(path.to_owned(), kept);
            tree
        };
        let program = load_with(roots, loader, parse, diags);
        units.sort();
        self.units = units;
        program
    }

    fn resolve(&mut self, program: &Program, diags: &mut Diagnostics) -> Model {
        let count = diags.count();
        let machines = std::mem::take(&mut self.lowered);
        let earlier = self.model.take().map(|model| Earlier { machines, model });
        let types = earlier.as_ref().map_or_else(NamedTypes::default, |of| NamedTypes::of(&of.model));
        let mut again = earlier;
        let mut model = loop {
            match self.infer_again(program, (again.take(), &types), diags) {
                Ok(model) => break model,
                Err(earlier) => again = Some(*earlier),
            }
            diags.retain_after(count, |_| false);
        };
        self.solve(&mut model);
        self.settle_crossings(&mut model);
        self.infer_presence(&mut model);
        model
    }

    fn check(&mut self, model: &Model, diags: &mut Diagnostics) {
        let prints = self.prints.take().filter(|(keys, _)| keys.len() == model.machines.len());
        let Some((keys, regions)) = prints else { return check(model, diags) };
        let targets = self.summaries.iter().map(|summary| summary.print.targets.as_slice());
        let machines: Vec<_> = keys.into_iter().zip(targets).gather();
        self.checks.check(model, &machines, &regions, diags);
        self.forget_others(model);
    }
}
