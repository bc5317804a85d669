//! `build_file`: the top level of a file: a system, its uses, machines, loose scenarios and tests (reference#structure).
//!
//! Headers have ranks, so the nodes may be at any column. A misplaced line is reported here, once, with all that is
//! under it; no other block reports lines that are not its own.

use crate::ast::{File, Instances, Machine, Name, Scenario, StateGroup, States, Use};
use crate::block::Builder;
use crate::diagnostic;
use crate::gather::Gather;
use crate::grammar::Rule;
use crate::hints::{self, Place, is_comment};
use crate::kind::{Header, Kind};
use crate::layout::Node;
use crate::line::{Piece, Reader};
use crate::lines::Line;
use crate::text::single_spaced;

const MACHINE_FORMS: [&str; 1] = ["machine: @order"];
const USE_FORMS: [&str; 1] = ["@fine from \"./fine.flow\""];
const STATE_FORMS: [&str; 2] = ["starts in #idle", "#idle"];
const GROUP_FORMS: [&str; 1] = ["#open is #new, #assigned"];
const ENDS_FORMS: [&str; 1] = ["ends in #closed, #lost"];
const INSTANCES_FORMS: [&str; 2] = ["one for all", "one for each $account_id"];
const TOP_HELP: &str =
    "a file begins with 'machine: @name', or with 'scenario: name' if it holds loose scenarios";
const MACHINE_HELP: &str =
    "below a machine are its states, scenarios, handlers and rules; a handler is 'on :event from @actor'";

/// Builds the tree of a file from its nested lines.
pub(crate) fn build_file<'l>(lines: &'l [Line<'l>], nodes: &[Node], reader: Reader<'_>) -> File {
    let mut builder = Builder {
        lines,
        reader,
        #[cfg(feature = "tools")]
        text: "",
        #[cfg(feature = "tools")]
        reuse: None,
        #[cfg(feature = "tools")]
        unread: super::unread::Unread::default(),
    };
    builder.build_whole_file(nodes)
}

/// Whether a line begins like one that names states, so that it is reported as one: its `#` is missing.
fn names_states(text: &str) -> bool {
    text.starts_with("starts in ") || text.starts_with("ends in ")
}

/// Whether a line begins like one for the number of instances.
fn counts_instances(text: &str) -> bool {
    let begins = |pattern: &[&str]| {
        text.split_whitespace().zip(pattern).filter(|(a, b)| a == *b).count() == pattern.len()
    };
    begins(&["one", "for", "all"]) || begins(&["one", "for", "each"])
}

impl Builder<'_, '_> {
    /// Builds the tree of the file.
    pub(super) fn build_whole_file(&mut self, nodes: &[Node]) -> File {
        let mut file = File::default();
        self.build_top_level(&mut file, nodes, false);
        self.report_repeated_uses(&file);
        #[cfg(feature = "tools")]
        self.unread.move_headers_to(&mut file);
        file
    }

    fn build_top_level(&mut self, file: &mut File, nodes: &[Node], in_system: bool) {
        let mut homeless = false;
        for node in nodes {
            let kind = self.kind(node);
            if kind.rank().is_none() && std::mem::replace(&mut homeless, kind.rank().is_none()) {
                continue;
            }
            homeless = kind.rank().is_none();
            match kind {
                Kind::Header(Header::System) => self.build_system(file, node),
                Kind::Header(Header::Uses) => self.uses(file, node),
                Kind::Header(Header::Machine) => file.machines.extend(self.build_machine(node)),
                Kind::Header(Header::Scenario) => file.loose.push(self.build_scenario(node)),
                Kind::Header(Header::Rules) if in_system => file.rules.push(self.build_rules(node)),
                Kind::Header(Header::Test) => file.tests.extend(self.test(node)),
                _ => self.report_misplaced(node, "outside of a machine or scenario", TOP_HELP),
            }
        }
    }

    /// `system: name`; machines are below it by their rank.
    fn build_system(&mut self, file: &mut File, node: &Node) {
        let name = self.free_name(node, "a system", "system: city library");
        if let (Some(first), Some(again)) = (&file.system, &name) {
            let (first, again) = (first.span, again.span);
            self.report(diagnostic::Name::DuplicateName, again, "a file names one system")
                .label(first, "it is named here already");
        } else {
            file.system = name;
        }
        self.build_top_level(file, &node.children, true);
    }

    /// The free text after a header.
    pub(super) fn free_name(&mut self, node: &Node, what: &str, example: &str) -> Option<Name> {
        let rest = self.text_after_colon(node)?;
        if !rest.text.is_empty() {
            return Some(Name { text: single_spaced(rest.text), span: self.reader.piece_span(rest) });
        }
        let span = self.span(node);
        self.report(diagnostic::Name::Syntax, span, format!("{what} needs a name"))
            .help(format!("the name follows the ':', as in '{example}'"));
        None
    }

    fn uses(&mut self, file: &mut File, node: &Node) {
        self.report_text_after_header(node, "each file is on a line of its own below 'uses:'");
        for child in &node.children {
            if self.kind(child) == Kind::Words {
                let used = self.piece(child).and_then(|piece| self.build_use(piece));
                file.uses.extend(used);
                self.report_lines_below(child);
            } else {
                self.report_misplaced(
                    child,
                    "under 'uses:'",
                    "a line under 'uses:' is '@fine from \"./fine.flow\"'",
                );
            }
        }
    }

    /// Reports files that are used twice, below one header or several.
    fn report_repeated_uses(&mut self, file: &File) {
        let line = |line: &Use| Name {
            text: format!("'@{}' from '{}'", line.machine.text, line.path.text),
            span: line.span,
        };
        let lines: Vec<_> = file.uses.iter().map(line).gather();
        let names: Vec<_> = lines.iter().gather();
        self.reader.report_repeated(&names, |line| format!("this file uses {line} twice"));
    }

    fn build_use(&mut self, piece: Piece<'_>) -> Option<Use> {
        let reader = &mut self.reader;
        let span = reader.piece_span(piece);
        let mut tokens = reader.read_form(Rule::use_line, piece, &USE_FORMS)?;
        let machine = reader.read_name(&tokens.next()?);
        let path = tokens.find(|token| token.as_rule() == Rule::text)?;
        Some(Use { machine, path: reader.read_path_text(&path), span })
    }

    fn build_machine(&mut self, node: &Node) -> Option<Machine> {
        #[cfg(feature = "tools")]
        if let Some(machine) = self.take_known_machine(node) {
            return Some(machine);
        }
        let name = self.build_machine_name(node);
        if let Some(name) = &name {
            self.reader.subject.clone_from(&name.text);
        }
        let mut states = States::default();
        let mut instances = None;
        let mut scenarios: Vec<Scenario> = Vec::new();
        let (mut rules, mut crossings) = (Vec::new(), Vec::new());
        for child in &node.children {
            match self.kind(child) {
                Kind::State => self.build_state_line(child, &mut states),
                Kind::Words if names_states(&self.line(child).text) => {
                    self.build_state_line(child, &mut states);
                }
                Kind::Words if counts_instances(&self.line(child).text) => {
                    self.build_instances_line(child, &mut instances);
                }
                Kind::Header(Header::Scenario) => scenarios.push(self.build_scenario(child)),
                Kind::Header(Header::Rules) => rules.push(self.build_rules(child)),
                Kind::On => self.build_bare_handler(child, &mut scenarios),
                Kind::Crossing => crossings.extend(self.build_crossing(child)),
                kind => {
                    let help = hints::help(Place::Machine, &self.line(child).text);
                    let help = help.filter(|_| kind == Kind::Words);
                    self.report_misplaced(
                        child,
                        "directly below a machine",
                        help.as_deref().unwrap_or(MACHINE_HELP),
                    );
                }
            }
        }
        self.finish_states(&mut states);
        #[cfg(feature = "tools")]
        let unread = self.unread.take_blocks();
        let is_named = name.is_some();
        let machine = Machine {
            name: name.unwrap_or_else(|| self.header_text(node)),
            states,
            instances,
            scenarios,
            crossings,
            rules,
            #[cfg(feature = "tools")]
            unread,
            span: self.span(node),
        };
        if is_named {
            return Some(machine);
        }
        #[cfg(feature = "tools")]
        self.unread.machines.push(machine);
        None
    }

    fn build_machine_name(&mut self, node: &Node) -> Option<Name> {
        let piece = self.piece(node)?;
        if self.has_no_colon(node) {
            let actor = piece.after("machine".len());
            let mut tokens = self.reader.read(Rule::actor, actor).ok()?;
            return Some(self.reader.read_name(&tokens.next()?));
        }
        let (rule, piece) = match piece.text.starts_with("machine") {
            true => (Rule::machine_line, piece),
            // The word is misspelt, which has been reported.
            false => (Rule::actor_name, self.text_after_colon(node)?),
        };
        let mut tokens = self.reader.read_form(rule, piece, &MACHINE_FORMS)?;
        Some(self.reader.read_name(&tokens.next()?))
    }

    fn build_state_line(&mut self, node: &Node, states: &mut States) {
        let Some(piece) = self.piece(node) else { return };
        if is_comment(piece.text) {
            return self.report_misplaced(node, "directly below a machine", MACHINE_HELP);
        }
        let (rule, forms): (_, &[&str]) = match piece.text.as_bytes().first() {
            Some(b's') => (Rule::starts_line, &STATE_FORMS),
            Some(b'e') => (Rule::ends_line, &ENDS_FORMS),
            _ if piece.text.contains(' ') => (Rule::group_line, &GROUP_FORMS),
            _ => (Rule::state_line, &STATE_FORMS),
        };
        let Some(tokens) = self.reader.read_form(rule, piece, forms) else { return };
        let named = tokens.filter(|token| token.as_rule() == Rule::state);
        let mut named: Vec<Name> = named.map(|token| self.reader.read_name(&token)).gather();
        match rule {
            Rule::starts_line => self.set_initial_state(states, named.pop()),
            Rule::ends_line => states.ends_in.append(&mut named),
            Rule::group_line => self.add_group(states, named),
            _ => states.list.append(&mut named),
        }
    }

    fn add_group(&mut self, states: &mut States, mut members: Vec<Name>) {
        let name = members.remove(0);
        self.reader.keep_first(
            &mut members,
            |state| state,
            |name| format!("this group holds '#{name}' twice"),
        );
        states.groups.push(StateGroup { name, members });
    }

    fn build_instances_line(&mut self, node: &Node, instances: &mut Option<Instances>) {
        let Some(piece) = self.piece(node) else { return };
        let span = self.reader.piece_span(piece);
        self.report_lines_below(node);
        let Some(tokens) = self.reader.read_form(Rule::one_line, piece, &INSTANCES_FORMS) else { return };
        let keys = tokens.filter(|token| token.as_rule() == Rule::path);
        let keys: Option<Vec<Name>> = keys.map(|key| self.reader.read_whole_variable(&key)).collect();
        let Some(mut keys) = keys else { return };
        self.reader.keep_first(&mut keys, |key| key, |key| format!("'one for each' names '${key}' twice"));
        match instances {
            Some(first) => {
                let first = first.span;
                self.report(diagnostic::Name::DuplicateName, span, "a machine says once how many there are")
                    .label(first, "it is said here already");
            }
            None => *instances = Some(Instances { keys, span }),
        }
    }

    fn set_initial_state(&mut self, states: &mut States, state: Option<Name>) {
        match (&states.starts_in, state) {
            (Some(first), Some(again)) => {
                let (first, again) = (first.span, again.span);
                self.report(diagnostic::Name::DuplicateName, again, "a machine starts in one state")
                    .label(first, "it is named here already");
            }
            (_, state) => states.starts_in = state,
        }
    }

    /// One lone `#name` is the state the machine starts in; two or more are its list (reference#structure).
    fn finish_states(&mut self, states: &mut States) {
        if states.starts_in.is_none() && states.list.len() == 1 {
            states.starts_in = states.list.pop();
        }
        self.reader.keep_first(
            &mut states.ends_in,
            |state| state,
            |name| format!("'ends in' names '#{name}' twice"),
        );
    }

    /// A handler directly below its machine joins the current nameless scenario.
    fn build_bare_handler(&mut self, node: &Node, scenarios: &mut Vec<Scenario>) {
        let Some(handler) = self.build_lone_handler(node) else { return };
        match scenarios.last_mut().filter(|scenario| scenario.name.is_none()) {
            Some(scenario) => scenario.handlers.push(handler),
            None => scenarios.push(Scenario {
                name: None,
                given: Vec::new(),
                span: handler.span,
                handlers: vec![handler],
                crossings: Vec::new(),
                expect: Vec::new(),
                #[cfg(feature = "tools")]
                unread: Vec::new(),
            }),
        }
    }
}
