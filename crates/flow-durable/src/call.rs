//! The arguments of a question to the program, and the kinds of its failures.

use std::future::Future;
use std::pin::Pin;

use flow::Time;

/// A future without its type, which may move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// One attempt to get an answer from the program: to a phrase that is awaited, or to a message for an actor outside.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Call {
    /// The same for every attempt to get this answer, in this process and after a restart, and for no other question. A partner that
    /// receives the key recognises a repetition.
    pub key: String,
    /// The number of the attempt, from 1.
    pub attempt: u32,
    /// The time at which the handler began; for a message, the time of its commit.
    pub now: Time,
    /// The machine that asks, without `@`.
    pub machine: String,
    /// The id of the instance that asks.
    pub instance: String,
    /// The event with a handler that asks, without `:`; empty for a message.
    pub event: String,
    /// The `traceparent` of the request from which this follows, as W3C Trace Context has it. A partner that gets it can add its part to the
    /// same trace.
    pub trace: Option<String>,
}

impl Call {
    /// The first attempt of a question with a key.
    pub fn new(key: impl Into<String>, machine: &str, instance: &str, now: Time) -> Self {
        Call {
            key: key.into(),
            attempt: 1,
            now,
            machine: machine.to_owned(),
            instance: instance.to_owned(),
            event: String::new(),
            trace: None,
        }
    }
}

/// Why there is no answer. No error converts into it by itself: only the program can classify an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble<E = String> {
    /// The answer is no; a repetition would not change it. The handler fails, or takes it with `that failed`
    /// (reference#failed-steps); a message becomes a dead letter.
    Refused(E),
    /// No answer yet: the partner is down, slow or overloaded. The host asks again later, with the same key.
    Later(E),
    /// The question cannot be put like this: an address, a secret or its form is wrong. Neither a repetition nor the handler can help, so
    /// that the event or the message becomes a dead letter at once, and can be tried again when that is corrected.
    Misconfigured(E),
}

impl<E> Trouble<E> {
    /// The same trouble with another error.
    pub fn map<F>(self, change: impl FnOnce(E) -> F) -> Trouble<F> {
        match self {
            Trouble::Refused(error) => Trouble::Refused(change(error)),
            Trouble::Later(error) => Trouble::Later(change(error)),
            Trouble::Misconfigured(error) => Trouble::Misconfigured(change(error)),
        }
    }

    /// The error.
    pub fn error(&self) -> &E {
        match self {
            Trouble::Refused(error) | Trouble::Later(error) | Trouble::Misconfigured(error) => error,
        }
    }
}
