//! Renames and their inverses, as an editor makes them: at a place, in all files, and back at the same place.

use std::collections::BTreeMap;

use flow_lsp::analysis::renaming::{name_at, rename, rename_verified};
use flow_lsp::workspace::Checked;
use flow_model::Loader;
use flow_model::mentions::Symbol;
use flow_project::analyze;
use flow_syntax::edit::apply;
use flow_syntax::source::{FileId, Span};
use flow_tests::case::Case;
use flow_tests::inputs::inputs;

/// A name that no specification has, of a length that is no other name's.
const NEW: &str = "renamed_by_this_test";

fn renamed(case: &Case, checked: &Checked, changes: &[(Span, String)]) -> Case {
    let mut after = case.clone();
    let mut files: BTreeMap<FileId, Vec<(Span, String)>> = BTreeMap::new();
    for (span, text) in changes {
        files.entry(span.file).or_default().push((*span, text.clone()));
    }
    for (file, changes) in files {
        let source = checked.source(file);
        after.files.insert(source.path.clone(), apply(&source.text, &changes));
    }
    after
}

/// Where a byte is after some changes.
fn moved(at: u32, file: FileId, changes: &[(Span, String)]) -> u32 {
    let before = changes.iter().filter(|(span, _)| span.file == file && span.end <= at);
    before.fold(at, |at, (span, text)| (at + text.len() as u32) - (span.end - span.start))
}

/// A text with `$total` for each `total: $total`, which mean the same: a rename and its inverse can make the one of the other.
fn shortened(text: &str) -> String {
    let is_word = |c: char| c == '_' || c.is_alphanumeric();
    let mut shortened = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(": $") {
        let (before, after) = rest.split_at(at);
        let name = &before[before.trim_end_matches(is_word).len()..];
        let value = &after[3..3 + after[3..].find(|c| !is_word(c)).unwrap_or(after.len() - 3)];
        let kept = if name == value { &before[..before.len() - name.len()] } else { before };
        shortened += kept;
        shortened += if name == value { "" } else { ": " };
        rest = &after[2..];
    }
    shortened + rest
}

/// What became of a rename.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Done {
    /// It was made, and undone.
    ThereAndBack,
    /// It was made. The inverse gives other bytes that mean the same.
    There,
    /// It was refused.
    Nothing,
}

/// Renames the name at a place and back.
fn rename_and_back(case: &Case, checked: &Checked, file: FileId, offset: u32) -> Done {
    let sources = &checked.analysis.program.sources;
    let Ok(old) = name_at(sources, checked.mentions(), file, offset) else { return Done::Nothing };
    let words = NEW.replace('_', " ");
    let new = match &old.symbol {
        // A phrase keeps its values.
        Symbol::Phrase { .. } => format!("{words} {}", old.text),
        _ if old.text.contains(' ') => words,
        _ => NEW.to_owned(),
    };
    let place = (file, offset);
    let Ok(changes) = rename(sources, checked.mentions(), place, &new) else { return Done::Nothing };
    let request = crate::request(case);
    let again = |loader: &mut dyn Loader| analyze(&request, loader);
    let loader = &mut crate::loader(case);
    let verified = rename_verified(&checked.analysis, checked.mentions(), place, &new, loader, &again);
    assert!(verified.is_ok(), "{}: {} at {offset}: {verified:?}", case.name, old.symbol);
    let after = renamed(case, checked, &changes);
    let checked_after = crate::check(&after);
    let what = format!("{}: {} at {offset}", case.name, old.symbol);
    // Warnings about words and about names that are nearly alike may appear or disappear.
    assert!(!checked_after.analysis.diagnostics.has_errors(), "{what}: an error");
    let path = &checked.source(file).path;
    let file_after = checked_after.file(path).unwrap();
    // `with $total` becomes `with total: $renamed`: the name follows the former one.
    let start = moved(old.at.start, file, &changes);
    let text = &checked_after.source(file_after).text;
    let rest = &text[start as usize..];
    let found = [rest.find(NEW), rest.find(&NEW.replace('_', " "))].into_iter().flatten().min();
    let found = found.unwrap_or_else(|| panic!("{what}: the new name is gone"));
    let place = (file_after, start + found as u32);
    let request = crate::request(&after);
    let again = |loader: &mut dyn Loader| analyze(&request, loader);
    let (analysis, loader) = (&checked_after.analysis, &mut crate::loader(&after));
    let back = rename_verified(analysis, checked_after.mentions(), place, &old.text, loader, &again);
    let back = back.unwrap_or_else(|refusal| panic!("{what}: the way back is refused: {refusal}"));
    let back = renamed(&after, &checked_after, &back).files;
    for (path, text) in &case.files {
        let (before, after) = (shortened(text), shortened(&back[path]));
        let differs = before.lines().zip(after.lines()).find(|(before, after)| before != after);
        assert!(before == after, "{what}: other bytes: {differs:?}");
    }
    let is_same = back == case.files;
    if !is_same {
        return Done::There;
    }
    Done::ThereAndBack
}

#[test]
fn the_inverse_of_a_rename_gives_the_first_bytes_back() {
    let all = std::env::var("FLOW_RENAMES").is_ok_and(|which| which == "all");
    let mut done = Vec::new();
    for (number, case) in inputs().into_iter().enumerate() {
        let checked = crate::check(&case);
        // A text with mistakes has names of which not all mentions are known.
        if checked.analysis.diagnostics.has_errors() {
            continue;
        }
        let files: Vec<FileId> = checked.analysis.program.sources.iter().map(|(id, _)| id).collect();
        for file in files {
            let mentions = checked.mentions().in_file(file);
            let step = if all { 1 } else { mentions.len() / 3 + 1 };
            for mention in mentions.iter().skip(number % step).step_by(step) {
                done.push(rename_and_back(&case, &checked, file, mention.name.start));
            }
        }
    }
    let count = |wanted| done.iter().filter(|done| **done == wanted).count();
    let (back, there) = (count(Done::ThereAndBack), count(Done::There));
    assert!(back > 1_000 && there < back / 20, "{back} renames and their inverses, {there} without");
}

/// Words of the language, and words that mean something in Rust or in names that are derived.
const WORDS: &[&str] = &[
    "in",
    "from",
    "is",
    "self",
    "system",
    "sender",
    "otherwise",
    "type",
    "id",
    "items",
    "item",
    "state",
    "error",
    "new",
];

/// Names that something else may have: words of the language, other names of the program, the plural and the singular.
fn taken_names(checked: &Checked, old: &str, number: usize) -> Vec<String> {
    let sources = &checked.analysis.program.sources;
    let mut names: Vec<&str> = checked.mentions().iter().map(|mention| sources.text(mention.name)).collect();
    names.sort_unstable();
    names.dedup();
    let other = |step: usize| names[number.wrapping_mul(step) % names.len()].to_owned();
    let mut all = vec![
        other(7),
        other(13),
        format!("{old}s"),
        old.trim_end_matches('s').to_owned(),
        format!("{old}_id"),
        format!("{old}_2"),
        WORDS[number % WORDS.len()].to_owned(),
        // The same name changes nothing.
        old.to_owned(),
    ];
    all.retain(|name| !name.is_empty());
    all
}

/// Renames the name at a place to another, which is refused, or can be undone.
fn rename_to_taken_and_back(case: &Case, checked: &Checked, place: (FileId, u32), new: &str) -> bool {
    let sources = &checked.analysis.program.sources;
    let Ok(old) = name_at(sources, checked.mentions(), place.0, place.1) else { return false };
    let what = format!("{}: {} at {} to '{new}'", case.name, old.symbol, place.1);
    let request = crate::request(case);
    let again = |loader: &mut dyn Loader| analyze(&request, loader);
    let (analysis, mentions) = (&checked.analysis, checked.mentions());
    let renames = rename_verified(analysis, mentions, place, new, &mut crate::loader(case), &again);
    let Ok(changes) = renames else { return false };
    let after = renamed(case, checked, &changes);
    let checked_after = crate::check(&after);
    assert!(!checked_after.analysis.diagnostics.has_errors(), "{what}: an error");
    let same =
        |text: &BTreeMap<String, String>| text.values().map(|text| shortened(text)).collect::<Vec<_>>();
    if same(&after.files) == same(&case.files) {
        return true;
    }
    let file = checked_after.file(&checked.source(place.0).path).unwrap();
    let start = moved(old.at.start, place.0, &changes);
    let sources = &checked_after.analysis.program.sources;
    // A field that has the value of a variable keeps its own name, which is before that of the variable.
    let mut found = checked_after.mentions().in_file(file).iter();
    let is_it = |name: flow_syntax::source::Span| name.start >= start && sources.text(name) == new;
    let Some(found) = found.find(|mention| is_it(mention.name)) else {
        panic!("{what}: the new name is gone")
    };
    let place = (file, found.name.start);
    let request = crate::request(&after);
    let again = |loader: &mut dyn Loader| analyze(&request, loader);
    let (analysis, loader) = (&checked_after.analysis, &mut crate::loader(&after));
    let back = rename_verified(analysis, checked_after.mentions(), place, &old.text, loader, &again);
    let back = back.unwrap_or_else(|refusal| panic!("{what}: the way back is refused: {refusal}"));
    let back = renamed(&after, &checked_after, &back).files;
    // A name of one word does not tell whether another was written with blanks, as `order total`.
    let blanks = |text: Vec<String>| match new.contains('_') {
        true => text,
        false => text.iter().map(|text| text.replace('_', " ")).collect(),
    };
    assert_eq!(blanks(same(&back)), blanks(same(&case.files)), "{what}: other bytes");
    true
}

#[test]
fn a_rename_to_the_name_of_something_else_is_refused_or_can_be_undone() {
    let all = std::env::var("FLOW_RENAMES").is_ok_and(|which| which == "all");
    let (mut made, mut refused, mut failures) = (0, 0, Vec::new());
    let cases = inputs().into_iter().enumerate().filter(|(number, _)| all || number % 6 == 0);
    for (number, case) in cases {
        let checked = crate::check(&case);
        if checked.analysis.diagnostics.has_errors() {
            continue;
        }
        let files: Vec<FileId> = checked.analysis.program.sources.iter().map(|(id, _)| id).collect();
        for file in files {
            let mentions = checked.mentions().in_file(file);
            let step = mentions.len() / 4 + 1;
            for (nth, mention) in mentions.iter().enumerate().skip(number % step).step_by(step) {
                let old = checked.analysis.program.sources.text(mention.name);
                for new in taken_names(&checked, old, number + nth) {
                    let place = (file, mention.name.start);
                    let tried = || rename_to_taken_and_back(&case, &checked, place, &new);
                    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(tried)) {
                        Ok(true) => made += 1,
                        Ok(false) => refused += 1,
                        Err(panic) => {
                            failures.push(panic.downcast_ref::<String>().cloned().unwrap_or_default());
                        }
                    }
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} failures of {made}:\n{}", failures.len(), failures.join("\n"));
    assert!(made > 200 && refused > 200, "{made} renames, {refused} refused");
}
