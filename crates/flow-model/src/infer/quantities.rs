//! The types that can be calculated with (reference#time-arithmetic): numbers, times and durations.
//!
//! An operator has signatures, each a type of the left side, one of the right side and one of the result. Inference looks for the one that
//! fits, and the types of values follow from it.

use flow_syntax::source::Span;

use super::terms::Shape;
use crate::model::{BinaryOp, Type};

use Quantity::{Duration as D, Number as N, Time as T};

/// A type that can be calculated with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quantity {
    Number,
    Time,
    Duration,
}

impl Quantity {
    /// The quantity of a type, if it is one.
    pub(super) fn of(ty: &Type) -> Option<Quantity> {
        match ty {
            Type::Number | Type::Integer => Some(N),
            Type::Time => Some(T),
            Type::Duration => Some(D),
            _ => None,
        }
    }

    pub(super) fn shape(self) -> Shape {
        match self {
            N => Shape::Number,
            T => Shape::Time,
            D => Shape::Duration,
        }
    }
}

/// The left side, the right side and the result.
pub(super) type Signature = [Quantity; 3];

/// The operand types that an operator is defined for. If several fit, the first is used.
pub(super) fn signatures(op: BinaryOp) -> &'static [Signature] {
    match op {
        BinaryOp::Add => &[[N, N, N], [D, D, D], [T, D, T], [D, T, T]],
        BinaryOp::Subtract => &[[N, N, N], [D, D, D], [T, D, T], [T, T, D]],
        BinaryOp::Multiply => &[[N, N, N], [D, N, D], [N, D, D]],
        BinaryOp::Divide => &[[N, N, N], [D, N, D]],
        BinaryOp::IntegerDivide | BinaryOp::Modulo => &[[N, N, N]],
    }
}

/// `-E`, `abs(E)` and `sum of E`: the value, twice, and the result.
pub(super) const NEGATIONS: [Signature; 2] = [[N, N, N], [D, D, D]];

/// Arithmetic with types that must match one of its signatures.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sum<T> {
    pub(super) signatures: &'static [Signature],
    pub(super) terms: [T; 3],
    pub(super) spans: [Span; 3],
}
