//! Programs: one case loaded, resolved and checked, as every user of the compiler does it.
//!
//! Texts are loaded from memory, so that a case is the same in every folder. This is the only difference from a build.

use flow_model::model::{Machine, Model, StateId};
use flow_model::{Loader, MemoryLoader};
use flow_project::{Request, Settings, retain_true_helps};
use flow_syntax::diagnostic::{Diagnostic, Lints};
use flow_syntax::source::Sources;

use crate::case::Case;

/// The result of a case.
#[derive(Debug)]
pub struct Outcome {
    /// The texts that were read.
    pub sources: Sources,
    /// Its diagnostics, in file order.
    pub diagnostics: Vec<Diagnostic>,
    /// The model.
    pub model: Option<Model>,
}

/// Compiles a case up to its checked model.
pub fn run(case: &Case) -> Outcome {
    let files = case.files.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes()));
    compile(files, &case.roots, case.lints.clone())
}

/// Compiles files, bytes as they are, from their roots.
pub fn compile(
    files: impl IntoIterator<Item = (String, Vec<u8>)>,
    roots: &[String],
    lints: Lints,
) -> Outcome {
    let overrides = Settings { lints, ..Settings::default() };
    let request = Request { overrides, ..Request::new(roots.iter().cloned()) };
    let mut loader = MemoryLoader::new(files);
    let analyze = |loader: &mut dyn Loader| flow_project::analyze(&request, loader);
    let mut analysis = analyze(&mut loader);
    retain_true_helps(&mut analysis, &mut loader, &analyze);
    let diagnostics = analysis.diagnostics.sorted().into_iter().cloned().collect();
    Outcome { sources: analysis.program.sources, diagnostics, model: Some(analysis.model) }
}

/// States as annotations write them: `#a, #b`, in the order of their names.
pub(crate) fn states(machine: &Machine, ids: &[StateId]) -> String {
    let mut names: Vec<_> = ids.iter().map(|id| format!("#{}", machine.states[*id].name.text)).collect();
    names.sort();
    names.join(", ")
}
