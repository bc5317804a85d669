//! A file with the values and journals of instances that have ended.
//!
//! It is an SQLite database of its own. An instance is written there, synchronised with the disk, before it is emptied here; after a crash
//! between the two it is written again.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::{Archived, BackupError, open_private};

const TABLE: &str = "
CREATE TABLE IF NOT EXISTS flow_archive (
    machine TEXT NOT NULL,
    id TEXT NOT NULL,
    -- Its number in the database of the host, by which journals name it, and that of the instance with which its conversation began.
    n INTEGER NOT NULL,
    conversation INTEGER,
    state TEXT NOT NULL,
    context TEXT NOT NULL,
    closed INTEGER,
    -- A JSON array, oldest first.
    journal TEXT NOT NULL,
    PRIMARY KEY (machine, id)
) STRICT;
";

/// Writes instances to an archive, which is created if it does not exist.
pub(crate) fn write_archive(path: &Path, instances: &[Archived]) -> Result<(), BackupError> {
    drop(open_private(path)?);
    let mut connection = Connection::open(path)?;
    connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;")?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(TABLE)?;
    for of in instances {
        let insert = "INSERT OR REPLACE INTO flow_archive (machine, id, n, conversation, state, context, closed, journal)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let Archived { n, machine, id, conversation, state, context, closed, journal, .. } = of;
        transaction.prepare_cached(insert)?.execute((
            machine,
            id,
            n,
            conversation,
            state,
            context,
            closed,
            journal,
        ))?;
    }
    Ok(transaction.commit()?)
}
