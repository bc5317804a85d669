//! The stories of a program, run by the interpreter: how each ended, and where it failed.
//!
//! Stories of other files that use the program are not run. A story that panics costs its own result.

use std::panic::{AssertUnwindSafe, catch_unwind};

use flow_model::model::ScenarioId;
use flow_sim::Runnable;
use flow_sim::story::report::Reporter;
use flow_sim::story::result::{StoryKind, StoryResult, Verdict};
use flow_sim::story::{run_case, run_scenario};
use flow_syntax::source::Span;

use super::background::{Product, Work};
use crate::workspace::Checked;

/// The result of one story.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Story {
    /// Its name.
    pub(crate) name: String,
    /// Its header.
    pub(crate) span: Span,
    /// The worst of its runs.
    pub(crate) verdict: Verdict,
    /// The places where it failed.
    pub(crate) failures: Vec<StoryFailure>,
    /// The human-readable report.
    pub(crate) report: String,
}

/// A place where a story failed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StoryFailure {
    /// The line.
    pub(crate) span: Span,
    /// The failed expectation.
    pub(crate) message: String,
}

/// The task of the background.
pub(crate) fn run_in_background(work: &Work<'_>) -> Option<Product> {
    let total =
        work.checked.analysis.model.machines.iter().map(|machine| machine.scenarios.len()).sum::<usize>()
            + work.checked.analysis.tests.len();
    let advance = |count: usize| (work.advance)(&|| format!("{count} of {total} stories"));
    run_stories(work.checked, work.is_wanted, &advance).map(Product::Stories)
}

/// The results of all stories and cases; `None` if they are not wanted any more. `advance` gets the number of those that have run.
pub(crate) fn run_stories(
    checked: &Checked,
    is_wanted: &dyn Fn() -> bool,
    advance: &dyn Fn(usize),
) -> Option<Vec<Story>> {
    let analysis = &checked.analysis;
    let runnable = Runnable::new(&analysis.model);
    let mut stories = Vec::new();
    let mut count = 0;
    let mut goes_on = || {
        advance(count);
        count += 1;
        is_wanted()
    };
    for (machine, of) in analysis.model.machines.entries() {
        for scenario in 0..of.scenarios.len() {
            if !goes_on() {
                return None;
            }
            let run = || run_scenario(&runnable, machine, ScenarioId::new(scenario));
            let result = catch_unwind(AssertUnwindSafe(run)).ok().flatten();
            stories.extend(result.map(|result| describe(checked, &result)));
        }
    }
    for case in &analysis.tests {
        if !goes_on() {
            return None;
        }
        let result = catch_unwind(AssertUnwindSafe(|| run_case(&runnable, case)));
        stories.extend(result.ok().map(|result| describe(checked, &result)));
    }
    stories.retain(|story| !story.report.starts_with("described"));
    Some(stories)
}

fn describe(checked: &Checked, result: &StoryResult) -> Story {
    let analysis = &checked.analysis;
    let reporter = Reporter { model: &analysis.model, sources: &analysis.program.sources };
    let mut failures: Vec<StoryFailure> = Vec::new();
    for failure in result.runs.iter().filter_map(|run| run.failure.as_ref()) {
        let message = format!("{}: {}", result.name, reporter.describe_failure(result.machine, failure));
        let found = StoryFailure { span: failure.span, message };
        if !failures.contains(&found) {
            failures.push(found);
        }
    }
    let report = match result.kind {
        StoryKind::Description => "described".to_owned(),
        _ => reporter.report_story(result),
    };
    Story { name: result.name.clone(), span: result.span, verdict: result.verdict, failures, report }
}
