//! The attributes of generated items: lints, and derives.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::plan::{Field, Needed, Plan};

/// Allows the lints about names, sizes and literals, since the specification determines those, and the lints about taste, which users may
/// deny in their own code. Lints of clippy's group `restriction` are not among them: a crate may forbid some, and then an
/// `allow` of the group is an error.
pub(crate) fn emit_lints() -> TokenStream {
    quote! {
        #[allow(
            dead_code,
            missing_copy_implementations,
            missing_debug_implementations,
            single_use_lifetimes,
            trivial_numeric_casts,
            unreachable_code,
            unreachable_pub,
            unused_imports,
            unused_qualifications,
            variant_size_differences,
            clippy::approx_constant,
            clippy::enum_variant_names,
            clippy::excessive_precision,
            clippy::large_enum_variant,
            clippy::match_single_binding,
            clippy::module_inception,
            clippy::nursery,
            clippy::pedantic,
            clippy::result_large_err,
            clippy::too_many_arguments,
            clippy::upper_case_acronyms,
            clippy::wrong_self_convention,
            reason = "names, sizes and literals are the specification's"
        )]
    }
}

/// The names that every Rust module has, so that the code compiles in a crate with `#![no_implicit_prelude]` too. `Clone` is there
/// twice, since a machine may have its name.
pub(crate) fn emit_prelude() -> TokenStream {
    quote! {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
    }
}

/// In code for a durable host, the name by which something is stored: that of the specification. `ident` is its name in Rust.
pub(crate) fn emit_stored_name(plan: &Plan<'_>, ident: &Ident, name: &str) -> Option<TokenStream> {
    let is_other = ident.to_string().trim_start_matches("r#") != name;
    (plan.durable.is_some() && is_other).then(|| quote!(#[serde(rename = #name)]))
}

/// In code for a durable host, an unknown field is an error: it can be a misspelt one, whose value would be lost.
pub(crate) fn deny_unknown_fields(plan: &Plan<'_>) -> Option<TokenStream> {
    plan.durable.is_some().then(|| quote!(#[serde(deny_unknown_fields)]))
}

/// The derives of the struct of an event or a message: `Default` only where there are fields, since `Checkout {}` is as short, and
/// every implementation is compiled with the user's crate.
pub(crate) fn emit_payload_derives(plan: &Plan<'_>, fields: &[Field]) -> TokenStream {
    let (derives, deny) = (
        match fields.is_empty() {
            true => emit_derives(plan, &quote!(Clone, Debug, PartialEq)),
            false => emit_derives(plan, &quote!(Clone, Debug, Default, PartialEq)),
        },
        deny_unknown_fields(plan),
    );
    quote!(#derives #deny)
}

/// The derives `traits`, with `Serialize` and `Deserialize` if the options ask for them.
pub(crate) fn emit_derives(plan: &Plan<'_>, traits: &TokenStream) -> TokenStream {
    if plan.serde == Needed::No {
        return quote!(#[derive(#traits)]);
    }
    let krate = &plan.krate;
    let path = quote!(#krate::__private::serde).to_string().replace(' ', "");
    quote! {
        #[derive(#traits, #krate::__private::serde::Serialize, #krate::__private::serde::Deserialize)]
        #[serde(crate = #path)]
    }
}
