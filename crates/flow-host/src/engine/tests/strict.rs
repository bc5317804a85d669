//! Machines for which a dead letter blocks later events of its sender.
//!
//! Bosses give a worker numbers, and a trigger of the database makes one of them fail until it is dropped.

use std::collections::BTreeSet;

use flow_durable::{Instances, MachineTable, Stopped, Target};
use serde_json::{Value, json};

use super::program::{Hand, Written, event, table};
use super::world::World;
use crate::engine::{Decision, Options, Random};
use crate::program::{AnyMachine, Parts};

const BOSS: usize = 0;
const WORKER: usize = 1;

static BOSS_TABLE: MachineTable = table(
    "boss",
    Instances::PerConversation,
    &["on"],
    &[],
    &[event("give", Some("customer"), true, &["on"], &[])],
    &[],
);

static WORKER_TABLE: MachineTable =
    table("worker", Instances::One, &["on"], &[], &[event("work", Some("boss"), false, &["on"], &[])], &[]);

fn boss(hand: &mut Hand<'_>) -> Result<(), Stopped> {
    for number in hand.payload["numbers"].as_array().cloned().unwrap_or_default() {
        hand.emit(WORKER, Target::Only, "work", &json!({ "number": number }));
    }
    Ok(())
}

fn worker(hand: &mut Hand<'_>) -> Result<(), Stopped> {
    let number = hand.payload["number"].as_i64();
    hand.execute("INSERT INTO sale (id, amount) VALUES (?1, ?1)", [number])
}

fn office() -> Parts {
    let written = |table, handler| -> Box<dyn AnyMachine> {
        Box::new(Written { table, is_awaited: false, handler, start: || Value::Object(Default::default()) })
    };
    let machines = vec![written(&BOSS_TABLE, boss as fn(&mut Hand<'_>) -> _), written(&WORKER_TABLE, worker)];
    Parts {
        fingerprint: "office".into(),
        machines,
        actors: Vec::new(),
        number: "decimal",
        mappings: &[],
        secrets: &[],
        rules: crate::rules::Rules::default(),
    }
}

/// Two bosses have given numbers, of which 2 fails.
fn office_with(strict: &[usize]) -> World {
    let strict: BTreeSet<usize> = strict.iter().copied().collect();
    let mut world = World::with(office, Options { strict, random: Random::Seed(1), ..Options::default() });
    world.sql("CREATE TRIGGER no_2 BEFORE INSERT ON sale WHEN new.amount = 2 BEGIN SELECT raise(ABORT, 'no 2'); END");
    for (id, numbers) in [("a", "[1, 2, 3]"), ("b", "[4]")] {
        world.create(BOSS, id);
        world.send(BOSS, id, "customer", "give", &format!("{{\"numbers\":{numbers}}}"));
    }
    assert_eq!(world.dead_kinds(), ["failed"]);
    assert!(world.engine.is_idle());
    world
}

fn done(world: &World) -> String {
    world.text("SELECT group_concat(id, ' ') FROM (SELECT id FROM sale ORDER BY rowid)")
}

#[test]
fn without_strict_what_comes_later_overtakes_a_dead_letter() {
    assert_eq!(done(&office_with(&[BOSS])), "1 3 4");
}

#[test]
fn what_the_same_sender_sent_later_waits_for_the_retry_of_a_dead_letter() {
    let mut world = office_with(&[WORKER]);
    assert_eq!(done(&world), "1 4", "another sender goes on");
    let mut again = world.restart();
    again.settle();
    world = again;
    world.send(BOSS, "a", "customer", "give", r#"{"numbers":[5]}"#);
    assert_eq!(done(&world), "1 4");
    let first = world.dead()[0].n;
    world.decide(first, Decision::Retry);
    assert_eq!((done(&world).as_str(), world.dead_kinds()), ("1 4", vec!["failed"]), "it fails again");
    world.sql("DROP TRIGGER no_2");
    let second = world.dead()[0].n;
    world.decide(second, Decision::Retry);
    assert_eq!((done(&world).as_str(), world.dead_kinds().len()), ("1 4 2 3 5", 0));
    assert_eq!(world.count("SELECT count(*) FROM flow_delivery"), 0);
}

#[test]
fn what_waits_goes_on_when_the_dead_letter_is_abandoned() {
    let mut world = office_with(&[WORKER]);
    let dead = world.dead()[0].n;
    world.decide(dead, Decision::Abandon);
    assert_eq!(done(&world), "1 4 3");
}
