//! What labels of transitions show in addition to events: guards, actions, payloads.
//!
//! Guards and actions are written in the words of the specification. A guard on the machine's own state is left out, since the
//! edge shows the state.

use flow_model::control_flow::{BranchId, Path, Position, branches, guard_lines, paths};
use flow_model::gather::Gather;
use flow_model::model::{
    Chain, ChainOrigin, Emit, EventId, Expr, FieldId, Handler, Machine, MachineId, Model, PayloadField,
    Sources, Span, StateId, Step,
};
use flow_model::ordered::Set;
use flow_model::{escaped, words};

use crate::graph::{Graph, Label};
use crate::machine::{Detail, Way, build_graph};

/// What labels show in addition to events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// The guards under which a transition is made.
    pub guards: bool,
    /// What a transition does: actions, updates, timers, and emits with their payload.
    pub actions: bool,
    /// The fields of each event's payload, with their types.
    pub payloads: bool,
}

/// Of handlers with more paths, loops have no guards: a label with more lines than these is not read.
const STAYING_PATHS: usize = 64;

impl Graph {
    /// The graph of a machine with details in its labels, in the words of `sources`.
    pub fn detailed(model: &Model, machine: MachineId, sources: &Sources, details: Details) -> Graph {
        build_graph(model, machine, sources, &Detailed { model, id: machine, sources, details })
    }
}

/// The details of one machine.
pub(crate) struct Detailed<'a> {
    pub(crate) model: &'a Model,
    pub(crate) id: MachineId,
    pub(crate) sources: &'a Sources,
    pub(crate) details: Details,
}

impl Detail for Detailed<'_> {
    fn staying(&self, handler: &Handler, state: StateId) -> Vec<Vec<BranchId>> {
        if self.details.guards || self.details.actions {
            find_staying_branches(handler, state)
        } else {
            Vec::new()
        }
    }

    fn is_same(&self, one: &Way, other: &Way) -> bool {
        !(self.details.guards || self.details.actions) || one.branches == other.branches
    }

    fn labels(&self, handler: &Handler, way: &Way, plain: Label) -> Vec<Label> {
        let payload = if self.details.payloads { self.payload_texts(way.event) } else { Vec::new() };
        let label = |guards, actions| Label { guards, actions, payload: payload.clone(), ..plain.clone() };
        if !self.details.actions {
            return self
                .guard_texts(handler, &way.branches)
                .into_iter()
                .map(|lines| label(lines, Vec::new()))
                .gather();
        }
        let whole = [Vec::new()];
        let places = if way.branches.is_empty() { &whole[..] } else { &way.branches };
        let one = |place: &Vec<BranchId>| {
            let guards = self.guard_texts(handler, std::slice::from_ref(place)).concat();
            label(guards, self.action_texts(handler, place))
        };
        places.iter().map(one).gather()
    }
}

impl Detailed<'_> {
    fn machine(&self) -> &Machine {
        &self.model.machines[self.id]
    }

    fn guard_texts(&self, handler: &Handler, places: &[Vec<BranchId>]) -> Vec<Vec<String>> {
        if !self.details.guards {
            return vec![Vec::new()];
        }
        let lists = guard_lines(self.id, self.sources, &handler.body, places);
        let shown = |lines: Vec<String>| lines.iter().map(|line| escaped(line).into_owned()).gather();
        lists.into_iter().map(shown).gather()
    }

    /// The fields of an event's payload: `amount: number`.
    fn payload_texts(&self, event: EventId) -> Vec<String> {
        field_lines(self.model, &self.machine().events[event].fields)
    }

    /// What a handler does where it goes through these branches. The steps of these branches are listed; a chain of guards that
    /// has none of them does not decide about the transition, and is listed with its guards.
    fn action_texts(&self, handler: &Handler, place: &[BranchId]) -> Vec<String> {
        let mut lines = Vec::new();
        self.add_block(&handler.body, place, 0, &mut lines);
        lines.iter().map(|line| escaped(line).into_owned()).gather()
    }

    fn add_block(&self, body: &[Step], place: &[BranchId], depth: usize, lines: &mut Vec<String>) {
        for step in body {
            match step {
                Step::Transition(_) if depth == 0 => {}
                Step::Chain(_) => self.add_chain(step, place, depth, lines),
                _ => lines.push(format!("{}{}", "  ".repeat(depth), self.wording(step))),
            }
        }
    }

    fn add_chain(&self, step: &Step, place: &[BranchId], depth: usize, lines: &mut Vec<String>) {
        let inner = branches(std::slice::from_ref(step));
        let own = inner.iter().filter(|(id, _)| id.chain == step.span());
        let taken = own.clone().find(|(id, _)| place.contains(id));
        if let Some((_, branch)) = taken {
            return self.add_block(branch.body, place, depth, lines);
        }
        let indent = "  ".repeat(depth);
        if let Step::Chain(Chain { origin: ChainOrigin::Crossing, groups, .. }) = step {
            lines.push(format!("{indent}{}", words::one_line(self.sources.text(step.span()))));
            groups.iter().for_each(|group| self.add_block(&group.body, place, depth + 1, lines));
            return;
        }
        for (_, branch) in own.filter(|(_, branch)| !branch.body.is_empty()) {
            match branch.group {
                Some(group) => {
                    let guards = words::guard_lines(self.sources, &group.condition, |_| true);
                    lines.extend(guards.iter().map(|guard| format!("{indent}{guard}")));
                }
                None => lines.push(format!("{indent}otherwise")),
            }
            self.add_block(branch.body, place, depth + 1, lines);
        }
    }

    /// A step on one line.
    fn wording(&self, step: &Step) -> String {
        match step {
            Step::Emit(emit) => self.emit(emit),
            _ => words::one_line(self.sources.text(step.span())),
        }
    }

    /// `emit :charge to @payment with amount: $total`, whether the payload was written on the line or as a table.
    fn emit(&self, emit: &Emit) -> String {
        let (model, machine) = (self.model, self.machine());
        let fields = emit.target.fields(model, machine);
        let field = |(field, value): &(FieldId, Expr)| {
            let (name, value) = (&fields[*field].name.text, words::one_line(self.sources.text(value.span)));
            if value == format!("${name}") { value } else { format!("{name}: {value}") }
        };
        let payload: Vec<String> = emit.payload.iter().map(field).gather();
        let with = if payload.is_empty() { "" } else { " with " };
        format!("emit {}{with}{}", emit.target.describe(model, machine), payload.join(", "))
    }
}

/// The fields of a payload with their types: `amount: number`.
pub(crate) fn field_lines(model: &Model, fields: &[PayloadField]) -> Vec<String> {
    let line = |field: &PayloadField| format!("{}: {}", field.name.text, words::ty(model, &field.ty));
    fields.iter().map(line).gather()
}

/// The branches under which a handler stays in a state and does something, in the order of the text; empty if no branch matters.
fn find_staying_branches(handler: &Handler, state: StateId) -> Vec<Vec<BranchId>> {
    let all: Vec<_> = paths(&handler.body, state).take(STAYING_PATHS + 1).gather();
    if all.len() > STAYING_PATHS {
        return Vec::new();
    }
    let is_acting = |steps: &[&Step]| !steps.is_empty();
    let stays = |path: &&Path<'_>| path.end == Position::Start && !path.rejects;
    let staying = all.iter().filter(stays).filter(|path| is_acting(&path.steps));
    let mut found: Vec<Vec<BranchId>> = staying.map(|path| path.branches.clone()).gather();
    // Inner chains first: they are later in the text than the chains around them.
    let mut chains: Vec<Span> =
        all.iter().flat_map(|path| &path.branches).map(|branch| branch.chain).gather();
    chains.sort_by_key(|chain| std::cmp::Reverse(chain.start));
    chains.dedup();
    for chain in chains {
        let every: Set<BranchId> = all
            .iter()
            .flat_map(|path| &path.branches)
            .filter(|branch| branch.chain == chain)
            .copied()
            .collect();
        found = remove_chain(chain, &every, &found);
    }
    if found.iter().any(Vec::is_empty) { Vec::new() } else { found }
}

/// The lists without the branches of a chain, wherever the lists have all its branches, and otherwise agree.
fn remove_chain(chain: Span, every: &Set<BranchId>, lists: &[Vec<BranchId>]) -> Vec<Vec<BranchId>> {
    let mut kept: Vec<Vec<BranchId>> = Vec::new();
    for list in lists {
        let rest: Vec<BranchId> = list.iter().filter(|branch| branch.chain != chain).copied().gather();
        let has = |branch: &BranchId| {
            lists.iter().any(|other| {
                other.contains(branch) && other.iter().filter(|branch| branch.chain != chain).eq(&rest)
            })
        };
        let shown = if rest.len() < list.len() && every.iter().all(has) { rest } else { list.clone() };
        if !kept.contains(&shown) {
            kept.push(shown);
        }
    }
    kept
}
