//! `quoted`: texts in quotation marks, with their escapes and the values in them (reference#texts).
//!
//! A value begins with `{$` and ends at the next `}`; it is read as an expression of its own. Where a text must be constant, a
//! value in it is reported.

use crate::ast::{Expr, ExprKind, Literal, Name};
use crate::diagnostic;
use crate::edit::Edit;
use crate::grammar::Rule;
use crate::line::value::shrink_to_fit;
use crate::line::{Piece, Reader, Token, Unread};
use crate::source::Span;

/// How a value in a text begins.
const OPENING: &str = "{$";

impl Reader<'_> {
    /// A text as a value.
    pub(super) fn read_text_value(&mut self, token: &Token<'_>) -> Option<ExprKind> {
        self.check_escapes(token);
        self.report_actor_in_text(token);
        let quoted = token.as_str();
        if opt_opening(quoted).is_none() {
            return Some(ExprKind::Literal(Literal::Text(unescaped(quoted))));
        }
        // The rest of the line is read with the counters and the offset of this line.
        let (base, operators) = (self.base, self.operators);
        let start = self.span(token).start as usize;
        let parts = self.read_joined_parts(Piece { text: quoted, start });
        (self.base, self.operators) = (base, operators);
        Some(ExprKind::Joined(shrink_to_fit(parts?)))
    }

    /// The texts and values of a quoted text that has values.
    fn read_joined_parts(&mut self, quoted: Piece<'_>) -> Option<Vec<Expr>> {
        let inner = &quoted.text[..quoted.text.len() - 1];
        let (mut parts, mut at) = (Vec::new(), 1);
        while let Some(open) = opt_opening(&inner[at..]).map(|open| at + open) {
            self.push_literal(&mut parts, quoted, at, open);
            let Some(length) = inner[open..].find('}') else {
                self.report_open_value(quoted.start + open);
                return None;
            };
            let value = Piece { text: &inner[open + 1..open + length], start: quoted.start + open + 1 };
            parts.push(self.read_value_in_text(value.trimmed())?);
            at = open + length + 1;
        }
        self.push_literal(&mut parts, quoted, at, inner.len());
        Some(parts)
    }

    /// Adds the text between two offsets, if there is one.
    fn push_literal(&self, parts: &mut Vec<Expr>, quoted: Piece<'_>, from: usize, to: usize) {
        if from < to {
            let kind = ExprKind::Literal(Literal::Text(resolve_escapes(&quoted.text[from..to])));
            parts.push(Expr { kind, span: Span::new(self.file, quoted.start + from, quoted.start + to) });
        }
    }

    /// The value between two braces.
    fn read_value_in_text(&mut self, value: Piece<'_>) -> Option<Expr> {
        match self.read(Rule::value, value) {
            Ok(mut tokens) => self.read_expr(tokens.next()?),
            Err(unread) => {
                if let Unread::At(..) = unread {
                    let message = format!("'{}' is no value", value.text);
                    let span = self.piece_span(value);
                    if let Some(report) = self.report_once(diagnostic::Name::Syntax, span, &message) {
                        report.help("a text takes values like '{$name}' and '{$total - $paid}'");
                    }
                }
                None
            }
        }
    }

    fn report_open_value(&mut self, start: usize) {
        let span = Span::new(self.file, start, start + OPENING.len());
        if let Some(report) = self.report_once(diagnostic::Name::Syntax, span, "this value has no '}'") {
            let brace = Span { end: span.start + 1, ..span };
            let help = "if a brace is meant, write '\\{'".to_owned();
            report.fix(help, vec![Edit::replace(brace, "\\{")]);
        }
    }

    /// Reports an actor in braces, as in `"by {@reviewer.id}"`, which is text.
    fn report_actor_in_text(&mut self, token: &Token<'_>) {
        let start = self.span(token).start as usize;
        let Some((at, length)) = opt_braced_actor(token.as_str()) else { return };
        let written = &token.as_str()[at..at + length];
        let span = Span::new(self.file, start + at, start + at + length);
        let message = format!("'{written}' is text: a value in a text begins with '{{$'");
        if let Some(report) = self.report_once(diagnostic::Name::BareWord, span, &message) {
            report.help("a variable that has the id can be in a text");
            let brace = Span { end: span.start + 1, ..span };
            report.fix("if text is meant, write '\\{'".to_owned(), vec![Edit::replace(brace, "\\{")]);
        }
    }

    /// A text that must be constant, with its escapes resolved.
    pub(crate) fn read_constant_text(&mut self, token: &Token<'_>) -> Name {
        self.check_escapes(token);
        self.read_path_text(token)
    }

    /// The same of the path of a file, which may have backslashes.
    pub(crate) fn read_path_text(&mut self, token: &Token<'_>) -> Name {
        let span = self.span(token);
        self.report_values_in_constant(Piece { text: token.as_str(), start: span.start as usize });
        Name { text: unescaped(token.as_str()), span }
    }

    /// Reports values in a quoted text that must be constant.
    pub(crate) fn report_values_in_constant(&mut self, quoted: Piece<'_>) {
        let Some(at) = opt_opening(quoted.text) else { return };
        let start = quoted.start + at;
        let span = Span::new(self.file, start, start + OPENING.len());
        if let Some(report) = self.report_once(diagnostic::Name::Syntax, span, "this text cannot have values")
        {
            let brace = Span { end: span.start + 1, ..span };
            report.fix("if a brace is meant, write '\\{'".to_owned(), vec![Edit::replace(brace, "\\{")]);
        }
    }

    /// Reports escapes that texts do not have (reference#texts), which are read as they are written.
    fn check_escapes(&mut self, token: &Token<'_>) {
        let start = self.span(token).start as usize;
        let mut chars = token.as_str().char_indices();
        while let Some((at, c)) = chars.next() {
            let Some((_, escape)) = (c == '\\').then(|| chars.next()).flatten() else { continue };
            if !matches!(escape, 'n' | 't' | '"' | '\\' | '{') {
                let span = Span::new(self.file, start + at, start + at + 1 + escape.len_utf8());
                let message = format!("texts have no escape '\\{escape}'");
                if let Some(report) = self.report_once(diagnostic::Name::Syntax, span, &message) {
                    let backslash = Span { end: span.start + 1, ..span };
                    report.fix(
                        format!("if a backslash is meant, write '\\\\{escape}'"),
                        vec![Edit::replace(backslash, "\\\\")],
                    );
                }
            }
        }
    }
}

/// Where the first value of a text begins, from its `{`: one that no backslash escapes.
fn opt_opening(text: &str) -> Option<usize> {
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'{' if text[at..].starts_with(OPENING) => return Some(at),
            _ => {}
        }
    }
    None
}

/// Where the first actor in braces is, with its length: `{@reviewer}` or `{@reviewer.id}`. No backslash escapes its brace.
fn opt_braced_actor(text: &str) -> Option<(usize, usize)> {
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'{' if text[at..].starts_with("{@") => {
                let length = text[at..].find('}')? + 1;
                let named = &text[at + 2..at + length - 1];
                let name = named.strip_suffix(".id").unwrap_or(named);
                if !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_') {
                    return Some((at, length));
                }
            }
            _ => {}
        }
    }
    None
}

/// A text without its quotation marks, its escapes resolved. An unknown escape is kept verbatim.
pub(crate) fn unescaped(quoted: &str) -> String {
    let inner = quoted.strip_prefix('"').unwrap_or(quoted);
    resolve_escapes(inner.strip_suffix('"').unwrap_or(inner))
}

fn resolve_escapes(inner: &str) -> String {
    let mut text = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some(other @ ('"' | '\\' | '{')) => text.push(other),
            Some(other) => text.extend(['\\', other]),
            None => text.push('\\'),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{opt_opening, unescaped};

    #[test]
    fn a_value_begins_at_a_brace_before_a_variable() {
        assert_eq!(opt_opening("\"a {$x}\""), Some(3));
        assert_eq!(opt_opening("\"a \\{$x} {b}\""), None);
        assert_eq!(opt_opening("\"\\\\{$x}\""), Some(3));
    }

    #[test]
    fn escapes_are_resolved() {
        assert_eq!(unescaped(r#""a \"b\" \{$x} \\ \q""#), r#"a "b" {$x} \ \q"#);
    }
}
