//! Functions of values and of lists (reference#functions, reference#list-functions).
//!
//! Their arguments are checked when the line is read; whether a call fails depends on the values.

use flow_syntax::ast::{ListFunction, ValueFunction};

/// A function of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum Function {
    /// The nearest integer, half to even; with a second value, to that number of digits after the point.
    Round,
    /// The greatest integer that is not greater.
    Floor,
    /// The least integer that is not less.
    Ceil,
    /// Without its sign.
    Abs,
    /// The lesser of two values.
    Min,
    /// The greater of two values.
    Max,
    /// The number of characters of a text.
    Length,
}

impl Function {
    /// The function of a name; `None` for `text`, which is a text with one value.
    pub(crate) fn of_written(function: ValueFunction) -> Option<Function> {
        Some(match function {
            ValueFunction::Round => Function::Round,
            ValueFunction::Floor => Function::Floor,
            ValueFunction::Ceil => Function::Ceil,
            ValueFunction::Abs => Function::Abs,
            ValueFunction::Min => Function::Min,
            ValueFunction::Max => Function::Max,
            ValueFunction::Length => Function::Length,
            ValueFunction::Text => return None,
        })
    }
}

/// An end of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum End {
    /// The first item.
    First,
    /// The last item.
    Last,
}

/// A function of all items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum Fold {
    /// Their sum; 0 for an empty list.
    Sum,
    /// The least of them.
    Smallest,
    /// The greatest of them.
    Largest,
}

/// A function of a list, by kind of result.
pub(crate) enum OfList {
    End(End),
    Count,
    Fold(Fold),
}

impl OfList {
    pub(crate) fn of_written(function: ListFunction) -> OfList {
        match function {
            ListFunction::First => OfList::End(End::First),
            ListFunction::Last => OfList::End(End::Last),
            ListFunction::Count => OfList::Count,
            ListFunction::Sum => OfList::Fold(Fold::Sum),
            ListFunction::Smallest => OfList::Fold(Fold::Smallest),
            ListFunction::Largest => OfList::Fold(Fold::Largest),
        }
    }
}
