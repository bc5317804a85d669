//! `flow check`: prints the diagnostics of specifications and test files.
//!
//! Reports the diagnostics of a build and unresolved names in test files, after fixing what can be fixed with `--fix`. It runs no
//! stories; `flow test` does.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use flow_model::near::nearest;
use flow_project::{Analysis, Settings};
use flow_syntax::diagnostic::{Level, Lints, Name};

use crate::failure::{Exit, Failure};
use crate::findings::{Format, collect_findings, count_errors, print_findings};
use crate::fix::{Mode, fix_programs};
use crate::names::Names;
use crate::program::{Program, find_programs};
use crate::ui::Ui;
use crate::watch::{Round, watch};

/// Check specifications
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct CheckArgs {
    /// Files, folders, or '-' for standard input; by default everything below this folder
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
    /// The format of the findings
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Do not report what a check finds
    #[arg(long, short = 'A', value_name = "CHECK", value_parser = Names::LINTS, hide_possible_values = true)]
    allow: Vec<String>,
    /// Report what a check finds as a warning
    #[arg(long, short = 'W', value_name = "CHECK", value_parser = Names::LINTS, hide_possible_values = true)]
    warn: Vec<String>,
    /// Report what a check finds as an error; 'warnings' means all warnings
    #[arg(long, short = 'D', value_name = "CHECK", value_parser = Names::LINTS.and(&[WARNINGS]), hide_possible_values = true)]
    deny: Vec<String>,
    /// Follow the helps that say what to write, where a finding has one; then report what is left
    #[arg(long, conflicts_with = "watch")]
    fix: bool,
    /// With '--fix': change no file, and print the changes as a diff
    #[arg(long, requires = "fix", visible_alias = "dry-run")]
    diff: bool,
    /// Check again whenever a file is saved
    #[arg(long, short)]
    watch: bool,
}

const EXAMPLES: &str = "\x1b[1mExamples:\x1b[0m
  flow check                         everything below this folder
  flow check order.flow              one specification
  flow check --watch                 again whenever a file is saved
  flow check --fix                   apply the fixes that the findings propose
  flow check --fix --diff            print them, change no file
  flow check -D warnings             treat warnings as errors
  flow check --format github         annotate the lines of a pull request
  git show HEAD:order.flow | flow check -

\x1b[1mExit codes:\x1b[0m 0 no errors, 1 errors (after --fix: errors that are left; with --diff: or changes),
2 wrong usage, or a file cannot be read or written";

/// Checks once, or after each change with `--watch`.
pub(crate) fn run(args: &CheckArgs, ui: &mut Ui) -> Result<Exit, Failure> {
    if args.fix && args.paths.iter().any(|path| path == Path::new("-")) {
        return Err(Failure::new("standard input cannot be fixed").help("name the file"));
    }
    let settings = Settings { lints: args.lints()?, ..Settings::default() };
    if args.watch {
        return watch(&args.paths, ui, |ui| check_round(args, &settings, ui));
    }
    check_round(args, &settings, ui).map(|round| round.exit)
}

fn check_round(args: &CheckArgs, settings: &Settings, ui: &mut Ui) -> Result<Round, Failure> {
    let programs = find_programs(&args.paths)?;
    let mut analyses = analyze_all(&programs, settings, ui);
    let mut has_diff = false;
    if args.fix {
        let mode = if args.diff { Mode::Diff } else { Mode::Write };
        let (fixed, changed) = fix_programs(&programs, analyses, settings, mode, ui)?;
        analyses = fixed;
        has_diff = changed && args.diff;
    }
    if args.denies_warnings() {
        analyses.iter_mut().for_each(|analysis| analysis.diagnostics.deny_warnings());
    }
    let found = collect_findings(&analyses);
    let files: BTreeSet<&str> = analyses.iter().flat_map(specifications).collect();
    print_findings(args.format, &found, files.len(), ui);
    let exit = if count_errors(&found) > 0 || has_diff { Exit::FINDINGS } else { Exit::CLEAN };
    let inputs = analyses.iter().flat_map(|analysis| analysis.program.inputs.iter().cloned()).collect();
    if !args.watch {
        // The process ends next: freeing thousands of small parts would take a twentieth of its time.
        std::mem::forget(analyses);
    }
    Ok(Round { exit, inputs })
}

/// The specifications that a program consists of, including missing ones.
fn specifications(analysis: &Analysis) -> impl Iterator<Item = &str> {
    analysis.program.inputs.iter().map(String::as_str).filter(|input| !input.ends_with(".toml"))
}

fn analyze_all(programs: &[Program], settings: &Settings, ui: &Ui) -> Vec<Analysis> {
    let mut progress = ui.start_progress("checking", programs.len());
    let mut analyze = |program: &Program| {
        let analysis = program.analyze(settings);
        progress.step();
        analysis
    };
    programs.iter().map(&mut analyze).collect()
}

impl CheckArgs {
    fn denies_warnings(&self) -> bool {
        self.deny.iter().any(|name| name == WARNINGS)
    }

    fn lints(&self) -> Result<Lints, Failure> {
        let mut lints = Lints::new();
        for (names, level) in
            [(&self.allow, Level::Allow), (&self.warn, Level::Warn), (&self.deny, Level::Deny)]
        {
            for name in names.iter().filter(|name| *name != WARNINGS) {
                lints.set(parse_lint(name)?, level);
            }
        }
        Ok(lints)
    }
}

const WARNINGS: &str = "warnings";

/// Finds a check by its name in kebab case or in snake case.
fn parse_lint(name: &str) -> Result<Name, Failure> {
    let written = name.replace('_', "-");
    match Name::parse(&written) {
        Some(lint) if lint.is_lint() => Ok(lint),
        Some(_) => Err(Failure::new(format!("'{name}' is always an error"))
            .help(format!("'flow explain {written}' shows how to fix it"))),
        None => {
            let lints = Name::ALL.iter().filter(|name| name.is_lint()).map(|name| name.as_str());
            let failure = Failure::new(format!("there is no check '{name}'"));
            Err(match nearest(&written, lints) {
                Some(near) => failure.help(format!("did you mean '{near}'?")),
                None => failure.help("'flow explain' lists all"),
            })
        }
    }
}
