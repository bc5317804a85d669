//! Explorations as JSON, for `flow explore --format json` (docs/schemas/explore.schema.json).
//!
//! The structs define the format. One version number covers all of it, as for `flow model`.

use flow_explore::{Exploration, Finding, Level, Verdict, describe_start, describe_step};
use flow_project::Analysis;
use serde::Serialize;

use crate::export::Place;

/// The version of the format; it changes only if a field is removed, renamed or gets another meaning.
const FORMAT: u32 = 1;

/// The whole document.
#[derive(Debug, Serialize)]
pub(crate) struct ExplorationsJson {
    format: u32,
    explorations: Vec<ExplorationJson>,
}

#[derive(Debug, Serialize)]
struct ExplorationJson {
    file: String,
    world: String,
    verdict: &'static str,
    /// What was approximated, or is open.
    notes: Vec<String>,
    states: usize,
    transitions: usize,
    conversations: u8,
    beginners: Vec<String>,
    unchecked_rules: Vec<Place>,
    findings: Vec<FindingJson>,
}

#[derive(Debug, Serialize)]
struct FindingJson {
    kind: &'static str,
    level: &'static str,
    message: String,
    key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<String>,
    steps: Vec<String>,
}

/// The document of some explorations.
pub(crate) fn export<'a>(all: impl Iterator<Item = (&'a Analysis, &'a Exploration)>) -> ExplorationsJson {
    ExplorationsJson { format: FORMAT, explorations: all.map(|(of, found)| export_one(of, found)).collect() }
}

fn export_one(analysis: &Analysis, exploration: &Exploration) -> ExplorationJson {
    let (verdict, notes) = match &exploration.verdict {
        Verdict::Everything => ("everything", Vec::new()),
        Verdict::Approximately(notes) => ("approximately", notes.clone()),
        Verdict::UpTo(notes) => ("up-to", notes.clone()),
    };
    let sources = &analysis.program.sources;
    let places = exploration.unchecked_rules.iter().map(|span| Place::of(sources, *span));
    ExplorationJson {
        file: analysis.program.files.first().map(|file| file.path.clone()).unwrap_or_default(),
        world: exploration.world.clone(),
        verdict,
        notes,
        states: exploration.states,
        transitions: exploration.transitions,
        conversations: exploration.conversations,
        beginners: exploration.beginners.clone(),
        unchecked_rules: places.collect(),
        findings: exploration.findings.iter().map(|finding| export_finding(analysis, finding)).collect(),
    }
}

fn export_finding(analysis: &Analysis, finding: &Finding) -> FindingJson {
    let steps = finding.trace.steps.iter().map(|step| describe_step(&analysis.model, step));
    FindingJson {
        kind: finding.kind.name(),
        level: match finding.kind.level() {
            Level::Deny => "deny",
            Level::Warn => "warn",
            Level::Note => "note",
        },
        message: finding.message.clone(),
        key: finding.key.clone(),
        place: finding.span.map(|span| Place::of(&analysis.program.sources, span)),
        start: describe_start(&analysis.model, &finding.trace.start),
        steps: steps.collect(),
    }
}
