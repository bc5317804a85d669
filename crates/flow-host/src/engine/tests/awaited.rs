//! Handlers that wait for answers: the times of commits, attempts, redelivery, decisions.
//!
//! The order of an answer, its commit and the next question ensures that a handler has its effect once.

use flow_durable::{CallError, Trouble};

use super::program::{ORDER, PAYMENT, accounts, shop};
use super::world::{World, agree, seconds, stepped};
use crate::engine::{Decision, Input, Output, Reply};

const ACCOUNT: usize = 0;

fn checked_out() -> World {
    let mut world = World::new(shop);
    world.answers_at_once = false;
    world.create(ORDER, "o-1");
    world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":5}"#);
    world
}

fn stored(world: &World) -> String {
    world.text(
        "SELECT coalesce(group_concat(function || ':' || coalesce(answer, refused, '?'), ' '), '')
         FROM (SELECT * FROM flow_answer ORDER BY number)",
    )
}

#[test]
fn guards_are_stored_with_the_next_action() {
    let mut world = checked_out();
    assert_eq!(world.asked_for(), ["card_is_valid"]);
    assert_eq!(world.count("SELECT count(*) FROM flow_delivery WHERE status = 1"), 1);
    world.perform_one();
    assert_eq!((world.asked_for(), stored(&world)), (vec!["card_is_known"], String::new()));
    world.perform_one();
    assert_eq!(world.asked_for(), ["reserve_amount"]);
    assert_eq!(stored(&world), "card_is_valid:true card_is_known:true reserve_amount:?");
    world.perform_one();
    assert_eq!(world.asked_for(), ["charge_amount"]);
    assert_eq!(stored(&world), "card_is_valid:true card_is_known:true reserve_amount:null charge_amount:?");
    world.perform_one();
    assert_eq!(stored(&world), "");
    let note = world.text("SELECT note FROM flow_journal WHERE note LIKE '%performed%'");
    assert!(note.contains("reserve_amount") && note.contains("charge_amount"), "{note}");
}

#[test]
fn after_a_crash_the_same_question_has_the_same_key() {
    let mut world = checked_out();
    for _ in 0..2 {
        world.perform_one();
    }
    // The action is performed, and its answer is lost with the process.
    let lost = world.pending.pop_front().unwrap();
    world.outside.perform(lost);
    let mut world = world.restart();
    world.settle();
    assert_eq!(world.asked_for(), ["reserve_amount"], "the guards are not asked again");
    world.answers_at_once = true;
    world.settle();
    assert_eq!(world.state(ORDER, "o-1"), "packed");
    let times: Vec<u32> = world.outside.performed.values().copied().collect();
    assert_eq!(times.iter().sum::<u32>(), 3, "twice with one key, once with the other");
    assert_eq!(times.len(), 2);
}

#[test]
fn guards_that_decide_differently_after_a_crash_have_other_keys() {
    let mut world = checked_out();
    world.perform_one();
    world.outside.perform(world.pending.pop_front().unwrap());
    let mut world = world.restart();
    // The second guard asked with the number 1; now the first one is false, and no other question may have this key.
    world.outside.answers = |function, _| Ok((function != "card_is_valid").to_string());
    world.answers_at_once = true;
    world.settle();
    assert_eq!(world.state(ORDER, "o-1"), "declined");
}

#[test]
fn a_refusal_is_an_answer_that_the_handler_can_take() {
    let mut world = World::new(shop);
    world.outside.answers = |function, attempt| {
        if function == "charge_amount" {
            Err(Trouble::Refused("broke".into()))
        } else {
            agree(function, attempt)
        }
    };
    world.create(ORDER, "o-1");
    world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":5}"#);
    assert_eq!(world.state(ORDER, "o-1"), "declined");
    assert!(world.dead().is_empty());
}

#[test]
fn later_is_tried_again_and_a_restart_neither_resets_nor_skips_attempts() {
    let mut world = checked_out();
    world.outside.answers =
        |_, attempt| if attempt < 4 { Err(Trouble::Later("busy".into())) } else { Ok("true".into()) };
    world.perform_one();
    assert!(world.pending.is_empty(), "there is a pause");
    let attempt = "SELECT attempt FROM flow_answer";
    assert_eq!(world.count(attempt), 1);
    world.answers_at_once = true;
    world.advance(seconds(1));
    let made = world.count(attempt);
    assert!(made == 2 || made == 3, "{made} attempts");
    let mut world = world.restart();
    world.outside.answers = |_, _| panic!("the pause goes on");
    world.settle();
    assert_eq!(world.count(attempt), made);
    world.outside.answers = |function, attempt| {
        assert!(function != "card_is_valid" || attempt >= 3, "attempt {attempt}");
        agree(function, attempt)
    };
    world.advance(seconds(10));
    assert_eq!(world.state(ORDER, "o-1"), "packed");
}

#[test]
fn after_all_attempts_the_instance_is_free_and_a_retry_goes_on_where_it_stopped() {
    let mut world = World::new(accounts);
    world.outside.answers = |function, attempt| {
        if function == "notify" { Err(Trouble::Later("down".into())) } else { agree(function, attempt) }
    };
    world.create(ACCOUNT, "a");
    assert_eq!(world.send(ACCOUNT, "a", "customer", "pay", r#"{"amount":5}"#), None, "it waits");
    world.send(ACCOUNT, "a", "customer", "pay", r#"{"amount":7}"#);
    world.advance(seconds(120));
    let exhausted = Err(CallError::Exhausted { phrase: "notify".into(), error: "down".into() });
    assert_eq!(world.replies.get(&2), Some(&exhausted));
    world.advance(seconds(120));
    assert_eq!(world.replies.get(&3), Some(&exhausted));
    assert_eq!(world.dead_kinds(), ["exhausted", "exhausted"]);
    assert_eq!(world.outside.asked.values().filter(|asked| asked.starts_with("2 ")).count(), 2);
    let dead = world.dead()[0].n;
    world.outside.answers = agree;
    assert_eq!(world.decide(dead, Decision::Retry), Some(Ok(Reply::Decided)));
    assert_eq!(world.variable(ACCOUNT, "a", "paid"), 5);
    assert_eq!(world.outside.performed.len(), 3, "two charges and one notification");
    assert!(world.outside.performed.values().all(|times| *times == 1));
}

/// A payment with a notification that had no answer, in an account that has then moved on.
fn moved_on() -> World {
    let mut world = World::new(accounts);
    world.outside.answers = |function, attempt| {
        if function == "notify" { Err(Trouble::Later("down".into())) } else { agree(function, attempt) }
    };
    world.create(ACCOUNT, "a");
    world.send(ACCOUNT, "a", "customer", "pay", r#"{"amount":5}"#);
    world.advance(seconds(200));
    world.outside.answers = agree;
    world
}

#[test]
fn a_dead_letter_retried_after_its_instance_moved_on_asks_guards_anew_and_performs_nothing_twice() {
    let mut world = moved_on();
    world.send(ACCOUNT, "a", "customer", "raise", r#"{"fee":0}"#);
    let dead = world.dead()[0].n;
    world.decide(dead, Decision::Retry);
    assert_eq!(world.variable(ACCOUNT, "a", "paid"), 5);
    assert!(world.outside.performed.values().all(|times| *times == 1), "{:?}", world.outside.performed);
    assert_eq!(world.outside.performed.len(), 2);
    assert!(world.dead().is_empty());
}

#[test]
fn what_was_performed_and_no_longer_fits_is_never_performed_anew() {
    let mut world = moved_on();
    world.send(ACCOUNT, "a", "customer", "raise", r#"{"fee":1}"#);
    let dead = world.dead()[0].n;
    world.decide(dead, Decision::Retry);
    assert_eq!(world.dead_kinds(), ["performed-but-no-longer-fits"]);
    assert_eq!(world.outside.performed.len(), 1, "the charge of before");

    // The guard is false: the handler ends differently.
    world.send(ACCOUNT, "a", "customer", "raise", r#"{"fee":0}"#);
    world.outside.answers = |_, _| Ok("false".into());
    let dead = world.dead()[0].n;
    world.decide(dead, Decision::Retry);
    assert_eq!(world.dead_kinds(), ["performed-but-no-longer-fits"]);
    let note =
        world.text("SELECT note FROM flow_journal WHERE note LIKE '%performed%' ORDER BY n DESC LIMIT 1");
    assert!(note.contains("charge_amount"), "{note}");

    // It fits again: the performed phrases are still known.
    world.outside.answers = agree;
    let dead = world.dead()[0].n;
    world.decide(dead, Decision::Retry);
    assert_eq!((world.variable(ACCOUNT, "a", "paid"), world.dead().len()), (5.into(), 0));
    assert!(world.outside.performed.values().all(|times| *times == 1));
}

#[test]
fn a_crash_amid_a_redelivery_loses_nothing_that_was_performed() {
    let mut world = moved_on();
    world.send(ACCOUNT, "a", "customer", "raise", r#"{"fee":0}"#);
    world.answers_at_once = false;
    let dead = world.dead()[0].n;
    world.decide(dead, Decision::Retry);
    assert_eq!(world.asked_for(), ["card_is_open"]);
    let mut world = world.restart();
    world.settle();
    assert_eq!(world.asked_for(), ["card_is_open"]);
    world.perform_one();
    assert_eq!(world.asked_for(), ["notify"]);
    let mut world = world.restart();
    world.answers_at_once = true;
    world.settle();
    assert_eq!(world.variable(ACCOUNT, "a", "paid"), 5);
    assert!(world.outside.performed.values().all(|times| *times == 1), "{:?}", world.outside.performed);
}

#[test]
fn people_can_answer_and_fail_in_place_of_a_phrase() {
    let mut world = moved_on();
    let dead = world.dead()[0].n;
    world.decide(dead, Decision::Answer("null".into()));
    assert_eq!(world.variable(ACCOUNT, "a", "paid"), 5);

    let mut world = moved_on();
    let dead = world.dead()[0].n;
    world.decide(dead, Decision::Fail);
    assert_eq!(world.dead_kinds(), ["failed"]);
    assert_eq!(world.variable(ACCOUNT, "a", "paid"), serde_json::Value::Null);
    let dead = world.dead()[0].n;
    world.decide(dead, Decision::Abandon);
    assert_eq!(world.dead().len(), 0);
    assert_eq!(world.count("SELECT count(*) FROM flow_answer"), 0);
    let unfit = world.decide(dead, Decision::Retry);
    assert!(matches!(unfit, Some(Err(CallError::NotFound { .. }))));
}

#[test]
fn while_an_instance_waits_its_other_events_wait_and_others_go_on() {
    let mut world = World::new(accounts);
    world.answers_at_once = false;
    world.create(ACCOUNT, "a");
    world.create(ACCOUNT, "b");
    assert_eq!(world.send(ACCOUNT, "a", "customer", "pay", r#"{"amount":5}"#), None);
    assert_eq!(world.send(ACCOUNT, "a", "customer", "raise", r#"{"fee":1}"#), None);
    assert_eq!(world.send(ACCOUNT, "b", "customer", "raise", r#"{"fee":1}"#), stepped("open", &[]));
    world.answers_at_once = true;
    world.settle();
    assert_eq!(
        (world.variable(ACCOUNT, "a", "paid"), world.variable(ACCOUNT, "a", "fee")),
        (5.into(), 1.into())
    );
    assert!(world.replies.contains_key(&3) && world.replies.contains_key(&4));
}

#[test]
fn an_instance_with_too_many_events_is_busy() {
    let options = crate::engine::Options {
        bounds: crate::bounds::Bounds { queued: 2, ..Default::default() },
        ..Default::default()
    };
    let mut world = World::with(accounts, options);
    world.answers_at_once = false;
    world.create(ACCOUNT, "a");
    let replies: Vec<_> =
        (0..4).map(|_| world.send(ACCOUNT, "a", "customer", "pay", r#"{"amount":5}"#)).collect();
    assert_eq!(replies, [None, None, None, Some(Err(CallError::Busy))]);
}

#[test]
fn the_first_answer_counts() {
    let mut world = World::new(accounts);
    world.answers_at_once = false;
    world.create(ACCOUNT, "a");
    world.send(ACCOUNT, "a", "customer", "close", "{}");
    let Some(Output::Ask { id, .. }) = world.pending.pop_front() else { panic!("a question") };
    let answered = |value: &str| Input::Answered { ask: id.clone(), result: Ok(value.into()) };
    let late = Input::Answered { ask: id.clone(), result: Err(Trouble::Later("time-out".into())) };
    for input in [late, answered("7"), answered("8")] {
        world.engine.submit(input);
    }
    world.settle();
    assert_eq!(world.variable(ACCOUNT, "a", "rate"), 7);
    assert_eq!(world.read(ACCOUNT, "a").map(|record| record.revision), Some(1));
    assert!(world.engine.is_idle());
}

#[test]
fn answers_that_do_not_fit_the_handler_are_noticed() {
    let mut world = checked_out();
    for _ in 0..2 {
        world.perform_one();
    }
    world.sql("UPDATE flow_answer SET arguments = '[6]' WHERE function = 'reserve_amount'");
    let mut world = world.restart();
    world.settle();
    assert_eq!((world.dead_kinds(), world.asked_for()), (vec!["answers-do-not-fit"], vec![]));

    let mut world = World::new(accounts);
    world.outside.answers = |_, _| Ok("\"a text\"".into());
    world.create(ACCOUNT, "a");
    world.send(ACCOUNT, "a", "customer", "close", "{}");
    assert_eq!(world.dead_kinds(), ["answers-do-not-fit"], "the answer is no number");
}

#[test]
fn a_payment_is_made_again_by_the_retry_of_its_first_event() {
    let mut world = World::new(shop);
    world.outside.answers = |_, _| Err(Trouble::Later("down".into()));
    world.create(ORDER, "o-1");
    world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":5}"#);
    world.advance(seconds(200));
    assert_eq!(world.dead_kinds(), ["exhausted"]);
    assert!(world.engine.list(PAYMENT, None, 0, 9).unwrap().is_empty());
    world.outside.answers = agree;
    let dead = world.dead()[0].n;
    world.decide(dead, Decision::Retry);
    assert_eq!(world.state(ORDER, "o-1"), "packed");
}

#[test]
fn a_question_that_cannot_be_put_is_a_dead_letter_at_once_and_goes_on_when_that_is_corrected() {
    let mut world = checked_out();
    world.perform_one();
    world.perform_one();
    let Some(Output::Ask { id, .. }) = world.pending.pop_front() else { panic!("something is asked") };
    let result = Err(Trouble::Misconfigured("the partner answers 401".to_owned()));
    world.engine.submit(Input::Answered { ask: id, result });
    world.settle();
    assert_eq!((world.dead_kinds(), world.pending.len()), (vec!["misconfigured"], 0));
    world.answers_at_once = true;
    let letter = world.dead()[0].n;
    world.decide(letter, Decision::Retry);
    world.settle();
    assert!(world.dead_kinds().is_empty());
    assert_eq!(
        world.outside.performed.len(),
        2,
        "the guards are not asked again, and nothing is performed twice"
    );
}
