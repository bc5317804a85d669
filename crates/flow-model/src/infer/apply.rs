//! Assigns a type to every value of the model, and inserts a `Convert` where the representation changes.
//!
//! The types of all slots are known here. A value determines its type itself; a literal takes the type that its context
//! expects.

use std::cell::Cell;

use flow_syntax::source::Span;

use super::is_whole;
use super::quantities::{Quantity, Signature, signatures};
use crate::model::{
    ActorId, Assertion, AssertionKind, BinaryOp, Call, Condition, ConditionKind, EventId, Expr, ExprKind,
    Fact, FactKind, FieldId, GivenAnswer, Handler, MachineId, Model, Name, Party, PhraseKind, Scenario,
    Target, Type, VariableId,
};

/// Assigns the types of a body: needs the model with typed slots, and the machine and event of the body.
#[derive(Clone, Copy)]
pub(crate) struct Typing<'a> {
    pub(crate) model: &'a Model,
    pub(crate) machine: MachineId,
    pub(crate) event: Option<EventId>,
    /// Set where parts of a value are lost, since its type lacks them.
    pub(crate) has_lost: Option<&'a Cell<bool>>,
}

impl Typing<'_> {
    pub(crate) fn type_scenario(&self, scenario: &mut Scenario) {
        self.type_facts(&mut scenario.given);
        self.type_assertions(&mut scenario.expect);
    }

    pub(crate) fn type_handler(&self, handler: &mut Handler) {
        let inside = Typing { event: Some(handler.event), ..*self };
        inside.type_facts(&mut handler.given);
        inside.type_block(&mut handler.body);
        inside.type_assertions(&mut handler.expect);
    }

    pub(super) fn payload_type(&self, target: Target, field: FieldId) -> Type {
        target.fields(self.model, &self.model.machines[self.machine])[field].ty.clone()
    }

    pub(super) fn variable_type(&self, id: VariableId) -> Type {
        self.model.machines[self.machine].variables[id].ty.clone()
    }

    pub(crate) fn type_call(&self, call: &mut Call) {
        let params = &self.model.machines[self.machine].phrases[call.phrase].params;
        for (value, param) in call.args.iter_mut().zip(params) {
            self.coerce(value, param.ty.clone());
        }
    }

    pub(crate) fn type_condition(&self, condition: &mut Condition) {
        match &mut condition.kind {
            ConditionKind::All(parts) | ConditionKind::Any(parts) => {
                parts.iter_mut().for_each(|part| self.type_condition(part));
            }
            ConditionKind::Not(inner) => self.type_condition(inner),
            ConditionKind::InState(..) | ConditionKind::Began(_) | ConditionKind::Failed => {}
            ConditionKind::Compare(left, _, right) => self.coerce_to_common_type(left, right),
            ConditionKind::Contains(list, item) => {
                self.type_without_context(list);
                if let Type::Choice(_) = list.ty {
                    wrap_in_conversion(list, Type::String);
                }
                let wanted = if list.ty == Type::String { Type::String } else { item_type(&list.ty) };
                self.coerce(item, wanted);
            }
            ConditionKind::Empty(value) => self.type_without_context(value),
            ConditionKind::Flag(value) => self.coerce(value, Type::Boolean),
            ConditionKind::Call(call) => self.type_call(call),
        }
    }

    pub(crate) fn type_facts(&self, facts: &mut [Fact]) {
        for fact in facts {
            match &mut fact.kind {
                FactKind::InState(..) | FactKind::MemberInState(..) => {}
                FactKind::Answers(actor, answers) => {
                    answers.iter_mut().for_each(|answer| self.type_given_answer(*actor, answer));
                }
                FactKind::After(value) => self.coerce(value, Type::Duration),
                FactKind::Receiver(Some(key), value) => self.coerce(value, self.variable_type(*key)),
                FactKind::Receiver(None, value) | FactKind::Sender(_, value) => {
                    self.coerce(value, Type::String);
                }
                FactKind::VariableOf(machine, _, variable, value) => {
                    let ty = self.model.machines[*machine].variables[*variable].ty.clone();
                    self.coerce(value, ty);
                }
                FactKind::Variable(variable, value) => {
                    self.coerce(value, self.variable_type(*variable));
                }
                FactKind::Payload(field, value) => match self.event {
                    Some(event) => self.coerce(value, self.field_type(event, *field)),
                    None => self.type_without_context(value),
                },
                FactKind::Table(call, _) | FactKind::Phrase(call, _) | FactKind::Throws(call, _) => {
                    self.type_call(call);
                }
                FactKind::Answer(call, value) => {
                    self.type_call(call);
                    let phrase = &self.model.machines[self.machine].phrases[call.phrase];
                    match phrase.kind {
                        PhraseKind::Answer => self.coerce(value, phrase.answer.clone()),
                        _ => self.type_without_context(value),
                    }
                }
            }
        }
    }

    fn type_given_answer(&self, actor: ActorId, answer: &mut GivenAnswer) {
        for (name, value) in &mut answer.with {
            let slots = super::answer_slots(self.model, actor, &answer.event.text, &name.text);
            match slots.into_iter().next() {
                Some(slot) => self.coerce(value, super::slot_type(self.model, slot)),
                None => self.type_without_context(value),
            }
        }
    }

    fn field_type(&self, event: EventId, field: FieldId) -> Type {
        self.model.machines[self.machine].events[event].fields[field].ty.clone()
    }

    pub(crate) fn type_assertions(&self, assertions: &mut [Assertion]) {
        for assertion in assertions {
            match &mut assertion.kind {
                AssertionKind::Condition(condition) => self.type_condition(condition),
                AssertionKind::History(..)
                | AssertionKind::Members(..)
                | AssertionKind::LeftWaiting(..)
                | AssertionKind::Received { event: None, .. } => {}
                AssertionKind::VariableOf(machine, _, variable, _, value) => {
                    let ty = self.model.machines[*machine].variables[*variable].ty.clone();
                    self.coerce(value, ty);
                }
                AssertionKind::Received { by, event: Some(event), with, .. } => {
                    self.type_message_fields(Some(*by), event, with);
                }
                AssertionKind::ReceivedCount(_, count) => self.coerce(count, Type::Integer),
                AssertionKind::Emitted { event, to, with, .. } => self.type_message_fields(*to, event, with),
                AssertionKind::Called { call, with, .. } => self.type_called(call, with),
                AssertionKind::TurnedAway { with, .. } => {
                    with.iter_mut().for_each(|text| self.coerce(text, Type::String));
                }
            }
        }
    }

    fn type_called(&self, call: &mut Call, with: &mut [(Name, Expr)]) {
        self.type_call(call);
        let params = &self.model.machines[self.machine].phrases[call.phrase].params;
        for (name, value) in with {
            match params.iter().find(|param| param.name == name.text) {
                Some(param) => self.coerce(value, param.ty.clone()),
                None => self.type_without_context(value),
            }
        }
    }

    fn type_message_fields(&self, to: Option<Party>, event: &Name, with: &mut [(Name, Expr)]) {
        for (name, value) in with {
            let slot =
                super::sent_slots(self.model, self.machine, to, &event.text, &name.text).into_iter().next();
            match slot {
                Some(slot) => self.coerce(value, super::slot_type(self.model, slot)),
                None => self.type_without_context(value),
            }
        }
    }

    // Values.

    /// Types a value in a context that expects no type.
    pub(super) fn type_without_context(&self, value: &mut Expr) {
        self.type_expr(value, None);
    }

    /// Types a value, and converts it to the type `wanted`.
    pub(crate) fn coerce(&self, value: &mut Expr, wanted: Type) {
        self.type_expr(value, Some(&wanted));
        let widens = matches!(
            (&wanted, &value.ty),
            (Type::Any, _) | (Type::Number, Type::Integer) | (Type::String, Type::Choice(_))
        );
        if widens && value.ty != wanted {
            wrap_in_conversion(value, wanted);
        }
    }

    /// Converts two values that are compared to one type.
    fn coerce_to_common_type(&self, left: &mut Expr, right: &mut Expr) {
        let ty = self.common_operand_type(left, right);
        self.coerce(left, ty.clone());
        self.coerce(right, ty);
    }

    pub(super) fn common_operand_type(&self, left: &Expr, right: &Expr) -> Type {
        match (self.context_free_type(left), self.context_free_type(right)) {
            (Some(a), Some(b)) => wider_type(a, b),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => default_type(left).or(default_type(right)).unwrap_or(Type::Any),
        }
    }

    /// The type a value has in any context; `None` for literals, which take the expected type.
    pub(super) fn context_free_type(&self, value: &Expr) -> Option<Type> {
        match &value.kind {
            ExprKind::Number(digits) => (!is_whole(digits)).then_some(Type::Number),
            ExprKind::Zero | ExprKind::Text(_) | ExprKind::List(_) | ExprKind::Object(_) => None,
            ExprKind::Negate(inner) => self.context_free_type(inner),
            ExprKind::Apply(function, args) => self.function_type(*function, args),
            ExprKind::Binary(op, left, right) => self.arithmetic_type(*op, left, right),
            _ => {
                let mut value = value.clone();
                self.type_without_context(&mut value);
                Some(value.ty)
            }
        }
    }

    fn arithmetic_type(&self, op: BinaryOp, left: &Expr, right: &Expr) -> Option<Type> {
        if let Some([.., result]) = self.opt_time_signature(op, [left, right], None) {
            return Some(quantity_type(result));
        }
        match op {
            BinaryOp::Divide => return Some(Type::Number),
            BinaryOp::IntegerDivide | BinaryOp::Modulo => return Some(Type::Integer),
            _ => {}
        }
        match (self.context_free_type(left), self.context_free_type(right)) {
            (Some(a), Some(b)) => Some(wider_type(a, b)),
            (one, other) => one.or(other),
        }
    }

    pub(super) fn type_expr(&self, value: &mut Expr, wanted: Option<&Type>) {
        value.ty = match &mut value.kind {
            ExprKind::Number(digits) => match wanted {
                Some(Type::Integer) if is_whole(digits) => Type::Integer,
                _ => Type::Number,
            },
            ExprKind::Text(_) => match wanted {
                Some(Type::Choice(choice)) => Type::Choice(*choice),
                _ => Type::String,
            },
            ExprKind::InstanceId | ExprKind::Uuid | ExprKind::Failure(_) => Type::String,
            ExprKind::Boolean(_) => Type::Boolean,
            ExprKind::Now => Type::Time,
            ExprKind::Item(item) => self.model.machines[self.machine].items[*item].ty.clone(),
            ExprKind::Partner(machine) | ExprKind::Made(machine) => Type::Reference(*machine),
            ExprKind::Itself => Type::Reference(self.machine),
            ExprKind::Zero => wanted.cloned().unwrap_or(Type::Any),
            ExprKind::List(items) => self.type_list(items, wanted),
            ExprKind::Object(fields) => self.type_object(fields, wanted),
            ExprKind::Variable(variable) => self.variable_type(*variable),
            ExprKind::VariableOf(machine, variable) => {
                self.model.machines[*machine].variables[*variable].ty.clone()
            }
            ExprKind::Payload(field) => self.event.map_or(Type::Any, |event| self.field_type(event, *field)),
            ExprKind::Field(object, name) => {
                self.type_without_context(object);
                self.member_type(&object.ty, name)
            }
            ExprKind::Negate(inner) => {
                self.type_expr(inner, wanted);
                inner.ty.clone()
            }
            ExprKind::Duration(amount, _) => {
                self.type_expr(amount, Some(&Type::Integer));
                Type::Duration
            }
            ExprKind::Binary(op, left, right) => self.type_binary(*op, [left, right], wanted),
            ExprKind::Length(list) => {
                self.type_without_context(list);
                Type::Integer
            }
            ExprKind::End(_, list) => {
                self.type_without_context(list);
                item_type(&list.ty)
            }
            ExprKind::Fold(_, list, fields) => self.type_fold(list, fields),
            ExprKind::Apply(function, args) => self.type_function(*function, args, wanted),
            ExprKind::Not(inner) => {
                self.coerce(inner, Type::Boolean);
                Type::Boolean
            }
            ExprKind::Joined(parts) => self.type_joined(parts),
            ExprKind::Convert(inner) => inner.ty.clone(),
        };
    }

    fn type_binary(&self, op: BinaryOp, sides: [&mut Expr; 2], wanted: Option<&Type>) -> Type {
        let [left, right] = sides;
        if let Some(signature) = self.opt_time_signature(op, [left, right], wanted) {
            return self.type_time_arithmetic([left, right], signature);
        }
        let ty = match (self.arithmetic_type(op, left, right), wanted) {
            (Some(Type::Integer), _) | (None, Some(Type::Integer)) => Type::Integer,
            _ => Type::Number,
        };
        self.coerce(left, ty.clone());
        self.coerce(right, ty.clone());
        ty
    }

    /// The signature of arithmetic with a time or a duration; `None` if it is of numbers.
    fn opt_time_signature(
        &self,
        op: BinaryOp,
        sides: [&Expr; 2],
        wanted: Option<&Type>,
    ) -> Option<Signature> {
        let quantity = |side: &Expr| match (&side.kind, self.context_free_type(side)) {
            (ExprKind::Zero, _) => None,
            (ExprKind::Text(_), None) => None,
            (_, Some(ty)) => Quantity::of(&ty),
            (_, None) => Some(Quantity::Number),
        };
        let [left, right] = sides.map(quantity);
        let wanted = wanted.and_then(Quantity::of);
        let agrees = |known: Option<Quantity>, with| known.is_none_or(|known| known == with);
        let mut fitting = signatures(op).iter().filter(|[a, b, _]| agrees(left, *a) && agrees(right, *b));
        let first =
            fitting.clone().find(|[.., result]| agrees(wanted, *result)).or_else(|| fitting.next())?;
        (*first != [Quantity::Number; 3]).then_some(*first)
    }

    /// Types the sides of arithmetic with a time or a duration. A whole factor is an integer.
    fn type_time_arithmetic(&self, sides: [&mut Expr; 2], signature: Signature) -> Type {
        for (side, quantity) in sides.into_iter().zip(signature) {
            match quantity {
                Quantity::Number => self.type_expr(side, Some(&Type::Integer)),
                _ => self.coerce(side, quantity_type(quantity)),
            }
        }
        quantity_type(signature[2])
    }

    fn type_list(&self, items: &mut [Expr], wanted: Option<&Type>) -> Type {
        let item = match wanted {
            Some(Type::Array(item)) => (**item).clone(),
            _ => self.common_item_type(items),
        };
        items.iter_mut().for_each(|value| self.coerce(value, item.clone()));
        Type::Array(Box::new(item))
    }

    /// The common type of the items of a list, or `any`.
    fn common_item_type(&self, items: &[Expr]) -> Type {
        let mut types = items.iter().map(|item| {
            let mut item = item.clone();
            self.type_without_context(&mut item);
            item.ty
        });
        let Some(first) = types.next() else { return Type::Any };
        types.fold(first, |all, ty| if all == ty { all } else { wider_type(all, ty) })
    }

    fn type_object(&self, fields: &mut Vec<(String, Expr)>, wanted: Option<&Type>) -> Type {
        let Some(Type::Object(id)) = wanted else {
            fields.iter_mut().for_each(|(_, value)| self.coerce(value, Type::Any));
            return Type::Any;
        };
        // Nothing that is written has no length: see `as_written`.
        let first = fields.first().map(|(_, value)| value.span).unwrap_or_default();
        let span = Span { end: first.start, ..first };
        let mut written = std::mem::take(fields);
        for (name, ty) in &self.model.objects[*id].fields {
            let at = written.iter().position(|(known, _)| known == name);
            let mut value = match at {
                Some(at) => written.remove(at).1,
                None => Expr { kind: ExprKind::Zero, ty: ty.clone(), span },
            };
            self.coerce(&mut value, ty.clone());
            fields.push((name.clone(), value));
        }
        if let (Some(has_lost), false) = (self.has_lost, written.is_empty()) {
            has_lost.set(true);
        }
        Type::Object(*id)
    }

    pub(super) fn member_type(&self, object: &Type, name: &str) -> Type {
        let Type::Object(id) = object else { return Type::Any };
        let fields = &self.model.objects[*id].fields;
        fields.iter().find(|(known, _)| known == name).map_or(Type::Any, |(_, ty)| ty.clone())
    }
}

pub(super) fn wrap_in_conversion(value: &mut Expr, ty: Type) {
    let span = value.span;
    let hole = Expr { kind: ExprKind::Zero, ty: Type::Any, span };
    let inner = std::mem::replace(value, hole);
    *value = Expr { kind: ExprKind::Convert(Box::new(inner)), ty, span };
}

fn quantity_type(quantity: Quantity) -> Type {
    match quantity {
        Quantity::Number => Type::Number,
        Quantity::Time => Type::Time,
        Quantity::Duration => Type::Duration,
    }
}

/// The type of a list's items.
pub(super) fn item_type(list: &Type) -> Type {
    match list {
        Type::Array(item) => (**item).clone(),
        _ => Type::Any,
    }
}

/// The type that both convert to.
pub(super) fn wider_type(a: Type, b: Type) -> Type {
    match (a, b) {
        (a, b) if a == b => a,
        (Type::Integer, Type::Number) | (Type::Number, Type::Integer) => Type::Number,
        (Type::Choice(_), Type::String | Type::Choice(_)) | (Type::String, Type::Choice(_)) => Type::String,
        (Type::Any, _) | (_, Type::Any) => Type::Any,
        // A contradiction, which has been reported.
        (a, _) => a,
    }
}

/// The type of a literal in a context that expects none.
fn default_type(value: &Expr) -> Option<Type> {
    match &value.kind {
        ExprKind::Number(_) | ExprKind::Binary(..) | ExprKind::Negate(_) | ExprKind::Apply(..) => {
            Some(Type::Number)
        }
        ExprKind::Text(_) => Some(Type::String),
        _ => None,
    }
}
