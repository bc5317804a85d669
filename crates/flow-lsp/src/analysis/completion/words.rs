//! What can be written where no sigil is: the forms of the block, what follows the words so far, and phrases used before.
//!
//! The first word of the line, or its mark, determines its kind. Forms that the language does not have at the place are not
//! offered, so that a chosen one can be read.

use flow_model::model::{Machine, Type};
use flow_model::words;

use super::forms::{EMITTED, Form, HISTORY, MOVES, RECEIVED, STATE_CONDITIONS, TYPES, UNITS, forms_of};
use super::names::{event_of_line, senders};
use super::{Completion, Kind, Request, find_machine, item};
use crate::analysis::surroundings::Block;
use crate::analysis::token::is_word_char;

impl Request<'_> {
    pub(super) fn words(&self) -> Vec<Completion> {
        let before = self.before();
        if before.trim().is_empty() {
            return self.line_starts();
        }
        let (mark, rest) = split_mark(before);
        let mut items = match mark {
            "?" | "??" => self.in_guard(rest),
            "=" => self.in_assertion(rest),
            _ => self.in_line(before),
        };
        items.extend(self.types_after(before));
        items
    }

    /// What a line can begin with.
    fn line_starts(&self) -> Vec<Completion> {
        let block = self.around.block;
        let mut items = self.forms(forms_of(block, self.is_test_file), 2);
        // A header at the first column ends every block.
        if self.is_at_margin && block != Block::File {
            items.extend(self.forms(forms_of(Block::File, self.is_test_file), 3));
        }
        match block {
            Block::Steps => items.extend(self.actions(1)),
            Block::Given | Block::Assume => items.extend(self.facts(1)),
            Block::Values | Block::Payload => items.extend(self.wanted_fields(&self.around.owner)),
            Block::File if self.is_test_file => {
                items.extend(self.forms(&[("test: $0", "the tests of a system")], 3));
            }
            _ => {}
        }
        items
    }

    /// Forms with the name of the machine in them.
    fn forms(&self, forms: &[Form], rank: u8) -> Vec<Completion> {
        let name = self.machine().map_or_else(|| "machine".to_owned(), spoken);
        let form = |(text, detail): &Form| item(rank, Kind::Form, text.replace("MACHINE", &name), *detail);
        forms.iter().map(form).collect()
    }

    fn in_guard(&self, rest: &str) -> Vec<Completion> {
        match self.subject(rest) {
            _ if rest.trim().is_empty() => {
                let name = self.machine().map(spoken).unwrap_or_default();
                let forms = [
                    item(2, Kind::Form, format!("{name} is in #$0"), "the state"),
                    item(3, Kind::Form, "that failed", "the step above failed"),
                    item(3, Kind::Form, "not ", "the opposite"),
                ];
                let mut items = self.guards(1);
                items.extend(forms.into_iter().filter(|form| !form.text.starts_with(' ')));
                items
            }
            Subject::Machine => self.forms(STATE_CONDITIONS, 1),
            Subject::Variable(name) => self.comparisons(name),
            _ => Vec::new(),
        }
    }

    fn in_assertion(&self, rest: &str) -> Vec<Completion> {
        match self.subject(rest) {
            _ if rest.trim().is_empty() => {
                let block = if self.around.block == Block::Rules { Block::Rules } else { Block::Expect };
                let forms = forms_of(block, false).iter();
                let forms: Vec<Form> =
                    forms.filter_map(|(text, detail)| Some((text.strip_prefix("= ")?, *detail))).collect();
                let mut items = self.forms(&forms, 2);
                items.extend(
                    self.actions(3)
                        .into_iter()
                        .map(|action| Completion { text: format!("{} was called", action.text), ..action }),
                );
                items
            }
            Subject::Machine => {
                let mut items = self.forms(STATE_CONDITIONS, 1);
                items.extend(self.forms(HISTORY, 2));
                items
            }
            Subject::Party => {
                let mut items = self.forms(RECEIVED, 1);
                items.extend(self.forms(STATE_CONDITIONS, 2));
                items
            }
            Subject::Event => self.forms(EMITTED, 1),
            Subject::Variable(name) => self.comparisons(name),
            Subject::Other => Vec::new(),
        }
    }

    fn in_line(&self, before: &str) -> Vec<Completion> {
        let first = before.split_whitespace().next().unwrap_or_default();
        match first {
            "on" | "on>" => self.after_event(before),
            "emit" => self.after_emit(before),
            "start" | "schedule" | "after" => after_timer(before),
            "for" if before.starts_with("for scenario:") => self.scenarios(),
            "for" if !before.contains(" in ") && before.contains('$') => {
                vec![item(1, Kind::Form, "in $$0", "the list")]
            }
            "cancel" => vec![item(1, Kind::Form, "timer", "the timer of this state")],
            "starts" | "ends" if !before.contains(" in ") => vec![item(1, Kind::Form, "in #$0", "states")],
            _ => match self.subject(before) {
                Subject::Machine if self.around.block == Block::Steps => self.forms(MOVES, 1),
                Subject::Machine => self.forms(STATE_CONDITIONS, 1),
                Subject::Variable(name) if self.around.block == Block::Steps => self.updates(name),
                Subject::Variable(_) => vec![item(1, Kind::Form, "is ", "its value")],
                Subject::Party if self.around.block == Block::Given => {
                    vec![
                        item(1, Kind::Form, "answers :$0", "what it answers"),
                        item(2, Kind::Form, "is in #$0", "its state"),
                    ]
                }
                _ => Vec::new(),
            },
        }
    }

    /// What can follow the event of a handler.
    fn after_event(&self, before: &str) -> Vec<Completion> {
        let Some(event) = event_of_line(before) else {
            if before.trim_end() != "on" {
                return Vec::new();
            }
            return self.forms(
                &[("entering #$0", "each move to a state"), ("leaving #$0", "each move from a state")],
                2,
            );
        };
        let Some(machine) = self.machine() else { return Vec::new() };
        let words = before.trim_end();
        if words.ends_with(" in") {
            return vec![item(1, Kind::Form, "any state", "every state accepts it")];
        }
        if [" from", " except", " with", ","].iter().any(|end| words.ends_with(end)) {
            return Vec::new();
        }
        let mut items = Vec::new();
        if !before.contains(" from ") {
            for (id, from) in senders(machine, event) {
                let Some(from) = from else { continue };
                let rank = if machine.events[id].handlers.is_empty() { 1 } else { 2 };
                let from = words::party(self.model(), from);
                items.push(item(rank, Kind::Form, format!("from {from}"), format!("{from} sends it")));
            }
            items.push(item(3, Kind::Form, "from @$0", "who sends it"));
        }
        if !before.contains(" in ") {
            items.push(item(3, Kind::Form, "in #$0", "the states that accept it"));
            items.push(item(4, Kind::Form, "in any state", "every state accepts it"));
        } else if before.ends_with("any state ") {
            items.push(item(1, Kind::Form, "except #$0", "but not these"));
        }
        items.push(item(5, Kind::Form, "with $$0", "what comes with it"));
        items
    }

    /// What can follow the event of an emit.
    fn after_emit(&self, before: &str) -> Vec<Completion> {
        let Some(event) = event_of_line(before) else { return Vec::new() };
        let Some((_, to)) = before.split_once(" to ") else {
            return self.receivers(event);
        };
        if before.contains(" with ") || before.trim_end().ends_with(" with") {
            return self.wanted_fields(before);
        }
        if to.contains(['@', '$']) {
            return vec![
                item(1, Kind::Form, "with ", "what is sent along"),
                item(2, Kind::Form, "with:", "the same, as a table"),
            ];
        }
        vec![
            item(1, Kind::Form, "a new @$0", "a new instance"),
            item(2, Kind::Form, "all @$0", "every instance"),
        ]
    }

    /// Who can get an event: who handles it, or got it before.
    fn receivers(&self, event: &str) -> Vec<Completion> {
        let machines = self.model().machines.iter().filter(|machine| !senders(machine, event).is_empty());
        let machines =
            machines.map(|machine| (format!("to @{}", machine.name.text), self.describes_keys(machine)));
        let actors = self.model().actors.iter();
        let actors = actors.filter(|actor| actor.messages.iter().any(|known| known.name.text == event));
        let actors = actors.map(|actor| (format!("to @{}", actor.name.text), "actor".to_owned()));
        let known = machines.chain(actors).map(|(text, detail)| item(1, Kind::Form, text, detail));
        let other = self.forms(
            &[
                ("to @$0", "who gets it"),
                ("to a new @$0", "a new instance"),
                ("to all @$0", "every instance"),
            ],
            2,
        );
        known.chain(other).collect()
    }

    /// Updates of a variable, by its type.
    fn updates(&self, name: &str) -> Vec<Completion> {
        let ty = self.type_of(name);
        let is_list = matches!(ty, Some(Type::Array(_)));
        let is_number = matches!(ty, Some(Type::Number | Type::Integer | Type::Duration | Type::Time));
        let (list, number) = if is_list {
            (1, 3)
        } else if is_number {
            (3, 1)
        } else {
            (3, 3)
        };
        let mut items = vec![
            item(2, Kind::Form, "becomes ", "its new value"),
            item(2, Kind::Form, "comes from ", "a phrase that the program answers"),
            item(3, Kind::Form, "clears", "the zero of its type"),
        ];
        if is_list || ty.is_none() || ty == Some(Type::Any) {
            items.push(item(list, Kind::Form, "adds ", "an item at the end"));
            items.push(item(list, Kind::Form, "removes ", "the first equal item"));
        }
        if is_number || ty.is_none() || ty == Some(Type::Any) {
            items.push(item(number, Kind::Form, "increases by ", "more"));
            items.push(item(number, Kind::Form, "decreases by ", "less"));
        }
        items
    }

    /// Comparisons of a variable, by its type.
    fn comparisons(&self, name: &str) -> Vec<Completion> {
        let ty = self.type_of(name);
        let mut forms: Vec<Form> =
            vec![("is ", "equal"), ("is not ", "not equal"), ("is empty", "the zero of its type")];
        match ty {
            Some(Type::Array(_)) => {
                forms.extend([("contains ", "has the item"), ("has items", "is not empty")]);
            }
            Some(Type::Number | Type::Integer | Type::Time | Type::Duration) => forms.extend([
                ("is at least ", "not less"),
                ("is at most ", "not more"),
                ("is greater than ", "more"),
                ("is less than ", "less"),
                ("is between ", "both ends included"),
            ]),
            _ => forms.push(("is one of ", "equal to one")),
        }
        let mut items = self.forms(&forms, 2);
        if let Some(Type::Choice(id)) = ty {
            let texts = self.model().choices[id].texts.iter();
            items.extend(
                texts.map(|text| item(1, Kind::Value, format!("is {text:?}"), "a text of the choice")),
            );
        }
        items
    }

    /// The scenarios of the tested machine.
    fn scenarios(&self) -> Vec<Completion> {
        let Some(machine) = self.machine() else { return Vec::new() };
        let names = machine.scenarios.iter().filter_map(|scenario| scenario.name.as_ref());
        names.map(|name| item(1, Kind::Scenario, name.text.clone(), "scenario")).collect()
    }

    /// The types, after `$name:`.
    fn types_after(&self, before: &str) -> Vec<Completion> {
        let Some(name) = before.trim_end().strip_suffix(':').filter(|_| before.contains('$')) else {
            return Vec::new();
        };
        let is_variable =
            name.rfind('$').is_some_and(|at| name[at + 1..].chars().all(is_word_char) && at + 1 < name.len());
        if !is_variable {
            return Vec::new();
        }
        let references = self.model().machines.iter();
        let references = references
            .map(|machine| item(2, Kind::Machine, format!("@{}", machine.name.text), "an instance"));
        TYPES.iter().map(|name| item(1, Kind::Type, *name, "type")).chain(references).collect()
    }

    /// The subject of the line, if the line has no other words yet.
    fn subject<'l>(&self, words: &'l str) -> Subject<'l> {
        let words = words.trim();
        let Some(machine) = self.machine() else { return Subject::Other };
        let is_machine = |words: &str| {
            let name = words.trim_start_matches("the ").replace(' ', "_");
            name == machine.name.text || find_machine(self.model(), &name).is_some()
        };
        match words.split_at_checked(1) {
            Some(("$", name)) if is_typed(name) => {
                Subject::Variable(name.split(':').next().unwrap_or_default())
            }
            Some(("$", name)) if name.chars().all(|c| is_word_char(c) || c == '.') => Subject::Variable(name),
            Some(("@", name)) if name.chars().all(is_word_char) => Subject::Party,
            Some((":", name)) if name.chars().all(is_word_char) => Subject::Event,
            _ if is_machine(words) => Subject::Machine,
            _ => Subject::Other,
        }
    }
}

/// What a line is about.
enum Subject<'l> {
    Machine,
    Party,
    Event,
    Variable(&'l str),
    Other,
}

/// Whether a variable's name is followed by its type, and nothing more: `total: number`.
fn is_typed(words: &str) -> bool {
    let Some((name, ty)) = words.split_once(": ") else { return false };
    let ty = ty.trim();
    let is_type = match ty.strip_prefix("one of ") {
        Some(texts) => texts.ends_with('"'),
        None => {
            let item = ty.strip_prefix("array of ").unwrap_or(ty);
            let is_reference = item.strip_prefix('@').is_some_and(|name| name.chars().all(is_word_char));
            let is_name = |form: &&str| form.split(' ').next() == Some(item);
            is_reference || TYPES.iter().any(is_name)
        }
    };
    is_type && name.chars().all(is_word_char)
}

fn after_timer(before: &str) -> Vec<Completion> {
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let has_length = before.contains(" for ") || before.contains(" every ") || before.starts_with("after ");
    if last.chars().all(|c| c.is_ascii_digit()) && has_length {
        let unit = |unit: &&'static str| if last == "1" { unit.trim_end_matches('s') } else { *unit };
        return UNITS.iter().map(|each| item(1, Kind::Form, unit(each), "a unit of time")).collect();
    }
    if has_length || before.contains(" until ") {
        return Vec::new();
    }
    let timer = item(1, Kind::Form, "timer ", "an event of time, unless the state changes");
    if before.trim() == "start" {
        return vec![timer];
    }
    vec![
        item(1, Kind::Form, "for $0", "after this time"),
        item(2, Kind::Form, "every $0", "again and again"),
        item(3, Kind::Form, "until $0", "at this time"),
    ]
}

fn split_mark(line: &str) -> (&str, &str) {
    let end = line.find(|c| c != '?' && c != '=').unwrap_or(line.len());
    line.split_at(end)
}

/// The name of a machine in words.
fn spoken(machine: &Machine) -> String {
    machine.name.text.replace('_', " ")
}
