//! `sections`: the machines of an earlier text, for tools that read a file again after each change.
//!
//! A section reaches from the header of a machine to the next one. Headers close all blocks, so the lines of a section, their nesting, the
//! tree and the findings depend only on its text, where all its lines are deeper than its header. After a change only the sections are
//! read again that it touches, and the lines before the first one; everything else is moved to its new place. A file in which a test
//! begins, or with a comment that is open where a section should begin, is read as a whole.

use std::ops::Range;

use crate::ast::relocate::{Move, Relocate};
use crate::ast::{Comment, File, Layout};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::gather::Gather;
use crate::kind::{Header, Kind};
use crate::layout::{self, Nested, Node, STAGES};
use crate::lines::{self, Health, Indent, Line, Split};
use crate::misspelt;
use crate::source::{FileId, Span};

/// A machine of a text, from the line of its header up to the next one.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    /// The offset of its first line.
    pub(crate) start: usize,
    /// The offset of the first line after it.
    pub(crate) end: usize,
    /// The place of its header.
    header: Range<usize>,
    /// The column of its header.
    column: usize,
    /// The findings about its lines, by stage.
    findings: [Vec<Diagnostic>; STAGES],
    /// Whether nothing outside of it has an effect on it, and it has none on anything outside.
    is_alone: bool,
}

impl Section {
    fn relocate(&mut self, to: Move) {
        let moved = |at: usize| (at as i64 + to.by) as usize;
        (self.start, self.end) = (moved(self.start), moved(self.end));
        self.header = moved(self.header.start)..moved(self.header.end);
        self.findings.iter_mut().flatten().for_each(|finding| finding.relocate(to));
    }

    /// Its header as a line without any below it.
    fn header_line<'t>(&self, text: &'t str) -> Line<'t> {
        Line {
            kind: Kind::Header(Header::Machine),
            text: text[self.header.clone()].into(),
            start: self.header.start,
            column: self.column,
            indent: Indent::Blanks,
            health: Health::Sound,
        }
    }

    /// Whether a finding is about nothing outside of it.
    fn contains(&self, finding: &Diagnostic) -> bool {
        let is_inside = |span: Span| self.start <= span.start as usize && span.end as usize <= self.end;
        let edits = || finding.help.iter().flat_map(|help| &help.edits);
        is_inside(finding.span)
            && finding.labels.iter().all(|label| is_inside(label.span))
            && edits().all(|edit| is_inside(edit.at))
    }
}

/// Which sections of an earlier text are the same in a new one.
#[derive(Debug, PartialEq, Eq)]
struct Plan {
    /// The number of sections before the change.
    before: usize,
    /// The position of the first section after the change.
    after: usize,
    /// How many bytes longer the new text is.
    by: i64,
}

impl Plan {
    /// `None` if there are none.
    fn new((old, sections): (&str, &[Section]), text: &str) -> Option<Plan> {
        let old = old.as_bytes();
        let start = count_equal(old, text.as_bytes());
        let most = old.len().min(text.len()) - start;
        let end = old.len() - count_equal_at_end(old, text.as_bytes(), most);
        // A section also depends on where the next one begins, and on the line end before it.
        let is_before = |pair: &&[Section]| pair[0].is_alone && pair[1].end_of_header(old) < start;
        let before = sections.windows(2).take_while(is_before).count();
        let is_after = |section: &&Section| section.is_alone && section.start > end;
        let after = sections.len() - sections[before..].iter().rev().take_while(is_after).count();
        let by = text.len() as i64 - old.len() as i64;
        (before > 0 || after < sections.len()).then_some(Plan { before, after, by })
    }
}

impl Section {
    /// Where the line of its header ends.
    fn end_of_header(&self, text: &[u8]) -> usize {
        let rest = text.get(self.header.end..).unwrap_or_default();
        self.header.end + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len())
    }
}

/// How many bytes of two texts are the same at their beginning.
fn count_equal(a: &[u8], b: &[u8]) -> usize {
    const STEP: usize = 256;
    let steps = a.chunks(STEP).zip(b.chunks(STEP)).take_while(|(a, b)| a == b).count();
    let start = (steps * STEP).min(a.len()).min(b.len());
    start + a[start..].iter().zip(&b[start..]).take_while(|(a, b)| a == b).count()
}

/// How many bytes of two texts are the same at their end, up to a number.
fn count_equal_at_end(a: &[u8], b: &[u8], most: usize) -> usize {
    const STEP: usize = 256;
    let (a, b) = (&a[a.len() - most..], &b[b.len() - most..]);
    let steps = a.rchunks(STEP).zip(b.rchunks(STEP)).take_while(|(a, b)| a == b).count();
    let end = (steps * STEP).min(most);
    end + a[..most - end].iter().rev().zip(b[..most - end].iter().rev()).take_while(|(a, b)| a == b).count()
}

/// The lines of a text, without those of sections that are known from an earlier one.
pub(crate) struct Parts<'t> {
    /// How the lines are nested, and their comments.
    pub(crate) nested: Nested<'t>,
    /// The known sections, in order.
    pub(crate) known: Vec<Known>,
}

/// A section that is not read again.
pub(crate) struct Known {
    /// The position of its header among the lines.
    pub(crate) line: usize,
    /// Where it is now.
    section: Section,
    /// Where it was.
    pub(crate) was: Range<usize>,
    /// From there to here.
    pub(crate) to: Move,
}

impl Known {
    fn new(mut section: Section, to: Move) -> Known {
        let was = section.start..section.end;
        section.relocate(to);
        Known { line: 0, section, was, to }
    }

    /// The findings about its tree.
    pub(crate) fn findings_of_tree(&self) -> &[Diagnostic] {
        &self.section.findings[STAGES - 1]
    }

    /// Where its machine was.
    pub(crate) fn machine_was(&self) -> u32 {
        (self.was.start + self.section.header.start - self.section.start) as u32
    }
}

/// A part of a text.
enum Piece<'t> {
    Read(Split<'t>),
    Known(Known),
}

/// What is known of an earlier text.
pub(crate) struct Before<'b> {
    /// The text.
    pub(crate) text: &'b str,
    /// Its sections.
    pub(crate) sections: Vec<Section>,
    /// Its comments, which are taken if sections are.
    pub(crate) comments: &'b mut Vec<Comment>,
}

/// Gives lines the kinds that are not known from their first words.
type Mark = fn(&mut [Line<'_>]);

/// Reads the lines of a text that are not in known sections. `None` if it must be read as a whole; its findings are of no use then.
pub(crate) fn read_parts<'t>(
    file: FileId,
    text: &'t str,
    before: Before<'_>,
    mark: Mark,
    diags: &mut Diagnostics,
) -> Option<Parts<'t>> {
    let plan = Plan::new((before.text, &before.sections), text)?;
    let mut counts = [diags.count(); STAGES];
    let mut pieces = split_pieces((file, text), (&plan, before.sections), mark, diags)?;
    counts[1] = diags.count();
    for piece in &mut pieces {
        match piece {
            Piece::Read(split) => misspelt::correct_headers(file, &mut split.lines, diags),
            Piece::Known(known) => diags.extend(&known.section.findings[1]),
        }
    }
    counts[2] = diags.count();
    let (lines, comments, known) = join_pieces(text, pieces, std::mem::take(before.comments));
    let mut next = known.iter().peekable();
    let nodes = layout::nest_lines_with(file, &lines, diags, &mut |line, diags| {
        if let Some(known) = next.next_if(|known| known.line == line) {
            diags.extend(&known.section.findings[2]);
        }
    });
    counts[3] = diags.count();
    // Lines below a header of a known section are deeper than it.
    let layout = Layout::Indented;
    Some(Parts { nested: Nested { lines, nodes, comments, layout, counts }, known })
}

/// Splits the parts that are read into lines. `None` if the sections after them must be read, too.
fn split_pieces<'t>(
    (file, text): (FileId, &'t str),
    (plan, sections): (&Plan, Vec<Section>),
    mark: Mark,
    diags: &mut Diagnostics,
) -> Option<Vec<Piece<'t>>> {
    let moved = |at: usize| (at as i64 + plan.by) as usize;
    let changed_end = sections.get(plan.after).map_or(text.len(), |section| moved(section.start));
    // Without sections before the change, the lines before the first one belong to what has changed.
    let (head, changed) = match plan.before {
        0 => (0..0, 0..changed_end),
        before => (0..sections[0].start, sections[before].start..changed_end),
    };
    let read = |range: Range<usize>, diags: &mut Diagnostics| {
        let mut split = lines::split_part(file, text, range, diags)?;
        mark(&mut split.lines);
        (!split.lines.iter().any(is_test)).then_some(Piece::Read(split))
    };
    let mut pieces = vec![read(head, diags)?];
    for (at, section) in sections.into_iter().enumerate() {
        if at == plan.before {
            pieces.push(read(changed.clone(), diags)?);
        }
        if at < plan.before || at >= plan.after {
            let by = if at < plan.before { 0 } else { plan.by };
            let known = Known::new(section, Move { file, by });
            diags.extend(&known.section.findings[0]);
            pieces.push(Piece::Known(known));
        }
    }
    Some(pieces)
}

fn is_test(line: &Line<'_>) -> bool {
    line.kind == Kind::Header(Header::Test)
}

/// The lines and comments of all parts, with a line for each known section.
fn join_pieces<'t>(
    text: &'t str,
    pieces: Vec<Piece<'t>>,
    comments: Vec<Comment>,
) -> (Vec<Line<'t>>, Vec<Comment>, Vec<Known>) {
    let (mut lines, mut joined, mut all) = (Vec::new(), Vec::with_capacity(comments.len()), Vec::new());
    let mut comments = comments.into_iter().peekable();
    for piece in pieces {
        match piece {
            Piece::Read(mut split) => {
                lines.append(&mut split.lines);
                joined.append(&mut split.comments);
            }
            Piece::Known(mut known) => {
                known.line = lines.len();
                lines.push(known.section.header_line(text));
                while let Some(mut comment) = comments.next_if(|of| (of.span.start as usize) < known.was.end)
                {
                    if comment.span.start as usize >= known.was.start {
                        comment.span.relocate(known.to);
                        joined.push(comment);
                    }
                }
                all.push(known);
            }
        }
    }
    (lines, joined, all)
}

/// The sections of a file that was read.
pub(crate) fn list_sections(
    text: &str,
    parts: &Parts<'_>,
    tree: &File,
    found: &[Diagnostic],
) -> Vec<Section> {
    let lines = &parts.nested.lines;
    if parts.nested.layout == Layout::Inferred || lines.iter().any(is_test) {
        return Vec::new();
    }
    let mut known = parts.known.iter().peekable();
    let (mut sections, mut firsts) = (Vec::new(), Vec::new());
    for (at, line) in lines.iter().enumerate() {
        let section = match known.next_if(|known| known.line == at) {
            Some(known) => Section { findings: Default::default(), ..known.section.clone() },
            None => match begin_section(text, line) {
                Some(section) => section,
                None => continue,
            },
        };
        sections.push(section);
        firsts.push(at);
    }
    let ends = sections.iter().skip(1).map(|section| section.start).chain([text.len()]).gather();
    sections.iter_mut().zip(ends).for_each(|(section, end)| section.end = end);
    let mut roots = vec![0; sections.len()];
    for node in list_top_level(&parts.nested) {
        let after = firsts.partition_point(|first| *first <= node.line);
        after.checked_sub(1).into_iter().for_each(|section| roots[section] += 1);
    }
    let mut known = parts.known.iter().peekable();
    let ends = firsts.iter().skip(1).copied().chain([lines.len()]);
    for (at, (first, end)) in firsts.iter().copied().zip(ends).enumerate() {
        let is_known = known.next_if(|known| known.line == first).is_some();
        let start = lines[first].start as u32;
        let has_machine = tree.machines.binary_search_by_key(&start, |machine| machine.span.start).is_ok();
        sections[at].is_alone = is_known || has_machine && roots[at] == 1 && are_deeper(&lines[first..end]);
    }
    add_findings(&mut sections, &parts.nested.counts, found);
    sections
}

/// The section that begins with a line, if its header is one without corrections and no comment is open before it.
fn begin_section(text: &str, line: &Line<'_>) -> Option<Section> {
    let is_header = line.kind == Kind::Header(Header::Machine) && Kind::of(&line.text) == line.kind;
    let start = line.start.checked_sub(line.column).filter(|_| is_header && line.indent == Indent::Blanks)?;
    let begins = start == 0 || text.as_bytes()[start - 1] == b'\n';
    let is_indented = text.as_bytes()[start..line.start].iter().all(|byte| *byte == b' ');
    (begins && is_indented).then(|| Section {
        start,
        end: start,
        header: line.start..line.start + line.text.len(),
        column: line.column,
        findings: Default::default(),
        is_alone: false,
    })
}

/// The nodes that are at the top of the file, or directly below a system.
fn list_top_level<'n>(nested: &'n Nested<'_>) -> impl Iterator<Item = &'n Node> {
    let is_system = |node: &Node| nested.lines[node.line].kind == Kind::Header(Header::System);
    nested.nodes.iter().flat_map(move |node| {
        let below = if is_system(node) { node.children.as_slice() } else { &[] };
        std::iter::once(node).chain(below)
    })
}

/// Whether there are lines after the first, and all that are no headers are deeper.
fn are_deeper(lines: &[Line<'_>]) -> bool {
    let mut others = lines[1..].iter().filter(|line| line.kind.rank().is_none()).peekable();
    others.peek().is_some() && others.all(|line| line.column > lines[0].column)
}

/// Gives each section the findings about it.
fn add_findings(sections: &mut [Section], counts: &[usize; STAGES], found: &[Diagnostic]) {
    for (at, finding) in found.iter().enumerate() {
        let stage = counts.iter().rposition(|count| *count - counts[0] <= at).unwrap_or_default();
        let after = sections.partition_point(|section| section.start <= finding.span.start as usize);
        let Some(section) = after.checked_sub(1).and_then(|at| sections.get_mut(at)) else { continue };
        section.is_alone &= section.contains(finding);
        section.findings[stage].push(finding.clone());
    }
}
