//! Runs a story with a user's own bindings: the compiled machine runs first with them, and the interpreter follows.
//!
//! So the story takes the route of the real answers. The interpreter, with the same answers, must have the same effects as the
//! compiled machine; facts and assertions are passed to the user. Bindings cannot start over, so the story is run once.

use std::cell::RefCell;
use std::fmt;

use flow_model::model::EventId;
use flow_sim::exec::eval::{Bindings, Others, PhraseCall};
use flow_sim::exec::runnable::Runnable;
use flow_sim::exec::step::Executor;
use flow_sim::exec::step::{Done, Instance, Refusal, step};
use flow_sim::exec::value::Value;
use flow_syntax::ast::Table;

use crate::beside::convert_instance;
use crate::compare::{Case, Difference, Number, Outside};
use crate::compiled::{Outcome, Snapshot};
use crate::convert::Row;
use crate::requests::{Answers, Recorder, Replay};

/// A user's own bindings, and how they apply facts and judge assertions: implemented by generated code.
pub trait World {
    /// Lets an instance of a machine take an event, with the user's bindings.
    fn run(
        &mut self,
        machine: usize,
        before: &Snapshot,
        event: usize,
        payload: &[Value],
        recorder: &Recorder,
    ) -> Outcome;

    /// Makes a phrase of a `given:` true, or not.
    fn given(&mut self, phrase: usize, args: &[Value], holds: bool, rows: &[Row]);

    /// Whether a phrase of an `expect:` is true.
    fn asserted(&mut self, phrase: usize, context: &[Value], args: &[Value]) -> Option<bool>;
}

/// A world that runs a story.
pub struct Own<'w> {
    world: RefCell<&'w mut dyn World>,
    number: Number,
    differences: RefCell<Vec<Difference>>,
}

impl<'w> Own<'w> {
    /// Makes a world the executor of a story.
    pub fn new(world: &'w mut dyn World, number: Number) -> Self {
        Own { world: RefCell::new(world), number, differences: RefCell::default() }
    }

    /// Everything that was different from the specification so far, in order.
    pub fn differences(&self) -> Vec<Difference> {
        self.differences.borrow().clone()
    }
}

impl fmt::Debug for Own<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a user's own bindings")
    }
}

impl Executor for Own<'_> {
    fn step<'m>(
        &self,
        runnable: &Runnable<'m>,
        bindings: &mut dyn Bindings,
        instance: &mut Instance,
        event: EventId,
        payload: &[Value],
    ) -> Result<Done<'m>, Refusal<'m>> {
        let (recorder, before) = (Recorder::default(), instance.clone());
        let machine = instance.machine.index();
        let outcome = self.world.borrow_mut().run(
            machine,
            &convert_instance(runnable.model, bindings.others(), &before),
            event.index(),
            payload,
            &recorder,
        );
        let asked = recorder.into_requests();
        let mut following = Following { replay: Replay::new(&asked), others: bindings.others() };
        let done = step(runnable, &mut following, instance, event, payload);
        let again = following.replay.into_requests();
        let case = Case { runnable, before: &before, after: instance, event, payload, number: self.number };
        let expected = Outside { result: &done, asked: &again };
        self.differences.borrow_mut().extend(case.compare(expected, &outcome, &asked));
        done
    }

    fn given(&self, _: &Instance, fact: &PhraseCall<'_>, holds: bool, rows: Option<&Table>) {
        let rows = rows.map(convert_rows).unwrap_or_default();
        self.world.borrow_mut().given(fact.phrase.index(), &fact.args, holds, &rows);
    }

    fn asserted(&self, instance: &Instance, phrase: &PhraseCall<'_>) -> Option<bool> {
        self.world.borrow_mut().asserted(phrase.phrase.index(), &instance.context, &phrase.args)
    }
}

/// Answers the interpreter what the user's bindings answered.
struct Following<'a> {
    replay: Replay<'a>,
    others: &'a dyn Others,
}

impl Bindings for Following<'_> {
    fn holds(&mut self, question: &PhraseCall<'_>) -> bool {
        self.replay.holds(question.phrase.index(), question.args.clone())
    }

    fn perform(&mut self, action: &PhraseCall<'_>) -> Result<(), String> {
        self.replay.perform(action.phrase.index(), action.args.clone())
    }

    fn answer(&mut self, question: &PhraseCall<'_>, zero: Value) -> Result<Value, String> {
        let answer = self.replay.answer(question.phrase.index(), question.args.clone())?;
        Ok(if answer == Value::Nothing { zero } else { answer })
    }

    fn now(&mut self) -> i64 {
        self.replay.now()
    }

    fn uuid(&mut self) -> String {
        self.replay.uuid()
    }

    fn others(&self) -> &dyn Others {
        self.others
    }
}

fn convert_rows(table: &Table) -> Vec<Row> {
    let row = |cells: &Vec<flow_syntax::ast::Cell>| {
        let columns = table.header.iter().map(|name| name.text.clone());
        Row::new(columns.zip(cells.iter().map(|cell| Value::of_literal(&cell.value))).collect())
    };
    table.rows.iter().map(row).collect()
}
