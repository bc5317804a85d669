//! Cases: the specifications of the corpus, and what `// lint:` comments configure.
//!
//! A case is one `.flow` file, or a folder of `.flow` files. In a folder, `main.flow` is the program, which loads the
//! others through its `uses:`; without a `main.flow` all files are loaded together, in the order of their names.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use flow_syntax::diagnostic::{Level, Lints, Name};

/// One specification with everything it needs.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its path in the corpus: `unreachable-state/typo_in_guard.flow`.
    pub name: String,
    /// Its texts, by path as the loader is asked for it.
    pub files: BTreeMap<String, String>,
    /// The files it is loaded from.
    pub roots: Vec<String>,
    /// Levels that differ from the default.
    pub lints: Lints,
}

impl Case {
    /// A case of one text.
    pub fn single(name: &str, text: &str) -> Case {
        let files = BTreeMap::from([(name.to_owned(), text.to_owned())]);
        Case {
            name: name.to_owned(),
            roots: vec![name.to_owned()],
            lints: lints(name, files.values()),
            files,
        }
    }
}

/// All cases under `dir`, in order: the entries of its folders, each of which is a group.
///
/// # Panics
/// If the corpus cannot be read.
pub fn cases(dir: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    for group in entries(dir) {
        for path in entries(&group) {
            cases.push(if path.is_dir() { folder_case(dir, &path) } else { file_case(dir, &path) });
        }
    }
    cases
}

/// The entries of a folder in the order of their names, without hidden ones.
fn entries(dir: &Path) -> Vec<PathBuf> {
    let listing = fs::read_dir(dir).unwrap_or_else(|error| panic!("{}: {error}", dir.display()));
    let mut paths: Vec<_> = listing.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')));
    paths.sort();
    paths
}

fn file_case(corpus: &Path, path: &Path) -> Case {
    Case::single(&relative(corpus, path), &read(path))
}

fn folder_case(corpus: &Path, dir: &Path) -> Case {
    let name = relative(corpus, dir);
    let files: BTreeMap<_, _> =
        entries(dir).iter().map(|path| (relative(corpus, path), read(path))).collect();
    let main = format!("{name}/main.flow");
    let roots = if files.contains_key(&main) { vec![main] } else { files.keys().cloned().collect() };
    Case { lints: lints(&name, files.values()), name, files, roots }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A path below the corpus as people and loaders write it.
fn relative(corpus: &Path, path: &Path) -> String {
    let below = path.strip_prefix(corpus).expect("cases lie in the corpus");
    let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// The levels of a case: a lint that is allowed by default warns in the group of its name, and comments
/// of the form `// lint: name = "level"` set other levels.
fn lints<'a>(case: &str, texts: impl Iterator<Item = &'a String>) -> Lints {
    let mut lints = Lints::new();
    let group = case.split('/').next().and_then(Name::parse);
    if let Some(name) = group.filter(|name| name.default_level() == Level::Allow) {
        lints.set(name, Level::Warn);
    }
    let settings =
        texts.flat_map(|text| text.lines()).filter_map(|line| line.trim().strip_prefix("// lint:"));
    for setting in settings {
        let (name, level) = lint(setting).unwrap_or_else(|| panic!("{case}: '{setting}' sets no lint"));
        lints.set(name, level);
    }
    lints
}

fn lint(setting: &str) -> Option<(Name, Level)> {
    let (name, level) = setting.split_once('=')?;
    let level = match level.trim() {
        r#""allow""# => Level::Allow,
        r#""warn""# => Level::Warn,
        r#""deny""# => Level::Deny,
        _ => return None,
    };
    Some((Name::parse(name.trim())?, level))
}
