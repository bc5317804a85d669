//! Reads of callers among many instances: they do as much work as they have results.
//!
//! The work is counted in the instructions of SQLite, so that no test depends on the speed of the machine.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{Store, open};
use crate::principal::Principal;
use crate::store::convert;
use crate::store::schema::FORMAT;

/// How many instances each read may see at most, and one of them.
const PART: i64 = 50;

/// A database with instances of orders in two states: of Ann every second one, of Bob one in a hundred, the rest of nobody. One in 40 is paid,
/// all of them Ann's.
fn fill(path: &Path, instances: u64) -> Store {
    let store = open(path).unwrap();
    let connection = store.connection().unwrap();
    connection
        .execute_batch(&format!(
            "BEGIN;
             WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {instances})
             INSERT INTO flow_instance (n, machine, id, conversation, life, state, context, owner)
             SELECT n, 'order', 'order-' || n, n, 1, iif(n % 40 = 0, 'paid', 'new'), '{{}}',
                 iif(n % 2 = 0, 2, iif(n % 100 = 1, 1, NULL)) FROM number;
             INSERT INTO flow_owner (conversation, actor, subject)
             SELECT n, 'customer', iif(owner = 2, 'ann', 'bob') FROM flow_instance WHERE owner IS NOT NULL;
             INSERT INTO flow_outgoing (id, instance, actor, message, payload, at, status, owner)
             SELECT randomblob(16), n, 'customer', 'paid', '{{}}', 0, 2, owner FROM flow_instance;
             INSERT INTO flow_journal (instance, at, what, state) SELECT n, 0, 'handled', 'new' FROM flow_instance;
             COMMIT"
        ))
        .unwrap();
    store
}

/// What a read finds, and how much SQLite did for it.
fn count_work(store: &mut Store, read: impl Fn(&Store) -> usize) -> (usize, u64) {
    let count = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&count);
    let handler = move || {
        counted.fetch_add(1, Ordering::Relaxed);
        false
    };
    store.connection.as_mut().unwrap().progress_handler(1, Some(handler)).unwrap();
    let found = read(store);
    store.connection.as_mut().unwrap().progress_handler(0, None::<fn() -> bool>).unwrap();
    (found, count.load(Ordering::Relaxed))
}

fn list_of(owner: &'static str, state: &'static str, after: i64) -> impl Fn(&Store) -> usize {
    move |store| {
        let number = store.owner_number(&Principal::new("customer", owner)).unwrap();
        number.map_or(0, |number| {
            store.instances_of_owner(number, "order", state, (after, PART)).unwrap().len()
        })
    }
}

fn messages_of(reader: &'static str, after: i64) -> impl Fn(&Store) -> usize {
    move |store| store.messages_of(&Principal::new("customer", reader), &[], (after, PART)).unwrap().len()
}

#[test]
fn reads_among_many_instances_do_no_more_work_than_among_few() {
    let folder = tempfile::tempdir().unwrap();
    let mut few = fill(&folder.path().join("few.db"), 6_000);
    let mut many = fill(&folder.path().join("many.db"), 60_000);
    type Read = (&'static str, Box<dyn Fn(&Store) -> usize>, usize);
    let reads: Vec<Read> = vec![
        ("all in a state", Box::new(|store| store.instances("order", "new", 3_000, PART).unwrap().len()), 50),
        (
            "all in a rare state",
            Box::new(|store| store.instances("order", "paid", 0, PART).unwrap().len()),
            50,
        ),
        (
            "all in a state of none",
            Box::new(|store| store.instances("order", "lost", 0, PART).unwrap().len()),
            0,
        ),
        ("those of one with many", Box::new(list_of("ann", "new", 0)), 50),
        ("their next part", Box::new(list_of("ann", "new", 3_000)), 50),
        ("those of one with many in a rare state", Box::new(list_of("ann", "paid", 0)), 50),
        ("those of one with few", Box::new(list_of("bob", "new", 0)), 50),
        ("those of one with few in a state of others", Box::new(list_of("bob", "paid", 0)), 0),
        ("those of a stranger", Box::new(list_of("eve", "new", 0)), 0),
        (
            "one by its id",
            Box::new(|store| usize::from(store.instance_of("order", "order-4000").unwrap().is_some())),
            1,
        ),
        (
            "the owner of one",
            Box::new(|store| {
                usize::from(store.belongs_to(4_000, &Principal::new("customer", "ann")).unwrap())
            }),
            1,
        ),
        ("messages to one with many", Box::new(messages_of("ann", 3_000)), 50),
        ("messages to one with few", Box::new(messages_of("bob", 0)), 50),
        ("messages to a stranger", Box::new(messages_of("eve", 0)), 0),
        ("the steps of one", Box::new(|store| store.steps_after(4_000, 0).unwrap().len()), 1),
        (
            "the last step of one",
            Box::new(|store| usize::from(store.last_entry(4_000).unwrap().is_some())),
            1,
        ),
    ];
    for (name, read, found) in reads {
        // Statements are prepared, and the schema is read, before the work is counted.
        read(&few);
        read(&many);
        let ((of_few, little), (of_many, work)) = (count_work(&mut few, &read), count_work(&mut many, &read));
        assert_eq!((of_few, of_many), (found, found), "{name}");
        // A result is a row of an index and one of the table; the work before the first one is the same everywhere.
        let most = 120 + 40 * found as u64;
        assert!(
            work <= most && little <= most && work <= little + 20,
            "{name}: {little}, then {work} of {most}"
        );
    }
}

#[test]
fn instances_of_an_older_database_get_their_owners() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.db");
    drop(fill(&path, 400));
    let connection = rusqlite::Connection::open(&path).unwrap();
    let owners = || {
        let select = "SELECT (SELECT group_concat(n || ' ' || coalesce(owner, '-'), ', ') FROM flow_instance)
            || (SELECT group_concat(seq || ' ' || coalesce(owner, '-'), ', ') FROM flow_outgoing)";
        connection.query_row(select, (), |row| row.get::<_, String>(0)).unwrap()
    };
    let before = owners();
    connection
        .execute_batch(
            "DROP INDEX flow_instance_owner; ALTER TABLE flow_instance DROP COLUMN owner;
             DROP INDEX flow_outgoing_owner; ALTER TABLE flow_outgoing DROP COLUMN owner;
             UPDATE flow_meta SET value = 3 WHERE name = 'format'",
        )
        .unwrap();
    assert_eq!(convert::older_format(&connection).unwrap(), Some(3));
    convert::convert(&connection, 3).unwrap();
    assert_eq!(owners(), before);
    assert_eq!(convert::older_format(&connection).unwrap(), None);
    let format = "SELECT value FROM flow_meta WHERE name = 'format'";
    assert_eq!(connection.query_row(format, (), |row| row.get::<_, i64>(0)).unwrap(), FORMAT);
}
