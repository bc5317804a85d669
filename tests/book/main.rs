//! The book: the commands of its pages have the output that the pages show.
//!
//! Every page is a session of its own; the tutorial's pages are one. With `FLOW_BLESS` set, what the commands print is
//! written anew.
#![expect(clippy::unwrap_used, reason = "these are tests")]

use std::fs;
use std::path::{Path, PathBuf};

use flow_tests::markdown::fences;
use flow_tests::repository;
use flow_tests::session::{Played, Stage, shelf};

/// Runs pages one after the other in one folder, and returns their errors.
fn play(name: &str, pages: &[PathBuf]) -> Vec<String> {
    let stage = Stage {
        shelf: shelf(&repository()),
        target: repository().join("target/book-packages"),
        programs: vec![Path::new(env!("CARGO_BIN_EXE_flow")).parent().unwrap().to_owned()],
    };
    let texts: Vec<String> = pages.iter().map(|page| fs::read_to_string(page).unwrap()).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let played = stage.play(name, &texts);
    pages
        .iter()
        .zip(&texts)
        .zip(&played)
        .flat_map(|((page, text), played)| judge(page, text, played))
        .collect()
}

fn judge(page: &Path, text: &str, played: &Played) -> Vec<String> {
    let mut failures = played.failures.clone();
    if std::env::var_os("FLOW_BLESS").is_some() {
        failures.retain(|failure| !failure.contains(" prints\n"));
        if played.text != text {
            fs::write(page, &played.text).unwrap();
        }
    }
    failures.iter().map(|failure| format!("{}:{failure}", page.display())).collect()
}

/// The pages of a folder, in the order of their names.
fn pages(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(repository().join("docs").join(folder)).unwrap();
    let mut pages: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    pages
}

/// Plays each page of a folder by itself, and the page before them.
fn play_chapter(name: &str) {
    let mut pages = pages(name);
    pages.extend(page(&format!("{name}.md")));
    let failures = pages.into_iter().flat_map(|page| {
        let session = format!("{name}-{}", page.file_stem().unwrap().to_string_lossy());
        play(&session, &[page])
    });
    nothing_is_wrong(&failures.collect::<Vec<_>>());
}

/// A page of the book, if it is there.
fn page(path: &str) -> Option<PathBuf> {
    let path = repository().join("docs").join(path);
    path.is_file().then_some(path)
}

fn nothing_is_wrong(failures: &[String]) {
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn readme() {
    nothing_is_wrong(&play("readme", &[repository().join("README.md")]));
}

#[test]
fn tutorial() {
    nothing_is_wrong(&play("tutorial", &pages("tutorial")));
}

#[test]
fn commands() {
    play_chapter("commands");
}

#[test]
fn findings() {
    play_chapter("findings");
}

#[test]
fn rust() {
    play_chapter("rust");
}

#[test]
fn coming_from() {
    play_chapter("from");
}

#[test]
fn troubleshooting() {
    let pages: Vec<PathBuf> = page("troubleshooting.md").into_iter().collect();
    nothing_is_wrong(&play("troubleshooting", &pages));
}

#[test]
fn test_files() {
    let pages: Vec<PathBuf> = page("reference/test-files.md").into_iter().collect();
    nothing_is_wrong(&play("test-files", &pages));
}

#[test]
fn nothing_is_left_out() {
    let played = [
        "README.md",
        "docs/tutorial/",
        "docs/commands",
        "docs/findings",
        "docs/rust",
        "docs/from/",
        "docs/troubleshooting.md",
        "docs/reference/test-files.md",
        // By the tests of `flow-host`.
        "docs/host/operating.md",
    ];
    let is_played = |path: &str| played.iter().any(|start| path.starts_with(start));
    let to_run = ["rust", "console", "sh", "bash", "shell"];
    let left_out = documents().into_iter().filter(|path| !is_played(path)).filter(|path| {
        let text = fs::read_to_string(repository().join(path)).unwrap();
        let blocks = fences(&text);
        blocks.iter().any(|block| to_run.contains(&block.language.as_str()) && !block.is("elsewhere"))
    });
    assert_eq!(left_out.collect::<Vec<_>>(), Vec::<String>::new());
}

/// Every page of the book and the README, relative to the repository.
fn documents() -> Vec<String> {
    let mut documents = vec!["README.md".to_owned()];
    let mut folders = vec!["docs".to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(repository().join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                folders.push(path);
            } else if path.ends_with(".md") {
                documents.push(path);
            }
        }
    }
    documents.sort();
    documents
}
