//! Assigns a type to every value of the model, and inserts a `Convert` where the representation changes.
//!
//! The types of all slots are known here. A value determines its type itself; a literal takes the type that its context
//! expects.

use super::is_whole;
use crate::model::{
    Assertion, AssertionKind, BinaryOp, Call, Condition, ConditionKind, EventId, Expr, ExprKind, Fact,
    FactKind, FieldId, Handler, MachineId, Model, Name, Party, Scenario, Target, Type, VariableId,
};

/// What typing a body needs: the model with typed slots, and the machine and event of the body.
#[derive(Clone, Copy)]
pub(crate) struct Typing<'a> {
    pub(crate) model: &'a Model,
    pub(crate) machine: MachineId,
    pub(crate) event: Option<EventId>,
}

impl Typing<'_> {
    pub(crate) fn scenario(&self, scenario: &mut Scenario) {
        self.facts(&mut scenario.given);
        self.assertions(&mut scenario.expect);
    }

    pub(crate) fn handler(&self, handler: &mut Handler) {
        let inside = Typing { event: Some(handler.event), ..*self };
        inside.facts(&mut handler.given);
        inside.block(&mut handler.body);
        inside.assertions(&mut handler.expect);
    }

    pub(super) fn payload_type(&self, target: Target, field: FieldId) -> Type {
        let fields = match target {
            Target::Machine(machine, event) => &self.model.machines[machine].events[event].fields,
            Target::Itself(event) => &self.model.machines[self.machine].events[event].fields,
            Target::Actor(actor, message) => &self.model.actors[actor].messages[message].fields,
        };
        fields[field].ty.clone()
    }

    pub(super) fn variable(&self, id: VariableId) -> Type {
        self.model.machines[self.machine].variables[id].ty.clone()
    }

    pub(crate) fn call(&self, call: &mut Call) {
        let params = &self.model.machines[self.machine].phrases[call.phrase].params;
        for (value, param) in call.args.iter_mut().zip(params) {
            self.become_type(value, param.ty.clone());
        }
    }

    pub(crate) fn condition(&self, condition: &mut Condition) {
        match &mut condition.kind {
            ConditionKind::All(parts) | ConditionKind::Any(parts) => {
                parts.iter_mut().for_each(|part| self.condition(part));
            }
            ConditionKind::Not(inner) => self.condition(inner),
            ConditionKind::InState(..) => {}
            ConditionKind::Compare(left, _, right) => self.joint(left, right),
            ConditionKind::Contains(list, item) => {
                self.of_itself(list);
                let wanted = if list.ty == Type::String { Type::String } else { item_type(&list.ty) };
                self.become_type(item, wanted);
            }
            ConditionKind::Empty(value) => self.of_itself(value),
            ConditionKind::Flag(value) => self.become_type(value, Type::Boolean),
            ConditionKind::Call(call) => self.call(call),
        }
    }

    pub(crate) fn facts(&self, facts: &mut [Fact]) {
        for fact in facts {
            match &mut fact.kind {
                FactKind::InState(..) => {}
                FactKind::Variable(variable, value) => {
                    self.become_type(value, self.variable(*variable));
                }
                FactKind::Payload(field, value) => match self.event {
                    Some(event) => self.become_type(value, self.field(event, *field)),
                    None => self.of_itself(value),
                },
                FactKind::Table(call, _) | FactKind::Phrase(call, _) => self.call(call),
            }
        }
    }

    fn field(&self, event: EventId, field: FieldId) -> Type {
        self.model.machines[self.machine].events[event].fields[field].ty.clone()
    }

    pub(crate) fn assertions(&self, assertions: &mut [Assertion]) {
        for assertion in assertions {
            match &mut assertion.kind {
                AssertionKind::Condition(condition) => self.condition(condition),
                AssertionKind::History(..) | AssertionKind::Received { event: None, .. } => {}
                AssertionKind::Received { by, event: Some(event), with, .. } => {
                    self.with(Some(*by), event, with);
                }
                AssertionKind::ReceivedCount(_, count) => self.become_type(count, Type::Integer),
                AssertionKind::Emitted { event, to, with, .. } => self.with(*to, event, with),
                AssertionKind::Called { call, with, .. } => self.called(call, with),
            }
        }
    }

    fn called(&self, call: &mut Call, with: &mut [(Name, Expr)]) {
        self.call(call);
        let params = &self.model.machines[self.machine].phrases[call.phrase].params;
        for (name, value) in with {
            match params.iter().find(|param| param.name == name.text) {
                Some(param) => self.become_type(value, param.ty.clone()),
                None => self.of_itself(value),
            }
        }
    }

    fn with(&self, to: Option<Party>, event: &Name, with: &mut [(Name, Expr)]) {
        for (name, value) in with {
            let slot =
                super::sent_slots(self.model, self.machine, to, &event.text, &name.text).into_iter().next();
            match slot {
                Some(slot) => self.become_type(value, super::slot_type(self.model, slot)),
                None => self.of_itself(value),
            }
        }
    }

    // Values.

    /// Types a value in a context that expects no type.
    pub(super) fn of_itself(&self, value: &mut Expr) {
        self.typed(value, None);
    }

    /// Types a value that becomes one of type `wanted`.
    pub(crate) fn become_type(&self, value: &mut Expr, wanted: Type) {
        self.typed(value, Some(&wanted));
        let widens = wanted == Type::Any || (wanted == Type::Number && value.ty == Type::Integer);
        if widens && value.ty != wanted {
            convert(value, wanted);
        }
    }

    /// Two values that are compared: both get one type.
    fn joint(&self, left: &mut Expr, right: &mut Expr) {
        let ty = self.joint_type(left, right);
        self.become_type(left, ty.clone());
        self.become_type(right, ty);
    }

    fn joint_type(&self, left: &Expr, right: &Expr) -> Type {
        match (self.known(left), self.known(right)) {
            (Some(a), Some(b)) => wider(a, b),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => default_type(left).or(default_type(right)).unwrap_or(Type::Any),
        }
    }

    /// The type a value has in any context; `None` for literals, which take the expected type.
    fn known(&self, value: &Expr) -> Option<Type> {
        match &value.kind {
            ExprKind::Number(digits) => (!is_whole(digits)).then_some(Type::Number),
            ExprKind::Zero | ExprKind::List(_) | ExprKind::Object(_) => None,
            ExprKind::Negate(inner) => self.known(inner),
            ExprKind::Binary(op, left, right) => self.arithmetic(*op, left, right),
            _ => {
                let mut value = value.clone();
                self.of_itself(&mut value);
                Some(value.ty)
            }
        }
    }

    fn arithmetic(&self, op: BinaryOp, left: &Expr, right: &Expr) -> Option<Type> {
        if op == BinaryOp::Divide {
            return Some(Type::Number);
        }
        match (self.known(left), self.known(right)) {
            (Some(a), Some(b)) => Some(wider(a, b)),
            (one, other) => one.or(other),
        }
    }

    fn typed(&self, value: &mut Expr, wanted: Option<&Type>) {
        value.ty = match &mut value.kind {
            ExprKind::Number(digits) => match wanted {
                Some(Type::Integer) if is_whole(digits) => Type::Integer,
                _ => Type::Number,
            },
            ExprKind::Text(_) | ExprKind::InstanceId | ExprKind::Uuid => Type::String,
            ExprKind::Boolean(_) => Type::Boolean,
            ExprKind::Now => Type::Time,
            ExprKind::Zero => wanted.cloned().unwrap_or(Type::Any),
            ExprKind::List(items) => self.list(items, wanted),
            ExprKind::Object(fields) => self.object(fields, wanted),
            ExprKind::Variable(variable) => self.variable(*variable),
            ExprKind::Payload(field) => self.event.map_or(Type::Any, |event| self.field(event, *field)),
            ExprKind::Field(object, name) => {
                self.of_itself(object);
                self.member(&object.ty, name)
            }
            ExprKind::Negate(inner) => {
                self.typed(inner, wanted);
                inner.ty.clone()
            }
            ExprKind::Binary(op, left, right) => self.binary(*op, [left, right], wanted),
            ExprKind::Length(list) => {
                self.of_itself(list);
                Type::Integer
            }
            ExprKind::Convert(inner) => inner.ty.clone(),
        };
    }

    fn binary(&self, op: BinaryOp, sides: [&mut Expr; 2], wanted: Option<&Type>) -> Type {
        let [left, right] = sides;
        let ty = match (self.arithmetic(op, left, right), wanted) {
            (Some(Type::Integer), _) | (None, Some(Type::Integer)) => Type::Integer,
            _ => Type::Number,
        };
        self.become_type(left, ty.clone());
        self.become_type(right, ty.clone());
        ty
    }

    fn list(&self, items: &mut [Expr], wanted: Option<&Type>) -> Type {
        let item = match wanted {
            Some(Type::Array(item)) => (**item).clone(),
            _ => self.common_type(items),
        };
        items.iter_mut().for_each(|value| self.become_type(value, item.clone()));
        Type::Array(Box::new(item))
    }

    /// The one type of some values, or `any`.
    fn common_type(&self, items: &[Expr]) -> Type {
        let mut types = items.iter().map(|item| {
            let mut item = item.clone();
            self.of_itself(&mut item);
            item.ty
        });
        let Some(first) = types.next() else { return Type::Any };
        types.fold(first, |all, ty| if all == ty { all } else { wider(all, ty) })
    }

    fn object(&self, fields: &mut Vec<(String, Expr)>, wanted: Option<&Type>) -> Type {
        let Some(Type::Object(id)) = wanted else {
            fields.iter_mut().for_each(|(_, value)| self.become_type(value, Type::Any));
            return Type::Any;
        };
        let span = fields.first().map(|(_, value)| value.span).unwrap_or_default();
        let mut written = std::mem::take(fields);
        for (name, ty) in &self.model.objects[*id].fields {
            let at = written.iter().position(|(known, _)| known == name);
            let mut value = match at {
                Some(at) => written.remove(at).1,
                None => Expr { kind: ExprKind::Zero, ty: ty.clone(), span },
            };
            self.become_type(&mut value, ty.clone());
            fields.push((name.clone(), value));
        }
        Type::Object(*id)
    }

    fn member(&self, object: &Type, name: &str) -> Type {
        let Type::Object(id) = object else { return Type::Any };
        let fields = &self.model.objects[*id].fields;
        fields.iter().find(|(known, _)| known == name).map_or(Type::Any, |(_, ty)| ty.clone())
    }
}

fn convert(value: &mut Expr, ty: Type) {
    let span = value.span;
    let hole = Expr { kind: ExprKind::Zero, ty: Type::Any, span };
    let inner = std::mem::replace(value, hole);
    *value = Expr { kind: ExprKind::Convert(Box::new(inner)), ty, span };
}

/// The type of a list's items.
pub(super) fn item_type(list: &Type) -> Type {
    match list {
        Type::Array(item) => (**item).clone(),
        _ => Type::Any,
    }
}

/// The type that both fit.
fn wider(a: Type, b: Type) -> Type {
    match (a, b) {
        (a, b) if a == b => a,
        (Type::Integer, Type::Number) | (Type::Number, Type::Integer) => Type::Number,
        (Type::Any, _) | (_, Type::Any) => Type::Any,
        // A contradiction, which has been reported.
        (a, _) => a,
    }
}

/// The type of a literal in a context that expects none.
fn default_type(value: &Expr) -> Option<Type> {
    match &value.kind {
        ExprKind::Number(_) | ExprKind::Binary(..) | ExprKind::Negate(_) => Some(Type::Number),
        _ => None,
    }
}
