//! Cases that hosts get wrong, each under its own name: an event that is put aside when the process ends, references to missing
//! instances, and another version of the program while a handler waits.
//!
//! Others are where their subject is: `a_group_with_a_step_that_rolls_all_back`, `a_commit_that_fails`,
//! `a_dead_letter_retried_after_its_instance_moved_on_…`, `an_every_over_a_weekend`, `a_webhook_twice_late_and_before_its_message_returned_…`,
//! `two_subjects_with_one_key`, `a_binding_that_ends_the_process_…`.

use flow_durable::{CallError, EventTable, Field, Instances, MachineTable, Stopped};
use serde_json::json;

use super::program::{Hand, ORDER, accounts, alone, event, shop, table};
use super::world::{World, seconds};
use crate::engine::{Decision, Options, Random, Reply};
use crate::program::Parts;

/// Sends `:cancel` to an order that puts it aside, as a caller does that asks before it repeats a call.
fn cancel(world: &mut World) {
    let known = "SELECT count(*) FROM flow_journal WHERE event = 'cancel'";
    while world.engine.has_ended || world.count(known) == 0 {
        let reply = world.send(ORDER, "o-1", "customer", "cancel", "{}");
        match reply {
            Some(Ok(Reply::Stepped(step))) => assert!(step.deferred),
            None if world.engine.has_ended => return,
            other => panic!("{other:?}"),
        }
    }
}

/// The process ends at each statement from the deferred event to the end of its order. Returns whether that was reached before.
fn crash_with_a_deferred_event(statements: u64) -> bool {
    let mut world = World::with(shop, Options { random: Random::Seed(statements), ..Options::default() });
    world.answers_at_once = false;
    world.create(ORDER, "o-1");
    world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":5}"#);
    world.engine.end_after(statements);
    cancel(&mut world);
    world.answers_at_once = true;
    world.settle();
    let has_ended = world.engine.has_ended;
    let mut world = world.restart();
    world.answers_at_once = false;
    world.settle();
    if world.state(ORDER, "o-1") == "waiting" {
        cancel(&mut world);
    }
    world.answers_at_once = true;
    world.settle();
    assert_eq!(world.state(ORDER, "o-1"), "cancelled", "after {statements} statements");
    let counts = "SELECT group_concat(what || count, ' ') FROM
        (SELECT what, count(*) AS count FROM flow_journal WHERE event = 'cancel' GROUP BY what ORDER BY what)";
    assert_eq!(world.text(counts), "deferred1 handled1", "after {statements} statements");
    assert_eq!(world.count("SELECT count(*) FROM flow_delivery WHERE status <> 3"), 0);
    !has_ended
}

#[test]
fn a_deferred_event_at_a_crash() {
    let points = (0..).take_while(|statements| !crash_with_a_deferred_event(*statements)).count();
    assert!(points > 60, "{points} points");
}

/// A parcel that is given an order, and orders.
static PARCEL_TABLE: MachineTable = table(
    "parcel",
    Instances::PerConversation,
    &["open"],
    &[],
    &[
        EventTable {
            fields: &[
                Field { name: "order", of_type: "@parcel" },
                Field { name: "others", of_type: "array of @parcel" },
            ],
            ..event("join", Some("customer"), true, &["open"], &[])
        },
        event("joined", Some("carrier"), false, &["open"], &[]),
    ],
    &[],
);

fn parcel(hand: &mut Hand<'_>) -> Result<(), Stopped> {
    let order = hand.payload["order"].clone();
    hand.set("order", order);
    Ok(())
}

fn parcels() -> Parts {
    alone(&PARCEL_TABLE, false, parcel)
}

#[test]
fn a_reference_from_outside_to_an_order_that_does_not_exist() {
    let mut world = World::new(parcels);
    world.create(0, "a");
    world.create(0, "b");
    let mut join = |payload: serde_json::Value| world.send(0, "a", "customer", "join", &payload.to_string());
    let unfit = |what: &str| Some(Err(CallError::Unfit(what.to_owned())));
    assert_eq!(
        join(json!({ "order": "c", "others": [] })),
        unfit("$order of :join: there is no @parcel 'c'")
    );
    assert_eq!(
        join(json!({ "order": "b", "others": ["a", "d"] })),
        unfit("$others of :join: there is no @parcel 'd'")
    );
    assert!(matches!(join(json!({ "order": null, "others": [] })), Some(Ok(_))), "a reference may be empty");
    assert!(matches!(join(json!({ "order": "b", "others": ["a"] })), Some(Ok(_))));
    assert_eq!(world.variable(0, "a", "order"), "b");
    assert_eq!(world.count("SELECT max(revision) FROM flow_instance"), 2, "what does not fit has no effect");
}

#[test]
fn a_dead_letter_says_what_has_come_since() {
    let mut world = World::new(accounts);
    world.create(0, "a");
    world.outside.answers = |_, _| Ok("\"no truth value\"".into());
    world.send(0, "a", "customer", "pay", r#"{"amount":5}"#);
    assert_eq!(world.dead_kinds(), ["answers-do-not-fit"]);
    let since = |world: &World| {
        let known = world.engine.letters(0, 10).unwrap()[0].handled_since;
        // Other programs read the same.
        let database = crate::inspect::Database::open(&world.path).unwrap();
        assert_eq!(u64::try_from(database.dead_letters(0, 10).unwrap()[0].handled_since), Ok(known));
        known
    };
    assert_eq!(since(&world), 0);
    for fee in [1, 2] {
        world.send(0, "a", "customer", "raise", &json!({ "fee": fee }).to_string());
    }
    assert_eq!(since(&world), 2);
    world.outside.answers = super::world::agree;
    let dead = world.dead()[0].n;
    world.decide(dead, Decision::Retry);
    let note = world.text("SELECT note FROM flow_journal WHERE what = 'retried'");
    assert_eq!(note, r#"{"dead":"answers-do-not-fit","handled_since":2,"reason":"a test"}"#);
}

/// The program of [`accounts`] after a change of its code alone.
fn later_accounts() -> Parts {
    Parts { fingerprint: "account, later".into(), ..accounts() }
}

/// A payment that waits for its charge, which was performed.
fn amid_a_payment() -> World {
    let mut world = World::new(accounts);
    world.answers_at_once = false;
    world.create(0, "a");
    world.send(0, "a", "customer", "pay", r#"{"amount":5}"#);
    world.perform_one();
    let charge = world.pending.pop_front().unwrap();
    world.outside.perform(charge);
    assert_eq!(world.outside.performed.len(), 1);
    world
}

/// The new version asks the same: it goes on with the answers of the old one, and with the keys.
#[test]
fn a_deploy_amid_an_awaited_handler() {
    let mut world = amid_a_payment().restart_as(later_accounts);
    world.settle();
    assert_eq!(world.asked_for(), ["charge_amount"], "no guard is asked again");
    world.answers_at_once = true;
    world.settle();
    assert_eq!(world.variable(0, "a", "paid"), 5);
    assert_eq!(world.outside.performed.len(), 2, "the charge, twice with one key, and the notification");
    assert!(world.dead().is_empty());
}

static FREE_TABLE: MachineTable = MachineTable {
    phrases: &[super::program::phrase("card is open", "card_is_open", flow_durable::PhraseKind::Guard)],
    ..table(
        "account",
        Instances::PerConversation,
        &["open"],
        &[],
        &[
            event("pay", Some("customer"), true, &["open"], &[]),
            event("raise", Some("customer"), true, &["open"], &[]),
            event("close", Some("customer"), true, &["open"], &[]),
        ],
        &[],
    )
};

/// A later version makes no charge.
fn free_accounts() -> Parts {
    let pay = |hand: &mut Hand<'_>| {
        hand.set("paid", 0);
        Ok(())
    };
    Parts { fingerprint: "account, free".into(), ..alone(&FREE_TABLE, true, pay) }
}

/// The new version does not know the phrase: it does not start before the begun handler is finished or given up.
#[test]
fn a_deploy_amid_an_awaited_handler_of_another_question() {
    let mut world = amid_a_payment();
    let plan = world.plan_for(free_accounts);
    assert!(!plan.is_complete() && plan.to_string().contains("call `Host::drain`"), "{plan}");
    world = world.restart_as(accounts);
    world.engine.begin_drain();
    world.answers_at_once = true;
    world.settle();
    assert_eq!(world.engine.end_drain(), Ok(0));
    let mut world = world.restart_as(free_accounts);
    world.settle();
    assert_eq!(world.variable(0, "a", "paid"), 5);
    assert!(world.dead().is_empty() && world.outside.performed.values().sum::<u32>() == 3);
}

/// The new version asks the same phrase with other arguments: the stored answer does not fit, and the card is not charged again.
#[test]
fn a_deploy_amid_an_awaited_handler_that_charges_otherwise() {
    fn dear_accounts() -> Parts {
        let pay = |hand: &mut Hand<'_>| {
            let _: bool = hand.ask(0, &json!([]))?;
            let amount = hand.payload["amount"].as_i64().unwrap_or(0) + 1;
            hand.ask::<serde_json::Value>(1, &json!([amount]))?;
            Ok(())
        };
        Parts { fingerprint: "account, dear".into(), ..alone(accounts().machines[0].table(), true, pay) }
    }
    let mut world = amid_a_payment().restart_as(dear_accounts);
    world.answers_at_once = true;
    world.settle();
    assert_eq!(world.dead_kinds(), ["answers-do-not-fit"]);
    assert_eq!(world.outside.performed.values().sum::<u32>(), 1);
    // The version of before can finish it.
    let mut world = world.restart_as(accounts);
    let dead = world.dead()[0].n;
    world.decide(dead, Decision::Retry);
    world.advance(seconds(1));
    assert_eq!((world.variable(0, "a", "paid"), world.dead().len()), (5.into(), 0));
    assert_eq!(world.outside.performed.len(), 2);
}
