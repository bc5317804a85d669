//! Ranges of lines: what can be folded, and what a selection grows to.
//!
//! Both follow the indentation, and the structure of the file where the indentation does not show it.

use std::collections::BTreeMap;

use flow_project::Analysis;
use flow_syntax::source::{FileId, Source, Span};

use super::outline::{Item, column_of, outline};
use super::token::is_word_char;

/// Lines that can be folded, from 0, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fold {
    /// The line that stays.
    pub first: u32,
    /// The last line that is hidden.
    pub last: u32,
    /// Whether the lines are a comment.
    pub is_comment: bool,
}

/// The folds of a file, in the order of their first lines.
pub fn folds(analysis: &Analysis, file: FileId) -> Vec<Fold> {
    let source = analysis.program.sources.get(file);
    let mut ends: BTreeMap<u32, Fold> = BTreeMap::new();
    let mut add = |fold: Fold| {
        if fold.last > fold.first {
            let known = ends.entry(fold.first).or_insert(fold);
            known.last = known.last.max(fold.last);
        }
    };
    let lines = lines_of(source);
    indented_blocks(&lines).into_iter().for_each(&mut add);
    comment_blocks(&lines).into_iter().for_each(&mut add);
    outline(analysis, file).iter().for_each(|item| fold_item(source, item, &mut add));
    ends.into_values().collect()
}

fn fold_item(source: &Source, item: &Item, add: &mut dyn FnMut(Fold)) {
    let line = |at: u32| source.line_of(at) as u32 - 1;
    add(Fold { first: line(item.header.start), last: line(item.range.end), is_comment: false });
    item.children.iter().for_each(|child| fold_item(source, child, add));
}

/// What of a line matters for folds.
struct Line {
    /// Blank lines have none.
    column: Option<usize>,
    is_comment: bool,
}

fn lines_of(source: &Source) -> Vec<Line> {
    let line = |text: &str| {
        let column = column_of(text);
        Line { column, is_comment: column.is_some_and(|column| text[column..].starts_with("//")) }
    };
    (1..=source.line_count()).map(|number| line(source.line(number))).collect()
}

/// Each line that has deeper lines below it.
fn indented_blocks(lines: &[Line]) -> Vec<Fold> {
    let mut open: Vec<(u32, usize)> = Vec::new();
    let mut folds = Vec::new();
    let mut last = 0;
    for (line, Line { column, .. }) in lines.iter().enumerate() {
        let Some(column) = *column else { continue };
        while let Some((first, _)) = open.pop_if(|(_, of)| *of >= column) {
            folds.push(Fold { first, last, is_comment: false });
        }
        open.push((line as u32, column));
        last = line as u32;
    }
    folds.extend(open.into_iter().map(|(first, _)| Fold { first, last, is_comment: false }));
    folds
}

/// Each run of lines that are comments.
fn comment_blocks(lines: &[Line]) -> Vec<Fold> {
    let mut folds = Vec::new();
    let mut first = None;
    // A line after the last ends its comments.
    let ends = lines.iter().map(|line| line.is_comment).chain([false]);
    for (line, is_comment) in ends.enumerate() {
        match (is_comment, first) {
            (true, None) => first = Some(line),
            (false, Some(start)) => {
                folds.push(Fold { first: start as u32, last: line as u32 - 1, is_comment: true });
                first = None;
            }
            _ => {}
        }
    }
    folds
}

/// The ranges that a selection at a place grows to, from the smallest to the whole file. Each contains the one before it.
pub fn selections(analysis: &Analysis, file: FileId, offset: u32) -> Vec<Span> {
    let source = analysis.program.sources.get(file);
    let text = source.text.as_str();
    let offset = offset.min(text.len() as u32);
    let span = |start: usize, end: usize| Span::new(file, start, end);
    let at = offset as usize;
    let mut found = Vec::new();
    let start = text[..at].trim_end_matches(is_word_char).len();
    let end = text.len() - text[at..].trim_start_matches(is_word_char).len();
    found.push(span(start, end));
    let with_sigil = text[..start].trim_end_matches(['#', '@', ':', '$']).len();
    if start - with_sigil == 1 && end > start {
        found.push(span(with_sigil, end));
    }
    let line = source.line_of(offset);
    let line_start = source.line_start(line);
    let content = source.line(line);
    let indent = content.len() - content.trim_start().len();
    found.push(span(line_start + indent, line_start + content.trim_end().len()));
    found.push(span(line_start, line_start + content.len()));
    for fold in folds(analysis, file) {
        let (first, last) = (fold.first as usize + 1, fold.last as usize + 1);
        if first <= line && line <= last {
            let start = source.line_start(first);
            found.push(span(start, source.line_start(last) + source.line(last).len()));
        }
    }
    found.push(span(0, text.trim_end().len().max(at)));
    keep_growing(found, offset)
}

/// The ranges that contain the place, the smallest first, each of which contains the one before it.
fn keep_growing(mut found: Vec<Span>, offset: u32) -> Vec<Span> {
    found.retain(|span| span.start <= offset && offset <= span.end);
    found.sort_by_key(|span| (span.end - span.start, span.start));
    let mut growing: Vec<Span> = Vec::new();
    for span in found {
        let contains = growing
            .last()
            .is_none_or(|last| span.start <= last.start && last.end <= span.end && span != *last);
        if contains {
            growing.push(span);
        }
    }
    growing
}
