//! The start of a story, and the payloads of its events, from the facts of `given:` (reference#story-start,
//! reference#story-events).
//!
//! Facts set states, variables and answers to phrases before anything happens; they are never checked. A field that no fact
//! names is its type's zero.

use flow_model::cases::{AssumedPhrase, FailingAction, PayloadValue, ScriptedStep};
use flow_model::model::{
    ActorId, Call, EventId, Expr, Fact, FactKind, GivenAnswer, MachineId, Not, Party, PayloadField, Span,
    StateId, Type, Variable, VariableId, Which,
};
use flow_syntax::ast;

use super::{Run, Runner};
use crate::exec::message::{InstanceId, MessageId};
use crate::exec::runnable::Runnable;
use crate::exec::step::{Instance, Payload, scope};
use crate::exec::value::Value;
use crate::history::judge::is_fixed;
use crate::story::bindings::{self, Throw};
use crate::story::facts::Source;
use crate::story::plan::Story;

/// How many instances a fact about `@parcel (n)` makes: more than a reader can count in a story.
const MAX_MADE: usize = 100;

impl<'m, 's> Runner<'_, 'm, 's> {
    /// Applies the facts of the scenario (reference#story-start).
    pub(super) fn set_up_start(&mut self) {
        self.run.bindings.now = self.run.system.now();
        let story = self.story;
        for assumed in &story.assumed {
            self.apply_assumption(assumed);
        }
        let state = self.first_state();
        self.run.system.instance_mut(self.run.focus).state = state;
        story.given.iter().for_each(|fact| self.apply_fact(fact));
        story.given_elsewhere.iter().for_each(|(machine, fact)| self.apply_fact_of(*machine, fact));
        self.set_key();
        if story.is_of_system {
            self.start_timers_of_given_states();
        } else {
            self.start_timers_of_given_state();
        }
        self.note_start();
    }

    /// Starts the timers of the state that the `given:` names: the story begins after that was entered.
    fn start_timers_of_given_state(&mut self) {
        let machine = self.story.machine;
        let names_state = |fact: &Fact| matches!(fact.kind, FactKind::InState(of, _) if of == machine);
        if self.story.given.iter().any(names_state) {
            let Run { system, bindings, focus, .. } = &mut self.run;
            system.start_timers_of_state(bindings, *focus);
        }
    }

    /// The same for all instances of a system with a state that a fact states.
    fn start_timers_of_given_states(&mut self) {
        let story = self.story;
        for fact in &story.given {
            let (machine, which) = match &fact.kind {
                FactKind::InState(machine, _) => (*machine, &Which::Unsaid),
                FactKind::MemberInState(machine, which, _) => (*machine, which),
                _ => continue,
            };
            if let Some(instance) = self.find_or_create_instance(machine, which) {
                let Run { system, bindings, .. } = &mut self.run;
                system.start_timers_of_state(bindings, instance);
            }
        }
    }

    /// Gives the story's instance of a machine that is `one for each …` its id. A key that no fact states is made up, since an empty
    /// one means no instance.
    fn set_key(&mut self) {
        let definition = self.runnable.machine(self.story.machine);
        for key in definition.instances.keys() {
            let Variable { name, ty, .. } = &definition.variables[*key];
            let name = name.text.strip_suffix("_id").unwrap_or(&name.text);
            let made_up = match ty {
                Type::Integer | Type::Number => Value::Integer(1),
                _ => Value::Text(format!("{name}-1").into()),
            };
            let instance = self.run.system.instance_mut(self.run.focus);
            if instance.context[key.index()].is_zero() {
                instance.context[key.index()] = made_up.fit(ty);
            }
        }
        self.run.system.rekey(self.run.focus);
    }

    fn note_start(&mut self) {
        let Run { system, focus, start, .. } = &mut self.run;
        let instance = system.instance(*focus);
        let others = system.instances().filter(|(id, _)| id != focus);
        start.state = instance.state;
        start.context.clone_from(&instance.context);
        start.others = others.map(|(_, other)| (other.machine, other.state)).collect();
    }

    /// Without a fact about it: the initial state if the first handler is accepted there, else the first of that
    /// handler's states.
    fn first_state(&self) -> StateId {
        let initial = self.runnable.machine(self.story.machine).initial;
        let Some(first) = self.story.opening else { return initial };
        if self.accepts(first, initial) {
            return initial;
        }
        let definition = self.runnable.definition(self.story.machine, first);
        let accepted = &self.runnable.machine(self.story.machine).accepted(definition).states;
        // Another handler of the event can take it in some of these.
        let taken = accepted.iter().find(|state| self.accepts(first, **state));
        taken.or(accepted.first()).copied().unwrap_or(initial)
    }

    /// Applies a fact of the story's machine.
    pub(super) fn apply_fact(&mut self, fact: &Fact) {
        self.apply_fact_of(self.story.machine, fact);
    }

    /// Applies a fact with a phrase of this machine.
    fn apply_fact_of(&mut self, of: MachineId, fact: &Fact) {
        match &fact.kind {
            FactKind::InState(machine, state) => self.apply_state(*machine, &Which::Unsaid, *state),
            FactKind::MemberInState(machine, which, state) => self.apply_state(*machine, which, *state),
            FactKind::VariableOf(machine, which, variable, expr) => {
                let value = self.value(expr);
                if let Some(instance) = self.find_or_create_instance(*machine, which) {
                    self.set_variable_of(instance, *variable, value);
                }
            }
            FactKind::Variable(variable, expr) => {
                let value = self.value(expr);
                self.set_variable(*variable, value);
            }
            FactKind::Payload(..) | FactKind::Receiver(..) | FactKind::Sender(..) | FactKind::After(_) => {}
            FactKind::Answers(actor, answers) => self.script_answers(*actor, answers),
            FactKind::Table(call, table) => {
                self.apply_phrase(of, call, !table.rows.is_empty(), Some(table), fact.span);
            }
            FactKind::Answer(call, value) => {
                let value = self.value(value);
                let function = self.runnable.machine(of).phrases[call.phrase].function.clone();
                let args = call.args.iter().map(|arg| is_fixed(arg).then(|| self.value(arg))).collect();
                self.run.bindings.given_answers.push(bindings::GivenAnswer { function, args, value });
            }
            FactKind::Throws(call, message) => {
                let (function, args) = self.constant_call(of, call);
                self.run.bindings.given_throws.push(Throw { function, args, message: message.clone() });
            }
            FactKind::Phrase(call, not) => self.apply_phrase(of, call, *not == Not::Plain, None, fact.span),
        }
    }

    /// Sets what an outside actor answers, to whichever machine asks it (reference#given-answers). A field that the fact leaves out
    /// is filled as that of any event.
    fn script_answers(&mut self, actor: ActorId, answers: &[GivenAnswer]) {
        let mut script = Vec::new();
        for GivenAnswer { event, with } in answers {
            let with: Vec<_> = with.iter().map(|(name, value)| (&name.text, self.value(value))).collect();
            let mut answer = Vec::new();
            for (id, machine) in self.runnable.model.machines.entries() {
                let named = machine.events.entries().filter(|(_, of)| of.name.text == event.text);
                for (event, of) in named.filter(|(_, of)| of.comes_from(Party::Actor(actor))) {
                    let fields = of.fields.iter().map(|PayloadField { name, ty, .. }| {
                        let set = with.iter().find(|(known, _)| **known == name.text);
                        let value = set.map(|(_, value)| value.clone().fit(ty));
                        (name.text.as_str(), value.unwrap_or_else(|| self.value_from_tables(&name.text, ty)))
                    });
                    answer.push((id, event, fields.collect()));
                }
            }
            script.push(answer);
        }
        self.run.system.script_actor(actor, script);
    }

    fn apply_state(&mut self, machine: MachineId, which: &Which, state: StateId) {
        if let Some(instance) = self.find_or_create_instance(machine, which) {
            self.run.system.instance_mut(instance).state = state;
        }
    }

    /// The instance that a line is about, which is made if there is none. `None` if the machine is scripted.
    pub(super) fn find_or_create_instance(
        &mut self,
        machine: MachineId,
        which: &Which,
    ) -> Option<InstanceId> {
        let (system, focus) = (&mut self.run.system, self.run.focus);
        if machine == self.story.machine && *which == Which::Unsaid {
            return Some(focus);
        }
        if self.story.alone {
            return None;
        }
        let known: Vec<_> = system.instances_of(machine).collect();
        match which {
            Which::Id(id) => {
                Some(system.find(machine, id).unwrap_or_else(|| system.create_with_id(focus, machine, id)))
            }
            Which::Number(number) => {
                let missing = number.saturating_sub(known.len()).min(MAX_MADE);
                let made: Vec<_> = (0..missing).map(|_| system.create_for(focus, machine)).collect();
                known.into_iter().chain(made).nth(number.saturating_sub(1))
            }
            _ => Some(known.first().copied().unwrap_or_else(|| system.create_for(focus, machine))),
        }
    }

    fn apply_phrase(
        &mut self,
        of: MachineId,
        call: &Call,
        holds: bool,
        rows: Option<&ast::Table>,
        span: Span,
    ) {
        let Run { system, bindings, focus, .. } = &mut self.run;
        let own = system.instance(*focus);
        // A phrase of another machine has no values here.
        let none = (own.machine != of).then(|| Instance::new(self.runnable, of, String::new()));
        let instance = none.as_ref().unwrap_or(own);
        let scope = scope(self.runnable, instance, &[]);
        // A fact with a value that cannot be calculated is ignored.
        if let Ok(question) = scope.eval_call(bindings, call) {
            match call.args.iter().all(is_fixed) {
                true => bindings.facts.add_given(&question, holds, span),
                false => bindings.facts.add_for_any_values(question.function, &question.args, holds, span),
            }
            self.runnable.executor.given(instance, &question, holds, rows);
        }
    }

    pub(super) fn value(&mut self, expr: &Expr) -> Value {
        self.value_at(self.run.focus, expr)
    }

    pub(super) fn value_at(&mut self, instance: InstanceId, expr: &Expr) -> Value {
        let Run { system, bindings, .. } = &mut self.run;
        let scope = scope(self.runnable, system.instance(instance), &[]);
        let value = scope.value(bindings, expr);
        value.unwrap_or_else(|_| Value::zero(self.runnable.model, &expr.ty))
    }

    /// Fixes an assumed answer in every machine; for a phrase with arguments that are no constants, for any arguments.
    fn apply_assumption(&mut self, assumed: &AssumedPhrase) {
        let (function, args) = self.constant_call(assumed.machine, &assumed.call);
        let facts = &mut self.run.bindings.facts;
        match args {
            Some(args) => facts.add(&function, &args, assumed.holds, Source::Assumed, assumed.span),
            None => facts.add_for_any(&function, assumed.holds, assumed.span),
        }
    }

    /// A phrase's function, and its arguments if they are constants.
    fn constant_call(&mut self, machine: MachineId, call: &Call) -> (String, Option<Vec<Value>>) {
        let function = self.runnable.machine(machine).phrases[call.phrase].function.clone();
        let constant = call.args.iter().all(is_fixed);
        let args = constant.then(|| call.args.iter().map(|arg| self.value(arg)).collect());
        (function, args)
    }

    /// Moves machines to the states that the `given:` of a handler states, when its turn is next.
    pub(super) fn apply_turn_states(&mut self, turn: usize) {
        let story = self.story;
        let states = story.turns[turn].given.iter().filter(|fact| matches!(fact.kind, FactKind::InState(..)));
        states.for_each(|fact| self.apply_fact(fact));
        if self.run.taken.is_empty() {
            self.note_start();
        }
    }

    /// Applies the facts of a turn and the values of a test, just before the turn.
    pub(super) fn set_up_turn(&mut self, turn: usize) {
        let story = self.story;
        let turn = &story.turns[turn];
        turn.given.iter().for_each(|fact| self.apply_fact(fact));
        for (variable, expr) in &turn.context {
            let value = self.value(expr);
            self.set_variable(*variable, value);
        }
        self.set_up_throws(&turn.throws);
    }

    /// Makes actions fail.
    pub(super) fn set_up_throws(&mut self, throws: &[FailingAction]) {
        for FailingAction { machine, call, message } in throws {
            let (function, args) = self.constant_call(*machine, call);
            self.run.bindings.throws.push(Throw { function, args, message: message.clone() });
        }
    }

    /// Applies the values of a test just before a handler of another machine takes a message.
    pub(super) fn set_up_other_machine(&mut self, message: MessageId, instance: InstanceId) {
        let story = self.story;
        let Some((machine, turn)) = &story.other_machine else { return };
        self.set_up_throws(&turn.throws);
        for (variable, expr) in &turn.context {
            let value = self.value_at(instance, expr);
            self.set_variable_of(instance, *variable, value);
        }
        let event = self.runnable.get(*machine, turn.handler).event;
        for field in &self.runnable.machine(*machine).events[event].fields {
            if let Some(PayloadValue { value: expr, .. }) =
                turn.payload.iter().find(|set| set.field == field.name.text)
            {
                let value = self.value_at(instance, expr).fit(&field.ty);
                self.run.system.amend(message, &field.name.text, value);
            }
        }
    }

    fn set_variable(&mut self, variable: VariableId, value: Value) {
        self.set_variable_of(self.run.focus, variable, value);
    }

    fn set_variable_of(&mut self, instance: InstanceId, variable: VariableId, value: Value) {
        let instance = self.run.system.instance_mut(instance);
        let ty = &self.runnable.machine(instance.machine).variables[variable].ty;
        instance.context[variable.index()] = value.fit(ty);
    }

    /// The payload of a scripted event (reference#story-events): from the handler's own `given:`, then from a table, else
    /// zeros. Values of the test take precedence.
    pub(super) fn payload(&mut self, turn: usize, event: EventId) -> Payload<'m> {
        let (runnable, story) = (self.runnable, self.story);
        let given = |name: &str| given_field(runnable, story, turn, name);
        self.fill_payload(self.run.focus, event, given, &story.turns[turn].payload)
    }

    /// The value of a field that the handler's own `given:` states.
    pub(super) fn given_field(&self, turn: usize, name: &str) -> Option<&'s Expr> {
        given_field(self.runnable, self.story, turn, name)
    }

    /// A payload for an event to an instance: values of the test, then facts, then tables.
    pub(super) fn fill_payload<'e>(
        &mut self,
        to: InstanceId,
        event: EventId,
        given: impl Fn(&str) -> Option<&'e Expr>,
        set: &'e [PayloadValue],
    ) -> Payload<'m> {
        let machine = self.runnable.machine(self.run.system.instance(to).machine);
        let mut payload = Payload::new();
        for field in &machine.events[event].fields {
            let name = field.name.text.as_str();
            let set = set.iter().find(|set| set.field == name).map(|set| &set.value);
            let value = match set.or_else(|| given(name)) {
                Some(expr) => self.value_at(to, expr),
                None => self.value_from_tables(name, &field.ty),
            };
            payload.push((name, value.fit(&field.ty)));
        }
        payload
    }

    /// The value of a field in the first row of a table with such a column, else the type's zero.
    pub(super) fn value_from_tables(&self, name: &str, ty: &Type) -> Value {
        let facts = self.story.given.iter().chain(self.story.turns.iter().flat_map(|turn| &turn.given));
        let cell = facts.filter_map(|fact| match &fact.kind {
            FactKind::Table(_, table) => cell(table, name),
            _ => None,
        });
        cell.map(|cell| cell_value(&cell.value, ty))
            .next()
            .unwrap_or_else(|| Value::zero(self.runnable.model, ty))
    }
}

/// The id of the first instance of the story's machine that a case of the system names, unless the first event of that machine, or a
/// fact about it, names none.
pub(super) fn find_first_id(story: &Story) -> Option<&str> {
    if !story.is_of_system {
        return None;
    }
    let mut facts = story.given.iter().filter_map(|fact| match &fact.kind {
        FactKind::InState(machine, _) => Some((*machine, &Which::Unsaid)),
        FactKind::MemberInState(machine, which, _) | FactKind::VariableOf(machine, which, ..) => {
            Some((*machine, which))
        }
        _ => None,
    });
    let lines = story.script.iter().filter_map(ScriptedStep::event).map(|line| (line.machine, &line.which));
    let is_own = |(machine, _): &(MachineId, &Which)| *machine == story.machine;
    let first = facts.clone().chain(lines).find(is_own).map(|(_, which)| which)?;
    if facts.any(|(machine, which)| machine == story.machine && *which == Which::Unsaid) {
        return None;
    }
    match first {
        Which::Id(id) => Some(id),
        _ => None,
    }
}

fn given_field<'s>(runnable: &Runnable<'_>, story: &'s Story, turn: usize, name: &str) -> Option<&'s Expr> {
    let turn = &story.turns[turn];
    let event = runnable.get(story.machine, turn.handler).event;
    let fields = &runnable.machine(story.machine).events[event].fields;
    turn.given.iter().rev().find_map(|fact| match &fact.kind {
        FactKind::Payload(id, expr) if fields[*id].name.text == name => Some(expr),
        _ => None,
    })
}

fn cell<'t>(table: &'t ast::Table, column: &str) -> Option<&'t ast::Cell> {
    let at = table.header.iter().position(|name| name.text == column)?;
    table.rows.first()?.get(at)
}

/// The value of a cell, converted to a type (reference#values).
fn cell_value(cell: &ast::Literal, ty: &Type) -> Value {
    match (ty, Value::of_literal(cell)) {
        (Type::String, Value::Number(number)) => Value::Text(number.to_string().into()),
        (Type::String, Value::Nothing) => Value::text(""),
        (_, value) => value.fit(ty),
    }
}
