//! Every eighth specification: interpreter and generated code do the same.

#[deny(warnings)]
#[allow(
    unreachable_pub,
    clippy::all,
    clippy::needless_pass_by_value,
    reason = "the code is for other crates, and its lines are not broken"
)]
mod specifications {
    include!(concat!(env!("OUT_DIR"), "/specifications_6.rs"));
}

#[test]
fn machines_do_the_same() {
    flow_differential::all(specifications::ALL, |case| flow_differential::check_machines(case, 50, 40));
}

#[test]
fn systems_do_the_same() {
    flow_differential::all(specifications::ALL, |case| flow_differential::check_conversations(case, 25, 40));
}

#[test]
fn traces_of_explorations_happen() {
    flow_differential::all(specifications::ALL, |case| flow_differential::check_traces(case, 300).map(drop));
}

#[test]
fn show() {
    flow_differential::show(specifications::ALL);
}
