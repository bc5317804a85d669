//! Upgrades of real databases: instances, events, timers, answers, dead letters and messages, for every kind of change that `flow diff`
//! knows; and the end of the process at every statement of a migration.

use std::path::{Path, PathBuf};

use flow::Time;
use flow_durable::{Becomes, Mapping};
use rusqlite::Connection;

use super::{adopt, plan_for};
use crate::engine::{Engine, Options};
use crate::error::OpenError;
use crate::store::Store;

mod programs;

use programs::{Change, Version, version};

const NOW: Time = Time::from_millis(1_700_000_000_000);

/// A database in which something of each kind is stored by the first version.
struct Database {
    path: PathBuf,
    _folder: tempfile::TempDir,
}

impl Database {
    fn new() -> Self {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let folder = folder.unwrap();
        let path = folder.path().join("shop.db");
        let database = Database { path, _folder: folder };
        database.upgrade(&Version::first()).unwrap();
        database.run(STORED);
        database
    }

    fn run(&self, sql: &str) {
        Connection::open(&self.path).unwrap().execute_batch(sql).unwrap();
    }

    fn list(&self, sql: &str) -> Vec<String> {
        let connection = Connection::open(&self.path).unwrap();
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map((), |row| {
            let columns = row.as_ref().column_count();
            let text = |at| match row.get_ref(at).unwrap() {
                rusqlite::types::ValueRef::Null => "-".to_owned(),
                rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                other => other.as_str().unwrap().to_owned(),
            };
            Ok((0..columns).map(text).collect::<Vec<_>>().join(" "))
        });
        rows.unwrap().map(Result::unwrap).collect()
    }

    /// All that a program reads, row by row.
    fn contents(&self) -> Vec<String> {
        let tables = [
            "SELECT 'instance', n, machine, id, life, state, context, closed IS NULL FROM flow_instance ORDER BY n",
            "SELECT 'delivery', seq, receiver, event, from_actor, payload, status, timer FROM flow_delivery ORDER BY seq",
            "SELECT 'timer', seq, instance, event, from_actor, payload, of_group FROM flow_timer ORDER BY seq",
            "SELECT 'answer', delivery, number, function, answer FROM flow_answer ORDER BY delivery, number",
            "SELECT 'message', seq, actor, message, payload, status FROM flow_outgoing ORDER BY seq",
            "SELECT 'dead', n, delivery, outgoing, kind FROM flow_dead ORDER BY n",
            "SELECT 'meta', name FROM flow_meta ORDER BY name",
            "SELECT 'program', n, fingerprint FROM flow_program ORDER BY n",
        ];
        tables.iter().flat_map(|table| self.list(table)).collect()
    }

    /// Opens it with a version of the program.
    fn upgrade(&self, version: &Version) -> Result<Engine, OpenError> {
        Engine::open(&self.path, version.parts(), Options::default(), NOW)
    }

    /// The reason, if a version cannot open it.
    fn refusal(&self, version: &Version) -> String {
        let before = self.contents();
        let error =
            self.upgrade(version).err().map_or_else(|| "it opens".to_owned(), |error| error.to_string());
        assert_eq!(self.contents(), before, "a refusal changes nothing");
        self.upgrade(&Version::first()).unwrap();
        error
    }
}

/// Two orders and a stock; events that are queued, half done, deferred and dead; a timer, a message that waits, and one that is dead.
const STORED: &str = r#"
INSERT INTO flow_instance (n, machine, id, conversation, life, state, context) VALUES
    (1, 'order', 'o-1', 1, 1, 'payed', '{"note":"x","sum":"12.50"}'),
    (2, 'order', 'o-2', 2, 2, 'done', '{"note":"","sum":"7"}'),
    (3, 'stock', 'pen', NULL, 1, 'open', '{"sku":"pen"}');
INSERT INTO flow_delivery (seq, id, receiver, event, from_actor, payload, origin, depth, root, status, taken, revision, timer) VALUES
    (1, x'00000000000000000000000000000001', 1, 'pay', 'customer', '{"sum":"5"}', 5, 0, 0, 0, NULL, NULL, NULL),
    (2, x'00000000000000000000000000000002', 1, 'charge', 'customer', '{}', 5, 0, 0, 1, 1, 0, NULL),
    (3, x'00000000000000000000000000000003', 1, 'cancel', 'customer', '{}', 5, 0, 0, 2, NULL, NULL, NULL),
    (4, x'00000000000000000000000000000004', 1, 'pay', 'customer', '{"sum":"6"}', 5, 0, 0, 3, NULL, NULL, NULL);
INSERT INTO flow_dead (n, delivery, outgoing, kind, phrase, error, at) VALUES
    (1, 4, NULL, 'rejected', '', '', 0), (2, NULL, 2, 'failed', '', 'no', 0);
INSERT INTO flow_answer (delivery, number, place, function, arguments, performed, attempt, began, answer) VALUES
    (2, 0, 0, 'charge_sum', '["5"]', 1, 0, 0, '"tx"');
INSERT INTO flow_timer (seq, instance, kind, event, from_actor, payload, due, of_group) VALUES
    (1, 1, 1, 'late', 'self', '{"sum":"1"}', 9000000000000000, NULL),
    (2, 1, 0, 'timer_expired', 'system', '{}', 9000000000000000, 'open');
INSERT INTO flow_outgoing (seq, id, instance, actor, message, payload, at, status) VALUES
    (1, x'00000000000000000000000000000011', 1, 'bank', 'collect', '{"sum":"12.50"}', 0, 0),
    (2, x'00000000000000000000000000000012', 1, 'bank', 'collect', '{"sum":"1"}', 0, 3);
"#;

fn named(of: &'static str, old: &'static str, new: &'static str) -> Mapping {
    Mapping { of, old, becomes: Becomes::Name(new) }
}

fn dropped(of: &'static str, old: &'static str) -> Mapping {
    Mapping { of, old, becomes: Becomes::Dropped }
}

/// Every kind of change that `flow diff` knows, with data that it concerns: the expected message, and the rows afterwards.
#[test]
fn every_kind_of_change_is_migrated_or_refused() {
    for kind in flow_model::diff::Kind::ALL {
        let change = version(*kind);
        let database = Database::new();
        match change {
            Change::GoesOn(new, rows) => {
                let before = database.contents();
                assert_ne!(new.parts().fingerprint, Version::first().parts().fingerprint, "{kind:?}");
                database.upgrade(&new).unwrap_or_else(|error| panic!("{kind:?}: {error}"));
                check_rows(&database, *kind, rows);
                if rows.is_empty() {
                    let kept = |rows: Vec<String>| -> Vec<_> {
                        rows.into_iter()
                            .filter(|row| !row.starts_with("program") && !row.contains(" extra "))
                            .collect()
                    };
                    assert_eq!(kept(database.contents()), kept(before), "{kind:?}");
                }
            }
            Change::Refused(new, why) => {
                let error = database.refusal(&new);
                assert!(error.contains(why), "{kind:?}: {error}");
            }
            Change::Needs { new, open, mappings, rows } => {
                let error = database.refusal(&new);
                assert!(error.contains(open), "{kind:?}: {error}");
                let plan = plan_for(&database.path, &new.parts()).unwrap();
                assert!(!plan.is_complete(), "{kind:?}: {plan}");
                let mapped = new.mapped(mappings);
                let plan = plan_for(&database.path, &mapped.parts()).unwrap();
                assert!(plan.is_complete(), "{kind:?}: {plan}");
                database.upgrade(&mapped).unwrap_or_else(|error| panic!("{kind:?}: {error}"));
                check_rows(&database, *kind, rows);
                assert!(database.path.with_file_name("shop.db-before-migration").exists(), "{kind:?}");
            }
        }
    }
}

fn check_rows(database: &Database, kind: flow_model::diff::Kind, rows: &[&str]) {
    let contents = database.contents();
    for row in rows {
        assert!(contents.iter().any(|other| other == row), "{kind:?}: no {row} in\n{}", contents.join("\n"));
    }
}

#[test]
fn the_refusal_of_another_name_says_what_to_do() {
    let database = Database::new();
    let mut machine = Version::first();
    machine.machines[0].name = "purchase";
    let error = database.refusal(&machine);
    let expected = "refused: @order: 2 instances: the new version has no such machine, and they cannot become those of @purchase: \
                    keep its name, or let them end and archive them before";
    assert!(error.contains(expected), "{error}");
    let mut key = Version::first();
    key.machines[1].instances = flow_durable::Instances::PerKey(&["article"]);
    key.machines[1].variables = vec![("article", "string")];
    let error = database.refusal(&key);
    let expected = "the machine was one for each $sku, and is one for each $article, so that they have other ids: \
                    keep the name of the key";
    assert!(error.contains(expected), "{error}");
}

#[test]
fn wherever_the_process_ends_the_database_is_the_old_one_or_the_new_one() {
    let new = everything();
    let whole = Database::new();
    whole.run(DRAINED);
    let old = whole.contents();
    whole.upgrade(&new).unwrap();
    let migrated = whole.contents();
    assert_ne!(old, migrated);
    let mut points = 0;
    loop {
        let database = Database::new();
        database.run(DRAINED);
        let parts = new.parts();
        let store = Store::open(&database.path, &parts.fingerprint, flow_durable::Secret([1; 32])).unwrap();
        store.end_after(points);
        let result = adopt(&store, &database.path, &parts, NOW);
        let has_ended = store.statements_left() == Some(0);
        drop(store);
        let contents = database.contents();
        match result {
            Ok(()) => assert_eq!(contents, migrated),
            // The process can end after the commit.
            Err(_) => assert!(contents == old || contents == migrated, "after {points} statements"),
        }
        database.upgrade(&new).unwrap_or_else(|error| panic!("after {points} statements: {error}"));
        assert_eq!(database.contents(), migrated, "after {points} statements");
        if !has_ended {
            break;
        }
        points += 1;
    }
    assert!(points > 30, "{points} crash points");
}

const DRAINED: &str = "INSERT INTO flow_meta (name, value) VALUES ('drained', 1)";

/// A version in which everything has another name.
fn everything() -> Version {
    let mut new = Version::first();
    new.machines[0].states = vec!["new", "paid", "finished"];
    new.machines[0].ends = vec!["finished"];
    new.machines[0].groups = vec!["active"];
    new.machines[0].variables = vec![("total", "number"), ("note", "string")];
    new.machines[0].events[0] = ("settle", Some("customer"), vec![("amount", "number")]);
    new.machines[0].events.retain(|(name, ..)| *name != "cancel" && *name != "late");
    new.machines[0].phrases.clear();
    new.messages = vec![("charge", vec![("amount", "number")])];
    new.mapped(&[
        named("order", "#payed", "#paid"),
        named("order", "#done", "#finished"),
        named("order", "#open", "#active"),
        named("order", "$sum", "$total"),
        named("order", ":pay", ":settle"),
        named("order", ":pay.sum", ":settle.amount"),
        dropped("order", ":cancel"),
        dropped("order", ":late"),
        named("bank", ":collect", ":charge"),
        named("bank", ":collect.sum", ":charge.amount"),
    ])
}

#[test]
fn an_instance_without_values_does_not_hold_an_upgrade_up() {
    let database = Database::new();
    database.run("UPDATE flow_instance SET life = 4, state = 'long_gone', context = '{}' WHERE id = 'o-2'");
    database.run(DRAINED);
    database.upgrade(&everything()).unwrap();
    let row = "SELECT life, state, context FROM flow_instance WHERE id = 'o-2'";
    assert_eq!(database.list(row), ["4 long_gone {}"]);
}

#[test]
fn everything_at_once_is_migrated() {
    let database = Database::new();
    let error = database.refusal(&everything());
    assert!(error.contains("call `Host::drain`"), "{error}");
    database.run(DRAINED);
    database.upgrade(&everything()).unwrap();
    let expected = [
        r#"instance 1 order o-1 1 paid {"note":"x","total":"12.50"} 1"#,
        r#"instance 2 order o-2 2 finished {"note":"","total":"7"} 1"#,
        r#"instance 3 stock pen 1 open {"sku":"pen"} 1"#,
        r#"delivery 1 1 settle customer {"amount":"5"} 0 -"#,
        "delivery 2 1 charge customer {} 3 -",
        "delivery 3 1 cancel customer {} 3 -",
        r#"delivery 4 1 settle customer {"amount":"6"} 3 -"#,
        "timer 2 1 timer_expired system {} active",
        r#"answer 2 0 charge_sum (of an earlier version) "tx""#,
        r#"message 1 bank charge {"amount":"12.50"} 0"#,
        r#"message 2 bank charge {"amount":"1"} 3"#,
        "dead 1 4 - rejected",
        "dead 2 - 2 failed",
        "dead 3 2 - program-changed",
        "dead 4 3 - program-changed",
        "meta format",
        "meta program",
        "meta retention",
        "meta secret",
    ];
    let contents = database.contents();
    assert_eq!(contents[..expected.len()], expected, "{}", contents.join("\n"));
    let states = "SELECT what, state FROM flow_journal WHERE instance = 1 AND what = 'migrated'";
    assert_eq!(database.list(states), ["migrated paid"]);
    // The copy in the same folder has the old contents.
    let copy = Database {
        path: database.path.with_file_name("shop.db-before-migration"),
        _folder: tempfile::tempdir().unwrap(),
    };
    assert_eq!(copy.list("SELECT state FROM flow_instance ORDER BY n"), ["payed", "done", "open"]);
}

#[test]
fn a_value_that_the_new_version_cannot_read_calls_everything_off() {
    let database = Database::new();
    let mut new = Version::first();
    new.machines[0].variables[1].1 = "number";
    let new = new.mapped(&[named("order", "$note", "$note")]);
    let error = database.refusal(&new);
    assert!(error.contains("@order 'o-1' does not fit"), "{error}");
}

#[test]
fn a_database_of_a_host_without_descriptions_gets_one_or_is_refused() {
    let database = Database::new();
    database.run("DELETE FROM flow_program");
    assert!(matches!(database.upgrade(&everything()), Err(OpenError::UnknownProgram(_))));
    database.upgrade(&Version::first()).unwrap();
    assert_eq!(database.list("SELECT count(*) FROM flow_program"), ["1"]);
}

#[test]
fn a_dead_letter_with_answers_of_an_earlier_version_is_never_performed_anew() {
    let database = Database::new();
    database.run("UPDATE flow_delivery SET status = 3 WHERE seq = 2");
    database.run("INSERT INTO flow_dead (delivery, kind, phrase, error, at) VALUES (2, 'exhausted', 'charge', 'down', 0)");
    let mut new = Version::first();
    new.machines[0].phrases = vec![("charge_sum", "number")];
    database.upgrade(&new).unwrap();
    assert_eq!(
        database.list("SELECT kind, error FROM flow_dead WHERE delivery = 2"),
        [
            "program-changed it has an answer of 'charge_sum', which the new version of the program asks differently; before: down"
        ]
    );
    assert_eq!(database.list("SELECT function FROM flow_answer"), ["charge_sum (of an earlier version)"]);
}

#[test]
fn a_plan_reads_a_database_that_a_host_has_open() {
    let database = Database::new();
    let host = database.upgrade(&Version::first()).unwrap();
    let before = database.contents();
    let plan = plan_for(&database.path, &everything().parts()).unwrap();
    assert!(plan.to_string().contains("1 instance in #payed are in #paid"), "{plan}");
    assert_eq!(database.contents(), before);
    drop(host);
    let missing = database.path.with_file_name("missing.db");
    assert!(plan_for(&missing, &everything().parts()).is_err());
}
