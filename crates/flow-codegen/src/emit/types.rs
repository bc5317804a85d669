//! Types of values in Rust, as seen from where they are written.
//!
//! The model's types name no module; here they get the path from the module they are written in (`At`), and their owned
//! or borrowed form. Whether a number is a decimal is an option, and nothing else asks for it.

use flow_model::model::{MachineId, ObjectId, Type};
use proc_macro2::TokenStream;
use quote::quote;

use crate::options::Number;
pub(crate) use crate::plan::body::is_small as is_copy;
use crate::plan::{Field, Needed, Plan};

/// Where code stands: what has to come before a path to another machine's module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum At {
    /// In the module of a machine.
    Machine(MachineId),
    /// In the module `event` of a machine.
    Event(MachineId),
    /// In the module of an actor.
    Actor,
    /// Beside the modules.
    Root,
}

/// A type that owns its value.
pub(crate) fn owned(plan: &Plan<'_>, at: At, ty: &Type) -> TokenStream {
    let krate = &plan.krate;
    match ty {
        Type::String => quote!(#krate::Text),
        Type::Number => number(plan),
        Type::Integer => quote!(i64),
        Type::Boolean => quote!(bool),
        Type::Time => quote!(#krate::Time),
        Type::Array(item) => {
            let item = owned(plan, at, item);
            quote!(#krate::List<#item>)
        }
        Type::Object(id) => object(plan, at, *id),
        Type::Any => quote!(#krate::Value),
    }
}

/// The type of an argument: small values as they are, others by reference.
pub(crate) fn borrowed(plan: &Plan<'_>, at: At, ty: &Type) -> TokenStream {
    match ty {
        Type::String => quote!(&str),
        Type::Array(item) => {
            let item = owned(plan, at, item);
            quote!(&[#item])
        }
        Type::Object(_) | Type::Any => {
            let ty = owned(plan, at, ty);
            quote!(&#ty)
        }
        Type::Number | Type::Integer | Type::Boolean | Type::Time => owned(plan, at, ty),
    }
}

/// The type `number`.
pub(crate) fn number(plan: &Plan<'_>) -> TokenStream {
    let krate = &plan.krate;
    match plan.number {
        Number::Decimal => quote!(#krate::Decimal),
        Number::F64 => quote!(f64),
        Number::I64 => quote!(i64),
    }
}

/// The struct of an object.
pub(crate) fn object(plan: &Plan<'_>, at: At, id: ObjectId) -> TokenStream {
    let object = &plan.objects[id.index()];
    let name = &object.name;
    let path = machine(plan, at, object.machine);
    quote!(#path #name)
}

/// The path to what stands in a machine's module, up to its last `::`.
pub(crate) fn machine(plan: &Plan<'_>, at: At, id: MachineId) -> TokenStream {
    let module = &plan.machines[id.index()].module;
    match at {
        At::Machine(here) if here == id => quote!(),
        At::Event(here) if here == id => quote!(super::),
        At::Machine(_) | At::Actor => quote!(super::#module::),
        At::Event(_) => quote!(super::super::#module::),
        At::Root => quote!(#module::),
    }
}

/// The fields of a struct, documented.
pub(crate) fn fields(plan: &Plan<'_>, at: At, fields: &[Field]) -> TokenStream {
    let fields = fields.iter().map(|field| {
        let (ident, ty) = (&field.ident, owned(plan, at, &field.ty));
        let docs = super::docs::line(format!("`{}`.", field.text));
        quote!(#docs pub #ident: #ty)
    });
    quote!(#(#fields),*)
}

/// What the struct of an event or a message derives: a default only where there are fields, since the literal `Checkout {}`
/// is one already, and every implementation is compiled with the user's crate.
pub(crate) fn payload_derives(plan: &Plan<'_>, fields: &[Field]) -> TokenStream {
    match fields.is_empty() {
        true => derives(plan, &quote!(Clone, Debug, PartialEq)),
        false => derives(plan, &quote!(Clone, Debug, Default, PartialEq)),
    }
}

/// What every generated value type derives, and serialization if it is wanted.
pub(crate) fn derives(plan: &Plan<'_>, own: &TokenStream) -> TokenStream {
    if plan.serde == Needed::No {
        return quote!(#[derive(#own)]);
    }
    let krate = &plan.krate;
    let path = quote!(#krate::__private::serde).to_string().replace(' ', "");
    quote! {
        #[derive(#own, #krate::__private::serde::Serialize, #krate::__private::serde::Deserialize)]
        #[serde(crate = #path)]
    }
}
