//! From a model to code: plan, then emit.

use flow_model::Program;
use flow_model::model::Model;
use flow_syntax::diagnostic::{Diagnostics, Lints};
use flow_syntax::source::Sources;
use proc_macro2::TokenStream;

use crate::Options;
use crate::emit::{self, emit};
use crate::plan::{Bodies, number, plan};

/// The code for a model. If `diags` has errors it is stubs of the public names, so that code that uses them has no
/// further errors (architecture.md §2.5); mistakes that only show here are added.
pub fn generate(model: &Model, program: &Program, options: &Options, diags: &mut Diagnostics) -> TokenStream {
    if diags.has_errors() {
        return stubs(model, program, options);
    }
    number::check_literals(model, options.number.unwrap_or_default(), diags);
    let plan = plan(model, &program.sources, options, Bodies::Whole, diags).with_tests(program);
    if diags.has_errors() { stubs(model, program, options) } else { emit(&plan) }
}

/// The public names alone. What is wrong has been said.
fn stubs(model: &Model, program: &Program, options: &Options) -> TokenStream {
    let diags = &mut Diagnostics::new(Lints::new());
    emit(&plan(model, &program.sources, options, Bodies::Stubs, diags).with_tests(program))
}

/// A first implementation of the bindings of a model, for people to fill in. It compiles beside the code for the model.
pub fn skeleton(model: &Model, sources: &Sources, options: &Options) -> TokenStream {
    emit::skeleton(&plan(model, sources, options, Bodies::Stubs, &mut Diagnostics::new(Lints::new())))
}
