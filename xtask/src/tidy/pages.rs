//! Pages: every diagnostic has one in `docs/checks`, and every page there is of a diagnostic.
//!
//! The names are read from the registry's text, since this crate depends on no other of the workspace. A page begins
//! with the name and the summary of the registry.

use std::collections::BTreeMap;

use crate::repository::Repository;

const REGISTRY: &str = "crates/flow-syntax/src/diagnostic.rs";

/// Diagnostics without a page, pages without a diagnostic, and pages with another summary than the registry.
pub(crate) fn check_pages(repository: &Repository) -> Vec<String> {
    let registry = parse_registry(&repository.text(REGISTRY));
    let mut found = Vec::new();
    if registry.is_empty() {
        found.push(format!("no names in {REGISTRY}"));
    }
    for (name, summary) in &registry {
        let path = format!("docs/checks/{name}.md");
        let text = repository.text(&path);
        if text.is_empty() {
            found.push(format!("'{name}' has no page {path}"));
        } else if !text.starts_with(&format!("# `{name}`\n\nFinds {summary}.")) {
            found.push(format!("{path} does not begin with '# `{name}`' and 'Finds {summary}.'"));
        }
    }
    let pages =
        repository.files.iter().filter_map(|path| path.strip_prefix("docs/checks/")?.strip_suffix(".md"));
    found.extend(
        pages
            .filter(|name| !registry.contains_key(*name))
            .map(|name| format!("docs/checks/{name}.md is of no diagnostic")),
    );
    found
}

/// Names and summaries: the lines of the form `Variant "name" kind(Level) "summary";`.
fn parse_registry(text: &str) -> BTreeMap<String, String> {
    text.lines()
        .filter(|line| {
            line.trim_end().ends_with("\";") && (line.contains(" error(") || line.contains(" lint("))
        })
        .filter_map(|line| {
            let mut quoted = line.split('"').skip(1).step_by(2);
            Some((quoted.next()?.to_owned(), quoted.next()?.to_owned()))
        })
        .collect()
}
