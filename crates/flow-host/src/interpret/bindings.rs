//! Bindings of the interpreter: those of one step, and those that answer from a record.
//!
//! The interpreter cannot stop in the middle of a handler. After the first question without an answer, and after a guard that is refused,
//! it runs on without an effect: the run's result is dropped.

use flow_durable::{Around, Replay, Stop, WriteJson};
use flow_model::model::{self, Machine, MachineId, PhraseId, Type};
use flow_sim::exec::eval::{Others, PhraseCall};
use flow_sim::exec::{Bindings, Value};
use serde_json::value::RawValue;

use super::{Specification, json};
use crate::step::Step;

/// The other instances, as a host knows them.
#[derive(Clone, Copy)]
pub(super) struct Neighbours<'a>(pub(super) &'a dyn Around);

impl Others for Neighbours<'_> {
    fn partner(&self, machine: MachineId) -> Option<String> {
        self.0.partner(machine.index())
    }

    fn next_id(&self, machine: MachineId, _: usize) -> String {
        self.0.new_id(machine.index())
    }

    /// The host looks when it resolves the receiver.
    fn exists(&self, _: MachineId, id: &str) -> bool {
        !id.is_empty()
    }
}

/// The bindings of a machine without phrases.
pub(super) struct Plain(pub(super) Step);

impl Bindings for Plain {
    fn holds(&mut self, _: &PhraseCall<'_>) -> bool {
        false
    }

    fn perform(&mut self, _: &PhraseCall<'_>) -> Result<(), String> {
        Ok(())
    }

    fn now(&mut self) -> i64 {
        self.0.now().as_micros()
    }

    fn uuid(&mut self) -> String {
        self.0.uuid()
    }
}

/// Answers from a record.
pub(super) struct Recorded<'a, 'r> {
    pub(super) specification: Specification,
    pub(super) machine: &'static Machine,
    pub(super) replay: &'r Replay<'a>,
    /// The variables of the instance at the question.
    pub(super) context: Vec<Value>,
    /// The guard that was refused, and the error.
    pub(super) refused: Option<(String, String)>,
}

/// A JSON text as a value that can be written.
struct Raw(String);

impl WriteJson for Raw {
    fn to_json(&self) -> serde_json::Result<String> {
        Ok(self.0.clone())
    }
}

impl Recorded<'_, '_> {
    /// The place of a phrase in the table, which has no phrases of stories.
    fn place(&self, phrase: PhraseId) -> usize {
        let before = self.machine.phrases.entries().take_while(|(id, _)| *id != phrase);
        before.filter(|(_, phrase)| phrase.kind.is_binding()).count()
    }

    fn phrase(&self, of: &PhraseCall<'_>) -> &'static model::Phrase {
        &self.machine.phrases[of.phrase]
    }

    fn ask(&self, question: &PhraseCall<'_>, answer: &Type) -> Result<Value, Stop> {
        if self.refused.is_some() {
            return Err(Stop::Suspended);
        }
        let model = self.specification.model;
        let unfit = |error: json::Unfit| Stop::Refused(error.to_string());
        let types = self.phrase(question).params.iter().map(|param| &param.ty);
        let arguments: Vec<Raw> = types
            .zip(&question.args)
            .map(|(ty, value)| json::write(model, ty, &value.clone().fit(ty)).map(Raw))
            .collect::<Result<_, _>>()
            .map_err(unfit)?;
        let arguments: Vec<&dyn WriteJson> = arguments.iter().map(|raw| raw as &dyn WriteJson).collect();
        let named = self.machine.variables.iter().map(|variable| (variable.name.text.as_str(), &variable.ty));
        let context = Raw(json::write_object(model, named, &self.context).map_err(unfit)?);
        let place = self.place(question.phrase);
        let text = self.replay.ask::<Box<RawValue>>(place, &arguments, &context)?;
        match answer {
            Type::Any if text.get() == "null" => Ok(Value::Nothing),
            ty => {
                let json =
                    flow_durable::read_json(text.get()).map_err(|error| Stop::Refused(error.to_string()))?;
                json::read(model, ty, &json).map_err(unfit)
            }
        }
    }
}

impl Bindings for Recorded<'_, '_> {
    fn holds(&mut self, question: &PhraseCall<'_>) -> bool {
        match self.ask(question, &Type::Boolean) {
            Ok(value) => value == Value::Boolean(true),
            Err(Stop::Suspended) => false,
            Err(Stop::Refused(error)) => {
                self.refused = Some((self.phrase(question).text.clone(), error));
                false
            }
        }
    }

    fn perform(&mut self, action: &PhraseCall<'_>) -> Result<(), String> {
        self.ask(action, &Type::Any).map(drop).map_err(|stop| stop.to_string())
    }

    fn answer(&mut self, question: &PhraseCall<'_>, _: Value) -> Result<Value, String> {
        let ty = &self.phrase(question).answer;
        self.ask(question, ty).map_err(|stop| stop.to_string())
    }

    fn see_context(&mut self, context: &[Value]) {
        self.context = context.to_vec();
    }

    fn now(&mut self) -> i64 {
        self.replay.now().as_micros()
    }

    fn uuid(&mut self) -> String {
        self.replay.uuid()
    }
}
