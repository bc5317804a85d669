//! Generating code with tokens of `proc_macro2`'s own.
//!
//! Every token that `proc_macro2` makes inside a macro is made by the compiler, through a bridge, and a machine is some ten
//! thousand of them. With its fallback the code is written without the compiler and parsed as one text. No spans are lost:
//! all tokens of the code have the span of the macro call.

use flow_codegen::{Options, Output};
use flow_project::Analysis;
use flow_syntax::diagnostic::Diagnostics;
use proc_macro::TokenStream;
use proc_macro2::fallback;

/// The code for a specification as the compiler's tokens, and the diagnostics.
pub(crate) fn generate_tokens(analysis: &Analysis, options: &Options) -> (TokenStream, Diagnostics) {
    let (text, diagnostics) = with_fallback(|| {
        let Output { code, diagnostics } = flow_codegen::generate(analysis, options);
        (code.to_string(), diagnostics)
    });
    (text.parse().expect("the generated code has balanced brackets"), diagnostics)
}

/// Runs a function with the fallback of `proc_macro2`. It must neither use tokens of the compiler nor return its own.
pub(crate) fn with_fallback<T>(run: impl FnOnce() -> T) -> T {
    fallback::force();
    let result = run();
    fallback::unforce();
    result
}
