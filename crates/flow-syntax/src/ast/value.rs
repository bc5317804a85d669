//! The tree of values (reference#literals, reference#handlers): literals, variables, arithmetic.
//!
//! Parentheses are gone: how operators bind is in the nesting. A line has at most 256 operators, so that trees stay shallow
//! enough to walk.

use super::{Name, TimeUnit};
use crate::source::Span;

/// A value (reference#literals, reference#handlers).
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// Its form.
    pub kind: ExprKind,
    /// Its span.
    pub span: Span,
}

/// The forms of values (reference#literals, reference#handlers).
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `12`, `"text"`, `true`, `empty`.
    Literal(Literal),
    /// `["a", 1]`.
    List(Vec<Expr>),
    /// `{key: 1}`.
    Object(Vec<(Name, Expr)>),
    /// `$x`, `$item.price`.
    Path(Box<Path>),
    /// `$paid of @order`: a variable of another machine, which expectations and rules can read.
    Owned(Box<Path>, Name),
    /// `"order {$id}"`: a text with values in it, part by part. Its literal parts are texts.
    Joined(Vec<Expr>),
    /// `first of $waiting`: something of a list.
    OfList(ListFunction, Box<Path>),
    /// `-E`.
    Negate(Box<Expr>),
    /// `not E`.
    Not(Box<Expr>),
    /// `30 seconds`, `$n minutes`: an amount of a unit of time.
    Duration(Box<Expr>, TimeUnit),
    /// `A + B`.
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// `@order`, `@self`: an instance.
    Actor(Box<Name>),
    /// `@reviewer.id`: the id of who sent the event, or of an instance. The span of the name ends before the `.id`.
    IdOf(Box<Name>),
    /// `uuid()`, `now()`.
    Call(Function),
    /// `round(E, 2)`: a function of values, with as many as it takes.
    Apply(ValueFunction, Vec<Expr>),
}

/// A literal that has no parts (reference#literals).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum Literal {
    /// `12`, `9.50`, `-3`: the digits as written, with sign. Always a valid decimal of at most 28 digits.
    Number(String),
    /// `75%`: the digits as written, without the sign `%`.
    Percent(String),
    /// `"text"`, with its escapes resolved.
    Text(String),
    /// `true`, `false`.
    Boolean(bool),
    /// `empty`: the zero value of the expected type.
    Empty,
}

/// `$item.price`: a variable and the path into its fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// The variable.
    pub root: Name,
    /// The fields, outermost first.
    pub fields: Vec<Name>,
    /// The whole path.
    pub span: Span,
}

/// Arithmetic (reference#handlers).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
#[expect(missing_docs, reason = "the names say it")]
pub enum BinaryOp {
    Add,
    Subtract,
    Multiply,
    Divide,
    /// `div`: the whole part of a quotient of integers.
    IntegerDivide,
    /// `mod`: what such a division leaves.
    Modulo,
}

/// Functions (reference#literals).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `uuid()`.
    Uuid,
    /// `now()`.
    Now,
}

/// Functions of values (reference#functions).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueFunction {
    /// `round(E)`, `round(E, 2)`: half to even.
    Round,
    /// `floor(E)`.
    Floor,
    /// `ceil(E)`.
    Ceil,
    /// `abs(E)`.
    Abs,
    /// `min(A, B)`.
    Min,
    /// `max(A, B)`.
    Max,
    /// `length(T)`: the number of characters of a text.
    Length,
    /// `text(E)`.
    Text,
}

impl ValueFunction {
    /// The function of a name.
    pub fn of_word(word: &str) -> Option<Self> {
        Some(match word {
            "round" => ValueFunction::Round,
            "floor" => ValueFunction::Floor,
            "ceil" => ValueFunction::Ceil,
            "abs" => ValueFunction::Abs,
            "min" => ValueFunction::Min,
            "max" => ValueFunction::Max,
            "length" => ValueFunction::Length,
            "text" => ValueFunction::Text,
            _ => return None,
        })
    }

    /// How many values it takes.
    pub fn arity(self) -> std::ops::RangeInclusive<usize> {
        match self {
            ValueFunction::Round => 1..=2,
            ValueFunction::Min | ValueFunction::Max => 2..=2,
            _ => 1..=1,
        }
    }
}

/// Functions of lists (reference#list-functions).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListFunction {
    /// `first of`: the first item.
    First,
    /// `last of`: the last item.
    Last,
    /// `count of`: the number of items.
    Count,
    /// `sum of`: of items, or of a field of them.
    Sum,
    /// `smallest of`: the least item, or field of one.
    Smallest,
    /// `largest of`: the greatest.
    Largest,
}
