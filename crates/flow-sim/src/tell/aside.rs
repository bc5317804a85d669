//! A handler of another machine that a test is about (language.md §11): the story goes on until it is taken.

use flow_model::model::{HandlerId, MachineId, Span};

use super::{Stage, Teller, Telling};
use crate::result::{Failure, FailureKind};
use crate::step::Refusal;
use crate::system::{ENDLESS, Entry, InstanceId, MessageId, Peer};

impl Teller<'_, '_, '_> {
    /// Lets the other machines handle what they were sent, up to the handler that the test is about.
    pub(super) fn settle_to_aside(&mut self) -> Result<(), Failure> {
        let Some((machine, turn)) = &self.story.aside else { return Ok(()) };
        for _ in 0..ENDLESS {
            let Some(next) = self.telling.system.next(Some(self.telling.focus)) else { return Ok(()) };
            if let Some(instance) = self.is_taken_by(next, *machine, turn.handler) {
                return self.take_aside(next, instance);
            }
            let Telling { system, oracle, .. } = &mut self.telling;
            // What is rejected stands in the log.
            let _ = system.deliver(oracle, next);
        }
        Ok(())
    }

    /// Whether a story came by the handler that its test is about.
    pub(super) fn check_aside(&mut self) -> Result<(), Failure> {
        let Some((machine, turn)) = &self.story.aside else { return Ok(()) };
        let span = self.runnable.get(*machine, turn.handler).span;
        Err(self.failure_aside(Stage::Arrival, FailureKind::NotUnderWay, span))
    }

    fn is_taken_by(&self, message: MessageId, machine: MachineId, handler: HandlerId) -> Option<InstanceId> {
        let system = &self.telling.system;
        let message = system.message(message);
        let (Peer::Instance(to), Some(event)) = (message.to, message.event) else { return None };
        let instance = system.instance(to);
        let taker = || self.runnable.handler(machine, instance.state, event);
        (instance.machine == machine && taker() == Some(handler)).then_some(to)
    }

    fn take_aside(&mut self, message: MessageId, instance: InstanceId) -> Result<(), Failure> {
        let story = self.story;
        let Some((machine, turn)) = &story.aside else { return Ok(()) };
        self.aside_taken = true;
        self.set_up_aside(message, instance);
        let Telling { system, oracle, .. } = &mut self.telling;
        let log = system.log().len();
        let thrown = !oracle.throws.is_empty();
        let payload = match system.deliver(oracle, message) {
            Ok(()) => match self.telling.system.log().get(log) {
                Some(Entry::Handled { payload, .. }) => payload.clone(),
                _ => Vec::new(),
            },
            Err(Refusal::Failed { .. }) if thrown => Vec::new(),
            Err(refusal) => {
                let handler_span = self.runnable.get(*machine, turn.handler).span;
                let (kind, span) = match refusal {
                    Refusal::Rejected { .. } => (FailureKind::NotAccepted, handler_span),
                    Refusal::Failed { call, message, .. } => (FailureKind::Broken(message), call.span),
                    Refusal::Fault { fault, .. } => (FailureKind::Broken(fault.message), fault.span),
                };
                return Err(self.failure_aside(Stage::Steps, kind, span));
            }
        };
        if let Some((unmet, also)) = self.judge(instance, &turn.expect, &payload) {
            let kind = FailureKind::Expectation(unmet.actual);
            return Err(Failure { also, ..self.failure_aside(Stage::Expect, kind, unmet.span) });
        }
        self.telling.undecided.extend(&story.unknown);
        Ok(())
    }

    fn failure_aside(&mut self, stage: Stage, kind: FailureKind, span: Span) -> Failure {
        let at = self.story.aside.as_ref().map(|(machine, turn)| (*machine, turn.handler));
        Failure { at, ..self.failure(None, stage, kind, span) }
    }
}
