//! Reading the journal: what happened in a conversation.

use flow::Time;
use rusqlite::Row;

use super::{Store, sql};
use crate::error::Fault;

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

impl Store {
    /// What happened to the instances of a conversation, oldest first.
    pub(crate) fn history_of_conversation(&self, conversation: i64) -> Result<Vec<PastStep>, Fault> {
        let select = select_steps!("WHERE i.conversation = ?1 ORDER BY j.n");
        self.list(select, [conversation], PastStep::read)
    }

    /// What happened to one instance, oldest first.
    pub(crate) fn history_of_instance(&self, n: i64) -> Result<Vec<PastStep>, Fault> {
        let select = select_steps!("WHERE j.instance = ?1 ORDER BY j.n");
        self.list(select, [n], PastStep::read)
    }
}
