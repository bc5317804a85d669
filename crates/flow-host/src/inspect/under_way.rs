//! What is under way: the events, questions and messages that a host would go on with.

use flow::Time;
use flow_durable::DeliveryId;
use serde::Serialize;

use super::Database;
use crate::history::Party;
use crate::store::sql;

/// Something that is under way.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct UnderWay {
    /// `queued`, `asked`, `message` or `timer`.
    pub kind: String,
    /// The instance that handles the event, or has sent the message.
    pub instance: Party,
    /// The event or the message, without `:`.
    pub name: String,
    /// The function of the phrase that waits for an answer.
    pub phrase: Option<String>,
    /// The key with which the phrase was asked or the message sent; `None` if nothing went out.
    pub key: Option<String>,
}

impl Database {
    /// Whatever a host would go on with at a time, in order; at most so many. Timers are those that are due by then.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn under_way(&self, now: Time, most: i64) -> rusqlite::Result<Vec<UnderWay>> {
        let select = sql!(
            "SELECT iif(a.number IS NULL, 'queued', 'asked') AS kind, i.machine, i.id, d.event, a.function, d.id, a.number
             FROM flow_delivery d JOIN flow_instance i ON i.n = d.receiver
             LEFT JOIN flow_answer a ON a.delivery = d.seq AND a.performed AND a.answer IS NULL AND a.refused IS NULL
             WHERE d.status IN (0, 1)
             UNION ALL
             SELECT 'message', i.machine, i.id, o.message, NULL, o.id, NULL
             FROM flow_outgoing o JOIN flow_instance i ON i.n = o.instance WHERE o.status = 0
             UNION ALL
             SELECT 'timer', i.machine, i.id, t.event, NULL, NULL, NULL
             FROM flow_timer t JOIN flow_instance i ON i.n = t.instance WHERE t.under_way = 0 AND t.due <= ?1
             LIMIT ?2"
        );
        let mut statement = self.connection.prepare(select)?;
        let found = statement.query_map((now.as_micros(), most), |row| {
            let instance = Party { name: row.get(1)?, id: row.get(2)? };
            let kind: String = row.get(0)?;
            let id: Option<DeliveryId> = row.get::<_, Option<[u8; 16]>>(5)?.map(DeliveryId);
            let number = row.get::<_, Option<i64>>(6)?.and_then(|number| usize::try_from(number).ok());
            let key = match (id, number) {
                (Some(id), _) if kind == "message" => Some(format!("{}/{}/{id}", instance.name, instance.id)),
                (Some(id), Some(number)) => Some(id.key(&instance.name, &instance.id, number)),
                _ => None,
            };
            Ok(UnderWay { kind, name: row.get(3)?, phrase: row.get(4)?, key, instance })
        })?;
        found.collect()
    }
}
