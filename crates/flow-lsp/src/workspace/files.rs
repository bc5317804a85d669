//! The texts: open documents, and files on the disk.
//!
//! A file is read again when its time or its length has changed, so that a client need not watch files. The files below
//! the folders of the workspace are listed as `git` lists them: without ignored and hidden ones.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use flow_model::near::nearest;
use flow_model::{LoadError, Loader, join};
use flow_project::{Catalog, FileGroup, Profile, SETTINGS_FILE, folders_up_to_settings_with, group_files};
use flow_syntax::source::Source;
use ignore::WalkBuilder;

use super::uri;
use crate::text::{Document, LineIndex};

/// The end of the names of specifications.
const END: &str = ".flow";
/// Extensions of the type checker Flow, which reads the types of `order.js` from `order.js.flow`: such files are not specifications.
const TYPED_BY_FLOW: &[&str] = &[".js", ".jsx", ".mjs", ".cjs", ".json"];

/// All texts.
#[derive(Debug, Default)]
pub struct Files {
    open: BTreeMap<String, OpenDocument>,
    read: BTreeMap<String, ReadFile>,
    /// Files that were looked for and are not there.
    missed: BTreeSet<String>,
    /// The folders of the workspace.
    folders: Vec<String>,
    /// The specifications below them.
    listed: BTreeSet<String>,
    /// What the latest texts declare and use.
    profiles: BTreeMap<String, (ProfiledText, Profile)>,
    /// What the texts declared and used when they were grouped.
    grouped: BTreeMap<String, Profile>,
}

/// The text that a profile is of.
#[derive(Debug, PartialEq, Eq)]
enum ProfiledText {
    /// That of an open document, by its number.
    Open(u64),
    /// That of a file.
    Read(String),
}

#[derive(Debug)]
struct OpenDocument {
    /// The address, as the client writes it.
    uri: String,
    document: Document,
}

/// A file as it was read.
#[derive(Debug)]
struct ReadFile {
    stamp: Stamp,
    bytes: Vec<u8>,
}

/// What changes when a file is written.
type Stamp = (Option<SystemTime>, u64);

/// Whether a path has the name of a specification.
pub(crate) fn is_specification(path: &str) -> bool {
    path.strip_suffix(END).is_some_and(|stem| !TYPED_BY_FLOW.iter().any(|end| stem.ends_with(end)))
}

impl Files {
    /// Sets the folders of the workspace, and lists their files.
    pub fn set_folders(&mut self, folders: Vec<String>) {
        self.folders = folders;
        self.list_again();
    }

    /// The folders of the workspace.
    pub fn folders(&self) -> &[String] {
        &self.folders
    }

    /// Lists the files below the folders again. Returns those that have come or gone.
    pub fn list_again(&mut self) -> Vec<String> {
        let listed = self.folders.iter().flat_map(|folder| list_specifications(folder)).collect();
        let before = std::mem::replace(&mut self.listed, listed);
        self.listed.symmetric_difference(&before).cloned().collect()
    }

    /// Every specification: those below the folders, and open documents from elsewhere, in the order of their paths.
    pub fn specifications(&self) -> Vec<String> {
        let open = self.open.keys().filter(|path| is_specification(path) || !uri::is_file(path));
        let all: BTreeSet<&String> = self.listed.iter().chain(open).collect();
        all.into_iter().cloned().collect()
    }

    /// Whether a file below the folders is a specification.
    pub(crate) fn is_listed(&self, path: &str) -> bool {
        self.listed.contains(path)
    }

    /// Whether a file or an open document is one of the specifications.
    pub(crate) fn is_specification(&self, path: &str) -> bool {
        let is_open = self.open.contains_key(path) && (is_specification(path) || !uri::is_file(path));
        self.listed.contains(path) || is_open
    }

    /// Reads a file again when it is needed, also if neither its time nor its length has changed.
    pub(crate) fn forget(&mut self, path: &str) {
        self.read.remove(path);
    }

    /// Opens a document.
    pub fn open(&mut self, uri: &str, document: Document) {
        self.open.insert(uri::path_of(uri), OpenDocument { uri: uri.to_owned(), document });
    }

    /// Closes a document, so that its file counts again.
    pub fn close(&mut self, path: &str) {
        self.open.remove(path);
    }

    /// An open document.
    pub fn document(&self, path: &str) -> Option<&Document> {
        self.open.get(path).map(|open| &open.document)
    }

    /// The same, to be changed.
    pub fn document_mut(&mut self, path: &str) -> Option<&mut Document> {
        self.open.get_mut(path).map(|open| &mut open.document)
    }

    /// The lines of an analysed file, if it is an open document with the same text.
    pub(super) fn lines(&self, source: &Source) -> Option<LineIndex> {
        let document = self.document(&source.path).filter(|document| document.text == source.text);
        document.map(|document| document.index().clone())
    }

    /// Whether the text of an open document begins with a byte order mark, which the analysis does not have.
    pub(crate) fn has_mark(&self, path: &str) -> bool {
        self.document(path).is_some_and(|document| document.text.starts_with('\u{feff}'))
    }

    /// The paths of open documents.
    pub fn open_paths(&self) -> impl Iterator<Item = &str> {
        self.open.keys().map(String::as_str)
    }

    /// The address of a path, as the client writes it if the document is open.
    pub fn uri(&self, path: &str) -> String {
        self.open.get(path).map_or_else(|| uri::uri_of(path), |open| open.uri.clone())
    }

    /// The path of the settings of a file: `flow.toml` in the nearest folder of its project that has one, saved or not.
    pub fn settings_path(&self, path: &str) -> String {
        let beside = join(path, SETTINGS_FILE);
        let folder = Path::new(path).parent().filter(|_| uri::is_file(path));
        let Some(folder) = folder else { return beside };
        let is_open = |folder: &Path| {
            let settings = folder.join(SETTINGS_FILE).to_str().map(with_slashes);
            settings.is_some_and(|settings| self.open.contains_key(&settings))
        };
        let up = folders_up_to_settings_with(folder, &is_open);
        let found = up.and_then(|up| folder.ancestors().nth(up)).map(|folder| folder.join(SETTINGS_FILE));
        found.and_then(|path| Some(with_slashes(path.to_str()?))).unwrap_or(beside)
    }

    /// The files that have changed, come or gone on the disk since they were read or missed, without those that are open. Each change is
    /// returned once.
    pub fn take_changes_on_disk(&mut self) -> Vec<String> {
        let stamp = |path: &str| fs::metadata(path).ok().map(|metadata| stamp_of(&metadata));
        let read = self.read.iter().filter(|(path, read)| stamp(path) != Some(read.stamp));
        let missed = self.missed.iter().filter(|path| stamp(path).is_some());
        let changed = read.map(|(path, _)| path).chain(missed);
        let changed: Vec<String> = changed.filter(|path| !self.open.contains_key(*path)).cloned().collect();
        for path in &changed {
            self.read.remove(path);
            self.missed.remove(path);
        }
        changed
    }

    /// Groups the specifications.
    pub(super) fn group(&mut self) -> Vec<FileGroup> {
        self.grouped.clear();
        let specifications = self.specifications();
        group_files(&specifications, self)
    }

    /// Whether a file declares and uses what it did when the files were grouped.
    pub(crate) fn is_grouped(&mut self, path: &str) -> bool {
        let profile = self.current_profile(path);
        self.grouped.get(path) == Some(&profile)
    }

    /// Sets the profile of an open document that was analysed. Returns whether it differs from the one that the files were grouped by.
    pub(crate) fn note_profile(&mut self, path: &str, profile: Profile) -> bool {
        let Some(document) = self.document(path) else { return false };
        let of = ProfiledText::Open(document.revision());
        let is_new = self.grouped.get(path).is_some_and(|known| *known != profile);
        self.profiles.insert(path.to_owned(), (of, profile));
        is_new
    }

    /// The profile of a file as it is.
    fn current_profile(&mut self, path: &str) -> Profile {
        let of = match self.document(path) {
            Some(document) => ProfiledText::Open(document.revision()),
            None => {
                let bytes = self.load(path).unwrap_or_default();
                ProfiledText::Read(String::from_utf8_lossy(&bytes).into_owned())
            }
        };
        if let Some((_, known)) = self.profiles.get(path).filter(|(known, _)| *known == of) {
            return known.clone();
        }
        let text = match &of {
            ProfiledText::Read(text) => text.as_str(),
            ProfiledText::Open(_) => self.document(path).map_or("", |document| &document.text),
        };
        let profile = Profile::of_text(path, text);
        self.profiles.insert(path.to_owned(), (of, profile.clone()));
        profile
    }

    fn read(&mut self, path: &str) -> Result<Vec<u8>, LoadError> {
        let unreadable =
            |reason: String| LoadError { path: path.to_owned(), reason: Some(reason), near: Vec::new() };
        let metadata = match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => return Err(unreadable("it is a folder".to_owned())),
            Ok(metadata) if !metadata.is_file() => {
                return Err(unreadable("it is no regular file".to_owned()));
            }
            Ok(metadata) => metadata,
            Err(_) => {
                self.read.remove(path);
                self.missed.insert(path.to_owned());
                return Err(self.missing(path));
            }
        };
        self.missed.remove(path);
        let stamp = stamp_of(&metadata);
        if let Some(known) = self.read.get(path).filter(|known| known.stamp == stamp) {
            return Ok(known.bytes.clone());
        }
        let bytes = fs::read(path).map_err(|error| unreadable(error.kind().to_string()))?;
        self.read.insert(path.to_owned(), ReadFile { stamp, bytes: bytes.clone() });
        Ok(bytes)
    }

    /// The error for a file that does not exist, with those that may have been meant.
    fn missing(&self, path: &str) -> LoadError {
        if is_settings(path) {
            // Most programs have none, which is no mistake: a search among thousands of files for each of them would take minutes.
            return LoadError { path: path.to_owned(), reason: None, near: Vec::new() };
        }
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let named = |other: &&String| other.rsplit_once('/').is_some_and(|(_, last)| last == name);
        let beside = self.listed.iter().filter_map(|other| other.strip_prefix(folder)?.strip_prefix('/'));
        let beside = beside.filter(|name| !name.contains('/'));
        let near = match nearest(name, beside) {
            Some(near) => vec![format!("{folder}/{near}")],
            None if path.ends_with(END) => self.listed.iter().filter(named).cloned().collect(),
            None => Vec::new(),
        };
        LoadError { path: path.to_owned(), reason: None, near }
    }
}

impl Loader for Files {
    fn load(&mut self, path: &str) -> Result<Vec<u8>, LoadError> {
        match self.open.get(path) {
            Some(open) => Ok(open.document.text.clone().into_bytes()),
            None => self.read(path),
        }
    }
}

impl Catalog for Files {
    fn profile(&mut self, path: &str) -> Profile {
        let profile = self.current_profile(path);
        self.grouped.insert(path.to_owned(), profile.clone());
        profile
    }

    fn list_siblings(&mut self, path: &str) -> Vec<String> {
        let Some(folder) = Path::new(path).parent().filter(|_| uri::is_file(path)) else { return Vec::new() };
        let entries = folder.read_dir().into_iter().flatten().filter_map(Result::ok);
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let mut files: Vec<_> =
            names.filter(|name| is_specification(name)).map(|name| join(path, &name)).collect();
        files.sort();
        files
    }
}

fn stamp_of(metadata: &fs::Metadata) -> Stamp {
    (metadata.modified().ok(), metadata.len())
}

fn list_specifications(folder: &str) -> Vec<String> {
    let walk = WalkBuilder::new(folder).require_git(false).build();
    let files =
        walk.filter_map(Result::ok).filter(|entry| entry.file_type().is_some_and(|kind| !kind.is_dir()));
    let paths = files.filter_map(|entry| Some(with_slashes(entry.path().to_str()?)));
    paths.filter(|path| is_specification(path)).collect()
}

/// Whether a path is that of settings.
pub(crate) fn is_settings(path: &str) -> bool {
    path.rsplit('/').next() == Some(SETTINGS_FILE)
}

fn with_slashes(path: &str) -> String {
    if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() }
}
