//! `Context`, and the structs of object types.
//!
//! Both implement `Default`, which is the zero of every field (reference#zero-values).

use flow_model::model::Object as ModelObject;
use proc_macro2::TokenStream;
use quote::quote;

use super::context::Ctx;
use super::types::Module;
use super::{attributes, docs, types};
use crate::plan::{Needed, Object};

/// The struct of a machine's variables.
pub(crate) fn emit_context(ctx: &Ctx<'_, '_>) -> TokenStream {
    let derives = attributes::emit_derives(ctx.plan, &quote!(Clone, Debug, Default, PartialEq));
    let fields = types::emit_struct_fields(ctx.plan, Module::Machine(ctx.machine.id), &ctx.machine.context);
    let docs = docs::emit_line(format!("The variables of an instance of `@{}`.", ctx.model().name.text));
    // A stored instance may lack variables that were added to the specification since: they are zero (reference#zero-values).
    let default = (ctx.plan.serde == Needed::Yes).then(|| quote!(#[serde(default)]));
    let deny = attributes::deny_unknown_fields(ctx.plan);
    quote! {
        #docs
        #derives
        #default
        #deny
        pub struct Context { #fields }
    }
}

/// The structs of the object types that are declared in the machine's module.
pub(crate) fn emit_objects(ctx: &Ctx<'_, '_>) -> TokenStream {
    let objects = ctx.plan.objects.iter().zip(&ctx.plan.model.objects);
    let own = objects.filter(|(object, _)| object.machine == ctx.machine.id);
    own.map(|(object, model)| emit_object(ctx, object, model)).collect()
}

fn emit_object(ctx: &Ctx<'_, '_>, object: &Object, model: &ModelObject) -> TokenStream {
    let derives = attributes::emit_derives(ctx.plan, &quote!(Clone, Debug, Default, PartialEq));
    let fields = types::emit_struct_fields(ctx.plan, Module::Machine(ctx.machine.id), &object.fields);
    let docs = docs::emit_line(format!("The object type of `${}`.", model.name.text));
    let (name, deny) = (&object.name, attributes::deny_unknown_fields(ctx.plan));
    let conversion = (object.as_value == Needed::Yes).then(|| emit_conversion(ctx, object));
    quote! {
        #docs
        #derives
        #deny
        pub struct #name { #fields }
        #conversion
    }
}

/// The conversion of the object to `any`.
fn emit_conversion(ctx: &Ctx<'_, '_>, object: &Object) -> TokenStream {
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
