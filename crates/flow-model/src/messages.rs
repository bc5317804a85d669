//! What the system's parties send each other, as a graph: handling one event can send others.
//!
//! A node is an event of a machine, or an outside actor that was sent something and may answer with anything that is
//! handled from it. The graph knows events only, no states: what it answers is what *can* follow.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::*;
use crate::visit::steps;
use crate::wait::paths::{Question, question};

/// A place in the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Node {
    /// An event of a machine being handled.
    Event(MachineId, EventId),
    /// An actor outside that was sent something.
    Actor(ActorId),
}

/// Who can send what because of what.
#[derive(Clone, Debug, Default)]
pub(crate) struct Traffic {
    /// For each node: the nodes that can lead to it in one step.
    before: BTreeMap<Node, Vec<Node>>,
    /// For each event of a machine: the events whose handling sends it, each with its machine.
    senders: BTreeMap<(MachineId, EventId), Vec<(MachineId, EventId)>>,
    /// For each machine and event: the same event without a sender, which takes it where the first is not accepted (§4).
    without_sender: Vec<Vec<Option<EventId>>>,
}

impl Traffic {
    /// Looks at every emit of the model once.
    pub(crate) fn of(model: &Model) -> Traffic {
        let without_sender = model.machines.iter().map(without_sender).collect();
        let mut traffic = Traffic { without_sender, ..Traffic::default() };
        for (at, machine) in model.machines.iter().enumerate() {
            traffic.add_machine(MachineId::new(at), machine);
        }
        traffic
    }

    fn add_machine(&mut self, id: MachineId, machine: &Machine) {
        for (at, event) in machine.events.iter().enumerate() {
            let node = (id, EventId::new(at));
            if let Some(Party::Actor(actor)) = event.from {
                self.before.entry(Node::Event(node.0, node.1)).or_default().push(Node::Actor(actor));
            }
            for handler in &event.handlers {
                let body = &machine.handlers[handler.index()].body;
                steps(body, &mut |step| {
                    if let Some(sent) = question(step) {
                        self.add_sent(node, sent);
                    }
                });
            }
        }
    }

    fn add_sent(&mut self, sender: (MachineId, EventId), sent: Question) {
        let (machine, event) = match sent {
            Question::Message(Target::Machine(machine, event)) => (machine, event),
            Question::Message(Target::Itself(event)) | Question::Raise(event) => (sender.0, event),
            Question::Message(Target::Actor(actor, _)) => {
                self.add_before(Node::Actor(actor), sender);
                return;
            }
        };
        let senders = self.senders.entry((machine, event)).or_default();
        if senders.last() != Some(&sender) {
            senders.push(sender);
        }
        for event in self.taken_as(machine, event) {
            self.add_before(Node::Event(machine, event), sender);
        }
    }

    fn add_before(&mut self, node: Node, sender: (MachineId, EventId)) {
        let before = self.before.entry(node).or_default();
        let sender = Node::Event(sender.0, sender.1);
        if before.last() != Some(&sender) {
            before.push(sender);
        }
    }

    /// The events that handlers can take an event as: itself, and the same one without a sender.
    pub(crate) fn taken_as(
        &self,
        machine: MachineId,
        event: EventId,
    ) -> impl Iterator<Item = EventId> + use<> {
        let general = self.without_sender[machine.index()][event.index()];
        std::iter::once(event).chain(general)
    }

    /// Whether anything in the system sends an event to a machine.
    pub(crate) fn is_sent(&self, machine: MachineId, event: EventId) -> bool {
        self.senders.contains_key(&(machine, event))
    }

    /// The events of `asked` whose handling can lead it to send `answer` to `asker`, without `asker` taking part in
    /// between (§8, rule 2).
    pub(crate) fn leading_to(
        &self,
        asker: MachineId,
        asked: MachineId,
        answer: EventId,
    ) -> BTreeSet<EventId> {
        let senders = self.senders.get(&(asker, answer)).map(Vec::as_slice).unwrap_or_default();
        let mut open: Vec<Node> = senders
            .iter()
            .filter(|(by, _)| *by == asked)
            .map(|(by, event)| Node::Event(*by, *event))
            .collect();
        let mut seen: BTreeSet<Node> = open.iter().copied().collect();
        while let Some(node) = open.pop() {
            for before in self.before.get(&node).into_iter().flatten() {
                let asks_itself = matches!(before, Node::Event(by, _) if *by == asker && asker != asked);
                if !asks_itself && seen.insert(*before) {
                    open.push(*before);
                }
            }
        }
        let of_asked = |node| match node {
            Node::Event(by, event) if by == asked => Some(event),
            _ => None,
        };
        seen.into_iter().filter_map(of_asked).collect()
    }
}

/// A message that can really be sent: by a handler that can run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sent<'m> {
    /// The machine it comes from.
    pub(crate) machine: MachineId,
    /// The handler that sends it.
    pub(crate) handler: HandlerId,
    /// The step.
    pub(crate) step: &'m Step,
    /// What it is.
    pub(crate) question: Question,
}

/// Everything that can be sent, followed from the events that come from outside, in the order of the text.
pub(crate) fn all_sent<'m>(model: &'m Model, traffic: &Traffic) -> Vec<Sent<'m>> {
    let mut open: Vec<(MachineId, EventId)> = from_outside(model).collect();
    let mut arrived: BTreeSet<(MachineId, EventId)> = open.iter().copied().collect();
    let mut sent = Vec::new();
    while let Some((id, event)) = open.pop() {
        let machine = &model.machines[id.index()];
        let handlers = &machine.events[event.index()].handlers;
        for handler in handlers.iter().copied().filter(|handler| can_run(machine, *handler)) {
            for new in sent_by(id, handler, &machine.handlers[handler.index()]) {
                if let Some((to, event)) = new.receiver() {
                    open.extend(
                        traffic.taken_as(to, event).map(|event| (to, event)).filter(|at| arrived.insert(*at)),
                    );
                }
                sent.push(new);
            }
        }
    }
    sent.sort_by_key(|sent| (sent.machine, sent.handler));
    sent
}

/// What comes from actors outside, from time, or from anybody.
fn from_outside(model: &Model) -> impl Iterator<Item = (MachineId, EventId)> {
    let is_outside = |event: &Event| !matches!(event.from, Some(Party::Machine(_) | Party::Itself));
    model.machines.iter().enumerate().flat_map(move |(machine, parts)| {
        let events = parts.events.iter().enumerate().filter(move |(_, event)| is_outside(event));
        events.map(move |(event, _)| (MachineId::new(machine), EventId::new(event)))
    })
}

/// Whether a handler defines, and is accepted in a state that can be reached.
fn can_run(machine: &Machine, id: HandlerId) -> bool {
    let handler = &machine.handlers[id.index()];
    let is_reachable = |state: &StateId| machine.states[state.index()].reach == Reach::Reachable;
    handler.role == Role::Definition && handler.accepted.iter().any(is_reachable)
}

fn sent_by(machine: MachineId, id: HandlerId, handler: &Handler) -> Vec<Sent<'_>> {
    let mut sent = Vec::new();
    steps(&handler.body, &mut |step| {
        if let Some(question) = question(step) {
            sent.push(Sent { machine, handler: id, step, question });
        }
    });
    sent
}

impl Sent<'_> {
    /// The machine of the system that gets it, and as which event.
    pub(crate) fn receiver(&self) -> Option<(MachineId, EventId)> {
        match self.question {
            Question::Message(Target::Machine(machine, event)) => Some((machine, event)),
            Question::Message(Target::Itself(event)) | Question::Raise(event) => Some((self.machine, event)),
            Question::Message(Target::Actor(..)) => None,
        }
    }
}

/// For each event of a machine that has a sender: the same event without one, if the machine handles that.
pub(crate) fn without_sender(machine: &Machine) -> Vec<Option<EventId>> {
    let mut general = BTreeMap::new();
    for (at, event) in machine.events.iter().enumerate() {
        if event.from.is_none() {
            general.insert(event.name.text.as_str(), EventId::new(at));
        }
    }
    let of = |event: &Event| event.from.and(general.get(event.name.text.as_str()).copied());
    machine.events.iter().map(of).collect()
}
