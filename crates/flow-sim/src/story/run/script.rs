//! Events that a test lets happen after the turns of its story (language.md §11).

use flow_model::cases::{ScriptedEvent, ScriptedKind};
use flow_model::model::Party;

use super::{Run, Runner, Stage};
use crate::exec::message::{Message, MessageId, Peer};
use crate::exec::step::Refusal;
use crate::story::result::{Failure, FailureKind};

impl Runner<'_, '_, '_> {
    /// Lets the event of a scripted happen; then the other machines handle what they were sent.
    pub(super) fn run_scripted(&mut self, scripted: &ScriptedEvent) -> Result<(), Failure> {
        let message = match scripted.kind {
            ScriptedKind::Then => self.find_arriving(scripted).unwrap_or_else(|| self.compose(scripted)),
            ScriptedKind::Receive => self.compose(scripted),
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
        Err(self.failure(None, Stage::Arrival, kind, scripted.span))
    }

    /// The event of a scripted, if it is under way or a matter of time.
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

    fn compose(&mut self, scripted: &ScriptedEvent) -> MessageId {
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
        let payload = self.filled(scripted.event, |_| None, &scripted.payload);
        self.run.system.compose(from, focus, scripted.event, payload)
    }
}
