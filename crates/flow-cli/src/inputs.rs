//! From PATHS to files: files as they are, folders with all `*.flow` below them, `-` for standard input.
//!
//! Folders are walked as git would: what `.gitignore` names is left out, and so is what is hidden. Nothing is parsed here; which files
//! belong together is found in `program`. Paths stay relative to where the user is, with `/`.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use flow_model::near::nearest;
use flow_model::{LoadError, Loader};
use flow_project::{DiskLoader, SETTINGS_FILE, folders_up_to_settings};
use ignore::WalkBuilder;

use crate::failure::{Failure, shown};

/// What standard input is called.
pub(crate) const STDIN: &str = "<stdin>";

/// The files that were asked for.
#[derive(Clone, Debug)]
pub(crate) struct Inputs {
    /// Their paths, each once; standard input is [`STDIN`].
    pub(crate) files: Vec<String>,
    /// Where their texts come from.
    pub(crate) disk: Disk,
}

/// Finds the files behind `paths`; without any, those below the current folder.
///
/// # Errors
/// If a path does not exist, is no specification, or is a folder without any.
pub(crate) fn gather(paths: &[PathBuf]) -> Result<Inputs, Failure> {
    let mut inputs = Inputs { files: Vec::new(), disk: Disk::default() };
    if paths.is_empty() {
        inputs.folder(Path::new("."))?;
    }
    for path in paths {
        inputs.path(path)?;
    }
    Ok(inputs)
}

impl Inputs {
    fn path(&mut self, path: &Path) -> Result<(), Failure> {
        match path {
            _ if path == Path::new("-") => self.stdin(),
            _ if path.is_dir() => self.folder(path),
            _ if !path.exists() => Err(missing(path)),
            _ if path.is_file() && path.extension().is_none_or(|end| end != "flow") => {
                Err(no_specification(path))
            }
            _ => self.file(path),
        }
    }

    fn stdin(&mut self) -> Result<(), Failure> {
        if self.disk.stdin.is_none() {
            let mut bytes = Vec::new();
            let read = io::stdin().lock().read_to_end(&mut bytes);
            read.map_err(|error| Failure::io("read", Path::new("standard input"), &error))?;
            self.disk.stdin = Some(bytes.into());
            self.files.push(STDIN.to_owned());
        }
        Ok(())
    }

    fn folder(&mut self, folder: &Path) -> Result<(), Failure> {
        let before = self.files.len();
        let mut has_any = false;
        let walk = WalkBuilder::new(folder).require_git(false).sort_by_file_name(Ord::cmp).build();
        for entry in walk {
            let entry = entry.map_err(|error| unwalkable(folder, &error))?;
            let is_file = entry.file_type().is_some_and(|kind| !kind.is_dir());
            if is_file && entry.path().extension().is_some_and(|end| end == "flow") {
                has_any = true;
                self.file(entry.path())?;
            }
        }
        if has_any || self.files.len() > before { Ok(()) } else { Err(nothing_in(folder)) }
    }

    fn file(&mut self, path: &Path) -> Result<(), Failure> {
        let path = slashed(path)?;
        if !self.files.contains(&path) {
            self.files.push(path);
        }
        Ok(())
    }
}

/// The path with `/`, and without a `./` before it.
pub(crate) fn slashed(path: &Path) -> Result<String, Failure> {
    let text = path.to_str().ok_or_else(|| {
        Failure::new(format!("the name of '{}' is not UTF-8", shown(path))).help("give the file another name")
    })?;
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.to_owned() };
    let text = text.strip_prefix("./").map(str::to_owned).unwrap_or(text);
    Ok(text)
}

/// The text of files, standard input included.
#[derive(Clone, Debug, Default)]
pub(crate) struct Disk {
    stdin: Option<Rc<[u8]>>,
}

/// The path of the settings for a folder, found as for macros and build scripts, as the user would write it from here.
pub(crate) fn settings(folder: &Path) -> String {
    let found = nearest_settings(folder).and_then(|path| slashed(&path).ok());
    found.unwrap_or_else(|| SETTINGS_FILE.to_owned())
}

fn nearest_settings(folder: &Path) -> Option<PathBuf> {
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

impl Loader for Disk {
    fn load(&mut self, path: &str) -> Result<Vec<u8>, LoadError> {
        match (path, &self.stdin) {
            (STDIN, Some(bytes)) => Ok(bytes.to_vec()),
            _ => DiskLoader::new("").load(path),
        }
    }
}

fn missing(path: &Path) -> Failure {
    let failure = Failure::new(format!("there is no file or folder '{}'", shown(path)));
    match near(path) {
        Some(near) => failure.help(format!("did you mean '{near}'?")),
        None => failure.help("without a path, everything below this folder is taken"),
    }
}

/// A specification or folder beside the path, with a name near to its own.
fn near(path: &Path) -> Option<String> {
    let folder = path.parent()?;
    let beside = if folder == Path::new("") { Path::new(".") } else { folder };
    let entries = beside.read_dir().ok()?.filter_map(Result::ok);
    let fits = entries
        .filter(|entry| entry.path().is_dir() || entry.path().extension().is_some_and(|end| end == "flow"));
    let mut names: Vec<String> = fits.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    let wanted = path.file_name()?.to_str()?;
    let near = nearest(wanted, names.iter().map(String::as_str)).or_else(|| {
        let with_end = format!("{wanted}.flow");
        names.iter().find(|name| **name == with_end).map(String::as_str)
    })?;
    Some(folder.join(near).display().to_string())
}

fn no_specification(path: &Path) -> Failure {
    Failure::new(format!("'{}' is no specification", shown(path)))
        .help("the names of specifications end in '.flow'")
}

fn nothing_in(folder: &Path) -> Failure {
    let here =
        if folder == Path::new(".") { "this folder".to_owned() } else { format!("'{}'", shown(folder)) };
    Failure::new(format!("there are no specifications in {here}"))
        .help("the names of specifications end in '.flow'; 'flow new shop' writes first ones, in a project of its own")
}

fn unwalkable(folder: &Path, error: &ignore::Error) -> Failure {
    let said = error.io_error().map_or_else(|| error.to_string(), crate::failure::reason);
    Failure::new(format!("cannot look through '{}': {said}", shown(folder)))
}
