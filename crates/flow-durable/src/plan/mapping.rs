//! The mappings of one machine or actor, with which its author defines the migration of stored data.
//!
//! A mapping is looked up by the name in the earlier version. A mapping with an old name that the earlier version did not have belongs to
//! another upgrade, and has no effect.

use crate::{Becomes, Mapping};

/// A name in a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name<'a> {
    /// `#payed`.
    State(&'a str),
    /// `$sum`.
    Variable(&'a str),
    /// `:pay` or `:pay from @bank`.
    Event(&'a str, Option<&'a str>),
    /// `:pay.sum`.
    Field(&'a str, &'a str),
}

impl<'a> Name<'a> {
    /// The name that a text means.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let text = text.trim();
        if let Some(state) = text.strip_prefix('#') {
            return Some(Name::State(state));
        }
        if let Some(variable) = text.strip_prefix('$') {
            return Some(Name::Variable(variable));
        }
        let event = text.strip_prefix(':')?;
        if let Some((name, from)) = event.split_once(" from @") {
            return Some(Name::Event(name.trim(), Some(from.trim())));
        }
        match event.split_once('.') {
            Some((name, field)) => Some(Name::Field(name, field)),
            None => Some(Name::Event(event, None)),
        }
    }
}

/// The target of a mapping, with parsed names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum To<'a> {
    Name(Name<'a>),
    Value(&'a str),
    Dropped,
}

/// The mappings of a machine or an actor.
pub(super) struct Mappings<'a> {
    list: Vec<(Name<'a>, To<'a>)>,
}

impl<'a> Mappings<'a> {
    /// Those of a machine or an actor. The compiler has reported mappings that cannot be parsed.
    pub(super) fn of(of: &str, all: &'a [Mapping]) -> Self {
        let own = all.iter().filter(|mapping| mapping.of == of);
        let list = own.filter_map(|mapping| {
            let to = match mapping.becomes {
                Becomes::Name(name) => To::Name(Name::parse(name)?),
                Becomes::Value(value) => To::Value(value),
                Becomes::Dropped => To::Dropped,
            };
            Some((Name::parse(mapping.old)?, to))
        });
        Mappings { list: list.collect() }
    }

    fn find(&self, name: Name<'_>) -> Option<To<'a>> {
        self.list.iter().find(|(old, _)| *old == name).map(|(_, to)| *to)
    }

    /// The mapping of a state.
    pub(super) fn state(&self, name: &str) -> Option<To<'a>> {
        self.find(Name::State(name))
    }

    /// The mapping of a variable or, with an event, of a field of its payload.
    pub(super) fn value(&self, event: Option<&str>, name: &str) -> Option<To<'a>> {
        match event {
            None => self.find(Name::Variable(name)),
            Some(event) => self.find(Name::Field(event, name)),
        }
    }

    /// The mapping of an event: one with its sender, or else one without.
    pub(super) fn event(&self, name: &str, from: Option<&str>) -> Option<To<'a>> {
        self.find(Name::Event(name, from)).or_else(|| self.find(Name::Event(name, None)))
    }
}

/// `$sum`, or `:pay.sum`.
pub(super) fn value_text(event: Option<&str>, name: &str) -> String {
    match event {
        None => format!("${name}"),
        Some(event) => format!(":{event}.{name}"),
    }
}

/// `:pay from @bank`.
pub(super) fn event_text(name: &str, from: Option<&str>) -> String {
    match from {
        None => format!(":{name}"),
        Some(from) => format!(":{name} from @{from}"),
    }
}
