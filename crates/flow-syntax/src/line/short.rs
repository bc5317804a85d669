//! `short`: the short way for phrases whose parts stand between blanks, which is most of them.
//!
//! Reads what the grammar would read, at a tenth of the cost, and leaves everything else to it: signs, lists, texts,
//! capitals in names, letters outside of ASCII.

use crate::ast::{Expr, ExprKind, Literal, Name, Path, Phrase, PhrasePart};
use crate::line::{Piece, Reader};
use crate::source::Span;

/// Numbers with more digits are left to the grammar's side, which reports them.
const MAX_DIGITS: usize = 28;

impl Reader<'_> {
    /// A phrase of simple parts; `None` where it has others.
    pub(super) fn opt_short_phrase(&self, piece: Piece<'_>) -> Option<Phrase> {
        let mut parts = Vec::new();
        for part in piece.text.split(' ').filter(|part| !part.is_empty()) {
            let start = piece.start + (part.as_ptr() as usize - piece.text.as_ptr() as usize);
            parts.push(simple_part(part, Span::new(self.file, start, start + part.len()))?);
        }
        (!parts.is_empty()).then(|| Phrase { parts, span: self.piece_span(piece) })
    }
}

fn simple_part(part: &str, span: Span) -> Option<PhrasePart> {
    let name = |text: &str| is_name(text).then(|| Name { text: text.to_owned(), span });
    let (first, rest) = part.split_at_checked(1)?;
    match first.as_bytes()[0] {
        b'@' => name(rest).map(PhrasePart::Actor),
        b':' => name(rest).map(PhrasePart::Event),
        b'#' => name(rest).map(PhrasePart::State),
        b'$' => path(part, span).map(PhrasePart::Variable),
        b'0'..=b'9' => number(part, span).map(PhrasePart::Value),
        _ => (is_word(part) || is_operator(part))
            .then(|| PhrasePart::Word(Name { text: part.to_owned(), span })),
    }
}

/// Whether the text is a name without capitals.
fn is_name(text: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    text.bytes().next().is_some_and(|first| first.is_ascii_lowercase()) && text.bytes().all(letter)
}

fn is_word(text: &str) -> bool {
    let letters = text.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    letters && !matches!(text, "true" | "false")
}

fn is_operator(text: &str) -> bool {
    matches!(text, "=" | "!=" | "<" | "<=" | ">" | ">=")
}

fn number(text: &str, span: Span) -> Option<Expr> {
    let is_number = text.len() <= MAX_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| Expr { kind: ExprKind::Literal(Literal::Number(text.to_owned())), span })
}

/// `$item` alone: a way into its fields is left to the grammar's side.
fn path(text: &str, span: Span) -> Option<Path> {
    let root = text.strip_prefix('$').filter(|root| is_name(root))?;
    Some(Path { root: Name { text: root.to_owned(), span }, fields: Vec::new(), span })
}

#[cfg(test)]
mod tests {
    use super::{Piece, Reader};
    use crate::diagnostic::Diagnostics;
    use crate::grammar::Rule;
    use crate::source::FileId;

    /// The short way against the grammar's.
    fn check(text: &str) {
        let mut diags = Diagnostics::default();
        let mut reader = Reader::new(FileId(0), &mut diags);
        let piece = Piece { text, start: 7 };
        let short = reader.opt_short_phrase(piece);
        let token = reader.read(Rule::phrase_line, piece).ok().and_then(|mut tokens| tokens.next());
        let long = token.and_then(|token| reader.phrase_parts(token));
        assert!(short.is_some() && short == long, "{text}: {short:?} and {long:?}");
    }

    #[test]
    fn simple_parts_are_read_as_the_grammar_reads_them() {
        for text in [
            "a",
            "send   big  letter",
            "_a b_c",
            "empty box",
            "trueish story",
            "not with is on",
            "Upper Case",
        ] {
            check(text);
        }
        for text in
            ["@a is in #b", ":a_1 was $b2", "a < 5", "$a >= 100", "0 != 00", "a = b <= c > d", "1 2 3"]
        {
            check(text);
        }
    }

    #[test]
    fn other_parts_are_left_to_the_grammar() {
        let mut diags = Diagnostics::default();
        let reader = Reader::new(FileId(0), &mut diags);
        for text in [
            "",
            "it is true",
            "a-b",
            "a, b",
            "é",
            "$a.b",
            "a\tb",
            "@A",
            "#1",
            "5%",
            "1.5",
            "2nd",
            "a2",
            "==",
            ":",
            "\"a\"",
            "a (b)",
        ] {
            assert_eq!(reader.opt_short_phrase(Piece { text, start: 0 }), None, "{text}");
        }
        let digits = "1".repeat(29);
        assert_eq!(reader.opt_short_phrase(Piece { text: &digits, start: 0 }), None);
    }
}
