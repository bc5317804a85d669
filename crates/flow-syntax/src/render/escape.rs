//! `escape`: control characters and invisible characters as `\u{8}`, so that a specification cannot control a terminal.

use std::borrow::Cow;

/// A text with every character escaped that is invisible or moves the cursor, line ends excepted.
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_unsafe(c) {
            escaped.extend(c.escape_unicode());
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

/// Control characters, and the marks of Unicode that have no width or change the direction of text.
fn is_unsafe(c: char) -> bool {
    match c {
        '\n' => false,
        '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        c => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn escapes_what_controls_a_terminal() {
        assert_eq!(escaped("a\u{8}b\u{1b}[2J\u{202e}"), "a\\u{8}b\\u{1b}[2J\\u{202e}");
        assert_eq!(escaped("é ދި\n"), "é ދި\n");
    }
}
