//! A generated system as these tests talk to it: in numbers and texts, so that one comparison is enough for all of them.
//!
//! `build.rs` writes an implementation of [`Talk`] for each specification. It makes no decisions; [`told`] and [`passed`] turn
//! the generated outcomes into words.

use std::fmt::Display;
use std::time::Duration;

use flow::__private::system::{Answer, Lost, Parts};
use flow::system::{Reason, Taken};
use flow::{Failure, Step};
use flow_test::{Answers, Specification, Value};

/// A specification with all that was generated from it.
pub struct Case {
    /// Its name.
    pub name: &'static str,
    /// Its texts, and the machines that were generated.
    pub specification: &'static Specification,
    /// The events from outside: machine and event, in numbers.
    pub arrivals: &'static [(usize, usize)],
    /// Its system, with bindings that answer so.
    pub talk: fn(&mut dyn Answers) -> Box<dyn Talk + '_>,
}

/// A generated system.
pub trait Talk {
    /// Makes an instance of a machine, and returns its id.
    fn create(&mut self, machine: usize, context: &[Value]) -> String;
    /// Sends one of [`Case::arrivals`] to an instance.
    fn arrive(&mut self, arrival: usize, to: &str, payload: &[Value]) -> Told;
    /// Sends one of [`Case::arrivals`] to the instance of a machine that is `one for each …` with a key, which it may make.
    fn arrive_at_key(&mut self, arrival: usize, key: &[Value], payload: &[Value]) -> Told;
    /// Moves the clock on.
    fn advance(&mut self, by: Duration) -> Told;
    /// All instances.
    fn members(&self) -> Vec<Member>;
}

/// An instance at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Its id.
    pub id: String,
    /// Its machine.
    pub machine: usize,
    /// Its state.
    pub state: &'static str,
    /// Its context.
    pub context: Vec<Value>,
    /// Its partner of each machine.
    pub partners: Vec<Option<String>>,
    /// The names of the events that it has deferred.
    pub deferred: Vec<&'static str>,
}

/// The result of an event from outside.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// The states passed through, or why the event had no effect.
    pub step: Vec<String>,
    /// What was sent outside: the instance, the actor and the event.
    pub messages: Vec<(String, String, String)>,
    /// The undeliverable messages: the receiver, the sender, and why.
    pub undelivered: Vec<(String, Option<String>, String)>,
}

/// What became of an event, in words.
pub trait Steps {
    /// The states passed through, or that the event was deferred.
    fn words(&self) -> Vec<String>;
}

impl<S: Copy + Display, const N: usize> Steps for Step<S, N> {
    fn words(&self) -> Vec<String> {
        self.passed().map(|state| state.to_string()).collect()
    }
}

impl<S: Steps> Steps for Taken<S> {
    fn words(&self) -> Vec<String> {
        match self {
            Taken::Handled(step) => step.words(),
            Taken::Deferred => vec!["deferred".to_owned()],
        }
    }
}

/// The result of an event, in words.
pub fn told<P: Parts, S: Steps>(_: P, result: Result<Answer<P, S>, Box<Lost<P>>>) -> Told {
    match result {
        Ok(outcome) => Told { step: outcome.step.words(), ..passed::<P, _>(&outcome) },
        Err(lost) => Told { step: vec![why::<P>(&lost.reason)], ..Told::default() },
    }
}

/// The result of time passing, in words; and of an event, without the steps of its machine.
pub fn passed<P: Parts, S>(outcome: &Answer<P, S>) -> Told {
    let message = |sent: &flow::system::Sent<P::Message>| {
        let (actor, event) = P::message_name(&sent.message);
        (sent.from.to_string(), actor.to_owned(), event.to_owned())
    };
    let undelivered = |lost: &Lost<P>| {
        (lost.to.to_string(), lost.from.as_ref().map(|from| from.to_string()), why::<P>(&lost.reason))
    };
    Told {
        step: Vec::new(),
        messages: outcome.messages.iter().map(message).collect(),
        undelivered: outcome.undelivered.iter().map(undelivered).collect(),
    }
}

fn why<P: Parts>(reason: &Reason<P::State>) -> String {
    match reason {
        Reason::Rejected { state } => format!("rejected in #{}", P::state_name(*state)),
        Reason::Failed(Failure::Binding { .. }) => "a binding failed".to_owned(),
        Reason::Failed(Failure::Arithmetic { .. }) => "arithmetic failed".to_owned(),
        Reason::NoInstance => "no instance".to_owned(),
        Reason::OverBudget => "over budget".to_owned(),
        Reason::Refused(refusal) => format!("refused: {refusal}"),
        Reason::Interrupted => "interrupted".to_owned(),
    }
}
