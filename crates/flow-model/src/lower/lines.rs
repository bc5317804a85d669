//! Lines of test files (§11), resolved against a model that is finished.
//!
//! They are resolved like any other line; whatever that would add to the model does not exist, is reported, and is
//! taken away again. The model itself never changes.

use flow_syntax::ordered::Set;

use flow_syntax::ast;
use flow_syntax::diagnostic::{Diagnostics, Name};
use flow_syntax::source::Span;

use super::scope::{Scope, Side};
use super::{Index, Lower};
use crate::collect::{Collected, collect};
use crate::infer::Typing;
use crate::model::{
    Assertion, Call, Condition, EventId, Expr, Fact, FactKind, FieldId, HandlerId, MachineId, Model,
    PhraseId, PhraseKind, VariableId,
};
use crate::near::nearest;
use crate::program::Program;
use crate::visit;

/// Where a line of a test file belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinePlace {
    /// The machine it speaks of.
    pub machine: MachineId,
    /// The handler whose payload it can see.
    pub handler: Option<HandlerId>,
}

/// Resolves lines of test files against a finished model.
pub struct Lines<'p> {
    program: &'p Program,
    names: Collected<'p>,
    model: Model,
    index: Vec<Index>,
}

impl<'p> Lines<'p> {
    /// For lines about `model`, which comes from `program`.
    pub fn new(program: &'p Program, model: &Model) -> Self {
        // What collecting finds has been reported when the model was resolved.
        let names = collect(program, &mut Diagnostics::default());
        let index = model.machines.iter().map(Index::of).collect();
        Lines { program, names, model: model.clone(), index }
    }

    /// A fact: `with scenario:`, and with a handler `with given:`. Unknown names are reported, and give `None`.
    pub fn opt_fact(&mut self, place: LinePlace, fact: &ast::Fact, diags: &mut Diagnostics) -> Option<Fact> {
        let facts = std::slice::from_ref(fact);
        let (mut facts, new) =
            self.lower(place, Side::Given, diags, |lower, scope| lower.facts(scope, facts));
        self.all_known(place, &new, PhraseKind::Fact, diags)?;
        self.typing(place).facts(&mut facts);
        facts.pop()
    }

    /// An assertion; `None` if it names something unknown, which is reported, or if it is a phrase that the model does
    /// not have: then it is undecided.
    pub fn opt_assertion(
        &mut self,
        place: LinePlace,
        assertion: &ast::Assertion,
        diags: &mut Diagnostics,
    ) -> Option<Assertion> {
        let lines = std::slice::from_ref(assertion);
        let (mut lines, new) =
            self.lower(place, Side::Expect, diags, |lower, scope| lower.assertions(scope, lines));
        self.all_known(place, &new, PhraseKind::Assertion, diags)?;
        self.typing(place).assertions(&mut lines);
        lines.pop()
    }

    /// A condition of the machine's guards. Unknown names are reported, and give `None`.
    pub fn opt_condition(
        &mut self,
        place: LinePlace,
        condition: &ast::Condition,
        diags: &mut Diagnostics,
    ) -> Option<Condition> {
        let (mut known, new) =
            self.lower(place, Side::Body, diags, |lower, scope| lower.condition(scope, condition));
        self.all_known(place, &new, PhraseKind::Guard, diags)?;
        let mut calls = Vec::new();
        visit::calls(&known, &mut |call| calls.push((call.phrase, call.span)));
        for (phrase, span) in calls {
            self.is_used_as(place, phrase, span, PhraseKind::Guard, diags)?;
        }
        self.typing(place).condition(&mut known);
        Some(known)
    }

    /// An action of the machine. Unknown names are reported, and give `None`.
    pub fn opt_action(
        &mut self,
        place: LinePlace,
        action: &ast::Phrase,
        diags: &mut Diagnostics,
    ) -> Option<Call> {
        let (mut call, new) = self
            .lower(place, Side::Body, diags, |lower, scope| lower.call(scope, action, PhraseKind::Action));
        self.all_known(place, &new, PhraseKind::Action, diags)?;
        self.is_used_as(place, call.phrase, call.span, PhraseKind::Action, diags)?;
        self.typing(place).call(&mut call);
        Some(call)
    }

    /// A value for a payload field of an event: `with event:`, `receive :lost with …`.
    pub fn opt_payload(
        &mut self,
        machine: MachineId,
        event: EventId,
        name: &ast::Name,
        value: &ast::Expr,
        diags: &mut Diagnostics,
    ) -> Option<(FieldId, Expr)> {
        let of = &self.model.machines[machine].events[event];
        let Some(at) = of.fields.iter().position(|field| field.name.text == name.text) else {
            let near = nearest(&name.text, of.fields.iter().map(|field| field.name.text.as_str()));
            let message = format!("':{}' carries no '{}'", of.name.text, name.text);
            report(diags, name, message, near);
            return None;
        };
        let ty = of.fields[at].ty.clone();
        let value = self.opt_value(machine, value, &ty, diags)?;
        Some((FieldId::new(at), value))
    }

    /// A value for a variable: `with context:`.
    pub fn opt_context(
        &mut self,
        machine: MachineId,
        name: &ast::Name,
        value: &ast::Expr,
        diags: &mut Diagnostics,
    ) -> Option<(VariableId, Expr)> {
        let Some(variable) = self.index[machine.index()].variables.get(&name.text).copied() else {
            self.report_variable(machine, name, diags);
            return None;
        };
        let ty = self.model.machines[machine].variables[variable].ty.clone();
        let value = self.opt_value(machine, value, &ty, diags)?;
        Some((variable, value))
    }

    fn opt_value(
        &mut self,
        machine: MachineId,
        value: &ast::Expr,
        ty: &crate::model::Type,
        diags: &mut Diagnostics,
    ) -> Option<Expr> {
        let place = LinePlace { machine, handler: None };
        let (mut value, new) = self.lower(place, Side::Given, diags, |lower, scope| lower.expr(scope, value));
        self.all_known(place, &new, PhraseKind::Fact, diags)?;
        self.typing(place).become_type(&mut value, ty.clone());
        Some(value)
    }

    fn typing(&self, place: LinePlace) -> Typing<'_> {
        Typing { model: &self.model, machine: place.machine, event: self.event(place) }
    }

    fn event(&self, place: LinePlace) -> Option<EventId> {
        let handlers = &self.model.machines[place.machine].handlers;
        place.handler.map(|handler| handlers[handler].event)
    }

    /// Resolves something, and takes away what that added to the model.
    fn lower<R>(
        &mut self,
        place: LinePlace,
        side: Side,
        diags: &mut Diagnostics,
        resolve: impl FnOnce(&mut Lower<'_, '_>, &Scope) -> R,
    ) -> (R, Added) {
        let before = Sizes::of(&self.model);
        let handler = place.handler.map(|handler| {
            let handler = &self.model.machines[place.machine].handlers[handler];
            (handler.event, self.stated(place.machine, handler, side))
        });
        let mut lower = Lower::new(&self.program.sources, &self.names, diags);
        lower.model = std::mem::take(&mut self.model);
        lower.index = std::mem::take(&mut self.index);
        let scope = match handler {
            Some((event, stated)) => lower.scope_of(place.machine, event, stated).on(side),
            None => Scope::story(place.machine, side),
        };
        let result = resolve(&mut lower, &scope);
        self.model = lower.model;
        self.index = lower.index;
        let added = before.take_added(&mut self.model, &mut self.index, place.machine);
        (result, added)
    }

    /// The fields that a handler's own `given:` states; a line of a test's `given:` can state any of them.
    fn stated(&self, machine: MachineId, handler: &crate::model::Handler, side: Side) -> Set<String> {
        let fields = &self.model.machines[machine].events[handler.event].fields;
        if side == Side::Given {
            return fields.iter().map(|field| field.name.text.clone()).collect();
        }
        let stated = handler.given.iter().filter_map(|fact| match &fact.kind {
            FactKind::Payload(field, _) => Some(fields[field.index()].name.text.clone()),
            _ => None,
        });
        stated.collect()
    }

    /// Reports what a line named that the model does not have. New assertion phrases are not reported.
    fn all_known(
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

    /// Reports a phrase that the machine has, but not as a guard, or not as an action.
    fn is_used_as(
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
        report.help(format!("did you mean '{near}'?"));
    }
}

/// What a line added to the model, and so does not exist.
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

/// How much there is of everything that a line could add to.
struct Sizes {
    states: Vec<usize>,
    machines: Vec<(usize, Vec<PhraseKind>, Vec<usize>)>,
}

impl Sizes {
    fn of(model: &Model) -> Self {
        let of = |machine: &crate::model::Machine| {
            let fields = machine.events.iter().map(|event| event.fields.len()).collect();
            (machine.variables.len(), machine.phrases.iter().map(|phrase| phrase.kind).collect(), fields)
        };
        Sizes {
            states: model.machines.iter().map(|machine| machine.states.len()).collect(),
            machines: model.machines.iter().map(of).collect(),
        }
    }

    /// Takes away what has been added since. Only states can have been added to other machines.
    fn take_added(&self, model: &mut Model, index: &mut [Index], machine: MachineId) -> Added {
        let mut states = Vec::new();
        for (at, count) in self.states.iter().enumerate() {
            let new = model.machines[at].states.split_off(*count);
            states.extend(new.into_iter().map(|state| state.name));
            index[at].states.retain(|_, id| id.index() < *count);
        }
        let (variables, kinds, fields) = &self.machines[machine.index()];
        let phrases = &kinds.len();
        let of = &mut model.machines[machine];
        let new_variables = of.variables.split_off(*variables);
        let new_phrases = of.phrases.split_off(*phrases);
        of.phrases.iter_mut().zip(kinds).for_each(|(phrase, kind)| phrase.kind = *kind);
        let events = of.events.iter_mut().zip(fields);
        let new_fields = events.flat_map(|(event, count)| event.fields.split_off(*count));
        let new_fields = new_fields.map(|field| field.name).collect();
        let index = &mut index[machine.index()];
        index.variables.retain(|_, id| id.index() < *variables);
        index.phrases.retain(|_, id| id.index() < *phrases);
        Added {
            variables: new_variables.into_iter().map(|variable| variable.name).collect(),
            states,
            phrases: new_phrases.into_iter().map(|of| ast::Name { text: of.text, span: of.span }).collect(),
            fields: new_fields,
        }
    }
}
