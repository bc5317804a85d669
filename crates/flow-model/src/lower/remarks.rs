//! The results of the lowering of a machine for later stages, apart from the machine itself.
//!
//! Part of it are the questions about other machines and actors, with the answers that they had: a machine of the same text that gets the
//! same answers is lowered to the same model. They are noted for tools that keep machines from one analysis to the next.

use std::sync::Arc;

use flow_syntax::ast;
use flow_syntax::source::Span;

use super::{Annotation, Lower};
use crate::model::{
    ActorId, EventId, Expr, FieldId, HandlerId, MachineId, MessageId, Party, PhraseId, StateId, Target,
    VariableId,
};

/// A payload field that a body or an expectation reads.
pub(crate) type Read = (MachineId, EventId, FieldId);

/// What the lowering of a machine leaves.
#[derive(Debug, Default)]
pub(crate) struct Remarks {
    /// The types that are written in it.
    pub(crate) annotations: Vec<Annotation>,
    /// The places of values that are asked for items: `$xs has items`.
    pub(crate) asked_for_items: Vec<Span>,
    /// Whether a value is a time or a duration.
    pub(crate) uses_time: bool,
    /// The facts about senders in the `given:` of handlers, until it is known whether they are read.
    pub(super) told_ids: Vec<ToldId>,
    /// Payload fields that have the name of a sender's id, and are none: `$reviewer_id`.
    pub(super) own_ids: Vec<OwnId>,
    /// Where the ids of senders are read first.
    pub(super) id_reads: Vec<IdRead>,
    /// The payload fields that are read.
    pub(super) reads: Vec<Read>,
    /// The phrases of `… was called`.
    pub(super) called: Vec<Called>,
    /// The messages that its handlers send to outside actors, once they have been looked for.
    pub(crate) messages: Option<Vec<(ActorId, MessageId)>>,
    /// The questions about others, in order.
    pub(crate) asked: Vec<Asked>,
}

/// A fact `@reviewer.id is "ann"` of a handler.
#[derive(Debug)]
pub(super) struct ToldId {
    pub(super) machine: MachineId,
    pub(super) handler: HandlerId,
    /// Its value, until the fact is added to its handler.
    pub(super) value: Option<Expr>,
    /// The line.
    pub(super) span: Span,
}

/// A payload field `$reviewer_id` of an event from `@reviewer`.
#[derive(Debug)]
pub(super) struct OwnId {
    pub(super) machine: MachineId,
    pub(super) event: EventId,
    pub(super) span: Span,
}

/// The first place that reads the id of an event's sender.
#[derive(Debug)]
pub(super) struct IdRead {
    pub(super) machine: MachineId,
    pub(super) event: EventId,
    pub(super) span: Span,
}

/// A phrase of `… was called`.
#[derive(Debug)]
pub(super) struct Called {
    pub(super) machine: MachineId,
    pub(super) phrase: PhraseId,
    pub(super) words: Arc<str>,
    pub(super) span: Span,
}

/// A question of a machine about another machine or an actor, and the answer.
#[derive(Debug)]
#[cfg_attr(not(feature = "tools"), expect(dead_code, reason = "only tools keep machines"))]
pub(crate) enum Asked {
    /// The event that another machine receives.
    Event { machine: MachineId, name: ast::Name, from: Party, is: EventId },
    /// The message to an actor.
    Message { actor: ActorId, name: ast::Name, is: MessageId },
    /// The field of an event or a message.
    Field { target: Target, name: ast::Name, is: FieldId },
    /// The state of another machine, which the line mentions.
    State { machine: MachineId, name: ast::Name, is: StateId },
    /// The variable of another machine.
    Variable { machine: MachineId, name: ast::Name, is: VariableId },
    /// Whether another machine has a variable; it has.
    HasVariable { machine: MachineId, name: String },
    /// Which field an expected event has, when types are known.
    Expected { to: Option<Party>, event: String, field: String },
    /// Which field the answer of an actor has, when types are known.
    Answered { actor: ActorId, event: String, field: String },
}

impl Lower<'_, '_> {
    /// Notes a question of the machine that is lowered.
    pub(super) fn note(&mut self, asked: impl FnOnce() -> Asked) {
        if self.noted.is_some() {
            self.remarks.asked.push(asked());
        }
    }

    /// Notes a question about a machine, if it is another one than that which is lowered.
    pub(super) fn note_of(&mut self, machine: MachineId, asked: impl FnOnce() -> Asked) {
        if self.noted.is_some_and(|own| own != machine) {
            self.remarks.asked.push(asked());
        }
    }

    /// Notes the field of something that is sent, if it is not one of the machine's own.
    pub(super) fn note_field(&mut self, target: Target, name: &ast::Name, is: FieldId) {
        let asked = || Asked::Field { target, name: name.clone(), is };
        match target {
            Target::Machine(machine, _) => self.note_of(machine, asked),
            Target::Actor(..) => self.note(asked),
            Target::Itself(_) => {}
        }
    }

    /// Notes the fields that a line expects of an event.
    pub(super) fn note_expected(&mut self, to: Option<Party>, event: &ast::Name, with: &[ast::Field]) {
        for field in with {
            let (event, field) = (&event.text, &field.name.text);
            self.note(|| Asked::Expected { to, event: event.clone(), field: field.clone() });
        }
    }
}
