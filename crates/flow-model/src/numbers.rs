//! Numbers that are others than in an earlier model: of events, of actors outside, and of messages to these.
//!
//! Actors, the messages to each, and the fields of these are numbered in the order of their first mentions in the whole text, and the events
//! of a machine in the order of their handlers. So a change in one machine can give other numbers to those that another machine names. That
//! machine is the same otherwise: what is kept of it is numbered again.

use flow_syntax::ordered::Map;

use crate::model::{
    ActorId, Assertion, AssertionKind, Emit, Fact, FactKind, FieldId, Machine, MessageId, Party, Step, Target,
};
use crate::visit::NodeMut;

/// What a machine sends to others that has other numbers now, with its fields, by the numbers that it had.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    actors: Map<ActorId, ActorId>,
    targets: Map<Target, Target>,
    fields: Map<(Target, FieldId), FieldId>,
}

impl Numbers {
    /// The numbers of the same receivers, in the same order, before and now.
    pub(crate) fn between(then: &[Target], now: &[Target]) -> Numbers {
        let mut numbers = Numbers::default();
        then.iter().zip(now).for_each(|(then, now)| numbers.add(*then, *now));
        numbers
    }

    /// The numbers of actors.
    pub(crate) fn of_actors(actors: &Map<ActorId, ActorId>) -> Numbers {
        Numbers { actors: actors.clone(), ..Numbers::default() }
    }

    /// Adds the number of an event or a message.
    pub(crate) fn add(&mut self, then: Target, now: Target) {
        if then != now {
            self.targets.insert(then, now);
        }
    }

    /// Adds the number of a field of an event or a message, which had this number.
    pub(crate) fn add_field(&mut self, then: Target, field: FieldId, now: FieldId) {
        if field != now {
            self.fields.insert((then, field), now);
        }
    }

    /// Whether all numbers are as they were.
    pub(crate) fn are_same(&self) -> bool {
        self.actors.is_empty() && self.targets.is_empty() && self.fields.is_empty()
    }

    /// Whether those of fields are as they were.
    pub(crate) fn have_same_fields(&self) -> bool {
        self.fields.is_empty()
    }

    /// The number that an event or a message has now.
    pub(crate) fn of(&self, target: Target) -> Target {
        self.targets.get(&target).copied().unwrap_or(target)
    }

    /// The number that a field has now, of an event or a message that had this number.
    pub(crate) fn of_field(&self, target: Target, field: FieldId) -> FieldId {
        self.fields.get(&(target, field)).copied().unwrap_or(field)
    }

    /// Gives a receiver its number.
    pub(crate) fn apply(&self, target: &mut Target) {
        *target = self.of(*target);
    }

    /// The number that an actor has now.
    pub(crate) fn of_actor(&self, actor: ActorId) -> ActorId {
        self.actors.get(&actor).copied().unwrap_or(actor)
    }

    /// The numbers that an actor and a message to it have now.
    pub(crate) fn of_message(&self, actor: ActorId, message: MessageId) -> (ActorId, MessageId) {
        match self.of(Target::Actor(actor, message)) {
            Target::Actor(actor, message) => (actor, message),
            Target::Machine(..) | Target::Itself(_) => (actor, message),
        }
    }

    /// Gives a party its number.
    pub(crate) fn apply_to_party(&self, party: &mut Party) {
        if let Party::Actor(actor) = party {
            *actor = self.of_actor(*actor);
        }
    }

    /// Gives all that a machine names its numbers, but for the senders of its events.
    pub(crate) fn apply_to_machine(&self, machine: &mut Machine) {
        machine.handlers.iter_mut().for_each(|handler| self.apply_to_steps(&mut handler.body));
        machine.crossings.iter_mut().for_each(|crossing| self.apply_to_steps(&mut crossing.body));
        if !self.actors.is_empty() {
            for handler in &mut machine.handlers {
                self.apply_to_lines(&mut handler.given, &mut handler.expect);
            }
            for scenario in &mut machine.scenarios {
                self.apply_to_lines(&mut scenario.given, &mut scenario.expect);
            }
        }
    }

    fn apply_to_lines(&self, given: &mut [Fact], expect: &mut [Assertion]) {
        for fact in given {
            if let FactKind::Answers(actor, _) = &mut fact.kind {
                *actor = self.of_actor(*actor);
            }
        }
        for assertion in expect {
            match &mut assertion.kind {
                AssertionKind::Received { by: party, .. }
                | AssertionKind::ReceivedCount(party, _)
                | AssertionKind::Emitted { to: Some(party), .. } => self.apply_to_party(party),
                _ => {}
            }
        }
    }

    /// Gives the receivers in steps their numbers.
    fn apply_to_steps(&self, steps: &mut [Step]) {
        steps.iter_mut().for_each(|step| self.apply_to_step(step));
    }

    fn apply_to_step(&self, step: &mut Step) {
        if let Step::Emit(Emit { target, payload, .. }) = step {
            let then = *target;
            payload.iter_mut().for_each(|(field, _)| *field = self.of_field(then, *field));
            self.apply(target);
        }
        NodeMut::Step(step).for_each_part(&mut |part| {
            if let NodeMut::Step(nested) = part {
                self.apply_to_step(nested);
            }
        });
    }
}
