//! Updates of variables: one function for each operation, with and without a slot for the old value.
//!
//! Strings and lists change in place; everything else is replaced. The slot determines how [`body`](super::body) undoes the change.

use flow_model::model::{BinaryOp, Expr, ExprKind, Type, Update, UpdateOp};
use flow_model::visit;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::body::{Body, slot_ident};
use super::expr::{Values, arithmetic_function};
use super::time::time_function;
use super::types::{self, Module};
use crate::plan::handler::{SlotId, Sources};

impl Body<'_, '_> {
    /// Updates a variable; the old value is saved in the slot, if there is one.
    pub(super) fn emit_update(
        &self,
        update: &Update,
        slot: Option<SlotId>,
        sources: &Sources,
    ) -> TokenStream {
        if is_self_assignment(update) {
            return TokenStream::new();
        }
        let values = self.values(sources);
        match &update.op {
            UpdateOp::Clears => self.clear_variable(update, slot, &values),
            UpdateOp::Adds(item) => self.push_item(update, item, slot, &values),
            UpdateOp::Removes(item) => self.remove_item(update, item, slot, &values),
            // A statement of its own.
            UpdateOp::ComesFrom(_) => TokenStream::new(),
            UpdateOp::Becomes(_) | UpdateOp::Increases(_) | UpdateOp::Decreases(_) => {
                self.replace_value(update, slot, &values)
            }
        }
    }

    /// Computes the new value of an update, or the item that it adds, before the variable changes.
    pub(super) fn compute_value(&self, update: &Update, local: &Ident, sources: &Sources) -> TokenStream {
        let values = self.values(sources);
        if let UpdateOp::Adds(item) = &update.op {
            let item = values.emit_owned(item);
            return quote!(let #local = #item;);
        }
        let (value, here) = (self.emit_new_value(update, &values), Module::Machine(self.ctx.machine.id));
        // With its type, since methods are called on it before it is stored.
        let ty = types::owned_type(self.ctx.plan, here, &self.variable(update).ty);
        quote!(let #local: #ty = #value;)
    }

    /// Sets a variable to the value that was computed for it, or adds the item.
    pub(super) fn set_variable(&self, update: &Update, local: &Ident, slot: Option<SlotId>) -> TokenStream {
        let place = self.variable_path(update);
        match slot.map(slot_ident) {
            None if matches!(update.op, UpdateOp::Adds(_)) => quote!(#place.push(#local);),
            None => quote!(#place = #local;),
            Some(slot) => quote!(#slot.fill(::core::mem::replace(&mut #place, #local));),
        }
    }

    fn replace_value(&self, update: &Update, slot: Option<SlotId>, values: &Values<'_, '_>) -> TokenStream {
        let (place, value) = (self.variable_path(update), self.emit_new_value(update, values));
        let Some(slot) = slot.map(slot_ident) else { return quote!(#place = #value;) };
        quote! {
            let value = #value;
            #slot.fill(::core::mem::replace(&mut #place, value));
        }
    }

    /// The value that a variable is replaced with. Operations on lists have none.
    fn emit_new_value(&self, update: &Update, values: &Values<'_, '_>) -> Option<TokenStream> {
        match &update.op {
            UpdateOp::Becomes(value) => Some(values.emit_owned(value)),
            UpdateOp::Increases(by) => Some(self.emit_arithmetic(update, BinaryOp::Add, by, values)),
            UpdateOp::Decreases(by) => Some(self.emit_arithmetic(update, BinaryOp::Subtract, by, values)),
            UpdateOp::Adds(_) | UpdateOp::Removes(_) | UpdateOp::Clears | UpdateOp::ComesFrom(_) => None,
        }
    }

    fn emit_arithmetic(
        &self,
        update: &Update,
        op: BinaryOp,
        by: &Expr,
        values: &Values<'_, '_>,
    ) -> TokenStream {
        let (krate, place, by) = (&self.ctx.plan.krate, self.variable_path(update), values.emit_owned(by));
        let function = match time_function(op, [&self.variable(update).ty, &Type::Duration]) {
            Some(function) => function.path(krate),
            None => arithmetic_function(krate, op),
        };
        values.emit_checked(&quote!(#function(#place, #by)), update.span)
    }

    fn clear_variable(&self, update: &Update, slot: Option<SlotId>, values: &Values<'_, '_>) -> TokenStream {
        let (place, ty) = (self.variable_path(update), &self.variable(update).ty);
        match (slot.map(slot_ident), ty) {
            (None, Type::Array(_) | Type::String) => quote!(#place.clear();),
            (None, _) => {
                let zero = values.emit_zero(ty);
                quote!(#place = #zero;)
            }
            (Some(slot), _) => quote!(#slot.fill(::core::mem::take(&mut #place));),
        }
    }

    fn push_item(
        &self,
        update: &Update,
        item: &Expr,
        slot: Option<SlotId>,
        values: &Values<'_, '_>,
    ) -> TokenStream {
        let (place, item) = (self.variable_path(update), values.emit_owned(item));
        let push = quote!(#place.push(#item););
        match (slot.map(slot_ident), &self.variable(update).ty) {
            (None, _) => push,
            (Some(slot), Type::Array(_)) => quote!(#push #slot.fill(());),
            (Some(slot), _) => quote!(#slot.fill(#place.clone()); #push),
        }
    }

    fn remove_item(
        &self,
        update: &Update,
        item: &Expr,
        slot: Option<SlotId>,
        values: &Values<'_, '_>,
    ) -> TokenStream {
        let (krate, place) = (&self.ctx.plan.krate, self.variable_path(update));
        if reads_items(item) {
            // Rust would borrow the list a second time.
            let (value, removed) =
                (values.emit_owned(item), quote!(#krate::__private::remove(&mut #place, &item)));
            return match (slot.map(slot_ident), &self.variable(update).ty) {
                (None, Type::Array(_)) => quote!(let item = #value; #removed;),
                (Some(slot), Type::Array(_)) => quote!(let item = #value; #slot.fill(#removed);),
                (None, _) => quote!(let item = #value; #place.remove(&item);),
                (Some(slot), _) => {
                    quote!(let item = #value; #slot.fill(#place.clone()); #place.remove(&item);)
                }
            };
        }
        let item = match types::is_copy(&item.ty) {
            true => {
                let item = values.emit_owned(item);
                quote!(&#item)
            }
            false => values.emit_borrowed(item),
        };
        match (slot.map(slot_ident), &self.variable(update).ty) {
            (None, Type::Array(_)) => quote!(#krate::__private::remove(&mut #place, #item);),
            (Some(slot), Type::Array(_)) => {
                quote!(#slot.fill(#krate::__private::remove(&mut #place, #item));)
            }
            (None, _) => quote!(#place.remove(#item);),
            (Some(slot), _) => quote!(#slot.fill(#place.clone()); #place.remove(#item);),
        }
    }
}

/// Whether a value depends on the items of a list.
fn reads_items(value: &Expr) -> bool {
    let mut reads = false;
    visit::expr(value, &mut |part| reads |= is_of_items(&part.kind));
    reads
}

fn is_of_items(kind: &ExprKind) -> bool {
    matches!(kind, ExprKind::End(..) | ExprKind::Length(_) | ExprKind::Fold(..))
}

/// Whether an update sets a variable to its own value. Rust warns of such an assignment.
fn is_self_assignment(update: &Update) -> bool {
    let UpdateOp::Becomes(Expr { kind: ExprKind::Variable(variable), .. }) = &update.op else { return false };
    *variable == update.variable
}
