//! Reads the entries of the journal about a conversation.

use flow::Time;
use rusqlite::{Connection, OptionalExtension, Row};

use super::sql;

/// A row of `flow_journal` with the names of its instances.
#[derive(Clone, Debug)]
pub(crate) struct PastStep {
    pub(crate) at: Time,
    pub(crate) machine: String,
    pub(crate) id: String,
    pub(crate) what: String,
    pub(crate) event: Option<String>,
    /// The sender that the event's handlers name.
    pub(crate) from_actor: Option<String>,
    /// The machine and the id of the instance that sent the event.
    pub(crate) sender: Option<(String, String)>,
    pub(crate) payload: Option<String>,
    pub(crate) state: String,
    pub(crate) passed: Option<String>,
    pub(crate) posts: Option<String>,
}

/// A query of journal entries with their instances, in the order of the columns that [`PastStep::read`] expects.
macro_rules! select_steps {
    ($rest:literal) => {
        sql!("SELECT j.at, i.machine, i.id, j.what, j.event, j.from_actor, s.machine, s.id, j.payload, j.state,
              j.passed, j.posts
              FROM flow_journal j JOIN flow_instance i ON i.n = j.instance
              LEFT JOIN flow_instance s ON s.n = j.sender ", $rest)
    };
}

impl PastStep {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(PastStep {
            at: Time::from_micros(row.get(0)?),
            machine: row.get(1)?,
            id: row.get(2)?,
            what: row.get(3)?,
            event: row.get(4)?,
            from_actor: row.get(5)?,
            sender: row.get::<_, Option<String>>(6)?.zip(row.get::<_, Option<String>>(7)?),
            payload: row.get(8)?,
            state: row.get(9)?,
            passed: row.get(10)?,
            posts: row.get(11)?,
        })
    }
}

/// The last steps of the instances of a conversation, newest first.
pub(crate) fn steps_of_conversation(
    connection: &Connection,
    conversation: i64,
    most: i64,
) -> rusqlite::Result<Vec<PastStep>> {
    let select = select_steps!("WHERE i.conversation = ?1 ORDER BY j.n DESC LIMIT ?2");
    connection.prepare(select)?.query_map((conversation, most), PastStep::read)?.collect()
}

/// The last steps of one instance, newest first.
pub(crate) fn steps_of_instance(
    connection: &Connection,
    n: i64,
    most: i64,
) -> rusqlite::Result<Vec<PastStep>> {
    let select = select_steps!("WHERE j.instance = ?1 ORDER BY j.n DESC LIMIT ?2");
    connection.prepare(select)?.query_map((n, most), PastStep::read)?.collect()
}

/// The number of an instance and of its conversation.
pub(crate) fn find_conversation(
    connection: &Connection,
    machine: &str,
    id: &str,
) -> rusqlite::Result<Option<(i64, Option<i64>)>> {
    let select = sql!("SELECT n, conversation FROM flow_instance WHERE machine = ?1 AND id = ?2");
    connection.query_row(select, (machine, id), |row| Ok((row.get(0)?, row.get(1)?))).optional()
}

/// The machine and the id of an instance.
pub(crate) fn name_of(connection: &Connection, n: i64) -> rusqlite::Result<Option<(String, String)>> {
    let select = sql!("SELECT machine, id FROM flow_instance WHERE n = ?1");
    connection.prepare_cached(select)?.query_row([n], |row| Ok((row.get(0)?, row.get(1)?))).optional()
}
