//! Rows and cells of tables, and values by name: the payload of an emit, the declared fields of a handler, the values of a test.
//!
//! The fields are those that the receiver reads, then variables of this machine; a field that another row has is left out.

use flow_model::model::{FactKind, Machine, Type, Variable};
use flow_model::words;

use super::forms::TYPES;
use super::{Completion, Kind, Request, item};
use crate::analysis::surroundings::{Block, Siblings};
use crate::analysis::token::is_word_char;

impl Request<'_> {
    /// The lines of a payload or of values.
    pub(super) fn rows(&self, siblings: &Siblings) -> Vec<Completion> {
        let written = |name: &str| siblings.lines.iter().any(|line| first_name(line) == name);
        let wanted = self.wanted_payload().into_iter().filter(|(name, ..)| !written(name));
        let is_table = self.around.block == Block::Payload;
        let line = |(name, ty, detail): (String, Option<Type>, String)| {
            let text = match is_table {
                true => format!("| {name} | {} |", self.cell_of(&name, ty.as_ref())),
                false if self.around.owner.starts_with("with context") => format!("${name} is "),
                false => format!("{name} is "),
            };
            item(1, Kind::Field, text, detail)
        };
        let mut items: Vec<Completion> = wanted.map(line).collect();
        if items.is_empty() && is_table {
            items.push(item(2, Kind::Form, "| $0 |", "a field and its value"));
        }
        items
    }

    /// The rows that other tables of the same fact have: first the header, until this one has a row.
    pub(super) fn rows_of_fact(&self, siblings: &Siblings) -> Vec<Completion> {
        let Some(machine) = self.machine() else { return Vec::new() };
        let wanted = self.around.owner.trim_end_matches(':');
        let facts = machine.scenarios.iter().flat_map(|scenario| &scenario.given);
        let tables = facts.filter(|fact| matches!(fact.kind, FactKind::Table(..)));
        let mut items: Vec<Completion> = Vec::new();
        for fact in tables {
            let source = self.analysis.program.sources.get(fact.span.file);
            let mut lines = source.text[fact.span.start as usize..].lines();
            if lines.next().is_none_or(|line| line.trim().trim_end_matches(':') != wanted) {
                continue;
            }
            let rows = lines.map(str::trim).take_while(|line| line.starts_with('|'));
            let new = rows.filter(|row| !siblings.lines.iter().any(|line| line == row));
            items.extend(new.map(|row| item(1, Kind::Field, row, "as in another table")));
        }
        items
    }

    /// What can be in the cell of a table that the place is in.
    pub(super) fn cells(&self) -> Vec<Completion> {
        let before = self.before();
        let (Block::Payload, Some((cells, cell))) = (self.around.block, before.rsplit_once('|')) else {
            return Vec::new();
        };
        if !cell.trim().is_empty() {
            return Vec::new();
        }
        let written: Vec<&str> = cells.split('|').map(str::trim).filter(|cell| !cell.is_empty()).collect();
        let Some(name) = written.first() else {
            let siblings = Siblings::of(&self.text[..self.start], self.column);
            let wanted = self.wanted_payload().into_iter();
            let wanted =
                wanted.filter(|(name, ..)| !siblings.lines.iter().any(|line| first_name(line) == *name));
            return wanted.map(|(name, _, detail)| item(1, Kind::Field, name, detail)).collect();
        };
        let ty =
            self.wanted_payload().into_iter().find(|(known, ..)| known == name).and_then(|(_, ty, _)| ty);
        let ty = ty.or_else(|| self.type_of(name));
        let types = || {
            let known = ty.iter().map(|ty| item(2, Kind::Type, words::ty(self.model(), ty), "its type"));
            let others = TYPES.iter().map(|name| item(3, Kind::Type, *name, "type"));
            known.chain(others).collect::<Vec<_>>()
        };
        if self.declares_fields() {
            return if written.len() == 1 { types() } else { Vec::new() };
        }
        let mut items = vec![item(0, Kind::Variable, self.cell_of(name, ty.as_ref()), "a value")];
        items.retain(|item| !item.text.is_empty());
        items.extend(self.names(crate::analysis::token::Sigil::Variable));
        if written.len() == 1 {
            items.extend(types());
        }
        items
    }

    /// Whether the table says what comes with the event of a handler.
    fn declares_fields(&self) -> bool {
        self.around.owner.starts_with("on")
    }

    /// The value of a field, where one of the same name is at hand.
    fn cell_of(&self, name: &str, ty: Option<&Type>) -> String {
        if self.declares_fields() {
            return ty.map(|ty| words::ty(self.model(), ty)).unwrap_or_default();
        }
        if self.is_at_hand(name) { format!("${name}") } else { String::new() }
    }

    /// Whether `$name` has a value here: a variable, a payload field, an item, or the id of the instance.
    pub(super) fn is_at_hand(&self, name: &str) -> bool {
        let is_id = self.machine().is_some_and(|machine| name == format!("{}_id", machine.name.text));
        is_id || self.type_of(name).is_some()
    }

    /// The fields of the payload around the line: names, types, and details.
    fn wanted_payload(&self) -> Vec<(String, Option<Type>, String)> {
        let Some(machine) = self.machine() else { return Vec::new() };
        let owner = self.around.owner.as_str();
        if owner.starts_with("with context") {
            let variables = machine.variables.iter();
            let describe = |ty: &Type| words::ty(self.model(), ty);
            return variables
                .map(|known| (known.name.text.clone(), Some(known.ty.clone()), describe(&known.ty)))
                .collect();
        }
        if owner.starts_with("on") || owner.starts_with("with event") {
            return self.fields_of_handler(machine);
        }
        let mut fields = self.fields_of_receiver(owner);
        if fields.is_empty() {
            fields = self.values_at_hand(machine);
        }
        fields
    }

    fn fields_of_handler(&self, machine: &Machine) -> Vec<(String, Option<Type>, String)> {
        let fields = self.payload_fields(machine);
        let field = |(event, name, ty): (&str, &str, &Type)| {
            let detail = format!("{}, of :{event}", words::ty(self.model(), ty));
            (name.to_owned(), Some(ty.clone()), detail)
        };
        fields.map(field).collect()
    }

    /// What a new event can bring: the payload of the handler's own event, and the variables of the machine.
    pub(super) fn values_at_hand(&self, machine: &Machine) -> Vec<(String, Option<Type>, String)> {
        let id = (
            format!("{}_id", machine.name.text),
            Some(Type::String),
            "string, the id of the instance".to_owned(),
        );
        let mut values = vec![id];
        values.extend(self.fields_of_handler(machine));
        // What the handler has just set is probably for the receiver.
        let set = self.variables_set_above();
        let (new, old): (Vec<&Variable>, Vec<&Variable>) =
            machine.variables.iter().partition(|known| set.contains(&known.name.text.as_str()));
        for known in new.iter().rev().chain(&old) {
            if !values.iter().any(|(name, ..)| *name == known.name.text) {
                let detail = words::ty(self.model(), &known.ty);
                values.push((known.name.text.clone(), Some(known.ty.clone()), detail));
            }
        }
        let is_new = |(name, ..): &(String, Option<Type>, String)| set.contains(&name.as_str());
        values.sort_by_key(|value| !is_new(value));
        values
    }
}

/// The name in the first cell of a row, or before the first word of a line.
fn first_name(line: &str) -> &str {
    let words = line.trim_start_matches(['|', '$', ' ']);
    &words[..words.find(|c| !is_word_char(c)).unwrap_or(words.len())]
}
