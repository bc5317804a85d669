//! The calls of a program to its host: create instances, send public events, read.
//!
//! Generated code adds a function for each public event on top, with its types.

use std::error;
use std::fmt;
use std::future::Future;

use flow::system::Id;

use crate::json::write_context;
use crate::write::WriteJson;
use crate::{Machine, Program, StoredEvent, Unreadable};

/// A host that runs the program `P`, for the calls of generated code.
pub trait Caller<P>: Sync {
    /// Creates an instance, with an id of its own or a new one, and a context in JSON. Returns its id when it is stored.
    fn create(
        &self,
        machine: usize,
        id: Option<String>,
        context: String,
    ) -> impl Future<Output = Result<String, CallError>> + Send;

    /// Sends an event of an actor outside to an instance, and returns when its own step is stored. The id of the instance of a machine
    /// that is `one for all` is the name of the machine.
    fn send(&self, id: String, event: StoredEvent)
    -> impl Future<Output = Result<Stepped, CallError>> + Send;

    /// The stored instance with an id; `None` if it does not exist.
    fn read(
        &self,
        machine: usize,
        id: String,
    ) -> impl Future<Output = Result<Option<Record>, CallError>> + Send;
}

/// Creates an instance of `M` with a new id, for generated code.
#[doc(hidden)]
pub fn create_instance<'c, M: Machine, C: Caller<M::System>>(
    caller: &'c C,
    context: &dyn WriteJson,
) -> impl Future<Output = Result<Id<M>, CallError>> + Send + use<'c, M, C> {
    create::<M, C>(caller, None, write_context::<M>(context))
}

/// Creates an instance of `M` with an id, for generated code.
#[doc(hidden)]
pub fn create_named<'c, M: Machine, C: Caller<M::System>>(
    caller: &'c C,
    id: &str,
    context: &dyn WriteJson,
) -> impl Future<Output = Result<Id<M>, CallError>> + Send + use<'c, M, C> {
    create::<M, C>(caller, Some(id.to_owned()), write_context::<M>(context))
}

async fn create<M: Machine, C: Caller<M::System>>(
    caller: &C,
    id: Option<String>,
    context: Result<String, Unreadable>,
) -> Result<Id<M>, CallError> {
    let id = caller.create(M::KIND, id, context?).await?;
    id.parse().map_err(|error| CallError::Unfit(format!("{error}")))
}

/// Sends an event to an instance of `M`, for generated code.
#[doc(hidden)]
pub fn send_event<'c, M: Machine, C: Caller<M::System>>(
    caller: &'c C,
    to: &dyn fmt::Display,
    event: M::Event,
) -> impl Future<Output = Result<Outcome<M::State>, CallError>> + Send + use<'c, M, C> {
    let (id, event) = (to.to_string(), M::System::write_event(&M::wrap(event)));
    async move {
        let step = caller.send(id, event?).await?;
        let unknown = || CallError::Unfit(format!("@{} has no state of {step:?}", M::table().name));
        Outcome::read(&step, M::read_state).ok_or_else(unknown)
    }
}

/// A stored instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its id.
    pub id: String,
    /// The name of its state, without `#`.
    pub state: String,
    /// Its variables, a JSON object.
    pub context: String,
    /// How many steps it has made.
    pub revision: u64,
    /// Whether it rests in a state that `ends in` names.
    pub has_ended: bool,
}

/// The step of a call's own event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stepped {
    /// The state before.
    pub from: String,
    /// The states passed through, in order; empty if the instance stayed.
    pub passed: Vec<String>,
    /// Whether the event was put aside by a `defer`.
    pub deferred: bool,
}

/// The step of a call's own event, with the states `S` of its machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome<S> {
    /// The state before.
    pub from: S,
    /// The states passed through, in order; empty if the instance stayed.
    pub passed: Vec<S>,
    /// Whether the event was put aside by a `defer`.
    pub deferred: bool,
}

impl<S: Copy> Outcome<S> {
    /// The state after.
    pub fn to(&self) -> S {
        self.passed.last().copied().unwrap_or(self.from)
    }

    /// The outcome of a step; `None` if a state has no name in this program. Generated code calls it.
    #[doc(hidden)]
    pub fn read(step: &Stepped, state: impl Fn(&str) -> Option<S>) -> Option<Self> {
        let passed = step.passed.iter().map(|name| state(name)).collect::<Option<Vec<S>>>()?;
        Some(Outcome { from: state(&step.from)?, passed, deferred: step.deferred })
    }
}

/// Why a call had no effect. The instance has not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallError {
    /// The state does not accept the event.
    Rejected {
        /// The event, without `:`.
        event: String,
        /// The state, without `#`.
        state: String,
    },
    /// A handler refused it by a `reject`.
    Refused {
        /// The text of the `reject`.
        reason: String,
    },
    /// A phrase failed, or an expression cannot be computed.
    Failed {
        /// The phrase or the expression.
        phrase: String,
        /// The error.
        error: String,
    },
    /// A phrase panicked.
    Panicked {
        /// The phrase, if it is known.
        phrase: String,
    },
    /// A phrase had no answer after all its attempts. The event is a dead letter, and can be tried again from there.
    Exhausted {
        /// The phrase.
        phrase: String,
        /// The error of the last attempt.
        error: String,
    },
    /// There is no instance of this id.
    NotFound {
        /// The machine, without `@`.
        machine: String,
        /// The id.
        id: String,
    },
    /// There is an instance of this id already.
    Exists {
        /// The machine, without `@`.
        machine: String,
        /// The id.
        id: String,
    },
    /// The id, the payload or the context does not fit.
    Unfit(String),
    /// The payload, the context or the answer is larger than the host's limit.
    TooLarge(String),
    /// The caller has used this key for another call.
    KeyUsed(String),
    /// The first call with this key has no result yet, and its caller waits.
    Running,
    /// More events wait for the instance than the host keeps for callers.
    Busy,
    /// The host takes no events: it is stopping, or cannot write to its database.
    Unavailable(String),
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CallError::Rejected { event, state } => write!(f, ":{event} is not accepted in #{state}"),
            CallError::Refused { reason } if reason.is_empty() => f.write_str("the event is refused"),
            CallError::Refused { reason } => write!(f, "the event is refused: {reason}"),
            CallError::Failed { phrase, error } => write!(f, "'{phrase}' failed: {error}"),
            CallError::Panicked { phrase } => write!(f, "'{phrase}' panicked"),
            CallError::Exhausted { phrase, error } => write!(f, "'{phrase}' has no answer: {error}"),
            CallError::NotFound { machine, id } => write!(f, "there is no @{machine} '{id}'"),
            CallError::Exists { machine, id } => write!(f, "there is an @{machine} '{id}' already"),
            CallError::Unfit(reason) | CallError::TooLarge(reason) => f.write_str(reason),
            CallError::KeyUsed(key) => write!(f, "the key '{key}' was used for another call"),
            CallError::Running => f.write_str("the first call with this key has no result yet"),
            CallError::Busy => f.write_str("too many events wait for this instance"),
            CallError::Unavailable(reason) => write!(f, "the host takes no events: {reason}"),
        }
    }
}

impl error::Error for CallError {}

impl From<Unreadable> for CallError {
    fn from(unreadable: Unreadable) -> Self {
        CallError::Unfit(unreadable.to_string())
    }
}
