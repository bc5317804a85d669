//! `reserved`: constructs that are part of the language's future (language.md §13), told apart from mistakes and phrases.

use crate::diagnostic::Name;
use crate::kind::{is_word_char, split_word};
use crate::line::{Piece, Reader};
use crate::source::Span;

impl Reader<'_> {
    /// Reports a line that uses something reserved; whether it does.
    pub(crate) fn reserved(&mut self, piece: Piece<'_>) -> bool {
        let Some((start, length, construct)) = find(piece.text) else { return false };
        let span = Span::new(self.file, piece.start + start, piece.start + start + length);
        self.not_supported(span, construct);
        true
    }

    /// Reports a reserved construct.
    pub(crate) fn not_supported(&mut self, span: Span, construct: &str) {
        self.report(Name::NotSupported, span, format!("{construct} is not supported yet"));
    }
}

/// The reserved construct a line uses: where, how long, and what it is called.
fn find(text: &str) -> Option<(usize, usize, &'static str)> {
    let (word, rest) = split_word(text);
    let second = split_word(rest.trim_start()).0;
    match (word, second) {
        ("reply", _) => Some((0, 5, "'reply'")),
        ("for", "each") => Some((0, text.len() - rest.trim_start().len() + 4, "'for each'")),
        ("emit", "async") => Some((0, text.len() - rest.trim_start().len() + 5, "'emit async'")),
        ("emit", _) => sequence(text, &["to", "all"]).map(|(at, length)| (at, length, "sending to all")),
        ("on", _) => handler_option(text),
        _ if text.starts_with('$') => {
            sequence(text, &["becomes", "emit"]).map(|(at, length)| (at, length, "'becomes emit'"))
        }
        _ => None,
    }
    .or_else(|| unquoted_hat(text))
}

/// Words that follow each other, outside of texts.
fn sequence(text: &str, words: &[&str; 2]) -> Option<(usize, usize)> {
    let bare = &text[..text.find('"').unwrap_or(text.len())];
    let mut from = 0;
    while let Some(found) = bare[from..].find(words[0]) {
        let start = from + found;
        from = start + words[0].len();
        let rest = &bare[from..];
        let starts_word = !bare[..start].ends_with(is_word_char);
        if starts_word && rest.starts_with([' ', '\t']) && split_word(rest.trim_start()).0 == words[1] {
            let end = bare.len() - rest.trim_start().len() + words[1].len();
            return Some((start, end - start));
        }
    }
    None
}

fn handler_option(text: &str) -> Option<(usize, usize, &'static str)> {
    let start = text.find('(')?;
    let length = text[start..].find(')').map_or(text.len() - start, |length| length + 1);
    match split_word(text[start + 1..].trim_start()).0 {
        "queued" => Some((start, length, "'(queued api)'")),
        "priority" => Some((start, length, "'(priority …)'")),
        _ => None,
    }
}

/// `^name` outside of texts.
fn unquoted_hat(text: &str) -> Option<(usize, usize, &'static str)> {
    let mut quoted = false;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' if quoted => drop(bytes.next()),
            b'"' => quoted = !quoted,
            b'^' if !quoted => {
                let length = split_word(&text[at + 1..]).0.len();
                return (length > 0).then_some((at, length + 1, "'^name'"));
            }
            _ => {}
        }
    }
    None
}
