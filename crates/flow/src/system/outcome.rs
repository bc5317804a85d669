//! The result of a call from outside, after every event that it caused is delivered.
//!
//! An undelivered event is no error of the call: the sender's step is complete, and its other emits are delivered. It is
//! returned whole, so that it can be delivered again.

use alloc::vec::Vec;
use core::error;
use core::fmt;

use super::instance::{Instance, Place};
use super::route::{Conversation, NO_CONVERSATION, Route, Sender};
use crate::refusal::refused_text;
use crate::{AnyError, Failure, Refusal};

/// The result of an event from outside, of advancing the clock, or of delivering an event again (reference#result).
#[derive(Debug)]
#[must_use = "the outcome lists messages to outside actors and events that were not delivered"]
pub struct Outcome<Step, Message, Event, State> {
    /// The step of the instance that received the event; `()` if the call was not about one event.
    pub step: Step,
    /// The messages to outside actors, in order.
    pub messages: Vec<Sent<Message>>,
    /// The events between instances, and of timers, that had no effect, in order. Other effects are not undone.
    pub undelivered: Vec<Undelivered<Event, State>>,
}

/// The outcome of an event that some state of the machine defers (reference#deferred-events).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken<Step> {
    /// The event was handled.
    Handled(Step),
    /// The state deferred the event. It is handled or rejected when the instance has moved to another state.
    Deferred,
}

impl<Step> Taken<Step> {
    /// The step, if the event was handled.
    pub fn step(self) -> Option<Step> {
        match self {
            Taken::Handled(step) => Some(step),
            Taken::Deferred => None,
        }
    }

    /// Whether the state deferred the event.
    #[must_use]
    pub fn is_deferred(&self) -> bool {
        matches!(self, Taken::Deferred)
    }
}

/// The step; `deferred` for a deferred event.
impl<Step: fmt::Display> fmt::Display for Taken<Step> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Taken::Handled(step) => fmt::Display::fmt(step, f),
            Taken::Deferred => f.write_str("deferred"),
        }
    }
}

impl<Step, Message, Event, State> Outcome<Taken<Step>, Message, Event, State> {
    /// The outcome of an event that no state defers. Generated code calls it.
    #[doc(hidden)]
    pub fn handled(self) -> Outcome<Step, Message, Event, State> {
        let Outcome { step, messages, undelivered } = self;
        let step = step.step().expect("no state defers this event");
        Outcome { step, messages, undelivered }
    }
}

/// A message to an outside actor.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent<Message> {
    /// The instance that sent it.
    pub from: Instance,
    /// The message; its variant is the actor.
    pub message: Message,
}

/// An event that had no effect, whole. The system can deliver it again, to the same receiver from the same sender.
#[derive(Debug)]
#[must_use = "an undelivered event is lost unless it is delivered again"]
pub struct Undelivered<Event, State> {
    /// The receiver.
    pub to: Instance,
    /// The instance that sent it; `None` for an outside actor or a timer.
    pub from: Option<Instance>,
    /// The event.
    pub event: Event,
    /// The reason.
    pub reason: Reason<State>,
    sender: Sender,
    actor: &'static str,
    conversation: Conversation,
    /// Whether the receiver does not exist unless the event is delivered: it would have been the first one that it handles.
    is_first: bool,
}

/// The reason why an event had no effect in a system.
#[derive(Debug)]
pub enum Reason<State> {
    /// The receiver's state does not accept the event (reference#rejection).
    Rejected {
        /// The state.
        state: State,
    },
    /// The receiver's handler failed and was undone (reference#failure).
    Failed(Failure<AnyError>),
    /// The receiver's handler ran a `reject` and was undone (reference#refusals).
    Refused(Refusal),
    /// The receiver does not exist: it was removed, or the id is of another system.
    NoInstance,
    /// The call had used up its budget of deliveries before this event.
    OverBudget,
    /// A binding panicked while the event was handled, or while it waited.
    Interrupted,
}

impl<Step: Default, Message, Event, State> Default for Outcome<Step, Message, Event, State> {
    fn default() -> Self {
        Outcome { step: Step::default(), messages: Vec::new(), undelivered: Vec::new() }
    }
}

impl<Step, Message, Event, State> Outcome<Step, Message, Event, State> {
    /// The messages to outside actors, without their senders.
    pub fn messages(&self) -> impl Iterator<Item = &Message> {
        self.messages.iter().map(|sent| &sent.message)
    }

    /// Whether every event was handled.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.undelivered.is_empty()
    }
}

impl<Event, State> Undelivered<Event, State> {
    #[inline(always)]
    pub(super) fn new(
        instance: impl Fn(Place) -> Instance,
        Route { to, conversation, from: sender, actor }: Route,
        event: Event,
        reason: Reason<State>,
    ) -> Self {
        let from = sender.instance_at(to).map(&instance);
        Undelivered { to: instance(to), from, event, reason, sender, actor, conversation, is_first: false }
    }

    /// Notes the conversation, and that the receiver was to be made for this event, for its next delivery.
    #[inline(always)]
    pub(super) fn keeping(self, conversation: Option<Conversation>, is_first: bool) -> Self {
        Undelivered { conversation: conversation.unwrap_or(NO_CONVERSATION), is_first, ..self }
    }

    /// Whether the receiver was to be made for this event.
    pub(super) fn is_first(&self) -> bool {
        self.is_first
    }

    pub(super) fn route(&self, to: Place) -> Route {
        Route { to, conversation: self.conversation, from: self.sender, actor: self.actor }
    }

    /// Whether the receiver's state does not accept the event.
    #[must_use]
    pub fn is_rejected(&self) -> bool {
        matches!(self.reason, Reason::Rejected { .. })
    }

    /// The text of the `reject`, if the receiver refused the event; empty for a `reject` alone.
    #[must_use]
    pub fn refusal(&self) -> Option<&str> {
        match &self.reason {
            Reason::Refused(refusal) => Some(refusal.text()),
            _ => None,
        }
    }

    /// The error of the binding that failed, if it was one that failed, and the error has the type `T`.
    #[must_use]
    pub fn binding_error<T: error::Error + 'static>(&self) -> Option<&T> {
        match &self.reason {
            Reason::Failed(Failure::Binding { error, .. }) => error.downcast_ref(),
            _ => None,
        }
    }
}

impl<State: fmt::Display> Reason<State> {
    /// The reason to display without the event: `not accepted in #charged`.
    pub(super) fn without_event(&self) -> impl fmt::Display {
        fmt::from_fn(|f| match self {
            Reason::Rejected { state } => write!(f, "not accepted in {state}"),
            Reason::Failed(failure) => write!(f, "{failure:#}"),
            Reason::Refused(refusal) if refusal.text().is_empty() => f.write_str("refused"),
            Reason::Refused(refusal) => write!(f, "refused: {refusal}"),
            Reason::NoInstance => f.write_str("no such instance"),
            Reason::OverBudget => {
                f.write_str("not delivered, since the call used up its budget of deliveries")
            }
            Reason::Interrupted => f.write_str("interrupted by a panic"),
        })
    }
}

/// The receiver and the reason: `payment-1: :charge from @order is not accepted in #charged`.
impl<Event: fmt::Display, State: fmt::Display> fmt::Display for Undelivered<Event, State> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Undelivered { to, event, .. } = self;
        match &self.reason {
            Reason::Rejected { state } => write!(f, "{to}: {event} is not accepted in {state}"),
            Reason::Failed(failure) => {
                write!(f, "{to}: {event}: ")?;
                fmt::Display::fmt(failure, f)
            }
            Reason::Refused(refusal) => write!(f, "{to}: {event} {}", refused_text(refusal)),
            Reason::NoInstance => {
                write!(f, "{to}: {event} is not delivered, since this system has no such instance")
            }
            Reason::OverBudget => {
                write!(f, "{to}: {event} is not delivered, since the call used up its budget of deliveries")
            }
            Reason::Interrupted => write!(f, "{to}: {event} was interrupted by a panic"),
        }
    }
}

impl<Event, State> error::Error for Undelivered<Event, State>
where
    Event: fmt::Debug + fmt::Display,
    State: fmt::Debug + fmt::Display,
{
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match &self.reason {
            Reason::Failed(failure) => error::Error::source(failure),
            _ => None,
        }
    }
}
