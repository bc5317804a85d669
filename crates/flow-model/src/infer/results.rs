//! The types of the results of functions, and of the values that they take (reference#functions).
//!
//! A function of literals takes the type that its context expects, as a literal does.

use super::apply::{Typing, item_type, wider_type, wrap_in_conversion};
use crate::model::{Expr, ExprKind, Function, Type};

impl Typing<'_> {
    /// The list of a function, with the fields of its items.
    pub(super) fn type_fold(&self, list: &mut Expr, fields: &mut Vec<String>) -> Type {
        self.type_without_context(list);
        while !matches!(list.ty, Type::Array(_)) && !fields.is_empty() {
            let name = fields.remove(0);
            let ty = self.member_type(&list.ty, &name);
            let hole = Expr { kind: ExprKind::Zero, ty: Type::Any, span: list.span };
            let object = std::mem::replace(list, hole);
            let span = object.span;
            *list = Expr { kind: ExprKind::Field(Box::new(object), name), ty, span };
        }
        fields.iter().fold(item_type(&list.ty), |object, name| self.member_type(&object, name))
    }

    /// The values of a function, and its result.
    pub(super) fn type_function(&self, function: Function, args: &mut [Expr], wanted: Option<&Type>) -> Type {
        match (function, args) {
            (Function::Round, [of, digits]) => {
                self.coerce(of, Type::Number);
                self.coerce(digits, Type::Integer);
                Type::Number
            }
            (Function::Abs, [of]) => {
                self.type_expr(of, wanted);
                of.ty.clone()
            }
            (Function::Min | Function::Max, [a, b]) => {
                let are_literals = [&*a, &*b].iter().all(|side| self.context_free_type(side).is_none());
                let ty = match wanted {
                    Some(Type::Integer) if are_literals => Type::Integer,
                    _ => self.common_operand_type(a, b),
                };
                self.coerce(a, ty.clone());
                self.coerce(b, ty.clone());
                ty
            }
            (_, args) => {
                args.iter_mut().for_each(|arg| self.type_without_context(arg));
                Type::Integer
            }
        }
    }

    /// The type that a function has in any context; `None` if its values are literals that take the expected type.
    pub(super) fn function_type(&self, function: Function, args: &[Expr]) -> Option<Type> {
        match (function, args) {
            (Function::Round, [_, _]) => Some(Type::Number),
            (Function::Abs, [of]) => self.context_free_type(of),
            (Function::Min | Function::Max, [a, b]) => {
                match (self.context_free_type(a), self.context_free_type(b)) {
                    (Some(a), Some(b)) => Some(wider_type(a, b)),
                    (one, other) => one.or(other),
                }
            }
            _ => Some(Type::Integer),
        }
    }

    /// The parts of a text keep their types, but for choices, which are texts.
    pub(super) fn type_joined(&self, parts: &mut [Expr]) -> Type {
        for part in parts {
            self.type_without_context(part);
            if let Type::Choice(_) = part.ty {
                wrap_in_conversion(part, Type::String);
            }
        }
        Type::String
    }
}
