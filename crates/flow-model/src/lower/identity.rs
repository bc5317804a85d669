//! `@reviewer.id` (reference#sender-ids): the id by which the program knows the actor that sent an event, or the id of an instance.
//!
//! The id of an actor outside is a payload field of the event, which exists only where it is read. A `given:` sets it, but does not
//! make it. So these facts are kept until all bodies are lowered.

use flow_syntax::ast;
use flow_syntax::diagnostic::{Diagnostics, Name as Check};
use flow_syntax::edit::Edit;
use flow_syntax::source::Span;

use super::remarks::{IdRead, OwnId, ToldId};
use super::scope::{Scope, Side};
use super::{Lower, Slot, UNTYPED};

use crate::model::{EventId, Expr, ExprKind, Fact, FactKind, MachineId, Party};
use crate::names::{SENDER, name};

/// The name of the field with the id of an actor.
pub(super) fn id_name(actor: &str) -> String {
    format!("{actor}_id")
}

/// The actor and the value of a fact `@reviewer.id is "ann"`.
pub(super) fn opt_told_sender(condition: &ast::Condition) -> Option<(&ast::Name, &ast::Expr)> {
    let ast::ConditionKind::Compare {
        left: ast::Operand::Expr(left),
        op: ast::CompareOp::Equal,
        right: ast::Operand::Expr(value),
    } = &condition.kind
    else {
        return None;
    };
    let ast::ExprKind::IdOf(sender) = &left.kind else { return None };
    (condition.not == ast::Not::Plain).then_some((sender, value))
}

impl Lower<'_, '_> {
    /// `@reviewer.id`.
    pub(super) fn lower_id_of(&mut self, scope: &Scope, name: &ast::Name, span: Span) -> ExprKind {
        match self.opt_party(scope, name) {
            Some(Party::Itself) => self.read_instance_id(scope.machine),
            Some(Party::Machine(_)) => {
                let instance = self.lower_instance(scope, name);
                ExprKind::Joined(vec![Expr { kind: instance, ty: UNTYPED, span: name.span }])
            }
            Some(Party::Actor(actor)) if scope.sender() == Some(Party::Actor(actor)) => {
                let actor = self.names.actors[actor].text.clone();
                self.read_sender_id(scope, &actor, span)
            }
            Some(Party::Actor(_) | Party::System) | None => {
                self.report_no_sender(scope, name);
                ExprKind::Text(String::new())
            }
        }
    }

    fn read_sender_id(&mut self, scope: &Scope, actor: &str, span: Span) -> ExprKind {
        let Some(event) = scope.event() else { return ExprKind::Text(String::new()) };
        let machine = scope.machine;
        let field = self.intern_payload_field(machine, event, &name(id_name(actor), span));
        let of = &mut self.model.machines[machine].events[event];
        if of.sender_id.is_none() {
            of.sender_id = Some(field);
            self.remarks.id_reads.push(IdRead { machine, event, span });
            let ty = ast::TypeName { kind: ast::TypeKind::String, span };
            self.add_annotation(Slot::Field(machine, event, field), Some(&ty));
        }
        ExprKind::Payload(field)
    }

    fn report_no_sender(&mut self, scope: &Scope, name: &ast::Name) {
        // `@sender` outside of its handlers, and an unknown actor, are reported where parties are.
        let known = self.party(&name.text);
        let message = match (known, scope.event()) {
            (Some(Party::System), _) => "'@system' is time, and has no id".to_owned(),
            (_, Some(event)) => {
                let event = &self.model.machines[scope.machine].events[event].name.text;
                format!("':{event}' does not come from '@{}' here", name.text)
            }
            (_, None) => format!("nothing comes from '@{}' here", name.text),
        };
        if name.text == SENDER {
            return;
        }
        let report = self.diags.report(Check::UnknownName, name.span, message);
        if known != Some(Party::System) {
            report.help(format!(
                "'@{0}.id' is known while an event from '@{0}' is handled, and '$x becomes @{0}.id' keeps it",
                name.text
            ));
        }
    }

    /// A fact about the sender of the handler's event; `None` if it has been reported, or is kept.
    pub(super) fn opt_sender_fact(
        &mut self,
        scope: &Scope,
        sender: &ast::Name,
        id: Expr,
    ) -> Option<FactKind> {
        let Some(event) = scope.event() else {
            self.diags
                .report(Check::MisplacedLine, sender.span, "who sends an event is told where it is handled")
                .help("it is a fact below the 'given:' of the handler");
            return None;
        };
        let party = self.opt_party(scope, sender)?;
        if scope.sender() != Some(party) {
            self.report_no_sender(scope, sender);
            return None;
        }
        let of = &self.model.machines[scope.machine].events[event];
        match (party, of.sender_id) {
            (Party::Machine(machine), _) => Some(FactKind::Sender(machine, id)),
            // Of a test file: the bodies are known.
            (Party::Actor(_), Some(field)) if scope.side == Side::Given => Some(FactKind::Payload(field, id)),
            (Party::Actor(_), _) => {
                let machine = scope.machine;
                let handler = self.model.machines[machine].handlers.next_id();
                let span = sender.span.to(id.span);
                self.remarks.told_ids.push(ToldId { machine, handler, value: Some(id), span });
                None
            }
            (Party::System | Party::Itself, _) => {
                self.report_no_sender(scope, sender);
                None
            }
        }
    }

    /// Adds the facts about senders to their handlers. A fact that is not read is idle.
    pub(super) fn add_told_ids(&mut self) {
        let told = self.done.iter_mut().flat_map(|remarks| &mut remarks.told_ids);
        for ToldId { machine, handler, value, span } in told {
            let machine = &mut self.model.machines[*machine];
            let handler = &mut machine.handlers[*handler];
            match machine.events[handler.event].sender_id {
                Some(field) => {
                    let at = handler.given.partition_point(|fact| fact.span < *span);
                    let kind = value.take().map(|value| FactKind::Payload(field, value));
                    handler.given.splice(at..at, kind.map(|kind| Fact { kind, span: *span }));
                }
                None => report_idle_id(self.diags, &machine.events[handler.event].name, *span),
            }
        }
    }

    /// Reports facts of a test file about senders that no handler reads: no handler can be added to the model.
    pub(super) fn report_told_ids(&mut self, scope: &Scope) {
        let Some(event) = scope.event() else { return };
        for ToldId { machine, span, .. } in std::mem::take(&mut self.remarks.told_ids) {
            report_idle_id(self.diags, &self.model.machines[machine].events[event].name, span);
        }
    }

    /// Notes a payload field that has the name of its sender's id.
    pub(super) fn note_own_id(&mut self, machine: MachineId, event: EventId, name: &ast::Name) {
        let of = &self.model.machines[machine].events[event];
        if let (Some(Party::Actor(actor)), Some(stem)) = (of.from, name.text.strip_suffix("_id"))
            && self.names.actors[actor].text == stem
        {
            self.remarks.own_ids.push(OwnId { machine, event, span: name.span });
        }
    }

    /// Reports payload fields that have the name of their sender's id, where that is read.
    pub(super) fn report_own_ids(&mut self) {
        let own_ids = self.done.iter().flat_map(|remarks| &remarks.own_ids);
        for OwnId { machine, event, span } in own_ids {
            let (machine, event, span) = (*machine, *event, *span);
            let of = &self.model.machines[machine].events[event];
            let (Some(field), Some(Party::Actor(actor))) = (of.sender_id, of.from) else { continue };
            let actor = &self.names.actors[actor].text;
            let message = format!("'${}' is also the field of '@{actor}.id'", of.fields[field].name.text);
            let report = self.diags.report(Check::NameCollision, span, message);
            let mut reads = self.done.iter().flat_map(|remarks| &remarks.id_reads);
            let read = reads.find(|read| (read.machine, read.event) == (machine, event));
            if let Some(read) = read {
                report.label(read.span, format!("'@{actor}.id' is read here"));
            }
            let is_declared = of.declared.is_some_and(|declared| declared.span.to(span) == declared.span);
            if is_declared || of.declared.is_some_and(|declared| declared.is_table) {
                report.help(format!("'@{actor}.id' comes besides what is declared"));
            } else {
                let edit = Edit::replace(span, format!("@{actor}.id"));
                report.fix(format!("if the id of the sender is meant, write '@{actor}.id'"), vec![edit]);
            }
        }
    }
}

fn report_idle_id(diags: &mut Diagnostics, event: &ast::Name, span: Span) {
    diags.report(Check::IdleFact, span, format!("no handler of ':{}' reads this", event.text));
}
