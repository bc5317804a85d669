//! Functions of values and of lists, and texts with values, as Rust expressions (reference#functions).
//!
//! All are calls of the run time, so that the code of a handler stays short. A text is put together without intermediate texts.

use flow_model::model::{Expr, Fold, Function, Type};
use flow_syntax::gather::Gather;
use flow_syntax::source::Span;
use proc_macro2::TokenStream;
use quote::quote;

use super::expr::Values;
use super::types;

impl Values<'_, '_> {
    /// `sum of $items.price`.
    pub(super) fn emit_fold(&self, fold: Fold, list: &Expr, fields: &[String], expr: &Expr) -> TokenStream {
        let (krate, items) = (&self.ctx.plan.krate, self.emit_receiver(list));
        let items = match list.ty {
            Type::Array(_) => items,
            _ => quote!(#krate::__private::items(&#items)),
        };
        let path = self.emit_item_path(list, fields);
        let (function, by_value) = match fold {
            Fold::Sum => (quote!(sum), true),
            Fold::Smallest => (quote!(smallest), types::is_copy(&expr.ty)),
            Fold::Largest => (quote!(largest), types::is_copy(&expr.ty)),
        };
        let values = match (path.is_empty(), by_value) {
            (true, true) => quote!(#items.iter().copied()),
            (true, false) => quote!(#items.iter()),
            (false, true) => quote!(#items.iter().map(|item| item #path)),
            (false, false) => quote!(#items.iter().map(|item| &item #path)),
        };
        let clone = (!by_value).then(|| quote!(.cloned()));
        self.emit_checked(&quote!(#krate::__private::#function(#values) #clone), expr.span)
    }

    /// The fields of an item: `.product.price`.
    fn emit_item_path(&self, list: &Expr, fields: &[String]) -> TokenStream {
        let mut path = TokenStream::new();
        let mut ty = match &list.ty {
            Type::Array(item) => (**item).clone(),
            _ => Type::Any,
        };
        for name in fields {
            let Type::Object(id) = ty else { break };
            let model = self.ctx.plan.model;
            let Some(field) = self.ctx.plan.objects[id].field(model, id, name) else { break };
            let (ident, of) = (&field.ident, field.ty.clone());
            path.extend(quote!(.#ident));
            ty = of;
        }
        path
    }

    /// `round($price, 2)`.
    pub(super) fn emit_function_call(&self, function: Function, args: &[Expr], span: Span) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        let arithmetic = quote!(#krate::__private::Arithmetic);
        if function == Function::Length {
            return args.first().map(|text| self.emit_length(text)).unwrap_or_default();
        }
        let is_integer = args.iter().all(|arg| arg.ty == Type::Integer);
        let values: Vec<TokenStream> = args.iter().map(|arg| self.emit_owned_with_suffix(arg)).gather();
        match (function, values.as_slice()) {
            (Function::Min, [a, b]) => quote!(#krate::__private::min(#a, #b)),
            (Function::Max, [a, b]) => quote!(#krate::__private::max(#a, #b)),
            (Function::Round, [of, digits]) => {
                self.emit_checked(&quote!(#arithmetic::round_to(#of, #digits)), span)
            }
            (Function::Abs, [of]) => {
                let absolute = match args[0].ty {
                    Type::Duration => quote!(#krate::Duration::checked_abs(#of)),
                    _ => quote!(#arithmetic::absolute(#of)),
                };
                self.emit_checked(&absolute, span)
            }
            // An integer is whole.
            (_, [of]) if is_integer => of.clone(),
            (Function::Floor, [of]) => self.emit_checked(&quote!(#arithmetic::floor(#of)), span),
            (Function::Ceil, [of]) => self.emit_checked(&quote!(#arithmetic::ceil(#of)), span),
            (_, [of, ..]) => self.emit_checked(&quote!(#arithmetic::round(#of)), span),
            (_, []) => TokenStream::new(),
        }
    }

    /// `"order {$id}"`.
    pub(super) fn emit_joined_text(&self, parts: &[Expr]) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        let parts = parts.iter().map(|part| {
            let value = self.emit_operand(part);
            match part.ty {
                Type::String => quote!(.and(#value)),
                _ => quote!(.and(&#value)),
            }
        });
        quote!(#krate::__private::Joined::new() #(#parts)* .text())
    }
}
