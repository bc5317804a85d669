//! Texts of specifications in Markdown: what they contain is shown as it is, and formats nothing.

/// The signs that can format text, or begin HTML, wherever they are in a line.
const SIGNS: &str = "\\`*_{}[]<>()#+-!|~&$";

/// A text as it is.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if SIGNS.contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// A text as code, between more backticks than it has.
pub(super) fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    // The blanks are no part of the code then.
    let gap = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{gap}{text}{gap}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_format_nothing() {
        assert_eq!(escaped("buy *now* <b>"), "buy \\*now\\* \\<b\\>");
        assert_eq!(escaped("plain words, 3.5 'x'"), "plain words, 3.5 'x'");
    }

    #[test]
    fn code_has_longer_fences_than_its_backticks() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a `b` ``c"), "```a `b` ``c```");
        assert_eq!(code("`a`"), "`` `a` ``");
    }
}
