//! Messages to actors outside: order, attempts, answers.
//!
//! A message is delivered at least once with one key; an answer enters once.

use flow_durable::{CallError, Trouble};

use super::program::{ORDER, STOCK, shop};
use super::world::{World, event_of, message_id, seconds};
use crate::engine::{Decision, Input, Receiver, Reply};

/// An order with messages that are not delivered yet; it is in `#paid` if the stock is closed.
fn paid() -> World {
    let mut world = World::new(shop);
    world.outside.mail = |_, _| Err(Trouble::Later("no connection".into()));
    world.create(ORDER, "o-1");
    world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":5}"#);
    world
}

#[test]
fn messages_of_an_instance_to_an_actor_go_in_order() {
    let mut world = paid();
    assert_eq!(world.state(ORDER, "o-1"), "packed", "nobody waits for the mail");
    assert_eq!(world.outside.messages.len(), 1, "the second message waits for the first");
    world.outside.mail = |_, attempt| {
        assert!(attempt == 1 || attempt == 2, "attempt {attempt}");
        Ok(None)
    };
    world.advance(seconds(2));
    assert_eq!(world.outside.delivered.len(), 2);
    assert!(world.outside.delivered[0].starts_with("confirmation"));
    assert!(world.engine.is_idle());
}

#[test]
fn the_attempts_of_a_message_survive_the_process() {
    let mut world = paid();
    world.advance(seconds(1));
    let attempts = "SELECT attempt FROM flow_outgoing WHERE message = 'confirmation'";
    assert_eq!(world.count(attempts), 2);
    let mut world = world.restart();
    world.settle();
    assert_eq!(world.count(attempts), 2, "the pause goes on");
    world.outside.mail = |message, attempt| {
        assert_eq!(attempt, if message == "confirmation" { 3 } else { 1 });
        Ok(None)
    };
    world.advance(seconds(10));
    assert_eq!(world.outside.delivered.len(), 2);
}

#[test]
fn a_message_that_is_refused_or_exhausted_is_a_dead_letter_and_lets_the_next_go() {
    let mut world = paid();
    world.outside.mail = |message, _| {
        if message == "packed" {
            Err(Trouble::Refused("no such street".into()))
        } else {
            Err(Trouble::Later("down".into()))
        }
    };
    world.advance(seconds(120));
    assert_eq!(world.dead_kinds(), ["exhausted", "failed"]);
    assert_eq!(world.dead()[1].phrase, ":packed to @mail");
    world.outside.mail = |_, _| Ok(None);
    for dead in world.dead() {
        assert_eq!(world.decide(dead.n, Decision::Retry), Some(Ok(Reply::Decided)));
    }
    assert_eq!(world.outside.delivered.len(), 2);
    assert!(world.dead().is_empty());
}

#[test]
fn an_abandoned_message_is_not_delivered() {
    let mut world = paid();
    world.outside.mail = |_, _| Err(Trouble::Refused("no".into()));
    world.advance(seconds(5));
    let dead = world.dead();
    assert_eq!(dead.len(), 2);
    for letter in dead {
        assert!(matches!(world.decide(letter.n, Decision::Fail), Some(Err(CallError::Unfit(_)))));
        world.decide(letter.n, Decision::Abandon);
    }
    let mut world = world.restart();
    world.outside.mail = |_, _| Ok(None);
    world.settle();
    assert!(world.outside.delivered.is_empty() && world.engine.is_idle());
}

/// An order in `#paid`, which accepts `:delivered from @carrier`, with a confirmation that is being delivered.
fn confirming() -> World {
    let mut world = World::new(shop);
    world.send(STOCK, "pen", "clerk", "close", "{}");
    world.create(ORDER, "o-1");
    world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":5}"#);
    // The confirmation was delivered: one more order, with a message that stays undelivered.
    world.answers_at_once = false;
    world.create(ORDER, "o-2");
    world.send(ORDER, "o-2", "customer", "checkout", r#"{"amount":5}"#);
    for _ in 0..4 {
        world.perform_one();
    }
    assert_eq!(world.state(ORDER, "o-2"), "paid");
    world
}

#[test]
fn an_answer_enters_with_the_end_of_its_message() {
    let mut world = confirming();
    let id = message_id(&world.pending[0]);
    let event = event_of(ORDER, "delivered", "carrier", "{}");
    world.engine.submit(Input::Delivered { message: id, result: Ok(Some(event.clone())) });
    world.engine.submit(Input::Delivered { message: id, result: Ok(Some(event)) });
    world.settle();
    assert_eq!(world.variable(ORDER, "o-2", "delivered"), true);
    assert_eq!(
        world.read(ORDER, "o-2").map(|record| record.revision),
        Some(3),
        "the second result is ignored"
    );
}

#[test]
fn an_answer_that_cannot_be_read_is_a_dead_letter() {
    let mut world = confirming();
    let id = message_id(&world.pending[0]);
    let result = Ok(Some(event_of(ORDER, "returned", "carrier", "{}")));
    world.engine.submit(Input::Delivered { message: id, result });
    world.settle();
    assert_eq!(world.dead_kinds(), ["rejected", "rejected", "unreadable"], "the stock rejected two");
}

#[test]
fn a_webhook_twice_late_and_before_its_message_returned_enters_once() {
    let mut world = confirming();
    let id = message_id(&world.pending[0]);
    let event = || event_of(ORDER, "delivered", "carrier", "{}");
    let mut receive = |webhook: &str| world.receive("mail", webhook, Receiver::Sender(id), event());
    assert_eq!(receive("w-1"), Some(Ok(Reply::Received(true))));
    assert_eq!(receive("w-1"), Some(Ok(Reply::Received(false))));
    world.engine.submit(Input::Delivered { message: id, result: Err(Trouble::Refused("late".into())) });
    world.settle();
    assert_eq!(world.read(ORDER, "o-2").map(|record| record.revision), Some(3));
    assert_eq!(world.dead_kinds(), ["rejected", "rejected"], "the late refusal counts no more");
    let mut world = world.restart();
    let mut receive = |webhook: &str| world.receive("mail", webhook, Receiver::Sender(id), event());
    assert_eq!(receive("w-1"), Some(Ok(Reply::Received(false))));
    assert_eq!(receive("w-2"), Some(Ok(Reply::Received(true))), "a further answer to the message");
}

#[test]
fn an_answer_that_nobody_asked_for_reaches_an_instance_by_its_id() {
    let mut world = confirming();
    let event = || event_of(ORDER, "delivered", "carrier", "{}");
    let to = |id: &str| Receiver::Instance(id.to_owned());
    assert_eq!(world.receive("carrier", "c-1", to("o-1"), event()), Some(Ok(Reply::Received(true))));
    assert_eq!(world.variable(ORDER, "o-1", "delivered"), true);
    assert!(matches!(
        world.receive("carrier", "c-2", to("o-9"), event()),
        Some(Err(CallError::NotFound { .. }))
    ));
    let wrong = event_of(ORDER, "returned", "carrier", "{}");
    assert!(matches!(world.receive("carrier", "c-3", to("o-1"), wrong), Some(Err(CallError::Unfit(_)))));
}
