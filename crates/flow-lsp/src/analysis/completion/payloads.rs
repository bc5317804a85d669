//! The fields of payloads.
//!
//! An emit sends what its receiver reads, or what other emits of the same event send; the line of a handler says what comes with its event.
//! A field that the line has already is left out.

use flow_model::model::{Event, Machine, Party, PayloadField, Type};
use flow_model::words;

use super::names::event_of_line;
use super::{Completion, Kind, Request, find_machine, item};
use crate::analysis::token::is_word_char;

impl Request<'_> {
    /// The fields that the receiver of an emit reads: names, types, and details.
    pub(super) fn fields_of_receiver(&self, line: &str) -> Vec<(String, Option<Type>, String)> {
        let Some(event) = event_of_line(line) else { return Vec::new() };
        let receiver = line.split_once(" to ").and_then(|(_, rest)| rest.split_once('@'));
        let receiver = receiver.map(|(_, rest)| rest.split(|c| !is_word_char(c)).next().unwrap_or_default());
        let own = self.machine_id();
        let is_time = line.starts_with("schedule") || line.starts_with("start timer");
        let machine = match receiver {
            Some("self") => own,
            Some(name) => find_machine(self.model(), name),
            None => own.filter(|_| is_time),
        };
        let Some(machine) = machine.map(|id| &self.model().machines[id]) else {
            return self.fields_of_message(event, receiver.unwrap_or_default());
        };
        let fits = |known: &&Event| {
            let is_from_here = known.from.is_none_or(|from| Some(from) == own.map(Party::Machine));
            known.name.text == event && (is_from_here || receiver == Some("self") || is_time)
        };
        let keys = machine.instances.keys().iter().map(|key| &machine.variables[*key]);
        let key = |key: &flow_model::model::Variable| {
            let detail = format!("{}, the key of @{}", words::ty(self.model(), &key.ty), machine.name.text);
            (key.name.text.clone(), Some(key.ty.clone()), detail)
        };
        let mut found: Vec<_> = keys.map(key).collect();
        for field in machine.events.iter().filter(fits).flat_map(|known| known.fields.iter()) {
            let detail = format!("{}, read by @{}", words::ty(self.model(), &field.ty), machine.name.text);
            if !found.iter().any(|(name, ..)| *name == field.name.text) {
                found.push((field.name.text.clone(), Some(field.ty.clone()), detail));
            }
        }
        found
    }

    /// The fields that other emits of the same message send to an actor outside.
    fn fields_of_message(&self, event: &str, receiver: &str) -> Vec<(String, Option<Type>, String)> {
        let actors = self.model().actors.iter().filter(|actor| actor.name.text == receiver);
        let messages =
            actors.flat_map(|actor| actor.messages.iter()).filter(|known| known.name.text == event);
        let field = |field: &PayloadField| {
            let detail = format!("{}, sent elsewhere", words::ty(self.model(), &field.ty));
            (field.name.text.clone(), Some(field.ty.clone()), detail)
        };
        messages.flat_map(|message| message.fields.iter()).map(field).collect()
    }

    /// The fields that the receiver of the emit of this line reads, as they can be sent: those that the line does not have yet.
    pub(super) fn wanted_fields(&self, line: &str) -> Vec<Completion> {
        let written = line.split_once(" with").map_or("", |(_, written)| written);
        let is_written = |name: &str| {
            let words = written.split(|c: char| !is_word_char(c));
            words.clone().any(|word| word == name)
        };
        let known = self.fields_of_receiver(line);
        let is_known = !known.is_empty();
        let others = || self.machine().map(|machine| self.values_at_hand(machine)).unwrap_or_default();
        let fields = if is_known { known } else { others() };
        let fields: Vec<_> = fields.into_iter().filter(|(name, ..)| !is_written(name)).collect();
        let text = |name: &str| match self.is_at_hand(name) {
            true => format!("${name}"),
            false => format!("{name}: "),
        };
        let mut items: Vec<Completion> =
            fields.iter().map(|(name, _, detail)| item(1, Kind::Field, text(name), detail.clone())).collect();
        if is_known && fields.len() > 1 && fields.iter().all(|(name, ..)| self.is_at_hand(name)) {
            let all: Vec<String> = fields.iter().map(|(name, ..)| format!("${name}")).collect();
            items.insert(0, item(1, Kind::Field, all.join(", "), "all that the receiver reads"));
        }
        items
    }

    /// The fields that come with the event of a handler's line, with their types; first all of them.
    pub(super) fn declared_fields(&self, machine: &Machine, before: &str) -> Vec<Completion> {
        let Some((head, written)) = before.split_once(" with") else { return Vec::new() };
        let event = event_of_line(head);
        let from = head
            .split_once(" from ")
            .map_or("", |(_, rest)| rest.split([' ', ',']).next().unwrap_or_default());
        let comes = |known: &&Event| {
            let is_from = |party| from.is_empty() || words::party(self.model(), party) == from;
            Some(known.name.text.as_str()) == event && known.from.is_none_or(is_from)
        };
        let fields = machine.events.iter().filter(comes).flat_map(|known| known.fields.iter());
        let fields = fields.filter(|field| !written.contains(&format!("${}", field.name.text)));
        let field = |field: &PayloadField| {
            let ty = if field.ty == Type::Any {
                String::new()
            } else {
                format!(": {}", words::ty(self.model(), &field.ty))
            };
            format!("${}{ty}", field.name.text)
        };
        let texts: Vec<String> = fields.map(field).collect();
        let mut items: Vec<Completion> =
            texts.iter().map(|text| item(1, Kind::Field, text.clone(), "it comes with the event")).collect();
        if texts.len() > 1 {
            items.insert(0, item(0, Kind::Field, texts.join(", "), "all that comes with the event"));
        }
        items
    }

    /// What can be written in the payload of an emit: fields, or the value of the field before.
    pub(super) fn payload_items(&self, before: &str) -> Vec<Completion> {
        let last = before.trim_end();
        match last.strip_suffix(':').and_then(|rest| rest.rsplit([' ', ',']).next()) {
            Some(name) => {
                let fields = self.fields_of_receiver(before);
                let ty = fields.into_iter().find(|(known, ..)| known == name).and_then(|(_, ty, _)| ty);
                let mut items = self.literals(ty.as_ref());
                if self.is_at_hand(name) {
                    items.insert(0, item(1, Kind::Variable, format!("${name}"), "of the same name"));
                }
                items
            }
            None if last.ends_with(',') || last.ends_with(" with") => self.wanted_fields(before),
            None => Vec::new(),
        }
    }
}
