//! Test files, resolved against a finished model: the changes of their cases, and their diagnostics.

use flow_model::cases::{Position, TestCase};
use flow_model::model::Model;
use flow_model::{MemoryLoader, Program, load, resolve, resolve_tests};
use flow_syntax::diagnostic::{Diagnostics, Lints};

const SHOP: &str = "machine: @order
  scenario: pay
    given:
      $limit: number is 100
      cart has items
    on> :pay from @customer
      ? card is valid
      ? $amount < $limit
        charge card with $amount
        order moves to #paid
    expect:
      = order is in #paid
";

/// The result of resolving a specification and a test file.
struct Resolved {
    program: Program,
    model: Model,
    cases: Vec<TestCase>,
    reported: Vec<String>,
}

fn resolve_both(specification: &str, tests: &str) -> Resolved {
    let mut loader = MemoryLoader::new([("order.flow", specification), ("order.test.flow", tests)]);
    let roots = ["order.flow".to_owned(), "order.test.flow".to_owned()];
    let mut diags = Diagnostics::new(Lints::new());
    let program = load(&roots, &mut loader, &mut diags);
    let model = resolve(&program, &mut diags);
    let cases = resolve_tests(&program, &model, &mut diags);
    let reported = diags.sorted().iter().map(|diag| diag.message.clone()).collect();
    Resolved { program, model, cases, reported }
}

/// Resolves a test file about [`SHOP`], and compares the names of its resolved cases and its diagnostics.
fn check(tests: &str, cases: &[&str], reported: &[&str]) {
    let resolved = resolve_both(SHOP, tests);
    assert_eq!(resolved.reported, reported, "{tests}");
    let names: Vec<_> = resolved.cases.iter().map(|case| case.name.text.as_str()).collect();
    assert_eq!(names, cases, "{tests}");
}

#[test]
fn known_names() {
    let resolved = resolve_both(
        SHOP,
        "test: @order
  for scenario: pay
    for :pay:
      a case:
        with scenario:
          $limit is 5
          cart has items
        with given:
          $amount is 3
        with event:
          amount is 12
        with context:
          $limit is 7
        assume:
          ? card is not valid = false
          charge card with $amount throws \"declined\"
        = order is in #idle
        = $amount is 12
        = everybody is happy
",
    );
    assert_eq!(resolved.reported, [""; 0]);
    let [case] = resolved.cases.as_slice() else { panic!("{:?}", resolved.cases) };
    assert_eq!(case.position, Position::Handler(0));
    assert_eq!((case.given.len(), case.handler_given.len()), (2, 1));
    assert_eq!((case.payload.len(), case.payload[0].field.as_str(), case.context.len()), (1, "amount", 1));
    assert_eq!((case.assumed.len(), case.assumed[0].holds, case.throws.len()), (1, true, 1));
    // A phrase that only the test contains is undecided.
    assert_eq!((case.expect.len(), case.undecided.len()), (2, 1));
    let sources = &resolved.program.sources;
    assert_eq!(sources.text(case.undecided[0]).trim_start_matches("= "), "everybody is happy");
}

#[test]
fn a_test_does_not_change_the_model() {
    let tests = "test: @order
  for scenario: pay
    for :pay:
      a case:
        with given:
          $amount is \"text\"
        with context:
          $limit is \"text\"
          $limt is 5
        = order is in #nowhere
        = the card is gone
";
    let alone = resolve_both(SHOP, "");
    assert_eq!(resolve_both(SHOP, tests).model, alone.model);
}

#[test]
fn unknown_names() {
    check(
        "test: @order
  for scenario: pay
    for :pay:
      a case:
        with scenario:
          $limt is 5
          cart has itmes
        with event:
          amuont is 12
        with context:
          $lmit is 7
        assume:
          ? card is vald = true
          ? cart has items = true
          charge crad with $amount throws \"declined\"
        = order is in #payed
      another case:
        = order is in #paid
",
        &["another case"],
        &[
            "'@order' has no variable '$limt'",
            "nothing in '@order' asks or does 'cart has itmes'",
            "':pay' carries no 'amuont'",
            "'@order' has no variable '$lmit'",
            "nothing in '@order' asks or does 'card is vald'",
            "'cart has items' is no guard of '@order'",
            "nothing in '@order' asks or does 'charge crad with $amount'",
            "'@order' has no state '#payed'",
        ],
    );
}

#[test]
fn unknown_targets() {
    check(
        "test: @ordr\n  for scenario: pay\n    a:\n      = order is in #paid\n",
        &[],
        &["there is no machine '@ordr'"],
    );
    check(
        "test: @order\n  for scenario: pya\n    a:\n      = order is in #payed\n",
        &[],
        &["'@order' has no scenario 'pya'"],
    );
    check(
        "test: @order\n  for scenario: pay\n    for :pya:\n      a:\n        = order is in #payed\n",
        &[],
        &["the scenario 'pay' does not handle ':pya'"],
    );
}

#[test]
fn a_syntax_error_does_not_hide_unknown_names() {
    check(
        "test: @order
  for scenario: pya
    a:
      = order is in #paid
  for scenario: pay
    for :pay:
      b:
        with context
          $limit is 7
        = order is in #payed
      c:
        ? = ?
        with event:
          amuont is 12
        = order is in #paid
      d:
        = order is in #paid
",
        &["d"],
        &[
            "'@order' has no scenario 'pya'",
            "'with' is not allowed here",
            "the line above this one takes no lines below it",
            "an update is not allowed in a test",
            "'@order' has no state '#payed'",
            "a guard is not allowed in a test",
            "':pay' carries no 'amuont'",
        ],
    );
}

#[test]
fn errors_of_the_specification_are_reported_alone() {
    let broken = SHOP.replace("on> :pay from @customer", "on> pay from @customer");
    let resolved = resolve_both(
        &broken,
        "test: @order\n  for scenario: pay\n    for :pay:\n      a:\n        = x is in #y\n",
    );
    assert!(resolved.cases.is_empty());
    assert!(!resolved.reported.iter().any(|message| message.contains(":pay")), "{:?}", resolved.reported);
}
