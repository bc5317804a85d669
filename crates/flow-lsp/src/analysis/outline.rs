//! The structure of a file: systems, machines, scenarios, handlers, tests, with the lines that belong to each.
//!
//! From the tree, so that it is there for a text with mistakes too. A block ends before the next header of its own rank or a higher
//! one (reference#headers); a handler ends with its last deeper line.

use std::collections::BTreeMap;

use flow_model::LoadedFile;
use flow_model::model::{HandlerId, Machine};
use flow_model::words;
use flow_project::Analysis;
use flow_syntax::ast;
use flow_syntax::source::{FileId, Source, Span};

/// One part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// The rest of its line, or derived facts.
    pub detail: String,
    /// Its kind.
    pub kind: Kind,
    /// All of its lines.
    pub range: Span,
    /// Its header.
    pub header: Span,
    /// The parts in it, in order.
    pub children: Vec<Item>,
}

/// The kinds of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The name of a system.
    System,
    /// A machine.
    Machine,
    /// A scenario.
    Scenario,
    /// A handler, or the steps where a state is entered or left.
    Handler,
    /// Rules.
    Rules,
    /// The tests of a machine or a system, or of one of its scenarios or events.
    Tests,
    /// One test.
    Case,
}

impl Kind {
    /// Its rank: a header ends the open parts of its rank and of higher numbers.
    fn rank(self) -> u8 {
        match self {
            Kind::System => 0,
            Kind::Machine => 1,
            Kind::Scenario | Kind::Rules => 2,
            Kind::Tests => 3,
            Kind::Handler | Kind::Case => 5,
        }
    }
}

/// The parts of a file, in order.
pub fn outline(analysis: &Analysis, file: FileId) -> Vec<Item> {
    let mut files = analysis.program.files.iter().chain(&analysis.program.tests);
    let Some(loaded) = files.find(|loaded| loaded.id == file) else { return Vec::new() };
    let source = analysis.program.sources.get(file);
    let mut headers = collect_headers(analysis, loaded);
    headers.sort_by_key(|(rank, item)| (item.header.start, *rank));
    nest(source, headers)
}

/// All parts without their children, with their ranks.
fn collect_headers(analysis: &Analysis, loaded: &LoadedFile) -> Vec<(u8, Item)> {
    let mut headers = Vec::new();
    let mut add = |rank: u8, item: Item| headers.push((rank, item));
    let resolved = Resolved::of(analysis, loaded.id);
    let ast = &loaded.ast;
    if let Some(system) = &ast.system {
        add(Kind::System.rank(), part(Kind::System, &system.text, "", system.span));
    }
    for machine in &ast.machines {
        let name = format!("@{}", machine.name.text);
        add(Kind::Machine.rank(), part(Kind::Machine, &name, &describe_states(machine), machine.span));
    }
    for machine in &ast.unread_machines {
        let header = &machine.name.text;
        add(Kind::Machine.rank(), part(Kind::Machine, header, &describe_states(machine), machine.span));
    }
    let machines = ast.machines.iter().chain(&ast.unread_machines);
    for machine in machines.clone() {
        let handlers = machine.unread.iter().filter(|unread| unread.is_handler);
        handlers.for_each(|unread| add(Kind::Handler.rank(), unread_item(analysis, unread)));
        machine.crossings.iter().for_each(|crossing| add(Kind::Handler.rank(), crossing_item(crossing)));
    }
    let scenarios = machines.clone().flat_map(|machine| &machine.scenarios).chain(&ast.loose);
    for scenario in scenarios {
        if let Some(name) = &scenario.name {
            add(Kind::Scenario.rank(), part(Kind::Scenario, &name.text, "", scenario.span));
        }
        scenario.crossings.iter().for_each(|crossing| add(Kind::Handler.rank(), crossing_item(crossing)));
        let handlers = scenario.unread.iter().filter(|unread| unread.is_handler);
        handlers.for_each(|unread| add(Kind::Handler.rank(), unread_item(analysis, unread)));
        scenario
            .handlers
            .iter()
            .for_each(|handler| add(Kind::Handler.rank(), handler_item(&resolved, handler)));
    }
    for rules in machines.flat_map(|machine| &machine.rules).chain(&ast.rules) {
        add(Kind::Rules.rank(), part(Kind::Rules, "rules", "", rules.span));
    }
    ast.tests.iter().for_each(|test| collect_tests(test, &mut add));
    ast.unread_tests.iter().for_each(|test| collect_unread_tests(test, &mut add));
    headers
}

fn collect_tests(test: &ast::Test, add: &mut dyn FnMut(u8, Item)) {
    let name = match &test.target {
        ast::TestTarget::Machine(name) => format!("test of @{}", name.text),
        ast::TestTarget::System(name) => format!("test of {}", name.text),
    };
    add(1, part(Kind::Tests, &name, "", test.span));
    let mut case =
        |case: &ast::TestCase| add(Kind::Case.rank(), part(Kind::Case, &case.name.text, "", case.span));
    test.cases.iter().for_each(&mut case);
    for group in &test.groups {
        group.cases.iter().for_each(&mut case);
        group.handlers.iter().flat_map(|handler| &handler.cases).for_each(&mut case);
    }
    for group in &test.groups {
        add(3, part(Kind::Tests, &group.scenario.text, "", group.span));
        for handler in &group.handlers {
            add(4, part(Kind::Tests, &format!(":{}", handler.event.text), "", handler.span));
        }
    }
}

/// A header of tests that cannot be read, and what is below it.
fn collect_unread_tests(test: &ast::Test, add: &mut dyn FnMut(u8, Item)) {
    let ast::TestTarget::System(header) = &test.target else { return };
    let rank = match header.text.strip_prefix("for ") {
        None => 1,
        Some(rest) if rest.starts_with("scenario") => 3,
        Some(_) => 4,
    };
    let mut parts = |of: u8, item: Item| {
        // The first one is the header itself.
        if of != 1 || item.header != test.span {
            add(of, item);
        }
    };
    collect_tests(test, &mut parts);
    add(rank, part(Kind::Tests, &header.text, "", test.span));
}

/// A handler's line that cannot be read, as it is.
fn unread_item(analysis: &Analysis, unread: &ast::UnreadBlock) -> Item {
    part(Kind::Handler, analysis.program.sources.text(unread.span).trim(), "", unread.span)
}

fn part(kind: Kind, name: &str, detail: &str, header: Span) -> Item {
    let (name, detail) = (name.to_owned(), detail.to_owned());
    Item { name, detail, kind, range: header, header, children: Vec::new() }
}

fn describe_states(machine: &ast::Machine) -> String {
    let starts = machine.states.starts_in.as_ref().or(machine.states.list.first());
    starts.map_or_else(String::new, |state| format!("starts in #{}", state.text))
}

fn crossing_item(crossing: &ast::Crossing) -> Item {
    part(Kind::Handler, &format!("on {} #{}", crossing.side.word(), crossing.state.text), "", crossing.span)
}

fn handler_item(resolved: &Resolved<'_>, handler: &ast::Handler) -> Item {
    let from: Vec<String> =
        handler.from.iter().chain(&handler.also_from).map(|from| format!("@{}", from.text)).collect();
    let from = if from.is_empty() { String::new() } else { format!(" from {}", from.join(", ")) };
    let detail = resolved.accepted_states(handler.span);
    part(Kind::Handler, &format!(":{}{from}", handler.event.text), &detail, handler.span)
}

/// The handlers of a file in the model, by their lines.
struct Resolved<'a>(BTreeMap<Span, (&'a Machine, HandlerId)>);

impl<'a> Resolved<'a> {
    fn of(analysis: &'a Analysis, file: FileId) -> Resolved<'a> {
        let mut by_line = BTreeMap::new();
        for machine in &analysis.model.machines {
            for (id, handler) in machine.handlers.entries().filter(|(_, handler)| handler.span.file == file) {
                by_line.entry(handler.span).or_insert((machine, id));
            }
        }
        Resolved(by_line)
    }

    /// The states that accept the handler of a line: `in #paid`.
    fn accepted_states(&self, line: Span) -> String {
        let Some((machine, id)) = self.0.get(&line) else { return String::new() };
        let states = &machine.accepted(machine.definition(*id)).states;
        let names: Vec<String> = states.iter().map(|state| words::state(machine, *state)).collect();
        if names.is_empty() { "in no state".to_owned() } else { format!("in {}", names.join(", ")) }
    }
}

/// Puts parts into those that they are in, and gives each its last line.
fn nest(source: &Source, headers: Vec<(u8, Item)>) -> Vec<Item> {
    let starts: Vec<(u8, u32)> = headers.iter().map(|(rank, item)| (*rank, item.header.start)).collect();
    let mut open: Vec<(u8, Item)> = Vec::new();
    let mut roots = Vec::new();
    for (at, (rank, mut item)) in headers.into_iter().enumerate() {
        let next = starts[at + 1..].iter().find(|(other, _)| *other <= rank);
        let end = next.map_or(source.text.len() as u32, |(_, start)| *start);
        let start = line_start(&source.text, item.header.start);
        let end = if item.kind.rank() >= 5 { end_of_block(source, item.header.start, end) } else { end };
        let text = source.text.get(start as usize..end as usize).unwrap_or_default();
        item.range = Span { start, end: start + text.trim_end().len() as u32, ..item.header };
        item.range.end = item.range.end.max(item.header.end);
        close(&mut open, &mut roots, rank);
        open.push((rank, item));
    }
    close(&mut open, &mut roots, 0);
    roots
}

/// Closes the open parts of a rank and of higher numbers.
fn close(open: &mut Vec<(u8, Item)>, roots: &mut Vec<Item>, rank: u8) {
    while open.last().is_some_and(|(other, _)| *other >= rank) {
        let Some((_, item)) = open.pop() else { return };
        match open.last_mut() {
            Some((_, parent)) => parent.children.push(item),
            None => roots.push(item),
        }
    }
}

fn line_start(text: &str, at: u32) -> u32 {
    text.get(..at as usize).and_then(|before| before.rfind('\n')).map_or(0, |end| end as u32 + 1)
}

/// The offset after the lines that are deeper than the one at `at`, at most `limit`. In a text without indentation that is `limit`.
fn end_of_block(source: &Source, at: u32, limit: u32) -> u32 {
    let first = source.line_of(at);
    let column = column_of(source.line(first)).unwrap_or_else(|| source.line(first).len());
    let mut end = source.line_start(first + 1);
    let mut others = (first + 1..=source.line_count()).filter_map(|line| column_of(source.line(line)));
    if column == 0 && others.next() == Some(0) {
        return limit;
    }
    for line in first + 1..=source.line_count() {
        if source.line_start(line) >= limit as usize {
            break;
        }
        match column_of(source.line(line)) {
            None => {}
            Some(deeper) if deeper > column => end = source.line_start(line + 1),
            Some(_) => break,
        }
    }
    end as u32
}

/// The column of the first sign of a line that is no blank; a blank line has none.
pub(super) fn column_of(line: &str) -> Option<usize> {
    let blanks = line.bytes().take_while(|byte| *byte == b' ').count();
    match line.as_bytes().get(blanks) {
        Some(sign) if sign.is_ascii_graphic() => Some(blanks),
        _ => Some(line.len() - line.trim_start().len()).filter(|column| *column < line.len()),
    }
}
