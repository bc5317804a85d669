//! The text of a machine, as far as it decides whether the machine is lowered to the same model as before.
//!
//! Scenarios, and handlers directly below the machine, have the numbers of their trees, which are the same for the same text. Everything
//! else is small, and compared with its earlier value.

use flow_syntax::UnitPlace;
use flow_syntax::ast::relocate::{Move, Relocate};
use flow_syntax::ast::{self, Crossing, Instances, StateGroup};
use flow_syntax::diagnostic::{Diagnostic, Name};
use flow_syntax::gather::Gather;
use flow_syntax::source::{FileId, Sources, Span};

use crate::collect::Parts;
use crate::model::ScenarioOrigin;

/// The units of all files.
#[derive(Debug, Default)]
pub(crate) struct Units {
    /// In the order of their places.
    sorted: Vec<(FileId, UnitPlace)>,
}

impl Units {
    /// Adds the units of a file.
    pub(crate) fn add(&mut self, file: FileId, units: impl Iterator<Item = UnitPlace>) {
        self.sorted.extend(units.map(|unit| (file, unit)));
    }

    /// Sorts them, after all have been added.
    pub(crate) fn sort(&mut self) {
        self.sorted.sort_unstable_by_key(|(file, unit)| (*file, unit.start));
    }

    /// The unit that begins at a place.
    fn at(&self, span: Span) -> Option<UnitPlace> {
        let key = (span.file, span.start);
        let at = self.sorted.binary_search_by_key(&key, |(file, unit)| (*file, unit.start)).ok()?;
        Some(self.sorted[at].1)
    }
}

/// The text of a machine.
#[derive(Debug)]
pub(crate) struct OwnText {
    header: Header,
    /// The numbers of its scenarios and handlers, and where they are.
    units: Vec<Unit>,
}

/// Part of a machine's text.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Unit {
    /// A scenario begins.
    Scenario(ScenarioOrigin),
    /// Its tree, or that of a handler directly below the machine.
    Tree(FileId, UnitPlace),
}

/// Everything that is in no scenario, but for rules, which are no part of the machine.
#[derive(Debug, PartialEq)]
struct Header {
    name: ast::Name,
    starts_in: Option<ast::Name>,
    list: Vec<ast::Name>,
    groups: Vec<StateGroup>,
    ends_in: Vec<ast::Name>,
    instances: Option<Instances>,
    crossings: Vec<Crossing>,
}

impl Header {
    fn relocate(&mut self, to: Move) {
        let Header { name, starts_in, list, groups, ends_in, instances, crossings } = self;
        name.relocate(to);
        starts_in.relocate(to);
        list.relocate(to);
        groups.relocate(to);
        ends_in.relocate(to);
        instances.relocate(to);
        crossings.relocate(to);
    }

    /// Whether all of it is in the file of the machine's name.
    fn is_in_one_file(&self) -> bool {
        let names = self.list.iter().chain(&self.ends_in).chain(&self.starts_in).map(|name| name.span);
        let groups = self.groups.iter().map(|group| group.name.span);
        let rest = self.instances.iter().map(|of| of.span).chain(self.crossings.iter().map(|of| of.span));
        names.chain(groups).chain(rest).all(|span| span.file == self.name.span.file)
    }
}

impl OwnText {
    /// The text of a machine; `None` if some part of it has no number, or its header is in several files.
    pub(crate) fn of(parts: &Parts<'_>, units: &Units) -> Option<OwnText> {
        let mut own = Vec::new();
        for (origin, scenario) in &parts.scenarios {
            own.push(Unit::Scenario(*origin));
            let tree = units.at(scenario.span)?;
            own.push(Unit::Tree(scenario.span.file, tree));
            for handler in &scenario.handlers {
                if !holds((scenario.span.file, tree), handler.span) {
                    own.push(Unit::Tree(handler.span.file, units.at(handler.span)?));
                }
            }
        }
        let is_in_unit = |span: Span| {
            let holds = |unit: &Unit| matches!(unit, Unit::Tree(file, tree) if holds((*file, *tree), span));
            own.iter().any(holds)
        };
        let crossings = parts.crossings.iter().filter(|crossing| !is_in_unit(crossing.span));
        let header = Header {
            name: parts.name.clone(),
            starts_in: parts.starts_in.cloned(),
            list: parts.list.iter().copied().cloned().gather(),
            groups: parts.groups.values().copied().cloned().gather(),
            ends_in: parts.ends_in.iter().copied().cloned().gather(),
            instances: parts.instances.cloned(),
            crossings: crossings.copied().cloned().gather(),
        };
        header.is_in_one_file().then_some(OwnText { header, units: own })
    }

    /// Whether findings of the lowering of the machine depend on this text alone, each on that of one scenario or handler.
    pub(crate) fn decides(&self, findings: &[Diagnostic], sources: &Sources) -> bool {
        findings.iter().all(|found| {
            let of_found =
                |unit: &&Unit| matches!(unit, Unit::Tree(file, tree) if holds((*file, *tree), found.span));
            let Some(Unit::Tree(file, tree)) = self.units.iter().find(of_found) else { return false };
            let is_here = |span: Span| holds((*file, *tree), span);
            let edits = found.help.iter().flat_map(|help| &help.edits).map(|edit| edit.at);
            let is_own = match found.name {
                Name::BarePercent | Name::StrayFailure => true,
                // Its message may depend on the line below.
                Name::BareWord => {
                    sources.text(Span { start: found.span.end, end: tree.end, ..found.span }).contains('\n')
                }
                _ => false,
            };
            is_own && found.labels.iter().map(|label| label.span).chain(edits).all(is_here)
        })
    }

    /// How its parts have moved since `before`, if it is the same apart from that.
    pub(crate) fn moves_since(&self, before: &mut OwnText) -> Option<Moves> {
        let (now, then) = (self.header.name.span, before.header.name.span);
        if now.file != then.file || self.units.len() != before.units.len() {
            return None;
        }
        let header = Move { file: now.file, by: i64::from(now.start) - i64::from(then.start) };
        let mut units = Vec::new();
        for (now, then) in self.units.iter().zip(&before.units) {
            match (now, then) {
                (Unit::Scenario(now), Unit::Scenario(then)) if now == then => {}
                (Unit::Tree(file, now), Unit::Tree(then_file, then))
                    if (file, now.id) == (then_file, then.id) =>
                {
                    units.push((*file, *then, i64::from(now.start) - i64::from(then.start)));
                }
                _ => return None,
            }
        }
        before.header.relocate(header);
        if self.header != before.header {
            return None;
        }
        units.sort_unstable_by_key(|(file, unit, _)| (*file, unit.start));
        Some(Moves { header, units })
    }
}

/// Whether a place is in a unit.
fn holds((file, unit): (FileId, UnitPlace), span: Span) -> bool {
    file == span.file && unit.start <= span.start && span.start <= unit.end
}

/// Where the parts of a machine have moved to.
#[derive(Debug)]
pub(crate) struct Moves {
    header: Move,
    /// The units at their earlier places, and by how much they have moved.
    units: Vec<(FileId, UnitPlace, i64)>,
}

impl Moves {
    /// Where something at an earlier place is now.
    pub(crate) fn of(&self, span: Span) -> Move {
        let after =
            self.units.partition_point(|(file, unit, _)| (*file, unit.start) <= (span.file, span.start));
        let unit = after.checked_sub(1).map(|at| self.units[at]);
        match unit.filter(|(file, unit, _)| holds((*file, *unit), span)) {
            Some((file, _, by)) => Move { file, by },
            None => self.header,
        }
    }

    /// Whether all parts have moved by the same.
    pub(crate) fn are_equal(&self) -> bool {
        self.units.iter().all(|(file, _, by)| (*file, *by) == (self.header.file, self.header.by))
    }

    /// Moves a node that is at an earlier place.
    pub(crate) fn apply<T: Relocate>(&self, at: Span, node: &mut T) {
        let to = self.of(at);
        if to.by != 0 {
            node.relocate(to);
        }
    }
}
