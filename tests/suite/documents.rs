//! Documents: every `flow` block of the README and of `docs` goes through the checker.
//!
//! A block's fence says what is to be reported of it: ` ```flow ` nothing, ` ```flow error[never-set] ` that. A block
//! marked `file=name` is a file that the later blocks of the document may use.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use flow_syntax::diagnostic::{Level, Lints, Name};
use flow_tests::markdown::{Block, blocks};
use flow_tests::program::compile;
use flow_tests::repository;

fn documents() -> Vec<PathBuf> {
    let mut paths = vec![repository().join("README.md"), repository().join("CONTRIBUTING.md")];
    let mut folders = vec![repository().join("docs")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { paths.push(path) }
        }
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    paths
}

#[test]
fn every_block_says_what_its_fence_says() {
    let mut failures = Vec::new();
    for path in documents() {
        let text = fs::read_to_string(&path).unwrap();
        let mut files = BTreeMap::new();
        for block in blocks(&text) {
            match block.marks.iter().find_map(|mark| mark.strip_prefix("file=")) {
                Some(name) => drop(files.insert(name.to_owned(), block.text.clone().into_bytes())),
                None => failures.extend(judge(&path, &files, &block)),
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What is wrong with one block.
fn judge(path: &Path, files: &BTreeMap<String, Vec<u8>>, block: &Block) -> Option<String> {
    let mut files = files.clone();
    files.insert("main.flow".to_owned(), block.text.clone().into_bytes());
    let outcome = compile(files, &["main.flow".to_owned()], lints(path));
    let mut said: Vec<String> = outcome.diagnostics.iter().map(|said| mark(said.level, said.name)).collect();
    let mut expected = block.marks.clone();
    said.sort();
    expected.sort();
    let messages = outcome.diagnostics.iter().map(|said| format!("\n    {}", said.message));
    (said != expected).then(|| {
        let messages: String = messages.collect();
        format!("{}:{}: expected {expected:?}, got {said:?}{messages}", path.display(), block.line)
    })
}

fn mark(level: Level, name: Name) -> String {
    let level = if level == Level::Deny { "error" } else { "warning" };
    format!("{level}[{}]", name.as_str())
}

/// On its own page a diagnostic that is allowed by default is shown.
fn lints(path: &Path) -> Lints {
    let mut lints = Lints::new();
    let page = path.file_stem().and_then(|stem| Name::parse(&stem.to_string_lossy()));
    if let Some(name) = page.filter(|name| name.default_level() == Level::Allow) {
        lints.set(name, Level::Warn);
    }
    lints
}

#[test]
fn every_page_shows_its_diagnostic_and_its_mending() {
    let mut lacking = Vec::new();
    for name in Name::ALL.iter().filter(|name| !WITHOUT_BLOCKS.contains(name)) {
        let text =
            fs::read_to_string(repository().join(format!("docs/checks/{}.md", name.as_str()))).unwrap();
        let blocks = blocks(&text);
        let shows = blocks.iter().any(|block| block.marks.iter().any(|mark| mark.contains(name.as_str())));
        let mends = blocks.iter().any(|block| block.marks.is_empty());
        if !shows || !mends {
            lacking.push(name.as_str());
        }
    }
    assert_eq!(lacking, Vec::<&str>::new());
}

/// What no block can show.
const WITHOUT_BLOCKS: &[Name] = &[Name::InvalidUtf8, Name::Configuration];
