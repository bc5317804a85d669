//! Timers: those of a state, and those of an instance.
//!
//! A row exists until its timer is over or cancelled. So the queued event of a timer is void if the row is gone.

use flow::{Duration, Time};
use flow_durable::TimerKind;
use rusqlite::Row;

use super::{Store, sql};
use crate::error::Fault;

/// A row of `flow_timer`.
#[derive(Clone, Debug)]
pub(crate) struct Timer {
    pub(crate) seq: i64,
    pub(crate) instance: i64,
    pub(crate) kind: TimerKind,
    pub(crate) event: String,
    pub(crate) from: Option<String>,
    pub(crate) payload: String,
    pub(crate) due: Time,
    pub(crate) period: Option<Duration>,
}

/// A query of whole timers, in the order of the columns that [`Timer::read`] expects.
macro_rules! select_timers {
    ($rest:literal) => {
        sql!("SELECT seq, instance, kind, event, from_actor, payload, due, period FROM flow_timer ", $rest)
    };
}

impl Timer {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let is_state = row.get::<_, i64>(2)? == 0;
        Ok(Timer {
            seq: row.get(0)?,
            instance: row.get(1)?,
            kind: if is_state { TimerKind::State } else { TimerKind::Schedule },
            event: row.get(3)?,
            from: row.get(4)?,
            payload: row.get(5)?,
            due: Time::from_micros(row.get(6)?),
            period: row.get::<_, Option<i64>>(7)?.map(Duration::from_micros),
        })
    }
}

fn number(kind: TimerKind) -> i64 {
    match kind {
        TimerKind::State => 0,
        TimerKind::Schedule => 1,
    }
}

impl Store {
    pub(crate) fn add_timer(&self, new: &Timer) -> Result<(), Fault> {
        let insert = sql!(
            "INSERT INTO flow_timer (instance, kind, event, from_actor, payload, due, period)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        );
        let period = new.period.map(Duration::as_micros);
        let Timer { instance, kind, event, from, payload, due, .. } = new;
        self.insert(insert, (instance, number(*kind), event, from, payload, due.as_micros(), period))
            .map(drop)
    }

    /// The first timer that is due at a time.
    pub(crate) fn first_due(&self, now: Time) -> Result<Option<Timer>, Fault> {
        let select = select_timers!("WHERE under_way = 0 AND due <= ?1 ORDER BY due, seq LIMIT 1");
        self.find(select, [now.as_micros()], Timer::read)
    }

    /// When the next timer is due.
    pub(crate) fn next_due(&self) -> Result<Option<Time>, Fault> {
        let select = sql!("SELECT due FROM flow_timer WHERE under_way = 0 ORDER BY due LIMIT 1");
        self.find(select, (), |row| row.get(0).map(Time::from_micros))
    }

    /// The timer with a number, unless it was cancelled.
    pub(crate) fn timer(&self, seq: i64) -> Result<Option<Timer>, Fault> {
        let select = select_timers!("WHERE seq = ?1");
        self.find(select, [seq], Timer::read)
    }

    /// The event of a timer is queued.
    pub(crate) fn send_timer(&self, seq: i64) -> Result<(), Fault> {
        self.execute(sql!("UPDATE flow_timer SET under_way = 1 WHERE seq = ?1"), [seq]).map(drop)
    }

    /// A repeating timer is due again.
    pub(crate) fn restart_timer(&self, seq: i64, due: Time) -> Result<(), Fault> {
        let update = sql!("UPDATE flow_timer SET under_way = 0, due = ?2 WHERE seq = ?1");
        self.execute(update, (seq, due.as_micros())).map(drop)
    }

    pub(crate) fn delete_timer(&self, seq: i64) -> Result<(), Fault> {
        self.execute(sql!("DELETE FROM flow_timer WHERE seq = ?1"), [seq]).map(drop)
    }

    /// Cancels the timers of an instance and an event: those of the state, or all.
    pub(crate) fn cancel_timers(&self, instance: i64, event: &str, only_state: bool) -> Result<(), Fault> {
        let delete =
            sql!("DELETE FROM flow_timer WHERE instance = ?1 AND event = ?2 AND (kind = 0 OR NOT ?3)");
        self.execute(delete, (instance, event, only_state)).map(drop)
    }

    /// Cancels the timers of an instance: those of the state that it leaves, or all.
    pub(crate) fn drop_timers(&self, instance: i64, only_state: bool) -> Result<(), Fault> {
        let delete = sql!("DELETE FROM flow_timer WHERE instance = ?1 AND (kind = 0 OR NOT ?2)");
        self.execute(delete, (instance, only_state)).map(drop)
    }
}
