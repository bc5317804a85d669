//! Converts a database of an older format, in the transaction that opens it.
//!
//! Before that, the database is copied into another file in its folder, since an older host cannot open a converted database.

use rusqlite::{Connection, OptionalExtension};

use super::schema::{CALLS_AND_COMMANDS, FORMAT, OWNERS};

/// Changes the existing tables from format 1 to format 2.
const TO_2: &str = "
    ALTER TABLE flow_delivery ADD COLUMN root INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE flow_instance ADD COLUMN emptied INTEGER;
    ALTER TABLE flow_timer ADD COLUMN of_group TEXT;
    CREATE INDEX flow_delivery_dead ON flow_delivery (receiver, sender, seq) WHERE status = 3;
";

/// Changes the existing tables from format 2 to format 3.
const TO_3: &str = "
    ALTER TABLE flow_delivery ADD COLUMN trace TEXT;
    ALTER TABLE flow_outgoing ADD COLUMN trace TEXT;
";

/// Changes the existing tables from format 3 to format 4.
const TO_4: &str = "
    ALTER TABLE flow_instance ADD COLUMN owner INTEGER;
    UPDATE flow_instance SET owner =
        (SELECT (SELECT first.conversation FROM flow_owner first WHERE first.actor = own.actor AND first.subject = own.subject
                 ORDER BY first.conversation LIMIT 1)
         FROM flow_owner own WHERE own.conversation = flow_instance.conversation)
        WHERE conversation IS NOT NULL;
    ALTER TABLE flow_outgoing ADD COLUMN owner INTEGER;
    UPDATE flow_outgoing SET owner = (SELECT owner FROM flow_instance WHERE n = instance) WHERE status = 2;
    CREATE INDEX flow_outgoing_owner ON flow_outgoing (owner, actor, seq) WHERE owner IS NOT NULL AND status = 2;
    CREATE INDEX flow_instance_owner ON flow_instance (owner, machine, state, n) WHERE owner IS NOT NULL AND life IN (1, 2);
";

/// Converts a database of an older format to today's.
pub(super) fn convert(connection: &Connection, from: i64) -> rusqlite::Result<()> {
    if from < 2 {
        connection.execute_batch(TO_2)?;
        connection.execute_batch(CALLS_AND_COMMANDS)?;
    }
    if from < 3 {
        connection.execute_batch(TO_3)?;
    }
    if from < 4 {
        // A database of the first hosts has no owners.
        connection.execute_batch(OWNERS)?;
        connection.execute_batch(TO_4)?;
    }
    connection.execute("UPDATE flow_meta SET value = ?1 WHERE name = 'format'", [FORMAT]).map(drop)
}

/// The format of a database, if it is an older one.
pub(super) fn older_format(connection: &Connection) -> rusqlite::Result<Option<i64>> {
    let has_tables = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'flow_meta')";
    if !connection.query_row(has_tables, (), |row| row.get::<_, bool>(0))? {
        return Ok(None);
    }
    let select = "SELECT value FROM flow_meta WHERE name = 'format'";
    let format = connection.query_row(select, (), |row| row.get::<_, i64>(0)).optional()?;
    Ok(format.filter(|format| (1..FORMAT).contains(format)))
}
