//! The planned items: machines, events, bindings, actors and objects with their Rust names.
//!
//! Plain data, filled by the sibling modules and read by emission. Lists have the ids of the model's lists, so that `machine.states[id]`
//! is the variant of the state `id`.

use flow_model::model::{
    ActorId, EventId, FieldId, List, MachineId, MessageId, Model, ObjectId, PhraseId, PhraseKind, Reaction,
    StateId, Type, VariableId,
};
use flow_syntax::ordered::Set;
use flow_syntax::source::Span;
use proc_macro2::Ident;

use super::emits::{Emit, EmitKind};
use super::handler::{FunctionId, Handler};

/// Whether handlers get bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bodies {
    /// Complete code.
    Whole,
    /// The specification has errors: only the public names are generated, so that code that uses them has no further errors.
    Stubs,
}

/// Whether something is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needed {
    /// The specification uses it.
    Yes,
    /// The specification does not use it.
    No,
}

impl From<bool> for Needed {
    fn from(needed: bool) -> Self {
        if needed { Needed::Yes } else { Needed::No }
    }
}

/// Whether the functions of guards may fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guards {
    /// They return a `bool`.
    Infallible,
    /// They return a `Result`; a guard that fails ends the handler as an action does.
    Fallible,
}

/// A machine: one module.
#[derive(Debug)]
pub struct Machine<'m> {
    /// Its id in the model.
    pub id: MachineId,
    /// Its module: `order`.
    pub module: Ident,
    /// Its struct: `Order`.
    pub name: Ident,
    /// The name of the context parameter in `Bindings`: `order`.
    pub context_param: Ident,
    /// Its states: variants of `State`.
    pub states: List<StateId, Ident>,
    /// The fields of its context.
    pub context: List<VariableId, Field>,
    /// Its events.
    pub events: List<EventId, Event>,
    /// The variants of `Emit`, in order of first mention.
    pub emits: Vec<Emit>,
    /// The functions of its phrases, those that are bindings.
    pub bindings: Vec<Binding>,
    /// Whether its sink has to know other instances.
    pub asks_sink: Needed,
    /// Whether `Bindings` has a function `uuid()`.
    pub uuid: Needed,
    /// Whether `Bindings` has a function `now()`.
    pub now: Needed,
    /// Its private functions: one for each definition and each event that it handles.
    pub handlers: List<FunctionId, Handler<'m>>,
    /// For each state, the accepted events with the function that handles each, in order of the events.
    pub dispatch: List<StateId, Vec<(EventId, FunctionId)>>,
    /// The greatest number of transitions on a path of any handler: the capacity of the generated `Step`.
    pub passes: usize,
}

impl<'m> Machine<'m> {
    /// The model's machine.
    pub fn of(&self, model: &'m Model) -> &'m flow_model::model::Machine {
        &model.machines[self.id]
    }

    /// Whether a handler defers an event. True of too many if the specification has errors.
    pub fn defers_event(&self, model: &Model, event: EventId) -> bool {
        let machine = &model.machines[self.id];
        let wanted = &machine.events[event];
        let is_meant = |of: EventId| {
            let other = &machine.events[of];
            of == event || other.from.is_none() && other.name.text == wanted.name.text
        };
        let mut handlers = machine.handlers.iter();
        handlers.any(|handler| handler.reaction == Reaction::Defer && is_meant(handler.event))
    }

    /// Whether a handler defers some event.
    pub fn defers(&self, model: &Model) -> bool {
        let mut handlers = model.machines[self.id].handlers.iter();
        handlers.any(|handler| handler.reaction == Reaction::Defer)
    }

    /// The groups of states that timers belong to, by position.
    pub fn timer_groups(&self) -> Set<usize> {
        let group = |emit: &Emit| match emit.kind {
            EmitKind::StartTimer(_, _, group) => group,
            _ => None,
        };
        self.emits.iter().filter_map(group).collect()
    }

    /// The variant of `Emit` for a kind of emit.
    ///
    /// # Panics
    /// If no handler of the machine emits it.
    pub fn emit(&self, kind: EmitKind) -> &Emit {
        self.emits.iter().find(|emit| emit.kind == kind).expect("every emit of a handler is planned")
    }

    /// The binding of a phrase.
    ///
    /// # Panics
    /// If the phrase is not a binding.
    pub fn binding(&self, phrase: PhraseId) -> &Binding {
        self.bindings
            .iter()
            .find(|binding| binding.phrase == phrase)
            .expect("every phrase of a handler is a binding")
    }

    /// The functions of `Bindings`, in order.
    pub fn binding_functions(&self) -> impl Iterator<Item = BindingFunction<'_>> {
        let phrases = self.bindings.iter().map(BindingFunction::Phrase);
        let uuid = (self.uuid == Needed::Yes).then_some(BindingFunction::Uuid);
        let now = (self.now == Needed::Yes).then_some(BindingFunction::Now);
        phrases.chain(uuid).chain(now)
    }

    /// Whether `Bindings` has any function. Otherwise `()` implements it.
    pub fn needs_bindings(&self) -> bool {
        self.binding_functions().next().is_some()
    }
}

/// A field of a struct, or a parameter.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub ident: Ident,
    /// Its type.
    pub ty: Type,
    /// Its name in the specification: `$total`.
    pub text: String,
}

/// An event a machine may get: a struct, a variant, a function.
#[derive(Debug)]
pub struct Event {
    /// Its id in the model.
    pub id: EventId,
    /// Its struct in `event`, and its variant of `Event` and `EventKind`: `CancelFromClerk`.
    pub name: Ident,
    /// Its function: `cancel_from_clerk`.
    pub function: Ident,
    /// The payload.
    pub fields: List<FieldId, Field>,
    /// Its text in the specification: `:cancel from @clerk`.
    pub text: String,
}

/// A function of `Bindings`.
#[derive(Debug)]
pub struct Binding {
    /// The phrase.
    pub phrase: PhraseId,
    /// Whether it is a guard or an action.
    pub kind: PhraseKind,
    /// The function.
    pub function: Ident,
    /// Its parameters after the context.
    pub params: Vec<Field>,
    /// Whether its calls have the words of the phrase's first use.
    pub wordings: Wordings,
}

/// The words of the calls of one phrase: they differ in their literals, or in how the phrase is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wordings {
    /// All calls have the words of the first use.
    One,
    /// A call has other words, and tells them to bindings that record calls.
    Several,
}

/// A function of `Bindings`, for a phrase or for a value that the language has no other source for.
#[derive(Clone, Copy, Debug)]
pub enum BindingFunction<'p> {
    /// The function of a phrase.
    Phrase(&'p Binding),
    /// `uuid()`.
    Uuid,
    /// `now()`.
    Now,
}

impl BindingFunction<'_> {
    /// Its name in Rust.
    pub fn name(&self) -> String {
        match self {
            BindingFunction::Phrase(binding) => binding.function.to_string(),
            BindingFunction::Uuid => "uuid".to_owned(),
            BindingFunction::Now => "now".to_owned(),
        }
    }

    /// Its parameters after the context.
    pub fn params(&self) -> &[Field] {
        match self {
            BindingFunction::Phrase(binding) => &binding.params,
            BindingFunction::Uuid | BindingFunction::Now => &[],
        }
    }
}

/// An outside actor: one module, if anything is sent to it.
#[derive(Debug)]
pub struct Actor {
    /// Its id in the model.
    pub id: ActorId,
    /// Its module: `customer`.
    pub module: Ident,
    /// The messages sent to it: structs, and variants of `Message`.
    pub messages: List<MessageId, Message>,
}

/// A message to an outside actor.
#[derive(Debug)]
pub struct Message {
    /// Its struct, and its variant of `Message`.
    pub name: Ident,
    /// The payload.
    pub fields: List<FieldId, Field>,
    /// Its text in the specification: `:order_confirmed`.
    pub text: String,
    /// The name in the first emit of the message.
    pub span: Span,
}

/// A choice: an enum in the module of its machine.
#[derive(Debug)]
pub struct Choice {
    /// Its enum.
    pub name: Ident,
    /// The machine that has the enum in its module.
    pub machine: MachineId,
    /// Its variants, in the order of its texts.
    pub variants: Vec<Ident>,
    /// Whether a value of the type is converted to `any` somewhere.
    pub as_value: Needed,
}

/// An object type: a struct in the module of its machine.
#[derive(Debug)]
pub struct Object {
    /// Its struct.
    pub name: Ident,
    /// The machine that has the struct in its module.
    pub machine: MachineId,
    /// Its fields, in the model's order.
    pub fields: Vec<Field>,
    /// Whether a value of the type is converted to `any` somewhere.
    pub as_value: Needed,
}

impl Object {
    /// The field with a name of the model.
    pub fn field(&self, model: &Model, id: ObjectId, name: &str) -> Option<&Field> {
        let at = model.objects[id].fields.iter().position(|(field, _)| field == name)?;
        Some(&self.fields[at])
    }
}
