//! The control flow of handlers: which paths there are from which state, and what each does.

use std::collections::{BTreeMap, BTreeSet};

use flow_model::control_flow::{Arm, BranchId, ControlFlow, Request, Stay, paths};
use flow_model::model::{Handler, Machine, MachineId, StateId};

use crate::show::resolved;

/// Compares the paths of the last handler of `text`, for each state in order, one a line: the branches it goes through (a
/// letter for each chain, then the group), where it ends, and how many steps it has.
fn check(text: &str, expected: &str) {
    let (_, model, _) = resolved(&[("main.flow", text)]);
    let machine = &model.machines[MachineId(0)];
    let handler = machine.handlers.last().expect("the text has a handler");
    machine.states.ids().for_each(|start| check_summary(handler, start));
    let found: Vec<String> =
        machine.states.ids().flat_map(|start| paths_from(machine, handler, start)).collect();
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(found, expected, "found:\n{}", found.join("\n"));
}

/// Compares the summary of a handler with its paths one by one: the same branches, and as many ends in the same states.
fn check_summary(handler: &Handler, start: StateId) {
    let flow = ControlFlow::of(&handler.body);
    let mut branches = BTreeSet::new();
    let mut ends: BTreeMap<StateId, u64> = BTreeMap::new();
    for path in paths(&handler.body, start) {
        branches.extend(path.branches.iter().copied());
        *ends.entry(path.end.state(start)).or_default() += 1;
    }
    assert_eq!(flow.from(start).branches().iter().copied().collect::<BTreeSet<_>>(), branches);
    let counted = flow.from(start).end_states(start).into_iter().map(|(state, count)| (state, count.total()));
    assert_eq!(counted.collect::<BTreeMap<_, _>>(), ends);
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

#[test]
fn a_guard_about_the_state_and_a_value_can_fail_in_that_state() {
    check(
        "
        machine: @light
          starts in #red
          on> :press from @guest in any state
            ? light is in #red
            ? it is late
              light moves to #green
            otherwise
              ring
    ",
        "
        #red [a0] #green in 1 steps
        #red [a-] #red in 1 steps
        #green [a-] #green in 1 steps
    ",
    );
}

#[test]
fn an_alternative_about_the_state_always_holds_in_that_state() {
    check(
        "
        machine: @light
          starts in #red
          on> :press from @guest in any state
            ? light is in #red
            ?? it is late
              light moves to #green
            otherwise
              ring
    ",
        "
        #red [a0] #green in 1 steps
        #green [a0] #green in 1 steps
        #green [a-] #green in 1 steps
    ",
    );
}

#[test]
fn alternatives_may_each_be_about_a_state_and_a_value() {
    check(
        "
        machine: @light
          starts in #red
          on> :press from @guest in any state
            ? light is in #red
            ? it is late
            ?? light is in #green
            ? it is dark
              light moves to #blue
            ? light is not in #red
              sing
            otherwise
              ring
    ",
        "
        #red [a0] #blue in 1 steps
        #red [a-] #red in 1 steps
        #green [a0] #blue in 1 steps
        #green [a1] #green in 1 steps
        #blue [a1] #blue in 1 steps
    ",
    );
}

#[test]
fn alternatives_below_a_transition_are_about_the_new_state() {
    check(
        "
        machine: @light
          starts in #red
          on> :press from @guest in #red
            ? it is late
              light moves to #green
            sing
            ? light is in #green
            ? it is dark
            ?? light is in #red
              ring
    ",
        "
        #red [a0 b0] #green in 3 steps
        #red [a0 b-] #green in 2 steps
        #red [a- b0] #red in 2 steps
        #green [a0 b0] #green in 3 steps
        #green [a0 b-] #green in 2 steps
        #green [a- b0] #green in 2 steps
        #green [a- b-] #green in 1 steps
    ",
    );
}

#[test]
fn a_long_chain_about_states_and_values_is_entered_where_its_guards_can_hold() {
    check(
        "
        machine: @light
          starts in #s_0
          on> :press from @guest in any state
            ? light is in #s_0
            ? it is late
              light moves to #s_1
            ? light is in #s_1
              light moves to #s_2
            ? light is not in #s_2
            ? it is dark
              light moves to #s_3
            ? light is in #s_3
            ?? light is in #s_0
            ? it is cold
              sing
            ? light is in #s_4
              ring
            ? light is in #s_5
              ring
            ? light is in #s_6
              ring
            ? light is in #s_7, #s_4
              ring
    ",
        "
        #s_0 [a0] #s_1 in 1 steps
        #s_0 [a2] #s_3 in 1 steps
        #s_0 [a3] #s_0 in 1 steps
        #s_0 [a-] #s_0 in 0 steps
        #s_1 [a1] #s_2 in 1 steps
        #s_2 [a-] #s_2 in 0 steps
        #s_3 [a2] #s_3 in 1 steps
        #s_3 [a3] #s_3 in 1 steps
        #s_4 [a2] #s_3 in 1 steps
        #s_4 [a4] #s_4 in 1 steps
        #s_5 [a2] #s_3 in 1 steps
        #s_5 [a5] #s_5 in 1 steps
        #s_6 [a2] #s_3 in 1 steps
        #s_6 [a6] #s_6 in 1 steps
        #s_7 [a2] #s_3 in 1 steps
        #s_7 [a7] #s_7 in 1 steps
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
fn requests_of_other_branches_are_not_made_together() {
    let (flow, machine) = flow_of_last_handler(
        "
        machine: @order
          starts in #open
          on> :pay from @customer in #open
            ? it is urgent
              emit :hurry to @shop
            otherwise
              emit :relax to @shop
              emit :rest to @shop
            order moves to #waiting
            ? it is dear
              emit :charge to @bank
            otherwise
              emit :thank to @clerk
    ",
    );
    let requests: Vec<Request> = flow.requests().collect();
    assert_eq!(requests.len(), 5);
    let with = |request: &Request| flow.requests_made_with(*request).len();
    // To the bank and the clerk from each of the three to the shop; to the shop three from each of the others.
    assert_eq!(requests.iter().map(with).collect::<Vec<_>>(), [2, 2, 2, 3, 3]);
    for request in requests {
        let rests = flow.rests([&machine.initial], request);
        let others =
            rests.into_iter().map(|(state, others)| (machine.states[state].name.text.clone(), others.len()));
        assert_eq!(others.collect::<Vec<_>>(), [("waiting".to_owned(), with(&request))]);
    }
}

#[test]
fn the_number_of_paths_saturates() {
    let chain = "    ? it is late\n      ring\n    otherwise\n      sing\n";
    let text = format!("machine: @light\n  on> :press from @guest\n{}", chain.repeat(100));
    let (flow, machine) = flow_of_last_handler(&text);
    let ends = flow.from(machine.initial).end_states(machine.initial);
    assert_eq!(ends[&machine.initial].total(), u64::MAX);
}
