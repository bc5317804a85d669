//! Compares the visible behaviour of two specifications.
//!
//! Their explored graphs are compared by branching bisimulation that is sensitive to divergence. Visible are the states and variables of all
//! instances, events of the outside and of time, answers of phrases, actions, messages to actors outside, and events that are not
//! handled. Messages between machines are visible by their effects only: two of them with the effect of one are the same.

use std::collections::{BTreeMap, BTreeSet};

use flow_model::model::{HandlerId, MachineId, Model, Step};
use flow_model::visit;
use flow_sim::Runnable;
use flow_sim::exec::Value;

use super::model;
use crate::engine::Engine;
use crate::outcome::{Effect, Outcome, OutcomeKind};
use crate::regions::Regions;
use crate::search::Search;
use crate::slice::{Relevance, slice};
use crate::step::{Action, Successor, Taken};
use crate::successors::event_of;
use crate::world::{Local, World};
use crate::{Continue, Options};

/// The number of a label: the visible part of a state, or of a step.
type Label = u32;

/// A step without a visible part.
const HIDDEN: Label = 0;

/// The labels of both graphs.
#[derive(Default)]
struct Labels(BTreeMap<String, Label>);

impl Labels {
    fn number(&mut self, text: String) -> Label {
        let next = Label::try_from(self.0.len() + 1).unwrap();
        *self.0.entry(text).or_insert(next)
    }
}

/// The visible part of an explored graph.
pub(super) struct Behaviour {
    /// The states, each with its steps: their labels and targets.
    nodes: Vec<(Label, Vec<(Label, usize)>)>,
    /// How many states it begins in; they are the first ones.
    starts: usize,
}

/// Compares the behaviour of texts with that of one of them.
pub(super) struct Comparison {
    labels: Labels,
    original: Option<Behaviour>,
    options: Options,
}

impl Comparison {
    pub(super) fn with(model: &Model, options: &Options) -> Comparison {
        let mut labels = Labels::default();
        let original = observe(model, options, &mut labels);
        Comparison { labels, original, options: options.clone() }
    }

    /// Whether a model does what the original does; no, if it cannot be known, since one of them has no end.
    pub(super) fn is_same(&mut self, other: &Model) -> bool {
        let other = observe(other, &self.options, &mut self.labels);
        match (&self.original, &other) {
            (Some(one), Some(other)) => are_bisimilar(one, other),
            _ => false,
        }
    }
}

/// The visible behaviour of a model; `None` if it has no end. All variables are kept, also those without an effect.
fn observe(model: &Model, options: &Options, labels: &mut Labels) -> Option<Behaviour> {
    let relevance = Relevance::of_everything(model);
    let regions = Regions::of(model, &relevance);
    let sliced = slice(model, &relevance);
    let runnable = Runnable::new(&sliced);
    let mut engine = Engine::new(&runnable, relevance, regions, options.clone());
    engine.assign_marks();
    let starts = engine.find_starts();
    let mut search = Search::run(&mut engine, &starts, &mut |_| Continue::Yes);
    if !search.is_closed() {
        return None;
    }
    let (mut world, mut bytes, mut successors) = (World::default(), Vec::new(), Vec::new());
    let mut nodes = Vec::new();
    for id in 0..u32::try_from(search.store.len()).unwrap() {
        search.load(id, &mut world);
        let label = labels.number(describe_world(&search, &world));
        search.engine.add_successors(&world, &mut successors);
        let mut steps = Vec::new();
        for successor in &successors {
            bytes.clear();
            search.engine.pack(&successor.world, &mut bytes);
            let seen = describe_step(&search, &world, successor);
            let step = if seen.is_empty() { HIDDEN } else { labels.number(seen.join("; ")) };
            steps.push((step, search.store.find(&bytes)? as usize));
        }
        nodes.push((label, steps));
    }
    let starts: BTreeSet<Vec<u8>> = starts.iter().map(|start| pack(&mut search, start)).collect();
    Some(Behaviour { nodes, starts: starts.len() })
}

fn pack(search: &mut Search<'_, '_>, world: &World) -> Vec<u8> {
    let mut bytes = Vec::new();
    search.engine.pack(world, &mut bytes);
    bytes
}

/// The instances with their states and their variables that are not zero.
fn describe_world(search: &Search<'_, '_>, world: &World) -> String {
    let locals = world.members.iter().map(|local| search.engine.tables.locals.get(*local));
    let mut all: Vec<String> =
        locals.filter(|local| !local.is_removed).map(|local| describe_instance(search, local)).collect();
    all.sort();
    all.join(", ")
}

fn describe_instance(search: &Search<'_, '_>, local: &Local) -> String {
    let model = search.engine.runnable.model;
    let of = &model.machines[local.instance.machine];
    let mut text = format!("@{} #{}", of.name.text, of.states[local.instance.state].name.text);
    let mut values: Vec<String> = Vec::new();
    for (variable, value) in of.variables.iter().zip(&local.instance.context) {
        if *value != Value::zero(model, &variable.ty) {
            values.push(format!(" ${} {value:?}", variable.name.text));
        }
    }
    values.sort();
    values.iter().for_each(|value| text += value);
    text + &format!(" {:?}", local.conversation)
}

/// The visible part of a step; empty if it is hidden.
fn describe_step(search: &Search<'_, '_>, before: &World, successor: &Successor) -> Vec<String> {
    let engine = &search.engine;
    let mut seen = Vec::new();
    match successor.action {
        Action::Deliver => {}
        Action::Begin { machine, .. } => seen.push(format!("begins at {}", name(search, machine))),
        Action::Outside(_) => seen.push("someone sends".to_owned()),
        action => seen.push(format!("{action:?}")),
    }
    let is_caused = !seen.is_empty();
    for (at, taken) in successor.taken.iter().enumerate() {
        seen.extend(describe_taken(search, taken, is_caused && at == 0));
    }
    for (message, _) in &successor.dropped {
        let content = engine.tables.contents.get(engine.tables.messages.get(*message).content);
        let event = &engine.runnable.machine(content.machine).events[content.event];
        seen.push(format!("{} drops :{}", name(search, content.machine), event.name.text));
    }
    if successor.growth.is_some() {
        seen.push(format!("grows beyond {}", before.members.len()));
    }
    seen
}

fn describe_taken(search: &Search<'_, '_>, taken: &Taken, is_caused: bool) -> Option<String> {
    let outcome = taken.outcome();
    let (machine, event) = event_of(search.engine, taken.delivery);
    let of = search.engine.runnable.machine(machine);
    let sent = outcome.effects.iter().filter_map(|effect| match effect {
        Effect::Tell(actor, message) => {
            let actor = &search.engine.runnable.model.actors[*actor];
            Some(format!(":{} to @{}", actor.messages[*message].name.text, actor.name.text))
        }
        _ => None,
    });
    let sent: Vec<String> = sent.collect();
    let actions = outcome.handler.map_or(0, |handler| count_actions(search, machine, handler));
    // A message to all passes by an instance that does not take it.
    let passes_by = taken.delivery.message.is_to_all && outcome.kind == OutcomeKind::Rejected;
    let is_plain = passes_by || matches!(outcome.kind, OutcomeKind::Handled | OutcomeKind::Deferred);
    if !is_caused && is_plain && sent.is_empty() && outcome.given.is_empty() && actions == 0 {
        return None;
    }
    let payload = &search.engine.tables.contents.get(taken.delivery.message.content).payload;
    let payload = if is_caused { format!("{payload:?}") } else { String::new() };
    let state = &of.states[outcome.states.0].name.text;
    let (what, kind) = (&of.events[event].name.text, &outcome.kind);
    let given = describe_given(search, machine, outcome);
    Some(format!("@{} :{what} in #{state} {kind:?} {payload} {given:?} {sent:?} {actions}", of.name.text))
}

fn describe_given(search: &Search<'_, '_>, machine: MachineId, outcome: &Outcome) -> Vec<String> {
    let phrases = &search.engine.runnable.machine(machine).phrases;
    outcome.given.iter().map(|one| format!("{}: {:?}", phrases[one.phrase].text, one.answer)).collect()
}

/// How many lines of a handler call the program. Outcomes do not record which of them did.
fn count_actions(search: &Search<'_, '_>, machine: MachineId, handler: HandlerId) -> usize {
    let mut count = 0;
    visit::steps(&search.engine.runnable.get(machine, handler).body, &mut |step| {
        count += usize::from(matches!(step, Step::Action(_)));
    });
    count
}

fn name(search: &Search<'_, '_>, machine: MachineId) -> String {
    format!("@{}", search.engine.runnable.machine(machine).name.text)
}

/// What a state can do: the steps that it can reach by hidden ones that stay in its block, and whether it can stay there for ever.
type Signature = (usize, bool, BTreeSet<(Label, usize)>);

/// Refines blocks of states until all states of a block can do the same.
fn are_bisimilar(one: &Behaviour, other: &Behaviour) -> bool {
    let shift = |(label, steps): &(Label, Vec<(Label, usize)>)| {
        let steps = steps.iter().map(|(step, to)| (*step, to + one.nodes.len()));
        (*label, steps.collect::<Vec<_>>())
    };
    let nodes: Vec<(Label, Vec<(Label, usize)>)> =
        one.nodes.iter().cloned().chain(other.nodes.iter().map(shift)).collect();
    let (first, second) = (0..one.starts, one.nodes.len()..one.nodes.len() + other.starts);
    let mut blocks: Vec<usize> = nodes.iter().map(|(label, _)| *label as usize).collect();
    let mut count = 0;
    loop {
        let starts = |range: std::ops::Range<usize>| blocks[range].iter().copied().collect::<BTreeSet<_>>();
        if starts(first.clone()) != starts(second.clone()) {
            return false;
        }
        let mut numbers: BTreeMap<Signature, usize> = BTreeMap::new();
        let signatures = find_signatures(&nodes, &blocks);
        let next = signatures.into_iter().map(|signature| {
            let new = numbers.len();
            *numbers.entry(signature).or_insert(new)
        });
        let next: Vec<usize> = next.collect();
        blocks = next;
        if numbers.len() == count {
            return true;
        }
        count = numbers.len();
    }
}

fn find_signatures(nodes: &[(Label, Vec<(Label, usize)>)], blocks: &[usize]) -> Vec<Signature> {
    let is_inert = |from: usize, (step, to): &(Label, usize)| *step == HIDDEN && blocks[from] == blocks[*to];
    let mut can_stay = vec![true; nodes.len()];
    let mut has_changed = true;
    while has_changed {
        has_changed = false;
        for at in (0..nodes.len()).rev().filter(|at| can_stay[*at]).collect::<Vec<_>>() {
            can_stay[at] = nodes[at].1.iter().any(|step| is_inert(at, step) && can_stay[step.1]);
            has_changed |= !can_stay[at];
        }
    }
    let own = nodes.iter().enumerate().map(|(at, (_, steps))| {
        let visible = steps.iter().filter(|step| !is_inert(at, step));
        visible.map(|(step, to)| (*step, blocks[*to])).collect::<BTreeSet<_>>()
    });
    let mut all: Vec<BTreeSet<(Label, usize)>> = own.collect();
    has_changed = true;
    while has_changed {
        has_changed = false;
        for at in (0..nodes.len()).rev() {
            for step in nodes[at].1.iter().filter(|step| is_inert(at, step) && step.1 != at) {
                let more: Vec<_> = all[step.1].difference(&all[at]).copied().collect();
                has_changed |= !more.is_empty();
                all[at].extend(more);
            }
        }
    }
    all.into_iter().enumerate().map(|(at, steps)| (blocks[at], can_stay[at], steps)).collect()
}

/// A machine that asks a desk, which answers and takes further messages after that.
const ASKER: &str = "machine: @loan\n  starts in #new\n  on> :begin from @reader in #new\n    emit :ask to @desk\n    loan moves to #asked\n  on :yes from @desk in #asked\n    emit :welcome to @reader\n    loan moves to #lent\n  on :yes from @desk in #lent\n    ignore\n\nmachine: @desk\n  starts in #open\n  on :ask from @loan in #open\n    emit :yes to @loan\n    note the loan\n";

#[test]
fn invisible_steps_make_no_difference() {
    let options = Options::default();
    let original = model(&[("main.flow", ASKER)]);
    let mut comparison = Comparison::with(&original, &options);
    let mut is_same = |old: &str, new: &str| {
        assert!(ASKER.contains(old), "{old}");
        comparison.is_same(&model(&[("main.flow", &ASKER.replacen(old, new, 1))]))
    };
    assert!(is_same("yes", "yes"));
    let answer = "    emit :yes to @loan\n";
    assert!(is_same(answer, &answer.repeat(2)), "the second answer is ignored");
    assert!(is_same("@loan in #open", "@loan"), "there is no other state");
    // Visible are messages to the outside, actions, states, and what is not handled.
    let welcome = "    emit :welcome to @reader\n";
    assert!(!is_same(welcome, &welcome.repeat(2)));
    assert!(!is_same(welcome, ""));
    assert!(!is_same("    note the loan\n", ""));
    let ask = "    emit :ask to @desk\n";
    assert!(!is_same(ask, &ask.repeat(2)), "the loan is noted twice");
    assert!(!is_same("    loan moves to #lent\n", "    loan moves to #new\n"));
    assert!(!is_same("    loan moves to #lent\n", ""), "another answer would be welcome");
    assert!(!is_same(answer, ""));
    let stay = "  on :yes from @desk in #lent\n    ignore\n";
    assert!(is_same(stay, ""), "no second answer comes");
}
