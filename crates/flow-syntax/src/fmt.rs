//! `fmt`: a specification in its canonical layout: two blanks a level, one between words, tables aligned.
//!
//! Works on lines, not on the tree, so that comments stay where they are and words stay as written. The tree before and
//! after is the same, flat text included; formatting twice changes no more than formatting once. Lines end as the
//! first one does, in LF or CRLF.

mod spacing;
mod table;

use crate::ast::Layout;
use crate::diagnostic::Diagnostics;
use crate::dump::dump;
use crate::kind::{Header, Kind};
use crate::layout::{Nested, Node};
use crate::lines::{Line, is_blank};
use crate::parse::{build_tree, parse, parse_lines};
use crate::source::FileId;
use spacing::{InComment, has_comment_before_text, normalize_spacing};
#[cfg(feature = "tools")]
pub use table::align_rows;

/// The blanks of one level.
const STEP: usize = 2;

/// The text of `file` in its canonical layout.
///
/// # Errors
/// All diagnostics of the text if one is an error: its layout is ambiguous then.
pub fn fmt(file: FileId, text: &str) -> Result<String, Diagnostics> {
    let mut diags = Diagnostics::default();
    let nested = parse_lines(file, text, &mut diags);
    let before = build_tree(file, &nested, &mut diags);
    if diags.has_errors() {
        return Err(diags);
    }
    let formatted = restore_line_ends(text, Formatter::new(text, &nested).run());
    let after = parse(file, &formatted, &mut diags);
    let is_same = !diags.has_errors() && dump(&before) == dump(&after);
    Ok(if is_same { formatted } else { text.to_owned() })
}

/// The formatted text with the line ends of the first line of the text.
fn restore_line_ends(text: &str, formatted: String) -> String {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    if first.ends_with("\r\n") { formatted.replace('\n', "\r\n") } else { formatted }
}

/// The place of a line in the canonical layout.
#[derive(Clone, Copy, Default)]
struct Place {
    /// Its depth.
    depth: usize,
    /// Whether a blank line goes before it in a text that has none.
    opens: bool,
}

struct Formatter<'t> {
    text: &'t str,
    lines: &'t [Line<'t>],
    places: Vec<Place>,
    /// Cells of table rows, as they are written.
    rows: Vec<Option<String>>,
    layout: Layout,
    out: String,
    /// Whether blank lines precede the next line.
    gap: bool,
    /// The next line with content.
    next: usize,
    comment: InComment,
}

impl<'t> Formatter<'t> {
    fn new(text: &'t str, nested: &'t Nested<'t>) -> Self {
        let mut places = vec![Place::default(); nested.lines.len()];
        compute_depths(nested, &nested.nodes, 0, false, &mut places);
        let mut rows = vec![None; nested.lines.len()];
        nested.nodes.iter().for_each(|node| table::align_table(&nested.lines, node, &mut rows));
        Formatter {
            text,
            lines: &nested.lines,
            places,
            rows,
            layout: nested.layout,
            out: String::with_capacity(text.len() + text.len() / 8),
            gap: false,
            next: 0,
            comment: InComment::Outside,
        }
    }

    fn run(mut self) -> String {
        let mut start = 0;
        for physical in self.text.split('\n') {
            self.format_line(physical.trim_end_matches(is_blank), start);
            start += physical.len() + 1;
        }
        self.out
    }

    /// One line of the text: content, a comment, or blank.
    fn format_line(&mut self, written: &str, start: usize) {
        let begun = self.comment;
        let text = normalize_spacing(written.trim_start_matches(is_blank), &mut self.comment);
        if self.lines.get(self.next).is_some_and(|line| line.start < start + written.len()) {
            self.next += 1;
            return self.put_content(self.next - 1, text);
        }
        match begun {
            InComment::Inside => self.put_verbatim(written),
            InComment::Outside if text.is_empty() => self.gap = true,
            InComment::Outside => self.put_comment(written, &text),
        }
    }

    fn put_content(&mut self, at: usize, text: String) {
        let place = self.places[at];
        let text = match self.rows[at].take() {
            Some(row) if !has_comment_before_text(&text) => row + &trailing_comment(&text, &self.lines[at]),
            _ => text,
        };
        let opens = self.layout == Layout::Inferred && place.opens && !self.follows_remark();
        self.put_line(place.depth, &text, opens);
    }

    /// A line of comment alone takes the column of the line below it; a deeper one takes that of the line above.
    fn put_comment(&mut self, written: &str, text: &str) {
        let column = written.chars().take_while(|c| is_blank(*c)).count();
        let below = self.lines.get(self.next);
        let depth = |at: Option<usize>| at.and_then(|at| self.places.get(at)).map_or(0, |place| place.depth);
        let (above, next) = (depth(self.next.checked_sub(1)), depth(below.map(|_| self.next)));
        let is_below = below.is_some_and(|line| column <= line.column) || column == 0;
        let depth = if is_below || self.layout == Layout::Inferred { next } else { above.max(next) };
        self.put_line(depth, text, false);
    }

    fn put_verbatim(&mut self, written: &str) {
        self.out.push_str(written);
        self.out.push('\n');
    }

    /// Whether the line above is a comment that a blank line would part from its line.
    fn follows_remark(&self) -> bool {
        let last = self.out.lines().next_back().unwrap_or_default().trim_start();
        last.starts_with("//") || last.ends_with("*/")
    }

    fn put_line(&mut self, depth: usize, text: &str, opens: bool) {
        if (self.gap || opens) && !self.out.is_empty() {
            self.out.push('\n');
        }
        self.gap = false;
        self.out.extend(std::iter::repeat_n(' ', depth * STEP));
        self.out.push_str(text);
        self.out.push('\n');
    }
}

/// The text after a row's last cell, which can only be a comment.
fn trailing_comment(text: &str, line: &Line<'_>) -> String {
    let cells = line.text.matches('|').count();
    let end = text.match_indices('|').nth(cells - 1).map_or(text.len(), |(at, _)| at + 1);
    text[end..].to_owned()
}

/// Whether a guard has guards in its body: then blank lines part the groups of its chain.
fn has_chain(lines: &[Line<'_>], node: &Node) -> bool {
    let is_guard = |node: &Node| lines[node.line].kind.is_guard();
    is_guard(node) && node.children.iter().any(is_guard)
}

/// Computes the depth of each line: one level below its owner; machines are not indented below their system.
fn compute_depths(nested: &Nested<'_>, nodes: &[Node], depth: usize, is_system: bool, places: &mut [Place]) {
    let lines = nested.lines.as_slice();
    let is_roomy = nodes.iter().any(|node| has_chain(lines, node));
    for (at, node) in nodes.iter().enumerate() {
        let kind = lines[node.line].kind;
        let is_block = matches!(
            kind,
            Kind::On
                | Kind::Crossing
                | Kind::ForEvent
                | Kind::ForScenario
                | Kind::Header(Header::Given | Header::Expect)
        );
        let is_first = match at {
            1 => lines[nodes[0].line].kind == Kind::With,
            _ => at == 0,
        };
        let is_own_given = kind == Kind::Header(Header::Given) && is_first && depth > 2;
        let is_group =
            is_roomy && at > 0 && !nodes[at - 1].is_bare() && (kind.is_guard() || kind == Kind::Otherwise);
        let opens = kind.rank().is_some() || is_block && !is_own_given || is_group;
        // Machines share the column of their system; its rules do not, so that they are not taken for a machine's.
        let depth = if kind == Kind::Header(Header::Rules) && is_system { depth + 1 } else { depth };
        places[node.line] = Place { depth, opens };
        let owns_system = kind == Kind::Header(Header::System);
        let under = if owns_system { depth } else { depth + 1 };
        if has_flush_scenarios(nested, node) {
            let (before, scenarios) = node.children.split_at(first_scenario(lines, node));
            compute_depths(nested, before, under, false, places);
            compute_depths(nested, scenarios, depth, false, places);
        } else {
            compute_depths(nested, &node.children, under, owns_system, places);
        }
    }
}

/// Whether the scenarios of a machine share its column: as in the source, and in flat text where there is no system.
fn has_flush_scenarios(nested: &Nested<'_>, node: &Node) -> bool {
    let lines = nested.lines.as_slice();
    let Some(first) = node.children.get(first_scenario(lines, node)) else { return false };
    if lines[node.line].kind != Kind::Header(Header::Machine) {
        return false;
    }
    match nested.layout {
        Layout::Indented => lines[first.line].column == lines[node.line].column,
        Layout::Inferred => lines.iter().all(|line| line.kind != Kind::Header(Header::System)),
    }
}

/// Where the scenarios of a machine begin: lines before them belong to the machine itself.
fn first_scenario(lines: &[Line<'_>], node: &Node) -> usize {
    let is_scenario =
        |node: &Node| matches!(lines[node.line].kind, Kind::Header(Header::Scenario | Header::Rules));
    node.children.iter().position(is_scenario).unwrap_or(node.children.len())
}
