//! Bodies as lines that are equal if they mean the same: names instead of places, one spelling for every form.
//!
//! The old version is spelt with the names that the new version has for the same things, so a renaming is no change of
//! every line that names it. The line as it was written is kept for display.

use super::Version;
use super::names::Names;
use crate::model::*;
use crate::words;
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
    pub(super) fn body(&self, handler: &Handler) -> Vec<Line> {
        let mut lines = Vec::new();
        if handler.reaction == Reaction::Defer {
            lines.push(indented_line(0, "defer", "defer"));
        }
        Speller { event: handler.event, ..*self }.block(&handler.body, 0, &mut lines);
        lines
    }

    fn block(&self, body: &[Step], depth: usize, lines: &mut Vec<Line>) {
        for step in body {
            match step {
                Step::Chain(chain) => {
                    self.chain(chain, depth, lines);
                    continue;
                }
                Step::ForEach(each) => {
                    let key = format!("for each {}", self.expr(&each.list));
                    lines.push(indented_line(depth, &key, &self.source_text(each.span)));
                    self.block(&each.body, depth + 1, lines);
                    continue;
                }
                _ => {}
            }
            let text = match step {
                Step::Emit(emit) => self.emit_text(emit),
                _ => self.source_text(step.span()),
            };
            let key = self.step_key(step).unwrap_or_else(|| text.clone());
            lines.push(indented_line(depth, &key, &text));
        }
    }

    /// The key of a step; `None` for kinds that are compared as written, so that a renaming changes them.
    fn step_key(&self, step: &Step) -> Option<String> {
        Some(match step {
            Step::Transition(to) => format!("moves to {}", self.state(self.machine, to.to)),
            Step::Update(update) => self.update(update),
            Step::Emit(emit) => self.emit(emit),
            Step::Timer(timer) => self.timer(&timer.op),
            Step::Action(call) => self.call(call),
            Step::Reject(Reject { reason, .. }) => {
                let reason = reason.as_ref().map(|reason| self.expr(reason));
                format!("reject {}", reason.unwrap_or_default())
            }
            _ => return None,
        })
    }

    fn chain(&self, chain: &Chain, depth: usize, lines: &mut Vec<Line>) {
        for group in &chain.groups {
            let text = match chain.origin {
                ChainOrigin::Written => {
                    words::guard_lines(self.of.sources, &group.condition, |_| true).join(" ")
                }
                ChainOrigin::Crossing => self.source_text(chain.span),
            };
            lines.push(indented_line(depth, &format!("? {}", self.condition(&group.condition)), &text));
            self.block(&group.body, depth + 1, lines);
        }
        if let Some(body) = &chain.otherwise {
            lines.push(indented_line(depth, "otherwise", "otherwise"));
            self.block(body, depth + 1, lines);
        }
    }

    fn source_text(&self, span: Span) -> String {
        words::one_line(self.of.sources.text(span))
    }

    fn own_machine(&self) -> &Machine {
        &self.of.model.machines[self.machine]
    }

    fn update(&self, update: &Update) -> String {
        let (verb, value) = match &update.op {
            UpdateOp::Becomes(value) => ("becomes", Some(value)),
            UpdateOp::Increases(value) => ("increases by", Some(value)),
            UpdateOp::Decreases(value) => ("decreases by", Some(value)),
            UpdateOp::Adds(value) => ("adds", Some(value)),
            UpdateOp::Removes(value) => ("removes", Some(value)),
            UpdateOp::Clears => ("clears", None),
            UpdateOp::ComesFrom(call) => {
                return format!("${} comes from {}", self.variable(update.variable), self.call(call));
            }
        };
        let value = value.map(|value| self.expr(value)).unwrap_or_default();
        format!("${} {verb} {value}", self.variable(update.variable))
    }

    fn emit(&self, emit: &Emit) -> String {
        let mut payload = self.payload(emit.target, &emit.payload, |value| self.expr(value));
        payload.sort();
        let target = addressed(&self.target(emit.target), emit, |reference| self.expr(reference));
        format!("emit {target} with {}", payload.join(", "))
    }

    fn emit_text(&self, emit: &Emit) -> String {
        let target = emit.target.describe(self.of.model, self.own_machine());
        let target = addressed(&target, emit, |reference| self.source_text(reference.span));
        let payload = self.payload(emit.target, &emit.payload, |value| self.source_text(value.span));
        let with = if payload.is_empty() { String::new() } else { format!(" with {}", payload.join(", ")) };
        format!("emit {target}{with}")
    }

    fn payload(
        &self,
        target: Target,
        payload: &[(FieldId, Expr)],
        value: impl Fn(&Expr) -> String,
    ) -> Vec<String> {
        let fields = target.fields(self.of.model, self.own_machine());
        let field =
            |(field, expr): &(FieldId, Expr)| format!("{}: {}", fields[*field].name.text, value(expr));
        payload.iter().map(field).collect()
    }

    fn timer(&self, timer: &TimerOp) -> String {
        match timer {
            TimerOp::Start(start) => format!("start timer {}", self.timer_start(start)),
            TimerOp::Schedule(start) => format!("schedule {}", self.timer_start(start)),
            TimerOp::CancelTimer => "cancel timer".to_owned(),
            TimerOp::CancelEvent(event) => format!("cancel :{}", self.event(self.machine, *event)),
        }
    }

    fn timer_start(&self, start: &TimerStart) -> String {
        let long = |long: &Duration| match long.unit {
            Some(unit) => format!("{} {unit:?}", self.expr(&long.amount)),
            None => self.expr(&long.amount),
        };
        let due = match &start.when {
            When::After(length) => format!("for {}", long(length)),
            When::Every(length) => format!("every {}", long(length)),
            When::Until(time) => format!("until {}", self.expr(time)),
        };
        let value = |value: &Expr| self.expr(value);
        let mut payload = self.payload(Target::Itself(start.event), &start.payload, value);
        payload.sort();
        let with = if payload.is_empty() { String::new() } else { format!(" with {}", payload.join(", ")) };
        let group =
            start.group.iter().map(|group| format!(" {}", self.in_state(self.machine, &group.states)));
        format!(":{} {due}{with}{}", self.event(self.machine, start.event), group.collect::<String>())
    }

    fn call(&self, call: &Call) -> String {
        format!("call {}({})", self.phrase(call.phrase), self.list(&call.args))
    }

    fn condition(&self, condition: &Condition) -> String {
        use ConditionKind as K;
        let all = |parts: &[Condition], glue: &str| {
            let parts: Vec<_> = parts.iter().map(|part| self.condition(part)).collect();
            format!("({})", parts.join(glue))
        };
        match &condition.kind {
            K::All(parts) => all(parts, " and "),
            K::Any(parts) => all(parts, " or "),
            K::Not(part) => format!("not {}", self.condition(part)),
            K::InState(machine, states) => self.in_state(*machine, states),
            K::Compare(left, op, right) => format!("({} {op:?} {})", self.expr(left), self.expr(right)),
            K::Contains(list, item) => format!("({} contains {})", self.expr(list), self.expr(item)),
            K::Empty(value) => format!("({} is empty)", self.expr(value)),
            K::Flag(value) => self.expr(value),
            K::Call(call) => self.call(call),
            K::Failed => "that failed".to_owned(),
            K::Began(states) => format!("began {}", self.in_state(self.machine, states)),
        }
    }

    fn in_state(&self, machine: MachineId, states: &[StateId]) -> String {
        let mut states: Vec<_> = states.iter().map(|state| self.state(machine, *state)).collect();
        states.sort();
        format!("{} in {}", self.party(Party::Machine(machine)), states.join(", "))
    }

    fn list(&self, values: &[Expr]) -> String {
        values.iter().map(|value| self.expr(value)).collect::<Vec<_>>().join(", ")
    }

    fn expr(&self, expr: &Expr) -> String {
        use ExprKind as E;
        match &expr.kind {
            E::Number(number) => plain_number(number),
            E::Text(text) => format!("{text:?}"),
            E::Boolean(value) => value.to_string(),
            E::Zero => "empty".to_owned(),
            E::List(items) => format!("[{}]", self.list(items)),
            E::Object(fields) => {
                let fields: Vec<_> =
                    fields.iter().map(|(name, value)| format!("{name}: {}", self.expr(value))).collect();
                format!("{{{}}}", fields.join(", "))
            }
            E::Variable(variable) => format!("${}", self.variable(*variable)),
            E::VariableOf(machine, variable) => {
                let variable = &self.of.model.machines[*machine].variables[*variable].name.text;
                format!("${variable} of {}", self.party(Party::Machine(*machine)))
            }
            E::Payload(field) => format!("event.{}", self.field(*field)),
            E::InstanceId => "id".to_owned(),
            E::Failure(depth) => format!("failure {depth}"),
            E::Item(item) => format!("${}", self.own_machine().items[*item].name.text),
            E::Partner(machine) | E::Made(machine) => self.party(Party::Machine(*machine)),
            E::Itself => "@self".to_owned(),
            E::Field(inner, name) => format!("{}.{name}", self.expr(inner)),
            E::Negate(inner) => format!("-{}", self.expr(inner)),
            E::Binary(op, left, right) => format!("({} {op:?} {})", self.expr(left), self.expr(right)),
            E::Duration(amount, unit) => format!("{} {unit:?}", self.expr(amount)),
            E::Length(inner) => format!("length of {}", self.expr(inner)),
            E::End(end, list) => format!("{end:?} of {}", self.expr(list)),
            E::Fold(fold, list, fields) => {
                let path: String = fields.iter().map(|field| format!(".{field}")).collect();
                format!("{fold:?} of {}{path}", self.expr(list))
            }
            E::Apply(function, args) => format!("{function:?}({})", self.list(args)),
            E::Not(inner) => format!("not {}", self.expr(inner)),
            E::Joined(parts) => format!("text({})", self.list(parts)),
            E::Uuid => "uuid()".to_owned(),
            E::Now => "now()".to_owned(),
            E::Convert(inner) => self.expr(inner),
        }
    }

    fn field(&self, field: FieldId) -> &str {
        &self.own_machine().events[self.event].fields[field].name.text
    }

    fn state(&self, machine: MachineId, state: StateId) -> String {
        if let Some((new, names)) = self.now
            && let Some(pair) = names.machine(machine)
            && let Some(state) = pair.states.new_of(state)
        {
            return words::state(&new.machines[pair.new], state);
        }
        words::state(&self.of.model.machines[machine], state)
    }

    fn variable(&self, variable: VariableId) -> String {
        if let Some((new, names)) = self.now
            && let Some(pair) = names.machine(self.machine)
            && let Some(variable) = pair.variables.new_of(variable)
        {
            return new.machines[pair.new].variables[variable].name.text.clone();
        }
        self.own_machine().variables[variable].name.text.clone()
    }

    fn phrase(&self, phrase: PhraseId) -> String {
        if let Some((new, names)) = self.now
            && let Some(pair) = names.machine(self.machine)
            && let Some(phrase) = pair.phrases.new_of(phrase)
        {
            return new.machines[pair.new].phrases[phrase].function.clone();
        }
        self.own_machine().phrases[phrase].function.clone()
    }

    fn event(&self, machine: MachineId, event: EventId) -> String {
        if let Some((new, names)) = self.now
            && let Some(pair) = names.machine(machine)
            && let Some(event) = pair.events.new_of(event)
        {
            return new.machines[pair.new].events[event].name.text.clone();
        }
        self.of.model.machines[machine].events[event].name.text.clone()
    }

    fn party(&self, party: Party) -> String {
        match self.now {
            Some((new, names)) => names.new_name_of_party(self.of.model, new, party),
            None => words::party(self.of.model, party),
        }
    }

    fn target(&self, target: Target) -> String {
        match target {
            Target::Machine(machine, event) => {
                format!(":{} to {}", self.event(machine, event), self.party(Party::Machine(machine)))
            }
            Target::Actor(actor, message) => {
                let name = &self.of.model.actors[actor].messages[message].name.text;
                format!(":{name} to {}", self.party(Party::Actor(actor)))
            }
            Target::Itself(event) => format!(":{} to @self", self.event(self.machine, event)),
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

/// What is sent, with the words that say to which instances of a machine.
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
