//! JSON that is written in the order in which it was made.
//!
//! The maps of `serde_json` have one of two orders, by a feature that any crate of a program can switch on, and the document must be the same
//! in all programs.

use std::fmt::Write;

/// A value.
#[derive(Clone, Debug)]
pub(crate) enum Json {
    Text(String),
    Number(i64),
    Flag(bool),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// An object of members with fixed names.
    pub(crate) fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
        Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    pub(crate) fn text(text: impl Into<String>) -> Json {
        Json::Text(text.into())
    }

    pub(crate) fn texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Json {
        Json::List(texts.into_iter().map(Json::text).collect())
    }

    /// The value with two blanks for each level, and a line end.
    pub(crate) fn write(&self) -> String {
        let mut text = String::new();
        self.write_at(&mut text, 0);
        text.push('\n');
        text
    }

    fn write_at(&self, to: &mut String, depth: usize) {
        match self {
            Json::Text(text) => write_text(text, to),
            // A text takes everything that is written to it.
            Json::Number(number) => drop(write!(to, "{number}")),
            Json::Flag(flag) => drop(write!(to, "{flag}")),
            Json::List(items) => {
                write_all(to, depth, ['[', ']'], items, |item, to| {
                    item.write_at(to, depth + 1);
                });
            }
            Json::Object(members) => write_all(to, depth, ['{', '}'], members, |(name, value), to| {
                write_text(name, to);
                to.push_str(": ");
                value.write_at(to, depth + 1);
            }),
        }
    }
}

fn write_all<T>(to: &mut String, depth: usize, ends: [char; 2], all: &[T], write: impl Fn(&T, &mut String)) {
    to.push(ends[0]);
    for (at, one) in all.iter().enumerate() {
        to.push_str(if at == 0 { "\n" } else { ",\n" });
        to.push_str(&"  ".repeat(depth + 1));
        write(one, to);
    }
    if !all.is_empty() {
        to.push('\n');
        to.push_str(&"  ".repeat(depth));
    }
    to.push(ends[1]);
}

fn write_text(text: &str, to: &mut String) {
    to.push('"');
    for sign in text.chars() {
        match sign {
            '"' => to.push_str("\\\""),
            '\\' => to.push_str("\\\\"),
            control if control < ' ' => drop(write!(to, "\\u{:04x}", u32::from(control))),
            other => to.push(other),
        }
    }
    to.push('"');
}
