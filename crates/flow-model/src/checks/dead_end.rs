//! `dead-end` and `left-end`: where `ends in` says which states are the end, a state that nothing leaves is one of them, and a
//! state that something leaves is none (reference#ends).
//!
//! Without `ends in` nothing is reported: an author who names no end says nothing of the others. Unreachable states have a
//! check of their own.

use flow_syntax::diagnostic::{Diagnostics, Name as Lint};
use flow_syntax::edit::Edit;

use super::CheckCtx;
use crate::edges::{Edge, edges};
use crate::model::*;
use crate::words;

pub(super) fn dead_end(ctx: &CheckCtx<'_>, diags: &mut Diagnostics) {
    let said = ctx.model.machines.entries().filter(|(_, machine)| machine.ends.are_said());
    for (id, machine) in said {
        let edges = edges(ctx.model, id);
        let mut leaving = machine.states.map(|_| None);
        for edge in edges.iter().filter(|edge| edge.from != edge.to) {
            leaving[edge.from].get_or_insert(edge);
        }
        for state in machine.states.ids().filter(|state| machine.reach(*state) == Reach::Reachable) {
            match (machine.is_end(state), leaving[state]) {
                (true, Some(edge)) => report_left_end(machine, diags, edge),
                (false, None) => report_dead_end(machine, diags, state),
                _ => {}
            }
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

fn report_left_end(machine: &Machine, diags: &mut Diagnostics, edge: &Edge) {
    let name = &machine.states[edge.from].name.text;
    let names = &machine.ends.names;
    let Some(at) = names.iter().position(|said| said.text == *name) else { return };
    let message = format!("'@{}' ends in '#{name}', and a handler leaves it", machine.name.text);
    let event = words::event(machine, edge.event);
    let to = words::state(machine, edge.to);
    let report = diags
        .report(Lint::LeftEnd, names[at].span, message)
        .label(machine.handlers[edge.handler].span, format!("'{event}' leads to '{to}'"));
    let others: Vec<_> = names.iter().filter(|said| said.text != *name).cloned().collect();
    let is_one_line = names.iter().all(|said| said.span.file == names[0].span.file);
    if others.is_empty() || !is_one_line {
        report.help("the end of an instance is a state that it does not leave");
        return;
    }
    // With the comma after it, or that before it.
    let place = match names.get(at + 1) {
        Some(next) => Span { end: next.span.start, ..names[at].span },
        None => Span { start: names[at - 1].span.end, ..names[at].span },
    };
    let said = join_names(&others);
    report.fix(format!("if it does not end there, write 'ends in {said}'"), vec![Edit::replace(place, "")]);
}

fn join_names(names: &[Name]) -> String {
    names.iter().map(|name| format!("#{}", name.text)).collect::<Vec<_>>().join(", ")
}
