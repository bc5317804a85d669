//! The constraints that each kind of step puts on types, and the types its values get.
//!
//! Both stages of the inference that look at steps are here, side by side: [`Constrain`] states the constraints before
//! the types are known, [`Typing`] types the values after. A new kind of step is added to both.

use super::apply::Typing;
use super::constrain::{Constrain, Place, Value};
use super::terms::{Reason, Shape};
use crate::lower::Slot;
use crate::model::{Block, Chain, Duration, Emit, Step, Target, TimerOp, Update, UpdateOp};

impl Constrain<'_> {
    /// States the constraints of the steps of a body.
    pub(super) fn block(&mut self, place: Place, block: &Block) {
        for step in block {
            match step {
                Step::Transition(_) => {}
                Step::Update(update) => self.update(place, update),
                Step::Emit(emit) => self.emit(place, emit),
                Step::Timer(timer) => match &timer.op {
                    TimerOp::Start(_, duration) | TimerOp::Schedule(_, duration) => {
                        self.duration(place, duration);
                    }
                    TimerOp::CancelTimer | TimerOp::CancelEvent(_) => {}
                },
                Step::Action(call) => self.call(place, call),
                Step::Chain(chain) => {
                    for group in &chain.groups {
                        self.condition(place, &group.condition);
                        self.block(place, &group.body);
                    }
                    chain.otherwise.iter().for_each(|block| self.block(place, block));
                }
            }
        }
    }

    /// States the constraint of an update: its value is of the variable's type, or of the type of its items.
    fn update(&mut self, place: Place, update: &Update) {
        let target = self.slots.term(Slot::Variable(place.machine, update.variable));
        match &update.op {
            UpdateOp::Becomes(value) => self.flow_expr(place, value, target),
            UpdateOp::Increases(value) | UpdateOp::Decreases(value) => {
                self.terms.is(target, Shape::Number, update.span, Reason::Use);
                let value_of = self.expr(place, value);
                self.joint(Value::of(target), value_of, value.span);
                self.feed(value_of, target, value.span);
            }
            UpdateOp::Adds(value) => {
                let item = self.terms.item(target, update.span);
                let from = self.expr(place, value);
                self.sent.push((from, item, value.span, Reason::Use));
            }
            UpdateOp::Removes(value) => {
                let item = self.terms.item(target, update.span);
                let value_of = self.expr(place, value);
                self.joint(Value::of(item), value_of, value.span);
                self.feed(value_of, item, value.span);
            }
            UpdateOp::Clears => {}
        }
    }

    /// States that the values sent are of the types of the receiver's fields.
    fn emit(&mut self, place: Place, emit: &Emit) {
        for (field, value) in &emit.payload {
            let (slot, reason) = match emit.target {
                Target::Machine(machine, event) => (Slot::Field(machine, event, *field), Reason::Sent),
                Target::Itself(event) => (Slot::Field(place.machine, event, *field), Reason::Sent),
                Target::Actor(actor, message) => (Slot::Message(actor, message, *field), Reason::Use),
            };
            let from = self.expr(place, value);
            self.sent.push((from, self.slots.term(slot), value.span, reason));
        }
    }

    /// States that an amount of time is a number.
    fn duration(&mut self, place: Place, duration: &Duration) {
        let amount = self.expr(place, &duration.amount);
        self.terms.is(amount.term, Shape::Number, duration.amount.span, Reason::Use);
    }
}

impl Typing<'_> {
    /// Types the values in the steps of a body.
    pub(super) fn block(&self, block: &mut Block) {
        for step in block {
            match step {
                Step::Transition(_) => {}
                Step::Update(update) => self.update(update),
                Step::Emit(emit) => {
                    for (field, value) in &mut emit.payload {
                        self.become_type(value, self.payload_type(emit.target, *field));
                    }
                }
                Step::Timer(timer) => match &mut timer.op {
                    TimerOp::Start(_, duration) | TimerOp::Schedule(_, duration) => {
                        self.of_itself(&mut duration.amount);
                    }
                    TimerOp::CancelTimer | TimerOp::CancelEvent(_) => {}
                },
                Step::Action(call) => self.call(call),
                Step::Chain(chain) => self.chain(chain),
            }
        }
    }

    fn chain(&self, chain: &mut Chain) {
        for group in &mut chain.groups {
            self.condition(&mut group.condition);
            self.block(&mut group.body);
        }
        chain.otherwise.iter_mut().for_each(|block| self.block(block));
    }

    fn update(&self, update: &mut Update) {
        let variable = self.variable(update.variable);
        match &mut update.op {
            UpdateOp::Becomes(value) | UpdateOp::Increases(value) | UpdateOp::Decreases(value) => {
                self.become_type(value, variable);
            }
            UpdateOp::Adds(value) | UpdateOp::Removes(value) => {
                self.become_type(value, super::apply::item_type(&variable));
            }
            UpdateOp::Clears => {}
        }
    }
}
