//! Expands the argument PATHS to files: folders to all `*.flow` files below them, `-` to standard input.
//!
//! Folders are walked as git does it: ignored and hidden entries are skipped. This module does not parse; `program` decides which
//! files belong together. Paths stay relative to the current folder and use `/`. A file that cannot be read becomes a
//! diagnostic, so that the other files are still checked.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use flow_model::near::nearest;
use flow_model::{LoadError, Loader};
use flow_project::{DiskLoader, Overlay, SETTINGS_FILE, folders_up_to_settings};
use ignore::WalkBuilder;

use crate::failure::{Failure, display_path, io_reason};

/// The path that represents standard input in diagnostics.
pub(crate) const STDIN: &str = "<stdin>";
/// The most bytes that are read from a stream: far more than any specification has, and little enough to keep a device that
/// never ends from filling the memory.
const LONGEST_STREAM: u64 = 64 << 20;

/// The default extensions of the type checker Flow, which reads the types of `order.js` from `order.js.flow`: files with such names
/// are not specifications.
const TYPED_BY_FLOW: &[&str] = &["js", "jsx", "mjs", "cjs", "json"];

/// Whether the name of a file is that of a specification.
pub(crate) fn is_specification(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "flow") && !is_type_declaration(path)
}

/// Whether a file has the name of type declarations for JavaScript.
fn is_type_declaration(path: &Path) -> bool {
    let inner = path.file_stem().map(Path::new).and_then(Path::extension);
    inner.is_some_and(|inner| TYPED_BY_FLOW.iter().any(|end| inner == *end))
}

/// The files that were asked for.
#[derive(Clone, Debug)]
pub(crate) struct Inputs {
    /// Their paths, each once; standard input is [`STDIN`].
    pub(crate) files: Vec<String>,
    /// Those of them that an argument names, rather than the folder they are in.
    named: Vec<String>,
    /// The loader of their texts.
    pub(crate) disk: Disk,
}

/// Finds the files that `paths` name; without any, those below the current folder.
///
/// # Errors
/// If a path does not exist, is no specification, or is a folder without any.
pub(crate) fn gather_inputs(paths: &[PathBuf]) -> Result<Inputs, Failure> {
    let mut inputs = Inputs { files: Vec::new(), named: Vec::new(), disk: Disk::default() };
    if paths.is_empty() {
        inputs.add_folder(Path::new("."))?;
    }
    for path in paths {
        inputs.add_path(path)?;
    }
    Ok(inputs)
}

impl Inputs {
    fn add_path(&mut self, path: &Path) -> Result<(), Failure> {
        match path {
            _ if path == Path::new("-") => self.add_stream(STDIN, io::stdin().lock()),
            _ if path.is_dir() => self.add_folder(path),
            _ if path.symlink_metadata().is_err() => Err(missing_path(path)),
            _ if path.exists() && !path.is_file() => {
                let file = std::fs::File::open(path).map_err(|error| Failure::io("read", path, &error))?;
                self.add_stream(&with_slashes(path), file)
            }
            _ if !is_specification(path) => Err(not_a_specification(path)),
            _ => {
                self.add_file(path);
                self.named.push(with_slashes(path));
                Ok(())
            }
        }
    }

    /// Reads standard input, a pipe or a device, which can be read only once.
    fn add_stream(&mut self, name: &str, source: impl Read) -> Result<(), Failure> {
        if self.files.iter().any(|file| file == name) {
            return Ok(());
        }
        let shown = if name == STDIN { "standard input" } else { name };
        let mut bytes = Vec::new();
        let read = source.take(LONGEST_STREAM).read_to_end(&mut bytes);
        read.map_err(|error| Failure::io("read", Path::new(shown), &error))?;
        self.files.push(name.to_owned());
        if bytes.len() as u64 == LONGEST_STREAM {
            self.disk.unreadable.insert(name.to_owned(), "it does not end".to_owned());
        } else {
            self.disk.texts.insert(name, bytes);
        }
        Ok(())
    }

    fn add_folder(&mut self, folder: &Path) -> Result<(), Failure> {
        let before = self.files.len();
        let mut has_any = false;
        let walk = WalkBuilder::new(folder).require_git(false).sort_by_file_name(Ord::cmp).build();
        for entry in walk {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.add_unwalkable(folder, &error)?;
                    continue;
                }
            };
            let is_file = entry.file_type().is_some_and(|kind| !kind.is_dir());
            if is_file && is_specification(entry.path()) {
                has_any = true;
                self.add_file(entry.path());
            }
        }
        if has_any || self.files.len() > before { Ok(()) } else { Err(no_specifications_in(folder)) }
    }

    fn add_file(&mut self, path: &Path) {
        let name = with_slashes(path);
        if path.to_str().is_none() {
            self.disk.unreadable.insert(name.clone(), "its name is not UTF-8".to_owned());
        }
        if !self.files.contains(&name) {
            self.files.push(name);
        }
    }

    /// Notes a folder that cannot be walked. It is a failure if all of the walk is impossible.
    fn add_unwalkable(&mut self, folder: &Path, error: &ignore::Error) -> Result<(), Failure> {
        let text = error.io_error().map_or_else(|| error.to_string(), io_reason);
        match path_of(error).filter(|path| *path != folder) {
            Some(path) => {
                self.disk.unreadable.insert(with_slashes(path), text);
                self.add_file(path);
                Ok(())
            }
            None => Err(Failure::new(format!("cannot look through '{}': {text}", display_path(folder)))),
        }
    }

    /// Adds the test file of each file that an argument names (`order.test.flow` for `order.flow`), if it exists.
    pub(crate) fn add_test_files(&mut self) {
        for named in std::mem::take(&mut self.named) {
            let stem = named.strip_suffix(".flow").filter(|stem| !stem.ends_with(".test"));
            let Some(test_file) = stem.map(|stem| format!("{stem}.test.flow")) else { continue };
            if Path::new(&test_file).is_file() {
                self.add_file(Path::new(&test_file));
            }
        }
    }
}

/// The path that an error of a walk is about.
fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

/// The path with `/`, and without a `./` before it. A name that is not UTF-8 is shown with replacement characters.
pub(crate) fn with_slashes(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() };
    text.strip_prefix("./").map(str::to_owned).unwrap_or(text)
}

/// The texts of files, standard input included.
#[derive(Clone, Debug, Default)]
pub(crate) struct Disk {
    /// Files, and the streams that were read.
    texts: Overlay<DiskLoader>,
    /// Files that cannot be loaded although they may exist, each with the reason.
    unreadable: BTreeMap<String, String>,
}

impl Disk {
    /// Whether a file is standard input or another stream.
    pub(crate) fn is_stream(&self, path: &str) -> bool {
        self.texts.contains(path)
    }
}

impl Loader for Disk {
    fn load(&mut self, path: &str) -> Result<Vec<u8>, LoadError> {
        match self.unreadable.get(path) {
            Some(reason) => {
                Err(LoadError { path: path.to_owned(), reason: Some(reason.clone()), near: Vec::new() })
            }
            None => self.texts.load(path),
        }
    }
}

/// The path of the settings for a folder, found as for macros and build scripts, as the user would write it from here.
pub(crate) fn settings_path(folder: &Path) -> String {
    let found = find_nearest_settings(folder).map(|path| with_slashes(&path));
    found.unwrap_or_else(|| SETTINGS_FILE.to_owned())
}

fn find_nearest_settings(folder: &Path) -> Option<PathBuf> {
    let start = std::path::absolute(Path::new(".").join(folder)).ok()?;
    let found = start.ancestors().nth(folders_up_to_settings(&start)?)?.join(SETTINGS_FILE);
    let here = std::path::absolute(".").ok()?;
    let shared = here.ancestors().enumerate().find(|(_, above)| found.starts_with(above));
    match shared.filter(|_| !folder.is_absolute()) {
        Some((up, above)) => {
            let back: PathBuf = std::iter::repeat_n("..", up).collect();
            Some(back.join(found.strip_prefix(above).ok()?))
        }
        None => Some(found),
    }
}

fn missing_path(path: &Path) -> Failure {
    let failure = Failure::new(format!("there is no file or folder '{}'", display_path(path)));
    match find_similar_path(path) {
        Some(near) => failure.help(format!("did you mean '{near}'?")),
        None => failure.help("without a path, everything below this folder is taken"),
    }
}

/// A specification or folder in the same folder with a similar name.
fn find_similar_path(path: &Path) -> Option<String> {
    let folder = path.parent()?;
    let siblings = if folder == Path::new("") { Path::new(".") } else { folder };
    let entries = siblings.read_dir().ok()?.filter_map(Result::ok);
    let fits = entries.filter(|entry| entry.path().is_dir() || is_specification(&entry.path()));
    let mut names: Vec<String> = fits.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    let wanted = path.file_name()?.to_str()?;
    let near = nearest(wanted, names.iter().map(String::as_str)).or_else(|| {
        let with_end = format!("{wanted}.flow");
        names.iter().find(|name| **name == with_end).map(String::as_str)
    })?;
    Some(folder.join(near).display().to_string())
}

fn not_a_specification(path: &Path) -> Failure {
    let failure = Failure::new(format!("'{}' is no specification", display_path(path)));
    failure.help(match is_type_declaration(path) {
        true => "its name is that of type declarations for JavaScript; give a specification another name",
        false => "the names of specifications end in '.flow'",
    })
}

fn no_specifications_in(folder: &Path) -> Failure {
    let here = if folder == Path::new(".") {
        "this folder".to_owned()
    } else {
        format!("'{}'", display_path(folder))
    };
    Failure::new(format!("there are no specifications in {here}"))
        .help("the names of specifications end in '.flow'; 'flow new shop' writes first ones, in a project of its own")
}
