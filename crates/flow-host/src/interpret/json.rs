//! Values of the interpreter as the JSON that a host stores, and back.
//!
//! The text is that of generated code to the byte, since recorded arguments are compared as texts: no spaces, and fields in the order of
//! the specification.

use std::fmt;

use flow::Decimal;
use flow_model::model::{Model, Type};
use flow_sim::exec::Value;
use flow_sim::exec::value::Field;
use serde::Serialize;
use serde_json::Value as Json;

/// Why a value cannot be read or written.
#[derive(Debug)]
pub(super) struct Unfit(String);

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A name, and the type of its value.
pub(super) type Named<'a> = (&'a str, &'a Type);

/// How a missing value is handled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    /// It is zero.
    Zero,
    /// It is an error.
    Error,
}

/// Reads a JSON object with values of these names.
pub(super) fn read_object<'a>(
    model: &Model,
    named: impl IntoIterator<Item = Named<'a>>,
    missing: Missing,
    text: &str,
) -> Result<Vec<Value>, Unfit> {
    let text = if text.trim().is_empty() && missing == Missing::Zero { "{}" } else { text };
    let json: Json = flow_durable::read_json(text).map_err(|error| Unfit(error.to_string()))?;
    let Json::Object(object) = &json else { return Err(Unfit(format!("{json} is no object"))) };
    let named: Vec<Named<'a>> = named.into_iter().collect();
    if let Some(name) = object.keys().find(|name| named.iter().all(|(known, _)| known != *name)) {
        return Err(Unfit(format!("unknown field `{name}`")));
    }
    let value = |(name, ty): Named<'a>| match (object.get(name), missing) {
        (Some(json), _) => read(model, ty, json).map_err(|error| Unfit(format!("{name}: {error}"))),
        (None, Missing::Zero) => Ok(Value::zero(model, ty)),
        (None, Missing::Error) => Err(Unfit(format!("missing field `{name}`"))),
    };
    named.into_iter().map(value).collect()
}

/// Reads a value of a type.
pub(super) fn read(model: &Model, ty: &Type, json: &Json) -> Result<Value, Unfit> {
    let unfit = || Unfit(format!("{json} is no {}", flow_model::words::ty(model, ty)));
    let found = match (ty, json) {
        (Type::Reference(_), Json::Null) => Some(Value::text("")),
        (Type::String | Type::Reference(_), Json::String(text)) => Some(Value::text(text)),
        (Type::Choice(choice), Json::String(text)) => {
            model.choices[*choice].texts.contains(text).then(|| Value::text(text))
        }
        (Type::Number, Json::String(text)) => read_decimal(text),
        (Type::Number, Json::Number(number)) => read_decimal(&number.to_string()),
        (Type::Integer, json) => json.as_i64().map(Value::Integer),
        (Type::Boolean, json) => json.as_bool().map(Value::Boolean),
        (Type::Time, json) => read_as::<flow::Time>(json).map(|time| Value::Time(time.as_micros())),
        (Type::Duration, json) => {
            read_as::<flow::Duration>(json).map(|length| Value::Duration(length.as_micros()))
        }
        (Type::Array(item), Json::Array(items)) => {
            let items = items.iter().map(|json| read(model, item, json));
            Some(Value::list(items.collect::<Result<_, _>>()?))
        }
        (Type::Object(object), Json::Object(_)) => {
            let fields = model.objects[*object].fields.iter();
            let named = fields.clone().map(|(name, ty)| (name.as_str(), ty));
            let values = read_object(model, named, Missing::Zero, &json.to_string())?;
            Some(Value::object(fields.map(|(name, _)| name.as_str()).zip(values)))
        }
        (Type::Any, json) => read_as::<flow::Value>(json).map(|value| from_any(&value)),
        _ => None,
    };
    found.ok_or_else(unfit)
}

fn read_as<T: serde::de::DeserializeOwned>(json: &Json) -> Option<T> {
    serde_json::from_value(json.clone()).ok()
}

fn read_decimal(text: &str) -> Option<Value> {
    let exact = text.parse::<Decimal>().or_else(|_| Decimal::from_scientific(text));
    exact.ok().map(Value::Number)
}

/// A JSON object with these values.
pub(super) fn write_object<'a>(
    model: &Model,
    named: impl Iterator<Item = Named<'a>>,
    values: &[Value],
) -> Result<String, Unfit> {
    let mut text = String::from("{");
    for (at, ((name, ty), value)) in named.zip(values).enumerate() {
        text.push_str(if at == 0 { "" } else { "," });
        push(&mut text, name)?;
        text.push(':');
        write_to(&mut text, model, ty, value)?;
    }
    text.push('}');
    Ok(text)
}

/// A value of a type as JSON.
pub(super) fn write(model: &Model, ty: &Type, value: &Value) -> Result<String, Unfit> {
    let mut text = String::new();
    write_to(&mut text, model, ty, value)?;
    Ok(text)
}

fn push<T: Serialize + ?Sized>(text: &mut String, value: &T) -> Result<(), Unfit> {
    let json = serde_json::to_string(value).map_err(|error| Unfit(error.to_string()))?;
    text.push_str(&json);
    Ok(())
}

fn write_to(text: &mut String, model: &Model, ty: &Type, value: &Value) -> Result<(), Unfit> {
    match (ty, value) {
        (Type::Any, value) => push(text, &to_any(value)),
        (Type::Reference(_), Value::Text(id)) if id.is_empty() => push(text, &()),
        (Type::Number, Value::Number(number)) => push(text, &number.to_string()),
        (_, Value::Boolean(flag)) => push(text, flag),
        (_, Value::Integer(number)) => push(text, number),
        (_, Value::Text(inner)) => push(text, &**inner),
        (_, Value::Time(micros)) => push(text, &flow::Time::from_micros(*micros)),
        (_, Value::Duration(micros)) => push(text, &flow::Duration::from_micros(*micros)),
        (Type::Array(item), Value::List(items)) => {
            text.push('[');
            for (at, value) in items.iter().enumerate() {
                text.push_str(if at == 0 { "" } else { "," });
                write_to(text, model, item, value)?;
            }
            text.push(']');
            Ok(())
        }
        (Type::Object(object), Value::Object(values)) => {
            let fields = model.objects[*object].fields.iter();
            let named = fields.map(|(name, ty)| (name.as_str(), ty));
            let all: Vec<Value> = named.clone().map(|(name, ty)| field_of(model, values, name, ty)).collect();
            text.push_str(&write_object(model, named, &all)?);
            Ok(())
        }
        (ty, value) => Err(Unfit(format!("{value} is no {}", flow_model::words::ty(model, ty)))),
    }
}

fn field_of(model: &Model, fields: &[Field], name: &str, ty: &Type) -> Value {
    let found = fields.iter().find(|(known, _)| **known == *name);
    found.map_or_else(|| Value::zero(model, ty), |(_, value)| value.clone())
}

/// A value of `any` in generated code.
fn to_any(value: &Value) -> flow::Value {
    match value {
        Value::Nothing => flow::Value::Empty,
        Value::Boolean(flag) => flow::Value::Boolean(*flag),
        Value::Number(number) => flow::Value::Decimal(*number),
        Value::Integer(number) => flow::Value::Integer(*number),
        Value::Text(text) => flow::Value::Text((**text).to_owned()),
        Value::Time(micros) => flow::Value::Time(flow::Time::from_micros(*micros)),
        Value::Duration(micros) => flow::Value::Duration(flow::Duration::from_micros(*micros)),
        Value::List(items) => flow::Value::List(items.iter().map(to_any).collect()),
        Value::Object(fields) => flow::Value::Object(
            fields.iter().map(|(name, value)| ((**name).to_owned(), to_any(value))).collect(),
        ),
    }
}

fn from_any(value: &flow::Value) -> Value {
    match value {
        flow::Value::Empty => Value::Nothing,
        flow::Value::Boolean(flag) => Value::Boolean(*flag),
        flow::Value::Decimal(number) => Value::Number(*number),
        flow::Value::Integer(number) => Value::Integer(*number),
        flow::Value::Float(number) => Decimal::try_from(*number).map_or(Value::Nothing, Value::Number),
        flow::Value::Text(text) => Value::text(text),
        flow::Value::Time(time) => Value::Time(time.as_micros()),
        flow::Value::Duration(length) => Value::Duration(length.as_micros()),
        flow::Value::List(items) => Value::list(items.iter().map(from_any).collect()),
        flow::Value::Object(fields) => {
            Value::object(fields.iter().map(|(name, value)| (name.as_str(), from_any(value))))
        }
    }
}
