//! What a line can begin with: what the specification determines, then the forms of the block, the likely ones first.
//!
//! The lines above decide what is likely: a scenario begins with its facts, a handler that has moved does not move again, an
//! `otherwise` needs a guard above it. A form that the language would reject at the place is not offered.

use flow_model::model::Origin;
use flow_model::words;

use super::forms::{Form, IN_WHEN, OF_MARGIN, forms_of};
use super::{Completion, Kind, Request, item};
use crate::analysis::surroundings::{Block, Siblings};

/// The rank of a form that is not likelier than others.
const OTHER: u8 = 4;

/// The beginnings of lines that a payload can follow.
const WITH_PAYLOAD: &[&str] = &["emit ", "schedule ", "start timer "];

impl Request<'_> {
    /// What a line can begin with.
    pub(super) fn line_starts(&self) -> Vec<Completion> {
        let siblings = Siblings::of(&self.text[..self.start], self.column);
        let mut items = match self.around.block {
            Block::File => self.file_starts(),
            Block::Machine => self.machine_starts(&siblings),
            Block::Scenario => self.scenario_starts(&siblings),
            Block::Steps => self.step_starts(&siblings),
            Block::Given => self.given_starts(&siblings),
            Block::Expect => self.assertion_starts(&siblings),
            Block::Rules => self.rule_starts(&siblings),
            Block::Assume if self.around.is_test => self.assumed_answers(),
            Block::Assume => self.facts(1),
            Block::Values | Block::Payload => self.rows(&siblings),
            Block::Table => self.rows_of_fact(&siblings),
            block => self.forms(forms_of(block, self.is_test_file), OTHER),
        };
        if self.column == 0 && !matches!(self.around.block, Block::File | Block::Scenario) {
            let forms = if self.is_test_file { forms_of(Block::File, true) } else { OF_MARGIN };
            items.extend(self.forms(forms, OTHER + 1));
        }
        items
    }

    fn file_starts(&self) -> Vec<Completion> {
        let mut items = self.forms(forms_of(Block::File, self.is_test_file), 2);
        if self.is_test_file {
            items.extend(self.forms(&[("test: $0", "the tests of a system")], 3));
            return items;
        }
        let above = &self.text[..self.start];
        let has = |header: &str| above.lines().any(|line| line.trim_start().starts_with(header));
        let (has_machine, has_system) = (has("machine:"), has("system:"));
        items.retain(|item| match item.text.split(':').next() {
            Some("system") => !has_machine && !has_system,
            Some("uses") => !has_machine && !has("uses:"),
            Some("rules") => has_system,
            _ => true,
        });
        let is_loose =
            !self.model().machines.is_empty() && !has_machine && !has_system && above.trim().is_empty();
        set_rank(&mut items, 1, &[if is_loose { "scenario:" } else { "machine:" }]);
        items
    }

    fn machine_starts(&self, siblings: &Siblings) -> Vec<Completion> {
        let mut items = self.forms(forms_of(Block::Machine, false), OTHER);
        items.retain(|item| match item.text.split(' ').next() {
            Some("starts") => !siblings.has("starts in"),
            Some("ends") => !siblings.has("ends in"),
            Some("one") => !siblings.has("one for"),
            _ => true,
        });
        if siblings.follows(&["on", "on>"]) {
            set_rank(&mut items, 1, &["on :", "on> :"]);
            items.extend(self.known_handlers());
        }
        set_rank(&mut items, 1, &["scenario:"]);
        set_rank(&mut items, 2, &["on> :", "on :"]);
        if self.column == 0 {
            items.extend(self.known_machines(OTHER));
        }
        items
    }

    fn scenario_starts(&self, siblings: &Siblings) -> Vec<Completion> {
        let mut items = self.forms(forms_of(Block::Scenario, false), OTHER);
        if self.column == 0 {
            items.extend(self.forms(OF_MARGIN, OTHER));
        }
        // Below the lines of a scenario, in the column of its header or before it: only another header can follow.
        let is_end = !siblings.is_first && siblings.lines.is_empty();
        if is_end {
            let is_before = self.around.scenario_column.is_some_and(|column| self.column < column);
            items.retain(|item| !item.text.starts_with("expect:") && !item.text.starts_with("given:"));
            set_rank(&mut items, 1, &[if is_before { "machine:" } else { "scenario:" }]);
            set_rank(&mut items, 2, &["scenario:"]);
            if self.column == 0 {
                items.extend(self.known_machines(if is_before { 0 } else { 2 }));
            }
            return items;
        }
        let (has_given, has_handler) = (siblings.has("given:"), siblings.has("on"));
        items.retain(|item| match item.text.as_str() {
            "given:" => !has_given && !has_handler,
            "expect:" => has_handler && !siblings.has("expect:"),
            _ => true,
        });
        // A machine that is spoken to begins with what it is sent, and its first story with that.
        let is_sent_to = self.machine().is_some_and(|machine| {
            machine.scenarios.iter().all(|scenario| scenario.handlers.is_empty())
                && machine.events.iter().any(|event| event.handlers.is_empty())
        });
        let handlers = self.known_handlers();
        match () {
            () if siblings.has("expect:") => set_rank(&mut items, 1, &["scenario:"]),
            () if has_handler => {
                let is_waiting = self.progress.as_ref().is_none_or(|progress| progress.is_waiting());
                set_rank(&mut items, 2, &["on :", "expect:", "on> :"]);
                set_rank(&mut items, 1, &[if is_waiting { "on :" } else { "expect:" }]);
                items.splice(0..0, handlers);
            }
            () if has_given || is_sent_to => {
                set_rank(&mut items, 1, &["on> :"]);
                set_rank(&mut items, 2, &["on :", "given:"]);
                items.splice(0..0, handlers);
            }
            () => {
                set_rank(&mut items, 0, &["given:"]);
                set_rank(&mut items, 2, &["on> :", "on :"]);
                items.extend(handlers);
            }
        }
        items
    }

    fn step_starts(&self, siblings: &Siblings) -> Vec<Completion> {
        let owner = self.around.owner.as_str();
        if WITH_PAYLOAD.iter().any(|start| owner.starts_with(start)) {
            return self.forms(&[("with:", "a payload, as a table")], 1);
        }
        let mut items = self.forms(forms_of(Block::Steps, false), OTHER);
        let is_top = owner.starts_with("on");
        let follows_guard = siblings.follows(&["?"]);
        let in_loop = !self.around.items.is_empty();
        let is_possible = |text: &str| match text.split([' ', ':']).next().unwrap_or_default() {
            "otherwise" => follows_guard,
            "ignore" | "defer" => is_top && siblings.is_first && !self.around.is_crossing,
            "with" => is_top && siblings.is_first && !self.around.is_crossing,
            "given" => is_top && !siblings.has("given:") && !self.around.is_crossing,
            "expect" => is_top && !siblings.is_first && !siblings.has("expect:") && !self.around.is_crossing,
            "reject" => !self.around.is_crossing,
            _ => true,
        };
        items.retain(|item| is_possible(&item.text));
        let moves = self.move_start();
        if in_loop || self.around.is_crossing {
            items.retain(|item| item.text != moves);
        }
        let has_moved = siblings.lines.iter().any(|line| is_move(line));
        match has_moved {
            true if siblings.follows(&["emit "]) => {
                set_rank(&mut items, 1, &["expect:"]);
                set_rank(&mut items, 2, &["emit :"]);
            }
            true => set_rank(&mut items, 1, &["emit :", "expect:"]),
            false => set_rank(&mut items, 1, &[&moves, "emit :", "? "]),
        }
        if siblings.has("expect:") {
            items.retain(|item| item.text == "given:");
        }
        if follows_guard {
            set_rank(&mut items, 1, &["otherwise", "? "]);
            set_rank(&mut items, 2, &["emit :", &moves, "expect:"]);
        }
        items.extend(self.actions(2));
        items.extend(self.kept_fields());
        let known = self.known_steps();
        // Of several answers, each needs its condition.
        if is_top && known.len() > 1 && known.iter().all(|step| step.text.starts_with("emit ")) {
            set_rank(&mut items, 0, &["? "]);
        }
        items.extend(known);
        items
    }

    /// `order moves to #$0`.
    fn move_start(&self) -> String {
        self.forms(&[("MACHINE moves to #$0", "")], 0).remove(0).text
    }

    fn given_starts(&self, siblings: &Siblings) -> Vec<Completion> {
        let mut items = self.forms(forms_of(Block::Given, false), OTHER);
        if self.around.is_test {
            items.extend(self.known_facts_of_story());
        }
        if self.around.handler.is_some() {
            items.extend(self.field_facts(siblings));
            set_rank(&mut items, 2, &["after "]);
            items.extend(self.facts(3));
            return items;
        }
        items.extend(self.known_facts(siblings));
        items.extend(self.input_facts(siblings));
        // A fact with a table has a colon, and what is written already is no fact again.
        let is_new = |fact: &Completion| {
            let table = format!("{}:", fact.text);
            let is_written = siblings.lines.iter().any(|line| *line == fact.text || *line == table);
            !is_written && !items.iter().any(|known| known.text == table)
        };
        let facts: Vec<Completion> = self.facts(2).into_iter().filter(is_new).collect();
        let denied = self.guards(OTHER).into_iter().map(|guard| extended(guard, " is false", "the opposite"));
        let failed =
            self.actions(OTHER).into_iter().map(|action| extended(action, " throws \"$0\"", "it fails"));
        items.extend(facts.into_iter().chain(denied).chain(failed));
        items.retain(|item| !item.text.starts_with("after "));
        items
    }

    /// The variables that nothing but a `given:` can set.
    fn input_facts(&self, siblings: &Siblings) -> Vec<Completion> {
        let Some(machine) = self.machine() else { return Vec::new() };
        let is_input = |origin: Origin| origin != Origin::Set;
        let inputs = machine.variables.iter().filter(|variable| is_input(variable.origin));
        let inputs = inputs.filter(|variable| !siblings.has(&format!("${}", variable.name.text)));
        let fact = inputs.map(|variable| {
            let ty = words::ty(self.model(), &variable.ty);
            item(
                2,
                Kind::Variable,
                format!("${} is ", variable.name.text),
                format!("{ty}, which no handler sets"),
            )
        });
        fact.collect()
    }

    fn assertion_starts(&self, siblings: &Siblings) -> Vec<Completion> {
        let mut items = self.known_assertions(siblings);
        items.extend(self.forms(forms_of(Block::Expect, false), 2));
        items
    }

    fn rule_starts(&self, siblings: &Siblings) -> Vec<Completion> {
        if self.around.owner.starts_with("when") {
            return self.forms(IN_WHEN, 1);
        }
        let mut items = self.forms(forms_of(Block::Rules, false), 2);
        items.retain(|item| item.text != "assume:" || !siblings.has("assume:"));
        items
    }

    /// What a test can fix: answers of guards, and failures of actions.
    fn assumed_answers(&self) -> Vec<Completion> {
        let guards = self.guards(1).into_iter();
        let guards = guards.map(|guard| {
            let fixed = extended(guard, " = false", "what the guard answers");
            Completion { text: format!("? {}", fixed.text), ..fixed }
        });
        let actions =
            self.actions(2).into_iter().map(|action| extended(action, " throws \"$0\"", "it fails"));
        let forms = self.forms(forms_of(Block::Assume, true), 3);
        guards.chain(actions).chain(forms).collect()
    }

    /// Headers of machines that are spoken to and do not exist yet.
    fn known_machines(&self, rank: u8) -> Vec<Completion> {
        let names = self.unwritten_machines().into_iter().filter(|name| name.rank == 1);
        names.map(|name| Completion { text: format!("machine: {}", name.text), rank, ..name }).collect()
    }

    /// Forms with the name of the machine in them.
    pub(super) fn forms(&self, forms: &[Form], rank: u8) -> Vec<Completion> {
        let name = self.machine().map_or_else(|| "machine".to_owned(), super::words::spoken);
        let form = |(text, detail): &Form| item(rank, Kind::Form, text.replace("MACHINE", &name), *detail);
        forms.iter().map(form).collect()
    }
}

/// A phrase with words after it.
pub(super) fn extended(phrase: Completion, words: &str, detail: &str) -> Completion {
    Completion { text: phrase.text + words, kind: Kind::Form, detail: detail.to_owned(), ..phrase }
}

/// Whether a line is a transition.
fn is_move(line: &str) -> bool {
    const VERBS: &[&str] = &[" moves to #", " transitions to #", " enters #", " becomes #", " changes to #"];
    VERBS.iter().any(|verb| line.contains(verb))
}

/// Changes the rank of the items that begin with some words.
fn set_rank(items: &mut [Completion], rank: u8, beginnings: &[&str]) {
    let begins = |item: &Completion| beginnings.iter().any(|beginning| item.text.starts_with(beginning));
    items.iter_mut().filter(|item| begins(item)).for_each(|item| item.rank = rank);
}
