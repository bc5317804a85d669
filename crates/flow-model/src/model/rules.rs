//! The rules of a system (reference#rules): claims that must be true in every order of events.
//!
//! Exploration decides whether they are; the checks here only look for vacuous rules.

use super::{Condition, MachineId, Name, Not, Party, RuleId, Sources, Span, StateId};
use crate::gather::Gather;
use crate::list::List;

/// The rules of all `rules:` of a system and its machines, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Rules {
    /// The rules.
    pub rules: List<RuleId, SystemRule>,
    /// The answers that the program never gives at once.
    pub exclusions: Vec<Exclusion>,
}

/// One rule.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct SystemRule {
    /// Its `when`.
    pub when: Option<Trigger>,
    /// The claim that must be true.
    pub claim: Claim,
    /// The line, without its mark.
    pub span: Span,
}

/// The claim of a rule. Its conditions read variables only as [`super::ExprKind::VariableOf`], and ask no phrases.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum Claim {
    /// The condition is true after every commit.
    Always(Condition),
    /// The conditions are never both true at one commit.
    NeverWhile(Condition, Condition),
    /// After a commit at which the first condition was true, the second one is false.
    OnceNever(Condition, Condition),
    /// In a conversation, the receiver gets the event once, or not at all.
    AtMostOnce(Party, Name),
    /// Under `when`: the machine reaches one of these states.
    Reaches(MachineId, Vec<StateId>),
    /// Under `when`: the receiver gets one of these events.
    Receives(Party, Vec<Name>),
}

/// The moment from which a rule under `when` must become true.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum Trigger {
    /// The condition becomes true.
    Holds(Condition),
    /// An event from this sender is handled; with the place of the sender and the event.
    Sends(Party, Name, Span),
}

/// Answers of phrases that are never given together: at least two.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Exclusion {
    /// The functions of the phrases (reference#bindings), each with the answer that is meant: no with `Not::Negated`.
    pub answers: Vec<(String, Not)>,
    /// The line, without its mark.
    pub span: Span,
}

impl Trigger {
    /// Its place, without the word `when`.
    pub fn span(&self) -> Span {
        match self {
            Trigger::Holds(condition) => condition.span,
            Trigger::Sends(_, _, span) => *span,
        }
    }
}

impl SystemRule {
    /// Its line, after that of its `when`.
    pub fn text(&self, sources: &Sources) -> String {
        let line = |span: Span| sources.text(span).split_whitespace().gather().join(" ");
        match &self.when {
            Some(when) => format!("when {}: {}", line(when.span()), line(self.span)),
            None => line(self.span),
        }
    }

    /// The conditions of its claim, in order.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let [first, second] = match &self.claim {
            Claim::Always(claim) => [Some(claim), None],
            Claim::NeverWhile(first, second) | Claim::OnceNever(first, second) => [Some(first), Some(second)],
            Claim::AtMostOnce(..) | Claim::Reaches(..) | Claim::Receives(..) => [None, None],
        };
        let when = match &self.when {
            Some(Trigger::Holds(condition)) => Some(condition),
            Some(Trigger::Sends(..)) | None => None,
        };
        when.into_iter().chain(first).chain(second)
    }

    /// The same conditions, to be changed.
    pub(crate) fn conditions_mut(&mut self) -> impl Iterator<Item = &mut Condition> {
        let [first, second] = match &mut self.claim {
            Claim::Always(claim) => [Some(claim), None],
            Claim::NeverWhile(first, second) | Claim::OnceNever(first, second) => [Some(first), Some(second)],
            Claim::AtMostOnce(..) | Claim::Reaches(..) | Claim::Receives(..) => [None, None],
        };
        let when = match &mut self.when {
            Some(Trigger::Holds(condition)) => Some(condition),
            Some(Trigger::Sends(..)) | None => None,
        };
        when.into_iter().chain(first).chain(second)
    }
}
