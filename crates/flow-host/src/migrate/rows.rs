//! The changes of a migration, row by row.
//!
//! A row is changed as planned, and then read with the new program, which also brings it into the program's own form. Rows that the plan
//! does not name are unchanged.

use flow::Time;
use flow_durable::{
    Changes, EventChange, MachineChanges, MessageChange, StoredEvent, Unreadable, change_values,
};

use super::Halt;
use crate::error::Fault;
use crate::program::{AnyMachine, Parts};
use crate::store::{DeferredRow, Entry, InstanceRow, Kind, PayloadRow, Store};

/// A migration that is in progress.
pub(super) struct Migration<'a> {
    pub(super) store: &'a Store,
    pub(super) parts: &'a Parts,
    pub(super) now: Time,
}

impl Migration<'_> {
    /// Carries out the changes of a plan.
    pub(super) fn carry_out(&self, changes: &Changes) -> Result<(), Halt> {
        for (machine, function) in &changes.answers {
            self.bury_answers(machine, function)?;
        }
        for change in &changes.events {
            self.change_events(change)?;
        }
        for change in &changes.messages {
            self.change_messages(change)?;
        }
        for change in &changes.machines {
            self.change_instances(change)?;
        }
        self.store.unmake_instances()?;
        Ok(self.recall()?)
    }

    fn machine(&self, name: &str) -> Result<(usize, &dyn AnyMachine), Halt> {
        let kind = self.parts.machine(name).ok_or_else(|| Halt::Unfit(format!("there is no @{name}")))?;
        Ok((kind, &*self.parts.machines[kind]))
    }

    /// Events with recorded answers that do not fit any more become dead letters. The answers are kept, under a name that no phrase has.
    fn bury_answers(&self, machine: &str, function: &str) -> Result<(), Fault> {
        let why = format!(
            "it has an answer of '{function}', which the new version of the program asks differently"
        );
        for row in self.store.events_with_answers(machine, function)? {
            self.bury_event(&row, &why)?;
            self.store.rename_answers(row.seq, function, &format!("{function} (of an earlier version)"))?;
        }
        Ok(())
    }

    fn bury_event(&self, row: &PayloadRow, why: &str) -> Result<(), Fault> {
        self.store.bury_event(row.seq, why, self.now)?;
        self.note(row.instance, "dead: program-changed", why)
    }

    fn note(&self, instance: i64, what: &str, why: &str) -> Result<(), Fault> {
        let state = self.store.instance(instance)?.state;
        let note = Some(serde_json::json!({ "migration": why }).to_string());
        self.store.note(&Entry { instance, what, state: &state, note, ..Entry::default() }, self.now)
    }

    fn change_events(&self, change: &EventChange) -> Result<(), Halt> {
        let (event, from) = &change.old;
        let old = Kind { machine: &change.machine, event, from: from.as_deref() };
        let why = format!(":{event} is dropped by the new version of the program");
        let mut after = 0;
        loop {
            let rows = self.store.event_rows(&old, after)?;
            let Some(last) = rows.last() else { break };
            after = last.seq;
            for row in rows {
                match &change.new {
                    None => self.bury_event(&row, &why)?,
                    Some(new) => {
                        let (row, kind) = self.change_payload(change, &row, new)?;
                        self.store.put_event_row(&row, &kind)?;
                    }
                }
            }
        }
        self.change_timers(change, &old, &why)
    }

    fn change_timers(&self, change: &EventChange, old: &Kind<'_>, why: &str) -> Result<(), Halt> {
        let mut after = 0;
        loop {
            let rows = self.store.timer_rows(old, after)?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.seq;
            for row in rows {
                match &change.new {
                    None => {
                        self.store.delete_timer(row.seq)?;
                        self.note(row.instance, "cancelled", why)?;
                    }
                    Some(new) => {
                        let (row, kind) = self.change_payload(change, &row, new)?;
                        self.store.put_timer_row(&row, &kind)?;
                    }
                }
            }
        }
    }

    /// An event with the payload of the new program.
    fn change_payload<'c>(
        &self,
        change: &'c EventChange,
        row: &PayloadRow,
        new: &'c (String, Option<String>),
    ) -> Result<(PayloadRow, Kind<'c>), Halt> {
        let (kind, program) = self.machine(&change.machine)?;
        let (name, from) = new;
        let unfit = |error: Unreadable| {
            Halt::Unfit(format!(":{} of instance {} does not fit: {error}", change.old.0, row.instance))
        };
        let payload = change_values(&row.payload, &change.fields).map_err(unfit)?;
        let event = StoredEvent { machine: kind, name: name.clone(), from: from.clone(), payload };
        let payload = match program.check_event(&event) {
            Ok(payload) => payload,
            // It was given up already, perhaps because it could not be read; it stays unchanged.
            Err(_) if row.is_dead => event.payload,
            Err(error) => return Err(unfit(error)),
        };
        let kind = Kind { machine: &change.machine, event: name, from: from.as_deref() };
        Ok((PayloadRow { payload, ..row.clone() }, kind))
    }

    fn change_messages(&self, change: &MessageChange) -> Result<(), Halt> {
        let MessageChange { actor, old, new, fields } = change;
        let (phrase, mut after) = (format!(":{old} to @{actor}"), 0);
        loop {
            let rows = self.store.message_rows(actor, old, after)?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.seq;
            for row in rows {
                let Some(new) = new else {
                    let why = format!(":{old} is dropped by the new version of the program");
                    self.store.bury_outgoing(row.seq, &phrase, &why, self.now)?;
                    self.note(row.instance, "dead: program-changed", &why)?;
                    continue;
                };
                let unfit = |error: Unreadable| Halt::Unfit(format!("{phrase} does not fit: {error}"));
                let payload = change_values(&row.payload, fields).map_err(unfit)?;
                self.store.put_message_row(&PayloadRow { payload, ..row }, new)?;
            }
        }
    }

    fn change_instances(&self, change: &MachineChanges) -> Result<(), Halt> {
        let (_, program) = self.machine(&change.machine)?;
        for (old, new) in &change.groups {
            self.store.rename_group(&change.machine, old, new)?;
        }
        let mut after = 0;
        loop {
            let rows = self.store.instance_rows(&change.machine, after)?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.n;
            for row in rows {
                self.change_instance(change, program, &row)?;
            }
        }
    }

    fn change_instance(
        &self,
        change: &MachineChanges,
        program: &dyn AnyMachine,
        row: &InstanceRow,
    ) -> Result<(), Halt> {
        let renamed = change.states.iter().find(|(old, _)| *old == row.state);
        let state = renamed.map_or(&row.state, |(_, new)| new);
        let unfit = |error: Unreadable| {
            Halt::Unfit(format!("@{} '{}' does not fit: {error}", change.machine, row.id))
        };
        let context = change_values(&row.context, &change.variables).map_err(unfit)?;
        let read = program.check_instance(&row.id, state, &context).map_err(unfit)?;
        let new = InstanceRow {
            state: read.state,
            context: read.context,
            has_ended: read.has_ended,
            ..row.clone()
        };
        self.store.put_instance_row(&new, self.now)?;
        if renamed.is_some() {
            self.note(row.n, "migrated", &format!("it was in #{}", row.state))?;
        }
        if new.exists && new.has_ended && !row.has_ended {
            self.end(row.n)?;
        }
        Ok(())
    }

    /// An instance is at its end from now on.
    fn end(&self, instance: i64) -> Result<(), Fault> {
        self.store.drop_timers(instance)?;
        for delivery in self.store.deferred(instance)? {
            let why = "it was deferred, and its instance has ended by the new version of the program";
            let row = PayloadRow { seq: delivery.seq, instance, payload: String::new(), is_dead: false };
            self.bury_event(&row, why)?;
        }
        self.note(instance, "migrated", "it is at its end")
    }

    /// Deferred events that the state of their instance accepts by the new program are queued.
    fn recall(&self) -> Result<(), Fault> {
        for DeferredRow { seq, machine, state, event, from } in self.store.all_deferred()? {
            let Some(kind) = self.parts.machine(&machine) else { continue };
            let events = self.parts.machines[kind].table().events;
            let found = events.iter().find(|known| known.name == event && known.from == from.as_deref());
            if found
                .is_some_and(|known| known.states.contains(&&*state) && !known.deferred.contains(&&*state))
            {
                self.store.requeue(seq)?;
            }
        }
        Ok(())
    }
}
