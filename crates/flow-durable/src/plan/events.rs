//! The part of a plan about events and messages that are stored: queued, half done, deferred, timers, dead letters, outgoing.
//!
//! An event is known by its name and the sender in its handlers. Counts decide: a kind that is not stored has no line.

use super::fields::{Versions, compare_fields};
use super::mapping::{Mappings, Name, To, event_text};
use super::{
    ActorDescription, Description, EventChange, EventDescription, MachineDescription, MessageChange,
    MessageDescription, PlanKind, Planner, count_text,
};

impl<'a> Planner<'a> {
    /// Plans for the events that are stored for the instances of a machine.
    pub(super) fn plan_events(
        &mut self,
        old: &'a MachineDescription,
        new: &'a MachineDescription,
        mappings: &Mappings<'_>,
    ) {
        let stored: &'a super::Inventory = self.stored;
        for (name, from, count) in stored.events_of(&old.name) {
            // An event that the old version did not know either is a dead letter of a version before it.
            let Some(before) = old.event(name, from) else { continue };
            let to = mappings.event(name, from);
            let is_kept = new.event(name, from).is_some();
            let now = match to {
                Some(To::Name(Name::Event(target, sender))) => find_event(new, target, sender, from),
                _ => None,
            };
            let is_added = |now: &&EventDescription| old.event(&now.name, now.from.as_deref()).is_none();
            let text = event_text(name, from);
            if is_kept && now.filter(is_added).is_some() {
                let what = format!("{text} ({count}) is mapped to another event, but still exists");
                self.add(PlanKind::Open, &old.name, what, Vec::new());
            } else if is_kept {
                self.plan_payload((old, before), new.event(name, from), &count, mappings);
            } else if now.is_some() || to == Some(To::Dropped) {
                self.plan_payload((old, before), now, &count, mappings);
            } else {
                let why = if to.is_some() { "which is mapped to no event" } else { "which is gone" };
                let write = event_lines(old, new, before);
                self.add(PlanKind::Open, &old.name, format!("{text} ({count}), {why}"), write);
            }
        }
    }

    /// Plans for the stored events of one kind, which are those of another kind from now on, or dropped.
    fn plan_payload(
        &mut self,
        (machine, before): (&'a MachineDescription, &'a EventDescription),
        now: Option<&'a EventDescription>,
        count: &str,
        mappings: &Mappings<'_>,
    ) {
        let old = (before.name.clone(), before.from.clone());
        let text = event_text(&before.name, before.from.as_deref());
        let machine = machine.name.clone();
        let Some(now) = now else {
            let what =
                format!("{text} ({count}): timers are cancelled, events are dead letters, 'program-changed'");
            self.add(PlanKind::Migrated, &machine, what, Vec::new());
            self.plan.changes.events.push(EventChange { machine, old, new: None, fields: Vec::new() });
            return;
        };
        let new = (now.name.clone(), now.from.clone());
        let versions = Versions {
            old: &before.fields,
            new: &now.fields,
            numbers: (&self.old.number, &self.new.number),
            event: Some((&before.name, &now.name)),
        };
        let compared = compare_fields(&versions, mappings);
        if old != new {
            let what = format!("{text} ({count}) becomes {}", event_text(&now.name, now.from.as_deref()));
            self.add(PlanKind::Migrated, &machine, what, Vec::new());
        }
        self.add_compared(&machine, &format!("{text} ({count})"), &compared);
        if old != new || compared.is_changed {
            let (new, fields) = (Some(new), compared.changes);
            self.plan.changes.events.push(EventChange { machine, old, new, fields });
        }
    }

    /// Plans for the messages to an actor that are not delivered.
    pub(super) fn plan_actor(&mut self, old: &'a ActorDescription) {
        let (stored, description): (&'a super::Inventory, &'a Description) = (self.stored, self.new);
        let mappings = Mappings::of(&old.name, self.mappings);
        let messages = description.actor(&old.name).map_or(&[][..], |actor| &actor.messages);
        let find = |name: &str| messages.iter().find(|message| message.name == name);
        for part in stored.messages.iter().filter(|part| part.actor == old.name && part.count > 0) {
            let Some(before) = old.messages.iter().find(|message| message.name == part.message) else {
                continue;
            };
            let to = mappings.event(&part.message, None);
            let target = match to {
                Some(To::Name(Name::Event(target, None))) => find(target),
                _ => None,
            };
            let count = count_text(part.count, "message");
            let is_added = |now: &&MessageDescription| !old.messages.iter().any(|old| old.name == now.name);
            match (find(&part.message), target) {
                (Some(_), Some(_)) if target.filter(is_added).is_some() => {
                    let what =
                        format!(":{} ({count}) is mapped to another message, but still exists", part.message);
                    self.add(PlanKind::Open, &old.name, what, Vec::new());
                }
                (None, None) if to != Some(To::Dropped) => {
                    let what = format!(":{} ({count}), which is gone", part.message);
                    self.add(PlanKind::Open, &old.name, what, message_lines(old, messages, &part.message));
                }
                (kept, target) => self.plan_message((old, before), kept.or(target), &count, &mappings),
            }
        }
    }

    fn plan_message(
        &mut self,
        (actor, before): (&'a ActorDescription, &'a MessageDescription),
        now: Option<&'a MessageDescription>,
        count: &str,
        mappings: &Mappings<'_>,
    ) {
        let (actor, old) = (actor.name.clone(), before.name.clone());
        let Some(now) = now else {
            let what = format!(":{old} ({count}): dead letters, 'program-changed'");
            self.add(PlanKind::Migrated, &actor, what, Vec::new());
            self.plan.changes.messages.push(MessageChange { actor, old, new: None, fields: Vec::new() });
            return;
        };
        let versions = Versions {
            old: &before.fields,
            new: &now.fields,
            numbers: (&self.old.number, &self.new.number),
            event: Some((&before.name, &now.name)),
        };
        let compared = compare_fields(&versions, mappings);
        if old != now.name {
            self.add(
                PlanKind::Migrated,
                &actor,
                format!(":{old} ({count}) becomes :{}", now.name),
                Vec::new(),
            );
        }
        self.add_compared(&actor, &format!(":{old} ({count})"), &compared);
        if old != now.name || compared.is_changed {
            let (new, fields) = (Some(now.name.clone()), compared.changes);
            self.plan.changes.messages.push(MessageChange { actor, old, new, fields });
        }
    }
}

/// The event that a mapping names. Without a sender: that of the same sender, else of any, else the only one of this name.
fn find_event<'m>(
    machine: &'m MachineDescription,
    name: &str,
    from: Option<&str>,
    old_from: Option<&str>,
) -> Option<&'m EventDescription> {
    if from.is_some() {
        return machine.event(name, from);
    }
    let mut named = machine.events.iter().filter(|event| event.name == name);
    let only = named.next().filter(|_| named.next().is_none());
    machine.event(name, old_from).or_else(|| machine.event(name, None)).or(only)
}

/// The mappings that are possible for a removed event.
fn event_lines(old: &MachineDescription, new: &MachineDescription, gone: &EventDescription) -> Vec<String> {
    let text = event_text(&gone.name, gone.from.as_deref());
    let is_added = |event: &&EventDescription| old.event(&event.name, event.from.as_deref()).is_none();
    let added = new.events.iter().filter(is_added);
    let near = added.filter(|event| event.name == gone.name || event.from == gone.from);
    let renames =
        near.map(|event| format!("\"{text}\" = \"{}\"", event_text(&event.name, event.from.as_deref())));
    renames.chain([format!("\"{text}\" = \"drop\"")]).collect()
}

/// The mappings that are possible for a removed message.
fn message_lines(old: &ActorDescription, new: &[MessageDescription], gone: &str) -> Vec<String> {
    let added = new.iter().filter(|message| !old.messages.iter().any(|old| old.name == message.name));
    let renames = added.map(|message| format!("\":{gone}\" = \":{}\"", message.name));
    renames.chain([format!("\":{gone}\" = \"drop\"")]).collect()
}
