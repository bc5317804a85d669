//! `parse`: a text as a tree, stage by stage. One bad line costs one line.
//!
//! Every entry here runs the same stages; those for tools leave out parts of a file, or take them from an earlier text.

use crate::ast::{File, Layout};
use crate::block::step::mark_steps;
use crate::block::{self, mark_triggers};
#[cfg(feature = "tools")]
pub use crate::block::{Kept, UnitPlace};
use crate::diagnostic::{Diagnostics, Name};
use crate::flat;
#[cfg(feature = "tools")]
use crate::kind::{Header, Kind};
#[cfg(feature = "tools")]
use crate::layout::Node;
use crate::layout::{self, Nested};
use crate::line::Reader;
use crate::lines::{self, Line, Split};
use crate::misspelt;
#[cfg(feature = "tools")]
use crate::sections::{self, Parts};
use crate::source::{FileId, Span};

/// Reads a specification or test file (reference#lines, reference#phrases, reference#stories, reference#test-files). Errors are reported to
/// `diags`; the tree has the lines without errors.
pub fn parse(file: FileId, text: &str, diags: &mut Diagnostics) -> File {
    let nested = parse_lines(file, text, diags);
    let tree = build_tree(file, &nested, diags);
    File { comments: nested.comments, layout: nested.layout, ..tree }
}

/// Reads a file as [`parse`] does, and keeps data to read it faster after its next change. `before` is the data kept of an earlier text,
/// with its tree; the levels of diagnostics must be the same as for that text.
#[cfg(feature = "tools")]
pub fn parse_again(
    file: FileId,
    text: &str,
    before: Option<(Kept, File)>,
    diags: &mut Diagnostics,
) -> (File, Kept) {
    let (mut kept, mut tree) = match before {
        Some((kept, tree)) if kept.is_of(file, text) => {
            diags.extend(&kept.findings);
            return (tree, kept);
        }
        before => before.unwrap_or_default(),
    };
    let start = diags.count();
    let sections = std::mem::take(&mut kept.sections);
    let before = sections::Before { text: &kept.text, sections, comments: &mut tree.comments };
    let parts = sections::read_parts(file, text, before, mark_lines, diags);
    let parts = parts.unwrap_or_else(|| {
        diags.retain_after(start, |_| false);
        Parts { nested: parse_lines(file, text, diags), known: Vec::new() }
    });
    block::build_again(file, text, parts, (kept, tree), diags)
}

/// Reads a file without the contents of its machines: their names, the system, the files it uses, loose scenarios and tests. This costs a
/// fraction of [`parse`], and makes no reports.
#[cfg(feature = "tools")]
pub fn parse_outline(file: FileId, text: &str) -> File {
    let diags = &mut Diagnostics::default();
    let mut nested = parse_lines(file, text, diags);
    clear_machines(&nested.lines, &mut nested.nodes);
    build_tree(file, &nested, diags)
}

#[cfg(feature = "tools")]
fn clear_machines(lines: &[Line<'_>], nodes: &mut [Node]) {
    for node in nodes {
        match lines[node.line].kind {
            Kind::Header(Header::Machine) => node.children.clear(),
            Kind::Header(Header::System) => clear_machines(lines, &mut node.children),
            _ => {}
        }
    }
}

/// Gives lines the kinds that [`Kind::of`](crate::kind::Kind::of) does not know.
fn mark_lines(lines: &mut [Line<'_>]) {
    mark_steps(lines);
    mark_triggers(lines);
}

/// The first half: lines and their nesting.
pub(crate) fn parse_lines<'t>(file: FileId, text: &'t str, diags: &mut Diagnostics) -> Nested<'t> {
    #[cfg(feature = "tools")]
    let mut counts = [diags.count(); layout::STAGES];
    let Split { mut lines, comments } = lines::split_lines(file, text, diags);
    #[cfg(feature = "tools")]
    (counts[1] = diags.count());
    mark_lines(&mut lines);
    misspelt::correct_headers(file, &mut lines, diags);
    let layout = if flat::is_flat(&lines) { Layout::Inferred } else { Layout::Indented };
    if layout == Layout::Inferred {
        report_inferred(lines[0].span(file), diags);
        flat::infer_columns(&mut lines);
    }
    if lines.is_empty() {
        report_empty(file, diags);
    }
    #[cfg(feature = "tools")]
    (counts[2] = diags.count());
    let nodes = layout::nest_lines(file, &lines, diags);
    #[cfg(feature = "tools")]
    (counts[3] = diags.count());
    Nested {
        lines,
        nodes,
        comments,
        layout,
        #[cfg(feature = "tools")]
        counts,
    }
}

/// The second half: the tree.
pub(crate) fn build_tree(file: FileId, nested: &Nested<'_>, diags: &mut Diagnostics) -> File {
    block::build_file(&nested.lines, &nested.nodes, Reader::new(file, diags))
}

fn report_empty(file: FileId, diags: &mut Diagnostics) {
    diags
        .report(Name::EmptyFile, Span::new(file, 0, 0), "this file says nothing")
        .help("a file begins with 'machine: @name', or with 'scenario: name' if it holds loose scenarios");
}

fn report_inferred(first: Span, diags: &mut Diagnostics) {
    diags
        .report(Name::LayoutInferred, first, "no line of this file is indented: its layout was inferred")
        .help("'flow fmt' writes it back with its layout");
}
