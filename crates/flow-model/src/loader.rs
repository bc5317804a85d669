//! The interface through which texts of files reach the core crates, which do no I/O.
//!
//! Paths have `/` between their parts, are normalised, and are relative to a root that only the caller knows.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::Map;

use crate::near::nearest;

/// A source of files.
pub trait Loader {
    /// The bytes of the file at `path`: with `/`, normalised, relative to the root that the caller knows.
    ///
    /// # Errors
    /// If there is no such file, or it cannot be read.
    fn load(&mut self, path: &str) -> Result<Vec<u8>, LoadError>;
}

impl<L: Loader + ?Sized> Loader for &mut L {
    fn load(&mut self, path: &str) -> Result<Vec<u8>, LoadError> {
        (**self).load(path)
    }
}

/// Why a file could not be loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoadError {
    /// The path as people should see it: absolute, where the loader knows more than the relative one.
    pub path: String,
    /// The error, if it is another one than that the file does not exist.
    pub reason: Option<String>,
    /// Files that may have been meant: paths that could be loaded instead.
    pub near: Vec<String>,
}

/// A loader of texts in memory, for tests and tools.
#[derive(Clone, Debug, Default)]
pub struct MemoryLoader {
    files: Map<String, Vec<u8>>,
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
            let (folder, name) = split_folder(path);
            let beside = self.files.keys().map(|path| split_folder(path)).filter(|(of, _)| *of == folder);
            let near = nearest(name, beside.map(|(_, name)| name));
            LoadError {
                path: path.to_owned(),
                reason: None,
                near: near.map(|near| format!("{folder}{near}")).into_iter().gather(),
            }
        })
    }
}

/// A path as the file `from` would write it: the opposite of [`join`].
pub(crate) fn relative(from: &str, path: &str) -> String {
    let (mut folder, mut rest) = (split_folder(from).0, path);
    while let (Some((a, below)), Some((b, behind))) = (folder.split_once('/'), rest.split_once('/'))
        && a == b
    {
        (folder, rest) = (below, behind);
    }
    match folder.matches('/').count() {
        0 => format!("./{rest}"),
        up => format!("{}{rest}", "../".repeat(up)),
    }
}

/// The folder of a path, with its `/`, and the name of the file.
pub(crate) fn split_folder(path: &str) -> (&str, &str) {
    path.split_at(path.rfind('/').map_or(0, |end| end + 1))
}

/// The path that a line of the file `from` writes as `path`, relative to where `from` is relative to, and normalised.
pub fn join(from: &str, path: &str) -> String {
    if path.starts_with('/') {
        return normalize(path);
    }
    normalize(&format!("{}{path}", split_folder(from).0))
}

/// The path without `.`, empty parts, and `..` after a name, which it removes.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: &str, written: &str, path: &str) {
        assert_eq!(join(from, written), path);
        assert_eq!(relative(from, path), written);
    }

    #[test]
    fn paths_as_they_are_written() {
        check("main.flow", "./order.flow", "order.flow");
        check("a/main.flow", "./parts/order.flow", "a/parts/order.flow");
        check("a/b/main.flow", "../c/order.flow", "a/c/order.flow");
        check("a/main.flow", "../order.flow", "order.flow");
        assert_eq!(join("a/main.flow", "./x/.././/order.flow"), "a/order.flow");
        assert_eq!(join("main.flow", "../order.flow"), "../order.flow");
    }
}
