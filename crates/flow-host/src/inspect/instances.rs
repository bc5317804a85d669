//! Instances: how many there are, those in a state, and all stored data of one.
//!
//! Each list is one query of an index, so that a rare state is found among a million instances. An instance exists only if its first
//! event had an effect; others are left out.

use flow::Time;
use rusqlite::{OptionalExtension, Row};
use serde::Serialize;
use serde_json::Value;

use super::{Database, LetterLine};
use crate::history::Party;
use crate::store::sql;

/// How many instances of a machine are in a state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Count {
    /// The machine, without `@`.
    pub machine: String,
    /// The state, without `#`.
    pub state: String,
    /// How many.
    pub instances: i64,
}

/// An instance in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct InstanceLine {
    /// Its place among all instances: the cursor for the next ones.
    pub cursor: i64,
    /// Its id.
    pub id: String,
    /// Its state, without `#`.
    pub state: String,
    /// How many steps it has made.
    pub steps: i64,
    /// Whether it has come to its end.
    pub has_ended: bool,
}

/// Which instances are listed.
#[derive(Clone, Copy, Debug)]
pub struct ListOf<'a> {
    /// The machine, without `@`.
    pub machine: &'a str,
    /// Only those in this state.
    pub state: Option<&'a str>,
    /// Only those after this cursor.
    pub after: i64,
    /// The largest number of instances.
    pub most: i64,
}

/// All that is known of one instance.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct InstanceView {
    /// The machine and the id.
    pub instance: Party,
    /// Its state, without `#`.
    pub state: String,
    /// How many steps it has made.
    pub steps: i64,
    /// Whether it has come to its end.
    pub has_ended: bool,
    /// When its variables were archived or erased.
    pub emptied: Option<Time>,
    /// The instance with which its conversation began.
    pub conversation: Option<Party>,
    /// The instance that made it.
    pub maker: Option<Party>,
    /// Its variables.
    pub variables: Value,
    /// The events that its state accepts.
    pub accepts: Vec<String>,
    /// The question that its handler waits for.
    pub waits_for: Option<Question>,
    /// Its queued events, oldest first.
    pub queued: Vec<EventLine>,
    /// Its deferred events, oldest first.
    pub deferred: Vec<EventLine>,
    /// Its timers, in the order in which they are due.
    pub timers: Vec<TimerLine>,
    /// Its messages that are not delivered, oldest first.
    pub messages: Vec<MessageLine>,
    /// Its dead letters, oldest first.
    pub dead: Vec<LetterLine>,
}

/// A question that has no answer yet.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Question {
    /// The event with a handler that asks, without `:`.
    pub event: String,
    /// The function of the phrase.
    pub phrase: String,
    /// The arguments.
    pub arguments: Value,
    /// The attempts that ended.
    pub attempts: i64,
    /// When the first one began.
    pub since: Time,
    /// When the next one begins; `None` while one is in progress.
    pub next: Option<Time>,
}

/// An event that is not handled yet.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct EventLine {
    /// Its name, without `:`.
    pub event: String,
    /// The instance or the actor that sent it.
    pub from: Option<Party>,
    /// The payload.
    pub payload: Value,
}

/// A timer.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct TimerLine {
    /// The event that it delivers, without `:`.
    pub event: String,
    /// When it is due.
    pub due: Time,
    /// The seconds between two events of an `every`.
    pub every: Option<f64>,
}

/// A message to an actor outside.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct MessageLine {
    /// The actor, without `@`.
    pub actor: String,
    /// The message, without `:`.
    pub message: String,
    /// The attempts that ended.
    pub attempts: i64,
    /// When the next one begins.
    pub next: Option<Time>,
}

/// A row of `flow_instance`.
struct Found {
    n: i64,
    view: InstanceView,
}

impl Database {
    /// How many instances of each machine are in each state.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn counts(&self) -> rusqlite::Result<Vec<Count>> {
        let select = sql!(
            "SELECT machine, state, count(*) FROM flow_instance WHERE life IN (1, 2, 4) GROUP BY machine, state"
        );
        let mut statement = self.connection.prepare(select)?;
        let read =
            |row: &Row<'_>| Ok(Count { machine: row.get(0)?, state: row.get(1)?, instances: row.get(2)? });
        statement.query_map((), read)?.collect()
    }

    /// Instances of a machine, oldest first.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn list(&self, of: ListOf<'_>) -> rusqlite::Result<Vec<InstanceLine>> {
        // In a state, rows are found by an index; in any, one row after the other is of the machine, or soon another one is.
        let select = match of.state {
            Some(_) => sql!(
                "SELECT n, id, state, revision, life FROM flow_instance
                 WHERE machine = ?1 AND state = ?2 AND n > ?3 AND life IN (1, 2, 4) ORDER BY n LIMIT ?4"
            ),
            None => sql!(
                "SELECT n, id, state, revision, life FROM flow_instance
                 WHERE machine = ?1 AND ?2 IS NULL AND n > ?3 AND life IN (1, 2, 4) ORDER BY n LIMIT ?4"
            ),
        };
        let mut statement = self.connection.prepare(select)?;
        let read = |row: &Row<'_>| {
            let (cursor, id, state, steps) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            Ok(InstanceLine { cursor, id, state, steps, has_ended: row.get::<_, i64>(4)? != 1 })
        };
        statement.query_map((of.machine, of.state, of.after, of.most), read)?.collect()
    }

    /// The newest ids of a machine, for suggestions.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn newest_ids(&self, machine: &str, most: i64) -> rusqlite::Result<Vec<String>> {
        let select = sql!(
            "SELECT id FROM flow_instance WHERE machine = ?1 AND life IN (1, 2, 4) ORDER BY n DESC LIMIT ?2"
        );
        self.connection.prepare(select)?.query_map((machine, most), |row| row.get(0))?.collect()
    }

    /// All that is known of an instance; `None` if there is none of this id.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn instance(&self, machine: &str, id: &str) -> rusqlite::Result<Option<InstanceView>> {
        let select = sql!(
            "SELECT i.n, i.state, i.revision, i.life, i.emptied, i.context, c.machine, c.id, m.machine, m.id
             FROM flow_instance i LEFT JOIN flow_instance c ON c.n = i.conversation
             LEFT JOIN flow_instance m ON m.n = i.maker
             WHERE i.machine = ?1 AND i.id = ?2 AND i.life <> 3"
        );
        let of = Party { name: machine.to_owned(), id: id.to_owned() };
        let found =
            self.connection.query_row(select, (machine, id), |row| self.read_instance(row, of)).optional()?;
        found.map(|found| self.complete(found)).transpose()
    }

    fn read_instance(&self, row: &Row<'_>, instance: Party) -> rusqlite::Result<Found> {
        let party = |name: usize| -> rusqlite::Result<Option<Party>> {
            let (name, id): (Option<String>, Option<String>) = (row.get(name)?, row.get(name + 1)?);
            Ok(name.zip(id).map(|(name, id)| Party { name, id }))
        };
        let state: String = row.get(1)?;
        let context: String = row.get(5)?;
        let view = InstanceView {
            steps: row.get(2)?,
            has_ended: matches!(row.get::<_, i64>(3)?, 2 | 4),
            emptied: row.get::<_, Option<i64>>(4)?.map(Time::from_micros),
            conversation: party(6)?,
            maker: party(8)?,
            variables: self.mask.read_object([instance.name.as_str()], &context),
            accepts: self.accepted(&instance.name, &state),
            instance,
            state,
            waits_for: None,
            queued: Vec::new(),
            deferred: Vec::new(),
            timers: Vec::new(),
            messages: Vec::new(),
            dead: Vec::new(),
        };
        Ok(Found { n: row.get(0)?, view })
    }

    /// The events that a state accepts.
    fn accepted(&self, machine: &str, state: &str) -> Vec<String> {
        let events = self.program.machine(machine).map(|machine| machine.events.as_slice());
        let accepted =
            events.unwrap_or_default().iter().filter(|event| event.states.iter().any(|of| of == state));
        let mut names: Vec<_> = accepted.map(|event| event.name.clone()).collect();
        names.dedup();
        names
    }

    /// Adds the question, the events, the timers, the messages and the dead letters of an instance.
    fn complete(&self, found: Found) -> rusqlite::Result<InstanceView> {
        let Found { n, mut view } = found;
        let machine = view.instance.name.clone();
        view.waits_for = self.question(n, &machine)?;
        view.queued = self.events(n, &machine, 0)?;
        view.deferred = self.events(n, &machine, 2)?;
        view.timers = self.timers(n)?;
        view.messages = self.messages(n)?;
        view.dead = self.letters_of(n)?;
        Ok(view)
    }

    fn question(&self, n: i64, machine: &str) -> rusqlite::Result<Option<Question>> {
        let select = sql!(
            "SELECT d.event, a.function, a.arguments, a.attempt, a.began, a.next FROM flow_delivery d
             JOIN flow_answer a ON a.delivery = d.seq
             WHERE d.receiver = ?1 AND d.status = 1 AND a.place IS NOT NULL AND a.answer IS NULL AND a.refused IS NULL
             ORDER BY a.number LIMIT 1"
        );
        let read = |row: &Row<'_>| {
            let arguments = serde_json::from_str(&row.get::<_, String>(2)?).unwrap_or(Value::Null);
            Ok(Question {
                event: row.get(0)?,
                phrase: row.get(1)?,
                arguments: self.mask.cover(machine, arguments),
                attempts: row.get(3)?,
                since: Time::from_micros(row.get(4)?),
                next: row.get::<_, Option<i64>>(5)?.map(Time::from_micros),
            })
        };
        self.connection.query_row(select, [n], read).optional()
    }

    fn events(&self, n: i64, machine: &str, status: i64) -> rusqlite::Result<Vec<EventLine>> {
        let select = sql!(
            "SELECT d.event, d.from_actor, s.machine, s.id, d.payload FROM flow_delivery d
             LEFT JOIN flow_instance s ON s.n = d.sender WHERE d.receiver = ?1 AND d.status = ?2 ORDER BY d.seq"
        );
        let mut statement = self.connection.prepare(select)?;
        let read = |row: &Row<'_>| {
            let sender = row.get::<_, Option<String>>(2)?.zip(row.get::<_, Option<String>>(3)?);
            let actor = row.get::<_, Option<String>>(1)?;
            let from = sender
                .map(|(name, id)| Party { name, id })
                .or_else(|| actor.map(|name| Party { name, id: String::new() }));
            let machines = [Some(machine), from.as_ref().map(|from| from.name.as_str())];
            let payload = self.mask.read_object(machines.into_iter().flatten(), &row.get::<_, String>(4)?);
            Ok(EventLine { event: row.get(0)?, payload, from })
        };
        statement.query_map((n, status), read)?.collect()
    }

    fn timers(&self, n: i64) -> rusqlite::Result<Vec<TimerLine>> {
        let select = sql!("SELECT event, due, period FROM flow_timer WHERE instance = ?1 ORDER BY due, seq");
        let mut statement = self.connection.prepare(select)?;
        let read = |row: &Row<'_>| {
            let every = row.get::<_, Option<i64>>(2)?;
            Ok(TimerLine {
                event: row.get(0)?,
                due: Time::from_micros(row.get(1)?),
                every: every
                    .map(|micros| std::time::Duration::from_micros(micros.unsigned_abs()).as_secs_f64()),
            })
        };
        statement.query_map([n], read)?.collect()
    }

    fn messages(&self, n: i64) -> rusqlite::Result<Vec<MessageLine>> {
        let select = sql!(
            "SELECT actor, message, attempt, next FROM flow_outgoing WHERE instance = ?1 AND status = 0 ORDER BY seq"
        );
        let mut statement = self.connection.prepare(select)?;
        let read = |row: &Row<'_>| {
            Ok(MessageLine {
                actor: row.get(0)?,
                message: row.get(1)?,
                attempts: row.get(2)?,
                next: row.get::<_, Option<i64>>(3)?.map(Time::from_micros),
            })
        };
        statement.query_map([n], read)?.collect()
    }
}
