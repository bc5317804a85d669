//! `MODEL`: what the machine is, as data.

use flow_model::model::Visibility;
use flow_syntax::source::Span;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Ctx, docs};
use crate::plan::{Event, parties};

/// The constant.
pub(crate) fn model(ctx: &Ctx<'_, '_>) -> TokenStream {
    let krate = &ctx.plan.krate;
    let machine = ctx.model();
    let (name, at) = (&machine.name.text, place(ctx, machine.name.span));
    let states = machine.states.iter().map(|state| {
        let (name, place) = (&state.name.text, place(ctx, state.name.span));
        quote!(state(#name, #place))
    });
    let events = ctx.machine.events.iter().map(|event| event_item(ctx, event));
    let transitions = transitions(ctx);
    let docs = docs::line(format!("The states, events and transitions of `@{name}`, with their places."));
    let helpers = helpers(ctx);
    quote! {
        #docs
        pub const MODEL: #krate::Machine = {
            #helpers
            #krate::Machine {
                name: #name,
                place: #at,
                states: &[#(#states),*],
                events: &[#(#events),*],
                transitions: &[#(#transitions),*],
            }
        };
    }
}

/// The functions that the constant calls.
fn helpers(ctx: &Ctx<'_, '_>) -> TokenStream {
    let krate = &ctx.plan.krate;
    let event = (!ctx.machine.events.is_empty()).then(|| quote!(event,));
    let edge = (!transitions(ctx).is_empty()).then(|| quote!(edge,));
    quote!(use #krate::__private::model::{at, #event #edge state};)
}

fn place(ctx: &Ctx<'_, '_>, span: Span) -> TokenStream {
    let source = ctx.plan.sources.get(span.file);
    let position = source.position(span.start);
    let number = |number: usize| Literal::u32_unsuffixed(u32::try_from(number).unwrap_or(u32::MAX));
    let (file, line, column) = (&source.path, number(position.line), number(position.column));
    quote!(at(#file, #line, #column))
}

fn event_item(ctx: &Ctx<'_, '_>, event: &Event) -> TokenStream {
    let model = &ctx.model().events[event.id.index()];
    let (name, place) = (&model.name.text, place(ctx, model.name.span));
    let public = model.visibility == Visibility::Public;
    let from = match model.from {
        Some(party) => {
            let party = parties::party_name(ctx.plan.model, party);
            quote!(Some(#party))
        }
        None => quote!(None),
    };
    quote!(event(#name, #from, #public, #place))
}

fn transitions(ctx: &Ctx<'_, '_>) -> Vec<TokenStream> {
    let number = Literal::usize_unsuffixed;
    let edges = flow_model::edges::edges(ctx.plan.model, ctx.machine.id);
    let transition = |edge: &flow_model::edges::Edge| {
        let place = place(ctx, ctx.model().handlers[edge.handler.index()].span);
        let (from, event, to) =
            (number(edge.from.index()), number(edge.event.index()), number(edge.to.index()));
        quote!(edge(#from, #event, #to, #place))
    };
    edges.iter().map(transition).collect()
}
