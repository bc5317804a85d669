//! The events between the parties of a system, as a graph: handling one event can send others.
//!
//! A node is an event of a machine, or an outside actor that was sent something and may answer with anything that is
//! handled from it. The graph knows events only, no states: its results are the events that *can* follow. It is joined of what each
//! machine sends ([`Sendings`]).

pub(crate) mod graph;

use flow_syntax::gather::Gather;
use flow_syntax::ordered::{self, Map, Set};
use std::ops::Range;

use crate::bits::Bits;
use crate::control_flow::Request;
use crate::model::*;
use crate::visit::kept_steps;

use graph::Edges;
pub(crate) use graph::{Edge, Graph, Node};

/// What the handlers of a machine send and keep, as far as the graph needs it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sendings {
    /// For each event that something is sent on, in order.
    by_event: Vec<(EventId, Vec<Request>)>,
    /// The receivers and events of emits to references.
    to_references: Vec<(MachineId, EventId)>,
    /// The machines that a handler keeps, by the event that it handles.
    kept: Vec<(EventId, MachineId)>,
}

impl Sendings {
    /// Calls `visit` with the receivers of all requests.
    #[cfg(feature = "tools")]
    pub(crate) fn visit_targets(&mut self, visit: &mut dyn FnMut(&mut Target)) {
        let requests = self.by_event.iter_mut().flat_map(|(_, requests)| requests);
        requests.filter_map(Request::target_mut).for_each(&mut *visit);
        for (machine, event) in &mut self.to_references {
            let mut target = Target::Machine(*machine, *event);
            visit(&mut target);
            if let Target::Machine(_, now) = target {
                *event = now;
            }
        }
    }

    /// Those of a machine.
    pub(crate) fn of(machine: &Machine) -> Sendings {
        let mut sendings = Sendings::default();
        for (event, of) in machine.events.entries() {
            let mut requests = Vec::new();
            for handler in &of.handlers {
                let body = &machine.handlers[*handler].body;
                kept_steps(body, &mut |step| {
                    requests.extend(Request::of(step));
                    if let Step::Emit(emit) = step
                        && let (Target::Machine(to, event), Address::Reference(_)) =
                            (emit.target, &emit.address)
                    {
                        sendings.to_references.push((to, event));
                    }
                });
                crate::visit::body_exprs(body, &mut |expr| {
                    if let ExprKind::Partner(asker) = &expr.kind {
                        sendings.kept.push((event, *asker));
                    }
                });
            }
            if !requests.is_empty() {
                sendings.by_event.push((event, requests));
            }
        }
        sendings
    }
}

/// The numbers of the nodes, and who sends each event.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Senders {
    /// The first node of each machine, then the first node of an actor, then the number of nodes.
    first: Vec<Node>,
    /// From each event to the events on which it is sent.
    of: Edges,
    /// For each event: the same event without a sender, which takes it where the first is not accepted (reference#handler-precedence).
    without_sender: Vec<Option<EventId>>,
}

/// What is sent, as edges of the graph.
pub(crate) struct Joined {
    /// Who sends what.
    pub(crate) senders: Senders,
    /// From each event and actor to the events on which it is sent.
    pub(crate) before: Vec<Edge>,
    /// Who sends something to each actor.
    pub(crate) talkers: List<ActorId, Talker>,
}

/// The machines that send something to an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Talker {
    /// None does.
    Nobody,
    /// Only this one does.
    Only(MachineId),
    /// Several do.
    Several,
}

impl Talker {
    fn and(self, other: MachineId) -> Talker {
        match self {
            Talker::Nobody => Talker::Only(other),
            Talker::Only(first) if first == other => self,
            _ => Talker::Several,
        }
    }
}

impl Joined {
    /// Joins what each machine sends.
    pub(crate) fn of(model: &Model, sendings: &mut dyn Iterator<Item = &Sendings>) -> Joined {
        let mut first = vec![0];
        first.extend(model.machines.iter().map(|machine| machine.events.len()));
        first.push(model.actors.len());
        for at in 1..first.len() {
            first[at] += first[at - 1];
        }
        let without_sender = model.machines.iter().flat_map(general_events).gather();
        let senders = Senders { first, of: Edges::default(), without_sender };
        let talkers = model.actors.map(|_| Talker::Nobody);
        let (mut joined, mut sent) = (Joined { senders, before: Vec::new(), talkers }, Vec::new());
        for (id, sendings) in model.machines.ids().zip(sendings) {
            for (event, requests) in &sendings.by_event {
                let node = joined.senders.event_node(id, *event);
                requests.iter().for_each(|request| joined.add(id, node, *request, &mut sent));
            }
        }
        joined.senders.of = Edges::of(joined.senders.nodes(), &sent);
        joined
    }

    fn add(&mut self, by: MachineId, sender: Node, request: Request, sent: &mut Vec<Edge>) {
        let (machine, event) = match request {
            Request::Message(Target::Machine(machine, event)) => (machine, event),
            Request::Message(Target::Itself(event)) | Request::Raise(event) => (by, event),
            Request::Message(Target::Actor(actor, _)) => {
                self.talkers[actor] = self.talkers[actor].and(by);
                return self.add_edge(self.senders.actor_node(actor), sender);
            }
        };
        let node = self.senders.event_node(machine, event);
        if sent.last() != Some(&(node, sender)) {
            sent.push((node, sender));
        }
        for event in self.senders.matching_events(machine, event) {
            self.add_edge(self.senders.event_node(machine, event), sender);
        }
    }

    /// Adds an edge, unless it is that of the step before.
    fn add_edge(&mut self, to: Node, before: Node) {
        if self.before.last() != Some(&(to, before)) {
            self.before.push((to, before));
        }
    }
}

impl Senders {
    /// The number of events and actors.
    pub(crate) fn nodes(&self) -> usize {
        self.first.last().copied().unwrap_or_default()
    }

    /// The node of an event.
    pub(crate) fn event_node(&self, machine: MachineId, event: EventId) -> Node {
        self.first[machine.index()] + event.index()
    }

    /// The node of an actor.
    pub(crate) fn actor_node(&self, actor: ActorId) -> Node {
        self.first[self.first.len() - 2] + actor.index()
    }

    /// The nodes of a machine.
    fn nodes_of(&self, machine: MachineId) -> Range<Node> {
        self.first[machine.index()]..self.first[machine.index() + 1]
    }

    /// The machine of an event.
    fn machine_of(&self, node: Node) -> usize {
        self.first.partition_point(|first| *first <= node) - 1
    }

    /// The graph of the events that can cause each other.
    pub(crate) fn graph(&self, nodes: usize, before: &[Edge]) -> Graph {
        Graph::new(&self.first, nodes, before)
    }

    /// The events that handlers can take an event as: itself, and the same one without a sender.
    pub(crate) fn matching_events(
        &self,
        machine: MachineId,
        event: EventId,
    ) -> impl Iterator<Item = EventId> + use<> {
        let general = self.without_sender[self.event_node(machine, event)];
        std::iter::once(event).chain(general)
    }

    /// Whether anything in the system sends an event to a machine.
    pub(crate) fn is_sent(&self, machine: MachineId, event: EventId) -> bool {
        self.of.from(self.event_node(machine, event)).next().is_some()
    }

    /// Whether more than one machine of the system sends an event to a machine.
    pub(crate) fn is_sent_by_several(&self, machine: MachineId, event: EventId) -> bool {
        let mut senders = self.of.from(self.event_node(machine, event)).map(|node| self.machine_of(node));
        let first = senders.next();
        senders.any(|sender| Some(sender) != first)
    }

    /// The events of `asked` that can cause it to handle one of `events`, without `asker` taking part in between; in order.
    pub(crate) fn events_causing_events(
        &self,
        graph: &Graph,
        (asker, asked): (MachineId, MachineId),
        events: &mut dyn Iterator<Item = EventId>,
    ) -> Vec<EventId> {
        let range = self.nodes_of(asked);
        let without = (asker != asked).then_some(asker);
        let nodes = &mut events.map(|event| range.start + event.index());
        let found = graph.find_causes(nodes, without, range.clone());
        found.into_iter().map(|node| EventId::new(node - range.start)).gather()
    }

    /// All events that can arrive: those from outside, and what is sent because of them. `requests` lists what is sent on each event of a
    /// machine.
    pub(crate) fn find_arrivals<'r>(
        &self,
        model: &Model,
        requests: &dyn Fn(MachineId) -> Requests<'r>,
    ) -> Bits {
        let mut open: Vec<(MachineId, EventId)> = events_from_outside(model).gather();
        let mut arrived: Bits = open.iter().map(|(id, event)| self.event_node(*id, *event)).collect();
        while let Some((id, event)) = open.pop() {
            let of_machine = requests(id);
            let Ok(at) = of_machine.binary_search_by_key(&event, |(event, _)| *event) else { continue };
            for request in &of_machine[at].1 {
                let Some((to, event)) = receiver_of(*request, id) else { continue };
                for event in self.matching_events(to, event) {
                    if arrived.insert(self.event_node(to, event)) {
                        open.push((to, event));
                    }
                }
            }
        }
        arrived
    }
}

/// What is sent on events, in order.
pub(crate) type Requests<'r> = &'r [(EventId, Vec<Request>)];

/// The graph of events that can cause each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Traffic {
    senders: Senders,
    graph: Graph,
    /// For each machine and each machine that asks it: the events with handlers that keep the asker, `@order` in a step.
    keepers: Map<(MachineId, MachineId), Vec<EventId>>,
    /// The emits to references: the machine, the receiver and the event.
    to_references: Set<(MachineId, MachineId, EventId)>,
}

impl Traffic {
    /// Looks at every emit of the model once.
    pub(crate) fn of(model: &Model) -> Traffic {
        let sendings: Vec<Sendings> = model.machines.iter().map(Sendings::of).gather();
        Traffic::of_sendings(model, &sendings.iter().gather())
    }

    /// The same, if it is known what each machine sends.
    pub(crate) fn of_sendings(model: &Model, sendings: &[&Sendings]) -> Traffic {
        let Joined { senders, mut before, .. } = Joined::of(model, &mut sendings.iter().copied());
        for (id, machine) in model.machines.entries() {
            for (event, of) in machine.events.entries() {
                if let Some(Party::Actor(actor)) = of.from {
                    before.push((senders.event_node(id, event), senders.actor_node(actor)));
                }
            }
        }
        let graph = senders.graph(senders.nodes(), &before);
        let mut traffic = Traffic { senders, graph, ..Traffic::default() };
        model.machines.ids().zip(sendings).for_each(|(id, sendings)| traffic.add_references(id, sendings));
        traffic
    }

    fn add_references(&mut self, id: MachineId, sendings: &Sendings) {
        for (to, event) in &sendings.to_references {
            let events = self.senders.matching_events(*to, *event);
            self.to_references.extend(events.map(|event| (id, *to, event)));
        }
        // Machines that a handler keeps can be answered later.
        for (event, asker) in &sendings.kept {
            let events = self.keepers.entry((id, *asker)).or_default();
            if events.last() != Some(event) {
                events.push(*event);
            }
        }
    }

    /// The events that handlers can take an event as.
    pub(crate) fn matching_events(
        &self,
        machine: MachineId,
        event: EventId,
    ) -> impl Iterator<Item = EventId> + use<> {
        self.senders.matching_events(machine, event)
    }

    /// The events of `asked` that can cause it to send `answer` to `asker`, without `asker` taking part in
    /// between (reference#answers).
    pub(crate) fn events_causing_answer(
        &self,
        asker: MachineId,
        asked: MachineId,
        answer: EventId,
    ) -> Set<EventId> {
        let range = self.senders.nodes_of(asked);
        let senders = self.senders.of.from(self.senders.event_node(asker, answer));
        let own = senders.filter(|sender| range.contains(sender));
        let events = &mut own.map(|sender| EventId::new(sender - range.start));
        let found = self.senders.events_causing_events(&self.graph, (asker, asked), events);
        let mut leading: Set<EventId> = found.into_iter().collect();
        // A machine that keeps who asked may answer at any time.
        if self.to_references.contains(&(asked, asker, answer)) {
            leading.extend(self.keepers.get(&(asked, asker)).into_iter().flatten().copied());
        }
        leading
    }
}

/// A message that can really be sent: by a handler that can run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sent<'m> {
    /// The machine that sends it.
    pub(crate) machine: MachineId,
    /// The handler that sends it.
    pub(crate) handler: HandlerId,
    /// The step.
    pub(crate) step: &'m Step,
    /// The request that the step makes.
    pub(crate) request: Request,
}

/// Everything that a machine can send, in the order of the text, if it takes some events.
pub(crate) fn list_sent<'m>(
    model: &'m Model,
    id: MachineId,
    takes: &dyn Fn(EventId) -> bool,
) -> Vec<Sent<'m>> {
    let machine = &model.machines[id];
    let events = machine.events.entries().filter(|(event, _)| takes(*event));
    let mut handlers = events.flat_map(|(_, event)| event.handlers.iter().copied()).gather();
    handlers.retain(|handler| can_run(machine, *handler));
    ordered::sort(&mut handlers);
    let mut sent = Vec::new();
    for handler in handlers {
        kept_steps(&machine.handlers[handler].body, &mut |step| {
            if let Some(request) = Request::of(step) {
                sent.push(Sent { machine: id, handler, step, request });
            }
        });
    }
    sent
}

/// The events that actors outside, time, or anybody sends.
fn events_from_outside(model: &Model) -> impl Iterator<Item = (MachineId, EventId)> {
    let is_outside = |event: &Event| !matches!(event.from, Some(Party::Machine(_) | Party::Itself));
    model.machines.entries().flat_map(move |(machine, parts)| {
        let events = parts.events.entries().filter(move |(_, event)| is_outside(event));
        events.map(move |(event, _)| (machine, event))
    })
}

/// Whether a handler defines, and is accepted in a state that can be reached.
pub(crate) fn can_run(machine: &Machine, id: HandlerId) -> bool {
    let accepted = machine.accepted(id);
    let is_reachable = |state: &StateId| machine.reach(*state) == Reach::Reachable;
    accepted.role == Role::Definition && accepted.states.iter().any(is_reachable)
}

/// The machine of the system that gets a request of a machine, and as which event.
pub(crate) fn receiver_of(request: Request, by: MachineId) -> Option<(MachineId, EventId)> {
    match request {
        Request::Message(Target::Machine(machine, event)) => Some((machine, event)),
        Request::Message(Target::Itself(event)) | Request::Raise(event) => Some((by, event)),
        Request::Message(Target::Actor(..)) => None,
    }
}

impl Sent<'_> {
    /// The machine of the system that gets it, and as which event.
    pub(crate) fn receiver(&self) -> Option<(MachineId, EventId)> {
        receiver_of(self.request, self.machine)
    }
}

/// For each event of a machine that has a sender: the same event without one, if the machine handles that.
pub(crate) fn general_events(machine: &Machine) -> List<EventId, Option<EventId>> {
    let mut general = Map::new();
    for (id, event) in machine.events.entries() {
        if event.from.is_none() {
            general.insert(event.name.text.as_str(), id);
        }
    }
    let of = |event: &Event| event.from.and(general.get(event.name.text.as_str()).copied());
    machine.events.iter().map(of).collect()
}
