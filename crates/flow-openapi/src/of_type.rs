//! Types, read from the texts in which tables of a program have them.
//!
//! The texts are those of the language: `number`, `array of string`, `one of "low", "high"`, `object (price: number)`, `@order`.

use std::fmt;

/// The type of a variable or a payload field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// `string`.
    String,
    /// `number`.
    Number,
    /// `integer`.
    Integer,
    /// `boolean`.
    Boolean,
    /// `time`.
    Time,
    /// `duration`.
    Duration,
    /// A type that the specification does not determine.
    Any,
    /// `array of …`.
    Array(Box<Type>),
    /// `one of "low", "high"`: the texts.
    Choice(Vec<String>),
    /// `object (…)`: the fields with their types.
    Object(Vec<(String, Type)>),
    /// `@order`: an instance of the machine of this name, or none.
    Reference(String),
}

impl Type {
    /// The type that a text describes; [`Type::Any`] for a text of a later version.
    pub fn read(text: &str) -> Type {
        let mut reader = Reader { rest: text };
        reader.read_type().filter(|_| reader.rest.is_empty()).unwrap_or(Type::Any)
    }
}

/// In words for people: `a number`, `one of "low", "high"`.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Type::String => "a text",
            Type::Number => "a number",
            Type::Integer => "an integer",
            Type::Boolean => "true or false",
            Type::Time => "a time like \"2026-11-28T16:09:49Z\"",
            Type::Duration => "a duration like \"PT90S\"",
            Type::Any => "any value",
            Type::Array(_) => "a list",
            Type::Object(_) => "an object",
            Type::Choice(texts) => {
                let texts: Vec<_> = texts.iter().map(|text| format!("{text:?}")).collect();
                return write!(f, "one of {}", texts.join(", "));
            }
            Type::Reference(machine) => return write!(f, "the id of an @{machine}, or null"),
        })
    }
}

/// The part of a text that is not read yet.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn read_type(&mut self) -> Option<Type> {
        const PLAIN: &[(&str, Type)] = &[
            ("string", Type::String),
            ("number", Type::Number),
            ("integer", Type::Integer),
            ("boolean", Type::Boolean),
            ("time", Type::Time),
            ("duration", Type::Duration),
            ("any", Type::Any),
        ];
        if self.skip("array of ") {
            return Some(Type::Array(Box::new(self.read_type()?)));
        }
        if self.skip("one of ") {
            return self.read_texts().map(Type::Choice);
        }
        if self.skip("object (") {
            return self.read_fields().map(Type::Object);
        }
        if self.skip("@") {
            return Some(Type::Reference(self.read_until(&[',', ')']).to_owned()));
        }
        let (_, plain) = PLAIN.iter().find(|(name, _)| self.skip(name))?;
        Some(plain.clone())
    }

    fn read_texts(&mut self) -> Option<Vec<String>> {
        let mut texts = vec![self.read_text()?];
        // After a comma, the next field of an object may follow.
        while self.rest.starts_with(", \"") && self.skip(", ") {
            texts.push(self.read_text()?);
        }
        Some(texts)
    }

    /// A text as Rust writes it in quotes.
    fn read_text(&mut self) -> Option<String> {
        self.skip("\"").then_some(())?;
        let mut text = String::new();
        loop {
            match self.next()? {
                '"' => return Some(text),
                '\\' => text.push(self.read_escape()?),
                sign => text.push(sign),
            }
        }
    }

    fn read_escape(&mut self) -> Option<char> {
        match self.next()? {
            'n' => Some('\n'),
            't' => Some('\t'),
            'r' => Some('\r'),
            '0' => Some('\0'),
            'u' if self.skip("{") => {
                let digits = self.read_until(&['}']);
                self.next()?;
                char::from_u32(u32::from_str_radix(digits, 16).ok()?)
            }
            other => Some(other),
        }
    }

    fn read_fields(&mut self) -> Option<Vec<(String, Type)>> {
        let mut fields = Vec::new();
        while !self.skip(")") {
            self.skip(", ");
            let name = self.read_until(&[':']).to_owned();
            self.skip(": ").then_some(())?;
            fields.push((name, self.read_type()?));
        }
        Some(fields)
    }

    fn next(&mut self) -> Option<char> {
        let next = self.rest.chars().next()?;
        self.rest = &self.rest[next.len_utf8()..];
        Some(next)
    }

    fn skip(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn read_until(&mut self, ends: &[char]) -> &'a str {
        let (read, rest) = self.rest.split_at(self.rest.find(ends).unwrap_or(self.rest.len()));
        self.rest = rest;
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read() {
        let choice = Type::Choice(vec!["a, b".to_owned(), "\"é\n".to_owned()]);
        let object = Type::Object(vec![
            ("level".to_owned(), choice.clone()),
            ("items".to_owned(), Type::Array(Box::new(Type::Object(Vec::new())))),
            ("of".to_owned(), Type::Reference("order".to_owned())),
            ("price".to_owned(), Type::Number),
        ]);
        for (text, expected) in [
            ("integer", Type::Integer),
            ("@order", Type::Reference("order".to_owned())),
            ("array of array of time", Type::Array(Box::new(Type::Array(Box::new(Type::Time))))),
            ("one of \"a, b\", \"\\\"é\\n\"", choice),
            (
                "object (level: one of \"a, b\", \"\\\"é\\n\", items: array of object (), of: @order, price: number)",
                object,
            ),
            ("tensor", Type::Any),
            ("number of", Type::Any),
            ("one of \"open", Type::Any),
        ] {
            assert_eq!(Type::read(text), expected, "{text}");
        }
    }
}
