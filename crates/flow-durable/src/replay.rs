//! Bindings that answer from a record, so that a synchronous handler can wait for asynchronous answers.
//!
//! The handler runs on a copy of its instance. The first phrase without a recorded answer ends the run: its result is dropped, the
//! host obtains the answer, records it, and runs the handler again. Every phrase after that first one fails at once, so that a
//! run makes no decision without an answer.

use std::cell::{Cell, RefCell};
use std::error;
use std::fmt;

use flow::Time;
use serde::de::DeserializeOwned;

use crate::write::{WriteJson, write_array};
use crate::{DeliveryId, Phrase, Secret};

/// A question of a handler: a phrase with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Its place among the questions of its delivery, from 0.
    pub n: usize,
    /// The phrase, an index into the machine's phrases.
    pub phrase: usize,
    /// The arguments, a JSON array.
    pub arguments: String,
    /// The variables of the instance at this place of the handler, a JSON object.
    pub context: String,
}

/// The answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The value in JSON: `true` or `false` of a guard, `null` of an action.
    Value(String),
    /// The program refused, with the text of its error.
    Refused(String),
}

/// A stored question with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The function of the phrase, which identifies it.
    pub function: String,
    /// The arguments, a JSON array.
    pub arguments: String,
    /// The answer.
    pub answer: Answer,
}

/// Bindings for one run of a handler. Generated code implements every machine's `Bindings` for it.
#[derive(Debug)]
pub struct Replay<'a> {
    recorded: &'a [Recorded],
    phrases: &'static [Phrase],
    next: Cell<usize>,
    asked: RefCell<Option<Ask>>,
    misfit: RefCell<Option<String>>,
    now: Time,
    uuids: Uuids,
}

/// The values of `uuid()` in one delivery, in order.
#[derive(Debug)]
pub struct Uuids {
    secret: Secret,
    delivery: DeliveryId,
    next: Cell<u64>,
}

impl Uuids {
    /// Those of a delivery.
    pub fn new(secret: Secret, delivery: DeliveryId) -> Self {
        Uuids { secret, delivery, next: Cell::new(0) }
    }

    /// The next one.
    pub fn take(&self) -> String {
        let n = self.next.get();
        self.next.set(n + 1);
        self.secret.uuid(self.delivery, n)
    }
}

/// Why a phrase has no value in this run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The program refused; the text of its error.
    Refused(String),
    /// No answer yet, or none that fits: the run ends, and its result does not count.
    Suspended,
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stop::Refused(error) => f.write_str(error),
            Stop::Suspended => f.write_str("the answer is not there yet"),
        }
    }
}

impl error::Error for Stop {}

impl<'a> Replay<'a> {
    /// Bindings that answer from a record, at the time at which the handler was first run.
    pub fn new(recorded: &'a [Recorded], phrases: &'static [Phrase], now: Time, uuids: Uuids) -> Self {
        let (next, asked, misfit) = (Cell::new(0), RefCell::new(None), RefCell::new(None));
        Replay { recorded, phrases, next, asked, misfit, now, uuids }
    }

    /// Answers a phrase from the record. The arguments are compared in JSON.
    ///
    /// # Errors
    /// [`Stop::Refused`] if that is the answer; [`Stop::Suspended`] if there is none.
    pub fn ask<T: DeserializeOwned>(
        &self,
        phrase: usize,
        arguments: &[&dyn WriteJson],
        context: &dyn WriteJson,
    ) -> Result<T, Stop> {
        let (n, value) = self.find_answer(phrase, arguments, context)?;
        serde_json::from_str(value).map_err(|error| self.report_misfit(n, phrase, &error))
    }

    /// The number of a question, and its recorded value.
    fn find_answer(
        &self,
        phrase: usize,
        arguments: &[&dyn WriteJson],
        context: &dyn WriteJson,
    ) -> Result<(usize, &'a str), Stop> {
        if self.asked.borrow().is_some() || self.misfit.borrow().is_some() {
            return Err(Stop::Suspended);
        }
        let n = self.next.get();
        self.next.set(n + 1);
        let unwritten = |error| self.report_misfit(n, phrase, &error);
        let arguments = write_array(arguments).map_err(unwritten)?;
        let Some(recorded) = self.recorded.get(n) else {
            let context = context.to_json().map_err(unwritten)?;
            *self.asked.borrow_mut() = Some(Ask { n, phrase, arguments, context });
            return Err(Stop::Suspended);
        };
        if recorded.function != self.phrases[phrase].function || recorded.arguments != arguments {
            let Recorded { function, arguments: before, .. } = recorded;
            let why = format_args!("the record has {function}{before}, not {arguments}");
            return Err(self.report_misfit(n, phrase, &why));
        }
        match &recorded.answer {
            Answer::Value(value) => Ok((n, value)),
            Answer::Refused(error) => Err(Stop::Refused(error.clone())),
        }
    }

    /// `now()`: the time at which the handler was first run.
    pub fn now(&self) -> Time {
        self.now
    }

    /// `uuid()`: the same values at every run.
    pub fn uuid(&self) -> String {
        self.uuids.take()
    }

    /// The question that ended the run, if one did.
    pub fn take_ask(&mut self) -> Option<Ask> {
        self.asked.get_mut().take()
    }

    /// The first difference between the record and the handler, if there is one: another question at this place, or an unreadable
    /// answer; after a run to its end, also a recorded answer that was not used.
    pub fn misfit(&self) -> Option<String> {
        if let Some(misfit) = self.misfit.borrow().clone() {
            return Some(misfit);
        }
        let used = self.next.get();
        let is_at_end = self.asked.borrow().is_none();
        let unused = self.recorded.get(used).filter(|_| is_at_end)?;
        Some(format!("nothing asks for {}{}, which was answered", unused.function, unused.arguments))
    }

    fn report_misfit(&self, n: usize, phrase: usize, why: &dyn fmt::Display) -> Stop {
        let text = self.phrases[phrase].text;
        *self.misfit.borrow_mut() = Some(format!("question {n}, '{text}': {why}"));
        Stop::Suspended
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, PhraseKind};

    const PHRASES: &[Phrase] = &[
        Phrase {
            text: "card is valid",
            function: "card_is_valid",
            kind: PhraseKind::Guard,
            arguments: &[],
            answer: "boolean",
        },
        Phrase {
            text: "charge $amount",
            function: "charge_amount",
            kind: PhraseKind::Action,
            arguments: &[Field { name: "amount", of_type: "number" }],
            answer: "",
        },
    ];

    fn recorded(function: &str, arguments: &str, answer: &str) -> Recorded {
        let answer = Answer::Value(answer.to_owned());
        Recorded { function: function.to_owned(), arguments: arguments.to_owned(), answer }
    }

    fn replay(recorded: &[Recorded]) -> Replay<'_> {
        let uuids = Uuids::new(Secret([0; 32]), DeliveryId([0; 16]));
        Replay::new(recorded, PHRASES, Time::from_millis(7), uuids)
    }

    #[test]
    fn the_first_question_without_an_answer_ends_the_run() {
        let record = [recorded("card_is_valid", "[]", "true")];
        let mut replay = replay(&record);
        assert_eq!(replay.ask::<bool>(0, &[], &()), Ok(true));
        assert_eq!(replay.ask::<()>(1, &[&"12.50"], &["context"]), Err(Stop::Suspended));
        assert_eq!(replay.ask::<bool>(0, &[], &()), Err(Stop::Suspended), "what follows is not asked");
        assert_eq!(replay.misfit(), None);
        let ask = Ask { n: 1, phrase: 1, arguments: "[\"12.50\"]".into(), context: "[\"context\"]".into() };
        assert_eq!(replay.take_ask(), Some(ask));
    }

    #[test]
    fn answers_that_do_not_fit_are_noticed() {
        let other_arguments = [recorded("charge_amount", "[\"9\"]", "null")];
        let mut replay_of_arguments = replay(&other_arguments);
        assert_eq!(replay_of_arguments.ask::<()>(1, &[&"12"], &()), Err(Stop::Suspended));
        assert_eq!(replay_of_arguments.take_ask(), None);
        let misfit = replay_of_arguments.misfit().unwrap_or_default();
        assert_eq!(misfit, "question 0, 'charge $amount': the record has charge_amount[\"9\"], not [\"12\"]");

        let unused = replay(&other_arguments);
        assert_eq!(
            unused.misfit().as_deref(),
            Some("nothing asks for charge_amount[\"9\"], which was answered")
        );
    }

    #[test]
    fn a_refusal_is_an_answer() {
        let mut refused = recorded("charge_amount", "[1]", "");
        refused.answer = Answer::Refused("no account".into());
        let record = [refused];
        let replay = replay(&record);
        assert_eq!(replay.ask::<()>(1, &[&1], &()), Err(Stop::Refused("no account".into())));
        assert_eq!(replay.misfit(), None);
        assert_eq!(replay.now(), Time::from_millis(7));
        assert_ne!(replay.uuid(), replay.uuid());
    }
}
