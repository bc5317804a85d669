//! Changes to the values of a stored JSON object: the variables of an instance, or a payload.
//!
//! Values are moved as text, so that a number keeps all its digits.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::Unreadable;

/// A change to one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueChange {
    /// It has another name now: the old and the new one.
    Rename(String, String),
    /// It is removed.
    Drop(String),
    /// It has a value, in JSON.
    Set(String, String),
}

/// Carries out changes on a JSON object.
///
/// # Errors
/// If the text is none.
pub fn change_values(json: &str, changes: &[ValueChange]) -> Result<String, Unreadable> {
    let unreadable = |error| Unreadable::new("stored values", error);
    let json = if json.is_empty() { "{}" } else { json };
    let mut values: BTreeMap<String, Box<RawValue>> = serde_json::from_str(json).map_err(unreadable)?;
    // All old names are removed before a new one is inserted.
    let moved: Vec<_> = changes
        .iter()
        .filter_map(|change| match change {
            ValueChange::Rename(old, new) => values.remove(old).map(|value| (new.clone(), value)),
            ValueChange::Drop(old) => values.remove(old).and(None),
            ValueChange::Set(..) => None,
        })
        .collect();
    values.extend(moved);
    for change in changes {
        if let ValueChange::Set(name, value) = change {
            values.insert(name.clone(), RawValue::from_string(value.clone()).map_err(unreadable)?);
        }
    }
    serde_json::to_string(&values).map_err(unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_move_as_they_were_written() {
        let changes = [
            ValueChange::Rename("sum".into(), "total".into()),
            ValueChange::Drop("note".into()),
            ValueChange::Set("currency".into(), "\"EUR\"".into()),
        ];
        let stored = r#"{"sum":0.1000000000000000000000001,"note":"x","kept":[1]}"#;
        let changed = r#"{"currency":"EUR","kept":[1],"total":0.1000000000000000000000001}"#;
        assert_eq!(change_values(stored, &changes).as_deref(), Ok(changed));
        assert_eq!(change_values("", &[]).as_deref(), Ok("{}"));
        assert!(change_values("[]", &[]).is_err());
    }
}
