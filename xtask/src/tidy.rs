//! `tidy`: the house rules that a machine can check.
//!
//! Each rule is a module with one function from the [`Repository`] to its findings, as lines for people. Rules rewrite no
//! file, and all of them run, even if the first ones find something.

mod anchors;
mod cycles;
mod functions;
mod layers;
mod leaks;
mod licences;
mod pages;
mod purity;
mod sources;
mod steps;
mod tested;

use std::path::Path;

use crate::repository::Repository;

type Rule = fn(&Repository) -> Vec<String>;

/// Every rule, in the order its findings are shown.
const RULES: &[(&str, Rule)] = &[
    ("layers", layers::check_layers),
    ("purity", purity::check_purity),
    ("licences", licences::check_licences),
    ("pages", pages::check_pages),
    ("sources", sources::check_sources),
    ("functions", functions::check_functions),
    ("cycles", cycles::check_cycles),
    ("anchors", anchors::check_anchors),
    ("steps", steps::check_steps),
    ("tested", tested::check_tested),
    ("leaks", leaks::check_leaks),
];

/// Checks all rules.
///
/// # Errors
/// What the rules found, or why the repository cannot be looked at.
pub(crate) fn tidy(root: &Path) -> Result<(), String> {
    let repository = Repository::open(root)?;
    let found: Vec<String> = RULES
        .iter()
        .flat_map(|(name, rule)| rule(&repository).into_iter().map(move |line| format!("{name}: {line}")))
        .collect();
    if found.is_empty() {
        return Ok(());
    }
    Err(format!("not tidy\n{}", found.join("\n")))
}
