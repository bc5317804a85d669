//! Texts over the files of another loader: the unsaved buffers of an editor, or standard input.
//!
//! A text takes the place of the file at its path, whether or not there is one. Paths are normalised as the loader of a
//! program does it, so that `./a.flow` and `a.flow` are one file.

use flow_model::{LoadError, Loader, join};
use flow_syntax::ordered::Map;

/// A loader of texts, and of the files of another loader where there is no text.
#[derive(Clone, Debug, Default)]
pub struct Overlay<L> {
    base: L,
    texts: Map<String, Vec<u8>>,
}

impl<L> Overlay<L> {
    /// A loader that has no texts yet, and so loads all from `base`.
    pub fn new(base: L) -> Self {
        Overlay { base, texts: Map::new() }
    }

    /// Puts a text in the place of the file at `path`.
    pub fn insert(&mut self, path: &str, text: impl Into<Vec<u8>>) {
        self.texts.insert(normalized(path), text.into());
    }

    /// Shows the file of the other loader at `path` again.
    pub fn remove(&mut self, path: &str) {
        self.texts.remove(&normalized(path));
    }

    /// Whether there is a text for `path`.
    pub fn contains(&self, path: &str) -> bool {
        self.texts.contains_key(&normalized(path))
    }

    /// The other loader.
    pub fn base(&self) -> &L {
        &self.base
    }
}

impl<L: Loader> Loader for Overlay<L> {
    fn load(&mut self, path: &str) -> Result<Vec<u8>, LoadError> {
        match self.texts.get(&normalized(path)) {
            Some(text) => Ok(text.clone()),
            None => self.base.load(path),
        }
    }
}

fn normalized(path: &str) -> String {
    join("", path)
}
