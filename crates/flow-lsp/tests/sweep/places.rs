//! Every feature at every place: none panics, and its result is about that place.

use flow_diagram::Graph;
use flow_lsp::analysis::completion::complete;
use flow_lsp::analysis::hierarchy::nodes_at;
use flow_lsp::analysis::highlighting::tokens;
use flow_lsp::analysis::hints::hints;
use flow_lsp::analysis::hover::hover;
use flow_lsp::analysis::navigation::{definitions, highlights, references};
use flow_lsp::analysis::outline::{Item, outline};
use flow_lsp::analysis::pictures::{fits_tooltip, is_too_large};
use flow_lsp::analysis::ranges::{folds, selections};
use flow_lsp::analysis::renaming::name_at;
use flow_lsp::workspace::Checked;
use flow_model::mentions::{Mention, Mentions};
use flow_syntax::source::{FileId, Span};
use flow_tests::inputs::inputs;

/// The places of a text: the ends of its words, or every byte.
fn places(text: &str) -> Vec<u32> {
    let is_word = |c: char| c == '_' || c.is_alphanumeric();
    let all = std::env::var("FLOW_PLACES").is_ok_and(|which| which == "all");
    let mut before = ' ';
    let mut places = Vec::new();
    for (at, c) in text.char_indices() {
        if all || is_word(before) != is_word(c) {
            places.push(at as u32);
        }
        before = c;
    }
    places.push(text.len() as u32);
    places
}

fn assert_span(checked: &Checked, span: Span) {
    let text = &checked.source(span.file).text;
    assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?} is in no text");
}

fn check_place(checked: &Checked, file: FileId, offset: u32) {
    let analysis = &checked.analysis;
    let mentions = checked.mentions();
    let text = &checked.source(file).text;
    let line = text[..offset as usize].rfind('\n').map_or(0, |at| at as u32 + 1);
    let found = complete(analysis, file, offset);
    if !found.items.is_empty() {
        assert!(line <= found.replaces.start && found.replaces.end == offset, "{:?}", found.replaces);
    }
    if let Some(found) = hover(analysis, mentions, file, offset) {
        assert!(found.at.start <= offset && offset <= found.at.end, "{:?} at {offset}", found.at);
        assert!(!found.text.is_empty());
    }
    check_mention(checked, file, offset);
    definitions(analysis, mentions, file, offset).into_iter().for_each(|span| assert_span(checked, span));
    let all = references(mentions, file, offset, true);
    all.iter().for_each(|span| assert_span(checked, *span));
    let here = highlights(mentions, file, offset);
    let is_referred = |place: &Span| all.contains(place);
    assert!(here.iter().all(|place| is_referred(&place.at)), "a highlight is no reference");
    if let Ok(name) = name_at(&analysis.program.sources, mentions, file, offset) {
        assert_span(checked, name.at);
    }
    nodes_at(analysis, mentions, file, offset).iter().for_each(|node| assert_span(checked, node.line));
    let grown = selections(analysis, file, offset);
    assert!(grown.windows(2).all(|pair| pair[1].start <= pair[0].start && pair[0].end <= pair[1].end));
}

/// What a hover right after a change finds in the lines around its place is what is found among all mentions.
fn check_mention(checked: &Checked, file: FileId, offset: u32) {
    let analysis = &checked.analysis;
    let alone = Mentions::find_at(&analysis.program, &analysis.model, &analysis.tests, (file, offset));
    let parts =
        |mention: &Mention| (mention.token, mention.name, mention.symbols.clone(), mention.written.clone());
    let among_all = checked.mentions().mention_at(file, offset);
    assert_eq!(alone.as_ref().map(parts), among_all.map(parts));
}

fn check_file(checked: &Checked, file: FileId) {
    let source = checked.source(file);
    let found = tokens(source, checked.mentions(), file);
    found.iter().for_each(|token| assert_span(checked, token.at));
    assert!(found.windows(2).all(|pair| pair[0].at.end <= pair[1].at.start), "tokens overlap");
    let lines = source.line_count() as u32;
    assert!(folds(&checked.analysis, file).iter().all(|fold| fold.first < fold.last && fold.last < lines));
    let hints = hints(&checked.analysis, file);
    assert!(hints.windows(2).all(|pair| pair[0].at <= pair[1].at));
    hints.iter().for_each(|hint| assert!(source.text.is_char_boundary(hint.at.1 as usize)));
    outline(&checked.analysis, file).iter().for_each(|item| check_item(checked, item));
}

fn check_item(checked: &Checked, item: &Item) {
    assert_span(checked, item.range);
    assert!(item.range.start <= item.header.start && item.header.end <= item.range.end, "{item:?}");
    for child in &item.children {
        let is_inside = item.range.start <= child.range.start && child.range.end <= item.range.end;
        assert!(is_inside, "{} reaches out of {}", child.name, item.name);
        check_item(checked, child);
    }
}

/// A picture that fits is drawn: its estimated size is small enough.
#[test]
fn every_picture_of_a_state_that_fits_a_tooltip_is_drawn() {
    let (mut fitting, mut undrawn) = (0, 0);
    for case in inputs() {
        let analysis = crate::check(&case).analysis;
        for (id, machine) in analysis.model.machines.entries() {
            let graph = Graph::of(&analysis.model, id, &analysis.program.sources);
            let states = machine.states.iter().map(|state| format!("#{}", state.name.text));
            for near in states.filter_map(|state| graph.neighbourhood(&state)) {
                if is_too_large(&near) {
                    assert!(!fits_tooltip(&near.text()), "{}: a picture is missing", case.name);
                    undrawn += 1;
                } else {
                    fitting += usize::from(fits_tooltip(&near.text()));
                }
            }
        }
    }
    assert!(fitting > 100 && undrawn > 10, "{fitting} pictures fit, {undrawn} are not drawn");
}

#[test]
fn every_feature_at_every_name_of_every_specification() {
    let mut count = 0;
    for case in inputs() {
        let checked = crate::check(&case);
        let files: Vec<FileId> = checked.analysis.program.sources.iter().map(|(id, _)| id).collect();
        for file in files {
            check_file(&checked, file);
            for offset in places(&checked.source(file).text) {
                count += 1;
                let asked = || check_place(&checked, file, offset);
                if std::panic::catch_unwind(std::panic::AssertUnwindSafe(asked)).is_err() {
                    panic!("{}, file {}, byte {offset}", case.name, file.0);
                }
            }
        }
    }
    assert!(count > 100_000, "{count} places");
}
