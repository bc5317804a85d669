//! Deletes old rows, a batch at a time, so that other steps do not wait for long.

use flow::Duration;
use flow_durable::{CallError, Retention};

use super::{Engine, Input};
use crate::error::Fault;

/// The time between two looks for rows to delete. Rows that are kept for days can stay an hour longer.
const PAUSE: Duration = Duration::from_secs(3600);

impl Engine {
    /// Whether it is time to look for rows that are over.
    pub(super) fn is_cleaning_due(&self) -> bool {
        self.next_cleaning <= self.now
    }

    /// Deletes a batch of rows. If there are more, the next group deletes further ones.
    pub(super) fn clean(&mut self) -> Result<(), Fault> {
        if !self.clean_batch()? {
            self.next_cleaning = self.now.checked_add(PAUSE).unwrap_or(self.now);
        }
        Ok(())
    }

    /// Deletes a batch of rows for an operator; `None` if there may be more.
    pub(super) fn clean_on_command(&mut self) -> Result<Option<Result<(), CallError>>, Fault> {
        if self.clean_batch()? {
            self.submit(Input::Commands);
            return Ok(None);
        }
        Ok(Some(Ok(())))
    }

    /// Deletes a batch of rows of each kind. Returns whether there may be more.
    fn clean_batch(&mut self) -> Result<bool, Fault> {
        let Retention { journal, messages, answers, calls } = self.options.retention;
        let before = |kept: Duration| Retention::cutoff(kept, self.now);
        let has_more = [
            self.store.delete_journal(before(journal))?,
            self.store.delete_messages(before(messages))?,
            self.store.delete_webhooks(before(answers))?,
            self.store.delete_calls(before(calls))?,
            self.store.delete_broken(before(journal))?,
        ];
        Ok(has_more.contains(&true))
    }
}
