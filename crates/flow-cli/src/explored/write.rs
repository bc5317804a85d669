//! `flow explore --write`: findings as cases of a test file.
//!
//! An existing file keeps its content; missing cases are appended.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use flow_explore::{Finding, Level, write_tests};
use flow_syntax::source::FileId;

use crate::atomic_write::write_atomically;
use crate::explored::Explored;
use crate::failure::Failure;
use crate::ui::Ui;

/// Writes the errors and warnings of an exploration that are not accepted.
///
/// # Errors
/// If the file cannot be read or written.
pub(crate) fn write_findings(explored: &Explored, path: &Path, ui: &mut Ui) -> Result<(), Failure> {
    let known = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Failure::io("read", path, &error)),
    };
    let Explored { analysis, exploration, gate, .. } = explored;
    let levels = [Level::Deny, Level::Warn];
    let findings: Vec<Finding> = gate.open_findings(exploration, &levels).cloned().collect();
    let tests = write_tests(&analysis.program, &analysis.model, &findings, &list_names(&known));
    if !tests.text.is_empty() {
        let gap = if known.is_empty() { "" } else { "\n" };
        write_atomically(path, format!("{known}{gap}{}", tests.text).as_bytes())?;
    }
    let plural = if tests.written.len() == 1 { "test" } else { "tests" };
    ui.eprint(format!("wrote {} {plural} to '{}'\n", tests.written.len(), path.display()));
    for untold in &tests.untold {
        let finding = &findings[untold.finding];
        let (kind, message) = (finding.kind.name(), &finding.message);
        ui.eprint(format!("  not written: {kind}: {message}: {}\n", untold.reason));
    }
    Ok(())
}

/// The names of the cases in a test file.
fn list_names(text: &str) -> BTreeSet<String> {
    let mut diags = flow_syntax::diagnostic::Diagnostics::default();
    let file = flow_syntax::parse(FileId(0), text, &mut diags);
    let cases = file.tests.iter().flat_map(|test| &test.cases);
    cases.map(|case| case.name.text.clone()).collect()
}
