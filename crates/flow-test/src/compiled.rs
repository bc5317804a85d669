//! A compiled machine as tests drive it: any state before, one event, and all of its effects.
//!
//! States, events, phrases and fields are numbers here: their places in the model, which generated code was made from. Generated
//! code implements [`Compiled`] with [`machine!`](crate::machine).

use crate::around::Surroundings;
use flow_sim::exec::value::Value;

use crate::requests::Answers;

/// A compiled machine.
pub trait Compiled: Sync {
    /// Its name in the specification.
    fn name(&self) -> &'static str;

    /// Lets an instance take one event. The payload has a value for each field of the event.
    fn run(&self, before: &Snapshot, event: usize, payload: &[Value], answers: &mut dyn Answers) -> Outcome;
}

/// An instance at a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    /// The state.
    pub state: usize,
    /// The id; empty where the machine has none.
    pub id: String,
    /// The context, by variable.
    pub context: Vec<Value>,
    /// The instances around it.
    pub around: Surroundings,
}

/// The result of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The instance afterwards.
    pub after: Snapshot,
    /// The states passed through, or why the event had no effect.
    pub result: Result<Vec<usize>, Stopped>,
    /// The sent events and messages, including timers.
    pub emits: Vec<Sent>,
    /// Whether the machine had announced that it accepts the event.
    pub accepts: bool,
}

/// An event that had no effect, as the machine returned it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stopped {
    /// The returned event.
    pub event: usize,
    /// Its payload.
    pub payload: Vec<Value>,
    /// Why it had no effect.
    pub why: Why,
}

/// Why an event had no effect.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// The state does not accept the event.
    Rejected {
        /// The state.
        state: usize,
    },
    /// The state defers the event.
    Deferred {
        /// The state.
        state: usize,
    },
    /// A binding failed.
    Failed {
        /// The phrase, as the specification has it.
        phrase: String,
        /// The error of the binding.
        error: String,
    },
    /// The handler ran into a `reject`.
    Refused {
        /// Its text.
        reason: String,
    },
    /// Arithmetic that cannot be done.
    Arithmetic {
        /// The expression, as the specification has it.
        expression: String,
    },
}

/// Something a machine sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    /// The message and its receiver.
    pub what: What,
    /// Its payload, by field.
    pub payload: Vec<Value>,
}

/// When the event of a timer arrives, in microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// After a length of time.
    After(i128),
    /// At multiples of a length of time.
    Every(i128),
    /// At a point in time.
    Until(i128),
}

/// A message that a machine can send, or a timer operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// An event of a machine of the system.
    Machine(usize, usize),
    /// A message to an actor outside.
    Actor(usize, usize),
    /// An event to this instance.
    Itself(usize),
    /// `start timer`.
    StartTimer(usize, Due),
    /// `start timer` where a group of states is entered: the event and the position of the group.
    StartGroupTimer((usize, usize), Due),
    /// `cancel timer`.
    CancelTimer,
    /// `schedule :event`.
    Schedule(usize, Due),
    /// `cancel :event`.
    Cancel(usize),
}

/// The result of a generated function, in numbers.
///
/// # Errors
/// If the event had no effect.
pub fn outcome<S: Copy + PartialEq, E, const N: usize>(
    result: Result<flow::Step<S, N>, flow::Error<S, E, String>>,
    states: &[S],
    event: impl FnOnce(E) -> (usize, Vec<Value>),
) -> Result<Vec<usize>, Stopped> {
    use flow::{Failure, Reason};
    let number = |state: S| states.iter().position(|other| *other == state).unwrap_or(usize::MAX);
    match result {
        Ok(step) => Ok(step.passed().map(number).collect()),
        Err(flow::Error { event: back, reason }) => {
            let (event, payload) = event(back);
            let why = match reason {
                Reason::Rejected { state } => Why::Rejected { state: number(state) },
                Reason::Deferred { state } => Why::Deferred { state: number(state) },
                Reason::Refused(refusal) => Why::Refused { reason: refusal.text().to_owned() },
                Reason::Failed(Failure::Binding { phrase, error }) => {
                    Why::Failed { phrase: phrase.to_owned(), error: error.to_string() }
                }
                Reason::Failed(Failure::Arithmetic { expression }) => {
                    Why::Arithmetic { expression: expression.to_owned() }
                }
            };
            Err(Stopped { event, payload, why })
        }
    }
}
