//! Generated code as text, formatted.

use proc_macro2::TokenStream;

/// The code as formatted text. Code that is no Rust, which would be a bug here, comes back unformatted.
pub fn pretty(code: &TokenStream) -> String {
    match syn::parse2(code.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(_) => code.to_string(),
    }
}
