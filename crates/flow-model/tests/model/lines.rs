//! Lines of test files, resolved against a finished model.

use flow_model::model::{HandlerId, MachineId};
use flow_model::{LinePlace, Lines, MemoryLoader, load, resolve};
use flow_syntax::ast::Assumption;
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

/// Resolves all lines of one test case; answers which are known, in order, and what was said.
fn check(case: &str, known: &[bool], said: &[&str]) {
    let tests = format!("test: @order\n  for scenario: pay\n    for :pay:\n      a case:\n{case}");
    let mut loader = MemoryLoader::new([("order.flow", SHOP), ("order.test.flow", tests.as_str())]);
    let roots = ["order.flow".to_owned(), "order.test.flow".to_owned()];
    let mut diags = Diagnostics::new(Lints::new());
    let program = load(&roots, &mut loader, &mut diags);
    let model = resolve(&program, &mut diags);
    assert!(!diags.has_errors(), "{:?}", diags.sorted());
    let found = resolve_case(&mut Lines::new(&program, &model), &program.tests[0].ast.tests[0], &mut diags);
    assert_eq!(found, known, "{tests}");
    let messages: Vec<_> = diags.sorted().iter().map(|said| said.message.as_str()).collect();
    assert_eq!(messages, said, "{tests}");
}

fn resolve_case(lines: &mut Lines<'_>, test: &flow_syntax::ast::Test, diags: &mut Diagnostics) -> Vec<bool> {
    let case = &test.groups[0].handlers[0].cases[0];
    let machine = MachineId(0);
    let story = LinePlace { machine, handler: None };
    let inside = LinePlace { machine, handler: Some(HandlerId(0)) };
    let event = flow_model::model::EventId(0);
    let mut known = Vec::new();
    for fact in &case.with_scenario {
        known.push(lines.opt_fact(story, fact, diags).is_some());
    }
    for fact in &case.with_given {
        known.push(lines.opt_fact(inside, fact, diags).is_some());
    }
    for value in &case.with_event {
        known.push(lines.opt_payload(machine, event, &value.name, &value.value, diags).is_some());
    }
    for value in &case.with_context {
        known.push(lines.opt_context(machine, &value.name, &value.value, diags).is_some());
    }
    for assumption in &case.assume {
        known.push(match assumption {
            Assumption::Guard { condition, .. } => lines.opt_condition(inside, condition, diags).is_some(),
            Assumption::Throws { action, .. } => lines.opt_action(inside, action, diags).is_some(),
        });
    }
    for assertion in &case.expect {
        known.push(lines.opt_assertion(inside, assertion, diags).is_some());
    }
    known
}

#[test]
fn known_names() {
    check(
        "        with scenario:
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
        // A phrase that only the test says is undecided.
        &[true, true, true, true, true, true, true, true, true, false],
        &[],
    );
}

#[test]
fn unknown_names() {
    check(
        "        with scenario:
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
",
        &[false; 8],
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
