//! `unknown-choice`: a text at the place of a choice that does not have it (reference#choices).

use flow_syntax::diagnostic::{Diagnostics, Name};

use crate::model::{Expr, ExprKind, MachineId, Model, Type};
use crate::near::nearest;
use crate::visit;
use crate::words;

/// Reports texts of a machine that their choice does not have.
pub(super) fn unknown_choice(model: &Model, id: MachineId, diags: &mut Diagnostics) {
    if model.choices.is_empty() {
        return;
    }
    let machine = &model.machines[id];
    for handler in &machine.handlers {
        visit::handler_exprs(handler, &mut |expr| report_unknown_text(model, expr, diags));
    }
    for scenario in &machine.scenarios {
        visit::fact_exprs(&scenario.given, &mut |expr| report_unknown_text(model, expr, diags));
        visit::assertion_exprs(&scenario.expect, &mut |expr| report_unknown_text(model, expr, diags));
    }
}

/// Reports a text that is typed as a choice and is none of its texts.
pub(crate) fn report_unknown_text(model: &Model, expr: &Expr, diags: &mut Diagnostics) {
    let (ExprKind::Text(text), Type::Choice(id)) = (&expr.kind, &expr.ty) else { return };
    let choice = &model.choices[*id];
    if choice.position(text).is_some() {
        return;
    }
    let message =
        format!("'${}' is {}, which is never {text:?}", choice.name.text, words::choice(&choice.texts));
    let report = diags.report(Name::UnknownChoice, expr.span, message);
    if let Some(near) = nearest(text, choice.texts.iter().map(String::as_str)) {
        report.did_you_mean([expr.span], format!("{near:?}"));
    }
}
