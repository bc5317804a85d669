//! Plans the upgrade of stored data to a new version of a program: for each difference, the data goes on, is migrated by the author's
//! mapping, needs a mapping, or is refused.
//!
//! The plan depends on two descriptions, the author's mappings, and counts of stored data only. A difference that affects no stored data
//! has no line. A host carries the [`Changes`] out, and reads every changed row with the new program before it commits.

mod description;
mod events;
mod fields;
mod inventory;
mod machines;
mod mapping;
mod types;
mod values;

#[cfg(test)]
mod tests;

use std::fmt;

pub use description::{
    ActorDescription, Description, EventDescription, FieldDescription, MachineDescription,
    MessageDescription, PhraseDescription,
};
pub use inventory::{EventAt, GroupTimers, InstancesIn, Inventory, MessagesTo, OldAnswers, Place};
pub use values::{ValueChange, change_values};

use crate::Mapping;

/// How the stored data of one difference is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlanKind {
    /// No mapping helps: the new version cannot take these data.
    Refused,
    /// The author has to add a mapping.
    Open,
    /// It is changed.
    Migrated,
    /// It keeps its meaning.
    GoesOn,
}

/// A line of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlanLine {
    /// How the stored data is treated.
    pub kind: PlanKind,
    /// The machine or actor outside, without `@`.
    pub of: String,
    /// The stored data, and the part that the new version lacks or has instead.
    pub what: String,
    /// Lines for the section `[migrate.…]` of `flow.toml`, one of which to choose; none if something else has to be done.
    pub write: Vec<String>,
}

/// The plan of the upgrade of a database to a new version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plan {
    /// The differences that concern stored data, machine by machine.
    pub lines: Vec<PlanLine>,
    /// How to carry it out.
    pub changes: Changes,
}

/// The changes to stored data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Those of machines.
    pub machines: Vec<MachineChanges>,
    /// The events that are renamed, dropped, or have another payload.
    pub events: Vec<EventChange>,
    /// The same for messages to actors outside.
    pub messages: Vec<MessageChange>,
    /// The recorded questions that do not fit any more, by machine and function.
    pub answers: Vec<(String, String)>,
}

/// The changes to the instances of a machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MachineChanges {
    /// The machine.
    pub machine: String,
    /// States with other names: the old and the new one.
    pub states: Vec<(String, String)>,
    /// Groups of states with other names, as their timers know them.
    pub groups: Vec<(String, String)>,
    /// The changes to variables.
    pub variables: Vec<ValueChange>,
}

/// The change to the stored events of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventChange {
    /// The receiving machine.
    pub machine: String,
    /// The old event, with the sender in its handlers.
    pub old: (String, Option<String>),
    /// The new one; `None` if it is dropped.
    pub new: Option<(String, Option<String>)>,
    /// The changes to its payload.
    pub fields: Vec<ValueChange>,
}

/// The change to the stored messages of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageChange {
    /// The actor.
    pub actor: String,
    /// The old message.
    pub old: String,
    /// The new one; `None` if it is dropped.
    pub new: Option<String>,
    /// The changes to its payload.
    pub fields: Vec<ValueChange>,
}

impl Plan {
    /// Whether the new version can begin with these data.
    pub fn is_complete(&self) -> bool {
        self.lines.iter().all(|line| line.kind >= PlanKind::Migrated)
    }
}

impl Changes {
    /// Whether no stored data has to be changed.
    pub fn is_empty(&self) -> bool {
        *self == Changes::default()
    }
}

impl fmt::Display for PlanKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PlanKind::Refused => "refused",
            PlanKind::Open => "open",
            PlanKind::Migrated => "migrated",
            PlanKind::GoesOn => "goes on",
        })
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for PlanLine { kind, of, what, write } in &self.lines {
            write!(f, "{separator}{kind}: @{of}: {what}")?;
            separator = "\n";
            if !write.is_empty() {
                write!(f, "\n    write in flow.toml: [migrate.{of}] {}", write.join("  or  "))?;
            }
        }
        Ok(())
    }
}

/// Plans the migration of the data that the program `old` has stored, with the mappings of the author of the program `new`.
pub fn plan(old: &Description, new: &Description, mappings: &[Mapping], stored: &Inventory) -> Plan {
    let mut planner = Planner { old, new, mappings, stored, plan: Plan::default() };
    for machine in &old.machines {
        planner.plan_machine(machine);
    }
    for actor in &old.actors {
        planner.plan_actor(actor);
    }
    planner.plan
}

/// A plan in the making.
struct Planner<'a> {
    old: &'a Description,
    new: &'a Description,
    mappings: &'a [Mapping],
    stored: &'a Inventory,
    plan: Plan,
}

impl Planner<'_> {
    fn add(&mut self, kind: PlanKind, of: &str, what: String, write: Vec<String>) {
        self.plan.lines.push(PlanLine { kind, of: of.to_owned(), what, write });
    }

    /// How numbers are stored in the two versions.
    fn numbers(&self) -> (&str, &str) {
        (&self.old.number, &self.new.number)
    }
}

/// `1 instance`, `2 instances`.
fn count_text(count: i64, one: &str) -> String {
    let end = if count == 1 { "" } else { "s" };
    format!("{count} {one}{end}")
}
