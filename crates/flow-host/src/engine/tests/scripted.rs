//! A system of machines that carry out the payloads of their events, so that a test is a script.
//!
//! Each machine handles `:do`, appends the script's name to its `$log`, and carries out its steps: emits, moves, remembered partners.

use flow_durable::{Instances, MachineTable, Post, Stopped, StoredEvent, Target};
use serde_json::{Value, json};

use super::program::{Hand, Written, event, table};
use crate::program::{AnyMachine, Parts};

pub(super) const HUB: usize = 0;
pub(super) const LEAF: usize = 1;
pub(super) const ONE: usize = 2;
pub(super) const KEYED: usize = 3;

const STATES: &[&str] = &["open", "shut", "over"];

macro_rules! scripted {
    ($name:literal, $instances:expr) => {
        table(
            $name,
            $instances,
            STATES,
            &["over"],
            &[
                event("do", Some("customer"), true, &["open", "over"], &[]),
                event("do", Some("hub"), false, &["open", "over"], &[]),
                event("do", Some("leaf"), false, &["open", "over"], &[]),
                event("do", Some("one"), false, &["open", "over"], &[]),
                event("do", Some("keyed"), false, &["open", "over"], &[]),
            ],
            &[],
        )
    };
}

static TABLES: [MachineTable; 4] = [
    scripted!("hub", Instances::PerConversation),
    scripted!("leaf", Instances::PerConversation),
    scripted!("one", Instances::One),
    scripted!("keyed", Instances::PerKey(&["key"])),
];

/// Carries out the script of an event.
fn run(hand: &mut Hand<'_>) -> Result<(), Stopped> {
    if hand.state == "shut" {
        return Err(hand.rejected());
    }
    let name = hand.payload["name"].as_str().unwrap_or("?").to_owned();
    let log = format!("{}{name} ", hand.context["log"].as_str().unwrap_or(""));
    hand.set("log", log);
    for step in hand.payload["steps"].as_array().cloned().unwrap_or_default() {
        carry_out(hand, &step);
    }
    Ok(())
}

fn carry_out(hand: &mut Hand<'_>, step: &Value) {
    if let Some(state) = step["move"].as_str() {
        let state = STATES.iter().find(|known| **known == state).expect("a state");
        hand.moves(state);
        return;
    }
    let machine = step["machine"].as_u64().expect("a machine") as usize;
    if step["keep"] == true {
        let partner = hand.around.partner(machine);
        hand.set("kept", partner);
        return;
    }
    let to = match step["to"].as_str().expect("a receiver") {
        "partner" => Target::Partner,
        "only" => Target::Only,
        "all" => Target::All,
        "itself" => Target::Itself,
        "new" => Target::New(hand.around.new_id(machine)),
        "kept" => Target::Reference(hand.context["kept"].as_str().unwrap_or("").to_owned()),
        other => match other.strip_prefix('/') {
            Some(key) => Target::Key(key.to_owned()),
            None => Target::Reference(other.to_owned()),
        },
    };
    let (from, payload) = (Some(hand.from.to_owned()), step["script"].to_string());
    let event = StoredEvent { machine, name: "do".into(), from, payload };
    hand.posts.push(Post::Event { to, event });
}

/// The system.
pub(super) fn system() -> Parts {
    let machine = |table| -> Box<dyn AnyMachine> {
        Box::new(Written { table, is_awaited: false, handler: run, start: || json!({}) })
    };
    Parts {
        fingerprint: "scripted".into(),
        machines: TABLES.iter().map(machine).collect(),
        actors: Vec::new(),
        number: "decimal",
        mappings: &[],
        secrets: &[],
        rules: crate::rules::Rules::default(),
    }
}

/// A script.
pub(super) fn script<const N: usize>(name: &str, steps: [Value; N]) -> Value {
    json!({ "name": name, "steps": Vec::from(steps) })
}

/// An emit of a script to a machine.
pub(super) fn emit(machine: usize, to: &str, script: &Value) -> Value {
    json!({ "machine": machine, "to": to, "script": script })
}

/// Keeps the id of the partner of a machine.
pub(super) fn keep(machine: usize) -> Value {
    json!({ "machine": machine, "keep": true })
}

pub(super) fn moves(state: &str) -> Value {
    json!({ "move": state })
}
