//! The module of the in-process system.

use proc_macro2::TokenStream;

use crate::plan::Plan;

/// The module `system`.
pub fn system(_plan: &Plan<'_>) -> TokenStream {
    TokenStream::new()
}
