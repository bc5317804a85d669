//! Groups files into programs: sets of files that are loaded together.
//!
//! A file with machines and the files it uses form a program. If a folder has exactly one `system:` file, the other machines of
//! the folder belong to that system, except duplicates of its machines. A file of loose scenarios or tests joins the smallest
//! program that declares the machines it refers to. The search order is its own folder, the folders above it, all given files,
//! and finally files of its folder that were not given. Texts and folders are read through a [`Catalog`].

use std::collections::{BTreeMap, BTreeSet};

use flow_model::{join, possible_owners};
use flow_syntax::ast;
use flow_syntax::source::FileId;

/// What the grouping has to know of files.
pub trait Catalog {
    /// The profile of the file at a path; that of an empty file if it cannot be read.
    fn profile(&mut self, path: &str) -> Profile;

    /// The paths of the specifications in the folder of a file, sorted.
    fn list_siblings(&mut self, path: &str) -> Vec<String>;
}

/// Files that are loaded together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileGroup {
    /// The files that are not reached by `uses`; the first one determines the folder.
    pub roots: Vec<String>,
    /// All its files: the roots, and what is reached by `uses`.
    pub files: BTreeSet<String>,
    /// The names that scenarios and tests can refer to: those of its machines and its system.
    names: BTreeSet<String>,
    /// Whether a file declares a `system:`.
    is_system: bool,
}

/// The declarations and references of a file that determine its program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    system: Option<String>,
    machines: Vec<String>,
    uses: Vec<String>,
    /// For a test file, or one with only loose scenarios: the names it refers to.
    wants: Option<Vec<String>>,
}

impl Profile {
    /// The profile of a text at a path.
    pub fn of_text(path: &str, text: &str) -> Profile {
        Profile::of(path, &flow_syntax::parse_outline(FileId(0), text))
    }

    /// The profile of a file that was read already.
    pub fn of(path: &str, file: &ast::File) -> Profile {
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

/// Groups files, in the order of the first file of each group.
pub fn group_files(files: &[String], catalog: &mut dyn Catalog) -> Vec<FileGroup> {
    Grouping { files, catalog, profiles: BTreeMap::new(), groups: Vec::new() }.group()
}

/// The state of one [`group_files`].
struct Grouping<'a> {
    files: &'a [String],
    catalog: &'a mut dyn Catalog,
    profiles: BTreeMap<String, Profile>,
    groups: Vec<FileGroup>,
}

impl Grouping<'_> {
    fn group(mut self) -> Vec<FileGroup> {
        let files = self.files;
        files.iter().for_each(|file| self.read_profiles(file));
        let (leads, dependents): (Vec<_>, Vec<_>) =
            files.iter().partition(|file| self.profiles[*file].wants.is_none());
        self.create_groups(&leads);
        self.merge_into_systems();
        for dependent in dependents {
            self.add_dependent(dependent);
        }
        let places: BTreeMap<&String, usize> =
            files.iter().enumerate().map(|(at, file)| (file, at)).collect();
        let place = |group: &FileGroup| group.roots.iter().filter_map(|root| places.get(root)).min().copied();
        self.groups.sort_by_key(place);
        self.groups
    }

    /// Reads the profiles of a file and of the files it uses.
    fn read_profiles(&mut self, path: &str) {
        let mut open = vec![path.to_owned()];
        while let Some(path) = open.pop() {
            if self.profiles.contains_key(&path) {
                continue;
            }
            let profile = self.catalog.profile(&path);
            open.extend(profile.uses.iter().cloned());
            self.profiles.insert(path, profile);
        }
    }

    /// Creates the groups of the files that no other file uses, and of the first file of each cycle.
    fn create_groups(&mut self, files: &[&String]) {
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
                let group = self.create_group(lead, &mut seen);
                found.push(group);
            }
        }
        self.groups.extend(found);
    }

    /// Creates the group of a file and the files it uses.
    fn create_group(&self, lead: &str, seen: &mut BTreeSet<String>) -> FileGroup {
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
        seen.extend(reached.iter().cloned());
        FileGroup { roots: vec![lead.to_owned()], files: reached, names, is_system }
    }

    /// Merges the machines of a folder into its system, if there is exactly one.
    fn merge_into_systems(&mut self) {
        let mut systems: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, group) in self.groups.iter().enumerate().filter(|(_, group)| group.is_system) {
            systems.entry(folder_of(&group.roots[0]).to_owned()).or_default().push(at);
        }
        let mut united = BTreeSet::new();
        for (of, systems) in systems {
            let [system] = systems[..] else { continue };
            for at in 0..self.groups.len() {
                let other = self.groups[at].clone();
                let is_in_folder = at != system && !other.is_system && folder_of(&other.roots[0]) == of;
                if is_in_folder && self.groups[system].names.is_disjoint(&other.names) {
                    self.groups[system].roots.extend(other.roots);
                    self.groups[system].files.extend(other.files);
                    self.groups[system].names.extend(other.names);
                    united.insert(at);
                }
            }
        }
        let groups = std::mem::take(&mut self.groups).into_iter().enumerate();
        self.groups = groups.filter(|(at, _)| !united.contains(at)).map(|(_, group)| group).collect();
    }

    /// Adds a test file or a file of loose scenarios to the group it refers to.
    fn add_dependent(&mut self, file: &str) {
        let found = folders_up(folder_of(file))
            .find_map(|above| self.find_smallest_group(file, |root| folder_of(root) == above));
        let found = found
            .or_else(|| self.find_smallest_group(file, |_| true))
            .or_else(|| self.load_from_folder(file));
        let own = self.create_group(file, &mut BTreeSet::new());
        match found {
            Some(at) => {
                self.groups[at].roots.push(file.to_owned());
                self.groups[at].files.extend(own.files);
            }
            None => self.groups.push(own),
        }
    }

    /// The smallest group that a file refers to, among those with a root that is near.
    fn find_smallest_group(&self, file: &str, is_near: impl Fn(&str) -> bool) -> Option<usize> {
        let wants = self.profiles[file].wants.as_deref().unwrap_or_default();
        let near: Vec<_> =
            self.groups.iter().enumerate().filter(|(_, group)| is_near(&group.roots[0])).collect();
        let fits = near.iter().filter(|(_, group)| wants.iter().any(|name| group.names.contains(name)));
        fits.min_by_key(|(_, group)| group.names.len()).map(|(at, _)| *at)
    }

    /// Loads the group that a file refers to from the files of its folder that were not given.
    fn load_from_folder(&mut self, file: &str) -> Option<usize> {
        let mut files = self.catalog.list_siblings(file);
        files.iter().for_each(|file| self.read_profiles(file));
        files.retain(|file| self.profiles[file].wants.is_none() && !self.profiles[file].machines.is_empty());
        let before = self.groups.len();
        self.create_groups(&files.iter().collect::<Vec<_>>());
        let found = self
            .find_smallest_group(file, |root| files.iter().any(|file| file == root))
            .filter(|at| *at >= before);
        let kept = found.map(|at| self.groups.swap_remove(at));
        self.groups.truncate(before);
        self.groups.extend(kept);
        found.map(|_| before)
    }
}

/// The folder of a path, without the `/` at its end.
fn folder_of(path: &str) -> &str {
    match path.rfind('/') {
        Some(0) => "/",
        Some(end) => &path[..end],
        None => "",
    }
}

/// A folder, and those above it that its path names.
fn folders_up(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |inner| {
        (!inner.is_empty() && *inner != "/").then(|| folder_of(inner))
    })
}
