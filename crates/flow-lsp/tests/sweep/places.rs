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
use flow_model::mentions::{Mention, Mentions, Symbol};
use flow_model::model::{Machine, MachineId};
use flow_model::{MemoryLoader, Program};
use flow_project::{Analysis, Request, analyze};
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

/// One of this many places is looked up alone.
const ALONE: usize = 8;

/// What a hover right after a change finds in the lines around its place is what is found among all mentions.
fn check_mention(checked: &Checked, file: FileId, offset: u32) {
    let analysis = &checked.analysis;
    let alone = Mentions::find_at(&analysis.program, &analysis.model, &analysis.tests, (file, offset));
    let parts =
        |mention: &Mention| (mention.token, mention.name, mention.symbols.clone(), mention.written.clone());
    let among_all = checked.mentions().mention_at(file, offset);
    assert_eq!(alone.as_ref().map(parts), among_all.map(parts));
}

/// The mentions of a symbol that are found without all others are those among all.
fn check_symbol(checked: &Checked, symbol: &Symbol) {
    let Analysis { program, model, tests, .. } = &checked.analysis;
    let parts = |mention: &Mention| {
        let Mention { token, name, symbols, written, .. } = mention.clone();
        (token, name, symbols, written, mention.role_for(symbol))
    };
    let alone = Mentions::find_symbols(program, model, tests, std::slice::from_ref(symbol));
    let alone: Vec<_> = alone.mentions_of(symbol).map(parts).collect();
    let among_all: Vec<_> = checked.mentions().mentions_of(symbol).map(parts).collect();
    let text =
        || program.sources.iter().map(|(_, source)| source.text.as_str()).collect::<Vec<_>>().join("\n");
    assert!(alone == among_all, "{symbol}\nalone: {alone:#?}\namong all: {among_all:#?}\n{}", text());
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

fn check_text(text: &str) -> Checked {
    let mut loader = MemoryLoader::new([("a.flow".to_owned(), text.to_owned().into_bytes())]);
    Checked::new(analyze(&Request::new(["a.flow".to_owned()]), &mut loader))
}

#[test]
fn every_name_is_found_alone_as_among_all_mentions() {
    let mut count = 0;
    for checked in inputs().iter().map(crate::check) {
        let Program { files, tests, .. } = &checked.analysis.program;
        for file in files.iter().chain(tests).map(|file| file.id) {
            for offset in places(&checked.source(file).text).into_iter().step_by(ALONE) {
                check_mention(&checked, file, offset);
                count += 1;
            }
        }
    }
    assert!(count > 10_000, "{count} places");
}

#[test]
fn every_mention_of_a_name_is_found_alone_as_among_all_mentions() {
    let mut count = 0;
    for checked in inputs().iter().map(crate::check) {
        for symbol in checked.mentions().symbols() {
            check_symbol(&checked, symbol);
            count += 1;
        }
    }
    assert!(count > 10_000, "{count} symbols");
}

/// A word that makes a line unreadable changes nothing about that: the names of the line are found without the others.
#[test]
fn every_name_of_a_text_with_a_broken_line_is_found_alone() {
    let text = flow_speculate::of_lines(7, 150);
    let starts = text.match_indices('\n').map(|(at, _)| at + 1);
    let mut count = 0;
    for line in starts.step_by(11) {
        let indent = text[line..].len() - text[line..].trim_start_matches(' ').len();
        for word in ["emit", "/* ", "\"", "scenario: "] {
            let mut broken = text.clone();
            broken.insert_str(line + indent, word);
            let checked = check_text(&broken);
            // Around the line, and in every tenth place elsewhere.
            let is_near = |at: u32| (at as usize).abs_diff(line) < 200;
            let tenths = places(&broken).into_iter().enumerate();
            for (_, offset) in tenths.filter(|(nth, at)| is_near(*at) || nth % 10 == 0) {
                check_mention(&checked, FileId(0), offset);
                count += 1;
            }
            checked.mentions().symbols().for_each(|symbol| check_symbol(&checked, symbol));
        }
    }
    assert!(count > 5_000, "{count} places");
}

/// A picture that fits is drawn: its estimated size is small enough.
#[test]
fn every_picture_of_a_state_that_fits_a_tooltip_is_drawn() {
    let mut fitting = 0;
    for checked in inputs().iter().map(crate::check) {
        for near in neighbourhoods(&checked.analysis) {
            let text = near.text();
            assert!(!is_too_large(&near) || !fits_tooltip(&text), "a picture is missing:\n{text}");
            fitting += usize::from(fits_tooltip(&text));
        }
    }
    assert!(fitting > 1_000, "{fitting} pictures fit");
    let large = check_text(&flow_speculate::of_lines(7, 3_000));
    // They take long to draw.
    let undrawn = neighbourhoods(&large.analysis).into_iter().filter(is_too_large).take(5);
    let count = undrawn.inspect(|near| assert!(!fits_tooltip(&near.text()))).count();
    assert_eq!(count, 5, "few pictures are too large");
}

/// The states of all machines, each with its neighbours.
fn neighbourhoods(analysis: &Analysis) -> Vec<Graph> {
    let of_machine = |(id, machine): (MachineId, &Machine)| {
        let graph = Graph::of(&analysis.model, id, &analysis.program.sources);
        let states = machine.states.iter().map(|state| format!("#{}", state.name.text));
        states.filter_map(|state| graph.neighbourhood(&state)).collect::<Vec<_>>()
    };
    analysis.model.machines.entries().flat_map(of_machine).collect()
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
