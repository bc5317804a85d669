//! The constraints that each kind of step puts on types, and the types of its values.
//!
//! Both stages of the inference that match on steps are in this file: [`Constrain`] collects constraints, and after these are
//! solved, [`Typing`] assigns the types. A new kind of step is added to both.

use super::apply::Typing;
use super::constrain::{Constrain, Place};
use super::constraints::{Constraint, Value};
use super::terms::{Reason, Shape};
use crate::model::{
    Address, BinaryOp, Block, Chain, Duration, Emit, Expr, FieldId, ForEach, Reject, Step, Target, TimerOp,
    TimerStart, Type, Update, UpdateOp, When,
};
use crate::slot::Slot;

impl Constrain<'_> {
    /// Adds the constraints of the steps of a body.
    pub(super) fn visit_block(&mut self, place: Place, block: &Block) {
        for step in block {
            match step {
                Step::Transition(_) => {}
                Step::Update(update) => self.visit_update(place, update),
                Step::Emit(emit) => self.visit_emit(place, emit),
                Step::Timer(timer) => {
                    timer.op.start().into_iter().for_each(|start| self.visit_start(place, start));
                }
                Step::Action(call) => self.visit_call(place, call),
                Step::Reject(reject) => self.visit_reject(place, reject),
                Step::Chain(chain) => {
                    for group in &chain.groups {
                        self.visit_condition(place, &group.condition);
                        self.visit_block(place, &group.body);
                    }
                    chain.otherwise.iter().for_each(|block| self.visit_block(place, block));
                }
                Step::ForEach(each) => self.visit_loop(place, each),
            }
        }
    }

    /// Adds the constraint of an update: its value is of the variable's type, or of the type of its items.
    fn visit_update(&mut self, place: Place, update: &Update) {
        let target = self.list.slot(Slot::Variable(place.machine, update.variable));
        match &update.op {
            UpdateOp::Becomes(value) => self.visit_flowing_expr(place, value, target),
            UpdateOp::Increases(value) | UpdateOp::Decreases(value) => {
                if !self.system.uses_time {
                    self.list.require_shape(target, Shape::Number, update.span);
                }
                let value_of = self.visit_expr(place, value);
                if !self.system.uses_time {
                    self.require_same_type(Value::of(target), value_of, value.span);
                }
                let spans = [update.span, value.span, update.span];
                self.add_sum(BinaryOp::Add, [target, value_of.term, target], spans);
                self.add_number_flow(value_of, target, value.span);
            }
            UpdateOp::Adds(value) => {
                let item = self.list.require_item(target, update.span);
                let from = self.visit_expr(place, value);
                self.list.add(Constraint::Deferred(from, item, value.span, Reason::Use));
            }
            UpdateOp::Removes(value) => {
                let item = self.list.require_item(target, update.span);
                let value_of = self.visit_expr(place, value);
                self.require_same_type(Value::of(item), value_of, value.span);
                self.add_number_flow(value_of, item, value.span);
            }
            UpdateOp::Clears => {}
            UpdateOp::ComesFrom(call) => {
                self.visit_call(place, call);
                let answer = self.list.slot(Slot::Answer(place.machine, call.phrase));
                self.require_same_type(Value::of(target), Value::of(answer), update.span);
                self.add_number_flow(Value::of(answer), target, update.span);
                self.add_number_flow(Value::of(target), answer, update.span);
            }
        }
    }

    /// Requires a list with items of the type of the loop's item.
    fn visit_loop(&mut self, place: Place, each: &ForEach) {
        let list = self.visit_expr(place, &each.list);
        let items = self.list.require_item(list.term, each.list.span);
        let item = self.list.slot(Slot::Item(place.machine, each.item));
        self.add_number_flow(Value::of(items), item, each.list.span);
        self.require_same_type(Value::of(item), Value::of(items), each.list.span);
        self.list.add(Constraint::Equal(items, item, each.list.span));
        self.visit_block(place, &each.body);
    }

    /// Requires the values sent to have the types of the receiver's fields.
    fn visit_emit(&mut self, place: Place, emit: &Emit) {
        if let (Address::Reference(reference), Target::Machine(machine, _)) = (&emit.address, emit.target) {
            let receiver = self.visit_expr(place, reference);
            let shape = Shape::Reference(machine);
            self.list.require_shape(receiver.term, shape, reference.span);
        }
        self.visit_payload(place, emit.target, &emit.payload);
    }

    fn visit_payload(&mut self, place: Place, target: Target, payload: &[(FieldId, Expr)]) {
        for (field, value) in payload {
            let (slot, reason) = match target {
                Target::Machine(machine, event) => (Slot::Field(machine, event, *field), Reason::Sent),
                Target::Itself(event) => (Slot::Field(place.machine, event, *field), Reason::Sent),
                Target::Actor(actor, message) => (Slot::Message(actor, message, *field), Reason::Use),
            };
            let from = self.visit_expr(place, value);
            let field = self.list.slot(slot);
            self.list.add(Constraint::Deferred(from, field, value.span, reason));
        }
    }

    /// Requires the reason of a refusal to be a text.
    fn visit_reject(&mut self, place: Place, reject: &Reject) {
        reject.reason.iter().for_each(|reason| self.visit_text(place, reason));
    }

    /// Requires a value to be a text.
    pub(super) fn visit_text(&mut self, place: Place, text: &Expr) {
        let value = self.visit_expr(place, text);
        self.list.require_shape(value.term, Shape::String, text.span);
    }

    /// Requires a length of time to be a number of units, and what a timer waits for to be a point in time.
    fn visit_start(&mut self, place: Place, start: &TimerStart) {
        match &start.when {
            When::After(length) | When::Every(length) => self.visit_duration(place, length),
            When::Until(time) => {
                let of = self.visit_expr(place, time);
                self.list.require_shape(of.term, Shape::Time, time.span);
            }
        }
        self.visit_payload(place, Target::Itself(start.event), &start.payload);
    }

    /// Requires an amount of time to be a number.
    fn visit_duration(&mut self, place: Place, duration: &Duration) {
        let amount = self.visit_expr(place, &duration.amount);
        let shape = if duration.unit.is_some() { Shape::Number } else { Shape::Duration };
        self.list.require_shape(amount.term, shape, duration.amount.span);
    }
}

impl Typing<'_> {
    /// Types the values in the steps of a body.
    pub(super) fn type_block(&self, block: &mut Block) {
        for step in block {
            match step {
                Step::Transition(_) => {}
                Step::Update(update) => self.type_update(update),
                Step::Emit(emit) => {
                    if let Address::Reference(reference) = &mut emit.address {
                        self.type_without_context(reference);
                    }
                    self.type_payload(emit.target, &mut emit.payload);
                }
                Step::Timer(timer) => match &mut timer.op {
                    TimerOp::Start(start) | TimerOp::Schedule(start) => {
                        match &mut start.when {
                            When::After(length) | When::Every(length) => match length.unit {
                                Some(_) => self.type_without_context(&mut length.amount),
                                None => self.coerce(&mut length.amount, Type::Duration),
                            },
                            When::Until(time) => self.coerce(time, Type::Time),
                        }
                        self.type_payload(Target::Itself(start.event), &mut start.payload);
                    }
                    TimerOp::CancelTimer | TimerOp::CancelEvent(_) => {}
                },
                Step::Action(call) => self.type_call(call),
                Step::Reject(reject) => {
                    reject.reason.iter_mut().for_each(|reason| self.coerce(reason, Type::String));
                }
                Step::Chain(chain) => self.type_chain(chain),
                Step::ForEach(each) => {
                    self.type_without_context(&mut each.list);
                    self.type_block(&mut each.body);
                }
            }
        }
    }

    fn type_payload(&self, target: Target, payload: &mut [(FieldId, Expr)]) {
        for (field, value) in payload {
            self.coerce(value, self.payload_type(target, *field));
        }
    }

    fn type_chain(&self, chain: &mut Chain) {
        for group in &mut chain.groups {
            self.type_condition(&mut group.condition);
            self.type_block(&mut group.body);
        }
        chain.otherwise.iter_mut().for_each(|block| self.type_block(block));
    }

    fn type_update(&self, update: &mut Update) {
        let variable = self.variable_type(update.variable);
        match &mut update.op {
            UpdateOp::Becomes(value) => self.coerce(value, variable),
            UpdateOp::Increases(value) | UpdateOp::Decreases(value) => {
                let by = if variable == Type::Time { Type::Duration } else { variable };
                self.coerce(value, by);
            }
            UpdateOp::Adds(value) | UpdateOp::Removes(value) => {
                self.coerce(value, super::apply::item_type(&variable));
            }
            UpdateOp::Clears => {}
            UpdateOp::ComesFrom(call) => self.type_call(call),
        }
    }
}
