//! Machines in the step: calls, emits, receivers, deferred events, failures.
//!
//! Each test looks at the replies to callers, and at the database afterwards.

use flow_durable::__private::Attempt;
use flow_durable::{CallError, Instances, MachineTable, Stopped};

use super::program::{Hand, ORDER, PAYMENT, STATS, STOCK, alone, event, shop, table};
use super::world::{World, stepped};
use crate::bounds::Bounds;
use crate::engine::{Decision, Options, Reply};
use crate::program::Parts;

#[test]
fn an_order_is_paid_and_packed() {
    let mut world = World::new(shop);
    assert_eq!(world.create(ORDER, "o-1"), Some(Ok(Reply::Created("o-1".into()))));
    let reply = world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":5}"#);
    assert_eq!(reply, stepped("new", &["waiting"]));
    assert_eq!(world.state(ORDER, "o-1"), "packed");
    assert_eq!(world.count("SELECT count(*) FROM sale"), 1);
    assert_eq!(world.variable(STATS, "stats", "count"), 1);
    assert_eq!(world.variable(STOCK, "pen", "taken"), 1);
    assert_eq!(world.outside.performed.len(), 2);
    let delivered = &world.outside.delivered;
    assert_eq!(*delivered, ["confirmation {\"order\":\"o-1\"}", "packed {\"order\":\"o-1\"}"]);
    let for_audit = world.engine.messages("audit", 0, 10).unwrap();
    assert_eq!(for_audit.len(), 1);
    assert_eq!(world.count("SELECT count(*) FROM flow_delivery"), 0);
    assert_eq!(world.count("SELECT count(*) FROM flow_answer"), 0);
    assert_eq!(world.count("SELECT count(*) FROM flow_timer WHERE event = 'late'"), 0);
    assert!(world.engine.is_idle() && world.dead().is_empty());
}

#[test]
fn a_payment_belongs_to_its_order() {
    let mut world = World::new(shop);
    for id in ["o-1", "o-2"] {
        world.create(ORDER, id);
        world.send(ORDER, id, "customer", "checkout", r#"{"amount":5}"#);
    }
    let payments = world.engine.list(PAYMENT, None, 0, 10).unwrap();
    assert_eq!(payments.len(), 2);
    let pairs = "SELECT count(*) FROM flow_instance p JOIN flow_instance o ON p.maker = o.n
                 WHERE p.machine = 'payment' AND o.machine = 'order' AND p.conversation = o.n";
    assert_eq!(world.count(pairs), 2);
    assert_eq!(world.variable(STATS, "stats", "count"), 2);
    assert!(world.engine.list(ORDER, Some("packed"), 0, 10).unwrap().len() == 2);
}

#[test]
fn a_call_without_effect_leaves_nothing() {
    let mut world = World::new(shop);
    world.create(ORDER, "o-1");
    let before = world.count("SELECT count(*) FROM flow_journal");
    let failed = world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":13}"#);
    let phrase = "count $amount".to_owned();
    assert_eq!(failed, Some(Err(CallError::Failed { phrase, error: "13 is unlucky".into() })));
    let refused = world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":0}"#);
    assert_eq!(refused, Some(Err(CallError::Refused { reason: "nothing to pay".into() })));
    let rejected = world.send(ORDER, "o-1", "customer", "cancel", "{}");
    assert_eq!(rejected, Some(Err(CallError::Rejected { event: "cancel".into(), state: "new".into() })));
    assert_eq!(world.count("SELECT count(*) FROM sale"), 0, "the rows of the handlers are taken back");
    assert_eq!(world.count("SELECT count(*) FROM flow_journal"), before);
    assert_eq!(world.read(ORDER, "o-1").map(|record| record.revision), Some(0));
}

#[test]
fn calls_that_cannot_be_meant_are_unfit() {
    let mut world = World::new(shop);
    world.create(ORDER, "o-1");
    let unfit = |reply: Option<Result<Reply, CallError>>| matches!(reply, Some(Err(CallError::Unfit(_))));
    assert!(unfit(world.create(ORDER, "-1")));
    assert!(unfit(world.create(ORDER, "a/b")));
    assert!(unfit(world.create(STATS, "a")));
    assert!(unfit(world.send(ORDER, "o-1", "customer", "check", "{}")));
    assert!(unfit(world.send(ORDER, "o-1", "customer", "checkout", "5")));
    let exists = CallError::Exists { machine: "order".into(), id: "o-1".into() };
    assert_eq!(world.create(ORDER, "o-1"), Some(Err(exists)));
    let missing = CallError::NotFound { machine: "order".into(), id: "o-2".into() };
    assert_eq!(world.send(ORDER, "o-2", "customer", "note", "{}"), Some(Err(missing)));
}

#[test]
fn shared_machines_are_reached_without_a_creation() {
    let mut world = World::new(shop);
    assert_eq!(world.state(STATS, "stats"), "on", "it exists from the beginning");
    assert_eq!(world.send(STATS, "", "clerk", "reset", "{}"), stepped("on", &[]));
    assert_eq!(world.send(STOCK, "ink", "clerk", "close", "{}"), stepped("open", &["closed"]));
    let rejected = CallError::Rejected { event: "close".into(), state: "closed".into() };
    assert_eq!(world.send(STOCK, "ink", "clerk", "close", "{}"), Some(Err(rejected)));
}

#[test]
fn a_rejected_event_between_machines_is_a_dead_letter_that_can_be_retried_or_abandoned() {
    let mut world = World::new(shop);
    world.send(STOCK, "pen", "clerk", "close", "{}");
    for id in ["o-1", "o-2"] {
        world.create(ORDER, id);
        world.send(ORDER, id, "customer", "checkout", r#"{"amount":5}"#);
        assert_eq!(world.state(ORDER, id), "paid");
    }
    assert_eq!(world.dead_kinds(), ["rejected", "rejected"]);
    world.sql("UPDATE flow_instance SET state = 'open' WHERE machine = 'stock'");
    let [first, second] = [0, 1].map(|at: usize| world.dead()[at].n);
    assert_eq!(world.decide(first, Decision::Retry), Some(Ok(Reply::Decided)));
    assert_eq!(world.decide(second, Decision::Abandon), Some(Ok(Reply::Decided)));
    assert_eq!((world.state(ORDER, "o-1"), world.state(ORDER, "o-2")), ("packed".into(), "paid".into()));
    assert!(world.dead().is_empty());
    assert_eq!(world.count("SELECT count(*) FROM flow_journal WHERE note LIKE '%a test%'"), 2);
    assert!(matches!(world.decide(first, Decision::Retry), Some(Err(CallError::NotFound { .. }))));
}

#[test]
fn an_instance_whose_first_event_has_no_effect_does_not_exist() {
    let mut world = World::new(shop);
    world.outside.answers = |_, _| Err(flow_durable::Trouble::Refused("no".into()));
    world.create(ORDER, "o-1");
    world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":5}"#);
    assert_eq!(world.dead_kinds(), ["failed"], "the guard was refused");
    assert!(world.engine.list(PAYMENT, None, 0, 10).unwrap().is_empty());
    let dead = world.dead()[0].n;
    world.outside.answers = super::world::agree;
    world.decide(dead, Decision::Retry);
    assert_eq!(world.state(ORDER, "o-1"), "packed");
    assert_eq!(world.engine.list(PAYMENT, None, 0, 10).unwrap().len(), 1);
}

/// A till that books two rows with each sale, as generated code does where `that failed` follows: the second one may fail.
static TILL_TABLE: MachineTable = table(
    "till",
    Instances::PerConversation,
    &["on"],
    &[],
    &[event("sell", Some("customer"), true, &["on"], &[])],
    &[],
);

fn till(hand: &mut Hand<'_>) -> Result<(), Stopped> {
    let amount = hand.payload["amount"].as_i64();
    hand.execute("INSERT INTO sale VALUES ('before' || ?1, 0)", [amount])?;
    let book = |hand: &Hand<'_>| {
        hand.execute("INSERT INTO sale VALUES ('first' || ?1, 0)", [amount])?;
        hand.execute("INSERT INTO sale VALUES ('twice', ?1)", [amount])
    };
    let failure = Attempt::begin().end(book(hand)).err();
    hand.set("failed", failure.is_some());
    hand.execute("INSERT INTO sale VALUES ('after' || ?1, 0)", [amount])
}

fn tills() -> Parts {
    alone(&TILL_TABLE, false, till)
}

#[test]
fn what_a_phrase_wrote_before_it_failed_is_taken_back_where_the_handler_goes_on() {
    let mut world = World::new(tills);
    world.create(0, "t");
    for (amount, failed) in [(1, false), (2, true)] {
        let payload = format!("{{\"amount\":{amount}}}");
        assert_eq!(world.send(0, "t", "customer", "sell", &payload), stepped("on", &[]));
        assert_eq!(world.variable(0, "t", "failed"), failed);
    }
    let rows = "SELECT group_concat(id, ' ') FROM (SELECT id FROM sale ORDER BY rowid)";
    assert_eq!(world.text(rows), "before1 first1 twice after1 before2 after2");
    // A phrase that ends the transaction fails its step alone.
    world.sql("CREATE TRIGGER rolls_back AFTER INSERT ON sale WHEN new.id = 'first3' BEGIN SELECT raise(ROLLBACK, 'no'); END");
    let reply = world.send(0, "t", "customer", "sell", r#"{"amount":3}"#);
    assert!(matches!(reply, Some(Err(CallError::Failed { .. }))), "{reply:?}");
    assert_eq!(world.text(rows), "before1 first1 twice after1 before2 after2");
    assert_eq!(world.send(0, "t", "customer", "sell", r#"{"amount":4}"#), stepped("on", &[]));
}

#[test]
fn a_deferred_event_is_handled_after_the_move_before_what_came_later() {
    let mut world = World::new(shop);
    world.answers_at_once = false;
    world.create(ORDER, "o-1");
    world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":5}"#);
    let reply = world.send(ORDER, "o-1", "customer", "cancel", "{}");
    let Some(Ok(Reply::Stepped(step))) = reply else { panic!("{reply:?}") };
    assert!(step.deferred && step.passed.is_empty());
    assert_eq!(world.count("SELECT count(*) FROM flow_delivery WHERE status = 2"), 1);
    world.answers_at_once = true;
    world.settle();
    assert_eq!(world.state(ORDER, "o-1"), "cancelled", "before :reserved came");
    assert_eq!(world.dead_kinds(), ["rejected"], ":reserved came too late");
}

#[test]
fn deferred_events_that_are_left_at_the_end_are_dead_letters() {
    let mut world = World::new(shop);
    world.answers_at_once = false;
    world.outside.answers = |_, _| Ok("false".into());
    world.create(ORDER, "o-1");
    world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":5}"#);
    world.send(ORDER, "o-1", "customer", "cancel", "{}");
    world.answers_at_once = true;
    world.settle();
    assert_eq!(world.state(ORDER, "o-1"), "declined");
    assert_eq!(world.dead_kinds(), ["rejected"]);
}

#[test]
fn too_many_deferred_events_are_dead_letters() {
    let options = Options { bounds: Bounds { deferred: 3, ..Bounds::default() }, ..Options::default() };
    let mut world = World::with(shop, options);
    world.answers_at_once = false;
    world.create(ORDER, "o-1");
    world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":5}"#);
    for _ in 0..4 {
        world.send(ORDER, "o-1", "customer", "cancel", "{}");
    }
    assert_eq!(world.dead_kinds(), ["too-many-deferred"]);
}
