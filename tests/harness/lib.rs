//! The harness of the corpus: specifications with the expected diagnostics as comments.
//!
//! [`case`] finds the specifications, [`program`] loads, resolves and checks one, [`annotation`] reads what its comments
//! expect, [`verdict`] compares the two or rewrites the comments, and [`markdown`] finds the
//! specifications in documents. [`inputs`] lists all specifications, [`mutation`] puts mistakes into
//! them, [`helps`] follows the helps of the findings, [`fixes`] applies them all, and [`names`] renames what they name. It returns
//! differences; the tests themselves are in `suite`.

pub mod annotation;
pub mod case;
pub mod classes;
pub mod fixes;
pub mod helps;
pub mod inputs;
pub mod markdown;
pub mod mutation;
pub mod names;
pub mod program;
pub mod session;
pub mod verdict;

use std::path::{Path, PathBuf};

/// The folder of the repository.
pub fn repository() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// The specifications this project was created from, next to the repository; prints a note where they are absent.
pub fn seed() -> Option<PathBuf> {
    let seed = repository().parent()?.join("shared/seed");
    if seed.is_dir() {
        return Some(seed);
    }
    println!("skipped: {} is not there", seed.display());
    None
}
