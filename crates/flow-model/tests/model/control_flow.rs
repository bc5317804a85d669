//! The control flow of handlers: which paths there are from which state, and what each does.

use flow_model::control_flow::{Arm, BranchId, ControlFlow, Request, Stay, paths};
use flow_model::model::{Handler, Machine, MachineId, StateId};

use crate::show::resolved;

/// Compares the paths of the last handler of `text`, for each state in order, one a line: the branches it goes through (a
/// letter for each chain, then the group), where it ends, and how many steps it has.
fn check(text: &str, expected: &str) {
    let (_, model, _) = resolved(&[("main.flow", text)]);
    let machine = &model.machines[MachineId(0)];
    let handler = machine.handlers.last().expect("the text has a handler");
    let found: Vec<String> =
        machine.states.ids().flat_map(|start| paths_from(machine, handler, start)).collect();
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(found, expected, "found:\n{}", found.join("\n"));
}

fn paths_from(machine: &Machine, handler: &Handler, start: StateId) -> Vec<String> {
    let name = |id: StateId| format!("#{}", machine.states[id].name.text);
    let mut chains: Vec<_> =
        flow_model::control_flow::branches(&handler.body).keys().map(|id| id.chain).collect();
    chains.dedup();
    let branch = |id: &BranchId| {
        let letter = chains.iter().position(|chain| *chain == id.chain).map(|at| char::from(b'a' + at as u8));
        match id.arm {
            Arm::Group(at) => format!("{}{at}", letter.unwrap_or('?')),
            Arm::Otherwise => format!("{}-", letter.unwrap_or('?')),
        }
    };
    let line = |path: flow_model::control_flow::Path<'_>| {
        let branches: Vec<_> = path.branches.iter().map(branch).collect();
        format!(
            "{} [{}] {} in {} steps",
            name(start),
            branches.join(" "),
            name(path.end.state(start)),
            path.steps.len()
        )
    };
    paths(&handler.body, start).map(line).collect()
}

#[test]
fn guards_about_the_state_are_decided() {
    check(
        "
        machine: @light
          starts in #red
          on> :press from @guest in any state
            ? light is in #red
              light moves to #green
            ? it is late
              light moves to #blue
            otherwise
              ring
    ",
        "
        #red [a0] #green in 1 steps
        #green [a1] #blue in 1 steps
        #green [a-] #green in 1 steps
        #blue [a1] #blue in 1 steps
        #blue [a-] #blue in 1 steps
    ",
    );
}

#[test]
fn a_guard_below_a_transition_is_about_the_new_state() {
    check(
        "
        machine: @light
          starts in #red
          on> :press from @guest in #red
            ? it is late
              light moves to #green
            sing
            ? light is not in #green
              ring
    ",
        "
        #red [a0 b-] #green in 2 steps
        #red [a- b0] #red in 2 steps
        #green [a0 b-] #green in 2 steps
        #green [a- b-] #green in 1 steps
    ",
    );
}

#[test]
fn nested_chains_are_followed_by_what_is_below_their_parent() {
    check(
        "
        machine: @light
          on> :press from @guest
            ? it is late
              ? it is dark
                light moves to #green
              ring
            sing
    ",
        "
        #idle [a0 b0] #green in 3 steps
        #idle [a0 b-] #idle in 2 steps
        #idle [a-] #idle in 1 steps
        #green [a0 b0] #green in 3 steps
        #green [a0 b-] #green in 2 steps
        #green [a-] #green in 1 steps
    ",
    );
}

fn flow_of_last_handler(text: &str) -> (ControlFlow, Machine) {
    let (_, model, _) = resolved(&[("main.flow", text)]);
    let machine = model.machines[MachineId(0)].clone();
    (ControlFlow::of(&machine.handlers.last().expect("the text has a handler").body), machine)
}

#[test]
fn a_path_that_stays_may_do_something() {
    let stay = |body: &str| {
        let text = format!("machine: @light\n  starts in #red\n  on> :press from @guest in #red\n{body}");
        let (flow, machine) = flow_of_last_handler(&text);
        flow.from(machine.initial).stay()
    };
    assert_eq!(stay("    light moves to #green\n"), Stay::Never);
    assert_eq!(stay("    ? it is late\n      light moves to #green\n"), Stay::Idle);
    assert_eq!(
        stay("    ? it is late\n      light moves to #green\n    otherwise\n      ring\n"),
        Stay::Acting
    );
    assert_eq!(stay("    ring\n    ? it is late\n      light moves to #green\n"), Stay::Acting);
    let always = "    ? light is in #red\n      light moves to #green\n    otherwise\n      ring\n";
    assert_eq!(stay(always), Stay::Never);
}

#[test]
fn a_request_rests_where_its_paths_end() {
    let (flow, machine) = flow_of_last_handler(
        "
        machine: @order
          starts in #open
          on> :pay from @customer in #open
            emit :charge to @bank
            ? it is urgent
              emit :hurry to @shop
              order moves to #rushing
            otherwise
              order moves to #waiting
    ",
    );
    let requests: Vec<Request> = flow.requests().collect();
    assert_eq!(requests.len(), 2);
    let states = |request| {
        let rests = flow.rests([&machine.initial], request);
        let name = |(id, others): (StateId, flow_model::ordered::Set<Request>)| {
            format!("#{} with {} others", machine.states[id].name.text, others.len())
        };
        rests.into_iter().map(name).collect::<Vec<_>>()
    };
    assert_eq!(states(requests[0]), ["#rushing with 1 others", "#waiting with 0 others"]);
    assert_eq!(states(requests[1]), ["#rushing with 1 others"]);
}

#[test]
fn the_number_of_paths_saturates() {
    let chain = "    ? it is late\n      ring\n    otherwise\n      sing\n";
    let text = format!("machine: @light\n  on> :press from @guest\n{}", chain.repeat(100));
    let (flow, machine) = flow_of_last_handler(&text);
    let ends = flow.from(machine.initial).end_states(machine.initial);
    assert_eq!(ends[&machine.initial].total(), u64::MAX);
}
