//! Groups files into programs: sets of files that are loaded together.
//!
//! A file with machines and the files it uses form a program. If a folder has exactly one `system:` file, the other machines of
//! the folder belong to that system, except duplicates of its machines. A file of loose scenarios or tests joins the smallest
//! program that declares the machines it refers to. The search order is its own folder, the folders above it, all given files,
//! and finally files of its folder that were not given.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use flow_model::{Loader, join, possible_owners};
use flow_project::{Analysis, Request, Settings};
use flow_syntax::ast;
use flow_syntax::source::FileId;

use crate::failure::Failure;
use crate::inputs::{Disk, Inputs, gather_inputs, is_specification, settings_path};

/// Files that are loaded together.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    /// The files that are not reached by `uses`; the first one determines the folder.
    pub(crate) roots: Vec<String>,
    /// The names that scenarios and tests can refer to: those of its machines and its system.
    names: BTreeSet<String>,
    /// Whether a file declares a `system:`.
    is_system: bool,
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
    Ok(Grouping::new(gather_inputs(paths)?).group())
}

/// As [`find_programs`], with the test files of the files that `paths` name.
///
/// # Errors
/// If there are none.
pub(crate) fn find_programs_with_test_files(paths: &[PathBuf]) -> Result<Vec<Program>, Failure> {
    let mut inputs = gather_inputs(paths)?;
    inputs.add_test_files();
    Ok(Grouping::new(inputs).group())
}

/// The declarations and references of a file that determine its program.
#[derive(Clone, Debug, Default)]
struct Profile {
    system: Option<String>,
    machines: Vec<String>,
    uses: Vec<String>,
    /// For a test file, or one with only loose scenarios: the names it refers to.
    wants: Option<Vec<String>>,
}

impl Profile {
    fn of(path: &str, file: &ast::File) -> Profile {
        let machines: Vec<_> = file.machines.iter().map(|machine| machine.name.text.clone()).collect();
        let uses = file.uses.iter().map(|line| join(path, &line.path.text)).collect();
        let is_test = path.ends_with(".test.flow");
        let is_loose = machines.is_empty() && file.system.is_none() && !file.loose.is_empty();
        let wants = (is_test || is_loose).then(|| referenced_names(file));
        Profile { system: file.system.as_ref().map(|name| name.text.clone()), machines, uses, wants }
    }
}

fn referenced_names(file: &ast::File) -> Vec<String> {
    let tested = file.tests.iter().map(|test| match &test.target {
        ast::TestTarget::Machine(name) | ast::TestTarget::System(name) => name.text.clone(),
    });
    tested.chain(file.loose.iter().flat_map(possible_owners)).collect()
}

/// The state of finding programs.
struct Grouping {
    inputs: Inputs,
    profiles: BTreeMap<String, Profile>,
    programs: Vec<Program>,
}

impl Grouping {
    fn new(inputs: Inputs) -> Self {
        Grouping { inputs, profiles: BTreeMap::new(), programs: Vec::new() }
    }

    fn group(mut self) -> Vec<Program> {
        let files = self.inputs.files.clone();
        files.iter().for_each(|file| self.read_profiles(file));
        let (leads, dependents): (Vec<_>, Vec<_>) =
            files.iter().partition(|file| self.profiles[*file].wants.is_none());
        self.create_programs(&leads);
        self.merge_into_systems();
        for dependent in dependents {
            self.add_dependent(dependent);
        }
        let place = |program: &Program| files.iter().position(|file| program.roots.contains(file));
        self.programs.sort_by_key(place);
        self.programs
    }

    /// Reads the profiles of a file and of the files it uses.
    fn read_profiles(&mut self, path: &str) {
        let mut open = vec![path.to_owned()];
        while let Some(path) = open.pop() {
            if self.profiles.contains_key(&path) {
                continue;
            }
            let bytes = self.inputs.disk.load(&path).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes);
            let file = flow_syntax::parse_outline(FileId(0), &text);
            let profile = Profile::of(&path, &file);
            open.extend(profile.uses.iter().cloned());
            self.profiles.insert(path, profile);
        }
    }

    /// Creates the programs of the files that no other file uses, and of the first file of each cycle.
    fn create_programs(&mut self, files: &[&String]) {
        let used: BTreeSet<&String> = self
            .profiles
            .iter()
            .flat_map(|(path, profile)| profile.uses.iter().filter(move |used| *used != path))
            .collect();
        let (inner, outer): (Vec<&String>, Vec<&String>) =
            files.iter().copied().partition(|file| used.contains(*file));
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        for lead in outer.into_iter().chain(inner) {
            if !seen.contains(lead) {
                let program = self.create_program(lead, &mut seen);
                found.push(program);
            }
        }
        self.programs.extend(found);
    }

    /// Creates the program of a file and the files it uses.
    fn create_program(&self, lead: &str, seen: &mut BTreeSet<String>) -> Program {
        let mut names = BTreeSet::new();
        let mut is_system = false;
        let mut reached = BTreeSet::new();
        let mut open = vec![lead.to_owned()];
        while let Some(path) = open.pop() {
            if !reached.insert(path.clone()) {
                continue;
            }
            let Some(profile) = self.profiles.get(&path) else { continue };
            names.extend(profile.machines.iter().chain(&profile.system).cloned());
            is_system |= profile.system.is_some();
            open.extend(profile.uses.iter().cloned());
        }
        seen.extend(reached);
        Program {
            roots: vec![lead.to_owned()],
            names,
            is_system,
            with_test_files: false,
            disk: self.inputs.disk.clone(),
        }
    }

    /// Merges the machines of a folder into its system, if there is exactly one.
    fn merge_into_systems(&mut self) {
        let mut systems: BTreeMap<PathBuf, Vec<usize>> = BTreeMap::new();
        for (at, program) in self.programs.iter().enumerate().filter(|(_, program)| program.is_system) {
            systems.entry(folder_of(&program.roots[0]).to_owned()).or_default().push(at);
        }
        let mut united = BTreeSet::new();
        for (of, systems) in systems {
            let [system] = systems[..] else { continue };
            for at in 0..self.programs.len() {
                let other = self.programs[at].clone();
                let is_in_folder = at != system && !other.is_system && folder_of(&other.roots[0]) == of;
                if is_in_folder && self.programs[system].names.is_disjoint(&other.names) {
                    self.programs[system].roots.extend(other.roots);
                    self.programs[system].names.extend(other.names);
                    united.insert(at);
                }
            }
        }
        let programs = std::mem::take(&mut self.programs).into_iter().enumerate();
        self.programs = programs.filter(|(at, _)| !united.contains(at)).map(|(_, program)| program).collect();
    }

    /// Adds a test file or a file of loose scenarios to the program it refers to.
    fn add_dependent(&mut self, file: &str) {
        let of = folder_of(file);
        let found = of
            .ancestors()
            .find_map(|above| self.find_smallest_program(file, |root| folder_of(root) == above));
        let found = found
            .or_else(|| self.find_smallest_program(file, |_| true))
            .or_else(|| self.load_from_folder(file));
        match found {
            Some(at) => self.programs[at].roots.push(file.to_owned()),
            None => {
                let program = self.create_program(file, &mut BTreeSet::new());
                self.programs.push(program);
            }
        }
    }

    /// The smallest program that a file refers to, among those with a root that is near.
    fn find_smallest_program(&self, file: &str, is_near: impl Fn(&str) -> bool) -> Option<usize> {
        let wants = self.profiles[file].wants.as_deref().unwrap_or_default();
        let near: Vec<_> =
            self.programs.iter().enumerate().filter(|(_, program)| is_near(&program.roots[0])).collect();
        let fits = near.iter().filter(|(_, program)| wants.iter().any(|name| program.names.contains(name)));
        fits.min_by_key(|(_, program)| program.names.len()).map(|(at, _)| *at)
    }

    /// Loads the program that a file refers to from the files of its folder that were not given.
    fn load_from_folder(&mut self, file: &str) -> Option<usize> {
        let place = folder_of(file);
        let siblings = if place == Path::new("") { Path::new(".") } else { place };
        let entries = siblings.read_dir().ok()?.filter_map(Result::ok);
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let mut files: Vec<String> =
            names.filter(|name| is_specification(Path::new(name))).map(|name| join(file, &name)).collect();
        files.sort();
        files.iter().for_each(|file| self.read_profiles(file));
        files.retain(|file| self.profiles[file].wants.is_none() && !self.profiles[file].machines.is_empty());
        let before = self.programs.len();
        self.create_programs(&files.iter().collect::<Vec<_>>());
        let found = self
            .find_smallest_program(file, |root| files.iter().any(|file| file == root))
            .filter(|at| *at >= before);
        let kept = found.map(|at| self.programs.swap_remove(at));
        self.programs.truncate(before);
        self.programs.extend(kept);
        found.map(|_| before)
    }
}

fn folder_of(path: &str) -> &Path {
    Path::new(path).parent().unwrap_or(Path::new(""))
}
