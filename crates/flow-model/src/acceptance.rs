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

/// Finds the states every handler is accepted in, by which rule, and its role; then which states are reachable (reference#accepted-states).
///
/// The results are read with [`Machine::accepted`] and [`Machine::reach`]. Earlier results are replaced.
pub fn solve(model: &mut Model) {
    let traffic = Traffic::of(model);
    for id in model.machines.ids() {
        solve_machine(&traffic, id, &mut model.machines[id], &mut Vec::new());
    }
}

/// Finds the same for one machine. Apart from the machine it reads only the requests of its rounds.
pub(crate) fn solve_machine(
    traffic: &Traffic,
    id: MachineId,
    machine: &mut Machine,
    rounds: &mut Vec<Round>,
) {
    let paths = ControlFlow::of_handlers(machine);
    machine.acceptance = Acceptance::of_handlers(solve_handlers(traffic, id, machine, &paths, rounds));
    let reach = reachability::compute_reach(machine, &paths);
    machine.acceptance.set_reach(reach);
}

/// The input of solving a machine: the requests that retellings omit, and the requests that handlers then answer.
pub(crate) type Round = (requests::Retold, requests::Requests);

/// Whether a machine would be solved with the same as before.
#[cfg(feature = "tools")]
pub(crate) fn has_same_rounds(traffic: &Traffic, id: MachineId, machine: &Machine, rounds: &[Round]) -> bool {
    let is_same = |(retold, requests): &Round| {
        requests::find_answered_requests(traffic, id, machine, retold) == *requests
    };
    rounds.iter().all(is_same)
}

/// The requests that the handlers of a machine answer, once their states are known.
pub(crate) fn find_requests(traffic: &Traffic, id: MachineId, machine: &Machine) -> requests::Requests {
    let accepted = machine.handlers.ids().map(|handler| machine.accepted(handler).clone()).collect();
    let retold = requests::Retold::of(machine, &ControlFlow::of_handlers(machine), &accepted);
    requests::find_answered_requests(traffic, id, machine, &retold)
}

/// How often the requests of retellings are found anew. What a retelling asks is known only when its definition is, and decides
/// where answers are accepted; a retelling that is the answer of another one's request needs one more time.
const RETOLD_ROUNDS: usize = 4;

/// Solves the rules of one machine: first with the requests in the text, then with those that retellings leave out.
fn solve_handlers(
    traffic: &Traffic,
    id: MachineId,
    machine: &Machine,
    paths: &List<HandlerId, ControlFlow>,
    rounds: &mut Vec<Round>,
) -> List<HandlerId, Accepted> {
    let mut retold = requests::Retold::default();
    let mut solved = Vec::new();
    for _ in 0..=RETOLD_ROUNDS {
        let requests = requests::find_answered_requests(traffic, id, machine, &retold);
        let accepted = fixpoint::solve(id, machine, paths, &requests);
        let found = requests::Retold::of(machine, paths, &accepted);
        solved.push(accepted);
        let is_last = found == retold;
        rounds.push((std::mem::replace(&mut retold, found), requests));
        if is_last {
            break;
        }
    }
    solved.pop().unwrap_or_default()
}
