//! `[migrate.order]` of the settings: what becomes of things that a durable host stored with an earlier version of the specification.
//!
//! Only the form is checked here: the old names are not in this version, and the host compares the new ones with the stored ones.

use toml_span::Value;
use toml_span::value::ValueInner;

/// What becomes of one stored thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migration {
    /// The machine or the actor outside, without `@`.
    pub of: String,
    /// `#payed`, `$sum`, `:pay`, `:pay from @bank` or `:pay.sum`.
    pub old: String,
    /// What becomes of it.
    pub becomes: Becomes,
}

/// What a stored thing becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Becomes {
    /// It has another name, in the same syntax.
    Name(String),
    /// It has this value, in JSON.
    Value(String),
    /// It is dropped.
    Dropped,
}

/// The word that drops something.
const DROP: &str = "drop";

/// Reads an entry of a section. An error has its help.
pub(crate) fn read_migration(
    of: &str,
    old: &str,
    new: &Value<'_>,
) -> Result<Migration, (String, &'static str)> {
    let Some(kind) = Kind::of(old) else {
        let help = "write `\"#state\"`, `\"$variable\"`, `\":event\"` or `\":event.field\"`";
        return Err((format!("'{old}' is no state, variable, event or field"), help));
    };
    let becomes = read_becomes(kind, new).ok_or_else(|| {
        let help = "write a name that begins like it, `\"drop\"` or `{ value = … }`";
        (format!("'{old}' becomes nothing of its kind"), help)
    })?;
    Ok(Migration { of: of.trim_start_matches('@').to_owned(), old: old.to_owned(), becomes })
}

fn read_becomes(kind: Kind, new: &Value<'_>) -> Option<Becomes> {
    if let Some(name) = new.as_str() {
        return match name {
            // An instance is in some state.
            DROP => (kind != Kind::State).then_some(Becomes::Dropped),
            name => (Kind::of(name) == Some(kind)).then(|| Becomes::Name(name.to_owned())),
        };
    }
    let table = new.as_table().filter(|table| table.len() == 1)?;
    let value = table.iter().find(|(key, _)| key.name == "value").and_then(|(_, value)| to_json(value))?;
    matches!(kind, Kind::Variable | Kind::Field).then_some(Becomes::Value(value))
}

/// What a name is the name of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    State,
    Variable,
    Event,
    Field,
}

impl Kind {
    fn of(name: &str) -> Option<Kind> {
        let mut signs = name.chars();
        match (signs.next()?, signs.as_str()) {
            (_, "") => None,
            ('#', _) => Some(Kind::State),
            ('$', _) => Some(Kind::Variable),
            (':', rest) if rest.contains('.') => Some(Kind::Field),
            (':', _) => Some(Kind::Event),
            _ => None,
        }
    }
}

/// A value in JSON; `None` for a table or a date, which no value of the language is.
fn to_json(value: &Value<'_>) -> Option<String> {
    match value.as_ref() {
        ValueInner::String(text) => Some(quote(text)),
        ValueInner::Integer(number) => Some(number.to_string()),
        ValueInner::Float(number) => number.is_finite().then(|| number.to_string()),
        ValueInner::Boolean(value) => Some(value.to_string()),
        ValueInner::Array(items) => {
            let items: Option<Vec<_>> = items.iter().map(to_json).collect();
            Some(format!("[{}]", items?.join(",")))
        }
        ValueInner::Table(_) => None,
    }
}

/// A text in JSON; TOML has the same form.
pub(crate) fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            sign if sign < ' ' => quoted.extend(format!("\\u{:04x}", u32::from(sign)).chars()),
            sign => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}
