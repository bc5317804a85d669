//! The table of a machine: what each event does in each state (reference#accepted-states).
//!
//! An empty cell is an event that the state does not accept; it is drawn as `·`, so that it is seen. A handler that moves
//! on some paths only has two entries: the target, and that it stays.

mod html;
mod markdown;
mod text;

use flow_model::edges::{dispatch, edges};
use flow_model::gather::Gather;
use flow_model::model::{EventId, Handler, Machine, MachineId, Model, Reach, Reaction, Sources};

use crate::details::{Detailed, Details, field_lines};
use crate::events::EventWords;
use crate::graph::Label;
use crate::machine::{Detail, Plain, Way, WayKind, list_ways};

/// State × event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The machine's name, with its sigil.
    pub title: String,
    /// One column for each event that has handlers.
    pub columns: Vec<Column>,
    /// One row for each state, in the model's order.
    pub rows: Vec<Row>,
}

/// An event's column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// The event, as pictures word it; with its sender where the machine gets the event from several.
    pub event: String,
    /// The fields of its payload: `amount: number`; empty in tables without payloads.
    pub payload: Vec<String>,
}

/// A state's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The state, with its sigil.
    pub state: String,
    /// How the state is marked: `initial`, `unreachable`.
    pub remark: Option<&'static str>,
    /// For each event, its possible effects.
    pub cells: Vec<Vec<Effect>>,
}

/// What an event can do in a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The state afterwards.
    pub to: Move,
    /// In tables with actions: its guards, and below them its actions.
    pub details: Vec<String>,
}

/// The state after an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// It is handled, and the state stays.
    Stay,
    /// It moves to this state.
    To(String),
    /// It is deferred.
    Deferred,
}

impl Table {
    /// The table of a machine. Guards are shown together with actions only.
    pub fn of(model: &Model, machine: MachineId, sources: &Sources, details: Details) -> Table {
        match details.actions {
            true => build_table(
                model,
                machine,
                sources,
                details,
                &Detailed { model, id: machine, sources, details },
            ),
            false => build_table(model, machine, sources, details, &Plain),
        }
    }

    /// Adds what an event can do in a state, once.
    pub fn add(&mut self, state: usize, event: usize, effect: Effect) {
        let cell = &mut self.rows[state].cells[event];
        if !cell.contains(&effect) {
            cell.push(effect);
        }
    }
}

fn build_table(
    model: &Model,
    id: MachineId,
    sources: &Sources,
    details: Details,
    detail: &dyn Detail,
) -> Table {
    let machine = &model.machines[id];
    let has_handlers = |event: &EventId| !machine.events[*event].handlers.is_empty();
    let handled: Vec<EventId> = machine.events.ids().filter(has_handlers).gather();
    let edges = edges(model, id);
    let events = EventWords::of(model, sources, id, &edges);
    let column = |event: &EventId| Column {
        event: events.words_in_all_states(*event),
        payload: match details.payloads {
            true => field_lines(model, &machine.events[*event].fields),
            false => Vec::new(),
        },
    };
    let columns: Vec<Column> = handled.iter().map(column).gather();
    let rows = machine.states.entries().map(|(id, state)| Row {
        state: format!("#{}", state.name.text),
        remark: match machine.reach(id) {
            _ if id == machine.initial => Some("initial"),
            Reach::Unreachable => Some("unreachable"),
            Reach::Reachable => None,
        },
        cells: vec![Vec::new(); columns.len()],
    });
    let mut table = Table { title: format!("@{}", machine.name.text), rows: rows.gather(), columns };
    let mut all: Vec<Way> = Vec::new();
    for edges in edges.chunk_by(|one, other| one.handler == other.handler) {
        all.extend(list_ways(machine, edges, detail));
    }
    // In each cell, targets precede staying.
    let (moves, stays): (Vec<&Way>, Vec<&Way>) = all.iter().partition(|way| way.from != way.to);
    for way in moves.into_iter().chain(stays) {
        let Some(column) = handled.iter().position(|event| *event == way.event) else { continue };
        let to = match way.from == way.to {
            true => Move::Stay,
            false => Move::To(table.rows[way.to.index()].state.clone()),
        };
        for details in effect_lines(machine, way, detail) {
            table.add(way.from.index(), column, Effect { to: to.clone(), details });
        }
    }
    add_deferrals(&mut table, model, id, &handled);
    table
}

/// Adds the states in which events are deferred, which are no edges.
fn add_deferrals(table: &mut Table, model: &Model, id: MachineId, columns: &[EventId]) {
    let machine = &model.machines[id];
    let defers = |handler: &Handler| handler.reaction == Reaction::Defer;
    for (of, handler) in machine.definitions().filter(|(_, handler)| defers(handler)) {
        let Some(column) = columns.iter().position(|event| *event == handler.event) else { continue };
        for state in machine.accepted(of).states.iter() {
            if dispatch(model, id, *state, handler.event) == Some(of) {
                table.add(state.index(), column, Move::Deferred.into());
            }
        }
    }
}

/// For each place in the handler that produces an outcome, its guards and actions.
fn effect_lines(machine: &Machine, way: &Way, detail: &dyn Detail) -> Vec<Vec<String>> {
    if way.kind == WayKind::Ignores {
        return vec![Vec::new()];
    }
    let handler = &machine.handlers[way.handler];
    let labels = detail.labels(handler, way, Label::new("", handler.span));
    labels.into_iter().map(|label| label.detail_lines()).gather()
}

impl Move {
    /// The move as text.
    fn wording(&self) -> String {
        match self {
            Move::Stay => "stays".to_owned(),
            Move::To(state) => format!("→ {state}"),
            Move::Deferred => "deferred".to_owned(),
        }
    }
}

impl From<Move> for Effect {
    fn from(to: Move) -> Self {
        Effect { to, details: Vec::new() }
    }
}
