//! The phrases that a machine requests from its bindings, with their answers: recorded on one side, replayed on the other.
//!
//! Guards, actions, `now()` and `uuid()` are one sequence, since the order in which they are asked is part of what a machine does.

use std::cell::{Cell, RefCell};
use std::fmt::Debug;

use flow::Time;
use flow_sim::exec::value::Value;

use crate::convert::{FromValue, ToValue};

/// A request of a machine to its bindings, with the answer. Phrases are those of the machine, by index.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Whether a guard phrase is true.
    Held(usize, Vec<Value>, bool),
    /// An action, and how it failed if it did.
    Did(usize, Vec<Value>, Result<(), String>),
    /// `now()`, in microseconds since 1970.
    Now(i64),
    /// The answer of a phrase that sets a variable, or its error.
    Gave(usize, Vec<Value>, Result<Value, String>),
    /// `uuid()`.
    Uuid(String),
}

/// The answers to the requests of a compiled machine.
pub trait Answers {
    /// Whether a guard phrase is true.
    fn holds(&mut self, phrase: usize, args: Vec<Value>) -> bool;
    /// Does an action.
    ///
    /// # Errors
    /// With the text of the error; the event then has no effect.
    fn perform(&mut self, phrase: usize, args: Vec<Value>) -> Result<(), String>;
    /// The answer to a `comes from`; `None` where the answer is the zero of its type.
    ///
    /// # Errors
    /// With the text of the error, as an action.
    fn answer(&mut self, phrase: usize, args: Vec<Value>) -> Result<Value, String>;
    /// `now()`, in microseconds since 1970.
    fn now(&mut self) -> i64;
    /// `uuid()`.
    fn uuid(&mut self) -> String;
}

/// The bindings of a compiled machine that [`Answers`] answers: generated code implements its `Bindings` for it.
pub struct Scripted<'a> {
    // Guards are asked through a shared reference.
    answers: RefCell<&'a mut dyn Answers>,
}

impl<'a> Scripted<'a> {
    /// Bindings that answer so.
    pub fn new(answers: &'a mut dyn Answers) -> Self {
        Scripted { answers: RefCell::new(answers) }
    }

    /// Asks a guard phrase.
    pub fn ask(&self, phrase: usize, args: Vec<Value>) -> bool {
        self.answers.borrow_mut().holds(phrase, args)
    }

    /// Does an action.
    ///
    /// # Errors
    /// With what went wrong.
    pub fn act(&mut self, phrase: usize, args: Vec<Value>) -> Result<(), String> {
        self.answers.get_mut().perform(phrase, args)
    }

    /// Calls a phrase that sets a variable.
    ///
    /// # Errors
    /// With what went wrong.
    pub fn fetch<T: FromValue>(&mut self, phrase: usize, args: Vec<Value>) -> Result<T, String> {
        self.answers.get_mut().answer(phrase, args).map(|value| T::from_value(&value))
    }

    /// `now()`.
    pub fn time(&self) -> Time {
        Time::from_micros(self.answers.borrow_mut().now())
    }

    /// `uuid()`.
    pub fn fresh_id(&mut self) -> String {
        self.answers.get_mut().uuid()
    }
}

/// Records the requests.
#[derive(Debug, Default)]
pub struct Recorder {
    requests: RefCell<Vec<Request>>,
}

impl Recorder {
    /// Notes one thing.
    pub fn note(&self, request: Request) {
        self.requests.borrow_mut().push(request);
    }

    /// Everything, in order.
    pub fn into_requests(self) -> Vec<Request> {
        self.requests.into_inner()
    }
}

/// A user's own bindings, with a record of their requests: generated code implements its `Bindings` for it.
pub struct Observed<'a, W> {
    /// The value that the user's bindings are implemented for.
    pub world: &'a mut W,
    recorder: &'a Recorder,
}

impl<'a, W> Observed<'a, W> {
    /// The bindings of `world`, of which note is taken.
    pub fn new(world: &'a mut W, recorder: &'a Recorder) -> Self {
        Observed { world, recorder }
    }

    /// Notes the answer to a guard phrase.
    pub fn asked(&self, phrase: usize, args: Vec<Value>, holds: bool) -> bool {
        self.recorder.note(Request::Held(phrase, args, holds));
        holds
    }

    /// Records the result of an action.
    ///
    /// # Errors
    /// If it failed.
    pub fn acted(&self, phrase: usize, args: Vec<Value>, done: Result<(), String>) -> Result<(), String> {
        self.recorder.note(Request::Did(phrase, args, done.clone()));
        done
    }

    /// Records the result of such a phrase.
    ///
    /// # Errors
    /// If it failed.
    pub fn answered<T: ToValue>(
        &self,
        phrase: usize,
        args: Vec<Value>,
        answer: Result<T, String>,
    ) -> Result<T, String> {
        let value = answer.as_ref().map(ToValue::to_value).map_err(Clone::clone);
        self.recorder.note(Request::Gave(phrase, args, value));
        answer
    }

    /// Notes the time.
    pub fn timed(&self, now: Time) -> Time {
        self.recorder.note(Request::Now(now.as_micros()));
        now
    }

    /// Notes a fresh id.
    pub fn identified(&self, id: String) -> String {
        self.recorder.note(Request::Uuid(id.clone()));
        id
    }
}

/// Ends a test when a binding of a guard fails: the interpreter, which the machine is compared with, has no failing guards.
///
/// # Panics
/// Always.
#[track_caller]
pub fn guard_failed(function: &str, error: &dyn Debug) -> ! {
    panic!("the guard `{function}` failed: {error:?}; in a story, every guard has an answer")
}

/// Replays recorded answers, as long as the requests are the same.
#[derive(Debug)]
pub struct Replay<'a> {
    answers: &'a [Request],
    at: Cell<usize>,
    requests: Vec<Request>,
}

impl<'a> Replay<'a> {
    /// Answers that were given, in order.
    pub fn new(answers: &'a [Request]) -> Self {
        Replay { answers, at: Cell::new(0), requests: Vec::new() }
    }

    /// The requests made now, with the answers that were found for them.
    pub fn into_requests(self) -> Vec<Request> {
        self.requests
    }

    /// The next recorded answer, if it is for this request.
    fn next_answer<T>(&self, answer: impl Fn(&Request) -> Option<T>) -> Option<T> {
        let at = self.at.get();
        self.at.set(at + 1);
        self.answers.get(at).and_then(answer)
    }
}

impl Answers for Replay<'_> {
    fn holds(&mut self, phrase: usize, args: Vec<Value>) -> bool {
        let holds = self.next_answer(|request| match request {
            Request::Held(_, _, holds) => Some(*holds),
            _ => None,
        });
        let holds = holds.unwrap_or_default();
        self.requests.push(Request::Held(phrase, args, holds));
        holds
    }

    fn perform(&mut self, phrase: usize, args: Vec<Value>) -> Result<(), String> {
        let done = self.next_answer(|request| match request {
            Request::Did(_, _, done) => Some(done.clone()),
            _ => None,
        });
        let done = done.unwrap_or(Ok(()));
        self.requests.push(Request::Did(phrase, args, done.clone()));
        done
    }

    fn answer(&mut self, phrase: usize, args: Vec<Value>) -> Result<Value, String> {
        let answer = self.next_answer(|request| match request {
            Request::Gave(_, _, answer) => Some(answer.clone()),
            _ => None,
        });
        let answer = answer.unwrap_or(Ok(Value::Nothing));
        self.requests.push(Request::Gave(phrase, args, answer.clone()));
        answer
    }

    fn now(&mut self) -> i64 {
        let now = self.next_answer(|request| match request {
            Request::Now(now) => Some(*now),
            _ => None,
        });
        let now = now.unwrap_or_default();
        self.requests.push(Request::Now(now));
        now
    }

    fn uuid(&mut self) -> String {
        let id = self.next_answer(|request| match request {
            Request::Uuid(id) => Some(id.clone()),
            _ => None,
        });
        let id = id.unwrap_or_default();
        self.requests.push(Request::Uuid(id.clone()));
        id
    }
}
