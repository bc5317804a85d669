//! Rust types of values, as paths from the module that they are written in.
//!
//! The model's types name no module; here they get the path from a [`Module`], and their owned or borrowed form. The Rust type of
//! `number` is an option, which only [`number_type`] reads.

use flow_model::model::{ChoiceId, MachineId, ObjectId, Type};
use flow_project::Number;
use proc_macro2::TokenStream;
use quote::quote;

use super::{attributes, docs};
pub(crate) use crate::plan::body::is_small as is_copy;
use crate::plan::{Field, Plan};

/// The module that code is written in: it determines the path to another machine's module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Module {
    /// The module of a machine.
    Machine(MachineId),
    /// The module `event` or `stories` of a machine.
    Event(MachineId),
    /// The module of an actor, or of the system.
    Actor,
    /// The module that contains the generated modules.
    #[cfg_attr(
        not(feature = "pretty"),
        expect(dead_code, reason = "only first implementations of bindings are there")
    )]
    Root,
}

/// A type that owns its value.
pub(crate) fn owned_type(plan: &Plan<'_>, module: Module, ty: &Type) -> TokenStream {
    let krate = &plan.krate;
    match ty {
        Type::String => quote!(#krate::Text),
        Type::Number => number_type(plan),
        Type::Integer => quote!(i64),
        Type::Boolean => quote!(bool),
        Type::Time => quote!(#krate::Time),
        Type::Duration => quote!(#krate::Duration),
        Type::Array(item) => {
            let item = owned_type(plan, module, item);
            quote!(#krate::List<#item>)
        }
        Type::Choice(id) => choice_path(plan, module, *id),
        Type::Object(id) => object_path(plan, module, *id),
        Type::Reference(machine) => {
            let machine = machine_path(plan, module, *machine);
            quote!(Option<#krate::system::Id<#machine>>)
        }
        Type::Any => quote!(#krate::Value),
    }
}

/// Whether values of a type own memory, so that taking one is cheaper than cloning it.
pub(crate) fn owns_heap(plan: &Plan<'_>, ty: &Type) -> bool {
    match ty {
        Type::Object(id) => plan.objects[*id].fields.iter().any(|field| owns_heap(plan, &field.ty)),
        Type::String | Type::Array(_) | Type::Reference(_) | Type::Any => true,
        Type::Number | Type::Integer | Type::Boolean | Type::Time | Type::Duration | Type::Choice(_) => false,
    }
}

/// The type of a parameter: small values by value, others by reference.
pub(crate) fn borrowed_type(plan: &Plan<'_>, module: Module, ty: &Type) -> TokenStream {
    match ty {
        Type::String => quote!(&str),
        Type::Array(item) => {
            let item = owned_type(plan, module, item);
            quote!(&[#item])
        }
        Type::Object(_) | Type::Reference(_) | Type::Any => {
            let ty = owned_type(plan, module, ty);
            quote!(&#ty)
        }
        Type::Number | Type::Integer | Type::Boolean | Type::Time | Type::Duration | Type::Choice(_) => {
            owned_type(plan, module, ty)
        }
    }
}

/// The type `number`.
fn number_type(plan: &Plan<'_>) -> TokenStream {
    let krate = &plan.krate;
    match plan.number {
        Number::Decimal => quote!(#krate::Decimal),
        Number::F64 => quote!(f64),
        Number::I64 => quote!(i64),
    }
}

/// The path of a choice's enum.
pub(crate) fn choice_path(plan: &Plan<'_>, module: Module, id: ChoiceId) -> TokenStream {
    let choice = &plan.choices[id];
    let name = &choice.name;
    let path = machine_prefix(plan, module, choice.machine);
    quote!(#path #name)
}

/// The path of an object's struct.
pub(crate) fn object_path(plan: &Plan<'_>, module: Module, id: ObjectId) -> TokenStream {
    let object = &plan.objects[id];
    let name = &object.name;
    let path = machine_prefix(plan, module, object.machine);
    quote!(#path #name)
}

/// The path of a machine's struct.
pub(crate) fn machine_path(plan: &Plan<'_>, module: Module, id: MachineId) -> TokenStream {
    let (path, name) = (machine_prefix(plan, module, id), &plan.machines[id].name);
    quote!(#path #name)
}

/// The path to the items of a machine's module, up to its last `::`.
pub(crate) fn machine_prefix(plan: &Plan<'_>, module: Module, id: MachineId) -> TokenStream {
    let name = &plan.machines[id].module;
    match module {
        Module::Machine(here) if here == id => quote!(),
        Module::Event(here) if here == id => quote!(super::),
        Module::Machine(_) | Module::Actor => quote!(super::#name::),
        Module::Event(_) => quote!(super::super::#name::),
        Module::Root => quote!(#name::),
    }
}

/// The fields of a struct, documented.
pub(crate) fn emit_struct_fields(plan: &Plan<'_>, module: Module, fields: &[Field]) -> TokenStream {
    let fields = fields.iter().map(|field| {
        let (ident, ty) = (&field.ident, owned_type(plan, module, &field.ty));
        let docs = docs::emit_line(format!("`{}`.", field.text));
        let stored = attributes::emit_stored_name(plan, ident, field.text.trim_start_matches('$'));
        quote!(#docs #stored pub #ident: #ty)
    });
    quote!(#(#fields),*)
}
