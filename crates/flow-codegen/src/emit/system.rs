//! The module of the in-process system: all machines together, with names and types over the run time's network.
//!
//! [`enums`] are sums over all machines, [`impls`] the traits that the network calls, [`recording`] the bindings that record calls,
//! and [`api`] the type that users see. The run time drops the module where there is no allocator.

mod api;
mod deferral;
mod enums;
mod impls;
pub(super) mod members;
mod recording;
pub(super) mod shared;

use proc_macro2::TokenStream;
use quote::quote;

use super::{attributes, docs, durable};
use crate::plan::Plan;

/// The module `system`; no code if the plan has no machines.
pub fn emit_system(plan: &Plan<'_>) -> TokenStream {
    if plan.machines.is_empty() {
        return TokenStream::new();
    }
    let krate = &plan.krate;
    let docs = docs::emit_line(match &plan.model.name {
        Some(name) => format!("The system `{}`: all machines in one process.", name.text),
        None => "The system: all machines in one process.".to_owned(),
    });
    let (lints, prelude) = (attributes::emit_lints(), attributes::emit_prelude());
    let items = [
        enums::emit_enums(plan),
        api::emit_api(plan),
        impls::emit_impls(plan),
        recording::emit_recordings(plan),
    ];
    let durable = plan.durable.as_ref().map(|names| durable::emit_system(plan, names));
    quote! {
        #krate::__private::with_alloc! {
            #docs
            #lints
            pub mod system {
                #prelude
                #(#items)*
                #durable
            }
        }
    }
}
