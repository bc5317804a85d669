//! What happened between parties, in order: what lane diagrams are drawn from.
//!
//! A run of a story (reference#story-runs) and a recording made while a system runs both become a trace; neither is known
//! here. Parties are in the order of their first appearance.

use flow_model::escaped;
use flow_model::model::Span;

/// A conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// The name of the scenario, or of one of its alternatives, if it has one.
    pub title: Option<String>,
    /// The names of the parties, with their sigil, in order of first appearance.
    pub parties: Vec<String>,
    /// What happened.
    pub entries: Vec<Entry>,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What.
    pub kind: EntryKind,
    /// Its line in the specification, for links.
    pub place: Option<Span>,
}

/// What can happen. Parties are places in [`Trace::parties`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// An event went from one party to another, or to itself.
    Message {
        /// The sender.
        from: usize,
        /// The receiver.
        to: usize,
        /// The event, with its sigil.
        event: String,
        /// What the receiver did with it.
        outcome: Outcome,
    },
    /// A party did something, or chose a branch.
    Act {
        /// Who.
        party: usize,
        /// What.
        act: Act,
    },
}

/// What the receiver did with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was handled.
    Handled,
    /// The receiver's state does not accept it.
    Rejected,
    /// It was lost on the way.
    Lost,
}

/// What a party does by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// An action, in the words of the specification.
    Action(String),
    /// A guard that held, in the words of the specification, without its mark.
    Guard(String),
    /// None of the guards held, and the `otherwise` branch ran.
    Otherwise,
    /// A new state, with its sigil.
    Change(String),
}

impl Trace {
    /// An empty trace.
    pub fn new() -> Self {
        Trace::default()
    }

    /// The place of a party; a name that is new becomes the last lane.
    pub fn add_party(&mut self, name: &str) -> usize {
        self.parties.iter().position(|party| party == name).unwrap_or_else(|| {
            self.parties.push(name.to_owned());
            self.parties.len() - 1
        })
    }

    /// Adds a message that was handled.
    pub fn message(&mut self, from: &str, to: &str, event: impl Into<String>) {
        self.add_message(from, to, &event.into(), Outcome::Handled);
    }

    /// Adds a message that its receiver did not accept.
    pub fn rejected(&mut self, from: &str, to: &str, event: impl Into<String>) {
        self.add_message(from, to, &event.into(), Outcome::Rejected);
    }

    /// Adds a message that was lost on the way.
    pub fn lost(&mut self, from: &str, to: &str, event: impl Into<String>) {
        self.add_message(from, to, &event.into(), Outcome::Lost);
    }

    fn add_message(&mut self, from: &str, to: &str, event: &str, outcome: Outcome) {
        let (from, to) = (self.add_party(from), self.add_party(to));
        let event = escaped(event).into_owned();
        self.entries.push(Entry { kind: EntryKind::Message { from, to, event, outcome }, place: None });
    }

    /// Adds what a party did by itself.
    pub fn act(&mut self, party: &str, act: Act) {
        let party = self.add_party(party);
        self.entries.push(Entry { kind: EntryKind::Act { party, act }, place: None });
    }

    /// Sets the line in the specification of the entry that was added last.
    pub fn set_place(&mut self, place: Span) {
        if let Some(entry) = self.entries.last_mut() {
            entry.place = Some(place);
        }
    }
}

impl Act {
    /// A guard group that held, from its lines as written: `? a` below `? b` becomes `a and b`, and `?? c` becomes `or c`.
    pub fn guard(lines: &str) -> Act {
        let mut words = String::new();
        for line in lines.lines().map(without_comment).filter(|line| !line.is_empty()) {
            let (glue, condition) = match line.strip_prefix("??") {
                Some(condition) => (" or ", condition),
                None => (" and ", line.strip_prefix('?').unwrap_or(line)),
            };
            words.push_str(if words.is_empty() { "" } else { glue });
            words.push_str(condition.trim());
        }
        if words.is_empty() { Act::Otherwise } else { Act::Guard(words) }
    }

    /// The act as a line of text; words of the specification keep their marks.
    pub(crate) fn wording(&self) -> String {
        match self {
            Act::Action(words) => escaped(words).into_owned(),
            Act::Guard(words) => format!("? {}", escaped(words)),
            Act::Otherwise => "otherwise".to_owned(),
            Act::Change(state) => format!("→ {state}"),
        }
    }
}

/// A line without a comment at its end, and without blanks around it.
fn without_comment(line: &str) -> &str {
    let mut in_text = false;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match c {
            '"' if before != '\\' => in_text = !in_text,
            '/' if before == '/' && !in_text => return line[..at - 1].trim(),
            _ => {}
        }
        before = c;
    }
    line.trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lines: &str, words: &str) {
        assert_eq!(Act::guard(lines), Act::Guard(words.to_owned()));
    }

    #[test]
    fn guard_lines_become_words() {
        check("? cart is valid", "cart is valid");
        check("? a\n    ? b // why\n    ?? c", "a and b or c");
        check("? $url is \"http://x\"", "$url is \"http://x\"");
        assert_eq!(Act::guard("  // nothing\n"), Act::Otherwise);
    }
}
