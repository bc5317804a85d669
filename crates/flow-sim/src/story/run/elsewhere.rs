//! Turns with an event for another instance of the story's machine (reference#story-instances).
//!
//! A fact in the handler's own `given:` names that instance by its id or key. The story contains no other event of that instance, so
//! these turns are on every route.

use flow_model::model::FactKind;

use super::{Run, Runner, Stage};
use crate::exec::message::InstanceId;
use crate::exec::value::Value;
use crate::story::result::{Failure, FailureKind};

impl Runner<'_, '_, '_> {
    /// Takes a turn of another instance; false if the turn is one of the story's own instance.
    pub(super) fn take_turn_of_other_instance(&mut self, turn: usize) -> Result<bool, Failure> {
        let Some(receiver) = self.find_other_instance(turn) else { return Ok(false) };
        let (story, machine) = (self.story, self.story.machine);
        let handler = story.turns[turn].handler;
        if !self.accepts(handler, self.run.system.instance(receiver).state) {
            let span = self.runnable.get(machine, handler).span;
            return Err(self.make_failure(Some(turn), Stage::Arrival, FailureKind::NotAccepted, span));
        }
        self.set_up_turn(turn);
        let event = self.runnable.get(machine, self.runnable.definition(machine, handler)).event;
        let (message, _) = self.script_event_to(receiver, turn, event);
        let Run { system, bindings, .. } = &mut self.run;
        let result = system.deliver(bindings, message);
        self.run.bindings.throws.clear();
        match result {
            Ok(_) => {
                let payload = self.payload_of(message);
                self.check_turn(turn, &payload)?;
                Ok(true)
            }
            Err(refusal) => Err(self.refusal_failure(turn, refusal)),
        }
    }

    /// The instance that a turn names, if it is another than the story's. It begins a conversation of its own if there is none.
    fn find_other_instance(&mut self, turn: usize) -> Option<InstanceId> {
        let (story, machine, focus) = (self.story, self.story.machine, self.run.focus);
        let named = story.turns[turn].given.iter().filter_map(|fact| match &fact.kind {
            FactKind::Receiver(key, value) => Some((*key, value)),
            _ => None,
        });
        let named: Vec<_> = named.collect();
        let named: Vec<_> = named.into_iter().map(|(key, value)| (key, self.value(value))).collect();
        let found = match named.iter().find(|(key, _)| key.is_none()) {
            Some((_, Value::Text(id))) => {
                let known = self.run.system.find(machine, id);
                known.unwrap_or_else(|| self.run.system.create_named(machine, id))
            }
            _ if named.is_empty() => return None,
            _ => {
                let own = self.run.system.instance(focus).context.clone();
                let keys = self.runnable.machine(machine).instances.keys().iter();
                let set = |key| named.iter().rev().find(|(other, _)| *other == Some(key));
                let value = |key: &flow_model::model::VariableId| {
                    set(*key).map_or_else(|| own[key.index()].clone(), |(_, set)| set.clone())
                };
                self.run.system.find_or_create_keyed(machine, &keys.map(value).collect::<Vec<_>>())
            }
        };
        (found != focus).then_some(found)
    }
}
