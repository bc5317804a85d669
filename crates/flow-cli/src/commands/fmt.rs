//! `flow fmt`: formats specifications.
//!
//! A file is written atomically, and only if it changes. The errors of a file that cannot be parsed are printed, and the file
//! is unchanged.

use std::path::{Path, PathBuf};

use flow_model::Loader;
use flow_syntax::source::Sources;

use crate::atomic_write::write_atomically;
use crate::failure::{Exit, Failure};
use crate::findings::count_with_noun;
use crate::inputs::{Disk, gather_inputs};
use crate::ui::Ui;

/// Format specifications
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct FmtArgs {
    /// Files, folders, or '-' to read standard input and write standard output; by default everything below this folder
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
    /// Change nothing; list the files that would change, and exit with 1 if there are any
    #[arg(long)]
    check: bool,
}

const EXAMPLES: &str =
    "Indents by two spaces, puts one space between words, aligns tables, keeps comments, and indents a \
text that lost its indentation. Line ends are those of the first line, LF or CRLF.

\x1b[1mExamples:\x1b[0m
  flow fmt                     everything below this folder
  flow fmt --check             for CI: fail if a file is not formatted
  flow fmt - < a.flow          print the result, change no file

\x1b[1mExit codes:\x1b[0m 0 formatted, 1 a file has errors (with --check: or would change), 2 wrong usage";

/// The result of formatting one file.
enum Outcome {
    /// It is already formatted.
    Same,
    /// It was formatted, or would be: the line of the first difference.
    Changed(usize),
    /// It has errors, which were printed.
    Wrong,
}

/// Formats every file. Files that cannot be formatted do not stop the others.
pub(crate) fn run(args: &FmtArgs, ui: &mut Ui) -> Result<Exit, Failure> {
    let mut inputs = gather_inputs(&args.paths)?;
    let mut exit = Exit::CLEAN;
    let mut counts = Counts { files: inputs.files.len(), ..Counts::default() };
    let mut progress = ui.start_progress("formatting", inputs.files.len());
    for path in &inputs.files {
        let outcome = format_file(args, &mut inputs.disk, path, ui);
        progress.step();
        match outcome {
            Ok(Outcome::Same) => {}
            Ok(Outcome::Wrong) => {
                counts.wrong += 1;
                exit = exit.max(Exit::FINDINGS);
            }
            Ok(Outcome::Changed(line)) => {
                counts.changed += 1;
                if args.check {
                    exit = exit.max(Exit::FINDINGS);
                    ui.print(format!("{path}:{line}\n"));
                }
            }
            Err(failure) => {
                counts.wrong += 1;
                ui.print_failure(&failure);
                exit = Exit::MISUSE;
            }
        }
    }
    drop(progress);
    if inputs.files.iter().any(|file| !inputs.disk.is_stream(file)) {
        ui.eprint(summarize(args, &counts));
    }
    Ok(exit)
}

/// The number of files by outcome.
#[derive(Default)]
struct Counts {
    files: usize,
    changed: usize,
    /// Files that cannot be formatted; the reason was printed.
    wrong: usize,
}

fn summarize(args: &FmtArgs, counts: &Counts) -> String {
    let (files, changed, wrong) = (count_with_noun(counts.files, "file"), counts.changed, counts.wrong);
    let rest = if wrong > 0 { format!("; {wrong} cannot be") } else { String::new() };
    match (args.check, changed) {
        (_, 0) if wrong == counts.files => format!("{files} cannot be formatted\n"),
        (_, 0) if wrong > 0 => format!("{wrong} of {files} cannot be formatted\n"),
        (_, 0) => format!("nothing to format in {files}\n"),
        (true, _) => format!("{changed} of {files} would be formatted; run 'flow fmt'{rest}\n"),
        (false, _) => format!("formatted {changed} of {files}{rest}\n"),
    }
}

fn format_file(args: &FmtArgs, disk: &mut Disk, path: &str, ui: &mut Ui) -> Result<Outcome, Failure> {
    let text = read_text(disk, path)?;
    let mut sources = Sources::new();
    let id = sources.add(path, text.as_str());
    let formatted = match flow_syntax::fmt(id, &text) {
        Ok(formatted) => formatted,
        Err(diagnostics) => {
            ui.print_diagnostics(diagnostics.sorted(), &sources);
            return Ok(Outcome::Wrong);
        }
    };
    let is_stream = disk.is_stream(path);
    if is_stream && !args.check {
        ui.print_data(&formatted);
    }
    if formatted == text {
        return Ok(Outcome::Same);
    }
    if !is_stream && !args.check {
        write_atomically(Path::new(path), formatted.as_bytes())?;
    }
    let same = lines(&text).zip(lines(&formatted)).take_while(|(before, after)| before == after);
    Ok(Outcome::Changed(same.count() + 1))
}

/// Lines with their line ends, which may be the only difference.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive('\n')
}

fn read_text(disk: &mut Disk, path: &str) -> Result<String, Failure> {
    let bytes = disk.load(path).map_err(|error| {
        let reason = error.reason.unwrap_or_else(|| "it is gone".to_owned());
        Failure::new(format!("cannot read '{path}': {reason}"))
    })?;
    let text = String::from_utf8(bytes);
    text.map_err(|_| {
        Failure::new(format!("'{path}' is not UTF-8")).help("a specification is encoded in UTF-8")
    })
}
