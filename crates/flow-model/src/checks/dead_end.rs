//! `dead-end` and `left-end`: `ends in` must list every state without a transition to another one, and no other state (reference#ends).
//!
//! Machines without `ends in` are not checked. Unreachable states have a check of their own.

use flow_syntax::diagnostic::{Diagnostics, Name as Lint};
use flow_syntax::edit::Edit;
use flow_syntax::gather::Gather;

use crate::edges::{Edge, edges};
use crate::model::*;
use crate::words;

pub(super) fn dead_end(model: &Model, id: MachineId, diags: &mut Diagnostics) {
    let machine = &model.machines[id];
    if !machine.ends.are_said() {
        return;
    }
    let edges = edges(model, id);
    let mut leaving = machine.states.map(|_| None);
    for edge in edges.iter().filter(|edge| edge.from != edge.to) {
        leaving[edge.from].get_or_insert(edge);
    }
    for state in machine.states.ids().filter(|state| machine.reach(*state) == Reach::Reachable) {
        match (machine.is_end(state), leaving[state]) {
            (true, Some(edge)) => report_left_end(model, machine, diags, edge),
            (false, None) => report_dead_end(machine, diags, state),
            _ => {}
        }
    }
}

fn report_dead_end(machine: &Machine, diags: &mut Diagnostics, state: StateId) {
    let name = words::state(machine, state);
    let Some(last) = machine.ends.names.last() else { return };
    let message = format!("nothing leaves '{name}', and '@{}' does not end there", machine.name.text);
    let place = machine.states[state].name.span;
    let behind = Span { start: last.span.end, ..last.span };
    let said = join_names(&machine.ends.names);
    diags.report(Lint::DeadEnd, place, message).label(last.span, "the states it ends in are named here").fix(
        format!("if it ends there too, write 'ends in {said}, {name}'"),
        vec![Edit::replace(behind, format!(", {name}"))],
    );
}

fn report_left_end(model: &Model, machine: &Machine, diags: &mut Diagnostics, edge: &Edge) {
    let state = words::state(machine, edge.from);
    let names = &machine.ends.names;
    let is_named = |said: &Name| names_state(machine, said, edge.from);
    let Some(at) = names.iter().position(is_named) else { return };
    let message = format!("'@{}' ends in '{state}', and a handler leaves it", machine.name.text);
    let (event, to) = (words::event(machine, edge.event), words::state(machine, edge.to));
    let handler = &machine.handlers[edge.handler];
    let report = diags
        .report(Lint::LeftEnd, names[at].span, message)
        .label(handler.span, format!("'{event}' leads to '{to}'"));
    let helps = report.help.len();
    // Its retellings would have to be changed too.
    let is_told_once = machine.events[edge.event].handlers.len() == 1;
    if let Some(Said::Any(except)) = handler.said.as_ref().filter(|_| is_told_once) {
        let all: Vec<StateId> = machine.ends.states.iter().chain(except).copied().gather();
        let line = words::line_for_any_state(model, machine, handler, &all);
        report.write("write", handler.span, line);
    }
    let others: Vec<_> = names.iter().filter(|said| !is_named(said)).cloned().gather();
    let is_one_line = names.iter().all(|said| said.span.file == names[0].span.file);
    if is_one_line && others.len() + 1 == names.len() && !others.is_empty() && names[at].text == state[1..] {
        // With the comma after it, or that before it.
        let place = match names.get(at + 1) {
            Some(next) => Span { end: next.span.start, ..names[at].span },
            None => Span { start: names[at - 1].span.end, ..names[at].span },
        };
        let said = join_names(&others);
        let help = format!("if it does not end there, write 'ends in {said}'");
        report.fix(help, vec![Edit::replace(place, "")]);
    }
    if report.help.len() == helps {
        report.help("the end of an instance is a state that it does not leave");
    }
}

/// Whether a name after `ends in` is a state, or a group that contains it.
fn names_state(machine: &Machine, said: &Name, state: StateId) -> bool {
    let holds = |group: &StateGroup| group.name.text == said.text && group.states.contains(&state);
    machine.states[state].name.text == said.text || machine.groups.iter().any(holds)
}

fn join_names(names: &[Name]) -> String {
    names.iter().map(|name| format!("#{}", name.text)).gather().join(", ")
}
