//! The result of the macro besides the code: errors, warnings, and the files that cargo tracks.
//!
//! Every diagnostic is at the argument that names its file. Reports do not depend on the generated code, which may be missing.

use flow_project::Analysis;
use flow_syntax::diagnostic::{Diagnostic, Level};
use flow_syntax::gather::Gather;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::args::Args;
use crate::input::Error;
use crate::place::Misplaced;

/// All diagnostics of the specification, each at the argument that names its file. Paths are shown relative to the folder
/// that the compiler runs in (a workspace's), like those of Rust's diagnostics; `below` is the path from there to the package.
pub(crate) fn emit_diagnostics(mut analysis: Analysis, args: &Args, below: &str) -> TokenStream {
    let spans: Vec<_> = analysis
        .diagnostics
        .sorted()
        .into_iter()
        .map(|diagnostic| argument_span(&analysis, args, diagnostic))
        .gather();
    analysis.rename_from_above(below);
    let reported = analysis.diagnostics.sorted().into_iter().zip(spans).map(|(diagnostic, span)| {
        let text = render_diagnostic(&analysis, diagnostic);
        match diagnostic.level {
            Level::Deny => emit_error(&text, span),
            Level::Warn | Level::Allow => emit_warning(diagnostic, &text, span),
        }
    });
    reported.collect()
}

/// The diagnostic as rustc shows it after its own `error:`, with the name at the end of the message.
fn render_diagnostic(analysis: &Analysis, diagnostic: &Diagnostic) -> String {
    let rendered = analysis.render(diagnostic);
    let (_, lines) = rendered.split_once('\n').unwrap_or_default();
    format!("{} [{}]\n{}", diagnostic.message, diagnostic.name.as_str(), lines.trim_end())
}

/// The argument that names the file, or the first one for files that were loaded through `uses:`.
fn argument_span(analysis: &Analysis, args: &Args, diagnostic: &Diagnostic) -> Span {
    let path = analysis.path_of(diagnostic);
    let root = args.request.roots.iter().position(|root| root == path).unwrap_or_default();
    args.places.get(root).copied().unwrap_or_else(Span::call_site)
}

fn emit_error(text: &str, span: Span) -> TokenStream {
    quote_spanned!(span=> ::core::compile_error! { #text })
}

/// Stable macros cannot emit warnings, so this is a warning about the use of something deprecated.
fn emit_warning(diagnostic: &Diagnostic, text: &str, span: Span) -> TokenStream {
    let name = Ident::new(&diagnostic.name.as_str().replace('-', "_"), span);
    quote_spanned! {span=>
        const _: () = {
            #[deprecated(note = #text)]
            const fn #name() {}
            #name()
        };
    }
}

/// The error of a misplaced call. Its code is in a hidden module, so that the code that uses it has no further errors.
pub(crate) fn emit_misplaced(misplaced: Misplaced, args: &Args, code: &TokenStream) -> TokenStream {
    let error = Error::new(Span::call_site(), misplaced.message()).to_compile_error();
    let files = args.request.roots.concat();
    let files: String = files.chars().filter(char::is_ascii_alphanumeric).collect();
    let hidden = quote::format_ident!("misplaced_{files}");
    quote! {
        #error
        #[allow(missing_docs, dead_code)]
        mod #hidden { #code }
        #[allow(unused_imports)]
        use #hidden::*;
    }
}

/// Makes cargo track these files and variables. Paths are relative to the package's folder, so that the code has no path of this
/// machine.
pub(crate) fn track_inputs<'a>(
    inputs: impl Iterator<Item = &'a String>,
    variables: &[String],
) -> TokenStream {
    let includes = inputs.map(|input| {
        let path = match input.starts_with('/') {
            true => quote!(#input),
            false => {
                let below = format!("/{input}");
                quote!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #below))
            }
        };
        quote!(
            const _: &[::core::primitive::u8] = ::core::include_bytes!(#path);
        )
    });
    let variables = variables.iter().map(|variable| {
        quote!(
            const _: ::core::option::Option<&::core::primitive::str> = ::core::option_env!(#variable);
        )
    });
    includes.chain(variables).collect()
}
