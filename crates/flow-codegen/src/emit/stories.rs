//! `stories`: how tests drive a machine, and a function for each scenario over a user's own bindings.
//!
//! It is a module of the machine's module, for tests alone. The work is done by macros of `flow-test`: here stand the names of what
//! they work on. With errors in the specification only what users refer to is there.

use flow_model::model::{MachineId, ObjectId, PhraseKind};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::machine::has_id;
use super::types::At;
use super::{Ctx, docs, types};
use crate::plan::stories::{Asserted, Given, Holds, Rows, Stories, Story};
use crate::plan::{Binding, Bodies, Emit, EmitKind, Event, Field, Needed};

/// The module, if tests are wanted.
pub(crate) fn stories(ctx: &Ctx<'_, '_>) -> Option<TokenStream> {
    let tests = ctx.plan.tests.as_ref()?;
    let stories = &tests.stories[ctx.machine.id.index()];
    let name = &ctx.model().name.text;
    let docs = docs::line(format!("The scenarios of `@{name}` as tests, and what they need of a test."));
    let whole = ctx.plan.bodies == Bodies::Whole;
    let driver = whole.then(|| [driver(ctx), objects(ctx)]).into_iter().flatten();
    let told = (!stories.stories.is_empty()).then(|| told(ctx, stories));
    Some(quote! {
        #docs
        #[cfg(test)]
        #[allow(unused_variables, unused_mut, unreachable_patterns, clippy::all, reason = "not every machine needs everything")]
        pub mod stories {
            #told
            #(#driver)*
        }
    })
}

/// What users tell stories with.
fn told(ctx: &Ctx<'_, '_>, stories: &Stories) -> TokenStream {
    let functions = stories.stories.iter().map(|story| function(ctx, story));
    let (given, world) = (given(ctx, stories), world(ctx, stories));
    let rows = stories.given.iter().filter_map(|given| Some(row(ctx, given, given.rows.as_ref()?)));
    let own = (ctx.plan.bodies == Bodies::Whole).then(|| own(ctx, stories));
    quote! {
        #(#functions)*
        #world
        #given
        #(#rows)*
        #own
    }
}

/// The path of the crate that runs tests.
fn flow_test<'p>(ctx: &Ctx<'p, '_>) -> &'p TokenStream {
    &ctx.plan.flow_test
}

fn number(value: usize) -> Literal {
    Literal::usize_unsuffixed(value)
}

fn at(ctx: &Ctx<'_, '_>) -> At {
    At::Event(ctx.machine.id)
}

/// The machine as tests drive it.
fn driver(ctx: &Ctx<'_, '_>) -> TokenStream {
    let (test, machine) = (flow_test(ctx), ctx.machine);
    let (name, text) = (&machine.name, &ctx.model().name.text);
    let (restore, id) = match has_id(ctx) {
        true => (format_ident!("restore_with_id"), Some(format_ident!("id"))),
        false => (format_ident!("restore"), None),
    };
    let context = machine.context.iter().map(|field| &field.ident);
    let events = machine.events.iter().map(event);
    let emits = machine.emits.iter().map(|sent| emit(ctx, sent));
    let of = |kind| machine.bindings.iter().filter(move |binding| binding.kind == kind);
    let guards = of(PhraseKind::Guard).map(|guard| binding(ctx, guard));
    let actions = of(PhraseKind::Action).map(|action| binding(ctx, action));
    let uuid = (machine.uuid == Needed::Yes).then(|| quote!(uuid uuid));
    let now = (machine.now == Needed::Yes).then(|| quote!(now now));
    quote! {
        #test::machine! {
            machine #name = #text, #restore(#id);
            context { #(#context),* }
            events { #(#events)* }
            emits { #(#emits)* }
            guards { #(#guards)* }
            actions { #(#actions)* }
            #uuid
            #now
        }
    }
}

fn event(event: &Event) -> TokenStream {
    let (at, name) = (number(event.id.index()), &event.name);
    let fields = idents(&event.fields);
    quote!(#at: #name { #(#fields),* })
}

fn idents(fields: &[Field]) -> impl Iterator<Item = &Ident> {
    fields.iter().map(|field| &field.ident)
}

fn emit(ctx: &Ctx<'_, '_>, emit: &Emit) -> TokenStream {
    let name = &emit.name;
    let sent = |what: &str, target: &[usize], fields: &[Field]| {
        let (what, target) = (format_ident!("{what}"), target.iter().map(|at| number(*at)));
        let fields = idents(fields);
        quote!(#name(sent) => #what(#(#target),*) { #(#fields),* })
    };
    match emit.kind {
        EmitKind::Machine(id, event) => {
            let fields = &ctx.other(id).events[event.index()].fields;
            sent("Machine", &[id.index(), event.index()], fields)
        }
        EmitKind::Actor(id, message) => {
            let fields = &ctx.plan.actors[id.index()].messages[message.index()].fields;
            sent("Actor", &[id.index(), message.index()], fields)
        }
        EmitKind::Itself(event) => {
            sent("Itself", &[event.index()], &ctx.machine.events[event.index()].fields)
        }
        EmitKind::StartTimer(event) => sent("StartTimer", &[event.index()], &[]),
        EmitKind::Schedule(event) => sent("Schedule", &[event.index()], &[]),
        EmitKind::CancelTimer => quote!(#name => CancelTimer() {}),
        EmitKind::Cancel(event) => {
            let event = number(event.index());
            quote!(#name => Cancel(#event) {})
        }
    }
}

fn binding(ctx: &Ctx<'_, '_>, binding: &Binding) -> TokenStream {
    let (at, name, params) =
        (number(binding.phrase.index()), &binding.function, params(ctx, &binding.params));
    quote!(#at: #name(#(#params),*))
}

fn params<'f>(ctx: &Ctx<'_, '_>, fields: &'f [Field]) -> impl Iterator<Item = TokenStream> + use<'f> {
    let typed = fields.iter().map(|field| (&field.ident, types::borrowed(ctx.plan, at(ctx), &field.ty)));
    let typed: Vec<_> = typed.collect();
    typed.into_iter().map(|(ident, ty)| quote!(#ident: #ty))
}

/// How tests read and make the objects of the machine's module.
fn objects(ctx: &Ctx<'_, '_>) -> TokenStream {
    let test = flow_test(ctx);
    let ids = (0..ctx.plan.objects.len()).map(ObjectId::new).map(|id| &ctx.plan.objects[id.index()]);
    let own = ids.filter(|object| object.machine == ctx.machine.id).map(|object| {
        let name = &object.name;
        let fields = object.fields.iter().map(|field| {
            let (text, ident) = (&field.text, &field.ident);
            quote!(#text: #ident)
        });
        quote!(#test::object! { #name { #(#fields),* } })
    });
    own.collect()
}

/// The function that tells a story.
fn function(ctx: &Ctx<'_, '_>, story: &Story) -> TokenStream {
    let name = &story.function;
    let docs = docs::lines([
        format!(
            "{} ({}), told once with these bindings.",
            docs::code(&story.text),
            docs::place(ctx.plan, story.span)
        ),
        String::new(),
        "# Panics".to_owned(),
        "With a report, if something is not as the scenario says.".to_owned(),
    ]);
    let (machine, scenario) = (number(ctx.machine.id.index()), number(story.scenario.index()));
    let (world, body) = match ctx.plan.bodies {
        Bodies::Whole => (
            quote!(world),
            quote!(super::super::flow_tests::SPECIFICATION.tell(#machine, #scenario, &mut Own(world));),
        ),
        Bodies::Stubs => (quote!(_world), super::machine::stub()),
    };
    quote! {
        #docs
        #[track_caller]
        pub fn #name<W: World>(#world: &mut W) {
            #body
        }
    }
}

/// What the stories need: all bindings that take part, and `Given`.
fn world(ctx: &Ctx<'_, '_>, stories: &Stories) -> TokenStream {
    let bindings: Vec<_> = stories.parts.iter().map(|id| bindings_path(ctx, *id)).collect();
    let bounds = quote!(Given #(+ #bindings<Error: ::core::fmt::Debug>)*);
    quote! {
        /// What the stories are told with: the bindings of all machines that take part, and [`Given`].
        pub trait World: #bounds {}

        impl<W: #bounds> World for W {}
    }
}

fn bindings_path(ctx: &Ctx<'_, '_>, id: MachineId) -> TokenStream {
    let path = types::machine(ctx.plan, at(ctx), id);
    quote!(#path Bindings)
}

/// The trait of what only tests say.
fn given(ctx: &Ctx<'_, '_>, stories: &Stories) -> TokenStream {
    let facts = stories.given.iter().map(|given| fact(ctx, given));
    let assertions = stories.asserted.iter().map(|asserted| assertion(ctx, asserted));
    let functions: Vec<_> = facts.chain(assertions).collect();
    let docs = docs::line(format!(
        "What the stories of `@{}` begin with, and what only a test can say of their end.",
        ctx.model().name.text
    ));
    let nothing = functions.is_empty().then(|| {
        quote!(
            impl<W> Given for W {}
        )
    });
    quote! {
        #docs
        pub trait Given {
            #(#functions)*
        }

        #nothing
    }
}

fn phrase_docs(ctx: &Ctx<'_, '_>, phrase: flow_model::model::PhraseId, says: &str) -> TokenStream {
    let phrase = &ctx.model().phrases[phrase];
    docs::line(format!("{says}: {} ({}).", docs::code(&phrase.text), docs::place(ctx.plan, phrase.span)))
}

fn fact(ctx: &Ctx<'_, '_>, given: &Given) -> TokenStream {
    let docs = phrase_docs(ctx, given.phrase, "Given");
    let (name, params) = (&given.function, params(ctx, &given.params));
    let rows = given.rows.as_ref().map(|rows| {
        let name = &rows.name;
        quote!(rows: &[#name],)
    });
    let holds = (given.holds == Holds::Varies).then(|| quote!(holds: bool,));
    quote!(#docs fn #name(&mut self, #(#params,)* #rows #holds);)
}

fn assertion(ctx: &Ctx<'_, '_>, asserted: &Asserted) -> TokenStream {
    let docs = phrase_docs(ctx, asserted.phrase, "Expected");
    let (name, params) = (&asserted.function, params(ctx, &asserted.params));
    quote!(#docs fn #name(&self, context: &super::Context, #(#params),*) -> bool;)
}

/// The struct of a table's rows.
fn row(ctx: &Ctx<'_, '_>, given: &Given, rows: &Rows) -> TokenStream {
    let name = &rows.name;
    let docs = phrase_docs(ctx, given.phrase, "A row");
    let fields = types::fields(ctx.plan, at(ctx), &rows.columns);
    quote! {
        #docs
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct #name { #fields }
    }
}

/// How stories reach the user's bindings.
fn own(ctx: &Ctx<'_, '_>, stories: &Stories) -> TokenStream {
    let test = flow_test(ctx);
    let machines = stories.parts.iter().map(|id| {
        let (at, path) = (number(id.index()), types::machine(ctx.plan, at(ctx), *id));
        let run = if *id == ctx.machine.id { quote!(run) } else { quote!(#path stories::run) };
        quote!(#at => #run(before, event, payload, &mut #test::Observed::new(&mut *self.0, recorder)),)
    });
    let given = stories.given.iter().map(|given| state(ctx, given));
    let asserted = stories.asserted.iter().map(|asserted| {
        let function = &asserted.function;
        judge(ctx, asserted.phrase, &quote!(Given::#function), &asserted.params)
    });
    let bindings = stories.asserted_bindings.iter().map(|phrase| {
        let binding = ctx.machine.binding(*phrase);
        let function = &binding.function;
        judge(ctx, *phrase, &quote!(super::Bindings::#function), &binding.params)
    });
    quote! {
        struct Own<'w, W>(&'w mut W);

        impl<W: World> #test::World for Own<'_, W> {
            fn run(
                &mut self,
                machine: usize,
                before: &#test::Snapshot,
                event: usize,
                payload: &[#test::Value],
                recorder: &#test::Recorder,
            ) -> #test::Outcome {
                match machine {
                    #(#machines)*
                    _ => ::core::panic!("machine {machine} takes no part in these stories"),
                }
            }

            fn given(&mut self, phrase: usize, args: &[#test::Value], holds: bool, rows: &[#test::Row]) {
                match phrase {
                    #(#given)*
                    _ => {}
                }
            }

            fn asserted(
                &mut self,
                phrase: usize,
                of: &[#test::Value],
                args: &[#test::Value],
            ) -> ::core::option::Option<bool> {
                match phrase {
                    #(#asserted)*
                    #(#bindings)*
                    _ => ::core::option::Option::None,
                }
            }
        }
    }
}

/// Makes a fact so.
fn state(ctx: &Ctx<'_, '_>, given: &Given) -> TokenStream {
    let test = flow_test(ctx);
    let (at, function) = (number(given.phrase.index()), &given.function);
    let (lets, args) = arguments(ctx, &given.params);
    let rows = given.rows.as_ref().map(|rows| {
        let name = &rows.name;
        let fields = rows.columns.iter().map(|column| {
            let (ident, text) = (&column.ident, &column.text);
            quote!(#ident: row.get(#text))
        });
        quote!(&rows.iter().map(|row| #name { #(#fields),* }).collect::<#test::std::vec::Vec<_>>(),)
    });
    let holds = (given.holds == Holds::Varies).then(|| quote!(holds,));
    quote! {
        #at => {
            #lets
            Given::#function(&mut *self.0, #(#args,)* #rows #holds);
        }
    }
}

/// Asks whether something is so.
fn judge(
    ctx: &Ctx<'_, '_>,
    phrase: flow_model::model::PhraseId,
    function: &TokenStream,
    params: &[Field],
) -> TokenStream {
    let at = number(phrase.index());
    let (lets, args) = arguments(ctx, params);
    quote! {
        #at => {
            #lets
            ::core::option::Option::Some(#function(&*self.0, &context(of), #(#args),*))
        }
    }
}

/// Arguments of a phrase: how they are made of values, and how they are passed.
fn arguments(ctx: &Ctx<'_, '_>, params: &[Field]) -> (TokenStream, Vec<TokenStream>) {
    let test = flow_test(ctx);
    let made = params.iter().enumerate().map(|(place, param)| {
        let (name, ty) = (format_ident!("argument_{place}"), types::owned(ctx.plan, at(ctx), &param.ty));
        let place = number(place);
        quote!(let #name: #ty = #test::argument(args, #place);)
    });
    let passed = params.iter().enumerate().map(|(place, param)| {
        let name = format_ident!("argument_{place}");
        if types::is_copy(&param.ty) { quote!(#name) } else { quote!(&#name) }
    });
    (made.collect(), passed.collect())
}
