//! The table of a machine: what each event does in each state (reference#accepted-states).
//!
//! An empty cell is an event that the state does not accept; it is drawn as `·`, so that it is seen. A handler that moves
//! on some paths only has two entries: the target, and that it stays.

mod html;
mod markdown;
mod text;

use flow_model::control_flow::{ControlFlow, Stay};
use flow_model::edges::edges;
use flow_model::model::{Event, EventId, List, MachineId, Model, Party, Reach};
use flow_model::ordered::Map;

/// State × event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The machine's name, with its sigil.
    pub title: String,
    /// The events, with their sigil; with their sender where the machine gets the event from several.
    pub events: Vec<String>,
    /// One row for each state, in the model's order.
    pub rows: Vec<Row>,
}

/// A state's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The state, with its sigil.
    pub state: String,
    /// How the state is marked: `initial`, `unreachable`.
    pub remark: Option<&'static str>,
    /// For each event, its possible effects.
    pub cells: Vec<Vec<Move>>,
}

/// What an event can do in a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// It is handled, and the state stays.
    Stay,
    /// It moves to this state.
    To(String),
}

impl Table {
    /// The table of a machine.
    pub fn of(model: &Model, machine: MachineId) -> Table {
        let id = machine;
        let machine = &model.machines[id];
        let handled: Vec<EventId> =
            machine.events.ids().filter(|event| !machine.events[*event].handlers.is_empty()).collect();
        let name = |event: &EventId| event_name(model, &machine.events, *event);
        let mut table = Table {
            title: format!("@{}", machine.name.text),
            events: handled.iter().map(name).collect(),
            rows: Vec::new(),
        };
        for (id, state) in machine.states.entries() {
            let remark = match machine.reach(id) {
                _ if id == machine.initial => Some("initial"),
                Reach::Unreachable => Some("unreachable"),
                Reach::Reachable => None,
            };
            let cells = vec![Vec::new(); handled.len()];
            table.rows.push(Row { state: format!("#{}", state.name.text), remark, cells });
        }
        let mut stays = Vec::new();
        for edge in edges(model, id) {
            let Some(column) = handled.iter().position(|event| *event == edge.event) else {
                continue;
            };
            let to = if edge.to == edge.from {
                Move::Stay
            } else {
                Move::To(table.rows[edge.to.index()].state.clone())
            };
            table.add(edge.from.index(), column, to);
            stays.push((edge.from, column, edge.handler));
        }
        let mut flows = Map::new();
        for (from, column, handler) in stays {
            let flow =
                flows.entry(handler).or_insert_with(|| ControlFlow::of(&machine.handlers[handler].body));
            if flow.from(from).stay() != Stay::Never {
                table.add(from.index(), column, Move::Stay);
            }
        }
        table
    }

    /// Adds what an event can do in a state, once.
    pub fn add(&mut self, state: usize, event: usize, to: Move) {
        let cell = &mut self.rows[state].cells[event];
        if !cell.contains(&to) {
            cell.push(to);
        }
    }
}

fn event_name(model: &Model, events: &List<EventId, Event>, event: EventId) -> String {
    let Event { name, from, .. } = &events[event];
    let several =
        events.iter().filter(|other| other.name.text == name.text && !other.handlers.is_empty()).count() > 1;
    let sender = from.filter(|_| several).map(|from| match from {
        Party::Machine(machine) => model.machines[machine].name.text.as_str(),
        Party::Actor(actor) => model.actors[actor].name.text.as_str(),
        Party::System => "system",
        Party::Itself => "self",
    });
    match sender {
        Some(sender) => format!(":{} from @{sender}", name.text),
        None => format!(":{}", name.text),
    }
}

impl Move {
    /// The move as text.
    fn wording(&self) -> String {
        match self {
            Move::Stay => "stays".to_owned(),
            Move::To(state) => format!("→ {state}"),
        }
    }
}
