//! The tree of `rules:` (reference#rules): claims that must be true in every order of events.

use super::{Condition, Name, Phrase};
use crate::source::Span;

/// `rules:` under a machine or a system.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// Its rules, in order; those under a `when` have its trigger.
    pub rules: Vec<Rule>,
    /// The lines of its `assume:`.
    pub exclusions: Vec<Exclusion>,
    /// The rules below a `when` that cannot be read, and those at a moment that they cannot be about. They are no part of the specification.
    #[cfg(feature = "tools")]
    pub unread: Vec<Rule>,
    /// The header line.
    pub span: Span,
}

/// One rule: a line that begins with `=`.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The `when` above it.
    pub when: Option<Trigger>,
    /// The claim.
    pub claim: Claim,
    /// The line, without its mark.
    pub span: Span,
}

/// The claim of a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Claim {
    /// A condition that is always true.
    Always(Condition),
    /// `order is never in #a while payment is in #b`: the two conditions are never true at once. The first one is without its `never`.
    NeverWhile(Condition, Condition),
    /// `once order is in #a, order is never in #b`: after the first condition has been true, the second one is never true.
    OnceNever(Condition, Condition),
    /// `@customer receives :confirmed at most once`.
    AtMostOnce(Name, Name),
    /// Under `when`: `order gets to #a or #b`.
    Reaches(Name, Vec<Name>),
    /// Under `when`: `@customer receives :a or :b`.
    Receives(Name, Vec<Name>),
}

impl Claim {
    /// Whether it needs a `when`: it becomes true at some later moment, and need not be true at each one.
    pub fn is_eventual(&self) -> bool {
        matches!(self, Claim::Reaches(..) | Claim::Receives(..))
    }
}

/// `when …`: the moment from which the rules below it must become true.
#[derive(Clone, Debug, PartialEq)]
pub enum Trigger {
    /// Each time that a condition becomes true.
    Holds(Condition),
    /// `@customer sends :cancel`: each time that the event is handled.
    Sends(Name, Name),
}

/// `card is valid and card is blocked never hold together`: answers of phrases that are never given at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Exclusion {
    /// The conditions, at least two. Each is a phrase.
    pub phrases: Vec<Phrase>,
    /// The line, without its mark.
    pub span: Span,
}
