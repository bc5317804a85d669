//! The commands that operators have given, each with who gave it, why, and its outcome.

use flow::Time;
use serde::Serialize;

use super::Database;
use crate::store::sql;

/// A command of an operator.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct DecisionLine {
    /// Its number.
    pub number: i64,
    /// When it was given.
    pub at: Time,
    /// Who gave it.
    pub who: String,
    /// What was to be done: `retry`, `archive`, …
    pub what: String,
    /// The dead letter that it was about; `None` if it was about none.
    pub letter: Option<i64>,
    /// What else it was about: a file, an instance, a number of seconds. Answers are left out, since they can be secret.
    pub value: Option<String>,
    /// Why.
    pub reason: String,
    /// When it was carried out, or refused; `None` if it waits.
    pub done: Option<Time>,
    /// Why it had no effect.
    pub error: Option<String>,
}

impl Database {
    /// The last commands, oldest first; at most so many.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn decisions(&self, most: i64) -> rusqlite::Result<Vec<DecisionLine>> {
        let select = sql!(
            "SELECT n, at, who, what, letter, iif(what = 'answer', NULL, value), reason, done, error
             FROM (SELECT * FROM flow_command ORDER BY n DESC LIMIT ?1) ORDER BY n"
        );
        let mut statement = self.connection.prepare(select)?;
        let found = statement.query_map([most], |row| {
            Ok(DecisionLine {
                number: row.get(0)?,
                at: Time::from_micros(row.get(1)?),
                who: row.get(2)?,
                what: row.get(3)?,
                letter: Some(row.get(4)?).filter(|letter| *letter != 0),
                value: row.get(5)?,
                reason: row.get(6)?,
                done: row.get::<_, Option<i64>>(7)?.map(Time::from_micros),
                error: row.get(8)?,
            })
        })?;
        found.collect()
    }
}
