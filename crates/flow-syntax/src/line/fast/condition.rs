//! `condition`: the frequent forms of conditions (reference#guards), with the phrase of the same parts.
//!
//! The first word or sign that can relate two sides separates them. Ambiguous sides are left to the grammar.

use super::parts::Part;
use super::{FastLine, Reader};
use crate::ast::{CompareOp, ConditionKind, Not, Operand, Phrase, Transition};
use crate::line::Piece;
use crate::line::condition::{opposite, sign_compare};

impl Reader<'_> {
    /// The form of a condition, and its phrase.
    pub(crate) fn try_fast_condition(&self, piece: Piece<'_>) -> Option<(ConditionKind, Phrase)> {
        let line = self.split_fast(piece)?;
        let kind = line.read_condition()?;
        Some((kind, line.read_phrase()))
    }
}

impl<'l> FastLine<'l> {
    fn read_condition(&self) -> Option<ConditionKind> {
        let parts = self.parts();
        let Some(at) = parts.iter().position(begins_relation) else {
            return Some(self.read_condition_without_relation());
        };
        match parts.split_at(at) {
            ([], _) => None,
            ([Part::Actor(actor)], relation) => self.read_in_state(|| Some(self.read_name(actor)), relation),
            (left, relation) => self
                .read_in_state(|| self.join_words(left), relation)
                .or_else(|| self.read_relation(left, relation)),
        }
    }

    /// A piece without anything that relates two sides: a variable alone, or a phrase.
    fn read_condition_without_relation(&self) -> ConditionKind {
        match self.parts() {
            [Part::Variable(name)] => ConditionKind::Flag(Box::new(self.read_path(name))),
            [Part::Word("that"), Part::Word("failed")] => ConditionKind::Failed { not: Not::Plain },
            [Part::Word("that"), Part::Word("did"), Part::Word("not"), Part::Word("fail")] => {
                ConditionKind::Failed { not: Not::Negated }
            }
            _ => ConditionKind::Phrase,
        }
    }

    /// `is [not] in #a, #b`.
    fn read_in_state(
        &self,
        subject: impl FnOnce() -> Option<crate::ast::Name>,
        relation: &[Part<'l>],
    ) -> Option<ConditionKind> {
        let (not, rest) = match relation {
            [Part::Word("is"), Part::Word("in"), rest @ ..] => (Not::Plain, rest),
            [Part::Word("is"), Part::Word("not"), Part::Word("in"), rest @ ..] => (Not::Negated, rest),
            _ => return None,
        };
        let (states, []) = self.read_states(rest)? else { return None };
        let subject = subject()?;
        Transition::is_subject(&subject.text).then_some(ConditionKind::InState { subject, not, states })
    }

    fn read_relation(&self, left: &[Part<'l>], relation: &[Part<'l>]) -> Option<ConditionKind> {
        match relation {
            [Part::Word("is"), Part::Word("empty")] => {
                Some(ConditionKind::Empty { operand: self.read_relation_side(left)?, not: Not::Plain })
            }
            [Part::Word("is"), Part::Word("not"), Part::Word("empty")] => {
                Some(ConditionKind::Empty { operand: self.read_relation_side(left)?, not: Not::Negated })
            }
            [Part::Word("has"), Part::Word("items" | "item")] => {
                Some(ConditionKind::HasItems { operand: self.read_relation_side(left)? })
            }
            [Part::Word("contains"), item @ ..] => Some(ConditionKind::Contains {
                list: self.read_relation_side(left)?,
                item: self.read_relation_side(item)?,
            }),
            _ => {
                let (op, right) = read_comparison(relation)?;
                Some(ConditionKind::Compare {
                    left: self.read_relation_side(left)?,
                    op,
                    right: self.read_relation_side(right)?,
                })
            }
        }
    }

    /// A value, or plain words that could not begin one.
    fn read_relation_side(&self, parts: &[Part<'l>]) -> Option<Operand> {
        if let Some(value) = self.read_expr(parts) {
            return Some(Operand::Expr(Box::new(value)));
        }
        let may_be_value = matches!(parts.first(), Some(Part::Word("true" | "false" | "empty")));
        if may_be_value { None } else { self.join_words(parts).map(|words| Operand::Words(Box::new(words))) }
    }
}

/// Whether a part begins the relation of a condition.
fn begins_relation(part: &Part<'_>) -> bool {
    match part {
        Part::Word(word) => matches!(*word, "is" | "has" | "equals" | "contains"),
        Part::Sign(sign) => matches!(sign.as_bytes()[0], b'<' | b'>' | b'=' | b'!'),
        _ => false,
    }
}

/// The comparison that parts begin with, and its right side. Words that may belong to either are left to the grammar.
fn read_comparison<'p, 'l>(relation: &'p [Part<'l>]) -> Option<(CompareOp, &'p [Part<'l>])> {
    match relation {
        [Part::Sign(sign), right @ ..] => Some((sign_compare(sign), right)),
        [Part::Word("equals"), right @ ..] => Some((CompareOp::Equal, right)),
        [Part::Word("is"), Part::Word("not"), right @ ..] => {
            let (op, right) = read_worded_comparison(right)?;
            Some((opposite(op), right))
        }
        [Part::Word("is"), right @ ..] => read_worded_comparison(right),
        _ => None,
    }
}

fn read_worded_comparison<'p, 'l>(words: &'p [Part<'l>]) -> Option<(CompareOp, &'p [Part<'l>])> {
    match words {
        [Part::Word("greater"), Part::Word("than"), right @ ..] => Some((CompareOp::Greater, right)),
        [Part::Word("less"), Part::Word("than"), right @ ..] => Some((CompareOp::Less, right)),
        [Part::Word("at"), Part::Word("least"), right @ ..] => Some((CompareOp::GreaterOrEqual, right)),
        [Part::Word("at"), Part::Word("most"), right @ ..] => Some((CompareOp::LessOrEqual, right)),
        [Part::Word("greater" | "less" | "at" | "not" | "in" | "between" | "one" | "empty"), ..] => None,
        _ => Some((CompareOp::Equal, words)),
    }
}
