//! The events between the parties of a system, as a graph: handling one event can send others.
//!
//! A node is an event of a machine, or an outside actor that was sent something and may answer with anything that is
//! handled from it. The graph knows events only, no states: its results are the events that *can* follow.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::{self, Map, Set};
use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::Arc;

use crate::bits::Bits;
use crate::control_flow::{ControlFlow, Paths, Request};
use crate::model::*;
use crate::visit::kept_steps;

/// A place in the graph: an event of a machine being handled, or an actor outside that was sent something. Events are
/// numbered machine by machine, actors after them.
type Node = usize;

/// The graph of events that can cause each other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Traffic {
    /// The first node of each machine, then the first node of an actor, then the number of nodes.
    first: Vec<Node>,
    /// For each node: the nodes that can cause it in one step.
    before: Vec<Vec<Node>>,
    /// For each event: the events on which it is sent.
    senders: Vec<Vec<Node>>,
    /// For each event: the same event without a sender, which takes it where the first is not accepted (reference#handler-precedence).
    without_sender: Vec<Option<EventId>>,
    /// For each machine and each machine that asks it: the events with handlers that keep the asker, `@order` in a step.
    keepers: Map<(MachineId, MachineId), Vec<EventId>>,
    /// The emits to references: the machine, the receiver and the event.
    to_references: Set<(MachineId, MachineId, EventId)>,
    /// All causes of an actor without a machine, computed on demand: many events depend on actors.
    to_actors: RefCell<Map<(Node, Option<MachineId>), Bits>>,
}

/// What the handlers of a machine send and keep, as far as the graph needs it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sendings {
    /// For each event, in order.
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

impl Traffic {
    /// Looks at every emit of the model once.
    pub(crate) fn of(model: &Model) -> Traffic {
        Traffic::of_sendings(
            model,
            &mut model.machines.iter().map(|machine| Cow::Owned(Sendings::of(machine))),
        )
    }

    /// The same, if it is known what each machine sends.
    pub(crate) fn of_sendings(
        model: &Model,
        sendings: &mut dyn Iterator<Item = Cow<'_, Sendings>>,
    ) -> Traffic {
        let mut first = vec![0];
        first.extend(model.machines.iter().map(|machine| machine.events.len()));
        first.push(model.actors.len());
        for at in 1..first.len() {
            first[at] += first[at - 1];
        }
        let nodes = first.last().copied().unwrap_or_default();
        let (before, senders) = (vec![Vec::new(); nodes], vec![Vec::new(); nodes]);
        let without_sender = model.machines.iter().flat_map(general_events).gather();
        let mut traffic = Traffic { first, before, senders, without_sender, ..Traffic::default() };
        for ((id, machine), sendings) in model.machines.entries().zip(sendings) {
            traffic.add_machine(id, machine, &sendings);
        }
        traffic
    }

    /// Whether another graph has the same edges.
    #[cfg(feature = "tools")]
    pub(crate) fn is_same_as(&self, other: &Traffic) -> bool {
        let Traffic { first, before, senders, without_sender, keepers, to_references, to_actors: _ } = self;
        *first == other.first
            && *before == other.before
            && *senders == other.senders
            && *without_sender == other.without_sender
            && *keepers == other.keepers
            && *to_references == other.to_references
    }

    /// The same, where an actor outside that only one machine talks to answers what that machine takes in the state it
    /// rests in: the states must be known. Actors that several machines talk to may answer with anything.
    pub(crate) fn with_states(&self, model: &Model, paths: &List<MachineId, Arc<Paths>>) -> Traffic {
        let mut traffic = Traffic { to_actors: RefCell::default(), ..self.clone() };
        let owners: List<ActorId, _> = model.actors.ids().map(|actor| traffic.only_sender(actor)).collect();
        for (id, machine) in model.machines.entries() {
            let mut stands = Map::new();
            for (event, of) in machine.events.entries() {
                if let Some(Party::Actor(actor)) = of.from
                    && owners[actor] == Some(id.index())
                {
                    traffic.await_answer(id, machine, (event, actor), &mut stands);
                }
            }
            traffic.add_resting_states(id, machine, &paths[id], &stands);
        }
        traffic
    }

    /// The index of the machine that alone sends something to an actor.
    fn only_sender(&self, actor: ActorId) -> Option<usize> {
        let senders = &self.before[self.actor_node(actor)];
        let machine = |node: &Node| self.first.partition_point(|first| first <= node) - 1;
        let first = machine(senders.first()?);
        senders.iter().all(|node| machine(node) == first).then_some(first)
    }

    /// Lets an actor's event be received where a handler takes it, and only there.
    fn await_answer(
        &mut self,
        id: MachineId,
        machine: &Machine,
        (event, actor): (EventId, ActorId),
        stands: &mut Map<(ActorId, StateId), Node>,
    ) {
        let (node, hub) = (self.event_node(id, event), self.actor_node(actor));
        self.before[node].retain(|before| *before != hub);
        for handler in &machine.events[event].handlers {
            for state in machine.accepted(*handler).states.iter() {
                let new = self.before.len();
                let stand = *stands.entry((actor, *state)).or_insert(new);
                if stand == new {
                    self.before.push(Vec::new());
                }
                push_if_new(&mut self.before[node], stand);
            }
        }
    }

    /// Adds edges from the handlers of a machine that send something to an actor to the states in which it then rests.
    fn add_resting_states(
        &mut self,
        id: MachineId,
        machine: &Machine,
        paths: &List<HandlerId, ControlFlow>,
        stands: &Map<(ActorId, StateId), Node>,
    ) {
        for (handler, paths) in machine.handlers.ids().zip(paths) {
            let accepted = &machine.accepted(handler).states;
            let handler = &machine.handlers[handler];
            let node = self.event_node(id, handler.event);
            kept_steps(&handler.body, &mut |step| {
                let Some(sent @ Request::Message(Target::Actor(actor, _))) = Request::of(step) else {
                    return;
                };
                for state in paths.rest_states(accepted.iter(), sent) {
                    if let Some(stand) = stands.get(&(actor, state)) {
                        push_if_new(&mut self.before[*stand], node);
                    }
                }
            });
        }
    }

    fn event_node(&self, machine: MachineId, event: EventId) -> Node {
        self.first[machine.index()] + event.index()
    }

    fn actor_node(&self, actor: ActorId) -> Node {
        self.first[self.first.len() - 2] + actor.index()
    }

    fn add_machine(&mut self, id: MachineId, machine: &Machine, sendings: &Sendings) {
        let mut sent = sendings.by_event.iter().peekable();
        for (event_id, event) in machine.events.entries() {
            let node = self.event_node(id, event_id);
            if let Some(Party::Actor(actor)) = event.from {
                let actor = self.actor_node(actor);
                self.before[node].push(actor);
            }
            let requests = sent.next_if(|(of, _)| *of == event_id);
            requests.iter().flat_map(|(_, of)| of).for_each(|sent| self.add_sent(id, node, *sent));
        }
        for (to, event) in &sendings.to_references {
            self.to_references.extend(self.matching_events(*to, *event).map(|event| (id, *to, event)));
        }
        // Machines that a handler keeps can be answered later.
        for (event, asker) in &sendings.kept {
            let events = self.keepers.entry((id, *asker)).or_default();
            if events.last() != Some(event) {
                events.push(*event);
            }
        }
    }

    fn add_sent(&mut self, by: MachineId, sender: Node, sent: Request) {
        let (machine, event) = match sent {
            Request::Message(Target::Machine(machine, event)) => (machine, event),
            Request::Message(Target::Itself(event)) | Request::Raise(event) => (by, event),
            Request::Message(Target::Actor(actor, _)) => {
                let actor = self.actor_node(actor);
                push_if_new(&mut self.before[actor], sender);
                return;
            }
        };
        let sent = self.event_node(machine, event);
        push_if_new(&mut self.senders[sent], sender);
        for event in self.matching_events(machine, event) {
            let taken = self.event_node(machine, event);
            push_if_new(&mut self.before[taken], sender);
        }
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
        !self.senders[self.event_node(machine, event)].is_empty()
    }

    /// The events of `asked` that can cause it to send `answer` to `asker`, without `asker` taking part in
    /// between (reference#answers).
    pub(crate) fn events_causing_answer(
        &self,
        asker: MachineId,
        asked: MachineId,
        answer: EventId,
    ) -> Set<EventId> {
        let range = self.first[asked.index()]..self.first[asked.index() + 1];
        let senders = &self.senders[self.event_node(asker, answer)];
        let without = (asker != asked).then_some(asker);
        let found = self.find_causes(
            &mut senders.iter().copied().filter(|sender| range.contains(sender)),
            without,
            Hubs::Known,
        );
        let mut leading: Set<EventId> =
            found.iter_within(range.clone()).map(|node| EventId::new(node - range.start)).collect();
        // A machine that keeps who asked may answer at any time.
        if self.to_references.contains(&(asked, asker, answer)) {
            leading.extend(self.keepers.get(&(asked, asker)).into_iter().flatten().copied());
        }
        leading
    }

    /// Whether more than one machine of the system sends an event to a machine.
    pub(crate) fn is_sent_by_several(&self, machine: MachineId, event: EventId) -> bool {
        let senders = &self.senders[self.event_node(machine, event)];
        let machine = |node: &Node| self.first.partition_point(|first| first <= node) - 1;
        let first = senders.first().map(machine);
        senders.iter().any(|sender| Some(machine(sender)) != first)
    }

    /// The events of `asked` that can cause it to handle one of `events`, without `asker` taking part in between; in order.
    pub(crate) fn events_causing_events(
        &self,
        (asker, asked): (MachineId, MachineId),
        events: &[EventId],
    ) -> Vec<EventId> {
        let first = self.first[asked.index()];
        let range = first..self.first[asked.index() + 1];
        let without = (asker != asked).then_some(asker);
        let nodes = &mut events.iter().map(|event| first + event.index());
        let found = self.find_causes(nodes, without, Hubs::Known);
        found.iter_within(range).map(|node| EventId::new(node - first)).gather()
    }

    /// All causes of some nodes, themselves included, without passing through a machine.
    fn find_causes(
        &self,
        to: &mut dyn Iterator<Item = Node>,
        without: Option<MachineId>,
        hubs: Hubs,
    ) -> Bits {
        let excluded = without.map(|machine| self.first[machine.index()]..self.first[machine.index() + 1]);
        let is_excluded = |node: Node| excluded.as_ref().is_some_and(|excluded| excluded.contains(&node));
        let actors = self.first[self.first.len() - 2]..self.first[self.first.len() - 1];
        let mut found = Bits::default();
        let mut open: Vec<Node> = to.filter(|node| found.insert(*node)).gather();
        while let Some(node) = open.pop() {
            for before in self.before[node].iter().copied() {
                if is_excluded(before) || !found.insert(before) {
                    continue;
                }
                // Added at once, so that the causes of the actor are not visited again.
                if !(actors.contains(&before) && self.add_causes_of_actor(before, without, hubs, &mut found))
                {
                    open.push(before);
                }
            }
        }
        found
    }

    /// Adds all causes of an actor; returns whether they are known.
    fn add_causes_of_actor(
        &self,
        actor: Node,
        without: Option<MachineId>,
        hubs: Hubs,
        found: &mut Bits,
    ) -> bool {
        if let Some(known) = self.to_actors.borrow().get(&(actor, without)) {
            found.add_all(known);
            return true;
        }
        if hubs == Hubs::Unknown {
            return false;
        }
        let new = self.find_causes(&mut std::iter::once(actor), without, Hubs::Unknown);
        found.add_all(&new);
        self.to_actors.borrow_mut().insert((actor, without), new);
        true
    }
}

/// Whether a search computes the causes of the actors it meets, or only uses known ones.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hubs {
    Known,
    Unknown,
}

/// Adds a node to a list in which equal nodes are adjacent.
fn push_if_new(list: &mut Vec<Node>, node: Node) {
    if list.last() != Some(&node) {
        list.push(node);
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

/// Everything that can be sent, followed from the events from outside, in the order of the text.
pub(crate) fn all_sent<'m>(model: &'m Model, traffic: &Traffic) -> Vec<Sent<'m>> {
    let mut open: Vec<(MachineId, EventId)> = events_from_outside(model).gather();
    let mut arrived: Set<(MachineId, EventId)> = open.iter().copied().collect();
    let mut sent = Vec::new();
    while let Some((id, event)) = open.pop() {
        let machine = &model.machines[id];
        let handlers = &machine.events[event].handlers;
        for handler in handlers.iter().copied().filter(|handler| can_run(machine, *handler)) {
            for new in requests_of_handler(id, handler, &machine.handlers[handler]) {
                if let Some((to, event)) = new.receiver() {
                    for event in traffic.matching_events(to, event) {
                        if arrived.insert((to, event)) {
                            open.push((to, event));
                        }
                    }
                }
                sent.push(new);
            }
        }
    }
    ordered::sort_by_key(&mut sent, |sent| (sent.machine, sent.handler));
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
fn can_run(machine: &Machine, id: HandlerId) -> bool {
    let accepted = machine.accepted(id);
    let is_reachable = |state: &StateId| machine.reach(*state) == Reach::Reachable;
    accepted.role == Role::Definition && accepted.states.iter().any(is_reachable)
}

fn requests_of_handler(machine: MachineId, id: HandlerId, handler: &Handler) -> Vec<Sent<'_>> {
    let mut sent = Vec::new();
    kept_steps(&handler.body, &mut |step| {
        if let Some(request) = Request::of(step) {
            sent.push(Sent { machine, handler: id, step, request });
        }
    });
    sent
}

impl Sent<'_> {
    /// The machine of the system that gets it, and as which event.
    pub(crate) fn receiver(&self) -> Option<(MachineId, EventId)> {
        match self.request {
            Request::Message(Target::Machine(machine, event)) => Some((machine, event)),
            Request::Message(Target::Itself(event)) | Request::Raise(event) => Some((self.machine, event)),
            Request::Message(Target::Actor(..)) => None,
        }
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
