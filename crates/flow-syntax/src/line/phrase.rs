//! `phrase`: free English with values in it (reference#phrases), and what a `not` inside it means (reference#guards).
//!
//! The words are kept as written, next to the positive phrase that a negated one calls, so that the model can use either.
//! A sign that no phrase can have is reported with a hint.

use crate::ast::{Name, Not, Phrase, PhrasePart};
use crate::block::step::BODY_HELP;
use crate::diagnostic;
use crate::grammar::Rule;
use crate::hints::{self, Place};
use crate::kind::split_word;
use crate::line::value::shrink_to_fit;
use crate::line::{Piece, Reader, Token, Unread};
use crate::source::Span;

/// Signs that belong to conditions and have no place in a phrase.
const OPERATOR_SIGNS: [char; 6] = ['<', '>', '=', '≤', '≥', '≠'];

/// The form of a comparison.
pub(crate) const COMPARISON: &str = "a comparison is 'A < B', with <, <=, =, !=, >= or > between two values";

/// The form of the language that a step with an operator was probably meant to be.
fn step_help(text: &str) -> &'static str {
    match split_word(text).0 {
        "if" | "unless" | "while" | "when" | "elif" => "a guard begins with '?', and its steps are below it",
        "" => BODY_HELP,
        _ if text.contains('=') => "an update is '$total becomes 1', or '$total increases by 1'",
        _ => COMPARISON,
    }
}

/// Whether a sign is an operator of the language, rather than of another notation (`==`, `≤`).
pub fn is_operator(sign: &str) -> bool {
    matches!(sign, "<" | "<=" | "=" | "!=" | ">" | ">=" | "+" | "-" | "*" | "/")
}

/// The verbs that a `not` can follow.
const AUXILIARIES: [&str; 26] = [
    "am", "is", "are", "was", "were", "be", "been", "has", "have", "had", "do", "does", "did", "can",
    "could", "will", "would", "shall", "should", "may", "might", "must", "need", "needs", "dare", "ought",
];

impl Reader<'_> {
    /// A whole piece as a phrase, reported if it is none.
    pub(crate) fn read_phrase(&mut self, piece: Piece<'_>) -> Option<Phrase> {
        if let Some(phrase) = self.try_fast_phrase(piece) {
            return Some(phrase);
        }
        match self.read(Rule::phrase_line, piece) {
            Ok(mut tokens) => {
                let token = tokens.next()?;
                self.read_phrase_parts(token)
            }
            Err(unread) => {
                self.report_stray_sign(piece, unread);
                None
            }
        }
    }

    /// A phrase without operators of conditions: `order total <` is none.
    pub(crate) fn read_phrase_without_operators(&mut self, piece: Piece<'_>) -> Option<Phrase> {
        let phrase = self.read_phrase(piece)?;
        self.report_operator(&phrase, step_help(piece.text)).then_some(phrase)
    }

    /// Reports an operator of conditions in a phrase.
    pub(crate) fn report_operator(&mut self, phrase: &Phrase, form: &str) -> bool {
        let operator = phrase.parts.iter().find_map(|part| match part {
            PhrasePart::Word(word) if word.text.contains(OPERATOR_SIGNS) => Some(word.clone()),
            _ => None,
        });
        if let Some(joint) = opt_joint(phrase, operator.is_some()) {
            let help = hints::help(Place::Sign, &joint.text).unwrap_or_default();
            let message = format!("'{}' joins no conditions", joint.text);
            self.report(diagnostic::Name::UnknownStep, joint.span, message).help(help);
            return false;
        }
        let Some(sign) = operator else { return true };
        let name =
            if is_operator(&sign.text) { diagnostic::Name::UnknownStep } else { diagnostic::Name::Syntax };
        let report = self.report(name, sign.span, format!("'{}' has no place in a phrase", sign.text));
        report.help(hints::help(Place::Sign, &sign.text).unwrap_or_else(|| form.to_owned()));
        false
    }

    fn report_stray_sign(&mut self, piece: Piece<'_>, unread: Unread) {
        let Unread::At(at, _) = unread else { return };
        if self.report_reserved(piece) {
            return;
        }
        let at = opt_open_bracket(&piece.text[..at - piece.start]).map_or(at, |open| piece.start + open);
        let rest = &piece.text[at - piece.start..];
        let Some(sign) = rest.chars().next() else {
            self.report(diagnostic::Name::Syntax, self.piece_span(piece), "this line ends too early");
            return;
        };
        let span = Span::new(self.file, at, at + sign.len_utf8());
        let name =
            if matches!(sign, '[' | '{') { diagnostic::Name::UnknownStep } else { diagnostic::Name::Syntax };
        let report = self.report(name, span, stray_message(sign));
        if let Some(help) = hints::help(Place::Sign, sign.encode_utf8(&mut [0; 4])) {
            report.help(help);
        }
    }

    /// A token with the parts of a phrase.
    pub(crate) fn read_phrase_parts(&mut self, token: Token<'_>) -> Option<Phrase> {
        let span = self.span(&token);
        let parts = token.into_inner().map(|part| self.read_phrase_part(part)).collect::<Option<_>>()?;
        Some(Phrase { parts: shrink_to_fit(parts), span })
    }

    fn read_phrase_part(&mut self, token: Token<'_>) -> Option<PhrasePart> {
        let span = self.span(&token);
        Some(match token.as_rule() {
            Rule::path => PhrasePart::Variable(Box::new(self.read_path(&token)?)),
            Rule::actor => PhrasePart::Actor(self.read_name(&token)),
            Rule::event => PhrasePart::Event(self.read_name(&token)),
            Rule::state => PhrasePart::State(self.read_name(&token)),
            Rule::word | Rule::sign => PhrasePart::Word(Name { text: token.as_str().to_owned(), span }),
            Rule::actor_id | Rule::number | Rule::text | Rule::boolean | Rule::list | Rule::object => {
                PhrasePart::Value(Box::new(self.read_operand(token)?))
            }
            _ => return None,
        })
    }
}

/// The sign, or next to a comparison the word, between two conditions.
fn opt_joint(phrase: &Phrase, is_comparison: bool) -> Option<&Name> {
    let words = phrase.parts.iter().filter_map(|part| match part {
        PhrasePart::Word(word) => Some(word),
        _ => None,
    });
    let mut words = words.filter(|word| match word.text.as_str() {
        "&&" | "||" => true,
        "and" | "or" => is_comparison,
        _ => false,
    });
    words.next()
}

/// The last bracket or brace of a text that is not closed in it: the text from there is no literal.
fn opt_open_bracket(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '[' | '{' => open.push(at),
            ']' | '}' => drop(open.pop()),
            _ => {}
        }
    }
    open.pop()
}

fn stray_message(sign: char) -> String {
    match sign {
        '[' => "'[' begins no list".to_owned(),
        '{' => "'{' begins no object".to_owned(),
        '@' | '#' | '$' => format!("'{sign}' begins a name, and none follows"),
        sign if sign.is_control() => format!("the control character {:?} is not allowed here", sign),
        sign => format!("'{sign}' is not allowed here"),
    }
}

impl Phrase {
    /// The phrase without its negation, and whether it had one (reference#guards): a `not` after its verb, and `has no`, negate.
    ///
    /// `customer is not a member` is `customer is a member`, `cart has no items` is `cart has items`, and `reader does
    /// not own a card` is `reader owns a card`. Only the first negation counts. A `not` that follows no verb, or begins the
    /// phrase, is a word like any other.
    pub fn positive(&self) -> (Phrase, Not) {
        let word = |at: usize| self.parts.get(at).and_then(PhrasePart::as_word);
        for at in 1..self.parts.len() {
            let (Some(verb), Some(negation)) = (word(at - 1), word(at)) else { continue };
            match (verb, negation) {
                ("does" | "do", "not") if word(at + 1).is_some() => {
                    return (self.conjugate_verb(at), Not::Negated);
                }
                (verb, "not") if AUXILIARIES.contains(&verb) => return (self.without_part(at), Not::Negated),
                ("has" | "have" | "had", "no") => return (self.without_part(at), Not::Negated),
                _ => {}
            }
        }
        (self.clone(), Not::Plain)
    }

    fn without_part(&self, at: usize) -> Phrase {
        let mut positive = self.clone();
        positive.parts.remove(at);
        positive
    }

    /// `does not own` as `owns`, `do not own` as `own`; the `not` is at `at`.
    fn conjugate_verb(&self, at: usize) -> Phrase {
        let mut positive = self.clone();
        positive.parts.drain(at - 1..=at);
        let singular = self.parts[at - 1].as_word() == Some("does");
        if let (true, PhrasePart::Word(verb)) = (singular, &mut positive.parts[at - 1]) {
            verb.text = third_person(&verb.text);
        }
        positive
    }
}

impl PhrasePart {
    /// Its place.
    pub fn span(&self) -> Span {
        match self {
            PhrasePart::Word(name)
            | PhrasePart::Actor(name)
            | PhrasePart::Event(name)
            | PhrasePart::State(name) => name.span,
            PhrasePart::Variable(path) => path.span,
            PhrasePart::Value(value) => value.span,
        }
    }

    /// The text of a word.
    pub fn as_word(&self) -> Option<&str> {
        match self {
            PhrasePart::Word(word) => Some(&word.text),
            _ => None,
        }
    }
}

/// `own` as `owns`, `have` as `has`, `pass` as `passes`, `carry` as `carries`.
fn third_person(verb: &str) -> String {
    let before_y = verb.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    match verb {
        "have" => "has".to_owned(),
        "be" => "is".to_owned(),
        _ if before_y.is_some() => format!("{}ies", before_y.unwrap_or_default()),
        _ if ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| verb.ends_with(end)) => format!("{verb}es"),
        _ => format!("{verb}s"),
    }
}
