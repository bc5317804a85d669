//! `parts`: a piece of a line cut at its blanks, into parts that are unambiguous in the grammar.
//!
//! A part is a name with a sigil, a number, a text without escapes, a word, or a sign between blanks; a comma or colon may
//! follow directly. Other texts, and lines with more parts than usual, are not cut.

/// How many parts a piece may have; they are kept without an allocation.
const MOST: usize = 16;
/// Numbers with more digits are left to the grammar's side, which reports them.
const MAX_DIGITS: usize = 28;

/// A part of a line, in its written form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part<'l> {
    /// A plain word.
    Word(&'l str),
    /// `@actor`.
    Actor(&'l str),
    /// `:event`.
    Event(&'l str),
    /// `#state`.
    State(&'l str),
    /// `$variable`, without fields.
    Variable(&'l str),
    /// `12`, `9.50`, `75%`.
    Number(&'l str),
    /// `"text"`, with its quotation marks.
    Text(&'l str),
    /// A sign of conditions or sums, a comma or a colon.
    Sign(&'l str),
}

impl<'l> Part<'l> {
    /// The written text.
    pub(crate) fn text(self) -> &'l str {
        match self {
            Part::Word(text) | Part::Actor(text) | Part::Event(text) | Part::State(text) => text,
            Part::Variable(text) | Part::Number(text) | Part::Text(text) | Part::Sign(text) => text,
        }
    }
}

/// The parts of a piece, at least one.
pub(super) struct Parts<'l> {
    parts: [Part<'l>; MOST],
    count: usize,
}

impl<'l> Parts<'l> {
    /// Cuts a piece; `None` where a part is not simple.
    pub(super) fn of(text: &'l str) -> Option<Self> {
        let mut found = Parts { parts: [Part::Sign(""); MOST], count: 0 };
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if byte == b' ' {
                at += 1;
                continue;
            }
            let part = part(text, at)?;
            at += part.text().len();
            found.push(part)?;
            if let Some(b',' | b':') = bytes.get(at) {
                found.push(Part::Sign(&text[at..at + 1]))?;
                at += 1;
            }
            if bytes.get(at).is_some_and(|next| *next != b' ') {
                return None;
            }
        }
        (found.count > 0).then_some(found)
    }

    pub(super) fn as_slice(&self) -> &[Part<'l>] {
        &self.parts[..self.count]
    }

    fn push(&mut self, part: Part<'l>) -> Option<()> {
        *self.parts.get_mut(self.count)? = part;
        self.count += 1;
        Some(())
    }
}

/// The part that begins at an offset.
fn part(text: &str, at: usize) -> Option<Part<'_>> {
    let rest = &text[at..];
    let bytes = rest.as_bytes();
    let upto = |length: usize| &rest[..length];
    match bytes[0] {
        b'a'..=b'z' | b'A'..=b'Z' | b'_' => Some(Part::Word(upto(word(bytes)))),
        b'@' => name(bytes).map(|length| Part::Actor(upto(length))),
        b'#' => name(bytes).map(|length| Part::State(upto(length))),
        b'$' => name(bytes).map(|length| Part::Variable(upto(length))),
        b':' => name(bytes).map(|length| Part::Event(upto(length))),
        b'0'..=b'9' => number(bytes).map(|length| Part::Number(upto(length))),
        b'"' => quoted(bytes).map(|length| Part::Text(upto(length))),
        b'=' | b'+' | b'-' | b'*' | b'/' => Some(Part::Sign(upto(1))),
        b'<' | b'>' => Some(Part::Sign(upto(if bytes.get(1) == Some(&b'=') { 2 } else { 1 }))),
        b'!' if bytes.get(1) == Some(&b'=') => Some(Part::Sign(upto(2))),
        _ => None,
    }
}

fn word(bytes: &[u8]) -> usize {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    bytes.iter().position(|byte| !is_word(byte)).unwrap_or(bytes.len())
}

/// The length of a sigil and a name without capitals.
fn name(bytes: &[u8]) -> Option<usize> {
    if !bytes.get(1)?.is_ascii_lowercase() {
        return None;
    }
    let is_name = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'_';
    let length = bytes[1..].iter().position(|byte| !is_name(byte)).unwrap_or(bytes.len() - 1);
    Some(length + 1)
}

/// Whether a text is a name without capitals.
pub(super) fn is_name(text: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    text.bytes().next().is_some_and(|first| first.is_ascii_lowercase()) && text.bytes().all(letter)
}

fn number(bytes: &[u8]) -> Option<usize> {
    let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut length = digits(0);
    if bytes.get(length) == Some(&b'.') {
        let fraction = digits(length + 1);
        if fraction == 0 {
            return None;
        }
        length += 1 + fraction;
    }
    let percent = usize::from(bytes.get(length) == Some(&b'%'));
    (length <= MAX_DIGITS).then_some(length + percent)
}

/// The length of a text without escapes.
fn quoted(bytes: &[u8]) -> Option<usize> {
    let end = bytes[1..].iter().position(|byte| matches!(byte, b'"' | b'\\' | b'{'))? + 1;
    (bytes[end] == b'"').then_some(end + 1)
}
