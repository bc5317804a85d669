//! Which payload fields steps need whole, and how often: a field is moved at its last such use and cloned before.
//!
//! A small value in a field (`$item.price`) is copied. Where its field is needed whole too, it is copied before
//! anything else happens, so that it never stands in the way of a move.

use flow_syntax::ordered::{Map, Set};

use flow_model::model::{Expr, ExprKind, FieldId, Step, Type};
use flow_model::visit;
use quote::format_ident;

use super::Copied;

/// Payload fields and how often they are needed whole.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields {
    // Visiting `$item.price` counts it down for itself and up for the `$item` in it.
    uses: Map<FieldId, i64>,
}

impl Fields {
    /// Whether the field is needed.
    pub(crate) fn has(&self, field: FieldId) -> bool {
        self.uses.get(&field).is_some_and(|uses| *uses > 0)
    }

    /// The fields needed once.
    pub(crate) fn once(&self) -> impl Iterator<Item = FieldId> + '_ {
        self.uses.iter().filter(|(_, uses)| **uses == 1).map(|(field, _)| *field)
    }

    /// Adds what others need.
    pub(crate) fn merge(&mut self, other: &Fields) {
        other.uses.iter().for_each(|(field, uses)| *self.uses.entry(*field).or_default() += uses);
    }

    fn add(&mut self, expr: &Expr) {
        if let Some((field, _)) = small_part(expr) {
            *self.uses.entry(field).or_default() -= 1;
        }
        if let ExprKind::Payload(field) = expr.kind {
            *self.uses.entry(field).or_default() += 1;
        }
    }
}

/// What steps need whole, their guards and bodies included.
pub(crate) fn of(steps: &[Step]) -> Fields {
    let mut fields = Fields::default();
    visit::body_exprs(steps, &mut |expr| fields.add(expr));
    fields
}

/// Whether steps read the payload at all.
pub(crate) fn are_read(steps: &[Step]) -> bool {
    let mut read = false;
    visit::body_exprs(steps, &mut |expr| read |= matches!(expr.kind, ExprKind::Payload(_)));
    read
}

/// The small values in fields that are needed whole too.
pub(crate) fn copied(steps: &[Step]) -> Vec<Copied<'_>> {
    let whole = of(steps);
    let (mut seen, mut copied) = (Set::new(), Vec::new());
    visit::body_exprs(steps, &mut |expr| {
        if let Some((field, path)) = small_part(expr)
            && whole.has(field)
            && seen.insert((field, path))
        {
            copied.push(Copied { value: expr, local: format_ident!("copied_{}", seen.len()) });
        }
    });
    copied
}

/// The field and the names of `$item.price`, if its value is small.
pub(crate) fn small_part(expr: &Expr) -> Option<(FieldId, Vec<&str>)> {
    let ExprKind::Field(inner, name) = &expr.kind else { return None };
    let (field, mut path) = part(inner)?;
    path.push(name);
    is_small(&expr.ty).then_some((field, path))
}

fn part(expr: &Expr) -> Option<(FieldId, Vec<&str>)> {
    match &expr.kind {
        ExprKind::Payload(field) => Some((*field, Vec::new())),
        ExprKind::Field(inner, name) => {
            let (field, mut path) = part(inner)?;
            path.push(name);
            Some((field, path))
        }
        _ => None,
    }
}

/// Whether values of a type are copied.
pub(crate) fn is_small(ty: &Type) -> bool {
    matches!(ty, Type::Number | Type::Integer | Type::Boolean | Type::Time)
}
