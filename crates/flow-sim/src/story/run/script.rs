//! The script of a test: events after the turns of its story (reference#test-files).

use flow_model::cases::{ScriptedEvent, ScriptedKind};
use flow_model::model::Party;

use super::{Run, Runner, Stage};
use crate::exec::message::{Message, MessageId, Peer};
use crate::exec::step::Refusal;
use crate::story::result::{Failure, FailureKind};

impl Runner<'_, '_, '_> {
    /// Makes a scripted event happen; then the other machines handle their messages.
    pub(super) fn run_scripted(&mut self, scripted: &ScriptedEvent) -> Result<(), Failure> {
        let message = match scripted.kind {
            ScriptedKind::Then => {
                self.find_arriving(scripted).unwrap_or_else(|| self.compose_scripted(scripted))
            }
            ScriptedKind::Receive => self.compose_scripted(scripted),
        };
        let Run { system, bindings, focus, .. } = &mut self.run;
        let result = system.deliver(bindings, message);
        let kind = match result {
            Ok(()) if system.run_until_idle(bindings, Some(*focus)).is_ok() => return Ok(()),
            Ok(()) => FailureKind::Endless,
            Err(Refusal::Rejected { .. }) => FailureKind::NotAccepted,
            Err(Refusal::Failed { message, .. }) => FailureKind::Broken(message),
            Err(Refusal::Fault { fault, .. }) => FailureKind::Broken(fault.message),
        };
        Err(self.make_failure(None, Stage::Arrival, kind, scripted.span))
    }

    /// The event, if it is in flight or a timer raises it.
    fn find_arriving(&mut self, scripted: &ScriptedEvent) -> Option<MessageId> {
        let Run { system, bindings, focus, .. } = &mut self.run;
        let to = Peer::Instance(*focus);
        let mut in_flight = system.in_flight();
        let is_meant = |message: &Message<'_>| message.to == to && message.event == Some(scripted.event);
        let waiting = in_flight.find(|(_, message)| is_meant(message)).map(|(id, _)| id);
        drop(in_flight);
        let arriving = waiting.or_else(|| system.fire_timer(*focus, scripted.event));
        bindings.now = system.now();
        arriving
    }

    fn compose_scripted(&mut self, scripted: &ScriptedEvent) -> MessageId {
        let focus = self.run.focus;
        let event = &self.runnable.machine(self.story.machine).events[scripted.event];
        let partner = |machine| self.run.system.partner(focus, machine);
        let from = match event.from {
            Some(Party::Actor(actor)) => Peer::Actor(actor),
            Some(Party::Machine(machine)) => partner(machine).map_or(Peer::Scripted(machine), Peer::Instance),
            Some(Party::System) => Peer::System,
            Some(Party::Itself) => Peer::Instance(focus),
            None => Peer::Anyone,
        };
        let payload = self.fill_payload(scripted.event, |_| None, &scripted.payload);
        self.run.system.compose(from, focus, scripted.event, payload)
    }
}
