//! `MODEL`: the machine's states, events and transitions as data.
//!
//! Each is a row of literals; functions of the run time build the constant from rows, which is faster to compile than struct literals.

use flow_model::model::Visibility;
use flow_syntax::gather::Gather;
use flow_syntax::source::Span;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::context::Ctx;
use super::docs;
use crate::plan::{Event, parties};

/// The constant.
pub(crate) fn emit_constant(ctx: &Ctx<'_, '_>) -> TokenStream {
    let krate = &ctx.plan.krate;
    let machine = ctx.model();
    let (name, [file, line, column]) = (&machine.name.text, place_literals(ctx, machine.name.span));
    let states = machine.states.iter().map(|state| {
        let (name, place) = (&state.name.text, emit_place(ctx, state.name.span));
        quote!((#name, #place))
    });
    let events = ctx.machine.events.iter().map(|event| emit_event_row(ctx, event));
    let transitions = emit_transition_rows(ctx);
    let docs = docs::emit_line(format!(
        "The states, events and transitions of `@{name}`, with their positions in the source."
    ));
    quote! {
        #docs
        pub const MODEL: #krate::Machine = #krate::Machine {
            name: #name,
            place: #krate::model::Place { file: #file, line: #line, column: #column },
            states: &#krate::__private::model::states([#(#states),*]),
            events: &#krate::__private::model::events([#(#events),*]),
            transitions: &#krate::__private::model::edges([#(#transitions),*]),
        };
    }
}

/// A position as the end of a row: file, line, column.
fn emit_place(ctx: &Ctx<'_, '_>, span: Span) -> TokenStream {
    let literals = place_literals(ctx, span);
    quote!(#(#literals),*)
}

fn place_literals(ctx: &Ctx<'_, '_>, span: Span) -> [Literal; 3] {
    let source = ctx.plan.sources.get(span.file);
    let position = source.position(span.start);
    let number = |number: usize| Literal::u32_unsuffixed(u32::try_from(number).unwrap_or(u32::MAX));
    [Literal::string(&source.path), number(position.line), number(position.column)]
}

fn emit_event_row(ctx: &Ctx<'_, '_>, event: &Event) -> TokenStream {
    let model = &ctx.model().events[event.id];
    let (name, place) = (&model.name.text, emit_place(ctx, model.name.span));
    let public = model.visibility == Visibility::Public;
    let from = match model.from {
        Some(party) => {
            let party = parties::party_name(ctx.plan.model, party);
            quote!(Some(#party))
        }
        None => quote!(None),
    };
    quote!((#name, #from, #public, #place))
}

fn emit_transition_rows(ctx: &Ctx<'_, '_>) -> Vec<TokenStream> {
    let number = Literal::usize_unsuffixed;
    let edges = flow_model::edges::edges(ctx.plan.model, ctx.machine.id);
    let row = |edge: &flow_model::edges::Edge| {
        let place = emit_place(ctx, ctx.model().handlers[edge.handler].span);
        let (from, event, to) =
            (number(edge.from.index()), number(edge.event.index()), number(edge.to.index()));
        quote!((#from, #event, #to, #place))
    };
    edges.iter().map(row).gather()
}
