//! The traits that generated code implements: a program, its machines, and the actors outside.
//!
//! [`Program`] is implemented by the type `system::Program` and [`Machine`] by each machine. [`Runs`] and [`Awaits`] are implemented for all
//! bindings of a machine, [`Reaches`] for all implementations of an actor, so that a host requires one of them as the bound of the
//! user's types.

use flow::__private::system::Parts;
use flow::system::Member;

use crate::{
    Ask, BoxFuture, Call, Emits, EventTable, MachineTable, ProgramTable, Stopped, StoredEvent, Trouble,
    Unreadable,
};

/// A program: all machines of one specification.
pub trait Program: Parts + Send + Sync + 'static {
    /// The program as data. The index of a machine in it is its *kind*, `M::KIND`.
    const TABLE: &'static ProgramTable;

    /// An event with its machine and its payload.
    ///
    /// # Errors
    /// If the payload cannot be written.
    fn write_event(event: &Self::Event) -> Result<StoredEvent, Unreadable>;

    /// The payload of a message to an actor outside.
    ///
    /// # Errors
    /// If the payload cannot be written.
    fn write_message(message: &Self::Message) -> Result<String, Unreadable>;

    /// Visits the machines without phrases, which need no bindings of the user.
    fn visit_plain_machines(visitor: &mut impl PlainMachines<Self>);
}

/// A visitor of a program's machines without phrases.
pub trait PlainMachines<P: Program> {
    /// Visits one of them.
    fn visit<M: Machine<System = P> + Runs<()>>(&mut self);
}

/// A machine of a program, which is its [`System`](flow::__private::system::Part::System). The index of its table is `M::KIND`.
pub trait Machine: Member<System: Program> + Send + 'static {
    /// Its states.
    type State: Copy + Send + 'static;
    /// Its variables.
    type Context: serde::Serialize;

    /// A stored instance.
    ///
    /// # Errors
    /// If the program has no such state, or the context does not fit.
    fn read_instance(id: &str, state: &str, context: &str) -> Result<Self, Unreadable>;

    /// A new instance in the initial state. The variables of its key are those of the id. Variables that the context lacks are zero
    /// (reference#zero-values); an empty context lacks all.
    ///
    /// # Errors
    /// If the context or the id does not fit.
    fn new_instance(id: &str, context: &str) -> Result<Self, Unreadable>;

    /// The name of the current state, without `#`.
    fn state_name(&self) -> &'static str;

    /// The state with a name.
    fn read_state(name: &str) -> Option<Self::State>;

    /// The variables, a JSON object.
    ///
    /// # Errors
    /// If a value cannot be written.
    fn write_context(&self) -> Result<String, Unreadable>;

    /// A stored event.
    ///
    /// # Errors
    /// If the program has no such event, or the payload does not fit.
    fn read_event(event: &StoredEvent) -> Result<Self::Event, Unreadable>;

    /// The table of the machine.
    fn table() -> &'static MachineTable {
        &Self::System::TABLE.machines[Self::KIND]
    }
}

/// A machine with bindings `B`, which act in the host's step or answer from a record.
pub trait Runs<B>: Machine {
    /// Handles an event. Returns the states passed through, in order.
    ///
    /// # Errors
    /// If the event has no effect. The instance is unchanged then.
    fn respond(
        &mut self,
        event: &mut Self::Event,
        bindings: &mut B,
        emits: &mut Emits<'_, Self>,
    ) -> Result<Vec<&'static str>, Stopped>;
}

/// A machine with asynchronous bindings `B`.
pub trait Awaits<B>: Machine {
    /// Calls the function of a question's phrase. Returns the answer in JSON.
    fn perform<'a>(
        bindings: &'a B,
        ask: &'a Ask,
        call: &'a Call,
    ) -> BoxFuture<'a, Result<String, Trouble<String>>>;
}

/// An actor outside that machines send messages to: a type without a value, like `bank::Bank`.
pub trait Outside: 'static {
    /// The program that sends the messages.
    type Program: Program;
    /// The actor, without `@`.
    const NAME: &'static str;
}

/// An actor that the user's type `A` reaches.
pub trait Reaches<A>: Outside {
    /// Delivers a message. Returns the actor's answer, if it has one at once: an event to the machine that sent the message.
    fn deliver<'a>(
        actor: &'a A,
        name: &'a str,
        payload: &'a str,
        call: &'a Call,
    ) -> BoxFuture<'a, Result<Option<StoredEvent>, Trouble<String>>>;
}

/// The table of a stored event's kind.
pub fn find_event(machine: &MachineTable, event: &StoredEvent) -> Option<&'static EventTable> {
    find_position(machine, event).map(|at| &machine.events[at])
}

/// The index of a stored event's kind.
fn find_position(machine: &MachineTable, event: &StoredEvent) -> Option<usize> {
    let is_it = |known: &EventTable| known.name == event.name && known.from == event.from.as_deref();
    machine.events.iter().position(is_it)
}

/// The index of a stored event's kind, for generated code.
#[doc(hidden)]
pub fn event_index<M: Machine>(event: &StoredEvent) -> Option<usize> {
    (event.machine == M::KIND).then(|| find_position(M::table(), event)).flatten()
}

/// The error of an event that a machine does not have.
#[doc(hidden)]
pub fn unknown_event<M: Machine>(event: &StoredEvent) -> Unreadable {
    Unreadable::new(describe_event(event), format_args!("@{} has no such event", M::table().name))
}

/// `:paid from @bank`.
pub(crate) fn describe_event(event: &StoredEvent) -> String {
    match &event.from {
        Some(from) => format!(":{} from @{from}", event.name),
        None => format!(":{}", event.name),
    }
}
