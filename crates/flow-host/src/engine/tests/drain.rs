//! A host that is drained for another version of the program.

use flow_durable::{CallError, Trouble};

use super::program::{ORDER, accounts, shop};
use super::world::{World, agree, seconds};
use crate::engine::Decision;

fn is_refused(reply: Option<&Result<crate::engine::Reply, CallError>>) -> bool {
    matches!(reply, Some(Err(CallError::Unavailable(error))) if error.contains("drained"))
}

#[test]
fn what_was_begun_is_finished_and_nothing_else_is_begun() {
    let mut world = World::new(accounts);
    world.answers_at_once = false;
    world.create(0, "a");
    world.create(0, "b");
    assert_eq!(world.send(0, "a", "customer", "pay", r#"{"amount":5}"#), None);
    // It waits for its turn.
    assert_eq!(world.send(0, "a", "customer", "pay", r#"{"amount":7}"#), None);
    world.engine.begin_drain();
    assert!(is_refused(world.send(0, "b", "customer", "pay", r#"{"amount":5}"#).as_ref()));
    assert!(is_refused(world.create(0, "c").as_ref()));
    assert!(is_refused(world.decide(1, Decision::Retry).as_ref()));
    assert_eq!(world.engine.count_open(), 1);
    world.answers_at_once = true;
    world.settle();
    assert_eq!(world.engine.count_open(), 0);
    assert_eq!(world.variable(0, "a", "paid"), 5);
    assert_eq!(world.count("SELECT count(*) FROM flow_delivery WHERE status = 0"), 1, "the second one waits");
    assert!(!world.engine.has_work());
    assert_eq!(world.engine.end_drain(), Ok(0));
    assert_eq!(world.count("SELECT count(*) FROM flow_meta WHERE name = 'drained'"), 1);

    let mut world = world.restart();
    world.settle();
    assert_eq!(world.variable(0, "a", "paid"), 12, "the next host takes it up");
    assert_eq!(world.count("SELECT count(*) FROM flow_meta WHERE name = 'drained'"), 0);
}

#[test]
fn calls_that_came_before_are_refused_and_timers_wait() {
    let mut world = World::new(shop);
    world.outside.answers = |_, _| Err(Trouble::Later("busy".into()));
    world.create(ORDER, "o-1");
    world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":5}"#);
    world.engine.begin_drain();
    world.advance(seconds(700));
    assert_eq!(world.state(ORDER, "o-1"), "waiting", "its timer is for the next version");
    assert_eq!(world.dead_kinds(), ["exhausted"], "attempts come to their end");
    assert_eq!(world.engine.count_open(), 0);
    world.outside.answers = agree;
    assert_eq!(world.engine.end_drain(), Ok(0));
    let mut world = world.restart();
    world.advance(seconds(1));
    assert_eq!(world.state(ORDER, "o-1"), "cancelled");
}

#[test]
fn a_handler_without_an_answer_is_left() {
    let mut world = World::new(accounts);
    world.answers_at_once = false;
    world.create(0, "a");
    world.send(0, "a", "customer", "pay", r#"{"amount":5}"#);
    world.engine.begin_drain();
    assert_eq!(world.engine.end_drain(), Ok(1));
}
