//! Steps that end transactions, disks that are full, handlers that panic, processes that end.
//!
//! Only the step with the error fails, and none fails because of the disk.

use std::fs;

use flow_durable::{CallError, DeliveryId};

use super::program::{ORDER, shop};
use super::world::{World, event_of, seconds, stepped};
use crate::bounds::Bounds;
use crate::engine::{Input, Options, Random, Reply, Sabotage};

/// Checks out several orders in one group.
fn check_out(world: &mut World, amounts: &[i64]) -> Vec<Option<Result<Reply, CallError>>> {
    for at in 0..amounts.len() {
        world.create(ORDER, &format!("o-{at}"));
    }
    for (at, amount) in amounts.iter().enumerate() {
        let event = event_of(ORDER, "checkout", "customer", &format!("{{\"amount\":{amount}}}"));
        world.engine.submit(Input::Send { ticket: 1_000_000 + at as u64, id: format!("o-{at}"), event });
    }
    world.settle();
    (0..amounts.len()).map(|at| world.replies.remove(&(1_000_000 + at as u64))).collect()
}

/// Statements of the program that end whole transactions: by an error, by a conflict, at the commit.
pub(super) const TRAPS: &str = "
    CREATE TRIGGER rolls_back AFTER INSERT ON sale WHEN new.amount = 67 BEGIN SELECT raise(ROLLBACK, 'no 67'); END;
    CREATE TABLE once (amount INTEGER UNIQUE ON CONFLICT ROLLBACK);
    CREATE TRIGGER conflicts AFTER INSERT ON sale WHEN new.amount = 68 BEGIN
        INSERT OR ROLLBACK INTO once VALUES (1); INSERT OR ROLLBACK INTO once VALUES (1); END;
    CREATE TABLE parent (id INTEGER PRIMARY KEY);
    CREATE TABLE child (id INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
    CREATE TRIGGER orphans AFTER INSERT ON sale WHEN new.amount = 69 BEGIN INSERT INTO child VALUES (1); END;
    PRAGMA foreign_keys = ON;
";

/// Of three steps in a group, the second one ends the transaction: it fails, and the others do not.
fn check_trap(amount: i64) {
    let mut world = World::new(shop);
    world.sql(TRAPS);
    let replies = check_out(&mut world, &[5, amount, 7]);
    assert_eq!((&replies[0], &replies[2]), (&stepped("new", &["waiting"]), &stepped("new", &["waiting"])));
    assert!(matches!(replies[1], Some(Err(CallError::Failed { .. }))), "{amount}: {:?}", replies[1]);
    assert_eq!(world.state(ORDER, "o-0"), "packed");
    assert_eq!(world.state(ORDER, "o-1"), "new");
    assert_eq!(world.count("SELECT count(*) FROM sale"), 2);
    assert_eq!(world.count("SELECT count(*) FROM flow_journal WHERE what = 'created'"), 3);
    assert!(world.dead().is_empty() && world.engine.trouble().is_none());
    let next = check_out(&mut world, &[]);
    assert!(next.is_empty());
}

#[test]
fn a_group_with_a_step_that_rolls_all_back() {
    [67, 68].into_iter().for_each(check_trap);
}

#[test]
fn a_commit_that_fails() {
    check_trap(69);
}

#[test]
fn a_host_that_trusts_savepoints_is_noticed() {
    let sabotage = Some(Sabotage::TrustSavepoints);
    let mut world = World::with(shop, Options { sabotage, random: Random::Seed(1), ..Options::default() });
    world.sql(TRAPS);
    let replies = check_out(&mut world, &[5, 67, 7]);
    let is_promised = replies[0] == stepped("new", &["waiting"]);
    let is_kept = world.state(ORDER, "o-0") != "new";
    assert!(is_promised && !is_kept, "the first order was promised, and is lost");
}

#[test]
fn a_full_disk_fails_nobody() {
    let mut world = World::new(shop);
    let amounts = [5; 3];
    check_out(&mut world, &amounts);
    let pages = world.count("PRAGMA page_count");
    world.sql(&format!("PRAGMA max_page_count = {pages}"));
    let mut refused = 0;
    for at in 10..200 {
        let reply = world.create(ORDER, &format!("o-{at}"));
        if let Some(Err(CallError::Unavailable(reason))) = reply {
            assert!(reason.starts_with("the disk is full"), "{reason}");
            refused += 1;
        }
    }
    assert!(refused > 0 && world.engine.trouble().is_some());
    assert!(world.dead().is_empty());
    // There is space again: the database is opened anew, without the limit.
    world.advance(seconds(2));
    assert_eq!(world.engine.trouble(), None);
    assert_eq!(world.create(ORDER, "later"), Some(Ok(Reply::Created("later".into()))));
    let created = world.count("SELECT count(*) FROM flow_instance WHERE machine = 'order'");
    assert_eq!(created, 3 + 190 - refused + 1);
}

#[test]
fn answers_are_not_lost_while_the_disk_is_full() {
    let mut world = World::new(shop);
    world.answers_at_once = false;
    world.create(ORDER, "o-1");
    world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":5}"#);
    for _ in 0..3 {
        world.perform_one();
    }
    world.sql("PRAGMA max_page_count = 1; CREATE TEMP TABLE t (a)");
    let fill = "INSERT INTO sale SELECT 'x' || value, 1 FROM json_each('[1]')";
    assert!(
        world.engine.store.connection().unwrap().execute(fill, ()).is_ok(),
        "there is some space in the pages"
    );
    let big = "INSERT INTO sale VALUES (hex(zeroblob(3000)), 1)";
    while world.engine.store.connection().unwrap().execute(big, ()).is_ok() {}
    world.answers_at_once = true;
    world.settle();
    world.advance(seconds(3));
    assert_eq!(world.state(ORDER, "o-1"), "packed");
    assert!(world.outside.performed.values().all(|times| *times >= 1));
    assert!(world.dead().is_empty());
}

#[test]
fn a_file_that_cannot_be_written_fails_nobody() {
    let mut world = World::new(shop);
    world.answers_at_once = false;
    world.create(ORDER, "o-1");
    world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":5}"#);
    world.perform_one();
    world.perform_one();
    world.sql("PRAGMA query_only = ON");
    let reply = world.send(ORDER, "o-1", "customer", "note", "{}");
    let Some(Err(CallError::Unavailable(reason))) = reply else { panic!("{reply:?}") };
    assert!(reason.starts_with("the database cannot be written"), "{reason}");
    world.perform_one();
    assert!(world.engine.trouble().is_some());
    world.answers_at_once = true;
    world.advance(seconds(2));
    assert_eq!((world.engine.trouble(), world.state(ORDER, "o-1").as_str()), (None, "packed"));
    assert!(world.dead().is_empty());
    assert_eq!(world.outside.performed.len(), 2, "what is asked again has its key");
}

#[test]
fn a_clock_that_goes_back_a_day_moves_no_timer() {
    let mut world = World::new(shop);
    world.answers_at_once = false;
    world.create(ORDER, "o-1");
    world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":5}"#);
    let before = world.now;
    world.now = before.checked_sub(seconds(86_400)).unwrap();
    world.create(ORDER, "o-2");
    assert_eq!(world.engine.now(), before);
    let mut world = world.restart();
    assert_eq!(world.engine.now(), before, "after a restart, too");
    world.send(ORDER, "o-2", "customer", "checkout", r#"{"amount":5}"#);
    let due = "SELECT min(due) - max(due) FROM flow_timer";
    assert_eq!((world.count(due), world.count("SELECT count(*) FROM flow_timer")), (0, 2));
    let times = "SELECT count(DISTINCT at) FROM flow_journal WHERE what IN ('created', 'handled')";
    assert_eq!(world.count(times), 1);
}

#[test]
fn a_handler_that_panics_fails_alone() {
    let mut world = World::new(shop);
    let replies = check_out(&mut world, &[5, 666, 7]);
    assert_eq!(replies[1], Some(Err(CallError::Panicked { phrase: String::new() })));
    assert_eq!((world.state(ORDER, "o-0"), world.state(ORDER, "o-1")), ("packed".into(), "new".into()));
    assert_eq!(world.count("SELECT count(*) FROM sale"), 2);
}

#[test]
fn an_event_that_ends_the_process_three_times_is_a_dead_letter() {
    let mut world = World::new(shop);
    world.answers_at_once = false;
    world.create(ORDER, "o-1");
    world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":5}"#);
    let connection = world.engine.store.connection().unwrap();
    let id =
        connection.query_row("SELECT id FROM flow_delivery", (), |row| row.get(0)).map(DeliveryId).unwrap();
    fs::write(world.file("-running"), format!("{id} 3\n")).unwrap();
    let mut world = world.restart();
    world.settle();
    assert_eq!((world.dead_kinds(), world.asked_for()), (vec!["ends-the-process"], vec![]));
}

#[test]
fn a_chain_of_deliveries_without_end_is_stopped() {
    let options = Options {
        bounds: Bounds { deliveries: 4, ..Bounds::default() },
        random: Random::Seed(1),
        ..Options::default()
    };
    let mut world = World::with(shop, options);
    world.create(ORDER, "o-1");
    world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":5}"#);
    assert_eq!(
        world.dead_kinds(),
        ["too-many-steps"],
        "the stock's answer is the fifth, after the charge, its answer, the count and the reservation"
    );
}

#[test]
fn the_shared_instance_of_a_failed_first_call_is_not_kept() {
    let mut world = World::new(shop);
    let reply = world.send(super::program::STOCK, "ink", "clerk", "close", "{}");
    assert!(matches!(reply, Some(Ok(_))));
    let unfit = world.send(super::program::STOCK, "", "clerk", "close", "{}");
    assert!(matches!(unfit, Some(Err(CallError::NotFound { .. }))));
    assert_eq!(world.count("SELECT count(*) FROM flow_instance WHERE machine = 'stock'"), 1);
}
