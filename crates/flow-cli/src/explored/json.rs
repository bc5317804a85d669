//! Explorations as JSON, for `flow explore --format json` (docs/schemas/explore.schema.json).
//!
//! The structs define the format. One version number covers all of it, as for `flow model`.

use flow_explore::{
    Closing, Finding, Level, NeverTold, Verdict, describe_ending, describe_never_told, describe_start,
    describe_step, write_suggestions,
};
use flow_project::Analysis;
use serde::Serialize;

use crate::explored::Explored;
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
    /// What would close it, if it has ended early.
    closings: Vec<ClosingJson>,
    states: usize,
    transitions: usize,
    conversations: u8,
    beginners: Vec<String>,
    unchecked_rules: Vec<Place>,
    /// The kinds of findings that were not judged, with `--reduce`.
    unjudged: Vec<&'static str>,
    findings: Vec<FindingJson>,
    /// The keys of accepted findings that do not occur.
    outdated: Vec<String>,
    /// Why the exploration did not reach what the settings require.
    #[serde(skip_serializing_if = "Option::is_none")]
    unmet: Option<String>,
    /// What no story and no test does, if it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    never_told: Option<Vec<NeverToldJson>>,
    /// A test file that does it, if it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestions: Option<String>,
}

/// An option or a change of the text with which everything is explored.
#[derive(Debug, Serialize)]
struct ClosingJson {
    change: String,
    states: usize,
    is_exact: bool,
}

/// A transition that no story and no test makes.
#[derive(Debug, Serialize)]
struct NeverToldJson {
    transition: String,
    machine: String,
    /// The handler that makes it.
    place: Place,
    /// Whether no story and no test takes the handler at all.
    is_handler: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<String>,
    steps: Vec<String>,
}

#[derive(Debug, Serialize)]
struct FindingJson {
    kind: &'static str,
    level: &'static str,
    message: String,
    key: String,
    /// Why it is accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<String>,
    steps: Vec<String>,
    /// The continuation of the path.
    #[serde(skip_serializing_if = "Option::is_none")]
    ending: Option<String>,
    /// What leads to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<String>,
    /// What to write instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
}

/// The document of some explorations; with what no story does, and with tests that do it, if those were asked for.
pub(crate) fn export(all: &[Explored], lists_never_told: bool, suggests: bool) -> ExplorationsJson {
    let export_one = |explored: &Explored| {
        let Explored { analysis, exploration, .. } = explored;
        let never_told = exploration.never_told.iter().map(|one| export_never_told(analysis, one));
        let never_told = lists_never_told.then(|| never_told.collect());
        let write = || write_suggestions(&analysis.program, &analysis.model, &exploration.never_told).text;
        ExplorationJson { never_told, suggestions: suggests.then(write), ..export_one(explored) }
    };
    ExplorationsJson { format: FORMAT, explorations: all.iter().map(export_one).collect() }
}

fn export_never_told(analysis: &Analysis, one: &NeverTold) -> NeverToldJson {
    let machine = &analysis.model.machines[one.machine];
    let handler = &machine.handlers[one.transition.handler];
    NeverToldJson {
        transition: describe_never_told(&analysis.model, one),
        machine: machine.name.text.clone(),
        place: Place::of(&analysis.program.sources, handler.span),
        is_handler: one.is_handler,
        start: describe_start(&analysis.model, &one.trace.start),
        steps: one.trace.steps.iter().map(|step| describe_step(&analysis.model, step)).collect(),
    }
}

fn export_one(explored: &Explored) -> ExplorationJson {
    let Explored { analysis, exploration, closings, gate, .. } = explored;
    let closings = closings.iter().map(|Closing { change, states, is_exact }| ClosingJson {
        change: change.clone(),
        states: *states,
        is_exact: *is_exact,
    });
    let (verdict, notes) = match &exploration.verdict {
        Verdict::Everything => ("everything", Vec::new()),
        Verdict::Approximately(notes) => ("approximately", notes.clone()),
        Verdict::UpTo(notes) => ("up-to", notes.clone()),
    };
    let sources = &analysis.program.sources;
    let places = exploration.unchecked_rules.iter().map(|span| Place::of(sources, *span));
    let findings = exploration.findings.iter().enumerate();
    let findings = findings.map(|(at, finding)| export_finding(analysis, finding, gate.reason(at)));
    ExplorationJson {
        file: explored.name().to_owned(),
        world: exploration.world.clone(),
        verdict,
        notes,
        closings: closings.collect(),
        states: exploration.states,
        transitions: exploration.transitions,
        conversations: exploration.conversations,
        beginners: exploration.beginners.clone(),
        unchecked_rules: places.collect(),
        unjudged: exploration.unjudged.iter().map(|kind| kind.name()).collect(),
        findings: findings.collect(),
        outdated: gate.outdated.clone(),
        unmet: gate.unmet.clone(),
        never_told: None,
        suggestions: None,
    }
}

fn export_finding(analysis: &Analysis, finding: &Finding, accepted: Option<&str>) -> FindingJson {
    let steps = finding.trace.steps.iter().map(|step| describe_step(&analysis.model, step));
    FindingJson {
        kind: finding.kind.name(),
        level: match finding.level() {
            Level::Deny => "deny",
            Level::Warn => "warn",
            Level::Note => "note",
        },
        message: finding.message.clone(),
        key: finding.key.clone(),
        accepted: accepted.map(str::to_owned),
        place: finding.span.map(|span| Place::of(&analysis.program.sources, span)),
        start: describe_start(&analysis.model, &finding.trace.start),
        steps: steps.collect(),
        ending: describe_ending(&finding.trace),
        cause: finding.cause.clone(),
        help: finding.help.clone(),
    }
}
