//! Results of checks that are kept from one analysis of a program to the next.
//!
//! Each machine has a version: a number for its fingerprint with the `Surroundings` that its checks read. The findings about a machine are
//! kept for its version, those about what one machine sends to another for the versions of both, as long as the searches of the graph of
//! messages that they depend on have the same results. Places are moved to where the machines are now. The checks of the whole system join
//! what each machine contributes: that is kept for its fingerprint, whatever its surroundings are.

use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::Arc;

use flow_syntax::diagnostic::{Diagnostic, Diagnostics};
use flow_syntax::edit::Edit;
use flow_syntax::mix::Mix;
use flow_syntax::source::Span;

use crate::checks::{
    CheckCtx, Outgoings, Pair, Part, Results, Search, Surroundings, build_part, check_machine,
    check_messages, check_names, check_pair, check_with, idle_fact,
};
use crate::control_flow::{ControlFlow, Paths};
use crate::fingerprint::{Fingerprints, Key, Meanings, Regions};
use crate::memo::push_version;
use crate::messages::Graph;
use crate::model::{ActorId, MachineId, Model, Target};
use crate::numbers::Numbers;

/// The results of earlier checks.
#[derive(Debug, Default)]
pub(crate) struct KeptChecks {
    /// The machines by name, their latest versions first.
    machines: BTreeMap<String, Vec<Checked>>,
    /// The names of the actors outside.
    actors: Arc<Vec<String>>,
    /// The names of the messages to each of them, hashed, if they are distinct.
    distinct_messages: Vec<Option<Key>>,
    /// The questions and facts of all machines, hashed, if no fact is idle.
    answered: Option<Key>,
    /// The graph of messages.
    graph: Arc<Graph>,
    /// How many graphs there were so far.
    graphs: u64,
    /// What one machine sends to another, likewise.
    pairs: BTreeMap<Pair, Vec<CheckedPair>>,
    /// How many versions there were so far.
    versions: u64,
    /// And how many before the latest checks.
    earlier_versions: u64,
}

/// The results for a version of a machine.
#[derive(Debug)]
struct Checked {
    key: Key,
    surroundings: Surroundings,
    version: u64,
    paths: Arc<Paths>,
    /// What it contributes to the checks of the whole system.
    part: Arc<Part>,
    /// The names of the actors outside, by the numbers that they have in `part`.
    actors: Arc<Vec<String>>,
    /// The receivers of its emits, with the numbers that messages have in `paths` and `part`.
    targets: Vec<Target>,
    /// Whether no two names in it are equal in Rust or look the same.
    has_distinct_names: bool,
    /// Its questions and facts, hashed.
    facts: Key,
    findings: Findings,
}

impl Checked {
    /// Gives events, actors and messages the numbers that they have now.
    fn renumber(&mut self, targets: &[Target], actors: &Arc<Vec<String>>) {
        if !Arc::ptr_eq(&self.actors, actors) {
            let now = |actor: ActorId| {
                let name = self.actors.get(actor.index());
                actors.iter().position(|other| Some(other) == name).map_or(actor, ActorId::new)
            };
            Arc::make_mut(&mut self.part).renumber_actors(&now);
            self.actors = actors.clone();
        }
        if self.targets != targets {
            let numbers = Numbers::between(&self.targets, targets);
            let apply = &mut |target: &mut Target| numbers.apply(target);
            Arc::make_mut(&mut self.paths).iter_mut().for_each(|paths| paths.visit_targets(apply));
            Arc::make_mut(&mut self.part).visit_targets(apply);
            self.targets = targets.to_vec();
        }
    }
}

/// The results for two machines.
#[derive(Debug)]
struct CheckedPair {
    versions: (u64, u64),
    searches: Vec<Search>,
    /// The number of the graph in which the searches have these results.
    graph: u64,
    findings: Findings,
}

/// Findings, with where the machines were then, if there are any.
#[derive(Debug)]
struct Findings {
    list: Vec<Diagnostic>,
    regions: Option<Arc<Regions>>,
}

impl Findings {
    /// Those that a check reports.
    fn collect(
        regions: &Arc<Regions>,
        diags: &mut Diagnostics,
        check: impl FnOnce(&mut Diagnostics),
    ) -> Findings {
        let before = diags.count();
        check(diags);
        let list = diags.list_after(before).to_vec();
        let regions = (!list.is_empty()).then(|| regions.clone());
        Findings { list, regions }
    }

    /// Reports them where the machines are now.
    fn report(&mut self, regions: &Arc<Regions>, diags: &mut Diagnostics) {
        if let Some(then) = self.regions.as_mut().filter(|then| !Arc::ptr_eq(then, regions)) {
            self.list.iter_mut().for_each(|finding| relocate(finding, then, regions));
            then.clone_from(regions);
        }
        diags.extend(&self.list);
    }
}

/// Moves the places of a finding to where the machines are now.
fn relocate(finding: &mut Diagnostic, from: &Regions, to: &Regions) {
    from.relocate(&mut finding.span, to);
    finding.labels.iter_mut().for_each(|label| from.relocate(&mut label.span, to));
    let edits = finding.help.iter_mut().flat_map(|help| &mut help.edits);
    edits.for_each(|Edit { at, .. }| from.relocate(at, to));
}

impl KeptChecks {
    /// How many machines the latest checks were made anew for.
    pub(crate) fn count_anew(&self) -> u64 {
        self.versions - self.earlier_versions
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.machines.clear();
        self.pairs.clear();
        self.distinct_messages.clear();
        self.answered = None;
    }

    /// The fingerprint of a machine when it was checked last.
    pub(crate) fn key_of(&self, machine: &str) -> Option<Key> {
        self.machines.get(machine)?.first().map(|checked| checked.key)
    }

    /// Runs all checks. The keys are the fingerprints of the machines before they were solved, each with where the machine emits to, in order.
    pub(crate) fn check(
        &mut self,
        model: &Model,
        unsolved: &[(Key, &[Target])],
        regions: &Arc<Regions>,
        diags: &mut Diagnostics,
    ) {
        self.earlier_versions = self.versions;
        let meanings = Meanings::of(model);
        let machines = model.machines.iter().zip(unsolved);
        let key =
            |(machine, (key, _)): (_, &(Key, _))| Fingerprints::of_solved(machine, *key, regions, &meanings);
        let names = model.actors.iter().map(|actor| &actor.name.text);
        if !names.clone().eq(self.actors.iter()) {
            self.actors = Arc::new(names.cloned().collect());
        }
        let actors = self.actors.clone();
        let mut checking = Checking {
            kept: self,
            keys: machines.map(key).collect(),
            unsolved,
            regions,
            meanings: &meanings,
            actors: &actors,
            distinct: Vec::new(),
            paths: Vec::new(),
            parts: Vec::new(),
            facts: Vec::new(),
            versions: Vec::new(),
        };
        check_with(model, &mut checking, diags);
        let count = model.machines.len();
        self.machines.retain(|name, _| model.machines.iter().any(|machine| machine.name.text == *name));
        self.pairs.retain(|(by, to), _| by.index().max(to.index()) < count);
    }
}

/// The checks of one model.
struct Checking<'k> {
    kept: &'k mut KeptChecks,
    regions: &'k Arc<Regions>,
    meanings: &'k Meanings,
    /// The names of the actors outside.
    actors: &'k Arc<Vec<String>>,
    /// The fingerprints of the machines.
    keys: Vec<Key>,
    /// Those of before they were solved, with where they emit to.
    unsolved: &'k [(Key, &'k [Target])],
    /// For each machine so far: whether its names are distinct, its paths, and its version.
    distinct: Vec<bool>,
    paths: Vec<Arc<Paths>>,
    parts: Vec<Option<Arc<Part>>>,
    facts: Vec<Key>,
    versions: Vec<u64>,
}

impl Checking<'_> {
    /// The results for an equal machine, wherever it is and whatever its surroundings are.
    fn find_equal(&mut self, model: &Model, id: MachineId) -> Option<&mut Checked> {
        let known = self.kept.machines.get_mut(&model.machines[id].name.text)?;
        known.iter_mut().find(|checked| checked.key == self.keys[id.index()])
    }
}

impl Results for Checking<'_> {
    fn check_names(&mut self, model: &Model, id: MachineId, twins: &mut Vec<Span>, diags: &mut Diagnostics) {
        let mut is_distinct = self.find_equal(model, id).is_some_and(|checked| checked.has_distinct_names);
        if !is_distinct {
            let before = (twins.len(), diags.count());
            check_names(model, id, twins, diags);
            is_distinct = before == (twins.len(), diags.count());
        }
        self.distinct.push(is_distinct);
    }

    fn check_messages(&mut self, model: &Model, id: ActorId, twins: &mut Vec<Span>, diags: &mut Diagnostics) {
        let key = self.meanings.of_messages(id);
        let known = &mut self.kept.distinct_messages;
        known.resize(known.len().max(model.actors.len()), None);
        if known[id.index()] != Some(key) {
            let before = (twins.len(), diags.count());
            check_messages(model, id, twins, diags);
            let is_distinct = before == (twins.len(), diags.count());
            known[id.index()] = is_distinct.then_some(key);
        }
    }

    fn check_facts(&mut self, ctx: &CheckCtx<'_>, diags: &mut Diagnostics) {
        if ctx.broken.is_any() {
            return;
        }
        let mut key = Mix::new();
        self.facts.hash(&mut key);
        if self.kept.answered != Some(key.key()) {
            let before = diags.count();
            idle_fact(ctx, diags);
            self.kept.answered = (before == diags.count()).then_some(key.key());
        }
    }

    fn share_graph(&mut self, graph: Graph) -> Arc<Graph> {
        if *self.kept.graph != graph {
            self.kept.graph = Arc::new(graph);
            self.kept.graphs += 1;
        }
        self.kept.graph.clone()
    }

    fn paths(&mut self, model: &Model, id: MachineId) -> Arc<Paths> {
        let ((_, targets), actors) = (self.unsolved[id.index()], self.actors);
        let known = self.find_equal(model, id).map(|checked| {
            checked.renumber(targets, actors);
            (checked.paths.clone(), Some(checked.part.clone()), checked.facts)
        });
        let machine = &model.machines[id];
        let new = || (Arc::new(ControlFlow::of_handlers(machine)), None, Fingerprints::of_facts(machine));
        let (paths, part, facts) = known.unwrap_or_else(new);
        self.paths.push(paths.clone());
        self.facts.push(facts);
        self.parts.push(part);
        paths
    }

    fn part(&mut self, outgoing: &Outgoings<'_>, id: MachineId) -> Arc<Part> {
        self.parts[id.index()].get_or_insert_with(|| Arc::new(build_part(outgoing, id))).clone()
    }

    fn check_machine(&mut self, ctx: &CheckCtx<'_>, id: MachineId, diags: &mut Diagnostics) {
        let key = self.keys[id.index()];
        let surroundings = ctx.surroundings(id);
        let known = self.kept.machines.entry(ctx.name_of(id).to_owned()).or_default();
        let is_same = |checked: &Checked| checked.key == key && checked.surroundings.are_same(&surroundings);
        let checked = match known.iter().position(is_same).map(|at| known.remove(at)) {
            Some(mut checked) => {
                checked.findings.report(self.regions, diags);
                checked
            }
            None => {
                let findings = Findings::collect(self.regions, diags, |diags| check_machine(ctx, id, diags));
                self.kept.versions += 1;
                Checked {
                    key,
                    surroundings,
                    version: self.kept.versions,
                    paths: self.paths[id.index()].clone(),
                    part: ctx.parts[id].clone(),
                    actors: self.actors.clone(),
                    targets: self.unsolved[id.index()].1.to_vec(),
                    has_distinct_names: self.distinct[id.index()],
                    facts: self.facts[id.index()],
                    findings,
                }
            }
        };
        self.versions.push(checked.version);
        push_version(known, checked);
    }

    fn check_pair(&mut self, ctx: &CheckCtx<'_>, pair: Pair, diags: &mut Diagnostics) {
        let versions = (self.versions[pair.0.index()], self.versions[pair.1.index()]);
        let graph = self.kept.graphs;
        let known = self.kept.pairs.entry(pair).or_default();
        let is_same = |checked: &CheckedPair| {
            let has_same_results = || {
                checked.graph == graph || checked.searches.iter().all(|search| ctx.has_same_result(search))
            };
            checked.versions == versions && has_same_results()
        };
        let checked = match known.iter().position(is_same).map(|at| known.remove(at)) {
            Some(mut checked) => {
                checked.graph = graph;
                checked.findings.report(self.regions, diags);
                checked
            }
            None => {
                drop(ctx.take_searches());
                let findings = Findings::collect(self.regions, diags, |diags| check_pair(ctx, pair, diags));
                CheckedPair { versions, searches: ctx.take_searches(), graph, findings }
            }
        };
        push_version(known, checked);
    }
}
