//! `lines`: a text as lines with content, comments removed (reference#lines, reference#comments).
//!
//! Comments, tabs and other blanks become ' ', as many as they are bytes, so that offsets into a line are offsets into the file. Blank
//! lines and lines of comments alone are gone; tabs, quotation marks that are not closed, and comments that are not, are reported.

use std::borrow::Cow;

use crate::ast::Comment;
use crate::diagnostic::{Diagnostics, Name};
use crate::edit::Edit;
use crate::kind::Kind;
use crate::source::{FileId, Span};

/// The width of a tab in the indentation, where an error has been reported already.
const TAB: usize = 4;

/// One line with content.
#[derive(Debug)]
pub(crate) struct Line<'t> {
    /// Its kind.
    pub(crate) kind: Kind,
    /// The line without indentation, comments and blanks at its end.
    pub(crate) text: Cow<'t, str>,
    /// Offset of `text` in the file.
    pub(crate) start: usize,
    /// The column it is indented to, from 0.
    pub(crate) column: usize,
    /// Its indentation.
    pub(crate) indent: Indent,
    /// Whether its grammar can read it.
    pub(crate) health: Health,
}

/// The characters of a line's indentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub(crate) enum Indent {
    /// None, or blanks.
    Blanks,
    /// Tabs among them, which has been reported: its column is a guess.
    Tabs,
}

/// Whether something is known to be wrong with a line already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub(crate) enum Health {
    /// No error is known.
    Sound,
    /// A quotation mark is not closed, which has been reported: the line is not read.
    Broken,
}

impl Line<'_> {
    /// The place of the whole line.
    pub(crate) fn span(&self, file: FileId) -> Span {
        Span::new(file, self.start, self.start + self.text.len())
    }
}

/// The result of [`split_lines`].
#[derive(Debug, Default)]
pub(crate) struct Split<'t> {
    /// The lines with content.
    pub(crate) lines: Vec<Line<'t>>,
    /// The comments between and after them.
    pub(crate) comments: Vec<Comment>,
}

/// Splits a text into lines.
pub(crate) fn split_lines<'t>(file: FileId, text: &'t str, diags: &mut Diagnostics) -> Split<'t> {
    let mut splitter = Splitter { file, text, open: None, split: Split::default(), diags };
    splitter.add_lines(0, text.len());
    splitter.finish()
}

/// Splits a part of a text that begins where a line begins and no comment is open. `None` if a comment is open at its end, and it is not
/// the end of the text.
#[cfg(feature = "tools")]
pub(crate) fn split_part<'t>(
    file: FileId,
    text: &'t str,
    part: std::ops::Range<usize>,
    diags: &mut Diagnostics,
) -> Option<Split<'t>> {
    let mut splitter = Splitter { file, text, open: None, split: Split::default(), diags };
    splitter.add_lines(part.start, part.end);
    (splitter.open.is_none() || part.end == text.len()).then(|| splitter.finish())
}

struct Splitter<'t, 'd> {
    file: FileId,
    text: &'t str,
    /// Where the comment begins that goes on over the line's end.
    open: Option<usize>,
    split: Split<'t>,
    diags: &'d mut Diagnostics,
}

/// The comments and texts of one line.
#[derive(Default)]
struct Scan {
    /// Comments in the line, and blanks other than ' ', by offsets.
    blanks: Vec<(usize, usize)>,
    /// A quotation mark that is not closed.
    unclosed: Option<usize>,
}

impl<'t> Splitter<'t, '_> {
    /// Adds the lines from one place to another.
    fn add_lines(&mut self, from: usize, to: usize) {
        let mut start = from;
        while start < to {
            let end = self.text[start..to].find('\n').map_or(to, |length| start + length);
            self.add_line(start, end);
            start = end + 1;
        }
    }

    fn add_line(&mut self, start: usize, end: usize) {
        let carried = self.open;
        let scan = self.scan(start, end);
        let Some((from, to)) = self.content_range(start, end, &scan.blanks) else { return };
        let margin = start + leading_blanks(&self.text[start..end]);
        let health = if scan.unclosed.is_some() { Health::Broken } else { Health::Sound };
        let text = self.blank_comments(from, to, &scan.blanks);
        let (column, indent) = self.measure_column(start, margin, carried);
        self.split.lines.push(Line { kind: Kind::of(&text), text, start: from, column, indent, health });
        if let Some(quote) = scan.unclosed {
            let span = Span::new(self.file, quote, to);
            self.diags
                .report(Name::UnclosedText, span, "this text has no closing quotation mark")
                .help("a text ends with '\"' on the same line; '\\\"' is a quotation mark inside it");
        }
    }

    /// Looks for comments and texts in `start..end`.
    fn scan(&mut self, start: usize, end: usize) -> Scan {
        let mut scan = Scan::default();
        let bytes = self.text.as_bytes();
        let mut at = start;
        if let Some(open) = self.open {
            let Some(close) = self.text[start..end].find("*/") else {
                scan.blanks.push((start, end));
                return scan;
            };
            at = start + close + 2;
            scan.blanks.push((start, at));
            self.close_comment(open, at);
        }
        while at < end {
            at = match bytes[at] {
                b'"' => self.skip_text(&mut scan, at, end),
                b'/' if bytes[at..end].starts_with(b"//") => self.skip_line_comment(&mut scan, at, end),
                b'/' if bytes[at..end].starts_with(b"/*") => self.skip_comment(&mut scan, at, end),
                b'!'..=b'~' | b' ' => at + 1,
                _ => self.skip_char(&mut scan, at),
            };
        }
        scan
    }

    /// A character out of the ordinary; blanks other than ' ' become one.
    fn skip_char(&self, scan: &mut Scan, at: usize) -> usize {
        let Some(c) = self.text[at..].chars().next() else { return at + 1 };
        let end = at + c.len_utf8();
        if is_blank(c) {
            scan.blanks.push((at, end));
        }
        end
    }

    fn skip_text(&mut self, scan: &mut Scan, quote: usize, end: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = quote + 1;
        while at < end {
            match bytes[at] {
                b'\\' => at += 2,
                b'"' => return at + 1,
                _ => at += 1,
            }
        }
        scan.unclosed = Some(quote);
        end
    }

    fn skip_line_comment(&mut self, scan: &mut Scan, start: usize, end: usize) -> usize {
        let length = self.text[start..end].trim_end().len();
        scan.blanks.push((start, end));
        self.add_comment(start, start + length);
        end
    }

    fn skip_comment(&mut self, scan: &mut Scan, start: usize, end: usize) -> usize {
        let close = self.text[start + 2..end].find("*/").map(|length| start + 2 + length + 2);
        match close {
            Some(close) => self.add_comment(start, close),
            None => self.open = Some(start),
        }
        let stop = close.unwrap_or(end);
        scan.blanks.push((start, stop));
        stop
    }

    fn close_comment(&mut self, start: usize, end: usize) {
        self.open = None;
        self.add_comment(start, end);
    }

    fn add_comment(&mut self, start: usize, end: usize) {
        let span = Span::new(self.file, start, end);
        self.split.comments.push(Comment { text: self.text[start..end].to_owned(), span });
    }

    /// The part of a line from its first to its last character that is neither blank nor comment.
    fn content_range(&self, start: usize, end: usize, blanks: &[(usize, usize)]) -> Option<(usize, usize)> {
        let mut gaps = blanks.iter().copied().chain([(end, end)]);
        let mut at = start;
        let mut found: Option<(usize, usize)> = None;
        while at <= end {
            let (gap, next) = gaps.next()?;
            let piece = &self.text[at..gap];
            let length = piece.len() - trailing_blanks(piece);
            if length > 0 {
                let from = at + leading_blanks(piece);
                found = Some((found.map_or(from, |(first, _)| first), at + length));
            }
            if gap == end && next == end {
                break;
            }
            at = next;
        }
        found
    }

    /// The text of `from..to` with blanks for comments; borrowed where there are none.
    fn blank_comments(&self, from: usize, to: usize, blanks: &[(usize, usize)]) -> Cow<'t, str> {
        let text = &self.text[from..to];
        let inside = |&&(start, end): &&(usize, usize)| start < to && end > from;
        if !blanks.iter().any(|blank| inside(&blank)) {
            return Cow::Borrowed(text);
        }
        let mut copy = String::with_capacity(text.len());
        let mut at = from;
        for &(start, end) in blanks.iter().filter(inside) {
            copy.push_str(&self.text[at..start.max(at)]);
            copy.extend(std::iter::repeat_n(' ', end.min(to) - start.max(at)));
            at = end;
        }
        copy.push_str(&self.text[at.min(to)..to]);
        Cow::Owned(copy)
    }

    /// The column of `margin` in the line that begins at `start`, in characters; where a comment begins a line, its column.
    fn measure_column(&mut self, start: usize, margin: usize, carried: Option<usize>) -> (usize, Indent) {
        let indent = &self.text[start..margin];
        if indent.bytes().all(|byte| byte == b' ') {
            return (indent.len(), Indent::Blanks);
        }
        let step = |column: usize, c: char| if c == '\t' { column - column % TAB + TAB } else { column + 1 };
        let column = indent.chars().filter(|c| *c != '\u{feff}').fold(0, step);
        let Some(tab) = indent.find('\t').filter(|_| carried.is_none()) else {
            return (column, Indent::Blanks);
        };
        let tabs = indent[tab..].bytes().take_while(|byte| *byte == b'\t').count();
        // A byte order mark stays where it is.
        let first = start + indent.len() - indent.trim_start_matches('\u{feff}').len();
        let spaces = Edit::replace(Span::new(self.file, first, margin), " ".repeat(column));
        self.diags
            .report(
                Name::TabIndent,
                Span::new(self.file, start + tab, start + tab + tabs),
                "this line is indented with a tab",
            )
            .fix("blocks are indented with spaces", vec![spaces]);
        (column, Indent::Tabs)
    }

    fn finish(mut self) -> Split<'t> {
        if let Some(start) = self.open.take() {
            let opening = Span::new(self.file, start, start + 2);
            self.diags
                .report(Name::UnclosedText, opening, "this comment is not closed")
                .help("it ends at the first '*/'");
            self.add_comment(start, self.text.len());
        }
        self.split
    }
}

/// Blanks, wherever text is copied from: also no-break spaces, byte order marks, and the `\r` of a line end.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// How many bytes of blanks a text begins with. Nearly all are spaces, which need not be decoded.
fn leading_blanks(text: &str) -> usize {
    let spaces = text.bytes().take_while(|byte| *byte == b' ').count();
    match text.as_bytes().get(spaces) {
        Some(byte) if !byte.is_ascii_graphic() => text.len() - text.trim_start_matches(is_blank).len(),
        _ => spaces,
    }
}

/// How many bytes of blanks a text ends with.
fn trailing_blanks(text: &str) -> usize {
    match text.as_bytes().last() {
        Some(byte) if byte.is_ascii_graphic() => 0,
        _ => text.len() - text.trim_end_matches(is_blank).len(),
    }
}
