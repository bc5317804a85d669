//! Findings of exploration as test files: each is written, run, and fails in the words of the finding; those that no case can tell are
//! in `tests/untold.txt` with the reason.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use flow_explore::{Continue, Exploration, Options, WrittenTests, explore, write_tests};
use flow_model::MemoryLoader;
use flow_project::{Analysis, Request, Settings};
use flow_tests::case::{Case, cases};

/// As in `explored`.
const STATES: usize = 1500;

fn analyze(case: &Case) -> Analysis {
    let overrides = Settings { lints: case.lints.clone(), ..Settings::default() };
    let request = Request { overrides, ..Request::new(case.roots.iter().cloned()) };
    let texts = case.files.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes()));
    flow_project::analyze(&request, &mut MemoryLoader::new(texts))
}

fn write(analysis: &Analysis, options: &Options) -> (Exploration, WrittenTests) {
    let exploration = explore(&analysis.model, options, &mut |_| Continue::Yes);
    let written = write_tests(&analysis.program, &analysis.model, &exploration.findings, &BTreeSet::new());
    (exploration, written)
}

#[test]
fn findings_of_the_corpus_are_told_as_tests_or_listed() {
    let plain = Options { max_states: STATES, ..Options::default() };
    let failing = Options { failures: true, ..plain.clone() };
    let mut untold: BTreeMap<String, String> = BTreeMap::new();
    let mut count = 0;
    for case in cases(&flow_tests::repository().join("tests/corpus")) {
        let analysis = analyze(&case);
        if !analysis.is_sound {
            continue;
        }
        for (options, flag) in [(&plain, ""), (&failing, " --failures")] {
            let (exploration, written) = write(&analysis, options);
            count += written.written.len();
            assert_eq!(written.written.len() + written.untold.len(), exploration.findings.len());
            for one in &written.untold {
                let finding = &exploration.findings[one.finding];
                let line = format!("{}: {}: {}", finding.kind.name(), finding.message, one.reason);
                // What both find is listed once.
                untold.entry(format!("{}: {line}", case.name)).or_insert_with(|| flag.to_owned());
            }
        }
    }
    let lines: String = untold.iter().map(|(line, flag)| format!("{line}{flag}\n")).collect();
    let path = flow_tests::repository().join("tests/untold.txt");
    if std::env::var_os("FLOW_BLESS").is_some() {
        fs::write(&path, &lines).unwrap();
    }
    eprintln!("{count} findings are told, {} are not", untold.len());
    assert_eq!(
        fs::read_to_string(&path).unwrap_or_default(),
        lines,
        "run with FLOW_BLESS=1 and read the difference"
    );
}
