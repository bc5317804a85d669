//! Lines of an `expect:` (reference#assertions).
//!
//! Machines, states and variables of an assertion are looked up in the machine that it speaks of; events stay names, since an outside
//! actor can receive any.

use flow_syntax::ast;
use flow_syntax::diagnostic::Name as DiagnosticName;
use flow_syntax::gather::Gather;

use super::Lower;
use super::remarks::Called;
use super::scope::Scope;
use crate::model::{Assertion, AssertionKind, Call, Expr, MachineId, Name, Party, PhraseKind};

impl Lower<'_, '_> {
    /// The assertions of one `expect:`.
    pub(super) fn lower_assertions(
        &mut self,
        scope: &Scope,
        assertions: &[ast::Assertion],
    ) -> Vec<Assertion> {
        let kinds = assertions.iter().filter_map(|assertion| {
            Some(Assertion { kind: self.opt_assertion(scope, &assertion.kind)?, span: assertion.span })
        });
        let mut lowered: Vec<Assertion> = kinds.gather();
        lowered.shrink_to_fit();
        lowered
    }

    fn opt_assertion(&mut self, scope: &Scope, kind: &ast::AssertionKind) -> Option<AssertionKind> {
        Some(match kind {
            ast::AssertionKind::Condition(condition) => {
                AssertionKind::Condition(self.lower_condition(scope, condition))
            }
            ast::AssertionKind::History { subject, verb, state } => {
                let machine = self.resolve_subject(scope.machine, subject)?;
                AssertionKind::History(
                    machine,
                    *verb,
                    self.intern_states(machine, std::slice::from_ref(state)),
                )
            }
            ast::AssertionKind::LeftWaiting { subject, not } => {
                AssertionKind::LeftWaiting(self.resolve_subject(scope.machine, subject)?, *not)
            }
            ast::AssertionKind::Members { members, not, states } => {
                let machine = self.resolve_members(scope.machine, members)?;
                let states = self.intern_states(machine, states);
                AssertionKind::Members(machine, members.which.clone(), *not, states)
            }
            ast::AssertionKind::VariableOf { variable, members, op, value } => {
                let machine = self.resolve_members(scope.machine, members)?;
                let variable = self.intern_variable(machine, variable);
                let value = self.lower_expr(scope, value);
                AssertionKind::VariableOf(machine, members.which.clone(), variable, *op, value)
            }
            ast::AssertionKind::Received { actor, not, event, with } => {
                let by = self.opt_party(scope, actor)?;
                event.iter().for_each(|event| self.note_expected(Some(by), event, with));
                let with = self.lower_fields(scope, with);
                AssertionKind::Received { by, not: *not, event: event.clone(), with }
            }
            ast::AssertionKind::ReceivedCount { actor, count } => {
                AssertionKind::ReceivedCount(self.opt_party(scope, actor)?, self.lower_expr(scope, count))
            }
            ast::AssertionKind::Emitted { event, not, to, with } => {
                let to = to.as_ref().and_then(|to| self.opt_party(scope, to));
                self.note_expected(to, event, with);
                let with = self.lower_fields(scope, with);
                AssertionKind::Emitted { event: event.clone(), not: *not, to, with }
            }
            ast::AssertionKind::TurnedAway { how, event, by, not, with } => AssertionKind::TurnedAway {
                how: *how,
                event: event.clone(),
                by: match by {
                    Some(by) => Some(self.opt_machine(by)?),
                    None => None,
                },
                not: *not,
                with: with.as_ref().map(|text| self.lower_expr(scope, text)),
            },
            ast::AssertionKind::Called { action, not, with } => self.lower_called(scope, action, *not, with),
        })
    }

    /// The machine whose instances are meant; one that is not in the system is reported.
    pub(super) fn resolve_members(
        &mut self,
        machine: MachineId,
        members: &ast::Members,
    ) -> Option<MachineId> {
        self.resolve_subject(machine, &members.machine)
    }

    /// `<action phrase> was called`.
    fn lower_called(
        &mut self,
        scope: &Scope,
        action: &ast::Phrase,
        not: ast::Not,
        with: &[ast::Field],
    ) -> AssertionKind {
        let of_call = scope.with_calls();
        let call = self.lower_call(&of_call, action, PhraseKind::Assertion);
        let open = self.open_arguments(&of_call, action);
        let Call { phrase, words, span, .. } = &call;
        let called = Called { machine: scope.machine, phrase: *phrase, words: words.clone(), span: *span };
        self.remarks.called.push(called);
        AssertionKind::Called { call, not, open, with: self.lower_fields(scope, with) }
    }

    /// The machine of the system with this name; any other actor is reported, since it takes every event that it receives.
    fn opt_machine(&mut self, actor: &ast::Name) -> Option<MachineId> {
        match self.party(&actor.text) {
            Some(Party::Machine(machine)) => Some(machine),
            _ => {
                let message = format!("'@{}' is no machine of the system, so it rejects nothing", actor.text);
                self.diags.report(DiagnosticName::UnknownName, actor.span, message);
                None
            }
        }
    }

    fn lower_fields(&mut self, scope: &Scope, with: &[ast::Field]) -> Vec<(Name, Expr)> {
        with.iter().map(|field| (field.name.clone(), self.lower_expr(scope, &field.value))).gather()
    }
}
