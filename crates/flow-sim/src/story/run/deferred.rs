//! The events that a story's instance has put aside (reference#deferred-events): they are handled at once when the instance has moved, or
//! by the next handler of the story, if that is a handler of this event.

use flow_model::model::HandlerId;

use super::{Run, Runner};
use crate::exec::message::MessageId;
use crate::story::result::Failure;

impl Runner<'_, '_, '_> {
    /// The definition that handles the next event that was put aside, and that message.
    pub(super) fn find_deferred(&self) -> Option<(HandlerId, MessageId)> {
        let Run { system, focus, .. } = &self.run;
        let id = system.next_deferred(*focus)?;
        let event = system.message(id).event?;
        Some((self.runnable.handler(self.story.machine, self.state(), event)?, id))
    }

    /// Lets the story's instance handle the events that it has put aside, up to one that this turn contains.
    pub(super) fn handle_deferred_before(&mut self, turn: Option<usize>) -> Result<(), Failure> {
        while let Some(next) = self.find_deferred() {
            if turn.is_some_and(|turn| self.is_told_by(turn, next)) {
                return Ok(());
            }
            let (_, message) = next;
            let Run { system, bindings, .. } = &mut self.run;
            // The log contains refusals.
            let _ = system.deliver(bindings, message);
            self.run_others_until_idle(turn)?;
            self.check_rules(turn)?;
        }
        Ok(())
    }

    /// Whether something is put aside that a turn after this one can contain, since this one is not possible and may be skipped.
    pub(super) fn is_to_be_skipped(&self, turn: usize) -> bool {
        self.find_deferred().is_some() && self.find_arrival(turn).is_err() && self.skip_reason(turn).is_some()
    }
}
