//! [`Step`], the handle with which bindings read and write the program's own tables in the transaction of their step.
//!
//! While a handler runs, its thread has the connection in a slot, and handles refer to the step by its number. So a handle has no
//! lifetime and lends no connection, and one that is kept for later finds another number, or none, and reports an error. An
//! authorizer refuses statements that would end the transaction or write to the host's tables.

use std::cell::{Cell, RefCell};
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use flow::Time;
use flow_durable::{Mark, Uuids, listen_to_marks};
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::{Connection, Params, Row};

use crate::error::{Fault, is_environment};

/// The transaction of the step in which a handler runs. Copies are handles of the same step; after it, each use is an error.
#[derive(Clone, Debug)]
pub struct Step {
    serial: u64,
    now: Time,
    uuids: Rc<Uuids>,
    /// A handle stays in the thread of its step.
    _thread: PhantomData<*const ()>,
}

/// Why a statement of a step has no result.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StepError {
    /// The step is over: the handle was kept, or is used in another thread.
    #[error("the step is over: a handle of it can only be used while its handler runs")]
    Over,
    /// A statement before has ended the transaction, as `ON CONFLICT ROLLBACK` does. The step has no effect.
    #[error("a statement of the step ended its transaction")]
    Lost,
    /// The host takes no writes at the moment, or has stopped.
    #[error("the database cannot be used: {0}")]
    Unavailable(String),
    /// The function that was to use the database panicked.
    #[error("it panicked: {0}")]
    Panicked(String),
    /// The database refuses.
    #[error(transparent)]
    Database(#[from] rusqlite::Error),
}

/// The connection while a handler runs.
struct Slot {
    serial: u64,
    connection: Box<Connection>,
    /// An error of the environment that a statement of the step had, even if the handler ignored it.
    fault: RefCell<Option<Fault>>,
    access: Access,
}

thread_local! {
    static SLOT: RefCell<Option<Slot>> = const { RefCell::new(None) };
    static SERIAL: Cell<u64> = const { Cell::new(0) };
}

/// Whether statements are prepared for a handler, which the authorizer asks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Access(Arc<AtomicBool>);

impl Access {
    fn set(&self, is_step: bool) {
        self.0.store(is_step, Ordering::Relaxed);
    }

    /// Installs the authorizer on a connection.
    pub(crate) fn guard(&self, connection: &mut Connection) -> rusqlite::Result<()> {
        let access = self.clone();
        connection.authorizer(Some(move |context: AuthContext<'_>| {
            if !access.0.load(Ordering::Relaxed) || may_do(&context.action) {
                Authorization::Allow
            } else {
                Authorization::Deny
            }
        }))
    }
}

/// Whether a statement of a step may do something.
fn may_do(action: &AuthAction<'_>) -> bool {
    match action {
        AuthAction::Transaction { .. }
        | AuthAction::Savepoint { .. }
        | AuthAction::Attach { .. }
        | AuthAction::Detach { .. }
        | AuthAction::Pragma { .. }
        | AuthAction::Unknown { .. } => false,
        // The secret must not get into answers.
        AuthAction::Read { table_name, .. } => *table_name != "flow_meta",
        AuthAction::Insert { table_name }
        | AuthAction::Update { table_name, .. }
        | AuthAction::Delete { table_name }
        | AuthAction::CreateTable { table_name }
        | AuthAction::CreateTempTable { table_name }
        | AuthAction::DropTable { table_name }
        | AuthAction::AlterTable { table_name, .. }
        | AuthAction::CreateIndex { table_name, .. }
        | AuthAction::CreateTempIndex { table_name, .. }
        | AuthAction::DropIndex { table_name, .. }
        | AuthAction::CreateTrigger { table_name, .. }
        | AuthAction::CreateTempTrigger { table_name, .. }
        | AuthAction::DropTrigger { table_name, .. } => !is_own(table_name),
        AuthAction::CreateView { view_name } | AuthAction::CreateTempView { view_name } => !is_own(view_name),
        _ => true,
    }
}

/// Whether a table is the host's.
fn is_own(table: &str) -> bool {
    table.get(..5).is_some_and(|prefix| prefix.eq_ignore_ascii_case("flow_"))
}

/// The host's own statements begin with this mark. A step's statement that does would be found in the cache, prepared without the
/// authorizer.
pub(crate) const OWN: &str = "/*flow*/";

/// Puts a connection in the slot of this thread for one handler, and returns the handle of its step.
pub(crate) fn enter(connection: Box<Connection>, access: &Access, now: Time, uuids: Uuids) -> Step {
    let serial = SERIAL.get() + 1;
    SERIAL.set(serial);
    let slot = Slot { serial, connection, fault: RefCell::new(None), access: access.clone() };
    SLOT.set(Some(slot));
    listen_to_marks(Some(mark));
    Step { serial, now, uuids: Rc::new(uuids), _thread: PhantomData }
}

/// Takes the connection back, and the error of the environment that the step had.
pub(crate) fn leave() -> Option<(Box<Connection>, Option<Fault>)> {
    listen_to_marks(None);
    SLOT.take().map(|slot| (slot.connection, slot.fault.into_inner()))
}

/// The handler begins or ends a phrase with a failure that it takes. The writes of the phrase stay only if it succeeds.
fn mark(mark: Mark) {
    let sql = match mark {
        Mark::Begin => "SAVEPOINT flow_phrase",
        Mark::Keep => "RELEASE flow_phrase",
        Mark::Undo => "ROLLBACK TO flow_phrase; RELEASE flow_phrase",
    };
    SLOT.with_borrow(|slot| {
        // If the transaction is gone, the engine notices.
        let Some(slot) = slot.as_ref().filter(|slot| !slot.connection.is_autocommit()) else { return };
        // Without the savepoint the writes of the phrase are unknown, so that the step must not be committed.
        if let Err(error) = slot.connection.execute_batch(sql) {
            slot.fault.borrow_mut().get_or_insert_with(|| Fault::of(&error));
        }
    });
}

/// Whether this thread runs a handler now.
pub(crate) fn is_running() -> bool {
    SLOT.with_borrow(Option::is_some)
}

/// Reads the host's tables while a handler runs; `None` outside of one.
pub(crate) fn with_connection<T>(read: impl FnOnce(&Connection) -> T) -> Option<T> {
    SLOT.with_borrow(|slot| slot.as_ref().map(|slot| read(&slot.connection)))
}

/// Statements of a handler are prepared while this exists.
struct InStep<'a>(&'a Access);

impl Drop for InStep<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

impl Step {
    /// The rows of a query, each read by a function.
    ///
    /// # Errors
    /// If the database refuses, a row cannot be read, or the step is over.
    pub fn query<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StepError> {
        self.run(sql, |connection| connection.prepare_cached(sql)?.query_map(params, read)?.collect())
    }

    /// Executes a statement, and returns how many rows it changed.
    ///
    /// # Errors
    /// If the database refuses, or the step is over.
    pub fn execute(&self, sql: &str, params: impl Params) -> Result<usize, StepError> {
        self.run(sql, |connection| connection.prepare_cached(sql)?.execute(params))
    }

    /// The rows that `write` writes stay only if it succeeds, for a phrase that goes on after an error of its own. The writes of a phrase
    /// that fails are rolled back without this.
    ///
    /// # Errors
    /// The error of `write`, or of the database.
    pub fn try_write<T, E: From<StepError>>(
        &self,
        write: impl FnOnce(&Step) -> Result<T, E>,
    ) -> Result<T, E> {
        self.control("SAVEPOINT flow_try")?;
        match write(self) {
            Ok(value) => {
                self.control("RELEASE flow_try")?;
                Ok(value)
            }
            Err(error) => {
                self.control("ROLLBACK TO flow_try")?;
                self.control("RELEASE flow_try")?;
                Err(error)
            }
        }
    }

    /// `now()`: the time of the step.
    pub fn now(&self) -> Time {
        self.now
    }

    /// `uuid()`: a new value that cannot be guessed.
    pub fn uuid(&self) -> String {
        self.uuids.take()
    }

    /// Runs one of the host's own statements.
    fn control(&self, sql: &str) -> Result<(), StepError> {
        self.with_slot(|slot| slot.connection.execute_batch(sql))
    }

    /// Runs a statement of the program.
    fn run<T>(
        &self,
        sql: &str,
        statement: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StepError> {
        if sql.trim_start().starts_with(OWN) {
            return Err(StepError::Database(rusqlite::Error::InvalidQuery));
        }
        self.with_slot(|slot| {
            slot.access.set(true);
            let _in_step = InStep(&slot.access);
            statement(&slot.connection)
        })
    }

    fn with_slot<T>(&self, run: impl FnOnce(&Slot) -> rusqlite::Result<T>) -> Result<T, StepError> {
        SLOT.with_borrow(|slot| {
            let slot = slot.as_ref().filter(|slot| slot.serial == self.serial).ok_or(StepError::Over)?;
            // Without the transaction, a statement would be committed by itself.
            if slot.connection.is_autocommit() {
                return Err(StepError::Lost);
            }
            run(slot).map_err(|error| {
                if is_environment(&error) {
                    slot.fault.borrow_mut().get_or_insert_with(|| Fault::of(&error));
                }
                StepError::Database(error)
            })
        })
    }
}
