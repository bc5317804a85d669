//! The graph of messages where an actor outside answers only what is awaited.
//!
//! An actor that only one machine talks to answers what that machine takes in the state it rests in: the states must be known. Actors that
//! several machines talk to may answer with anything.

use std::sync::Arc;

use flow_syntax::ordered::Map;

use super::part::Part;
use crate::control_flow::Paths;
use crate::messages::{Edge, Graph, Joined, Senders, Talker};
use crate::model::*;

/// Builds the graph of what machines send, and of the answers of actors.
pub(super) fn build_graph(
    model: &Model,
    joined: &Joined,
    parts: &List<MachineId, Arc<Part>>,
    paths: &List<MachineId, Arc<Paths>>,
) -> Graph {
    let senders = &joined.senders;
    let mut building = Building { senders, edges: joined.before.clone(), nodes: senders.nodes() };
    for (id, machine) in model.machines.entries() {
        let is_own = |actor: ActorId| joined.talkers[actor] == Talker::Only(id);
        for (event, of) in machine.events.entries() {
            if let Some(Party::Actor(actor)) = of.from
                && !is_own(actor)
            {
                building.edges.push((senders.event_node(id, event), senders.actor_node(actor)));
            }
        }
        if model.actors.ids().any(is_own) {
            building.add_waits(id, &parts[id], (machine, &paths[id]), &is_own);
        }
    }
    senders.graph(building.nodes, &building.edges)
}

struct Building<'b> {
    senders: &'b Senders,
    edges: Vec<Edge>,
    /// The number of nodes so far.
    nodes: usize,
}

impl Building<'_> {
    /// Adds a node for each state in which a machine waits for one of its own actors: the actor's event is received where a handler takes
    /// it, and only there.
    fn add_waits(
        &mut self,
        id: MachineId,
        part: &Part,
        (machine, paths): (&Machine, &Paths),
        is_own: &dyn Fn(ActorId) -> bool,
    ) {
        let waits = part.waits(machine, paths);
        let states: Map<(ActorId, StateId), usize> =
            waits.states_of(is_own).into_iter().zip(self.nodes..).collect();
        for (actor, state, event) in &waits.taken {
            if let Some(node) = states.get(&(*actor, *state)) {
                self.edges.push((self.senders.event_node(id, *event), *node));
            }
        }
        for (actor, state, event) in &waits.asked {
            if let Some(node) = states.get(&(*actor, *state)) {
                self.edges.push((*node, self.senders.event_node(id, *event)));
            }
        }
        self.nodes += states.len();
    }
}
