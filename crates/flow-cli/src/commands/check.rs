//! `flow check`: all that is wrong with specifications.
//!
//! Says what a build would say, and what test files name and does not exist. No story is run: that is `flow test`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use flow_model::near::nearest;
use flow_project::{Analysis, Settings};
use flow_syntax::diagnostic::{Level, Lints, Name};

use crate::failure::{Exit, Failure};
use crate::findings::{Format, errors, findings, show};
use crate::names::Names;
use crate::program::{Program, programs};
use crate::ui::Ui;
use crate::watch::{Round, watch};

/// Check specifications
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct CheckArgs {
    /// Files, folders, or '-' for standard input; without any, everything below this folder
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Do not report what a check finds
    #[arg(long, short = 'A', value_name = "CHECK", value_parser = Names::LINTS, hide_possible_values = true)]
    allow: Vec<String>,
    /// Report what a check finds as a warning
    #[arg(long, short = 'W', value_name = "CHECK", value_parser = Names::LINTS, hide_possible_values = true)]
    warn: Vec<String>,
    /// Report what a check finds as an error; 'warnings' stands for all of them
    #[arg(long, short = 'D', value_name = "CHECK", value_parser = Names::LINTS.and(&[WARNINGS]), hide_possible_values = true)]
    deny: Vec<String>,
    /// Check again whenever a file is saved
    #[arg(long, short)]
    watch: bool,
}

const EXAMPLES: &str = "\x1b[1mExamples:\x1b[0m
  flow check                         everything below this folder
  flow check order.flow              one specification
  flow check --watch                 again whenever a file is saved
  flow check -D warnings             warnings stop the build too
  flow check --format github         marks the lines of a pull request
  git show HEAD:order.flow | flow check -

\x1b[1mExit codes:\x1b[0m 0 no build would stop, 1 one would, 2 something could not be done";

/// Checks, once or again and again.
pub(crate) fn run(args: &CheckArgs, ui: &mut Ui) -> Result<Exit, Failure> {
    let settings = Settings { lints: args.lints()?, ..Settings::default() };
    if args.watch {
        return watch(&args.paths, ui, |ui| round(args, &settings, ui));
    }
    round(args, &settings, ui).map(|round| round.exit)
}

fn round(args: &CheckArgs, settings: &Settings, ui: &mut Ui) -> Result<Round, Failure> {
    let programs = programs(&args.paths)?;
    let mut analyses = analyze_all(&programs, settings, ui);
    if args.denies_warnings() {
        analyses.iter_mut().for_each(|analysis| analysis.diagnostics.deny_warnings());
    }
    let found = findings(&analyses);
    let files: BTreeSet<&str> = analyses.iter().flat_map(specifications).collect();
    show(args.format, &found, files.len(), ui);
    let exit = if errors(&found) > 0 { Exit::FINDINGS } else { Exit::CLEAN };
    Ok(Round { exit, inputs: analyses.into_iter().flat_map(|analysis| analysis.program.inputs).collect() })
}

/// The files that a program was to be read from.
fn specifications(analysis: &Analysis) -> impl Iterator<Item = &str> {
    analysis.program.inputs.iter().map(String::as_str).filter(|input| !input.ends_with(".toml"))
}

fn analyze_all(programs: &[Program], settings: &Settings, ui: &Ui) -> Vec<Analysis> {
    let mut progress = ui.progress("checking", programs.len());
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
                lints.set(lint(name)?, level);
            }
        }
        Ok(lints)
    }
}

const WARNINGS: &str = "warnings";

/// The check of a name, in Flow's spelling or in Rust's.
fn lint(name: &str) -> Result<Name, Failure> {
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
