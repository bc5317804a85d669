//! A specification written from its first line to its last: what is offered at each place, compared with what its author writes next.
//!
//! Only the lines above and the line up to the place exist, as for somebody who types them. `FLOW_AUTHORING=1` prints each place.

use flow_lsp::analysis::completion::{Completions, complete};
use flow_tests::case::Case;
use flow_tests::inputs::inputs;

/// How the places of a file were served.
#[derive(Debug, Default)]
struct Tally {
    /// Places at which the first item is what follows.
    first: usize,
    /// One of the first five is.
    near: usize,
    /// Some item is.
    offered: usize,
    all: usize,
}

/// The places of a line at which an author can ask: its beginning, after each blank, and after each sigil.
fn places(line: &str) -> Vec<usize> {
    let column = line.len() - line.trim_start().len();
    let mut found = vec![column];
    for (at, c) in line.char_indices().skip(column) {
        let is_plain = line[..at].matches('"').count().is_multiple_of(2);
        let rest = &line[at + c.len_utf8()..];
        let begins_word = rest.starts_with(|next: char| !next.is_whitespace());
        let is_sigil = "#@:$".contains(c)
            && !line[..at].ends_with(char::is_alphanumeric)
            && rest.starts_with(char::is_alphabetic);
        // The marks between the cells of a table are not asked for.
        let begins_word = begins_word && !rest.starts_with('|');
        if is_plain && begins_word && (c == ' ' || is_sigil) {
            found.push(at + c.len_utf8());
        }
    }
    found
}

/// The position of the first item that is the beginning of what follows.
fn position(found: &Completions, text: &str) -> Option<usize> {
    let rest = &text[found.replaces.start as usize..];
    let is_word = |c: char| c == '_' || c.is_alphanumeric();
    found.items.iter().position(|item| {
        let written = item.text.split("$0").next().unwrap_or_default().trim_end();
        let is_whole = !written.ends_with(is_word)
            || !rest.get(written.len()..).is_some_and(|after| after.starts_with(is_word));
        !written.is_empty() && rest.starts_with(written) && is_whole
    })
}

/// Types a file of a case, line by line.
fn write(case: &Case, path: &str, tally: &mut Tally) {
    let text = &case.files[path];
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let written = line.trim_end();
        let skipped = written.trim_start();
        if !skipped.is_empty() && !skipped.starts_with("//") {
            places(written).into_iter().for_each(|at| ask(case, path, (start, written), at, tally));
        }
        start += line.len();
    }
}

fn ask(case: &Case, path: &str, (start, line): (usize, &str), at: usize, tally: &mut Tally) {
    let text = &case.files[path];
    let mut typed = case.clone();
    typed.files.insert(path.to_owned(), text[..start + at].to_owned());
    let checked = crate::check(&typed);
    let Some(file) = checked.file(path) else { return };
    let found = complete(&checked.analysis, file, (start + at) as u32);
    let position = position(&found, &text[..start + line.len()]);
    tally.all += 1;
    tally.first += usize::from(position == Some(0));
    tally.near += usize::from(position.is_some_and(|at| at < 5));
    tally.offered += usize::from(position.is_some());
    if std::env::var_os("FLOW_AUTHORING").is_some() {
        let position = position.map_or("-".to_owned(), |at| at.to_string());
        let first: Vec<&str> = found.items.iter().take(4).map(|item| item.text.as_str()).collect();
        println!("{position:>3}/{:<3} {}|{}    {first:?}", found.items.len(), &line[..at], &line[at..]);
    }
}

#[test]
fn what_an_author_writes_next_is_offered_first() {
    let wanted = std::env::var("FLOW_AUTHORING").unwrap_or_default();
    let mut tally = Tally::default();
    for mut case in inputs().into_iter().filter(|case| case.name.starts_with("flows/")) {
        let own = case.name.trim_start_matches("flows/").to_owned();
        if wanted.ends_with(".flow") && wanted != own {
            continue;
        }
        if !case.files[&own].contains("machine:") {
            case.roots = vec!["order.flow".to_owned(), own.clone()];
        }
        write(&case, &own, &mut tally);
    }
    let share = |count: usize| count * 100 / tally.all;
    // What remains are words that nobody can know: names, phrases and values that the author invents there.
    assert!(tally.all > 2_000, "{tally:?}");
    assert!(share(tally.first) >= 52 && share(tally.near) >= 67 && share(tally.offered) >= 69, "{tally:?}");
    assert!(tally.first * 100 >= tally.offered * 74, "{tally:?}");
}
