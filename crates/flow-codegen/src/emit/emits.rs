//! `Emit`, and how each kind of emit is delivered by the system and compared by tests.
//!
//! A new kind of emit is emitted here and nowhere else.

use flow_model::model::{EventId, FieldId, Instances, List, MachineId};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::context::Ctx;
use super::types::Module;
use super::{attributes, docs, types};
use crate::plan::emits::{Carried, Mode};
use crate::plan::naming;
use crate::plan::{Emit, EmitKind, Field, Plan, Way};

/// The enum of a machine's emits.
pub(crate) fn emit_enum(ctx: &Ctx<'_, '_>) -> TokenStream {
    let variants = ctx.machine.emits.iter().map(|emit| emit_variant(ctx, emit));
    let derives = attributes::emit_derives(ctx.plan, &quote!(Clone, Debug, PartialEq));
    let docs = docs::emit_line(format!(
        "An emit of `@{}`: an event, a message or a timer operation.",
        ctx.model().name.text
    ));
    let display = emit_display(&ctx.machine.emits);
    quote! {
        #docs
        #derives
        pub enum Emit {
            #(#variants,)*
        }

        #display
    }
}

fn emit_variant(ctx: &Ctx<'_, '_>, emit: &Emit) -> TokenStream {
    let name = &emit.name;
    let docs = docs::emit_line(format!(
        "{} ({}).",
        docs::quote_code(&emit.text),
        docs::show_position(ctx.plan, emit.span)
    ));
    let path = payload_path(ctx, emit.kind);
    match emit.carried {
        Carried::Payload => quote!(#docs #name(#path)),
        Carried::Time(mode) => {
            let time = time_type(ctx, mode);
            quote!(#docs #name(#time))
        }
        Carried::TimeAndPayload(mode) => {
            let time = time_type(ctx, mode);
            quote!(#docs #name(#time, #path))
        }
        Carried::Addressed => {
            let EmitKind::Machine(machine, ..) = emit.kind else { return TokenStream::new() };
            let krate = &ctx.plan.krate;
            let receiver = types::machine_path(ctx.plan, Module::Machine(ctx.machine.id), machine);
            quote!(#docs #name(#krate::system::Id<#receiver>, #path))
        }
        Carried::Nothing => quote!(#docs #name),
    }
}

/// The type of a length of time or of a point in time.
fn time_type(ctx: &Ctx<'_, '_>, mode: Mode) -> TokenStream {
    let krate = &ctx.plan.krate;
    match mode {
        Mode::After | Mode::Every => quote!(::core::time::Duration),
        Mode::Until => quote!(#krate::Time),
    }
}

/// The path of the struct of an event or message, from the machine's module; `None` for a `cancel`.
pub(crate) fn payload_path(ctx: &Ctx<'_, '_>, kind: EmitKind) -> Option<TokenStream> {
    let path = match kind {
        EmitKind::Machine(id, event, _) => {
            let path = types::machine_prefix(ctx.plan, Module::Machine(ctx.machine.id), id);
            let name = &ctx.other_machine(id).events[event].name;
            quote!(#path event::#name)
        }
        EmitKind::Actor(id, message) => {
            let actor = &ctx.plan.actors[id];
            let (module, name) = (&actor.module, &actor.messages[message].name);
            quote!(super::#module::#name)
        }
        EmitKind::Itself(event) | EmitKind::StartTimer(event, ..) | EmitKind::Schedule(event, _) => {
            let name = &ctx.machine.events[event].name;
            quote!(event::#name)
        }
        EmitKind::CancelTimer | EmitKind::Cancel(_) => return None,
    };
    Some(path)
}

fn emit_display(emits: &[Emit]) -> TokenStream {
    let arms = emits.iter().map(|emit| {
        let (name, text) = (&emit.name, &emit.text);
        match emit.carried {
            Carried::Nothing => quote!(Emit::#name => #text),
            Carried::Payload | Carried::Time(_) => quote!(Emit::#name(_) => #text),
            Carried::TimeAndPayload(_) | Carried::Addressed => quote!(Emit::#name(..) => #text),
        }
    });
    let body = if emits.is_empty() {
        quote!(match *self {})
    } else {
        quote!(f.write_str(match self { #(#arms,)* }))
    };
    let formatter = if emits.is_empty() { quote!(_f) } else { quote!(f) };
    quote! {
        impl ::core::fmt::Display for Emit {
            #[inline]
            fn fmt(&self, #formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #body
            }
        }
    }
}

/// The arm that delivers an emit in the in-process system, as written in the module `system`.
pub(crate) fn emit_delivery_arm(ctx: &Ctx<'_, '_>, emit: &Emit) -> TokenStream {
    let name = &emit.name;
    match emit.kind {
        EmitKind::Machine(to, event, way) => emit_machine_arm(ctx, name, to, event, way),
        EmitKind::Actor(to, message) => {
            let variant =
                ctx.plan.system.actors.iter().find(|(actor, _)| *actor == to).map(|(_, variant)| variant);
            let actor = &ctx.plan.actors[to];
            let (module, message) = (&actor.module, &actor.messages[message].name);
            quote!(Emit::#name(message) => {
                emits.to_outside(Message::#variant(super::#module::Message::#message(message)));
            })
        }
        EmitKind::Itself(event) => {
            let event = emit_system_event(ctx, ctx.machine.id, event, &quote!((event)));
            quote!(Emit::#name(event) => { emits.to_itself(#event); })
        }
        EmitKind::StartTimer(event, mode, group) => {
            emit_timer_arm(ctx, emit, event, (&format!("start_timer{}", mode.suffix()), group))
        }
        EmitKind::Schedule(event, mode) => {
            emit_timer_arm(ctx, emit, event, (&format!("schedule{}", mode.suffix()), None))
        }
        EmitKind::CancelTimer => quote!(Emit::#name => { emits.cancel_timer(); }),
        EmitKind::Cancel(event) => {
            let event = &ctx.model().events[event].name.text;
            quote!(Emit::#name => { emits.cancel(#event); })
        }
    }
}

fn emit_machine_arm(ctx: &Ctx<'_, '_>, name: &Ident, to: MachineId, event: EventId, way: Way) -> TokenStream {
    let receiver = ctx.other_machine(to);
    let (module, ty) = (&receiver.module, &receiver.name);
    let (ty, krate) = (quote!(super::#module::#ty), &ctx.plan.krate);
    let whole = emit_system_event(ctx, to, event, &quote!((event)));
    match way {
        Way::Partner if receiver.of(ctx.plan.model).instances == Instances::One => {
            quote!(Emit::#name(event) => { emits.to_only(#whole); })
        }
        Way::Partner => quote!(Emit::#name(event) => { emits.to_machine::<#ty>(#whole); }),
        Way::Key if ctx.plan.durable.is_some() => {
            let fields = find_key_fields(ctx.plan, to, event).unwrap_or_default();
            let key = emit_key_text(ctx.plan, &fields, &quote!(event.));
            // The key of a single text is borrowed from the event, which moves.
            quote!(Emit::#name(event) => {
                let key = #krate::Text::from(#key);
                emits.to_key::<#ty>(&key, #whole);
            })
        }
        Way::Key => {
            let fields = find_key_fields(ctx.plan, to, event).unwrap_or_default();
            let key = emit_key_text(ctx.plan, &fields, &quote!(event.));
            quote!(Emit::#name(event) => {
                let to = emits.find_key::<#ty>(&#key);
                emits.to_place(to, #whole);
            })
        }
        Way::New => quote!(Emit::#name(to, event) => { emits.to_new(to, #whole); }),
        Way::All => quote!(Emit::#name(event) => { emits.to_all::<#ty>(&#whole); }),
        Way::Reference => quote!(Emit::#name(to, event) => { emits.to_reference(&to, #whole); }),
    }
}

/// The arm that starts a timer; without a payload, the fields of its event are zero (reference#timers).
fn emit_timer_arm(
    ctx: &Ctx<'_, '_>,
    emit: &Emit,
    event: EventId,
    (function, group): (&str, Option<usize>),
) -> TokenStream {
    let (name, function) = (&emit.name, format_ident!("{function}"));
    let own = group.map(|at| {
        let group = &ctx.model().groups[at].name.text;
        quote!(emits.own_by_group(#group);)
    });
    match emit.carried {
        Carried::TimeAndPayload(_) => {
            let event = emit_system_event(ctx, ctx.machine.id, event, &quote!((event)));
            quote!(Emit::#name(after, event) => { emits.#function(#event, after); #own })
        }
        _ => {
            let event = emit_timer_event(ctx, event);
            quote!(Emit::#name(after) => { emits.#function(#event, after); #own })
        }
    }
}

/// An event as the system's `Event`, with its payload.
fn emit_system_event(
    ctx: &Ctx<'_, '_>,
    machine: MachineId,
    event: EventId,
    payload: &TokenStream,
) -> TokenStream {
    let variant = &ctx.plan.system.members[machine].variant;
    let machine = ctx.other_machine(machine);
    let (module, event) = (&machine.module, &machine.events[event].name);
    quote!(Event::#variant(super::#module::Event::#event #payload))
}

/// The event of a timer: its fields are zero (reference#timers).
fn emit_timer_event(ctx: &Ctx<'_, '_>, event: EventId) -> TokenStream {
    let (module, planned) = (&ctx.machine.module, &ctx.machine.events[event]);
    let name = &planned.name;
    let zero = if planned.fields.is_empty() { quote!({}) } else { quote!(::default()) };
    emit_system_event(ctx, ctx.machine.id, event, &quote!((super::#module::event::#name #zero)))
}

/// The row that describes an emit to `flow_test::machine!`.
pub(crate) fn emit_test_row(ctx: &Ctx<'_, '_>, emit: &Emit) -> TokenStream {
    let name = &emit.name;
    match emit.kind {
        EmitKind::Machine(id, event, _) => {
            let (fields, target) = (&ctx.other_machine(id).events[event].fields, [id.index(), event.index()]);
            emit_sent_row(emit, &quote!(Machine), &target, fields)
        }
        EmitKind::Actor(id, message) => {
            let (fields, target) =
                (&ctx.plan.actors[id].messages[message].fields, [id.index(), message.index()]);
            emit_sent_row(emit, &quote!(Actor), &target, fields)
        }
        EmitKind::Itself(event) => {
            emit_sent_row(emit, &quote!(Itself), &[event.index()], &ctx.machine.events[event].fields)
        }
        EmitKind::StartTimer(event, mode, group) => {
            let kind = if group.is_some() { "start_group_timer" } else { "start_timer" };
            emit_timer_row(ctx, emit, (kind, mode), (event, group))
        }
        EmitKind::Schedule(event, mode) => emit_timer_row(ctx, emit, ("schedule", mode), (event, None)),
        EmitKind::CancelTimer => quote!(#name => CancelTimer() {}),
        EmitKind::Cancel(event) => {
            let event = Literal::usize_unsuffixed(event.index());
            quote!(#name => Cancel(#event) {})
        }
    }
}

/// The row of a timer: with the fields of its payload, if it has one.
fn emit_timer_row(
    ctx: &Ctx<'_, '_>,
    emit: &Emit,
    (kind, mode): (&str, Mode),
    (event, group): (EventId, Option<usize>),
) -> TokenStream {
    let name = &emit.name;
    let at = std::iter::once(event.index()).chain(group).map(Literal::usize_unsuffixed);
    let kind = naming::camel_case(&format!("{kind}{}", mode.suffix()), &[]);
    match emit.carried {
        Carried::TimeAndPayload(_) => {
            let fields = ctx.machine.events[event].fields.iter().map(|field| &field.ident);
            quote!(#name(sent, payload) => #kind(#(#at),*) { #(#fields),* })
        }
        _ => quote!(#name(sent) => #kind(#(#at),*) {}),
    }
}

/// The row of an emit that carries something: `target` are the positions of its receiver and event in the model.
fn emit_sent_row(
    emit: &Emit,
    kind: &TokenStream,
    target: &[usize],
    fields: &List<FieldId, Field>,
) -> TokenStream {
    let target = target.iter().map(|at| Literal::usize_unsuffixed(*at));
    let (name, fields) = (&emit.name, fields.iter().map(|field| &field.ident));
    let sent = if emit.carried == Carried::Addressed { quote!((_to, sent)) } else { quote!((sent)) };
    quote!(#name #sent => #kind(#(#target),*) { #(#fields),* })
}

/// The payload fields of an event that contain the keys of its machine, in the order of the keys; `None` if it lacks one.
pub(crate) fn find_key_fields<'p>(
    plan: &'p Plan<'_>,
    machine: MachineId,
    event: EventId,
) -> Option<Vec<&'p Ident>> {
    let (model, planned) = (&plan.model.machines[machine], &plan.machines[machine].events[event]);
    let field = |key: &flow_model::model::VariableId| {
        let name = &model.variables[*key].name.text;
        let id = model.events[event].fields.id_where(|field| field.name.text == *name)?;
        Some(&planned.fields[id].ident)
    };
    model.instances.keys().iter().map(field).collect()
}

/// The key as text, from values of these names after a prefix.
pub(crate) fn emit_key_text(plan: &Plan<'_>, names: &[&Ident], prefix: &TokenStream) -> TokenStream {
    let krate = &plan.krate;
    let keys = names.iter().map(|name| quote!(#krate::__private::system::KeyValue::to_key(&#prefix #name)));
    match names {
        [_] => quote!(#(#keys)*),
        _ => quote!(#krate::__private::system::join_keys([#(#keys.as_ref()),*])),
    }
}
