//! Generated code as formatted text.
//!
//! Only tools and tests need it; the macro passes tokens on.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{File, Item, ItemMacro};

/// The code as formatted text. Code that does not parse, which would be a bug of this crate, is returned unformatted.
///
/// The in-process system is the argument of a macro, which `prettyplease` leaves alone; its items are formatted separately.
pub fn pretty(code: &TokenStream) -> String {
    let Ok(mut file) = syn::parse2::<File>(code.clone()) else { return code.to_string() };
    let (wrappers, plain): (Vec<_>, Vec<_>) = file.items.into_iter().partition(is_wrapper);
    file.items = plain;
    wrappers.iter().fold(prettyplease::unparse(&file), |text, item| text + &format_wrapper(item))
}

fn is_wrapper(item: &Item) -> bool {
    let Item::Macro(ItemMacro { mac, .. }) = item else { return false };
    mac.path.segments.last().is_some_and(|segment| segment.ident == "with_alloc")
}

/// The wrapper with its items formatted.
fn format_wrapper(item: &Item) -> String {
    let Item::Macro(ItemMacro { mac, .. }) = item else { return String::new() };
    let path = mac.path.to_token_stream().to_string().replace(' ', "");
    format!("{path}! {{\n{}}}\n", pretty(&mac.tokens))
}
