//! `flow explore --write`: findings as cases of a test file.
//!
//! An existing file keeps its content; missing cases are appended. No other file is ever written: the file is checked before the
//! exploration, and what it would contain is read again before it is written.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use flow_explore::{Finding, Level, WrittenTests, write_tests};
use flow_model::model::Model;
use flow_syntax::ast::{File, Layout, TestTarget};
use flow_syntax::source::FileId;

use crate::atomic_write::write_atomically;
use crate::explored::Explored;
use crate::failure::{Failure, display_path};
use crate::ui::Ui;

/// The end of the name of a test file.
const END: &str = ".test.flow";

/// A test file that findings are added to.
#[derive(Debug)]
pub(crate) struct TestFile {
    path: PathBuf,
    /// Its text so far; empty if there is no such file.
    text: String,
    /// The names of the cases that it has.
    names: BTreeSet<String>,
}

impl TestFile {
    /// Reads the file; there may be none of this name.
    ///
    /// # Errors
    /// If its name is not that of a test file, or it contains something else than tests of this specification.
    pub(crate) fn open(path: &Path, specification: &str, model: &Model) -> Result<TestFile, Failure> {
        check_name(path, specification)?;
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(Failure::io("read", path, &error)),
        };
        let file = parse(&text);
        check_content(path, &file, model)?;
        Ok(TestFile { path: path.to_owned(), names: list_names(&file), text })
    }

    /// Adds the cases of findings.
    ///
    /// # Errors
    /// If the file cannot be written, or its own text hides the cases.
    fn add(&self, tests: &WrittenTests) -> Result<(), Failure> {
        if tests.text.is_empty() {
            return Ok(());
        }
        let gap = match () {
            () if self.text.is_empty() => "",
            () if self.text.ends_with('\n') => "\n",
            () => "\n\n",
        };
        let text = format!("{}{gap}{}", self.text, tests.text);
        if list_names(&parse(&text)).len() != self.names.len() + tests.written.len() {
            let shown = display_path(&self.path);
            let failure = Failure::new(format!("after the text of '{shown}', the tests would not be read"));
            return Err(
                failure.help("end the comment, or repair the line that is not read; or name a new file")
            );
        }
        write_atomically(&self.path, text.as_bytes())
    }
}

fn check_name(path: &Path, specification: &str) -> Result<(), Failure> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let shown = display_path(path);
    if !name.ends_with(END) || name == END {
        let stem = specification.strip_suffix(".flow").unwrap_or("findings");
        let failure = Failure::new(format!("'--write' takes a test file, and '{shown}' is none"));
        return Err(failure.help(format!("the names of test files end in '{END}': '--write {stem}{END}'")));
    }
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        return Err(Failure::new(format!("there is no folder '{}'", display_path(folder))));
    }
    match fs::metadata(path) {
        Ok(known) if !known.is_file() => Err(Failure::new(format!("'{shown}' is no file"))),
        _ => Ok(()),
    }
}

fn check_content(path: &Path, file: &File, model: &Model) -> Result<(), Failure> {
    let shown = display_path(path);
    if !file.machines.is_empty() || !file.loose.is_empty() || !file.rules.is_empty() {
        let failure = Failure::new(format!("'{shown}' is a specification, and tests are not added to those"));
        return Err(failure.help("name a file that has only tests, or none yet"));
    }
    if let Some(of) = file.tests.iter().find_map(|test| name_of_another(&test.target, model)) {
        let failure =
            Failure::new(format!("'{shown}' has tests of '{of}', which is not in this specification"));
        return Err(failure.help("name a file that has only tests of this specification, or none yet"));
    }
    if file.layout == Layout::Inferred && !file.tests.is_empty() {
        let failure = Failure::new(format!("no line of '{shown}' is indented, and tests that are added are"));
        return Err(failure.help(format!("'flow fmt {shown}' indents it")));
    }
    Ok(())
}

/// The subject of a test, if it is not in the model.
fn name_of_another(target: &TestTarget, model: &Model) -> Option<String> {
    match target {
        TestTarget::Machine(name) => {
            let is_known = model.machines.iter().any(|machine| machine.name.text == name.text);
            (!is_known).then(|| format!("@{}", name.text))
        }
        TestTarget::System(name) => {
            let system = model.name.iter().map(|name| &name.text);
            let mut names = system.chain(model.machines.iter().map(|machine| &machine.name.text));
            (!names.any(|known| *known == name.text)).then(|| name.text.clone())
        }
    }
}

fn parse(text: &str) -> File {
    let mut diags = flow_syntax::diagnostic::Diagnostics::default();
    flow_syntax::parse(FileId(0), text, &mut diags)
}

/// The names of the cases in a test file.
fn list_names(file: &File) -> BTreeSet<String> {
    let cases = file.tests.iter().flat_map(|test| &test.cases);
    cases.map(|case| case.name.text.clone()).collect()
}

/// Writes the errors and warnings of an exploration that are not accepted, and lists the other findings.
///
/// # Errors
/// If the file cannot be written.
pub(crate) fn write_findings(explored: &Explored, file: &TestFile, ui: &mut Ui) -> Result<(), Failure> {
    let Explored { analysis, exploration, gate, .. } = explored;
    let levels = [Level::Deny, Level::Warn];
    let findings: Vec<Finding> = gate.open_findings(exploration, &levels).cloned().collect();
    let tests = write_tests(&analysis.program, &analysis.model, &findings, &file.names);
    file.add(&tests)?;
    ui.eprint(format!("wrote {} to '{}'\n", count(tests.written.len(), "test"), file.path.display()));
    for untold in &tests.untold {
        let finding = &findings[untold.finding];
        let (kind, message) = (finding.kind.name(), &finding.message);
        ui.eprint(format!("  not written: {kind}: {message}: {}\n", untold.reason));
    }
    let notes = gate.open_findings(exploration, &[Level::Note]).count();
    let others = [
        (tests.known.len(), "finding", "in the file already"),
        (gate.accepted.len(), "accepted finding", "listed in 'flow.toml'"),
        (notes, "note", "only errors and warnings become tests"),
    ];
    for (number, what, reason) in others.iter().filter(|(number, ..)| *number > 0) {
        ui.eprint(format!("  not written: {}: {reason}\n", count(*number, what)));
    }
    Ok(())
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
