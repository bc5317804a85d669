//! The graph of a system: its machines, the parties outside of it, and the events between them.
//!
//! Events that a machine sends are those of its emits; events from outside are those that handlers name. Timers and events that a
//! machine sends to itself are its own affair, and are in its state diagram.

use flow_model::escaped;
use flow_model::gather::Gather;
use flow_model::model::{
    ActorId, Emit, Event, Machine, MachineId, Model, Party, PayloadField, Span, Step, Target, Visibility,
};
use flow_model::visit;

use crate::details::{Details, field_lines};
use crate::graph::{Check, Graph, Label, Node, NodeKind, Subject};

/// The party that sends events of handlers without a sender.
const ANYONE: &str = "anyone";

impl Graph {
    /// The senders, receivers and messages of a system. Of the details, only payloads are shown.
    pub fn of_system(model: &Model, details: Details) -> Graph {
        let title = model.name.as_ref().map_or("system", |name| name.text.as_str());
        let mut system = System { model, details, graph: Graph::new(escaped(title)), parties: Vec::new() };
        system.graph.subject = Subject::System;
        system.add_parties();
        for (id, machine) in model.machines.entries() {
            machine.events.iter().for_each(|event| system.add_outside(id, machine, event));
        }
        for (id, machine) in model.machines.entries() {
            for handler in &machine.handlers {
                visit::kept_steps(&handler.body, &mut |step| {
                    if let Step::Emit(emit) = step {
                        system.add_emit(id, emit);
                    }
                });
            }
        }
        system.graph
    }
}

/// Who is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Machine(MachineId),
    Actor(ActorId),
    Anyone,
}

struct System<'m> {
    model: &'m Model,
    details: Details,
    graph: Graph,
    /// For each node, who it is.
    parties: Vec<Who>,
}

impl System<'_> {
    /// Adds the nodes: actors that send events to the system, its machines, then actors that only receive. The picture shows them in
    /// this order from top to bottom.
    fn add_parties(&mut self) {
        let machines = self.model.machines.iter();
        let events: Vec<&Event> = machines.flat_map(|machine| &machine.events).gather();
        let sends = |actor: ActorId| events.iter().any(|event| event.from == Some(Party::Actor(actor)));
        let actors = self.model.actors.ids();
        let (senders, receivers): (Vec<ActorId>, Vec<ActorId>) = actors.partition(|actor| sends(*actor));
        senders.into_iter().for_each(|actor| self.add_party(Who::Actor(actor)));
        self.model.machines.ids().for_each(|machine| self.add_party(Who::Machine(machine)));
        receivers.into_iter().for_each(|actor| self.add_party(Who::Actor(actor)));
    }

    fn add_party(&mut self, who: Who) {
        let (name, kind, span) = match who {
            Who::Machine(id) => {
                let name = &self.model.machines[id].name;
                (format!("@{}", name.text), NodeKind::Ordinary, name.span)
            }
            Who::Actor(id) => {
                let name = &self.model.actors[id].name;
                (format!("@{}", name.text), NodeKind::Outside, name.span)
            }
            Who::Anyone => (ANYONE.to_owned(), NodeKind::Outside, Span::default()),
        };
        self.graph.add_node(Node { name, kind, span, check: Check::Fine });
        self.parties.push(who);
    }

    fn find_or_add_node(&mut self, who: Who) -> usize {
        self.parties.iter().position(|known| *known == who).unwrap_or_else(|| {
            self.add_party(who);
            self.parties.len() - 1
        })
    }

    /// Adds an event that a handler names, if its sender is outside.
    fn add_outside(&mut self, id: MachineId, machine: &Machine, event: &Event) {
        let Some(first) = event.handlers.first() else { return };
        let from = match event.from {
            Some(Party::Actor(actor)) => Who::Actor(actor),
            None if event.visibility == Visibility::Public || !has_sender(machine, event) => Who::Anyone,
            None | Some(Party::Machine(_) | Party::System | Party::Itself) => return,
        };
        self.add(from, Who::Machine(id), &event.name.text, &event.fields, machine.handlers[*first].span);
    }

    fn add_emit(&mut self, id: MachineId, emit: &Emit) {
        let model = self.model;
        let from = Who::Machine(id);
        match emit.target {
            Target::Machine(to, event) => {
                let event = &model.machines[to].events[event];
                self.add(from, Who::Machine(to), &event.name.text, &event.fields, emit.span);
            }
            Target::Actor(to, message) => {
                let message = &model.actors[to].messages[message];
                self.add(from, Who::Actor(to), &message.name.text, &message.fields, emit.span);
            }
            Target::Itself(_) => {}
        }
    }

    fn add(&mut self, from: Who, to: Who, event: &str, fields: &[PayloadField], place: Span) {
        let payload = if self.details.payloads { field_lines(self.model, fields) } else { Vec::new() };
        let (from, to) = (self.find_or_add_node(from), self.find_or_add_node(to));
        self.graph.add_transition(from, to, Label { payload, ..Label::new(format!(":{event}"), place) });
    }
}

/// Whether some party in the system sends an event of this name to the machine.
fn has_sender(machine: &Machine, event: &Event) -> bool {
    machine.events.iter().any(|other| other.name.text == event.name.text && other.from.is_some())
}
