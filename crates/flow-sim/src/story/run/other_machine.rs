//! Tests about a handler of another machine (reference#test-files): the story runs until that handler has run.
//!
//! The handler belongs to a machine other than that of the story: its event is a message that another instance sent.

use flow_model::model::{HandlerId, MachineId, Span};

use super::{MAX_HELP, Run, Runner, Stage};
use crate::exec::message::{InstanceId, MessageId, Peer};
use crate::exec::observer::Handled;
use crate::exec::step::Refusal;
use crate::exec::system::MAX_DELIVERIES;
use crate::history::log::LogEntry;
use crate::story::result::{Failure, FailureKind};

impl Runner<'_, '_, '_> {
    /// Delivers messages, except those to `held`, up to the handler that the test is about.
    pub(super) fn run_to_other_machine(&mut self, held: Option<InstanceId>) -> Result<(), Failure> {
        let Some((machine, turn)) = &self.story.other_machine else { return Ok(()) };
        for _ in 0..MAX_DELIVERIES {
            let Some(next) = self.run.system.find_next(held) else { return Ok(()) };
            if let Some(instance) = self.is_taken_by(next, *machine, turn.handler) {
                return self.take_in_other_machine(next, instance);
            }
            let Run { system, bindings, .. } = &mut self.run;
            // The log contains rejections.
            let _ = system.deliver(bindings, next);
        }
        Ok(())
    }

    /// Runs the rest of the story, answers from outside included, until the handler that the test is about has run; fails if it
    /// does not.
    pub(super) fn wait_for_other_machine(&mut self) -> Result<(), Failure> {
        let Some((machine, turn)) = &self.story.other_machine else { return Ok(()) };
        for _ in 0..MAX_HELP {
            self.run_to_other_machine(None)?;
            if self.other_machine_done {
                return Ok(());
            }
            if !self.help_other_machines(None)? {
                break;
            }
            if self.other_machine_done {
                return Ok(());
            }
        }
        let span = self.runnable.get(*machine, turn.handler).span;
        Err(self.other_machine_failure(Stage::Arrival, FailureKind::NotInFlight, span))
    }

    fn is_taken_by(&self, message: MessageId, machine: MachineId, handler: HandlerId) -> Option<InstanceId> {
        let system = &self.run.system;
        let message = system.message(message);
        let (Peer::Instance(to), Some(event)) = (message.to, message.event) else { return None };
        let instance = system.instance(to);
        let taker = || self.runnable.handler(machine, instance.state, event);
        (instance.machine == machine && taker() == Some(handler)).then_some(to)
    }

    pub(super) fn take_in_other_machine(
        &mut self,
        message: MessageId,
        instance: InstanceId,
    ) -> Result<(), Failure> {
        let story = self.story;
        let Some((machine, turn)) = &story.other_machine else { return Ok(()) };
        self.other_machine_done = true;
        self.set_up_other_machine(message, instance);
        let Run { system, bindings, .. } = &mut self.run;
        let log = system.log().len();
        let thrown = !bindings.throws.is_empty() || !bindings.given_throws.is_empty();
        let payload = match system.deliver(bindings, message) {
            Ok(_) => match self.run.system.log().get(log) {
                Some(LogEntry::Handled(Handled { payload, .. })) => payload.clone(),
                _ => Vec::new(),
            },
            Err(Refusal::Failed { .. }) if thrown => Vec::new(),
            Err(Refusal::Refused { .. }) => Vec::new(),
            Err(refusal) => {
                let handler_span = self.runnable.get(*machine, turn.handler).span;
                let (kind, span) = match refusal {
                    Refusal::Rejected { .. } | Refusal::Refused { .. } | Refusal::Deferred { .. } => {
                        (FailureKind::NotAccepted, handler_span)
                    }
                    Refusal::Failed { call, message, .. } => (FailureKind::Broken(message), call.span),
                    Refusal::Fault { fault, .. } => (FailureKind::Broken(fault.message), fault.span),
                };
                return Err(self.other_machine_failure(Stage::Steps, kind, span));
            }
        };
        if let Some((unmet, also)) = self.find_first_unmet(instance, &turn.expect, &payload) {
            let kind = FailureKind::Expectation(unmet.actual);
            return Err(Failure { also, ..self.other_machine_failure(Stage::Expect, kind, unmet.span) });
        }
        self.run.undecided.extend(&story.unknown);
        Ok(())
    }

    fn other_machine_failure(&mut self, stage: Stage, kind: FailureKind, span: Span) -> Failure {
        let at = self.story.other_machine.as_ref().map(|(machine, turn)| (*machine, turn.handler));
        Failure { at, ..self.make_failure(None, stage, kind, span) }
    }
}
