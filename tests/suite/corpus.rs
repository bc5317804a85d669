//! The corpus as a whole: every diagnostic has cases. The cases are tests of their own, in `cases`.

use flow_syntax::diagnostic::Name;
use flow_tests::case::{Case, cases};

#[test]
fn every_diagnostic_has_cases_that_fire_and_cases_that_do_not() {
    let corpus = cases(&flow_tests::repository().join("tests/corpus"));
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

/// Diagnostics that the text of a specification cannot show; the crates that report them test them.
const WITHOUT_CASES: &[Name] = &[Name::InvalidUtf8, Name::Configuration];
