//! Computes the accepted states of each handler (reference#accepted-states), which handlers are definitions and which are
//! retellings, and the reachable states.
//!
//! ```text
//! requests      the requests that each handler answers   ┐ from the text alone
//! rules         the rule that applies to each handler    ┘
//! fixpoint      the sets of states, solved together from empty sets until none changes
//! retelling     which handler of an event defines, and whether the others agree with it
//! reachability  the states that a machine can get into
//! ```
//! Machines are solved one by one: other machines determine which request an answer belongs to, but never the states in
//! which this machine rests.

mod fixpoint;
pub(crate) mod reachability;
mod requests;
pub(crate) mod retelling;
pub(crate) mod rules;

use crate::control_flow::ControlFlow;
use crate::messages::Traffic;
use crate::model::*;

/// The paths through every handler of every machine.
pub(crate) fn all_paths(model: &Model) -> List<MachineId, List<HandlerId, ControlFlow>> {
    model.machines.iter().map(paths_of).collect()
}

fn paths_of(machine: &Machine) -> List<HandlerId, ControlFlow> {
    machine.handlers.iter().map(|handler| ControlFlow::of(&handler.body)).collect()
}

/// Finds the states every handler is accepted in, by which rule, and its role; then which states are reachable (reference#accepted-states).
///
/// The results are read with [`Machine::accepted`] and [`Machine::reach`]. Earlier results are replaced.
pub fn solve(model: &mut Model) {
    let traffic = Traffic::of(model);
    for id in model.machines.ids() {
        let machine = &mut model.machines[id];
        let paths = paths_of(machine);
        let requests = requests::find_answered_requests(&traffic, id, machine);
        machine.acceptance = Acceptance::of_handlers(fixpoint::solve(id, machine, &paths, &requests));
        let reach = reachability::reach(machine, &paths);
        machine.acceptance.set_reach(reach);
    }
}
