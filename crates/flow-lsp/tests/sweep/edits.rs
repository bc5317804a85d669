//! Random edits of open documents: after each, the model and the findings are those of `flow check` for the texts as they are.

use flow_lsp::text::{Document, Encoding};
use flow_lsp::workspace::{Files, Programs, uri};
use flow_model::MemoryLoader;
use flow_project::{Analysis, Request, analyze};
use flow_speculate::Random;
use flow_tests::case::Case;
use flow_tests::inputs::inputs;
use gen_lsp_types::{Position, Range, TextDocumentContentChangeEvent, TextDocumentContentChangePartial};

/// The folder of the documents, which does not exist.
const FOLDER: &str = "/nowhere/flow-lsp";

/// Typical edits: whole lines, parts of them, and mistakes.
const PIECES: &[&str] = &[
    "",
    "",
    "\n",
    "  ",
    "#paid",
    "@order",
    ":go",
    "$total",
    "on :go from @guest\n",
    "machine: @other\n",
    "scenario: new\n",
    "    order moves to #paid\n",
    "      emit :go to @order\n",
    "? $total > 3\n",
    "otherwise\n",
    "expect:\n",
    "= order is in #paid\n",
    "\"",
    "/*",
    "*/",
    "|",
    "\t",
    "uses:\n  @order from \"./order.flow\"\n",
    "for each $x in $xs\n",
    "\u{1F600}",
    "\r\n",
    "{",
    "(",
    "is in",
    "on :first from @newcomer with $late: number\n",
    "    emit :first to @newcomer with late: {a: 1}\n",
    "    $mode: one of \"first\", \"second\" becomes \"second\"\n",
    "    $late comes from current price\n",
];

/// Removes or repeats a line, or gives one of its names another one of the text: first mentions in the text go, come and change.
fn change_line(random: &mut Random, lines: &[&str]) -> (Range, String) {
    let at = random.below(lines.len());
    let line = |line: usize, character: usize| Position { line: line as u32, character: character as u32 };
    let is_name = |word: &&str| word.starts_with([':', '@', '$', '#']);
    let names: Vec<&str> = lines[at].split([' ', ',']).filter(is_name).collect();
    match random.below(4) {
        0 => (Range { start: line(at, 0), end: line(at + 1, 0) }, String::new()),
        1 => (Range { start: line(at, 0), end: line(at, 0) }, format!("{}\n", lines[at])),
        _ if names.is_empty() => (Range { start: line(at, 0), end: line(at, 1) }, String::new()),
        _ => {
            let name = *random.pick(&names);
            let others = lines.iter().flat_map(|line| line.split([' ', ','])).filter(is_name);
            let others: Vec<&str> = others.filter(|other| other[..1] == name[..1]).collect();
            let start = lines[at].find(name).unwrap_or(0);
            let start = lines[at][..start].encode_utf16().count();
            let end = start + name.encode_utf16().count();
            (Range { start: line(at, start), end: line(at, end) }, (*random.pick(&others)).to_owned())
        }
    }
}

fn change(random: &mut Random, text: &str) -> TextDocumentContentChangeEvent {
    let lines: Vec<&str> = text.split('\n').collect();
    if random.chance(30) {
        let (range, text) = change_line(random, &lines);
        #[expect(deprecated, reason = "the struct has the field")]
        return TextDocumentContentChangePartial { range, range_length: None, text }.into();
    }
    let place = |random: &mut Random| {
        let line = random.below(lines.len());
        Position { line: line as u32, character: random.below(lines[line].len() + 1) as u32 }
    };
    let start = place(random);
    // Mostly small edits, as people make them; sometimes a part of the file.
    let end = if random.chance(10) {
        place(random)
    } else {
        Position { line: start.line, character: start.character + random.below(4) as u32 }
    };
    let range = Range { start: start.min(end), end: start.max(end) };
    let text = (*random.pick(PIECES)).to_owned();
    #[expect(deprecated, reason = "the struct has the field")]
    TextDocumentContentChangePartial { range, range_length: None, text }.into()
}

/// The findings with their places and texts.
fn findings(analysis: &Analysis) -> Vec<String> {
    let found = analysis.diagnostics.sorted().into_iter();
    let file = |span: flow_syntax::source::Span| analysis.program.sources.get(span.file).path.clone();
    found.map(|found| format!("{} {:?} {found:?}", file(found.span), found.name)).collect()
}

/// The analysis of some texts without the server.
fn fresh(roots: &[String], texts: &[(String, String)]) -> Analysis {
    let mut loader = MemoryLoader::new(texts.iter().cloned());
    let request =
        Request { settings_file: format!("{FOLDER}/flow.toml"), ..Request::new(roots.iter().cloned()) };
    let mut analysis = analyze(&request, &mut loader);
    flow_codegen::check_names(&mut analysis);
    analysis
}

/// The messages of missing files name similar files, which depend on the folder.
fn without_near_files(found: Vec<String>) -> Vec<String> {
    found.into_iter().filter(|found| !found.contains("MissingFile")).collect()
}

/// The texts of a program: a specification of the repository, or one that is made up, with several machines.
fn pick_texts(random: &mut Random, cases: &[Case]) -> (String, Vec<(String, String)>) {
    let seed = random.below(10_000) as u64;
    let (name, text) = match random.below(4) {
        0 => (format!("network {seed}"), flow_speculate::network_from_seed(seed)),
        1 => (format!("seed {seed}"), flow_speculate::of_lines(seed, 700)),
        _ => {
            let case = random.pick(cases);
            return (case.name.clone(), case.files.clone().into_iter().collect());
        }
    };
    // In two files, so that machines of one file refer to those of another.
    let half = text.match_indices("\nmachine:").map(|(at, _)| at + 1).nth(1).unwrap_or(text.len());
    let (first, second) = text.split_at(half);
    (name, vec![("first.flow".to_owned(), first.to_owned()), ("second.flow".to_owned(), second.to_owned())])
}

/// An incremental analysis, which reuses earlier results, must have the model and the findings of a fresh one. Half of the edits undo an earlier edit,
/// so that the texts include texts without errors, and texts that were analysed before.
#[test]
fn after_each_edit_the_model_and_the_findings_are_those_of_a_fresh_check() {
    let edits = crate::number("FLOW_EDITS", 600);
    let seed = crate::number("FLOW_SEED", 1) as u64;
    let random = &mut Random::new(seed);
    let cases: Vec<_> = inputs().into_iter().filter(|case| case.files.len() < 8).collect();
    for _ in 0..edits / 20 {
        let (name, texts) = pick_texts(random, &cases);
        let mut files = Files::default();
        for (path, text) in &texts {
            let address = uri::uri_of(&format!("{FOLDER}/{path}"));
            files.open(&address, Document::new(text.clone(), 0));
        }
        let mut programs = Programs::default();
        programs.group(&mut files);
        let paths: Vec<String> = files.open_paths().map(str::to_owned).collect();
        let mut before: Vec<(String, String)> = Vec::new();
        for version in 1..=20 {
            let mut path = random.pick(&paths).clone();
            match before.pop().filter(|_| random.chance(50)) {
                Some((of, text)) => {
                    path = of;
                    files.open(&uri::uri_of(&path), Document::new(text, version));
                }
                None => {
                    let document = files.document_mut(&path).unwrap();
                    let change = change(random, &document.text);
                    before.push((path.clone(), document.text.clone()));
                    document.apply(&[change], version, Encoding::Utf8);
                }
            }
            programs.group(&mut files);
            programs.note_change(&path);
            let texts: Vec<(String, String)> =
                paths.iter().map(|path| (path.clone(), files.document(path).unwrap().text.clone())).collect();
            for at in 0..programs.iter().count() {
                let roots = programs.get(at).roots.clone();
                // Work that is superseded is left at some stage.
                let mut stages = random.below(4);
                let mut is_wanted = || {
                    stages = stages.saturating_sub(1);
                    stages > 0
                };
                let left = programs.check_while(&mut is_wanted, at, &mut files);
                assert!(left.is_some() || stages == 0);
                // Somebody types on: the next analysis is of another text than the one that was left.
                if left.is_none() && random.chance(60) {
                    continue;
                }
                let checked = programs.check(at, &mut files);
                let fresh = fresh(&roots, &texts);
                let is_same = checked.analysis.model == fresh.model;
                assert!(is_same, "seed {seed}, {name}, edit {version}: the model");
                let expected = without_near_files(findings(&fresh));
                let found = without_near_files(findings(&checked.analysis));
                assert_eq!(found, expected, "seed {seed}, {name}, edit {version}");
            }
        }
    }
}

/// Two annotations of one variable: the first counts, whether the whole program is inferred, which has places of equal types elsewhere, or only
/// what has changed, which has none.
#[test]
fn the_first_of_two_types_counts_after_an_edit_as_in_a_fresh_check() {
    let text = |word: &str| {
        format!(
            "machine: @box\n  on> :return from @auditor in any state\n    for each $each in $parts\n      emit :await to $each\n      \
             $priority: one of \"low\", \"{word}\" becomes \"low\"\n  scenario: go\n    given:\n      \
             $priority: one of \"low\", \"known\" is \"known\"\n"
        )
    };
    let path = format!("{FOLDER}/box.flow");
    let mut files = Files::default();
    let mut programs = Programs::default();
    for (version, word) in ["known", "paid", "known"].into_iter().enumerate() {
        files.open(&uri::uri_of(&path), Document::new(text(word), version as i32));
        programs.group(&mut files);
        programs.note_change(&path);
        let checked = programs.check(0, &mut files);
        let fresh = fresh(std::slice::from_ref(&path), &[(path.clone(), text(word))]);
        assert!(checked.analysis.model == fresh.model, "edit {version}: the model");
        assert_eq!(findings(&checked.analysis), findings(&fresh), "edit {version}");
    }
}
