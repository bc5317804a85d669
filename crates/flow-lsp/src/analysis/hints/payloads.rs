//! Hints of payloads: the fields of an event at its first handler, or the types that its declaration leaves out.
//!
//! A declaration can be completed with the types. Hints of undeclared fields cannot be inserted: a declaration binds all senders.

use std::collections::BTreeSet;

use flow_model::model::{Event, Handler, PayloadField, Type};
use flow_model::words;

use super::{Hint, Kind, LISTED, OfMachine};

/// How long the words of a type are at most, after the name of a field in a list of them.
const SHORT: usize = 24;

impl OfMachine<'_> {
    pub(super) fn add_payloads(&self, hints: &mut Vec<Hint>) {
        let mut shown = BTreeSet::new();
        for (_, handler) in self.lines() {
            let event = &self.machine.events[handler.event];
            match event.declared {
                Some(_) => self.add_declared(handler, event, hints),
                None if shown.insert(handler.event) && !event.fields.is_empty() => {
                    self.add_fields(handler, event, hints);
                }
                None => {}
            }
        }
    }

    /// The types that the declaration on a handler's line leaves out.
    fn add_declared(&self, handler: &Handler, event: &Event, hints: &mut Vec<Hint>) {
        let declared = event.declared.filter(|of| {
            let is_own = handler.span.start < of.span.start && of.span.end <= handler.span.end;
            !of.is_table && of.span.file == self.file && is_own
        });
        let Some(declared) = declared else { return };
        let text = self.analysis.program.sources.text(declared.span);
        for (at, _) in text.match_indices('$') {
            let rest = &text[at + 1..];
            let length = rest.find(|c: char| !(c == '_' || c.is_alphanumeric())).unwrap_or(rest.len());
            let field = event.fields.iter().find(|field| field.name.text == rest[..length]);
            let Some(field) = field.filter(|field| field.ty != Type::Any) else { continue };
            if rest[length..].trim_start().starts_with(':') {
                continue;
            }
            hints.push(Hint {
                at: (self.file, declared.span.start + (at + 1 + length) as u32),
                text: format!(": {}", words::ty(self.model(), &field.ty)),
                kind: Kind::Payloads,
                reason: "inferred from all its uses in the system".to_owned(),
                can_be_written: can_be_named(&field.ty),
            });
        }
    }

    /// The fields of an event without a declaration.
    fn add_fields(&self, handler: &Handler, event: &Event, hints: &mut Vec<Hint>) {
        let fields: Vec<String> =
            event.fields.iter().take(LISTED).map(|field| self.show_field(field)).collect();
        let more = event.fields.len().saturating_sub(LISTED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        hints.push(Hint {
            at: (self.file, self.end_of_words(handler)),
            text: format!(" with {}{more}", fields.join(", ")),
            kind: Kind::Payloads,
            reason: "what its handlers read, or its senders send".to_owned(),
            can_be_written: false,
        });
    }

    /// `$amount: number`, without a type that is unknown or long.
    fn show_field(&self, field: &PayloadField) -> String {
        let name = &field.name.text;
        let ty = words::ty(self.model(), &field.ty);
        match &field.ty {
            Type::Any => format!("${name}"),
            _ if ty.chars().count() <= SHORT => format!("${name}: {ty}"),
            Type::Array(_) => format!("${name}: array"),
            Type::Choice(_) => format!("${name}: one of \u{2026}"),
            _ => format!("${name}: object"),
        }
    }
}

/// Whether the words of a type are one that can be written: those of objects and of unknown types are not.
fn can_be_named(ty: &Type) -> bool {
    match ty {
        Type::Object(_) | Type::Any => false,
        Type::Array(item) => can_be_named(item),
        _ => true,
    }
}
