//! Values: expressions of the model as Rust expressions.
//!
//! A value is written in one of three ways: *owned* (for a field that keeps it), *borrowed* (for an argument), or as a
//! *place* (for a comparison or a method). Small values are copied in all three. Arithmetic that cannot be done leaves
//! the handler on the spot.

use flow_model::model::{BinaryOp, Expr, ExprKind, Type};
use flow_syntax::source::Span;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Ctx;
use super::types::{self, At};
use crate::options::Number;
use crate::plan::body::{self, Failure, Handler, Moves};
use crate::plan::number;

/// What writing the values of a statement needs to know.
pub(crate) struct Values<'p, 'm> {
    pub(crate) ctx: &'p Ctx<'p, 'm>,
    pub(crate) handler: &'p Handler<'m>,
    pub(crate) moves: &'p Moves,
}

impl Values<'_, '_> {
    /// The value, to be kept.
    pub(crate) fn owned(&self, expr: &Expr) -> TokenStream {
        if !is_place(expr) {
            return self.fresh(expr);
        }
        let place = self.path(expr);
        if types::is_copy(&expr.ty) || self.may_move(expr) { place } else { quote!(#place.clone()) }
    }

    /// The value, to be kept, where nothing around it tells Rust which type a literal has.
    fn typed(&self, expr: &Expr) -> TokenStream {
        match (&expr.kind, &expr.ty, self.ctx.plan.number) {
            (ExprKind::Number(digits), Type::Integer, _) | (ExprKind::Number(digits), _, Number::I64) => {
                let number = number::parts(digits).and_then(number::whole).unwrap_or_default();
                let digits = Literal::i64_suffixed(number.saturating_abs());
                if number < 0 { quote!(-#digits) } else { quote!(#digits) }
            }
            _ => self.owned(expr),
        }
    }

    /// The value, as an argument.
    pub(crate) fn borrowed(&self, expr: &Expr) -> TokenStream {
        match &expr.ty {
            ty if types::is_copy(ty) => self.owned(expr),
            Type::String => self.place(expr),
            _ => {
                let value = if is_place(expr) { self.path(expr) } else { self.fresh(expr) };
                quote!(&#value)
            }
        }
    }

    /// The value, to be looked at: texts as `&str`.
    pub(crate) fn place(&self, expr: &Expr) -> TokenStream {
        match &expr.kind {
            ExprKind::Text(text) => quote!(#text),
            ExprKind::Zero if expr.ty == Type::String => quote!(""),
            _ if self.needs_parentheses(expr) => {
                let value = self.fresh(expr);
                quote!((#value))
            }
            _ => {
                let value = if is_place(expr) { self.path(expr) } else { self.fresh(expr) };
                if expr.ty == Type::String { quote!(#value.as_str()) } else { value }
            }
        }
    }

    /// Whether Rust would misread the value in a comparison: a struct literal, or `x as f64`.
    fn needs_parentheses(&self, expr: &Expr) -> bool {
        match expr.kind {
            ExprKind::Object(_) => expr.ty != Type::Any,
            ExprKind::Convert(_) => expr.ty == Type::Number && self.ctx.plan.number == Number::F64,
            _ => false,
        }
    }

    /// The value, to call a method of: a text that is kept somewhere stays a `String`.
    pub(crate) fn receiver(&self, expr: &Expr) -> TokenStream {
        if is_place(expr) { self.path(expr) } else { self.place(expr) }
    }

    /// The way to a value that is kept somewhere.
    fn path(&self, expr: &Expr) -> TokenStream {
        match self.handler.copy_of(expr) {
            Some(local) => quote!(#local),
            None => self.place_path(expr),
        }
    }

    /// The way to a value where it is kept, copied or not.
    pub(crate) fn place_path(&self, expr: &Expr) -> TokenStream {
        match &expr.kind {
            ExprKind::Variable(variable) => {
                let field = &self.ctx.machine.context[variable.index()].ident;
                quote!(machine.context.#field)
            }
            ExprKind::Payload(field) => {
                let field =
                    self.handler.payload.get(field).expect("the event has every field its definition reads");
                quote!(event.#field)
            }
            ExprKind::InstanceId => quote!(machine.id),
            ExprKind::Field(inner, name) => self.field(inner, name),
            _ => self.fresh(expr),
        }
    }

    fn field(&self, inner: &Expr, name: &str) -> TokenStream {
        let value = self.path(inner);
        let Type::Object(id) = inner.ty else { return quote!((*#value.field(#name))) };
        let object = &self.ctx.plan.objects[id.index()];
        let field = object.field(self.ctx.plan.model, id, name).expect("types are checked");
        let field = &field.ident;
        quote!(#value.#field)
    }

    /// Whether the value can be taken out of the event. Items of an `any` cannot.
    fn may_move(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Payload(field) => self.moves.contains(field),
            ExprKind::Field(inner, _) => matches!(inner.ty, Type::Object(_)) && self.may_move(inner),
            _ => false,
        }
    }

    /// A value that is made here.
    fn fresh(&self, expr: &Expr) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        match &expr.kind {
            ExprKind::Number(digits) => self.number(digits, &expr.ty),
            ExprKind::Text(text) => quote!(#krate::Text::from(#text)),
            ExprKind::Boolean(flag) => quote!(#flag),
            ExprKind::Zero => self.zero(&expr.ty),
            ExprKind::List(items) => self.list(items),
            ExprKind::Object(fields) => self.object(&expr.ty, fields),
            ExprKind::Negate(inner) => {
                let inner = self.typed(inner);
                self.computed(&quote!(#krate::__private::Arithmetic::negate(#inner)), expr.span)
            }
            ExprKind::Binary(op, left, right) => self.binary(*op, left, right, expr.span),
            ExprKind::Length(inner) => self.length(inner),
            ExprKind::Uuid => quote!(bindings.uuid()),
            ExprKind::Now => quote!(bindings.now()),
            ExprKind::Convert(inner) => self.converted(&expr.ty, inner),
            ExprKind::Variable(_) | ExprKind::Payload(_) | ExprKind::InstanceId | ExprKind::Field(..) => {
                self.path(expr)
            }
        }
    }

    fn number(&self, digits: &str, ty: &Type) -> TokenStream {
        let parts = number::parts(digits).unwrap_or_default();
        match (ty, self.ctx.plan.number) {
            (Type::Integer, _) | (_, Number::I64) => signed(number::whole(parts).unwrap_or_default()),
            (_, Number::F64) => float(digits),
            (_, Number::Decimal) => decimal(&self.ctx.plan.krate, parts),
        }
    }

    /// The zero of a type.
    pub(crate) fn zero(&self, ty: &Type) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        match (ty, self.ctx.plan.number) {
            (Type::String, _) => quote!(#krate::Text::new()),
            (Type::Number, Number::Decimal) => quote!(#krate::Decimal::ZERO),
            (Type::Number, Number::F64) => quote!(0.0_f64),
            (Type::Integer, _) | (Type::Number, Number::I64) => quote!(0_i64),
            (Type::Boolean, _) => quote!(false),
            (Type::Array(_), _) => quote!(#krate::List::new()),
            (Type::Any, _) => quote!(#krate::Value::Empty),
            (Type::Time, _) => quote!(#krate::Time::from_millis(0)),
            (Type::Object(id), _) => {
                let object = types::object(self.ctx.plan, At::Machine(self.ctx.machine.id), *id);
                quote!(#object::default())
            }
        }
    }

    fn list(&self, items: &[Expr]) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        if items.is_empty() {
            return quote!(#krate::List::new());
        }
        let items = items.iter().map(|item| self.owned(item));
        quote!(#krate::List::from([#(#items),*]))
    }

    fn object(&self, ty: &Type, fields: &[(String, Expr)]) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        let Type::Object(id) = ty else {
            let fields = fields.iter().map(|(name, value)| {
                let value = self.typed(value);
                quote!((#name, #krate::Value::from(#value)))
            });
            return quote!(#krate::Value::object([#(#fields),*]));
        };
        let object = &self.ctx.plan.objects[id.index()];
        let path = types::object(self.ctx.plan, At::Machine(self.ctx.machine.id), *id);
        let given = fields.iter().filter_map(|(name, value)| {
            let (field, value) = (&object.field(self.ctx.plan.model, *id, name)?.ident, self.owned(value));
            Some(quote!(#field: #value))
        });
        let rest = (fields.len() < object.fields.len()).then(|| quote!(..#path::default()));
        quote!(#path { #(#given,)* #rest })
    }

    fn binary(&self, op: BinaryOp, left: &Expr, right: &Expr, span: Span) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        let (left, right) = (self.typed(left), self.owned(right));
        let function = match op {
            BinaryOp::Add => quote!(add),
            BinaryOp::Subtract => quote!(subtract),
            BinaryOp::Multiply => quote!(multiply),
            BinaryOp::Divide => quote!(divide),
        };
        self.computed(&quote!(#krate::__private::Arithmetic::#function(#left, #right)), span)
    }

    fn length(&self, inner: &Expr) -> TokenStream {
        let (krate, value) = (&self.ctx.plan.krate, self.receiver(inner));
        match inner.ty {
            Type::String => quote!(#krate::__private::length(#value.chars().count())),
            _ => quote!(#krate::__private::length(#value.len())),
        }
    }

    fn converted(&self, ty: &Type, inner: &Expr) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        match (ty, self.ctx.plan.number) {
            (Type::Any, _) => {
                let value =
                    if let ExprKind::Text(text) = &inner.kind { quote!(#text) } else { self.typed(inner) };
                quote!(#krate::Value::from(#value))
            }
            (Type::Number, Number::Decimal) if inner.ty == Type::Integer => {
                let value = self.owned(inner);
                quote!(#krate::Decimal::from(#value))
            }
            (Type::Number, Number::F64) if inner.ty == Type::Integer => {
                let value = self.owned(inner);
                quote!(#value as f64)
            }
            _ => self.owned(inner),
        }
    }

    /// The value of an `Option`, or out: the arithmetic of `span` cannot be done.
    pub(crate) fn computed(&self, option: &TokenStream, span: Span) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        let text = body::text_of(self.ctx.plan.sources, span);
        let failure = quote!(#krate::Failure::Arithmetic { expression: #text });
        match self.handler.failure {
            Failure::Undone => quote! {
                match #option {
                    Some(value) => value,
                    None => break 'steps #failure,
                }
            },
            Failure::Clean | Failure::Never => quote!(#option.ok_or(#failure)?),
        }
    }
}

/// Whether an expression names something that is kept somewhere.
fn is_place(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Variable(_) | ExprKind::Payload(_) | ExprKind::InstanceId => true,
        ExprKind::Field(inner, _) => is_place(inner),
        _ => false,
    }
}

fn signed(number: i64) -> TokenStream {
    let digits = Literal::u64_unsuffixed(number.unsigned_abs());
    match number {
        ..0 => quote!(-#digits),
        _ => quote!(#digits),
    }
}

fn float(digits: &str) -> TokenStream {
    let number: f64 = digits.parse().unwrap_or_default();
    let literal = Literal::f64_unsuffixed(number.abs());
    if number < 0.0 { quote!(-#literal) } else { quote!(#literal) }
}

fn decimal(krate: &TokenStream, (mantissa, scale): (i128, u32)) -> TokenStream {
    let (digits, scale) = (Literal::u128_unsuffixed(mantissa.unsigned_abs()), Literal::u32_unsuffixed(scale));
    let mantissa = if mantissa < 0 { quote!(-#digits) } else { quote!(#digits) };
    quote!(#krate::__private::decimal(#mantissa, #scale))
}
