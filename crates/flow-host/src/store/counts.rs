//! How many rows wait, for the metrics.
//!
//! Each count reads an index of the rows that wait, or a table that is small.

use flow_durable::DeadKind;

use super::{Dead, Store, sql};
use crate::error::Fault;

/// How many deliveries there are.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct DeliveryCounts {
    pub(crate) queued: u64,
    pub(crate) open: u64,
    pub(crate) deferred: u64,
    /// The place of the first one that is queued.
    pub(crate) first: Option<i64>,
}

impl Store {
    /// Counts the deliveries that are not over.
    pub(crate) fn count_deliveries(&self) -> Result<DeliveryCounts, Fault> {
        let select = sql!(
            "SELECT (SELECT count(*) FROM flow_delivery WHERE status = 0),
                (SELECT count(*) FROM flow_delivery WHERE status = 1),
                (SELECT count(*) FROM flow_delivery WHERE status = 2),
                (SELECT min(seq) FROM flow_delivery WHERE status = 0)"
        );
        let read = |row: &rusqlite::Row<'_>| {
            let count = |at| row.get::<_, i64>(at).map(i64::unsigned_abs);
            Ok(DeliveryCounts { queued: count(0)?, open: count(1)?, deferred: count(2)?, first: row.get(3)? })
        };
        Ok(self.find(select, (), read)?.unwrap_or_default())
    }

    /// Counts the deliveries that are queued or wait for an answer, by the call or timer from which they follow.
    pub(crate) fn count_by_root(&self) -> Result<Vec<(i64, i64)>, Fault> {
        let select = sql!(
            "SELECT root, count(*) FROM flow_delivery WHERE status IN (0, 1) AND depth > 0 GROUP BY root ORDER BY root"
        );
        self.list(select, (), |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// Counts the events that the instance of a dead letter has handled since.
    pub(crate) fn count_handled_since(&self, dead: &Dead) -> Result<u64, Fault> {
        let select = sql!(
            "WITH of AS MATERIALIZED (SELECT coalesce((SELECT receiver FROM flow_delivery WHERE seq = ?1),
                 (SELECT instance FROM flow_outgoing WHERE seq = ?2)) AS instance),
             since AS MATERIALIZED (SELECT coalesce(max(k.n), 0) AS n FROM flow_journal k JOIN of USING (instance)
                 WHERE k.at = ?3 AND k.what LIKE 'dead: %')
             SELECT count(*) FROM flow_journal j JOIN of USING (instance), since
                 WHERE j.n > since.n AND j.at >= ?3 AND j.what = 'handled'"
        );
        let params = (dead.delivery, dead.outgoing, dead.at.as_micros());
        let count = self.find(select, params, |row| row.get::<_, i64>(0))?;
        Ok(count.unwrap_or(0).unsigned_abs())
    }

    /// Counts the dead letters by their reason and phrase.
    pub(crate) fn count_dead(&self) -> Result<Vec<(DeadKind, String, u64)>, Fault> {
        let select =
            sql!("SELECT kind, phrase, count(*) FROM flow_dead GROUP BY kind, phrase ORDER BY kind, phrase");
        self.list(select, (), |row| {
            let kind = DeadKind::from_name(&row.get::<_, String>(0)?).unwrap_or(DeadKind::Failed);
            Ok((kind, row.get(1)?, row.get::<_, i64>(2)?.unsigned_abs()))
        })
    }
}
