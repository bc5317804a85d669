//! Preparing for another version of the program: handlers that wait for answers are finished by the version that began them, and no
//! others are begun.
//!
//! Queued events stay queued, and timers stay where they are: the next version takes them up. Only a restart ends the drain.

use flow_durable::CallError;

use super::group::ticket;
use super::ready::Ready;
use super::{Engine, Input, Output};
use crate::error::Fault;

impl Engine {
    /// From now on no event is begun, and calls are refused.
    pub(crate) fn begin_drain(&mut self) {
        self.is_draining = true;
        for input in std::mem::take(&mut self.inputs) {
            self.submit(input);
        }
    }

    /// How many handlers wait for answers.
    pub(crate) fn count_open(&self) -> usize {
        self.open.iter().count()
    }

    /// Notes in the database that the next version may begin. Returns how many handlers still wait.
    pub(crate) fn end_drain(&mut self) -> Result<usize, Fault> {
        let noted =
            self.store.begin().and_then(|()| self.store.note_drained()).and_then(|()| self.store.commit());
        if noted.is_err() {
            self.store.roll_back();
        }
        noted.map(|()| self.count_open())
    }

    /// An input that is taken; a call is refused while the host is drained.
    pub(super) fn refuse_if_draining(&mut self, input: Input) -> Option<Input> {
        let Some(ticket) = ticket(&input).filter(|_| self.is_draining) else { return Some(input) };
        let error = "the host is drained for another version of the program, and takes no new events";
        self.committed.push(Output::Reply { ticket, reply: Err(CallError::Unavailable(error.to_owned())) });
        None
    }

    /// The next instance with pending work: while the host is drained, one with a handler that has begun.
    pub(super) fn take_ready(&mut self) -> Result<Option<i64>, Fault> {
        if !self.is_draining {
            if self.ready.needs_refill() {
                self.ready.refill(self.store.receivers(self.options.bounds.heads)?);
            }
            return Ok(self.ready.take());
        }
        while let Some(instance) = self.ready.take() {
            if self.open.contains(&instance) {
                return Ok(Some(instance));
            }
        }
        // Others that are queued, in memory or not, are no work any more.
        self.ready = Ready::new(&self.options.bounds);
        let open = self.open.iter().filter(|(_, run)| !run.is_asking());
        open.for_each(|(instance, run)| self.ready.add(*instance, run.delivery.seq));
        Ok(None)
    }
}
