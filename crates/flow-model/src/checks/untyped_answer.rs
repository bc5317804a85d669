//! `untyped-answer`: the answer that sets a variable has no known type (reference#answers-of-the-program).
//!
//! The program returns the value, so that only the variable's other uses, or its annotation, can determine the type.

use flow_syntax::diagnostic::{Diagnostics, Name};
use flow_syntax::ordered::Set;

use crate::model::*;
use crate::visit;

pub(super) fn untyped_answer(machine: &Machine, diags: &mut Diagnostics) {
    let mut seen = Set::new();
    for handler in &machine.handlers {
        visit::steps(&handler.body, &mut |step| {
            let Step::Update(Update { variable, op: UpdateOp::ComesFrom(call), .. }) = step else {
                return;
            };
            if machine.phrases[call.phrase].answer == Type::Any && seen.insert(*variable) {
                let name = &machine.variables[*variable].name.text;
                let message =
                    format!("nothing determines the type of '${name}', which '{}' gives", call.words);
                diags.report(Name::UntypedAnswer, call.span, message).help(format!(
                    "the type can follow the name: '${name}: number comes from {}'",
                    call.words
                ));
            }
        });
    }
}
