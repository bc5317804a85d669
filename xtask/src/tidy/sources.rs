//! Rust files: each begins with a module doc, and none is too long.
//!
//! Generated files and the programs that trybuild compiles are not looked at. Tests at the end of a file do not count
//! for its length.

use crate::repository::Repository;

const LONGEST: usize = 600;
/// Files of declarations only, with the types of a whole layer: they read better in one piece.
const DECLARATIONS: &[&str] = &["crates/flow-syntax/src/ast.rs", "crates/flow-model/src/model.rs"];
/// A file of this length is small enough to be understood with a doc of one line.
const SMALL: usize = 100;
const SHORTEST_DOC: usize = 3;
const LONGEST_DOC: usize = 16;

/// Files without a module doc, with too short or too long a one, and files that are too long.
pub(crate) fn check_sources(repository: &Repository) -> Vec<String> {
    let files = repository.files.iter().filter(|path| path.ends_with(".rs") && is_written(path));
    files.flat_map(|path| check_source(path, &repository.text(path))).collect()
}

/// Whether people write the file as part of the project's own code.
pub(crate) fn is_written(path: &str) -> bool {
    !path.ends_with("/grammar.rs") && !path.contains("/ui/") && !path.contains("/golden")
}

fn check_source(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let doc = doc_length(text);
    if doc == 0 {
        found.push(format!("{path} does not begin by saying what it is"));
    }
    let length = text.lines().take_while(|line| *line != "#[cfg(test)]").count();
    if is_library(path) && (doc > LONGEST_DOC || (doc < SHORTEST_DOC && length > SMALL)) {
        found.push(format!("{path} says what it is in {doc} lines; three to ten are good"));
    }
    if length > LONGEST && !DECLARATIONS.contains(&path) && !is_test(path) {
        found.push(format!("{path} has {length} lines; {LONGEST} is the most"));
    }
    found
}

/// Whether the file is tests as a whole.
pub(crate) fn is_test(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("tests.rs")
}

/// The length of a file's doc, pictures and examples not counted.
fn doc_length(text: &str) -> usize {
    let mut inside = false;
    let lines = text.lines().take_while(|line| line.starts_with("//!"));
    lines
        .filter(|line| {
            let is_fence = line.contains("```");
            inside ^= is_fence;
            !inside && !is_fence
        })
        .count()
}

/// Whether the file is part of a crate, and not a test or an example.
fn is_library(path: &str) -> bool {
    path.contains("/src/") && !path.starts_with("examples/") && !path.ends_with("tests.rs")
}
