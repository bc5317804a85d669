//! Takes the values of instances that have ended out of the database: to an archive, or for ever.
//!
//! The row of an instance stays, so that its id is not used again and late events find it; it accepts none.

use flow::Time;
use flow_durable::CallError;

use super::{Engine, Output, Reply, Ticket};
use crate::error::Fault;
use crate::store::{Archived, Entry, Life};

/// The most instances of one batch: few enough for others not to wait.
pub(crate) const BATCH: usize = 64;

impl Engine {
    /// Instances that ended before a time, after a number, with everything that an archive keeps; and the number to go on from, if
    /// there may be more.
    pub(crate) fn archivable(&self, before: Time, after: i64) -> Result<(Vec<Archived>, Option<i64>), Fault> {
        let most = i64::try_from(BATCH).unwrap_or(i64::MAX);
        let ended = self.store.ended_instances(before, after, most)?;
        let next = ended.last().copied().filter(|_| ended.len() == BATCH);
        let mut found = Vec::new();
        for n in ended {
            if !self.store.has_work(n)? && !self.store.has_letters(n)? {
                found.extend(self.store.read_archived(n)?);
            }
        }
        Ok((found, next))
    }

    /// Empties instances that are archived now, unless they have had a step meanwhile.
    pub(super) fn empty_archived(&mut self, ticket: Ticket, instances: &[(i64, i64)]) -> Result<(), Fault> {
        for (n, revision) in instances {
            let instance = self.store.instance(*n)?;
            if instance.life != Life::Ended || instance.revision != *revision || self.store.has_work(*n)? {
                continue;
            }
            self.store.remove_journal(*n)?;
            self.store.empty_instance(*n, self.now)?;
            let entry = Entry { instance: *n, what: "archived", state: &instance.state, ..Entry::default() };
            self.store.note(&entry, self.now)?;
        }
        self.outputs.push(Output::Reply { ticket, reply: Ok(Reply::Decided) });
        Ok(())
    }

    /// Removes the values of an instance that has ended.
    pub(super) fn erase(
        &mut self,
        ticket: Ticket,
        machine: usize,
        id: &str,
        reason: &str,
    ) -> Result<(), Fault> {
        let reply = self.erase_values(machine, id, reason)?;
        self.outputs.push(Output::Reply { ticket, reply });
        Ok(())
    }

    fn erase_values(
        &mut self,
        machine: usize,
        id: &str,
        reason: &str,
    ) -> Result<Result<Reply, CallError>, Fault> {
        let unfit = |text: String| Ok(Err(CallError::Unfit(text)));
        if reason.trim().is_empty() {
            return unfit("a decision needs a reason".into());
        }
        let name = self.parts.machines[machine].table().name;
        let found = self.store.instance_of(name, id)?.filter(|instance| instance.life.is_known());
        let Some(instance) = found else {
            return Ok(Err(CallError::NotFound { machine: name.to_owned(), id: id.to_owned() }));
        };
        if instance.life == Life::Kept {
            return unfit(format!("@{name} '{id}' has not ended, and needs its values"));
        }
        if self.store.has_work(instance.n)? {
            return unfit(format!("events or messages of @{name} '{id}' are under way"));
        }
        self.store.erase_instance(instance.n, self.now)?;
        let note = Some(serde_json::json!({ "reason": reason }).to_string());
        let (n, state) = (instance.n, instance.state.as_str());
        let entry = Entry { instance: n, what: "erased", state, note, ..Entry::default() };
        self.store.note(&entry, self.now)?;
        Ok(Ok(Reply::Decided))
    }
}
