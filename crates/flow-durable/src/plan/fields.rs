//! Compares the variables of a machine, or the payload of an event, in two versions.
//!
//! Values are stored by name. A removed name, and a type that does not accept the old values, needs a mapping; a variable that is new
//! is zero (reference#zero-values), and a field that is new needs a value, since the sender did not send a zero.

use super::FieldDescription;
use super::mapping::{Mappings, Name, To, value_text};
use super::types::{Fit, compare_types};
use super::values::ValueChange;

/// The two versions to compare.
#[derive(Clone, Copy)]
pub(super) struct Versions<'a> {
    pub(super) old: &'a [FieldDescription],
    pub(super) new: &'a [FieldDescription],
    /// How numbers are stored in each.
    pub(super) numbers: (&'a str, &'a str),
    /// The names of the event in each; `None` for variables.
    pub(super) event: Option<(&'a str, &'a str)>,
}

/// The result.
#[derive(Debug, Default)]
pub(super) struct Compared {
    pub(super) changes: Vec<ValueChange>,
    /// Differences without a mapping: a description, and the mappings that are possible.
    pub(super) open: Vec<(String, Vec<String>)>,
    /// Descriptions of the changes.
    pub(super) done: Vec<String>,
    /// Differences that need no change, but that the author should know.
    pub(super) notes: Vec<String>,
    /// Whether stored values must be read with the new types.
    pub(super) is_changed: bool,
}

impl<'a> Versions<'a> {
    fn old_text(&self, name: &str) -> String {
        value_text(self.event.map(|(old, _)| old), name)
    }

    fn new_text(&self, name: &str) -> String {
        value_text(self.event.map(|(_, new)| new), name)
    }

    fn old_field(&self, name: &str) -> Option<&'a FieldDescription> {
        self.old.iter().find(|field| field.name == name)
    }

    fn new_field(&self, name: &str) -> Option<&'a FieldDescription> {
        self.new.iter().find(|field| field.name == name)
    }

    fn fit(&self, old: &FieldDescription, new: &FieldDescription) -> Fit {
        compare_types((&old.of_type, self.numbers.0), (&new.of_type, self.numbers.1))
    }

    /// The field that a mapping names.
    fn target<'t>(&self, name: Name<'t>) -> Option<&'t str> {
        match (name, self.event) {
            (Name::Variable(name), None) => Some(name),
            (Name::Field(event, name), Some((_, new))) if event == new => Some(name),
            _ => None,
        }
    }
}

/// Compares two versions.
pub(super) fn compare_fields(versions: &Versions<'_>, mappings: &Mappings<'_>) -> Compared {
    let mut compared = Compared::default();
    for old in versions.old {
        let to = mappings.value(versions.event.map(|(old, _)| old), &old.name);
        match versions.new_field(&old.name) {
            Some(new) => compare_kept(versions, (old, new), to, &mut compared),
            None => compare_gone(versions, old, to, &mut compared),
        }
    }
    for new in versions.new.iter().filter(|new| versions.old_field(&new.name).is_none()) {
        compare_new(versions, new, mappings, &mut compared);
    }
    compared.is_changed |= !compared.changes.is_empty();
    compared
}

/// A name that both versions have.
fn compare_kept(
    versions: &Versions<'_>,
    (old, new): (&FieldDescription, &FieldDescription),
    to: Option<To<'_>>,
    compared: &mut Compared,
) {
    let text = versions.old_text(&old.name);
    let target = if let Some(To::Name(name)) = to { versions.target(name) } else { None };
    let is_new = |name: &str| versions.old_field(name).is_none() && versions.new_field(name).is_some();
    if target.is_some_and(is_new) {
        let what =
            format!("'{text}' is mapped to another name, but still exists: which one has the stored value?");
        compared.open.push((what, Vec::new()));
        return;
    }
    match versions.fit(old, new) {
        Fit::Same => {}
        Fit::Wider => {
            compared.notes.push(format!("{text} is {} now, which takes every {}", new.of_type, old.of_type));
            compared.is_changed = true;
        }
        Fit::Different => change_type(versions, (old, new), (to, target), compared),
    }
}

/// A name that both versions have, with types that do not fit.
fn change_type(
    versions: &Versions<'_>,
    (old, new): (&FieldDescription, &FieldDescription),
    (to, target): (Option<To<'_>>, Option<&str>),
    compared: &mut Compared,
) {
    let text = versions.old_text(&old.name);
    compared.is_changed = true;
    match to {
        Some(To::Name(_)) if target == Some(&*new.name) => {
            compared.done.push(format!("{text} is read as {}", new.of_type));
        }
        Some(To::Value(value)) => {
            compared.done.push(format!("{text} becomes {value}"));
            compared.changes.push(ValueChange::Set(new.name.clone(), value.to_owned()));
        }
        Some(To::Dropped) if versions.event.is_none() => {
            compared.done.push(format!("{text} becomes zero"));
            compared.changes.push(ValueChange::Drop(old.name.clone()));
        }
        _ => {
            let types =
                if old.of_type == new.of_type { versions.numbers } else { (&*old.of_type, &*new.of_type) };
            let what = format!("{text} was {}, and is {}", types.0, types.1);
            let write = vec![format!("\"{text}\" = \"{}\"", versions.new_text(&new.name)), value_line(&text)];
            compared.open.push((what, write));
        }
    }
}

/// A name that only the old version has.
fn compare_gone(
    versions: &Versions<'_>,
    old: &FieldDescription,
    to: Option<To<'_>>,
    compared: &mut Compared,
) {
    let text = versions.old_text(&old.name);
    let Some(To::Name(name)) = to else {
        if to == Some(To::Dropped) {
            compared.done.push(format!("{text} is dropped"));
            compared.changes.push(ValueChange::Drop(old.name.clone()));
        } else {
            compared.open.push((format!("{text} is gone"), gone_lines(versions, old, &text)));
        }
        return;
    };
    let is_taken = |new: &str| {
        compared.changes.iter().any(|change| matches!(change, ValueChange::Rename(_, other) if other == new))
    };
    match versions.target(name).filter(|new| versions.new_field(new).is_some()) {
        None => compared.open.push((
            format!("{text} is mapped to something that does not exist"),
            gone_lines(versions, old, &text),
        )),
        Some(new) if versions.old_field(new).is_some() || is_taken(new) => {
            let new = versions.new_text(new);
            compared.open.push((format!("{text} is mapped to {new}, which has a value already"), Vec::new()));
        }
        Some(new) => {
            compared.done.push(format!("{text} becomes {}", versions.new_text(new)));
            compared.changes.push(ValueChange::Rename(old.name.clone(), new.to_owned()));
        }
    }
}

/// A name that only the new version has.
fn compare_new(
    versions: &Versions<'_>,
    new: &FieldDescription,
    mappings: &Mappings<'_>,
    compared: &mut Compared,
) {
    let is_renamed = compared
        .changes
        .iter()
        .any(|change| matches!(change, ValueChange::Rename(_, name) if *name == new.name));
    if is_renamed {
        return;
    }
    let text = versions.new_text(&new.name);
    match mappings.value(versions.event.map(|(_, new)| new), &new.name) {
        Some(To::Value(value)) => {
            compared.done.push(format!("{text} is new, and becomes {value}"));
            compared.changes.push(ValueChange::Set(new.name.clone(), value.to_owned()));
        }
        _ if versions.event.is_none() => {
            compared.notes.push(format!("{text} is new, and is zero"));
            compared.is_changed = true;
        }
        _ => compared.open.push((format!("{text} is new"), vec![value_line(&text)])),
    }
}

/// The mappings that are possible for a removed name.
fn gone_lines(versions: &Versions<'_>, old: &FieldDescription, text: &str) -> Vec<String> {
    let added = versions.new.iter().filter(|new| versions.old_field(&new.name).is_none());
    let fitting = added.filter(|new| versions.fit(old, new) != Fit::Different);
    let renames = fitting.map(|new| format!("\"{text}\" = \"{}\"", versions.new_text(&new.name)));
    renames.chain([format!("\"{text}\" = \"drop\"")]).collect()
}

fn value_line(text: &str) -> String {
    format!("\"{text}\" = {{ value = … }}")
}
