//! The diagnostics of several programs in one output format.
//!
//! A file that two programs use is reported once. Text ends with a summary; JSON is one object per line; GitHub annotations
//! mark the lines of a pull request; SARIF is the exchange format of code scanners.

mod github;
mod json;
mod sarif;
mod summary;

use std::collections::BTreeMap;

use flow_project::Analysis;
use flow_syntax::diagnostic::{Diagnostic, Level};
use flow_syntax::render::render_within;
use flow_syntax::source::Sources;

use json::to_json;
pub(crate) use summary::count_with_noun;

use crate::ui::Ui;

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// One JSON object per line
    Json,
    /// Annotations for GitHub Actions
    Github,
    /// SARIF 2.1.0, for code scanners
    Sarif,
}

/// A diagnostic with the sources that its spans refer to.
#[derive(Clone, Copy)]
pub(crate) struct Finding<'o> {
    /// The diagnostic.
    pub(crate) diagnostic: &'o Diagnostic,
    /// The sources of its program.
    pub(crate) sources: &'o Sources,
}

impl<'o> Finding<'o> {
    /// The file of its main span.
    pub(crate) fn path(&self) -> &'o str {
        &self.sources.get(self.diagnostic.span.file).path
    }
}

/// Collects the diagnostics of all programs in order, without duplicates.
pub(crate) fn collect_findings(analyses: &[Analysis]) -> Vec<Finding<'_>> {
    let mut seen: BTreeMap<_, Vec<Finding<'_>>> = BTreeMap::new();
    let all = analyses.iter().flat_map(|analysis| {
        let sources = &analysis.program.sources;
        analysis.diagnostics.sorted().into_iter().map(move |diagnostic| Finding { diagnostic, sources })
    });
    let mut kept = Vec::new();
    for found in all {
        let Diagnostic { span, name, message, .. } = found.diagnostic;
        let same = seen.entry((found.path(), span.start, span.end, *name, message)).or_default();
        // Labels and help are compared as they are shown: the same file has other numbers in other programs.
        let json = |found: &Finding<'_>| to_json(found.diagnostic, found.sources);
        if !same.iter().any(|known| json(known) == json(&found)) {
            same.push(found);
            kept.push(found);
        }
    }
    kept
}

/// Counts the findings that stop a build.
pub(crate) fn count_errors(found: &[Finding<'_>]) -> usize {
    found.iter().filter(|found| found.diagnostic.level == Level::Deny).count()
}

/// Prints findings; `files` is the number of files that were checked.
pub(crate) fn print_findings(format: Format, found: &[Finding<'_>], files: usize, ui: &mut Ui) {
    match format {
        Format::Text => print_text(found, files, ui),
        Format::Json => {
            found.iter().for_each(|found| ui.print_data(to_json(found.diagnostic, found.sources)));
        }
        Format::Github => found.iter().for_each(|found| ui.print(github::render_annotation(found))),
        Format::Sarif => ui.print_data(sarif::render_sarif(found)),
    }
}

fn print_text(found: &[Finding<'_>], files: usize, ui: &mut Ui) {
    let (style, columns) = (ui.style(), ui.columns().unwrap_or(usize::MAX));
    for found in found {
        ui.print(render_within(found.diagnostic, found.sources, style, columns) + "\n");
    }
    ui.print(summary::summarize(found, files));
}
