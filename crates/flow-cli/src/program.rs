//! From files to programs: which of them are loaded together.
//!
//! A file of machines, with all it uses, is a program of its own. In a folder with one `system:` file the other files of machines belong
//! to that system, unless they tell of a machine that it has already. Loose scenarios and test files go to the smallest
//! program that has what they speak of: in their folder, then in one above it, then anywhere among the files asked for, then in the files
//! that lie beside them and were not asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use flow_model::{Loader, join, owners};
use flow_project::{Analysis, Request, Settings};
use flow_syntax::ast;
use flow_syntax::diagnostic::Diagnostics;
use flow_syntax::source::FileId;

use crate::failure::Failure;
use crate::inputs::{Disk, Inputs, gather, settings};

/// Files that are loaded together.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    /// The files to begin with; the first one leads.
    pub(crate) roots: Vec<String>,
    /// What it can be spoken of by: its machines, and its system's name.
    names: BTreeSet<String>,
    /// Whether a file says `system:`.
    is_system: bool,
    /// Whether the test files beside the roots are loaded too, as the macro does it for `tests`.
    with_test_files: bool,
    disk: Disk,
}

impl Program {
    /// The folder of the first file; for a stream, which is in none, the current one.
    fn folder(&self) -> &Path {
        let lead = &self.roots[0];
        if self.disk.is_stream(lead) { Path::new("") } else { folder(lead) }
    }

    /// The program with the test files beside its roots, if `tests` is set.
    pub(crate) fn with_test_files(self, tests: bool) -> Program {
        Program { with_test_files: tests, ..self }
    }

    /// Analyses it, with settings that take precedence over those of its `flow.toml`.
    pub(crate) fn analyze(&self, overrides: &Settings) -> Analysis {
        let request = Request {
            settings_file: settings(self.folder()),
            overrides: overrides.clone(),
            with_test_files: self.with_test_files,
            ..Request::new(self.roots.iter().cloned())
        };
        let mut analysis = flow_project::analyze(&request, &mut self.disk.clone());
        flow_codegen::check_names(&mut analysis);
        analysis
    }
}

/// The programs behind `paths`, in the order of their first files.
///
/// # Errors
/// If there are none.
pub(crate) fn programs(paths: &[PathBuf]) -> Result<Vec<Program>, Failure> {
    Ok(Grouping::new(gather(paths)?).run())
}

/// As [`programs`], with the test files beside the files that `paths` name.
///
/// # Errors
/// If there are none.
pub(crate) fn programs_with_test_files(paths: &[PathBuf]) -> Result<Vec<Program>, Failure> {
    let mut inputs = gather(paths)?;
    inputs.add_test_files();
    Ok(Grouping::new(inputs).run())
}

/// What must be known of a file to find where it belongs.
#[derive(Clone, Debug, Default)]
struct Profile {
    system: Option<String>,
    machines: Vec<String>,
    uses: Vec<String>,
    /// For a test file, or one with nothing but loose scenarios: what it speaks of.
    wants: Option<Vec<String>>,
}

impl Profile {
    fn of(path: &str, file: &ast::File) -> Profile {
        let machines: Vec<_> = file.machines.iter().map(|machine| machine.name.text.clone()).collect();
        let uses = file.uses.iter().map(|line| join(path, &line.path.text)).collect();
        let is_test = path.ends_with(".test.flow");
        let is_loose = machines.is_empty() && file.system.is_none() && !file.loose.is_empty();
        let wants = (is_test || is_loose).then(|| wants(file));
        Profile { system: file.system.as_ref().map(|name| name.text.clone()), machines, uses, wants }
    }
}

fn wants(file: &ast::File) -> Vec<String> {
    let tested = file.tests.iter().map(|test| match &test.target {
        ast::TestTarget::Machine(name) | ast::TestTarget::System(name) => name.text.clone(),
    });
    tested.chain(file.loose.iter().flat_map(owners)).collect()
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

    fn run(mut self) -> Vec<Program> {
        let files = self.inputs.files.clone();
        files.iter().for_each(|file| self.read(file));
        let (leads, followers): (Vec<_>, Vec<_>) =
            files.iter().partition(|file| self.profiles[*file].wants.is_none());
        self.lead(&leads);
        self.unite_systems();
        for follower in followers {
            self.follow(follower);
        }
        let place = |program: &Program| files.iter().position(|file| program.roots.contains(file));
        self.programs.sort_by_key(place);
        self.programs
    }

    /// Reads a file and all that it uses.
    fn read(&mut self, path: &str) {
        let mut open = vec![path.to_owned()];
        while let Some(path) = open.pop() {
            if self.profiles.contains_key(&path) {
                continue;
            }
            let bytes = self.inputs.disk.load(&path).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes);
            let file = flow_syntax::parse(FileId(0), &text, &mut Diagnostics::default());
            let profile = Profile::of(&path, &file);
            open.extend(profile.uses.iter().cloned());
            self.profiles.insert(path, profile);
        }
    }

    /// Makes programs of the files that no other one uses; of files that only use each other, of the first.
    fn lead(&mut self, files: &[&String]) {
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
                let program = self.begin(lead, &mut seen);
                found.push(program);
            }
        }
        self.programs.extend(found);
    }

    /// The program of a file and all that it uses.
    fn begin(&self, lead: &str, seen: &mut BTreeSet<String>) -> Program {
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

    /// Adds to the only system of a folder the machines that lie beside it.
    fn unite_systems(&mut self) {
        let mut systems: BTreeMap<PathBuf, Vec<usize>> = BTreeMap::new();
        for (at, program) in self.programs.iter().enumerate().filter(|(_, program)| program.is_system) {
            systems.entry(folder(&program.roots[0]).to_owned()).or_default().push(at);
        }
        let mut united = BTreeSet::new();
        for (of, systems) in systems {
            let [system] = systems[..] else { continue };
            for at in 0..self.programs.len() {
                let other = self.programs[at].clone();
                let is_beside = at != system && !other.is_system && folder(&other.roots[0]) == of;
                if is_beside && self.programs[system].names.is_disjoint(&other.names) {
                    self.programs[system].roots.extend(other.roots);
                    self.programs[system].names.extend(other.names);
                    united.insert(at);
                }
            }
        }
        let programs = std::mem::take(&mut self.programs).into_iter().enumerate();
        self.programs = programs.filter(|(at, _)| !united.contains(at)).map(|(_, program)| program).collect();
    }

    /// Adds a test file, or loose scenarios, to the program they speak of.
    fn follow(&mut self, file: &str) {
        let of = folder(file);
        let found = of.ancestors().find_map(|above| self.fitting(file, |root| folder(root) == above));
        let found = found.or_else(|| self.fitting(file, |_| true)).or_else(|| self.beside(file));
        match found {
            Some(at) => self.programs[at].roots.push(file.to_owned()),
            None => {
                let program = self.begin(file, &mut BTreeSet::new());
                self.programs.push(program);
            }
        }
    }

    /// The smallest program that a file speaks of, among those that lie where they should.
    fn fitting(&self, file: &str, is_near: impl Fn(&str) -> bool) -> Option<usize> {
        let wants = self.profiles[file].wants.as_deref().unwrap_or_default();
        let near: Vec<_> =
            self.programs.iter().enumerate().filter(|(_, program)| is_near(&program.roots[0])).collect();
        let fits = near.iter().filter(|(_, program)| wants.iter().any(|name| program.names.contains(name)));
        fits.min_by_key(|(_, program)| program.names.len()).map(|(at, _)| *at)
    }

    /// The program that a file speaks of, among the files in its folder that were not asked for.
    fn beside(&mut self, file: &str) -> Option<usize> {
        let place = folder(file);
        let beside = if place == Path::new("") { Path::new(".") } else { place };
        let entries = beside.read_dir().ok()?.filter_map(Result::ok);
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let mut files: Vec<String> =
            names.filter(|name| name.ends_with(".flow")).map(|name| join(file, &name)).collect();
        files.sort();
        files.iter().for_each(|file| self.read(file));
        files.retain(|file| self.profiles[file].wants.is_none() && !self.profiles[file].machines.is_empty());
        let before = self.programs.len();
        self.lead(&files.iter().collect::<Vec<_>>());
        let found =
            self.fitting(file, |root| files.iter().any(|file| file == root)).filter(|at| *at >= before);
        let kept = found.map(|at| self.programs.swap_remove(at));
        self.programs.truncate(before);
        self.programs.extend(kept);
        found.map(|_| before)
    }
}

fn folder(path: &str) -> &Path {
    Path::new(path).parent().unwrap_or(Path::new(""))
}
