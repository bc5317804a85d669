//! Helps are followed before they are shown.

#![cfg(feature = "tools")]

use flow_model::{Loader, MemoryLoader};
use flow_project::{Analysis, Request, analyze, retain_true_helps};

/// The machine has no handler that moves to `#requested`, and `#refused` is the nearest name.
const MISLEADING: &str = "\
machine: @loan
  starts in #idle
  ends in #refused

  scenario: lending
    on> :refuse from @clerk in #idle
      loan moves to #refused
    on> :lend from @clerk in #requested
      loan moves to #idle
";

fn helps(text: &str, follow: bool) -> Vec<String> {
    let mut loader = MemoryLoader::new([("loan.flow", text)]);
    let request = Request::new(["loan.flow"]);
    let analyze = |loader: &mut dyn Loader| analyze(&request, loader);
    let mut analysis: Analysis = analyze(&mut loader);
    if follow {
        retain_true_helps(&mut analysis, &mut loader, &analyze);
    }
    let helps = analysis.diagnostics.iter().flat_map(|finding| &finding.help);
    helps.map(|help| help.text.clone()).collect()
}

#[test]
fn a_name_that_causes_another_finding_is_not_suggested() {
    let suggestion = "did you mean '#refused'?".to_owned();
    assert!(helps(MISLEADING, false).contains(&suggestion));
    assert!(!helps(MISLEADING, true).contains(&suggestion));
}

#[test]
fn a_name_that_removes_the_finding_is_suggested() {
    // Nothing says that a loan ends there, so that a handler may leave it.
    let text = MISLEADING.replace("  ends in #refused\n", "");
    assert!(helps(&text, true).contains(&"did you mean '#refused'?".to_owned()));
}

#[test]
fn helps_of_lines_that_cannot_be_read_may_uncover_later_findings() {
    let text = MISLEADING.replace("loan moves to #idle", "loan moves to idle");
    assert!(helps(&text, true).contains(&"with the state it is 'loan moves to #idle'".to_owned()));
}
