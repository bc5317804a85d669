//! Bindings for a host: `AsyncBindings`, which it awaits between two runs of a handler, and the bindings of such a run, which
//! answer from a record.
//!
//! The function of a phrase has the same name and arguments in both, and in `Bindings`.

use flow_model::model::PhraseKind;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use crate::emit::context::Ctx;
use crate::emit::system::members::SystemMachine;
use crate::emit::types::{self, Module};
use crate::emit::{bindings, docs};
use crate::plan::durable::Durable;
use crate::plan::{Binding, BindingFunction, Machine, Plan};

/// The trait in the machine's module, and its implementation for `()` if it has no functions.
pub(super) fn emit_trait(ctx: &Ctx<'_, '_>, durable: &Durable) -> TokenStream {
    let (krate, path, name) = (&ctx.plan.krate, &durable.path, &durable.async_bindings[ctx.machine.id]);
    let functions = ctx.machine.bindings.iter().map(|binding| emit_async_function(ctx, path, binding));
    let docs = docs::emit_line(format!(
        "The functions for the phrases of `@{}` that a host awaits, which you implement.",
        ctx.model().name.text
    ));
    let for_unit = ctx.machine.bindings.is_empty().then(|| {
        quote! {
            impl #name for () {
                type Error = ::core::convert::Infallible;
            }
        }
    });
    quote! {
        #docs
        ///
        /// A function is called again with the same key if it answers that there is no answer yet, or if the process ends before its answer
        /// is stored.
        pub trait #name: ::core::marker::Send + ::core::marker::Sync + 'static {
            /// The error of a phrase: an error, or text.
            type Error: #krate::BindingError;
            #(#functions)*
        }
        #for_unit
    }
}

fn emit_async_function(ctx: &Ctx<'_, '_>, path: &TokenStream, binding: &Binding) -> TokenStream {
    let AsyncParts { docs, params, result } =
        emit_async_parts(ctx, path, binding, Module::Machine(ctx.machine.id));
    let name = &binding.function;
    quote! {
        #docs
        fn #name(#params) -> impl ::core::future::Future<Output = #result> + ::core::marker::Send;
    }
}

/// The function of a phrase that a host awaits, to be filled in.
#[cfg(feature = "pretty")]
pub(in crate::emit) fn emit_async_stub(
    ctx: &Ctx<'_, '_>,
    path: &TokenStream,
    binding: &Binding,
    text: &str,
) -> TokenStream {
    let AsyncParts { docs, params, result } = emit_async_parts(ctx, path, binding, Module::Root);
    let name = &binding.function;
    quote!(#docs async fn #name(#params) -> #result { todo!(#text) })
}

/// The parts of a function that a host awaits.
struct AsyncParts {
    docs: TokenStream,
    params: TokenStream,
    result: TokenStream,
}

fn emit_async_parts(ctx: &Ctx<'_, '_>, path: &TokenStream, binding: &Binding, module: Module) -> AsyncParts {
    let phrase = &ctx.model().phrases[binding.phrase];
    let docs = docs::emit_line(format!(
        "{} ({}).",
        docs::quote_code(&phrase.text),
        docs::show_position(ctx.plan, phrase.span)
    ));
    let (context, call) = (&ctx.machine.context_param, call_param(ctx.machine, binding));
    let own = types::machine_prefix(ctx.plan, module, ctx.machine.id);
    let params = binding.params.iter().map(|param| {
        let (ident, ty) = (&param.ident, types::borrowed_type(ctx.plan, module, &param.ty));
        quote!(#ident: #ty)
    });
    let answer = match binding.kind {
        PhraseKind::Action => quote!(()),
        PhraseKind::Answer => types::owned_type(ctx.plan, module, &phrase.answer),
        PhraseKind::Guard | PhraseKind::Fact | PhraseKind::Assertion => quote!(bool),
    };
    AsyncParts {
        docs,
        params: quote!(&self, #context: &#own Context, #(#params,)* #call: &#path::Call),
        result: quote!(Result<#answer, #path::Trouble<Self::Error>>),
    }
}

/// The name of the parameter of the call, which no other parameter has.
fn call_param(machine: &Machine<'_>, binding: &Binding) -> Ident {
    let is_taken =
        |name: &str| machine.context_param == name || binding.params.iter().any(|param| param.ident == name);
    let name = ["call", "the_call", "own_call", "host_call"].into_iter().find(|name| !is_taken(name));
    format_ident!("{}", name.unwrap_or("call_"))
}

/// The implementation of `Awaits` for all asynchronous bindings.
pub(super) fn emit_awaits(
    plan: &Plan<'_>,
    durable: &Durable,
    machine: &SystemMachine<'_, '_>,
) -> TokenStream {
    let (path, krate) = (&durable.path, &plan.krate);
    let (ty, module) = (machine.struct_path(), machine.module_path());
    let bindings = &durable.async_bindings[machine.machine.id];
    let has_phrases = !machine.machine.bindings.is_empty();
    let params = ["bindings", "call"].map(|name| match has_phrases {
        true => format_ident!("{name}"),
        false => format_ident!("_{name}"),
    });
    let [bindings_param, call_param] = params;
    let body = match has_phrases {
        true => emit_perform(plan, durable, machine),
        false => quote!(Err(#path::__private::unknown_phrase::<Self>(ask))),
    };
    quote! {
        impl<B: #module::#bindings> #path::Awaits<B> for #ty {
            fn perform<'a>(
                #bindings_param: &'a B,
                ask: &'a #path::Ask,
                #call_param: &'a #path::Call,
            ) -> #path::BoxFuture<'a, Result<#krate::Text, #path::Trouble<#krate::Text>>> {
                #krate::__private::Box::pin(async move { #body })
            }
        }
    }
}

/// Calls the function of the phrase.
fn emit_perform(plan: &Plan<'_>, durable: &Durable, machine: &SystemMachine<'_, '_>) -> TokenStream {
    let (path, module) = (&durable.path, machine.module_path());
    let phrases = machine.machine.bindings.iter().enumerate();
    let arms = phrases.map(|(index, binding)| emit_perform_arm(plan, path, index, binding));
    let has_arguments = machine.machine.bindings.iter().any(|binding| !binding.params.is_empty());
    let arguments = if has_arguments { quote!(arguments) } else { quote!(_) };
    quote! {
        let (context, #arguments): (#module::Context, _) = #path::__private::read_ask::<Self, _>(ask)?;
        match ask.phrase {
            #(#arms)*
            _ => Err(#path::__private::unknown_phrase::<Self>(ask)),
        }
    }
}

fn emit_perform_arm(plan: &Plan<'_>, path: &TokenStream, index: usize, binding: &Binding) -> TokenStream {
    let (at, function) = (Literal::usize_unsuffixed(index), &binding.function);
    let read = binding.params.iter().enumerate().map(|(place, param)| {
        let (name, ty) =
            (format_ident!("argument_{place}"), types::owned_type(plan, Module::Actor, &param.ty));
        let place = Literal::usize_unsuffixed(place);
        quote!(let #name: #ty = arguments.read(#place)?;)
    });
    let passed = binding.params.iter().enumerate().map(|(place, param)| {
        let name = format_ident!("argument_{place}");
        if types::is_copy(&param.ty) { quote!(#name) } else { quote!(&#name) }
    });
    quote! {
        #at => {
            #(#read)*
            #path::__private::answer(B::#function(bindings, &context, #(#passed,)* call)).await
        }
    }
}

/// The machine's `Bindings` for a run that answers from a record.
pub(super) fn emit_replay(
    plan: &Plan<'_>,
    durable: &Durable,
    machine: &SystemMachine<'_, '_>,
) -> Option<TokenStream> {
    let (path, module) = (&durable.path, machine.module_path());
    let ctx = Ctx { plan, machine: machine.machine };
    let functions = machine.machine.binding_functions().enumerate().map(|(index, function)| {
        let (_, signature) = bindings::emit_signature(&ctx, function, Module::Actor);
        let body = emit_replay_body(path, machine.machine, index, function);
        quote!(#signature { #body })
    });
    machine.needs_bindings().then(|| {
        quote! {
            impl #module::Bindings for #path::Replay<'_> {
                type Error = #path::Stop;
                #(#functions)*
            }
        }
    })
}

fn emit_replay_body(
    path: &TokenStream,
    machine: &Machine<'_>,
    index: usize,
    function: BindingFunction<'_>,
) -> TokenStream {
    match function {
        BindingFunction::Phrase(binding) => {
            let (index, context) = (Literal::usize_unsuffixed(index), &machine.context_param);
            let arguments = binding.params.iter().map(|param| &param.ident);
            quote!(#path::Replay::ask(self, #index, &[#(&#arguments),*], &#context))
        }
        BindingFunction::Uuid => quote!(#path::Replay::uuid(self)),
        BindingFunction::Now => quote!(#path::Replay::now(self)),
    }
}
