//! `members`: lines about some of the instances of a machine, in facts and assertions (reference#story-instances).

use crate::ast::{CompareOp, Expr, ExprKind, Literal, Members, Name, Not, Which};
use crate::grammar::Rule;
use crate::line::condition::{compare_op, not_in};
use crate::line::{Reader, Token};
use crate::source::Span;

impl Reader<'_> {
    /// `every @parcel is in #packed`.
    pub(crate) fn read_members(&mut self, token: Token<'_>) -> Option<(Members, Not, Vec<Name>)> {
        let not = not_in(&token);
        let (mut which, mut machine, mut states) = (Which::Unsaid, None, Vec::new());
        let (mut at, mut place) = (None, None);
        for token in token.into_inner() {
            match token.as_rule() {
                Rule::every_ => which = Which::Every,
                Rule::some => which = Which::Some,
                Rule::no => which = Which::No,
                Rule::at_least | Rule::at_most => at = Some(token.as_rule()),
                Rule::number => {
                    let count = count(&token);
                    place = Some(self.span(&token));
                    which = match at {
                        Some(Rule::at_least) => Which::AtLeast(count),
                        Some(_) => Which::AtMost(count),
                        None => Which::Exactly(count),
                    };
                }
                Rule::actor => machine = Some(self.read_name(&token)),
                Rule::which => (which, place) = self.read_which(token)?,
                Rule::state => states.push(self.read_name(&token)),
                _ => {}
            }
        }
        Some((Members { machine: machine?, which, value: place }, not, states))
    }

    /// `$copies of @shelf "Emma" is 2`.
    pub(crate) fn read_variable_of(&mut self, token: Token<'_>) -> Option<(Name, Members, CompareOp, Expr)> {
        let op = compare_op(&token);
        let (mut variable, mut machine, mut value) = (None, None, None);
        let (mut which, mut place) = (Which::Unsaid, None);
        for token in token.into_inner() {
            match token.as_rule() {
                Rule::path => variable = Some(self.read_whole_variable(&token)?),
                Rule::actor => machine = Some(self.read_name(&token)),
                Rule::which => (which, place) = self.read_which(token)?,
                Rule::expr => value = Some(self.read_expr(token)?),
                _ => {}
            }
        }
        Some((variable?, Members { machine: machine?, which, value: place }, op, value?))
    }

    /// `to @parcel (2)`: an instance of a machine, or whichever it is.
    pub(crate) fn read_one_of_machine(&mut self, token: Token<'_>) -> Option<Members> {
        let (mut machine, mut which, mut place) = (None, Which::Unsaid, None);
        for token in token.into_inner() {
            match token.as_rule() {
                Rule::actor => machine = Some(self.read_name(&token)),
                Rule::which => (which, place) = self.read_which(token)?,
                _ => {}
            }
        }
        Some(Members { machine: machine?, which, value: place })
    }

    fn read_which(&mut self, token: Token<'_>) -> Option<(Which, Option<Span>)> {
        let inner = token.into_inner().next()?;
        let place = Some(self.span(&inner));
        match inner.as_rule() {
            Rule::number => Some((Which::Number(count(&inner)), place)),
            _ => match self.read_operand(inner)?.kind {
                ExprKind::Literal(Literal::Text(id)) => Some((Which::Id(id), place)),
                _ => None,
            },
        }
    }
}

/// A number of instances. Text that is no whole number counts as more instances than there can be, so that it never matches.
fn count(token: &Token<'_>) -> usize {
    token.as_str().parse().unwrap_or(usize::MAX)
}
