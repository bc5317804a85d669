//! Which payload fields steps need whole, and how often: a field is moved at its last such use and cloned before.
//!
//! A small value in a field (`$item.price`) is copied. Where its field is needed whole too, it is copied before
//! anything else happens, so that it never prevents a move.

use flow_model::model::{Expr, ExprKind, FieldId, Step, Type};
use flow_model::visit;
use flow_syntax::ordered::{Map, Set};
use proc_macro2::Ident;
use quote::format_ident;

use crate::plan::handler::{Copied, Handler};

/// Payload fields and how often they are needed whole.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    // Visiting `$item.price` subtracts one for itself and adds one for the `$item` in it.
    uses: Map<FieldId, i64>,
}

impl Fields {
    /// Whether the field is needed.
    pub(super) fn has(&self, field: FieldId) -> bool {
        self.uses.get(&field).is_some_and(|uses| *uses > 0)
    }

    /// The fields needed once.
    pub(super) fn used_once(&self) -> impl Iterator<Item = FieldId> + '_ {
        self.uses.iter().filter(|(_, uses)| **uses == 1).map(|(field, _)| *field)
    }

    /// Adds the uses of other steps.
    pub(super) fn merge(&mut self, other: &Fields) {
        other.uses.iter().for_each(|(field, uses)| *self.uses.entry(*field).or_default() += uses);
    }

    fn count_uses(&mut self, expr: &Expr) {
        if let Some((field, _)) = opt_small_part(expr) {
            *self.uses.entry(field).or_default() -= 1;
        }
        if let ExprKind::Payload(field) = expr.kind {
            *self.uses.entry(field).or_default() += 1;
        }
    }
}

/// The fields that steps need whole, their guards and bodies included.
pub(super) fn find_whole_fields(steps: &[Step]) -> Fields {
    let mut fields = Fields::default();
    visit::body_exprs(steps, &mut |expr| fields.count_uses(expr));
    fields
}

/// Whether steps read the payload at all.
pub(super) fn are_read(steps: &[Step]) -> bool {
    let mut read = false;
    visit::body_exprs(steps, &mut |expr| read |= matches!(expr.kind, ExprKind::Payload(_)));
    read
}

/// The small values in fields that are needed whole too.
pub(super) fn find_copied_values(steps: &[Step]) -> Vec<Copied<'_>> {
    let whole = find_whole_fields(steps);
    let (mut seen, mut copied) = (Set::new(), Vec::new());
    visit::body_exprs(steps, &mut |expr| {
        if let Some((field, path)) = opt_small_part(expr)
            && whole.has(field)
            && seen.insert((field, path))
        {
            copied.push(Copied { value: expr, local: format_ident!("copied_{}", seen.len()) });
        }
    });
    copied
}

impl Handler<'_> {
    /// The variable that a small value of the payload was copied to.
    pub(crate) fn copy_of(&self, expr: &Expr) -> Option<&Ident> {
        let part = opt_small_part(expr)?;
        let copied =
            self.copied.iter().find(|copied| opt_small_part(copied.value).as_ref() == Some(&part))?;
        Some(&copied.local)
    }
}

/// The payload field and the path in it (`$item`, `price`), if the expression is a small value in a field.
fn opt_small_part(expr: &Expr) -> Option<(FieldId, Vec<&str>)> {
    let ExprKind::Field(inner, name) = &expr.kind else { return None };
    let (field, mut path) = opt_payload_path(inner)?;
    path.push(name);
    is_small(&expr.ty).then_some((field, path))
}

fn opt_payload_path(expr: &Expr) -> Option<(FieldId, Vec<&str>)> {
    match &expr.kind {
        ExprKind::Payload(field) => Some((*field, Vec::new())),
        ExprKind::Field(inner, name) => {
            let (field, mut path) = opt_payload_path(inner)?;
            path.push(name);
            Some((field, path))
        }
        _ => None,
    }
}

/// Whether values of a type implement `Copy` in Rust.
pub(crate) fn is_small(ty: &Type) -> bool {
    matches!(ty, Type::Number | Type::Integer | Type::Boolean | Type::Time | Type::Duration | Type::Choice(_))
}
