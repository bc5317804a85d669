//! The partners of a durable host in the tests: implementations of the traits of awaited machines and of actors.
//!
//! They have the signatures of the generated traits, which are read from the generated code.

use flow_codegen::plan::durable::{ActorAnswer, DurableActor};
use flow_codegen::plan::{Machine, Plan};
use flow_model::model::PhraseKind;
use proc_macro2::TokenStream;
use quote::ToTokens;

use super::list;

/// Whether the interpreter can know the values of a machine that is awaited: not those of `uuid()`.
pub(super) fn is_awaited(machine: &Machine<'_>) -> bool {
    !machine.bindings.is_empty() && machine.uuid == flow_codegen::plan::Needed::No
}

/// The implementations of the traits of awaited machines and of actors for one partner, with the signatures that the traits have.
pub(super) fn partners(plan: &Plan<'_>, code: TokenStream) -> String {
    let file: syn::File = syn::parse2(code).expect("generated code can be parsed");
    let durable = plan.durable.as_ref().expect("it was asked for");
    let mut all = String::new();
    for machine in plan.machines.iter().filter(|machine| is_awaited(machine)) {
        let module = machine.module.to_string();
        let functions = functions_of(&file, &module, &durable.async_bindings[machine.id].to_string());
        let bodies = functions.iter().zip(&machine.bindings).map(|(signature, binding)| {
            let ask = match binding.kind {
                PhraseKind::Action => "act",
                PhraseKind::Answer => "fetch",
                PhraseKind::Guard | PhraseKind::Fact | PhraseKind::Assertion => "guard",
            };
            let names = names_of(signature);
            // The context is the first one, and the call the last.
            let (call, args) = names.split_last().expect("there is a call");
            let args = list(args[1..].iter().map(|name| format!("flow_test::value(&{name})")));
            let phrase = binding.phrase.index();
            let signature = signature.to_token_stream();
            format!(
                "{signature} {{ let answer = self.{ask}({phrase}, &[{args}], {call}); async move {{ answer }} }}"
            )
        });
        all.push_str(&implementation(&module, &durable.async_bindings[machine.id].to_string(), bodies));
    }
    for actor in plan.actors.iter().filter(|actor| !actor.messages.is_empty()) {
        let (module, names) = (actor.module.to_string(), &durable.actors[actor.id]);
        let events = answers(&names.answers.iter().collect::<Vec<_>>());
        let bodies = functions_of(&file, &module, &names.actor.to_string()).into_iter().map(|signature| {
            let arms = names.answers.iter().enumerate().map(|(at, answer)| answer_arm(plan, at, names, answer));
            let reply = match names.answers.is_empty() {
                true => "reply.map(|_| ())".to_owned(),
                false => format!(
                    "reply.map(|reply| reply.map(|(at, payload)| match at {{ {} _ => unreachable!() }}))",
                    arms.collect::<String>()
                ),
            };
            let signature = signature.to_token_stream();
            format!(
                "{signature} {{ let reply = self.reply(&::std::format!(\"{{message:?}}\"), &[{events}], call); \
                 let answer = {reply}; async move {{ answer }} }}"
            )
        });
        all.push_str(&implementation(&module, &names.actor.to_string(), bodies));
    }
    all
}

/// Answers of actors, each as the numbers of a machine and its event.
pub(super) fn answers(all: &[&ActorAnswer]) -> String {
    list(all.iter().map(|of| format!("({}, {})", of.machine.index(), of.event.index())))
}

/// The arm that makes an answer of an actor from its payload.
fn answer_arm(plan: &Plan<'_>, at: usize, names: &DurableActor, answer: &ActorAnswer) -> String {
    let machine = &plan.machines[answer.machine];
    let event = &machine.events[answer.event];
    let fields = event.fields.iter().enumerate();
    let fields = fields.map(|(at, field)| format!("{}: flow_test::argument(&payload, {at})", field.ident));
    format!(
        "{at} => {}::{}(super::{}::event::{} {{ {} }}),",
        names.answer,
        answer.variant,
        machine.module,
        event.name,
        list(fields)
    )
}

/// A module beside another one, with an implementation of a trait of that: the trait's paths mean the same in it.
fn implementation(module: &str, of: &str, functions: impl Iterator<Item = String>) -> String {
    format!(
        "#[allow(unused_imports, unused_variables)]
        pub mod partner_{} {{
            use super::{module}::*;
            impl super::{module}::{of} for flow_differential::Partner {{
                type Error = ::std::string::String;
                {}
            }}
        }}
        ",
        module.trim_start_matches("r#"),
        functions.collect::<String>()
    )
}

/// The functions of a trait in a module.
fn functions_of(file: &syn::File, module: &str, name: &str) -> Vec<syn::Signature> {
    let is_module = |item: &syn::Item| match item {
        syn::Item::Mod(of) if of.ident == module => of.content.clone().map(|(_, items)| items),
        _ => None,
    };
    let items =
        file.items.iter().find_map(is_module).unwrap_or_else(|| panic!("there is no module {module}"));
    let trait_of = items.into_iter().find_map(|item| match item {
        syn::Item::Trait(of) if of.ident == name => Some(of),
        _ => None,
    });
    let functions = trait_of.expect("the trait is there").items.into_iter();
    functions.filter_map(|item| if let syn::TraitItem::Fn(of) = item { Some(of.sig) } else { None }).collect()
}

/// The names of the parameters of a function, without `self`.
fn names_of(signature: &syn::Signature) -> Vec<String> {
    let typed = signature.inputs.iter().filter_map(|input| match input {
        syn::FnArg::Typed(typed) => Some(typed.pat.to_token_stream().to_string()),
        syn::FnArg::Receiver(_) => None,
    });
    typed.collect()
}
