//! A database that is a copy of an earlier time: its numbers, its time, and what was under way.

use flow::Time;
use flow_durable::DeliveryId;

use super::{Command, Store, sql};
use crate::error::Fault;

/// How many numbers are skipped at least: more than a host gives out between two backups. As many can be skipped thousands of times
/// before a number is too large for JSON.
const GAP: i64 = 1_000_000_000_000;

/// The same for the numbers that people type, of dead letters and commands.
const SMALL_GAP: i64 = 1_000_000;

/// The tables whose row numbers are given to others: in cursors, streams of events, and commands.
const NUMBERED: [(&str, i64); 7] = [
    ("flow_instance", GAP),
    ("flow_delivery", GAP),
    ("flow_outgoing", GAP),
    ("flow_timer", GAP),
    ("flow_journal", GAP),
    ("flow_dead", SMALL_GAP),
    ("flow_command", SMALL_GAP),
];

impl Store {
    /// The commands of an operator who says that the database was restored, which were not carried out yet.
    pub(crate) fn waiting_restorations(&self) -> Result<Vec<Command>, Fault> {
        let waiting = self.waiting_commands(usize::MAX)?;
        Ok(waiting.into_iter().filter(|command| command.what == "restored").collect())
    }

    /// Lets row numbers go on far above all that were given out since the copy was made.
    pub(crate) fn skip_numbers(&self) -> Result<(), Fault> {
        let update = sql!("UPDATE sqlite_sequence SET seq = (seq / ?2 + 2) * ?2 WHERE name = ?1");
        let insert = sql!("INSERT INTO sqlite_sequence (name, seq) VALUES (?1, 2 * ?2)");
        for (table, gap) in NUMBERED {
            if self.execute(update, (table, gap))? == 0 {
                self.execute(insert, (table, gap))?;
            }
        }
        Ok(())
    }

    /// Stores a time before which no clock of this database goes back.
    pub(crate) fn note_time(&self, now: Time) -> Result<(), Fault> {
        let upsert = sql!(
            "INSERT INTO flow_meta (name, value) VALUES ('time', ?1)
             ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)"
        );
        self.execute(upsert, [now.as_micros()]).map(drop)
    }

    /// The events that are queued, or have a handler that waits for an answer, in their order.
    pub(crate) fn deliveries_under_way(&self) -> Result<Vec<i64>, Fault> {
        self.list(sql!("SELECT seq FROM flow_delivery WHERE status IN (0, 1) ORDER BY seq"), (), |row| {
            row.get(0)
        })
    }

    /// The messages that are not delivered yet, in their order.
    pub(crate) fn messages_under_way(&self) -> Result<Vec<DeliveryId>, Fault> {
        let select = sql!("SELECT id FROM flow_outgoing WHERE status = 0 ORDER BY seq");
        self.list(select, (), |row| row.get(0).map(DeliveryId))
    }
}
