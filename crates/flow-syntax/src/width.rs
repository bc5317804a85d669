//! How many columns of a terminal a text takes, by Unicode's tables (`unicode-width`), and padding to a column.
//!
//! `format!("{:width$}")` counts characters and panics for widths above 65,535, so tables of user text pad with [`padded`].

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The columns of a text.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The columns of one character: 0, 1 or 2; control characters have none.
pub fn char_width(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// A number of blanks.
pub fn blanks(count: usize) -> String {
    " ".repeat(count)
}

/// A text with blanks after it, up to a width in columns.
pub fn padded(text: &str, columns: usize) -> String {
    let mut padded = text.to_owned();
    padded.extend(std::iter::repeat_n(' ', columns.saturating_sub(width(text))));
    padded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, columns: usize) {
        assert_eq!(width(text), columns, "{text}");
    }

    #[test]
    fn columns_of_scripts() {
        check("#awaiting_payment", 17);
        check("#größe", 6);
        check("#支払い待ち", 11);
        check("#결제", 5);
        check("#ожидание", 9);
        check("e\u{301}", 1);
        check("#พร้อม", 5);
        check("#ދިވެހި", 4);
        check("", 0);
    }

    #[test]
    fn pads_texts_of_any_length() {
        assert_eq!(padded("ab", 4), "ab  ");
        assert_eq!(padded("支", 3), "支 ");
        assert_eq!(padded("abc", 2), "abc");
        assert_eq!(padded("a", 100_000).len(), 100_000);
    }
}
