//! Why a handler or a branch is never reached: a state that no instance gets to, a sender that does not send, a guard that is decided
//! before.
//!
//! What was reached is known from the search. Where none of these reasons is certain, none is given.

use flow_model::model::{
    Chain, Condition, Event, ExprKind, Group, HandlerId, Machine, MachineId, Model, Party, Span, StateId,
    Step, Target, VariableId,
};
use flow_model::{visit, words};
use flow_sim::exec::Value;

use crate::search::Search;

/// The most values that are listed.
const MOST_VALUES: usize = 5;

/// A line that no event reaches.
enum Line<'m> {
    Handler(HandlerId),
    Group(&'m Chain, &'m Group),
    Otherwise(&'m Chain),
}

impl Search<'_, '_> {
    /// Why a line of a machine is never reached.
    pub(super) fn explain_never(&self, machine: MachineId, span: Span) -> Option<String> {
        match find_line(&self.engine.runnable.model.machines[machine], span)? {
            Line::Handler(handler) => self.explain_handler(machine, handler),
            Line::Group(chain, group) => self.explain_group(machine, chain, group),
            Line::Otherwise(chain) => {
                let count = chain.groups.len();
                let each = if count == 1 { "the guard above it is" } else { "one of the guards above it is" };
                Some(format!("{each} true each time"))
            }
        }
    }

    fn explain_handler(&self, machine: MachineId, id: HandlerId) -> Option<String> {
        let (model, reached) = (self.engine.runnable.model, &self.engine.reached);
        let of = &model.machines[machine];
        let states = &of.accepted(id).states;
        let is_entered = |state: &&StateId| reached.states.contains(&(machine, **state));
        let (name, event) = (&of.name.text, &of.events[of.handlers[id].event]);
        if states.is_empty() {
            return None;
        }
        if !states.iter().any(|state| is_entered(&state)) {
            return Some(format!("@{name} never gets to {}", list_states(of, states.iter().copied())));
        }
        if let Some(sentence) = self.explain_sender(machine, id, event) {
            return Some(sentence);
        }
        // It is handled elsewhere only.
        let same = of
            .events
            .entries()
            .filter(|(_, other)| (&other.name.text, other.from) == (&event.name.text, event.from));
        let same: Vec<_> = same.map(|(id, _)| id).collect();
        let taken = reached
            .handlers
            .iter()
            .filter(|(at, handler, _)| *at == machine && same.contains(&of.handlers[*handler].event));
        let mut elsewhere: Vec<StateId> = taken.map(|(.., state)| *state).collect();
        elsewhere.sort_unstable();
        elsewhere.dedup();
        let is_public = !matches!(event.from, Some(Party::Machine(_) | Party::Itself | Party::System));
        (!elsewhere.is_empty() && !is_public)
            .then(|| format!("it is handled only in {}", list_states(of, elsewhere.into_iter())))
    }

    /// That the sender of an event never sends it, or is never asked for it.
    fn explain_sender(&self, machine: MachineId, id: HandlerId, event: &Event) -> Option<String> {
        let model = self.engine.runnable.model;
        let of = &model.machines[machine];
        let handled = of.handlers[id].event;
        let is_sent = |from: MachineId| {
            let mut emits = list_emits(model, from, &|target| match target {
                Target::Machine(to, event) => (to, event) == (machine, handled),
                Target::Itself(event) => from == machine && event == handled,
                Target::Actor(..) => false,
            });
            emits.any(|span| self.engine.reached.emits.contains(&span))
        };
        match event.from? {
            Party::Machine(from) if !is_sent(from) => {
                Some(format!("@{} never sends it", model.machines[from].name.text))
            }
            Party::Actor(actor) => {
                let is_answer = |target: Target| {
                    matches!(target, Target::Actor(of, _) if of == actor)
                        && self.engine.questions.answers(machine, target).any(|answer| answer == handled)
                };
                let mut asks = list_emits(model, machine, &is_answer).peekable();
                asks.peek()?;
                let is_asked = asks.any(|span| self.engine.reached.emits.contains(&span));
                let name = &model.actors[actor].name.text;
                (!is_asked).then(|| format!("@{name} is never asked for it"))
            }
            Party::System | Party::Itself => {
                let starts = list_starts(of, handled);
                let is_started = starts.iter().any(|handler| self.engine.is_reached(machine, *handler));
                let is_itself = event.from == Some(Party::Itself) && is_sent(machine);
                (!is_started && !is_itself).then(|| "nothing that happens starts or sends it".to_owned())
            }
            Party::Machine(_) => None,
        }
    }

    fn explain_group(&self, machine: MachineId, chain: &Chain, group: &Group) -> Option<String> {
        let reached = &self.engine.reached;
        let is_asked = reached.guards.contains(&(group.span, false));
        if !is_asked {
            let before = chain.groups.iter().take_while(|other| other.span != group.span).count();
            let each = if before == 1 { "the guard above it is" } else { "one of the guards above it is" };
            return (before > 0).then(|| format!("it is never asked: {each} true each time"));
        }
        let of = &self.engine.runnable.model.machines[machine];
        let read = list_variables(&group.condition);
        let known = read.into_iter().filter_map(|variable| {
            let values = self.describe_values(machine, variable)?;
            Some(format!("${} is {values}", of.variables[variable].name.text))
        });
        let known: Vec<String> = known.collect();
        (!known.is_empty()).then(|| format!("whenever an event comes, {}", known.join(", and ")))
    }

    /// The values of a variable in all local states that were found: `0, 1 or 2`.
    fn describe_values(&self, machine: MachineId, variable: VariableId) -> Option<String> {
        let tables = &self.engine.tables;
        let mut values: Vec<Value> = Vec::new();
        for id in 0..tables.locals.len() {
            let instance = &tables.locals.get(id as u32).instance;
            let value =
                (instance.machine == machine).then(|| instance.context.get(variable.index())).flatten();
            if let Some(value) = value.filter(|value| !values.contains(value)) {
                values.push(value.clone());
            }
            if values.len() > MOST_VALUES {
                return None;
            }
        }
        let mut written: Vec<String> = values.iter().map(ToString::to_string).collect();
        written.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
        join_with_or(&written)
    }
}

fn find_line(of: &Machine, span: Span) -> Option<Line<'_>> {
    let mut found = None;
    for (id, handler) in of.definitions() {
        if handler.span == span {
            return Some(Line::Handler(id));
        }
        visit::steps(&handler.body, &mut |step| {
            let Step::Chain(chain) = step else { return };
            if let Some(group) = chain.groups.iter().find(|group| group.span == span) {
                found = Some(Line::Group(chain, group));
            } else if chain.span == span {
                found = Some(Line::Otherwise(chain));
            }
        });
    }
    found
}

/// The lines of a machine's emits with such a target.
fn list_emits(
    model: &Model,
    machine: MachineId,
    is_meant: &dyn Fn(Target) -> bool,
) -> impl Iterator<Item = Span> + use<> {
    let mut spans = Vec::new();
    for (_, handler) in model.machines[machine].definitions() {
        visit::steps(&handler.body, &mut |step| {
            if let Step::Emit(emit) = step
                && is_meant(emit.target)
            {
                spans.push(emit.span);
            }
        });
    }
    spans.into_iter()
}

/// The handlers that start or schedule an event.
fn list_starts(of: &Machine, event: flow_model::model::EventId) -> Vec<HandlerId> {
    let mut starts = Vec::new();
    for (id, handler) in of.definitions() {
        visit::steps(&handler.body, &mut |step| {
            if let Step::Timer(timer) = step
                && timer.op.start().is_some_and(|start| start.event == event)
            {
                starts.push(id);
            }
        });
    }
    starts
}

/// The variables that a condition reads, each once.
fn list_variables(condition: &Condition) -> Vec<VariableId> {
    let mut variables = Vec::new();
    visit::condition_exprs(condition, &mut |expr| {
        if let ExprKind::Variable(variable) = expr.kind
            && !variables.contains(&variable)
        {
            variables.push(variable);
        }
    });
    variables
}

/// `#a, #b or #c`.
fn list_states(of: &Machine, states: impl Iterator<Item = StateId>) -> String {
    let states: Vec<String> = states.map(|state| words::state(of, state)).collect();
    join_with_or(&states).unwrap_or_default()
}

fn join_with_or(parts: &[String]) -> Option<String> {
    let (last, others) = parts.split_last()?;
    Some(if others.is_empty() { last.clone() } else { format!("{} or {last}", others.join(", ")) })
}
