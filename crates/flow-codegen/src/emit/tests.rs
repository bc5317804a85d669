//! `flow_tests`: a `#[test]` for each story and each case of a test file.
//!
//! The module contains the texts of the specification, so that the tests read no files, and the macro, build.rs and tools generate the
//! same code.

use flow_project::Number;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::attributes::{emit_lints, emit_prelude};
use super::docs;
use crate::plan::tests::{Module, Test, TestKind, Tests};
use crate::plan::{Bodies, Plan};

/// The version of the contract with `flow-test`: its `VERSION`.
const VERSION: u32 = 3;

/// The module, if the options ask for tests and the specification has no errors.
pub(crate) fn emit_tests(plan: &Plan<'_>) -> Option<TokenStream> {
    let tests = &plan.tests.as_ref().filter(|_| plan.bodies == Bodies::Whole)?.tests;
    let (test, lints, specification) = (&plan.flow_test, emit_lints(), emit_specification(plan, tests));
    let prelude = emit_prelude();
    let modules = tests.modules.iter().map(emit_module);
    let explored = tests.explore.as_ref().map(|settings| {
        quote!(
            /// Every order of events, as `[explore]` of the settings asks.
            #[test]
            fn explored() {
                SPECIFICATION.explored(#settings);
            }
        )
    });
    // If the crate is missing, this is the one error, rather than an error for every use.
    let linked = (plan.options.flow_test == "::flow_test").then(|| {
        quote!(
            extern crate flow_test as _;
        )
    });
    Some(quote! {
        /// The scenarios and test cases of the specification as tests.
        #lints
        #[cfg(test)]
        pub mod flow_tests {
            #prelude
            #linked
            const _: () = #test::generated_for(#VERSION);
            #specification
            #(#modules)*
            #explored
        }
    })
}

fn emit_specification(plan: &Plan<'_>, tests: &Tests) -> TokenStream {
    let test = &plan.flow_test;
    let files = tests.files.iter().map(|(path, text)| quote!((#path, #text)));
    let roots = tests.files.iter().map(|(path, _)| path);
    let number = match plan.number {
        Number::Decimal => quote!(Decimal),
        Number::F64 => quote!(F64),
        Number::I64 => quote!(I64),
    };
    let machines = plan.machines.iter().map(|machine| {
        let module = &machine.module;
        quote!(&super::#module::stories::Driver)
    });
    quote! {
        /// The specification and the machines generated from it.
        pub static SPECIFICATION: #test::Specification = #test::Specification {
            files: &[#(#files),*],
            roots: &[#(#roots),*],
            number: #test::Number::#number,
            machines: &[#(#machines),*],
        };
    }
}

fn emit_module(module: &Module) -> TokenStream {
    let (name, docs) = (&module.name, docs::emit_line(format!("{}.", docs::quote_code(&module.text))));
    let (tests, prelude) = (module.tests.iter().map(emit_test), emit_prelude());
    quote! {
        #docs
        mod #name {
            #prelude
            #(#tests)*
        }
    }
}

fn emit_test(test: &Test) -> TokenStream {
    let (name, docs) = (&test.function, docs::emit_line(format!("{}.", docs::quote_code(&test.text))));
    let run = match &test.kind {
        TestKind::Story(machine, scenario) => {
            let (machine, scenario) = (machine.index(), scenario.index());
            let [machine, scenario] = [machine, scenario].map(Literal::usize_unsuffixed);
            quote!(story(#machine, #scenario))
        }
        TestKind::Case(file, line) => {
            let line = Literal::usize_unsuffixed(*line);
            quote!(case(#file, #line))
        }
    };
    quote! {
        #docs
        #[test]
        fn #name() {
            super::SPECIFICATION.#run;
        }
    }
}
