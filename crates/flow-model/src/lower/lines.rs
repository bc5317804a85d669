//! Lines of test files (reference#test-files), resolved against a finished model.
//!
//! They are resolved like any other line, in a copy of the model. A name that this adds to the copy does not exist in the model:
//! it is reported and removed from the copy, so that no line depends on the lines before it. The model itself is only read.

use flow_syntax::ordered::Set;

use flow_syntax::ast;
use flow_syntax::diagnostic::{Diagnostics, Name};
use flow_syntax::source::Span;

use super::scope::{Scope, Side};
use super::{Index, Lower};
use crate::checks::{report_unknown_answers, report_unknown_text};
use crate::collect::{Collected, collect};
use crate::infer::Typing;
use crate::model::{
    Assertion, Call, Condition, EventId, Expr, Fact, FactKind, FieldId, HandlerId, List, MachineId, Model,
    PhraseId, PhraseKind, Type, VariableId,
};
use crate::near::nearest;
use crate::program::Program;
use crate::visit;

/// Where the names of a line of a test file are looked up.
#[derive(Clone, Copy)]
pub(crate) struct LinePlace {
    /// The machine that has them.
    pub(crate) machine: MachineId,
    /// The handler with the payload that the line can read.
    pub(crate) handler: Option<HandlerId>,
}

/// Resolves lines of test files against a finished model.
pub(crate) struct Lines<'p> {
    program: &'p Program,
    names: Collected<'p>,
    /// The finished model.
    finished: &'p Model,
    /// A copy of it, equal to it in all lists between two lines.
    model: Model,
    index: List<MachineId, Index>,
}

impl<'p> Lines<'p> {
    /// For lines about `finished`, the model of `program`.
    pub(crate) fn new(program: &'p Program, finished: &'p Model) -> Self {
        // `resolve` has already reported the diagnostics of `collect`.
        let names = collect(program, &mut Diagnostics::default());
        let index = finished.machines.map(Index::of);
        Lines { program, names, finished, model: finished.clone(), index }
    }

    /// A fact: `with scenario:`, and with a handler `with given:`. Unknown names are reported, and give `None`.
    pub(crate) fn opt_fact(
        &mut self,
        place: LinePlace,
        fact: &ast::Fact,
        diags: &mut Diagnostics,
    ) -> Option<Fact> {
        let facts = std::slice::from_ref(fact);
        let (mut facts, new) =
            self.lower_in_copy(place, Side::Given, diags, |lower, scope| lower.lower_facts(scope, facts));
        self.report_unknown_names(place, &new, PhraseKind::Fact, diags)?;
        self.typing(place).type_facts(&mut facts);
        visit::fact_exprs(&facts, &mut |expr| report_unknown_text(self.finished, expr, diags));
        let reported = diags.count();
        facts.iter().for_each(|fact| report_unknown_answers(self.finished, fact, diags));
        facts.pop().filter(|_| diags.count() == reported)
    }

    /// An assertion; `None` if it names something unknown, which is reported, or if it is a phrase that the model does
    /// not have: then it is undecided.
    pub(crate) fn opt_assertion(
        &mut self,
        place: LinePlace,
        assertion: &ast::Assertion,
        diags: &mut Diagnostics,
    ) -> Option<Assertion> {
        let lines = std::slice::from_ref(assertion);
        let (mut lines, new) = self
            .lower_in_copy(place, Side::Expect, diags, |lower, scope| lower.lower_assertions(scope, lines));
        self.report_unknown_names(place, &new, PhraseKind::Assertion, diags)?;
        self.typing(place).type_assertions(&mut lines);
        visit::assertion_exprs(&lines, &mut |expr| report_unknown_text(self.finished, expr, diags));
        lines.pop()
    }

    /// A condition of the machine's guards. Unknown names are reported, and give `None`.
    pub(crate) fn opt_condition(
        &mut self,
        place: LinePlace,
        condition: &ast::Condition,
        diags: &mut Diagnostics,
    ) -> Option<Condition> {
        let (mut known, new) = self
            .lower_in_copy(place, Side::Body, diags, |lower, scope| lower.lower_condition(scope, condition));
        self.report_unknown_names(place, &new, PhraseKind::Guard, diags)?;
        let mut calls = Vec::new();
        visit::calls(&known, &mut |call| calls.push((call.phrase, call.span)));
        for (phrase, span) in calls {
            self.report_wrong_kind(place, phrase, span, PhraseKind::Guard, diags)?;
        }
        self.typing(place).type_condition(&mut known);
        Some(known)
    }

    /// A phrase of the machine that can fail: an action, a question, or the phrase of a `comes from`.
    pub(crate) fn opt_failing(
        &mut self,
        place: LinePlace,
        phrase: &ast::Phrase,
        diags: &mut Diagnostics,
    ) -> Option<Call> {
        let (mut call, new) = self.lower_in_copy(place, Side::Body, diags, |lower, scope| {
            lower.lower_call(&scope.with_calls(), phrase, PhraseKind::Action)
        });
        self.report_unknown_names(place, &new, PhraseKind::Action, diags)?;
        let kind = self.finished.machines[place.machine].phrases[call.phrase].kind;
        if !kind.is_binding() {
            self.report_wrong_kind(place, call.phrase, call.span, PhraseKind::Action, diags)?;
        }
        self.typing(place).type_call(&mut call);
        Some(call)
    }

    /// The action of `… was called`, in which variables without a value match any value.
    pub(crate) fn opt_called(
        &mut self,
        place: LinePlace,
        action: &ast::Phrase,
        diags: &mut Diagnostics,
    ) -> Option<Call> {
        let (mut call, new) = self.lower_in_copy(place, Side::Body, diags, |lower, scope| {
            lower.lower_call(&scope.with_calls(), action, PhraseKind::Action)
        });
        self.report_unknown_names(place, &new, PhraseKind::Action, diags)?;
        self.report_wrong_kind(place, call.phrase, call.span, PhraseKind::Action, diags)?;
        self.typing(place).type_call(&mut call);
        Some(call)
    }

    /// A value for a payload field of an event: `with event:`, `receive :lost with …`.
    pub(crate) fn opt_payload(
        &mut self,
        machine: MachineId,
        event: EventId,
        name: &ast::Name,
        value: &ast::Expr,
        diags: &mut Diagnostics,
    ) -> Option<(FieldId, Expr)> {
        let of = &self.model.machines[machine].events[event];
        let Some(field) = of.fields.id_where(|field| field.name.text == name.text) else {
            let near = nearest(&name.text, of.fields.iter().map(|field| field.name.text.as_str()));
            let message = format!("':{}' carries no '{}'", of.name.text, name.text);
            report(diags, name, message, near);
            return None;
        };
        let ty = of.fields[field].ty.clone();
        let value = self.opt_value(machine, value, &ty, diags)?;
        Some((field, value))
    }

    /// A value for a variable: `with context:`.
    pub(crate) fn opt_context(
        &mut self,
        machine: MachineId,
        name: &ast::Name,
        value: &ast::Expr,
        diags: &mut Diagnostics,
    ) -> Option<(VariableId, Expr)> {
        let Some(variable) = self.index[machine].variables.get(&name.text).copied() else {
            self.report_variable(machine, name, diags);
            return None;
        };
        let ty = self.model.machines[machine].variables[variable].ty.clone();
        let value = self.opt_value(machine, value, &ty, diags)?;
        Some((variable, value))
    }

    /// A length of time: `after 3 days`.
    pub(crate) fn opt_length(
        &mut self,
        machine: MachineId,
        length: &ast::Duration,
        diags: &mut Diagnostics,
    ) -> Option<Expr> {
        let place = LinePlace { machine, handler: None };
        let (mut length, new) =
            self.lower_in_copy(place, Side::Given, diags, |lower, scope| lower.lower_length(scope, length));
        self.report_unknown_names(place, &new, PhraseKind::Fact, diags)?;
        self.typing(place).coerce(&mut length, Type::Duration);
        Some(length)
    }

    /// A text: that of a refusal.
    pub(crate) fn opt_text(
        &mut self,
        machine: MachineId,
        text: &ast::Expr,
        diags: &mut Diagnostics,
    ) -> Option<Expr> {
        self.opt_value(machine, text, &Type::String, diags)
    }

    fn opt_value(
        &mut self,
        machine: MachineId,
        value: &ast::Expr,
        ty: &Type,
        diags: &mut Diagnostics,
    ) -> Option<Expr> {
        let place = LinePlace { machine, handler: None };
        let (mut value, new) =
            self.lower_in_copy(place, Side::Given, diags, |lower, scope| lower.lower_expr(scope, value));
        self.report_unknown_names(place, &new, PhraseKind::Fact, diags)?;
        self.typing(place).coerce(&mut value, ty.clone());
        visit::expr(&value, &mut |expr| report_unknown_text(self.finished, expr, diags));
        Some(value)
    }

    /// The text of a place.
    pub(crate) fn text(&self, span: Span) -> &'p str {
        self.program.sources.text(span)
    }

    fn typing(&self, place: LinePlace) -> Typing<'_> {
        Typing { model: &self.model, machine: place.machine, event: self.opt_event(place), has_lost: None }
    }

    fn opt_event(&self, place: LinePlace) -> Option<EventId> {
        let handlers = &self.model.machines[place.machine].handlers;
        place.handler.map(|handler| handlers[handler].event)
    }

    /// Lowers a line in the copy of the model, and removes the additions of the line from the copy.
    fn lower_in_copy<R>(
        &mut self,
        place: LinePlace,
        side: Side,
        diags: &mut Diagnostics,
        resolve: impl FnOnce(&mut Lower<'_, '_>, &Scope) -> R,
    ) -> (R, Added) {
        let handler = place.handler.map(|handler| {
            let handler = &self.model.machines[place.machine].handlers[handler];
            (handler.event, self.stated_fields(place.machine, handler, side))
        });
        let mut lower = Lower::new(&self.program.sources, &self.names, diags);
        lower.model = std::mem::take(&mut self.model);
        lower.index = std::mem::take(&mut self.index);
        let scope = match handler {
            Some((event, stated)) => lower.event_scope(place.machine, event, stated).with_side(side),
            None => Scope::of_story(place.machine, side),
        };
        let result = resolve(&mut lower, &scope);
        lower.report_told_ids(&scope);
        self.model = lower.model;
        self.index = lower.index;
        (result, self.take_added(place.machine))
    }

    /// Removes all additions to the copy, so that it equals the finished model again, and returns them. A line adds states to any
    /// machine, and everything else to its own machine only.
    fn take_added(&mut self, machine: MachineId) -> Added {
        let mut added = Added::default();
        for (id, finished) in self.finished.machines.entries() {
            let count = finished.states.len();
            let new = self.model.machines[id].states.split_off(count);
            if !new.is_empty() {
                self.index[id].states.retain(|_, state| state.index() < count);
            }
            for state in new {
                added.states.push(state.name);
            }
        }
        let (finished, copy) = (&self.finished.machines[machine], &mut self.model.machines[machine]);
        for variable in copy.variables.split_off(finished.variables.len()) {
            added.variables.push(variable.name);
        }
        for phrase in copy.phrases.split_off(finished.phrases.len()) {
            added.phrases.push(ast::Name { text: phrase.text, span: phrase.span });
        }
        for (phrase, finished) in copy.phrases.iter_mut().zip(&finished.phrases) {
            phrase.kind = finished.kind;
        }
        for (event, finished) in copy.events.iter_mut().zip(&finished.events) {
            for field in event.fields.split_off(finished.fields.len()) {
                added.fields.push(field.name);
            }
        }
        if !added.variables.is_empty() || !added.phrases.is_empty() {
            let index = &mut self.index[machine];
            index.variables.retain(|_, id| id.index() < finished.variables.len());
            index.phrases.retain(|_, id| id.index() < finished.phrases.len());
        }
        added
    }

    /// The fields that a handler's own `given:` states; a line of a test's `given:` can state any field.
    fn stated_fields(&self, machine: MachineId, handler: &crate::model::Handler, side: Side) -> Set<String> {
        let fields = &self.model.machines[machine].events[handler.event].fields;
        if side == Side::Given {
            return fields.iter().map(|field| field.name.text.clone()).collect();
        }
        let stated = handler.given.iter().filter_map(|fact| match &fact.kind {
            FactKind::Payload(field, _) => Some(fields[*field].name.text.clone()),
            _ => None,
        });
        stated.collect()
    }

    /// Reports the names of a line that the model does not have; `None` if there are any. New assertion phrases are not reported.
    fn report_unknown_names(
        &self,
        place: LinePlace,
        added: &Added,
        kind: PhraseKind,
        diags: &mut Diagnostics,
    ) -> Option<()> {
        let machine = &self.model.machines[place.machine];
        for name in &added.variables {
            self.report_variable(place.machine, name, diags);
        }
        for name in &added.states {
            let near = nearest(&name.text, machine.states.iter().map(|state| state.name.text.as_str()));
            let message = format!("'@{}' has no state '#{}'", machine.name.text, name.text);
            report(diags, name, message, near.map(|near| format!("#{near}")).as_deref());
        }
        for name in &added.fields {
            report(diags, name, format!("the event here carries no '{}'", name.text), None);
        }
        for name in added.phrases.iter().filter(|_| kind != PhraseKind::Assertion) {
            let phrases =
                machine.phrases.iter().filter(|phrase| phrase.kind == kind || kind == PhraseKind::Fact);
            let near = nearest(&name.text, phrases.map(|phrase| phrase.text.as_str()));
            let message = format!("nothing in '@{}' asks or does '{}'", machine.name.text, name.text);
            report(diags, name, message, near);
        }
        added.is_empty().then_some(())
    }

    /// Reports a phrase that the machine has in another kind than required, and returns `None` for it.
    fn report_wrong_kind(
        &self,
        place: LinePlace,
        phrase: PhraseId,
        span: Span,
        kind: PhraseKind,
        diags: &mut Diagnostics,
    ) -> Option<()> {
        let machine = &self.model.machines[place.machine];
        let phrase = &machine.phrases[phrase];
        if phrase.kind == kind {
            return Some(());
        }
        let what = if kind == PhraseKind::Guard { "guard" } else { "action" };
        let message = format!("'{}' is no {what} of '@{}'", phrase.text, machine.name.text);
        diags.report(Name::UnknownName, span, message);
        None
    }

    fn report_variable(&self, machine: MachineId, name: &ast::Name, diags: &mut Diagnostics) {
        let machine = &self.model.machines[machine];
        let near = nearest(&name.text, machine.variables.iter().map(|variable| variable.name.text.as_str()));
        let message = format!("'@{}' has no variable '${}'", machine.name.text, name.text);
        report(diags, name, message, near.map(|near| format!("${near}")).as_deref());
    }
}

fn report(diags: &mut Diagnostics, name: &ast::Name, message: String, near: Option<&str>) {
    let report = diags.report(Name::UnknownName, name.span, message);
    if let Some(near) = near {
        report.did_you_mean([name.span], near.to_owned());
    }
}

/// The names that a line added to the copy of the model, which do not exist in the model.
#[derive(Default)]
struct Added {
    variables: Vec<ast::Name>,
    states: Vec<ast::Name>,
    phrases: Vec<ast::Name>,
    fields: Vec<ast::Name>,
}

impl Added {
    fn is_empty(&self) -> bool {
        self.variables.is_empty()
            && self.states.is_empty()
            && self.phrases.is_empty()
            && self.fields.is_empty()
    }
}
