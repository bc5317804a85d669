//! From an analysis to code: plan, then emit.

use flow_model::model::Party;
use flow_project::Analysis;
use flow_syntax::diagnostic::{Diagnostics, Lints};
use proc_macro2::TokenStream;

use crate::Options;
use crate::emit::emit;
use crate::plan::{Bodies, Machine, claim_names, plan};

/// Generated code, and what is wrong.
#[derive(Clone, Debug)]
pub struct Output {
    /// The code: complete, or stubs of the public names if `diagnostics` has errors.
    pub code: TokenStream,
    /// The diagnostics of the analysis, and those that only appear when Rust's names are chosen.
    pub diagnostics: Diagnostics,
}

/// The code for a specification. If it has errors, the code is stubs of the public names, so that Rust code that uses
/// them has no further errors of the same cause.
pub fn generate(analysis: &Analysis, options: &Options) -> Output {
    let mut diagnostics = analysis.diagnostics.clone();
    if !diagnostics.has_errors() {
        let plan = plan(analysis, options, Bodies::Whole, &mut diagnostics);
        if !diagnostics.has_errors() {
            return Output { code: emit(&plan), diagnostics };
        }
    }
    Output { code: generate_stubs(analysis, options), diagnostics }
}

/// Calls `visit` with each machine as it is planned: the names that its code has, without generating it.
pub fn visit_machines(analysis: &Analysis, visit: &mut dyn FnMut(&Machine<'_>)) {
    let options = Options::default();
    let plan = plan(analysis, &options, Bodies::Stubs, &mut Diagnostics::new(Lints::new()));
    plan.machines.iter().for_each(visit);
}

/// Adds what is only found when Rust's names are chosen: two names of the specification that are one in Rust. No code
/// is generated.
pub fn check_names(analysis: &mut Analysis) {
    check_names_of(analysis, |_| true);
}

/// The same for an analysis of which some machines and actors are known to have no two such names.
pub fn check_names_of(analysis: &mut Analysis, is_unknown: impl Fn(Party) -> bool) {
    if !analysis.is_sound {
        return;
    }
    let mut diagnostics = std::mem::take(&mut analysis.diagnostics);
    let before = diagnostics.count();
    claim_names(&analysis.model, &Options::default(), &is_unknown, &mut diagnostics);
    analysis.is_sound = diagnostics.count() == before;
    analysis.diagnostics = diagnostics;
}

/// The public names without bodies. Its own diagnostics would repeat those of the first plan.
fn generate_stubs(analysis: &Analysis, options: &Options) -> TokenStream {
    let diags = &mut Diagnostics::new(Lints::new());
    emit(&plan(analysis, options, Bodies::Stubs, diags))
}

/// A first implementation of the bindings that a durable host awaits, as [`skeleton`].
#[cfg(feature = "pretty")]
pub fn async_skeleton(analysis: &Analysis) -> TokenStream {
    let diags = &mut Diagnostics::new(Lints::new());
    crate::emit::emit_async_skeletons(&plan(analysis, &Options::default(), Bodies::Stubs, diags))
}

/// A first implementation of the bindings, for people to fill in. It compiles beside the code for the specification.
#[cfg(feature = "pretty")]
pub fn skeleton(analysis: &Analysis, options: &Options) -> TokenStream {
    crate::emit::emit_skeletons(&plan(analysis, options, Bodies::Stubs, &mut Diagnostics::new(Lints::new())))
}
