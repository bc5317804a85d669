//! The name at a place in a line, by its sigil, whether or not the line can be read.
//!
//! Names in comments are ignored. In a text only variables in braces are names.

use flow_syntax::ast::Comment;

/// The kind of a name, by its sigil.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sigil {
    /// `#paid`.
    State,
    /// `@order`.
    Party,
    /// `:paid`.
    Event,
    /// `$total`.
    Variable,
    /// `.price` after a variable.
    Field,
}

impl Sigil {
    fn of(c: char) -> Option<Sigil> {
        Some(match c {
            '#' => Sigil::State,
            '@' => Sigil::Party,
            ':' => Sigil::Event,
            '$' => Sigil::Variable,
            '.' => Sigil::Field,
            _ => return None,
        })
    }
}

/// A name, or the beginning of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    /// Its sigil; `None` for a word.
    pub sigil: Option<Sigil>,
    /// Its letters.
    pub name: &'t str,
    /// Where it begins, with its sigil.
    pub start: usize,
}

/// Whether a character can be part of a name or word.
pub fn is_word_char(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// The name that ends at the end of `before`, which is the part of a line before a cursor. Without letters it is a lone sigil, or an
/// empty word.
pub fn token_before(before: &str) -> Token<'_> {
    let word = before.trim_end_matches(is_word_char).len();
    let name = &before[word..];
    let last = before[..word].chars().next_back();
    let behind = last.map_or("", |last| &before[..word - last.len_utf8()]);
    let sigil = last.and_then(Sigil::of).filter(|sigil| is_sigil(*sigil, behind, name));
    let start = if sigil.is_some() { behind.len() } else { word };
    Token { sigil, name, start }
}

/// Whether a sign is a sigil, after the text before it.
fn is_sigil(sigil: Sigil, before: &str, name: &str) -> bool {
    let last = before.chars().next_back();
    match sigil {
        // `reason: "late"` has none, and neither has `given:`.
        Sigil::Event => last.is_none_or(|last| last.is_whitespace() || "(>".contains(last)),
        Sigil::Field => {
            let path = before.trim_end_matches(|c| is_word_char(c) || c == '.');
            let is_number = name.chars().next().is_some_and(|c| c.is_ascii_digit());
            !is_number && path.ends_with(['$', '@']) && path.len() < before.len()
        }
        _ => last.is_none_or(|last| !is_word_char(last)),
    }
}

/// What surrounds a place in its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// The words of the line.
    Code,
    /// A text in quotation marks.
    Text,
    /// A value in braces in a text.
    Braces,
    /// A comment that begins in this line.
    Comment,
}

/// The region at the end of the part of a line before a place.
pub fn region_of(before: &str) -> Region {
    let mut region = Region::Code;
    let mut chars = before.char_indices();
    while let Some((at, c)) = chars.next() {
        region = match (region, c) {
            (Region::Code, '"') => Region::Text,
            (Region::Code, '/') if before[at..].starts_with("//") => return Region::Comment,
            (Region::Code, '/') if before[at..].starts_with("/*") => match before[at..].find("*/") {
                Some(length) => {
                    chars = before.char_indices();
                    chars.by_ref().take_while(|(next, _)| *next <= at + length).for_each(drop);
                    Region::Code
                }
                None => return Region::Comment,
            },
            (Region::Text, '\\') => {
                chars.next();
                Region::Text
            }
            (Region::Text, '"') => Region::Code,
            (Region::Text, '{') if before[at + 1..].trim_start().starts_with('$') => Region::Braces,
            (Region::Text, '{') if before[at + 1..].trim().is_empty() => Region::Braces,
            (Region::Braces, '}') => Region::Text,
            (Region::Braces, '"') => Region::Code,
            (region, _) => region,
        };
    }
    region
}

/// Whether a place is in one of some comments.
pub fn is_in_comment(comments: &[Comment], offset: u32) -> bool {
    let after = comments.partition_point(|comment| comment.span.start < offset);
    after > 0 && offset <= comments[after - 1].span.end && !comments[after - 1].text.is_empty() && {
        let comment = &comments[after - 1];
        offset < comment.span.end || comment.text.starts_with("//")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, sigil: Option<Sigil>, name: &str) {
        let token = token_before(before);
        assert_eq!((token.sigil, token.name), (sigil, name), "{before}");
    }

    #[test]
    fn names_before_a_cursor() {
        check("order moves to #pa", Some(Sigil::State), "pa");
        check("order moves to #", Some(Sigil::State), "");
        check("on :", Some(Sigil::Event), "");
        check("on>:go", Some(Sigil::Event), "go");
        check("given:", None, "");
        check("with reason:", None, "");
        check("$item.pr", Some(Sigil::Field), "pr");
        check("$item.", Some(Sigil::Field), "");
        check("$a.b.c", Some(Sigil::Field), "c");
        check("9.5", None, "5");
        check("emit", None, "emit");
        check("from @\u{e4}", Some(Sigil::Party), "\u{e4}");
        check("", None, "");
    }

    #[test]
    fn regions_of_a_line() {
        assert_eq!(region_of("reject \"a #"), Region::Text);
        assert_eq!(region_of("reject \"a\" "), Region::Code);
        assert_eq!(region_of("reject \"you owe {$"), Region::Braces);
        assert_eq!(region_of("reject \"you owe {$a} "), Region::Text);
        assert_eq!(region_of("a // $"), Region::Comment);
        assert_eq!(region_of("a /* b */ $"), Region::Code);
        assert_eq!(region_of("a /* b "), Region::Comment);
        assert_eq!(region_of("\"\\\" // "), Region::Text);
    }
}
