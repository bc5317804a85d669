//! Calls of principals, who find the instances that are theirs, and reads on their behalf.
//!
//! Instances of other principals do not exist for a principal. This is checked in the step of the call, so that no other step can change
//! the owner in between.

use flow_durable::{CallError, Instances, Record};

use super::handle::Verdict;
use super::rest::Watch;
use super::{Engine, Input, Output, Reply};
use crate::error::Fault;
use crate::principal::Principal;
use crate::store::{Instance, KeyedCall};

/// A call of a principal.
#[derive(Clone, Debug)]
pub(crate) struct OutsideCall {
    pub(crate) caller: Principal,
    /// The name of the call among all of its caller. If the caller chose it, a repetition has no second effect.
    pub(crate) key: String,
    /// Whether the result is kept if there is one at once; otherwise only that of a call that has to wait.
    pub(crate) is_repeatable: bool,
    pub(crate) sight: Sight,
    /// Whether the caller waits until all that follows is done.
    pub(crate) waits: bool,
    pub(crate) call: Box<Input>,
}

/// Which instances a principal finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sight {
    /// All of the machine.
    All,
    /// Those of conversations that the principal began.
    Own(Principal),
}

/// A step of an instance, as the journal has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// Its place in the journal.
    pub(crate) place: i64,
    /// The state after.
    pub(crate) state: String,
    /// The states passed through.
    pub(crate) passed: Vec<String>,
}

/// The progress of a call that its caller no longer waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// It is queued, or its handler waits for an answer.
    Running,
    Done(Result<Reply, CallError>),
}

impl Engine {
    /// Takes in a call of a principal.
    pub(super) fn call_outside(&mut self, outside: &OutsideCall) -> Result<(), Fault> {
        let OutsideCall { caller, key, is_repeatable, sight, waits, call } = outside;
        self.found = None;
        if let Input::Send { ticket, id, event } = &**call
            && let Some(instance) = self.find_instance(event.machine, id)?
        {
            if !self.is_seen(&instance, sight)? {
                let error = CallError::NotFound { machine: instance.machine, id: id.clone() };
                self.outputs.push(Output::Reply { ticket: *ticket, reply: Err(error) });
                return Ok(());
            }
            self.found = Some(instance);
        }
        self.beginner = Some(caller.clone());
        let ticket = super::group::ticket(call).filter(|_| *waits);
        self.watcher = ticket.map(|ticket| Watch::new(ticket, caller.clone()));
        let result = self.call_once(&caller.scope(), key, call, *is_repeatable);
        (self.beginner, self.found) = (None, None);
        // No effects follow from this call: it has none itself, or repeats another.
        if let Some(watch) = self.watcher.take() {
            self.outputs.push(Output::Rested { ticket: watch.ticket, rest: None });
        }
        result
    }

    fn find_instance(&self, machine: usize, id: &str) -> Result<Option<Instance>, Fault> {
        match self.parts.machines.get(machine) {
            Some(program) => self.store.instance_of(program.table().name, id),
            None => Ok(None),
        }
    }

    /// Whether a principal finds an instance.
    fn is_seen(&self, instance: &Instance, sight: &Sight) -> Result<bool, Fault> {
        match (sight, instance.conversation) {
            (Sight::All, _) => Ok(true),
            (Sight::Own(owner), Some(conversation)) => self.store.belongs_to(conversation, owner),
            (Sight::Own(_), None) => Ok(false),
        }
    }

    /// The instance with an id, if a principal finds it. Its number is its cursor.
    pub(crate) fn read_seen(
        &self,
        machine: usize,
        id: &str,
        sight: &Sight,
    ) -> Result<Option<(i64, Record)>, Fault> {
        let Some(instance) = self.find_instance(machine, id)?.filter(|instance| instance.life.exists())
        else {
            return Ok(None);
        };
        Ok(self.is_seen(&instance, sight)?.then(|| (instance.n, instance.into_record())))
    }

    /// Whether a reference from a principal means an instance that it finds. Instances of a machine that is `one for …` are there as
    /// soon as they are referred to.
    pub(crate) fn is_reference(&self, machine: usize, id: &str, sight: &Sight) -> Result<bool, Fault> {
        let table = self.parts.machines[machine].table();
        match self.find_instance(machine, id)? {
            Some(instance) => Ok(instance.life.is_known() && self.is_seen(&instance, sight)?),
            None => {
                Ok(matches!(table.instances, Instances::PerKey(_)) && *sight == Sight::All && !id.is_empty())
            }
        }
    }

    /// The instances of a machine that a principal finds, as [`list`](Engine::list).
    pub(crate) fn list_seen(
        &self,
        machine: usize,
        state: Option<&str>,
        (after, most): (i64, i64),
        sight: &Sight,
    ) -> Result<Vec<(i64, Record)>, Fault> {
        let Sight::Own(owner) = sight else { return self.list(machine, state, after, most) };
        let Some(owner) = self.store.owner_number(owner)? else { return Ok(Vec::new()) };
        let read = |name: &str, state: &str| self.store.instances_of_owner(owner, name, state, (after, most));
        self.collect_states(machine, state, most, read)
    }

    /// Whether a place in the journal is one of an instance.
    pub(crate) fn has_step(&self, machine: usize, id: &str, place: i64) -> Result<bool, Fault> {
        match self.find_instance(machine, id)? {
            Some(instance) => self.store.has_entry(instance.n, place),
            None => Ok(false),
        }
    }

    /// The state of an instance that a principal finds, with its last place in the journal.
    pub(crate) fn current_step(
        &self,
        machine: usize,
        id: &str,
        sight: &Sight,
    ) -> Result<Option<Step>, Fault> {
        let Some((n, record)) = self.read_seen(machine, id, sight)? else { return Ok(None) };
        let place = self.store.last_entry(n)?.unwrap_or(0);
        Ok(Some(Step { place, state: record.state, passed: Vec::new() }))
    }

    /// The next steps of an instance that a principal finds, after a place in the journal.
    pub(crate) fn steps_after(
        &self,
        machine: usize,
        id: &str,
        sight: &Sight,
        place: i64,
    ) -> Result<Option<Vec<Step>>, Fault> {
        let Some((n, _)) = self.read_seen(machine, id, sight)? else { return Ok(None) };
        let entries = self.store.steps_after(n, place)?.into_iter();
        let step = |(place, state, passed): (i64, String, Option<String>)| {
            let passed = passed.and_then(|passed| serde_json::from_str(&passed).ok()).unwrap_or_default();
            Step { place, state, passed }
        };
        Ok(Some(entries.map(step).collect()))
    }

    /// The progress of a call of a principal; `None` if there is none of this name, or it is forgotten.
    pub(crate) fn progress(&self, caller: &Principal, key: &str) -> Result<Option<Progress>, Fault> {
        let Some(KeyedCall { delivery, result, .. }) = self.store.keyed_call(&caller.scope(), key)? else {
            return Ok(None);
        };
        if let Some(result) = result {
            return Ok(Some(Progress::Done(super::once::read_result(&result))));
        }
        let seq = delivery.map(|delivery| self.store.delivery_named(delivery)).transpose()?.flatten();
        let Some(seq) = seq else { return Ok(None) };
        let Some(dead) = self.store.dead_of(seq)? else { return Ok(Some(Progress::Running)) };
        let Some(delivery) = self.store.delivery(seq)? else { return Ok(None) };
        let instance = self.store.instance(delivery.receiver)?;
        let verdict = Verdict::of(&dead.phrase, dead.error);
        let error = self.explain_to_caller(&delivery, &instance, dead.kind, verdict);
        Ok(Some(Progress::Done(Err(error))))
    }
}
