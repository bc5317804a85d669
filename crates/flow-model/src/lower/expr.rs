//! Values (reference#values): paths mean variables, payload fields or the instance's id; percentages become numbers.
//!
//! The meaning of a path depends on the [`Scope`] of its place: the payload of the handler, the item of a loop, the machine.

use flow_syntax::ast;
use flow_syntax::gather::Gather;
use flow_syntax::source::Span;

use super::scope::{Scope, Writing};
use super::{Lower, UNTYPED};
use crate::model::{Expr, ExprKind, Function, OfList};
use crate::names::{identifier, name};

impl Lower<'_, '_> {
    /// A length of time as a value.
    pub(super) fn lower_length(&mut self, scope: &Scope, length: &ast::Duration) -> Expr {
        let amount = self.lower_expr(scope, &length.amount);
        match length.unit {
            Some(unit) => {
                let kind = ExprKind::Duration(Box::new(amount), unit);
                Expr { kind, ty: UNTYPED, span: length.span }
            }
            None => amount,
        }
    }

    /// A value.
    pub(super) fn lower_expr(&mut self, scope: &Scope, expr: &ast::Expr) -> Expr {
        let kind = match &expr.kind {
            ast::ExprKind::Literal(literal) => lower_literal(literal),
            ast::ExprKind::List(items) => ExprKind::List(self.lower_items(scope, items)),
            ast::ExprKind::Object(fields) => ExprKind::Object(self.lower_object(scope, fields)),
            ast::ExprKind::Path(path) => return self.lower_path(scope, path),
            ast::ExprKind::Owned(path, machine) => return self.lower_owned(scope, path, machine, expr.span),
            ast::ExprKind::OfList(function, list) => self.lower_of_list(scope, *function, list),
            ast::ExprKind::Joined(parts) => ExprKind::Joined(self.lower_items(scope, parts)),
            ast::ExprKind::Apply(function, args) => {
                let args = self.lower_items(scope, args);
                match Function::of_written(*function) {
                    Some(function) => ExprKind::Apply(function, args),
                    None => ExprKind::Joined(args),
                }
            }
            ast::ExprKind::Not(inner) => ExprKind::Not(Box::new(self.lower_expr(scope, inner))),
            ast::ExprKind::Negate(inner) => ExprKind::Negate(Box::new(self.lower_expr(scope, inner))),
            ast::ExprKind::Duration(amount, unit) => {
                self.remarks.uses_time = true;
                ExprKind::Duration(Box::new(self.lower_expr(scope, amount)), *unit)
            }
            ast::ExprKind::Binary(op, left, right) => {
                let left = self.lower_expr(scope, left);
                let right = self.lower_expr(scope, right);
                ExprKind::Binary(*op, Box::new(left), Box::new(right))
            }
            ast::ExprKind::Actor(name) => self.lower_instance(scope, name),
            ast::ExprKind::IdOf(name) => self.lower_id_of(scope, name, expr.span),
            ast::ExprKind::Call(ast::Function::Uuid) => ExprKind::Uuid,
            ast::ExprKind::Call(ast::Function::Now) => {
                self.remarks.uses_time = true;
                ExprKind::Now
            }
        };
        Expr { kind, ty: UNTYPED, span: expr.span }
    }

    fn lower_items(&mut self, scope: &Scope, items: &[ast::Expr]) -> Vec<Expr> {
        items.iter().map(|item| self.lower_expr(scope, item)).gather()
    }

    fn lower_object(&mut self, scope: &Scope, fields: &[(ast::Name, ast::Expr)]) -> Vec<(String, Expr)> {
        fields.iter().map(|(name, value)| (name.text.clone(), self.lower_expr(scope, value))).gather()
    }

    /// `$item.price`.
    pub(super) fn lower_path(&mut self, scope: &Scope, path: &ast::Path) -> Expr {
        let kind = self.resolve_variable(scope, &path.root, Writing::Sigil);
        lower_fields(kind, path)
    }

    /// `$paid of @order`.
    fn lower_owned(&mut self, scope: &Scope, path: &ast::Path, machine: &ast::Name, span: Span) -> Expr {
        let kind = self.owned_variable(scope, &path.root, machine);
        Expr { span, ..lower_fields(kind, path) }
    }

    /// `first of $waiting`.
    fn lower_of_list(&mut self, scope: &Scope, function: ast::ListFunction, list: &ast::Path) -> ExprKind {
        match OfList::of_written(function) {
            OfList::End(end) => ExprKind::End(end, Box::new(self.lower_path(scope, list))),
            OfList::Count => ExprKind::Length(Box::new(self.lower_path(scope, list))),
            // Which part of `$order.lines.price` is the list is known when types are.
            OfList::Fold(fold) => {
                let kind = self.resolve_variable(scope, &list.root, Writing::Sigil);
                let root = Expr { kind, ty: UNTYPED, span: list.root.span };
                let fields = list.fields.iter().map(|field| field.text.clone());
                ExprKind::Fold(fold, Box::new(root), fields.gather())
            }
        }
    }

    /// `days since purchase`, known to be a variable.
    pub(super) fn lower_plain_words(&mut self, scope: &Scope, words: &ast::Name) -> Expr {
        let variable = name(identifier(&words.text), words.span);
        let kind = self.resolve_variable(scope, &variable, Writing::Words);
        Expr { kind, ty: UNTYPED, span: words.span }
    }
}

/// The fields of a path, of the value of its root.
fn lower_fields(root: ExprKind, path: &ast::Path) -> Expr {
    let root = Expr { kind: root, ty: UNTYPED, span: path.root.span };
    path.fields.iter().fold(root, |object, field| {
        let span = object.span.to(field.span);
        Expr { kind: ExprKind::Field(Box::new(object), field.text.clone()), ty: UNTYPED, span }
    })
}

/// Lowers a literal without parts.
fn lower_literal(literal: &ast::Literal) -> ExprKind {
    match literal {
        ast::Literal::Number(digits) => ExprKind::Number(digits.clone()),
        ast::Literal::Percent(digits) => ExprKind::Number(percent_as_number(digits)),
        ast::Literal::Text(text) => ExprKind::Text(text.clone()),
        ast::Literal::Boolean(value) => ExprKind::Boolean(*value),
        ast::Literal::Empty => ExprKind::Zero,
    }
}

/// A hundredth of a decimal, as digits: the point moves two places.
pub(super) fn percent_as_number(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let padded = format!("{whole:0>3}");
    let (whole, hundredths) = padded.split_at(padded.len() - 2);
    let decimals = format!("{hundredths}{fraction}");
    match decimals.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        decimals => format!("{sign}{whole}.{decimals}"),
    }
}

#[cfg(test)]
mod tests {
    use super::percent_as_number;

    #[test]
    fn percentages_are_exact() {
        for (digits, expected) in
            [("75", "0.75"), ("5", "0.05"), ("100", "1"), ("12.5", "0.125"), ("-250", "-2.5"), ("0", "0")]
        {
            assert_eq!(percent_as_number(digits), expected);
        }
    }
}
