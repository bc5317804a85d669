//! The changes between two versions of a specification, as text and as JSON (docs/schemas/diff.schema.json).
//!
//! The text is ordered by impact: changes that break stored instances, changes that break callers, other changes of behaviour,
//! and the harmless rest.

use anstyle::Style as Paint;
use flow_model::diff::{Change, Impact, StepChange, Version};
use flow_syntax::render::escaped;
use serde::Serialize;

use crate::export::Place;
use crate::style::TextStyle;
use crate::ui::{BOLD, DIM, GREEN, RED, YELLOW, painted};

/// The version of the format; it changes only if a field is removed, renamed or gets another meaning.
const FORMAT: u32 = 1;

/// Renders the changes as text, grouped by impact.
pub(crate) fn render_text(
    old: Version<'_>,
    new: Version<'_>,
    changes: &[Change],
    style: TextStyle,
) -> String {
    if changes.is_empty() {
        return "nothing changed in meaning\n".to_owned();
    }
    let mut text = String::new();
    for impact in Impact::ALL {
        let those: Vec<_> = changes.iter().filter(|change| change.impact == impact).collect();
        if those.is_empty() {
            continue;
        }
        text += &format!("{}\n", painted(impact_color(impact), impact_heading(impact)));
        let mut of = None;
        for change in those {
            if of != Some(&change.of) {
                text += &format!("  {}\n", painted(BOLD, change.of.as_deref().unwrap_or("the system")));
                of = Some(&change.of);
            }
            text += &render_change(old, new, change, style);
        }
        text.push('\n');
    }
    text + &summarize(changes) + "\n"
}

fn render_change(old: Version<'_>, new: Version<'_>, change: &Change, style: TextStyle) -> String {
    let mut text = String::new();
    for line in style.wrapped(&escaped(&change.message), 4) {
        text += &format!("    {line}\n");
    }
    for step in &change.steps {
        text += &match step {
            StepChange::Gone(step) => format!("      {}\n", painted(RED, &format!("- {}", escaped(step)))),
            StepChange::New(step) => format!("      {}\n", painted(GREEN, &format!("+ {}", escaped(step)))),
        };
    }
    let place = |version: Version<'_>, span| {
        let position = version.sources.position(span);
        format!("{}:{}", version.sources.get(span.file).path, position.line)
    };
    let places = [change.old.map(|span| place(old, span)), change.new.map(|span| place(new, span))];
    let places: Vec<_> = places.into_iter().flatten().collect();
    let arrow = format!(" {} ", style.arrow());
    let why =
        if change.impact > Impact::Behaviour { format!("{}  ", change.kind.why()) } else { String::new() };
    text + &format!("      {}\n", painted(DIM, &format!("{why}[{}]", places.join(&arrow))))
}

fn impact_heading(impact: Impact) -> &'static str {
    match impact {
        Impact::Stored => "breaks stored instances",
        Impact::Callers => "breaks callers",
        Impact::Behaviour => "behaves differently, and breaks nothing",
        Impact::Harmless => "harmless",
    }
}

fn impact_color(impact: Impact) -> Paint {
    match impact {
        Impact::Stored | Impact::Callers => RED,
        Impact::Behaviour => YELLOW,
        Impact::Harmless => GREEN,
    }
}

/// `7 changes: 2 break stored instances, 3 break callers`.
fn summarize(changes: &[Change]) -> String {
    let count = |impact| changes.iter().filter(|change| change.impact == impact).count();
    let all = match changes.len() {
        1 => "1 change".to_owned(),
        many => format!("{many} changes"),
    };
    let breaking =
        [(Impact::Stored, "stored instances"), (Impact::Callers, "callers")].map(|(impact, affected)| {
            let (count, verb) = (count(impact), if count(impact) == 1 { "breaks" } else { "break" });
            (count > 0).then(|| painted(RED, &format!("{count} {verb} {affected}")))
        });
    let breaking: Vec<_> = breaking.into_iter().flatten().collect();
    let breaking = if breaking.is_empty() { "nothing breaks".to_owned() } else { breaking.join(", ") };
    format!("{all}: {breaking}")
}

/// The JSON document.
#[derive(Debug, Serialize)]
pub(crate) struct ChangesJson {
    format: u32,
    breaking: bool,
    changes: Vec<ChangeJson>,
}

#[derive(Debug, Serialize)]
struct ChangeJson {
    kind: &'static str,
    impact: &'static str,
    /// The machine or the actor, with its sigil.
    of: Option<String>,
    message: String,
    why: &'static str,
    steps: Vec<StepJson>,
    old: Option<Place>,
    new: Option<Place>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum StepJson {
    Gone(String),
    New(String),
}

/// Builds the JSON document; the changes keep the order of the specification.
pub(crate) fn export_changes(old: Version<'_>, new: Version<'_>, changes: &[Change]) -> ChangesJson {
    let change = |change: &Change| ChangeJson {
        kind: change.kind.as_str(),
        impact: change.impact.as_str(),
        of: change.of.clone(),
        message: change.message.clone(),
        why: change.kind.why(),
        steps: change.steps.iter().map(export_step).collect(),
        old: change.old.map(|span| Place::of(old.sources, span)),
        new: change.new.map(|span| Place::of(new.sources, span)),
    };
    ChangesJson {
        format: FORMAT,
        breaking: changes.iter().any(|change| change.impact.breaks()),
        changes: changes.iter().map(change).collect(),
    }
}

fn export_step(step: &StepChange) -> StepJson {
    match step {
        StepChange::Gone(text) => StepJson::Gone(text.clone()),
        StepChange::New(text) => StepJson::New(text.clone()),
    }
}
