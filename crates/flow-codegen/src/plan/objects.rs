//! Object types: structs in the module of the machine that uses them first.
//!
//! Also finds the objects that are converted to `any`, which need a conversion in Rust.

use flow_model::model::{
    Expr, ExprKind, List, Machine as ModelMachine, MachineId, Model, Object as ModelObject, ObjectId, Type,
};
use flow_model::visit;
use flow_syntax::diagnostic::Diagnostics;
use flow_syntax::ordered::Set;
use proc_macro2::Ident;

use super::items::{Field, Needed, Object};
use super::naming::{self, Scope};

/// Plans the structs of a model's objects.
pub(crate) fn plan_objects(model: &Model, diags: &mut Diagnostics) -> List<ObjectId, Object> {
    let converted = find_converted_objects(model);
    let mut scopes = model.machines.map(types_scope);
    let objects = model.objects.entries();
    objects
        .map(|(id, object)| plan_object(object, Needed::from(converted.contains(&id)), &mut scopes, diags))
        .collect()
}

/// The types of a machine's module before its objects.
fn types_scope(machine: &ModelMachine) -> Scope {
    let mut scope = Scope::default();
    let text = format!("@{}", machine.name.text);
    scope.claim(machine_struct(machine), text, machine.name.span, &mut Diagnostics::default());
    scope
}

/// The name of a machine's struct.
pub(crate) fn machine_struct(machine: &ModelMachine) -> Ident {
    naming::camel_case(&machine.name.text, naming::TYPE_API)
}

fn plan_object(
    object: &ModelObject,
    as_value: Needed,
    scopes: &mut List<MachineId, Scope>,
    diags: &mut Diagnostics,
) -> Object {
    let name = naming::camel_case(&object.name.text, naming::TYPE_API);
    let text = format!("${}", object.name.text);
    let name = scopes[object.machine].claim(name, text, object.name.span, diags);
    let mut scope = Scope::default();
    let field = |(text, ty): &(String, Type)| {
        let ident = naming::snake_case(text, &[]);
        let ident = scope.claim(ident, format!("${}.{text}", object.name.text), object.name.span, diags);
        Field { ident, ty: ty.clone(), text: text.clone() }
    };
    let fields = object.fields.iter().map(field).collect();
    Object { name, machine: object.machine, fields, as_value }
}

/// The objects that are converted to `any` somewhere.
fn find_converted_objects(model: &Model) -> Set<ObjectId> {
    let mut found = Set::new();
    let mut add = |expr: &Expr| match &expr.kind {
        ExprKind::Convert(inner) if expr.ty == Type::Any => add_objects_in(model, &inner.ty, &mut found),
        ExprKind::Object(fields) if expr.ty == Type::Any => {
            fields.iter().for_each(|(_, value)| add_objects_in(model, &value.ty, &mut found));
        }
        _ => {}
    };
    for machine in &model.machines {
        machine.handlers.iter().for_each(|handler| visit::body_exprs(&handler.body, &mut add));
    }
    found
}

/// Adds all objects that a value of type `ty` contains.
fn add_objects_in(model: &Model, ty: &Type, found: &mut Set<ObjectId>) {
    match ty {
        Type::Array(item) => add_objects_in(model, item, found),
        Type::Object(id) if found.insert(*id) => {
            model.objects[*id].fields.iter().for_each(|(_, field)| add_objects_in(model, field, found));
        }
        _ => {}
    }
}
