//! Which payload fields steps use, and whether more than once: a field is moved at its last use and cloned before.

use std::collections::BTreeMap;

use flow_model::model::{Expr, ExprKind, FieldId, Step};
use flow_model::visit;

/// Payload fields and how often they are used.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields {
    uses: BTreeMap<FieldId, usize>,
}

impl Fields {
    /// Whether nothing is used.
    pub(crate) fn is_empty(&self) -> bool {
        self.uses.is_empty()
    }

    /// Whether the field is used.
    pub(crate) fn has(&self, field: FieldId) -> bool {
        self.uses.contains_key(&field)
    }

    /// The fields used once.
    pub(crate) fn once(&self) -> impl Iterator<Item = FieldId> + '_ {
        self.uses.iter().filter(|(_, uses)| **uses == 1).map(|(field, _)| *field)
    }

    /// Adds what others use.
    pub(crate) fn merge(&mut self, other: &Fields) {
        other.uses.iter().for_each(|(field, uses)| *self.uses.entry(*field).or_default() += uses);
    }

    fn add(&mut self, expr: &Expr) {
        if let ExprKind::Payload(field) = expr.kind {
            *self.uses.entry(field).or_default() += 1;
        }
    }
}

/// What steps use, their guards and bodies included.
pub(crate) fn of(steps: &[Step]) -> Fields {
    let mut fields = Fields::default();
    visit::body_exprs(steps, &mut |expr| fields.add(expr));
    fields
}
