//! Events that a test lets happen after the turns of its story (language.md §11).

use flow_model::cases::{ScriptedEvent, ScriptedKind};
use flow_model::model::Party;

use super::{Stage, Teller, Telling};
use crate::result::{Failure, FailureKind};
use crate::step::Refusal;
use crate::system::{MessageId, Peer};

impl Teller<'_, '_, '_> {
    /// Lets the event of a cue happen; then the other machines handle what they were sent.
    pub(super) fn cue(&mut self, cue: &ScriptedEvent) -> Result<(), Failure> {
        let message = match cue.kind {
            ScriptedKind::Then => self.coming(cue).unwrap_or_else(|| self.compose(cue)),
            ScriptedKind::Receive => self.compose(cue),
        };
        let Telling { system, oracle, focus, .. } = &mut self.telling;
        let result = system.deliver(oracle, message);
        let kind = match result {
            Ok(()) if system.settle(oracle, Some(*focus)).is_ok() => return Ok(()),
            Ok(()) => FailureKind::Endless,
            Err(Refusal::Rejected { .. }) => FailureKind::NotAccepted,
            Err(Refusal::Failed { message, .. }) => FailureKind::Broken(message),
            Err(Refusal::Fault { fault, .. }) => FailureKind::Broken(fault.message),
        };
        Err(self.failure(None, Stage::Arrival, kind, cue.span))
    }

    /// The event of a cue, if it is under way or a matter of time.
    fn coming(&mut self, cue: &ScriptedEvent) -> Option<MessageId> {
        let Telling { system, oracle, focus, .. } = &mut self.telling;
        let to = Peer::Instance(*focus);
        let waiting = system.under_way().find(|id| {
            let message = system.message(*id);
            message.to == to && message.event == Some(cue.event)
        });
        let coming = waiting.or_else(|| system.let_time_pass(*focus, cue.event));
        oracle.now = system.now();
        coming
    }

    fn compose(&mut self, cue: &ScriptedEvent) -> MessageId {
        let focus = self.telling.focus;
        let event = &self.runnable.machine(self.story.machine).events[cue.event];
        let partner = |machine| self.telling.system.partner(focus, machine);
        let from = match event.from {
            Some(Party::Actor(actor)) => Peer::Actor(actor),
            Some(Party::Machine(machine)) => partner(machine).map_or(Peer::Scripted(machine), Peer::Instance),
            Some(Party::System) => Peer::System,
            Some(Party::Itself) => Peer::Instance(focus),
            None => Peer::Anyone,
        };
        let payload = self.filled(cue.event, |_| None, &cue.payload);
        self.telling.system.compose(from, focus, cue.event, payload)
    }
}
