//! A specification with the machines that were compiled from it, and its stories as tests.
//!
//! The texts are part of the generated code, so a test reads no files. A failing test shows the interpreter's report, with the
//! first difference of the compiled code.

use flow_model::cases::TestCase;
use flow_model::model::{MachineId, Model, ScenarioId};
use flow_model::{MemoryLoader, Program};
use flow_project::{Analysis, Request, Settings, analyze};
use flow_sim::exec::runnable::Runnable;
use flow_sim::exec::step::Executor;
use flow_sim::story::cases::run_case;
use flow_sim::story::planner::{run_once, run_scenario};
use flow_sim::story::report::Reporter;
use flow_sim::story::result::{StoryResult, Verdict};
use flow_syntax::diagnostic::{Diagnostics, Level, Name};
use flow_syntax::render::{Style, render_all};

use crate::beside::Beside;
use crate::compare::{Difference, Number};
use crate::compiled::Compiled;
use crate::own::{Own, World};

/// A specification and what was compiled from it.
#[derive(Clone, Copy)]
pub struct Specification {
    /// Every file: its path, and its text.
    pub files: &'static [(&'static str, &'static str)],
    /// The files to begin with.
    pub roots: &'static [&'static str],
    /// The type of a `number` in the compiled code.
    pub number: Number,
    /// The compiled machines, in the order of the model's.
    pub machines: &'static [&'static dyn Compiled],
}

/// A specification that was read.
#[derive(Debug)]
pub struct Loaded {
    /// The files.
    pub program: Program,
    /// The model of these files.
    pub model: Model,
    /// The cases of the test files.
    pub tests: Vec<TestCase>,
    /// Everything that was found.
    pub diagnostics: Diagnostics,
}

impl Specification {
    /// Reads the texts, as they were read when the machines were compiled.
    pub fn load(&self) -> Loaded {
        let request = Request { overrides: self.settings(), ..Request::new(self.roots.iter().copied()) };
        let analysis = analyze(&request, &mut MemoryLoader::new(self.files.iter().copied()));
        let Analysis { program, model, tests, diagnostics, .. } = analysis;
        Loaded { program, model, tests, diagnostics }
    }

    /// The type of numbers of the generated code, and no checks: the levels that the code was generated with are not known here,
    /// and a check that was allowed then must not stop a test now.
    pub(crate) fn settings(&self) -> Settings {
        let number = match self.number {
            Number::Decimal => flow_project::Number::Decimal,
            Number::F64 => flow_project::Number::F64,
            Number::I64 => flow_project::Number::I64,
        };
        let mut settings = Settings { number: Some(number), ..Settings::default() };
        for lint in Name::ALL.iter().filter(|name| name.is_lint()) {
            settings.lints.set(*lint, Level::Allow);
        }
        settings
    }

    /// Runs all routes of the story of a scenario, the compiled machines next to the interpreter. Undecided assertions
    /// are printed.
    ///
    /// # Panics
    /// With the report, if the story fails, or if the compiled machines differ from the specification.
    #[track_caller]
    pub fn story(&self, machine: usize, scenario: usize) {
        print_or_panic(self.check_story(machine, scenario));
    }

    /// As [`Specification::story`].
    ///
    /// # Errors
    /// The report.
    pub fn check_story(&self, machine: usize, scenario: usize) -> Result<String, String> {
        let loaded = self.load();
        let beside = Beside::new(self.machines, self.number);
        let result = loaded.run(&beside, |runnable| {
            run_scenario(runnable, MachineId::new(machine), ScenarioId::new(scenario))
        });
        loaded.verdict(&result?, &beside.differences())
    }

    /// Runs the case of a test file that begins in a line, the compiled machines next to the interpreter.
    ///
    /// # Panics
    /// With the report, if the case fails, or if the compiled machines differ from the specification.
    #[track_caller]
    pub fn case(&self, file: &str, line: usize) {
        print_or_panic(self.check_case(file, line));
    }

    /// As [`Specification::case`].
    ///
    /// # Errors
    /// The report.
    pub fn check_case(&self, file: &str, line: usize) -> Result<String, String> {
        let loaded = self.load();
        let case = loaded.find_case(file, line)?;
        let beside = Beside::new(self.machines, self.number);
        let result = loaded.run(&beside, |runnable| Some(run_case(runnable, &case)));
        loaded.verdict(&result?, &beside.differences())
    }

    /// Runs the main route of a scenario with a user's own bindings, once.
    ///
    /// # Panics
    /// With the report, if the story fails, or if the compiled machines differ from the specification.
    #[track_caller]
    pub fn tell(&self, machine: usize, scenario: usize, world: &mut dyn World) {
        print_or_panic(self.check_tell(machine, scenario, world));
    }

    /// As [`Specification::tell`].
    ///
    /// # Errors
    /// The report.
    pub fn check_tell(
        &self,
        machine: usize,
        scenario: usize,
        world: &mut dyn World,
    ) -> Result<String, String> {
        let loaded = self.load();
        let own = Own::new(world, self.number);
        let result = loaded
            .run(&own, |runnable| run_once(runnable, MachineId::new(machine), ScenarioId::new(scenario)));
        loaded.verdict(&result?, &own.differences())
    }
}

/// Prints the report, or fails with it.
#[track_caller]
pub(crate) fn print_or_panic(result: Result<String, String>) {
    match result {
        Ok(said) if said.is_empty() => {}
        Ok(said) => println!("{said}"),
        Err(report) => panic!("{report}"),
    }
}

impl Loaded {
    fn run(
        &self,
        executor: &dyn Executor,
        run: impl FnOnce(&Runnable<'_>) -> Option<StoryResult>,
    ) -> Result<StoryResult, String> {
        run(&Runnable::new(&self.model).on(executor)).ok_or_else(|| "there is no such story".to_owned())
    }

    /// The report of undecided assertions if a story did not fail, else the report of its failure as an error. A story that reached the
    /// bound of its search did not pass.
    fn verdict(&self, story: &StoryResult, differences: &[Difference]) -> Result<String, String> {
        let bound = story.runs.iter().any(|run| run.bound_reached);
        let reporter = Reporter { model: &self.model, sources: &self.program.sources };
        if let Some(first) = differences.first() {
            return Err(format!("{first}\n{}", reporter.report_story(story)));
        }
        match story.verdict {
            Verdict::Passed => Ok(String::new()),
            Verdict::Undecided if !bound => Ok(reporter.report_story(story)),
            Verdict::Undecided | Verdict::Failed => Err(reporter.report_story(story)),
        }
    }

    /// The case of a test file that begins in a line; without one, the errors of the test files.
    fn find_case(&self, file: &str, line: usize) -> Result<TestCase, String> {
        let sources = &self.program.sources;
        let begins_there = |case: &TestCase| {
            sources.get(case.span.file).path == file && sources.position(case.span).line == line
        };
        match self.tests.iter().find(|case| begins_there(case)) {
            Some(case) => Ok(case.clone()),
            None if self.diagnostics.has_errors() => {
                Err(render_all(self.diagnostics.sorted(), sources, Style::Plain))
            }
            None => Err(format!("there is no case in {file}:{line}")),
        }
    }
}
