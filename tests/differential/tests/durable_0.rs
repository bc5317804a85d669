//! Every second specification for a durable host: its journal is what the interpreter does.

#[deny(warnings)]
#[allow(
    unreachable_pub,
    clippy::all,
    clippy::needless_pass_by_value,
    reason = "the code is for other crates, and its lines are not broken"
)]
mod specifications {
    include!(concat!(env!("OUT_DIR"), "/durable_0.rs"));
}

use flow_differential::Bound::{Awaited, InStep};

#[test]
fn hosts_do_the_same() {
    flow_differential::all(specifications::ALL, |case| flow_differential::check_hosts(case, InStep, 4, 40));
}

#[test]
fn hosts_do_the_same_although_their_processes_end() {
    flow_differential::all(specifications::ALL, |case| flow_differential::check_crashes(case, InStep, 2, 30));
}

#[test]
fn hosts_do_the_same_wherever_their_process_ends() {
    flow_differential::all(specifications::ALL, |case| {
        flow_differential::check_crash_points(case, InStep, 5)
    });
}

#[test]
fn journals_are_what_the_interpreter_does() {
    flow_differential::all(specifications::ALL, |case| {
        flow_differential::check_journals(case, InStep, 4, 40)
    });
}

#[test]
fn hosts_that_wait_for_answers_do_the_same() {
    flow_differential::all(specifications::ALL, |case| flow_differential::check_hosts(case, Awaited, 4, 40));
}

#[test]
fn hosts_that_wait_for_answers_do_the_same_although_their_processes_end() {
    flow_differential::all(specifications::ALL, |case| {
        flow_differential::check_crashes(case, Awaited, 2, 30)
    });
}

#[test]
fn hosts_that_wait_for_answers_do_the_same_wherever_their_process_ends() {
    flow_differential::all(specifications::ALL, |case| {
        flow_differential::check_crash_points(case, Awaited, 5)
    });
}

#[test]
fn journals_with_late_and_doubled_answers_are_what_the_interpreter_does() {
    flow_differential::all(specifications::ALL, |case| {
        flow_differential::check_journals(case, Awaited, 4, 40)
    });
    let (phrases, messages) = flow_differential::answered();
    assert!(phrases > 1000 && messages > 20, "{phrases} answers to phrases and {messages} to messages");
}

#[test]
fn an_interpreted_program_has_the_same_table() {
    flow_differential::all(specifications::ALL, flow_differential::check_tables);
}

#[test]
fn an_interpreted_program_stores_the_same_rows() {
    flow_differential::all(specifications::ALL, |case| flow_differential::check_rows(case, 2, 30));
}
