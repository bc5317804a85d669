//! What was found in several programs, in the form that was asked for.
//!
//! A file that two programs use is reported once. Text is for people and ends with a summary; JSON is one object a line; GitHub's
//! form marks lines of a pull request; SARIF is what code scanners exchange.

mod github;
mod json;
mod sarif;
mod summary;

use std::collections::BTreeSet;

use flow_project::Analysis;
use flow_syntax::diagnostic::{Diagnostic, Level};
use flow_syntax::render::render_within;
use flow_syntax::source::Sources;

use json::to_json;
pub(crate) use summary::counted;

use crate::ui::Ui;

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// One object a line
    Json,
    /// Annotations of a workflow's run
    Github,
    /// SARIF 2.1.0, for code scanners
    Sarif,
}

/// One thing that was found, with the texts it is about.
#[derive(Clone, Copy)]
pub(crate) struct Finding<'o> {
    /// What is said.
    pub(crate) diagnostic: &'o Diagnostic,
    /// The texts its places are in.
    pub(crate) sources: &'o Sources,
}

impl Finding<'_> {
    /// The file it is about.
    pub(crate) fn path(&self) -> &str {
        &self.sources.get(self.diagnostic.span.file).path
    }
}

/// Everything that is to be shown, program by program.
pub(crate) fn findings(analyses: &[Analysis]) -> Vec<Finding<'_>> {
    let mut seen = BTreeSet::new();
    let all = analyses.iter().flat_map(|analysis| {
        let sources = &analysis.program.sources;
        analysis.diagnostics.sorted().into_iter().map(move |diagnostic| Finding { diagnostic, sources })
    });
    all.filter(|found| seen.insert(to_json(found.diagnostic, found.sources))).collect()
}

/// How many findings stop a build.
pub(crate) fn errors(found: &[Finding<'_>]) -> usize {
    found.iter().filter(|found| found.diagnostic.level == Level::Deny).count()
}

/// Writes findings; `files` is how many were looked at.
pub(crate) fn show(format: Format, found: &[Finding<'_>], files: usize, ui: &mut Ui) {
    match format {
        Format::Text => text(found, files, ui),
        Format::Json => found.iter().for_each(|found| ui.print(to_json(found.diagnostic, found.sources))),
        Format::Github => found.iter().for_each(|found| ui.print(github::annotation(found))),
        Format::Sarif => ui.print(sarif::sarif(found)),
    }
}

fn text(found: &[Finding<'_>], files: usize, ui: &mut Ui) {
    let (style, columns) = (ui.style(), ui.columns().unwrap_or(usize::MAX));
    for found in found {
        ui.print(render_within(found.diagnostic, found.sources, style, columns) + "\n");
    }
    ui.print(summary::summary(found, files));
}
