//! The program's own data, outside of any handler: a transaction of its own between two groups of steps.

use std::panic::{AssertUnwindSafe, catch_unwind};

use flow_durable::Uuids;

use super::Engine;
use crate::error::{Fault, panic_text};
use crate::step::{self, Step, StepError};

/// Whether the writes of a visit are committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    Read,
    Write,
}

impl Engine {
    /// Lends the database to a function of the program. Its writes are committed if it succeeds and `access` is for writing.
    pub(crate) fn visit_data<T, E: From<StepError>>(
        &mut self,
        access: Access,
        visit: impl FnOnce(&Step) -> Result<T, E>,
    ) -> Result<T, E> {
        let fail = |fault: Fault| E::from(StepError::Unavailable(fault.to_string()));
        if let Some(trouble) = self.trouble() {
            return Err(StepError::Unavailable(trouble.to_owned()).into());
        }
        self.store.begin().map_err(fail)?;
        let uuids = Uuids::new(self.store.secret(), self.options.random.delivery());
        let connection = self.store.take_connection().map_err(fail)?;
        let step = step::enter(connection, self.store.access(), self.now, uuids);
        let result = catch_unwind(AssertUnwindSafe(|| visit(&step)));
        let left = step::leave();
        let fault = left.and_then(|(connection, fault)| {
            self.store.put_connection(connection);
            fault
        });
        let result = result.unwrap_or_else(|panic| Err(StepError::Panicked(panic_text(&*panic)).into()));
        let is_kept = result.is_ok() && access == Access::Write && fault.is_none();
        if is_kept && let Err(fault) = self.store.commit() {
            self.store.roll_back();
            return Err(fail(fault));
        }
        self.store.roll_back();
        match fault {
            Some(fault) => Err(fail(fault)),
            None => result,
        }
    }
}
