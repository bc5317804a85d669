//! Values: expressions of the model as Rust expressions.
//!
//! A new form of expression is emitted in [`Values::emit_computed`]. A value is *owned* (for a field that stores it), *borrowed* (for an
//! argument), or an *operand* (of a comparison) or *receiver* (of a method call). Small values are copied in all three cases. Arithmetic that fails returns
//! from the handler at once.

use flow_model::duration::constant_micros;
use flow_model::model::{BinaryOp, Call, ChoiceId, End, Expr, ExprKind, ItemId, MachineId, TimeUnit, Type};
use flow_project::Number;
use flow_project::number::{decimal_parts, whole_number};
use flow_syntax::gather::Gather;
use flow_syntax::source::Span;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::context::{Ctx, failure_text_ident};
use super::time::{TimeFunction, emit_duration_literal, time_function};
use super::types::{self, Module};
use crate::plan::body::calls_uuid;
use crate::plan::handler::{Handler, Sources};

/// Writes the values of a statement.
pub(crate) struct Values<'p, 'm> {
    pub(crate) ctx: &'p Ctx<'p, 'm>,
    pub(crate) handler: &'p Handler<'m>,
    /// Where the statement finds what is not in its usual place.
    pub(crate) sources: &'p Sources,
    /// The depth of the chain whose guards these are, if it asks whether the statement before it failed.
    pub(crate) failure: Option<u32>,
}

impl Values<'_, '_> {
    /// The value for a field that stores it: taken, copied or cloned.
    pub(crate) fn emit_owned(&self, expr: &Expr) -> TokenStream {
        if !is_stored(expr) {
            return self.emit_computed(expr);
        }
        let place = self.emit_stored(expr);
        if types::is_copy(&expr.ty) {
            place
        } else if self.may_take(expr) && types::owns_heap(self.ctx.plan, &expr.ty) {
            quote!(::core::mem::take(&mut #place))
        } else if matches!(expr.ty, Type::Reference(_)) {
            // Ids of most machines are `Copy`, and clippy reports a method call.
            quote!(::core::clone::Clone::clone(&#place))
        } else {
            quote!(#place.clone())
        }
    }

    /// An owned value where the context does not determine the Rust type of a literal.
    pub(super) fn emit_owned_with_suffix(&self, expr: &Expr) -> TokenStream {
        match (&expr.kind, &expr.ty, self.ctx.plan.number) {
            (ExprKind::Number(digits), Type::Integer, _) | (ExprKind::Number(digits), _, Number::I64) => {
                let number = decimal_parts(digits).and_then(whole_number).unwrap_or_default();
                let digits = Literal::i64_suffixed(number.saturating_abs());
                if number < 0 { quote!(-#digits) } else { quote!(#digits) }
            }
            _ => self.emit_owned(expr),
        }
    }

    /// The value as an argument.
    pub(crate) fn emit_borrowed(&self, expr: &Expr) -> TokenStream {
        match &expr.ty {
            ty if types::is_copy(ty) => self.emit_owned(expr),
            Type::String => self.emit_operand(expr),
            _ => {
                let value = if is_stored(expr) { self.emit_stored(expr) } else { self.emit_computed(expr) };
                quote!(&#value)
            }
        }
    }

    /// The value for a comparison: texts are `&str`.
    pub(crate) fn emit_operand(&self, expr: &Expr) -> TokenStream {
        match &expr.kind {
            ExprKind::Text(text) if expr.ty == Type::String => quote!(#text),
            ExprKind::Zero if expr.ty == Type::String => quote!(""),
            ExprKind::Convert(inner) if is_text_of_choice(expr, inner) => self.emit_text_of_choice(inner),
            _ if self.needs_parentheses(expr) => {
                let value = self.emit_computed(expr);
                quote!((#value))
            }
            _ => {
                let value = if is_stored(expr) { self.emit_stored(expr) } else { self.emit_computed(expr) };
                if expr.ty == Type::String { quote!(#value.as_str()) } else { value }
            }
        }
    }

    /// Whether Rust would parse the value differently in a comparison: a struct literal, or `x as f64` before `<`.
    fn needs_parentheses(&self, expr: &Expr) -> bool {
        match expr.kind {
            ExprKind::Object(_) => expr.ty != Type::Any,
            ExprKind::Convert(_) => expr.ty == Type::Number && self.ctx.plan.number == Number::F64,
            _ => false,
        }
    }

    /// The value as the receiver of a method call: a stored text remains a `Text`.
    pub(crate) fn emit_receiver(&self, expr: &Expr) -> TokenStream {
        if is_stored(expr) { self.emit_stored(expr) } else { self.emit_operand(expr) }
    }

    /// The path of a stored value, or the local variable that it was copied to.
    fn emit_stored(&self, expr: &Expr) -> TokenStream {
        match self.handler.copy_of(expr) {
            Some(local) => quote!(#local),
            None => self.emit_stored_path(expr),
        }
    }

    /// The path of a stored value, whether it was copied or not.
    pub(crate) fn emit_stored_path(&self, expr: &Expr) -> TokenStream {
        match &expr.kind {
            ExprKind::Variable(variable) => {
                if let Some(local) = self.sources.pending.get(variable) {
                    return quote!(#local);
                }
                let field = &self.ctx.machine.context[*variable].ident;
                quote!(machine.context.#field)
            }
            ExprKind::Payload(field) => {
                let field =
                    self.handler.payload.get(field).expect("the event has every field its definition reads");
                quote!(event.#field)
            }
            ExprKind::InstanceId => quote!(machine.id),
            ExprKind::Item(item) => {
                let (name, is_copy) = (item_ident(*item), types::is_copy(&expr.ty));
                if is_copy { quote!(#name) } else { quote!((*#name)) }
            }
            ExprKind::Failure(depth) => {
                let text = failure_text_ident(*depth);
                quote!(#text)
            }
            ExprKind::Field(inner, name) => self.emit_field_path(inner, name),
            _ => self.emit_computed(expr),
        }
    }

    fn emit_field_path(&self, inner: &Expr, name: &str) -> TokenStream {
        let value = self.emit_stored(inner);
        let Type::Object(id) = inner.ty else { return quote!((*#value.field(#name))) };
        let object = &self.ctx.plan.objects[id];
        let field = object.field(self.ctx.plan.model, id, name).expect("types are checked");
        let field = &field.ident;
        quote!(#value.#field)
    }

    /// Whether the value can be taken out of the event. Fields of an `any` cannot.
    fn may_take(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Payload(field) => self.sources.taken.contains(field),
            ExprKind::Field(inner, _) => matches!(inner.ty, Type::Object(_)) && self.may_take(inner),
            _ => false,
        }
    }

    /// The value of an expression that is not stored.
    fn emit_computed(&self, expr: &Expr) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        match &expr.kind {
            ExprKind::Number(digits) => self.emit_number(digits, &expr.ty),
            ExprKind::Text(text) => match expr.ty {
                Type::Choice(id) => self.variant(id, text),
                _ => quote!(#krate::Text::from(#text)),
            },
            ExprKind::Boolean(flag) => quote!(#flag),
            ExprKind::Zero => self.emit_zero(&expr.ty),
            ExprKind::List(items) => self.emit_list(items),
            ExprKind::Object(fields) => self.emit_object(&expr.ty, fields),
            ExprKind::Negate(inner) => {
                let value = self.emit_owned_with_suffix(inner);
                let negated = match inner.ty {
                    Type::Duration => quote!(#krate::Duration::checked_neg(#value)),
                    _ => quote!(#krate::__private::Arithmetic::negate(#value)),
                };
                self.emit_checked(&negated, expr.span)
            }
            ExprKind::Duration(amount, unit) => self.emit_duration(expr, amount, *unit),
            ExprKind::Binary(op, left, right) => match time_function(*op, [&left.ty, &right.ty]) {
                Some(function) => self.emit_time_function(&function, [left, right], expr.span),
                None => self.emit_binary(*op, left, right, expr.span),
            },
            ExprKind::Length(inner) => self.emit_length(inner),
            ExprKind::End(end, list) => self.emit_end_item(*end, list, expr),
            ExprKind::Fold(fold, list, fields) => self.emit_fold(*fold, list, fields, expr),
            ExprKind::Apply(function, args) => self.emit_function_call(*function, args, expr.span),
            ExprKind::Not(inner) => {
                let value = self.emit_owned(inner);
                quote!(!#value)
            }
            ExprKind::Joined(parts) => self.emit_joined_text(parts),
            ExprKind::Uuid => quote!(B::uuid(bindings)),
            ExprKind::Now => quote!(B::now(bindings)),
            ExprKind::Convert(inner) => self.emit_converted(&expr.ty, inner),
            // Only expectations and rules read variables of machines so, and the interpreter judges them.
            ExprKind::VariableOf(..) => self.emit_zero(&expr.ty),
            ExprKind::Variable(_)
            | ExprKind::Payload(_)
            | ExprKind::InstanceId
            | ExprKind::Failure(_)
            | ExprKind::Item(_)
            | ExprKind::Field(..) => self.emit_stored(expr),
            ExprKind::Itself => quote!(Some(#krate::system::Neighbours::itself(emits))),
            ExprKind::Partner(machine) => self.emit_partner(*machine, None, expr.span),
            ExprKind::Made(machine) => self.emit_partner(*machine, Some(made_ident(*machine)), expr.span),
        }
    }

    fn emit_number(&self, digits: &str, ty: &Type) -> TokenStream {
        let parts = decimal_parts(digits).unwrap_or_default();
        match (ty, self.ctx.plan.number) {
            (Type::Integer, _) | (_, Number::I64) => emit_integer(whole_number(parts).unwrap_or_default()),
            (_, Number::F64) => emit_float(digits),
            (_, Number::Decimal) => emit_decimal(&self.ctx.plan.krate, parts),
        }
    }

    /// The zero of a type.
    pub(crate) fn emit_zero(&self, ty: &Type) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        match (ty, self.ctx.plan.number) {
            (Type::String, _) => quote!(#krate::Text::new()),
            (Type::Number, Number::Decimal) => quote!(#krate::Decimal::ZERO),
            (Type::Number, Number::F64) => quote!(0.0_f64),
            (Type::Integer, _) | (Type::Number, Number::I64) => quote!(0_i64),
            (Type::Boolean, _) => quote!(false),
            (Type::Array(_), _) => quote!(#krate::List::new()),
            (Type::Reference(_), _) => quote!(None),
            (Type::Any, _) => quote!(#krate::Value::Empty),
            (Type::Time, _) => quote!(#krate::Time::from_millis(0)),
            (Type::Duration, _) => quote!(#krate::Duration::ZERO),
            (Type::Choice(id), _) => self.variant(*id, self.ctx.plan.model.choices[*id].zero()),
            (Type::Object(id), _) => {
                let object = types::object_path(self.ctx.plan, Module::Machine(self.ctx.machine.id), *id);
                quote!(#object::default())
            }
        }
    }

    /// `@m`: the instance that the handler made, or else the one that an emit to it would reach.
    fn emit_partner(&self, machine: MachineId, made: Option<Ident>, span: Span) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        let (here, sink) = (Module::Machine(self.ctx.machine.id), quote!(#krate::system::Neighbours));
        let (this, machine) = (&self.ctx.machine.name, types::machine_path(self.ctx.plan, here, machine));
        let partner = quote!(#sink::<#this>::partner::<#machine>(emits));
        let found = match made {
            // Ids of a durable host are texts, and the next step may need this one too.
            Some(made) if self.ctx.plan.durable.is_some() => quote!(#made.clone().or_else(|| #partner)),
            Some(made) => quote!(#made.or_else(|| #partner)),
            None => partner,
        };
        let found = self.emit_checked(&found, span);
        quote!(Some(#found))
    }

    fn emit_list(&self, items: &[Expr]) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        if items.is_empty() {
            return quote!(#krate::List::new());
        }
        let items = items.iter().map(|item| self.emit_owned(item));
        quote!(#krate::List::from([#(#items),*]))
    }

    fn emit_object(&self, ty: &Type, fields: &[(String, Expr)]) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        let Type::Object(id) = ty else {
            let fields = fields.iter().map(|(name, value)| {
                let value = self.emit_owned_with_suffix(value);
                quote!((#name, #krate::Value::from(#value)))
            });
            return quote!(#krate::Value::object([#(#fields),*]));
        };
        let object = &self.ctx.plan.objects[*id];
        let path = types::object_path(self.ctx.plan, Module::Machine(self.ctx.machine.id), *id);
        let given = fields.iter().filter_map(|(name, value)| {
            let (field, value) =
                (&object.field(self.ctx.plan.model, *id, name)?.ident, self.emit_owned(value));
            Some(quote!(#field: #value))
        });
        let rest = (fields.len() < object.fields.len()).then(|| quote!(..#path::default()));
        quote!(#path { #(#given,)* #rest })
    }

    fn emit_binary(&self, op: BinaryOp, left: &Expr, right: &Expr, span: Span) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        let (left, right) = (self.emit_owned_with_suffix(left), self.emit_owned(right));
        let function = match op {
            BinaryOp::IntegerDivide => quote!(i64::checked_div),
            BinaryOp::Modulo => quote!(i64::checked_rem),
            _ => arithmetic_function(krate, op),
        };
        self.emit_checked(&quote!(#function(#left, #right)), span)
    }

    /// A length of time: a constant if its amount is one.
    fn emit_duration(&self, expr: &Expr, amount: &Expr, unit: TimeUnit) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        if let Some(micros) = constant_micros(expr) {
            return emit_duration_literal(krate, micros);
        }
        let amount = self.emit_owned_with_suffix(amount);
        let micros = Literal::i64_unsuffixed(unit.micros());
        self.emit_checked(&quote!(#krate::__private::Arithmetic::of_unit(#amount, #micros)), expr.span)
    }

    /// Arithmetic with times or durations.
    pub(crate) fn emit_time_function(
        &self,
        function: &TimeFunction,
        sides: [&Expr; 2],
        span: Span,
    ) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        let [left, right] = sides.map(|side| self.emit_owned_with_suffix(side));
        let function = function.path(krate);
        self.emit_checked(&quote!(#function(#left, #right)), span)
    }

    pub(super) fn emit_length(&self, inner: &Expr) -> TokenStream {
        let (krate, value) = (&self.ctx.plan.krate, self.emit_receiver(inner));
        match inner.ty {
            Type::String => quote!(#krate::__private::length(#value.chars().count())),
            _ => quote!(#krate::__private::length(#value.len())),
        }
    }

    /// The first or the last item of a list.
    fn emit_end_item(&self, end: End, list: &Expr, expr: &Expr) -> TokenStream {
        let (krate, list_value) = (&self.ctx.plan.krate, self.emit_receiver(list));
        let items = match list.ty {
            Type::Array(_) => list_value,
            _ => quote!(#krate::__private::items(&#list_value)),
        };
        let end = match end {
            End::First => quote!(first),
            End::Last => quote!(last),
        };
        let copy = if types::is_copy(&expr.ty) { quote!(copied) } else { quote!(cloned) };
        self.emit_checked(&quote!(#items.#end().#copy()), expr.span)
    }

    fn emit_converted(&self, ty: &Type, inner: &Expr) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        match (ty, self.ctx.plan.number) {
            (Type::String, _) if is_choice(inner) => {
                let text = self.emit_text_of_choice(inner);
                quote!(#krate::Text::from(#text))
            }
            (Type::Any, _) => {
                let value = if let ExprKind::Text(text) = &inner.kind {
                    quote!(#text)
                } else {
                    self.emit_owned_with_suffix(inner)
                };
                quote!(#krate::Value::from(#value))
            }
            (Type::Number, Number::Decimal) if inner.ty == Type::Integer => {
                let value = self.emit_owned(inner);
                quote!(#krate::Decimal::from(#value))
            }
            (Type::Number, Number::F64) if inner.ty == Type::Integer => {
                let value = self.emit_owned(inner);
                quote!(#value as f64)
            }
            _ => self.emit_owned(inner),
        }
    }

    /// The variant of a choice; its zero if it has no such text, which has been reported.
    fn variant(&self, id: ChoiceId, text: &str) -> TokenStream {
        let at = self.ctx.plan.model.choices[id].position(text).unwrap_or_default();
        let path = types::choice_path(self.ctx.plan, Module::Machine(self.ctx.machine.id), id);
        let variant = &self.ctx.plan.choices[id].variants[at];
        quote!(#path::#variant)
    }

    /// The text of a choice, borrowed.
    fn emit_text_of_choice(&self, choice: &Expr) -> TokenStream {
        let value = self.emit_operand(choice);
        quote!(#value.as_str())
    }

    /// The arguments of a call, and the statements before it: a value that calls `uuid()`, which borrows the bindings mutably, is
    /// computed before a call of another binding.
    pub(crate) fn emit_arguments(&self, call: &Call) -> (TokenStream, Vec<TokenStream>) {
        let mut before = TokenStream::new();
        let arguments = call.args.iter().enumerate().map(|(at, arg)| {
            if !calls_uuid(arg) {
                return self.emit_borrowed(arg);
            }
            let (name, value) = (format_ident!("argument_{}", at + 1), self.emit_owned(arg));
            before.extend(quote!(let #name = #value;));
            if types::is_copy(&arg.ty) { quote!(#name) } else { quote!(&#name) }
        });
        let arguments = arguments.gather();
        (before, arguments)
    }

    /// The value of an `Option`; on `None` the handler fails with the arithmetic of `span`.
    pub(crate) fn emit_checked(&self, option: &TokenStream, span: Span) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        let text = self.ctx.source_text(span);
        let failure = quote!(#krate::Failure::Arithmetic { expression: #text });
        quote!(#option.ok_or(#failure)?)
    }
}

/// The function of the run time that calculates with two numbers.
pub(super) fn arithmetic_function(krate: &TokenStream, op: BinaryOp) -> TokenStream {
    let function = match op {
        BinaryOp::Add => quote!(add),
        BinaryOp::Subtract => quote!(subtract),
        BinaryOp::Multiply => quote!(multiply),
        // `div` and `mod` are functions of `i64` alone.
        BinaryOp::Divide | BinaryOp::IntegerDivide | BinaryOp::Modulo => quote!(divide),
    };
    quote!(#krate::__private::Arithmetic::#function)
}

/// Whether a conversion is that of a choice to its text.
fn is_text_of_choice(conversion: &Expr, inner: &Expr) -> bool {
    conversion.ty == Type::String && is_choice(inner)
}

fn is_choice(expr: &Expr) -> bool {
    matches!(expr.ty, Type::Choice(_))
}

/// The variable for the instance of a machine that a handler made last.
pub(crate) fn made_ident(machine: MachineId) -> Ident {
    format_ident!("made_{}", machine.index() + 1)
}

/// The variable for the item of a loop.
pub(super) fn item_ident(item: ItemId) -> Ident {
    format_ident!("item_{}", item.index() + 1)
}

/// Whether an expression is a stored value: a variable, a payload field, the instance's id, the item of a loop, or a field of one.
pub(super) fn is_stored(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Variable(_)
        | ExprKind::Payload(_)
        | ExprKind::InstanceId
        | ExprKind::Failure(_)
        | ExprKind::Item(_) => true,
        ExprKind::Field(inner, _) => is_stored(inner),
        _ => false,
    }
}

fn emit_integer(number: i64) -> TokenStream {
    let digits = Literal::u64_unsuffixed(number.unsigned_abs());
    match number {
        ..0 => quote!(-#digits),
        _ => quote!(#digits),
    }
}

fn emit_float(digits: &str) -> TokenStream {
    let number: f64 = digits.parse().unwrap_or_default();
    let literal = Literal::f64_unsuffixed(number.abs());
    if number < 0.0 { quote!(-#literal) } else { quote!(#literal) }
}

fn emit_decimal(krate: &TokenStream, (mantissa, scale): (i128, u32)) -> TokenStream {
    let (digits, scale) = (Literal::u128_unsuffixed(mantissa.unsigned_abs()), Literal::u32_unsuffixed(scale));
    let mantissa = if mantissa < 0 { quote!(-#digits) } else { quote!(#digits) };
    quote!(#krate::__private::decimal(#mantissa, #scale))
}
