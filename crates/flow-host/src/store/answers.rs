//! Questions of handlers that wait, and their answers.

use flow::Time;
use flow_durable::Answer;
use rusqlite::Row;

use super::{Store, sql};
use crate::error::Fault;

/// A row of `flow_answer`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoredAnswer {
    /// The number in its key.
    pub(crate) number: i64,
    /// Its place among the questions; `None` for one of an earlier revision.
    pub(crate) place: Option<usize>,
    pub(crate) function: String,
    pub(crate) arguments: String,
    pub(crate) is_performed: bool,
    /// The attempts that ended without an answer.
    pub(crate) attempt: u32,
    pub(crate) began: Time,
    pub(crate) next: Option<Time>,
    pub(crate) answer: Option<Answer>,
}

impl StoredAnswer {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let (value, refused): (Option<String>, Option<String>) = (row.get(8)?, row.get(9)?);
        Ok(StoredAnswer {
            number: row.get(0)?,
            place: row.get::<_, Option<u32>>(1)?.map(|place| place as usize),
            function: row.get(2)?,
            arguments: row.get(3)?,
            is_performed: row.get(4)?,
            attempt: row.get(5)?,
            began: Time::from_micros(row.get(6)?),
            next: row.get::<_, Option<i64>>(7)?.map(Time::from_micros),
            answer: value.map(Answer::Value).or(refused.map(Answer::Refused)),
        })
    }
}

impl Store {
    /// Stores a question, or its answer.
    pub(crate) fn put_answer(&self, delivery: i64, row: &StoredAnswer) -> Result<(), Fault> {
        let put = sql!(
            "INSERT OR REPLACE INTO flow_answer (delivery, number, place, function, arguments, performed, attempt, began,
                 next, answer, refused)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
        );
        let (value, refused) = match &row.answer {
            Some(Answer::Value(value)) => (Some(value), None),
            Some(Answer::Refused(text)) => (None, Some(text)),
            None => (None, None),
        };
        let params = rusqlite::params![
            delivery,
            row.number,
            row.place.map(|place| i64::try_from(place).unwrap_or(i64::MAX)),
            row.function,
            row.arguments,
            row.is_performed,
            row.attempt,
            row.began.as_micros(),
            row.next.map(Time::as_micros),
            value,
            refused
        ];
        self.execute(put, params).map(drop)
    }

    /// The questions of a delivery: those of this revision in their order, then the others.
    pub(crate) fn answers(&self, delivery: i64) -> Result<Vec<StoredAnswer>, Fault> {
        let select = sql!(
            "SELECT number, place, function, arguments, performed, attempt, began, next, answer, refused
             FROM flow_answer WHERE delivery = ?1 ORDER BY place IS NULL, place, number"
        );
        self.list(select, [delivery], StoredAnswer::read)
    }

    /// Forgets the answers of guards, and the places of performed phrases: the instance has moved on.
    pub(crate) fn displace_answers(&self, delivery: i64) -> Result<(), Fault> {
        self.execute(sql!("DELETE FROM flow_answer WHERE delivery = ?1 AND performed = 0"), [delivery])?;
        self.execute(sql!("UPDATE flow_answer SET place = NULL WHERE delivery = ?1"), [delivery]).map(drop)
    }
}
