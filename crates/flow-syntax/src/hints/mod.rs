//! Hints for lines of other notations: the equivalent in Flow.
//!
//! Authors know XState, Gherkin, SCXML, PlantUML, programming languages and English, and write lines of them. Each such line is
//! one row of a table in [`table`]: where it is from, a pattern, and the help. A row is all that a new line needs; the page
//! `docs/hints.md` lists the rows, and a test compares the help on the page with the diagnostics of each row's example.
//! Misspelt words of Flow itself are not listed: `crate::suggest` compares those by their letters.

mod joined;
mod needs;
mod pattern;
mod table;
mod template;
mod tokens;

pub use table::all;
pub(crate) use template::bare_subject;
pub use tokens::{Line, Token, TokenKind};

use crate::diagnostic::Diagnostic;
use crate::edit::Edit;
use crate::gather::Gather;
use crate::kind::split_word;
use crate::source::Span;
use needs::Pattern;
use pattern::Match;

/// A line of another notation, and what to write instead.
#[derive(Debug)]
pub struct Hint {
    /// Its name on the page: kebab-case.
    pub id: &'static str,
    /// Where the line is known from.
    pub notation: Notation,
    /// Where in a specification it is looked for.
    pub place: Place,
    /// A line of this kind, with the mark that lines of its place begin with.
    pub example: &'static str,
    /// The lines it is for, in the language of `pattern`: one match is enough.
    patterns: &'static [Pattern],
    /// Lines that match a pattern and are something else.
    except: &'static [Pattern],
    /// The problem, as a template; empty where the caller has a message of its own.
    message: &'static str,
    /// The replacements, as templates.
    help: &'static [&'static str],
}

/// A notation that people know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Notation {
    /// Sentences without a notation.
    English,
    /// Cucumber's Given, When, Then.
    Gherkin,
    /// JavaScript state machines.
    XState,
    /// State chart XML.
    Scxml,
    /// PlantUML, Mermaid and other diagrams of states as text.
    Diagrams,
    /// Programming languages.
    Code,
    /// Flow without a sign that it needs, or with one that it does not have.
    Flow,
    /// Flow's own later editions.
    Reserved,
}

impl Notation {
    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Notation::English => "English",
            Notation::Gherkin => "Gherkin",
            Notation::XState => "XState",
            Notation::Scxml => "SCXML",
            Notation::Diagrams => "PlantUML, Mermaid",
            Notation::Code => "programming languages",
            Notation::Flow => "nearly Flow",
            Notation::Reserved => "reserved",
        }
    }
}

/// Where a line is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A word with a colon that is no header.
    Header,
    /// A line that may lack the colon of a header.
    HeaderWord,
    /// Directly in a machine.
    Machine,
    /// A line that may be the head of a handler.
    Handler,
    /// The options of an `on` line.
    HandlerOptions,
    /// A line that may be a guard.
    Guard,
    /// Any line: reserved constructs.
    Reserved,
    /// A line of a body that names a state, and that the grammar rejects as a transition.
    Transition,
    /// A line of a body that begins with a variable.
    Update,
    /// A line of a body that is an action so far.
    Action,
    /// A guard, fact or assertion that is a phrase so far.
    Condition,
    /// A guard that is a phrase so far.
    GuardPhrase,
    /// An assertion that is a phrase so far.
    Assertion,
    /// An assertion that is a phrase so far and names no state.
    JoinedAssertions,
    /// A sign in a phrase that phrases cannot have.
    Sign,
}

/// A hint applied to a line.
#[derive(Debug)]
pub struct Found {
    /// The hint.
    pub hint: &'static Hint,
    /// The problem; empty where the hint has no message of its own.
    pub message: String,
    /// The replacements.
    pub help: Vec<String>,
    /// The bytes of the line that the hint is about.
    pub mark: std::ops::Range<usize>,
}

/// The first hint for a line.
pub fn find(place: Place, line: &Line<'_>) -> Option<Found> {
    // Nearly no hint passes this test, which costs a fraction of the others.
    let may_match = |hint: &&Hint| hint.patterns.iter().any(|pattern| pattern.may_match(line.has()));
    table::hints(place).iter().filter(may_match).find_map(|hint| hint.apply(line))
}

/// The help of the first hint for a text.
pub(crate) fn help(place: Place, text: &str) -> Option<String> {
    find(place, &Line::new(text, ""))?.help.into_iter().next()
}

/// Adds the help of a hint to a report. A help that ends in `write '…'` gets the edit that writes this in the place of `line`,
/// which is a line up to its comment.
pub fn add_help(report: &mut Diagnostic, help: String, line: Span) {
    match quoted(&help) {
        None => report.help(help),
        // A line that is too long for a message is cut in it, so the quoted text is not a replacement.
        Some(text) if text.ends_with('…') => report,
        Some(text) => {
            let edit = Edit::replace(line, text);
            report.fix(help, vec![edit])
        }
    };
}

/// The line that a help quotes as a replacement, if it has one.
pub(crate) fn quoted(help: &str) -> Option<&str> {
    help.split_once("write '").and_then(|(_, text)| text.strip_suffix('\''))
}

impl Hint {
    /// Applies this hint to a line, if it matches.
    pub fn apply(&'static self, line: &Line<'_>) -> Option<Found> {
        let ignore_case = matches!(self.place, Place::Header | Place::HeaderWord | Place::Handler);
        let may_match = |pattern: &&Pattern| pattern.may_match(line.has());
        let matches = |pattern: &'static Pattern| Match::new(pattern.text, line, ignore_case);
        let found = self.patterns.iter().filter(may_match).find_map(matches)?;
        if self.except.iter().filter(may_match).any(|pattern| matches(pattern).is_some()) {
            return None;
        }
        let (from, to) = found.mark().unwrap_or((0, line.tokens().len()));
        let render = |text: &&'static str| template::render(text, self.place, line, &found, from);
        let mark = line.tokens()[from].start..line.tokens()[to - 1].end;
        Some(Found {
            hint: self,
            message: render(&self.message),
            help: self.help.iter().map(render).filter(|help| self.keeps_signs(help, line, &found)).gather(),
            mark,
        })
    }

    /// Whether a line to write in the place of another still has its names, variables and texts. If it does not, two lines became one, or
    /// the line contains more than the hint knows, and the help would delete that. The pattern names a part without a place in the form
    /// `old`; other notations have many such parts.
    fn keeps_signs(&self, help: &str, line: &Line<'_>, found: &Match<'_, '_>) -> bool {
        let Some(written) = quoted(help) else { return true };
        if !matches!(self.notation, Notation::English | Notation::Flow) || written.ends_with('…') {
            return true;
        }
        let is_sign = |token: &Token| !matches!(token.kind, TokenKind::Word | TokenKind::Sign);
        let tokens = line.tokens().iter().enumerate();
        let mut signs = tokens.filter(|(_, token)| is_sign(token)).map(|(at, _)| line.token_text(at));
        signs.all(|sign| written.contains(sign) || found.captured("old") == Some(sign))
    }
}

/// Whether a line may use a reserved construct. Every line of words is tested, so that this looks at the first word only.
pub(crate) fn may_be_reserved(text: &str) -> bool {
    let (word, _) = split_word(text);
    let begins = |pattern: &Pattern| {
        let rest = pattern.text.strip_prefix("<< ").unwrap_or(pattern.text).strip_prefix(word);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    text.contains('^')
        || text.starts_with('$')
        || table::hints(Place::Reserved).iter().flat_map(|hint| hint.patterns).any(begins)
}

/// Whether a line of words is the head of a block in another notation, as `if cart is valid`: lines can be below it.
pub(crate) fn is_foreign_block(text: &str) -> bool {
    help(Place::Guard, text).is_some() || help(Place::Handler, text).is_some()
}

/// Whether words resemble a header, or a line of another notation, rather than a step or a fact.
pub(crate) fn is_foreign_line(text: &str) -> bool {
    text.starts_with("starts in ")
        || text.starts_with("ends in ")
        || is_foreign_block(text)
        || help(Place::Machine, text).is_some()
        || help(Place::HeaderWord, text).is_some()
}

/// Whether a line was meant as a comment: its `#` begins no name.
pub(crate) fn is_comment(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    rest.len() < line.len() && (rest.is_empty() || rest.starts_with([' ', '\t', '!']))
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn knows_the_guards_of_other_languages() {
        let help = |line: &str| super::help(Place::Guard, line);
        let guard = |condition: &str| Some(format!("a guard begins with '?': write '? {condition}'"));
        assert_eq!(help("if cart is valid"), guard("cart is valid"));
        assert_eq!(help("if  cart is valid :"), guard("cart is valid"));
        assert_eq!(help("unless cart is valid"), guard("cart is not valid"));
        assert_eq!(help("unless weather permits"), guard("not weather permits"));
        assert_eq!(help("else if $n < 5:"), guard("$n < 5"));
        assert_eq!(help("elif a"), guard("a"));
        assert_eq!(help("else"), Some("the branch for the rest begins with 'otherwise'".to_owned()));
        assert_eq!(help("else:"), Some("the branch for the rest begins with 'otherwise'".to_owned()));
        assert_eq!(help("iffy thing"), None);
        assert_eq!(help("if"), None);
    }

    #[test]
    fn knows_headers_and_handlers_of_other_notations() {
        let handler = |line: &str| {
            super::help(Place::Handler, line).map(|help| help.replace("a handler begins with 'on': ", ""))
        };
        assert_eq!(handler("when :paid from @bank"), Some("write 'on :paid from @bank'".to_owned()));
        assert_eq!(handler("On> :paid"), Some("write 'on> :paid'".to_owned()));
        assert_eq!(handler("when cart is valid"), None);
        assert!(
            super::help(Place::HeaderWord, "scenario a ticket")
                .is_some_and(|help| help.ends_with("'scenario: a ticket'"))
        );
        assert_eq!(super::help(Place::HeaderWord, "given the cart"), None);
        assert!(super::is_comment("# a comment"));
        assert!(!super::is_comment("#paid"));
    }
}
