//! Leaks: no file names a folder of somebody's machine, or a host that packages were fetched from.
//!
//! The entries of the common registry in `Cargo.lock` are the same everywhere, and allowed.

use crate::repository::Repository;

/// Texts that no file may have. They are split, so that this file does not have them.
const PARTS: &[[&str; 2]] = &[
    ["/ho", "me/"],
    ["/ro", "ot/"],
    ["/Us", "ers/"],
    ["/wo", "rk/"],
    ["/tm", "p/"],
    ["C:\\", "Users"],
    ["static.cra", "tes.io"],
    ["index.cra", "tes.io"],
    ["local", "host:"],
    ["127.0", ".0.1"],
];

/// Lines that name a machine's folder or a registry's host.
pub(crate) fn check_leaks(repository: &Repository) -> Vec<String> {
    let parts: Vec<String> = PARTS.iter().map(|halves| halves.concat()).collect();
    let mut found = Vec::new();
    for path in &repository.files {
        for (at, line) in repository.text(path).lines().enumerate() {
            let named = parts.iter().find(|part| line.contains(part.as_str()));
            found.extend(named.map(|part| format!("{path}:{} names '{part}'", at + 1)));
            if is_foreign_registry(path, line) {
                found.push(format!("{path}:{} names a registry of its own", at + 1));
            }
        }
    }
    found
}

fn is_foreign_registry(path: &str, line: &str) -> bool {
    path.ends_with("Cargo.lock")
        && line.starts_with("source = ")
        && line != "source = \"registry+https://github.com/rust-lang/crates.io-index\""
}
