//! The corpus: every case says exactly what its annotations expect.
//!
//! With `FLOW_BLESS` set the annotations are written anew instead (`FLOW_BLESS=full` writes all of them in full), and
//! `FLOW_CASE=text` looks only at cases whose path contains the text.

use std::fs;

use flow_syntax::diagnostic::Name;
use flow_tests::case::{Case, cases};
use flow_tests::program::run;
use flow_tests::verdict::{Bless, blessed, differences};

fn corpus() -> Vec<Case> {
    cases(&flow_tests::repository().join("tests/corpus"))
}

#[test]
fn every_case_says_what_its_annotations_expect() {
    let wanted = std::env::var("FLOW_CASE").unwrap_or_default();
    let bless = std::env::var("FLOW_BLESS").ok();
    let mut failures = Vec::new();
    for case in corpus().iter().filter(|case| case.name.contains(&wanted)) {
        let outcome = run(case);
        let differences = differences(case, &outcome).unwrap_or_else(|error| vec![error]);
        if let Some(bless) = &bless {
            let bless = if bless == "full" { Bless::Everything } else { Bless::Differences };
            write(blessed(case, &outcome, bless).unwrap());
        } else if !differences.is_empty() {
            failures.push(format!("{}\n  {}", case.name, differences.join("\n  ")));
        }
    }
    assert!(failures.is_empty(), "{} cases differ\n\n{}\n", failures.len(), failures.join("\n"));
}

/// Writes texts below the corpus where they differ.
fn write(texts: impl IntoIterator<Item = (String, String)>) {
    for (path, text) in texts {
        let path = flow_tests::repository().join("tests/corpus").join(path);
        if fs::read_to_string(&path).unwrap() != text {
            fs::write(&path, text).unwrap();
        }
    }
}

#[test]
fn every_diagnostic_has_cases_that_fire_and_cases_that_do_not() {
    let corpus = corpus();
    let mut lacking = Vec::new();
    for name in Name::ALL.iter().filter(|name| !WITHOUT_CASES.contains(name)) {
        let group = format!("{}/", name.as_str());
        let annotation = format!("[{}]", name.as_str());
        let fires = |case: &&Case| case.files.values().any(|text| text.contains(&annotation));
        let (firing, silent): (Vec<&Case>, Vec<&Case>) =
            corpus.iter().filter(|case| case.name.starts_with(&group)).partition(fires);
        if firing.is_empty() || silent.is_empty() {
            lacking.push(format!("{}: {} fire, {} do not", name.as_str(), firing.len(), silent.len()));
        }
    }
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

/// What no specification text can show: it is tested beside what reports it.
const WITHOUT_CASES: &[Name] = &[Name::InvalidUtf8, Name::Configuration];
