//! Where the files of a program come from: the one way by which texts reach the core crates.
//!
//! Paths have `/` between their parts, are normalised, and are relative to a root that only the caller knows.

use std::collections::BTreeMap;

use crate::near::nearest;

/// Where files come from.
pub trait Loader {
    /// The bytes of the file at `path`: with `/`, normalised, relative to the root that the caller knows.
    ///
    /// # Errors
    /// If there is no such file, or it cannot be read.
    fn load(&mut self, path: &str) -> Result<Vec<u8>, LoadError>;
}

/// Why a file could not be loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoadError {
    /// The path as people should see it: absolute, where the loader knows more than the relative one.
    pub path: String,
    /// What went wrong, if it is something else than that the file does not exist.
    pub reason: Option<String>,
    /// Files beside it whose names are near, as they could be written.
    pub near: Vec<String>,
}

/// A loader of texts in memory, for tests and tools.
#[derive(Clone, Debug, Default)]
pub struct MemoryLoader {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemoryLoader {
    /// A loader of these files: paths and contents.
    pub fn new<P: Into<String>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        let files = files.into_iter().map(|(path, bytes)| (normalize(&path.into()), bytes.into())).collect();
        MemoryLoader { files }
    }
}

impl Loader for MemoryLoader {
    fn load(&mut self, path: &str) -> Result<Vec<u8>, LoadError> {
        self.files.get(path).cloned().ok_or_else(|| {
            let near = nearest(path, self.files.keys().map(String::as_str));
            LoadError {
                path: path.to_owned(),
                reason: None,
                near: near.map(str::to_owned).into_iter().collect(),
            }
        })
    }
}

/// `path` as written in the file `from`, relative to where `from` is relative to.
pub(crate) fn join(from: &str, path: &str) -> String {
    if path.starts_with('/') {
        return normalize(path);
    }
    let folder = from.rfind('/').map_or("", |end| &from[..=end]);
    normalize(&format!("{folder}{path}"))
}

/// The path without `.`, empty parts, and `..` where something stands before it.
pub(crate) fn normalize(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    let root = if path.starts_with('/') { "/" } else { "" };
    format!("{root}{}", parts.join("/"))
}
