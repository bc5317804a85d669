//! Guards: conditions of the model as Rust conditions.
//!
//! A new form of condition is emitted in [`Values::emit_signed_condition`]. Negations are pushed to the leaves, so that the code reads like code written by
//! hand. The model has resolved the form of each condition and the types of its operands.

use flow_model::model::{Call, CompareOp, Condition, ConditionKind, Expr, ExprKind, StateId, Type};
use proc_macro2::TokenStream;
use quote::quote;

use super::expr::Values;
use super::statement::failure_ident;
use super::types;
use crate::plan::Guards;

/// Whether a condition or its negation is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Polarity {
    Positive,
    Negative,
}

/// The loosest operator of a Rust condition, which determines where it needs parentheses.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Precedence {
    /// `a || b`.
    Or,
    /// `a && b`.
    And,
    /// `a == b`, `f()`.
    Atom,
}

impl Values<'_, '_> {
    /// The condition of an `if`.
    pub(crate) fn emit_condition(&self, condition: &Condition) -> TokenStream {
        self.emit_signed_condition(condition, Polarity::Positive).0
    }

    /// The condition, or its negation.
    fn emit_signed_condition(&self, condition: &Condition, polarity: Polarity) -> (TokenStream, Precedence) {
        match &condition.kind {
            ConditionKind::All(parts) => self.join_conditions(parts, Precedence::And, polarity),
            ConditionKind::Any(parts) => self.join_conditions(parts, Precedence::Or, polarity),
            ConditionKind::Not(inner) => self.emit_signed_condition(inner, opposite(polarity)),
            ConditionKind::InState(_, states) => {
                (self.emit_state_condition(&quote!(machine.state), states, polarity), Precedence::Atom)
            }
            // A handler that crosses has a transition, so that it has a step.
            ConditionKind::Began(states) => {
                (self.emit_state_condition(&quote!(step.from()), states, polarity), Precedence::Atom)
            }
            ConditionKind::Compare(left, op, right) => {
                (self.emit_comparison(left, *op, right, polarity), Precedence::Atom)
            }
            ConditionKind::Contains(list, item) => {
                (with_polarity(self.emit_contains_test(list, item), polarity), Precedence::Atom)
            }
            ConditionKind::Empty(value) => (self.emit_empty_test(value, polarity), Precedence::Atom),
            ConditionKind::Flag(value) => {
                (with_polarity(self.emit_operand(value), polarity), Precedence::Atom)
            }
            ConditionKind::Failed => {
                let failure = failure_ident(self.failure.unwrap_or_default());
                let test = match polarity {
                    Polarity::Positive => quote!(#failure.is_some()),
                    Polarity::Negative => quote!(#failure.is_none()),
                };
                (test, Precedence::Atom)
            }
            ConditionKind::Call(call) => (with_polarity(self.call_guard(call), polarity), Precedence::Atom),
        }
    }

    /// Parts joined by `&&` or `||`; a negation is the negated parts joined by the other operator.
    fn join_conditions(
        &self,
        parts: &[Condition],
        precedence: Precedence,
        polarity: Polarity,
    ) -> (TokenStream, Precedence) {
        if let [only] = parts {
            return self.emit_signed_condition(only, polarity);
        }
        let precedence = match (precedence, polarity) {
            (Precedence::And, Polarity::Positive) | (Precedence::Or, Polarity::Negative) => Precedence::And,
            _ => Precedence::Or,
        };
        let parts = parts.iter().map(|part| match self.emit_signed_condition(part, polarity) {
            (part, inner) if inner != precedence && inner != Precedence::Atom => quote!((#part)),
            (part, _) => part,
        });
        let joined = if precedence == Precedence::And { quote!(#(#parts)&&*) } else { quote!(#(#parts)||*) };
        (joined, precedence)
    }

    /// Whether a state is one of several.
    fn emit_state_condition(
        &self,
        state: &TokenStream,
        states: &[StateId],
        polarity: Polarity,
    ) -> TokenStream {
        let names = states.iter().map(|name| &self.ctx.machine.states[*name]);
        match (states.len(), polarity) {
            (1, Polarity::Positive) => quote!(#(#state == State::#names)*),
            (1, Polarity::Negative) => quote!(#(#state != State::#names)*),
            _ => with_polarity(quote!(::core::matches!(#state, #(State::#names)|*)), polarity),
        }
    }

    fn emit_comparison(&self, left: &Expr, op: CompareOp, right: &Expr, polarity: Polarity) -> TokenStream {
        let op = if polarity == Polarity::Positive { op } else { negate_comparison(op) };
        match (&left.kind, op, &right.kind) {
            (_, CompareOp::Equal, ExprKind::Boolean(flag)) => {
                with_polarity(self.emit_operand(left), polarity_of(*flag))
            }
            (_, CompareOp::NotEqual, ExprKind::Boolean(flag)) => {
                with_polarity(self.emit_operand(left), polarity_of(!*flag))
            }
            (ExprKind::Boolean(flag), CompareOp::Equal, _) => {
                with_polarity(self.emit_operand(right), polarity_of(*flag))
            }
            (ExprKind::Boolean(flag), CompareOp::NotEqual, _) => {
                with_polarity(self.emit_operand(right), polarity_of(!*flag))
            }
            (ExprKind::List(_), _, _) if !matches!(right.kind, ExprKind::List(_)) => {
                self.compare_values(right, op, left)
            }
            _ => self.compare_values(left, op, right),
        }
    }

    /// A comparison of two values. A list literal on the right becomes an array, which needs no allocation.
    fn compare_values(&self, left: &Expr, op: CompareOp, right: &Expr) -> TokenStream {
        let (op, value) = (rust_operator(op), self.emit_operand(left));
        let other = match &right.kind {
            ExprKind::List(items) if !items.is_empty() => {
                let item =
                    |item| if is_texts(&right.ty) { self.emit_operand(item) } else { self.emit_owned(item) };
                let items = items.iter().map(item);
                quote!([#(#items),*])
            }
            _ => self.emit_operand(right),
        };
        quote!(#value #op #other)
    }

    fn emit_contains_test(&self, list: &Expr, item: &Expr) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        let value = self.emit_receiver(list);
        match &list.ty {
            Type::String => {
                let part = self.emit_operand(item);
                quote!(#value.contains(#part))
            }
            ty if is_texts(ty) => {
                let item = self.emit_operand(item);
                quote!(#krate::__private::contains(&#value, #item))
            }
            _ => {
                let item =
                    if types::is_copy(&item.ty) { self.emit_owned(item) } else { self.emit_operand(item) };
                quote!(#value.contains(&#item))
            }
        }
    }

    fn emit_empty_test(&self, expr: &Expr, polarity: Polarity) -> TokenStream {
        let value = self.emit_receiver(expr);
        match &expr.ty {
            Type::Boolean => with_polarity(value, opposite(polarity)),
            Type::Reference(_) if polarity == Polarity::Positive => quote!(#value.is_none()),
            Type::Reference(_) => quote!(#value.is_some()),
            Type::String | Type::Array(_) | Type::Any => with_polarity(quote!(#value.is_empty()), polarity),
            Type::Number
            | Type::Integer
            | Type::Time
            | Type::Duration
            | Type::Choice(_)
            | Type::Object(_) => {
                let zero = self.emit_zero(&expr.ty);
                if polarity == Polarity::Positive { quote!(#value == #zero) } else { quote!(#value != #zero) }
            }
        }
    }

    /// A call of a guard's binding.
    fn call_guard(&self, call: &Call) -> TokenStream {
        let function = &self.ctx.machine.binding(call.phrase).function;
        let (before, args) = self.emit_arguments(call);
        let bindings = self.ctx.tell_words(call).unwrap_or_else(|| quote!(bindings));
        let guard = quote!(B::#function(#bindings, &machine.context, #(#args),*));
        let test = match self.ctx.plan.guards {
            Guards::Infallible => guard,
            Guards::Fallible => {
                let (krate, phrase) = (&self.ctx.plan.krate, self.ctx.source_text(call.span));
                quote!(#guard.map_err(|error| #krate::__private::binding_failed(#phrase, error))?)
            }
        };
        if before.is_empty() { test } else { quote!({ #before #test }) }
    }
}

fn is_texts(ty: &Type) -> bool {
    matches!(ty, Type::Array(item) if **item == Type::String)
}

fn opposite(polarity: Polarity) -> Polarity {
    if polarity == Polarity::Positive { Polarity::Negative } else { Polarity::Positive }
}

fn polarity_of(flag: bool) -> Polarity {
    if flag { Polarity::Positive } else { Polarity::Negative }
}

fn with_polarity(condition: TokenStream, polarity: Polarity) -> TokenStream {
    if polarity == Polarity::Positive { condition } else { quote!(!#condition) }
}

fn negate_comparison(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Equal => CompareOp::NotEqual,
        CompareOp::NotEqual => CompareOp::Equal,
        CompareOp::Less => CompareOp::GreaterOrEqual,
        CompareOp::LessOrEqual => CompareOp::Greater,
        CompareOp::Greater => CompareOp::LessOrEqual,
        CompareOp::GreaterOrEqual => CompareOp::Less,
    }
}

fn rust_operator(op: CompareOp) -> TokenStream {
    match op {
        CompareOp::Equal => quote!(==),
        CompareOp::NotEqual => quote!(!=),
        CompareOp::Less => quote!(<),
        CompareOp::LessOrEqual => quote!(<=),
        CompareOp::Greater => quote!(>),
        CompareOp::GreaterOrEqual => quote!(>=),
    }
}
