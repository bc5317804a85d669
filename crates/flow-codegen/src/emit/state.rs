//! `State`: the enum of a machine's states, without data.
//!
//! Variants are in the model's order, so that the initial state is the first.

use flow_model::model::{Reach, StateId};
use flow_syntax::gather::Gather;
use flow_syntax::ordered::Set;
use proc_macro2::TokenStream;
use quote::quote;

use super::context::Ctx;
use super::{attributes, docs};

/// The enum of a machine's states.
pub(crate) fn emit_state_enum(ctx: &Ctx<'_, '_>) -> TokenStream {
    let machine = ctx.model();
    let states = &ctx.machine.states;
    let names: Vec<_> = machine.states.iter().map(|state| state.name.text.as_str()).gather();
    let variants = machine.states.ids().zip(states).map(|(state, variant)| {
        let docs = docs::emit_line(describe_state(ctx, state));
        let stored = attributes::emit_stored_name(ctx.plan, variant, &machine.states[state].name.text);
        quote!(#docs #stored #variant)
    });
    let docs = docs::emit_line(format!("The states of `@{}`.", machine.name.text));
    let (is_end, from_name) = (emit_is_end(ctx), emit_from_name(ctx));
    let timer_groups = emit_timer_groups(ctx);
    let derives =
        attributes::emit_derives(ctx.plan, &quote!(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash));
    quote! {
        #docs
        #derives
        pub enum State {
            #(#variants,)*
        }

        impl State {
            /// All states, the initial one first.
            pub const ALL: &'static [State] = &[#(State::#states),*];

            /// The name of the state, without `#`.
            #[inline]
            pub const fn name(self) -> &'static str {
                match self {
                    #(State::#states => #names,)*
                }
            }

            #is_end
            #timer_groups
            #from_name
        }

        impl ::core::fmt::Display for State {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::write!(f, "#{}", self.name())
            }
        }
    }
}

/// The inverse of `name`, in code for a durable host.
fn emit_from_name(ctx: &Ctx<'_, '_>) -> Option<TokenStream> {
    let names = ctx.model().states.iter().map(|state| state.name.text.as_str());
    let states = &ctx.machine.states;
    ctx.plan.durable.is_some().then(|| {
        quote! {
            /// The state with this name, without `#`.
            pub fn from_name(name: &str) -> ::core::option::Option<Self> {
                match name {
                    #(#names => ::core::option::Option::Some(State::#states),)*
                    _ => ::core::option::Option::None,
                }
            }
        }
    })
}

/// The test whether an instance is at its end; no code without `ends in`.
fn emit_is_end(ctx: &Ctx<'_, '_>) -> Option<TokenStream> {
    let ends = &ctx.model().ends;
    let states = ends.states.iter().map(|state| &ctx.machine.states[*state]);
    ends.are_said().then(|| {
        quote! {
            /// Whether an instance in this state has come to its end: `ends in` names the state.
            #[inline]
            pub const fn is_end(self) -> bool {
                ::core::matches!(self, #(State::#states)|*)
            }
        }
    })
}

/// The groups of each state that timers belong to; no code without such timers.
fn emit_timer_groups(ctx: &Ctx<'_, '_>) -> Option<TokenStream> {
    let groups = ctx.machine.timer_groups();
    let arms = ctx.machine.states.entries().filter_map(|(id, state)| {
        let names: Vec<_> = groups
            .iter()
            .map(|at| &ctx.model().groups[*at])
            .filter(|group| group.states.contains(&id))
            .map(|group| group.name.text.as_str())
            .gather();
        (!names.is_empty()).then(|| quote!(State::#state => &[#(#names),*],))
    });
    let others = groups.iter().flat_map(|at| &ctx.model().groups[*at].states).collect::<Set<_>>().len()
        < ctx.model().states.len();
    let others = others.then(|| quote!(_ => &[],));
    (!groups.is_empty()).then(|| {
        quote! {
            /// The groups with timers that hold this state, by name. The timer of a group is cancelled when the machine moves to a state
            /// that has it not.
            #[inline]
            pub const fn timer_groups(self) -> &'static [&'static str] {
                match self {
                    #(#arms)*
                    #others
                }
            }
        }
    })
}

fn describe_state(ctx: &Ctx<'_, '_>, id: StateId) -> String {
    let state = &ctx.model().states[id];
    let (name, place) = (&state.name.text, docs::show_position(ctx.plan, state.name.span));
    let first = ctx.model().states.first().map(|first| &first.name.text);
    let place = if ctx.model().is_end(id) { format!("{place}, an end") } else { place };
    match ctx.model().reach(id) {
        _ if first == Some(name) => format!("`#{name}` ({place}): the initial state."),
        Reach::Reachable => format!("`#{name}` ({place})."),
        Reach::Unreachable => format!("`#{name}` ({place}): unreachable."),
    }
}
