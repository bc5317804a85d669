//! Runs compiled machines next to the interpreter: both take every event, and must have the same effects.
//!
//! The interpreter runs first, since a search may choose the answers; the compiled machine then gets the same answers. The
//! outcome of the interpreter counts; every difference is recorded, and fails the test.

use std::cell::RefCell;
use std::fmt;

use flow_model::model::{EventId, Model};
use flow_sim::exec::eval::{Bindings, Others, PhraseCall};
use flow_sim::exec::runnable::Runnable;
use flow_sim::exec::step::Executor;
use flow_sim::exec::step::{Done, Instance, Refusal, step};
use flow_sim::exec::value::Value;

use crate::around::Surroundings;
use crate::compare::{Case, Difference, Number, Outside};
use crate::compiled::{Compiled, Snapshot};
use crate::requests::{Recorder, Replay, Request};

/// Interpreter and compiled machines side by side.
pub struct Beside<'c> {
    machines: &'c [&'c dyn Compiled],
    number: Number,
    differences: RefCell<Vec<Difference>>,
}

impl<'c> Beside<'c> {
    /// The compiled machines, in the order of the model's.
    pub fn new(machines: &'c [&'c dyn Compiled], number: Number) -> Self {
        Beside { machines, number, differences: RefCell::default() }
    }

    /// Everything that was different so far, in order.
    pub fn differences(&self) -> Vec<Difference> {
        self.differences.borrow().clone()
    }
}

impl fmt::Debug for Beside<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.machines.iter().map(|machine| machine.name())).finish()
    }
}

impl Executor for Beside<'_> {
    fn step<'m>(
        &self,
        runnable: &Runnable<'m>,
        bindings: &mut dyn Bindings,
        instance: &mut Instance,
        event: EventId,
        payload: &[Value],
    ) -> Result<Done<'m>, Refusal<'m>> {
        let before = instance.clone();
        let around = convert_instance(runnable.model, bindings.others(), &before);
        let mut noting = Noting { bindings, recorder: Recorder::default() };
        let done = step(runnable, &mut noting, instance, event, payload);
        let asked = noting.recorder.into_requests();
        let Some(compiled) = self.machines.get(instance.machine.index()) else { return done };
        let mut replay = Replay::new(&asked);
        let outcome = compiled.run(&around, event.index(), payload, &mut replay);
        let again = replay.into_requests();
        let case = Case { runnable, before: &before, after: instance, event, payload, number: self.number };
        let expected = Outside { result: &done, asked: &asked };
        self.differences.borrow_mut().extend(case.compare(expected, &outcome, &again));
        done
    }
}

/// Bindings of which note is taken.
struct Noting<'b> {
    bindings: &'b mut dyn Bindings,
    recorder: Recorder,
}

impl Bindings for Noting<'_> {
    fn holds(&mut self, question: &PhraseCall<'_>) -> bool {
        let holds = self.bindings.holds(question);
        self.recorder.note(Request::Held(question.phrase.index(), question.args.clone(), holds));
        holds
    }

    fn perform(&mut self, action: &PhraseCall<'_>) -> Result<(), String> {
        let done = self.bindings.perform(action);
        self.recorder.note(Request::Did(action.phrase.index(), action.args.clone(), done.clone()));
        done
    }

    fn answer(&mut self, question: &PhraseCall<'_>, zero: Value) -> Result<Value, String> {
        let answer = self.bindings.answer(question, zero);
        self.recorder.note(Request::Gave(question.phrase.index(), question.args.clone(), answer.clone()));
        answer
    }

    fn now(&mut self) -> i64 {
        let now = self.bindings.now();
        self.recorder.note(Request::Now(now));
        now
    }

    fn uuid(&mut self) -> String {
        let id = self.bindings.uuid();
        self.recorder.note(Request::Uuid(id.clone()));
        id
    }

    fn others(&self) -> &dyn Others {
        self.bindings.others()
    }
}

/// An instance of the interpreter as compiled machines know it.
pub(crate) fn convert_instance(model: &Model, others: &dyn Others, instance: &Instance) -> Snapshot {
    let (state, id, context) = (instance.state.index(), instance.id.clone(), instance.context.clone());
    Snapshot { state, id, context, around: Surroundings::of(model, others) }
}
