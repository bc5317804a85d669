//! The resolved model: one system, every name looked up, every value typed, every handler with its states.
//!
//! Everything lies in flat lists and refers to other things by index (`StateId`, `HandlerId`, …), in the order the
//! files say it, so that whatever walks the model is deterministic. The model of a specification with errors is
//! complete as far as it could be understood; only the diagnostics say that something is missing.

use std::sync::Arc;

use flow_syntax::ast;
pub use flow_syntax::ast::{BinaryOp, CompareOp, HistoryVerb, Name, Not, TimeUnit, Visibility};
pub use flow_syntax::source::{FileId, Sources, Span};

pub use self::step::{
    Block, Call, Chain, Duration, Emit, Group, Step, Target, Timer, TimerOp, Transition, Update, UpdateOp,
};
pub use crate::list::List;

mod step;

pub(crate) use self::step::visit_step_parts;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The id of the item at `index` of its list.
            pub fn new(index: usize) -> Self {
                $name(u32::try_from(index).expect("a specification has fewer than 2^32 items"))
            }

            /// The position of the item in its list.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl crate::list::Id for $name {
            fn new(index: usize) -> Self {
                $name::new(index)
            }

            fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A machine, in [`Model::machines`].
    MachineId
    /// An actor outside the system, in [`Model::actors`].
    ActorId
    /// An object type, in [`Model::objects`].
    ObjectId
    /// A state, in [`Machine::states`].
    StateId
    /// A context variable, in [`Machine::variables`].
    VariableId
    /// An event a machine may get, in [`Machine::events`].
    EventId
    /// A payload field, in [`Event::fields`] or [`Message::fields`].
    FieldId
    /// A message to an outside actor, in [`Actor::messages`].
    MessageId
    /// A phrase, in [`Machine::phrases`].
    PhraseId
    /// A scenario, in [`Machine::scenarios`].
    ScenarioId
    /// A handler, in [`Machine::handlers`].
    HandlerId
}

/// One system (language.md §3).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// The name that `system:` gives.
    pub name: Option<Name>,
    /// Its machines, in the order their files were loaded.
    pub machines: List<MachineId, Machine>,
    /// The actors outside, in order of first appearance. `@system` and `@self` are not among them.
    pub actors: List<ActorId, Actor>,
    /// The object types, in order of first appearance.
    pub objects: List<ObjectId, Object>,
}

/// An actor that is no machine of the system (§3).
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// Its name, at its first appearance.
    pub name: Name,
    /// What the system's machines send to it, one for each event name, in order of first appearance.
    pub messages: List<MessageId, Message>,
}

/// An event sent to an outside actor.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The event's name, at the first emit.
    pub name: Name,
    /// The payload: every field that some emit has.
    pub fields: List<FieldId, PayloadField>,
}

/// The fields of an object type, merged from all its uses (§7).
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// The variable or field whose values it types (`item`): the name of the type.
    pub name: Name,
    /// The machine it is declared with in Rust: the first one that uses it.
    pub machine: MachineId,
    /// Field names and types, in order of first appearance. Never empty: an object without known fields is [`Type::Any`].
    pub fields: Vec<(String, Type)>,
}

/// One machine: the union of its scenarios in all loaded files (§3).
#[derive(Clone, Debug, PartialEq)]
pub struct Machine {
    /// Its name.
    pub name: Name,
    /// Every state it mentions, initial first, then in order of first mention.
    pub states: List<StateId, State>,
    /// The initial state (§8).
    pub initial: StateId,
    /// Whether the specification reads the instance's id (`$order_id`, §7.3).
    pub uses_id: InstanceId,
    /// The context: variables that are set, and inputs, in order of first mention.
    pub variables: List<VariableId, Variable>,
    /// The events it may get: one for each event name and sender it has handlers for, and those that other machines send it
    /// without a handler.
    pub events: List<EventId, Event>,
    /// The phrases of its handlers (its bindings) and of its stories (§6), in order of first mention.
    pub phrases: List<PhraseId, Phrase>,
    /// Its scenarios, in order; handlers straight under the machine are in nameless ones.
    pub scenarios: List<ScenarioId, Scenario>,
    /// Its handlers, in order of the scenarios.
    pub handlers: List<HandlerId, Handler>,
}

/// Whether instances of a machine know their id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstanceId {
    /// The specification reads it.
    Used,
    /// Nothing reads it; none is stored.
    Unused,
}

/// A state (§8).
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Its name, at its first mention.
    pub name: Name,
    /// Every place that names it.
    pub mentions: Vec<Span>,
    /// Whether a machine can come here.
    pub reach: Reach,
}

impl State {
    /// The place in `within` that names it; `within` itself if none does.
    pub fn mention(&self, within: Span) -> Span {
        let inside =
            |span: &&Span| span.file == within.file && span.start >= within.start && span.end <= within.end;
        self.mentions.iter().find(inside).copied().unwrap_or(within)
    }
}

/// Whether a machine can get into a state (§8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It is the initial state, or a handler accepted in a reachable state moves there.
    Reachable,
    /// Nothing enters it.
    Unreachable,
}

/// A variable of the context (§7).
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// Its name, at its first mention.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// Where its value comes from.
    pub origin: Origin,
}

/// Where a context variable's value comes from (§7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A handler sets it.
    Set,
    /// Only `given:` sets it: whoever creates the instance provides it.
    Given,
    /// Nothing sets it (`never-set`): whoever creates the instance provides it.
    NeverSet,
}

/// Types of values (§7).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    /// `string`.
    String,
    /// `number`: decimal.
    Number,
    /// `integer`: 64 bit.
    Integer,
    /// `boolean`.
    Boolean,
    /// `time`.
    Time,
    /// `array` of one item type.
    Array(Box<Type>),
    /// `object` with known fields.
    Object(ObjectId),
    /// What nothing determines.
    Any,
}

/// A party that sends or receives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// A machine of the system.
    Machine(MachineId),
    /// An actor outside.
    Actor(ActorId),
    /// `@system`: time.
    System,
    /// `@self`: the instance itself.
    Itself,
}

/// An event a machine may get, from one sender or from any (§4).
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its name, at its first handler; without handlers, at its first emit.
    pub name: Name,
    /// The sender; `None` for handlers without `from`.
    pub from: Option<Party>,
    /// The payload: what its handlers read, what its senders in the system send, and, for an event with a sender, what the handlers of the same
    /// event without `from` read, since they take it in states where the others do not.
    pub fields: List<FieldId, PayloadField>,
    /// Public if one of its handlers is.
    pub visibility: Visibility,
    /// Its handlers, in order, retellings included. Empty if nothing handles it.
    pub handlers: Vec<HandlerId>,
}

/// One field of a payload (§7).
#[derive(Clone, Debug, PartialEq)]
pub struct PayloadField {
    /// Its name, at its first mention.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// Whether every sender in the system sends it.
    pub presence: Presence,
}

/// Whether a payload field is always there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Every emit of the event has it.
    Always,
    /// Some emit leaves it out.
    Sometimes,
}

/// A phrase: one Rust function (§6).
#[derive(Clone, Debug, PartialEq)]
pub struct Phrase {
    /// What it is for.
    pub kind: PhraseKind,
    /// The function's name by §6, before Rust keywords are looked at: `process_card_with_amount`.
    pub function: String,
    /// Its arguments, named by §6.
    pub params: Vec<Param>,
    /// The words as first written, for people.
    pub text: String,
    /// Where it stands first.
    pub span: Span,
}

/// What a phrase is for (§6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhraseKind {
    /// A guard of a handler: a binding that answers yes or no.
    Guard,
    /// An action of a handler: a binding that may fail.
    Action,
    /// A fact of a `given:` that no guard asks: on the tests' side.
    Fact,
    /// An assertion of an `expect:` that is no binding: on the tests' side.
    Assertion,
}

impl PhraseKind {
    /// Whether Rust code must give it meaning for the machine to run.
    pub fn is_binding(self) -> bool {
        matches!(self, PhraseKind::Guard | PhraseKind::Action)
    }
}

/// An argument of a phrase.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// Its name by §6: the variable's, or `percent`, `number_2`, ….
    pub name: String,
    /// Its type.
    pub ty: Type,
}

/// A scenario (§3).
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Its name; `None` for handlers straight under the machine, which are no story.
    pub name: Option<Name>,
    /// Where it was told.
    pub origin: ScenarioOrigin,
    /// The facts of its `given:`.
    pub given: Vec<Fact>,
    /// Its handlers, in order.
    pub handlers: Vec<HandlerId>,
    /// The scenario-level `expect:`.
    pub expect: Vec<Assertion>,
    /// The header line.
    pub span: Span,
}

/// Where a scenario was told (§3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScenarioOrigin {
    /// Under its machine, in the file of this id.
    Machine(FileId),
    /// Loose, in the file of this id.
    Loose(FileId),
}

/// A handler (§4).
#[derive(Clone, Debug, PartialEq)]
pub struct Handler {
    /// The scenario it stands in.
    pub scenario: ScenarioId,
    /// The event and sender it is for.
    pub event: EventId,
    /// Public or internal.
    pub visibility: Visibility,
    /// The states it says itself, if it does.
    pub said: Option<Said>,
    /// The facts of its own `given:`.
    pub given: Vec<Fact>,
    /// Its steps.
    pub body: Block,
    /// Its own `expect:`.
    pub expect: Vec<Assertion>,
    /// The header line.
    pub span: Span,
    /// The states it is accepted in, sorted (§8). For a retelling: those it was found in; only its definition counts at run time.
    pub accepted: Arc<[StateId]>,
    /// The rule of §8 that found them.
    pub rule: Rule,
    /// Whether it defines or retells.
    pub role: Role,
    /// What had to be guessed to find its states (`guessed-source`).
    pub guess: Option<Guess>,
}

/// What a handler line says of its states (§4).
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// `in any state`.
    Any,
    /// `in #a, #b`.
    In(Vec<StateId>),
}

/// The rules that find where a handler is accepted (§8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// 1: its line, or its guards, say it.
    Said,
    /// 2: it answers something asked above.
    Answer,
    /// 3: the scenario's `given:` says it.
    Beginning,
    /// 4: another scenario handles it by rule 1 or 2.
    Known,
    /// 5: the initial state.
    Initial,
    /// 6: what stands when its turn comes.
    Continuation,
}

/// Whether a handler defines what happens or tells it again (§8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It defines.
    Definition,
    /// It retells this one.
    Retelling(HandlerId),
}

/// Why the states of a handler are a guess (§8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guess {
    /// By rule 2: an actor outside was asked in several states, by these handlers; the last question was taken.
    LastQuestion {
        /// The first ten of them.
        first: Vec<HandlerId>,
        /// How many there are.
        count: usize,
    },
    /// By rule 2: it is also accepted where these handlers lead, which answer an actor that was asked at once with its own.
    OtherAnswers(Vec<HandlerId>),
    /// By rule 3: this handler of an earlier scenario takes the same event, in other states.
    Beginning(HandlerId),
    /// By rule 5: this handler of an earlier scenario sends something to the actor that is heard from.
    Initial(HandlerId),
    /// By rule 6: the story can stand in several states.
    Continuation,
}

/// A condition (§5).
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// What it asks.
    pub kind: ConditionKind,
    /// Where it stands.
    pub span: Span,
}

/// The forms of conditions, negations and plain-word operands resolved (§5).
#[derive(Clone, Debug, PartialEq)]
pub enum ConditionKind {
    /// Every one holds.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// A machine is in one of these of its states; outside of `expect:` always this machine.
    InState(MachineId, Vec<StateId>),
    /// Both sides have one type. Order is defined for numbers, integers, times and strings.
    Compare(Box<Expr>, CompareOp, Box<Expr>),
    /// The list (or the text) contains the item.
    Contains(Box<Expr>, Box<Expr>),
    /// It is its type's zero: no items, no text, nothing.
    Empty(Expr),
    /// A boolean.
    Flag(Expr),
    /// A guard phrase.
    Call(Call),
}

/// A value with its type.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Its type.
    pub ty: Type,
    /// Where it stands.
    pub span: Span,
}

/// The forms of values (§7).
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A decimal as written, percentages as the number they are (`0.75`). Typed number, or integer where one is wanted.
    Number(String),
    /// Text.
    Text(String),
    /// `true`, `false`.
    Boolean(bool),
    /// `empty`: the zero of the type.
    Zero,
    /// Items of one type.
    List(Vec<Expr>),
    /// Fields in the order of the type ([`Type::Object`]), or as written ([`Type::Any`]).
    Object(Vec<(String, Expr)>),
    /// A variable of the context.
    Variable(VariableId),
    /// A field of the payload of the event being handled.
    Payload(FieldId),
    /// The id of this instance.
    InstanceId,
    /// A field of an object.
    Field(Box<Expr>, String),
    /// `-E`.
    Negate(Box<Expr>),
    /// Arithmetic; both sides have the type of the whole.
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// The number of items, an integer.
    Length(Box<Expr>),
    /// `uuid()`.
    Uuid,
    /// `now()`.
    Now,
    /// The value in the wider type of this expression: an integer as a number, anything as [`Type::Any`].
    Convert(Box<Expr>),
}

/// A fact of a `given:` (§3, §10).
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// What it says.
    pub kind: FactKind,
    /// The line.
    pub span: Span,
}

/// The forms of facts.
#[derive(Clone, Debug, PartialEq)]
pub enum FactKind {
    /// A machine of the system stands in a state.
    InState(MachineId, StateId),
    /// A variable of the context has a value.
    Variable(VariableId, Expr),
    /// A payload field of the handler's event has a value; only in a handler's own `given:`.
    Payload(FieldId, Expr),
    /// A phrase with rows: `cart contains:`.
    Table(Call, ast::Table),
    /// A phrase that holds, or does not.
    Phrase(Call, Not),
}

/// A line of an `expect:` (§10).
#[derive(Clone, Debug, PartialEq)]
pub struct Assertion {
    /// What it says.
    pub kind: AssertionKind,
    /// The line.
    pub span: Span,
}

/// The forms of assertions.
#[derive(Clone, Debug, PartialEq)]
pub enum AssertionKind {
    /// A condition, phrases included.
    Condition(Condition),
    /// What a machine's past must have been.
    History(MachineId, HistoryVerb, StateId),
    /// A party got, or did not get, an event; `None`: anything at all.
    Received {
        /// Who.
        by: Party,
        /// `did not receive`.
        not: Not,
        /// The event's name.
        event: Option<Name>,
        /// Fields it had.
        with: Vec<(Name, Expr)>,
    },
    /// A party got so many events.
    ReceivedCount(Party, Expr),
    /// An event was, or was not, sent.
    Emitted {
        /// The event's name.
        event: Name,
        /// `was not emitted`.
        not: Not,
        /// To whom; `None`: to anyone.
        to: Option<Party>,
        /// Fields it had.
        with: Vec<(Name, Expr)>,
    },
    /// An action was, or was not, called.
    Called {
        /// The call.
        call: Call,
        /// `was not called`.
        not: Not,
        /// Further arguments by name.
        with: Vec<(Name, Expr)>,
    },
}
