//! The variable that a fact sets, as far as its text determines it (reference#story-start).
//!
//! These functions know neither the machine nor its variables: both the collection of names and the lowering of bodies use
//! them, before and after the variables are known.

use flow_syntax::ast;

use crate::names::identifier;

/// The variable that a fact of a scenario's `given:` sets, if it does.
pub(crate) fn given_variable(fact: &ast::Fact) -> Option<String> {
    match &fact.kind {
        ast::FactKind::Variable { variable, .. } => Some(variable.text.clone()),
        ast::FactKind::Phrase(condition) => stated_variable(condition),
        _ => None,
    }
}

/// `days is 5`, `$is_member`, `$items is empty` among the facts: the variable they state.
fn stated_variable(condition: &ast::Condition) -> Option<String> {
    match &condition.kind {
        ast::ConditionKind::Flag(path) => whole_variable(path),
        ast::ConditionKind::Empty { operand: ast::Operand::Expr(expr), not: ast::Not::Plain } => {
            match &expr.kind {
                ast::ExprKind::Path(path) => whole_variable(path),
                _ => None,
            }
        }
        ast::ConditionKind::Compare { left, op: ast::CompareOp::Equal, right: ast::Operand::Expr(right) } => {
            match (left, &right.kind) {
                (ast::Operand::Words(words), ast::ExprKind::Literal(literal)) if is_number(literal) => {
                    Some(identifier(&words.text))
                }
                (ast::Operand::Expr(value), _) => match &value.kind {
                    ast::ExprKind::Path(path) => whole_variable(path),
                    _ => None,
                },
                _ => None,
            }
        }
        _ => None,
    }
}

fn whole_variable(path: &ast::Path) -> Option<String> {
    path.fields.is_empty().then(|| path.root.text.clone())
}

/// Whether a literal is a number (reference#literals).
pub(crate) fn is_number(literal: &ast::Literal) -> bool {
    matches!(literal, ast::Literal::Number(_) | ast::Literal::Percent(_))
}

/// The variable that a fact sets to a text.
pub(crate) fn text_variable(fact: &ast::Fact) -> Option<&str> {
    match &fact.kind {
        ast::FactKind::Variable { variable, value, .. } if is_text(value) => Some(&variable.text),
        _ => None,
    }
}

/// Whether a value is a literal text.
pub(crate) fn is_text(value: &ast::Expr) -> bool {
    matches!(value.kind, ast::ExprKind::Literal(ast::Literal::Text(_)))
}
