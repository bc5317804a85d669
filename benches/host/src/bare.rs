//! The bare database, for comparison.
//!
//! A thread updates a row and adds one to a journal for each step, and commits all steps that are waiting in one transaction.

use std::fmt;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use rusqlite::Connection;
use tokio::sync::oneshot;

/// The handle of the thread.
pub(crate) struct Bare {
    steps: Sender<Step>,
}

struct Step {
    caller: usize,
    amount: i64,
    done: oneshot::Sender<()>,
}

/// The thread has ended, after an error of the database.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stopped;

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the database has stopped")
    }
}

impl std::error::Error for Stopped {}

/// The most steps of one transaction, as in the host.
const GROUP: usize = 256;

impl Bare {
    /// Makes the database, with a row for each caller.
    pub(crate) fn open(path: &Path, callers: usize) -> rusqlite::Result<Self> {
        let connection = Connection::open(path)?;
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
             CREATE TABLE instance (n INTEGER PRIMARY KEY, machine TEXT NOT NULL, id TEXT NOT NULL, state TEXT NOT NULL,
                 context TEXT NOT NULL, revision INTEGER NOT NULL, UNIQUE (machine, id)) STRICT;
             CREATE TABLE journal (n INTEGER PRIMARY KEY, instance INTEGER NOT NULL, at INTEGER NOT NULL, what TEXT NOT NULL,
                 event TEXT NOT NULL, payload TEXT NOT NULL, state TEXT NOT NULL, passed TEXT NOT NULL) STRICT;
             CREATE INDEX journal_instance ON journal (instance, n);",
        )?;
        for caller in 0..callers {
            connection.execute(
                "INSERT INTO instance (machine, id, state, context, revision) VALUES ('counter', ?1, 'open', '0', 0)",
                [format!("counter-{caller}")],
            )?;
        }
        let (steps, inbox) = mpsc::channel();
        thread::spawn(move || write(&connection, &inbox));
        Ok(Bare { steps })
    }

    /// Adds an amount, and waits until it is stored.
    pub(crate) async fn add(&self, caller: usize, amount: i64) -> Result<(), Stopped> {
        let (done, wait) = oneshot::channel();
        self.steps.send(Step { caller, amount, done }).map_err(|_| Stopped)?;
        wait.await.map_err(|_| Stopped)
    }
}

/// Writes until an error, or until all handles are dropped.
fn write(connection: &Connection, inbox: &Receiver<Step>) -> rusqlite::Result<()> {
    while let Ok(first) = inbox.recv() {
        let group: Vec<Step> = std::iter::once(first).chain(inbox.try_iter().take(GROUP - 1)).collect();
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute(())?;
        for step in &group {
            add(connection, step)?;
        }
        connection.prepare_cached("COMMIT")?.execute(())?;
        for step in group {
            // The caller may have gone.
            let _ = step.done.send(());
        }
    }
    Ok(())
}

fn add(connection: &Connection, step: &Step) -> rusqlite::Result<()> {
    let id = format!("counter-{}", step.caller);
    let mut select = connection
        .prepare_cached("SELECT n, context, revision FROM instance WHERE machine = 'counter' AND id = ?1")?;
    let (n, total, revision) = select.query_row([id], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?))
    })?;
    let total = total.parse().unwrap_or(0) + step.amount;
    connection
        .prepare_cached("UPDATE instance SET state = 'open', context = ?2, revision = ?3 WHERE n = ?1")?
        .execute((n, total.to_string(), revision + 1))?;
    connection
        .prepare_cached(
            "INSERT INTO journal (instance, at, what, event, payload, state, passed)
             VALUES (?1, 0, 'handled', 'add', '{\"amount\":1}', 'open', '[]')",
        )?
        .execute([n])
        .map(drop)
}
