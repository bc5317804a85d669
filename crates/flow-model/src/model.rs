//! The resolved model: one system with resolved names, typed values and the accepted states of each handler.
//!
//! Items are stored in flat lists in source order and refer to each other by typed indices (`StateId`, `HandlerId`, …), so
//! that every traversal is deterministic. For a specification with errors, the model has all parts that could be resolved;
//! only the diagnostics report the missing ones.

use flow_syntax::ast;
pub use flow_syntax::ast::{
    BinaryOp, CompareOp, HistoryVerb, Name, Not, Reaction, Side, TimeUnit, TurnedAway, Visibility, Which,
};
use flow_syntax::gather::Gather;
pub use flow_syntax::source::{FileId, Sources, Span};

pub(crate) use self::acceptance::Acceptance;
pub use self::acceptance::{Accepted, Guess, Reach, Role, Rule};
pub use self::crossing::Crossing;
pub use self::ends::Ends;
pub(crate) use self::function::OfList;
pub use self::function::{End, Fold, Function};
pub use self::groups::{Rank, Ranks, Said, StateGroup};
pub use self::rules::{Claim, Exclusion, Rules, SystemRule, Trigger};
pub use self::step::{
    Address, Block, Call, Chain, ChainOrigin, Duration, Emit, ForEach, Group, Reject, Step, TIMER_EXPIRED,
    Target, Timer, TimerGroup, TimerOp, TimerStart, Transition, Update, UpdateOp, When, flat_steps,
};
pub use self::types::{Choice, Object, Type};
pub use crate::list::{Entries, List};

mod acceptance;
mod crossing;
mod ends;
mod function;
mod groups;
#[cfg(feature = "tools")]
mod named;
#[cfg(feature = "tools")]
mod relocate;
mod rules;
mod step;
mod types;

#[cfg(feature = "tools")]
pub(crate) use self::named::Named;
pub(crate) use self::step::visit_step_parts;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    #[derive(Hash)]
    MachineId
    /// An actor outside the system, in [`Model::actors`].
    ActorId
    /// An object type, in [`Model::objects`].
    ObjectId
    /// A choice, in [`Model::choices`].
    ChoiceId
    /// A state, in [`Machine::states`].
    #[derive(Hash)]
    StateId
    /// A context variable, in [`Machine::variables`].
    #[derive(Hash)]
    VariableId
    /// The item of a loop, in [`Machine::items`].
    #[derive(Hash)]
    ItemId
    /// An event a machine may get, in [`Machine::events`].
    #[derive(Hash)]
    EventId
    /// A payload field, in [`Event::fields`] or [`Message::fields`].
    #[derive(Hash)]
    FieldId
    /// A message to an outside actor, in [`Actor::messages`].
    #[derive(Hash)]
    MessageId
    /// A phrase, in [`Machine::phrases`].
    #[derive(Hash)]
    PhraseId
    /// A scenario, in [`Machine::scenarios`].
    #[derive(Hash)]
    ScenarioId
    /// A handler, in [`Machine::handlers`].
    #[derive(Hash)]
    HandlerId
    /// A rule, in [`Rules::rules`].
    #[derive(Hash)]
    RuleId
}

/// One system (reference#systems).
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Model {
    /// The name that `system:` gives.
    pub name: Option<Name>,
    /// Its machines, in the order their files were loaded.
    pub machines: List<MachineId, Machine>,
    /// The outside actors, in order of first appearance, without `@system` and `@self`.
    pub actors: List<ActorId, Actor>,
    /// The object types, in order of first appearance.
    pub objects: List<ObjectId, Object>,
    /// The claims that must be true in every order of events.
    pub rules: Rules,
    /// The choices, in order of their first annotation.
    pub choices: List<ChoiceId, Choice>,
}

/// An actor that is not a machine of the system (reference#systems).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Actor {
    /// Its name, at its first appearance.
    pub name: Name,
    /// The messages that machines of the system send to it, one for each event name, in order of first appearance.
    pub messages: List<MessageId, Message>,
}

/// An event sent to an outside actor.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Message {
    /// The event's name, at the first emit.
    pub name: Name,
    /// The payload: the union of the fields of all its emits.
    pub fields: List<FieldId, PayloadField>,
}

/// One machine: the union of its scenarios in all loaded files (reference#structure).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Machine {
    /// Its name.
    pub name: Name,
    /// How many instances there are (reference#instances).
    pub instances: Instances,
    /// All states that it mentions: the initial state, then the others in order of first mention.
    pub states: List<StateId, State>,
    /// The initial state (reference#initial-state).
    pub initial: StateId,
    /// Its groups of states, in order.
    pub groups: Vec<StateGroup>,
    /// The states in which its instances are at their end.
    pub ends: Ends,
    /// The steps at entering and leaving states, in the order in which they run.
    pub crossings: Vec<Crossing>,
    /// Whether the specification reads the id of the instance, `$order_id` (reference#instance-id).
    pub uses_id: InstanceId,
    /// The context: variables that are set, and inputs, in order of first mention.
    pub variables: List<VariableId, Variable>,
    /// The items of the loops in its bodies, in order.
    pub items: List<ItemId, Item>,
    /// The events it may get: one for each event name and sender it has handlers for, and those that other machines send it
    /// without a handler.
    pub events: List<EventId, Event>,
    /// The phrases of its handlers (its bindings) and of its stories (reference#phrases), in order of first mention.
    pub phrases: List<PhraseId, Phrase>,
    /// Its scenarios, in order. Handlers directly under the machine are in scenarios without a name.
    pub scenarios: List<ScenarioId, Scenario>,
    /// Its handlers, in order of the scenarios.
    pub handlers: List<HandlerId, Handler>,
    /// The results of the acceptance stage for its handlers and states, for [`Machine::accepted`] and [`Machine::reach`].
    pub(crate) acceptance: Acceptance,
}

/// How many instances of a machine there are (reference#instances).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum Instances {
    /// Its instances belong to conversations, and emits make them (reference#conversations).
    #[default]
    PerConversation,
    /// `one for all`: one that exists from the beginning and belongs to no conversation.
    One,
    /// `one for each $key`: one for each value of the keys, which belongs to no conversation. The keys are in the order of the line.
    PerKey(Vec<VariableId>),
}

impl Instances {
    /// Whether its instances belong to no conversation.
    pub fn is_shared(&self) -> bool {
        *self != Instances::PerConversation
    }

    /// The variables of the key; none for a machine without one.
    pub fn keys(&self) -> &[VariableId] {
        match self {
            Instances::PerKey(keys) => keys,
            Instances::PerConversation | Instances::One => &[],
        }
    }
}

/// The item of a loop (reference#loops).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Item {
    /// Its name, on the loop's line.
    pub name: Name,
    /// Its type.
    pub ty: Type,
}

/// Whether instances of a machine know their id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum InstanceId {
    /// The specification reads it.
    Used,
    /// The specification never reads it; instances do not store one.
    Unused,
}

/// A state (reference#transitions).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct State {
    /// Its name, at its first mention.
    pub name: Name,
    /// The positions of its name in the sources.
    pub mentions: Vec<Span>,
}

impl State {
    /// Its first mention inside `within`; `within` itself if there is none.
    pub fn first_mention(&self, within: Span) -> Span {
        let inside =
            |span: &&Span| span.file == within.file && span.start >= within.start && span.end <= within.end;
        self.mentions.iter().find(inside).copied().unwrap_or(within)
    }
}

/// A variable of the context (reference#variable-lookup).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Variable {
    /// Its name, at its first mention.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// The source of its value.
    pub origin: Origin,
}

/// The source of a context variable's value (reference#inputs).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum Origin {
    /// A handler sets it.
    Set,
    /// Only `given:` sets it: the creator of the instance provides it.
    Given,
    /// It is never set (`never-set`): the creator of the instance provides it.
    NeverSet,
    /// It is a key of the machine (reference#instances): the event or the call that makes the instance sets it.
    Key,
}

/// A party that sends or receives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum Party {
    /// A machine of the system.
    Machine(MachineId),
    /// An outside actor.
    Actor(ActorId),
    /// `@system`: time.
    System,
    /// `@self`: the instance itself.
    Itself,
}

/// An event that a machine may receive, from one sender or from any (reference#handlers).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Event {
    /// Its name, at its first handler, or at its first emit if it has no handler.
    pub name: Name,
    /// The sender; `None` for handlers without `from`.
    pub from: Option<Party>,
    /// The payload: the fields that its handlers read or that its senders in the system send. An event with a sender also has
    /// the fields read by handlers of the same event without `from`, since those accept it in the remaining states.
    pub fields: List<FieldId, PayloadField>,
    /// Where a handler declares its payload: then the fields are exactly these (reference#payload-declarations).
    pub declared: Option<Declared>,
    /// Of an event from an actor outside: the field in which the program names the sender, `@reviewer.id`, if that is read
    /// (reference#sender-ids). It is none of the declared fields.
    pub sender_id: Option<FieldId>,
    /// Public if one of its handlers is.
    pub visibility: Visibility,
    /// Its handlers, in order, retellings included. Empty for an event without handlers.
    pub handlers: Vec<HandlerId>,
}

/// Where the payload of an event is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Declared {
    /// From `with` to the last field; of a table the line `with:`.
    pub span: Span,
    /// Whether it is a table.
    pub is_table: bool,
}

impl Event {
    /// Whether a party can send it: the one that its handlers name, or any if they name none.
    pub fn comes_from(&self, party: Party) -> bool {
        self.from.is_none_or(|from| from == party)
    }
}

/// One field of a payload (reference#payload-tables).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct PayloadField {
    /// Its name, at its first mention.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// Whether all emits in the system set it.
    pub presence: Presence,
}

/// Whether every emit of an event sets a payload field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum Presence {
    /// All emits set it.
    Always,
    /// At least one emit omits it.
    Sometimes,
}

/// A phrase: one Rust function (reference#phrases).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Phrase {
    /// Its use.
    pub kind: PhraseKind,
    /// The name of the function (reference#bindings), not yet escaped if it is a Rust keyword: `process_card_with_amount`.
    pub function: String,
    /// Its parameters (reference#bindings).
    pub params: Vec<Param>,
    /// The type of its answer, if it is one ([`PhraseKind::Answer`]).
    pub answer: Type,
    /// Its words as first written, for messages.
    pub text: String,
    /// Its first use.
    pub span: Span,
}

/// The use of a phrase (reference#bindings).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum PhraseKind {
    /// A guard of a handler: a binding that returns a boolean.
    Guard,
    /// An action of a handler: a binding that may fail.
    Action,
    /// The phrase of a `comes from`: a binding that returns a value, or fails.
    Answer,
    /// A fact of a `given:` that is not a guard as well; tests implement it.
    Fact,
    /// An assertion of an `expect:` that is not a binding as well; tests implement it.
    Assertion,
}

impl PhraseKind {
    /// Whether the program must implement it for the machine to run.
    pub fn is_binding(self) -> bool {
        matches!(self, PhraseKind::Guard | PhraseKind::Action | PhraseKind::Answer)
    }
}

/// A parameter of a phrase.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Param {
    /// Its name (reference#bindings): the name of the variable, or `percent`, `number_2`, ….
    pub name: String,
    /// Its type.
    pub ty: Type,
}

/// A scenario (reference#structure).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Scenario {
    /// Its name; `None` for handlers directly under the machine, which are not a story.
    pub name: Option<Name>,
    /// Where it is written.
    pub origin: ScenarioOrigin,
    /// The facts of its `given:`.
    pub given: Vec<Fact>,
    /// Its handlers, in order: for a line with several senders, the one for the sender that the story uses.
    pub handlers: Vec<HandlerId>,
    /// The scenario-level `expect:`.
    pub expect: Vec<Assertion>,
    /// The header line.
    pub span: Span,
}

/// Where a scenario is written (reference#loose-scenarios).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum ScenarioOrigin {
    /// Under its machine, in the file of this id.
    Machine(FileId),
    /// Loose, in the file of this id.
    Loose(FileId),
}

impl Machine {
    /// The handlers of a scenario in order, and those for the other senders of their lines.
    pub fn scenario_handlers<'m>(&'m self, scenario: &'m Scenario) -> impl Iterator<Item = HandlerId> + 'm {
        scenario.handlers.iter().flat_map(|id| self.handlers_of_line(*id))
    }

    /// Whether some definition ends with the steps of a crossing.
    ///
    /// # Panics
    /// If the acceptance stage has not run.
    pub fn crosses(&self, crossing: &Crossing) -> bool {
        let first = crossing.body.first().map(Step::span);
        let is_of = |step: &Step| step.span() == crossing.span || Some(step.span()) == first;
        self.definitions().any(|(_, handler)| handler.body[handler.own..].iter().any(is_of))
    }

    /// A handler of a story, and those for the other senders of its line, which follow it.
    pub fn handlers_of_line(&self, id: HandlerId) -> impl Iterator<Item = HandlerId> + '_ {
        let others = (id.index() + 1..self.handlers.len()).map(HandlerId::new);
        std::iter::once(id).chain(others.take_while(move |other| self.handlers[*other].beside == Some(id)))
    }
}

/// A handler (reference#handlers).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Handler {
    /// Its scenario.
    pub scenario: ScenarioId,
    /// The event that it handles, with the sender.
    pub event: EventId,
    /// Public or internal.
    pub visibility: Visibility,
    /// On a line with several senders, each of which has a handler: the one that stories use. `None` for that one itself, and where there
    /// is one sender.
    pub beside: Option<HandlerId>,
    /// The states on its line, if it has any.
    pub said: Option<Said>,
    /// The facts of its own `given:`.
    pub given: Vec<Fact>,
    /// Whether it runs steps, ignores the event or defers it.
    pub reaction: Reaction,
    /// Its steps; none of a handler that ignores or defers. Those of [`Machine::crossings`] that it crosses are last.
    pub body: Block,
    /// How many of these steps are its own: see [`Handler::own_body`].
    pub own: usize,
    /// Its own `expect:`.
    pub expect: Vec<Assertion>,
    /// The header line.
    pub span: Span,
}

impl Handler {
    /// The steps that are written in it: without those of states that it enters and leaves.
    pub fn own_body(&self) -> &[Step] {
        &self.body[..self.own]
    }
}

/// A condition (reference#conditions).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Condition {
    /// Its form.
    pub kind: ConditionKind,
    /// Its place in the sources.
    pub span: Span,
}

impl Condition {
    /// The parts of a condition that several guard lines make up (reference#guard-groups); `None` for that of one line. A
    /// line can have parts too, such as both bounds of a range: they have the place of their line.
    pub fn parts_by_line(&self) -> Option<&[Condition]> {
        match &self.kind {
            ConditionKind::All(parts) | ConditionKind::Any(parts) => {
                Some(parts.as_slice()).filter(|parts| parts.iter().any(|part| part.span != self.span))
            }
            _ => None,
        }
    }

    /// The conditions of its guard lines, in order.
    pub fn lines(&self) -> Vec<&Condition> {
        match self.parts_by_line() {
            Some(parts) => parts.iter().flat_map(Condition::lines).gather(),
            None => vec![self],
        }
    }
}

/// The forms of conditions, with negations and plain-word operands resolved (reference#conditions).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum ConditionKind {
    /// The conjunction.
    All(Vec<Condition>),
    /// The disjunction.
    Any(Vec<Condition>),
    /// The negation.
    Not(Box<Condition>),
    /// A machine is in one of these of its states; outside of `expect:` always this machine.
    InState(MachineId, Vec<StateId>),
    /// This machine was in one of these states when the handler began.
    Began(Vec<StateId>),
    /// Both sides have the same type. Order is defined for numbers, integers, times, durations and strings.
    Compare(Box<Expr>, CompareOp, Box<Expr>),
    /// The list (or the text) contains the item.
    Contains(Box<Expr>, Box<Expr>),
    /// The value is the zero of its type (reference#zero-values).
    Empty(Expr),
    /// A boolean.
    Flag(Expr),
    /// A guard phrase.
    Call(Call),
    /// The step right above the chain failed.
    Failed,
}

/// An expression with its type.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Expr {
    /// Its form.
    pub kind: ExprKind,
    /// Its type.
    pub ty: Type,
    /// Its place in the sources.
    pub span: Span,
}

/// The forms of expressions (reference#values).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum ExprKind {
    /// A decimal as written; a percentage is converted to a number (`75%` to `0.75`). Its type is number, or integer if the
    /// context requires one.
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
    /// A variable of the context of a machine's instance; only in expectations and rules.
    VariableOf(MachineId, VariableId),
    /// A field of the payload of the event being handled.
    Payload(FieldId),
    /// The id of this instance.
    InstanceId,
    /// The item of a loop around it.
    Item(ItemId),
    /// `@m`: the instance of that machine that an emit `to @m` would reach if it makes none (reference#receivers, 3 to 6).
    Partner(MachineId),
    /// `@m` below an `emit … to a new @m` of its handler: the instance that the nearest one makes.
    Made(MachineId),
    /// `@self`: this instance.
    Itself,
    /// A field of an object.
    Field(Box<Expr>, String),
    /// `-E`.
    Negate(Box<Expr>),
    /// `30 seconds`: an amount, a number or an integer, of a unit of time.
    Duration(Box<Expr>, TimeUnit),
    /// Arithmetic. Both sides have the type of the result, unless one is a time or a duration (reference#time-arithmetic).
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// An end of a list: its first or last item. It fails for an empty list.
    End(End, Box<Expr>),
    /// The number of items, an integer.
    Length(Box<Expr>),
    /// `sum of $items.price`: calculated from the items of a list, or from the value at this path of fields in each. The least and
    /// the greatest of an empty list fail.
    Fold(Fold, Box<Expr>, Vec<String>),
    /// A function of values.
    Apply(Function, Vec<Expr>),
    /// `not E`.
    Not(Box<Expr>),
    /// A text of these values, one after the other (reference#texts).
    Joined(Vec<Expr>),
    /// `uuid()`.
    Uuid,
    /// `now()`.
    Now,
    /// `$failure`: the text of the error that the chain of this depth is about, see [`Chain::catches`]; empty if there was none.
    Failure(u32),
    /// The value in the wider type of this expression: an integer as a number, anything as [`Type::Any`].
    Convert(Box<Expr>),
}

/// A fact of a `given:` (reference#story-start).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Fact {
    /// Its form.
    pub kind: FactKind,
    /// The line.
    pub span: Span,
}

/// One answer of an outside actor (reference#given-answers).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct GivenAnswer {
    /// The event. Whoever asks may handle it, so it is a name.
    pub event: Name,
    /// Its payload.
    pub with: Vec<(Name, Expr)>,
}

/// The forms of facts.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum FactKind {
    /// One instance of a machine is in a state.
    MemberInState(MachineId, Which, StateId),
    /// A variable of one instance of a machine has a value.
    VariableOf(MachineId, Which, VariableId, Expr),
    /// The answers of an outside actor, in order: the last answer repeats (reference#given-answers).
    Answers(ActorId, Vec<GivenAnswer>),
    /// A length of time passes before the handler; only in a handler's own `given:`.
    After(Expr),
    /// A machine of the system is in a state.
    InState(MachineId, StateId),
    /// The handler's event goes to the instance with this id or, for a key, with this value of it; only in a handler's own `given:`.
    Receiver(Option<VariableId>, Expr),
    /// A variable of the context has a value.
    Variable(VariableId, Expr),
    /// The instance of this machine with this id sends the handler's event; only in a handler's own `given:`. Of an actor
    /// outside it is the value of [`Event::sender_id`].
    Sender(MachineId, Expr),
    /// A payload field of the handler's event has a value; only in a handler's own `given:`.
    Payload(FieldId, Expr),
    /// A phrase with rows: `cart contains:`.
    Table(Call, ast::Table),
    /// A phrase that is true, or with `not`, false.
    Phrase(Call, Not),
    /// The answer to a `comes from` with these words.
    Answer(Call, Expr),
    /// An action, or the phrase of a `comes from`, that fails with this text.
    Throws(Call, String),
}

/// A line of an `expect:` (reference#assertions).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Assertion {
    /// Its form.
    pub kind: AssertionKind,
    /// The line.
    pub span: Span,
}

/// The forms of assertions.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum AssertionKind {
    /// The selected instances of a machine are, or are not, in one of these states.
    Members(MachineId, Which, Not, Vec<StateId>),
    /// A variable of instances of a machine, compared with a value.
    VariableOf(MachineId, Which, VariableId, CompareOp, Expr),
    /// A condition, phrases included.
    Condition(Condition),
    /// Whether a machine was in, entered or left one of these states.
    History(MachineId, HistoryVerb, Vec<StateId>),
    /// A machine rests, or does not, in a state that only an answer leaves, and no answer is in flight.
    LeftWaiting(MachineId, Not),
    /// A party received, or did not receive, an event.
    Received {
        /// The receiver.
        by: Party,
        /// `did not receive`.
        not: Not,
        /// The event's name; `None`: any event.
        event: Option<Name>,
        /// Values that its fields must have.
        with: Vec<(Name, Expr)>,
    },
    /// A party received this number of events.
    ReceivedCount(Party, Expr),
    /// An event was, or was not, sent.
    Emitted {
        /// The event's name.
        event: Name,
        /// `was not emitted`.
        not: Not,
        /// The receiver; `None`: any receiver.
        to: Option<Party>,
        /// Values that its fields must have.
        with: Vec<(Name, Expr)>,
    },
    /// An action was, or was not, called.
    Called {
        /// The call.
        call: Call,
        /// `was not called`.
        not: Not,
        /// The arguments that may have any value: those of variables that have none there.
        open: Vec<usize>,
        /// Further arguments by name.
        with: Vec<(Name, Expr)>,
    },
    /// An event was, or was not, rejected or refused (reference#refusals).
    TurnedAway {
        /// How.
        how: TurnedAway,
        /// The event's name; `None`: any event.
        event: Option<Name>,
        /// The machine that did so; `None`: any machine.
        by: Option<MachineId>,
        /// `was not rejected`.
        not: Not,
        /// The text it must have been refused with.
        with: Option<Expr>,
    },
}
