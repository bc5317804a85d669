//! The results of stories and test cases as JSON, for `flow test --format json` (docs/schemas/test.schema.json).
//!
//! The structs define the format. One version number covers all of it, as for `flow model`.

use flow_sim::history::coverage::{Coverage, Kind};
use flow_sim::story::report::Reporter;
use flow_sim::story::result::{Assumption, Failure, RunKind, RunResult, StoryKind, StoryResult, Verdict};
use serde::Serialize;

use crate::export::Place;
use crate::stories::Counts;

/// The version of the format; it changes only if a field is removed, renamed or gets another meaning.
const FORMAT: u32 = 1;

/// The whole document.
#[derive(Debug, Serialize)]
pub(crate) struct ResultsJson {
    format: u32,
    verdict: &'static str,
    passed: usize,
    failed: usize,
    undecided: usize,
    described: usize,
    /// Specifications with errors; their stories are not run.
    broken: usize,
    rejected: usize,
    stories: Vec<StoryJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<CoverageJson>,
}

#[derive(Debug, Serialize)]
pub(crate) struct StoryJson {
    machine: String,
    name: String,
    kind: &'static str,
    verdict: &'static str,
    /// Whether it has no expectation.
    vacuous: bool,
    place: Place,
    runs: Vec<RunJson>,
    not_run: Vec<NotRunJson>,
}

#[derive(Debug, Serialize)]
struct RunJson {
    way: &'static str,
    /// The handler that an alternative or a branch runs in addition to the main run.
    with: Option<String>,
    verdict: &'static str,
    assumptions: Vec<String>,
    undecided: Vec<LineJson>,
    rejections: Vec<String>,
    failure: Option<FailureJson>,
}

#[derive(Debug, Serialize)]
struct FailureJson {
    message: String,
    expected: LineJson,
    /// The complete report, as in the text format.
    report: String,
}

#[derive(Debug, Serialize)]
struct LineJson {
    text: String,
    place: Place,
}

#[derive(Debug, Serialize)]
struct NotRunJson {
    with: String,
    since: LineJson,
}

/// The coverage of all programs.
#[derive(Debug, Serialize)]
pub(crate) struct CoverageJson {
    percent: usize,
    counts: Vec<CountJson>,
    missing: Vec<GapJson>,
}

#[derive(Debug, Serialize)]
struct CountJson {
    what: &'static str,
    covered: usize,
    all: usize,
}

#[derive(Debug, Serialize)]
struct GapJson {
    what: &'static str,
    text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    group: Vec<String>,
    place: Place,
}

/// Builds the document from the stories of all programs.
pub(crate) fn export_results(
    stories: Vec<StoryJson>,
    counts: Counts,
    verdict: Verdict,
    coverage: Option<CoverageJson>,
) -> ResultsJson {
    let Counts { passed, failed, undecided, described, broken, rejected } = counts;
    let verdict = verdict_name(verdict);
    ResultsJson {
        format: FORMAT,
        verdict,
        passed,
        failed,
        undecided,
        described,
        broken,
        rejected,
        stories,
        coverage,
    }
}

/// Builds the entry of one story.
pub(crate) fn export_story(reporter: Reporter<'_>, story: &StoryResult) -> StoryJson {
    let place = |span| Place::of(reporter.sources, span);
    let line = |span| LineJson { text: reporter.line(span).to_owned(), place: place(span) };
    let not_run = story.ruled_out.iter().map(|ruled_out| NotRunJson {
        with: reporter.show_handler(story.machine, ruled_out.handler),
        since: line(ruled_out.by),
    });
    let (kind, verdict) = match story.kind {
        StoryKind::Story => ("story", verdict_name(story.verdict)),
        StoryKind::Description => ("description", "described"),
        StoryKind::Case => ("case", verdict_name(story.verdict)),
    };
    StoryJson {
        machine: reporter.model.machines[story.machine].name.text.clone(),
        name: story.name.clone(),
        kind,
        verdict,
        vacuous: story.vacuous,
        place: place(story.span),
        runs: story.runs.iter().map(|run| run_json(reporter, story, run)).collect(),
        not_run: not_run.collect(),
    }
}

fn run_json(reporter: Reporter<'_>, story: &StoryResult, run: &RunResult) -> RunJson {
    let (way, with) = match run.kind {
        RunKind::Main => ("main", None),
        RunKind::Alternative(handler) => ("alternative", Some(handler)),
        RunKind::Branch(handler) => ("branch", Some(handler)),
    };
    let line =
        |span| LineJson { text: reporter.line(span).to_owned(), place: Place::of(reporter.sources, span) };
    let assumption = |assumed: &Assumption| reporter.show_assumption(assumed);
    let failure = |failure: &Failure| FailureJson {
        message: reporter.describe_failure(story.machine, failure),
        expected: line(failure.span),
        report: reporter.report_failure(story.machine, run, failure),
    };
    RunJson {
        way,
        with: with.map(|handler| reporter.show_handler(story.machine, handler)),
        verdict: verdict_name(run.verdict),
        assumptions: run.assumptions.iter().map(assumption).collect(),
        undecided: run.undecided.iter().map(|span| line(*span)).collect(),
        rejections: run.rejections.iter().map(|rejection| reporter.report_rejection(rejection)).collect(),
        failure: run.failure.as_ref().map(failure),
    }
}

/// Counts the covered items of all programs and lists those that are not covered.
pub(crate) fn export_coverage(programs: &[(Reporter<'_>, Coverage)]) -> CoverageJson {
    let count = |kind: Kind| {
        let counts = programs.iter().map(|(_, coverage)| coverage.count(kind));
        let (covered, all) = counts.fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
        CountJson { what: kind.plural(), covered, all }
    };
    let gaps = programs.iter().flat_map(|(reporter, coverage)| {
        reporter.list_gaps(coverage).into_iter().map(|gap| GapJson {
            what: gap.what,
            text: gap.text,
            group: gap.group,
            place: Place::of(reporter.sources, gap.span),
        })
    });
    CoverageJson {
        percent: covered_percent(programs.iter().map(|(_, coverage)| coverage)),
        counts: Kind::ALL.into_iter().map(count).collect(),
        missing: gaps.collect(),
    }
}

/// How much of all programs is covered, in whole percent, rounded down.
pub(crate) fn covered_percent<'c>(programs: impl IntoIterator<Item = &'c Coverage>) -> usize {
    let items: Vec<_> = programs.into_iter().flat_map(|coverage| &coverage.items).collect();
    let hit = items.iter().filter(|item| item.hit).count();
    (hit * 100).checked_div(items.len()).unwrap_or(100)
}

fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "passed",
        Verdict::Undecided => "undecided",
        Verdict::Failed => "failed",
    }
}
