//! Values that facts and assertions expect of messages: they must fit the fields of the events, and decide no types.

use super::constrain::{Constrain, Place};
use super::constraints::Constraint;
use crate::model::{ActorId, Expr, GivenAnswer, Name, Party};

impl Constrain<'_> {
    /// The values of an answer fit the fields of the event; they do not decide their types.
    pub(super) fn visit_given_answer(&mut self, place: Place, actor: ActorId, answer: &GivenAnswer) {
        for (name, value) in &answer.with {
            let value_of = self.visit_expr(place, value);
            for slot in super::answer_slots(self.model, actor, &answer.event.text, &name.text) {
                let field = self.list.slot(slot);
                self.list.add(Constraint::Expected(field, value_of.term, value.span));
            }
        }
    }

    /// The fields that an assertion expects of a message have the types of the message's fields.
    pub(super) fn visit_message_fields(
        &mut self,
        place: Place,
        to: Option<Party>,
        event: &Name,
        with: &[(Name, Expr)],
    ) {
        for (name, value) in with {
            let value_of = self.visit_expr(place, value);
            for slot in super::sent_slots(self.model, place.machine, to, &event.text, &name.text) {
                let field = self.list.slot(slot);
                self.list.add(Constraint::Expected(field, value_of.term, value.span));
            }
        }
    }
}
