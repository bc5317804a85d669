//! Builds the [`Part`] of a machine: every check of the whole system lists what it needs of one machine.

use flow_syntax::gather::Gather;

use super::Outgoings;
use super::emit_cycle::list_at_once;
use super::lone_actor::list_uses;
use super::part::{Part, sort_once};
use super::payload_mismatch::may_leave_out;
use super::unaddressed::list_conversing;
use crate::control_flow::Request;
use crate::messages::{Sendings, can_run};
use crate::model::*;
use crate::visit::kept_steps;

/// Builds the part of a machine.
pub(crate) fn build_part(outgoings: &Outgoings<'_>, id: MachineId) -> Part {
    let (model, outgoing) = (outgoings.model, outgoings.of(id));
    let machine = &model.machines[id];
    let targets = outgoing.iter().filter_map(|(_, step)| opt_target(step));
    let mut part = Part {
        sendings: Sendings::of(machine),
        runs: list_runs(machine),
        targets: targets.gather(),
        at_once: list_at_once(id, machine),
        uses: list_uses(machine, outgoing),
        conversing: list_conversing(model, id, outgoing),
        may_leave_out: may_leave_out(machine),
        ..Part::default()
    };
    outgoing.iter().for_each(|(_, step)| add_fields(id, step, &mut part.fields));
    sort_once(&mut part.targets);
    sort_once(&mut part.fields);
    part
}

fn opt_target(step: &Step) -> Option<Target> {
    if let Step::Emit(emit) = step { Some(emit.target) } else { None }
}

/// Adds the payload fields that a step sends to a machine.
fn add_fields(id: MachineId, step: &Step, fields: &mut Vec<(MachineId, EventId, FieldId)>) {
    let (to, event, payload) = match step {
        Step::Emit(Emit { target: Target::Machine(to, event), payload, .. }) => (*to, *event, payload),
        Step::Emit(Emit { target: Target::Itself(event), payload, .. }) => (id, *event, payload),
        Step::Timer(Timer { op: TimerOp::Start(start) | TimerOp::Schedule(start), .. }) => {
            (id, start.event, &start.payload)
        }
        _ => return,
    };
    fields.extend(payload.iter().map(|(field, _)| (to, event, *field)));
}

/// What handlers that can run send, by their events.
fn list_runs(machine: &Machine) -> Vec<(EventId, Vec<Request>)> {
    let mut runs = Vec::new();
    for (event, of) in machine.events.entries() {
        let mut requests = Vec::new();
        for handler in of.handlers.iter().filter(|handler| can_run(machine, **handler)) {
            kept_steps(&machine.handlers[*handler].body, &mut |step| requests.extend(Request::of(step)));
        }
        if !requests.is_empty() {
            sort_once(&mut requests);
            runs.push((event, requests));
        }
    }
    runs
}
