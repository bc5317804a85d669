//! Values of the interpreter in the JSON of a durable host, and back.
//!
//! It is written from the reference, not from the generated code that it is compared with.

use flow_model::model::{Model, PayloadField, Type, Variable};
use flow_sim::exec::value::Value;
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};

/// The values of the variables of an instance, from a JSON object.
pub(crate) fn read_context<'a>(
    model: &Model,
    variables: impl Iterator<Item = &'a Variable>,
    text: &str,
) -> Vec<Value> {
    let json: Json = serde_json::from_str(text).unwrap_or_default();
    variables.map(|variable| read(model, &variable.ty, json.get(&variable.name.text))).collect()
}

/// The variables of an instance as a JSON object.
pub(crate) fn write_context<'a>(
    model: &Model,
    variables: impl Iterator<Item = &'a Variable>,
    values: &[Value],
) -> String {
    let fields = variables.zip(values);
    let fields =
        fields.map(|(variable, value)| (variable.name.text.clone(), write(model, &variable.ty, value)));
    Json::Object(fields.collect()).to_string()
}

/// The values of a payload, from a JSON object.
pub(crate) fn read_payload<'a>(
    model: &Model,
    fields: impl Iterator<Item = &'a PayloadField>,
    text: &str,
) -> Vec<Value> {
    let json: Json = serde_json::from_str(text).unwrap_or_default();
    fields.map(|field| read(model, &field.ty, json.get(&field.name.text))).collect()
}

/// A payload as a JSON object.
pub(crate) fn write_payload<'a>(
    model: &Model,
    fields: impl Iterator<Item = &'a PayloadField>,
    values: &[Value],
) -> String {
    let fields = fields.zip(values);
    let fields = fields.map(|(field, value)| (field.name.text.clone(), write(model, &field.ty, value)));
    Json::Object(fields.collect()).to_string()
}

/// A value of a type. JSON of another type becomes [`Value::Nothing`], which equals no value of another type.
fn read(model: &Model, ty: &Type, json: Option<&Json>) -> Value {
    let text = json.and_then(Json::as_str);
    let found = match (ty, json) {
        (Type::Reference(_), Some(Json::Null)) => Some(Value::zero(model, ty)),
        (Type::String | Type::Choice(_) | Type::Reference(_), _) => text.map(Value::text),
        (Type::Number, _) => text.and_then(|text| text.parse::<Decimal>().ok()).map(Value::Number),
        (Type::Integer, Some(json)) => json.as_i64().map(Value::Integer),
        (Type::Boolean, Some(json)) => json.as_bool().map(Value::Boolean),
        (Type::Time, Some(json)) => {
            serde_json::from_value::<flow::Time>(json.clone()).ok().map(|time| Value::Time(time.as_micros()))
        }
        (Type::Duration, Some(json)) => serde_json::from_value::<flow::Duration>(json.clone())
            .ok()
            .map(|duration| Value::Duration(duration.as_micros())),
        (Type::Array(item), Some(Json::Array(items))) => {
            Some(Value::list(items.iter().map(|json| read(model, item, Some(json))).collect()))
        }
        (Type::Object(object), Some(Json::Object(json))) => {
            let fields = model.objects[*object].fields.iter();
            Some(Value::object(
                fields.map(|(name, ty)| (name.as_str(), read(model, ty, json.get(name.as_str())))),
            ))
        }
        (Type::Any, Some(json)) => {
            serde_json::from_value::<flow::Value>(json.clone()).ok().map(|value| flow_test::value(&value))
        }
        _ => None,
    };
    found.unwrap_or(Value::Nothing)
}

fn write(model: &Model, ty: &Type, value: &Value) -> Json {
    match (ty, value) {
        (Type::Any, value) => {
            let value: flow::Value = flow_test::argument(std::slice::from_ref(value), 0);
            json!(value)
        }
        (Type::Reference(_), Value::Text(id)) if !id.is_empty() => json!(**id),
        (Type::Reference(_), _) => Json::Null,
        (_, Value::Nothing) => Json::Null,
        (_, Value::Boolean(flag)) => json!(flag),
        (Type::Integer, value) => json!(value.as_number().and_then(|number| i64::try_from(number).ok())),
        (_, Value::Number(number)) => json!(number.to_string()),
        (_, Value::Integer(number)) => json!(number.to_string()),
        (_, Value::Text(text)) => json!(**text),
        (_, Value::Time(micros)) => json!(flow::Time::from_micros(*micros)),
        (_, Value::Duration(micros)) => json!(flow::Duration::from_micros(*micros)),
        (ty, Value::List(items)) => {
            let item = if let Type::Array(item) = ty { item } else { &Type::Any };
            Json::Array(items.iter().map(|value| write(model, item, value)).collect())
        }
        (Type::Object(object), Value::Object(values)) => {
            let of = |name: &str| values.iter().find(|(field, _)| **field == *name).map(|(_, value)| value);
            let fields = model.objects[*object].fields.iter();
            let fields = fields.filter_map(|(name, ty)| {
                Some((name.as_str().to_owned(), write(model, ty, of(name.as_str())?)))
            });
            Json::Object(fields.collect::<Map<_, _>>())
        }
        (_, Value::Object(_)) => Json::Null,
    }
}
