//! `never-set`: a variable that is read and never set (reference#inputs).

use flow_syntax::diagnostic::{Diagnostics, Name};

use crate::model::{Machine, Model, Origin, Variable};
use crate::near::nearest;

/// Reports variables of the context that neither a handler nor a `given:` sets.
pub(crate) fn never_set(model: &Model, diags: &mut Diagnostics) {
    for machine in &model.machines {
        for variable in machine.variables.iter().filter(|variable| variable.origin == Origin::NeverSet) {
            report(diags, machine, variable);
        }
    }
}

fn report(diags: &mut Diagnostics, machine: &Machine, variable: &Variable) {
    let set = machine.variables.iter().filter(|other| other.origin != Origin::NeverSet);
    let near = nearest(&variable.name.text, set.map(|other| other.name.text.as_str()));
    let message = format!("'${}' is read here, and nothing sets it", variable.name.text);
    let report = diags.report(Name::NeverSet, variable.name.span, message);
    if let Some(near) = near {
        report.help(format!("did you mean '${near}'?"));
    }
    report.help(format!(
        "set it in a handler of '@{}', or in a 'given:' if whoever creates one provides it",
        machine.name.text
    ));
}
