//! `layout`: lines into blocks, by indentation and by the ranks of headers (reference#nesting, reference#block-owner).
//!
//! Every line becomes a node under the line it belongs to; only lines that are nested too deep are dropped. A line at a
//! column that fits no block is reported once and read where it most likely belongs. Libraries for indentation only compare
//! columns and stop at the first inconsistent one, so this is own code: headers nest by rank, and reading must continue.
//!
//! ```text
//! machine: @a          rank 1, at any column
//! scenario: b          rank 2, under the machine
//!   on :c              deeper than its parent
//!     order moves to #d
//!   expect:            at the handler's column: the scenario's
//! ```

use crate::ast::{Comment, Layout};
use crate::diagnostic::{Diagnostics, Name};
use crate::hints::{self, is_foreign_block};
use crate::kind::{Header, Kind, starts_timer};
use crate::lines::{Indent, Line};
use crate::source::FileId;

/// How many lines may enclose a line.
pub(crate) const MAX_DEPTH: usize = 64;

/// A line and the lines below it.
#[derive(Debug, PartialEq)]
pub(crate) struct Node {
    /// The line, as an index.
    pub(crate) line: usize,
    /// The lines below it, in order.
    pub(crate) children: Vec<Node>,
    /// Whether that is all.
    pub(crate) extent: Extent,
}

/// Whether all lines under a line are its node's children.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub(crate) enum Extent {
    /// They are.
    Whole,
    /// Some are nested too deep, which has been reported.
    Cut,
}

/// A text as nested lines.
pub(crate) struct Nested<'t> {
    /// The lines with content.
    pub(crate) lines: Vec<Line<'t>>,
    /// The nesting of the lines.
    pub(crate) nodes: Vec<Node>,
    /// The comments.
    pub(crate) comments: Vec<Comment>,
    /// How the nesting was found.
    pub(crate) layout: Layout,
    /// How many findings there were at first, and after the lines, the headers and the nesting were read.
    #[cfg(feature = "tools")]
    pub(crate) counts: [usize; STAGES],
}

/// The stages of reading that make reports: lines, headers, nesting, the tree. The findings of a file are in this order.
#[cfg(feature = "tools")]
pub(crate) const STAGES: usize = 4;

impl Node {
    /// Whether the line has no lines below it.
    pub(crate) fn is_bare(&self) -> bool {
        self.children.is_empty() && self.extent == Extent::Whole
    }
}

/// Nests lines by their columns.
pub(crate) fn nest_lines(file: FileId, lines: &[Line<'_>], diags: &mut Diagnostics) -> Vec<Node> {
    nest_lines_with(file, lines, diags, &mut |_, _| {})
}

/// The same; `after` is called for each line after its report.
pub(crate) fn nest_lines_with(
    file: FileId,
    lines: &[Line<'_>],
    diags: &mut Diagnostics,
    after: &mut dyn FnMut(usize, &mut Diagnostics),
) -> Vec<Node> {
    let mut nesting = Nesting { file, lines, diags, open: Vec::new(), roots: Vec::new(), skipped: None };
    for line in 0..lines.len() {
        nesting.place(line);
        after(line, nesting.diags);
    }
    nesting.close_blocks(0);
    nesting.roots
}

struct Nesting<'l, 't, 'd> {
    file: FileId,
    lines: &'l [Line<'t>],
    diags: &'d mut Diagnostics,
    /// The blocks that the next line may belong to, outermost first.
    open: Vec<Open>,
    roots: Vec<Node>,
    /// While lines are nested too deep: the column of the first of them.
    skipped: Option<usize>,
}

struct Open {
    node: Node,
    /// The column its line counts as.
    column: usize,
    rank: Option<u8>,
    /// The column its children share.
    children_at: Option<usize>,
    /// A column of children that has been reported.
    odd: Option<usize>,
}

/// Where a line belongs that is too far left.
#[derive(Clone, Copy)]
struct Home {
    /// The open block that owns it.
    owner: usize,
    /// The column it counts as.
    column: usize,
}

impl Open {
    /// Whether a line at a column belongs to this one: deeper, or, since headers have a rank instead of a column, at
    /// the column of a header that has no deeper lines.
    fn encloses(&self, column: usize) -> bool {
        let shares = self.rank.is_some() && self.children_at.is_none_or(|children| children == self.column);
        self.column < column || shares && self.column == column
    }
}

impl Nesting<'_, '_, '_> {
    fn place(&mut self, line: usize) {
        let kind = self.lines[line].kind;
        let column = self.lines[line].column;
        if let Some(rank) = kind.rank() {
            self.skipped = None;
            let keep = self.open.iter().position(|open| open.rank.is_none_or(|other| other >= rank));
            self.close_blocks(keep.unwrap_or(self.open.len()));
            return self.push(line, column);
        }
        if self.skipped.is_some_and(|skipped| column >= skipped) {
            return;
        }
        self.skipped = None;
        match self.find_handler_above(kind, column) {
            Some(keep) => {
                self.close_blocks(keep);
                self.push(line, column);
            }
            None => self.place_by_column(line, column),
        }
    }

    /// reference#block-owner: `given:` and `expect:` deeper than a handler belong to it, at any position in it.
    fn find_handler_above(&self, kind: Kind, column: usize) -> Option<usize> {
        if !matches!(kind, Kind::Header(Header::Given | Header::Expect)) {
            return None;
        }
        let is_handler = |open: &Open| {
            matches!(self.lines[open.node.line].kind, Kind::On | Kind::Crossing) && open.column < column
        };
        self.open.iter().rposition(is_handler).map(|at| at + 1)
    }

    fn place_by_column(&mut self, line: usize, column: usize) {
        let enclosing = self.open.iter().rposition(|open| open.encloses(column));
        if let Some(home) = self.find_owner(line, enclosing.map_or(0, |at| at + 1)) {
            return self.place_in_owner(line, home);
        }
        let keep = enclosing.or_else(|| self.find_innermost_header(line)).map_or(0, |at| at + 1);
        self.close_blocks(keep);
        let column = self.settle_column(line, column);
        if self.open.len() > MAX_DEPTH {
            return self.skip_too_deep(line, column);
        }
        self.push(line, column);
    }

    /// For a line that only a header would enclose, which cannot own it: the innermost block that can, among the open ones from
    /// `keep` on. So a line that is too far left is one mistake, and the lines below it remain where they are.
    fn find_owner(&self, line: usize, keep: usize) -> Option<Home> {
        if keep.checked_sub(1).is_some_and(|header| self.open[header].rank.is_none()) {
            return None;
        }
        let mut owners = (keep..self.open.len()).filter(|at| self.can_contain(*at, line));
        // A block with its lines at this column has been reported.
        let known = owners.clone().find(|at| self.open[*at].odd == Some(self.lines[line].column));
        if let Some(owner) = known {
            return Some(Home { owner, column: self.owner_column(owner, line) });
        }
        let owner = owners.next_back()?;
        let (kind, open) = (self.lines[line].kind, &self.open[owner]);
        let is_guard = self.lines[open.node.line].kind.is_guard();
        let continues_chain = kind == Kind::Otherwise || kind.is_guard() && open.node.is_bare();
        match (is_guard, continues_chain) {
            (true, true) => Some(Home { owner: owner.checked_sub(1)?, column: open.column }),
            (false, _) if kind == Kind::Otherwise => None,
            _ => Some(Home { owner, column: self.owner_column(owner, line) }),
        }
    }

    /// The column of the lines of a block; of its first line, that of the next one, if that cannot be under it.
    fn owner_column(&self, owner: usize, line: usize) -> usize {
        let Open { column, children_at, .. } = self.open[owner];
        let next = self.lines.get(line + 1).filter(|_| !self.lines[line].kind.can_own_lines());
        let next = next.map(|next| next.column).filter(|next| *next > column);
        children_at.or(next).unwrap_or(column + 1)
    }

    /// Whether a line can be in the block of an open one.
    fn can_contain(&self, at: usize, line: usize) -> bool {
        let line = &self.lines[line];
        let is_plain = || line.kind == Kind::Words && !hints::is_foreign_line(&line.text);
        let kind = |at: usize| self.lines[self.open[at].node.line].kind;
        // A block that is misplaced itself takes no further lines.
        let is_in_place = || {
            at.checked_sub(1).is_some_and(|at| matches!(kind(at), Kind::On | Kind::Header(Header::Scenario)))
        };
        match kind(at) {
            Kind::On | Kind::Crossing | Kind::Guard | Kind::OrGuard | Kind::Otherwise => {
                let is_step = matches!(line.kind, Kind::Otherwise | Kind::Variable | Kind::Step(_));
                line.kind.is_guard() || is_step || is_plain()
            }
            Kind::Header(Header::Given) if is_in_place() => {
                let is_fact = matches!(line.kind, Kind::Variable | Kind::Caption) || is_plain();
                // Another line with a state is a transition.
                is_fact && (!line.text.contains('#') || line.text.contains(" in #"))
            }
            Kind::Header(Header::Expect) if is_in_place() => line.kind == Kind::Assertion,
            _ => false,
        }
    }

    /// Places a line that is too far left; further lines at its column are no further mistakes.
    fn place_in_owner(&mut self, line: usize, home: Home) {
        let column = self.lines[line].column;
        let owner = &mut self.open[home.owner];
        let above = owner.node.line;
        if owner.odd.replace(column) != Some(column) {
            self.report_indentation(line, above, "this line is too far left for the block it belongs to");
        }
        self.close_blocks(home.owner + 1);
        self.push(line, home.column);
    }

    /// For a line that is not deeper than any header: the header above it.
    fn find_innermost_header(&mut self, line: usize) -> Option<usize> {
        let header = self.open.iter().rposition(|open| open.rank.is_some())?;
        let column = self.lines[line].column;
        if self.open[header].odd != Some(column) {
            self.open[header].odd = Some(column);
            let above = self.open[header].node.line;
            self.report_indentation(
                line,
                above,
                "this line must be indented deeper than the header above it",
            );
        }
        Some(header)
    }

    /// Makes sure that the line above can own this one and that siblings share a column; the column it counts as.
    fn settle_column(&mut self, line: usize, column: usize) -> usize {
        let Some(parent) = self.open.last() else { return column };
        if !self.may_own(parent.node.line, line) {
            let (above, at) = (parent.node.line, parent.column);
            self.close_blocks(self.open.len() - 1);
            self.report_indentation(line, above, "the line above this one takes no lines below it");
            if let Some(parent) = self.open.last_mut() {
                parent.odd = Some(column);
            }
            return at;
        }
        let Some(parent) = self.open.last_mut() else { return column };
        let shared = *parent.children_at.get_or_insert(column);
        if shared == column || parent.odd == Some(column) {
            return column;
        }
        parent.odd = Some(column);
        let first = parent.node.children.first().map_or(parent.node.line, |child| child.line);
        self.report_indentation(line, first, "this line is at a column that no line above it has");
        let owns = self.lines[line].kind.can_own_lines();
        // Between the columns of a line that is too far left and of its siblings, the lines below it decide.
        let has_deeper = self.lines.get(line + 1).is_some_and(|next| next.column > shared);
        if owns && !(column < shared && has_deeper) { column } else { shared }
    }

    fn may_own(&self, parent: usize, line: usize) -> bool {
        match self.lines[parent].kind {
            Kind::Variable => self.lines[line].kind == Kind::Row,
            Kind::Words if self.is_misplaced() || is_foreign_block(&self.lines[parent].text) => true,
            // A timer, or an emit with an event without ':', which `body` reports.
            Kind::Words => {
                let above = &self.lines[parent].text;
                self.lines[line].kind == Kind::With && (above.starts_with("emit ") || starts_timer(above))
            }
            kind => kind.can_own_lines(),
        }
    }

    /// Whether the innermost line is misplaced, so that the lines below it are part of that error.
    fn is_misplaced(&self) -> bool {
        self.open.len() < 2 || self.open[self.open.len() - 2].rank.is_some()
    }

    fn report_indentation(&mut self, line: usize, above: usize, message: &str) {
        if [line, above].iter().any(|line| self.lines[*line].indent == Indent::Tabs) {
            return;
        }
        let above = self.lines[above].span(self.file);
        self.diags
            .report(Name::Indentation, self.lines[line].span(self.file), message)
            .label(above, "it is measured by this line")
            .help("lines of one block share a column, and what belongs to a line is indented deeper than it");
    }

    fn skip_too_deep(&mut self, line: usize, column: usize) {
        self.skipped = Some(column);
        if let Some(above) = self.open.last_mut() {
            above.node.extent = Extent::Cut;
        }
        let span = self.lines[line].span(self.file);
        self.diags
            .report(Name::TooDeep, span, format!("this line is nested more than {MAX_DEPTH} deep"))
            .help("several handlers or scenarios need less depth than one");
    }

    fn push(&mut self, line: usize, column: usize) {
        let node = Node { line, children: Vec::new(), extent: Extent::Whole };
        let rank = self.lines[line].kind.rank();
        self.open.push(Open { node, column, rank, children_at: None, odd: None });
    }

    /// Closes the innermost blocks until `keep` are left.
    fn close_blocks(&mut self, keep: usize) {
        while self.open.len() > keep {
            let Some(closed) = self.open.pop() else { return };
            match self.open.last_mut() {
                Some(parent) => parent.node.children.push(closed.node),
                None => self.roots.push(closed.node),
            }
        }
    }
}
