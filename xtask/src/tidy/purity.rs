//! Purity: the core crates open no file, read no environment, and know neither time nor threads.
//!
//! Looks for the names of the modules that could do it, in everything but tests. That is coarser than a lint, and also
//! sees what a lint's list of functions would miss.

use crate::repository::Repository;

const CORE: &[&str] =
    &["flow-syntax", "flow-model", "flow-project", "flow-codegen", "flow-diagram", "flow-sim"];

/// Files of core crates that may do I/O: the loader over the disk.
const EXCEPTIONS: &[&str] = &["crates/flow-project/src/disk.rs"];

const MODULES: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "std::time",
    "std::os",
    "include_bytes!",
];

/// Lines of core crates that name what they must not use.
pub(crate) fn check_purity(repository: &Repository) -> Vec<String> {
    let files = repository
        .files
        .iter()
        .filter(|path| path.ends_with(".rs") && is_core(path) && !is_test(repository, path));
    files.flat_map(|path| impure(path, &repository.text(path))).collect()
}

fn is_core(path: &str) -> bool {
    !EXCEPTIONS.contains(&path) && CORE.iter().any(|name| path.starts_with(&format!("crates/{name}/src/")))
}

/// Whether the crate declares the file as a module of tests only.
fn is_test(repository: &Repository, path: &str) -> bool {
    let Some((source, name)) = path.rsplit_once("/src/") else { return false };
    let declared = format!("#[cfg(test)]\nmod {};", name.trim_end_matches(".rs"));
    repository.text(&format!("{source}/src/lib.rs")).contains(&declared)
}

fn impure(path: &str, text: &str) -> Vec<String> {
    let code = text.lines().enumerate().take_while(|(_, line)| *line != "#[cfg(test)]");
    let code = code.filter(|(_, line)| !line.trim_start().starts_with("//"));
    code.filter_map(|(at, line)| {
        let module = MODULES.iter().find(|module| line.contains(*module))?;
        Some(format!("{path}:{} uses '{module}', which core crates do not", at + 1))
    })
    .collect()
}
