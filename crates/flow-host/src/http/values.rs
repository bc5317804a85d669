//! Values in JSON, read and written by the types of the specification.
//!
//! Values from outside are read more strictly than stored ones: every field must be there, no other may be, and a misfit names its field.
//! Numbers are read from their text, so that no digit is lost to a float. The result is the form in which the program reads values.

use std::fmt;

use flow::{Decimal, Duration, Time};
use flow_openapi::Type;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::problem::Problem;

/// How deep a body may nest. A specification that needs more has other problems, and `serde_json` stops at 128.
const DEEPEST: usize = 64;

/// The largest integer that every JSON program keeps exactly. Larger ones are texts.
const LARGEST_INTEGER: i64 = (1 << 53) - 1;

/// A name with its type.
pub(super) type Typed = (&'static str, Type);

/// Reads the members of a body.
pub(super) struct Reader {
    /// How the program stores a `number`: `decimal`, `f64` or `i64`.
    number: &'static str,
    /// The references that were read: the field, the machine and the id.
    pub(super) references: Vec<(String, String, String)>,
}

impl Reader {
    pub(super) fn new(number: &'static str) -> Self {
        Reader { number, references: Vec::new() }
    }

    /// The members of a body, in the order of the fields, each as JSON. An empty body has none. With `is_whole`, none may be missing.
    pub(super) fn read_body(
        &mut self,
        body: &[u8],
        fields: &[Typed],
        is_whole: bool,
    ) -> Result<Vec<(&'static str, String)>, Problem> {
        let text = std::str::from_utf8(body).map_err(|_| malformed("the body is not UTF-8"))?;
        check_depth(text)?;
        let text = if text.trim().is_empty() { "{}" } else { text };
        let raw: &RawValue = serde_json::from_str(text).map_err(|error| malformed(&error.to_string()))?;
        let members = read_members(raw, "")?;
        let names = || fields.iter().map(|(name, _)| *name);
        check_known(&members, names(), "")?;
        let mut read = Vec::new();
        for (name, of_type) in fields {
            match members.iter().find(|(member, _)| member == name) {
                Some((_, raw)) => read.push((*name, self.read(raw, of_type, name)?)),
                None if is_whole => return Err(missing(name, of_type)),
                None => {}
            }
        }
        Ok(read)
    }

    /// A value in the form in which the program reads it.
    fn read(&mut self, raw: &RawValue, of_type: &Type, field: &str) -> Result<String, Problem> {
        let unfit = || Problem::unfit(field, format!("'{field}' must be {of_type}"));
        Ok(match of_type {
            Type::String => Value::from(read_json::<String>(raw, unfit)?).to_string(),
            Type::Boolean => read_json::<bool>(raw, unfit)?.to_string(),
            Type::Number => self.read_number(&read_digits(raw, unfit)?).ok_or_else(unfit)?,
            Type::Integer => read_integer(raw, unfit)?.to_string(),
            Type::Time => Value::from(read_text::<Time>(raw, unfit)?.to_string()).to_string(),
            Type::Duration => {
                serde_json::to_string(&read_text::<Duration>(raw, unfit)?).map_err(|_| unfit())?
            }
            Type::Any => self.read_any(raw, unfit)?,
            Type::Array(item) => {
                let items: Vec<&RawValue> = read_json(raw, unfit)?;
                let read = |(at, item_raw): (usize, &&RawValue)| {
                    self.read(item_raw, item, &format!("{field}[{at}]"))
                };
                let items: Vec<_> = items.iter().enumerate().map(read).collect::<Result<_, _>>()?;
                format!("[{}]", items.join(","))
            }
            Type::Choice(texts) => {
                let text: String = read_json(raw, unfit)?;
                if !texts.contains(&text) {
                    return Err(unfit());
                }
                Value::from(text).to_string()
            }
            Type::Object(fields) => self.read_object(raw, fields, field)?,
            Type::Reference(machine) => match read_json::<Option<String>>(raw, unfit)? {
                None => "null".to_owned(),
                Some(id) => {
                    self.references.push((field.to_owned(), machine.clone(), id.clone()));
                    Value::from(id).to_string()
                }
            },
        })
    }

    fn read_object(
        &mut self,
        raw: &RawValue,
        fields: &[(String, Type)],
        path: &str,
    ) -> Result<String, Problem> {
        let members = read_members(raw, path)?;
        check_known(&members, fields.iter().map(|(name, _)| name.as_str()), path)?;
        let mut read = Vec::new();
        for (name, of_type) in fields {
            let field = format!("{path}.{name}");
            match members.iter().find(|(member, _)| member == name) {
                Some((_, raw)) => read.push((name.as_str(), self.read(raw, of_type, &field)?)),
                None => return Err(missing(&field, of_type)),
            }
        }
        Ok(write_object(&read))
    }

    fn read_number(&self, digits: &str) -> Option<String> {
        Some(match self.number {
            "i64" => digits.parse::<i64>().ok()?.to_string(),
            "f64" => Value::from(digits.parse::<f64>().ok().filter(|number| number.is_finite())?).to_string(),
            _ => {
                let exact = Decimal::from_str_exact(digits).or_else(|_| Decimal::from_scientific(digits));
                Value::from(exact.ok()?.to_string()).to_string()
            }
        })
    }

    /// A value of the type `any`, which the program stores with the name of its kind.
    fn read_any(&self, raw: &RawValue, unfit: impl Fn() -> Problem + Copy) -> Result<String, Problem> {
        let tagged = |tag: &str, value: String| format!("{{\"{tag}\":{value}}}");
        Ok(match raw.get().as_bytes().first() {
            Some(b'n') => "\"Empty\"".to_owned(),
            Some(b't' | b'f') => tagged("Boolean", raw.get().to_owned()),
            Some(b'"') => tagged("Text", Value::from(read_json::<String>(raw, unfit)?).to_string()),
            Some(b'[') => {
                let items: Vec<&RawValue> = read_json(raw, unfit)?;
                let items: Vec<_> =
                    items.iter().map(|item| self.read_any(item, unfit)).collect::<Result<_, _>>()?;
                tagged("List", format!("[{}]", items.join(",")))
            }
            Some(b'{') => {
                let members = read_members(raw, "")?;
                let read = |(name, raw): &(String, &RawValue)| Ok((name.clone(), self.read_any(raw, unfit)?));
                let members: Vec<_> = members.iter().map(read).collect::<Result<_, Problem>>()?;
                let members: Vec<_> =
                    members.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
                tagged("Object", write_object(&members))
            }
            _ => match raw.get().parse::<i64>() {
                Ok(whole) => tagged("Integer", whole.to_string()),
                Err(_) if self.number == "decimal" => {
                    tagged("Decimal", self.read_number(raw.get()).ok_or_else(unfit)?)
                }
                Err(_) => tagged("Float", raw.get().to_owned()),
            },
        })
    }
}

/// An object of members in JSON.
pub(super) fn write_object(members: &[(&str, String)]) -> String {
    let members: Vec<_> =
        members.iter().map(|(name, value)| format!("{}:{value}", Value::from(*name))).collect();
    format!("{{{}}}", members.join(","))
}

/// The form in which a stored value is shown: numbers are texts, and a value of the type `any` is without the name of its kind.
pub(super) fn show(raw: &RawValue, of_type: &Type) -> Option<String> {
    Some(match of_type {
        Type::Number if !raw.get().starts_with('"') => Value::from(raw.get()).to_string(),
        Type::Any => show_any(&serde_json::from_str(raw.get()).ok()?).to_string(),
        Type::Array(item) => {
            let items: Vec<&RawValue> = serde_json::from_str(raw.get()).ok()?;
            let items: Vec<_> = items.iter().map(|raw| show(raw, item)).collect::<Option<_>>()?;
            format!("[{}]", items.join(","))
        }
        Type::Object(fields) => {
            let Members(members) = serde_json::from_str(raw.get()).ok()?;
            let show = |(name, raw): &(String, &RawValue)| {
                let (_, of_type) = fields.iter().find(|(field, _)| field == name)?;
                Some((name.clone(), show(raw, of_type)?))
            };
            let members: Vec<_> = members.iter().map(show).collect::<Option<_>>()?;
            let members: Vec<_> =
                members.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
            write_object(&members)
        }
        _ => raw.get().to_owned(),
    })
}

fn show_any(stored: &Value) -> Value {
    let Some((tag, value)) = stored.as_object().and_then(|tagged| tagged.iter().next()) else {
        return Value::Null;
    };
    match (tag.as_str(), value) {
        ("List", Value::Array(items)) => items.iter().map(show_any).collect(),
        ("Object", Value::Object(members)) => {
            Value::Object(members.iter().map(|(name, value)| (name.clone(), show_any(value))).collect())
        }
        _ => value.clone(),
    }
}

/// The members of a stored object that are among the names, as they are shown.
pub(super) fn show_members(stored: &str, shown: &[Typed]) -> Option<String> {
    let Members(members) = serde_json::from_str(stored).ok()?;
    let mut texts = Vec::new();
    for (name, of_type) in shown {
        if let Some((_, raw)) = members.iter().find(|(member, _)| member == name) {
            texts.push((*name, show(raw, of_type)?));
        }
    }
    Some(write_object(&texts))
}

/// The members of an object, in order.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members: Vec<(String, &RawValue)> = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, &RawValue>()? {
                    if members.len() >= MOST_MEMBERS {
                        return Err(A::Error::custom("it has too many members"));
                    }
                    if members.iter().any(|(other, _)| *other == name) {
                        return Err(A::Error::custom(format_args!("it has '{name}' twice")));
                    }
                    members.push((name, value));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Read)
    }
}

/// How many members an object may have: each is compared with all others, so that a body of a mebibyte could keep a thread for long.
const MOST_MEMBERS: usize = 1000;

fn read_members<'a>(raw: &'a RawValue, path: &str) -> Result<Vec<(String, &'a RawValue)>, Problem> {
    let subject = if path.is_empty() { "the body".to_owned() } else { format!("'{path}'") };
    if !raw.get().starts_with('{') {
        return Err(Problem::unfit(path, format!("{subject} must be an object")));
    }
    let members: Result<Members<'_>, _> = serde_json::from_str(raw.get());
    members.map(|members| members.0).map_err(|error| {
        let error = error.to_string();
        let reason = error.split(" at line").next().unwrap_or_default();
        Problem::unfit(path, format!("{subject} cannot be read: {reason}"))
    })
}

fn check_known<'n>(
    members: &[(String, &RawValue)],
    known: impl Iterator<Item = &'n str> + Clone,
    path: &str,
) -> Result<(), Problem> {
    let Some((unknown, _)) = members.iter().find(|(name, _)| !known.clone().any(|known| known == name))
    else {
        return Ok(());
    };
    let field = if path.is_empty() { unknown.clone() } else { format!("{path}.{unknown}") };
    let known: Vec<_> = known.map(|name| format!("'{name}'")).collect();
    let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
    Err(Problem::unfit(&field, format!("there is no field '{field}'; the fields are: {known}")))
}

fn missing(field: &str, of_type: &Type) -> Problem {
    Problem::unfit(field, format!("'{field}' is missing; it must be {of_type}"))
}

pub(super) fn malformed(reason: &str) -> Problem {
    Problem::new(super::problem::MALFORMED, format!("the body is not JSON: {reason}"))
}

fn read_json<'a, T: Deserialize<'a>>(raw: &'a RawValue, unfit: impl Fn() -> Problem) -> Result<T, Problem> {
    serde_json::from_str(raw.get()).map_err(|_| unfit())
}

/// A value that only a text can be, which the type reads itself.
fn read_text<T: DeserializeOwned>(raw: &RawValue, unfit: impl Fn() -> Problem) -> Result<T, Problem> {
    if !raw.get().starts_with('"') {
        return Err(unfit());
    }
    read_json(raw, unfit)
}

/// The digits of a number, or of a text with one.
fn read_digits(raw: &RawValue, unfit: impl Fn() -> Problem) -> Result<String, Problem> {
    match raw.get().as_bytes().first() {
        Some(b'"') => {
            let text: String = read_json(raw, &unfit)?;
            // The forms of JSON, and no others that a type's own reader knows.
            let is_number = serde_json::from_str::<serde_json::Number>(&text).is_ok();
            if is_number { Ok(text) } else { Err(unfit()) }
        }
        Some(b'-' | b'0'..=b'9') => Ok(raw.get().to_owned()),
        _ => Err(unfit()),
    }
}

/// An integer. `1.0` and `1e3` are accepted too, since JSON has one number type for integers and fractions.
fn read_integer(raw: &RawValue, unfit: impl Fn() -> Problem) -> Result<i64, Problem> {
    let is_text = raw.get().starts_with('"');
    let digits = read_digits(raw, &unfit)?;
    let integer = match digits.parse::<i64>() {
        Err(_) if !is_text => read_whole(&digits),
        integer => integer.ok(),
    };
    let integer = integer.ok_or_else(&unfit)?;
    let fits = is_text || (-LARGEST_INTEGER..=LARGEST_INTEGER).contains(&integer);
    if fits { Ok(integer) } else { Err(unfit()) }
}

/// The whole number that digits with decimals or an exponent mean.
fn read_whole(digits: &str) -> Option<i64> {
    let exact = Decimal::from_str_exact(digits).or_else(|_| Decimal::from_scientific(digits)).ok()?;
    if exact.is_integer() { exact.trunc().to_string().parse().ok() } else { None }
}

pub(super) fn check_depth(text: &str) -> Result<(), Problem> {
    let (mut depth, mut bytes) = (0_usize, text.bytes());
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => skip_string(&mut bytes),
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Err(malformed(&format!("it nests deeper than {DEEPEST} levels")));
        }
    }
    Ok(())
}

fn skip_string(bytes: &mut impl Iterator<Item = u8>) {
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => return,
            b'\\' => drop(bytes.next()),
            _ => {}
        }
    }
}
