//! Hovers of variables, items, fields of objects and phrases: their types, and the sources of their values.

use flow_model::mentions::{Mention, Role, Symbol};
use flow_model::model::{ObjectId, Origin, PhraseKind, Span, Type};
use flow_model::words;

use super::About;
use super::markdown::code;

impl About<'_> {
    pub(super) fn variable(&self, symbol: &Symbol, machine: &str, name: &str) -> Option<String> {
        let (_, machine) = self.machine(machine)?;
        let variable = machine.variables.iter().find(|variable| variable.name.text == name)?;
        let ty = words::ty(self.model(), &variable.ty);
        let origin = match variable.origin {
            Origin::Set => "",
            Origin::Given => "; only a `given:` sets it: the program gives it at the start",
            Origin::NeverSet => "; nothing sets it: the program gives it at the start",
            Origin::Key => "; a key of the machine",
        };
        let mentions = (self.mentions_of)(symbol);
        let (read, set): (Vec<&Mention>, Vec<&Mention>) =
            mentions.iter().partition(|mention| mention.role_for(symbol) == Role::Read);
        let [set, read] =
            [set, read].map(|mentions| mentions.into_iter().map(|mention| mention.token).collect::<Vec<_>>());
        let name = code(&format!("${name}: {ty}"));
        let mut text = format!("**{name}**: a variable of `@{}`{origin}", machine.name.text);
        if !set.is_empty() {
            text += &format!("\n\nSet in {}.", self.lines(&set));
        }
        match read.is_empty() {
            true => text += "\n\nNever read.",
            false => text += &format!("\n\nRead in {}.", self.lines(&read)),
        }
        Some(text)
    }

    pub(super) fn item(&self, name: &str, at: Span) -> Option<String> {
        let mut items = self.model().machines.iter().flat_map(|machine| &machine.items);
        let item = items.find(|item| item.name.text == name && item.name.span == at);
        let named = || {
            self.model()
                .machines
                .iter()
                .flat_map(|machine| &machine.items)
                .find(|item| item.name.text == name)
        };
        let ty = words::ty(self.model(), &item.or_else(named)?.ty);
        let name = code(&format!("${name}: {ty}"));
        Some(format!("**{name}**: the item of the loop in {}", self.line(at)))
    }

    pub(super) fn member(&self, object: ObjectId, name: &str) -> Option<String> {
        let of = &self.model().objects[object];
        let (_, ty) = of.fields.iter().find(|(known, _)| known == name)?;
        let (ty, of) = (words::ty(self.model(), ty), words::ty(self.model(), &Type::Object(object)));
        Some(format!("**{}**: a field of {}", code(&format!("{name}: {ty}")), code(&of)))
    }

    pub(super) fn phrase(&self, symbol: &Symbol, function: &str) -> Option<String> {
        let machines = self.model().machines.iter();
        let mut phrases =
            machines.flat_map(|machine| machine.phrases.iter().map(move |phrase| (machine, phrase)));
        let (machine, phrase) = phrases.find(|(_, phrase)| phrase.function == function)?;
        let param = |param: &flow_model::model::Param| {
            format!("{}: {}", param.name, words::ty(self.model(), &param.ty))
        };
        let params: Vec<String> = phrase.params.iter().map(param).collect();
        let (kind, result) = match phrase.kind {
            PhraseKind::Guard => ("a question to the program", " -> boolean".to_owned()),
            PhraseKind::Action => ("an action of the program, which may fail", String::new()),
            PhraseKind::Answer => {
                ("a question to the program", format!(" -> {}", words::ty(self.model(), &phrase.answer)))
            }
            PhraseKind::Fact => ("a fact of stories, which the program does not need", String::new()),
            PhraseKind::Assertion => ("an expectation that only Rust code can judge", String::new()),
        };
        let signature = format!("{function}({}){result}", params.join(", "));
        let places: Vec<Span> = (self.mentions_of)(symbol).iter().map(|mention| mention.token).collect();
        Some(format!(
            "**{}**: {kind}, of `@{}`\n\nUsed in {}.",
            code(&signature),
            machine.name.text,
            self.lines(&places)
        ))
    }
}
