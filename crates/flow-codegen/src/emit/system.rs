//! The module of the in-process system: all machines together, with names and types over the run time's network.
//!
//! `sums` are the enums over all machines, `parts` tells the network about them, `recording` notes calls of bindings,
//! and `face` is what users see. The run time keeps the module only where there is an allocator.

mod face;
mod parts;
mod recording;
mod sums;

use flow_model::model::InstanceId;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use crate::plan::system::Member;
use crate::plan::{Machine, Needed, Plan};

/// The module `system`; nothing where no machine could be read.
pub fn system(plan: &Plan<'_>) -> TokenStream {
    if plan.machines.is_empty() {
        return TokenStream::new();
    }
    let krate = &plan.krate;
    let docs = docs::line(match &plan.model.name {
        Some(name) => format!("The system `{}`: all its machines, in process.", name.text),
        None => "All machines together, in process.".to_owned(),
    });
    let lints = super::lints();
    let items = [sums::sums(plan), face::system(plan), parts::parts(plan), recording::recordings(plan)];
    quote! {
        #krate::__private::with_alloc! {
            #docs
            #lints
            pub mod system {
                #(#items)*
            }
        }
    }
}

/// A machine with its place in the system.
struct One<'p, 'm> {
    machine: &'p Machine<'m>,
    member: &'p Member,
}

impl One<'_, '_> {
    /// The path of its module.
    fn path(&self) -> TokenStream {
        let module = &self.machine.module;
        quote!(super::#module)
    }

    fn variant(&self) -> &Ident {
        &self.member.variant
    }

    fn kind(&self) -> usize {
        self.machine.id.index()
    }

    /// Whether its bindings ask for anything: otherwise `()` will do.
    fn binds(&self) -> bool {
        !self.machine.bindings.is_empty()
            || self.machine.uuid == Needed::Yes
            || self.machine.now == Needed::Yes
    }
}

/// The machines in order.
fn ones<'p, 'm>(plan: &'p Plan<'m>) -> impl Iterator<Item = One<'p, 'm>> + Clone {
    plan.machines.iter().zip(&plan.system.members).map(|(machine, member)| One { machine, member })
}

/// The bounds of the bindings of the whole system.
fn bounds(plan: &Plan<'_>) -> TokenStream {
    let traits = ones(plan).filter(One::binds).map(|one| {
        let path = one.path();
        quote!(#path::Bindings)
    });
    quote!(#(#traits)+*)
}

/// Whether instances of the machine know their id.
fn uses_id(plan: &Plan<'_>, one: &One<'_, '_>) -> Needed {
    match one.machine.of(plan.model).uses_id {
        InstanceId::Used => Needed::Yes,
        InstanceId::Unused => Needed::No,
    }
}
