//! Broken specifications: their remaining parts run without a panic, and within bounds.

use flow_sim::exec::runnable::Runnable;
use flow_sim::history::coverage::Coverage;
use flow_sim::story::cases::run_tests;
use flow_sim::story::report::Reporter;
use flow_syntax::diagnostic::{Diagnostics, Lints};

use crate::support::{load, seed};

const TESTS: &str = "test: @order
  for scenario: checkout
    for :checkout:
      a:
        with scenario:
          $total is 3
          cart is empty
        assume:
          ? cart is valid = false
        = order is in #idle
        = @customer received :error with message: \"Cart is empty\"
    b:
      after :payment_success
      receive :out_of_stock from @inventory
      = order is in #cancelled
";

/// Runs a specification, errors or not, and writes everything there is to write about it.
fn run(text: &str) {
    let loaded = load(&[("order.flow", text), ("order.test.flow", TESTS)]);
    let runnable = Runnable::new(&loaded.model);
    let mut results = flow_sim::run(&runnable);
    let mut diags = Diagnostics::new(Lints::new());
    let cases = flow_model::resolve_tests(&loaded.program, &loaded.model, &mut diags);
    results.add(run_tests(&runnable, &cases));
    let reporter = Reporter { model: &loaded.model, sources: &loaded.program.sources };
    let report = reporter.report_results(&results);
    assert!(report.ends_with("undecided\n"));
    assert!(!reporter.report_coverage(&Coverage::new(&loaded.model, &results.hits)).is_empty());
}

#[test]
fn any_line_may_be_missing_or_stand_elsewhere() {
    for file in ["order.flow", "checkout.flow"] {
        let Some(text) = seed(file) else { return };
        let lines: Vec<_> = text.lines().collect();
        for at in 0..lines.len() {
            let mut without = lines.clone();
            let line = without.remove(at);
            run(&without.join("\n"));
            without.insert((at * 7 + 3) % lines.len(), line);
            run(&without.join("\n"));
        }
    }
}

#[test]
fn what_is_cut_off_runs_as_far_as_it_goes() {
    for file in ["order.flow", "checkout.flow"] {
        let Some(text) = seed(file) else { return };
        let lines: Vec<_> = text.lines().collect();
        (0..lines.len()).step_by(3).for_each(|end| run(&lines[..end].join("\n")));
    }
}
