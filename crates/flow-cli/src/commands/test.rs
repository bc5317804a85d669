//! `flow test`: stories and test files, run without Rust.
//!
//! A round compiles every program, tells its stories, and prints all results in one format. A program with errors has none; the
//! others are told all the same.

use std::path::PathBuf;

use flow_model::model::{MachineId, ScenarioId};
use flow_project::Analysis;
use flow_sim::history::coverage::Hits;
use flow_sim::story::result::{Results, StoryResult, Verdict};
use flow_sim::{Coverage, Reporter, Runnable};
use flow_syntax::Style;
use flow_syntax::diagnostic::Level;
use flow_syntax::render::render_all;

use crate::commands::model::json;
use crate::failure::{Exit, Failure};
use crate::junit::{self, Undecided};
use crate::program::{Program, programs_with_test_files};
use crate::progress::Progress;
use crate::results_json;
use crate::specification::analyze;
use crate::stories::{self, Counts};
use crate::style::TextStyle;
use crate::ui::{BOLD, DIM, Ui, painted};
use crate::watch::{Round, watch};

/// Run stories and test files
///
/// Every scenario is a test: it is told from its 'given:' on, and its 'expect:' must hold. What no fact answers is assumed, and the
/// assumptions are told. Test files (*.test.flow) vary scenarios. An expectation that only Rust code could decide is undecided.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  flow test                                everything below this folder
  flow test order.flow --filter refund     only stories with 'refund' in their name
  flow test --coverage                     also what no story exercises
  flow test --min-coverage 90 --strict     for CI: fail below 90 %, and on what is undecided
  flow test --format junit > report.xml    a report for the CI server

Exit codes: 0 all hold, 1 something does not (or too little is covered), 2 bad use")]
pub(crate) struct TestArgs {
    /// Files, folders, or '-' for standard input; without any, everything below this folder
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
    /// Run only stories and cases that have this in their name ('@order / checkout')
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// How to print what came of them
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "pretty")]
    format: TestFormat,
    /// Say how much is exercised, and what is not: states, handlers, transitions, guards both ways, emits
    #[arg(long)]
    coverage: bool,
    /// Fail if less than this much is exercised, in percent
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    min_coverage: Option<u8>,
    /// Fail on what is undecided
    #[arg(long)]
    strict: bool,
    /// Run again whenever a file is saved
    #[arg(long, short)]
    watch: bool,
}

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum TestFormat {
    /// A tree, for people
    Pretty,
    /// For programs: docs/schemas/test.schema.json
    Json,
    /// For CI servers: docs/schemas/junit.xsd
    Junit,
}

/// Runs the stories, once or again and again.
pub(crate) fn run(args: &TestArgs, ui: &mut Ui) -> Result<Exit, Failure> {
    if args.watch {
        return watch(&args.paths, ui, |ui| round(args, ui));
    }
    round(args, ui).map(|round| round.exit)
}

/// What came of one program.
struct Told {
    analysis: Analysis,
    /// Nothing, if the specification has errors.
    stories: Vec<StoryResult>,
    hits: Hits,
    /// What is wrong with the specification or its test files, if something is.
    wrong: Option<String>,
}

impl Told {
    fn name(&self) -> &str {
        self.analysis.program.files.first().map_or("", |file| file.path.as_str())
    }

    fn counts(&self) -> Counts {
        Counts { broken: usize::from(self.wrong.is_some()), ..Counts::of(&self.stories) }
    }

    fn reporter(&self) -> Reporter<'_> {
        Reporter { model: &self.analysis.model, sources: &self.analysis.program.sources }
    }

    fn coverage(&self) -> Coverage {
        Coverage::new(&self.analysis.model, &self.hits)
    }

    fn all(&self) -> Vec<&StoryResult> {
        self.stories.iter().collect()
    }
}

fn round(args: &TestArgs, ui: &mut Ui) -> Result<Round, Failure> {
    let programs = programs_with_test_files(&args.paths)?;
    let told = tell_all(args, &programs, ui);
    let inputs = told.iter().flat_map(|told| told.analysis.program.inputs.clone()).collect();
    let mut counts = Counts::default();
    told.iter().for_each(|told| counts.add(told.counts()));
    if counts == Counts::default() {
        nothing(args, ui)?;
    }
    let verdict = told.iter().flat_map(|told| &told.stories).map(|story| story.verdict).max();
    let verdict = if counts.broken > 0 { Verdict::Failed } else { verdict.unwrap_or(Verdict::Passed) };
    match args.format {
        TestFormat::Pretty => pretty(args, &told, counts, ui),
        TestFormat::Json => ui.print(as_json(args, &told, counts, verdict)),
        TestFormat::Junit => ui.print(as_junit(args, &told, counts)),
    }
    let fails = verdict == Verdict::Failed || args.strict && verdict == Verdict::Undecided;
    let is_short = too_little(args, &told, ui);
    let exit = if fails || is_short { Exit::FINDINGS } else { Exit::CLEAN };
    Ok(Round { exit, inputs })
}

fn tell_all(args: &TestArgs, programs: &[Program], ui: &mut Ui) -> Vec<Told> {
    let mut progress = ui.progress("reading", programs.len());
    let mut read = |program: &Program| {
        let analysis = analyze(program, ui);
        progress.step();
        analysis
    };
    let analyses: Vec<_> = programs.iter().map(&mut read).collect();
    drop(progress);
    let count = |analysis: &Analysis| {
        analysis.model.machines.iter().map(|machine| machine.scenarios.len()).sum::<usize>()
    };
    let mut progress = ui.progress("testing", analyses.iter().map(count).sum());
    analyses.into_iter().map(|analysis| tell(args, analysis, &mut progress)).collect()
}

/// Runs the stories and the cases of one program.
fn tell(args: &TestArgs, analysis: Analysis, progress: &mut Progress) -> Told {
    let mut results = Results { stories: Vec::new(), hits: Hits::default() };
    if analysis.is_sound {
        let runnable = Runnable::new(&analysis.model);
        for (machine, scenario) in scenarios(&analysis) {
            if is_wanted(args, &analysis, machine, scenario_name(&analysis, machine, scenario)) {
                results.add(
                    flow_sim::story::planner::run_scenario(&runnable, machine, scenario)
                        .into_iter()
                        .collect(),
                );
            }
            progress.step();
        }
        let mut cases = flow_sim::run_tests(&runnable, &analysis.tests);
        cases.retain(|case| is_wanted(args, &analysis, case.machine, &case.name));
        results.add(cases);
    }
    let wrong = errors_as_text(&analysis);
    Told { analysis, stories: results.stories, hits: results.hits, wrong }
}

/// The errors of a specification and its test files as text.
fn errors_as_text(analysis: &Analysis) -> Option<String> {
    let errors: Vec<_> =
        analysis.diagnostics.sorted().into_iter().filter(|said| said.level == Level::Deny).collect();
    (!errors.is_empty()).then(|| render_all(errors, &analysis.program.sources, Style::Plain))
}

fn scenarios(analysis: &Analysis) -> impl Iterator<Item = (MachineId, ScenarioId)> {
    let counts = analysis.model.machines.iter().map(|machine| machine.scenarios.len()).enumerate();
    counts.flat_map(|(machine, count)| {
        (0..count).map(move |scenario| (MachineId::new(machine), ScenarioId::new(scenario)))
    })
}

fn scenario_name(analysis: &Analysis, machine: MachineId, scenario: ScenarioId) -> &str {
    let scenario = &analysis.model.machines[machine].scenarios[scenario];
    scenario.name.as_ref().map_or("", |name| &name.text)
}

/// Whether a story is asked for.
fn is_wanted(args: &TestArgs, analysis: &Analysis, machine: MachineId, name: &str) -> bool {
    let Some(filter) = &args.filter else { return true };
    let name = format!("@{} / {name}", analysis.model.machines[machine].name.text);
    name.to_lowercase().contains(&filter.to_lowercase())
}

/// Says that there is nothing to run.
fn nothing(args: &TestArgs, ui: &mut Ui) -> Result<(), Failure> {
    match &args.filter {
        Some(filter) => Err(Failure::new(format!("no story has '{filter}' in its name"))
            .help("leave out '--filter' to see all of them")),
        None => {
            ui.say("there are no stories here: a 'scenario:' with a name is one\n");
            Ok(())
        }
    }
}

fn pretty(args: &TestArgs, told: &[Told], counts: Counts, ui: &mut Ui) {
    let style = TextStyle::of(ui);
    let with_any: Vec<_> = told.iter().filter(|told| !told.stories.is_empty()).collect();
    for told in &with_any {
        if with_any.len() > 1 {
            ui.print(format!("{}\n", painted(DIM, &format!("{}:", told.name()))));
        }
        ui.print(stories::tree(told.reporter(), &told.all(), style) + "\n");
        if args.coverage {
            let coverage = told.reporter().coverage(&told.coverage());
            ui.print(format!("{}\n{coverage}\n", painted(BOLD, "exercised")));
        }
    }
    if counts.run() + counts.broken > 0 {
        let undecided = counts.undecided > 0 && !args.strict;
        let hint =
            if undecided { painted(DIM, "  (--strict fails on what is undecided)") } else { String::new() };
        ui.print(format!("{}{hint}\n", counts.summary()));
    }
}

fn as_json(args: &TestArgs, told: &[Told], counts: Counts, verdict: Verdict) -> String {
    let stories = told
        .iter()
        .flat_map(|told| told.stories.iter().map(|story| results_json::story(told.reporter(), story)));
    let coverage = (args.coverage || args.min_coverage.is_some()).then(|| {
        let coverages: Vec<_> = told.iter().map(|told| (told.reporter(), told.coverage())).collect();
        results_json::coverage(&coverages)
    });
    json(&results_json::results(stories.collect(), counts, verdict, coverage))
}

fn as_junit(args: &TestArgs, told: &[Told], counts: Counts) -> String {
    let undecided = if args.strict { Undecided::Failed } else { Undecided::Skipped };
    let suites: String = told
        .iter()
        .map(|told| {
            let broken = told.wrong.iter().map(|wrong| junit::broken(told.name(), wrong));
            junit::suites(told.reporter(), &told.all(), undecided) + &broken.collect::<String>()
        })
        .collect();
    junit::document(&suites, counts, undecided)
}

/// Whether less is exercised than asked for, which is said.
fn too_little(args: &TestArgs, told: &[Told], ui: &mut Ui) -> bool {
    let Some(least) = args.min_coverage.map(usize::from) else { return false };
    let all: Vec<_> = told.iter().map(Told::coverage).collect();
    let percent = results_json::percent(&all);
    if percent < least {
        let failure = Failure::new(format!("{percent}% is exercised, and {least}% is asked for"));
        ui.fail(&failure.help("'--coverage' shows what is not"));
    }
    percent < least
}
