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
    /// `first of $waiting`: something of a list.
    OfList(ListFunction, Box<Path>),
    /// `-E`.
    Negate(Box<Expr>),
    /// `30 seconds`, `$n minutes`: an amount of a unit of time.
    Duration(Box<Expr>, TimeUnit),
    /// `A + B`.
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// `@order`, `@self`: an instance.
    Actor(Box<Name>),
    /// `uuid()`, `now()`.
    Call(Function),
}

/// A literal that has no parts (reference#literals).
#[derive(Clone, Debug, PartialEq)]
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
#[expect(missing_docs, reason = "the names say it")]
pub enum BinaryOp {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// Functions (reference#literals).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `uuid()`.
    Uuid,
    /// `now()`.
    Now,
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
}
