//! The script of a test: events after the turns of its story (reference#test-files).

use flow_model::cases::{ScriptedEvent, ScriptedKind};
use flow_model::model::Party;

use super::{Run, Runner, Stage};
use crate::exec::message::{InstanceId, Message, MessageId, Peer};
use crate::exec::step::Refusal;
use crate::story::result::{Failure, FailureKind};

impl Runner<'_, '_, '_> {
    /// Makes a scripted event happen; then the other machines handle their messages.
    pub(super) fn run_scripted(&mut self, scripted: &ScriptedEvent) -> Result<(), Failure> {
        let to = self.find_receiver(scripted);
        let message = match scripted.kind {
            ScriptedKind::Then => {
                self.find_arriving(to, scripted).unwrap_or_else(|| self.compose_scripted(to, scripted))
            }
            ScriptedKind::Receive => self.compose_scripted(to, scripted),
        };
        let Run { system, bindings, focus, .. } = &mut self.run;
        let result = system.deliver(bindings, message);
        let kind = match result {
            // The steps of the handler are expected, a `reject` too.
            Ok(()) | Err(Refusal::Refused { .. })
                if system.run_until_idle(bindings, Some(*focus)).is_ok() =>
            {
                return Ok(());
            }
            Ok(()) | Err(Refusal::Refused { .. }) => FailureKind::Endless,
            Err(Refusal::Rejected { state }) if to != *focus => {
                FailureKind::RejectedBy { machine: scripted.machine, state }
            }
            Err(Refusal::Rejected { .. }) => FailureKind::NotAccepted,
            Err(Refusal::Failed { message, .. }) => FailureKind::Broken(message),
            Err(Refusal::Fault { fault, .. }) => FailureKind::Broken(fault.message),
        };
        Err(self.make_failure(None, Stage::Arrival, kind, scripted.span))
    }

    /// The instance that receives the event. Of another machine: the first that accepts it, the partner of the story's instance
    /// before others; if none does, the one that the story talks to, or a new one.
    fn find_receiver(&mut self, scripted: &ScriptedEvent) -> InstanceId {
        let Run { system, focus, .. } = &mut self.run;
        if scripted.machine == self.story.machine {
            return *focus;
        }
        let partner = system.partner(*focus, scripted.machine);
        let others = system.instances().filter(|(_, instance)| instance.machine == scripted.machine);
        let known: Vec<_> = partner.into_iter().chain(others.map(|(id, _)| id)).collect();
        let accepts = |id: &&InstanceId| {
            let state = system.instance(**id).state;
            self.runnable.handler(scripted.machine, state, scripted.event).is_some()
        };
        let receiver = known.iter().find(accepts).or(known.first()).copied();
        receiver.unwrap_or_else(|| system.create_for(*focus, scripted.machine))
    }

    /// The event, if it is in flight or a timer raises it.
    fn find_arriving(&mut self, to: InstanceId, scripted: &ScriptedEvent) -> Option<MessageId> {
        let Run { system, bindings, .. } = &mut self.run;
        let mut in_flight = system.in_flight();
        let is_meant =
            |message: &Message<'_>| message.to == Peer::Instance(to) && message.event == Some(scripted.event);
        let waiting = in_flight.find(|(_, message)| is_meant(message)).map(|(id, _)| id);
        drop(in_flight);
        let arriving = waiting.or_else(|| system.fire_timer(to, scripted.event));
        bindings.now = system.now();
        arriving
    }

    fn compose_scripted(&mut self, to: InstanceId, scripted: &ScriptedEvent) -> MessageId {
        let event = &self.runnable.machine(scripted.machine).events[scripted.event];
        let partner = |machine| self.run.system.partner(to, machine);
        let from = match event.from {
            Some(Party::Actor(actor)) => Peer::Actor(actor),
            Some(Party::Machine(machine)) => partner(machine).map_or(Peer::Scripted(machine), Peer::Instance),
            Some(Party::System) => Peer::System,
            Some(Party::Itself) => Peer::Instance(to),
            None => Peer::Anyone,
        };
        let payload = self.fill_payload(to, scripted.event, |_| None, &scripted.payload);
        self.run.system.compose(from, to, scripted.event, payload)
    }
}
