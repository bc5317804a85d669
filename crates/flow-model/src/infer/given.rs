//! The values of a `given:`, which decide less than those of steps (reference#type-inference).
//!
//! A literal in one, however deep, does not decide between an integer and a number, or a choice and a string.

use super::constrain::{Constrain, Place};
use super::constraints::{Access, Local, Value};
use super::written::{as_written, without_conversion};
use crate::model::{Expr, ExprKind};

impl Constrain<'_> {
    /// A value of a `given:`, where a literal does not decide between an integer and a number, or a choice and a string.
    pub(super) fn visit_given_value(&mut self, place: Place, value: &Expr, to: Local) {
        let value = without_conversion(value);
        let from = match &value.kind {
            ExprKind::Object(fields) => {
                let object = self.add_value(value, None);
                for (name, value) in as_written(fields) {
                    let member = self.list.require_member(object.term, name, Access::Write, value.span);
                    self.visit_given_value(place, value, member);
                }
                object
            }
            ExprKind::List(items) if !super::is_mixed(items) => {
                let list = self.add_value(value, None);
                let item = self.list.require_item(list.term, value.span);
                items.iter().for_each(|value| self.visit_given_value(place, value, item));
                list
            }
            _ => self.visit_expr(place, value),
        };
        self.add_number_flow(from, to, value.span);
        self.require_same_type(Value::of(to), from, value.span);
    }
}
