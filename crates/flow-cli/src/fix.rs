//! Fixing findings in files: `flow check --fix`.
//!
//! All texts are fixed in memory before the first file is written, and each file is written atomically. A file that another
//! program changed in the meantime is not overwritten.

use std::fs;
use std::path::Path;

use flow_model::Loader;
use flow_project::{Analysis, Applied, Fixed, Settings, fix_findings, has_alternatives};
use similar::TextDiff;

use crate::atomic_write::write_atomically;
use crate::failure::Failure;
use crate::findings::count_with_noun;
use crate::program::Program;
use crate::ui::{BOLD, GREEN, RED, Ui, painted};

/// The lines around a change that a diff shows.
const CONTEXT: usize = 3;

/// The use of fixed texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// They are written to their files.
    Write,
    /// They are shown as a diff.
    Diff,
}

/// Fixes the findings of programs; the analyses of the fixed texts, and whether any text changed.
///
/// # Errors
/// If a file cannot be written.
pub(crate) fn fix_programs(
    programs: &[Program],
    analyses: Vec<Analysis>,
    settings: &Settings,
    mode: Mode,
    ui: &mut Ui,
) -> Result<(Vec<Analysis>, bool), Failure> {
    let Some(first) = programs.first() else { return Ok((analyses, false)) };
    let is_editable = |path: &str| !first.disk().is_stream(path) && Path::new(path).is_file();
    let analyze = |at: usize, loader: &mut dyn Loader| programs[at].analyze_with(settings, loader);
    let fixed = fix_findings(analyses, &mut first.disk().clone(), &analyze, &is_editable);
    match mode {
        Mode::Write => write_texts(&fixed)?,
        Mode::Diff => fixed.texts.iter().for_each(|(path, texts)| ui.print(render_diff(path, texts))),
    }
    fixed.applied.iter().for_each(|applied| ui.eprint(render_applied(applied, mode)));
    ui.eprint(summarize(&fixed, mode));
    Ok((fixed.analyses, !fixed.texts.is_empty()))
}

/// Writes the new texts, unless one of the files has changed since it was read.
fn write_texts(fixed: &Fixed) -> Result<(), Failure> {
    for (path, (before, _)) in &fixed.texts {
        let now = fs::read(path).map_err(|error| Failure::io("read", Path::new(path), &error))?;
        if now != before.as_bytes() {
            return Err(Failure::new(format!("'{path}' was changed while it was checked"))
                .help("run the command again: no file was written"));
        }
    }
    fixed.texts.iter().try_for_each(|(path, (_, after))| write_atomically(Path::new(path), after.as_bytes()))
}

fn render_applied(applied: &Applied, mode: Mode) -> String {
    let verb = if mode == Mode::Write { "fixed" } else { "would fix" };
    let Applied { path, line, name, message, help } = applied;
    let name = painted(BOLD, &format!("[{}]", name.as_str()));
    format!("{}{name} {path}:{line}: {message}; {help}\n", painted(GREEN, verb))
}

fn render_diff(path: &str, (before, after): &(String, String)) -> String {
    let diff = TextDiff::from_lines(before, after);
    let text = diff.unified_diff().context_radius(CONTEXT).header(path, path).to_string();
    let paint = |line: &str| match line.as_bytes().first() {
        _ if line.starts_with("--- ") || line.starts_with("+++ ") => painted(BOLD, line),
        Some(b'+') => painted(GREEN, line),
        Some(b'-') => painted(RED, line),
        _ => line.to_owned(),
    };
    text.split_inclusive('\n').map(|line| paint(line.trim_end_matches('\n')) + "\n").collect()
}

fn summarize(fixed: &Fixed, mode: Mode) -> String {
    let count = fixed.applied.len();
    let findings = count_with_noun(count, "finding");
    let files = count_with_noun(fixed.texts.len(), "file");
    let chosen = count_alternatives(&fixed.analyses);
    let rest = match chosen {
        0 => String::new(),
        1 => "; 1 finding has several fixes to choose from".to_owned(),
        _ => format!("; {chosen} findings have several fixes to choose from"),
    };
    match (count, mode) {
        (0, _) => format!("nothing to fix{rest}\n"),
        (_, Mode::Write) => format!("fixed {findings} in {files}{rest}\n"),
        (_, Mode::Diff) => format!("would fix {findings} in {files}{rest}\n"),
    }
}

/// The number of findings with several fixes. One in a file that two programs use counts once.
fn count_alternatives(analyses: &[Analysis]) -> usize {
    let places = analyses.iter().flat_map(|analysis| {
        let sources = &analysis.program.sources;
        let found = analysis.diagnostics.sorted().into_iter().filter(|finding| has_alternatives(finding));
        found.map(|finding| (&sources.get(finding.span.file).path, finding.span.start, finding.name))
    });
    places.collect::<std::collections::BTreeSet<_>>().len()
}
