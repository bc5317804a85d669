//! How many attempts one partner gets at once, in general and when it is down.
//!
//! The outside answers only when a test makes it answer, so that the attempts in progress can be counted.

use flow_durable::Trouble;

use super::program::{ORDER, shop};
use super::world::{World, agree, seconds};
use crate::bounds::Bounds;
use crate::engine::{Options, Random};

/// Orders with payments that wait for an answer about their card.
fn waiting(orders: usize, per_phrase: usize) -> World {
    let bounds = Bounds { per_phrase, ..Bounds::default() };
    let mut world = World::with(shop, Options { random: Random::Seed(1), bounds, ..Options::default() });
    world.answers_at_once = false;
    for number in 0..orders {
        let id = format!("o-{number}");
        world.create(ORDER, &id);
        world.send(ORDER, &id, "customer", "checkout", r#"{"amount":5}"#);
    }
    world
}

#[test]
fn one_phrase_has_so_many_places() {
    let mut world = waiting(4, 2);
    assert_eq!(world.asked_for(), ["card_is_valid"; 2]);
    world.perform_one();
    assert_eq!(world.asked_for(), ["card_is_valid", "card_is_valid", "card_is_known"]);
    world.answers_at_once = true;
    world.settle();
    assert_eq!(world.engine.list(ORDER, Some("packed"), 0, 10).unwrap().len(), 4);
}

#[test]
fn a_partner_that_is_down_gets_one_attempt_at_a_time_until_it_answers() {
    let mut world = waiting(8, 64);
    world.outside.answers = |_, _| Err(Trouble::Later("down".into()));
    assert_eq!(world.asked_for().len(), 8);
    for _ in 0..8 {
        world.perform_one();
    }
    world.advance(seconds(1));
    assert_eq!(world.asked_for(), ["card_is_valid"], "all pauses are over, and one is let through");
    world.perform_one();
    assert_eq!(world.asked_for(), ["card_is_valid"], "the next one");
    world.outside.answers = agree;
    world.perform_one();
    assert!(world.asked_for().len() >= 6, "it is up again: {:?}", world.asked_for());
    world.answers_at_once = true;
    world.settle();
    world.advance(seconds(60));
    assert_eq!(world.engine.list(ORDER, Some("packed"), 0, 10).unwrap().len(), 8);
    assert!(world.dead().is_empty());
}

#[test]
fn four_troubles_are_no_outage() {
    let mut world = waiting(6, 64);
    world.outside.answers = |_, _| Err(Trouble::Later("down".into()));
    for _ in 0..4 {
        world.perform_one();
    }
    world.outside.answers = agree;
    world.perform_one();
    world.outside.answers = |_, _| Err(Trouble::Later("down".into()));
    world.perform_one();
    world.advance(seconds(1));
    let asked = world.asked_for();
    assert_eq!(asked.iter().filter(|name| **name == "card_is_valid").count(), 5);
}

#[test]
fn the_time_in_which_a_question_waits_for_its_turn_is_not_counted() {
    let mut world = waiting(2, 1);
    assert_eq!(world.asked_for(), ["card_is_valid"]);
    world.advance(seconds(300));
    world.perform_one();
    world.outside.answers = |_, attempt| {
        if attempt < 8 { Err(Trouble::Later("down".into())) } else { agree("card", attempt) }
    };
    let at = world
        .pending
        .iter()
        .position(|output| matches!(output, crate::engine::Output::Ask { ask, .. } if ask.phrase == 0));
    let second = world.pending.remove(at.expect("the second order's question goes out")).unwrap();
    let input = world.outside.perform(second);
    world.engine.submit(input);
    world.settle();
    assert!(world.dead().is_empty(), "it has seven more attempts");
}

#[test]
fn messages_to_an_actor_that_is_down_go_one_at_a_time() {
    let mut world = waiting(0, 64);
    world.answers_at_once = true;
    world.outside.mail = |_, attempt| if attempt < 3 { Err(Trouble::Later("down".into())) } else { Ok(None) };
    for number in 0..7 {
        let id = format!("o-{number}");
        world.create(ORDER, &id);
        world.send(ORDER, &id, "customer", "checkout", r#"{"amount":5}"#);
    }
    world.answers_at_once = false;
    world.advance(seconds(1));
    assert_eq!(world.asked_for(), ["a message"]);
    world.answers_at_once = true;
    world.settle();
    world.advance(seconds(100));
    assert_eq!(world.outside.delivered.len(), 14);
}
