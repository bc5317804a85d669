//! The plan: what Rust will be written, with every name and every decision made, before a token is.
//!
//! It stands beside the model and has its order: the machine of a [`MachineId`] is planned at its index, its states at
//! those of their [`StateId`]s, and so on. Expressions and conditions are not planned again: emitting reads them from the
//! model. What needs deciding is in here: names, types of arguments, which handler a state and an event lead to, and what
//! a handler holds back until nothing can fail any more ([`body`]).

pub mod body;
mod machine;
pub mod naming;
pub(crate) mod number;
mod objects;
pub(crate) mod parties;
pub mod stories;
pub mod system;
pub mod tests;

use flow_model::Program;
use flow_model::model::{
    ActorId, EventId, HandlerId, MachineId, MessageId, Model, ObjectId, PhraseId, PhraseKind, StateId, Type,
};
use flow_syntax::diagnostic::Diagnostics;
use flow_syntax::source::{Sources, Span};
use proc_macro2::{Ident, TokenStream};

use crate::{Number, Options};
use naming::Scope;

/// All of the Rust for one model.
#[derive(Debug)]
pub struct Plan<'m> {
    /// What is planned.
    pub model: &'m Model,
    /// The texts, for docs and places.
    pub sources: &'m Sources,
    /// How.
    pub options: &'m Options,
    /// The path of the run-time crate.
    pub krate: TokenStream,
    /// What a `number` is.
    pub number: Number,
    /// Whether types can be stored.
    pub serde: Needed,
    /// The machines, by [`MachineId`].
    pub machines: Vec<Machine<'m>>,
    /// The outside actors, by [`ActorId`].
    pub actors: Vec<Actor>,
    /// The object types, by [`ObjectId`].
    pub objects: Vec<Object>,
    /// The in-process system.
    pub system: system::System,
    /// The path of the crate that runs tests.
    pub flow_test: TokenStream,
    /// The stories as tests, if they are wanted.
    pub tests: Option<TestPlan>,
    /// Whether handlers get bodies.
    pub bodies: Bodies,
}

/// Stories and tests.
#[derive(Debug)]
pub struct TestPlan {
    /// The stories of the machines, by [`MachineId`].
    pub stories: Vec<stories::Stories>,
    /// The tests.
    pub tests: tests::Tests,
}

/// Whether the code is whole, or only shows its public names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bodies {
    /// It works.
    Whole,
    /// The specification has errors: the names are there so that code that uses them has no further errors.
    Stubs,
}

/// A machine: one module.
#[derive(Debug)]
pub struct Machine<'m> {
    /// Which one.
    pub id: MachineId,
    /// Its module: `order`.
    pub module: Ident,
    /// Its struct: `Order`.
    pub name: Ident,
    /// What bindings call its context: `order`.
    pub context_param: Ident,
    /// Its states, by [`StateId`]: variants of `State`.
    pub states: Vec<Ident>,
    /// Its context's fields, by `VariableId`.
    pub context: Vec<Field>,
    /// Its events, by [`EventId`].
    pub events: Vec<Event>,
    /// What it emits, in order of first mention.
    pub emits: Vec<Emit>,
    /// Its phrases' functions, those that are bindings.
    pub bindings: Vec<Binding>,
    /// Whether `uuid()` is a binding too.
    pub uuid: Needed,
    /// Whether `now()` is a binding too.
    pub now: Needed,
    /// Its private functions: one for each definition and each event that can lead to it.
    pub handlers: Vec<body::Handler<'m>>,
    /// For each state what each event leads to, in order of the events: an index into `handlers`.
    pub dispatch: Vec<Vec<(EventId, usize)>>,
    /// The greatest number of transitions on a path of any handler.
    pub passes: usize,
}

/// Whether something is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needed {
    /// The specification uses it.
    Yes,
    /// It does not.
    No,
}

/// A field of a struct, or an argument.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub ident: Ident,
    /// Its type.
    pub ty: Type,
    /// As people know it: `$total`.
    pub text: String,
}

/// An event a machine may get: a struct, a variant, a function.
#[derive(Debug)]
pub struct Event {
    /// Which one.
    pub id: EventId,
    /// Its struct in `event`, and its variant of `Event` and `EventKind`: `CancelFromClerk`.
    pub name: Ident,
    /// Its function: `cancel_from_clerk`.
    pub function: Ident,
    /// The payload, by `FieldId`.
    pub fields: Vec<Field>,
    /// As people know it: `:cancel from @clerk`.
    pub text: String,
}

/// Something a machine emits: a variant of `Emit`.
#[derive(Debug)]
pub struct Emit {
    /// Its variant.
    pub name: Ident,
    /// What it is.
    pub kind: EmitKind,
    /// As people know it: `:payment_request to @payment`.
    pub text: String,
    /// Where it is first said.
    pub span: Span,
}

/// What a variant of `Emit` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmitKind {
    /// An event to a machine of the system, as another instance; carries the event.
    Machine(MachineId, EventId),
    /// A message to an actor outside; carries the message.
    Actor(ActorId, MessageId),
    /// An event to this instance; carries the event.
    Itself(EventId),
    /// `start timer`: this event from `@system` after a while; carries the duration.
    StartTimer(EventId),
    /// `cancel timer`; carries nothing.
    CancelTimer,
    /// `schedule`: this event from `@self` after a while; carries the duration.
    Schedule(EventId),
    /// `cancel :event`; carries nothing.
    Cancel(EventId),
}

/// A function of `Bindings`.
#[derive(Debug)]
pub struct Binding {
    /// The phrase.
    pub phrase: PhraseId,
    /// Whether it asks or acts.
    pub kind: PhraseKind,
    /// The function.
    pub function: Ident,
    /// Its arguments behind the context.
    pub params: Vec<Field>,
}

/// An outside actor: one module, if anything is sent to it.
#[derive(Debug)]
pub struct Actor {
    /// Which one.
    pub id: ActorId,
    /// Its module: `customer`.
    pub module: Ident,
    /// What is sent to it, by [`MessageId`]: structs, and variants of `Message`.
    pub messages: Vec<Message>,
}

/// A message to an outside actor.
#[derive(Debug)]
pub struct Message {
    /// Its struct, and its variant of `Message`.
    pub name: Ident,
    /// The payload, by `FieldId`.
    pub fields: Vec<Field>,
    /// As people know it: `:order_confirmed`.
    pub text: String,
    /// Where it is first sent.
    pub span: Span,
}

/// An object type: a struct in the module of its machine.
#[derive(Debug)]
pub struct Object {
    /// Its struct.
    pub name: Ident,
    /// The machine whose module it is in.
    pub machine: MachineId,
    /// Its fields, in the model's order.
    pub fields: Vec<Field>,
    /// Whether it becomes `any` somewhere.
    pub as_value: Needed,
}

/// Plans the Rust for a model. Names that become one in Rust are reported as `name-collision`.
pub fn plan<'m>(
    model: &'m Model,
    sources: &'m Sources,
    options: &'m Options,
    bodies: Bodies,
    diags: &mut Diagnostics,
) -> Plan<'m> {
    let mut modules = Scope::default();
    let objects = objects::plan(model, diags);
    let machines = machine::plan_all(model, &mut modules, bodies, diags);
    let actors = parties::actors(model, &mut modules, diags);
    let system = system::plan(model, &machines, &actors);
    let krate = options.krate_path(diags);
    let number = options.number.unwrap_or_default();
    let serde = if options.serde { Needed::Yes } else { Needed::No };
    let flow_test = options.flow_test_path(diags);
    Plan {
        model,
        sources,
        options,
        krate,
        number,
        serde,
        machines,
        actors,
        objects,
        system,
        flow_test,
        tests: None,
        bodies,
    }
}

impl<'m> Plan<'m> {
    /// The plan with the stories of the program as tests, if the options want them.
    #[must_use]
    pub fn with_tests(self, program: &Program) -> Self {
        if !self.options.tests {
            return self;
        }
        let stories = stories::plan_all(self.model);
        let tests = tests::plan(self.model, program, &self.machines, &stories);
        Plan { tests: Some(TestPlan { stories, tests }), ..self }
    }
}

impl<'m> Machine<'m> {
    /// The model's machine.
    pub fn of(&self, model: &'m Model) -> &'m flow_model::model::Machine {
        &model.machines[self.id]
    }

    /// The variant of `Emit` of that kind.
    ///
    /// # Panics
    /// If no handler of the machine emits it.
    pub fn emit(&self, kind: EmitKind) -> &Emit {
        self.emits.iter().find(|emit| emit.kind == kind).expect("every emit of a handler is planned")
    }

    /// The binding of a phrase.
    ///
    /// # Panics
    /// If the phrase is no binding.
    pub fn binding(&self, phrase: PhraseId) -> &Binding {
        self.bindings
            .iter()
            .find(|binding| binding.phrase == phrase)
            .expect("every phrase of a handler is a binding")
    }

    /// What an event leads to in a state.
    pub fn handler(&self, state: StateId, event: EventId) -> Option<&body::Handler<'m>> {
        let (_, handler) = self.dispatch[state.index()].iter().find(|(other, _)| *other == event)?;
        Some(&self.handlers[*handler])
    }
}

impl Object {
    /// The field of that name in the model.
    pub fn field(&self, model: &Model, id: ObjectId, name: &str) -> Option<&Field> {
        let at = model.objects[id].fields.iter().position(|(field, _)| field == name)?;
        Some(&self.fields[at])
    }
}

/// A private function's place in a machine: the definition, and the event it is run for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Run {
    /// The definition.
    pub handler: HandlerId,
    /// The event: the handler's own, or the same one from a sender that has no handler here.
    pub event: EventId,
}
