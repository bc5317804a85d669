//! Every fix of every specification: its edits fit the text, and its finding goes.

use flow_lsp::analysis::fixes::{fix_all, fixes};
use flow_model::Loader;
use flow_project::{Analysis, analyze};
use flow_syntax::edit::apply;
use flow_syntax::source::{FileId, Span};
use flow_tests::case::Case;
use flow_tests::inputs::inputs;

/// A case with edits applied.
fn edited(case: &Case, analysis: &Analysis, edits: &[(Span, String)]) -> Case {
    let mut after = case.clone();
    for (id, source) in analysis.program.sources.iter() {
        let own: Vec<_> = edits.iter().filter(|(span, _)| span.file == id).cloned().collect();
        if !own.is_empty() {
            after.files.insert(source.path.clone(), apply(&source.text, &own));
        }
    }
    after
}

fn count(analysis: &Analysis, name: &str) -> usize {
    analysis.diagnostics.sorted().iter().filter(|found| found.name.as_str() == name).count()
}

#[test]
fn every_fix_removes_its_finding() {
    let mut tried = 0;
    for case in inputs() {
        let checked = crate::check(&case);
        let request = crate::request(&case);
        let again = |loader: &mut dyn Loader| analyze(&request, loader);
        let analysis = &checked.analysis;
        for (file, source) in analysis.program.sources.iter() {
            let whole = (file, 0, source.text.len() as u32);
            for fix in fixes(analysis, whole, &mut crate::loader(&case), &again) {
                let mut places: Vec<Span> = fix.edits.iter().map(|(span, _)| *span).collect();
                places.sort();
                assert!(
                    places
                        .windows(2)
                        .all(|pair| pair[0].end <= pair[1].start || pair[0].file != pair[1].file)
                );
                let name = fix.finding.name.as_str();
                let after = edited(&case, analysis, &fix.edits);
                let after = analyze(&request, &mut crate::loader(&after));
                assert!(count(&after, name) < count(analysis, name), "{}: {}", case.name, fix.title);
                tried += 1;
            }
        }
    }
    assert!(tried > 200, "{tried} fixes");
}

#[test]
fn all_fixes_of_a_file_at_once_leave_fewer_findings() {
    let mut fixed = 0;
    for case in inputs() {
        let checked = crate::check(&case);
        let request = crate::request(&case);
        let again = |loader: &mut dyn Loader| analyze(&request, loader);
        let Some(text) = fix_all(&checked.analysis, FileId(0), &mut crate::loader(&case), &again) else {
            continue;
        };
        fixed += 1;
        let mut after = case.clone();
        after.files.insert(checked.source(FileId(0)).path.clone(), text);
        let after = analyze(&request, &mut crate::loader(&after));
        let same = |analysis: &Analysis| findings_without_places(analysis);
        assert_ne!(same(&after), same(&checked.analysis), "{}", case.name);
    }
    assert!(fixed > 50, "{fixed} files");
}

fn findings_without_places(analysis: &Analysis) -> Vec<(String, String)> {
    let found = analysis.diagnostics.sorted().into_iter();
    found.map(|found| (found.name.as_str().to_owned(), found.message.clone())).collect()
}
