//! Instances with archived or erased values: removed data, kept data, and events that are received too late.
//!
//! The order has a name in its variables, which must be nowhere in the database after it is erased.

use std::fs;

use flow_durable::{CallError, Trouble};

use super::program::{ORDER, PAYMENT, shop};
use super::world::{World, agree, event_of, seconds};
use crate::engine::{Input, Receiver, Reply};
use crate::store::write_archive;

/// Orders that are packed, with a name.
fn packed(ids: &[&str]) -> World {
    let mut world = World::new(shop);
    for id in ids {
        let (id, context) = (Some((*id).to_owned()), r#"{"name":"Ada Lovelace"}"#.to_owned());
        world.call(|ticket| Input::Create { ticket, machine: ORDER, id, context });
    }
    for id in ids {
        world.send(ORDER, id, "customer", "checkout", r#"{"amount":5,"of":"Ada Lovelace"}"#);
        assert_eq!(world.state(ORDER, id), "packed");
    }
    world
}

fn erase(world: &mut World, machine: usize, id: &str) -> Option<Result<Reply, CallError>> {
    let (id, reason) = (id.to_owned(), "she has asked for it".to_owned());
    world.call(|ticket| Input::Erase { ticket, machine, id, reason })
}

/// Archives instances that ended a day ago, as a host does.
fn archive(world: &mut World, to: &std::path::Path) -> usize {
    let before = world.now.checked_sub(seconds(86_400)).unwrap();
    let (found, next) = world.engine.archivable(before, 0).unwrap();
    assert_eq!(next, None);
    write_archive(to, &found).unwrap();
    let instances = found.iter().map(|of| (of.n, of.revision)).collect();
    world.call(|ticket| Input::Empty { ticket, instances });
    found.len()
}

#[test]
fn an_archive_has_the_values_and_the_journal_and_the_row_stays() {
    let mut world = packed(&["o-1", "o-2"]);
    let to = world.file("-archive");
    assert_eq!(archive(&mut world, &to), 0, "it has not ended for so long");
    world.create(ORDER, "open");
    world.advance(seconds(100_000));
    assert_eq!(archive(&mut world, &to), 4, "two orders, two payments");
    assert_eq!(archive(&mut world, &to), 0, "once");
    assert!(world.read(ORDER, "o-1").is_none() && world.read(ORDER, "open").is_some());
    assert_eq!(world.engine.list(ORDER, None, 0, 9).unwrap().len(), 1);
    assert_eq!(world.count("SELECT count(*) FROM flow_journal WHERE instance = 2 AND what <> 'archived'"), 0);
    let exists = CallError::Exists { machine: "order".into(), id: "o-1".into() };
    assert_eq!(world.create(ORDER, "o-1"), Some(Err(exists)), "its id is not used again");

    let file = rusqlite::Connection::open(&to).unwrap();
    let read = |what: &str| {
        let select = format!("SELECT {what} FROM flow_archive WHERE machine = 'order' AND id = 'o-1'");
        file.query_row(&select, (), |row| row.get::<_, String>(0)).unwrap()
    };
    assert_eq!((read("state").as_str(), read("context ->> 'name'").as_str()), ("packed", "Ada Lovelace"));
    assert_eq!(read("journal ->> '$[1].event'"), "checkout");
    assert_eq!(read("journal ->> '$[1].payload.amount' || ''"), "5");
}

#[test]
fn late_events_find_an_emptied_instance_and_are_rejected() {
    let mut world = packed(&["o-1"]);
    erase(&mut world, ORDER, "o-1");
    let rejected =
        |event: &str| Some(Err(CallError::Rejected { event: event.into(), state: "packed".into() }));
    assert_eq!(world.send(ORDER, "o-1", "customer", "note", "{}"), rejected("note"));
    let event = event_of(ORDER, "delivered", "carrier", "{}");
    world.receive("carrier", "c-1", Receiver::Instance("o-1".into()), event);
    assert_eq!(world.dead_kinds(), ["rejected"]);
}

#[test]
fn what_is_erased_is_nowhere_in_the_database() {
    let mut world = packed(&["o-1"]);
    let event = event_of(ORDER, "delivered", "carrier", r#"{"of":"Ada Lovelace"}"#);
    world.receive("carrier", "c-1", Receiver::Instance("o-1".into()), event);
    assert_eq!(world.dead_kinds(), ["rejected"], "a dead letter with the name");
    let has_name = |world: &World| {
        world.sql("PRAGMA wal_checkpoint(TRUNCATE)");
        let bytes = fs::read(world.file("")).unwrap();
        bytes.windows(12).any(|window| window == b"Ada Lovelace")
    };
    assert!(has_name(&world));
    let reply = erase(&mut world, ORDER, "o-1");
    assert_eq!(reply, Some(Ok(Reply::Decided)));
    assert!(!has_name(&world));
    assert!(world.dead().is_empty() && world.read(ORDER, "o-1").is_none());
    let journal = "SELECT count(*) FROM flow_journal WHERE instance = 2 AND what = 'handled'";
    assert_eq!(world.count(journal), 3, "what happened is known, without values");
    let note = world.text("SELECT note FROM flow_journal WHERE what = 'erased'");
    assert_eq!(note, r#"{"reason":"she has asked for it"}"#);
    assert_eq!(erase(&mut world, ORDER, "o-1"), Some(Ok(Reply::Decided)), "again, for what came later");
}

#[test]
fn an_instance_that_needs_its_values_is_not_erased() {
    let mut world = World::new(shop);
    world.outside.mail = |_, _| Err(Trouble::Later("down".into()));
    world.create(ORDER, "o-1");
    let error = |reply: Option<Result<Reply, CallError>>| reply.unwrap().unwrap_err().to_string();
    assert_eq!(error(erase(&mut world, ORDER, "o-1")), "@order 'o-1' has not ended, and needs its values");
    world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":5}"#);
    assert_eq!(error(erase(&mut world, ORDER, "o-1")), "events or messages of @order 'o-1' are under way");
    assert_eq!(error(erase(&mut world, PAYMENT, "p")), "there is no @payment 'p'");
    world.advance(seconds(200));
    assert_eq!(archive_counts(&mut world), 1, "only the payment: the order has dead messages");
    assert_eq!(erase(&mut world, ORDER, "o-1"), Some(Ok(Reply::Decided)));
    assert!(world.dead().is_empty());
    world.outside.answers = agree;
}

fn archive_counts(world: &mut World) -> usize {
    world.advance(seconds(100_000));
    let to = world.file("-archive");
    archive(world, &to)
}

#[test]
fn an_instance_that_has_a_step_while_it_is_archived_keeps_its_values() {
    let mut world = packed(&["o-1"]);
    world.advance(seconds(100_000));
    let before = world.now.checked_sub(seconds(86_400)).unwrap();
    let (found, _) = world.engine.archivable(before, 0).unwrap();
    world.sql("UPDATE flow_instance SET revision = revision + 1 WHERE machine = 'order'");
    let instances = found.iter().map(|of| (of.n, of.revision)).collect();
    world.call(|ticket| Input::Empty { ticket, instances });
    assert!(world.read(ORDER, "o-1").is_some(), "it is archived the next time");
}

#[test]
fn wherever_the_process_ends_an_instance_is_whole_or_erased() {
    let mut points = 0;
    loop {
        let mut world = packed(&["o-1"]);
        world.engine.end_after(points);
        let reply = erase(&mut world, ORDER, "o-1");
        let has_ended = world.engine.has_ended;
        if has_ended {
            world = world.restart();
        }
        world.engine.end_after(u64::MAX);
        let left = [
            "flow_instance WHERE machine = 'order' AND life = 2",
            "flow_instance WHERE machine = 'order' AND context LIKE '%Ada%'",
            "flow_journal WHERE event = 'checkout' AND payload LIKE '%Ada%'",
        ]
        .map(|table| world.count(&format!("SELECT count(*) FROM {table}")));
        assert!([[1; 3], [0; 3]].contains(&left), "after {points} statements: {left:?}");
        assert!(reply.is_none() || left == [0; 3], "it was promised");
        if !has_ended {
            break;
        }
        points += 1;
    }
    assert!(points > 8, "{points} crash points");
}
