//! Lists of constraints, as they are found in the model, before any is applied (reference#type-inference).
//!
//! What a body requires of types depends on nothing but the body, so that it is collected first (`constrain`) and applied later (`solve`).
//! The terms of a list are numbered by the constraints that introduce them.

use flow_syntax::source::Span;

use super::numbers::NumberType;
use super::quantities::Sum;
use super::terms::{Reason, Shape};
use super::texts::TextType;
use crate::slot::Slot;

/// A term of a list of constraints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Local(pub(super) u32);

/// A value of a body.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value<T = Local> {
    pub(super) term: T,
    pub(super) digits: Digits,
}

impl<T> Value<T> {
    /// A value that is not a number literal.
    pub(super) fn of(term: T) -> Self {
        Value { term, digits: Digits::None }
    }
}

/// Whether a value is a literal that takes the type of its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Digits {
    /// It is not.
    None,
    /// A whole number, which fits an integer.
    Whole,
    /// A text, which fits a choice that has it.
    Text,
}

/// What is done with the field of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    Read,
    Write,
}

/// A constraint. The first five introduce a term each.
#[derive(Clone, Debug)]
pub(super) enum Constraint {
    /// The term of a place of the model.
    Slot(Slot),
    /// The type of a value.
    Value(Span),
    /// The type of a list's items.
    Item(Local, Span),
    /// The type of an object's field; the place ends with its name.
    Member(Local, Box<str>, Access, Span),
    /// The values that a function of a list takes; the fields lead to the list and to its values.
    Fold(Local, Vec<String>, Span),
    /// A term has a shape.
    Shape(Local, Shape, Span),
    /// Two terms have one type.
    Same(Local, Local, Span),
    /// Two terms have one type of number.
    Equal(Local, Local, Span),
    /// Arithmetic.
    Sum(Box<Sum<Local>>),
    /// Numbers or texts become those of another term.
    Flow(Local, Local, Span),
    /// A number of this type becomes one of a term.
    Source(Local, NumberType),
    /// A text that is no choice.
    String(Local),
    /// The type of a number is written.
    NumberType(Local, NumberType, Span),
    /// The type of a text is written.
    TextType(Local, TextType, Span),
    /// A value becomes that of another term.
    Assigned(Value, Local, Span),
    /// The same, after the constraints on single places.
    Deferred(Value, Local, Span, Reason),
    /// A term has the type of a message's field.
    Expected(Local, Local, Span),
    /// `contains`.
    Contains(Local, Value, Span),
    /// `has items`.
    HasItems(Local, Span),
    /// A term is compared by order.
    Ordered(Local, Span),
    /// A number has to be an integer.
    Whole(Value, Span),
    /// A value is part of a text.
    InText(Local, Span),
    /// Fields of the entries of one event with and without a sender.
    SameEvent(Local, Local, Span),
    /// The key of a machine, and a field with its name.
    Key(Local, Local, Span),
    /// A field without a type has that of a table's column.
    Column(Local, Shape, Span),
    /// The key of a machine is a text unless it is something else.
    KeyType(Local, Span),
}

/// A list of constraints.
#[derive(Debug, Default)]
pub(super) struct Constraints {
    list: Vec<Constraint>,
    /// The number of its terms.
    count: u32,
}

impl Constraints {
    /// Adds a constraint that introduces no term.
    pub(super) fn add(&mut self, constraint: Constraint) {
        self.list.push(constraint);
    }

    fn introduce(&mut self, constraint: Constraint) -> Local {
        let local = Local(self.count);
        self.count += 1;
        self.list.push(constraint);
        local
    }

    /// The term of a place of the model.
    pub(super) fn slot(&mut self, slot: Slot) -> Local {
        self.introduce(Constraint::Slot(slot))
    }

    /// A new term for a value.
    pub(super) fn value(&mut self, span: Span) -> Local {
        self.introduce(Constraint::Value(span))
    }

    /// The type of a list's items; states that `list` is a list.
    pub(super) fn require_item(&mut self, list: Local, span: Span) -> Local {
        self.introduce(Constraint::Item(list, span))
    }

    /// The type of an object's field; states that `object` has it.
    pub(super) fn require_member(&mut self, object: Local, name: &str, access: Access, span: Span) -> Local {
        self.introduce(Constraint::Member(object, name.into(), access, span))
    }

    /// The values that a function of a list takes.
    pub(super) fn fold(&mut self, root: Local, fields: Vec<String>, span: Span) -> Local {
        self.introduce(Constraint::Fold(root, fields, span))
    }

    /// Adds the constraint that a term has a shape; `span` is the evidence.
    pub(super) fn require_shape(&mut self, term: Local, shape: Shape, span: Span) {
        self.add(Constraint::Shape(term, shape, span));
    }

    /// Adds the constraint that two terms have the same type, because of the text at `span`.
    pub(super) fn require_same_type(&mut self, a: Local, b: Local, span: Span) {
        self.add(Constraint::Same(a, b, span));
    }

    /// All constraints, in order.
    pub(super) fn list(&self) -> &[Constraint] {
        &self.list
    }

    /// The number of terms.
    pub(super) fn count(&self) -> usize {
        self.count as usize
    }

    /// Leaves no room for more.
    #[cfg(feature = "tools")]
    pub(super) fn shrink_to_fit(&mut self) {
        self.list.shrink_to_fit();
    }

    /// Removes all constraints.
    pub(super) fn clear(&mut self) {
        self.list.clear();
        self.count = 0;
    }
}

#[cfg(feature = "tools")]
impl Constraint {
    /// Whether it introduces a term.
    pub(super) fn introduces_term(&self) -> bool {
        matches!(
            self,
            Constraint::Slot(..)
                | Constraint::Value(..)
                | Constraint::Item(..)
                | Constraint::Member(..)
                | Constraint::Fold(..)
        )
    }

    /// The terms that it connects, apart from the one that it introduces.
    pub(super) fn visit_operands(&self, visit: &mut dyn FnMut(Local)) {
        match self {
            Constraint::Slot(..) | Constraint::Value(..) => {}
            Constraint::Item(term, ..)
            | Constraint::Member(term, ..)
            | Constraint::Fold(term, ..)
            | Constraint::Shape(term, ..)
            | Constraint::Source(term, _)
            | Constraint::String(term)
            | Constraint::NumberType(term, ..)
            | Constraint::TextType(term, ..)
            | Constraint::HasItems(term, _)
            | Constraint::Ordered(term, _)
            | Constraint::InText(term, _)
            | Constraint::Column(term, ..)
            | Constraint::KeyType(term, _)
            | Constraint::Whole(Value { term, .. }, _) => visit(*term),
            Constraint::Same(a, b, _)
            | Constraint::Equal(a, b, _)
            | Constraint::Flow(a, b, _)
            | Constraint::Expected(a, b, _)
            | Constraint::SameEvent(a, b, _)
            | Constraint::Key(a, b, _)
            | Constraint::Assigned(Value { term: a, .. }, b, _)
            | Constraint::Deferred(Value { term: a, .. }, b, ..)
            | Constraint::Contains(a, Value { term: b, .. }, _) => {
                visit(*a);
                visit(*b);
            }
            Constraint::Sum(sum) => sum.terms.into_iter().for_each(visit),
        }
    }
}
