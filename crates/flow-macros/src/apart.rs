//! Compiling apart from the compiler that runs the macro.
//!
//! Every token that `proc_macro2` makes inside a macro is made by the compiler, through a bridge; a machine is some ten
//! thousand of them. So the code is written with tokens of `proc_macro2`'s own, and handed over as one text, which the
//! compiler reads at once. Nothing is lost: all tokens of the code have one place, that of the macro.

use flow_codegen::{Output, Request};
use flow_files::Files;
use proc_macro::TokenStream;
use proc_macro2::fallback;

/// The code as the compiler's own tokens, and all else. The tokens in the output are none of the compiler's.
pub(crate) fn compile(request: &Request, loader: &mut Files) -> (TokenStream, Output) {
    fallback::force();
    let output = flow_codegen::compile(request, loader);
    let text = output.code.to_string();
    fallback::unforce();
    (text.parse().expect("the generated code has balanced brackets"), output)
}
