//! Generated code as text, formatted.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{File, Item, ItemMacro};

/// The code as formatted text. Code that is no Rust, which would be a bug here, comes back unformatted.
///
/// The in-process system stands in a macro that keeps it where there is an allocator; what is inside is formatted too.
pub fn pretty(code: &TokenStream) -> String {
    let Ok(mut file) = syn::parse2::<File>(code.clone()) else { return code.to_string() };
    let (wrappers, always): (Vec<_>, Vec<_>) = file.items.into_iter().partition(is_wrapper);
    file.items = always;
    wrappers.iter().fold(prettyplease::unparse(&file), |text, item| text + &wrapped(item))
}

fn is_wrapper(item: &Item) -> bool {
    let Item::Macro(ItemMacro { mac, .. }) = item else { return false };
    mac.path.segments.last().is_some_and(|segment| segment.ident == "with_alloc")
}

/// The wrapper with its items formatted.
fn wrapped(item: &Item) -> String {
    let Item::Macro(ItemMacro { mac, .. }) = item else { return String::new() };
    let path = mac.path.to_token_stream().to_string().replace(' ', "");
    format!("{path}! {{\n{}}}\n", pretty(&mac.tokens))
}
