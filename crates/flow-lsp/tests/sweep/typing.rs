//! Completion while a line is typed: what another line has is offered, at each name and after the first word of each line.
//!
//! Each place is that of a person who has written the line up to there; the rest of the file is as it is.

use flow_lsp::analysis::completion::{Completion, complete};
use flow_tests::case::Case;
use flow_tests::inputs::inputs;

/// One of this many places is completed: each needs an analysis of its own.
const STEP: usize = 9;

/// A place in a text, and what is written there.
struct Typed<'t> {
    at: usize,
    written: &'t str,
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// The lines of a text that are neither comments nor rows, with their offsets.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    let all = text.split_inclusive('\n').map(move |line| {
        start += line.len();
        (start - line.len(), line.trim_end())
    });
    all.filter(|(_, line)| !line.trim_start().starts_with(['/', '|']))
}

/// The names with sigils in a line, outside of quotations and comments.
fn names(line: &str) -> Vec<Typed<'_>> {
    let mut found = Vec::new();
    for (at, sigil) in line.char_indices().filter(|(_, c)| "#@:$".contains(*c)) {
        let before = &line[..at];
        let is_plain = before.matches('"').count().is_multiple_of(2) && !before.contains("//");
        let ends_word = before.ends_with(is_word);
        let length = line[at + 1..].find(|c| !is_word(c)).unwrap_or(line.len() - at - 1);
        let name = &line[at..at + 1 + length];
        let begins = name[1..].starts_with(|c: char| c.is_lowercase());
        if is_plain && !ends_word && begins && !(sigil == ':' && before.is_empty()) {
            found.push(Typed { at, written: name });
        }
    }
    found
}

/// How often the lines of a text have a name as a whole.
fn count(text: &str, name: &str) -> usize {
    let in_line = |line: &str| {
        let line = line.split("//").next().unwrap_or_default();
        let is_whole = |(at, _): &(usize, &str)| !line[at + name.len()..].starts_with(is_word);
        line.match_indices(name).filter(is_whole).count()
    };
    lines(text).map(|(_, line)| in_line(line)).sum()
}

/// What is offered where a line is written up to a place.
/// `None` if the file is no part of the program.
fn offered(case: &Case, path: &str, line: (usize, &str), at: usize) -> Option<Vec<Completion>> {
    let mut typed = case.clone();
    let text = &case.files[path];
    let (start, written) = line;
    let cut = format!("{}{}", &text[..start + at], &text[start + written.len()..]);
    typed.files.insert(path.to_owned(), cut);
    let checked = crate::check(&typed);
    let file = checked.file(path)?;
    Some(complete(&checked.analysis, file, (start + at) as u32).items)
}

/// The specifications without errors: those that somebody would write.
fn sound() -> impl Iterator<Item = Case> {
    inputs()
        .into_iter()
        .filter(|case| case.files.len() < 4 && !crate::check(case).analysis.diagnostics.has_errors())
}

#[test]
fn a_name_that_another_line_has_is_offered_after_its_sigil() {
    let (mut number, mut all, mut missed) = (0, 0, Vec::new());
    for case in sound() {
        for (path, text) in &case.files {
            for line in lines(text) {
                for Typed { at, written } in names(line.1) {
                    number += 1;
                    let is_elsewhere = count(text, written) > count(line.1, written);
                    if number % STEP != 0 || !is_elsewhere {
                        continue;
                    }
                    let Some(found) = offered(&case, path, line, at + 1) else { continue };
                    all += 1;
                    if !found.iter().any(|item| item.text == written) {
                        missed.push(format!("{} {path}: {} | {written}", case.name, &line.1[..at + 1]));
                    }
                }
            }
        }
    }
    assert!(all > 500, "{all} places");
    assert!(missed.len() * 50 < all, "{} of {all} are missing:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn a_line_that_the_file_has_already_is_continued_after_each_word() {
    let (mut all, mut missed) = (0, Vec::new());
    for case in sound() {
        for (path, text) in &case.files {
            let same = |wanted: &str| lines(text).filter(|(_, line)| line.trim_start() == wanted).count();
            for line in lines(text) {
                let column = line.1.len() - line.1.trim_start().len();
                let words = &line.1[column..];
                let is_plain = !words.contains(['#', '@', ':', '$', '"', '|', '=']) && !words.contains("//");
                // What follows is a word, and no number.
                let has_word = |(at, _): &(usize, &str)| words[at + 1..].starts_with(char::is_alphabetic);
                let blanks = words.match_indices(' ').filter(has_word);
                for (blank, _) in blanks.filter(|_| is_plain && same(words) > 1) {
                    let at = blank + 1;
                    let Some(found) = offered(&case, path, line, column + at) else { continue };
                    all += 1;
                    let continues = |item: &Completion| {
                        let text = item.text.replace("$0", "");
                        !text.trim().is_empty() && words[at..].starts_with(text.trim_end())
                    };
                    if !found.iter().any(continues) {
                        missed.push(format!("{} {path}: {} | {}", case.name, &words[..at], &words[at..]));
                    }
                }
            }
        }
    }
    assert!(all > 50, "{all} places");
    assert!(missed.len() * 20 < all, "{} of {all} are missing:\n{}", missed.len(), missed.join("\n"));
}
