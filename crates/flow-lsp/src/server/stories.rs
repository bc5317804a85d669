//! Stories in the background: a thread that runs those of the latest texts.
//!
//! Only the newest analysis of a program counts: a job that is waiting is replaced, and one that runs ends before its next story. A
//! story that panics costs its own result.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

use flow_model::model::ScenarioId;
use flow_sim::Runnable;
use flow_sim::story::report::Reporter;
use flow_sim::story::result::{StoryKind, StoryResult, Verdict};
use flow_sim::story::{run_case, run_scenario};
use flow_syntax::source::Span;

use crate::workspace::Checked;

/// The results of a program's stories.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outcome {
    /// The first root of the program.
    pub(crate) program: String,
    /// The analysis that was run.
    pub(crate) revision: u64,
    /// The stories that were run, in order.
    pub(crate) stories: Vec<Story>,
}

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
    /// The report for people.
    pub(crate) report: String,
}

/// A place where a story failed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StoryFailure {
    /// The line.
    pub(crate) span: Span,
    /// What is not as expected.
    pub(crate) message: String,
}

impl Outcome {
    /// All places where stories failed.
    pub(crate) fn failures(&self) -> impl Iterator<Item = &StoryFailure> {
        self.stories.iter().flat_map(|story| &story.failures)
    }
}

/// What is to be run: an analysis and its number.
type Job = (u64, Arc<Checked>);

/// The thread that runs stories.
pub(crate) struct Runner {
    wake: Sender<()>,
    /// The newest analysis of each program that waits, and the newest of all, by the first root.
    jobs: Arc<Mutex<Jobs>>,
}

#[derive(Default)]
struct Jobs {
    waiting: BTreeMap<String, Job>,
    newest: BTreeMap<String, u64>,
}

impl Runner {
    /// Starts the thread. It ends when the runner is dropped.
    pub(crate) fn start(report: impl Fn(Outcome) + Send + 'static) -> Runner {
        let (wake, woken) = channel();
        let jobs = Arc::new(Mutex::new(Jobs::default()));
        let own = jobs.clone();
        thread::spawn(move || run_jobs(&woken, &own, &report));
        Runner { wake, jobs }
    }

    /// Lets the stories of a program end, since its text has changed.
    pub(crate) fn stop(&self, program: &str) {
        if let Ok(mut jobs) = self.jobs.lock() {
            jobs.newest.remove(program);
            jobs.waiting.remove(program);
        }
    }

    /// Runs the stories of an analysis, in place of older ones of the program.
    pub(crate) fn run(&self, program: &str, revision: u64, checked: Arc<Checked>) {
        if let Ok(mut jobs) = self.jobs.lock() {
            jobs.newest.insert(program.to_owned(), revision);
            jobs.waiting.insert(program.to_owned(), (revision, checked));
        }
        // The thread ends only with this runner.
        let _ = self.wake.send(());
    }
}

fn run_jobs(woken: &Receiver<()>, jobs: &Mutex<Jobs>, report: &dyn Fn(Outcome)) {
    while woken.recv().is_ok() {
        while let Some((program, (revision, checked))) =
            jobs.lock().ok().and_then(|mut jobs| jobs.waiting.pop_first())
        {
            let is_newest = || jobs.lock().is_ok_and(|jobs| jobs.newest.get(&program) == Some(&revision));
            if let Some(stories) = run_stories(&checked, &is_newest) {
                report(Outcome { program, revision, stories });
            }
        }
    }
}

/// The results of all stories and cases; `None` if they are not wanted any more.
pub(crate) fn run_stories(checked: &Checked, is_wanted: &dyn Fn() -> bool) -> Option<Vec<Story>> {
    let analysis = &checked.analysis;
    let runnable = Runnable::new(&analysis.model);
    let mut stories = Vec::new();
    for (machine, of) in analysis.model.machines.entries() {
        for scenario in 0..of.scenarios.len() {
            if !is_wanted() {
                return None;
            }
            let run = || run_scenario(&runnable, machine, ScenarioId::new(scenario));
            let result = catch_unwind(AssertUnwindSafe(run)).ok().flatten();
            stories.extend(result.map(|result| describe(checked, &result)));
        }
    }
    for case in &analysis.tests {
        if !is_wanted() {
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
