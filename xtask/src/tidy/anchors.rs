//! Anchors: code cites the language's reference by anchors that exist, and in no other form.
//!
//! An anchor is `{#name}` at the end of a heading of `docs/reference`; code cites it as the word reference, a number sign
//! and the name. Each anchor exists once. Citations by sections and of documents outside of the repository are errors.

use std::collections::BTreeMap;

use crate::repository::Repository;

const REFERENCE: &str = "docs/reference/";
/// Folders with code that may cite the reference.
const CODE: &[&str] = &["crates/", "xtask/", "tests/", "benches/", "fuzz/", "examples/"];
/// The beginning of a citation, split so that this file has none.
const CITATION: [&str; 2] = ["reference", "#"];
/// Citations that no reader can look up, split as well: sections, and documents that the repository does not have.
const UNKNOWN: &[[&str; 2]] = &[["\u{a7}", ""], ["language", ".md"], ["architecture", ".md"]];

/// Citations of anchors that do not exist, anchors that exist twice, and citations of other documents.
pub(crate) fn check_anchors(repository: &Repository) -> Vec<String> {
    let (anchors, mut found) = defined_anchors(repository);
    let is_code =
        |path: &&String| path.ends_with(".rs") && CODE.iter().any(|folder| path.starts_with(folder));
    for path in repository.files.iter().filter(is_code) {
        for (at, line) in repository.text(path).lines().enumerate() {
            let missing = cited_anchors(line).filter(|anchor| !anchors.contains_key(*anchor));
            found.extend(
                missing.map(|anchor| format!("{path}:{} cites '{anchor}', which no page has", at + 1)),
            );
            let unknown = UNKNOWN.iter().map(|parts| parts.concat()).find(|citation| line.contains(citation));
            found.extend(
                unknown.map(|citation| format!("{path}:{} cites '{citation}'; cite an anchor", at + 1)),
            );
        }
    }
    found
}

/// The anchors with the files that define them, and those that are defined twice.
fn defined_anchors(repository: &Repository) -> (BTreeMap<String, String>, Vec<String>) {
    let mut anchors: BTreeMap<String, String> = BTreeMap::new();
    let mut twice = Vec::new();
    let pages = repository.files.iter().filter(|path| path.starts_with(REFERENCE) && path.ends_with(".md"));
    for path in pages {
        for anchor in repository.text(path).lines().filter_map(heading_anchor) {
            if let Some(other) = anchors.insert(anchor.to_owned(), path.clone()) {
                twice.push(format!("'{anchor}' is an anchor of {other} and of {path}"));
            }
        }
    }
    (anchors, twice)
}

/// The anchor of a heading: `{#name}` at its end.
fn heading_anchor(line: &str) -> Option<&str> {
    let heading = line.starts_with('#').then_some(line)?;
    Some(heading.trim_end().strip_suffix('}')?.rsplit_once("{#")?.1)
}

/// The anchors that a line of code cites.
fn cited_anchors(line: &str) -> impl Iterator<Item = &str> {
    let citation = CITATION.concat();
    let starts: Vec<usize> = line.match_indices(&citation).map(|(at, _)| at + citation.len()).collect();
    starts.into_iter().map(|start| {
        let rest = &line[start..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
        &rest[..end]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_anchors() {
        assert_eq!(heading_anchor("### Rule 2: answers {#answers}"), Some("answers"));
        assert_eq!(heading_anchor("a line with {#answers}"), None);
        assert_eq!(heading_anchor("# A heading"), None);
    }

    #[test]
    fn citations_end_with_the_anchor() {
        let line = format!("/// As said ({0}answers, {0}accepted-states).", CITATION.concat());
        assert_eq!(cited_anchors(&line).collect::<Vec<_>>(), ["answers", "accepted-states"]);
    }
}
