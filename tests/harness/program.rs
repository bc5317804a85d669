//! Programs: one case loaded, resolved and checked, the way every user of the compiler does it.

use flow_model::model::{Machine, Model, StateId};
use flow_syntax::diagnostic::Diagnostic;
use flow_syntax::source::Sources;

/// What came of a case.
#[derive(Debug)]
pub struct Outcome {
    /// The texts that were read.
    pub sources: Sources,
    /// What was said, in file order.
    pub diagnostics: Vec<Diagnostic>,
    /// The model, if it came that far.
    pub model: Option<Model>,
}

/// States as annotations write them: `#a, #b`, in the order of their names.
pub(crate) fn states(machine: &Machine, ids: &[StateId]) -> String {
    let mut names: Vec<_> =
        ids.iter().map(|id| format!("#{}", machine.states[id.index()].name.text)).collect();
    names.sort();
    names.join(", ")
}
