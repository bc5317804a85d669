//! The types of functions, of `mod` and `div`, and of texts with values (reference#functions).
//!
//! In `sum of $order.lines.price` the first part of the path that is a list is the list. If no part is known to be a list, it is the first
//! part that is not an object. Since this can wait for other constraints, the result is a term of its own.

use flow_syntax::diagnostic::{Diagnostics, Name};
use flow_syntax::gather::Gather;
use flow_syntax::source::Span;

use super::constrain::{Constrain, Place};
use super::constraints::{Access, Constraint, Digits, Value};
use super::numbers::NumberType;
use super::solve::Solver;
use super::terms::{Reason, Shape, Term};
use super::written::path_of_fold;
use crate::list::List;
use crate::model::{Expr, Fold, Function};

/// A function of a list, with the path in which the list is.
pub(super) struct OpenFold {
    pub(super) root: Term,
    pub(super) fields: Vec<String>,
    /// The values that the function takes.
    pub(super) item: Term,
    pub(super) span: Span,
}

impl OpenFold {
    /// The place up to the end of a field.
    fn span_of(&self, at: usize) -> Span {
        let after: usize = self.fields[at + 1..].iter().map(|field| field.len() + 1).sum();
        Span { end: self.span.end - after as u32, ..self.span }
    }
}

impl Constrain<'_> {
    /// `sum of $items.price`.
    pub(super) fn visit_fold(
        &mut self,
        place: Place,
        expr: &Expr,
        fold: Fold,
        (list, fields): (&Expr, &[String]),
    ) -> Value {
        let (list, fields) = path_of_fold(list, fields);
        let root = self.visit_expr(place, list).term;
        let item = match &fields[..] {
            [] => self.list.require_item(root, list.span),
            _ => self.list.fold(root, fields, expr.span),
        };
        match fold {
            Fold::Sum => self.add_negation(item, expr.span),
            Fold::Smallest | Fold::Largest => self.list.add(Constraint::Ordered(item, expr.span)),
        }
        Value::of(item)
    }

    /// `round(E)` and the like.
    pub(super) fn visit_function(
        &mut self,
        place: Place,
        expr: &Expr,
        function: Function,
        args: &[Expr],
    ) -> Value {
        let values: Vec<(Value, Span)> =
            args.iter().map(|arg| (self.visit_expr(place, arg), arg.span)).gather();
        match (function, values.as_slice()) {
            (Function::Round, [of, digits]) => {
                self.require_number(*of);
                self.require_whole(*digits);
                self.number_result(expr, NumberType::Number)
            }
            (Function::Round | Function::Floor | Function::Ceil, [of, ..]) => {
                self.require_number(*of);
                self.number_result(expr, NumberType::Integer)
            }
            (Function::Abs, [(of, span), ..]) => {
                self.add_negation(of.term, *span);
                *of
            }
            (Function::Min | Function::Max, [a, b]) => self.visit_extreme(expr, [*a, *b]),
            (_, [(of, span), ..]) => {
                self.list.require_shape(of.term, Shape::String, *span);
                self.number_result(expr, NumberType::Integer)
            }
            (_, []) => self.add_value(expr, None),
        }
    }

    /// `min(A, B)`, `max(A, B)`: of one type, which can be compared by order.
    fn visit_extreme(&mut self, expr: &Expr, sides: [(Value, Span); 2]) -> Value {
        let [(a, a_span), (b, b_span)] = sides;
        self.require_same_type(a, b, b_span);
        self.list.add(Constraint::Ordered(a.term, a_span));
        let result = self.add_value(expr, None);
        for (value, span) in sides {
            self.require_same_type(result, value, span);
            self.add_number_flow(value, result.term, span);
        }
        match a.digits == Digits::Whole && b.digits == Digits::Whole {
            true => Value { digits: Digits::Whole, ..result },
            false => result,
        }
    }

    /// `A mod B`, `A div B`.
    pub(super) fn visit_integer_division(&mut self, place: Place, expr: &Expr, sides: [&Expr; 2]) -> Value {
        for side in sides {
            let value = self.visit_expr(place, side);
            self.require_whole((value, side.span));
        }
        self.number_result(expr, NumberType::Integer)
    }

    /// `not E`.
    pub(super) fn visit_not(&mut self, place: Place, expr: &Expr, inner: &Expr) -> Value {
        let value = self.visit_expr(place, inner);
        self.list.require_shape(value.term, Shape::Boolean, inner.span);
        self.add_value(expr, Some(Shape::Boolean))
    }

    /// `"order {$id}"`.
    pub(super) fn visit_joined(&mut self, place: Place, expr: &Expr, parts: &[Expr]) -> Value {
        for part in parts {
            let value = self.visit_expr(place, part);
            self.list.add(Constraint::InText(value.term, part.span));
        }
        self.add_string(expr)
    }

    fn require_number(&mut self, (value, span): (Value, Span)) {
        self.list.require_shape(value.term, Shape::Number, span);
    }

    /// A number without other constraints is an integer here.
    fn require_whole(&mut self, (value, span): (Value, Span)) {
        self.require_number((value, span));
        let integer = self.list.value(span);
        self.list.add(Constraint::Source(integer, NumberType::Integer));
        self.add_number_flow(value, integer, span);
        self.list.add(Constraint::Whole(value, span));
    }

    fn number_result(&mut self, expr: &Expr, ty: NumberType) -> Value {
        let result = self.add_value(expr, Some(Shape::Number));
        self.list.add(Constraint::Source(result.term, ty));
        result
    }
}

impl Solver<'_> {
    /// Connects the functions with a list that is known by now.
    pub(super) fn resolve_folds(&mut self) {
        for fold in std::mem::take(&mut self.folds) {
            match self.opt_depth_of_list(&fold) {
                Some(depth) => self.connect_fold(&fold, depth),
                None => self.folds.push(fold),
            }
        }
    }

    /// Connects the remaining functions of lists.
    pub(super) fn resolve_open_folds(&mut self) {
        self.resolve_folds();
        for fold in std::mem::take(&mut self.folds) {
            let (depth, _) = self.follow_objects(&fold);
            self.connect_fold(&fold, depth);
        }
    }

    /// After how many fields a part of the path is known to be a list.
    fn opt_depth_of_list(&mut self, fold: &OpenFold) -> Option<usize> {
        let (depth, term) = self.follow_objects(fold);
        matches!(self.terms.shape(term?), Some(Shape::Array(_))).then_some(depth)
    }

    /// The number of leading fields that are read from objects, and the value after them; `None` if an object has not shown the field yet.
    fn follow_objects(&mut self, fold: &OpenFold) -> (usize, Option<Term>) {
        let mut term = fold.root;
        for (depth, field) in fold.fields.iter().enumerate() {
            match self.terms.shape(term) {
                Some(Shape::Object(fields)) => match fields.get(field) {
                    Some(member) => term = member,
                    None => return (depth + 1, None),
                },
                _ => return (depth, Some(term)),
            }
        }
        (fold.fields.len(), Some(term))
    }

    fn connect_fold(&mut self, fold: &OpenFold, depth: usize) {
        let mut term = fold.root;
        for (at, field) in fold.fields.iter().enumerate() {
            if at == depth {
                term = self.terms.require_item(term, fold.span);
            }
            term = self.access_member(term, field, Access::Read, fold.span_of(at));
        }
        if depth == fold.fields.len() {
            term = self.terms.require_item(term, fold.span);
        }
        self.terms.require_same_type(term, fold.item, fold.span, Reason::Use);
        self.terms.equal.push((term, fold.item, fold.span));
    }

    /// A list or an object has no text.
    pub(super) fn apply_in_texts(&mut self) {
        for (term, span) in std::mem::take(&mut self.in_texts) {
            if let Some(Shape::Array(_) | Shape::Object(_)) = self.terms.shape(term) {
                self.terms.require_shape(term, Shape::String, span, Reason::Use);
            }
        }
    }
}

/// Reports numbers where integers are needed: operands of `mod` and `div`, and digits to round to.
pub(super) fn report_fractions(
    whole: &[(Value<Term>, Span)],
    numbers: &List<Term, NumberType>,
    reported: &mut Vec<Term>,
    diags: &mut Diagnostics,
) {
    for (value, span) in whole {
        if value.digits != Digits::Whole && numbers[value.term] == NumberType::Number {
            reported.push(value.term);
            diags
                .report(Name::TypeMismatch, *span, "an integer is needed here, and this is a number")
                .help("'round', 'floor' and 'ceil' make an integer of a number");
        }
    }
}
