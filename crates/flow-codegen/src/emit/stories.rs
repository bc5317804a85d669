//! `stories`: the interface through which tests run a machine, and a function for each scenario over a user's own bindings.
//!
//! It is a test-only module in the machine's module. Macros of `flow-test` implement it; they are given the names of the machine's items.
//! If the specification has errors, only the items that users refer to are generated.

use flow_model::model::{MachineId, PhraseId, PhraseKind};
use flow_syntax::gather::Gather;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::context::Ctx;
use super::types::Module;
use super::{attributes, docs, emits, machine, types};
use crate::plan::stories::{Asserted, Given, Holds, Rows, Stories, Story};
use crate::plan::{Binding, Bodies, Event, Field, Guards, Needed};

/// The module, if the options ask for tests.
pub(crate) fn emit_module(ctx: &Ctx<'_, '_>) -> Option<TokenStream> {
    let tests = ctx.plan.tests.as_ref()?;
    let stories = &tests.stories[ctx.machine.id];
    let name = &ctx.model().name.text;
    let docs =
        docs::emit_line(format!("The scenarios of `@{name}` as functions for tests with your own bindings."));
    let (whole, prelude) = (ctx.plan.bodies == Bodies::Whole, attributes::emit_prelude());
    let driver =
        whole.then(|| [emit_driver(ctx), emit_objects(ctx), emit_choices(ctx)]).into_iter().flatten();
    let items = (!stories.stories.is_empty()).then(|| emit_story_items(ctx, stories));
    Some(quote! {
        #docs
        #[cfg(test)]
        #[allow(unused_imports, unused_variables, unused_mut, unreachable_patterns, clippy::all, reason = "not every machine needs everything")]
        pub mod stories {
            #prelude
            #items
            #(#driver)*
        }
    })
}

/// The items that users run stories with.
fn emit_story_items(ctx: &Ctx<'_, '_>, stories: &Stories) -> TokenStream {
    let functions = stories.stories.iter().map(|story| emit_function(ctx, story));
    let (given, world) = (emit_given(ctx, stories), emit_world(ctx, stories));
    let rows = stories.given.iter().filter_map(|given| Some(emit_row(ctx, given, given.rows.as_ref()?)));
    let adapter = (ctx.plan.bodies == Bodies::Whole).then(|| emit_adapter(ctx, stories));
    quote! {
        #(#functions)*
        #world
        #given
        #(#rows)*
        #adapter
    }
}

/// The path of the crate that runs tests.
fn flow_test<'p>(ctx: &Ctx<'p, '_>) -> &'p TokenStream {
    &ctx.plan.flow_test
}

fn number(value: usize) -> Literal {
    Literal::usize_unsuffixed(value)
}

/// The module that is emitted: it is nested like `event`.
fn here(ctx: &Ctx<'_, '_>) -> Module {
    Module::Event(ctx.machine.id)
}

/// The machine for tests.
fn emit_driver(ctx: &Ctx<'_, '_>) -> TokenStream {
    let (test, machine) = (flow_test(ctx), ctx.machine);
    let (name, text) = (&machine.name, &ctx.model().name.text);
    let (restore, id) = match ctx.has_id() {
        true => (format_ident!("restore_with_id"), Some(format_ident!("id"))),
        false => (format_ident!("restore"), None),
    };
    let context = machine.context.iter().map(|field| &field.ident);
    let events = machine.events.iter().map(emit_event_row);
    let emits = machine.emits.iter().map(|emit| emits::emit_test_row(ctx, emit));
    let of = |kind| machine.bindings.iter().filter(move |binding| binding.kind == kind);
    let guards = of(PhraseKind::Guard).map(|guard| emit_binding_row(ctx, guard));
    let kind =
        format_ident!("{}", if ctx.plan.guards == Guards::Fallible { "fallible_guards" } else { "guards" });
    let actions = of(PhraseKind::Action).map(|action| emit_binding_row(ctx, action));
    let answers = of(PhraseKind::Answer).map(|answer| emit_answer_row(ctx, answer));
    let answers: Vec<_> = answers.gather();
    let answers = (!answers.is_empty()).then(|| quote!(answers { #(#answers)* }));
    let uuid = (machine.uuid == Needed::Yes).then(|| quote!(uuid uuid));
    let now = (machine.now == Needed::Yes).then(|| quote!(now now));
    quote! {
        #test::machine! {
            machine #name = #text, #restore(#id);
            context { #(#context),* }
            events { #(#events)* }
            emits { #(#emits)* }
            #kind { #(#guards)* }
            actions { #(#actions)* }
            #answers
            #uuid
            #now
        }
    }
}

fn emit_event_row(event: &Event) -> TokenStream {
    let (at, name) = (number(event.id.index()), &event.name);
    let fields = idents(&event.fields);
    quote!(#at: #name { #(#fields),* })
}

fn idents(fields: &[Field]) -> impl Iterator<Item = &Ident> {
    fields.iter().map(|field| &field.ident)
}

fn emit_binding_row(ctx: &Ctx<'_, '_>, binding: &Binding) -> TokenStream {
    let (at, name, params) =
        (number(binding.phrase.index()), &binding.function, emit_params(ctx, &binding.params));
    quote!(#at: #name(#(#params),*))
}

fn emit_answer_row(ctx: &Ctx<'_, '_>, binding: &Binding) -> TokenStream {
    let ty = types::owned_type(ctx.plan, here(ctx), &ctx.model().phrases[binding.phrase].answer);
    let row = emit_binding_row(ctx, binding);
    quote!(#row -> #ty;)
}

fn emit_params<'f>(ctx: &Ctx<'_, '_>, fields: &'f [Field]) -> impl Iterator<Item = TokenStream> + use<'f> {
    let typed =
        fields.iter().map(|field| (&field.ident, types::borrowed_type(ctx.plan, here(ctx), &field.ty)));
    let typed: Vec<_> = typed.gather();
    typed.into_iter().map(|(ident, ty)| quote!(#ident: #ty))
}

/// The object types of the machine's module for tests.
fn emit_objects(ctx: &Ctx<'_, '_>) -> TokenStream {
    let test = flow_test(ctx);
    let own = ctx.plan.objects.iter().filter(|object| object.machine == ctx.machine.id).map(|object| {
        let name = &object.name;
        let fields = object.fields.iter().map(|field| {
            let (text, ident) = (&field.text, &field.ident);
            quote!(#text: #ident)
        });
        quote!(#test::object! { #name { #(#fields),* } })
    });
    own.collect()
}

/// The choices of the machine's module for tests.
fn emit_choices(ctx: &Ctx<'_, '_>) -> TokenStream {
    let test = flow_test(ctx);
    let own = ctx.plan.choices.iter().filter(|choice| choice.machine == ctx.machine.id);
    own.map(|choice| {
        let name = &choice.name;
        quote!(#test::choice! { #name })
    })
    .collect()
}

/// The function that runs a story.
fn emit_function(ctx: &Ctx<'_, '_>, story: &Story) -> TokenStream {
    let name = &story.function;
    let docs = docs::emit_lines([
        format!(
            "Runs {} ({}) once with these bindings.",
            docs::quote_code(&story.text),
            docs::show_position(ctx.plan, story.span)
        ),
        String::new(),
        "# Panics".to_owned(),
        "If the scenario fails, with a report.".to_owned(),
    ]);
    let (machine, scenario) = (number(ctx.machine.id.index()), number(story.scenario.index()));
    let (world, body) = match ctx.plan.bodies {
        Bodies::Whole => (
            quote!(world),
            quote!(super::super::flow_tests::SPECIFICATION.tell(#machine, #scenario, &mut Own(world));),
        ),
        Bodies::Stubs => (quote!(_world), machine::emit_stub_body()),
    };
    quote! {
        #docs
        #[track_caller]
        pub fn #name<W: World>(#world: &mut W) {
            #body
        }
    }
}

/// `World`: the bindings of all machines that take part, and `Given`.
fn emit_world(ctx: &Ctx<'_, '_>, stories: &Stories) -> TokenStream {
    let bindings: Vec<_> = stories.participants.iter().map(|id| bindings_path(ctx, *id)).gather();
    let bounds = quote!(Given #(+ #bindings<Error: ::core::fmt::Debug>)*);
    quote! {
        /// The bindings that the stories run with: those of all machines that take part, and [`Given`].
        pub trait World: #bounds {}

        impl<W: #bounds> World for W {}
    }
}

fn bindings_path(ctx: &Ctx<'_, '_>, id: MachineId) -> TokenStream {
    let path = types::machine_prefix(ctx.plan, here(ctx), id);
    quote!(#path Bindings)
}

/// `Given`: the phrases that only tests define.
fn emit_given(ctx: &Ctx<'_, '_>, stories: &Stories) -> TokenStream {
    let facts = stories.given.iter().map(|given| emit_given_signature(ctx, given));
    let assertions = stories.asserted.iter().map(|asserted| emit_asserted_signature(ctx, asserted));
    let functions: Vec<_> = facts.chain(assertions).gather();
    let docs = docs::emit_line(format!(
        "The phrases of `given:` and `expect:` in the stories of `@{}` that are not bindings.",
        ctx.model().name.text
    ));
    let for_all = functions.is_empty().then(|| {
        quote!(
            impl<W> Given for W {}
        )
    });
    quote! {
        #docs
        pub trait Given {
            #(#functions)*
        }

        #for_all
    }
}

fn emit_phrase_docs(ctx: &Ctx<'_, '_>, phrase: PhraseId, role: &str) -> TokenStream {
    let phrase = &ctx.model().phrases[phrase];
    docs::emit_line(format!(
        "{role}: {} ({}).",
        docs::quote_code(&phrase.text),
        docs::show_position(ctx.plan, phrase.span)
    ))
}

fn emit_given_signature(ctx: &Ctx<'_, '_>, given: &Given) -> TokenStream {
    let docs = emit_phrase_docs(ctx, given.phrase, "Given");
    let (name, params) = (&given.function, emit_params(ctx, &given.params));
    let rows = given.rows.as_ref().map(|rows| {
        let name = &rows.name;
        quote!(rows: &[#name],)
    });
    let holds = (given.holds == Holds::Varies).then(|| quote!(holds: bool,));
    quote!(#docs fn #name(&mut self, #(#params,)* #rows #holds);)
}

fn emit_asserted_signature(ctx: &Ctx<'_, '_>, asserted: &Asserted) -> TokenStream {
    let docs = emit_phrase_docs(ctx, asserted.phrase, "Expected");
    let (name, params) = (&asserted.function, emit_params(ctx, &asserted.params));
    quote!(#docs fn #name(&self, context: &super::Context, #(#params),*) -> bool;)
}

/// The struct of a table's rows.
fn emit_row(ctx: &Ctx<'_, '_>, given: &Given, rows: &Rows) -> TokenStream {
    let name = &rows.name;
    let docs = emit_phrase_docs(ctx, given.phrase, "A row");
    let fields = types::emit_struct_fields(ctx.plan, here(ctx), &rows.columns);
    quote! {
        #docs
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct #name { #fields }
    }
}

/// The adapter from the interpreter's calls to the user's bindings.
fn emit_adapter(ctx: &Ctx<'_, '_>, stories: &Stories) -> TokenStream {
    let test = flow_test(ctx);
    let functions =
        [emit_run_function(ctx, stories), emit_given_call(ctx, stories), emit_asserted_call(ctx, stories)];
    quote! {
        struct Own<'w, W>(&'w mut W);

        impl<W: World> #test::World for Own<'_, W> {
            #(#functions)*
        }
    }
}

/// The function that handles an event with the bindings of any participant.
fn emit_run_function(ctx: &Ctx<'_, '_>, stories: &Stories) -> TokenStream {
    let test = flow_test(ctx);
    let machines = stories.participants.iter().map(|id| {
        let (at, path) = (number(id.index()), types::machine_prefix(ctx.plan, here(ctx), *id));
        let run = if *id == ctx.machine.id { quote!(run) } else { quote!(#path stories::run) };
        quote!(#at => #run(before, event, payload, &mut #test::Observed::new(&mut *self.0, recorder)),)
    });
    quote! {
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
    }
}

/// The function that establishes a fact of a `given:`.
fn emit_given_call(ctx: &Ctx<'_, '_>, stories: &Stories) -> TokenStream {
    let test = flow_test(ctx);
    let given = stories.given.iter().map(|given| emit_given_arm(ctx, given));
    quote! {
        fn given(&mut self, phrase: usize, args: &[#test::Value], holds: bool, rows: &[#test::Row]) {
            match phrase {
                #(#given)*
                _ => {}
            }
        }
    }
}

/// The function that evaluates a phrase of an `expect:`.
fn emit_asserted_call(ctx: &Ctx<'_, '_>, stories: &Stories) -> TokenStream {
    let test = flow_test(ctx);
    let asserted = stories.asserted.iter().map(|asserted| {
        let function = &asserted.function;
        emit_asserted_arm(ctx, asserted.phrase, &quote!(Given::#function), &asserted.params)
    });
    let bindings = stories.asserted_bindings.iter().map(|phrase| {
        let binding = ctx.machine.binding(*phrase);
        let function = &binding.function;
        emit_asserted_arm(ctx, *phrase, &quote!(super::Bindings::#function), &binding.params)
    });
    quote! {
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

/// The arm that calls the function of a phrase of `given:`.
fn emit_given_arm(ctx: &Ctx<'_, '_>, given: &Given) -> TokenStream {
    let test = flow_test(ctx);
    let (at, function) = (number(given.phrase.index()), &given.function);
    let (lets, args) = emit_phrase_arguments(ctx, &given.params);
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

/// The arm that calls the function of a phrase of `expect:`.
fn emit_asserted_arm(
    ctx: &Ctx<'_, '_>,
    phrase: PhraseId,
    function: &TokenStream,
    params: &[Field],
) -> TokenStream {
    let at = number(phrase.index());
    let (lets, args) = emit_phrase_arguments(ctx, params);
    quote! {
        #at => {
            #lets
            ::core::option::Option::Some(#function(&*self.0, &context(of), #(#args),*))
        }
    }
}

/// The arguments of a phrase: the statements that convert them from values, and the expressions that pass them.
fn emit_phrase_arguments(ctx: &Ctx<'_, '_>, params: &[Field]) -> (TokenStream, Vec<TokenStream>) {
    let test = flow_test(ctx);
    let converted = params.iter().enumerate().map(|(place, param)| {
        let (name, ty) =
            (format_ident!("argument_{place}"), types::owned_type(ctx.plan, here(ctx), &param.ty));
        let place = number(place);
        quote!(let #name: #ty = #test::argument(args, #place);)
    });
    let passed = params.iter().enumerate().map(|(place, param)| {
        let name = format_ident!("argument_{place}");
        if types::is_copy(&param.ty) { quote!(#name) } else { quote!(&#name) }
    });
    (converted.collect(), passed.collect())
}
