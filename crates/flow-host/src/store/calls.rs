//! Calls with a key of their caller's, and their results.
//!
//! A row is stored in the commit that stores the event, so that a repetition finds either both or none.

use flow::Time;
use flow_durable::DeliveryId;

use super::{Store, sql};
use crate::error::Fault;

/// A row of `flow_call`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KeyedCall {
    pub(crate) fingerprint: [u8; 32],
    /// The event, while it has no result.
    pub(crate) delivery: Option<DeliveryId>,
    /// The result in JSON.
    pub(crate) result: Option<String>,
}

impl KeyedCall {
    /// Whether the call had no effect, so that its key is free.
    pub(crate) fn is_failure(&self) -> bool {
        self.result.as_ref().is_some_and(|result| result.starts_with("{\"error\""))
    }
}

impl Store {
    /// The call of a caller with a key.
    pub(crate) fn keyed_call(&self, caller: &str, key: &str) -> Result<Option<KeyedCall>, Fault> {
        let select =
            sql!("SELECT fingerprint, delivery, result FROM flow_call WHERE caller = ?1 AND key = ?2");
        self.find(select, (caller, key), |row| {
            let delivery = row.get::<_, Option<[u8; 16]>>(1)?.map(DeliveryId);
            Ok(KeyedCall { fingerprint: row.get(0)?, delivery, result: row.get(2)? })
        })
    }

    /// Stores a call, in place of one of the same key.
    pub(crate) fn put_keyed_call(
        &self,
        caller: &str,
        key: &str,
        call: &KeyedCall,
        now: Time,
    ) -> Result<(), Fault> {
        let put = sql!(
            "INSERT OR REPLACE INTO flow_call (caller, key, fingerprint, delivery, result, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        );
        let KeyedCall { fingerprint, delivery, result } = call;
        let delivery = delivery.map(|delivery| delivery.0);
        self.execute(put, (caller, key, fingerprint, delivery, result, now.as_micros())).map(drop)
    }

    /// Stores the result of a call with a key, when its event is done.
    pub(crate) fn finish_keyed_call(&self, delivery: DeliveryId, result: &str) -> Result<(), Fault> {
        let update = sql!("UPDATE flow_call SET result = ?2, delivery = NULL WHERE delivery = ?1");
        self.execute(update, (delivery.0, result)).map(drop)
    }
}
