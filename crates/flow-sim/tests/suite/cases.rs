//! Test files (reference#test-files): every form, and names that do not exist.

use crate::support::load;

const LOAN: &str = "system: city library
machine: @loan
  starts in #requested

  scenario: borrow a book
    given:
      @reader is registered
      $days: number is 14
    on> :borrow from @reader
      ? $days <= 30
      ? reader is trusted
        loan moves to #active
        $why: string becomes $reason
        send letter
        emit :lent to @reader with days: $days
      otherwise
        emit :refused to @reader
      expect:
        = loan is in #active
    on :returned from @shelf
      $fine: number becomes $days * 2
      loan moves to #closed
    expect:
      = loan is in #closed

  scenario: lose a book
    given:
      loan is in #active
    on :lost from @shelf
      loan moves to #lost
    expect:
      = loan is in #lost
";

/// Checks the cases of a test file about [`LOAN`]: one line for each, or the reports.
fn check(test: &str, expected: &[&str]) {
    let loaded = load(&[("loan.flow", LOAN), ("loan.test.flow", test)]);
    let (results, said) = loaded.run_tests();
    let cases =
        results.stories.iter().map(|story| format!("{}: {}", story.name, loaded.short(story).join(" ")));
    let shown: Vec<_> = said.into_iter().chain(cases).collect();
    assert_eq!(shown, expected, "\n{}", loaded.report(&results));
}

#[test]
fn a_test_of_one_handler_varies_facts_payload_and_answers() {
    check(
        "test: @loan
  for scenario: borrow a book
    for :borrow:
      too long a loan:
        with scenario:
          $days is 60
        = @reader received :refused
        = loan is in #requested
      nobody trusts them:
        assume:
          ? reader is trusted = false
        = @reader did not receive :lent
      with a reason:
        with event:
          reason is \"exam\"
        = $why is \"exam\"
        = @reader received :lent with days: 14
      not quite so long:
        with context:
          $days is 30
        = @reader received :lent with days: 30
      wrong on purpose:
        = loan is in #lost
",
        &[
            "borrow a book / :borrow / too long a loan: main: passed: #requested :borrow #requested",
            "borrow a book / :borrow / nobody trusts them: main: passed: #requested :borrow #requested",
            "borrow a book / :borrow / with a reason: main: passed: #requested :borrow #active | reader is trusted",
            "borrow a book / :borrow / not quite so long: main: passed: #requested :borrow #active | reader is trusted",
            "borrow a book / :borrow / wrong on purpose: main: failed: #requested :borrow #active | reader is trusted \
             | expectation at = loan is in #lost",
        ],
    );
}

#[test]
fn an_action_that_throws_changes_nothing() {
    check(
        "test: @loan
  for scenario: borrow a book
    for :borrow:
      no paper:
        assume:
          send letter throws \"no paper\"
        = loan is in #requested
        = @reader did not receive :lent
        = $why is empty
",
        &["borrow a book / :borrow / no paper: main: passed: #requested | reader is trusted \
           | failed :borrow"],
    );
}

#[test]
fn a_later_handler_is_reached_by_its_story() {
    check(
        "test: city library
  for scenario: borrow a book
    for :returned to @loan:
      the fine:
        = $fine is 28
      another fine:
        with context:
          $days is 3
        = $fine is 6
",
        &[
            "borrow a book / :returned / the fine: main: passed: #requested :borrow #active :returned #closed \
             | reader is trusted",
            "borrow a book / :returned / another fine: main: passed: #requested :borrow #active :returned #closed \
             | reader is trusted",
        ],
    );
}

#[test]
fn a_test_of_a_scenario_lets_other_events_happen() {
    check(
        "test: @loan
  for scenario: borrow a book
    lost and found:
      after :borrow
      receive :lost from @shelf
      = loan is in #lost
    straight home:
      after :borrow
      then :returned from @shelf
      = loan is in #closed
    lost twice:
      after :borrow
      receive :lost from @shelf
      then :lost from @shelf
      = loan is in #lost
    the whole of it:
      with scenario:
        $days is 1
      = $fine is 2
",
        &[
            "borrow a book / lost and found: main: passed: #requested :borrow #active | reader is trusted",
            "borrow a book / straight home: main: passed: #requested :borrow #active | reader is trusted",
            "borrow a book / lost twice: main: failed: #requested :borrow #active | reader is trusted \
             | not accepted at then :lost from @shelf",
            "borrow a book / the whole of it: main: passed: #requested :borrow #active :returned #closed \
             | reader is trusted",
        ],
    );
}

#[test]
fn names_that_do_not_exist_are_errors_with_the_near_one() {
    check(
        "test: @loam\n  for scenario: x\n    a:\n      = loan is in #lost\n",
        &["1: unknown-name: there is no machine '@loam'; did you mean '@loan'?"],
    );
    check(
        "test: city libary\n  for scenario: x\n    a:\n      = loan is in #lost\n",
        &["1: unknown-name: there is no system 'city libary'; did you mean 'city library'?"],
    );
    check(
        "test: @loan\n  for scenario: borrow a bok\n    a:\n      = loan is in #lost\n",
        &["2: unknown-name: '@loan' has no scenario 'borrow a bok'; did you mean 'borrow a book'?"],
    );
    check(
        "test: @loan
  for scenario: borrow a book
    for :borow:
      a:
        = loan is in #active
    for :borrow:
      b:
        with event:
          reson is \"x\"
        = loan is in #active
      c:
        with context:
          $dayz is 1
        = loan is in #active
      d:
        assume:
          ? reader is trustd = false
          send leter throws \"x\"
        = loan is in #activ
    e:
      after :borrow
      receive :lots from @shelf
      receive :lost from @reader
      = @readr received :lent
      = :lend was emitted to @reader
      = send a letter was called
",
        &[
            "3: unknown-name: the scenario 'borrow a book' does not handle ':borow'; did you mean ':borrow'?",
            "9: unknown-name: ':borrow' carries no 'reson'; did you mean 'reason'?",
            "13: unknown-name: '@loan' has no variable '$dayz'; did you mean '$days'?",
            "17: unknown-name: nothing in '@loan' asks or does 'reader is trustd'; did you mean 'reader is trusted'?",
            "18: unknown-name: nothing in '@loan' asks or does 'send leter'; did you mean 'send letter'?",
            "19: unknown-name: '@loan' has no state '#activ'; did you mean '#active'?",
            "22: unknown-name: '@loan' does not handle ':lots'; did you mean ':lost'?",
            "23: unknown-name: '@loan' does not handle ':lost' from '@reader'; did you mean '@shelf'?",
            "24: unknown-name: there is no '@readr'; did you mean '@reader'?",
            "25: unknown-name: nothing sends or takes ':lend'; did you mean ':lent'?",
            "26: unknown-name: nothing in '@loan' asks or does 'send a letter'; did you mean 'send letter'?",
        ],
    );
}

#[test]
fn a_phrase_that_only_a_test_asserts_is_undecided() {
    check(
        "test: @loan
  for scenario: borrow a book
    for :borrow:
      a:
        = the moon is full
",
        &["borrow a book / :borrow / a: main: undecided: #requested :borrow #active | reader is trusted"],
    );
}

#[test]
fn a_test_may_fix_phrases_of_the_other_machines() {
    let Some(checkout) = crate::support::seed("checkout.flow") else { return };
    let test = "test: e-commerce checkout
  for scenario: order lifecycle
    for :payment_failed:
      declined:
        assume:
          ? card is valid = false
        = order is in #payment_failed
        = @customer received :payment_error
    for :payment_success to @order:
      declined all the same:
        assume:
          ? card is valid = false
        = order is in #paid
    the goods are gone:
      after :out_of_stock
      = order is in #cancelled
      = :refund_request was emitted to @payment
";
    let loaded = load(&[("checkout.flow", &checkout), ("checkout.test.flow", test)]);
    let (results, said) = loaded.run_tests();
    assert_eq!(said, [""; 0]);
    let short: Vec<_> = results.stories.iter().flat_map(|story| loaded.short(story)).collect();
    assert_eq!(
        short,
        [
            "main: passed: #idle :checkout #awaiting_payment :payment_failed #payment_failed | cart is valid",
            "main: failed: #idle :checkout #awaiting_payment | cart is valid \
             | not under way at on :payment_success from @payment",
            "main: passed: #idle :checkout #awaiting_payment :payment_success #paid :out_of_stock #cancelled \
             | cart is valid | card is valid | stock is not available | rejected :refund_complete",
        ]
    );
}

#[test]
fn a_handler_of_another_machine_is_tested_where_the_story_comes_by_it() {
    let Some(checkout) = crate::support::seed("checkout.flow") else { return };
    let test = "test: e-commerce checkout
  for scenario: order lifecycle
    for :payment_request to @payment:
      it gets the total:
        = $amount is 1200
        = :payment_success was emitted to @order
      a smaller amount:
        with event:
          amount is 7
        = process card with $amount was called with amount: 7
      declined:
        assume:
          ? card is valid = false
        = $error_message is \"Card declined\"
        = :payment_failed was emitted to @order
      no connection:
        assume:
          process card with $amount throws \"no connection\"
        = :payment_success was not emitted
        = $transaction_id is empty
      wrong on purpose:
        = $amount is 5
    for :refund_request to @payment:
      on another way:
        = order is in #cancelled
        = process refund was called
    for :refund_complete to @inventory:
      never:
        = order is in #cancelled
";
    let loaded = load(&[("checkout.flow", &checkout), ("checkout.test.flow", test)]);
    let (results, said) = loaded.run_tests();
    assert_eq!(said, ["27: unknown-name: '@inventory' does not handle ':refund_complete'"]);
    let short: Vec<_> =
        results.stories.iter().map(|story| (story.name.as_str(), loaded.short(story).join(" "))).collect();
    let name = |case: &str| format!("order lifecycle / :payment_request to @payment / {case}");
    let asked = "#idle :checkout #awaiting_payment";
    let expected = [
        (name("it gets the total"), format!("main: passed: {asked} | cart is valid | card is valid")),
        (name("a smaller amount"), format!("main: passed: {asked} | cart is valid | card is valid")),
        (name("declined"), format!("main: passed: {asked} | cart is valid")),
        (name("no connection"), format!("main: passed: {asked} | cart is valid | failed :payment_request")),
        (
            name("wrong on purpose"),
            format!("main: failed: {asked} | cart is valid | card is valid | expectation at = $amount is 5"),
        ),
        (
            "order lifecycle / :refund_request to @payment / on another way".to_owned(),
            format!(
                "main: passed: {asked} :payment_success #paid :out_of_stock #cancelled \
                 | cart is valid | card is valid | stock is not available"
            ),
        ),
    ];
    let expected: Vec<_> = expected.iter().map(|(name, run)| (name.as_str(), run.clone())).collect();
    assert_eq!(short, expected, "\n{}", loaded.report(&results));
}

const SHOP: &str = "system: shop
machine: @order
  scenario: buy
    on> :checkout from @customer
      emit :pay to @payment
      order moves to #waiting
    on :paid from @payment
      order moves to #done
    expect:
      = order is in #done
  scenario: reserve
    on> :reserve from @customer in #idle
      emit :pay to @payment
    expect:
      = @payment received :pay
machine: @payment
  scenario: pay
    on :pay from @order
      emit :charge to @bank
      payment moves to #waiting
    on :charged from @bank
      print receipt
      $fees: integer increases by $fee
      emit :paid to @order
      payment moves to #idle
    on :declined from @bank
      payment moves to #failed
    expect:
      = payment is in #idle
";

/// Checks that all cases of a test file about [`SHOP`] pass, by their names.
fn check_shop(test: &str, expected: &[&str]) {
    let loaded = load(&[("shop.flow", SHOP), ("shop.test.flow", test)]);
    let (results, said) = loaded.run_tests();
    let passed = |story: &flow_sim::story::result::StoryResult| {
        let failed = story.runs.iter().any(|run| run.failure.is_some());
        format!("{}{}", story.name, if failed { ": failed" } else { "" })
    };
    let shown: Vec<_> = said.into_iter().chain(results.stories.iter().map(passed)).collect();
    assert_eq!(shown, expected, "\n{}", loaded.report(&results));
}

#[test]
fn the_answer_of_an_outside_actor_to_another_machine_can_be_tested() {
    check_shop(
        "test: shop
  for scenario: buy
    for :pay to @payment:
      request:
        = payment is in #waiting
    for :charged to @payment:
      answer:
        with event:
          fee is 3
        = payment is in #idle
        = $fees is 3
      no paper:
        assume:
          print receipt throws \"no paper\"
        = payment is in #waiting
        = $fees is 0
    for :declined to @payment:
      other answer:
        = payment is in #failed
  for scenario: reserve
    for :charged to @payment:
      after the last event of the story:
        = payment is in #idle
  for scenario: pay
    for :charged:
      in its own scenario:
        = payment is in #idle
",
        &[
            "buy / :pay to @payment / request",
            "buy / :charged to @payment / answer",
            "buy / :charged to @payment / no paper",
            "buy / :declined to @payment / other answer",
            "reserve / :charged to @payment / after the last event of the story",
            "pay / :charged / in its own scenario",
        ],
    );
}

#[test]
fn a_test_sends_the_answer_of_an_outside_actor_to_the_machine_that_handles_it() {
    check_shop(
        "test: shop
  for scenario: buy
    received:
      after :checkout
      receive :charged from @bank with fee: 2
      = payment is in #idle
      = order is in #waiting
    then:
      after :checkout
      then :charged from @bank
      then :paid from @payment
      = order is in #done
    after it came:
      after :paid
      = payment is in #idle
    rejected:
      after :paid
      receive :charged from @bank
      = payment is in #idle
",
        &["buy / received", "buy / then", "buy / after it came", "buy / rejected: failed"],
    );
}

const TWICE: &str = "machine: @sub
  scenario: s
    on> :start from @c
      start timer for 1 day
      sub moves to #active
    on :timer_expired from @system in #active
      $n: integer increases by 1
      ? $n >= 2
        sub moves to #over
      otherwise
        start timer for 1 day
    on :timer_expired from @system in #active
    expect:
      = sub is in #over
";

#[test]
fn an_event_that_is_told_twice_is_meant_by_its_number() {
    let loaded = load(&[("sub.flow", TWICE), ("sub.test.flow", TWICE_TEST)]);
    let (results, said) = loaded.run_tests();
    let verdicts = results.stories.iter().map(|story| format!("{}: {:?}", story.name, story.verdict));
    let shown: Vec<_> = said.into_iter().chain(verdicts).collect();
    assert_eq!(
        shown,
        [
            "17: unknown-name: the scenario tells ':timer_expired' 2 times",
            "19: unknown-name: the scenario tells ':start' once",
            "s / the second time: Passed",
            "s / the first time: Passed",
            "s / :timer_expired / the second: Passed",
            "s / :timer_expired / the first: Passed",
        ],
        "{}",
        loaded.report(&results)
    );
}

const TWICE_TEST: &str = "test: @sub
  for scenario: s
    the second time:
      after :timer_expired (2)
      = sub is in #over
    the first time:
      after :timer_expired
      = sub is in #active
    for :timer_expired (2):
      the second:
        = sub is in #over
    for :timer_expired (1):
      the first:
        = sub is in #active
        = $n is 1
    too often:
      after :timer_expired (3)
    once:
      after :start (2)
";

#[test]
fn a_test_names_the_machine_that_an_actor_outside_tells() {
    check_shop(
        "test: shop
  for scenario: buy
    named:
      after :checkout
      receive :charged from @bank to @payment with fee: 2
      = payment is in #idle
    then:
      after :checkout
      then :charged from @bank to @payment
      then :paid from @payment to @order
      = order is in #done
    wrong:
      receive :charged from @bank to @order
    nobody:
      receive :charged from @bank to @paiment
",
        &[
            "13: unknown-name: '@order' does not handle ':charged'",
            "15: unknown-name: there is no machine '@paiment' here; did you mean '@payment'?",
            "buy / named",
            "buy / then",
        ],
    );
}

const SYSTEM: &str = "system: city library
machine: @loan
  ends in #closed

  scenario: borrow a book
    on> :borrow from @reader
      emit :reserve to @shelf
      loan moves to #waiting
    on :reserved from @shelf
      ? reader is known
        send letter
      emit :enjoy to @reader
      loan moves to #active
      start timer for 14 days
    on :timer_expired from @system in #active
      emit :remind to @reader
    on> :bring_back from @reader in #active
      emit :returned to @shelf with $days
      loan moves to #closed

machine: @shelf
  one for all

  scenario: keep books
    on :reserve from @loan
      clean shelf
      ? $copies > 0
        $copies: integer decreases by 1
        emit :reserved to @loan
    on :returned from @loan
      $copies increases by 1
      $late: integer becomes $days
";

/// Checks the cases of a test file about the whole of [`SYSTEM`]: the name of each, and how it fails.
fn check_system(test: &str, expected: &[&str]) {
    let loaded = load(&[("library.flow", SYSTEM), ("library.test.flow", test)]);
    let (results, said) = loaded.run_tests();
    let cases =
        results.stories.iter().map(|story| format!("{}: {}", story.name, loaded.short(story).join(" ")));
    let shown: Vec<_> = said.into_iter().chain(cases).collect();
    assert_eq!(shown, expected, "\n{}", loaded.report(&results));
}

#[test]
fn a_case_of_a_system_has_no_scenario() {
    check_system(
        "test: city library
  two readers:
    with scenario:
      $copies is 1
    assume:
      ? reader is known = true
    receive :borrow from @reader to @loan
    receive :borrow from @reader to @loan (2)
    = @loan (1) is in #active
    = @loan (2) is in #waiting
    = $copies is 0
    = send letter was called
    = clean shelf was called
    = @reader received 1 events
  begins in the middle:
    with scenario:
      @loan \"a\" is in #active
      loan is in #waiting
      $copies of @shelf is 3
    receive :bring_back from @reader to @loan \"a\" with days: 5
    receive :bring_back from @reader to @loan \"a\" is rejected
    = $copies is 4
    = $late of @shelf is 5
    = 1 @loan is in #waiting
  every loan is meant:
    with scenario:
      $copies is 1
    receive :borrow from @reader to @loan (2)
    = loan is in #active
  nothing of another machine is called:
    receive :bring_back from @reader is rejected
    = send letter was not called
    = clean shelf was called
",
        &[
            "two readers: main: passed: #idle",
            "begins in the middle: main: passed: #waiting",
            "every loan is meant: main: failed: #idle | reader is known | expectation at = loan is in #active",
            "nothing of another machine is called: main: failed: #idle | expectation at = clean shelf was called",
        ],
    );
}

#[test]
fn a_line_takes_what_is_under_way_between_any_two() {
    check_system(
        "test: city library
  in order:
    with scenario:
      $copies is 1
    assume:
      ? reader is known = false
    receive :borrow from @reader to @loan \"a\"
    receive :borrow from @reader to @loan \"b\"
    then :reserve from @loan \"b\" to @shelf
    = @loan \"b\" is in #active
    = @loan \"a\" is in #waiting
    then :enjoy from @loan \"b\" to @reader
    then :reserve from @loan \"a\" to @shelf
    after 15 days
    then :remind from @loan to @reader
    receive :bring_back from @reader to @loan \"b\" with days: 3
    then :returned from @loan to @shelf with days: 8
    = $late is 8
  sent once:
    with scenario:
      $copies is 1
    assume:
      ? reader is known = false
    receive :borrow from @reader
    then :enjoy from @loan to @reader
    then :enjoy from @loan to @reader
  too early:
    assume:
      ? reader is known = false
    receive :borrow from @reader
    = loan is in #active
    with scenario:
      $copies is 1
    receive :borrow from @reader
",
        &[
            "in order: main: passed: #idle",
            "sent once: main: failed: #idle | not under way at then :enjoy from @loan to @reader",
            "too early: main: failed: #idle | not accepted at receive :borrow from @reader",
        ],
    );
}

#[test]
fn what_a_variable_comes_from_fails_or_is_given_in_any_machine() {
    let shop = "system: shop
machine: @order
  scenario: buy
    on> :buy from @customer
      emit :price to @teller
      order moves to #asking
    on :priced from @teller
      $total: number becomes $amount
      order moves to #done
    expect:
      = order is in #done

machine: @teller
  scenario: rates
    on :price from @order
      $rate: number comes from exchange rate
      ? that failed
        emit :priced to @order with amount: 1
      otherwise
        emit :priced to @order with amount: $rate * 2
";
    let test = "test: shop
  it fails:
    assume:
      exchange rate throws \"no line\"
    receive :buy from @customer
    = $total is 1
  it is given:
    assume:
      exchange rate is 4
    receive :buy from @customer
    = $total is 8
  for scenario: buy
    it fails:
      assume:
        exchange rate throws \"no line\"
      after :buy
      then :priced from @teller to @order
      = $total is 2
    it is given:
      assume:
        exchange rate is 5
      = $total is 10
";
    let loaded = load(&[("shop.flow", shop), ("shop.test.flow", test)]);
    let (results, said) = loaded.run_tests();
    let verdicts = results.stories.iter().map(|story| format!("{}: {:?}", story.name, story.verdict));
    let shown: Vec<_> = said.into_iter().chain(verdicts).collect();
    let expected =
        ["it fails: Passed", "it is given: Passed", "buy / it fails: Failed", "buy / it is given: Passed"];
    assert_eq!(shown, expected, "\n{}", loaded.report(&results));
}
