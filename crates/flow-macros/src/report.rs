//! What the compiler is told: errors, warnings, and the files that were read.

use flow_codegen::{Diagnostic, Level, Output};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::args::Args;

/// Everything there is to say about the specification, each at the argument whose file it is about. Files are shown as from
/// where the compiler runs, a workspace's folder, like its own.
pub(crate) fn diagnostics(mut output: Output, args: &Args, way: &str) -> TokenStream {
    let places: Vec<_> =
        output.diagnostics.sorted().into_iter().map(|diagnostic| place(&output, args, diagnostic)).collect();
    output.show_from_above(way);
    let said = output.diagnostics.sorted().into_iter().zip(places).map(|(diagnostic, span)| {
        let text = text(&output, diagnostic);
        match diagnostic.level {
            Level::Deny => error(&text, span),
            Level::Warn | Level::Allow => warning(diagnostic, &text, span),
        }
    });
    said.collect()
}

/// The diagnostic as rustc shows it behind its own `error:`: the name goes behind the message.
fn text(output: &Output, diagnostic: &Diagnostic) -> String {
    let whole = output.render(diagnostic);
    let (_, lines) = whole.split_once('\n').unwrap_or_default();
    format!("{} [{}]\n{}", diagnostic.message, diagnostic.name.as_str(), lines.trim_end())
}

/// The argument that names the file, or the first one for files behind `uses:`.
fn place(output: &Output, args: &Args, diagnostic: &Diagnostic) -> Span {
    let path = output.path(diagnostic);
    let named = args.request.roots.iter().position(|root| root == path).unwrap_or_default();
    args.places.get(named).copied().unwrap_or_else(Span::call_site)
}

fn error(text: &str, span: Span) -> TokenStream {
    quote_spanned!(span=> ::core::compile_error! { #text })
}

/// There are no warnings in stable macros, so the use of something deprecated has to do.
fn warning(diagnostic: &Diagnostic, text: &str, span: Span) -> TokenStream {
    let name = Ident::new(&diagnostic.name.as_str().replace('-', "_"), span);
    quote_spanned! {span=>
        const _: () = {
            #[deprecated(note = #text)]
            const fn #name() {}
            #name()
        };
    }
}

/// Makes cargo look at these files: relative to the package's folder, so that no path of this machine is in the code.
pub(crate) fn inputs<'a>(inputs: impl Iterator<Item = &'a String>) -> TokenStream {
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
    includes.collect()
}
