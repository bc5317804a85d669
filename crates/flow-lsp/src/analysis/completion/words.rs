//! What can be written where no sigil is: the forms of the block, what follows the words so far, and phrases used before.
//!
//! The first word of the line, or its mark, determines its kind. Forms that the language does not have at the place are not
//! offered, so that a chosen one can be read.

use flow_model::model::{Machine, Type};
use flow_model::words;

use super::forms::{EMITTED, Form, HISTORY, MOVES, RECEIVED, STATE_CONDITIONS, TYPES, UNITS, forms_of};
use super::names::{event_of_line, senders};
use super::{Completion, Kind, Request, find_machine, item};
use crate::analysis::surroundings::{Block, Siblings};
use crate::analysis::token::is_word_char;

impl Request<'_> {
    pub(super) fn words(&self) -> Vec<Completion> {
        let before = self.before();
        if before.trim().is_empty() {
            return self.line_starts();
        }
        if before.starts_with('|') {
            return self.cells();
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

    fn in_guard(&self, rest: &str) -> Vec<Completion> {
        match self.subject(rest) {
            _ if rest.trim().is_empty() && self.around.block == Block::Assume => {
                let answers = [(1, " = false"), (2, " = true")].into_iter();
                let fixed = |guard, words| super::lines::extended(guard, words, "what the guard answers");
                answers
                    .flat_map(|(rank, words)| {
                        self.guards(rank).into_iter().map(move |guard| fixed(guard, words))
                    })
                    .collect()
            }
            _ if rest.trim().is_empty() => {
                let name = self.machine().map(spoken).unwrap_or_default();
                let forms = [
                    item(2, Kind::Form, format!("{name} is in #$0"), "the state"),
                    item(3, Kind::Form, "that failed", "the step above failed"),
                    item(3, Kind::Form, "not ", "the opposite"),
                ];
                let mut items = self.compared_above();
                items.extend(self.guards(1));
                items.extend(self.given_phrases(2));
                items.extend(forms.into_iter().filter(|form| !form.text.starts_with(' ')));
                items
            }
            Subject::Machine => self.forms(STATE_CONDITIONS, 1),
            Subject::Variable(name) => self.comparisons(name),
            _ => Vec::new(),
        }
    }

    /// What the guards above compare, the nearest first: the next one is often about the same.
    fn compared_above(&self) -> Vec<Completion> {
        let siblings = Siblings::of(&self.text[..self.start], self.column);
        let guards = siblings.lines.iter().map_while(|line| line.strip_prefix('?'));
        let subject = |guard: &str| {
            let guard = guard.trim_start_matches('?').trim();
            let end = OPERATORS.iter().filter_map(|operator| guard.find(operator)).min()?;
            Some(item(0, Kind::Phrase, format!("{} ", &guard[..end]), "compared above"))
        };
        guards.filter_map(subject).collect()
    }

    fn in_assertion(&self, rest: &str) -> Vec<Completion> {
        match self.subject(rest) {
            _ if rest.trim().is_empty() => {
                let block = if self.around.block == Block::Rules { Block::Rules } else { Block::Expect };
                let forms = forms_of(block, false).iter();
                let forms: Vec<Form> =
                    forms.filter_map(|(text, detail)| Some((text.strip_prefix("= ")?, *detail))).collect();
                let siblings = Siblings::of(&self.text[..self.start], self.column);
                let known =
                    if block == Block::Expect { self.known_assertions(&siblings) } else { Vec::new() };
                let claim = |item: Completion| {
                    let text = item.text.strip_prefix("= ")?.to_owned();
                    Some(Completion { text, ..item })
                };
                let mut items: Vec<Completion> = known.into_iter().filter_map(claim).collect();
                items.extend(self.forms(&forms, 2));
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
            _ if before.starts_with('$') && ends_before_value(before) => self.values_after(before),
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
        if before.contains(" with ") || words.ends_with(" with") {
            return self.declared_fields(machine, before);
        }
        if [" from", " except", ","].iter().any(|end| words.ends_with(end)) {
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
            let likely = if items.is_empty() { self.likely_senders(before) } else { Vec::new() };
            items.extend(
                likely.into_iter().map(|(party, why)| item(2, Kind::Form, format!("from {party}"), why)),
            );
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
            return self.payload_items(before);
        }
        if to.contains(['@', '$']) {
            let is_known = !self.fields_of_receiver(before).is_empty();
            let mut items = if is_known { self.wanted_fields(before) } else { Vec::new() };
            items.retain(|item| item.text.starts_with('$'));
            items.iter_mut().for_each(|item| item.text = format!("with {}", item.text));
            items.truncate(1);
            items.extend([
                item(1, Kind::Form, "with ", "what is sent along"),
                item(2, Kind::Form, "with:", "the same, as a table"),
            ]);
            return items;
        }
        vec![
            item(5, Kind::Form, "a new @$0", "a new instance"),
            item(5, Kind::Form, "all @$0", "every instance"),
        ]
    }

    /// Values for the variable that a line begins with, by its type.
    fn values_after(&self, before: &str) -> Vec<Completion> {
        let words = before.trim_start_matches(['?', '=', ' ', '$']);
        let name = &words[..words.find(|c| !is_word_char(c)).unwrap_or(words.len())];
        let written = words[name.len()..].strip_prefix(": ").and_then(|rest| rest.split(' ').next());
        let written = match written {
            Some("string") => Some(Type::String),
            Some("boolean") => Some(Type::Boolean),
            Some("time") => Some(Type::Time),
            _ => None,
        };
        self.literals(written.or_else(|| self.type_of(name)).as_ref())
    }

    /// Values of a type that can be written as they are.
    pub(super) fn literals(&self, ty: Option<&Type>) -> Vec<Completion> {
        let value = |text: &str, detail: &str| item(2, Kind::Value, text, detail);
        match ty {
            Some(Type::Choice(id)) => {
                let texts = self.model().choices[*id].texts.iter();
                texts.map(|text| item(1, Kind::Value, format!("{text:?}"), "a text of the choice")).collect()
            }
            Some(Type::Boolean) => vec![value("true", "boolean"), value("false", "boolean")],
            Some(Type::Time) => vec![value("now()", "the time at which it is read")],
            Some(Type::String) => vec![item(3, Kind::Form, "\"$0\"", "a text")],
            _ => Vec::new(),
        }
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
            5,
        );
        let likely = self.likely_receivers().into_iter();
        let likely =
            likely.map(|party| item(2, Kind::Form, format!("to {party}"), "it asked, or began the story"));
        known.chain(likely).chain(other).collect()
    }

    /// Updates of a variable, by its type.
    fn updates(&self, name: &str) -> Vec<Completion> {
        let written = self.line.split_once(": ").and_then(|(_, rest)| rest.split(' ').next());
        let ty = match written {
            Some("array") => Some(Type::Array(Box::new(Type::Any))),
            Some("number" | "integer" | "duration") => Some(Type::Number),
            _ => self.type_of(name),
        };
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
            item(if is_list { 2 } else { 1 }, Kind::Form, "becomes ", "its new value"),
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
                ("< ", "less"),
                ("<= ", "not more"),
                ("> ", "more"),
                (">= ", "not less"),
                ("= ", "equal"),
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

    /// The variable that plain words mean: `days since purchase`.
    fn spoken_variable(&self, words: &str) -> Option<&str> {
        let machine = self.machine()?;
        let mut variables = machine.variables.iter().map(|known| known.name.text.as_str());
        variables.find(|name| name.contains('_') && name.replace('_', " ") == words)
    }

    /// The subject of the line, if the line has no other words yet.
    fn subject<'l>(&'l self, words: &'l str) -> Subject<'l> {
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
            _ => match self.spoken_variable(words) {
                Some(name) => Subject::Variable(name),
                None => Subject::Other,
            },
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

/// The signs of comparisons.
const OPERATORS: &[&str] = &[" < ", " <= ", " > ", " >= ", " = ", " != "];

/// Whether a value is next in a line about a variable.
fn ends_before_value(before: &str) -> bool {
    const VERBS: &[&str] =
        &[" becomes ", " is ", " is not ", " equals ", " = ", " != ", " adds ", " removes "];
    VERBS.iter().any(|verb| before.ends_with(verb))
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
pub(super) fn spoken(machine: &Machine) -> String {
    machine.name.text.replace('_', " ")
}
