//! [`Once`]: calls that may be repeated without a second effect.
//!
//! A caller that gets no reply, because the process ended or a connection broke, calls again with the same key.

use std::future::Future;

use flow_durable::{CallError, Caller, Program, Record, Stepped, StoredEvent};

use super::{Host, read_created, read_stepped};
use crate::engine::{Input, Reply, Ticket};

/// A host for one call with a key; see [`Host::once`].
#[derive(Clone)]
pub struct Once<P> {
    host: Host<P>,
    caller: String,
    key: String,
}

impl<P: Program> Host<P> {
    /// For a call that may be repeated: the first call with a key has its effect, and each further one gets its reply. A key means one
    /// call of one caller; the program chooses the name of the caller. The key is stored for a day after it was used.
    ///
    /// A call without effect is not stored, so that a repetition is a new call. After [`CallError::Exhausted`] a repetition goes on where
    /// the handler stopped.
    ///
    /// ```ignore
    /// host.once("customer 42", "3f1c…").checkout(&order, order::event::Checkout {}).await?;
    /// ```
    pub fn once(&self, caller: impl Into<String>, key: impl Into<String>) -> Once<P> {
        Once { host: self.clone(), caller: caller.into(), key: key.into() }
    }
}

impl<P: Program> Once<P> {
    async fn call(&self, input: impl FnOnce(Ticket) -> Input + Send + 'static) -> Result<Reply, CallError> {
        let (caller, key) = (self.caller.clone(), self.key.clone());
        self.host.call(move |ticket| Input::Once { caller, key, call: Box::new(input(ticket)) }).await
    }
}

impl<P: Program> Caller<P> for Once<P> {
    async fn create(&self, machine: usize, id: Option<String>, context: String) -> Result<String, CallError> {
        read_created(self.call(move |ticket| Input::Create { ticket, machine, id, context }).await?)
    }

    async fn send(&self, id: String, event: StoredEvent) -> Result<Stepped, CallError> {
        read_stepped(self.call(move |ticket| Input::Send { ticket, id, event }).await?)
    }

    fn read(
        &self,
        machine: usize,
        id: String,
    ) -> impl Future<Output = Result<Option<Record>, CallError>> + Send {
        self.host.read_record(machine, id)
    }
}
