//! Migrates a database that another version of the program has written.
//!
//! All changes are one transaction. Its last statement makes the new program the owner of all rows: a process that ends before leaves
//! the database as the old program knows it. Every changed row is read with the new program first; one that it cannot read rolls the
//! transaction back. Before the first change, the database is copied into another file in its folder.

mod rows;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use flow::Time;
use flow_durable::{Description, Plan};
use rusqlite::Connection;

use crate::error::{Fault, OpenError, cannot_read};
use crate::program::Parts;
use crate::store::{Store, back_up, count_stored, open_to_read, read_program};
use rows::Migration;

/// The program that wrote a database.
enum Written {
    /// This program.
    Same,
    /// This program, with a host that stored no descriptions.
    Undescribed,
    /// Another one.
    Other(Box<Description>),
}

/// Makes a program the owner of a database.
///
/// # Errors
/// If something stored does not fit the program. The database is unchanged then.
pub(crate) fn adopt(store: &Store, path: &Path, parts: &Parts, now: Time) -> Result<(), OpenError> {
    let other = |fault: Fault| OpenError::Other { path: path.to_owned(), reason: fault.to_string() };
    let description = parts.describe();
    let text = description.to_json().map_err(|error| OpenError::Program(error.to_string()))?;
    let old = match who_wrote(store.connection().map_err(other)?, path, parts, &text)? {
        Written::Same => return start_again(store).map_err(other),
        Written::Undescribed => {
            let note = || {
                store.begin()?;
                store.note_program(&parts.fingerprint, &text, "", now)?;
                store.commit()
            };
            return note().map_err(other);
        }
        Written::Other(old) => old,
    };
    let plan = make_plan(store.connection().map_err(other)?, path, (&old, &description), parts)?;
    if !plan.is_complete() {
        return Err(OpenError::ProgramChanged { path: path.to_owned(), plan: Box::new(plan) });
    }
    if !plan.changes.is_empty() {
        keep_copy(path)?;
    }
    let migrated = migrate(store, (parts, &text), &plan, now);
    if migrated.is_err() {
        store.roll_back();
    }
    migrated.map_err(|halt| match halt {
        Halt::Fault(fault) => other(fault),
        Halt::Unfit(what) => OpenError::Unfit { path: path.to_owned(), what },
    })
}

/// Why a migration has no effect.
#[derive(Debug)]
pub(crate) enum Halt {
    Fault(Fault),
    /// The new program cannot read something.
    Unfit(String),
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Self {
        Halt::Fault(fault)
    }
}

/// The program that wrote a database begins again.
fn start_again(store: &Store) -> Result<(), Fault> {
    if count_stored(store.connection()?)?.is_drained {
        store.forget_drained()?;
    }
    Ok(())
}

/// The transaction of a migration.
fn migrate(store: &Store, (parts, text): (&Parts, &str), plan: &Plan, now: Time) -> Result<(), Halt> {
    store.begin()?;
    Migration { store, parts, now }.carry_out(&plan.changes)?;
    store.forget_drained()?;
    store.note_program(&parts.fingerprint, text, &plan.to_string(), now)?;
    Ok(store.commit()?)
}

/// Plans the migration of a database that may be in use, without changing it.
///
/// # Errors
/// If the database cannot be read, or was written by an unknown program.
pub(crate) fn plan_for(path: &Path, parts: &Parts) -> Result<Plan, OpenError> {
    let connection = open_to_read(path).map_err(|error| cannot_read(path, &error))?;
    let description = parts.describe();
    let text = description.to_json().map_err(|error| OpenError::Program(error.to_string()))?;
    match who_wrote(&connection, path, parts, &text)? {
        Written::Same | Written::Undescribed => Ok(Plan::default()),
        Written::Other(old) => make_plan(&connection, path, (&old, &description), parts),
    }
}

fn who_wrote(connection: &Connection, path: &Path, parts: &Parts, text: &str) -> Result<Written, OpenError> {
    let (fingerprint, description) = read_program(connection).map_err(|error| cannot_read(path, &error))?;
    let Some(description) = description else {
        return match fingerprint == parts.fingerprint {
            true => Ok(Written::Undescribed),
            false => Err(OpenError::UnknownProgram(path.to_owned())),
        };
    };
    if description == text {
        return Ok(Written::Same);
    }
    let old = Description::from_json(&description).map_err(|error| OpenError::Other {
        path: path.to_owned(),
        reason: format!("the description of the program that wrote it cannot be read: {error}"),
    })?;
    Ok(Written::Other(Box::new(old)))
}

fn make_plan(
    connection: &Connection,
    path: &Path,
    (old, new): (&Description, &Description),
    parts: &Parts,
) -> Result<Plan, OpenError> {
    let stored = count_stored(connection).map_err(|error| cannot_read(path, &error))?;
    Ok(flow_durable::plan(old, new, parts.mappings, &stored))
}

/// Copies the database to `shop.db-before-migration`, in the place of an older copy.
fn keep_copy(path: &Path) -> Result<(), OpenError> {
    let mut copy = path.as_os_str().to_owned();
    copy.push("-before-migration");
    let copy = PathBuf::from(copy);
    // One that does not exist need not be deleted; one that cannot be makes the copy fail.
    drop(std::fs::remove_file(&copy));
    back_up(path, &copy).map_err(|error| OpenError::Other {
        path: path.to_owned(),
        reason: format!("it must be migrated, and cannot be copied before that: {error}"),
    })
}
