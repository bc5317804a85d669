//! Messages to actors outside, and the ids of their answers.
//!
//! A message that is delivered keeps its row for a while, so that further answers to it find its sender.

use flow::Time;
use flow_durable::DeliveryId;
use rusqlite::Row;

use super::{Store, sql};
use crate::error::Fault;
use crate::principal::Principal;

/// A row of `flow_outgoing`.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) seq: i64,
    pub(crate) id: DeliveryId,
    pub(crate) instance: i64,
    pub(crate) actor: String,
    pub(crate) message: String,
    pub(crate) payload: String,
    /// When its step was committed.
    pub(crate) at: Time,
    pub(crate) sent: Sent,
    /// The attempts that ended.
    pub(crate) attempt: u32,
    pub(crate) began: Option<Time>,
    pub(crate) next: Option<Time>,
    /// The `traceparent` of the request from which it follows.
    pub(crate) trace: Option<String>,
}

/// The progress of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sent {
    Waiting,
    Done,
    /// The actor's own program reads it.
    Readable,
    Dead,
    Abandoned,
}

const SENT: [Sent; 5] = [Sent::Waiting, Sent::Done, Sent::Readable, Sent::Dead, Sent::Abandoned];

/// A query of whole messages, in the order of the columns that [`Message::read`] expects.
macro_rules! select_messages {
    ($rest:literal) => {
        sql!("SELECT seq, id, instance, actor, message, payload, at, status, attempt, began, next, trace FROM flow_outgoing o ", $rest)
    };
}

impl Message {
    /// Its key, the same for each attempt, and in answers. `machine` and `instance` name its sender.
    pub(crate) fn key(&self, machine: &str, instance: &str) -> String {
        format!("{machine}/{instance}/{}", self.id)
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let status = row.get::<_, u32>(7)? as usize;
        Ok(Message {
            seq: row.get(0)?,
            id: DeliveryId(row.get(1)?),
            instance: row.get(2)?,
            actor: row.get(3)?,
            message: row.get(4)?,
            payload: row.get(5)?,
            at: Time::from_micros(row.get(6)?),
            sent: SENT.get(status).copied().unwrap_or(Sent::Abandoned),
            attempt: row.get(8)?,
            began: row.get::<_, Option<i64>>(9)?.map(Time::from_micros),
            next: row.get::<_, Option<i64>>(10)?.map(Time::from_micros),
            trace: row.get(11)?,
        })
    }
}

impl Store {
    pub(crate) fn add_message(&self, new: &Message) -> Result<i64, Fault> {
        let insert = sql!(
            "INSERT INTO flow_outgoing (id, instance, actor, message, payload, at, status, trace, owner)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, (SELECT owner FROM flow_instance WHERE n = ?2))"
        );
        let Message { id, instance, actor, message, payload, at, sent, trace, .. } = new;
        self.insert(insert, (id.0, instance, actor, message, payload, at.as_micros(), *sent as i64, trace))
    }

    /// The first message of an instance to an actor that waits.
    pub(crate) fn first_message(&self, instance: i64, actor: &str) -> Result<Option<Message>, Fault> {
        let select =
            select_messages!("WHERE instance = ?1 AND actor = ?2 AND status = 0 ORDER BY seq LIMIT 1");
        self.find(select, (instance, actor), Message::read)
    }

    /// The message with an id.
    pub(crate) fn message(&self, id: DeliveryId) -> Result<Option<Message>, Fault> {
        let select = select_messages!("WHERE id = ?1");
        self.find(select, [id.0], Message::read)
    }

    /// The message at a place in the order.
    pub(crate) fn message_at(&self, seq: i64) -> Result<Option<Message>, Fault> {
        let select = select_messages!("WHERE seq = ?1");
        self.find(select, [seq], Message::read)
    }

    /// Messages to an actor that its own program reads, after a place in the order.
    pub(crate) fn readable_messages(
        &self,
        actor: &str,
        after: i64,
        most: i64,
    ) -> Result<Vec<Message>, Fault> {
        let select = select_messages!("WHERE actor = ?1 AND status = 2 AND seq > ?2 ORDER BY seq LIMIT ?3");
        self.list(select, (actor, after, most), Message::read)
    }

    /// As [`readable_messages`](Store::readable_messages), those of conversations of one principal, and of these machines.
    pub(crate) fn messages_of(
        &self,
        reader: &Principal,
        machines: &[String],
        (after, most): (i64, i64),
    ) -> Result<Vec<Message>, Fault> {
        let mut found = match self.owner_number(reader)? {
            Some(owner) => {
                let select = select_messages!(
                    "WHERE owner = ?1 AND actor = ?2 AND status = 2 AND seq > ?3 ORDER BY seq LIMIT ?4"
                );
                self.list(select, (owner, &reader.actor, after, most), Message::read)?
            }
            None => Vec::new(),
        };
        if !machines.is_empty() {
            let select = select_messages!(
                "WHERE actor = ?1 AND status = 2 AND seq > ?2 AND EXISTS (SELECT 1 FROM flow_instance i
                     WHERE i.n = o.instance AND i.machine IN (SELECT value FROM json_each(?3)))
                 ORDER BY seq LIMIT ?4"
            );
            let machines = serde_json::json!(machines).to_string();
            found.extend(self.list(select, (&reader.actor, after, machines, most), Message::read)?);
            found.sort_by_key(|message| message.seq);
            found.dedup_by_key(|message| message.seq);
            found.truncate(usize::try_from(most).unwrap_or(0));
        }
        Ok(found)
    }

    /// The instances and actors between which messages wait.
    pub(crate) fn waiting_lanes(&self) -> Result<Vec<(i64, String)>, Fault> {
        let select = sql!(
            "SELECT instance, actor FROM flow_outgoing WHERE status = 0 GROUP BY instance, actor ORDER BY min(seq)"
        );
        self.list(select, (), |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// Stores the progress of a message.
    pub(crate) fn update_message(&self, message: &Message) -> Result<(), Fault> {
        let update =
            sql!("UPDATE flow_outgoing SET status = ?2, attempt = ?3, began = ?4, next = ?5 WHERE seq = ?1");
        let (began, next) = (message.began.map(Time::as_micros), message.next.map(Time::as_micros));
        self.execute(update, (message.seq, message.sent as i64, message.attempt, began, next)).map(drop)
    }

    /// Notes the partner's id of an answer. `false` if it is known already.
    pub(crate) fn note_webhook(&self, actor: &str, id: &str, now: Time) -> Result<bool, Fault> {
        let insert = sql!("INSERT OR IGNORE INTO flow_webhook (actor, id, at) VALUES (?1, ?2, ?3)");
        Ok(self.execute(insert, (actor, id, now.as_micros()))? == 1)
    }
}
