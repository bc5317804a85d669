//! `spacing`: one blank between words, two before a comment at the end; texts and comments stay as they are.
//!
//! Works on one line of the file at a time, without its margin. The only thing it knows of other lines is whether a
//! comment goes on from one to the next.

use crate::kind::{HEADERS, split_word};
use crate::lines::is_blank;

/// Whether a comment goes on over the end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InComment {
    /// It does.
    Inside,
    /// None does.
    Outside,
}

/// A piece of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece<'l> {
    Text(&'l str),
    Comment(&'l str),
    Blanks,
}

/// The line with canonical blanks. Its margin is gone already.
pub(super) fn normalize_spacing(line: &str, comment: &mut InComment) -> String {
    let pieces = pieces(line, comment);
    let last_text = pieces.iter().rposition(|piece| matches!(piece, Piece::Text(_)));
    let mut spaced = String::with_capacity(line.len() + 2);
    for (at, piece) in pieces.iter().enumerate() {
        let is_trailing = last_text.is_some_and(|last| at > last);
        match piece {
            Piece::Text(text) if spaced.is_empty() => spaced.push_str(&add_blank_after_mark(text)),
            Piece::Text(text) | Piece::Comment(text) => spaced.push_str(text),
            Piece::Blanks if is_trailing && at == last_text.unwrap_or_default() + 1 => spaced.push_str("  "),
            Piece::Blanks if !spaced.ends_with(' ') => spaced.push(' '),
            Piece::Blanks => {}
        }
    }
    spaced.truncate(spaced.trim_end_matches(is_blank).len());
    spaced
}

/// Whether a comment precedes a word of a line.
pub(super) fn has_comment_before_text(line: &str) -> bool {
    let pieces = pieces(line, &mut InComment::Outside);
    let comment = pieces.iter().position(|piece| matches!(piece, Piece::Comment(_)));
    let text = pieces.iter().rposition(|piece| matches!(piece, Piece::Text(_)));
    comment < text && comment.is_some()
}

/// A blank after the mark that a line begins with.
fn add_blank_after_mark(text: &str) -> String {
    let mark = match text {
        _ if text.starts_with("??") => 2,
        _ if text.starts_with(['?', '=']) => 1,
        _ if text.starts_with("on>") => 3,
        _ => header_length(text),
    };
    let (mark, rest) = text.split_at(mark);
    if mark.is_empty() || rest.is_empty() { text.to_owned() } else { format!("{mark} {rest}") }
}

/// The length of a header's word and colon.
fn header_length(text: &str) -> usize {
    let (word, rest) = split_word(text);
    let is_header = rest.starts_with(':') && HEADERS.iter().any(|(header, _)| *header == word);
    if is_header { word.len() + 1 } else { 0 }
}

/// Splits a line at blanks and comments outside of texts.
fn pieces<'l>(line: &'l str, comment: &mut InComment) -> Vec<Piece<'l>> {
    let mut pieces = Vec::new();
    let mut rest = line;
    if *comment == InComment::Inside {
        rest = take_comment(&mut pieces, rest, 0, comment);
    }
    while let Some(first) = rest.chars().next() {
        rest = match first {
            _ if is_blank(first) => {
                pieces.push(Piece::Blanks);
                rest.trim_start_matches(is_blank)
            }
            '/' if rest.starts_with("//") => {
                pieces.push(Piece::Comment(rest));
                ""
            }
            '/' if rest.starts_with("/*") => take_comment(&mut pieces, rest, 2, comment),
            _ => take_text(&mut pieces, rest),
        };
    }
    pieces
}

fn take_comment<'l>(
    pieces: &mut Vec<Piece<'l>>,
    rest: &'l str,
    opening: usize,
    comment: &mut InComment,
) -> &'l str {
    let close = rest[opening..].find("*/").map(|at| opening + at + 2);
    *comment = if close.is_some() { InComment::Outside } else { InComment::Inside };
    let (text, rest) = rest.split_at(close.unwrap_or(rest.len()));
    pieces.push(Piece::Comment(text));
    rest
}

/// A run without blanks and comments, texts in quotation marks whole.
fn take_text<'l>(pieces: &mut Vec<Piece<'l>>, rest: &'l str) -> &'l str {
    let mut quoted = false;
    let mut escaped = false;
    let end = rest.char_indices().find(|&(at, c)| {
        let ends = !quoted && (is_blank(c) || rest[at..].starts_with("//") || rest[at..].starts_with("/*"));
        quoted ^= c == '"' && !escaped;
        escaped = quoted && c == '\\' && !escaped;
        ends
    });
    let (text, rest) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
    pieces.push(Piece::Text(text));
    rest
}
