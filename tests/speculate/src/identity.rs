//! Declarations of handlers about their events: the payload, and the ids of senders and of the instance
//! (reference#payload-declarations, reference#sender-ids).
//!
//! A declaration has all fields of its event, which is what every emit of it sends.

use crate::line::{Kind, Line};
use crate::system::Author;
use crate::words::Var;

/// Lines of one handler about ids.
#[derive(Default)]
pub(crate) struct Identity {
    pub(crate) facts: Vec<Line>,
    pub(crate) steps: Vec<Line>,
}

impl Author<'_> {
    /// Declares the payload of a handler's event, or leaves it to be inferred: at the end of its line, or as a table.
    pub(crate) fn declare(&mut self, header: &mut String, fields: &[Var]) -> Option<Line> {
        if fields.is_empty() || !self.random.chance(40) {
            return None;
        }
        let (with_types, is_table) = (self.random.chance(80), self.random.chance(40));
        let ty = |field: &Var| if with_types { field.ty.annotation() } else { "" };
        if is_table {
            let mut rows: Vec<_> = fields
                .iter()
                .map(|field| format!("| {} | {} |", field.name, ty(field).trim_start_matches(": ")))
                .map(Line::other)
                .collect();
            if self.random.chance(50) {
                rows.insert(0, Line::other("| field | type |"));
            }
            return Some(Line::other("with:").with(rows));
        }
        let fields: Vec<_> = fields.iter().map(|field| format!("${}{}", field.name, ty(field))).collect();
        header.push_str(&format!(" with {}", fields.join(", ")));
        None
    }

    /// Steps that read who sent the event, if an actor outside did, or the id of the instance, and a fact that sets the former.
    pub(crate) fn identity(&mut self, at: usize, header: &str) -> Identity {
        let mut found = Identity::default();
        let sender = header.split(" from @").nth(1).and_then(|rest| rest.split(' ').next());
        let outside =
            sender.filter(|from| self.people.iter().chain(&self.offices).any(|known| known == from));
        if !self.random.chance(25) {
            return found;
        }
        let Some(from) = outside.filter(|_| self.random.chance(85)) else {
            let (event, to) = (self.names.event(self.random), self.random.pick(&self.people).clone());
            found.steps.push(Line::new(Kind::Emit, format!("emit :{event} to @{to} with origin: @self.id")));
            return found;
        };
        let id = if self.random.chance(20) { "@sender.id".to_owned() } else { format!("@{from}.id") };
        match self.text_to_set(at).filter(|_| self.random.chance(50)) {
            Some(kept) => {
                found.steps.push(Line::step(format!("${kept} becomes {id}")));
            }
            None => {
                let event = self.names.event(self.random);
                let told = Line::new(Kind::Emit, format!("emit :{event} to @{from} with origin: {id}"));
                let guard = *self.random.pick(&["is \"ann\"", "is not empty", "is one of \"ann\", \"bob\""]);
                found.steps.push(Line::new(Kind::Group, format!("? {id} {guard}")).with(vec![told]));
            }
        }
        if self.random.chance(60) {
            found.facts.push(Line::other(format!("@{from}.id is \"{}\"", self.random.pick(&["ann", "bob"]))));
        }
        found
    }
}
