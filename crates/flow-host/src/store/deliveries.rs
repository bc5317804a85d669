//! Deliveries: events, each for one instance.
//!
//! A delivery is queued, open while its handler waits for answers, deferred, or dead. A row moves between these without being
//! copied, and keeps its place in the order, which is that of the commits that stored the events.

use flow::Time;
use flow_durable::DeliveryId;
use rusqlite::Row;

use super::{Store, sql};
use crate::error::Fault;

/// A row of `flow_delivery`, or one that is not stored yet.
#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    /// Its place in the order; 0 if it is not stored.
    pub(crate) seq: i64,
    pub(crate) id: DeliveryId,
    pub(crate) receiver: i64,
    pub(crate) event: String,
    /// The sender in the event's handlers.
    pub(crate) from: Option<String>,
    pub(crate) payload: String,
    pub(crate) origin: Origin,
    /// The instance that sent it.
    pub(crate) sender: Option<i64>,
    pub(crate) conversation: Option<i64>,
    pub(crate) timer: Option<i64>,
    /// The call or timer from which it follows.
    pub(crate) root: i64,
    /// Its number among all that do; 0 for the call or the timer's event itself.
    pub(crate) depth: i64,
    pub(crate) taken: Option<Time>,
    pub(crate) revision: Option<i64>,
    /// The `traceparent` of the request from which it follows.
    pub(crate) trace: Option<String>,
}

/// Where an event is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A call from outside, which gets the result.
    Call,
    Emit,
    /// An emit to all instances of a machine.
    ToAll,
    Timer,
    Schedule,
    /// An actor outside, other than by a call.
    Actor,
}

/// Whether a dead letter blocks later events of its sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Loose,
    Strict,
}

/// The progress of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Queued,
    /// Its handler waits for answers.
    Open,
    Deferred,
    Dead,
}

const ORIGINS: [Origin; 6] =
    [Origin::Call, Origin::Emit, Origin::ToAll, Origin::Timer, Origin::Schedule, Origin::Actor];

const STATUSES: [Status; 4] = [Status::Queued, Status::Open, Status::Deferred, Status::Dead];

/// A query of whole deliveries, in the order of the columns that [`Delivery::read`] expects.
macro_rules! select_deliveries {
    ($rest:literal) => {
        sql!("SELECT seq, id, receiver, event, from_actor, payload, origin, sender, conversation, timer, depth, taken,
              revision, root, trace FROM flow_delivery ", $rest)
    };
}

impl Delivery {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let origin = row.get::<_, u32>(6)? as usize;
        Ok(Delivery {
            seq: row.get(0)?,
            id: DeliveryId(row.get(1)?),
            receiver: row.get(2)?,
            event: row.get(3)?,
            from: row.get(4)?,
            payload: row.get(5)?,
            origin: ORIGINS.get(origin).copied().unwrap_or(Origin::Emit),
            sender: row.get(7)?,
            conversation: row.get(8)?,
            timer: row.get(9)?,
            depth: row.get(10)?,
            taken: row.get::<_, Option<i64>>(11)?.map(Time::from_micros),
            revision: row.get(12)?,
            root: row.get(13)?,
            trace: row.get(14)?,
        })
    }

    /// One that is not stored, as from outside.
    pub(crate) fn new(
        id: DeliveryId,
        receiver: i64,
        event: &str,
        from: Option<String>,
        payload: &str,
        origin: Origin,
    ) -> Self {
        Delivery {
            seq: 0,
            id,
            receiver,
            event: event.to_owned(),
            from,
            payload: payload.to_owned(),
            origin,
            sender: None,
            conversation: None,
            timer: None,
            root: root_of(id),
            depth: 0,
            taken: None,
            revision: None,
            trace: None,
        }
    }

    pub(crate) fn is_stored(&self) -> bool {
        self.seq != 0
    }
}

/// The number of a call or timer: a part of the random name of its event.
fn root_of(id: DeliveryId) -> i64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&id.0[..8]);
    i64::from_be_bytes(bytes)
}

impl Store {
    /// Stores a delivery, and returns its place in the order.
    pub(crate) fn add_delivery(&self, new: &Delivery, status: Status) -> Result<i64, Fault> {
        let insert = sql!(
            "INSERT INTO flow_delivery (id, receiver, event, from_actor, payload, origin, sender, conversation, timer,
                 depth, status, taken, revision, root, trace)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"
        );
        let Delivery {
            id, receiver, event, from, payload, origin, sender, conversation, timer, depth, ..
        } = new;
        let taken = new.taken.map(Time::as_micros);
        let params = rusqlite::params![
            id.0,
            receiver,
            event,
            from,
            payload,
            *origin as i64,
            sender,
            conversation,
            timer,
            depth,
            status as i64,
            taken,
            new.revision,
            new.root,
            new.trace
        ];
        self.insert(insert, params)
    }

    /// The first event that is queued for an instance.
    pub(crate) fn first_queued(&self, receiver: i64, order: Order) -> Result<Option<Delivery>, Fault> {
        if order == Order::Strict {
            let Some(seq) = self.next_queued(receiver, order)? else { return Ok(None) };
            return self.delivery(seq);
        }
        let select = select_deliveries!("WHERE receiver = ?1 AND status = 0 ORDER BY seq LIMIT 1");
        self.find(select, [receiver], Delivery::read)
    }

    /// The deliveries to an instance that are deferred, oldest first.
    pub(crate) fn deferred(&self, receiver: i64) -> Result<Vec<Delivery>, Fault> {
        let select = select_deliveries!("WHERE receiver = ?1 AND status = 2 ORDER BY seq");
        self.list(select, [receiver], Delivery::read)
    }

    /// The delivery at a place in the order.
    pub(crate) fn delivery(&self, seq: i64) -> Result<Option<Delivery>, Fault> {
        let select = select_deliveries!("WHERE seq = ?1");
        self.find(select, [seq], Delivery::read)
    }

    /// The progress of the delivery at a place in the order.
    pub(crate) fn status(&self, seq: i64) -> Result<Option<Status>, Fault> {
        let select = sql!("SELECT status FROM flow_delivery WHERE seq = ?1");
        let status = self.find(select, [seq], |row| row.get::<_, u32>(0))?;
        Ok(status.and_then(|status| STATUSES.get(status as usize).copied()))
    }

    /// Deliveries with handlers that wait for answers.
    pub(crate) fn open_deliveries(&self) -> Result<Vec<Delivery>, Fault> {
        let select = select_deliveries!("WHERE status = 1 ORDER BY seq");
        self.list(select, (), Delivery::read)
    }

    /// Instances with queued events and no waiting handler, and the place of the oldest event of each; at most `most`.
    pub(crate) fn receivers(&self, most: usize) -> Result<Vec<(i64, i64)>, Fault> {
        let select = sql!(
            "SELECT receiver, min(seq) AS first FROM flow_delivery AS queued WHERE status = 0 AND NOT EXISTS
                 (SELECT 1 FROM flow_delivery AS open WHERE open.receiver = queued.receiver AND open.status = 1)
             GROUP BY receiver ORDER BY first LIMIT ?1"
        );
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.list(select, [most], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The place of the oldest event that is queued for an instance.
    pub(crate) fn next_queued(&self, receiver: i64, order: Order) -> Result<Option<i64>, Fault> {
        let select = match order {
            Order::Loose => {
                sql!("SELECT seq FROM flow_delivery WHERE receiver = ?1 AND status = 0 ORDER BY seq LIMIT 1")
            }
            Order::Strict => sql!(
                "SELECT seq FROM flow_delivery AS queued WHERE receiver = ?1 AND status = 0 AND NOT EXISTS
                     (SELECT 1 FROM flow_delivery AS dead WHERE dead.receiver = ?1 AND dead.status = 3
                          AND dead.sender = queued.sender AND dead.seq < queued.seq)
                 ORDER BY seq LIMIT 1"
            ),
        };
        self.find(select, [receiver], |row| row.get(0))
    }

    /// How many events are queued for an instance, at most `most`.
    pub(crate) fn count_queued(&self, receiver: i64, most: i64) -> Result<i64, Fault> {
        let select = sql!(
            "SELECT count(*) FROM (SELECT 1 FROM flow_delivery WHERE receiver = ?1 AND status = 0 LIMIT ?2)"
        );
        Ok(self.find(select, (receiver, most), |row| row.get(0))?.unwrap_or(0))
    }

    /// How many events of an instance are deferred, at most `most`.
    pub(crate) fn count_deferred(&self, receiver: i64, most: i64) -> Result<i64, Fault> {
        let select = sql!(
            "SELECT count(*) FROM (SELECT 1 FROM flow_delivery WHERE receiver = ?1 AND status = 2 LIMIT ?2)"
        );
        Ok(self.find(select, (receiver, most), |row| row.get(0))?.unwrap_or(0))
    }

    /// Whether an instance has any event but one.
    pub(crate) fn has_other_events(&self, receiver: i64, than: i64) -> Result<bool, Fault> {
        let select = sql!(
            "SELECT EXISTS (SELECT 1 FROM flow_delivery WHERE receiver = ?1 AND status = 0 AND seq <> ?2)
                 OR EXISTS (SELECT 1 FROM flow_delivery WHERE receiver = ?1 AND status = 1 AND seq <> ?2)
                 OR EXISTS (SELECT 1 FROM flow_delivery WHERE receiver = ?1 AND status = 2 AND seq <> ?2)"
        );
        Ok(self.find(select, (receiver, than), |row| row.get(0))?.unwrap_or(false))
    }

    /// Sets the progress of a delivery, and when and at which revision its handler began.
    pub(crate) fn set_status(&self, of: &Delivery, status: Status) -> Result<(), Fault> {
        let update = sql!(
            "UPDATE flow_delivery SET status = ?2, taken = ?3, revision = ?4, timer = ?5, origin = ?6 WHERE seq = ?1"
        );
        let taken = of.taken.map(Time::as_micros);
        self.execute(update, (of.seq, status as i64, taken, of.revision, of.timer, of.origin as i64))
            .map(drop)
    }

    /// Deletes a delivery with its answers.
    pub(crate) fn delete_delivery(&self, of: &Delivery) -> Result<(), Fault> {
        self.execute(sql!("DELETE FROM flow_delivery WHERE seq = ?1"), [of.seq])?;
        if of.taken.is_some() {
            self.execute(sql!("DELETE FROM flow_answer WHERE delivery = ?1"), [of.seq])?;
        }
        Ok(())
    }
}
