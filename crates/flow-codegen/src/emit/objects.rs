//! `Context`, and the structs of object types.

use flow_model::model::{MachineId, Object as ModelObject, ObjectId};
use proc_macro2::TokenStream;
use quote::quote;

use super::types::At;
use super::{Ctx, docs, types};
use crate::plan::{Needed, Object};

/// The variables of a machine.
pub(crate) fn context(ctx: &Ctx<'_, '_>) -> TokenStream {
    let derives = types::derives(ctx.plan, &quote!(Clone, Debug, Default, PartialEq));
    let fields = types::fields(ctx.plan, At::Machine(ctx.machine.id), &ctx.machine.context);
    let docs = docs::line(format!("What an instance of `@{}` remembers.", ctx.model().name.text));
    // An instance that was stored before the specification got a variable reads that variable's zero (language.md §7).
    let default = (ctx.plan.serde == Needed::Yes).then(|| quote!(#[serde(default)]));
    quote! {
        #docs
        #derives
        #default
        pub struct Context { #fields }
    }
}

/// The objects that are declared with a machine.
pub(crate) fn objects(ctx: &Ctx<'_, '_>) -> TokenStream {
    let ids = (0..ctx.plan.objects.len()).map(ObjectId::new);
    let own = ids.filter(|id| ctx.plan.objects[id.index()].machine == ctx.machine.id);
    own.map(|id| object(ctx, ctx.machine.id, &ctx.plan.objects[id.index()], &ctx.plan.model.objects[id]))
        .collect()
}

fn object(ctx: &Ctx<'_, '_>, machine: MachineId, object: &Object, model: &ModelObject) -> TokenStream {
    let derives = types::derives(ctx.plan, &quote!(Clone, Debug, Default, PartialEq));
    let fields = types::fields(ctx.plan, At::Machine(machine), &object.fields);
    let docs = docs::line(format!("An object: `${}`.", model.name.text));
    let name = &object.name;
    let into_value = (object.as_value == Needed::Yes).then(|| into_value(ctx, object));
    quote! {
        #docs
        #derives
        pub struct #name { #fields }
        #into_value
    }
}

/// The object as a value of any type.
fn into_value(ctx: &Ctx<'_, '_>, object: &Object) -> TokenStream {
    let (krate, name) = (&ctx.plan.krate, &object.name);
    let idents = object.fields.iter().map(|field| &field.ident);
    let names = object.fields.iter().map(|field| &field.text);
    quote! {
        impl From<#name> for #krate::Value {
            fn from(object: #name) -> Self {
                #krate::Value::object([#((#names, #krate::Value::from(object.#idents))),*])
            }
        }
    }
}
