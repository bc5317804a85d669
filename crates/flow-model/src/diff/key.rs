//! Bodies as lines that are equal if they mean the same: names instead of places, one spelling for every form.
//!
//! The old version is spelt with the names that the new version has for the same things, so a renaming is no change of
//! every line that names it. The line as it was written is kept for display.

use super::Version;
use super::names::Names;
use crate::model::*;
use crate::words;
use flow_syntax::gather::Gather;
use flow_syntax::source::Span;

/// A line of a body.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Equal for what means the same.
    pub(super) key: String,
    /// As it was written, indented by its guards.
    pub(super) text: String,
}

/// Spells bodies of one machine.
#[derive(Clone, Copy)]
pub(super) struct Speller<'a> {
    of: Version<'a>,
    machine: MachineId,
    /// The event being handled.
    event: EventId,
    /// For the old version: the new names.
    now: Option<(&'a Model, &'a Names)>,
}

impl<'a> Speller<'a> {
    pub(super) fn of_old(old: Version<'a>, new: &'a Model, names: &'a Names, machine: MachineId) -> Self {
        Speller { of: old, machine, event: EventId(0), now: Some((new, names)) }
    }

    pub(super) fn of_new(new: Version<'a>, machine: MachineId) -> Self {
        Speller { of: new, machine, event: EventId(0), now: None }
    }

    /// The lines of a handler's body.
    pub(super) fn spell_body(&self, handler: &Handler) -> Vec<Line> {
        let mut lines = Vec::new();
        if handler.reaction == Reaction::Defer {
            lines.push(indented_line(0, "defer", "defer"));
        }
        Speller { event: handler.event, ..*self }.spell_block(&handler.body, 0, &mut lines);
        lines
    }

    fn spell_block(&self, body: &[Step], depth: usize, lines: &mut Vec<Line>) {
        for step in body {
            match step {
                Step::Chain(chain) => {
                    self.spell_chain(chain, depth, lines);
                    continue;
                }
                Step::ForEach(each) => {
                    let key = format!("for each {}", self.spell_expr(&each.list));
                    lines.push(indented_line(depth, &key, &self.source_text(each.span)));
                    self.spell_block(&each.body, depth + 1, lines);
                    continue;
                }
                _ => {}
            }
            let text = match step {
                Step::Emit(emit) => self.emit_text(emit),
                _ => self.source_text(step.span()),
            };
            let key = self.spell_step(step).unwrap_or_else(|| text.clone());
            lines.push(indented_line(depth, &key, &text));
        }
    }

    /// The key of a step; `None` for kinds that are compared as written, so that a renaming changes them.
    fn spell_step(&self, step: &Step) -> Option<String> {
        Some(match step {
            Step::Transition(to) => format!("moves to {}", self.spell_state(self.machine, to.to)),
            Step::Update(update) => self.spell_update(update),
            Step::Emit(emit) => self.spell_emit(emit),
            Step::Timer(timer) => self.spell_timer(&timer.op),
            Step::Action(call) => self.spell_call(call),
            Step::Reject(Reject { reason, .. }) => {
                let reason = reason.as_ref().map(|reason| self.spell_expr(reason));
                format!("reject {}", reason.unwrap_or_default())
            }
            _ => return None,
        })
    }

    fn spell_chain(&self, chain: &Chain, depth: usize, lines: &mut Vec<Line>) {
        for group in &chain.groups {
            let text = match chain.origin {
                ChainOrigin::Written => {
                    words::guard_lines(self.of.sources, &group.condition, |_| true).join(" ")
                }
                ChainOrigin::Crossing => self.source_text(chain.span),
            };
            lines.push(indented_line(depth, &format!("? {}", self.spell_condition(&group.condition)), &text));
            self.spell_block(&group.body, depth + 1, lines);
        }
        if let Some(body) = &chain.otherwise {
            lines.push(indented_line(depth, "otherwise", "otherwise"));
            self.spell_block(body, depth + 1, lines);
        }
    }

    fn source_text(&self, span: Span) -> String {
        words::one_line(self.of.sources.text(span))
    }

    fn own_machine(&self) -> &Machine {
        &self.of.model.machines[self.machine]
    }

    fn spell_update(&self, update: &Update) -> String {
        let (verb, value) = match &update.op {
            UpdateOp::Becomes(value) => ("becomes", Some(value)),
            UpdateOp::Increases(value) => ("increases by", Some(value)),
            UpdateOp::Decreases(value) => ("decreases by", Some(value)),
            UpdateOp::Adds(value) => ("adds", Some(value)),
            UpdateOp::Removes(value) => ("removes", Some(value)),
            UpdateOp::Clears => ("clears", None),
            UpdateOp::ComesFrom(call) => {
                return format!(
                    "${} comes from {}",
                    self.spell_variable(update.variable),
                    self.spell_call(call)
                );
            }
        };
        let value = value.map(|value| self.spell_expr(value)).unwrap_or_default();
        format!("${} {verb} {value}", self.spell_variable(update.variable))
    }

    fn spell_emit(&self, emit: &Emit) -> String {
        let mut payload = self.spell_payload(emit.target, &emit.payload, |value| self.spell_expr(value));
        payload.sort();
        let target = addressed(&self.spell_target(emit.target), emit, |reference| self.spell_expr(reference));
        format!("emit {target} with {}", payload.join(", "))
    }

    fn emit_text(&self, emit: &Emit) -> String {
        let target = emit.target.describe(self.of.model, self.own_machine());
        let target = addressed(&target, emit, |reference| self.source_text(reference.span));
        let payload = self.spell_payload(emit.target, &emit.payload, |value| self.source_text(value.span));
        let with = if payload.is_empty() { String::new() } else { format!(" with {}", payload.join(", ")) };
        format!("emit {target}{with}")
    }

    fn spell_payload(
        &self,
        target: Target,
        payload: &[(FieldId, Expr)],
        value: impl Fn(&Expr) -> String,
    ) -> Vec<String> {
        let fields = target.fields(self.of.model, self.own_machine());
        let field =
            |(field, expr): &(FieldId, Expr)| format!("{}: {}", fields[*field].name.text, value(expr));
        payload.iter().map(field).gather()
    }

    fn spell_timer(&self, timer: &TimerOp) -> String {
        match timer {
            TimerOp::Start(start) => format!("start timer {}", self.spell_timer_start(start)),
            TimerOp::Schedule(start) => format!("schedule {}", self.spell_timer_start(start)),
            TimerOp::CancelTimer => "cancel timer".to_owned(),
            TimerOp::CancelEvent(event) => format!("cancel :{}", self.spell_event(self.machine, *event)),
        }
    }

    fn spell_timer_start(&self, start: &TimerStart) -> String {
        let long = |long: &Duration| match long.unit {
            Some(unit) => format!("{} {unit:?}", self.spell_expr(&long.amount)),
            None => self.spell_expr(&long.amount),
        };
        let due = match &start.when {
            When::After(length) => format!("for {}", long(length)),
            When::Every(length) => format!("every {}", long(length)),
            When::Until(time) => format!("until {}", self.spell_expr(time)),
        };
        let value = |value: &Expr| self.spell_expr(value);
        let mut payload = self.spell_payload(Target::Itself(start.event), &start.payload, value);
        payload.sort();
        let with = if payload.is_empty() { String::new() } else { format!(" with {}", payload.join(", ")) };
        let group =
            start.group.iter().map(|group| format!(" {}", self.spell_in_state(self.machine, &group.states)));
        format!(":{} {due}{with}{}", self.spell_event(self.machine, start.event), group.collect::<String>())
    }

    fn spell_call(&self, call: &Call) -> String {
        format!("call {}({})", self.spell_phrase(call.phrase), self.list(&call.args))
    }

    fn spell_condition(&self, condition: &Condition) -> String {
        use ConditionKind as K;
        let all = |parts: &[Condition], glue: &str| {
            let parts: Vec<_> = parts.iter().map(|part| self.spell_condition(part)).gather();
            format!("({})", parts.join(glue))
        };
        match &condition.kind {
            K::All(parts) => all(parts, " and "),
            K::Any(parts) => all(parts, " or "),
            K::Not(part) => format!("not {}", self.spell_condition(part)),
            K::InState(machine, states) => self.spell_in_state(*machine, states),
            K::Compare(left, op, right) => {
                format!("({} {op:?} {})", self.spell_expr(left), self.spell_expr(right))
            }
            K::Contains(list, item) => {
                format!("({} contains {})", self.spell_expr(list), self.spell_expr(item))
            }
            K::Empty(value) => format!("({} is empty)", self.spell_expr(value)),
            K::Flag(value) => self.spell_expr(value),
            K::Call(call) => self.spell_call(call),
            K::Failed => "that failed".to_owned(),
            K::Began(states) => format!("began {}", self.spell_in_state(self.machine, states)),
        }
    }

    fn spell_in_state(&self, machine: MachineId, states: &[StateId]) -> String {
        let mut states: Vec<_> = states.iter().map(|state| self.spell_state(machine, *state)).gather();
        states.sort();
        format!("{} in {}", self.spell_party(Party::Machine(machine)), states.join(", "))
    }

    fn list(&self, values: &[Expr]) -> String {
        values.iter().map(|value| self.spell_expr(value)).gather().join(", ")
    }

    fn spell_expr(&self, expr: &Expr) -> String {
        use ExprKind as E;
        match &expr.kind {
            E::Number(number) => plain_number(number),
            E::Text(text) => format!("{text:?}"),
            E::Boolean(value) => value.to_string(),
            E::Zero => "empty".to_owned(),
            E::List(items) => format!("[{}]", self.list(items)),
            E::Object(fields) => {
                let fields: Vec<_> =
                    fields.iter().map(|(name, value)| format!("{name}: {}", self.spell_expr(value))).gather();
                format!("{{{}}}", fields.join(", "))
            }
            E::Variable(variable) => format!("${}", self.spell_variable(*variable)),
            E::VariableOf(machine, variable) => {
                let variable = &self.of.model.machines[*machine].variables[*variable].name.text;
                format!("${variable} of {}", self.spell_party(Party::Machine(*machine)))
            }
            E::Payload(field) => format!("event.{}", self.field(*field)),
            E::InstanceId => "id".to_owned(),
            E::Failure(depth) => format!("failure {depth}"),
            E::Item(item) => format!("${}", self.own_machine().items[*item].name.text),
            E::Partner(machine) | E::Made(machine) => self.spell_party(Party::Machine(*machine)),
            E::Itself => "@self".to_owned(),
            E::Field(inner, name) => format!("{}.{name}", self.spell_expr(inner)),
            E::Negate(inner) => format!("-{}", self.spell_expr(inner)),
            E::Binary(op, left, right) => {
                format!("({} {op:?} {})", self.spell_expr(left), self.spell_expr(right))
            }
            E::Duration(amount, unit) => format!("{} {unit:?}", self.spell_expr(amount)),
            E::Length(inner) => format!("length of {}", self.spell_expr(inner)),
            E::End(end, list) => format!("{end:?} of {}", self.spell_expr(list)),
            E::Fold(fold, list, fields) => {
                let path: String = fields.iter().map(|field| format!(".{field}")).collect();
                format!("{fold:?} of {}{path}", self.spell_expr(list))
            }
            E::Apply(function, args) => format!("{function:?}({})", self.list(args)),
            E::Not(inner) => format!("not {}", self.spell_expr(inner)),
            E::Joined(parts) => format!("text({})", self.list(parts)),
            E::Uuid => "uuid()".to_owned(),
            E::Now => "now()".to_owned(),
            E::Convert(inner) => self.spell_expr(inner),
        }
    }

    fn field(&self, field: FieldId) -> &str {
        &self.own_machine().events[self.event].fields[field].name.text
    }

    fn spell_state(&self, machine: MachineId, state: StateId) -> String {
        if let Some((new, names)) = self.now
            && let Some(pair) = names.machine(machine)
            && let Some(state) = pair.states.new_of(state)
        {
            return words::state(&new.machines[pair.new], state);
        }
        words::state(&self.of.model.machines[machine], state)
    }

    fn spell_variable(&self, variable: VariableId) -> String {
        if let Some((new, names)) = self.now
            && let Some(pair) = names.machine(self.machine)
            && let Some(variable) = pair.variables.new_of(variable)
        {
            return new.machines[pair.new].variables[variable].name.text.clone();
        }
        self.own_machine().variables[variable].name.text.clone()
    }

    fn spell_phrase(&self, phrase: PhraseId) -> String {
        if let Some((new, names)) = self.now
            && let Some(pair) = names.machine(self.machine)
            && let Some(phrase) = pair.phrases.new_of(phrase)
        {
            return new.machines[pair.new].phrases[phrase].function.clone();
        }
        self.own_machine().phrases[phrase].function.clone()
    }

    fn spell_event(&self, machine: MachineId, event: EventId) -> String {
        if let Some((new, names)) = self.now
            && let Some(pair) = names.machine(machine)
            && let Some(event) = pair.events.new_of(event)
        {
            return new.machines[pair.new].events[event].name.text.clone();
        }
        self.of.model.machines[machine].events[event].name.text.clone()
    }

    fn spell_party(&self, party: Party) -> String {
        match self.now {
            Some((new, names)) => names.new_name_of_party(self.of.model, new, party),
            None => words::party(self.of.model, party),
        }
    }

    fn spell_target(&self, target: Target) -> String {
        match target {
            Target::Machine(machine, event) => {
                format!(
                    ":{} to {}",
                    self.spell_event(machine, event),
                    self.spell_party(Party::Machine(machine))
                )
            }
            Target::Actor(actor, message) => {
                let name = &self.of.model.actors[actor].messages[message].name.text;
                format!(":{name} to {}", self.spell_party(Party::Actor(actor)))
            }
            Target::Itself(event) => format!(":{} to @self", self.spell_event(self.machine, event)),
        }
    }
}

fn indented_line(depth: usize, key: &str, text: &str) -> Line {
    let indent = "  ".repeat(depth);
    Line { key: format!("{indent}{key}"), text: format!("{indent}{text}") }
}

/// `9.50` and `9.5` are one number.
fn plain_number(number: &str) -> String {
    match number.contains('.') {
        true => number.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => number.to_owned(),
    }
}

/// The event and receiver of an emit, with the words that select instances of a machine.
fn addressed(target: &str, emit: &Emit, reference: impl Fn(&Expr) -> String) -> String {
    match &emit.address {
        Address::Partner => target.to_owned(),
        Address::New => target.replacen("@", "a new @", 1),
        Address::All => target.replacen("@", "all @", 1),
        Address::Reference(to) => {
            let event = target.split(" to ").next().unwrap_or(target);
            format!("{event} to {}", reference(to))
        }
    }
}
