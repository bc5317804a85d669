//! The names of what a durable host needs: traits for asynchronous bindings and for actors outside, and the functions of a host.
//!
//! Names that users write get a number if the specification has an item of that name.

use flow_model::Program;
use flow_model::model::{
    ActorId, ChoiceId, Event, EventId, Instances, List, MachineId, MessageId, Model, ObjectId, Party,
    Visibility,
};
use flow_project::{Migration, SecretName};
use flow_syntax::gather::Gather;
use proc_macro2::{Ident, TokenStream};

use super::emits::EmitKind;
use super::items::{Actor, Choice, Machine, Object};
use super::naming::{self, Scope};
use super::system::System;

/// Methods of hosts and of the trait `Caller`, those that are planned among them: a method of this name would be called in place of the
/// function for an event.
const HOST_API: &[&str] = &[
    "abandon",
    "accept_clock",
    "answer",
    "archive",
    "backup",
    "call",
    "clock",
    "conversation",
    "create",
    "dead_letters",
    "decide",
    "drain",
    "erase",
    "fail",
    "get",
    "history",
    "http",
    "list",
    "messages",
    "metrics",
    "now",
    "observe",
    "once",
    "plan",
    "program",
    "read",
    "receive",
    "reply",
    "retry",
    "send",
    "serve",
    "settle",
    "shutdown",
    "trouble",
    "visit",
    "write",
];

/// What a durable host needs.
#[derive(Debug)]
pub struct Durable {
    /// The path of the crate `flow_durable`.
    pub path: TokenStream,
    /// The path and text of each file of the specification, in order.
    pub files: Vec<(String, String)>,
    /// The rules of the specification, as their lines.
    pub rules: Vec<String>,
    /// What becomes of things that were stored with earlier versions.
    pub migrations: Vec<Migration>,
    /// The values that nobody is shown.
    pub secrets: Vec<SecretName>,
    /// The trait of each machine's asynchronous bindings: `AsyncBindings`.
    pub async_bindings: List<MachineId, Ident>,
    /// The traits and types of each actor.
    pub actors: List<ActorId, DurableActor>,
    /// The functions of a host that make an instance; none for a machine that is `one for all`.
    pub creates: List<MachineId, Option<Create>>,
    /// The functions of a host for the events from outside, in the order of the system's arrivals.
    pub arrivals: Vec<Ident>,
}

/// The functions that make an instance.
#[derive(Debug)]
pub struct Create {
    /// `create_order`.
    pub function: Ident,
    /// `create_order_with_id`; none where the id is the key.
    pub with_id: Option<Ident>,
}

/// An actor that a host delivers messages to.
#[derive(Debug)]
pub struct DurableActor {
    /// Its type: `Bank`.
    pub name: Ident,
    /// The trait that users implement: `Actor`.
    pub actor: Ident,
    /// The enum of its answers: `Answer`.
    pub answer: Ident,
    /// The functions of the trait, in the order of the messages.
    pub functions: List<MessageId, Ident>,
    /// The answers: internal events that a machine which sends it a message takes from it.
    pub answers: Vec<ActorAnswer>,
}

/// An event that an actor answers with.
#[derive(Debug)]
pub struct ActorAnswer {
    /// Its variant: `Charged`, or `ChargedOrder` where other machines take a `charged` too.
    pub variant: Ident,
    /// The machine that takes it.
    pub machine: MachineId,
    /// The event.
    pub event: EventId,
}

/// Plans the names.
pub(super) fn plan_durable(
    (model, program): (&Model, &Program),
    path: TokenStream,
    (machines, actors): (&List<MachineId, Machine<'_>>, &List<ActorId, Actor>),
    types: (&List<ObjectId, Object>, &List<ChoiceId, Choice>),
    system: &System,
) -> Durable {
    let mut functions = Scope::default();
    let creates = machines.map(|machine| plan_create(model, machine.id, system, &mut functions));
    let arrivals = system.arrivals.iter().map(|arrival| {
        let name = arrival.function.to_string();
        functions.claim_private(naming::snake_case(name.trim_start_matches("r#"), HOST_API))
    });
    let files = program.files.iter();
    let files = files.map(|file| (file.path.clone(), program.sources.get(file.id).text.clone()));
    Durable {
        path,
        files: files.gather(),
        rules: model.rules.rules.iter().map(|rule| rule.text(&program.sources)).gather(),
        migrations: Vec::new(),
        secrets: Vec::new(),
        async_bindings: machines.map(|machine| plan_async_bindings(machine, types)),
        actors: actors.map(|actor| plan_actor(model, actor, machines)),
        arrivals: arrivals.gather(),
        creates,
    }
}

fn plan_create(model: &Model, id: MachineId, system: &System, functions: &mut Scope) -> Option<Create> {
    let create = &system.members[id].create;
    let mut claim =
        |end: &str| functions.claim_private(naming::snake_case(&format!("{create}{end}"), HOST_API));
    match model.machines[id].instances {
        Instances::One => None,
        Instances::PerKey(_) => Some(Create { function: claim(""), with_id: None }),
        Instances::PerConversation => Some(Create { function: claim(""), with_id: Some(claim("_with_id")) }),
    }
}

/// The name of the trait, which no other type of the machine's module has.
fn plan_async_bindings(
    machine: &Machine<'_>,
    (objects, choices): (&List<ObjectId, Object>, &List<ChoiceId, Choice>),
) -> Ident {
    let mut scope = Scope::default();
    scope.claim_private(machine.name.clone());
    let objects = objects.iter().filter(|object| object.machine == machine.id).map(|object| &object.name);
    let choices = choices.iter().filter(|choice| choice.machine == machine.id).map(|choice| &choice.name);
    objects.chain(choices).for_each(|name| drop(scope.claim_private(name.clone())));
    scope.claim_private(naming::camel_case("async_bindings", &[]))
}

fn plan_actor(model: &Model, actor: &Actor, machines: &List<MachineId, Machine<'_>>) -> DurableActor {
    let (mut types, mut functions) = (Scope::default(), Scope::default());
    actor.messages.iter().for_each(|message| drop(types.claim_private(message.name.clone())));
    let mut claim = |name: &str| types.claim_private(naming::camel_case(name, naming::MESSAGE_API));
    let [actor_trait, answer, name] = ["actor", "answer", &model.actors[actor.id].name.text].map(&mut claim);
    let function = |message: &flow_model::model::Message| {
        functions.claim_private(naming::snake_case(&message.name.text, &[]))
    };
    DurableActor {
        name,
        actor: actor_trait,
        answer,
        functions: model.actors[actor.id].messages.map(function),
        answers: plan_answers(model, actor.id, machines),
    }
}

/// The events that the machines which send an actor messages take from it.
fn plan_answers(model: &Model, actor: ActorId, machines: &List<MachineId, Machine<'_>>) -> Vec<ActorAnswer> {
    let sends = |machine: &&Machine<'_>| {
        machine.emits.iter().any(|emit| matches!(emit.kind, EmitKind::Actor(to, _) if to == actor))
    };
    let senders = || machines.iter().filter(sends);
    let answers = || {
        senders().flat_map(|machine| {
            let events = &model.machines[machine.id].events;
            let taken = events.entries().filter(|(_, event)| is_answer(events, event, actor));
            taken.map(move |(id, event)| (machine, id, event.name.text.as_str()))
        })
    };
    let counts = naming::count_equal(answers().map(|(_, _, name)| name));
    let mut variants = Scope::default();
    let answer = |(machine, event, name): (&Machine<'_>, EventId, &str)| {
        let name = match counts[name] {
            1 => name.to_owned(),
            _ => format!("{name}_{}", model.machines[machine.id].name.text),
        };
        let variant = variants.claim_private(naming::camel_case(&name, naming::VARIANT_API));
        ActorAnswer { variant, machine: machine.id, event }
    };
    answers().map(answer).gather()
}

/// Whether an actor answers with an event. A public event is a call instead, which the actor begins. Of two events of one name, it sends
/// the one that names it.
fn is_answer(events: &List<EventId, Event>, event: &Event, actor: ActorId) -> bool {
    let from = Some(Party::Actor(actor));
    let is_named = |other: &Event| other.from == from && other.name.text == event.name.text;
    let is_sent = event.from == from || (event.from.is_none() && !events.iter().any(is_named));
    is_sent && event.visibility == Visibility::Internal
}
