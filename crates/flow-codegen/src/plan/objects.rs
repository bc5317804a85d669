//! Object types: structs of the machine that uses them first.

use flow_syntax::ordered::Set;

use flow_model::model::{Model, Object as ModelObject, ObjectId, Type};
use flow_syntax::diagnostic::Diagnostics;

use super::naming::{self, Scope};
use super::{Field, Needed, Object};

/// Plans the structs of a model's objects.
pub(crate) fn plan(model: &Model, diags: &mut Diagnostics) -> Vec<Object> {
    let as_values = super::body::converted_objects(model);
    let mut scopes: Vec<Scope> = model.machines.iter().map(machine_scope).collect();
    let objects = model.objects.iter().enumerate();
    objects
        .map(|(at, object)| plan_object(object, as_values.contains(&ObjectId::new(at)), &mut scopes, diags))
        .collect()
}

/// The types of a machine's module before its objects.
fn machine_scope(machine: &flow_model::model::Machine) -> Scope {
    let mut scope = Scope::default();
    scope.claim(
        machine_name(machine),
        format!("@{}", machine.name.text),
        machine.name.span,
        &mut Diagnostics::default(),
    );
    scope
}

/// The struct of a machine.
pub(crate) fn machine_name(machine: &flow_model::model::Machine) -> proc_macro2::Ident {
    naming::upper(&machine.name.text, naming::TYPE_API)
}

fn plan_object(
    object: &ModelObject,
    as_value: bool,
    scopes: &mut [Scope],
    diags: &mut Diagnostics,
) -> Object {
    let scope = &mut scopes[object.machine.index()];
    let name = naming::upper(&object.name.text, naming::TYPE_API);
    let name = scope.claim(name, format!("${}", object.name.text), object.name.span, diags);
    let mut fields = Scope::default();
    let field = |(text, ty): &(String, Type)| {
        let ident = naming::lower(text, &[]);
        let ident = fields.claim(ident, format!("${}.{text}", object.name.text), object.name.span, diags);
        Field { ident, ty: ty.clone(), text: text.clone() }
    };
    let fields = object.fields.iter().map(field).collect();
    let as_value = if as_value { Needed::Yes } else { Needed::No };
    Object { name, machine: object.machine, fields, as_value }
}

/// All objects that a value of type `ty` is made of.
pub(crate) fn objects_in(model: &Model, ty: &Type, found: &mut Set<ObjectId>) {
    match ty {
        Type::Array(item) => objects_in(model, item, found),
        Type::Object(id) if found.insert(*id) => {
            model.objects[id.index()].fields.iter().for_each(|(_, field)| objects_in(model, field, found));
        }
        _ => {}
    }
}
