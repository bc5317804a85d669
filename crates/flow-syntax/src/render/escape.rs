//! `escape`: control characters and invisible characters as `\u{8}`, so that a specification cannot control a terminal.

use std::borrow::Cow;

/// A text with every character escaped that is invisible or moves the cursor, line ends excepted.
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(escape_where(text, is_unsafe))
}

/// The same for a text that has colours already: the sequences that set them stay, and no others. It is the last
/// measure before a terminal; texts of a specification are escaped before they are coloured, since one can contain a colour.
#[cfg(feature = "tools")]
pub fn escaped_between_colours(text: &str) -> Cow<'_, str> {
    // A tab moves the cursor no further than spaces do, and examples of the documentation have some.
    let is_unsafe = |c: char| c != '\t' && is_unsafe(c);
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        let (before, sequence) = rest.split_at(at);
        escaped.push_str(&escape_where(before, is_unsafe));
        // A sequence that is none is its first character alone.
        let length = colour_length(sequence).unwrap_or(1);
        match length {
            1 => escaped.push_str(&escape_where(&sequence[..1], is_unsafe)),
            _ => escaped.push_str(&sequence[..length]),
        }
        rest = &sequence[length..];
    }
    escaped.push_str(&escape_where(rest, is_unsafe));
    Cow::Owned(escaped)
}

/// The length of the sequence at the beginning of a text if it sets a colour: `ESC [ 1 ; 31 m`.
#[cfg(feature = "tools")]
fn colour_length(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("\u{1b}[")?;
    let parameters = rest.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    rest[parameters..].starts_with('m').then_some("\u{1b}[m".len() + parameters)
}

fn escape_where(text: &str, is_escaped: fn(char) -> bool) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_escaped(c) {
            escaped.extend(c.escape_unicode());
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// Control characters, and the marks of Unicode that have no width or change the direction of text.
fn is_unsafe(c: char) -> bool {
    match c {
        '\n' => false,
        // The soft hyphen, joiners, fillers of Hangul, the Mongolian separators, and variation selectors.
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}'
        | '\u{ffa0}' => true,
        '\u{180b}'..='\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}' => true,
        // Spaces without width, marks of direction, separators of lines, and the byte order mark.
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{feff}' | '\u{fff9}'..='\u{fffb}' => true,
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

    #[test]
    fn shows_what_is_invisible() {
        for c in [
            '\u{ad}',
            '\u{200b}',
            '\u{200d}',
            '\u{2060}',
            '\u{2028}',
            '\u{feff}',
            '\u{fe0f}',
            '\u{3164}',
            '\u{e0041}',
        ] {
            assert_eq!(escaped(&format!("a{c}b")), format!("a{}b", c.escape_unicode()));
        }
    }

    #[test]
    fn keeps_colours_and_no_other_sequence() {
        use super::escaped_between_colours;
        assert_eq!(
            escaped_between_colours("\u{1b}[1;31mé\u{200b}\u{1b}[0m"),
            "\u{1b}[1;31mé\\u{200b}\u{1b}[0m"
        );
        assert_eq!(escaped_between_colours("a\u{1b}[2Jb"), "a\\u{1b}[2Jb");
        assert_eq!(escaped_between_colours("\u{1b}\u{1b}[m\u{1b}"), "\\u{1b}\u{1b}[m\\u{1b}");
        assert_eq!(escaped_between_colours("\u{1b}[3é"), "\\u{1b}[3é");
    }
}
