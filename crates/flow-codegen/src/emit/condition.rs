//! Guards: conditions of the model as Rust conditions.
//!
//! Negations are pushed to the leaves, so that the text reads like one written by hand. What a condition means, and the
//! types of its sides, the model has settled: nothing is inferred here.

use flow_model::model::{Call, CompareOp, Condition, ConditionKind, Expr, ExprKind, StateId, Type};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::expr::Values;
use super::types;
use crate::plan::body;

/// Whether a condition is asked or its opposite.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Holds,
    Fails,
}

/// What a condition has to be put in parentheses for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `a || b`.
    Or,
    /// `a && b`.
    And,
    /// `a == b`, `f()`.
    One,
}

impl Values<'_, '_> {
    /// The condition of an `if`.
    pub(crate) fn condition(&self, condition: &Condition) -> TokenStream {
        self.form(condition, Asked::Holds).0
    }

    fn form(&self, condition: &Condition, asked: Asked) -> (TokenStream, Form) {
        match &condition.kind {
            ConditionKind::All(parts) => self.joined(parts, Form::And, asked),
            ConditionKind::Any(parts) => self.joined(parts, Form::Or, asked),
            ConditionKind::Not(inner) => self.form(inner, opposite(asked)),
            ConditionKind::InState(_, states) => (self.in_state(states, asked), Form::One),
            ConditionKind::Compare(left, op, right) => (self.compare(left, *op, right, asked), Form::One),
            ConditionKind::Contains(list, item) => (negated(self.contains(list, item), asked), Form::One),
            ConditionKind::Empty(value) => (self.empty(value, asked), Form::One),
            ConditionKind::Flag(value) => (negated(self.place(value), asked), Form::One),
            ConditionKind::Call(call) => (negated(self.guard(call), asked), Form::One),
        }
    }

    /// Parts joined by `&&` or `||`; of the opposite, the parts' opposites joined by the other.
    fn joined(&self, parts: &[Condition], form: Form, asked: Asked) -> (TokenStream, Form) {
        if let [only] = parts {
            return self.form(only, asked);
        }
        let form = match (form, asked) {
            (Form::And, Asked::Holds) | (Form::Or, Asked::Fails) => Form::And,
            _ => Form::Or,
        };
        let parts = parts.iter().map(|part| match self.form(part, asked) {
            (part, inner) if inner != form && inner != Form::One => quote!((#part)),
            (part, _) => part,
        });
        let joined = if form == Form::And { quote!(#(#parts)&&*) } else { quote!(#(#parts)||*) };
        (joined, form)
    }

    fn in_state(&self, states: &[StateId], asked: Asked) -> TokenStream {
        let names = states.iter().map(|state| &self.ctx.machine.states[state.index()]);
        match (states.len(), asked) {
            (1, Asked::Holds) => quote!(#(machine.state == State::#names)*),
            (1, Asked::Fails) => quote!(#(machine.state != State::#names)*),
            _ => negated(quote!(::core::matches!(machine.state, #(State::#names)|*)), asked),
        }
    }

    fn compare(&self, left: &Expr, op: CompareOp, right: &Expr, asked: Asked) -> TokenStream {
        let op = if asked == Asked::Holds { op } else { inverse(op) };
        match (&left.kind, op, &right.kind) {
            (_, CompareOp::Equal, ExprKind::Boolean(flag)) => negated(self.place(left), asked_if(*flag)),
            (_, CompareOp::NotEqual, ExprKind::Boolean(flag)) => negated(self.place(left), asked_if(!*flag)),
            (ExprKind::Boolean(flag), CompareOp::Equal, _) => negated(self.place(right), asked_if(*flag)),
            (ExprKind::Boolean(flag), CompareOp::NotEqual, _) => negated(self.place(right), asked_if(!*flag)),
            (ExprKind::List(_), _, _) if !matches!(right.kind, ExprKind::List(_)) => {
                self.sides(right, op, left)
            }
            _ => self.sides(left, op, right),
        }
    }

    /// Two values and what is asked of them. A list that is written out on the right is an array: nothing is allocated.
    fn sides(&self, left: &Expr, op: CompareOp, right: &Expr) -> TokenStream {
        let (op, value) = (operator(op), self.place(left));
        let other = match &right.kind {
            ExprKind::List(items) if !items.is_empty() => {
                let item = |item| if is_texts(&right.ty) { self.place(item) } else { self.owned(item) };
                let items = items.iter().map(item);
                quote!([#(#items),*])
            }
            _ => self.place(right),
        };
        quote!(#value #op #other)
    }

    fn contains(&self, list: &Expr, item: &Expr) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        let value = self.receiver(list);
        match &list.ty {
            Type::String => {
                let part = self.place(item);
                quote!(#value.contains(#part))
            }
            ty if is_texts(ty) => {
                let item = self.place(item);
                quote!(#krate::__private::contains(&#value, #item))
            }
            _ => {
                let item = if types::is_copy(&item.ty) { self.owned(item) } else { self.place(item) };
                quote!(#value.contains(&#item))
            }
        }
    }

    fn empty(&self, expr: &Expr, asked: Asked) -> TokenStream {
        let value = self.receiver(expr);
        match &expr.ty {
            Type::Boolean => negated(value, opposite(asked)),
            Type::String | Type::Array(_) | Type::Any => negated(quote!(#value.is_empty()), asked),
            Type::Number | Type::Integer | Type::Time | Type::Object(_) => {
                let zero = self.zero(&expr.ty);
                if asked == Asked::Holds { quote!(#value == #zero) } else { quote!(#value != #zero) }
            }
        }
    }

    /// A call of a guard's binding.
    fn guard(&self, call: &Call) -> TokenStream {
        let function = &self.ctx.machine.binding(call.phrase).function;
        let (before, args) = self.arguments(call);
        let call = quote!(bindings.#function(&machine.context, #(#args),*));
        if before.is_empty() { call } else { quote!({ #before #call }) }
    }

    /// The arguments of a call, and what has to stand before it: `uuid()` needs the bindings for itself.
    pub(crate) fn arguments(&self, call: &Call) -> (TokenStream, Vec<TokenStream>) {
        let mut before = TokenStream::new();
        let arguments = call.args.iter().enumerate().map(|(at, arg)| {
            if !body::has_uuid(arg) {
                return self.borrowed(arg);
            }
            let (name, value) = (format_ident!("argument_{}", at + 1), self.owned(arg));
            before.extend(quote!(let #name = #value;));
            if types::is_copy(&arg.ty) { quote!(#name) } else { quote!(&#name) }
        });
        let arguments = arguments.collect();
        (before, arguments)
    }
}

fn is_texts(ty: &Type) -> bool {
    matches!(ty, Type::Array(item) if **item == Type::String)
}

fn opposite(asked: Asked) -> Asked {
    if asked == Asked::Holds { Asked::Fails } else { Asked::Holds }
}

fn asked_if(flag: bool) -> Asked {
    if flag { Asked::Holds } else { Asked::Fails }
}

fn negated(condition: TokenStream, asked: Asked) -> TokenStream {
    if asked == Asked::Holds { condition } else { quote!(!#condition) }
}

fn inverse(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Equal => CompareOp::NotEqual,
        CompareOp::NotEqual => CompareOp::Equal,
        CompareOp::Less => CompareOp::GreaterOrEqual,
        CompareOp::LessOrEqual => CompareOp::Greater,
        CompareOp::Greater => CompareOp::LessOrEqual,
        CompareOp::GreaterOrEqual => CompareOp::Less,
    }
}

fn operator(op: CompareOp) -> TokenStream {
    match op {
        CompareOp::Equal => quote!(==),
        CompareOp::NotEqual => quote!(!=),
        CompareOp::Less => quote!(<),
        CompareOp::LessOrEqual => quote!(<=),
        CompareOp::Greater => quote!(>),
        CompareOp::GreaterOrEqual => quote!(>=),
    }
}
