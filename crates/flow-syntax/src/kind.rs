//! `kind`: the kind of a line, by its first token (reference#line-kinds).
//!
//! This module looks at the rest of a line only where necessary, and reports no errors: a line of a kind may still turn out
//! to be malformed when its grammar reads it.

/// The kind of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub(crate) enum Kind {
    /// A header the language knows.
    Header(Header),
    /// Some other `word:`. In a test file it may name a test.
    UnknownHeader,
    /// `for scenario: …` (reference#test-files).
    ForScenario,
    /// `for :event:` (reference#test-files).
    ForEvent,
    /// `for each …` (reference#loops).
    ForEach,
    /// `when …` under `rules:`. `Kind::of` does not know the block of a line: `block::mark_triggers` sets it.
    When,
    /// `on :event …`, `on> …`.
    On,
    /// `on entering #a`, `on leaving #a`.
    Crossing,
    /// A step that its first words distinguish from a phrase in every block, as `emit :event …`.
    Step(StepLine),
    /// `with …`: a payload, or a block of a test.
    With,
    /// `? …`.
    Guard,
    /// `?? …`.
    OrGuard,
    /// `otherwise`, a bare `?`, `: else`.
    Otherwise,
    /// `= …`.
    Assertion,
    /// `| … |`.
    Row,
    /// `#name`, `starts in #name`, `ends in #a, #b`, `#group is #a, #b`.
    State,
    /// `$name …`.
    Variable,
    /// Words that end in a colon: they own a table, or name a test.
    Caption,
    /// Anything else: a transition, an action, a fact, ….
    Words,
}

/// The kind of step of a line. `Kind::of` does not know steps: the table of step kinds sets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub(crate) struct StepLine {
    /// The index of its kind in the table of step kinds.
    pub(crate) index: usize,
    /// Whether other lines can be below it.
    pub(crate) owns_lines: bool,
}

/// The headers of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub(crate) enum Header {
    System,
    Uses,
    Machine,
    Test,
    Scenario,
    Given,
    Expect,
    Assume,
    Rules,
    Triggered,
    Observe,
}

/// The headers by their words.
pub(crate) const HEADERS: [(&str, Header); 11] = [
    ("system", Header::System),
    ("uses", Header::Uses),
    ("machine", Header::Machine),
    ("test", Header::Test),
    ("scenario", Header::Scenario),
    ("given", Header::Given),
    ("expect", Header::Expect),
    ("assume", Header::Assume),
    ("rules", Header::Rules),
    ("triggered", Header::Triggered),
    ("observe", Header::Observe),
];

impl Kind {
    /// The kind of a line without indentation and comments.
    pub(crate) fn of(text: &str) -> Kind {
        match text.as_bytes().first() {
            Some(b'?') => guard_kind(text),
            Some(b'=') => Kind::Assertion,
            Some(b'|') => Kind::Row,
            Some(b'#') => Kind::State,
            Some(b'$') => Kind::Variable,
            Some(b':') if is_else(text) => Kind::Otherwise,
            _ => kind_by_first_word(text),
        }
    }

    /// The rank of a structure header (reference#headers): it closes every open block of its own rank or a higher number.
    pub(crate) fn rank(self) -> Option<u8> {
        match self {
            Kind::Header(Header::System) => Some(0),
            Kind::Header(Header::Machine | Header::Test | Header::Uses) => Some(1),
            Kind::Header(Header::Scenario | Header::Rules) => Some(2),
            _ => None,
        }
    }

    /// Whether other lines can be below a line of this kind.
    pub(crate) fn can_own_lines(self) -> bool {
        match self {
            Kind::Step(step) => step.owns_lines,
            _ => !matches!(self, Kind::Row | Kind::State | Kind::Words),
        }
    }

    /// Whether it is a guard line with a condition.
    pub(crate) fn is_guard(self) -> bool {
        matches!(self, Kind::Guard | Kind::OrGuard)
    }
}

/// Whether a character can be part of a name or word.
pub(crate) fn is_word_char(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// The text up to the first character that is not part of a word, and what follows.
pub(crate) fn split_word(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c| !is_word_char(c)).unwrap_or(text.len()))
}

/// Whether a line of words begins a step that starts a timer: it can have a payload below it.
pub(crate) fn starts_timer(text: &str) -> bool {
    let (first, rest) = split_word(text);
    let (second, tail) = split_word(rest.trim_start());
    let tail = tail.trim_start();
    match (first, second) {
        ("schedule", "") => rest.trim_start().starts_with(':'),
        ("start", "timer") => {
            tail.starts_with(':') || matches!(split_word(tail).0, "for" | "every" | "until")
        }
        _ => false,
    }
}

fn guard_kind(text: &str) -> Kind {
    if text.starts_with("??") {
        Kind::OrGuard
    } else if text[1..].trim().is_empty() {
        Kind::Otherwise
    } else {
        Kind::Guard
    }
}

fn is_else(text: &str) -> bool {
    text[1..].trim() == "else"
}

fn kind_by_first_word(text: &str) -> Kind {
    let (word, rest) = split_word(text);
    let behind = rest.trim_start();
    match word {
        "on" if is_crossing(behind) => Kind::Crossing,
        "on" if behind.starts_with('>') || behind.starts_with(':') && !rest.starts_with(':') => Kind::On,
        // A lone `with` lacks its ':', which its reader reports.
        "with" if is_payload(behind) || rest.is_empty() => Kind::With,
        "otherwise" if !rest.starts_with(':') => Kind::Otherwise,
        "starts" | "ends" if is_in_state(behind) => Kind::State,
        "for" if behind.starts_with("scenario:") => Kind::ForScenario,
        "for" if behind.starts_with(':') => Kind::ForEvent,
        "for" if split_word(behind).0 == "each" => Kind::ForEach,
        "machine" if is_actor(behind) => Kind::Header(Header::Machine),
        "given" if rest.is_empty() => Kind::Header(Header::Given),
        "expect" if rest.is_empty() => Kind::Header(Header::Expect),
        "" => caption_or_words(text),
        _ if rest.starts_with(':') => header_kind(word),
        _ => caption_or_words(text),
    }
}

fn header_kind(word: &str) -> Kind {
    let known = HEADERS.iter().find(|(text, _)| *text == word);
    known.map_or(Kind::UnknownHeader, |(_, header)| Kind::Header(*header))
}

/// Whether there is exactly one `@name`: after `machine` its `:` is missing, which its reader reports.
fn is_actor(rest: &str) -> bool {
    rest.strip_prefix('@').is_some_and(|name| !name.is_empty() && name.chars().all(is_word_char))
}

fn is_crossing(rest: &str) -> bool {
    let (word, behind) = split_word(rest);
    matches!(word, "entering" | "leaving") && behind.trim_start().starts_with('#')
}

fn is_in_state(rest: &str) -> bool {
    rest.strip_prefix("in").is_some_and(|rest| rest.trim_start().starts_with('#'))
}

/// Whether `with` is followed by variables, named values, or a table; `with scenario:` and the like begin blocks of tests.
fn is_payload(rest: &str) -> bool {
    let (word, behind) = split_word(rest);
    rest.starts_with(['$', ':']) || !word.is_empty() && behind.trim_start().starts_with(':')
}

fn caption_or_words(text: &str) -> Kind {
    if text.ends_with(':') { Kind::Caption } else { Kind::Words }
}
