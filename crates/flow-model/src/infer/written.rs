//! Values as they were lowered, although they have their types.
//!
//! A machine that tools keep has typed values when the types of the next model are inferred: with conversions, with the fields of objects in
//! the order of their types, and with lists of functions that reach to the last list of their path. Inference sees what is written.

use flow_syntax::gather::Gather;
use flow_syntax::ordered;

use crate::model::{Expr, ExprKind};

/// The value of a conversion.
pub(super) fn without_conversion(mut value: &Expr) -> &Expr {
    while let ExprKind::Convert(inner) = &value.kind {
        value = inner;
    }
    value
}

/// The fields of an object as they are written: a type arranges them in its order, and adds others.
pub(super) fn as_written(fields: &[(String, Expr)]) -> Vec<&(String, Expr)> {
    let is_written = |(_, value): &&(String, Expr)| value.span.start < value.span.end;
    let mut written: Vec<&(String, Expr)> = fields.iter().filter(is_written).gather();
    ordered::sort_by_key(&mut written, |(_, value)| value.span);
    written
}

/// The variable of a function of a list, and the fields after it: when its type is known, the first ones are part of the list.
pub(super) fn path_of_fold<'e>(list: &'e Expr, fields: &[String]) -> (&'e Expr, Vec<String>) {
    let (mut root, mut names) = (list, Vec::new());
    while let ExprKind::Field(object, name) = &root.kind {
        names.push(name.clone());
        root = object;
    }
    names.reverse();
    names.extend_from_slice(fields);
    (root, names)
}
