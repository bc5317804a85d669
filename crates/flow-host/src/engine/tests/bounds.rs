//! The bounds of a host: a caller that reaches one gets an error, and the others go on.
//!
//! Each test sets a small bound, reaches it, and goes on below it.

use flow_durable::{Attempts, CallError, Instances, MachineTable, Stopped, Target, Trouble};
use serde_json::json;

use super::program::{Hand, ORDER, PAYMENT, accounts, alone, event, shop, table};
use super::world::{World, agree, event_of, seconds, stepped};
use crate::bounds::Bounds;
use crate::engine::{Channel, Input, Options, Random, Receiver, Reply};
use crate::program::Parts;

/// A world with bounds.
fn bounded(parts: fn() -> Parts, bounds: Bounds) -> World {
    World::with(parts, Options { bounds, random: Random::Seed(1), ..Options::default() })
}

const SIZE: usize = 300;

fn is_too_large(reply: Option<Result<Reply, CallError>>) -> bool {
    matches!(reply, Some(Err(CallError::TooLarge(text))) if text.contains("at most 300 are stored"))
}

#[test]
fn what_is_too_large_from_outside_is_refused() {
    let mut world = bounded(shop, Bounds { size: SIZE, ..Bounds::default() });
    let text = "x".repeat(SIZE);
    let context = format!("{{\"name\":\"{text}\"}}");
    assert!(is_too_large(world.call(|ticket| Input::Create { ticket, machine: ORDER, id: None, context })));
    world.create(ORDER, "o-1");
    let payload = format!("{{\"amount\":5,\"text\":\"{text}\"}}");
    assert!(is_too_large(world.send(ORDER, "o-1", "customer", "checkout", &payload)));
    let event = event_of(ORDER, "delivered", "carrier", &payload);
    assert!(is_too_large(world.receive("carrier", "c-1", Receiver::Instance("o-1".into()), event)));
    assert_eq!(world.count("SELECT count(*) FROM flow_webhook"), 0, "a smaller one may have this id");
    assert_eq!(world.count("SELECT count(*) FROM flow_delivery"), 0);
    let reply = world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":5}"#);
    assert_eq!(reply, stepped("new", &["waiting"]));
}

/// A machine that writes a row, and then makes the instances that its payload requests.
static MAKER_TABLE: MachineTable = table(
    "maker",
    Instances::PerConversation,
    &["on"],
    &[],
    &[
        event("grow", Some("customer"), true, &["on"], &[]),
        event("post", Some("customer"), true, &["on"], &[]),
        event("loop", Some("customer"), true, &["on"], &[]),
        event("loop", Some("maker"), false, &["on"], &[]),
        event("tree", Some("maker"), false, &["on"], &[]),
    ],
    &[],
);

fn make(hand: &mut Hand<'_>) -> Result<(), Stopped> {
    let text = hand.payload["text"].clone();
    match hand.event {
        "grow" => {
            hand.execute("INSERT INTO sale (id, amount) VALUES (?1, 1)", [hand.id])?;
            hand.set("text", format!("{0}{0}", text.as_str().unwrap_or("")));
        }
        "post" => hand.emit(0, Target::Itself, "loop", &json!({ "a": text, "b": text })),
        "tree" => {
            for _ in 0..2 {
                hand.emit(0, Target::Itself, "tree", &json!({}));
            }
        }
        _ => {
            let rounds = hand.number("rounds") + 1;
            hand.set("rounds", rounds);
            let next = hand.payload["to"].as_str().unwrap_or("loop").to_owned();
            hand.emit(0, Target::Itself, &next, &json!({}));
        }
    }
    Ok(())
}

fn maker() -> Parts {
    alone(&MAKER_TABLE, false, make)
}

#[test]
fn a_handler_that_makes_too_much_fails_and_leaves_nothing() {
    let mut world = bounded(maker, Bounds { size: SIZE, ..Bounds::default() });
    world.create(0, "m");
    let payload = format!("{{\"text\":\"{}\"}}", "x".repeat(SIZE - 50));
    for (name, what) in [("grow", "the context of @maker has"), ("post", "the payload of :loop has")] {
        let reply = world.send(0, "m", "customer", name, &payload);
        let Some(Err(CallError::Failed { error, .. })) = reply else { panic!("{reply:?}") };
        assert!(error.starts_with(what) && error.ends_with("at most 300 are stored"), "{error}");
    }
    assert_eq!(world.count("SELECT count(*) FROM sale"), 0);
    assert_eq!(world.read(0, "m").map(|record| record.revision), Some(0));
}

#[test]
fn an_answer_that_is_too_large_counts_as_none() {
    let mut world = bounded(accounts, Bounds { size: SIZE, ..Bounds::default() });
    world.outside.answers = |_, _| Ok(format!("\"{}\"", "x".repeat(SIZE)));
    world.create(0, "a");
    world.send(0, "a", "customer", "close", "{}");
    world.advance(seconds(200));
    let dead = &world.dead()[0];
    assert_eq!((dead.kind.name(), dead.phrase.as_str()), ("exhausted", "rate"));
    assert!(dead.error.starts_with("the answer has 302 bytes"), "{}", dead.error);
    assert_eq!(world.count("SELECT max(coalesce(length(answer), 0)) FROM flow_answer"), 0);
}

#[test]
fn all_that_follows_from_one_call_is_counted() {
    for (to, made) in [("loop", 50), ("tree", 50)] {
        let mut world = bounded(maker, Bounds { deliveries: 50, ..Bounds::default() });
        world.create(0, "m");
        let payload = format!("{{\"to\":\"{to}\"}}");
        let reply = world.send(0, "m", "customer", "loop", &payload);
        assert!(matches!(reply, Some(Ok(_))));
        let handled = format!(
            "SELECT count(*) FROM flow_journal WHERE what = 'handled' AND event = '{to}' AND sender > 0"
        );
        assert_eq!(world.count(&handled), made, "{to}");
        assert!(world.dead_kinds().iter().all(|kind| *kind == "too-many-steps"));
        assert!(world.engine.is_idle() && !world.dead().is_empty());
        // Another call has a count of its own.
        world.send(0, "m", "customer", "loop", &payload);
        assert_eq!(world.count(&handled), 2 * made, "{to}");
    }
}

#[test]
fn the_count_goes_on_after_a_restart() {
    let mut world = bounded(maker, Bounds { deliveries: 50, group: 1, ..Bounds::default() });
    world.create(0, "m");
    let event = event_of(0, "loop", "customer", "{}");
    world.engine.submit(Input::Send { ticket: 99, id: "m".into(), event });
    for _ in 0..20 {
        world.engine.run(world.now, &mut |_| {});
    }
    let mut world = world.restart();
    world.settle();
    assert_eq!(world.count("SELECT max(depth) FROM flow_delivery"), 51);
    assert_eq!(world.dead_kinds(), ["too-many-steps"]);
}

#[test]
fn a_busy_instance_leaves_others_their_share_of_a_group() {
    let bounds = Bounds { per_instance: 4, group: 16, ..Bounds::default() };
    let mut world = bounded(maker, bounds);
    for id in ["busy", "calm"] {
        world.create(0, id);
    }
    world.sql(
        "WITH RECURSIVE numbers (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM numbers WHERE value < 60)
         INSERT INTO flow_delivery (id, receiver, event, from_actor, payload, origin, depth, status, root)
         SELECT randomblob(16), iif(value < 60, 1, 2), 'grow', 'customer', '{\"text\":\"\"}', 5, 0, 0, value FROM numbers;
         CREATE TRIGGER one_sale BEFORE INSERT ON sale BEGIN DELETE FROM sale; END",
    );
    let mut world = world.restart();
    let now = world.now;
    let steps = |world: &World, id: &str| world.read(0, id).map(|record| record.revision);
    world.engine.run(now, &mut |_| {});
    assert_eq!((steps(&world, "busy"), steps(&world, "calm")), (Some(4), Some(1)));
    world.engine.run(now, &mut |_| {});
    assert_eq!(steps(&world, "busy"), Some(8));
    world.settle();
    assert_eq!((steps(&world, "busy"), world.engine.is_idle()), (Some(59), true));
}

#[test]
fn of_many_instances_with_events_only_the_first_are_in_memory() {
    let mut world = bounded(shop, Bounds { heads: 3, group: 4, ..Bounds::default() });
    for number in 0..20 {
        let id = format!("o-{number}");
        world.create(ORDER, &id);
        let event = event_of(ORDER, "checkout", "customer", r#"{"amount":5}"#);
        world.engine.submit(Input::Send { ticket: 1000 + number, id, event });
    }
    world.settle();
    assert_eq!(world.engine.list(ORDER, Some("packed"), 0, 100).unwrap().len(), 20);
    assert!(world.engine.is_idle());
}

#[test]
fn a_phrase_has_attempts_of_its_own() {
    let once = Attempts { most: 1, ..Attempts::default() };
    let mut options = Options { random: Random::Seed(1), ..Options::default() };
    // `reserve $amount` of the payment
    options.own_attempts.insert(Channel::Phrase(PAYMENT, 2), once);
    options.own_attempts.insert(Channel::Actor(0), once);
    let mut world = World::with(shop, options);
    world.outside.answers = |function, attempt| {
        if attempt == 1 { Err(Trouble::Later("busy".into())) } else { agree(function, attempt) }
    };
    world.outside.mail = |_, _| Err(Trouble::Later("busy".into()));
    world.create(ORDER, "o-1");
    world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":5}"#);
    world.advance(seconds(10));
    let dead = world.dead();
    assert_eq!((dead.len(), dead[0].phrase.as_str()), (1, "reserve $amount"), "the guards are asked again");
    world.decide(dead[0].n, crate::engine::Decision::Answer("null".into()));
    world.advance(seconds(10));
    assert_eq!(world.state(ORDER, "o-1"), "packed");
    assert_eq!(world.dead_kinds(), ["exhausted", "exhausted"], "two messages, one attempt each");
}
