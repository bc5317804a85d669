//! What each feature says, as text.

use flow_lsp::analysis::completion::complete;

use crate::fixture::Fixture;

/// What a feature says at a cursor of a fixture.
pub(crate) type Show = fn(&Fixture, usize) -> String;

/// The function of a feature, by the name of its folder.
pub(crate) fn of_feature(name: &str) -> Show {
    match name {
        "completion" => completion,
        _ => panic!("there is no feature '{name}'"),
    }
}

/// The best fitting items: those of the two lowest ranks.
fn completion(fixture: &Fixture, at: usize) -> String {
    let checked = fixture.check();
    let (file, offset) = fixture.place(&checked, at);
    let found = complete(&checked.analysis, file, offset);
    let written = &checked.source(file).text[found.replaces.start as usize..found.replaces.end as usize];
    let first = found.items.first().map_or(0, |item| item.rank);
    let shown = found.items.iter().filter(|item| item.rank <= first + 1);
    let lines = shown.map(|item| format!("{} ({:?}) {}\n", item.text, item.kind, item.detail));
    format!("replaces '{written}', {} items\n{}", found.items.len(), lines.collect::<String>())
}
