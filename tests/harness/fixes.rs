//! Fixes: whether `flow check --fix` improves a case.
//!
//! The findings before and after are compared independently of the fixer: a fixed finding no longer occurs, and a new finding was hidden
//! by an earlier one. A second run makes no edits.

use std::collections::BTreeMap;

use flow_model::{Loader, MemoryLoader};
use flow_project::{Analysis, Fixed, Request, Settings, analyze, fix_findings, retain_true_helps};
use flow_syntax::diagnostic::Name;

use crate::case::Case;

/// Fixes a case.
pub fn fix_case(case: &Case) -> Fixed {
    let overrides = Settings { lints: case.lints.clone(), ..Settings::default() };
    let request = Request { overrides, ..Request::new(case.roots.iter().cloned()) };
    let analyze_once = |loader: &mut dyn Loader| analyze(&request, loader);
    let analyze_with_helps = |_: usize, loader: &mut dyn Loader| {
        let mut analysis = analyze_once(loader);
        retain_true_helps(&mut analysis, loader, &analyze_once);
        analysis
    };
    let files = case.files.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes()));
    let mut loader = MemoryLoader::new(files);
    let first = analyze_with_helps(0, &mut loader);
    fix_findings(vec![first], &mut loader, &analyze_with_helps, &|path| case.files.contains_key(path))
}

/// The number of applied fixes of a case, and the faults found in them.
pub fn fix_faults(case: &Case) -> (usize, Vec<String>) {
    let fixed = fix_case(case);
    let before = fix_case_nothing(case);
    let mut edited = case.clone();
    for (path, (old, new)) in &fixed.texts {
        assert_eq!(case.files[path], *old, "the first text is kept");
        edited.files.insert(path.clone(), new.clone());
    }
    let mut faults = Vec::new();
    let again = fix_case(&edited);
    if !again.applied.is_empty() {
        faults.push(format!("a second run fixes {:?}", again.applied));
    }
    let (old, new) = (counts(&before), counts(&again.analyses[0]));
    if counts(&fixed.analyses[0]) != new {
        faults.push("the analysis is not that of the texts".to_owned());
    }
    // Every fixed finding occurred in the first analysis or in an earlier round, and now occurs fewer times.
    let mut applied: BTreeMap<(Name, &str), usize> = BTreeMap::new();
    for fix in &fixed.applied {
        *applied.entry((fix.name, &fix.message)).or_default() += 1;
    }
    for ((name, message), times) in &applied {
        let key = (*name, (*message).to_owned());
        let left = new.get(&key).copied().unwrap_or_default();
        let first = old.get(&key).copied().unwrap_or_default();
        if left > first.saturating_sub(*times) {
            faults.push(format!(
                "[{}] {message} was fixed {times} times, and is left {left} times",
                name.as_str()
            ));
        }
    }
    let first = applied.keys().map(|(name, _)| stage(*name)).min();
    for ((name, message), count) in &new {
        let known = old.get(&(*name, message.clone())).copied().unwrap_or_default();
        if *count > known && first.is_none_or(|first| stage(*name) <= first) {
            faults.push(format!("[{}] {message} has come", name.as_str()));
        }
    }
    (fixed.applied.len(), faults)
}

fn fix_case_nothing(case: &Case) -> Analysis {
    let overrides = Settings { lints: case.lints.clone(), ..Settings::default() };
    let request = Request { overrides, ..Request::new(case.roots.iter().cloned()) };
    let files = case.files.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes()));
    analyze(&request, &mut MemoryLoader::new(files))
}

fn counts(analysis: &Analysis) -> BTreeMap<(Name, String), usize> {
    let mut counts = BTreeMap::new();
    for finding in analysis.diagnostics.sorted() {
        *counts.entry((finding.name, finding.message.clone())).or_default() += 1;
    }
    counts
}

/// The stage that reports a finding: reading, names, meaning.
fn stage(name: Name) -> usize {
    usize::from(name >= Name::MissingFile) + usize::from(name >= Name::UnreachableState)
}
