//! Random edits of open documents: after each, the analysis is the one of `flow check` for the texts as they are.

use flow_lsp::text::{Document, Encoding};
use flow_lsp::workspace::{Files, Programs, uri};
use flow_model::MemoryLoader;
use flow_project::{Analysis, Request, analyze};
use flow_speculate::Random;
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
];

fn change(random: &mut Random, text: &str) -> TextDocumentContentChangeEvent {
    let lines: Vec<&str> = text.split('\n').collect();
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

#[test]
fn after_each_edit_the_findings_are_those_of_a_fresh_check() {
    let edits = crate::number("FLOW_EDITS", 600);
    let seed = crate::number("FLOW_SEED", 1) as u64;
    let random = &mut Random::new(seed);
    let cases: Vec<_> = inputs().into_iter().filter(|case| case.files.len() < 8).collect();
    for _ in 0..edits / 20 {
        let case = random.pick(&cases);
        let mut files = Files::default();
        for (path, text) in &case.files {
            let address = uri::uri_of(&format!("{FOLDER}/{path}"));
            files.open(&address, Document::new(text.clone(), 0));
        }
        let mut programs = Programs::default();
        programs.group(&mut files);
        let paths: Vec<String> = files.open_paths().map(str::to_owned).collect();
        for version in 1..=20 {
            let path = random.pick(&paths).clone();
            let document = files.document_mut(&path).unwrap();
            let change = change(random, &document.text);
            document.apply(&[change], version, Encoding::Utf8);
            programs.group(&mut files);
            programs.note_change(&path);
            let texts: Vec<(String, String)> =
                paths.iter().map(|path| (path.clone(), files.document(path).unwrap().text.clone())).collect();
            for at in 0..programs.iter().count() {
                let roots = programs.get(at).roots.clone();
                let checked = programs.check(at, &mut files);
                let expected = without_near_files(findings(&fresh(&roots, &texts)));
                let found = without_near_files(findings(&checked.analysis));
                assert_eq!(found, expected, "seed {seed}, {}, edit {version}", case.name);
            }
        }
    }
}
