//! The syntax tree: the lines of a file, before names are resolved.
//!
//! Every node has its span. Names are stored without their sigil. Lines that do not parse are missing here and reported
//! as diagnostics instead. What plain words mean (a variable, a fact, a phrase) is not decided here: nodes that could be
//! either keep both readings.

mod declared;
mod instance;
#[cfg(feature = "tools")]
pub mod relocate;
mod rules;
mod test;
mod types;
mod value;

pub use declared::{Declaration, DeclaredField};
pub use instance::{Members, Which};
pub use rules::{Claim, Exclusion, Rule, Rules, Trigger};
pub use test::{
    Assignment, Assumption, Nth, Test, TestCase, TestEvent, TestGroup, TestHandler, TestRefusal, TestStep,
    TestTarget,
};
pub use types::{TimeUnit, TypeKind, TypeName};
pub use value::{BinaryOp, Expr, ExprKind, Function, ListFunction, Literal, Path, ValueFunction};

use crate::source::Span;

/// A name, or free text, with its place. For sigil names the text has no sigil and the span covers it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Name {
    /// The name, without sigil.
    pub text: String,
    /// Its span, sigil included.
    pub span: Span,
}

/// One file (reference#structure, reference#test-files).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    /// `system: …`, if the file names one.
    pub system: Option<Name>,
    /// The `uses:` lines of the file.
    pub uses: Vec<Use>,
    /// The rules of the system.
    pub rules: Vec<Rules>,
    /// The machines, in order.
    pub machines: Vec<Machine>,
    /// Scenarios outside of any machine.
    pub loose: Vec<Scenario>,
    /// The tests of a test file.
    pub tests: Vec<Test>,
    /// Machines with headers that cannot be read, each with the text of its header as its name. They are no part of the specification.
    #[cfg(feature = "tools")]
    pub unread_machines: Vec<Machine>,
    /// The same for the headers of tests, of the scenarios in them and of their handlers, with the cases below them.
    #[cfg(feature = "tools")]
    pub unread_tests: Vec<Test>,
    /// All comments, in order; the tree is the same without them.
    pub comments: Vec<Comment>,
    /// Whether the nesting was read from indentation or inferred (reference#flat-text).
    pub layout: Layout,
}

/// How a file's nesting was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// By indentation.
    #[default]
    Indented,
    /// No line is indented: by the rules for flat text (reference#flat-text).
    Inferred,
}

/// A comment, with its marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    /// The text, `//` or `/* */` included.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// `@fine from "./fine.flow"` under `uses:` (reference#structure).
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    /// The machine.
    pub machine: Name,
    /// The path as written, relative to this file.
    pub path: Name,
    /// The whole line.
    pub span: Span,
}

/// `machine: @order` and all lines below it (reference#structure).
#[derive(Clone, Debug, PartialEq)]
pub struct Machine {
    /// The machine's name.
    pub name: Name,
    /// `starts in #a`, `ends in #b`, and the states listed one a line.
    pub states: States,
    /// `one for …`, if it has that line.
    pub instances: Option<Instances>,
    /// Its scenarios; handlers directly below the machine are in scenarios without a name.
    pub scenarios: Vec<Scenario>,
    /// Its blocks for entering and leaving states, directly below it.
    pub crossings: Vec<Crossing>,
    /// Its rules.
    pub rules: Vec<Rules>,
    /// The blocks below unreadable lines, directly below it.
    #[cfg(feature = "tools")]
    pub unread: Vec<UnreadBlock>,
    /// The header line.
    pub span: Span,
}

/// The states that a machine declares (reference#structure).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct States {
    /// `starts in #a`, or one lone `#a`.
    pub starts_in: Option<Name>,
    /// Two or more `#name` lines: all states the machine has. Empty if it has no list.
    pub list: Vec<Name>,
    /// `ends in #a, #b`: the states in which an instance is at its end.
    pub ends_in: Vec<Name>,
    /// `#open is #new, #assigned`: names for several states.
    pub groups: Vec<StateGroup>,
}

/// `#open is #new, #assigned` under a machine (reference#groups).
#[derive(Clone, Debug, PartialEq)]
pub struct StateGroup {
    /// The name of the group.
    pub name: Name,
    /// Its members: states and other groups.
    pub members: Vec<Name>,
}

/// `one for all`, `one for each $key` (reference#instances).
#[derive(Clone, Debug, PartialEq)]
pub struct Instances {
    /// The keys; none of `one for all`.
    pub keys: Vec<Name>,
    /// The line.
    pub span: Span,
}

/// `scenario: name`, or the nameless one of the handlers directly in a machine (reference#structure).
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// The free-text name; `None` for handlers directly below a machine.
    pub name: Option<Name>,
    /// The facts of its `given:`.
    pub given: Vec<Fact>,
    /// The handlers, in order.
    pub handlers: Vec<Handler>,
    /// The blocks of its machine for entering and leaving states.
    pub crossings: Vec<Crossing>,
    /// The scenario-level `expect:`, checked at the end of the story.
    pub expect: Vec<Assertion>,
    /// The blocks below unreadable lines of handlers, and in its crossings.
    #[cfg(feature = "tools")]
    pub unread: Vec<UnreadBlock>,
    /// The header line; for the nameless one, its first handler's line.
    pub span: Span,
}

/// One `on` block (reference#handlers).
#[derive(Clone, Debug, PartialEq)]
pub struct Handler {
    /// Public (`on>`, `(api)`) or internal.
    pub visibility: Visibility,
    /// The event.
    pub event: Name,
    /// `from @actor`: of several senders the first.
    pub from: Option<Name>,
    /// The other senders of `from @a, @b`.
    pub also_from: Vec<Name>,
    /// `in #a, #b` or `in any state`.
    pub accepted: Option<Accepted>,
    /// The payload that it declares, if there is a declaration.
    pub declared: Option<Declaration>,
    /// The handler's own `given:`.
    pub given: Vec<Fact>,
    /// Whether it runs steps, ignores the event or defers it.
    pub reaction: Reaction,
    /// The steps, in order; none of a handler that ignores or defers.
    pub body: Vec<Step>,
    /// The handler's own `expect:`.
    pub expect: Vec<Assertion>,
    /// The blocks below unreadable lines of its body.
    #[cfg(feature = "tools")]
    pub unread: Vec<UnreadBlock>,
    /// The header line.
    pub span: Span,
}

/// The lines below a line that cannot be read: of a handler, a guard, or one that begins a block in another notation. They are no part of
/// the specification; editors need the names in them while the line above is typed.
#[cfg(feature = "tools")]
#[derive(Clone, Debug, PartialEq)]
pub struct UnreadBlock {
    /// Whether the line is that of a handler.
    pub is_handler: bool,
    /// The other guards of a group.
    pub guards: Vec<Condition>,
    /// The facts of its `given:`.
    pub given: Vec<Fact>,
    /// The steps, in order.
    pub body: Vec<Step>,
    /// Its `expect:`.
    pub expect: Vec<Assertion>,
    /// The line that cannot be read.
    pub span: Span,
}

/// `on entering #paid` and the steps below it (reference#entering).
#[derive(Clone, Debug, PartialEq)]
pub struct Crossing {
    /// Whether it is about moving there or away.
    pub side: Side,
    /// The state, or the group.
    pub state: Name,
    /// The steps, in order.
    pub body: Vec<Step>,
    /// The header line.
    pub span: Span,
}

/// The direction in which a state or a group is crossed (reference#entering).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum Side {
    /// From one of its states to one outside: `on leaving`.
    Leaving,
    /// From a state outside into it: `on entering`.
    Entering,
}

impl Side {
    /// The word of this side.
    pub fn word(self) -> &'static str {
        match self {
            Side::Leaving => "leaving",
            Side::Entering => "entering",
        }
    }
}

/// The reaction of a handler to its event (reference#ignored-events, reference#deferred-events).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum Reaction {
    /// Its steps run; it may have none.
    Steps,
    /// `ignore`: the event has no effect.
    Ignore,
    /// `defer`: the event is put aside until the machine has moved.
    Defer,
}

impl Reaction {
    /// The reaction of a step that consists of these words.
    pub fn of_words(words: &str) -> Option<Reaction> {
        match words {
            "ignore" => Some(Reaction::Ignore),
            "defer" => Some(Reaction::Defer),
            _ => None,
        }
    }

    /// The step of this reaction; `None` if its steps are of other kinds.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Reaction::Steps => None,
            Reaction::Ignore => Some("ignore"),
            Reaction::Defer => Some("defer"),
        }
    }
}

/// The senders that an event may have (reference#handlers).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum Visibility {
    /// `on> …` or `on … (api)`: the outside may call it.
    Public,
    /// `on …`: messages from machines and actors only.
    Internal,
}

/// The states in which a handler is accepted, where it names them (reference#handlers).
#[derive(Clone, Debug, PartialEq)]
pub enum Accepted {
    /// `in any state`, `in any state except #a, #b`.
    Any(Vec<Name>),
    /// `in #a, #b`.
    In(Vec<Name>),
}

/// One step of a body (reference#handlers), or a chain of guards (reference#guards).
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// `order moves to #paid`.
    Transition(Transition),
    /// `$total increases by $price`.
    Update(Update),
    /// `emit :event to @actor …`.
    Emit(Emit),
    /// `start timer …`, `schedule …`, `cancel …`.
    Timer(Timer),
    /// `reject "Cart is empty"`.
    Reject(Reject),
    /// Any other phrase.
    Action(Phrase),
    /// Guard groups that follow each other.
    Chain(Chain),
    /// `for each $item in $items`.
    ForEach(ForEach),
}

#[cfg(feature = "tools")]
impl relocate::Relocate for Step {
    fn relocate(&mut self, to: relocate::Move) {
        match self {
            Step::Transition(step) => step.relocate(to),
            Step::Update(step) => step.relocate(to),
            Step::Emit(step) => step.relocate(to),
            Step::Timer(step) => step.relocate(to),
            Step::Reject(step) => step.relocate(to),
            Step::Action(step) => step.relocate(to),
            Step::Chain(step) => step.relocate(to),
            Step::ForEach(step) => step.relocate(to),
        }
    }
}

/// `order moves to #paid` (reference#handlers).
#[derive(Clone, Debug, PartialEq)]
pub struct Transition {
    /// The words before the verb (`order`), for the reader.
    pub subject: Name,
    /// The verb as written (`moves to`).
    pub verb: Name,
    /// The target state.
    pub state: Name,
    /// The whole line.
    pub span: Span,
}

/// `$x becomes E` and its siblings (reference#handlers).
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    /// The variable; only its root can be set, so a path with fields is reported and does not get here.
    pub variable: Name,
    /// `$x: number …`.
    pub ty: Option<TypeName>,
    /// The operation.
    pub op: UpdateOp,
    /// The whole line.
    pub span: Span,
}

/// The operation of an update on its variable (reference#handlers).
#[derive(Clone, Debug, PartialEq)]
pub enum UpdateOp {
    /// `becomes E`.
    Becomes(Expr),
    /// `increases by E`.
    Increases(Expr),
    /// `decreases by E`.
    Decreases(Expr),
    /// `adds E`.
    Adds(Expr),
    /// `removes E`.
    Removes(Expr),
    /// `clears`.
    Clears,
    /// `comes from` and a phrase that returns a value.
    ComesFrom(Phrase),
}

/// `emit :event to @actor` with its payload (reference#handlers).
#[derive(Clone, Debug, PartialEq)]
pub struct Emit {
    /// The event.
    pub event: Name,
    /// The receiver.
    pub to: Receiver,
    /// The payload fields in the order written, whichever form they were written in.
    pub payload: Vec<Field>,
    /// The emit line.
    pub span: Span,
}

/// The receiver of an emit (reference#receivers).
#[derive(Clone, Debug, PartialEq)]
pub enum Receiver {
    /// `to @actor`: an actor, a machine, or `self`.
    Party(Name),
    /// `to a new @machine`.
    New(Name),
    /// `to all @machine`.
    All(Name),
    /// `to $who`: a reference.
    Reference(Path),
}

impl Receiver {
    /// The name of the actor or machine; `None` for a reference.
    pub fn party(&self) -> Option<&Name> {
        match self {
            Receiver::Party(name) | Receiver::New(name) | Receiver::All(name) => Some(name),
            Receiver::Reference(_) => None,
        }
    }
}

/// `for each $item in $items` and the steps below it (reference#loops).
#[derive(Clone, Debug, PartialEq)]
pub struct ForEach {
    /// The item.
    pub item: Name,
    /// The list.
    pub list: Expr,
    /// The steps.
    pub body: Vec<Step>,
    /// The line.
    pub span: Span,
}

/// One payload field (reference#handlers).
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The field's name; for `with $a`, the variable's.
    pub name: Name,
    /// The type, from a table of three columns.
    pub ty: Option<TypeName>,
    /// The value.
    pub value: Expr,
    /// The field's part of the line, or its table row.
    pub span: Span,
}

/// Timer steps (reference#handlers).
#[derive(Clone, Debug, PartialEq)]
pub struct Timer {
    /// Which one.
    pub op: TimerOp,
    /// The whole line.
    pub span: Span,
}

/// The operation of a timer step (reference#timers).
#[derive(Clone, Debug, PartialEq)]
pub enum TimerOp {
    /// `start timer :late for 30 seconds`; without a name, the timer of `:timer_expired`.
    Start(Option<Name>, Due, Vec<Field>),
    /// `schedule :event for 2 hours`.
    Schedule(Name, Due, Vec<Field>),
    /// `cancel timer`.
    CancelTimer,
    /// `cancel :event`.
    CancelEvent(Name),
}

/// When a timer sends its event, with the words of the time: `for 2 hours`.
#[derive(Clone, Debug, PartialEq)]
pub struct Due {
    /// When.
    pub when: When,
    /// Its part of the line.
    pub span: Span,
}

/// When a timer sends its event (reference#timers).
#[derive(Clone, Debug, PartialEq)]
pub enum When {
    /// `for 30 seconds`.
    After(Duration),
    /// `every 30 seconds`.
    Every(Duration),
    /// `until $deadline`.
    Until(Expr),
}

impl When {
    /// The amount of time, or the point in time.
    pub fn time_expr(&self) -> &Expr {
        match self {
            When::After(length) | When::Every(length) => &length.amount,
            When::Until(time) => time,
        }
    }
}

/// `30 seconds`: an amount, which may be computed, of a unit of time; or a value of type `duration`.
#[derive(Clone, Debug, PartialEq)]
pub struct Duration {
    /// How many.
    pub amount: Expr,
    /// Of what; `None` for a duration.
    pub unit: Option<TimeUnit>,
    /// Its span.
    pub span: Span,
}

/// `reject` and its text (reference#refusals).
#[derive(Clone, Debug, PartialEq)]
pub struct Reject {
    /// The text; `None` for a `reject` alone.
    pub reason: Option<Expr>,
    /// The whole line.
    pub span: Span,
}

/// Guard groups that follow each other at one column (reference#chains): the first with a true condition runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// The groups, at least one.
    pub groups: Vec<Group>,
    /// `otherwise`, a bare `?`, or `: else`.
    pub otherwise: Option<Otherwise>,
    /// Whether the line right above could not be read: it may be the step that `that failed` is about.
    pub is_below_unread: bool,
    /// From the first guard line to the last line of the chain's own column.
    pub span: Span,
}

/// Guard lines on top of each other, and their body (reference#guard-groups, reference#guard-bodies).
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// *(a and b) or (c and d)*: at least one alternative, each with at least one condition.
    pub alternatives: Vec<Vec<Condition>>,
    /// The steps that run if the group is true.
    pub body: Vec<Step>,
    /// The guard lines.
    pub span: Span,
}

/// The end of a chain (reference#chains).
#[derive(Clone, Debug, PartialEq)]
pub struct Otherwise {
    /// The steps that run if no group is true.
    pub body: Vec<Step>,
    /// The line.
    pub span: Span,
}

/// One condition (reference#guards): a guard line, or an assertion that is a condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// The form of the line. The model decides whether operands in plain words are variables.
    pub kind: ConditionKind,
    /// The whole line, without its mark and without a leading `not`, as a phrase: its meaning if an operand is no variable.
    pub phrase: Phrase,
    /// Whether the condition begins with `not`. A `not` inside (`is not in`, `is not empty`) is in `kind`.
    pub not: Not,
    /// The condition, without its mark.
    pub span: Span,
}

/// Whether something is negated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum Not {
    /// Not negated.
    Plain,
    /// Negated.
    Negated,
}

/// The forms of conditions (reference#guards).
#[derive(Clone, Debug, PartialEq)]
pub enum ConditionKind {
    /// `order is [not] in #a, #b`.
    InState {
        /// The words before `is`, or an `@actor`.
        subject: Name,
        /// `is not in`.
        not: Not,
        /// The states.
        states: Vec<Name>,
    },
    /// `E < E` and the English for it. `is not` and `!=` are [`CompareOp::NotEqual`].
    Compare {
        /// The left side.
        left: Operand,
        /// The comparison.
        op: CompareOp,
        /// The right side.
        right: Operand,
    },
    /// `E is between A and B`, both ends included.
    Between {
        /// The compared value.
        operand: Operand,
        /// `is not between`.
        not: Not,
        /// The lower end.
        low: Operand,
        /// The upper end.
        high: Operand,
    },
    /// `$xs contains E`.
    Contains {
        /// The list.
        list: Operand,
        /// The item.
        item: Operand,
    },
    /// `$x is [not] empty`.
    Empty {
        /// The tested value.
        operand: Operand,
        /// `is not empty`.
        not: Not,
    },
    /// `$xs has items`.
    HasItems {
        /// The list.
        operand: Operand,
    },
    /// `E is one of A, B, C`.
    OneOf {
        /// The tested value.
        operand: Operand,
        /// `is not one of`.
        not: Not,
        /// The values, at least one.
        items: Vec<Operand>,
    },
    /// `$xs has N items`, `$xs has at least N items`.
    HasCount {
        /// The list.
        operand: Operand,
        /// How the number of items compares with the count.
        op: CompareOp,
        /// How many.
        count: Expr,
    },
    /// A bare `$flag`.
    Flag(Box<Path>),
    /// `that failed`, `that did not fail`: about the step above the chain.
    Failed {
        /// `that did not fail`.
        not: Not,
    },
    /// No form of the language: the phrase alone.
    Phrase,
}

/// A side of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// An expression.
    Expr(Box<Expr>),
    /// Plain words (`days since purchase`): a variable if the machine has it (reference#guards).
    Words(Box<Name>),
}

/// Comparisons (reference#guards).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
#[expect(missing_docs, reason = "the names say it")]
pub enum CompareOp {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// Free English with values in it (reference#phrases).
#[derive(Clone, Debug, PartialEq)]
pub struct Phrase {
    /// The pieces in order.
    pub parts: Vec<PhrasePart>,
    /// The phrase.
    pub span: Span,
}

/// A piece of a phrase (reference#phrases).
#[derive(Clone, Debug, PartialEq)]
pub enum PhrasePart {
    /// A word, or a run of signs that are part of the text (`(`, `,`).
    Word(Name),
    /// `$item.price`.
    Variable(Box<Path>),
    /// `@actor`.
    Actor(Name),
    /// `:event`.
    Event(Name),
    /// `#state`.
    State(Name),
    /// A literal, a list or an object.
    Value(Box<Expr>),
}

/// A fact of a `given:` (reference#structure).
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Its form.
    pub kind: FactKind,
    /// The line.
    pub span: Span,
}

/// The forms of facts (reference#structure).
#[derive(Clone, Debug, PartialEq)]
pub enum FactKind {
    /// `@shelf "Emma" is in #open`.
    MemberInState {
        /// The instance.
        member: Members,
        /// The state.
        state: Name,
    },
    /// `$copies of @shelf "Emma" is 2`.
    VariableOf {
        /// The variable.
        variable: Name,
        /// The instances that have it.
        member: Members,
        /// Its value.
        value: Expr,
    },
    /// `order is in #fulfilled`.
    InState {
        /// The words before `is`, or an `@machine`.
        subject: Name,
        /// The state.
        state: Name,
    },
    /// `$total: number is 1200`.
    Variable {
        /// The variable.
        variable: Name,
        /// Its type, where written.
        ty: Option<TypeName>,
        /// Its value.
        value: Expr,
    },
    /// `cart contains:` and a table with a header row.
    Table {
        /// The phrase before the colon (`cart contains`).
        phrase: Phrase,
        /// The rows.
        table: Table,
    },
    /// `charge card throws "expired"`: an action, or the phrase of a `comes from`, that fails.
    Throws {
        /// The phrase.
        action: Phrase,
        /// The error's text.
        message: Name,
    },
    /// `@bank answers :declined with reason: "late", then :charged`.
    Answers {
        /// The actor outside.
        actor: Name,
        /// Its answers, in order.
        answers: Vec<GivenAnswer>,
    },
    /// `after 30 seconds`: time passes before the handler.
    After(Duration),
    /// A phrase: `cart has items`. The condition keeps the reading as a comparison (`days is 5` in plain words).
    Phrase(Condition),
}

/// One answer of an actor outside: `:declined with reason: "late"` (reference#given-answers).
#[derive(Clone, Debug, PartialEq)]
pub struct GivenAnswer {
    /// The event.
    pub event: Name,
    /// Its payload.
    pub with: Vec<Field>,
}

/// Rows of cells with a header row (reference#structure). Every row has as many cells as the header; ragged rows are reported and left out.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Table {
    /// The column names.
    pub header: Vec<Name>,
    /// The cells, row by row.
    pub rows: Vec<Vec<Cell>>,
    /// The whole table.
    pub span: Span,
}

/// A cell of a `given:` table (reference#values): a number, a boolean, else text.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Cell {
    /// Its value.
    pub value: Literal,
    /// Its span.
    pub span: Span,
}

/// A line of an `expect:` (reference#stories).
#[derive(Clone, Debug, PartialEq)]
pub struct Assertion {
    /// Its form.
    pub kind: AssertionKind,
    /// The line, without its mark.
    pub span: Span,
}

/// The forms of assertions (reference#stories).
#[derive(Clone, Debug, PartialEq)]
pub enum AssertionKind {
    /// `every @parcel is in #packed`, `@shelf "Emma" is not in #a, #b`.
    Members {
        /// Of the machine, which instances.
        members: Members,
        /// `is not in`.
        not: Not,
        /// The states.
        states: Vec<Name>,
    },
    /// `$copies of @shelf "Emma" is 2`.
    VariableOf {
        /// The variable.
        variable: Name,
        /// The instances that have it.
        members: Members,
        /// The comparison.
        op: CompareOp,
        /// The value that it is compared with.
        value: Expr,
    },
    /// A condition (reference#guards), or a phrase.
    Condition(Condition),
    /// `order has been in #a`, `has never been in #a`, `has entered #a`.
    History {
        /// The words before `has`, or an `@actor`.
        subject: Name,
        /// Which of the three.
        verb: HistoryVerb,
        /// The state.
        state: Name,
    },
    /// `order is left waiting`, `order is not left waiting`.
    LeftWaiting {
        /// The words before `is`, or an `@machine`.
        subject: Name,
        /// `is not`.
        not: Not,
    },
    /// `@actor received :event [with …]`, `@actor did not receive :event`.
    Received {
        /// The actor.
        actor: Name,
        /// `did not receive`.
        not: Not,
        /// The event; `None` for `received notification` and the like: anything at all.
        event: Option<Name>,
        /// Fields it must have had.
        with: Vec<Field>,
    },
    /// `@actor received N events`.
    ReceivedCount {
        /// The actor.
        actor: Name,
        /// How many.
        count: Expr,
    },
    /// `:event was [not] emitted [to @actor] [with name: E]`.
    Emitted {
        /// The event.
        event: Name,
        /// `was not emitted`.
        not: Not,
        /// The actor.
        to: Option<Name>,
        /// Fields it must have had.
        with: Vec<Field>,
    },
    /// `<action phrase> was [not] called [with …]`.
    Called {
        /// The action.
        action: Phrase,
        /// `was not called`.
        not: Not,
        /// Arguments it must have had.
        with: Vec<Field>,
    },
    /// `:open was [not] refused [with "reason"]`, `:open was rejected`, `@mail rejected :notify`, `nothing was rejected`.
    TurnedAway {
        /// How.
        how: TurnedAway,
        /// The event; `None` for `nothing`.
        event: Option<Name>,
        /// The machine that refused or rejected it.
        by: Option<Name>,
        /// `was not rejected`; also for `nothing`.
        not: Not,
        /// The text it must have been refused with.
        with: Option<Expr>,
    },
}

/// How an event had no effect (reference#refusals).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum TurnedAway {
    /// The state does not accept it: `rejected`.
    Rejected,
    /// Its handler ran a `reject`: `refused`.
    Refused,
}

/// An assertion about the past of a machine (reference#stories).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum HistoryVerb {
    /// `has been in`.
    HasBeenIn,
    /// `has never been in`.
    HasNeverBeenIn,
    /// `has entered`.
    HasEntered,
}
