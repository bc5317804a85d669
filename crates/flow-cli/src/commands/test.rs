//! `flow test`: runs stories and test files in the interpreter.
//!
//! A round analyses every program, runs its stories, and prints all results in one format. A program with errors is reported
//! as broken; the other programs are still run.

use std::path::PathBuf;

use flow_model::model::{MachineId, ScenarioId};
use flow_project::Analysis;
use flow_sim::history::coverage::Hits;
use flow_sim::story::result::{Results, StoryResult, Verdict};
use flow_sim::{Coverage, Reporter, Runnable};
use flow_syntax::Style;
use flow_syntax::diagnostic::Level;
use flow_syntax::render::{escaped, render_all};

use crate::commands::model::to_json_text;
use crate::failure::{Exit, Failure};
use crate::junit::{self, Undecided};
use crate::program::{Program, find_programs_with_test_files};
use crate::progress::Progress;
use crate::results_json;
use crate::specification::analyze;
use crate::stories::{self, Counts};
use crate::style::TextStyle;
use crate::ui::{BOLD, DIM, Ui, painted};
use crate::watch::{Round, watch};

/// Run stories and test files
///
/// Every scenario is a test: it begins with its 'given:', and its 'expect:' must be true. Answers that no fact provides are assumed, and
/// the assumptions are listed. Test files (*.test.flow) vary scenarios. An expectation that only Rust code could decide is undecided.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  flow test                                everything below this folder
  flow test order.flow --filter refund     only stories with 'refund' in their name
  flow test --coverage                     also what no story covers
  flow test --min-coverage 90 --strict     for CI: fail below 90 %, and if a story is undecided
  flow test --format junit > report.xml    a report for the CI server

Exit codes: 0 all passed, 1 a story failed (or the coverage is too low), 2 wrong usage")]
pub(crate) struct TestArgs {
    /// Files, folders, or '-' for standard input; by default everything below this folder
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
    /// Run only stories and cases that have this in their name ('@order / checkout')
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// The format of the results
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "pretty")]
    format: TestFormat,
    /// Also report the coverage: states, handlers, transitions, guards both true and false, emits
    #[arg(long)]
    coverage: bool,
    /// Fail below this coverage, in percent
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    min_coverage: Option<u8>,
    /// Fail if a story is undecided, or an event between machines is rejected
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

/// Runs the stories once, or after each change with `--watch`.
pub(crate) fn run(args: &TestArgs, ui: &mut Ui) -> Result<Exit, Failure> {
    if args.watch {
        return watch(&args.paths, ui, |ui| run_round(args, ui));
    }
    run_round(args, ui).map(|round| round.exit)
}

/// The results of one program.
struct ProgramResults {
    analysis: Analysis,
    /// Empty if the specification has errors.
    stories: Vec<StoryResult>,
    hits: Hits,
    /// The errors of the specification and its test files, if any.
    errors: Option<String>,
}

impl ProgramResults {
    fn name(&self) -> &str {
        self.analysis.program.files.first().map_or("", |file| file.path.as_str())
    }

    fn counts(&self) -> Counts {
        Counts { broken: usize::from(self.errors.is_some()), ..Counts::of(&self.stories) }
    }

    fn reporter(&self) -> Reporter<'_> {
        Reporter { model: &self.analysis.model, sources: &self.analysis.program.sources }
    }

    fn coverage(&self) -> Coverage {
        Coverage::new(&self.analysis.model, &self.hits)
    }

    fn stories(&self) -> Vec<&StoryResult> {
        self.stories.iter().collect()
    }
}

fn run_round(args: &TestArgs, ui: &mut Ui) -> Result<Round, Failure> {
    let programs = find_programs_with_test_files(&args.paths)?;
    let results = run_programs(args, &programs, ui);
    let inputs = results.iter().flat_map(|results| results.analysis.program.inputs.clone()).collect();
    let mut counts = Counts::default();
    results.iter().for_each(|results| counts.add(results.counts()));
    if counts == Counts::default() {
        report_no_stories(args, ui)?;
    }
    let verdict = results.iter().flat_map(|results| &results.stories).map(|story| story.verdict).max();
    let verdict = if counts.broken > 0 { Verdict::Failed } else { verdict.unwrap_or(Verdict::Passed) };
    match args.format {
        TestFormat::Pretty => print_tree(args, &results, counts, ui),
        TestFormat::Json => ui.print_data(render_json(args, &results, counts, verdict)),
        TestFormat::Junit => ui.print_data(render_junit(args, &results, counts)),
    }
    let is_open = verdict == Verdict::Undecided || counts.rejected > 0;
    let fails = verdict == Verdict::Failed || args.strict && is_open;
    let is_short = is_coverage_too_low(args, &results, ui);
    let exit = if fails || is_short { Exit::FINDINGS } else { Exit::CLEAN };
    Ok(Round { exit, inputs })
}

fn run_programs(args: &TestArgs, programs: &[Program], ui: &mut Ui) -> Vec<ProgramResults> {
    let mut progress = ui.start_progress("reading", programs.len());
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
    let mut progress = ui.start_progress("testing", analyses.iter().map(count).sum());
    analyses.into_iter().map(|analysis| run_program(args, analysis, &mut progress)).collect()
}

/// Runs the stories and the cases of one program.
fn run_program(args: &TestArgs, analysis: Analysis, progress: &mut Progress) -> ProgramResults {
    let mut results = Results { stories: Vec::new(), hits: Hits::default() };
    if analysis.is_sound {
        let runnable = Runnable::new(&analysis.model);
        for (machine, scenario) in scenarios(&analysis) {
            let owner = format!("@{}", analysis.model.machines[machine].name.text);
            if matches_filter(args, &owner, scenario_name(&analysis, machine, scenario)) {
                results.add(
                    flow_sim::story::planner::run_scenario(&runnable, machine, scenario)
                        .into_iter()
                        .collect(),
                );
            }
            progress.step();
        }
        let mut cases = flow_sim::run_tests(&runnable, &analysis.tests);
        let reporter = Reporter { model: &analysis.model, sources: &analysis.program.sources };
        cases.retain(|case| matches_filter(args, &reporter.show_owner(case), &case.name));
        results.add(cases);
    }
    let errors = render_errors(&analysis);
    ProgramResults { analysis, stories: results.stories, hits: results.hits, errors }
}

/// The errors of a specification and its test files as text.
fn render_errors(analysis: &Analysis) -> Option<String> {
    let errors: Vec<_> = analysis
        .diagnostics
        .sorted()
        .into_iter()
        .filter(|diagnostic| diagnostic.level == Level::Deny)
        .collect();
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

/// Whether a story matches the filter.
fn matches_filter(args: &TestArgs, owner: &str, name: &str) -> bool {
    let Some(filter) = &args.filter else { return true };
    let name = format!("{owner} / {name}");
    name.to_lowercase().contains(&filter.to_lowercase())
}

/// Reports that there are no stories to run.
fn report_no_stories(args: &TestArgs, ui: &mut Ui) -> Result<(), Failure> {
    match &args.filter {
        Some(filter) => Err(Failure::new(format!("no story has '{filter}' in its name"))
            .help("leave out '--filter' to see all of them")),
        None => {
            ui.eprint("there are no stories here: a 'scenario:' with a name is one\n");
            Ok(())
        }
    }
}

fn print_tree(args: &TestArgs, results: &[ProgramResults], counts: Counts, ui: &mut Ui) {
    let style = TextStyle::of(ui);
    let with_any: Vec<_> = results.iter().filter(|results| !results.stories.is_empty()).collect();
    for results in &with_any {
        if with_any.len() > 1 {
            ui.print(format!("{}\n", painted(DIM, &format!("{}:", results.name()))));
        }
        let tree = stories::render_tree(results.reporter(), &results.stories(), style);
        ui.print(tree + "\n");
        if args.coverage {
            let coverage = results.reporter().report_coverage(&results.coverage());
            ui.print(format!("{}\n{}\n", painted(BOLD, "exercised"), escaped(&coverage)));
        }
    }
    if counts.run() + counts.broken > 0 {
        let hint = match (args.strict, counts.undecided, counts.rejected) {
            (true, ..) | (_, 0, 0) => String::new(),
            (_, 0, _) => painted(DIM, "  (--strict fails on rejected events)"),
            _ => painted(DIM, "  (--strict fails on what is undecided)"),
        };
        ui.print(format!("{}{hint}\n", counts.summarize()));
    }
}

fn render_json(args: &TestArgs, results: &[ProgramResults], counts: Counts, verdict: Verdict) -> String {
    let stories = results.iter().flat_map(|results| {
        results.stories.iter().map(|story| results_json::export_story(results.reporter(), story))
    });
    let coverage = (args.coverage || args.min_coverage.is_some()).then(|| {
        let coverages: Vec<_> =
            results.iter().map(|results| (results.reporter(), results.coverage())).collect();
        results_json::export_coverage(&coverages)
    });
    to_json_text(&results_json::export_results(stories.collect(), counts, verdict, coverage))
}

fn render_junit(args: &TestArgs, results: &[ProgramResults], counts: Counts) -> String {
    let undecided = if args.strict { Undecided::Failed } else { Undecided::Skipped };
    let suites: String = results
        .iter()
        .map(|results| {
            let broken =
                results.errors.iter().map(|errors| junit::render_broken_suite(results.name(), errors));
            junit::render_suites(results.reporter(), &results.stories(), undecided)
                + &broken.collect::<String>()
        })
        .collect();
    junit::render_document(&suites, counts, undecided)
}

/// Whether the coverage is below `--min-coverage`; if so, prints a failure.
fn is_coverage_too_low(args: &TestArgs, results: &[ProgramResults], ui: &mut Ui) -> bool {
    let Some(least) = args.min_coverage.map(usize::from) else { return false };
    let all: Vec<_> = results.iter().map(ProgramResults::coverage).collect();
    let percent = results_json::covered_percent(&all);
    if percent < least {
        let failure = Failure::new(format!("{percent}% is exercised, and {least}% is asked for"));
        ui.print_failure(&failure.help("'--coverage' shows what is not"));
    }
    percent < least
}
