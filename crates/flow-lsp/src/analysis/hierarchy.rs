//! The hierarchy of events: which handlers send an event, and what its handlers send.
//!
//! A node is an event by who gets it, of any sender.

use flow_model::mentions::{Mentions, Symbol};
use flow_model::model::{Handler, Machine, Model, Step, Target};
use flow_model::visit;
use flow_project::Analysis;
use flow_syntax::source::{FileId, Span};

/// An event in the hierarchy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// The machine or the actor outside that gets it.
    pub receiver: String,
    /// Its name.
    pub event: String,
    /// Its first handler's line; without one, a line that sends it.
    pub line: Span,
}

/// An event that causes, or follows from, another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The event.
    pub node: Node,
    /// The lines that send the one or the other.
    pub at: Vec<Span>,
}

/// The events at a place.
pub fn nodes_at(analysis: &Analysis, mentions: &Mentions, file: FileId, offset: u32) -> Vec<Node> {
    let symbols = super::navigation::symbols_at(mentions, file, offset);
    let nodes = symbols.into_iter().filter_map(|symbol| match symbol {
        Symbol::Event { receiver, name } => node(&analysis.model, receiver, name),
        _ => None,
    });
    nodes.collect()
}

/// The events with handlers that send an event.
pub fn senders(model: &Model, receiver: &str, event: &str) -> Vec<Link> {
    let mut links = Vec::new();
    for machine in &model.machines {
        for handler in &machine.handlers {
            for (target, line) in sent_by(model, machine, handler) {
                if target == (receiver.to_owned(), event.to_owned()) {
                    let of = &machine.events[handler.event].name.text;
                    add(&mut links, node(model, &machine.name.text, of), line);
                }
            }
        }
    }
    links
}

/// The events that the handlers of an event send.
pub fn sent(model: &Model, receiver: &str, event: &str) -> Vec<Link> {
    let mut links = Vec::new();
    let machines = model.machines.iter().filter(|machine| machine.name.text == receiver);
    for machine in machines {
        let is_it = |handler: &&Handler| machine.events[handler.event].name.text == event;
        for handler in machine.handlers.iter().filter(is_it) {
            for ((receiver, event), line) in sent_by(model, machine, handler) {
                add(&mut links, node(model, &receiver, &event), line);
            }
        }
    }
    links
}

/// What a handler sends, events of time included, with the lines.
fn sent_by(model: &Model, machine: &Machine, handler: &Handler) -> Vec<((String, String), Span)> {
    let mut sent = Vec::new();
    let own = |event| (machine.name.text.clone(), machine.events[event].name.text.clone());
    visit::steps(&handler.body, &mut |step| match step {
        Step::Emit(emit) => {
            let target = match emit.target {
                Target::Machine(id, event) => {
                    let to = &model.machines[id];
                    (to.name.text.clone(), to.events[event].name.text.clone())
                }
                Target::Actor(id, message) => {
                    let to = &model.actors[id];
                    (to.name.text.clone(), to.messages[message].name.text.clone())
                }
                Target::Itself(event) => own(event),
            };
            sent.push((target, emit.span));
        }
        Step::Timer(timer) => {
            sent.extend(timer.op.start().map(|start| (own(start.event), timer.span)));
        }
        _ => {}
    });
    sent
}

fn add(links: &mut Vec<Link>, node: Option<Node>, line: Span) {
    let Some(node) = node else { return };
    match links.iter_mut().find(|link| link.node == node) {
        Some(link) if link.at.contains(&line) => {}
        Some(link) => link.at.push(line),
        None => links.push(Link { node, at: vec![line] }),
    }
}

fn node(model: &Model, receiver: &str, event: &str) -> Option<Node> {
    let machine = model.machines.iter().find(|machine| machine.name.text == receiver);
    let line = match machine {
        Some(machine) => {
            let events = || machine.events.iter().filter(|known| known.name.text == event);
            let handler = events().find_map(|event| event.handlers.first());
            handler
                .map(|id| machine.handlers[*id].span)
                .or_else(|| events().map(|event| event.name.span).next())
        }
        None => {
            let actor = model.actors.iter().find(|actor| actor.name.text == receiver)?;
            actor.messages.iter().find(|message| message.name.text == event).map(|message| message.name.span)
        }
    };
    Some(Node { receiver: receiver.to_owned(), event: event.to_owned(), line: line? })
}
