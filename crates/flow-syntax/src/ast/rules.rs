//! The tree of `rules:` (reference#rules): what must hold in every order of events.

use super::{Condition, Name, Phrase};
use crate::source::Span;

/// `rules:` under a machine or a system.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// Its rules, in order; those under a `when` have its trigger.
    pub rules: Vec<Rule>,
    /// The lines of its `assume:`.
    pub exclusions: Vec<Exclusion>,
    /// The header line.
    pub span: Span,
}

/// One rule: a line that begins with `=`.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The `when` above it.
    pub when: Option<Trigger>,
    /// What must hold.
    pub claim: Claim,
    /// The line, without its mark.
    pub span: Span,
}

/// What a rule states.
#[derive(Clone, Debug, PartialEq)]
pub enum Claim {
    /// A condition that always holds.
    Always(Condition),
    /// `order is never in #a while payment is in #b`: the two conditions never hold at once. The first one is without its `never`.
    NeverWhile(Condition, Condition),
    /// `once order is in #a, order is never in #b`: after the first condition has held, the second one does not.
    OnceNever(Condition, Condition),
    /// `@customer receives :confirmed at most once`.
    AtMostOnce(Name, Name),
    /// Under `when`: `order gets to #a or #b`.
    Reaches(Name, Vec<Name>),
    /// Under `when`: `@customer receives :a or :b`.
    Receives(Name, Vec<Name>),
}

impl Claim {
    /// Whether it needs a `when`: it holds sooner or later, not at each moment.
    pub fn is_eventual(&self) -> bool {
        matches!(self, Claim::Reaches(..) | Claim::Receives(..))
    }
}

/// `when …`: the moment from which the rules below it must come true.
#[derive(Clone, Debug, PartialEq)]
pub enum Trigger {
    /// Each time that a condition begins to hold.
    Holds(Condition),
    /// `@customer sends :cancel`: each time that the event is handled.
    Sends(Name, Name),
}

/// `card is valid and card is blocked never hold together`: answers of phrases that the program never gives at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Exclusion {
    /// The conditions, at least two. Each is a phrase.
    pub phrases: Vec<Phrase>,
    /// The line, without its mark.
    pub span: Span,
}
