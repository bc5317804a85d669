//! Texts and places in them.
//!
//! A [`Sources`] owns the text of every file of one compilation; a [`Span`] is a byte range in one of them. Lines and
//! columns are worked out on demand, for people. This module reads no files: callers pass texts.

use std::sync::OnceLock;

use crate::gather::Gather;

/// One file of a compilation: an index into [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in one file. Ordered by file, then start, then end: the order in which diagnostics are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The file the range lies in.
    pub file: FileId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

/// A place is one write of 128 bits. No other value in trees and models is, so that a hasher can recognize places.
#[cfg(feature = "tools")]
impl std::hash::Hash for Span {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        state.write_u128(u128::from(self.file.0) << 64 | u128::from(self.start) << 32 | u128::from(self.end));
    }
}

impl Span {
    /// The range `start..end` of `file`, in bytes.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { file, start: offset(start), end: offset(end) }
    }

    /// The smallest span that covers `self` and `other`, which are in the same file.
    pub fn to(self, other: Span) -> Span {
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A place for people: line and column, both from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// One text and the offsets of its lines.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name people know the file by: a path with `/`, relative where possible.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// Found when a place is first asked for: many texts have none to show.
    line_starts: OnceLock<Vec<u32>>,
    /// The number of characters before each [`STEP`]th byte; found when a place in a long line is first asked for.
    characters: OnceLock<Vec<u32>>,
}

/// In a line with more bytes than this, characters are counted ahead: a column is then found without reading the line from its start,
/// so that thousands of places in one line cost no more than in many lines.
const STEP: usize = 1024;

impl Source {
    fn new(path: String, text: String) -> Self {
        Source { path, text, line_starts: OnceLock::new(), characters: OnceLock::new() }
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let ends = self.text.match_indices('\n').map(|(at, _)| at as u32 + 1);
            std::iter::once(0).chain(ends).gather()
        })
    }

    /// How many characters begin in a range of bytes.
    fn characters_between(&self, start: usize, end: usize) -> usize {
        let count = |from: usize, to: usize| begun_in(&self.text.as_bytes()[from..to]);
        if end - start <= STEP {
            return count(start, end);
        }
        let characters = self.characters.get_or_init(|| count_characters(&self.text));
        let before = |at: usize| characters[at / STEP] as usize + count(at / STEP * STEP, at);
        before(end) - before(start)
    }

    /// Line and column of a byte offset; offsets after the end count as the end.
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line_of(offset);
        let start = self.line_starts()[line - 1] as usize;
        let end = (offset as usize).min(self.text.len());
        let is_place = self.text.is_char_boundary(end) && start <= end;
        let column = if is_place { self.characters_between(start, end) + 1 } else { 1 };
        Position { line, column }
    }

    /// The line of a byte offset, from 1; offsets after the end are in the last one.
    pub fn line_of(&self, offset: u32) -> usize {
        self.line_starts().partition_point(|start| *start <= offset).max(1)
    }

    /// The offset of a line, counted from 1; the end of the text for a line that the file does not have.
    pub fn line_start(&self, line: usize) -> usize {
        let start = line.checked_sub(1).and_then(|at| self.line_starts().get(at));
        start.map_or(self.text.len(), |start| *start as usize)
    }

    /// The number of lines.
    pub fn line_count(&self) -> usize {
        self.line_starts().len()
    }

    /// The text of a line, counted from 1, without its line end. Empty for a line the file does not have.
    pub fn line(&self, line: usize) -> &str {
        let Some(start) = line.checked_sub(1).and_then(|at| self.line_starts().get(at)) else { return "" };
        let end = self.line_starts().get(line).map_or(self.text.len(), |next| *next as usize);
        self.text[*start as usize..end].trim_end_matches(['\n', '\r'])
    }
}

/// The number of characters before each [`STEP`]th byte of a text.
fn count_characters(text: &str) -> Vec<u32> {
    let mut counts = vec![0];
    let mut count = 0;
    for part in text.as_bytes().chunks(STEP) {
        count += begun_in(part) as u32;
        counts.push(count);
    }
    counts
}

/// How many characters begin in some bytes of UTF-8.
fn begun_in(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte as i8) >= -64).count()
}

/// The texts of one compilation, in the order they were loaded.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// No files yet.
    pub fn new() -> Self {
        Sources::default()
    }

    /// Gives every file another name to be known by.
    pub fn rename(&mut self, name: impl Fn(&str) -> String) {
        self.files.iter_mut().for_each(|file| file.path = name(&file.path));
    }

    /// Adds a text under the name people know it by.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        self.files.push(Source::new(path.into(), text.into()));
        FileId(self.files.len() as u32 - 1)
    }

    /// The file with an id of this compilation.
    ///
    /// # Panics
    /// If the id is of another compilation.
    pub fn get(&self, file: FileId) -> &Source {
        &self.files[file.0 as usize]
    }

    /// The text a span covers; empty where the span does not fit the text.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.file).text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Line and column of the first byte of a span.
    pub fn position(&self, span: Span) -> Position {
        self.get(span.file).position(span.start)
    }

    /// All files with their ids, in the order they were loaded.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.files.iter().enumerate().map(|(at, source)| (FileId(at as u32), source))
    }
}
