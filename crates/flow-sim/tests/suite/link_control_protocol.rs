//! PPP's Link Control Protocol, a specification of the corpus, against the transition table of RFC 1661, 4.1.
//!
//! The interpreter handles every event in every state, and its actions and next state are compared with the cell of the table. The RFC
//! allows the actions of a cell in any order.

use flow_model::model::{EventId, ExprKind, MachineId, StateId, TimerOp, UpdateOp};
use flow_sim::exec::runnable::Runnable;
use flow_sim::exec::step::{Happened, Instance, Refusal, fields, step};
use flow_sim::exec::value::Value;

use crate::machinery::Always;
use crate::support::load;

/// The states in the order of their numbers in the RFC.
const STATES: [&str; 10] = [
    "initial", "starting", "closed", "stopped", "closing", "stopping", "req_sent", "ack_rcvd", "ack_sent",
    "opened",
];

/// The states in which the restart timer runs.
const TIMED: std::ops::RangeInclusive<usize> = 4..=8;

/// The table: an event of the RFC, ours, and for each state the actions and the next state.
const TABLE: [(&str, &str, &str); 16] = [
    ("Up", "up", "2 irc,scr/6 - - - - - - - -"),
    ("Down", "down", "- - 0 tls/1 0 1 1 1 1 tld/1"),
    ("Open", "open", "tls/1 1 irc,scr/6 3 5 5 6 7 8 9"),
    ("Close", "close", "0 tlf/0 2 2 4 4 irc,str/4 irc,str/4 irc,str/4 tld,irc,str/4"),
    ("TO+", "retry", "- - - - str/4 str/5 scr/6 scr/6 scr/8 -"),
    ("TO-", "retry", "- - - - tlf/2 tlf/3 tlf/3 tlf/3 tlf/3 -"),
    ("RCR+", "configure_request", "- - sta/2 irc,scr,sca/8 4 5 sca/8 sca,tlu/9 sca/8 tld,scr,sca/8"),
    ("RCR-", "configure_request", "- - sta/2 irc,scr,scn/6 4 5 scn/6 scn/7 scn/6 tld,scr,scn/6"),
    ("RCA", "configure_ack", "- - sta/2 sta/3 4 5 irc/7 scr/6 irc,tlu/9 tld,scr/6"),
    ("RCN", "configure_nak", "- - sta/2 sta/3 4 5 irc,scr/6 scr/6 irc,scr/8 tld,scr/6"),
    ("RTR", "terminate_request", "- - sta/2 sta/3 sta/4 sta/5 sta/6 sta/6 sta/6 tld,zrc,sta/5"),
    ("RTA", "terminate_ack", "- - 2 3 tlf/2 tlf/3 6 6 8 tld,scr/6"),
    ("RUC", "unknown_code", "- - scj/2 scj/3 scj/4 scj/5 scj/6 scj/7 scj/8 scj/9"),
    ("RXJ+", "harmless_reject", "- - 2 3 4 5 6 6 8 9"),
    ("RXJ-", "fatal_reject", "- - tlf/2 tlf/3 tlf/2 tlf/3 tlf/3 tlf/3 tlf/3 tld,irc,str/5"),
    ("RXR", "echo_request", "- - 2 3 4 5 6 7 8 ser/9"),
];

/// The RFC's names of the messages that are sent.
const SENT: [(&str, &str); 11] = [
    ("this_layer_up", "tlu"),
    ("this_layer_down", "tld"),
    ("this_layer_started", "tls"),
    ("this_layer_finished", "tlf"),
    ("configure_request", "scr"),
    ("configure_ack", "sca"),
    ("configure_nak", "scn"),
    ("terminate_request", "str"),
    ("terminate_ack", "sta"),
    ("code_reject", "scj"),
    ("echo_reply", "ser"),
];

fn text() -> String {
    let path = "../../tests/corpus/entering-and-leaving/link_control_protocol.flow";
    std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).expect("the specification")
}

/// The cell of an event in a state, with the actions in alphabetical order.
fn cell(runnable: &Runnable<'_>, rfc: &str, event: EventId, from: usize) -> String {
    let machine = runnable.machine(MachineId(0));
    let numbered = |number: usize| {
        machine.states.ids().find(|id| machine.states[*id].name.text == STATES[number]).expect("a state")
    };
    let number = |state: StateId| {
        STATES.iter().position(|name| machine.states[state].name.text == *name).expect("a known state")
    };
    let mut instance = Instance::new(runnable, MachineId(0), "lcp-1".to_owned());
    instance.state = numbered(from);
    instance.context.fill(Value::Integer(if rfc == "TO-" { 0 } else { 1 }));
    let payload = fields(runnable, MachineId(0), event, &[]);
    let done = match step(runnable, &mut Always(rfc != "RCR-"), &mut instance, event, &payload) {
        Ok(done) => done,
        Err(Refusal::Rejected { .. }) => return "-".to_owned(),
        Err(refusal) => panic!("{rfc} in {from}: {refusal:?}"),
    };
    let to = number(done.state);
    let cancels = done.path.iter().any(|happened| {
        matches!(happened, Happened::Timed(timer, _) if matches!(timer.op, TimerOp::CancelEvent(_)))
    });
    assert!(cancels || !TIMED.contains(&from) || TIMED.contains(&to), "{rfc} in {from}: the timer runs on");
    let mut actions: Vec<&str> = done.path.iter().filter_map(|happened| action(runnable, happened)).collect();
    actions.sort_unstable();
    match actions.is_empty() {
        true => to.to_string(),
        false => format!("{}/{to}", actions.join(",")),
    }
}

/// The RFC's name of a step.
fn action(runnable: &Runnable<'_>, happened: &Happened<'_>) -> Option<&'static str> {
    match happened {
        Happened::Sent(emit, ..) => {
            let said = emit.target.describe(runnable.model, runnable.machine(MachineId(0)));
            let name = said.trim_start_matches(':').split(' ').next()?;
            Some(SENT.iter().find(|(event, _)| *event == name).expect("a known event").1)
        }
        Happened::Updated(update, _) => match &update.op {
            UpdateOp::Becomes(value) if value.kind == ExprKind::Number("0".to_owned()) => Some("zrc"),
            UpdateOp::Becomes(_) => Some("irc"),
            _ => None,
        },
        _ => None,
    }
}

/// A cell of the table with its actions in alphabetical order.
fn sorted(cell: &str) -> String {
    let Some((actions, to)) = cell.split_once('/') else { return cell.to_owned() };
    let mut actions: Vec<_> = actions.split(',').collect();
    actions.sort_unstable();
    format!("{}/{to}", actions.join(","))
}

#[test]
fn every_event_in_every_state_does_what_the_rfc_requires() {
    let loaded = load(&[("a.flow", &text())]);
    assert!(loaded.said.is_empty(), "{:#?}", loaded.said);
    let runnable = Runnable::new(&loaded.model);
    let machine = runnable.machine(MachineId(0));
    let mut differences = Vec::new();
    for (rfc, name, row) in TABLE {
        let event = machine.events.iter().position(|event| event.name.text == name).expect("an event");
        let wanted: Vec<_> = row.split(' ').collect();
        assert_eq!(wanted.len(), STATES.len(), "the row of {rfc}");
        for (from, wanted) in wanted.into_iter().enumerate() {
            let is = cell(&runnable, rfc, EventId::new(event), from);
            if is != sorted(wanted) {
                differences.push(format!("{rfc} in {from}: {is} instead of {wanted}"));
            }
        }
    }
    assert!(differences.is_empty(), "{differences:#?}");
}
