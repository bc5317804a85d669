//! `flow check`: all that is wrong with specifications.

use std::path::PathBuf;

use flow_codegen::{Options, Output};
use flow_syntax::render::render_all;

use crate::failure::{Exit, Failure};
use crate::program::{Program, programs};
use crate::ui::Ui;
use crate::watch::{Round, watch};

/// Say all that is wrong with specifications
#[derive(Debug, clap::Args)]
pub(crate) struct CheckArgs {
    /// Files, folders, or '-' for standard input; without any, everything below this folder
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
    /// Check again whenever a file is saved
    #[arg(long, short)]
    watch: bool,
}

/// Checks, once or again and again.
pub(crate) fn run(args: &CheckArgs, ui: &mut Ui) -> Result<Exit, Failure> {
    if args.watch {
        return watch(&args.paths, ui, |ui| round(args, ui));
    }
    round(args, ui).map(|round| round.exit)
}

fn round(args: &CheckArgs, ui: &mut Ui) -> Result<Round, Failure> {
    let programs = programs(&args.paths)?;
    let outputs = compile_all(&programs, ui);
    for output in &outputs {
        ui.print(render_all(output.diagnostics.sorted(), &output.program.sources, ui.style()));
    }
    let has_errors = outputs.iter().any(|output| output.diagnostics.has_errors());
    let exit = if has_errors { Exit::FINDINGS } else { Exit::CLEAN };
    Ok(Round { exit, inputs: outputs.into_iter().flat_map(|output| output.program.inputs).collect() })
}

fn compile_all(programs: &[Program], ui: &Ui) -> Vec<Output> {
    let mut progress = ui.progress("checking", programs.len());
    let compile = |program: &Program| {
        let output = program.compile(&Options::default());
        progress.step();
        output
    };
    programs.iter().map(compile).collect()
}
