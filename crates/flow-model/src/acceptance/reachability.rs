//! Which states a machine can get into (reference#reachability).
//!
//! The search visits each reachable state once. A handler for any state has the same paths from all states that its guards do not
//! name, and is done with these after the first in which it takes its event, so that a machine of many such handlers and
//! many states costs their sum, not their product.

use flow_syntax::ordered::{Map, Set};

use crate::control_flow::ControlFlow;
use crate::edges::Owners;
use crate::model::*;

/// Finds whether each state is reachable: the initial state is, and so is the target of each transition that a handler takes
/// in a reachable state. Retellings that contradict their definition count, too, so that one mistake is not reported as two.
pub(crate) fn compute_reach(machine: &Machine, flows: &List<HandlerId, ControlFlow>) -> List<StateId, Reach> {
    let reached = Search::new(machine, flows).run();
    reached.map(|reached| if *reached { Reach::Reachable } else { Reach::Unreachable })
}

struct Search<'m> {
    flows: &'m List<HandlerId, ControlFlow>,
    takers: Takers<'m>,
    /// The handlers accepted in each state. Those accepted in all are listed where their guards name the state.
    accepted: List<StateId, Vec<HandlerId>>,
    /// The handlers accepted in all states that can still reach new ones from a state that their guards do not name: one of
    /// these represents all others.
    in_all: Vec<HandlerId>,
    reached: List<StateId, bool>,
    open: Vec<StateId>,
}

impl<'m> Search<'m> {
    fn new(machine: &'m Machine, flows: &'m List<HandlerId, ControlFlow>) -> Self {
        let mut accepted = machine.states.map(|_| Vec::new());
        let mut in_all = Vec::new();
        for id in machine.handlers.ids() {
            let states = &machine.accepted(id).states;
            if flows[id].targets().is_empty() {
                continue;
            }
            if states.len() == machine.states.len() {
                in_all.push(id);
                flows[id].named_starts().for_each(|state| accepted[state].push(id));
            } else {
                states.iter().for_each(|state| accepted[*state].push(id));
            }
        }
        let (reached, takers) = (machine.states.map(|_| false), Takers::of(machine));
        let mut search = Search { flows, takers, accepted, in_all, reached, open: Vec::new() };
        search.mark_reached(machine.initial);
        search
    }

    fn run(mut self) -> List<StateId, bool> {
        while let Some(state) = self.open.pop() {
            for id in std::mem::take(&mut self.accepted[state]) {
                self.follow(id, state);
            }
            for id in std::mem::take(&mut self.in_all) {
                let is_named = self.flows[id].names_start(state);
                if is_named || !self.follow(id, state) {
                    self.in_all.push(id);
                }
            }
        }
        self.reached
    }

    /// Reaches the targets of a handler from a state, if it takes its event there.
    fn follow(&mut self, id: HandlerId, from: StateId) -> bool {
        let takes = self.takers.takes(id, from);
        if takes {
            let flows = self.flows;
            flows[id].from(from).moves().iter().for_each(|step| self.mark_reached(step.to));
        }
        takes
    }

    fn mark_reached(&mut self, state: StateId) {
        if let Some(reached @ false) = self.reached.get_mut(state.index()) {
            *reached = true;
            self.open.push(state);
        }
    }
}

/// Which handlers take their events where, retellings included.
struct Takers<'m> {
    machine: &'m Machine,
    owners: Owners<'m>,
}

impl<'m> Takers<'m> {
    fn of(machine: &'m Machine) -> Self {
        Takers { machine, owners: Owners::of(machine) }
    }

    /// Whether a handler, or the one it retells, takes its event in a state.
    fn takes(&self, id: HandlerId, state: StateId) -> bool {
        let event = self.machine.handlers[id].event;
        self.owners.get(state, event) == Some(self.machine.definition(id))
    }
}

/// The targets of the transitions between unreachable states, by the state they begin in. No other transition enters such a state.
pub(crate) fn find_unreachable_moves(
    machine: &Machine,
    flows: &List<HandlerId, ControlFlow>,
) -> Map<StateId, Set<StateId>> {
    let is_unreachable = |state: &StateId| machine.reach(*state) == Reach::Unreachable;
    let takers = Takers::of(machine);
    let mut moves: Map<StateId, Set<StateId>> = Map::new();
    for id in machine.handlers.ids() {
        let flow = &flows[id];
        if !flow.targets().iter().any(is_unreachable) {
            continue;
        }
        for state in machine.accepted(id).states.iter().filter(|state| is_unreachable(state)) {
            if takers.takes(id, *state) {
                let targets = flow.from(*state).moves().iter().map(|step| step.to);
                moves.entry(*state).or_default().extend(targets.filter(is_unreachable));
            }
        }
    }
    moves
}
