//! The result of each feature, as text.

use std::collections::BTreeMap;

use flow_lsp::analysis::bindings::{functions_of, skeletons};
use flow_lsp::analysis::completion::complete;
use flow_lsp::analysis::exploration::explore;
use flow_lsp::analysis::fixes::{fix_all, fixes};
use flow_lsp::analysis::formatting::{Replacement, format, format_table};
use flow_lsp::analysis::hierarchy::{Link, Node, nodes_at, senders, sent};
use flow_lsp::analysis::highlighting::{Kind, tokens};
use flow_lsp::analysis::hints::hints;
use flow_lsp::analysis::hover::hover;
use flow_lsp::analysis::navigation::{definitions, highlights, references, symbols_at};
use flow_lsp::analysis::outline::{Item, outline};
use flow_lsp::analysis::ranges::{folds, selections};
use flow_lsp::analysis::renaming::{name_at, rename_verified};
use flow_lsp::analysis::rust::{appended, implementations};
use flow_lsp::analysis::search::search;
use flow_lsp::workspace::Checked;
use flow_model::Loader;
use flow_project::{Request, analyze};
use flow_syntax::source::{FileId, Span};

use crate::fixture::Fixture;

/// Returns the result of a feature at a cursor of a fixture, as text.
pub(crate) type Show = fn(&Fixture, usize) -> String;

/// The function of a feature, by the name of its folder.
pub(crate) fn of_feature(name: &str) -> Show {
    match name {
        "bindings" => show_bindings,
        "completion" => show_completion,
        "definition" => |fixture, at| show_places(fixture, at, &find_definitions),
        "diagnostics" => show_diagnostics,
        "exploration" => show_exploration,
        "fix-all" => show_fix_all,
        "fixes" => show_fixes,
        "folds" => show_folds,
        "formatting" => |fixture, at| show_formatting(fixture, at, &|text, _| format(text)),
        "hierarchy" => show_hierarchy,
        "highlights" => show_highlights,
        "hints" => show_hints,
        "hover" => show_hover,
        "outline" => show_outline,
        "references" => |fixture, at| show_places(fixture, at, &find_references),
        "rename" => show_rename,
        "search" => show_search,
        "selections" => show_selections,
        "tables" => |fixture, at| show_formatting(fixture, at, &format_table),
        "tokens" => show_tokens,
        _ => panic!("there is no feature '{name}'"),
    }
}

/// How many items a fixture shows: those that an editor shows at once.
const SHOWN: usize = 8;

/// The first items.
fn show_completion(fixture: &Fixture, at: usize) -> String {
    let checked = fixture.check();
    let (file, offset) = fixture.place(&checked, at);
    let found = complete(&checked.analysis, file, offset);
    let written = &checked.source(file).text[found.replaces.start as usize..found.replaces.end as usize];
    let lines = found
        .items
        .iter()
        .take(SHOWN)
        .map(|item| format!("{} ({:?}) {}\n", item.text, item.kind, item.detail));
    format!("replaces '{written}', {} items\n{}", found.items.len(), lines.collect::<String>())
}

fn find_definitions(checked: &Checked, file: FileId, offset: u32) -> Vec<Span> {
    definitions(&checked.analysis, checked.mentions(), file, offset)
}

fn find_references(checked: &Checked, file: FileId, offset: u32) -> Vec<Span> {
    references(checked.mentions(), file, offset, true)
}

fn show_places(fixture: &Fixture, at: usize, find: &dyn Fn(&Checked, FileId, u32) -> Vec<Span>) -> String {
    let checked = fixture.check();
    let (file, offset) = fixture.place(&checked, at);
    find(&checked, file, offset).iter().map(|span| format!("{}\n", place(&checked, *span))).collect()
}

/// `main.flow:3:5 #paid`, or the whole line of a longer place.
fn place(checked: &Checked, span: Span) -> String {
    let sources = &checked.analysis.program.sources;
    let position = sources.position(span);
    let path = &sources.get(span.file).path;
    format!("{path}:{}:{} {}", position.line, position.column, sources.text(span).trim())
}

fn show_diagnostics(fixture: &Fixture, _: usize) -> String {
    let checked = fixture.check();
    let found = checked.analysis.diagnostics.sorted();
    found
        .iter()
        .map(|found| format!("{} [{}] {}\n", place(&checked, found.span), found.name.as_str(), found.message))
        .collect()
}

/// The fixes at a cursor, each with the lines that it changes.
fn show_fixes(fixture: &Fixture, at: usize) -> String {
    let checked = fixture.check();
    let (file, offset) = fixture.place(&checked, at);
    let request = Request::new(fixture.roots());
    let again = |loader: &mut dyn Loader| analyze(&request, loader);
    let found = fixes(&checked.analysis, (file, offset, offset), &mut fixture.loader(), &again);
    let lines = found.iter().map(|fix| {
        let only = if fix.is_only { ", the only one" } else { "" };
        let finding = fix.finding.name.as_str();
        format!("{} [{finding}{only}]\n{}", fix.title, changed_lines(&checked, &fix.edits))
    });
    lines.collect()
}

fn show_fix_all(fixture: &Fixture, _: usize) -> String {
    let checked = fixture.check();
    let request = Request::new(fixture.roots());
    let again = |loader: &mut dyn Loader| analyze(&request, loader);
    let source = checked.source(FileId(0));
    let fixed = fix_all(&checked.analysis, FileId(0), &mut fixture.loader(), &again);
    fixed.map_or_else(|| "nothing\n".to_owned(), |after| difference(&source.path, &source.text, &after))
}

/// The lines that edits remove and add, file by file.
fn changed_lines(checked: &Checked, edits: &[(Span, String)]) -> String {
    let mut files: BTreeMap<FileId, Vec<(Span, String)>> = BTreeMap::new();
    for (span, text) in edits {
        files.entry(span.file).or_default().push((*span, text.clone()));
    }
    let mut shown = String::new();
    for (file, edits) in files {
        let source = checked.source(file);
        let after = flow_syntax::edit::apply(&source.text, &edits);
        shown += &difference(&source.path, &source.text, &after);
    }
    shown
}

/// The findings of an exploration, each with its path and its test case.
fn show_exploration(fixture: &Fixture, _: usize) -> String {
    let checked = fixture.check();
    let bound = fixture.files.iter().find_map(|(_, text)| Some(text.split_once("// states: ")?.1));
    let bound = bound.map_or(1_000, |rest| rest.lines().next().unwrap().parse().unwrap());
    let Some(found) = explore(&checked.analysis, bound, &mut |_| true) else {
        return "not wanted\n".to_owned();
    };
    let mut shown = format!("{}{}\n", found.summary, if found.is_complete { "" } else { " (open)" });
    for finding in &found.findings {
        shown +=
            &format!("{} [{}] {}\n", place(&checked, finding.place), finding.kind.name(), finding.message);
        for step in &finding.path {
            let line = step.line.map(|line| format!("  <- {}", place(&checked, line))).unwrap_or_default();
            shown += &format!("  {}{line}\n", step.text);
        }
        let known = fixture.files.iter().find(|(path, _)| path.ends_with(".test.flow"));
        let known = known.map_or("", |(_, text)| text.as_str());
        match &finding.case {
            Ok(case) => {
                let addition = case.addition(known).unwrap_or_else(|reason| format!("{reason:?}"));
                addition.lines().for_each(|line| shown += &format!("  | {line}\n"));
            }
            Err(reason) => shown += &format!("  no case: {reason}\n"),
        }
    }
    shown
}

/// The Rust functions of the phrase at a cursor, and the files in Rust with them.
fn show_bindings(fixture: &Fixture, at: usize) -> String {
    let checked = fixture.check();
    let (file, offset) = fixture.place(&checked, at);
    let skeletons = skeletons(&checked.analysis, "");
    let symbols = symbols_at(checked.mentions(), file, offset);
    let mut shown = String::new();
    for (skeleton, function) in functions_of(&skeletons, &symbols) {
        shown += &format!("{} in {}\n{}", function.name, skeleton.module, function.code);
        for (path, text) in fixture.files.iter().filter(|(path, _)| path.ends_with(".rs")) {
            let found = implementations(text, &skeleton.module, skeletons.len() == 1);
            for of in &found {
                if of.has(text, &function.name) {
                    shown += &format!("{path}: '{}' has it\n", of.target);
                    continue;
                }
                let Some((at, new)) = of.insertion(text, skeleton, function) else { continue };
                let mut after = text.clone();
                after.insert_str(at as usize, &new);
                shown += &difference(path, text, &after);
            }
            if found.is_empty() {
                shown += &difference(path, text, &format!("{text}{}", appended(text, skeleton)));
            }
        }
    }
    if shown.is_empty() { "nothing\n".to_owned() } else { shown }
}

/// The lines between the first and the last that differ.
fn difference(path: &str, before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let mut shown = format!("{path}:{}\n", head + 1);
    old[head..old.len() - tail].iter().for_each(|line| shown += &format!("-{line}\n"));
    new[head..new.len() - tail].iter().for_each(|line| shown += &format!("+{line}\n"));
    shown
}

fn show_folds(fixture: &Fixture, _: usize) -> String {
    let checked = fixture.check();
    let found = folds(&checked.analysis, FileId(0));
    let line = |at: u32| checked.source(FileId(0)).line(at as usize + 1).trim().to_owned();
    let lines = found.iter().map(|fold| {
        let kind = if fold.is_comment { ", a comment" } else { "" };
        format!("{}-{}{kind}: {} … {}\n", fold.first + 1, fold.last + 1, line(fold.first), line(fold.last))
    });
    lines.collect()
}

fn show_formatting(
    fixture: &Fixture,
    at: usize,
    format: &dyn Fn(&str, u32) -> Option<Vec<Replacement>>,
) -> String {
    let checked = fixture.check();
    let (file, offset) = fixture.place(&checked, at);
    let text = &checked.source(file).text;
    let Some(edits) = format(text, offset) else { return "no edits\n".to_owned() };
    let count = edits.len();
    let spans =
        edits.into_iter().map(|(range, text)| (Span { file, start: range.start, end: range.end }, text));
    let after = flow_syntax::edit::apply(text, &spans.collect::<Vec<_>>());
    format!("{count} edits\n{after}")
}

fn show_hierarchy(fixture: &Fixture, at: usize) -> String {
    let checked = fixture.check();
    let (file, offset) = fixture.place(&checked, at);
    let model = &checked.analysis.model;
    let name = |node: &Node| format!(":{} to @{}, {}", node.event, node.receiver, place(&checked, node.line));
    let mut shown = String::new();
    for node in nodes_at(&checked.analysis, checked.mentions(), file, offset) {
        shown += &format!("{}\n", name(&node));
        let mut add = |arrow: &str, links: Vec<Link>| {
            for link in links {
                let lines: Vec<String> = link
                    .at
                    .iter()
                    .map(|at| checked.analysis.program.sources.position(*at).line.to_string())
                    .collect();
                shown += &format!("  {arrow} {} (lines {})\n", name(&link.node), lines.join(", "));
            }
        };
        add("<-", senders(model, &node.receiver, &node.event));
        add("->", sent(model, &node.receiver, &node.event));
    }
    shown
}

fn show_highlights(fixture: &Fixture, at: usize) -> String {
    let checked = fixture.check();
    let (file, offset) = fixture.place(&checked, at);
    let found = highlights(checked.mentions(), file, offset);
    let line = |found: &flow_lsp::analysis::navigation::Place| {
        format!("{}{}\n", place(&checked, found.at), if found.is_write { " (write)" } else { "" })
    };
    found.iter().map(line).collect()
}

/// The lines that have hints, with the hints in them.
fn show_hints(fixture: &Fixture, _: usize) -> String {
    let checked = fixture.check();
    let source = checked.source(FileId(0));
    let mut text = source.text.clone();
    let found = hints(&checked.analysis, FileId(0));
    for hint in found.iter().rev() {
        let marks = if hint.can_be_written { ("«", "»") } else { ("‹", "›") };
        let reason =
            if hint.text.starts_with(" in") { format!("  // {}", hint.reason) } else { String::new() };
        let end =
            text[hint.at.1 as usize..].find('\n').map_or(text.len(), |length| hint.at.1 as usize + length);
        text.insert_str(end, &reason);
        text.insert_str(hint.at.1 as usize, &format!("{}{}{}", marks.0, hint.text, marks.1));
    }
    text.lines().filter(|line| line.contains(['«', '‹'])).map(|line| format!("{}\n", line.trim())).collect()
}

fn show_hover(fixture: &Fixture, at: usize) -> String {
    let checked = fixture.check();
    let (file, offset) = fixture.place(&checked, at);
    match hover(&checked.analysis, checked.mentions(), file, offset) {
        Some(found) => format!("at '{}'\n{}\n", checked.analysis.program.sources.text(found.at), found.text),
        None => "nothing\n".to_owned(),
    }
}

fn show_outline(fixture: &Fixture, _: usize) -> String {
    let checked = fixture.check();
    fn show(checked: &Checked, item: &Item, depth: usize, shown: &mut String) {
        let line = |at: u32| checked.source(FileId(0)).position(at).line;
        let (first, last) = (line(item.range.start), line(item.range.end));
        let detail = if item.detail.is_empty() { String::new() } else { format!(" ({})", item.detail) };
        *shown += &format!("{}{:?} {}{detail}, {first}-{last}\n", "  ".repeat(depth), item.kind, item.name);
        item.children.iter().for_each(|child| show(checked, child, depth + 1, shown));
    }
    let mut shown = String::new();
    outline(&checked.analysis, FileId(0)).iter().for_each(|item| show(&checked, item, 0, &mut shown));
    shown
}

/// The rename of the name at a cursor to `renamed`, or to the name in a comment `// to: name` of the fixture.
fn show_rename(fixture: &Fixture, at: usize) -> String {
    let checked = fixture.check();
    let (file, offset) = fixture.place(&checked, at);
    let sources = &checked.analysis.program.sources;
    let wanted =
        fixture.files.iter().flat_map(|(_, text)| text.lines()).filter_map(|line| line.split_once("// to: "));
    let wanted: Vec<&str> = wanted.map(|(_, name)| name.trim()).collect();
    let new = wanted.get(at).or(wanted.last()).copied().unwrap_or("renamed");
    let found = match name_at(sources, checked.mentions(), file, offset) {
        Ok(found) => found,
        Err(refusal) => return format!("no rename: {refusal}\n"),
    };
    let head = format!("{} '{}' to '{new}'\n", found.symbol, found.text);
    let request = Request::new(fixture.roots());
    let again = |loader: &mut dyn Loader| analyze(&request, loader);
    let (mentions, place_of) = (checked.mentions(), (file, offset));
    match rename_verified(&checked.analysis, mentions, place_of, new, &mut fixture.loader(), &again) {
        Ok(changes) => {
            let changes =
                changes.iter().map(|(span, text)| format!("{} -> {text}\n", place(&checked, *span)));
            head + &changes.collect::<String>()
        }
        Err(refusal) => format!("{head}refused: {refusal}\n"),
    }
}

/// The results for the query in the comment `// search: query`.
fn show_search(fixture: &Fixture, _: usize) -> String {
    let checked = fixture.check();
    let mut lines = fixture.files.iter().flat_map(|(_, text)| text.lines());
    let query = lines.find_map(|line| line.split_once("// search: ")).map_or("", |(_, query)| query);
    let found = search(&checked.analysis, query);
    found
        .iter()
        .map(|found| {
            format!(
                "{:?} {} of {}, {}\n",
                found.kind,
                found.name,
                found.container,
                place(&checked, found.span)
            )
        })
        .collect()
}

fn show_selections(fixture: &Fixture, at: usize) -> String {
    let checked = fixture.check();
    let (file, offset) = fixture.place(&checked, at);
    let sources = &checked.analysis.program.sources;
    let found = selections(&checked.analysis, file, offset);
    let line = |span: &Span| {
        let text = sources.text(*span);
        match text.trim_end().lines().count() {
            0 | 1 => format!("'{}'\n", text.trim_end()),
            count => format!("{count} lines from '{}'\n", text.lines().next().unwrap().trim()),
        }
    };
    found.iter().map(line).collect()
}

/// The lines with a mark for each token, `kind` or `kind+` where it is a definition, `kind=` where it is written.
fn show_tokens(fixture: &Fixture, _: usize) -> String {
    let checked = fixture.check();
    let source = checked.source(FileId(0));
    let found = tokens(source, checked.mentions(), FileId(0));
    let line = |token: &flow_lsp::analysis::highlighting::Token| {
        let marks = if token.is_definition {
            "+"
        } else if token.is_write {
            "="
        } else {
            ""
        };
        format!("{} {}{marks}\n", place(&checked, token.at), Kind::NAMES[token.kind as usize])
    };
    found.iter().map(line).collect()
}
