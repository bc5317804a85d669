//! `pattern`: the small language that describes lines of other notations.
//!
//! A pattern is a row of elements separated by blanks. It describes a whole line:
//!
//! ```text
//! send|sends      one of these words or signs; `initial*` and `*n't` match a beginning and an end
//! {event}         a token of this kind, captured under its name: actor, event, state, var, path, value, operand, word, unit
//! {item:operand}  the same under another name
//! {words:word+}   at least one token of this kind, as many as follow each other; `..` instead of `+` allows none
//! ..  {rest..}    any tokens; `{rest+}` at least one
//! << … >>         the part of the line that the diagnostic marks; otherwise the whole line
//! !event  &event  the next token is none, or one, of this kind
//! ```
//!
//! A pattern that begins with `~` lists elements that occur anywhere, in any order.

use super::joined;
use super::tokens::{Line, TokenKind};
use crate::gather::Gather;

/// The words that people write between a subject and its state, in place of `is in`.
const STATE_FILLERS: [&str; 28] = [
    "is", "in", "at", "into", "on", "has", "should", "must", "will", "be", "been", "now", "the", "state",
    "status", "reached", "reaches", "entered", "enters", "moved", "moves", "to", "was", "ends", "up",
    "became", "becomes", "equals",
];
/// Units of time, without their plural.
const UNITS: [&str; 7] = ["microsecond", "millisecond", "second", "minute", "hour", "day", "week"];
/// The words that end the words before a verb.
const AFTER_WORDS: [&str; 16] = [
    "be",
    "as",
    "becomes",
    "increases",
    "decreases",
    "to",
    "by",
    "never",
    "not",
    "does",
    "can",
    "cannot",
    "may",
    "must",
    "should",
    "will",
];

/// The parts of a line that a pattern matched.
pub(super) struct Match<'p, 'l> {
    line: &'p Line<'l>,
    captures: Vec<(&'p str, usize, usize)>,
    mark: Option<(usize, usize)>,
    ignore_case: bool,
}

impl<'p, 'l> Match<'p, 'l> {
    /// Matches a whole line.
    pub(super) fn new(pattern: &'p str, line: &'p Line<'l>, ignore_case: bool) -> Option<Self> {
        let mut found = Match { line, captures: Vec::new(), mark: None, ignore_case };
        let matches = match pattern.strip_prefix("~ ") {
            Some(elements) => elements.split(' ').all(|element| found.anywhere(element)),
            None => found.match_segments(&pattern.split(' ').gather()),
        };
        matches.then_some(found)
    }

    /// The captured text of a name.
    pub(super) fn captured(&self, name: &str) -> Option<&'l str> {
        let (_, from, to) = self.captures.iter().find(|(captured, ..)| *captured == name)?;
        Some(self.line.range_text(*from, *to))
    }

    /// The marked tokens: from the first up to the second.
    pub(super) fn mark(&self) -> Option<(usize, usize)> {
        self.mark
    }

    fn anywhere(&mut self, element: &'p str) -> bool {
        let count = self.line.tokens().len();
        (0..count).any(|at| self.match_element(element, at).is_some())
    }

    /// Matches elements from the beginning to the end of the line. A segment between two gaps takes its first match, which
    /// leaves the most room for the rest.
    fn match_segments(&mut self, elements: &[&'p str]) -> bool {
        let count = self.line.tokens().len();
        let (mut rest, mut at) = (elements, 0);
        let mut gap: Option<&'p str> = None;
        loop {
            let end = rest.iter().position(|element| is_gap(element)).unwrap_or(rest.len());
            let (segment, following) = rest.split_at(end);
            let is_last = following.is_empty();
            let first = at + usize::from(gap.is_some_and(|gap| gap.ends_with("+}")));
            let last = if gap.is_some() { count } else { at };
            let found = (first..=last).find_map(|start| {
                let stop = self.match_segment(segment, start)?;
                (!is_last || stop == count).then_some((start, stop))
            });
            let Some((start, stop)) = found else { return false };
            if let Some(name) = gap.and_then(capture_name) {
                self.captures.push((name, at, start));
            }
            if is_last {
                return true;
            }
            at = stop;
            gap = Some(following[0]);
            rest = &following[1..];
        }
    }

    /// Matches elements without gaps; where they end.
    fn match_segment(&mut self, elements: &[&'p str], start: usize) -> Option<usize> {
        let captured = self.captures.len();
        let mut at = start;
        for element in elements {
            match self.match_element(element, at) {
                Some(next) => at = next,
                None => {
                    self.captures.truncate(captured);
                    return None;
                }
            }
        }
        Some(at)
    }

    /// Matches one element; where the next begins.
    fn match_element(&mut self, element: &'p str, at: usize) -> Option<usize> {
        match element {
            "<<" => {
                self.mark = Some((at, at));
                return Some(at);
            }
            ">>" => {
                self.mark = self.mark.map(|(start, _)| (start, at));
                return Some(at);
            }
            _ => {}
        }
        if let Some(kind) = element.strip_prefix('!').filter(|kind| kind.starts_with(char::is_alphabetic)) {
            return (!self.is_kind(kind, at)).then_some(at);
        }
        if let Some(kind) = element.strip_prefix('&').filter(|kind| kind.starts_with(char::is_alphabetic)) {
            return self.is_kind(kind, at).then_some(at);
        }
        let Some(inner) = element.strip_prefix('{').and_then(|element| element.strip_suffix('}')) else {
            return (at < self.line.tokens().len() && self.is_one_of(element, at)).then_some(at + 1);
        };
        let (name, kind) = inner.split_once(':').unwrap_or((inner, inner));
        let bare = kind.trim_end_matches(['+', '.']);
        let mut end = at;
        while self.is_kind(bare, end) && (end == at || bare.len() < kind.len()) {
            end += 1;
        }
        let is_optional = kind.ends_with("..");
        if end == at && !is_optional {
            return None;
        }
        self.captures.push((name, at, end));
        Some(end)
    }

    fn is_one_of(&self, words: &str, at: usize) -> bool {
        let written = self.line.token_text(at);
        let lower = if self.ignore_case { written.to_lowercase() } else { String::new() };
        let text = if self.ignore_case { lower.as_bytes() } else { written.as_bytes() };
        let words = words.as_bytes();
        words == text || words.split(|byte| *byte == b'|').any(|word| is_word(word, text))
    }

    fn is_kind(&self, kind: &str, at: usize) -> bool {
        let Some(token) = self.line.tokens().get(at) else { return false };
        let text = || self.line.token_text(at);
        match kind {
            "actor" => token.kind == TokenKind::Actor,
            "event" => token.kind == TokenKind::Event,
            "state" => token.kind == TokenKind::State,
            "path" => token.kind == TokenKind::Variable,
            "var" => token.kind == TokenKind::Variable && !text().contains('.'),
            "set" => token.kind == TokenKind::Variable && (self.line.is_set)(&text()[1..]),
            "value" => token.kind == TokenKind::Value,
            "operand" => matches!(token.kind, TokenKind::Value | TokenKind::Variable),
            "word" => token.kind == TokenKind::Word,
            // A part of a subject or of the name of a variable.
            "plain" => token.kind == TokenKind::Word && !AFTER_WORDS.contains(&text()),
            "article" => matches!(text(), "the" | "a" | "an" | "this" | "that" | "its" | "our"),
            // A part of the name of an event, which ends before its receiver.
            "name_word" => token.kind == TokenKind::Word && text() != "to",
            // The list of a handler's `with`, up to the next part of the line.
            "carried" => !matches!(text(), "from" | "in") && !text().starts_with('('),
            "inside" => !text().starts_with(')'),
            "joint" => joined::is_joint(self.line, at),
            "unit" => UNITS.contains(&text().strip_suffix('s').unwrap_or(text())),
            "filler" => STATE_FILLERS.contains(&text()),
            // Parts of a list of states.
            "listed" => token.kind == TokenKind::State || matches!(text(), "or" | "and" | "either" | ","),
            "comma" => token.kind == TokenKind::State || matches!(text(), "either" | ","),
            _ => true,
        }
    }
}

/// Whether a word of a pattern, which may have a `*` at its beginning or end, describes a text. By bytes, since it is asked some
/// hundred times for every line of words: most differ in the first one.
fn is_word(word: &[u8], text: &[u8]) -> bool {
    match word {
        [start @ .., b'*'] if !start.is_empty() => text.starts_with(start),
        [b'*', end @ ..] if end.first().is_some_and(u8::is_ascii_alphabetic) => text.ends_with(end),
        _ => text == word,
    }
}

/// Whether an element matches tokens of any kind.
fn is_gap(element: &str) -> bool {
    element == ".." || !element.contains(':') && (element.ends_with("..}") || element.ends_with("+}"))
}

fn capture_name(gap: &str) -> Option<&str> {
    Some(gap.strip_prefix('{')?.trim_end_matches(['}', '+', '.']))
}

#[cfg(test)]
mod tests {
    use super::{Line, Match};

    /// The captures of a pattern as `name=text`, and the marked text.
    fn check(pattern: &str, text: &str, expected: Option<&str>) {
        let line = Line::new(text, "order");
        let found = Match::new(pattern, &line, false).map(|found| {
            let captures = found.captures.iter();
            let mut all: Vec<_> =
                captures.map(|(name, from, to)| format!("{name}={}", line.range_text(*from, *to))).collect();
            all.sort();
            all.extend(found.mark().map(|(from, to)| format!("<{}>", line.range_text(from, to))));
            all.join(" ")
        });
        assert_eq!(found.as_deref(), expected, "'{pattern}' of '{text}'");
    }

    #[test]
    fn words_kinds_and_gaps() {
        check("send|sends {event} to {actor}", "send :a to @b", Some("actor=@b event=:a"));
        check("send|sends {event} to {actor}", "send :a to @b now", None);
        check("raise .. {event} ..", "raise the red :flag up", Some("event=:flag"));
        check("initial* .. {state}", "initially it is #a", Some("state=#a"));
        check("~ {actor} {event} *n't", ":e hasn't reached @a", Some("actor=@a event=:e"));
        check("~ {actor} {event}", "no :e here", None);
    }

    #[test]
    fn runs_and_marks() {
        check("{subject..} << -> >> {state}", "order -> #a", Some("state=#a subject=order <->>"));
        check("{subject..} << -> >> {state}", "-> #a", Some("state=#a subject= <->>"));
        check("emit {words:word+} {actor}", "emit the page @a", Some("actor=@a words=the page"));
        check("{s..} {f:filler+} {state}", "a ticket is now in #b", Some("f=is now in s=a ticket state=#b"));
        check(
            "is in {state} {l:listed..} << {tail+} >>",
            "is in #a or #b now",
            Some("l=or #b state=#a tail=now <now>"),
        );
        check("{rest+}", "", None);
        check("if !event {rest+}", "if :a", None);
        check("if &event {rest+}", "if :a", Some("rest=:a"));
    }
}
