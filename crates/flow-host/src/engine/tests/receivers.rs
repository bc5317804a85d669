//! Who receives an emit (reference#receivers), over the database.
//!
//! Scripts are handled in the order in which they are sent, and each instance keeps the names of those that it handled.

use flow_durable::CallError;
use serde_json::Value;

use super::scripted::{HUB, KEYED, LEAF, ONE, emit, keep, moves, script, system};
use super::world::World;
use crate::engine::Reply;

fn world() -> World {
    let mut world = World::new(system);
    world.create(HUB, "h");
    world
}

fn send(world: &mut World, machine: usize, id: &str, script: &Value) -> Option<Result<Reply, CallError>> {
    world.send(machine, id, "customer", "do", &script.to_string())
}

/// The events that each instance of a machine has handled, oldest first.
fn logs(world: &World, machine: usize) -> Vec<String> {
    let list = world.engine.list(machine, None, 0, 100).unwrap();
    let log = |record: &flow_durable::Record| world.variable(machine, &record.id, "log");
    list.iter().map(|(_, record)| log(record).as_str().unwrap_or("").trim().to_owned()).collect()
}

#[test]
fn the_first_emit_makes_an_instance_and_the_next_reaches_it() {
    let mut world = world();
    let twice =
        script("s", [emit(LEAF, "partner", &script("a", [])), emit(LEAF, "partner", &script("b", []))]);
    send(&mut world, HUB, "h", &twice);
    send(&mut world, HUB, "h", &script("t", [emit(LEAF, "partner", &script("c", []))]));
    assert_eq!(logs(&world, LEAF), ["a b c"]);
    world.create(HUB, "other");
    send(&mut world, HUB, "other", &script("t", [emit(LEAF, "partner", &script("d", []))]));
    assert_eq!(logs(&world, LEAF), ["a b c", "d"], "another conversation has its own");
}

#[test]
fn an_emit_to_a_new_instance_makes_one_and_the_newest_is_reached_after() {
    let mut world = world();
    let new = |name: &str| emit(LEAF, "new", &script(name, []));
    send(&mut world, HUB, "h", &script("s", [new("a"), new("b"), emit(LEAF, "partner", &script("c", []))]));
    assert_eq!(logs(&world, LEAF), ["a", "b c"]);
    let pairs = "SELECT count(*) FROM flow_instance leaf JOIN flow_instance hub ON leaf.maker = hub.n
                 WHERE leaf.machine = 'leaf' AND leaf.conversation = hub.n";
    assert_eq!(world.count(pairs), 2);
}

#[test]
fn an_answer_goes_to_the_instance_that_asked() {
    let mut world = world();
    // The older leaf asks the hub, which answers `to @leaf`.
    let ask = script(
        "ask",
        [emit(HUB, "partner", &script("asked", [emit(LEAF, "partner", &script("answer", []))]))],
    );
    let steps = [emit(LEAF, "new", &ask), emit(LEAF, "new", &script("b", []))];
    send(&mut world, HUB, "h", &script("s", steps));
    assert_eq!(logs(&world, LEAF), ["ask answer", "b"]);
}

#[test]
fn the_maker_is_reached_after_its_end_and_an_ended_instance_is_replaced() {
    let mut world = world();
    let back = script("a", [moves("over"), emit(HUB, "partner", &script("late", []))]);
    send(&mut world, HUB, "h", &script("s", [moves("over"), emit(LEAF, "partner", &back)]));
    assert_eq!(logs(&world, HUB), ["s late"]);
    send(&mut world, HUB, "h", &script("t", [emit(LEAF, "partner", &script("b", []))]));
    assert_eq!(logs(&world, LEAF), ["a", "b"]);
}

#[test]
fn all_are_those_that_have_not_ended_oldest_first_and_who_does_not_accept_is_passed_by() {
    let mut world = world();
    let new =
        |name: &str, steps: &[Value]| emit(LEAF, "new", &serde_json::json!({ "name": name, "steps": steps }));
    let steps = [new("a", &[]), new("b", &[moves("shut")]), new("c", &[moves("over")]), new("d", &[])];
    send(&mut world, HUB, "h", &script("s", steps));
    let back = emit(HUB, "partner", &script("seen", []));
    send(&mut world, HUB, "h", &script("t", [emit(LEAF, "all", &script("x", [back]))]));
    assert_eq!(logs(&world, LEAF), ["a x", "b", "c", "d x"]);
    assert_eq!(logs(&world, HUB), ["s t seen seen"]);
    assert!(world.dead().is_empty());
    assert_eq!(world.count("SELECT count(*) FROM flow_delivery"), 0);
    world.create(HUB, "lonely");
    let none = send(&mut world, HUB, "lonely", &script("u", [emit(LEAF, "all", &script("y", []))]));
    assert!(matches!(none, Some(Ok(_))), "it may be none");
}

#[test]
fn a_reference_reaches_its_instance_from_any_conversation() {
    let mut world = world();
    world.create(HUB, "g");
    send(&mut world, HUB, "g", &script("s", [emit(HUB, "h", &script("hello", []))]));
    assert_eq!(logs(&world, HUB), ["hello", "s"]);
    let lost = send(
        &mut world,
        HUB,
        "g",
        &script("t", [emit(HUB, "itself", &script("again", [])), emit(HUB, "nobody", &script("hello", []))]),
    );
    let error = "emit :do: there is no @hub 'nobody'".to_owned();
    assert_eq!(lost, Some(Err(CallError::Failed { phrase: String::new(), error })));
    assert_eq!(logs(&world, HUB), ["hello", "s"], "nothing of the handler counts");
    assert_eq!(world.count("SELECT count(*) FROM flow_delivery"), 0);
}

#[test]
fn an_instance_of_one_for_all_answers_in_the_conversation_of_the_event() {
    let mut world = world();
    world.create(HUB, "g");
    // The one makes a leaf in the conversation of the hub that asks.
    let ask = |name: &str| {
        script("s", [emit(ONE, "only", &script(name, [emit(LEAF, "partner", &script(name, []))]))])
    };
    send(&mut world, HUB, "h", &ask("a"));
    send(&mut world, HUB, "g", &ask("b"));
    send(&mut world, HUB, "h", &ask("c"));
    assert_eq!(logs(&world, ONE), ["a b c"]);
    assert_eq!(logs(&world, LEAF), ["a c", "b"]);
    let shared =
        "SELECT count(*) FROM flow_instance WHERE machine = 'one' AND conversation IS NULL AND maker IS NULL";
    assert_eq!(world.count(shared), 1);
}

#[test]
fn what_is_made_without_a_conversation_begins_one() {
    let mut world = world();
    send(&mut world, ONE, "", &script("s", [emit(LEAF, "new", &script("a", []))]));
    let own = "SELECT count(*) FROM flow_instance WHERE machine = 'leaf' AND conversation = n";
    assert_eq!(world.count(own), 1);
}

#[test]
fn keys_name_their_instances() {
    let mut world = world();
    let to = |key: &str, name: &str| emit(KEYED, key, &script(name, []));
    send(&mut world, HUB, "h", &script("s", [to("/DE/10%25", "a"), to("/b", "b"), to("/DE/10%25", "c")]));
    assert_eq!(logs(&world, KEYED), ["a c", "b"]);
    assert!(world.read(KEYED, "DE/10%25").is_some());
    let empty = send(&mut world, HUB, "h", &script("t", [to("/", "d")]));
    assert!(matches!(empty, Some(Err(CallError::Failed { .. }))), "{empty:?}");
    // Without a key, only an answer has a receiver.
    let answer =
        script("e", [emit(HUB, "partner", &script("asked", [emit(KEYED, "partner", &script("f", []))]))]);
    send(&mut world, HUB, "h", &script("u", [emit(KEYED, "/b", &answer)]));
    assert_eq!(logs(&world, KEYED), ["a c", "b e f"]);
}

#[test]
fn partners_are_references_too() {
    let mut world = world();
    send(&mut world, HUB, "h", &script("s", [keep(LEAF), emit(LEAF, "partner", &script("a", [keep(HUB)]))]));
    assert_eq!(world.variable(HUB, "h", "kept"), Value::Null, "there was none yet");
    let leaf = world.engine.list(LEAF, None, 0, 1).unwrap().remove(0).1.id;
    assert_eq!(world.variable(LEAF, &leaf, "kept"), "h");
    send(&mut world, HUB, "h", &script("t", [keep(LEAF), emit(LEAF, "kept", &script("b", []))]));
    assert_eq!(world.variable(HUB, "h", "kept"), leaf);
}

#[test]
fn events_from_one_instance_to_another_keep_their_order() {
    let mut world = world();
    let names: Vec<String> = (0..50).map(|number| number.to_string()).collect();
    let steps: Vec<Value> = names.iter().map(|name| emit(LEAF, "partner", &script(name, []))).collect();
    send(&mut world, HUB, "h", &serde_json::json!({ "name": "s", "steps": steps }));
    assert_eq!(logs(&world, LEAF), [names.join(" ")]);
}
