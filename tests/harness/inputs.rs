//! Inputs: every specification of the repository, with the files of its folder.
//!
//! They are the corpus, the examples, the blocks of the documents, and the seed and the cases next to the repository, if
//! these are present.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use flow_syntax::diagnostic::Lints;

use crate::case::{Case, cases};
use crate::markdown::blocks;
use crate::repository;

/// All inputs, in the order of their names.
pub fn inputs() -> Vec<Case> {
    let mut inputs = cases(&repository().join("tests/corpus"));
    for path in files_below(&repository().join("examples"), "flow") {
        inputs.push(alone_and_with_folder(&path));
    }
    let shared = repository().parent().map(|parent| parent.join("shared"));
    for folder in ["seed", "cases"] {
        let folder = shared.as_ref().map(|shared| shared.join(folder)).unwrap_or_default();
        inputs.extend(files_below(&folder, "flow").iter().map(|path| alone_and_with_folder(path)));
    }
    let mut documents = files_below(&repository().join("docs"), "md");
    documents.push(repository().join("README.md"));
    documents.iter().for_each(|path| inputs.extend(document(path)));
    inputs.sort_by(|a, b| a.name.cmp(&b.name));
    inputs
}

/// The files below a folder with this extension, in order; none if there is no such folder.
fn files_below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            match path.is_dir() {
                _ if is_hidden => {}
                true => folders.push(path),
                false if path.extension().is_some_and(|other| other == extension) => files.push(path),
                false => {}
            }
        }
    }
    files.sort();
    files
}

/// A file as a program, which can use the files of its folder. A test file is loaded with its specification.
fn alone_and_with_folder(path: &Path) -> Case {
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let folder = path.parent().unwrap_or(path);
    let beside = files_below(folder, "flow").into_iter().filter(|other| other.parent() == Some(folder));
    let files = beside.map(|path| (name(&path), fs::read_to_string(path).unwrap_or_default()));
    let files: BTreeMap<_, _> = files.collect();
    let own = name(path);
    let specification = own.strip_suffix(".test.flow").map(|stem| format!("{stem}.flow"));
    let roots = specification.filter(|name| files.contains_key(name)).into_iter().chain([own.clone()]);
    let parent = name(folder);
    Case { name: format!("{parent}/{own}"), roots: roots.collect(), files, lints: Lints::new() }
}

/// The blocks of a document, each of which can use the files before it.
fn document(path: &Path) -> Vec<Case> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let mut files = BTreeMap::new();
    let mut cases = Vec::new();
    for block in blocks(&text) {
        let own = block.file().unwrap_or("main.flow").to_owned();
        let mut all = files.clone();
        all.insert(own.clone(), block.text.clone());
        if block.file().is_some() {
            files.clone_from(&all);
        }
        let roots = if own.ends_with(".test.flow") { all.keys().cloned().collect() } else { vec![own] };
        let name = format!("{}:{}", path.file_name().unwrap_or_default().to_string_lossy(), block.line);
        cases.push(Case { name, roots, files: all, lints: Lints::new() });
    }
    cases
}
