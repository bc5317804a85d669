//! The machines of a plan with their names in the system, and what several items of the module `system` need of them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::plan::system::Member;
use crate::plan::{Machine, Plan};

/// A machine with its names in the system.
pub(in crate::emit) struct SystemMachine<'p, 'm> {
    pub(in crate::emit) machine: &'p Machine<'m>,
    pub(in crate::emit) member: &'p Member,
}

impl SystemMachine<'_, '_> {
    /// The path of its module.
    pub(in crate::emit) fn module_path(&self) -> TokenStream {
        let module = &self.machine.module;
        quote!(super::#module)
    }

    /// The path of its struct.
    pub(in crate::emit) fn struct_path(&self) -> TokenStream {
        let (module, name) = (&self.machine.module, &self.machine.name);
        quote!(super::#module::#name)
    }

    /// Its variant of the system's enums.
    pub(in crate::emit) fn variant(&self) -> &Ident {
        &self.member.variant
    }

    /// Whether its `Bindings` has any function: otherwise it is run with `()`.
    pub(in crate::emit) fn needs_bindings(&self) -> bool {
        self.machine.needs_bindings()
    }
}

/// The machines, in order.
pub(in crate::emit) fn system_machines<'p, 'm>(
    plan: &'p Plan<'m>,
) -> impl Iterator<Item = SystemMachine<'p, 'm>> + Clone {
    let members = plan.machines.iter().zip(&plan.system.members);
    members.map(|(machine, member)| SystemMachine { machine, member })
}

/// The bounds of the bindings of the whole system.
pub(in crate::emit) fn bindings_bounds(plan: &Plan<'_>) -> TokenStream {
    let bounds = system_machines(plan).filter(SystemMachine::needs_bindings).map(|machine| {
        let path = machine.module_path();
        quote!(#path::Bindings)
    });
    quote!(#(#bounds)+*)
}
