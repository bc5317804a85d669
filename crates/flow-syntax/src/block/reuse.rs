//! `reuse`: the scenarios and handlers of an earlier text, for tools that read a file again after each change.
//!
//! The tree of a scenario, or of a handler directly below a machine, depends only on its lines, their nesting and the name of its machine.
//! So if the text and nesting are known, the tree is moved to its new place, with its findings, instead of being read again. The key of a
//! unit is a hash of all that; its text is compared as well.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::ast::relocate::{Move, Relocate};
use crate::ast::{File, Handler, Machine, Scenario};
use crate::block::Builder;
use crate::block::unread::Unread;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::edit::Edit;
use crate::layout::Node;
use crate::mix::Mix;
use crate::sections::{Known, Parts, Section, list_sections};
use crate::source::FileId;

/// The data that is kept of a text, in addition to its tree, for the next one.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    pub(crate) text: String,
    file: FileId,
    units: Vec<Record>,
    /// The machines that can be used again as a whole.
    pub(crate) sections: Vec<Section>,
    /// All findings of the text.
    pub(crate) findings: Vec<Diagnostic>,
}

impl Kept {
    /// Whether it is what was kept of a text in a file.
    pub(crate) fn is_of(&self, file: FileId, text: &str) -> bool {
        self.file == file && self.text == text
    }
}

/// Where a scenario, or a handler directly below its machine, is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitPlace {
    /// The number of its tree: trees with the same number are the same but for their places.
    pub id: u64,
    /// The offset of its first line.
    pub start: u32,
    /// The end of its last line.
    pub end: u32,
}

/// The number of the next tree that is built.
static NEXT_ID: AtomicU64 = AtomicU64::new(0);

/// A scenario or handler, as it was read.
#[derive(Clone, Debug)]
struct Record {
    id: u64,
    key: u64,
    file: FileId,
    start: usize,
    end: usize,
    findings: Vec<Diagnostic>,
}

impl Kept {
    /// The places of its units, in order.
    pub fn units(&self) -> impl Iterator<Item = UnitPlace> {
        let place = |unit: &Record| UnitPlace { id: unit.id, start: unit.start as u32, end: unit.end as u32 };
        self.units.iter().map(place)
    }
}

/// The units of an earlier text that have not been used again so far, and the records of the new one.
#[derive(Default)]
pub(crate) struct Reuse {
    before: String,
    /// By their keys; equal units in reverse order.
    units: BTreeMap<u64, Vec<(Record, Tree)>>,
    records: Vec<Record>,
    /// The machines that are used again as a whole, by the numbers of the lines of their headers.
    machines: BTreeMap<usize, KnownMachine>,
}

/// A machine that is used again as a whole, where it is now.
struct KnownMachine {
    machine: Machine,
    units: Vec<Record>,
    findings: Vec<Diagnostic>,
}

/// The tree of a unit.
pub(super) enum Tree {
    Scenario(Scenario),
    Handler(Handler),
}

/// A tree that can be used again.
pub(super) trait Unit: Relocate + Sized {
    /// Identifies units of this kind; part of their keys.
    const KIND: u8;

    /// The unit in a tree of its kind.
    fn of(tree: Tree) -> Option<Self>;
}

impl Unit for Scenario {
    const KIND: u8 = 0;

    fn of(tree: Tree) -> Option<Self> {
        match tree {
            Tree::Scenario(scenario) => Some(scenario),
            Tree::Handler(_) => None,
        }
    }
}

impl Unit for Option<Handler> {
    const KIND: u8 = 1;

    fn of(tree: Tree) -> Option<Self> {
        match tree {
            Tree::Handler(handler) => Some(Some(handler)),
            Tree::Scenario(_) => None,
        }
    }
}

impl Reuse {
    /// The units of an earlier text with its tree.
    pub(crate) fn new(kept: Kept, tree: File) -> Self {
        let mut trees = trees_by_start(tree, &kept.units);
        let mut units: BTreeMap<u64, Vec<(Record, Tree)>> = BTreeMap::new();
        for record in kept.units.into_iter().rev() {
            if let Some(tree) = trees.remove(&record.start) {
                units.entry(record.key).or_default().push((record, tree));
            }
        }
        Reuse { before: kept.text, units, ..Reuse::default() }
    }

    /// The same, with machines that are used again as a whole.
    fn with_known(mut kept: Kept, mut tree: File, known: &[Known]) -> Self {
        let find = |at: usize| known.iter().position(|known| known.was.contains(&at));
        let mut found: Vec<_> = known.iter().map(|_| (None, Vec::new())).collect();
        for mut machine in std::mem::take(&mut tree.machines) {
            match known.binary_search_by_key(&machine.span.start, Known::machine_was) {
                Ok(at) => {
                    machine.relocate(known[at].to);
                    found[at].0 = Some(machine);
                }
                Err(_) => tree.machines.push(machine),
            }
        }
        for mut unit in std::mem::take(&mut kept.units) {
            match find(unit.start) {
                Some(at) => {
                    unit.relocate(known[at].to);
                    found[at].1.push(unit);
                }
                None => kept.units.push(unit),
            }
        }
        let mut reuse = Reuse::new(kept, tree);
        for (known, (machine, units)) in known.iter().zip(found) {
            let findings = known.findings_of_tree().to_vec();
            let machine = machine.map(|machine| KnownMachine { machine, units, findings });
            reuse.machines.extend(machine.map(|machine| (known.line, machine)));
        }
        reuse
    }

    /// The earlier unit of a key and a text.
    fn take(&mut self, key: u64, text: &str) -> Option<(Record, Tree)> {
        let known = self.units.get_mut(&key)?;
        let is_same = |(record, _): &(Record, Tree)| self.before.get(record.start..record.end) == Some(text);
        let at = known.iter().rposition(is_same)?;
        Some(known.remove(at))
    }
}

/// The scenarios of a file, and the handlers directly below its machines, by the places of their first lines.
fn trees_by_start(tree: File, units: &[Record]) -> BTreeMap<usize, Tree> {
    let mut trees = BTreeMap::new();
    let ends: BTreeMap<usize, usize> = units.iter().map(|unit| (unit.start, unit.end)).collect();
    let handler = |handler: Handler| (handler.span.start as usize, Tree::Handler(handler));
    let scenarios = tree.machines.into_iter().flat_map(|machine| machine.scenarios).chain(tree.loose);
    for mut scenario in scenarios {
        let is_of_handlers = scenario.handlers.first().is_some_and(|first| first.span == scenario.span);
        if is_of_handlers {
            trees.extend(scenario.handlers.into_iter().map(handler));
        } else {
            let start = scenario.span.start as usize;
            // Handlers directly below the machine join a scenario without a name above them.
            let end = ends.get(&start).copied().unwrap_or(usize::MAX);
            let own = scenario.handlers.partition_point(|handler| (handler.span.start as usize) < end);
            trees.extend(scenario.handlers.split_off(own).into_iter().map(handler));
            trees.insert(start, Tree::Scenario(scenario));
        }
    }
    trees
}

impl Record {
    fn relocate(&mut self, to: Move) {
        let moved = |at: usize| (at as i64 + to.by) as usize;
        (self.file, self.start, self.end) = (to.file, moved(self.start), moved(self.end));
        self.findings.iter_mut().for_each(|finding| finding.relocate(to));
    }
}

impl Builder<'_, '_> {
    /// The machine of a header, if it is used again as a whole.
    pub(super) fn take_known_machine(&mut self, node: &Node) -> Option<Machine> {
        let reuse = self.reuse.as_mut()?;
        let known = reuse.machines.remove(&node.line)?;
        reuse.records.extend(known.units);
        self.reader.diags.extend(&known.findings);
        self.reader.subject.clone_from(&known.machine.name.text);
        Some(known.machine)
    }

    /// Builds a unit, or moves the earlier one of the same text to its place.
    pub(super) fn reuse<T: Unit>(&mut self, node: &Node, build: fn(&mut Self, &Node) -> T) -> T {
        if self.reuse.is_none() {
            return build(self, node);
        }
        let (start, end, key) = self.key::<T>(node);
        let file = self.reader.file;
        let known = self.reuse.as_mut().and_then(|reuse| reuse.take(key, &self.text[start..end]));
        if let Some((record, tree)) = known
            && let Some(mut unit) = T::of(tree)
        {
            let to = Move { file, by: start as i64 - record.start as i64 };
            let mut findings = record.findings;
            if record.file != file || record.start != start {
                unit.relocate(to);
                findings.iter_mut().for_each(|finding| finding.relocate(to));
            }
            self.reader.diags.extend(&findings);
            self.note(Record { id: record.id, key, file, start, end, findings });
            return unit;
        }
        let before = self.reader.diags.count();
        let unit = build(self, node);
        let findings = self.reader.diags.list_after(before).to_vec();
        let id = NEXT_ID.fetch_add(1, Ordering::Relaxed);
        self.note(Record { id, key, file, start, end, findings });
        unit
    }

    fn note(&mut self, record: Record) {
        if let Some(reuse) = &mut self.reuse {
            reuse.records.push(record);
        }
    }

    /// The bytes of a unit, and its key.
    fn key<T: Unit>(&self, node: &Node) -> (usize, usize, u64) {
        let mut hasher = Mix::new();
        T::KIND.hash(&mut hasher);
        self.reader.subject.hash(&mut hasher);
        let start = self.line(node).start;
        let end = self.hash_lines(node, start, &mut hasher);
        self.text[start..end].hash(&mut hasher);
        (start, end, hasher.finish())
    }

    /// Adds how lines are nested and what kinds they are; the end of the last one.
    fn hash_lines(&self, node: &Node, unit: usize, hasher: &mut Mix) -> usize {
        let line = self.line(node);
        hasher.write_u64((node.children.len() as u64) << 32 | line.column as u64);
        hasher.write_u64((line.text.len() as u64) << 32 | (line.start - unit) as u64);
        (line.kind, line.indent, line.health, node.extent).hash(hasher);
        let mut end = line.start + line.text.len();
        for child in &node.children {
            end = end.max(self.hash_lines(child, unit, hasher));
        }
        end
    }
}

impl Relocate for Diagnostic {
    fn relocate(&mut self, to: Move) {
        let Diagnostic { name: _, level: _, message: _, span, labels, help } = self;
        span.relocate(to);
        labels.iter_mut().for_each(|label| label.span.relocate(to));
        let edits = help.iter_mut().flat_map(|help| &mut help.edits);
        edits.for_each(|Edit { at, anchor: _, text: _ }| at.relocate(to));
    }
}

/// Builds the tree of a file from the lines that were read, with what was kept of an earlier text.
pub(crate) fn build_again(
    file: FileId,
    text: &str,
    mut parts: Parts<'_>,
    (kept, tree): (Kept, File),
    diags: &mut Diagnostics,
) -> (File, Kept) {
    let reuse = Reuse::with_known(kept, tree, &parts.known);
    let reader = crate::line::Reader::new(file, diags);
    let lines = &parts.nested.lines;
    let mut builder = Builder { lines, reader, text, reuse: Some(reuse), unread: Unread::default() };
    let tree = builder.build_whole_file(&parts.nested.nodes);
    let units = builder.reuse.take().unwrap_or_default().records;
    let findings = diags.list_after(parts.nested.counts[0]).to_vec();
    let sections = list_sections(text, &parts, &tree, &findings);
    let comments = std::mem::take(&mut parts.nested.comments);
    let kept = Kept { text: text.to_owned(), file, units, sections, findings };
    (File { comments, layout: parts.nested.layout, ..tree }, kept)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::Kept;
    use crate::ast::File;
    use crate::diagnostic::Diagnostics;
    use crate::grammar_parity::specifications;
    use crate::parse::{parse, parse_again};
    use crate::sections::{Before, read_parts};
    use crate::source::FileId;

    /// Reads a text again, and compares that with reading it for the first time.
    fn check(text: &str, before: Option<(Kept, File)>) -> (Kept, File) {
        let (mut again, mut anew) = (Diagnostics::default(), Diagnostics::default());
        let (tree, kept) = parse_again(FileId(3), text, before, &mut again);
        let expected = parse(FileId(3), text, &mut anew);
        assert!(tree == expected, "{text}\nagain: {tree:#?}\nanew: {expected:#?}");
        assert_eq!(again.list_after(0), anew.list_after(0), "{text}");
        (kept, tree)
    }

    #[test]
    fn a_handler_after_a_scenario_without_a_name_is_read_once() {
        let text = "machine: @order\n  scenario:\n    on :go from @guest\n      do it\n  on :stop from @guest\n    do that\n";
        let before = check(text, None);
        let before = check(&text.replace("do that", "do this"), Some(before));
        check(text, Some(before));
    }

    fn count_used(before: &str, after: &str) -> usize {
        let (kept, tree) = check(before, None);
        let known = super::Reuse::new(kept.clone(), tree.clone()).units.values().map(Vec::len).sum::<usize>();
        let mut reuse = super::Reuse::new(kept.clone(), tree.clone());
        let (again, _) = check(after, Some((kept, tree)));
        for record in &again.units {
            reuse.take(record.key, &after[record.start..record.end]);
        }
        known - reuse.units.values().map(Vec::len).sum::<usize>()
    }

    const TEXT: &str = "machine: @order\n  on :open from @guest\n    order moves to #open\n  scenario: pay\n    on :pay from @guest\n      order \
        moves too #paid\n  scenario: close\n    on :close from @guest\n      order moves to #closed\n";

    #[test]
    fn what_is_as_before_is_not_read_again() {
        assert_eq!(count_used(TEXT, TEXT), 3);
        assert_eq!(count_used(TEXT, &format!("// a comment\n{TEXT}")), 3);
        assert_eq!(count_used(TEXT, &TEXT.replace(":open from", ":opens from")), 2);
        assert_eq!(count_used(TEXT, &TEXT.replace("too #paid", "to #paid")), 2);
        assert_eq!(count_used(TEXT, &TEXT.replace("@order", "@ticket")), 0, "examples name the machine");
        assert_eq!(count_used(TEXT, &format!("/*\n{TEXT}")), 0);
        assert_eq!(count_used(TEXT, &TEXT.replace("  scenario: pay", "  scenario: pay /*")), 1);
    }

    #[test]
    fn blocks_below_unreadable_lines_are_used_again() {
        let text = "machine: @order\n  on :open form @guest\n    pay\n  on :pay from @guest\n    ? $n >\n      pay now\n  scenario: s\n    on :go\n      \
            ? $n <\n        go on\n";
        assert_eq!(count_used(text, &format!("// a comment\n{text}")), 2);
        let (_, tree) = check(text, None);
        let machine = &tree.machines[0];
        assert_eq!(machine.unread.len(), 1);
        assert_eq!(machine.scenarios[0].handlers[0].unread.len(), 1);
        assert_eq!(machine.scenarios[1].handlers[0].unread.len(), 1);
    }

    const MACHINES: &str = "system: shop\n// first\nmachine: @a\n  on :open from @guest\n    emit :x to @b\n\nmachine: @b // second\n  scenario: s\n    \
        on :x from @a\n      b moves too #c\n\n// third\nmachine: @c\n  on :y from @a\n    ? $n >\n      pay\n";

    /// How many machines of a text are used again as a whole after a change.
    fn count_known(before: &str, after: &str) -> usize {
        let (kept, mut tree) = check(before, None);
        check(after, Some((kept.clone(), tree.clone())));
        let diags = &mut Diagnostics::default();
        let before = Before { text: &kept.text, sections: kept.sections, comments: &mut tree.comments };
        let parts = read_parts(FileId(3), after, before, |_| {}, diags);
        parts.map_or(0, |parts| parts.known.len())
    }

    #[test]
    fn machines_without_a_change_are_not_read_again() {
        let count = |from: &str, to: &str| count_known(MACHINES, &MACHINES.replacen(from, to, 1));
        assert_eq!(count("shop", "store"), 3);
        assert_eq!(count(":open", ":opened"), 2);
        assert_eq!(count("too", "to"), 2);
        assert_eq!(count("$n", "$m"), 2);
        assert_eq!(count("machine: @b", "machine: @d"), 1, "the machine above ends at this line");
        assert_eq!(count("// third", "// the third"), 2, "this line belongs to the machine above");
        assert_eq!(count("// second", "/* second"), 0, "the comment goes on to the end");
        assert_eq!(count("// first", "/* first"), 0);
        assert_eq!(count("    pay", "pay"), 2);
        assert_eq!(count("// third", "test: t"), 0, "words after a test may be its name");
        assert_eq!(count_known(&MACHINES.replace("    b moves too", "b moves to"), MACHINES), 2);
    }

    #[test]
    fn random_edits_of_all_specifications() {
        let pieces = [
            "",
            "\n",
            "  ",
            "x",
            "\"",
            "/*",
            "*/",
            "machine: @m\n",
            "  scenario: s\n",
            "  on :e from @a\n",
            "machine: @a\n  on :go from @b\n    pay\n",
            "machin: @b\n",
            "\n*/machine: @m\n",
            "system: s\n",
            "rules:\n  when a is #b\n",
            "test: t\n",
            "\n    given:\n",
            "\t",
            "#",
            "é",
        ];
        let mut seed = 7u64;
        let mut below = |limit: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % limit.max(1)
        };
        let mut files = Vec::new();
        let mut several = String::new();
        for folder in ["tests/trees", "../../tests/corpus", "../../examples"] {
            specifications(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files);
        }
        assert!(files.len() > 100, "the specifications are not where they should be");
        for file in files {
            let Ok(mut text) = fs::read_to_string(&file) else { continue };
            // Every second text follows those before it, so that most have several machines.
            if !several.is_empty() && several.len() < 2500 {
                text = format!("{several}{text}\n");
                several = if below(3) == 0 { String::new() } else { text.clone() };
            } else {
                several = format!("{text}\n");
            }
            let mut before = Some(check(&text, None));
            for _ in 0..12 {
                let places: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
                let start = below(places.len());
                let end = (start + below(4)).min(places.len() - 1);
                text.replace_range(places[start]..places[end], pieces[below(pieces.len())]);
                before = Some(check(&text, before.take()));
            }
        }
    }
}
