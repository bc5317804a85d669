//! The rules of the program, and the instances for which they were broken.
//!
//! Instances are named with their states at that time. Values are left out, so that there are no secret ones.

use flow::Time;
use rusqlite::OptionalExtension;
use serde::Serialize;

use super::Database;
use crate::history::Party;
use crate::store::sql;

/// A rule of the specification, and how often it was broken.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct RuleLine {
    /// Its line in the specification.
    pub rule: String,
    /// Whether the program that wrote the database last has it.
    pub is_current: bool,
    /// Whether the host checks it after each step.
    pub is_checked: bool,
    /// Why it does not.
    pub unchecked: Option<String>,
    /// After how many steps it could not be checked: there were too many instances, or arithmetic that cannot be done.
    pub skipped: i64,
    /// How often it was broken. A rule that stays broken for the same instances counts once.
    pub times: i64,
    /// When it was broken last.
    pub last: Option<Time>,
    /// The instances for which it was broken, the last ones first.
    pub broken_for: Vec<BrokenLine>,
}

/// Instances for which a rule was broken: one of each machine that it names.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct BrokenLine {
    /// The instances.
    pub instances: Vec<Party>,
    /// Their states when it was broken last, without `#`.
    pub states: Vec<String>,
    /// When it was broken first.
    pub first: Time,
    /// When it was broken last.
    pub last: Time,
    /// How often.
    pub times: i64,
    /// Whether it is broken now.
    pub is_broken: bool,
}

impl Database {
    /// The rules in the order of the specification, each with at most so many lines of instances. `None` if no host has written down the
    /// rules: the database is of an earlier version.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn rules(&self, most: i64) -> rusqlite::Result<Option<Vec<RuleLine>>> {
        let exists = sql!("SELECT 1 FROM sqlite_schema WHERE name = 'flow_rule'");
        if self.connection.query_row(exists, (), |_| Ok(())).optional()?.is_none() {
            return Ok(None);
        }
        let select = sql!(
            "SELECT rule, place IS NOT NULL, unchecked, skipped,
                 coalesce((SELECT sum(times) FROM flow_broken WHERE flow_broken.rule = flow_rule.rule), 0),
                 (SELECT max(last) FROM flow_broken WHERE flow_broken.rule = flow_rule.rule)
             FROM flow_rule ORDER BY place IS NULL, place, rule"
        );
        let mut statement = self.connection.prepare(select)?;
        let rules = statement.query_map((), |row| {
            let unchecked: Option<String> = row.get(2)?;
            let is_current = row.get(1)?;
            Ok(RuleLine {
                rule: row.get(0)?,
                is_current,
                is_checked: is_current && unchecked.is_none(),
                unchecked,
                skipped: row.get(3)?,
                times: row.get(4)?,
                last: row.get::<_, Option<i64>>(5)?.map(Time::from_micros),
                broken_for: Vec::new(),
            })
        })?;
        let mut rules = rules.collect::<rusqlite::Result<Vec<_>>>()?;
        for rule in &mut rules {
            rule.broken_for = self.broken_for(&rule.rule, most)?;
        }
        Ok(Some(rules))
    }

    fn broken_for(&self, rule: &str, most: i64) -> rusqlite::Result<Vec<BrokenLine>> {
        let select = sql!(
            "SELECT choice, states, first, last, times, is_open FROM flow_broken WHERE rule = ?1
             ORDER BY last DESC, choice LIMIT ?2"
        );
        let mut statement = self.connection.prepare(select)?;
        let lines = statement.query_map((rule, most), |row| {
            let numbers: Vec<i64> = serde_json::from_str(&row.get::<_, String>(0)?).unwrap_or_default();
            let line = BrokenLine {
                instances: Vec::new(),
                states: serde_json::from_str(&row.get::<_, String>(1)?).unwrap_or_default(),
                first: Time::from_micros(row.get(2)?),
                last: Time::from_micros(row.get(3)?),
                times: row.get(4)?,
                is_broken: row.get(5)?,
            };
            Ok((numbers, line))
        })?;
        let mut found = Vec::new();
        for line in lines {
            let (numbers, mut line) = line?;
            for n in numbers {
                line.instances.extend(self.party(n)?);
            }
            found.push(line);
        }
        Ok(found)
    }

    /// The instance with a number.
    fn party(&self, n: i64) -> rusqlite::Result<Option<Party>> {
        let select = sql!("SELECT machine, id FROM flow_instance WHERE n = ?1");
        let read = |row: &rusqlite::Row<'_>| Ok(Party { name: row.get(0)?, id: row.get(1)? });
        self.connection.query_row(select, [n], read).optional()
    }
}
