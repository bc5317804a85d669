//! Programs: files that are loaded together, and their analysis.
//!
//! `flow-project` decides which files belong together; this module passes it the files of the arguments, and the files in the same
//! folders that a test file or a loose scenario refers to.

use std::path::{Path, PathBuf};

use flow_model::{Loader, join};
use flow_project::{Analysis, Catalog, Profile, Request, Settings, group_files};

use crate::failure::Failure;
use crate::inputs::{Disk, Inputs, gather_inputs, is_specification, settings_path};

/// Files that are loaded together.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    /// The files that are not reached by `uses`; the first one determines the folder.
    pub(crate) roots: Vec<String>,
    /// Whether the test files of the roots are loaded too, as the macro does it with `tests`.
    with_test_files: bool,
    disk: Disk,
}

impl Program {
    /// The folder of the first file; the current folder for a stream.
    fn folder(&self) -> &Path {
        let lead = &self.roots[0];
        if self.disk.is_stream(lead) { Path::new("") } else { folder_of(lead) }
    }

    /// Sets whether the test files of its roots are loaded too.
    pub(crate) fn with_test_files(self, tests: bool) -> Program {
        Program { with_test_files: tests, ..self }
    }

    /// The texts of its files.
    pub(crate) fn disk(&self) -> &Disk {
        &self.disk
    }

    /// Analyses it, with settings that take precedence over those of its `flow.toml`.
    pub(crate) fn analyze(&self, overrides: &Settings) -> Analysis {
        self.analyze_with(overrides, &mut self.disk.clone())
    }

    /// The same with the texts of another loader.
    pub(crate) fn analyze_with(&self, overrides: &Settings, loader: &mut dyn Loader) -> Analysis {
        let request = Request {
            settings_file: settings_path(self.folder()),
            overrides: overrides.clone(),
            with_test_files: self.with_test_files,
            ..Request::new(self.roots.iter().cloned())
        };
        let analyze = |loader: &mut dyn Loader| {
            let mut analysis = flow_project::analyze(&request, loader);
            flow_codegen::check_names(&mut analysis);
            analysis
        };
        let mut analysis = analyze(loader);
        flow_project::retain_true_helps(&mut analysis, loader, &analyze);
        analysis
    }
}

/// Finds the programs of `paths`, in the order of their first files.
///
/// # Errors
/// If there are none.
pub(crate) fn find_programs(paths: &[PathBuf]) -> Result<Vec<Program>, Failure> {
    Ok(group_inputs(&gather_inputs(paths)?))
}

/// As [`find_programs`], with the test files of the files that `paths` name.
///
/// # Errors
/// If there are none.
pub(crate) fn find_programs_with_test_files(paths: &[PathBuf]) -> Result<Vec<Program>, Failure> {
    let mut inputs = gather_inputs(paths)?;
    inputs.add_test_files();
    Ok(group_inputs(&inputs))
}

fn group_inputs(inputs: &Inputs) -> Vec<Program> {
    let groups = group_files(&inputs.files, &mut inputs.disk.clone());
    let program = |roots| Program { roots, with_test_files: false, disk: inputs.disk.clone() };
    groups.into_iter().map(|group| program(group.roots)).collect()
}

impl Catalog for Disk {
    fn profile(&mut self, path: &str) -> Profile {
        let bytes = self.load(path).unwrap_or_default();
        Profile::of_text(path, &String::from_utf8_lossy(&bytes))
    }

    fn list_siblings(&mut self, path: &str) -> Vec<String> {
        let folder = folder_of(path);
        let folder = if folder == Path::new("") { Path::new(".") } else { folder };
        let entries = folder.read_dir().into_iter().flatten().filter_map(Result::ok);
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let specifications = names.filter(|name| is_specification(Path::new(name)));
        let mut files: Vec<String> = specifications.map(|name| join(path, &name)).collect();
        files.sort();
        files
    }
}

fn folder_of(path: &str) -> &Path {
    Path::new(path).parent().unwrap_or(Path::new(""))
}
