//! The results of `flow explore` for one program, in each of their formats.

pub(crate) mod json;
pub(crate) mod junit;
pub(crate) mod print;
pub(crate) mod svg;
pub(crate) mod write;

use flow_explore::{Closing, Exploration, Gate, Level, Verdict};
use flow_project::Analysis;

use crate::failure::Exit;

/// An exploration of one program.
pub(crate) struct Explored {
    pub(crate) analysis: Analysis,
    pub(crate) exploration: Exploration,
    /// What would close it, if it has ended early.
    pub(crate) closings: Vec<Closing>,
    /// Its result under the criteria of `[explore]` in `flow.toml`.
    pub(crate) gate: Gate,
    /// Whether warnings and approximations fail too.
    pub(crate) is_strict: bool,
}

impl Explored {
    /// The file that gives the program its name.
    pub(crate) fn name(&self) -> &str {
        self.analysis.program.files.first().map_or("", |file| file.path.as_str())
    }

    /// The levels of findings that fail.
    pub(crate) fn fatal_levels(&self) -> &'static [Level] {
        if self.is_strict { &[Level::Deny, Level::Warn] } else { &[Level::Deny] }
    }

    /// Findings first: a mistake counts even if the exploration is incomplete.
    pub(crate) fn exit(&self) -> Exit {
        let Explored { exploration, gate, is_strict, .. } = self;
        let has_finding = gate.open_findings(exploration, self.fatal_levels()).next().is_some();
        if has_finding || (*is_strict && !gate.outdated.is_empty()) {
            return Exit::FINDINGS;
        }
        match &exploration.verdict {
            Verdict::UpTo(_) => Exit::OPEN,
            _ if gate.unmet.is_some() => Exit::FINDINGS,
            Verdict::Approximately(_) if *is_strict => Exit::FINDINGS,
            Verdict::Everything | Verdict::Approximately(_) => Exit::CLEAN,
        }
    }
}

/// The words of a verdict.
pub(crate) fn verdict_words(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Everything => "everything",
        Verdict::Approximately(_) => "everything, approximately",
        Verdict::UpTo(_) => "not everything",
    }
}

/// The verdict with the explored world: "everything, with a patient outside and actions that succeed: 12 states, no limit on
/// what comes from outside".
pub(crate) fn describe_verdict(exploration: &Exploration) -> String {
    let Exploration { world, states, outside, .. } = exploration;
    let verdict = verdict_words(&exploration.verdict);
    let limit = if outside.is_some() { "" } else { ", no limit on what comes from outside" };
    let plural = if *states == 1 { "state" } else { "states" };
    let unjudged: Vec<String> =
        exploration.unjudged.iter().map(|kind| format!("'{}'", kind.name())).collect();
    let (reduced, unjudged) = match unjudged.is_empty() {
        true => ("", String::new()),
        false => (", reduced", format!("; {} are not judged", unjudged.join(" and "))),
    };
    format!("{verdict}{reduced}, {world}: {states} {plural}{limit}{unjudged}")
}

/// What was approximated, or is open.
pub(crate) fn verdict_notes(verdict: &Verdict) -> &[String] {
    match verdict {
        Verdict::Everything => &[],
        Verdict::Approximately(notes) | Verdict::UpTo(notes) => notes,
    }
}
