//! Leaves out the values that have no observable effect.
//!
//! A variable or a payload field is *relevant* if a guard, a rule, a receiver, a key, a loop, a length of time, or arithmetic that can
//! fail reads it, directly or through others. An irrelevant place has no value at all: the steps that compute it are replaced, so that
//! they cannot fail and cost no states. This is exact.

use std::collections::BTreeSet;

use flow_model::model::{
    Address, BinaryOp, Condition, ConditionKind, EventId, Expr, ExprKind, FieldId, Fold, ItemId, MachineId,
    Model, Step, SystemRule, Target, Timer, TimerOp, Type, UpdateOp, VariableId, When,
};
use flow_model::visit::{self, Node, NodeMut};

use crate::cases::Case;

/// A place that contains a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// A context variable.
    Variable(MachineId, VariableId),
    /// A field of an event.
    Field(MachineId, EventId, FieldId),
    /// The item of a loop.
    Item(MachineId, ItemId),
}

/// Calls a function with every place that an expression of a handler reads.
pub(crate) fn visit_places(
    expr: &Expr,
    (machine, event): (MachineId, EventId),
    visit: &mut dyn FnMut(Place),
) {
    visit::expr(expr, &mut |part| match part.kind {
        ExprKind::Variable(variable) if Case::ReadVariable.applies() => {
            visit(Place::Variable(machine, variable));
        }
        ExprKind::VariableOf(other, variable) => visit(Place::Variable(other, variable)),
        ExprKind::Payload(field) if Case::ReadPayload.applies() => visit(Place::Field(machine, event, field)),
        ExprKind::Item(item) => visit(Place::Item(machine, item)),
        _ => {}
    });
}

/// The relevant places of a model.
#[derive(Clone, Debug, Default)]
pub(crate) struct Relevance(BTreeSet<Place>);

impl Relevance {
    /// Finds them.
    pub(crate) fn of(model: &Model) -> Relevance {
        let mut relevance = Relevance::default();
        if Case::Key.applies() {
            relevance.add_keys(model);
        }
        if Case::Rule.applies() {
            relevance.add_rules(model);
        }
        for_each_body(model, &mut |at, body| {
            visit::steps(body, &mut |step| relevance.add_reads_of_step(at, step));
        });
        loop {
            let before = relevance.0.len();
            for_each_body(model, &mut |at, body| {
                visit::steps(body, &mut |step| relevance.add_sources_of_step(at, step));
            });
            if Case::AnySender.applies() {
                relevance.add_fields_of_same_name(model);
            }
            if relevance.0.len() == before {
                return relevance;
            }
        }
    }

    /// Whether a place is relevant.
    pub(crate) fn contains(&self, place: Place) -> bool {
        self.0.contains(&place)
    }

    /// All places, also those without an effect: for tests that compare what is visible from outside.
    #[cfg(test)]
    pub(crate) fn of_everything(model: &Model) -> Relevance {
        let mut places = BTreeSet::new();
        for (machine, of) in model.machines.entries() {
            places.extend(of.variables.ids().map(|variable| Place::Variable(machine, variable)));
            places.extend(of.items.ids().map(|item| Place::Item(machine, item)));
            for (event, sent) in of.events.entries() {
                places.extend(sent.fields.ids().map(|field| Place::Field(machine, event, field)));
            }
        }
        Relevance(places)
    }

    /// The same with one place forgotten: a test checks that such a mistake is noticed.
    #[cfg(test)]
    pub(crate) fn without(&self, place: Place) -> Relevance {
        let mut rest = self.clone();
        rest.0.remove(&place);
        rest
    }

    /// The relevant places, in order.
    pub(crate) fn places(&self) -> impl Iterator<Item = Place> + '_ {
        self.0.iter().copied()
    }

    fn add_reads(&mut self, at: (MachineId, EventId), expr: &Expr) {
        visit_places(expr, at, &mut |place| {
            self.0.insert(place);
        });
    }

    fn add_keys(&mut self, model: &Model) {
        for (machine, of) in model.machines.entries() {
            for key in of.instances.keys() {
                self.0.insert(Place::Variable(machine, *key));
                let name = &of.variables[*key].name.text;
                for (event, sent) in of.events.entries() {
                    let named = sent.fields.entries().filter(|(_, field)| field.name.text == *name);
                    self.0.extend(named.map(|(field, _)| Place::Field(machine, event, field)));
                }
            }
        }
    }

    fn add_rules(&mut self, model: &Model) {
        for rule in &model.rules.rules {
            visit_rule_variables(rule, &mut |machine, variable| {
                self.0.insert(Place::Variable(machine, variable));
            });
        }
    }

    /// Adds what a step reads to decide something.
    fn add_reads_of_step(&mut self, at: (MachineId, EventId), step: &Step) {
        match step {
            Step::Chain(chain) => {
                let conditions = chain.groups.iter().map(|group| &group.condition);
                for condition in conditions {
                    visit::conditions(condition, &mut |part| self.add_reads_of_condition(at, part));
                }
            }
            Step::ForEach(each) if Case::Loop.applies() => self.add_reads(at, &each.list),
            Step::Emit(emit) if Case::Receiver.applies() => {
                if let Address::Reference(reference) = &emit.address {
                    self.add_reads(at, reference);
                }
            }
            Step::Timer(Timer { op: TimerOp::Start(start) | TimerOp::Schedule(start), .. })
                if Case::Length.applies() =>
            {
                if let Some(length) = start.when.length() {
                    self.add_reads(at, &length.amount);
                }
            }
            _ => {}
        }
        if Case::Failure.applies() {
            for_each_fallible(step, &mut |expr| self.add_reads(at, expr));
        }
    }

    fn add_reads_of_condition(&mut self, at: (MachineId, EventId), condition: &Condition) {
        let (case, read) = match &condition.kind {
            ConditionKind::Compare(left, _, right) => (Case::Comparison, vec![&**left, &**right]),
            ConditionKind::Contains(left, right) => (Case::Containment, vec![&**left, &**right]),
            ConditionKind::Empty(value) => (Case::Emptiness, vec![value]),
            ConditionKind::Flag(value) => (Case::Flag, vec![value]),
            _ => return,
        };
        if case.applies() {
            read.into_iter().for_each(|value| self.add_reads(at, value));
        }
    }

    /// Adds what the relevant values that a step computes depend on.
    fn add_sources_of_step(&mut self, at: (MachineId, EventId), step: &Step) {
        match step {
            Step::Update(update) if self.contains(Place::Variable(at.0, update.variable)) => {
                let (case, value) = match &update.op {
                    UpdateOp::Becomes(value) => (Case::Assignment, value),
                    UpdateOp::Increases(value) => (Case::Increase, value),
                    UpdateOp::Decreases(value) => (Case::Decrease, value),
                    UpdateOp::Adds(value) => (Case::Addition, value),
                    UpdateOp::Removes(value) => (Case::Removal, value),
                    UpdateOp::Clears | UpdateOp::ComesFrom(_) => return,
                };
                if case.applies() {
                    self.add_reads(at, value);
                }
            }
            Step::Emit(emit) if Case::Payload.applies() => {
                let Some((machine, event)) = receiver(at.0, emit.target) else { return };
                self.add_payload(at, (machine, event), &emit.payload);
            }
            Step::Timer(Timer { op: TimerOp::Start(start) | TimerOp::Schedule(start), .. })
                if Case::TimerPayload.applies() =>
            {
                self.add_payload(at, (at.0, start.event), &start.payload);
            }
            _ => {}
        }
    }

    fn add_payload(
        &mut self,
        at: (MachineId, EventId),
        (machine, event): (MachineId, EventId),
        payload: &[(FieldId, Expr)],
    ) {
        for (field, value) in payload {
            if self.contains(Place::Field(machine, event, *field)) {
                self.add_reads(at, value);
            }
        }
    }

    /// A field that a handler without a sender reads is that of each event that it takes.
    fn add_fields_of_same_name(&mut self, model: &Model) {
        visit_fields_of_same_name(model, &mut |general, sent| {
            if self.contains(general) {
                self.0.insert(sent);
            }
        });
    }
}

/// A handler without a sender takes events from every sender, field by field (reference#handler-precedence): calls a function with each of
/// its fields, and with each field of this name of an event that it takes.
pub(crate) fn visit_fields_of_same_name(model: &Model, visit: &mut dyn FnMut(Place, Place)) {
    for (machine, of) in model.machines.entries() {
        for (event, general) in of.events.entries().filter(|(_, event)| event.from.is_none()) {
            let same = of
                .events
                .entries()
                .filter(|(id, other)| *id != event && other.name.text == general.name.text);
            for (other, sent) in same {
                for (field, read) in general.fields.entries() {
                    let twin = sent.fields.id_where(|sent| sent.name.text == read.name.text);
                    if let Some(twin) = twin {
                        visit(Place::Field(machine, event, field), Place::Field(machine, other, twin));
                    }
                }
            }
        }
    }
}

/// The machine and the event that an emit of a machine reaches; `None` if it leaves the system.
pub(crate) fn receiver(from: MachineId, target: Target) -> Option<(MachineId, EventId)> {
    match target {
        Target::Machine(machine, event) => Some((machine, event)),
        Target::Itself(event) => Some((from, event)),
        Target::Actor(..) => None,
    }
}

/// Calls a function with the body of each definition, its machine and its event.
pub(crate) fn for_each_body<'m>(model: &'m Model, visit: &mut dyn FnMut((MachineId, EventId), &'m [Step])) {
    for (machine, of) in model.machines.entries() {
        for (_, handler) in of.definitions() {
            visit((machine, handler.event), &handler.body);
        }
    }
}

pub(crate) fn visit_rule_variables(rule: &SystemRule, visit: &mut dyn FnMut(MachineId, VariableId)) {
    for condition in rule.conditions() {
        visit::condition_exprs(condition, &mut |expr| {
            if let ExprKind::VariableOf(machine, variable) = expr.kind {
                visit(machine, variable);
            }
        });
    }
}

/// Calls a function with each operation of a step, without the steps in it, that can fail.
pub(crate) fn for_each_fallible<'s>(step: &'s Step, visit: &mut dyn FnMut(&'s Expr)) {
    Node::Step(step).for_each_part(&mut |part| {
        if !matches!(part, Node::Step(_)) {
            visit::exprs(part, &mut |expr| {
                if can_fail_itself(expr) {
                    visit(expr);
                }
            });
        }
    });
}

/// Whether the operation at the head of an expression can fail. Sums and products that are too large are left out: no specification
/// means them, and every number would be relevant.
fn can_fail_itself(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Binary(op, ..) => {
            matches!(op, BinaryOp::Divide | BinaryOp::IntegerDivide | BinaryOp::Modulo)
        }
        ExprKind::End(..) => true,
        ExprKind::Fold(fold, ..) => matches!(fold, Fold::Smallest | Fold::Largest),
        _ => false,
    }
}

fn can_fail(expr: &Expr) -> bool {
    let mut found = false;
    visit::expr(expr, &mut |part| found |= can_fail_itself(part));
    found
}

/// A copy of a model in which irrelevant values are not computed.
pub(crate) fn slice(model: &Model, relevance: &Relevance) -> Model {
    let mut sliced = model.clone();
    for (machine, of) in sliced.machines.entries_mut() {
        for (_, handler) in of.handlers.entries_mut() {
            for step in &mut handler.body {
                NodeMut::Step(step).rewrite(&mut |node| slice_node(machine, relevance, node));
            }
        }
    }
    sliced
}

fn slice_node(machine: MachineId, relevance: &Relevance, node: &mut NodeMut<'_>) {
    match node {
        NodeMut::Call(call) => {
            call.args.iter_mut().for_each(|arg| blank_unless_fallible(arg, Case::FailingArgument));
        }
        NodeMut::Step(Step::Update(update)) => {
            let is_relevant = relevance.contains(Place::Variable(machine, update.variable));
            let keeps = match &update.op {
                UpdateOp::Becomes(value)
                | UpdateOp::Increases(value)
                | UpdateOp::Decreases(value)
                | UpdateOp::Adds(value)
                | UpdateOp::Removes(value) => is_relevant || stays(value, Case::FailingUpdate),
                UpdateOp::Clears => is_relevant,
                UpdateOp::ComesFrom(_) => true,
            };
            if !keeps {
                update.op = UpdateOp::Clears;
            }
        }
        NodeMut::Step(Step::Emit(emit)) => {
            let receiver = receiver(machine, emit.target);
            emit.payload.retain(|(field, value)| {
                let is_relevant =
                    receiver.is_some_and(|(to, event)| relevance.contains(Place::Field(to, event, *field)));
                is_relevant || stays(value, Case::FailingPayload)
            });
        }
        NodeMut::Step(Step::Timer(Timer {
            op: TimerOp::Start(start) | TimerOp::Schedule(start), ..
        })) => {
            let event = start.event;
            start.payload.retain(|(field, value)| {
                let is_relevant = relevance.contains(Place::Field(machine, event, *field));
                is_relevant || stays(value, Case::FailingTimerPayload)
            });
            if let When::Until(time) = &mut start.when {
                blank_unless_fallible(time, Case::FailingTime);
            }
        }
        NodeMut::Step(Step::Reject(reject)) => {
            if let Some(reason) = &mut reject.reason
                && !matches!(reason.kind, ExprKind::Text(_))
            {
                blank_unless_fallible(reason, Case::FailingReason);
            }
        }
        _ => {}
    }
}

/// Whether a value is computed that is not relevant.
fn stays(value: &Expr, case: Case) -> bool {
    can_fail(value) && case.applies()
}

fn blank_unless_fallible(expr: &mut Expr, case: Case) {
    if !stays(expr, case) {
        expr.kind = ExprKind::Zero;
    }
}

/// Whether a type contains references at any depth.
pub(crate) fn holds_references(model: &Model, ty: &Type) -> bool {
    match ty {
        Type::Reference(_) => true,
        Type::Array(item) => holds_references(model, item),
        Type::Object(object) => model.objects[*object].fields.iter().any(|(_, ty)| {
            // An object that contains itself refers to its own id.
            !matches!(ty, Type::Object(inner) if inner == object) && holds_references(model, ty)
        }),
        _ => false,
    }
}
