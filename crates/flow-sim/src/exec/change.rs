//! Changes of variables, which a handler that fails takes back (reference#staging).
//!
//! A change of a list keeps the item and its place, so that handlers of long lists copy none of them.

use std::rc::Rc;

use crate::exec::value::Value;

/// The change of an update, so that it can be taken back.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// No change: the item to be removed was not in the list.
    Nothing,
    /// This was the value.
    Replaced(Value),
    /// The list has one item more.
    Added,
    /// This was an item of the list, at this place.
    Removed(usize, Value),
}

impl Change {
    /// Restores the value from before the change.
    pub(super) fn undo(self, variable: &mut Value) {
        match (self, variable) {
            (Change::Replaced(value), variable) => *variable = value,
            (Change::Added, Value::List(items)) => drop(Rc::make_mut(items).pop()),
            (Change::Removed(at, item), Value::List(items)) => Rc::make_mut(items).insert(at, item),
            _ => {}
        }
    }
}
