//! Takes the values of instances that have ended out of the database: to an archive, or for ever.
//!
//! The row of an instance stays, so that its id is not used again and late events find it; it accepts none. Programs archive through
//! [`Host`](crate::Host), which writes the file in another thread; operators by a command, which this thread carries out a batch at a time.

use std::path::Path;

use flow::{Duration, Time};
use flow_durable::{CallError, Retention};
use serde::Deserialize;

use super::decisions::Why;
use super::{Engine, Input, Output, Reply, Ticket};
use crate::error::Fault;
use crate::store::{Archived, Command, Entry, Life, write_archive};

/// The most instances of one batch: few enough for others not to wait.
pub(crate) const BATCH: usize = 64;

/// The value of a command to archive.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ArchiveValue {
    /// The file; its path is absolute.
    to: String,
    /// How many seconds ago the instances must have ended.
    ended_for: u32,
}

/// The value of a command to erase.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EraseValue {
    machine: String,
    id: String,
}

fn read_value<'v, T: Deserialize<'v>>(command: &'v Command, form: &str) -> Result<T, CallError> {
    let value = command.value.as_deref().and_then(|value| serde_json::from_str(value).ok());
    value.ok_or_else(|| CallError::Unfit(format!("'{}' needs {form}", command.what)))
}

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

    /// Empties instances that are archived now, unless they have had a step since they were read.
    pub(super) fn empty_archived(&mut self, ticket: Ticket, instances: &[(i64, i64)]) -> Result<(), Fault> {
        self.empty_all(instances, None)?;
        self.outputs.push(Output::Reply { ticket, reply: Ok(Reply::Decided) });
        Ok(())
    }

    fn empty_all(&mut self, instances: &[(i64, i64)], why: Option<Why<'_>>) -> Result<(), Fault> {
        let note = why.map(|why| why.describe().to_string());
        for (n, revision) in instances {
            let instance = self.store.instance(*n)?;
            if instance.life != Life::Ended || instance.revision != *revision || self.store.has_work(*n)? {
                continue;
            }
            self.store.remove_journal(*n)?;
            self.store.empty_instance(*n, self.now)?;
            let (state, note) = (instance.state.as_str(), note.clone());
            let entry = Entry { instance: *n, what: "archived", state, note, ..Entry::default() };
            self.store.note(&entry, self.now)?;
        }
        Ok(())
    }

    /// Moves a batch of instances to a file; `None` if there may be more. A batch is synchronised with the disk in this thread, which takes
    /// as long as a group of steps.
    pub(super) fn archive_on_command(
        &mut self,
        command: &Command,
    ) -> Result<Option<Result<(), CallError>>, Fault> {
        let value = read_value(command, "a file and a number of seconds");
        let ArchiveValue { to, ended_for } = match value {
            Ok(value) => value,
            Err(error) => return Ok(Some(Err(error))),
        };
        let before = Retention::cutoff(Duration::from_secs(ended_for.into()), command.at);
        let mut after = 0;
        let instances = loop {
            let (instances, next) = self.archivable(before, after)?;
            match next {
                Some(next) if instances.is_empty() => after = next,
                _ => break instances,
            }
        };
        if instances.is_empty() {
            return Ok(Some(Ok(())));
        }
        if let Err(error) = write_archive(Path::new(&to), &instances) {
            return Ok(Some(Err(CallError::Unfit(format!("{to}: {error}")))));
        }
        let moved: Vec<_> = instances.iter().map(|of| (of.n, of.revision)).collect();
        self.empty_all(&moved, Some(Why { reason: &command.reason, who: Some(&command.who) }))?;
        self.submit(Input::Commands);
        Ok(None)
    }

    /// Erases an instance for an operator.
    pub(super) fn erase_on_command(&mut self, command: &Command) -> Result<Result<(), CallError>, Fault> {
        let value = read_value(command, "a machine and an id");
        let EraseValue { machine, id } = match value {
            Ok(value) => value,
            Err(error) => return Ok(Err(error)),
        };
        let why = Why { reason: &command.reason, who: Some(&command.who) };
        Ok(self.erase_values(&machine, &id, why)?.map(drop))
    }

    /// Removes the values of an instance that has ended.
    pub(super) fn erase(
        &mut self,
        ticket: Ticket,
        machine: usize,
        id: &str,
        reason: &str,
    ) -> Result<(), Fault> {
        let name = self.parts.machines[machine].table().name;
        let reply = self.erase_values(name, id, Why { reason, who: None })?;
        self.outputs.push(Output::Reply { ticket, reply });
        Ok(())
    }

    fn erase_values(
        &mut self,
        name: &str,
        id: &str,
        why: Why<'_>,
    ) -> Result<Result<Reply, CallError>, Fault> {
        let unfit = |text: String| Ok(Err(CallError::Unfit(text)));
        if why.reason.trim().is_empty() {
            return unfit("a decision needs a reason".into());
        }
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
        let note = Some(why.describe().to_string());
        let (n, state) = (instance.n, instance.state.as_str());
        let entry = Entry { instance: n, what: "erased", state, note, ..Entry::default() };
        self.store.note(&entry, self.now)?;
        Ok(Ok(Reply::Decided))
    }
}
