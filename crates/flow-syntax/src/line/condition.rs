//! `condition`: the conditions of guards, facts and assertions (reference#guards), in both readings.
//!
//! The grammar finds the form; the whole line is also read as a phrase. The model decides which of the two applies.

use crate::gather::Gather;
use pest::iterators::Pairs;

use crate::ast::{CompareOp, Condition, ConditionKind, Not, Operand, Phrase, PhrasePart, Transition};
use crate::diagnostic::Diagnostics;
use crate::grammar::Rule;
use crate::line::phrase::COMPARISON;
use crate::line::value::shrink_to_fit;
use crate::line::{Piece, Reader, Token};
use crate::source::FileId;

type Tokens<'l> = Pairs<'l, Rule>;

impl Reader<'_> {
    /// A whole piece as a condition, reported if it is none.
    pub(crate) fn read_condition(&mut self, piece: Piece<'_>) -> Option<Condition> {
        let span = self.piece_span(piece);
        let (not, bare) = split_leading_not(piece);
        if let Some((kind, phrase)) = self.try_fast_condition(bare) {
            return Some(Condition { kind, phrase, not, span });
        }
        let phrase = self.read_phrase(bare)?;
        let kind =
            if may_be_known(&phrase) { self.read_condition_kind(bare)? } else { ConditionKind::Phrase };
        if kind == ConditionKind::Phrase && !self.report_operator(&phrase, COMPARISON) {
            return None;
        }
        Some(Condition { kind, phrase, not, span })
    }

    fn read_condition_kind(&mut self, piece: Piece<'_>) -> Option<ConditionKind> {
        let Ok(mut tokens) = self.read(Rule::condition_line, piece) else {
            return Some(ConditionKind::Phrase);
        };
        let left = tokens.next()?;
        if left.as_rule() == Rule::failure {
            let negated = left.into_inner().any(|token| token.as_rule() == Rule::did_not_fail);
            return Some(ConditionKind::Failed { not: if negated { Not::Negated } else { Not::Plain } });
        }
        let relation = tokens.next().filter(|token| token.as_rule() != Rule::EOI);
        let Some(relation) = relation else {
            return Some(ConditionKind::Flag(Box::new(self.read_path(&left)?)));
        };
        if relation.as_rule() == Rule::is_in {
            let subject = self.read_subject(&left);
            return Some(match Transition::is_subject(&subject.text) {
                true => self.read_in_state(subject, relation),
                false => ConditionKind::Phrase,
            });
        }
        if left.as_rule() == Rule::actor {
            return Some(ConditionKind::Phrase);
        }
        let left = self.read_operand_of(left)?;
        self.read_relation(left, relation)
    }

    /// The subject of `is in #state`: words, an actor, or a variable in its written form.
    fn read_subject(&mut self, token: &Token<'_>) -> crate::ast::Name {
        match token.as_rule() {
            Rule::actor => self.read_name(token),
            _ => self.read_words(token),
        }
    }

    fn read_in_state(&mut self, subject: crate::ast::Name, token: Token<'_>) -> ConditionKind {
        let not = not_in(&token);
        let states = token.into_inner().filter(|token| token.as_rule() == Rule::state);
        let states = states.map(|state| self.read_name(&state)).gather();
        ConditionKind::InState { subject, not, states }
    }

    fn read_relation(&mut self, operand: Operand, token: Token<'_>) -> Option<ConditionKind> {
        let not = not_in(&token);
        let rule = token.as_rule();
        let op = compare_op(&token);
        let mut sides = token.into_inner().filter(is_side);
        Some(match rule {
            Rule::is_empty => ConditionKind::Empty { operand, not },
            Rule::has_items => ConditionKind::HasItems { operand },
            Rule::has_no_items => ConditionKind::Empty { operand, not: Not::Plain },
            Rule::has_count => ConditionKind::HasCount { operand, op, count: self.read_expr(sides.next()?)? },
            Rule::is_one_of => {
                let items = sides.map(|item| self.read_operand_of(item)).collect::<Option<_>>()?;
                ConditionKind::OneOf { operand, not, items: shrink_to_fit(items) }
            }
            Rule::includes => {
                ConditionKind::Contains { list: operand, item: self.read_operand_of(sides.next()?)? }
            }
            Rule::is_between => {
                let low = self.read_operand_of(sides.next()?)?;
                ConditionKind::Between { operand, not, low, high: self.read_operand_of(sides.next()?)? }
            }
            _ => ConditionKind::Compare { left: operand, op, right: self.read_operand_of(sides.next()?)? },
        })
    }

    fn read_operand_of(&mut self, token: Token<'_>) -> Option<Operand> {
        match token.as_rule() {
            Rule::expr => Some(Operand::Expr(Box::new(self.read_expr(token)?))),
            _ => Some(Operand::Words(Box::new(self.read_words(&token)))),
        }
    }
}

/// A text of a file as a condition, without reports: part of a line that was read as a phrase.
pub fn read_condition(file: FileId, text: &str, start: usize) -> Option<Condition> {
    Reader::new(file, &mut Diagnostics::default()).read_condition(Piece { text, start })
}

/// Whether a phrase can be a condition: it is a variable alone, begins with `that`, or has a word or sign that relates two sides.
fn may_be_known(phrase: &Phrase) -> bool {
    let begins_relation = |part: &PhrasePart| {
        let word = part.as_word().unwrap_or_default();
        matches!(word, "is" | "has" | "equals" | "contains") || word.contains(['<', '>', '='])
    };
    let is_failure = phrase.parts.first().and_then(PhrasePart::as_word) == Some("that");
    is_failure
        || matches!(phrase.parts[..], [PhrasePart::Variable(_)])
        || phrase.parts.iter().any(begins_relation)
}

/// The `not`s that a condition begins with, two of which cancel each other, and the condition after them.
fn split_leading_not(piece: Piece<'_>) -> (Not, Piece<'_>) {
    let (mut not, mut bare) = (Not::Plain, piece);
    while let Some(rest) = bare.text.strip_prefix("not")
        && rest.starts_with([' ', '\t'])
        && !rest.trim().is_empty()
    {
        not = if not == Not::Plain { Not::Negated } else { Not::Plain };
        bare = bare.after(3);
    }
    (not, bare)
}

pub(crate) fn not_in(token: &Token<'_>) -> Not {
    let negated = token.clone().into_inner().any(|token| token.as_rule() == Rule::not);
    if negated { Not::Negated } else { Not::Plain }
}

fn is_side(token: &Token<'_>) -> bool {
    matches!(token.as_rule(), Rule::expr | Rule::low_words | Rule::right_words | Rule::one_words)
}

/// The comparison of a `compare` token; `is not greater than` is `<=`.
pub(super) fn compare_op(token: &Token<'_>) -> CompareOp {
    let mut op = CompareOp::Equal;
    let mut tokens: Tokens<'_> = token.clone().into_inner();
    let negated = not_in(token) == Not::Negated;
    if let Some(found) = tokens.find_map(|token| word_op(&token)) {
        op = found;
    }
    if negated { opposite(op) } else { op }
}

fn word_op(token: &Token<'_>) -> Option<CompareOp> {
    Some(match token.as_rule() {
        Rule::greater | Rule::more_than => CompareOp::Greater,
        Rule::less | Rule::fewer_than => CompareOp::Less,
        Rule::at_least => CompareOp::GreaterOrEqual,
        Rule::at_most => CompareOp::LessOrEqual,
        Rule::sign_operation => sign_compare(token.as_str()),
        _ => return None,
    })
}

pub(super) fn sign_compare(sign: &str) -> CompareOp {
    match sign {
        "<=" => CompareOp::LessOrEqual,
        ">=" => CompareOp::GreaterOrEqual,
        "!=" => CompareOp::NotEqual,
        "<" => CompareOp::Less,
        ">" => CompareOp::Greater,
        _ => CompareOp::Equal,
    }
}

pub(super) fn opposite(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Equal => CompareOp::NotEqual,
        CompareOp::NotEqual => CompareOp::Equal,
        CompareOp::Less => CompareOp::GreaterOrEqual,
        CompareOp::LessOrEqual => CompareOp::Greater,
        CompareOp::Greater => CompareOp::LessOrEqual,
        CompareOp::GreaterOrEqual => CompareOp::Less,
    }
}
