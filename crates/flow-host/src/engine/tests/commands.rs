//! Decisions that another program writes into the database while the host runs.
//!
//! A row has its effect once, in the commit that stores its outcome.

use flow_durable::Trouble;

use super::program::accounts;
use super::world::{World, agree, seconds};
use crate::engine::{Options, Random};

/// An account with a payment and a notification without an answer: the dead letter 1.
fn dead() -> World {
    let mut world = World::with(accounts, Options { random: Random::Seed(3), ..Options::default() });
    world.outside.answers = |function, attempt| {
        if function == "notify" { Err(Trouble::Later("down".into())) } else { agree(function, attempt) }
    };
    world.create(0, "a");
    world.send(0, "a", "customer", "pay", r#"{"amount":5}"#);
    world.advance(seconds(200));
    assert_eq!(world.dead_kinds(), ["exhausted"]);
    world.outside.answers = agree;
    world
}

/// Another program decides.
fn command(world: &mut World, what: &str, letter: i64, value: &str, reason: &str) {
    world.sql(&format!(
        "INSERT INTO flow_command (at, who, what, letter, value, reason)
         VALUES (5, 'ann', '{what}', {letter}, {value}, '{reason}')"
    ));
    world.engine.look_for_commands();
    world.settle();
}

/// Why the last command had no effect.
fn error(world: &World) -> String {
    world.text(
        "SELECT coalesce(error, 'none') FROM flow_command WHERE done IS NOT NULL ORDER BY n DESC LIMIT 1",
    )
}

#[test]
fn a_command_is_carried_out_and_says_who_decided() {
    for (what, value) in [("retry", "NULL"), ("answer", "'null'"), ("abandon", "NULL")] {
        let mut world = dead();
        command(&mut world, what, 1, value, "the partner is up");
        assert_eq!((error(&world).as_str(), world.dead_kinds().len()), ("none", 0), "{what}");
        let paid = if what == "abandon" { serde_json::Value::Null } else { 5.into() };
        assert_eq!(world.variable(0, "a", "paid"), paid, "{what}");
        let note = world.text("SELECT note FROM flow_journal WHERE note LIKE '%reason%'");
        assert_eq!(note, r#"{"dead":"exhausted","reason":"the partner is up","who":"ann"}"#);
    }
    let mut world = dead();
    command(&mut world, "fail", 1, "NULL", "no notification");
    assert_eq!((error(&world).as_str(), world.dead_kinds()), ("none", vec!["failed"]));
}

#[test]
fn a_command_that_cannot_be_carried_out_says_why() {
    let mut world = dead();
    for (what, letter, value, reason, expected) in [
        ("retry", 7, "NULL", "why not", "there is no @dead letter '7'"),
        ("retry", 1, "NULL", " ", "a decision needs a reason"),
        ("retry", 1, "'5'", "why not", "'retry' has no value"),
        ("answer", 1, "NULL", "why not", "'answer' needs a value in JSON"),
        ("answer", 1, "'{'", "why not", "the answer is not JSON"),
        (
            "delete",
            1,
            "NULL",
            "why not",
            "'delete' is no command: there are retry, answer, fail, abandon, archive, clean, erase, drain, restored and accept-clock",
        ),
    ] {
        command(&mut world, what, letter, value, reason);
        assert_eq!(error(&world), expected);
    }
    assert_eq!(world.dead_kinds(), ["exhausted"]);
    assert_eq!(world.count("SELECT count(*) FROM flow_command WHERE done IS NULL"), 0);
}

#[test]
fn a_host_that_runs_was_not_restored() {
    let mut world = dead();
    command(&mut world, "restored", 0, "NULL", "the disk was lost");
    assert_eq!(error(&world), "a host runs with the database, and has begun: stop it first");
    assert_eq!(world.dead_kinds(), ["exhausted"]);
}

#[test]
fn wherever_the_process_ends_a_command_has_its_effect_once() {
    let mut points = 0;
    loop {
        let mut world = dead();
        world.engine.end_after(points);
        command(&mut world, "retry", 1, "NULL", "again");
        // The process may end while it looks.
        let has_ended = world.engine.store.statements_left() == Some(0);
        if has_ended {
            world = world.restart();
            world.engine.look_for_commands();
            world.settle();
        }
        world.engine.end_after(u64::MAX);
        assert_eq!(world.variable(0, "a", "paid"), 5, "after {points} statements");
        assert_eq!((error(&world).as_str(), world.dead().len()), ("none", 0), "after {points} statements");
        let retried = world.count("SELECT count(*) FROM flow_journal WHERE what = 'retried'");
        assert_eq!((retried, world.outside.performed.len()), (1, 2), "after {points} statements");
        if !has_ended {
            break;
        }
        points += 1;
    }
    assert!(points > 10, "{points} crash points");
}

#[test]
fn a_drain_that_its_host_did_not_finish_does_not_drain_the_next_one() {
    let world = dead();
    let after = world.engine.store.connection().map(|connection| {
        connection.execute(
            "INSERT INTO flow_command (at, who, what, letter, value, reason) VALUES (0, 'ann', 'drain', 0, '1', 'new')",
            (),
        )
    });
    assert!(after.is_ok_and(|inserted| inserted.is_ok()));
    let mut world = world.restart();
    world.settle();
    assert_eq!(error(&world), "the host that ran then has stopped");
    world.engine.look_for_commands();
    command(&mut world, "retry", 1, "NULL", "again");
    assert_eq!(error(&world), "none", "it takes commands, and handles events");
}
