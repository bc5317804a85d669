//! The program as data: names, types, and the states that accept each event.
//!
//! Types are texts as the language writes them. Machines, events and phrases are in the order of the model, which the code that reads and
//! writes events relies on.

use flow_model::model::{EventId, Instances, Model, Origin, PhraseKind, Reaction, StateId, Type, Visibility};
use flow_model::words;
use flow_project::{Becomes, Migration, Number, SecretName};
use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::Ctx;
use crate::plan::durable::Durable;
use crate::plan::handler::FunctionId;
use crate::plan::{Actor, Binding, Event, Field, Plan, parties};

/// The table of the whole program.
pub(super) fn emit_program(plan: &Plan<'_>, durable: &Durable) -> TokenStream {
    let path = &durable.path;
    let name = plan.model.name.as_ref().map_or("", |name| name.text.as_str());
    let machines = plan.machines.iter().map(|machine| emit_machine(&Ctx { plan, machine }, path));
    let actors = plan.actors.iter().map(|actor| emit_actor(plan, path, actor));
    let number = match plan.number {
        Number::Decimal => "decimal",
        Number::F64 => "f64",
        Number::I64 => "i64",
    };
    let mappings = durable.migrations.iter().map(|migration| emit_mapping(path, migration));
    let secrets = durable
        .secrets
        .iter()
        .map(|SecretName { of, name }| quote!(#path::SecretField { of: #of, name: #name }));
    let rules = &durable.rules;
    let files = durable.files.iter().map(|(path, text)| quote!((#path, #text)));
    quote! {
        #path::ProgramTable {
            name: #name,
            machines: &[#(#machines),*],
            actors: &[#(#actors),*],
            number: #number,
            mappings: &[#(#mappings),*],
            secrets: &[#(#secrets),*],
            rules: &[#(#rules),*],
            files: &[#(#files),*],
        }
    }
}

fn emit_mapping(path: &TokenStream, migration: &Migration) -> TokenStream {
    let Migration { of, old, becomes } = migration;
    let becomes = match becomes {
        Becomes::Name(name) => quote!(Name(#name)),
        Becomes::Value(value) => quote!(Value(#value)),
        Becomes::Dropped => quote!(Dropped),
    };
    quote!(#path::Mapping { of: #of, old: #old, becomes: #path::Becomes::#becomes })
}

fn emit_machine(ctx: &Ctx<'_, '_>, path: &TokenStream) -> TokenStream {
    let (model, machine) = (ctx.plan.model, ctx.model());
    let name = &machine.name.text;
    let instances = match &machine.instances {
        Instances::PerConversation => quote!(PerConversation),
        Instances::One => quote!(One),
        Instances::PerKey(keys) => {
            let keys = keys.iter().map(|key| machine.variables[*key].name.text.as_str());
            quote!(PerKey(&[#(#keys),*]))
        }
    };
    let initial = std::iter::once(machine.initial);
    let others = machine.states.ids().filter(|state| *state != machine.initial);
    let states = emit_state_names(ctx, initial.chain(others));
    let ends = emit_state_names(ctx, machine.ends.states.iter().copied());
    let groups = ctx.machine.timer_groups();
    let groups = groups.iter().map(|at| machine.groups[*at].name.text.as_str());
    let groups = quote!(&[#(#groups),*]);
    let variables = emit_fields(model, path, ctx.machine.context.iter());
    let inputs = machine.variables.iter().filter(|variable| is_input(variable.origin));
    let inputs = inputs.map(|variable| variable.name.text.as_str());
    let events = ctx.machine.events.iter().map(|event| emit_event(ctx, path, event));
    let phrases = ctx.machine.bindings.iter().map(|binding| emit_phrase(ctx, path, binding));
    quote! {
        #path::MachineTable {
            name: #name,
            instances: #path::Instances::#instances,
            states: #states,
            ends: #ends,
            groups: #groups,
            variables: #variables,
            inputs: &[#(#inputs),*],
            events: &[#(#events),*],
            phrases: &[#(#phrases),*],
        }
    }
}

/// Whether the creator of an instance gives the value of a variable.
fn is_input(origin: Origin) -> bool {
    matches!(origin, Origin::Given | Origin::NeverSet)
}

fn emit_state_names(ctx: &Ctx<'_, '_>, states: impl Iterator<Item = StateId>) -> TokenStream {
    let names = states.map(|state| ctx.model().states[state].name.text.as_str());
    quote!(&[#(#names),*])
}

fn emit_fields<'f>(
    model: &Model,
    path: &TokenStream,
    fields: impl Iterator<Item = &'f Field>,
) -> TokenStream {
    let fields = fields.map(|field| {
        let (name, of_type) = (field.text.trim_start_matches('$'), words::ty(model, &field.ty));
        quote!(#path::Field { name: #name, of_type: #of_type })
    });
    quote!(&[#(#fields),*])
}

fn emit_event(ctx: &Ctx<'_, '_>, path: &TokenStream, event: &Event) -> TokenStream {
    let model = &ctx.model().events[event.id];
    let (name, public) = (&model.name.text, model.visibility == Visibility::Public);
    let from = match model.from {
        Some(party) => {
            let party = parties::party_name(ctx.plan.model, party);
            quote!(Some(#party))
        }
        None => quote!(None),
    };
    let fields = emit_fields(ctx.plan.model, path, event.fields.iter());
    let sender_id = match model.sender_id {
        Some(field) => {
            let name = &model.fields[field].name.text;
            quote!(Some(#name))
        }
        None => quote!(None),
    };
    let states =
        emit_state_names(ctx, find_accepting_states(ctx, event.id, |reaction| reaction != Reaction::Defer));
    let deferred =
        emit_state_names(ctx, find_accepting_states(ctx, event.id, |reaction| reaction == Reaction::Defer));
    quote! {
        #path::EventTable {
            name: #name,
            from: #from,
            public: #public,
            fields: #fields,
            sender_id: #sender_id,
            states: #states,
            deferred: #deferred,
        }
    }
}

/// The states that have a handler of a kind for an event.
fn find_accepting_states(
    ctx: &Ctx<'_, '_>,
    event: EventId,
    is_meant: impl Fn(Reaction) -> bool,
) -> impl Iterator<Item = StateId> {
    let rows = ctx.machine.dispatch.entries();
    let takes = move |row: &[(EventId, FunctionId)]| {
        row.iter().any(|(accepted, function)| {
            *accepted == event && is_meant(ctx.machine.handlers[*function].reaction)
        })
    };
    rows.filter(move |(_, row)| takes(row)).map(|(state, _)| state)
}

fn emit_phrase(ctx: &Ctx<'_, '_>, path: &TokenStream, binding: &Binding) -> TokenStream {
    let phrase = &ctx.model().phrases[binding.phrase];
    let (text, function) = (&phrase.text, &phrase.function);
    let arguments = emit_fields(ctx.plan.model, path, binding.params.iter());
    let (kind, answer) = match binding.kind {
        PhraseKind::Action => (quote!(Action), String::new()),
        PhraseKind::Answer => (quote!(Answer), words::ty(ctx.plan.model, &phrase.answer)),
        PhraseKind::Guard | PhraseKind::Fact | PhraseKind::Assertion => {
            (quote!(Guard), words::ty(ctx.plan.model, &Type::Boolean))
        }
    };
    quote! {
        #path::Phrase {
            text: #text,
            function: #function,
            kind: #path::PhraseKind::#kind,
            arguments: #arguments,
            answer: #answer,
        }
    }
}

fn emit_actor(plan: &Plan<'_>, path: &TokenStream, actor: &Actor) -> TokenStream {
    let name = &plan.model.actors[actor.id].name.text;
    let messages = actor.messages.iter().map(|message| {
        let name = message.text.trim_start_matches(':');
        let fields = emit_fields(plan.model, path, message.fields.iter());
        quote!(#path::MessageTable { name: #name, fields: #fields })
    });
    quote!(#path::ActorTable { name: #name, messages: &[#(#messages),*] })
}
