//! The types of arithmetic with numbers, times and durations (reference#time-arithmetic).
//!
//! In a specification that mentions no time, all arithmetic is of numbers, and the constraint is applied where it is found. Otherwise a sum
//! with unknown operands waits until other constraints determine them; an operand that stays undetermined is a number.

use flow_syntax::source::Span;

use super::constrain::Constrain;
use super::constraints::{Constraint, Local};
use super::quantities::Quantity::{self, Duration as D, Number as N, Time as T};
use super::quantities::{NEGATIONS, Signature, Sum, signatures};
use super::solve::Solver;
use super::terms::{Reason, Shape, Term};
use crate::model::BinaryOp;

/// The number of passes over the waiting sums, in alternating order. A sum that waits for a sum further down is resolved in the next pass,
/// so the limit affects only chains with alternating order, and keeps the work linear.
const PASSES: usize = 8;

/// The known type of a term.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Nothing,
    Quantity(Quantity),
    /// Something that cannot be calculated with.
    Other,
}

impl Known {
    fn allows(self, quantity: Quantity) -> bool {
        match self {
            Known::Nothing => true,
            Known::Quantity(known) => known == quantity,
            Known::Other => false,
        }
    }
}

impl Constrain<'_> {
    /// Adds the constraint of `left op right`.
    pub(super) fn add_sum(&mut self, op: BinaryOp, terms: [Local; 3], spans: [Span; 3]) {
        self.list.add(Constraint::Sum(Box::new(Sum { signatures: signatures(op), terms, spans })));
    }

    /// Adds the constraint of `-E`: a number or a duration.
    pub(super) fn add_negation(&mut self, of: Local, span: Span) {
        self.list.add(Constraint::Sum(Box::new(Sum {
            signatures: &NEGATIONS,
            terms: [of; 3],
            spans: [span; 3],
        })));
    }
}

impl Solver<'_> {
    /// Applies arithmetic, now or when its types are determined.
    pub(super) fn constrain_sum(&mut self, sum: Sum<Term>) {
        if !self.uses_time {
            self.apply_signature(&sum, [N, N, N]);
        } else if !self.resolve_sum(&sum) {
            self.sums.push(sum);
        }
    }

    /// Resolves the sums with a signature that is determined by now.
    pub(super) fn resolve_sums(&mut self) {
        for pass in 0..PASSES {
            let mut waiting = std::mem::take(&mut self.sums);
            let before = waiting.len();
            if pass % 2 == 1 {
                waiting.reverse();
            }
            waiting.retain(|sum| !self.resolve_sum(sum));
            if pass % 2 == 1 {
                waiting.reverse();
            }
            self.sums = waiting;
            if self.sums.is_empty() || self.sums.len() == before {
                return;
            }
        }
    }

    /// Resolves the remaining sums: a number if that fits.
    pub(super) fn resolve_open_sums(&mut self) {
        self.resolve_sums();
        for sum in std::mem::take(&mut self.sums) {
            let signature = self.fitting(&sum).next().unwrap_or([N, N, N]);
            self.apply_signature(&sum, signature);
        }
    }

    /// Applies the only signature that fits; if none does, the one that reports the contradiction. Whether it could.
    fn resolve_sum(&mut self, sum: &Sum<Term>) -> bool {
        let mut fitting = self.fitting(sum);
        let signature = match (fitting.next(), fitting.next()) {
            (Some(one), None) => one,
            (Some(_), Some(_)) => return false,
            (None, _) => self.nearest(sum),
        };
        self.apply_signature(sum, signature);
        true
    }

    fn fitting(&mut self, sum: &Sum<Term>) -> impl Iterator<Item = Signature> + use<> {
        let known = sum.terms.map(|term| self.known(term));
        let result_is_left = self.terms.root(sum.terms[0]) == self.terms.root(sum.terms[2]);
        let fits = move |signature: &&Signature| {
            let agrees = known.iter().zip(signature.iter()).all(|(known, quantity)| known.allows(*quantity));
            agrees && (!result_is_left || signature[0] == signature[2])
        };
        sum.signatures.iter().filter(fits).copied()
    }

    /// The signature that matches on the left side, so that the contradiction is reported at the right one.
    fn nearest(&mut self, sum: &Sum<Term>) -> Signature {
        let left = self.known(sum.terms[0]);
        sum.signatures.iter().copied().find(|signature| left.allows(signature[0])).unwrap_or([N, N, N])
    }

    fn known(&mut self, term: Term) -> Known {
        match self.terms.shape(term) {
            None => Known::Nothing,
            Some(Shape::Number) => Known::Quantity(N),
            Some(Shape::Time) => Known::Quantity(T),
            Some(Shape::Duration) => Known::Quantity(D),
            Some(_) => Known::Other,
        }
    }

    fn apply_signature(&mut self, sum: &Sum<Term>, signature: Signature) {
        for ((term, quantity), span) in sum.terms.into_iter().zip(signature).zip(sum.spans) {
            self.terms.require_shape(term, quantity.shape(), span, Reason::Use);
        }
    }
}
