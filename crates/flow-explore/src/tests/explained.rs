//! What leads to findings: why something never happens, which steps break a rule, and who leads on.

use super::explore_text;
use crate::{Exploration, Kind, Options};

/// The causes of the findings of a kind.
fn causes(text: &str, kind: Kind) -> Vec<String> {
    let found: Exploration = explore_text(text, &Options::default());
    let of_kind = found.findings.into_iter().filter(|finding| finding.kind == kind);
    of_kind.map(|finding| finding.cause.unwrap_or_default()).collect()
}

fn never(text: &str) -> Vec<String> {
    causes(text, Kind::NeverHappens)
}

#[test]
fn a_handler_that_never_runs_has_a_reason() {
    // The state is entered below a guard that is never true.
    let text = "machine: @door\n  starts in #open\n  on> :push from @guest in #open\n    $count: integer increases by 1\n    ? $count > 2\n      $count becomes 0\n    ? $count < 0\n      door moves to #broken\n  on> :repair from @smith in #broken\n    door moves to #open\n";
    assert_eq!(never(text), ["@door never gets to #broken", "whenever an event comes, $count is 0, 1 or 2"],);
    // A sender that never sends, and one that sends only when the receiver is elsewhere.
    let text = "machine: @order\n  starts in #open\n  on> :buy from @customer in #open\n    emit :charge to @bank\n    order moves to #waiting\n  on :charged from @bank in #waiting\n    order moves to #paid\n  on :charged from @bank in #paid\n    ignore\n  on :refused from @bank in #waiting\n    order moves to #refused\n\nmachine: @bank\n  starts in #ready\n  on :charge from @order in #ready\n    $sum: integer becomes 1\n    ? $sum > 3\n      emit :refused to @order\n    otherwise\n      emit :charged to @order\n";
    let found = never(text);
    assert!(found.contains(&"@bank never sends it".to_owned()), "{found:?}");
    assert!(found.contains(&"it is handled only in #waiting".to_owned()), "{found:?}");
    // A timer that nothing starts where it runs, and an actor who is not asked.
    let text = "machine: @call\n  starts in #idle\n  on> :dial from @user in #idle\n    $busy: integer becomes 0\n    ? $busy > 3\n      start timer :give_up for 1 minute\n      emit :ask to @operator\n    call moves to #ringing\n  on :give_up from @system in #ringing\n    call moves to #idle\n  on :answered from @operator in #ringing\n    call moves to #talking\n";
    let found = never(text);
    assert!(found.iter().any(|cause| cause.starts_with("whenever an event comes, $busy is ")), "{found:?}");
}

#[test]
fn a_guard_that_never_holds_has_a_reason() {
    let text = "machine: @lamp\n  starts in #off\n  on> :press from @guest in #off\n    $power: integer becomes 1\n    ? $power > 0\n      lamp moves to #on\n    ? $power = 1\n      lamp moves to #dim\n    otherwise\n      lamp moves to #broken\n";
    let found = never(text);
    assert!(
        found.contains(&"it is never asked: the guard above it is true each time".to_owned()),
        "{found:?}"
    );
    assert!(found.contains(&"one of the guards above it is true each time".to_owned()), "{found:?}");
}

const SHOP: &str = "system: shop\n  rules:\n    RULE\n\nmachine: @order\n  starts in #paid\n  on> :send from @clerk in #paid\n    $parcels: integer becomes 2\n    emit :sent to @customer\n    order moves to #sent\n  on> :complain from @customer in #sent\n    emit :refund to @payment\n    emit :sent to @customer\n    order moves to #complained\n\nmachine: @payment\n  on :refund from @order in any state\n    payment moves to #refunded\n";

#[track_caller]
fn assert_broken(rule: &str, cause: &str) {
    assert_eq!(causes(&SHOP.replace("RULE", rule), Kind::BrokenRule), [cause], "{rule}");
}

#[test]
fn the_steps_that_break_a_rule_are_named() {
    assert_broken("= $parcels is at most 1", "after step 1, $parcels of @order is 2");
    assert_broken(
        "= payment is never in #refunded while order is in #complained",
        "after step 3, @payment is in #refunded and @order is in #complained",
    );
    assert_broken(
        "= once order is in #sent, payment is never in #refunded",
        "after step 1, @order is in #sent; after step 3, @payment is in #refunded",
    );
    assert_broken("= @customer receives :sent at most once", "step 1 sends it, and step 2 sends it again");
    assert_broken(
        "when order is in #sent\n      = payment gets to #refunded",
        "from step 1 on, the rule requires it",
    );
    assert_broken(
        "when payment is in #refunded\n      = order gets to #paid",
        "from step 3 on, the rule requires it, and @order stays in #complained for ever",
    );
    assert_broken(
        "when payment is in #refunded\n      = @customer receives :sent",
        "from step 3 on, the rule requires it, and no later step sends it",
    );
}

/// The instance of each choice is named, and the commit at which its own A was true.
#[test]
fn the_instance_that_breaks_a_rule_is_named() {
    let text = "system: warehouse\n  rules:\n    = once parcel is in #lost, parcel is never in #found\n\nmachine: @order\n  starts in #cart\n  on> :buy from @customer in #cart\n    emit :lose to a new @parcel\n    emit :lose to a new @parcel\n    $last becomes @parcel\n    order moves to #waiting\n  on> :search from @clerk in #waiting\n    emit :find to $last\n    order moves to #over\n\nmachine: @parcel\n  starts in #new\n  on :lose from @order in #new\n    parcel moves to #lost\n  on :find from @order in #lost\n    parcel moves to #found\n";
    let found = causes(text, Kind::BrokenRule);
    assert!(
        found[0].contains("@parcel (2) is in #lost; after step 4, @parcel (2) is in #found"),
        "{found:?}"
    );
}

#[test]
fn who_leads_on_is_named() {
    let text = "machine: @loan\n  starts in #new\n  on> :borrow from @reader in #new\n    emit :reserve to @shelf\n    loan moves to #waiting\n  on :reserved from @shelf in #waiting\n    loan moves to #active\n  on> :give_up from @reader in #waiting\n    loan moves to #given_up\n  on :reserved from @shelf in #given_up\n    ignore\n\nmachine: @shelf\n  on :reserve from @loan\n    ? a copy is there\n      emit :reserved to @loan\n";
    assert_eq!(causes(text, Kind::WaitsForSomeone), ["':give_up' from @reader to @loan leads on"]);
}
