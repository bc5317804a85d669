//! The kinds of emits: the variants of a machine's `Emit` with their names.
//!
//! A new kind of emit is planned here and nowhere else. An emit that goes to several receivers has the receiver in its
//! name (`ErrorToCustomer`); where the event alone is unique, it does not.

use flow_model::model::{
    self, ActorId, Address, EventId, Machine as ModelMachine, MachineId, MessageId, Model, Step,
    TIMER_EXPIRED, Target, TimerOp, VariableId, When,
};
use flow_model::visit;
use flow_syntax::diagnostic::Diagnostics;
use flow_syntax::gather::Gather;
use flow_syntax::ordered::{Map, Set};
use flow_syntax::source::Span;
use proc_macro2::Ident;

use super::body::step::emit_of_step;
use super::naming::{self, Scope};

/// A variant of a machine's `Emit`.
#[derive(Debug)]
pub struct Emit {
    /// The variant.
    pub name: Ident,
    /// The receiver and the event, or the timer operation.
    pub kind: EmitKind,
    /// Its data.
    pub carried: Carried,
    /// Its text in the specification: `:payment_request to @payment`.
    pub text: String,
    /// The first step that emits it.
    pub span: Span,
}

impl Emit {
    /// Whether it is a timer that waits for a time of day.
    pub(crate) fn waits_for_time(&self) -> bool {
        matches!(self.carried, Carried::Time(Mode::Until) | Carried::TimeAndPayload(Mode::Until))
    }
}

/// The meaning of a variant of `Emit`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EmitKind {
    /// An event to a machine of the system, as another instance.
    Machine(MachineId, EventId, Way),
    /// A message to an outside actor.
    Actor(ActorId, MessageId),
    /// An event to this instance.
    Itself(EventId),
    /// `start timer`: this event from `@system`, and the group of states that the timer belongs to, by its position, if it is not
    /// the state of its handler.
    StartTimer(EventId, Mode, Option<usize>),
    /// `cancel timer`.
    CancelTimer,
    /// `schedule`: this event from `@self`.
    Schedule(EventId, Mode),
    /// `cancel :event`.
    Cancel(EventId),
}

/// When the event of a timer comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// `for`: after a duration.
    After,
    /// `every`: at multiples of a duration.
    Every,
    /// `until`: at a point in time.
    Until,
}

impl Mode {
    fn of(when: &When) -> Self {
        match when {
            When::After(_) => Mode::After,
            When::Every(_) => Mode::Every,
            When::Until(_) => Mode::Until,
        }
    }

    /// Its end of the names of variants and functions; `for` has none.
    pub(crate) fn suffix(self) -> &'static str {
        match self {
            Mode::After => "",
            Mode::Every => "_every",
            Mode::Until => "_until",
        }
    }
}

/// How the instance of a machine is found that receives an event (reference#receivers).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// By conversation; of a machine that is `one for all`, the only one.
    Partner,
    /// By the key in the payload.
    Key,
    /// A new one.
    New,
    /// All.
    All,
    /// By a reference.
    Reference,
}

impl Way {
    /// How an emit to a machine finds the instance.
    fn of(model: &Model, machine: MachineId, emit: &model::Emit) -> Self {
        match &emit.address {
            Address::New => Way::New,
            Address::All => Way::All,
            Address::Reference(_) => Way::Reference,
            Address::Partner if carries_key(model, machine, emit) => Way::Key,
            Address::Partner => Way::Partner,
        }
    }
}

/// Whether an emit to a machine that is `one for each …` contains all keys.
fn carries_key(model: &Model, machine: MachineId, emit: &model::Emit) -> bool {
    let Target::Machine(_, event) = emit.target else { return false };
    let (receiver, event) = (&model.machines[machine], &model.machines[machine].events[event]);
    let is_sent = |key: &VariableId| {
        let name = &receiver.variables[*key].name.text;
        emit.payload.iter().any(|(field, _)| event.fields[*field].name.text == *name)
    };
    !receiver.instances.keys().is_empty() && receiver.instances.keys().iter().all(is_sent)
}

/// The data of a variant of `Emit`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carried {
    /// The struct of the event or message.
    Payload,
    /// The id of the receiver, and the struct of the event.
    Addressed,
    /// The duration of a timer, or its point in time.
    Time(Mode),
    /// The same, and the struct of its event.
    TimeAndPayload(Mode),
    /// No data.
    Nothing,
}

impl EmitKind {
    /// The data of the variant; `has_payload` is whether a step of its kind has a payload.
    fn carried(self, has_payload: bool) -> Carried {
        match self {
            EmitKind::Machine(.., Way::New | Way::Reference) => Carried::Addressed,
            EmitKind::Machine(..) | EmitKind::Actor(..) | EmitKind::Itself(_) => Carried::Payload,
            EmitKind::StartTimer(_, mode, _) | EmitKind::Schedule(_, mode) if has_payload => {
                Carried::TimeAndPayload(mode)
            }
            EmitKind::StartTimer(_, mode, _) | EmitKind::Schedule(_, mode) => Carried::Time(mode),
            EmitKind::CancelTimer | EmitKind::Cancel(_) => Carried::Nothing,
        }
    }

    /// The kind of an emit.
    pub(crate) fn of_emit(model: &Model, emit: &model::Emit) -> Self {
        match emit.target {
            Target::Machine(machine, event) => {
                EmitKind::Machine(machine, event, Way::of(model, machine, emit))
            }
            Target::Actor(actor, message) => EmitKind::Actor(actor, message),
            Target::Itself(event) => EmitKind::Itself(event),
        }
    }

    /// The kind of a timer step.
    pub(crate) fn of_timer(op: &TimerOp) -> Self {
        match op {
            TimerOp::Start(start) => {
                let group = start.group.as_ref().map(|group| group.at);
                EmitKind::StartTimer(start.event, Mode::of(&start.when), group)
            }
            TimerOp::Schedule(start) => EmitKind::Schedule(start.event, Mode::of(&start.when)),
            TimerOp::CancelTimer => EmitKind::CancelTimer,
            TimerOp::CancelEvent(event) => EmitKind::Cancel(*event),
        }
    }
}

/// Plans the variants of a machine's `Emit`, in order of first mention.
pub(crate) fn plan_emits(model: &Model, machine: &ModelMachine, diags: &mut Diagnostics) -> Vec<Emit> {
    let mut kinds: Vec<(EmitKind, Span)> = Vec::new();
    let (mut known, mut with_payload) = (Set::new(), Set::new());
    for handler in &machine.handlers {
        visit::steps(&handler.body, &mut |step| {
            let Some((kind, span)) = emit_of_step(model, step) else { return };
            if known.insert(kind) {
                kinds.push((kind, span));
            }
            if let Step::Timer(timer) = step
                && timer.op.start().is_some_and(|start| !start.payload.is_empty())
            {
                with_payload.insert(kind);
            }
        });
    }
    let names = Names { model, machine };
    let counts = naming::count_equal(kinds.iter().filter_map(|(kind, _)| names.sent_event(*kind)));
    let mut scope = Scope::default();
    let emit = |(kind, span): &(EmitKind, Span)| {
        let text = names.text(*kind);
        let name = scope.claim(names.variant(*kind, &counts), text.clone(), *span, diags);
        Emit { name, kind: *kind, carried: kind.carried(with_payload.contains(kind)), text, span: *span }
    };
    kinds.iter().map(emit).gather()
}

/// The word of a mode in texts; `for` has none.
fn words(mode: Mode) -> &'static str {
    match mode {
        Mode::After => "",
        Mode::Every => " every",
        Mode::Until => " until",
    }
}

/// The names of what a machine emits.
struct Names<'m> {
    model: &'m Model,
    machine: &'m ModelMachine,
}

impl<'m> Names<'m> {
    fn event(&self, event: EventId) -> &'m str {
        &self.machine.events[event].name.text
    }

    /// The name of a timer; `timer` for the one without a name.
    fn timer(&self, event: EventId) -> String {
        match self.event(event) {
            TIMER_EXPIRED => "timer".to_owned(),
            name => format!("timer_{name}"),
        }
    }

    /// The name of a group of states.
    fn group(&self, at: usize) -> &'m str {
        &self.machine.groups[at].name.text
    }

    /// The name of the event that an emit sends; timer operations send none.
    fn sent_event(&self, kind: EmitKind) -> Option<&'m str> {
        match kind {
            EmitKind::Machine(id, event, _) => Some(&self.model.machines[id].events[event].name.text),
            EmitKind::Actor(id, message) => Some(&self.model.actors[id].messages[message].name.text),
            EmitKind::Itself(event) => Some(self.event(event)),
            EmitKind::StartTimer(..)
            | EmitKind::CancelTimer
            | EmitKind::Schedule(..)
            | EmitKind::Cancel(_) => None,
        }
    }

    fn receiver(&self, kind: EmitKind) -> &'m str {
        match kind {
            EmitKind::Machine(id, ..) => &self.model.machines[id].name.text,
            EmitKind::Actor(id, _) => &self.model.actors[id].name.text,
            _ => "self",
        }
    }

    /// The variant: `OrderConfirmed`, or `ErrorToCustomer` where several emits send the event.
    fn variant(&self, kind: EmitKind, counts: &Map<&str, usize>) -> Ident {
        let name = match kind {
            EmitKind::StartTimer(event, mode, group) => {
                let group = group.map_or(String::new(), |at| format!("_in_{}", self.group(at)));
                format!("start_{}{}{group}", self.timer(event), mode.suffix())
            }
            EmitKind::CancelTimer => "cancel_timer".to_owned(),
            EmitKind::Schedule(event, mode) => format!("schedule_{}{}", self.event(event), mode.suffix()),
            EmitKind::Cancel(event) => format!("cancel_{}", self.event(event)),
            EmitKind::Machine(..) | EmitKind::Actor(..) | EmitKind::Itself(_) => {
                return naming::camel_case(&self.sent_name(kind, counts), naming::EMIT_API);
            }
        };
        naming::camel_case(&name, &[])
    }

    fn sent_name(&self, kind: EmitKind, counts: &Map<&str, usize>) -> String {
        let event = self.sent_event(kind).unwrap_or_default();
        match counts.get(event) {
            None | Some(1) => event.to_owned(),
            Some(_) => format!("{event}_to_{}{}", way_name(kind), self.receiver(kind)),
        }
    }

    /// The text in the specification.
    fn text(&self, kind: EmitKind) -> String {
        match kind {
            EmitKind::StartTimer(event, mode, group) => {
                let name = match self.event(event) {
                    TIMER_EXPIRED => String::new(),
                    name => format!(" :{name}"),
                };
                let group = group.map_or(String::new(), |at| format!(" in #{}", self.group(at)));
                format!("start timer{name}{}{group}", words(mode))
            }
            EmitKind::CancelTimer => "cancel timer".to_owned(),
            EmitKind::Schedule(event, mode) => format!("schedule :{}{}", self.event(event), words(mode)),
            EmitKind::Cancel(event) => format!("cancel :{}", self.event(event)),
            EmitKind::Machine(_, _, Way::New) => {
                format!(":{} to a new @{}", self.sent_event(kind).unwrap_or_default(), self.receiver(kind))
            }
            EmitKind::Machine(_, _, Way::All) => {
                format!(":{} to all @{}", self.sent_event(kind).unwrap_or_default(), self.receiver(kind))
            }
            EmitKind::Machine(_, _, Way::Reference) => {
                format!(":{} to an @{}", self.sent_event(kind).unwrap_or_default(), self.receiver(kind))
            }
            EmitKind::Machine(..) | EmitKind::Actor(..) | EmitKind::Itself(_) => {
                format!(":{} to @{}", self.sent_event(kind).unwrap_or_default(), self.receiver(kind))
            }
        }
    }
}

/// What the name of a variant says about the receiver, where several emits send the event.
fn way_name(kind: EmitKind) -> &'static str {
    match kind {
        EmitKind::Machine(_, _, Way::New) => "new_",
        EmitKind::Machine(_, _, Way::All) => "all_",
        EmitKind::Machine(_, _, Way::Reference) => "given_",
        // Keys are in the payload of one of two emits of an event only where the other answers.
        EmitKind::Machine(_, _, Way::Key) => "keyed_",
        _ => "",
    }
}
