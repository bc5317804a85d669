//! The enums of choices.
//!
//! The default of an enum is the zero of its choice, the first text. Stored and sent, a value is its text.

use flow_model::model::Choice as ModelChoice;
use proc_macro2::TokenStream;
use quote::quote;

use super::context::Ctx;
use super::{attributes, docs};
use crate::plan::{Choice, Needed};

/// The enums of the choices that are declared in the machine's module.
pub(crate) fn emit_choices(ctx: &Ctx<'_, '_>) -> TokenStream {
    let choices = ctx.plan.choices.iter().zip(&ctx.plan.model.choices);
    let own = choices.filter(|(choice, _)| choice.machine == ctx.machine.id);
    own.map(|(choice, model)| emit_choice(ctx, choice, model)).collect()
}

fn emit_choice(ctx: &Ctx<'_, '_>, choice: &Choice, model: &ModelChoice) -> TokenStream {
    let derives = attributes::emit_derives(
        ctx.plan,
        &quote!(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash),
    );
    let (name, variants, texts) = (&choice.name, &choice.variants, &model.texts);
    let declared = variants.iter().zip(texts).enumerate().map(|(at, (variant, text))| {
        let docs = docs::emit_line(format!("{}.", docs::quote_code(&format!("{text:?}"))));
        let default = (at == 0).then(|| quote!(#[default]));
        let renamed = (ctx.plan.serde == Needed::Yes).then(|| quote!(#[serde(rename = #text)]));
        quote!(#docs #default #renamed #variant)
    });
    let docs = docs::emit_line(format!("The choice `${}`.", model.name.text));
    let conversion = (choice.as_value == Needed::Yes).then(|| emit_conversion(ctx, choice));
    quote! {
        #docs
        #derives
        pub enum #name {
            #(#declared,)*
        }

        impl #name {
            /// All of them, in the order of the specification.
            pub const ALL: &'static [#name] = &[#(#name::#variants),*];

            /// Its text.
            #[inline]
            pub const fn as_str(self) -> &'static str {
                match self {
                    #(#name::#variants => #texts,)*
                }
            }

            /// The one that has this text.
            pub fn from_text(text: &str) -> ::core::option::Option<Self> {
                match text {
                    #(#texts => ::core::option::Option::Some(#name::#variants),)*
                    _ => ::core::option::Option::None,
                }
            }
        }

        impl ::core::fmt::Display for #name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        #conversion
    }
}

/// The conversion of the choice to `any`: its text.
fn emit_conversion(ctx: &Ctx<'_, '_>, choice: &Choice) -> TokenStream {
    let (krate, name) = (&ctx.plan.krate, &choice.name);
    quote! {
        impl From<#name> for #krate::Value {
            fn from(choice: #name) -> Self {
                #krate::Value::from(choice.as_str())
            }
        }
    }
}
