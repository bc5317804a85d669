//! The rules of the program, the instances for which they were broken, and what they remember.
//!
//! A rule is named by its line, so that its rows stay when rules are added before it.

use flow::Time;

use super::instances::Instance;
use super::{Store, sql};
use crate::error::Fault;

impl Store {
    /// Stores which rules the program has, and why some are not checked.
    pub(crate) fn note_rules<'r>(
        &self,
        rules: impl Iterator<Item = (&'r str, Option<&'static str>)>,
    ) -> Result<(), Fault> {
        self.execute(sql!("UPDATE flow_rule SET place = NULL"), ())?;
        let upsert = sql!(
            "INSERT INTO flow_rule (rule, place, unchecked) VALUES (?1, ?2, ?3)
             ON CONFLICT (rule) DO UPDATE SET place = excluded.place, unchecked = excluded.unchecked"
        );
        for (place, (rule, unchecked)) in (0_i64..).zip(rules) {
            self.execute(upsert, (rule, place, unchecked))?;
        }
        // What is known of a rule that is gone stays until its broken rows are deleted.
        let gone = sql!(
            "DELETE FROM flow_rule WHERE place IS NULL
                 AND NOT EXISTS (SELECT 1 FROM flow_broken WHERE flow_broken.rule = flow_rule.rule)"
        );
        self.execute(gone, ())?;
        self.execute(
            sql!("DELETE FROM flow_mark WHERE rule NOT IN (SELECT rule FROM flow_rule WHERE place >= 0)"),
            (),
        )
        .map(drop)
    }

    /// A rule could not be checked after a commit.
    pub(crate) fn count_skipped(&self, rule: &str) -> Result<(), Fault> {
        self.execute(sql!("UPDATE flow_rule SET skipped = skipped + 1 WHERE rule = ?1"), [rule]).map(drop)
    }

    /// A rule is broken for a choice of instances, or by one more message. Returns whether it was not before.
    pub(crate) fn note_broken(
        &self,
        (rule, choice): (&str, &str),
        states: &str,
        stays: bool,
        now: Time,
    ) -> Result<bool, Fault> {
        let upsert = sql!(
            "INSERT INTO flow_broken (rule, choice, states, first, last, times, is_open) VALUES (?1, ?2, ?3, ?4, ?4, 1, ?5)
             ON CONFLICT (rule, choice) DO UPDATE
                 SET states = excluded.states, last = excluded.last, times = times + 1, is_open = excluded.is_open
                 WHERE is_open = 0"
        );
        Ok(self.execute(upsert, (rule, choice, states, now.as_micros(), stays))? > 0)
    }

    /// Whether a rule is broken for some instances now.
    pub(crate) fn is_broken(&self, rule: &str) -> Result<bool, Fault> {
        let select = sql!("SELECT EXISTS (SELECT 1 FROM flow_broken WHERE rule = ?1 AND is_open = 1)");
        Ok(self.find(select, [rule], |row| row.get(0))?.unwrap_or(false))
    }

    /// A rule is true again for a choice of instances.
    pub(crate) fn note_kept(&self, rule: &str, choice: &str) -> Result<(), Fault> {
        let update =
            sql!("UPDATE flow_broken SET is_open = 0 WHERE rule = ?1 AND choice = ?2 AND is_open = 1");
        self.execute(update, (rule, choice)).map(drop)
    }

    /// Whether a rule remembers a choice of instances.
    pub(crate) fn has_mark(&self, rule: &str, choice: &str) -> Result<bool, Fault> {
        let select = sql!("SELECT EXISTS (SELECT 1 FROM flow_mark WHERE rule = ?1 AND choice = ?2)");
        Ok(self.find(select, (rule, choice), |row| row.get(0))?.unwrap_or(false))
    }

    /// A rule remembers a choice of instances, as long as the journal of one of them. Returns whether it did not before.
    pub(crate) fn add_mark(&self, rule: &str, choice: &str, instance: i64) -> Result<bool, Fault> {
        let insert =
            sql!("INSERT INTO flow_mark (rule, choice, instance) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING");
        Ok(self.execute(insert, (rule, choice, instance))? > 0)
    }

    /// The instances of a machine that a rule is checked for: those of a conversation, or all of them; at most `most`.
    pub(crate) fn instances_for_rule(
        &self,
        machine: &str,
        conversation: Option<i64>,
        most: i64,
    ) -> Result<Vec<Instance>, Fault> {
        let columns = match conversation {
            Some(_) => sql!(
                "SELECT n, machine, id, conversation, life, state, context, revision FROM flow_instance
                 WHERE machine = ?1 AND conversation = ?2 AND life IN (0, 1, 2) ORDER BY n LIMIT ?3"
            ),
            None => sql!(
                "SELECT n, machine, id, conversation, life, state, context, revision FROM flow_instance
                 WHERE machine = ?1 AND ?2 IS NULL AND life IN (0, 1, 2) LIMIT ?3"
            ),
        };
        self.list(columns, (machine, conversation, most), Instance::read)
    }

    /// Deletes what is known of rules that were broken last before a time. Returns whether there is more.
    pub(crate) fn delete_broken(&self, before: Time) -> Result<bool, Fault> {
        let delete = sql!(
            "DELETE FROM flow_broken WHERE (rule, choice) IN
             (SELECT rule, choice FROM flow_broken WHERE last < ?1 AND is_open = 0 ORDER BY last LIMIT ?2)"
        );
        Ok(super::retention::is_full_batch(
            self.execute(delete, (before.as_micros(), super::retention::BATCH))?,
        ))
    }
}
