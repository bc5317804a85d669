//! The harness of the corpus: specifications whose comments say what is to be reported of them.
//!
//! [`case`] finds the specifications, [`program`] loads, resolves and checks one, [`annotation`] reads what its comments
//! expect, [`verdict`] holds the two against each other or writes the comments anew, and [`markdown`] finds the
//! specifications that stand in documents. It says what differs; the tests themselves are in `suite`.

pub mod annotation;
pub mod case;
pub mod classes;
pub mod markdown;
pub mod program;
pub mod session;
pub mod verdict;

use std::path::{Path, PathBuf};

/// The folder of the repository.
pub fn repository() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// The specifications this project was created from, beside the repository; prints a note where they are absent.
pub fn seed() -> Option<PathBuf> {
    let seed = repository().parent()?.join("shared/seed");
    if seed.is_dir() {
        return Some(seed);
    }
    println!("skipped: {} is not there", seed.display());
    None
}
