//! Rules (reference#rules): each form that stories check, kept and broken.

use flow_sim::story::result::FailureKind;

use crate::support::load;

const SHOP: &str = "system: shop
  rules:
    RULE
machine: @order
  starts in #idle
  scenario: bought and cancelled
    on> :buy from @customer in #idle
      $paid: number becomes 10
      order moves to #paid
      emit :charge to @payment
    on :charged from @payment
      emit :thanks to @customer
      order moves to #fulfilled
    on> :cancel from @customer
      $paid decreases by 4
      order moves to #cancelled
      emit :refund to @payment
      emit :thanks to @customer
    on> :reopen from @customer
      order moves to #fulfilled
    expect:
      = order is in #fulfilled
machine: @payment
  starts in #new
  scenario: paid
    on :charge from @order in #new
      payment moves to #charged
      emit :charged to @order
    on :refund from @order in #charged
      $refunded: number becomes 7
      payment moves to #refunded
";

/// Checks one rule: whether the story keeps it, else after which event it is broken.
fn check(rule: &str, expected: Result<(), &str>) {
    let loaded = load(&[("a.flow", &SHOP.replace("RULE", rule))]);
    let results = loaded.run();
    let run = &results.stories[0].runs[0];
    let outcome = match &run.failure {
        None => Ok(()),
        Some(failure) => {
            assert!(matches!(failure.kind, FailureKind::RuleBroken(_)), "{:?}", failure.kind);
            let (machine, handler) = failure.at.expect("a rule is broken at a handler");
            let machine = &loaded.model.machines[machine];
            Err(machine.events[machine.handlers[handler].event].name.text.as_str())
        }
    };
    assert_eq!(outcome, expected, "{rule}");
}

#[test]
fn a_condition_holds_after_every_commit() {
    check("= $paid is at least 6", Ok(()));
    check("= $paid is at least 7", Err("cancel"));
    check("= order is not in #cancelled", Err("cancel"));
    check("= $paid of @order is at least $refunded of @payment", Err("cancel"));
    check("= order is not in #paid", Err("buy"));
}

#[test]
fn a_condition_about_a_machine_that_does_not_exist_yet_holds() {
    check("= payment is in #new, #charged, #refunded", Ok(()));
    // The first event makes it, in its initial state.
    check("= payment is in #charged, #refunded", Err("buy"));
}

#[test]
fn two_conditions_never_hold_at_once() {
    check("= order is never in #paid while payment is in #refunded", Ok(()));
    check("= order is never in #fulfilled while payment is in #refunded", Err("reopen"));
    check("= order is never in #cancelled while $refunded is at least 7", Err("cancel"));
    check("= $paid is never less than 10 while payment is in #charged", Err("cancel"));
}

#[test]
fn what_has_begun_rules_out_what_follows() {
    check("= once order is in #cancelled, order is never in #paid", Ok(()));
    check("= once order is in #cancelled, order is never in #fulfilled", Err("reopen"));
    // Both begin with one commit, and the second condition is still true after the next one, of the payment.
    check("= once order is in #cancelled, $paid is never 6", Err("cancel"));
}

#[test]
fn an_event_is_received_at_most_once() {
    check("= @payment receives :charge at most once", Ok(()));
    check("= @customer receives :thanks at most once", Err("cancel"));
}

#[test]
fn rules_about_the_future_are_left_to_exploration() {
    check("when order is in #paid\n      = order gets to #idle", Ok(()));
    check("when @customer sends :cancel\n      = @customer receives :thanks", Ok(()));
}

/// Two parcels of one order. The first is lost; LATER happens to them, or to a third one.
const PARCELS: &str = "system: warehouse
  rules:
    = RULE
machine: @order
  starts in #cart
  scenario: parcels
    on> :buy from @customer in #cart
      $calm: integer becomes 0
      emit :pack to a new @parcel
      $first becomes @parcel
      emit :pack to a new @parcel
      $second becomes @parcel
      order moves to #waiting
    on> :lose from @clerk in #waiting
      emit :lose to $first
      order moves to #searching
    on> :go_on from @clerk in #searching
      LATER
      order moves to #over
    expect:
      = order is in #over
machine: @parcel
  starts in #new
  scenario: on its way
    on :pack from @order in #new
      parcel moves to #sent
    on :lose from @order in #sent
      $losses: integer becomes 1
      parcel moves to #lost
    on :find from @order in #lost
      parcel moves to #sent
    on :hand_over from @order in #sent
      parcel moves to #delivered
";

/// Whether the story keeps a rule.
fn keeps(rule: &str, later: &str) -> bool {
    let results = load(&[("a.flow", &PARCELS.replace("RULE", rule).replace("LATER", later))]).run();
    let failure = results.stories[0].runs[0].failure.as_ref();
    assert!(failure.is_none_or(|failure| matches!(failure.kind, FailureKind::RuleBroken(_))), "{failure:?}");
    failure.is_none()
}

/// `once A, never B` is about each choice of instances: about one parcel by itself, and about an order with each of its parcels.
#[test]
fn what_has_begun_is_remembered_for_each_choice_of_instances() {
    let each = "once parcel is in #lost, parcel is never in #delivered";
    assert!(keeps(each, "emit :hand_over to $second"));
    assert!(!keeps(each, "emit :find to $first\n      emit :hand_over to $first"));
    let of_order = "once order is in #searching, parcel is never in #delivered";
    assert!(keeps(of_order, "emit :find to $first"));
    assert!(!keeps(of_order, "emit :hand_over to $second"));
    // So is one with an instance that is made later.
    let made = "once order is in #searching, parcel is never in #new";
    assert!(keeps(made, "emit :find to $first"));
    assert!(!keeps(made, "emit :pack to a new @parcel"));
    // A condition can be about two machines. The parcel of both conditions is the same one.
    let pair = "once $losses of @parcel is greater than $calm of @order, parcel is never in #sent";
    assert!(!keeps(pair, "emit :find to $first"));
    assert!(keeps(pair, "emit :hand_over to $second"));
}
