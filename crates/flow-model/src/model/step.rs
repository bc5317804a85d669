//! Steps of handlers (reference#steps): their kinds, and what every kind has in common.
//!
//! A pass that only needs the place, the description or the nested bodies of a step uses the methods of [`Step`]; one that
//! needs its expressions uses [`crate::visit`]. Only passes that treat each kind differently match on all kinds.

use std::sync::Arc;

use super::{
    ActorId, Condition, ConditionKind, EventId, Expr, FieldId, ItemId, List, Machine, MachineId, MessageId,
    Model, Not, PayloadField, PhraseId, Span, StateId, TimeUnit, VariableId,
};

/// Steps in order.
pub type Block = Vec<Step>;

/// One step (reference#steps).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum Step {
    /// The machine moves.
    Transition(Transition),
    /// A variable changes.
    Update(Update),
    /// Something is sent.
    Emit(Emit),
    /// A timer.
    Timer(Timer),
    /// A binding is called; the phrase is an action.
    Action(Call),
    /// The handler ends, and its event is refused.
    Reject(Reject),
    /// Guards.
    Chain(Chain),
    /// A loop.
    ForEach(ForEach),
}

impl Step {
    /// The lines of the step: of a chain, the lines of its own column.
    pub fn span(&self) -> Span {
        match self {
            Step::Transition(step) => step.span,
            Step::Update(step) => step.span,
            Step::Emit(step) => step.span,
            Step::Timer(step) => step.span,
            Step::Action(step) => step.span,
            Step::Reject(step) => step.span,
            Step::Chain(step) => step.span,
            Step::ForEach(step) => step.span,
        }
    }

    /// The same place, mutable.
    pub(crate) fn span_mut(&mut self) -> &mut Span {
        match self {
            Step::Transition(step) => &mut step.span,
            Step::Update(step) => &mut step.span,
            Step::Emit(step) => &mut step.span,
            Step::Timer(step) => &mut step.span,
            Step::Action(step) => &mut step.span,
            Step::Reject(step) => &mut step.span,
            Step::Chain(step) => &mut step.span,
            Step::ForEach(step) => &mut step.span,
        }
    }

    /// Calls `visit` with all places that the step has itself, besides its parts.
    #[cfg(feature = "tools")]
    pub(crate) fn visit_own_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        match self {
            Step::Transition(Transition { to: _, span })
            | Step::Update(Update { variable: _, op: _, span })
            | Step::Reject(Reject { reason: _, span })
            | Step::ForEach(ForEach { item: _, list: _, body: _, span }) => visit(span),
            // Its call is a part of it.
            Step::Action(_) => {}
            Step::Emit(Emit { target: _, address: _, payload: _, event, receiver, span }) => {
                [event, receiver, span].into_iter().for_each(visit);
            }
            Step::Timer(Timer { op, span }) => {
                visit(span);
                if let TimerOp::Start(start) | TimerOp::Schedule(start) = op {
                    let TimerStart { event: _, when: _, payload: _, words, group: _ } = start;
                    visit(words);
                }
            }
            Step::Chain(Chain { groups, otherwise: _, catches: _, origin: _, span }) => {
                visit(span);
                groups.iter_mut().for_each(|Group { condition: _, body: _, span }| visit(span));
            }
        }
    }

    /// The bodies in the step, in order: those of a chain, that of a loop, and none of any other step.
    pub fn bodies(&self) -> impl Iterator<Item = &Block> {
        let chain = if let Step::Chain(chain) = self { Some(chain) } else { None };
        let body = if let Step::ForEach(each) = self { Some(&each.body) } else { None };
        chain.into_iter().flat_map(Chain::bodies).chain(body)
    }
}

impl Step {
    /// The state that the step moves the machine to.
    pub fn target_state(&self) -> Option<StateId> {
        match self {
            Step::Transition(transition) => Some(transition.to),
            _ => None,
        }
    }

    /// The variable that the step changes.
    pub fn changed_variable(&self) -> Option<VariableId> {
        match self {
            Step::Update(update) => Some(update.variable),
            _ => None,
        }
    }

    /// The binding that the step calls to act.
    pub fn action(&self) -> Option<&Call> {
        match self {
            Step::Action(call) => Some(call),
            _ => None,
        }
    }

    /// Its effect, for messages: `moves to #paid`, `emits :charge`, `does 'ring bell'`.
    pub(crate) fn describe(&self, model: &Model, machine: &Machine) -> String {
        match self {
            Step::Transition(transition) => format!("moves to #{}", machine.states[transition.to].name.text),
            Step::Update(update) => format!("changes ${}", machine.variables[update.variable].name.text),
            Step::Emit(emit) => format!("emits {}", emit.target.describe(model, machine)),
            Step::Timer(_) => "sets or cancels a timer".to_owned(),
            Step::Action(call) => format!("does '{}'", call.words),
            Step::Reject(_) => "rejects".to_owned(),
            Step::Chain(_) => "asks".to_owned(),
            Step::ForEach(each) => format!("loops over each ${}", machine.items[each.item].name.text),
        }
    }
}

/// The conditions, calls, values and nested steps of a step, for [`crate::visit`]: by reference with `Node` and `iter`,
/// to be changed with `NodeMut` and `iter_mut`. All conditions of a chain precede its bodies.
macro_rules! visit_step_parts {
    ($step:expr, $visit:ident, $Node:ident, $iter:ident) => {
        match $step {
            Step::Transition(_) => {}
            Step::Update($crate::model::Update { op, .. }) => match op {
                $crate::model::UpdateOp::Becomes(value)
                | $crate::model::UpdateOp::Increases(value)
                | $crate::model::UpdateOp::Decreases(value)
                | $crate::model::UpdateOp::Adds(value)
                | $crate::model::UpdateOp::Removes(value) => $visit($Node::Expr(value)),
                $crate::model::UpdateOp::Clears => {}
                $crate::model::UpdateOp::ComesFrom(call) => $visit($Node::Call(call)),
            },
            Step::Emit($crate::model::Emit { payload, address, .. }) => {
                if let $crate::model::Address::Reference(reference) = address {
                    $visit($Node::Expr(reference));
                }
                payload.$iter().for_each(|(_, value)| $visit($Node::Expr(value)));
            }
            Step::Timer($crate::model::Timer { op, .. }) => match op {
                $crate::model::TimerOp::Start(start) | $crate::model::TimerOp::Schedule(start) => {
                    let $crate::model::TimerStart { when, payload, .. } = start;
                    match when {
                        $crate::model::When::After($crate::model::Duration { amount: value, .. })
                        | $crate::model::When::Every($crate::model::Duration { amount: value, .. })
                        | $crate::model::When::Until(value) => $visit($Node::Expr(value)),
                    }
                    payload.$iter().for_each(|(_, value)| $visit($Node::Expr(value)));
                }
                $crate::model::TimerOp::CancelTimer | $crate::model::TimerOp::CancelEvent(_) => {}
            },
            Step::Action(call) => $visit($Node::Call(call)),
            Step::Reject($crate::model::Reject { reason, .. }) => {
                reason.$iter().for_each(|reason| $visit($Node::Expr(reason)));
            }
            Step::Chain($crate::model::Chain { groups, otherwise, .. }) => {
                groups
                    .$iter()
                    .for_each(|$crate::model::Group { condition, .. }| $visit($Node::Condition(condition)));
                let bodies = groups.$iter().map(|$crate::model::Group { body, .. }| body).chain(otherwise);
                bodies.for_each(|body| body.$iter().for_each(|step| $visit($Node::Step(step))));
            }
            Step::ForEach($crate::model::ForEach { list, body, .. }) => {
                $visit($Node::Expr(list));
                body.$iter().for_each(|step| $visit($Node::Step(step)));
            }
        }
    };
}
pub(crate) use visit_step_parts;

/// `order moves to #paid`.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Transition {
    /// The target.
    pub to: StateId,
    /// The line.
    pub span: Span,
}

/// `$total increases by $price`.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Update {
    /// The variable.
    pub variable: VariableId,
    /// The operation. Values have the type of the variable, or of its items.
    pub op: UpdateOp,
    /// The line.
    pub span: Span,
}

/// The operation of an update (reference#updates).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum UpdateOp {
    /// `becomes E`.
    Becomes(Expr),
    /// `increases by E`.
    Increases(Expr),
    /// `decreases by E`.
    Decreases(Expr),
    /// `adds E`: at the end.
    Adds(Expr),
    /// `removes E`: the first equal item, if there is one.
    Removes(Expr),
    /// `clears`: the type's zero.
    Clears,
    /// `comes from …`: the answer of a binding.
    ComesFrom(Call),
}

/// `emit :event to @actor with …`.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Emit {
    /// The receiver, and which of its events or messages it gets.
    pub target: Target,
    /// Which instance of the receiver.
    pub address: Address,
    /// The values, in the order written, each for a field of the target's event or message.
    pub payload: Vec<(FieldId, Expr)>,
    /// The event's name.
    pub event: Span,
    /// The receiver in the source: `@m`, `a new @m`, `all @m` or `$who`.
    pub receiver: Span,
    /// The line.
    pub span: Span,
}

/// Which instance of a machine gets an emit (reference#receivers).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum Address {
    /// `to @m`: the instance that the rules for receivers find. Also of an emit to an actor outside, or to `@self`.
    Partner,
    /// `to a new @m`.
    New,
    /// `to all @m`.
    All,
    /// `to $who`: the instance that the reference means.
    Reference(Expr),
}

/// The receiver of an emit, and its event or message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A machine of the system (also one's own, as another instance).
    Machine(MachineId, EventId),
    /// An actor outside.
    Actor(ActorId, MessageId),
    /// This instance.
    Itself(EventId),
}

impl Target {
    /// `:charge to @payment`; `machine` is the sender.
    pub fn describe(self, model: &Model, machine: &Machine) -> String {
        let (event, receiver) = match self {
            Target::Machine(id, event) => {
                let receiver = &model.machines[id];
                (&receiver.events[event].name, receiver.name.text.as_str())
            }
            Target::Actor(id, message) => {
                let receiver = &model.actors[id];
                (&receiver.messages[message].name, receiver.name.text.as_str())
            }
            Target::Itself(event) => (&machine.events[event].name, "self"),
        };
        format!(":{} to @{receiver}", event.text)
    }

    /// The fields of its payload; `machine` is the sender.
    pub fn fields<'m>(self, model: &'m Model, machine: &'m Machine) -> &'m List<FieldId, PayloadField> {
        match self {
            Target::Machine(id, event) => &model.machines[id].events[event].fields,
            Target::Actor(id, message) => &model.actors[id].messages[message].fields,
            Target::Itself(event) => &machine.events[event].fields,
        }
    }
}

/// A timer step (reference#timers).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Timer {
    /// Which one.
    pub op: TimerOp,
    /// The line.
    pub span: Span,
}

/// The event of a `start timer` without a name (reference#timers).
pub const TIMER_EXPIRED: &str = "timer_expired";

/// The operation of a timer step (reference#timers). Events are those of this machine, from `@system` or `@self`.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum TimerOp {
    /// `start timer …`: an event from `@system`, unless the state changes before.
    Start(TimerStart),
    /// `schedule :event …`: that event from `@self`.
    Schedule(TimerStart),
    /// `cancel timer`: the timer of `:timer_expired`.
    CancelTimer,
    /// `cancel :event`: every timer and schedule with the name of this event.
    CancelEvent(EventId),
}

impl TimerOp {
    /// The timer or schedule that the step starts, if it starts one.
    pub fn start(&self) -> Option<&TimerStart> {
        match self {
            TimerOp::Start(start) | TimerOp::Schedule(start) => Some(start),
            TimerOp::CancelTimer | TimerOp::CancelEvent(_) => None,
        }
    }
}

/// The timer or schedule that a step starts.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct TimerStart {
    /// The event that the timer sends.
    pub event: EventId,
    /// When.
    pub when: When,
    /// The values it brings, in the order written.
    pub payload: Vec<(FieldId, Expr)>,
    /// The words of the time: `for 2 hours`.
    pub words: Span,
    /// The group that a `start timer` belongs to; `None` if it belongs to the state in which its handler rests.
    pub group: Option<TimerGroup>,
}

/// The group of states that a timer belongs to, which `on entering` that group starts (reference#entering).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct TimerGroup {
    /// The position of the group in [`Machine::groups`](super::Machine::groups).
    pub at: usize,
    /// The states of the group, sorted. The timer is cancelled by a move to any other.
    pub states: Vec<StateId>,
}

/// When a timer sends its event.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum When {
    /// After a length of time.
    After(Duration),
    /// Again and again, at multiples of a length of time from its start.
    Every(Duration),
    /// At a point in time; at once if that is past.
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

    /// The length of time, if it is one.
    pub fn length(&self) -> Option<&Duration> {
        match self {
            When::After(length) | When::Every(length) => Some(length),
            When::Until(_) => None,
        }
    }
}

/// An amount of time.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Duration {
    /// How many units, a number or an integer; without a unit, a duration.
    pub amount: Expr,
    /// The unit, if it has one.
    pub unit: Option<TimeUnit>,
}

/// A call of a phrase.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Call {
    /// The phrase.
    pub phrase: PhraseId,
    /// The words of this call, without a negation, for messages. Calls of one phrase differ in their literals.
    pub words: Arc<str>,
    /// Its arguments, as many as it has parameters, of their types.
    pub args: Vec<Expr>,
    /// Where it is called.
    pub span: Span,
}

/// `reject "Cart is empty"` (reference#refusals).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Reject {
    /// The text; `None` for a `reject` alone.
    pub reason: Option<Expr>,
    /// The line.
    pub span: Span,
}

/// A chain of guards (reference#chains).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Chain {
    /// The groups in order; the first one with a true condition runs.
    pub groups: Vec<Group>,
    /// Runs if no condition is true; `None` if there is no `otherwise`.
    pub otherwise: Option<Block>,
    /// If it asks whether the step right above it failed, an action or a `comes from` (reference#failed-steps): the number of such chains
    /// around it that set `$failure` in their branches.
    pub catches: Option<u32>,
    /// Whether it is written, or generated from the steps of a state that is entered or left.
    pub origin: ChainOrigin,
    /// The lines of the chain's own column.
    pub span: Span,
}

/// The origin of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum ChainOrigin {
    /// It is written.
    Written,
    /// It contains the steps of [`Machine::crossings`], in a handler that does not always cross (reference#entering).
    Crossing,
}

impl Chain {
    /// Whether its `otherwise` can run after a failure: some group asks whether there was none.
    pub fn otherwise_catches(&self) -> bool {
        self.otherwise.is_some()
            && self.groups.iter().any(|group| asks_failure(&group.condition, Not::Negated))
    }

    /// The bodies of the groups and of `otherwise`, in order.
    pub fn bodies(&self) -> impl Iterator<Item = &Block> {
        self.groups.iter().map(|group| &group.body).chain(&self.otherwise)
    }
}

/// `for each $item in $items`, and its steps (reference#loops).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct ForEach {
    /// The item.
    pub item: ItemId,
    /// The list, evaluated when the loop begins.
    pub list: Expr,
    /// The steps, which contain no transitions.
    pub body: Block,
    /// The line.
    pub span: Span,
}

/// The steps of a body in the order in which they run if every loop runs once (reference#loops): each loop precedes its own steps. Chains
/// are single steps.
pub fn flat_steps(body: &[Step]) -> impl Iterator<Item = &Step> {
    let mut here = body.iter();
    let mut outer = Vec::new();
    std::iter::from_fn(move || {
        loop {
            match here.next() {
                Some(step) => {
                    if let Step::ForEach(each) = step {
                        outer.push(std::mem::replace(&mut here, each.body.iter()));
                    }
                    return Some(step);
                }
                None => here = outer.pop()?,
            }
        }
    })
}

impl Group {
    /// Whether it can run after a failure: it asks whether there was one.
    pub fn asks_failed(&self) -> bool {
        asks_failure(&self.condition, Not::Plain)
    }
}

/// Whether a condition asks for a failure, or with `not` for none.
fn asks_failure(condition: &Condition, not: Not) -> bool {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter().any(|part| asks_failure(part, not))
        }
        ConditionKind::Not(part) => {
            asks_failure(part, if not == Not::Plain { Not::Negated } else { Not::Plain })
        }
        ConditionKind::Failed => not == Not::Plain,
        _ => false,
    }
}

/// A guard group and its body (reference#guard-groups).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Group {
    /// Its condition.
    pub condition: Condition,
    /// The steps that run if the condition is true.
    pub body: Block,
    /// The guard lines.
    pub span: Span,
}
