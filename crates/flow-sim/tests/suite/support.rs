//! What the tests of this crate share: reading specifications, running them, and writing results in short.

use flow_model::model::{MachineId, Model};
use flow_model::{MemoryLoader, Program};
use flow_sim::exec::runnable::Runnable;
use flow_sim::history::coverage::Hits;
use flow_sim::history::trace::Why;
use flow_sim::story::report::Reporter;
use flow_sim::story::result::{FailureKind, Results, RunKind, RunResult, StoryKind, StoryResult, Verdict};
use flow_syntax::diagnostic::{Diagnostics, Level, Lints};

/// A specification that was read.
pub(crate) struct Loaded {
    pub(crate) program: Program,
    pub(crate) model: Model,
    /// Errors, as `name: message`.
    pub(crate) said: Vec<String>,
}

/// Reads files, all together.
pub(crate) fn load(files: &[(&str, &str)]) -> Loaded {
    let mut diags = Diagnostics::new(Lints::new());
    let roots: Vec<_> = files.iter().map(|(path, _)| (*path).to_owned()).collect();
    let mut loader = MemoryLoader::new(files.iter().copied());
    let program = flow_model::load(&roots, &mut loader, &mut diags);
    let model = flow_model::resolve(&program, &mut diags);
    let said = diags.sorted().into_iter().filter(|diag| diag.level == Level::Deny);
    let said = said.map(|diag| format!("{}: {}", diag.name.as_str(), diag.message)).collect();
    Loaded { program, model, said }
}

/// Reads a file of the seed; `None`, with a note, where it is absent.
pub(crate) fn seed(name: &str) -> Option<String> {
    let path = format!("{}/../../../shared/seed/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        println!("note: {path} is not there, so this test looks at nothing");
    }
    text
}

impl Loaded {
    pub(crate) fn run(&self) -> Results {
        assert!(self.said.is_empty(), "the specification has errors: {:#?}", self.said);
        flow_sim::story::planner::run(&Runnable::new(&self.model))
    }

    /// Runs the test files, and returns what they report.
    pub(crate) fn run_tests(&self) -> (Results, Vec<String>) {
        assert!(self.said.is_empty(), "the specification has errors: {:#?}", self.said);
        let mut diags = Diagnostics::new(Lints::new());
        let cases = flow_model::resolve_tests(&self.program, &self.model, &mut diags);
        let cases = flow_sim::story::cases::run_tests(&Runnable::new(&self.model), &cases);
        let mut results = Results { stories: Vec::new(), hits: Hits::default() };
        results.add(cases);
        let said = diags.sorted().into_iter().map(|diag| {
            let place = self.program.sources.position(diag.span);
            let help: Vec<_> = diag.help.iter().map(|help| format!("; {}", help.text)).collect();
            format!("{}: {}: {}{}", place.line, diag.name.as_str(), diag.message, help.concat())
        });
        (results, said.collect())
    }

    pub(crate) fn report(&self, results: &Results) -> String {
        Reporter { model: &self.model, sources: &self.program.sources }.report_results(results)
    }

    /// Every run of a story in short: kind, verdict, states, assumptions, and where it failed.
    pub(crate) fn short(&self, story: &StoryResult) -> Vec<String> {
        if story.kind == StoryKind::Description {
            return vec!["description".to_owned()];
        }
        story.runs.iter().map(|run| self.short_run(story.machine, run)).collect()
    }

    fn short_run(&self, machine: MachineId, run: &RunResult) -> String {
        let reporter = Reporter { model: &self.model, sources: &self.program.sources };
        let definition = &self.model.machines[machine];
        let state = |id: flow_model::model::StateId| format!("#{}", definition.states[id].name.text);
        let event = |handler: flow_model::model::HandlerId| {
            let event = definition.handlers[handler].event;
            format!(":{}", definition.events[event].name.text)
        };
        let way = match run.kind {
            RunKind::Main => "main".to_owned(),
            RunKind::Alternative(handler) => format!("alternative {}", event(handler)),
            RunKind::Branch(handler) => format!("branch {}", event(handler)),
        };
        let verdict = match run.verdict {
            Verdict::Passed => "passed",
            Verdict::Failed => "failed",
            Verdict::Undecided => "undecided",
        };
        let mut text = format!("{way}: {verdict}: {}", state(run.start.state));
        for taken in &run.taken {
            text += &format!(" {} {}", event(taken.handler), state(taken.after));
        }
        for assumption in &run.assumptions {
            text += &format!(" | {}", reporter.show_assumption(assumption));
        }
        for rejection in &run.rejections {
            let how = match rejection.why {
                Why::NotAccepted => "rejected",
                Why::Refused(_) => "refused",
                Why::Failed(_) => "failed",
            };
            text += &format!(" | {how} :{}", rejection.event);
        }
        if run.bound_reached {
            text += " | bound reached";
        }
        if let Some(failure) = &run.failure {
            let line = self.program.sources.position(failure.span).line;
            let file = self.program.sources.get(failure.span.file);
            text += &format!(" | {} at {}", kind(&failure.kind), file.line(line).trim());
        }
        text
    }
}

fn kind(kind: &FailureKind) -> &'static str {
    match kind {
        FailureKind::NotAccepted | FailureKind::RejectedBy { .. } => "not accepted",
        FailureKind::Accepted { .. } => "accepted",
        FailureKind::NotInFlight => "not under way",
        FailureKind::Late(_) => "late",
        FailureKind::CameBefore { .. } => "came before",
        FailureKind::TooLong => "too long",
        FailureKind::Broken(_) => "broken",
        FailureKind::Refused(_) => "refused",
        FailureKind::RuleBroken(_) => "rule broken",
        FailureKind::StepMissing => "step missing",
        FailureKind::Expectation(_) => "expectation",
        FailureKind::Endless => "endless",
    }
}

/// Runs the one story called `name` of `files`, and compares its runs with `expected`.
pub(crate) fn check_story(files: &[(&str, &str)], name: &str, expected: &[&str]) {
    let loaded = load(files);
    let results = loaded.run();
    let story = results.story(name).unwrap_or_else(|| panic!("no story '{name}'"));
    let short = loaded.short(story);
    assert_eq!(short, expected, "\n{}", loaded.report(&results));
}
