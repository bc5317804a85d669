//! How words become names: function names of phrases, variables in plain words, subjects.

use flow_syntax::source::Span;

use crate::model::Name;

/// The name that means the sender of the event being handled (reference#senders).
pub(crate) const SENDER: &str = "sender";

/// The words as one lower-case name: everything that is no letter or digit is one `_` (reference#bindings).
///
/// Empty if there is neither letter nor digit.
pub(crate) fn identifier(words: &str) -> String {
    let mut name = String::with_capacity(words.len());
    for part in words.split(|sign: char| !sign.is_alphanumeric()).filter(|part| !part.is_empty()) {
        if !name.is_empty() {
            name.push('_');
        }
        match part.is_ascii() {
            true => name.extend(part.bytes().map(|byte| char::from(byte.to_ascii_lowercase()))),
            false => name.extend(part.chars().flat_map(char::to_lowercase)),
        }
    }
    name
}

/// A name with its place.
pub(crate) fn name(text: impl Into<String>, span: Span) -> Name {
    Name { text: text.into(), span }
}

/// A name that is not taken yet: `base`, else `base_2`, `base_3`, … (reference#bindings).
pub(crate) fn free_name(base: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(base) {
        return base.to_owned();
    }
    let numbered = (2..).map(|number: usize| format!("{base}_{number}"));
    numbered.into_iter().find(|name| !taken(name)).expect("some number is free")
}

/// `one`, `one and two`, `one, two and three`.
pub(crate) fn and_list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
