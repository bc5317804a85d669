//! The specifications of the corpus and the examples, which others wrote for other reasons: stories and checks agree.
//!
//! A story of a specification without errors does not fail, and what a check calls impossible does.

use std::path::{Path, PathBuf};

use flow_sim::story::result::Verdict;
use flow_syntax::diagnostic::{Diagnostics, Level, Lints, Name};

use crate::support::{Loaded, load};

/// The files under a folder of the repository, sorted; only those that are a whole specification.
pub(crate) fn specifications(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder), &mut found);
    found
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).map(|entries| entries.flatten().map(|entry| entry.path()));
    let mut entries: Vec<_> = entries.map(Iterator::collect).unwrap_or_default();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "flow") {
            found.push(path);
        }
    }
}

fn read(path: &Path) -> Option<Loaded> {
    let text = std::fs::read_to_string(path).ok()?;
    Some(load(&[("a.flow", &text)]))
}

/// The findings of the checks, with their lines.
fn checks(loaded: &Loaded) -> Vec<(Level, Name, usize)> {
    let mut diags = Diagnostics::new(Lints::new());
    flow_model::check(&loaded.model, &mut diags);
    let line = |span| loaded.program.sources.position(span).line;
    diags.sorted().into_iter().map(|diag| (diag.level, diag.name, line(diag.span))).collect()
}

#[test]
fn stories_of_specifications_without_errors_do_not_fail() {
    let mut stories = 0;
    for path in specifications("tests/corpus").into_iter().chain(specifications("examples")) {
        let Some(loaded) = read(&path) else { continue };
        if !loaded.said.is_empty() || checks(&loaded).iter().any(|(level, ..)| *level == Level::Deny) {
            continue;
        }
        let results = loaded.run();
        stories += results.stories.len();
        assert!(results.verdict() < Verdict::Failed, "{}\n{}", path.display(), loaded.report(&results));
    }
    assert!(stories > 50, "only {stories} stories were told");
}

#[test]
fn what_cannot_be_is_not_so_in_the_story_either() {
    let mut impossible = 0;
    for path in specifications("tests/corpus/impossible-expect") {
        let Some(loaded) = read(&path) else { continue };
        let expected = checks(&loaded).into_iter().filter(|(_, name, _)| *name == Name::ImpossibleExpect);
        let expected: Vec<_> = expected.map(|(.., line)| line).collect();
        let results = loaded.run();
        let failures =
            results.stories.iter().flat_map(|story| &story.runs).filter_map(|run| run.failure.as_ref());
        let failed: Vec<_> =
            failures.map(|failure| loaded.program.sources.position(failure.span).line).collect();
        assert_eq!(failed, expected, "{}", path.display());
        impossible += expected.len();
    }
    assert!(impossible > 0, "nothing is impossible in the corpus");
}
