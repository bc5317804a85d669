//! Which crate may depend on what: the table in `ARCHITECTURE.md`, held against the manifests.
//!
//! Normal and build dependencies count; what only tests use does not. Features that would cost every user of the macro
//! are looked at too. Packages under `benches`, `examples` and `tests` may use anything.

use std::collections::BTreeMap;

use cargo_metadata::{Dependency, DependencyKind, Package};

use crate::repository::Repository;

const TABLE: &str = "ARCHITECTURE.md";

/// Features a dependency may have, by the crate that depends on it and the crate depended on.
const FEATURES: &[(&str, &str, &[&str])] =
    &[("flow-lang-syntax", "pest", &[]), ("flow-lang-macros", "syn", &["parsing", "printing", "proc-macro"])];

/// Compares the table of crates with `cargo metadata`.
pub(crate) fn check_layers(repository: &Repository) -> Vec<String> {
    let table = parse_table(&repository.text(TABLE));
    let mut found = Vec::new();
    for package in repository.members() {
        if is_unrestricted(repository, package) {
            continue;
        }
        match table.get(&folder_name(&package.name)) {
            Some(allowed) => found.extend(dependencies(package, allowed)),
            None => found.push(format!("'{}' is missing in the table of {TABLE}", package.name)),
        }
        found.extend(features(package));
    }
    found
}

/// Whether a package is in a folder without restrictions.
fn is_unrestricted(repository: &Repository, package: &Package) -> bool {
    ["benches", "examples", "tests"]
        .iter()
        .any(|folder| package.manifest_path.starts_with(repository.root.join(folder)))
}

/// The crates of the table, each with all that it may depend on.
fn parse_table(text: &str) -> BTreeMap<String, Vec<String>> {
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    let rows = rows.map(|line| line.split('|').map(names_in_cell).collect::<Vec<_>>());
    rows.filter(|cells| cells.len() == 6 && cells[1].len() == 1)
        .map(|cells| (cells[1][0].clone(), [&cells[3][..], &cells[4][..]].concat()))
        .collect()
}

/// The folder of a crate, which the table names: packages have `-lang` in their names, since `flow` is taken in the registry.
fn folder_name(package: &str) -> String {
    package.strip_prefix("flow-lang").map_or_else(|| package.to_owned(), |rest| format!("flow{rest}"))
}

/// The names between backticks.
fn names_in_cell(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn dependencies(package: &Package, allowed: &[String]) -> Vec<String> {
    let used = package.dependencies.iter().filter(|dependency| is_not_for_tests(dependency));
    let wrong = used.filter(|dependency| !allowed.contains(&folder_name(&dependency.name)));
    wrong.map(|dependency| format!("'{}' may not depend on '{}'", package.name, dependency.name)).collect()
}

fn is_not_for_tests(dependency: &Dependency) -> bool {
    dependency.kind != DependencyKind::Development
}

fn features(package: &Package) -> Vec<String> {
    let mut found = Vec::new();
    for (from, to, allowed) in FEATURES.iter().filter(|(from, ..)| *from == package.name.as_str()) {
        for dependency in package.dependencies.iter().filter(|one| is_not_for_tests(one) && one.name == *to) {
            let wrong = dependency.features.iter().filter(|feature| !allowed.contains(&feature.as_str()));
            found.extend(wrong.map(|feature| format!("'{from}' may not ask '{to}' for '{feature}'")));
            if dependency.uses_default_features {
                found.push(format!("'{from}' may not ask '{to}' for its default features"));
            }
        }
    }
    found
}
