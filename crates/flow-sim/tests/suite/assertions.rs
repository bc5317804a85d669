//! The forms of assertions (reference#assertions), each met and not met.

use flow_sim::story::result::{Actual, FailureKind, Verdict};

use crate::support::load;

const SHOP: &str = "system: shop
machine: @order
  scenario: told
    given:
      $total is 12
    on> :buy from @customer
      $items adds \"book\"
      order moves to #checking
      wrap book for $total
      emit :pay to @bank with amount: $total, urgent: false
      order moves to #waiting
      emit :thanks to @customer
    on :paid from @bank
      order moves to #paid
      $paid becomes true
    expect:
      = ASSERTION
  scenario: regret
    on> :burn from @customer in #paid
      burn book
machine: @bank
  scenario: banking
    on :pay from @order
      check account
      bank moves to #rich
      emit :paid to @order
";

/// Checks one assertion at the end of a story: whether it is met, else the actual values.
fn check(assertion: &str, expected: Result<(), &str>) {
    let text = SHOP.replace("ASSERTION", assertion);
    let loaded = load(&[("a.flow", &text)]);
    let results = loaded.run();
    let run = &results.stories[0].runs[0];
    let outcome = match (&run.failure, run.verdict) {
        (None, Verdict::Passed) => Ok(()),
        (Some(failure), _) => Err(actual(&loaded, &failure.kind)),
        (None, verdict) => Err(format!("{verdict:?}")),
    };
    assert_eq!(outcome, expected.map_err(str::to_owned), "{assertion}");
}

fn actual(loaded: &crate::support::Loaded, kind: &FailureKind) -> String {
    let FailureKind::Expectation(actual) = kind else { return format!("{kind:?}") };
    let shown = actual.iter().map(|actual| match actual {
        Actual::State(machine, state) => {
            let machine = &loaded.model.machines[*machine];
            format!("{} in {}", machine.name.text, machine.states[*state].name.text)
        }
        Actual::Value(span, value) => format!("{} is {value}", loaded.program.sources.text(*span)),
        Actual::Words(words) => words.clone(),
    });
    shown.collect::<Vec<_>>().join("; ")
}

#[test]
fn states_now() {
    check("order is in #paid", Ok(()));
    check("order is in #idle, #paid", Ok(()));
    check("order is not in #idle", Ok(()));
    check("bank is in #rich", Ok(()));
    check("order is in #waiting", Err("order in paid"));
    check("bank is not in #rich", Err("bank in rich"));
}

#[test]
fn states_before() {
    check("order has been in #idle", Ok(()));
    check("order has been in #checking", Ok(()));
    check("order has entered #waiting", Ok(()));
    check("bank has entered #rich", Ok(()));
    check("bank has never been in #rich", Err("@bank was in #idle, then #rich"));
    let path = "@order was in #idle, then #checking, then #waiting, then #paid";
    check("order has entered #idle", Err(path));
    check("order has never been in #checking", Err(path));
}

#[test]
fn values() {
    check("$total is 12", Ok(()));
    check("$total is between 10 and 12", Ok(()));
    check("$total + 1 is greater than 12", Ok(()));
    check("$items contains \"book\"", Ok(()));
    check("$items has 1 items", Ok(()));
    check("$items is not empty", Ok(()));
    check("$paid", Ok(()));
    check("not $paid", Err("$paid is true"));
    check("$total is at least 13", Err("$total is 12"));
    check("$items contains \"pen\"", Err("$items is [\"book\"]"));
    check("$total / 0 is 1", Err("division by zero"));
}

#[test]
fn messages_to_a_party() {
    check("@customer received :thanks", Ok(()));
    check("@customer received notification", Ok(()));
    check("@bank received :pay with amount: 12", Ok(()));
    check("@customer did not receive :sorry", Ok(()));
    check("@customer received 1 events", Ok(()));
    check("@customer received :sorry", Err("@customer received :thanks"));
    check("@customer did not receive :thanks", Err("@customer received :thanks"));
    check("@bank received :pay with amount: 13", Err("@bank received :pay with amount: 12, urgent: false"));
    check("@customer received 2 events", Err("@customer received 1: :thanks"));
}

#[test]
fn messages_sent() {
    check(":pay was emitted", Ok(()));
    check(":pay was emitted to @bank with urgent: false", Ok(()));
    check(":paid was emitted to @order", Ok(()));
    check(":sorry was not emitted", Ok(()));
    check(":thanks was emitted to @bank", Err("emitted were :thanks to @customer"));
    check(":thanks was not emitted", Err("emitted were :thanks to @customer"));
}

#[test]
fn actions_called() {
    check("wrap book for $total was called", Ok(()));
    check("burn book was not called", Ok(()));
    check("wrap book for $total was called with total: 12", Ok(()));
    let called = "called were 'wrap book for $total' with 12, 'check account'";
    check("wrap book for $total was not called", Err(called));
    check("wrap book for $total was called with total: 13", Err(called));
}

#[test]
fn phrases_are_undecided() {
    check("books are balanced", Err("Undecided"));
    check("not books are balanced", Err("Undecided"));
}
