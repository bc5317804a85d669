//! Timers: those of a state, of a group of states, and of an instance.
//!
//! A row exists until its timer is over or cancelled. So the queued event of a timer is void if the row is gone.

use flow::{Duration, Time};
use rusqlite::Row;

use super::{Store, sql};
use crate::error::Fault;

/// A row of `flow_timer`.
#[derive(Clone, Debug)]
pub(crate) struct Timer {
    pub(crate) seq: i64,
    pub(crate) instance: i64,
    pub(crate) owner: Owner,
    pub(crate) event: String,
    pub(crate) from: Option<String>,
    pub(crate) payload: String,
    pub(crate) due: Time,
    pub(crate) period: Option<Duration>,
}

/// The owner of a timer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// The state in which its instance was then.
    State,
    /// A group of states, by name: the states that the program gives it now.
    Group(String),
    /// The instance.
    Instance,
}

/// A query of whole timers, in the order of the columns that [`Timer::read`] expects.
macro_rules! select_timers {
    ($rest:literal) => {
        sql!(
            "SELECT seq, instance, kind, event, from_actor, payload, due, period, of_group FROM flow_timer ",
            $rest
        )
    };
}

impl Timer {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let owner = match (row.get(2)?, row.get(8)?) {
            (0_i64, None) => Owner::State,
            (0, Some(group)) => Owner::Group(group),
            _ => Owner::Instance,
        };
        Ok(Timer {
            seq: row.get(0)?,
            instance: row.get(1)?,
            owner,
            event: row.get(3)?,
            from: row.get(4)?,
            payload: row.get(5)?,
            due: Time::from_micros(row.get(6)?),
            period: row.get::<_, Option<i64>>(7)?.map(Duration::from_micros),
        })
    }
}

impl Owner {
    /// The values of the columns `kind` and `of_group`.
    fn columns(&self) -> (i64, Option<&str>) {
        match self {
            Owner::State => (0, None),
            Owner::Group(group) => (0, Some(group)),
            Owner::Instance => (1, None),
        }
    }
}

impl Store {
    pub(crate) fn add_timer(&self, new: &Timer) -> Result<(), Fault> {
        let insert = sql!(
            "INSERT INTO flow_timer (instance, kind, event, from_actor, payload, due, period, of_group)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        );
        let period = new.period.map(Duration::as_micros);
        let Timer { instance, owner, event, from, payload, due, .. } = new;
        let (kind, group) = owner.columns();
        self.insert(insert, (instance, kind, event, from, payload, due.as_micros(), period, group)).map(drop)
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

    /// Cancels the timers that belong to the state that an instance leaves, and those of groups of states, except for the groups that
    /// contain its new state.
    pub(crate) fn leave_state(&self, instance: i64, groups: &[&str]) -> Result<(), Fault> {
        let delete = sql!(
            "DELETE FROM flow_timer WHERE instance = ?1 AND kind = 0
             AND (of_group IS NULL OR instr(?2, '/' || of_group || '/') = 0)"
        );
        // No name has a slash in it.
        self.execute(delete, (instance, format!("/{}/", groups.join("/")))).map(drop)
    }

    /// Cancels all timers of an instance.
    pub(crate) fn drop_timers(&self, instance: i64) -> Result<(), Fault> {
        self.execute(sql!("DELETE FROM flow_timer WHERE instance = ?1"), [instance]).map(drop)
    }
}
