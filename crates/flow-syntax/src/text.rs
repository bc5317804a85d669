//! Small operations on text that messages and names share.

/// A text for a quotation in a message: cut after 40 characters, which is wider than a name or a condition mostly is, and
/// leaves room for the sentence around it.
pub(crate) fn shortened(text: &str) -> String {
    const MAX_QUOTED: usize = 40;
    match text.char_indices().nth(MAX_QUOTED) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A text for a quotation that people copy: in full up to 200 characters, which few lines exceed, so that a message stays
/// readable for any input. A longer one is cut.
pub(crate) fn writable(text: &str) -> String {
    const MAX_COPIED: usize = 200;
    match text.char_indices().nth(MAX_COPIED) {
        Some(_) => shortened(text),
        None => text.to_owned(),
    }
}

/// The text with one blank between its words.
pub(crate) fn single_spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    spaced
}
