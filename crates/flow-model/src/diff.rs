//! The changes in meaning between two versions of a specification.
//!
//! The models are compared, so places, order, comments, synonyms and retellings are no changes. Items are matched by name; a
//! removed one and an added one of similar names count as renamed and are compared as one. Every change has a [`Kind`], which
//! determines its [`Impact`]: who has to act on it.
//!
//! In order: `names` matches named items, `machine` compares the declarations of each machine, `accepts` the states in which
//! its events are accepted, and `bodies` the steps taken there.

mod accepts;
mod bodies;
mod key;
mod kind;
mod machine;
mod names;

use crate::model::{Model, Sources, Span};

pub use kind::{Impact, Kind};

/// One version of a specification.
#[derive(Clone, Copy, Debug)]
pub struct Version<'m> {
    /// Its model.
    pub model: &'m Model,
    /// Its texts.
    pub sources: &'m Sources,
}

/// One difference in meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its kind.
    pub kind: Kind,
    /// The code or data that it breaks.
    pub impact: Impact,
    /// The machine or actor it belongs to, with its sigil; `None` for the system.
    pub of: Option<String>,
    /// The change, in one sentence.
    pub message: String,
    /// The steps that are gone and new, in the order of the text; only for [`Kind::Behaviour`].
    pub steps: Vec<StepChange>,
    /// The place in the old version.
    pub old: Option<Span>,
    /// The place in the new version.
    pub new: Option<Span>,
}

/// A step of a handler that only one version has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepChange {
    /// The old one: as it was written, with two blanks for each level of guards.
    Gone(String),
    /// The new one.
    New(String),
}

/// All changes, machine by machine in the order of the new version, then the actors outside.
pub fn diff(old: Version<'_>, new: Version<'_>) -> Vec<Change> {
    let names = names::Names::of(old.model, new.model);
    let mut changes = Changes { old, new, of: None, list: Vec::new() };
    machine::compare_systems(&mut changes, &names);
    machine::compare_rules(&mut changes);
    for pair in &names.machines {
        changes.of = Some(format!("@{}", new.model.machines[pair.new].name.text));
        machine::compare_declarations(&mut changes, &names, pair);
        accepts::compare_accepted_states(&mut changes, pair);
        bodies::compare_bodies(&mut changes, &names, pair);
    }
    machine::compare_actors(&mut changes, &names);
    changes.list
}

/// The changes found so far.
struct Changes<'m> {
    old: Version<'m>,
    new: Version<'m>,
    /// The machine or actor that is looked at.
    of: Option<String>,
    list: Vec<Change>,
}

impl Changes<'_> {
    /// Adds a change with the impact of its kind, and returns it for places and steps to be added.
    fn add(&mut self, kind: Kind, message: impl Into<String>) -> &mut Change {
        self.list.push(Change {
            kind,
            impact: kind.impact(),
            of: self.of.clone(),
            message: message.into(),
            steps: Vec::new(),
            old: None,
            new: None,
        });
        self.list.last_mut().expect("a change was pushed just now")
    }
}

impl Change {
    fn was_at(&mut self, span: Span) -> &mut Self {
        self.old = Some(span);
        self
    }

    fn is_at(&mut self, span: Span) -> &mut Self {
        self.new = Some(span);
        self
    }
}
