//! `tokens`: a line as the patterns of hints see it.
//!
//! The tokens are coarser than the grammar's, and every text has some: hints are for lines that the grammar rejects.
//! For a parsed phrase, callers pass the tokens of its parts instead.

use super::needs::Has;
use crate::kind::is_word_char;

/// Lines with more tokens get no hint. A line copied from another notation is short, and the limit bounds the time that a
/// pattern takes.
const MAX_TOKENS: usize = 64;

/// A token of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its kind.
    pub kind: TokenKind,
    /// The offset of its first byte in the line.
    pub start: usize,
    /// The offset after its last byte.
    pub end: usize,
}

/// The kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A word.
    Word,
    /// `@actor`.
    Actor,
    /// `:event`.
    Event,
    /// `#state`.
    State,
    /// `$variable`, with or without fields.
    Variable,
    /// A number, text, list or object.
    Value,
    /// A run of signs.
    Sign,
}

/// A line with its tokens, and facts about its machine.
pub struct Line<'l> {
    pub(super) text: &'l str,
    pub(super) tokens: Vec<Token>,
    /// The machine's name, for the subject of a transition.
    pub(super) machine: &'l str,
    /// The variables that the machine sets.
    pub(super) is_set: &'l dyn Fn(&str) -> bool,
    pub(super) has: Has,
}

impl<'l> Line<'l> {
    /// A line of text, in a machine of which only the name is known.
    pub fn new(text: &'l str, machine: &'l str) -> Self {
        Line::of_tokens(text, split(text), machine, &|_| false)
    }

    /// A line that has been parsed already.
    pub fn of_tokens(
        text: &'l str,
        tokens: Vec<Token>,
        machine: &'l str,
        is_set: &'l dyn Fn(&str) -> bool,
    ) -> Self {
        let tokens = if tokens.len() > MAX_TOKENS { Vec::new() } else { tokens };
        let mut has = Has::default();
        tokens.iter().for_each(|token| has.add(token.kind, &text[token.start..token.end]));
        Line { text, tokens, machine, is_set, has }
    }

    pub(super) fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Its words and kinds of tokens, for the needs of patterns.
    pub(super) fn has(&self) -> Has {
        self.has
    }

    /// The text of the line.
    pub(super) fn text(&self) -> &'l str {
        self.text
    }

    /// The text of one token.
    pub(super) fn token_text(&self, at: usize) -> &'l str {
        let token = self.tokens[at];
        &self.text[token.start..token.end]
    }

    /// The text from one token up to another, without blanks at its ends.
    pub(super) fn range_text(&self, from: usize, to: usize) -> &'l str {
        if from >= to {
            return "";
        }
        self.text[self.tokens[from].start..self.tokens[to - 1].end].trim()
    }
}

/// The tokens of a text.
fn split(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (kind, length) = token(&text[at..], first);
        tokens.push(Token { kind, start: at, end: at + length });
        at += length;
        if tokens.len() > MAX_TOKENS {
            break;
        }
    }
    tokens
}

/// The token that a text begins with.
fn token(text: &str, first: char) -> (TokenKind, usize) {
    let behind = &text[first.len_utf8()..];
    let names = behind.starts_with(char::is_alphabetic);
    let word = |from: &str| from.find(|c| !is_word_char(c)).unwrap_or(from.len());
    match first {
        '@' if names => (TokenKind::Actor, 1 + word(behind)),
        ':' if names => (TokenKind::Event, 1 + word(behind)),
        '#' if names => (TokenKind::State, 1 + word(behind)),
        '$' if names => (TokenKind::Variable, 1 + path(behind)),
        '^' | '#' if behind.starts_with(is_word_char) => (TokenKind::Sign, 1 + word(behind)),
        '"' => (TokenKind::Value, 1 + quoted(behind)),
        '0'..='9' => (TokenKind::Value, number(text)),
        c if is_word_char(c) => (TokenKind::Word, joined_word(text)),
        _ => (TokenKind::Sign, signs(text)),
    }
}

/// The length of a name and its fields.
fn path(text: &str) -> usize {
    let is_part =
        |at: usize, c: char| is_word_char(c) || c == '.' && text[at + 1..].starts_with(char::is_alphabetic);
    text.char_indices().find(|&(at, c)| !is_part(at, c)).map_or(text.len(), |(at, _)| at)
}

/// The length of a text up to its closing quotation mark.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    let end = text.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |end| end + 1)
}

fn number(text: &str) -> usize {
    text.find(|c: char| !is_word_char(c) && c != '.' && c != '%').unwrap_or(text.len())
}

/// The length of a word with the signs that words are joined by.
fn joined_word(text: &str) -> usize {
    let is_joint = |at: usize, c: char| {
        matches!(c, '-' | '\'' | '’' | '.') && text[at + c.len_utf8()..].starts_with(is_word_char)
    };
    text.char_indices().find(|&(at, c)| !is_word_char(c) && !is_joint(at, c)).map_or(text.len(), |(at, _)| at)
}

/// The length of a run of signs: it ends where a word, a text or a name begins.
fn signs(text: &str) -> usize {
    let ends = |&(at, c): &(usize, char)| {
        let begins_name =
            matches!(c, '@' | ':' | '#' | '$' | '^') && text[at + 1..].starts_with(is_word_char);
        at > 0 && (c.is_whitespace() || is_word_char(c) || c == '"' || begins_name)
    };
    text.char_indices().find(ends).map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::Line;

    fn check(text: &str, expected: &[&str]) {
        let line = Line::new(text, "order");
        let found: Vec<_> = (0..line.tokens().len()).map(|at| line.token_text(at)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn splits_lines_that_no_grammar_reads() {
        check("$x+=1", &["$x", "+=", "1"]);
        check("order-->#paid", &["order", "-->", "#paid"]);
        check("on :a (queued api)", &["on", ":a", "(", "queued", "api", ")"]);
        check(
            "don't say \"a \\\" b\" {x: 75%}",
            &["don't", "say", "\"a \\\" b\"", "{", "x", ":", "75%", "}"],
        );
        check("$a.b.c ^name #1 é", &["$a.b.c", "^name", "#1", "é"]);
        check("state := #x", &["state", ":=", "#x"]);
        check("\"open", &["\"open"]);
        check("", &[]);
    }
}
