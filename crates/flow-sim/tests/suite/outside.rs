//! What outside actors answer, time between events, and messages between any two in test files (reference#given-answers,
//! reference#test-files).

use crate::support::{check_story, load};

const SHOP: &str = include_str!("../../../../tests/corpus/stories/outside_actor_declines.flow");

/// Checks the cases of a test file about [`SHOP`], one line for each.
fn check_cases(test: &str, expected: &[&str]) {
    let loaded = load(&[("shop.flow", SHOP), ("shop.test.flow", test)]);
    let (results, said) = loaded.run_tests();
    let cases = results.stories.iter().map(|story| {
        let checks_nothing = if story.vacuous { " (vacuous)" } else { "" };
        format!("{}{checks_nothing}: {}", story.name, loaded.short(story).join(" "))
    });
    let shown: Vec<_> = said.into_iter().chain(cases).collect();
    assert_eq!(shown, expected, "\n{}", loaded.report(&results));
}

#[test]
fn an_actor_answers_whichever_machine_asks() {
    check_story(
        &[("shop.flow", SHOP)],
        "the bank declines",
        &["main: passed: #idle :buy #paying :failed #cancelled"],
    );
}

#[test]
fn a_handler_of_another_answer_has_no_run() {
    check_story(
        &[("shop.flow", SHOP)],
        "declined",
        &["main: passed: #idle :charge #asking :declined #refused"],
    );
}

#[test]
fn answers_come_in_order_and_the_last_one_repeats() {
    check_story(
        &[(
            "retry.flow",
            "machine: @order
  scenario: retry
    given:
      @bank answers :busy, then :declined
    on> :pay from @customer
      emit :charge to @bank
      order moves to #paying
    on :busy from @bank
      emit :charge to @bank
    on :declined from @bank
      order moves to #declined
    on> :pay_again from @customer in #declined
      emit :charge to @bank
      order moves to #paying
    on :declined from @bank in #paying
      order moves to #declined
    expect:
      = order is in #declined
      = @bank received 3 events
",
        )],
        "retry",
        &[
            "main: passed: #idle :pay #paying :busy #paying :declined #declined :pay_again #paying :declined #declined",
        ],
    );
}

#[test]
fn a_fact_about_one_handler_counts_from_there_on() {
    check_story(
        &[(
            "pay.flow",
            "machine: @order
  scenario: pay
    on> :pay from @customer
      given:
        @bank answers :charged with code: \"7\"
      emit :charge to @bank
      order moves to #paying
    on :declined from @bank
      order moves to #declined
    on :charged from @bank
      $kept becomes $code
      order moves to #paid
    expect:
      = $kept is \"7\"
",
        )],
        "pay",
        &["main: passed: #idle :pay #paying :charged #paid"],
    );
}

#[test]
fn what_is_due_comes_before_a_later_event() {
    check_story(
        &[(
            "lamp.flow",
            "machine: @lamp
  scenario: forgotten
    on> :on from @user
      start timer for 10 minutes
      lamp moves to #on
    on> :touch from @user in #on
      given:
        after 20 minutes
      $touched increases by 1
    on :timer_expired from @system
      lamp moves to #off
    expect:
      = lamp is in #off
",
        )],
        "forgotten",
        &["main: failed: #idle :on #on | not accepted at on> :touch from @user in #on"],
    );
}

#[test]
fn a_test_takes_messages_between_any_two() {
    check_cases(
        "test: shop
  for scenario: the bank is silent
    paid late:
      after :buy
      receive :charged from @bank to @payment
      then :paid from @payment to @order
      = order is in #paid
    held back:
      after :buy
      then :charge from @order to @payment
      = payment is in #asking
    not yet sent:
      after :buy
      then :failed from @payment to @order
    too early:
      receive :paid from @payment to @order is rejected
    not too early:
      after :buy
      receive :paid from @payment to @order is rejected
    another one:
      after :buy
      receive :charged from @bank to @payment (2) is rejected
    assumed:
      assume:
        @bank answers :charged with code: \"7\"
      = order is in #paying
      = order is not left waiting
",
        &[
            "the bank is silent / paid late: main: passed: #idle :buy #paying",
            "the bank is silent / held back: main: passed: #idle :buy #paying",
            "the bank is silent / not yet sent: main: failed: #idle :buy #paying | not under way at then :failed from @payment to @order",
            "the bank is silent / too early: main: passed: #idle",
            "the bank is silent / not too early: main: failed: #idle :buy #paying | accepted at receive :paid from @payment to @order is rejected",
            "the bank is silent / another one: main: passed: #idle :buy #paying",
            "the bank is silent / assumed: main: passed: #idle :buy #paying",
        ],
    );
}

#[test]
fn time_passes_in_a_test() {
    let lamp = "machine: @lamp
  scenario: light
    on> :on from @user
      start timer for 2 days
      lamp moves to #on
    on :timer_expired from @system
      lamp moves to #off
    expect:
      = lamp is in #off
";
    let test = "test: @lamp
  for scenario: light
    still on:
      after :on
      after 47 hours
      = lamp is in #on
    off:
      after :on
      after 47 hours
      after 1 hour
      = lamp is in #off
    forced:
      after :on
      receive :timer_expired from @system to @lamp
      = lamp is in #off
";
    let loaded = load(&[("lamp.flow", lamp), ("lamp.test.flow", test)]);
    let (results, said) = loaded.run_tests();
    assert!(said.is_empty(), "{said:?}");
    let verdicts: Vec<_> = results.stories.iter().map(|story| loaded.short(story).join(" ")).collect();
    assert_eq!(verdicts, ["main: passed: #idle :on #on"; 3], "\n{}", loaded.report(&results));
}
