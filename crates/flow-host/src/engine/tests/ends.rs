//! Bindings and actors that end the process: they are found, and the others go on.
//!
//! A restart of the world is the end of the process: no file is closed.

use flow_durable::Trouble;

use super::program::{ORDER, shop};
use super::world::{World, agree};
use crate::engine::Decision;

/// Orders with payments that ask about their card.
fn asking(ids: &[&str]) -> World {
    let mut world = World::new(shop);
    world.answers_at_once = false;
    for id in ids {
        world.create(ORDER, id);
        world.send(ORDER, id, "customer", "checkout", r#"{"amount":5}"#);
    }
    world
}

/// Ends the process, and starts it again.
fn end(world: World) -> World {
    let mut world = world.restart();
    world.settle();
    world
}

#[test]
fn a_question_that_ends_the_process_three_times_is_a_dead_letter_and_the_others_go_on() {
    let mut world = asking(&["o-1", "o-2", "o-3"]);
    assert_eq!(world.asked_for().len(), 3);
    for _ in 0..2 {
        world = end(world);
        assert_eq!(world.asked_for().len(), 1, "suspects go one at a time");
        assert!(world.dead().is_empty());
    }
    world = end(world);
    assert_eq!(world.dead_kinds(), ["ends-the-process"]);
    world.answers_at_once = true;
    world.settle();
    for _ in 0..4 {
        world = end(world);
    }
    assert_eq!(world.engine.list(ORDER, Some("packed"), 0, 10).unwrap().len(), 2);
    assert_eq!(world.dead_kinds(), ["ends-the-process"]);
}

#[test]
fn an_action_that_ended_the_process_is_asked_again_with_its_key_when_it_is_retried() {
    let mut world = asking(&["o-1"]);
    for _ in 0..2 {
        world.perform_one();
    }
    assert_eq!(world.asked_for(), ["reserve_amount"]);
    // It is performed each time, and the process ends before the answer is stored.
    for _ in 0..3 {
        let lost = world.pending.pop_front().unwrap();
        world.outside.perform(lost);
        world = end(world);
    }
    let dead = world.dead();
    assert_eq!((dead[0].kind.name(), dead[0].phrase.as_str()), ("ends-the-process", "reserve $amount"));
    world.answers_at_once = true;
    world.decide(dead[0].n, Decision::Retry);
    assert_eq!(world.state(ORDER, "o-1"), "packed");
    assert!(world.outside.performed.values().all(|times| *times == 1 || *times == 4), "one key, four times");
}

#[test]
fn a_message_that_ends_the_process_three_times_is_a_dead_letter_and_the_next_one_goes() {
    let mut world = asking(&["o-1"]);
    for _ in 0..4 {
        world.perform_one();
    }
    assert_eq!(world.asked_for(), ["a message"]);
    for _ in 0..3 {
        world = end(world);
    }
    let dead = world.dead();
    assert_eq!(
        (dead[0].kind.name(), dead[0].phrase.as_str()),
        ("ends-the-process", ":confirmation to @mail")
    );
    world.answers_at_once = true;
    world.settle();
    assert_eq!(world.outside.delivered, [r#"packed {"order":"o-1"}"#]);
    world.decide(dead[0].n, Decision::Retry);
    assert_eq!(world.outside.delivered.len(), 2);
}

#[test]
fn a_host_that_stops_in_order_suspects_nobody() {
    let mut world = asking(&["o-1", "o-2"]);
    for _ in 0..5 {
        world.engine.close();
        world = end(world);
        assert_eq!(world.asked_for().len(), 2);
    }
    assert!(world.dead().is_empty());
}

#[test]
fn an_attempt_that_ends_without_an_answer_is_no_suspect() {
    let mut world = asking(&["o-1"]);
    for _ in 0..4 {
        world.outside.answers = |_, _| Err(Trouble::Later("busy".into()));
        world.perform_one();
        world = end(world);
        world.advance(super::world::seconds(5));
    }
    assert!(world.dead().is_empty());
    world.outside.answers = agree;
    world.answers_at_once = true;
    world.settle();
    assert_eq!(world.state(ORDER, "o-1"), "packed");
}
