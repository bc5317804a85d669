//! Object types and choices: structs and enums in the module of the machine that uses them first.
//!
//! Also finds those that are converted to `any`, which need a conversion in Rust.

use flow_model::model::{
    Choice as ModelChoice, ChoiceId, Expr, ExprKind, List, Machine as ModelMachine, MachineId, Model,
    Object as ModelObject, ObjectId, Type,
};
use flow_model::visit;
use flow_syntax::diagnostic::Diagnostics;
use flow_syntax::gather::Gather;
use flow_syntax::ordered::Set;
use proc_macro2::Ident;

use super::items::{Choice, Field, Needed, Object};
use super::naming::{self, Scope};

/// Plans the structs of a model's objects, and the enums of its choices.
pub(crate) fn plan_objects(
    model: &Model,
    diags: &mut Diagnostics,
) -> (List<ObjectId, Object>, List<ChoiceId, Choice>) {
    let converted = find_converted_types(model);
    let mut scopes = model.machines.map(create_types_scope);
    let choices = model.choices.entries().map(|(id, choice)| {
        let as_value = Needed::from(converted.choices.contains(&id));
        plan_choice(choice, as_value, &mut scopes, diags)
    });
    let choices = choices.collect();
    let objects = model.objects.entries().map(|(id, object)| {
        plan_object(object, Needed::from(converted.objects.contains(&id)), &mut scopes, diags)
    });
    (objects.collect(), choices)
}

/// The types of a machine's module before its objects.
fn create_types_scope(machine: &ModelMachine) -> Scope {
    let mut scope = Scope::default();
    let text = format!("@{}", machine.name.text);
    scope.claim(machine_struct(machine), text, machine.name.span, &mut Diagnostics::default());
    scope
}

/// The name of a machine's struct.
pub(crate) fn machine_struct(machine: &ModelMachine) -> Ident {
    naming::camel_case(&machine.name.text, naming::TYPE_API)
}

fn plan_choice(
    choice: &ModelChoice,
    as_value: Needed,
    scopes: &mut List<MachineId, Scope>,
    diags: &mut Diagnostics,
) -> Choice {
    let name = naming::camel_case(&choice.name.text, naming::TYPE_API);
    let span = choice.name.span;
    let name = scopes[choice.machine].claim(name, format!("${}", choice.name.text), span, diags);
    let mut scope = Scope::default();
    let variants = choice.texts.iter().map(|text| {
        let variant = naming::camel_case_words(text, naming::VARIANT_API);
        scope.claim(variant, format!("{text:?} of ${}", choice.name.text), span, diags)
    });
    Choice { name, machine: choice.machine, variants: variants.gather(), as_value }
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
    let fields = object.fields.iter().map(field).gather();
    Object { name, machine: object.machine, fields, as_value }
}

/// The types with parts that are converted to `any` somewhere.
#[derive(Default)]
struct Converted {
    objects: Set<ObjectId>,
    choices: Set<ChoiceId>,
}

fn find_converted_types(model: &Model) -> Converted {
    let mut found = Converted::default();
    let mut add = |expr: &Expr| match &expr.kind {
        ExprKind::Convert(inner) if expr.ty == Type::Any => add_types_in(model, &inner.ty, &mut found),
        ExprKind::Object(fields) if expr.ty == Type::Any => {
            fields.iter().for_each(|(_, value)| add_types_in(model, &value.ty, &mut found));
        }
        _ => {}
    };
    for machine in &model.machines {
        machine.handlers.iter().for_each(|handler| visit::body_exprs(&handler.body, &mut add));
    }
    found
}

/// Adds all objects and choices that a value of type `ty` contains.
fn add_types_in(model: &Model, ty: &Type, found: &mut Converted) {
    match ty {
        Type::Array(item) => add_types_in(model, item, found),
        Type::Choice(id) => {
            found.choices.insert(*id);
        }
        Type::Object(id) if found.objects.insert(*id) => {
            model.objects[*id].fields.iter().for_each(|(_, field)| add_types_in(model, field, found));
        }
        _ => {}
    }
}
