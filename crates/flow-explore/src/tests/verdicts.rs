//! Algorithms with known verdicts: alternating bit, Peterson's mutual exclusion, a lock with a lease, a saga.
//!
//! Each is right, and wrong after the change that is known to break it.

use super::{explore_text, messages};
use crate::{Exploration, Kind, Options, Verdict};

fn broken_rules(found: &Exploration) -> usize {
    found.findings.iter().filter(|finding| finding.kind == Kind::BrokenRule).count()
}

/// A sender repeats a packet until it is acknowledged; a bit distinguishes packets. At most three packets are sent.
pub(super) fn alternating_bit(is_new: &str, is_mine: &str) -> String {
    format!(
        "system: link\n  rules:\n    = $got of @receiver is at most $sent of @station\n    = station is never in #ready while $got of @receiver is less than $sent of @station\n\nmachine: @station\n  starts in #ready\n  scenario: send\n    on> :send from @user in #ready\n      ? $sent < 3\n        $sent: integer increases by 1\n        emit :packet to @receiver with bit: $bit\n        start timer for 1 second\n        station moves to #sending\n    on :timer_expired from @system in #sending\n      emit :packet to @receiver with bit: $bit\n      start timer for 1 second\n    on :ack from @receiver with $for: integer in #sending\n      {is_mine}\n        ? $bit = 0\n          $bit: integer becomes 1\n        otherwise\n          $bit becomes 0\n        station moves to #ready\n    on :ack from @receiver with $for: integer in #ready\n      ignore\n\nmachine: @receiver\n  scenario: receive\n    on :packet from @station with $bit: integer in any state\n      {is_new}\n        $got: integer increases by 1\n        ? $expected = 0\n          $expected: integer becomes 1\n        otherwise\n          $expected becomes 0\n      emit :ack to @station with for: $bit\n"
    )
    .replace(" with $for: integer in #sending", " in #sending with $for: integer")
    .replace(" with $for: integer in #ready", " in #ready with $for: integer")
    .replace(" with $bit: integer in any state", " in any state with $bit: integer")
}

/// Parcels end, and remain: a search that ends early says that they become more.
#[test]
fn instances_that_end_and_become_more_are_named() {
    let text = "machine: @shop\n  on> :buy from @customer\n    emit :send to a new @parcel\n\nmachine: @parcel\n  starts in #new\n  ends in #done\n  on :send from @shop in #new\n    parcel moves to #packed\n  on> :pick from @courier in #packed\n    parcel moves to #done\n";
    let found = explore_text(text, &Options { max_states: 1000, ..Options::default() });
    let Verdict::UpTo(open) = &found.verdict else { panic!("{:?}", found.verdict) };
    assert!(open[0].ends_with("were not followed"), "{open:?}");
    assert!(open[1].starts_with("instances of @parcel become more: up to "), "{open:?}");
    // Two-phase commit that ends early has always the same instances.
    let text = super::protocols::two_phase_commit(4);
    let found = explore_text(&text, &Options { max_states: 1000, ..Options::default() });
    let Verdict::UpTo(open) = &found.verdict else { panic!("{:?}", found.verdict) };
    assert_eq!(open.len(), 1, "{open:?}");
}

#[test]
fn the_alternating_bit_survives_losses_and_repetitions() {
    let right = alternating_bit("? $bit = $expected", "? $for = $bit");
    for losses in [false, true] {
        let options = Options { losses, ..Options::default() };
        let found = explore_text(&right, &options);
        assert_eq!(broken_rules(&found), 0, "{:?}", messages(&found));
        assert!(!matches!(found.verdict, Verdict::UpTo(_)), "{:?}", found.verdict);
    }
}

#[test]
fn without_the_bit_a_packet_is_taken_twice_or_never() {
    // The receiver takes each packet for a new one, and the sender each acknowledgement for its own.
    let none = alternating_bit("? $bit >= 0", "? $for >= 0");
    let found = explore_text(&none, &Options::default());
    assert_eq!(broken_rules(&found), 1, "{:?}", messages(&found));
    let unchecked = alternating_bit("? $bit = $expected", "? $for >= 0");
    assert_eq!(broken_rules(&explore_text(&unchecked, &Options::default())), 1);
}

/// Two processes with a memory that reads and writes one value at a time.
pub(super) fn peterson(first: &str, second: &str) -> String {
    let mut text = "system: exclusion\n  rules:\n    = left is never in #critical while right is in #critical\n    when left is in #looking\n      = left gets to #critical\n\nmachine: @memory\n  one for all\n  scenario: remember\n".to_owned();
    for (me, other) in [("left", "right"), ("right", "left")] {
        text += &format!(
            "    on :raise from @{me} in any state\n      ${me}: boolean becomes true\n      emit :raised to @{me}\n    on :yield from @{me} in any state\n      $turn: string becomes \"{other}\"\n      emit :yielded to @{me}\n    on :look from @{me} in any state\n      ? not ${other}\n      ?? $turn = \"{me}\"\n        emit :free to @{me}\n      otherwise\n        emit :busy to @{me}\n    on :lower from @{me} in any state\n      ${me} becomes false\n      emit :lowered to @{me}\n"
        );
    }
    for me in ["left", "right"] {
        text += &format!(
            "\nmachine: @{me}\n  one for all\n  starts in #out\n  scenario: enter\n    on> :enter from @user in #out\n      emit :{first} to @memory\n      {me} moves to #first\n    on :{first}ed from @memory in #first\n      emit :{second} to @memory\n      {me} moves to #second\n    on :{second}ed from @memory in #second\n      emit :look to @memory\n      {me} moves to #looking\n    on :busy from @memory in #looking\n      emit :look to @memory\n    on :free from @memory in #looking\n      start timer for 1 second\n      {me} moves to #critical\n    on :timer_expired from @system in #critical\n      emit :lower to @memory\n      {me} moves to #leaving\n    on :lowered from @memory in #leaving\n      {me} moves to #out\n"
        )
        .replace(":raiseed", ":raised");
    }
    text
}

#[test]
fn peterson_excludes_and_lets_everybody_in() {
    let found = explore_text(&peterson("raise", "yield"), &Options::default());
    assert_eq!(
        (broken_rules(&found), found.verdict.clone()),
        (0, Verdict::Everything),
        "{:?}",
        messages(&found)
    );
}

#[test]
fn peterson_with_the_turn_before_the_flag_does_not_exclude() {
    let found = explore_text(&peterson("yield", "raise"), &Options::default());
    assert!(broken_rules(&found) > 0, "{:?}", messages(&found));
}

/// A lock for two holders; with a lease it is free again after a time, whether or not the holder knows.
pub(super) fn lock(lease: &str) -> String {
    let mut text = format!(
        "system: locks\n  rules:\n    = ann is never in #holding while bob is in #holding\n\nmachine: @lock\n  one for all\n  starts in #free\n  scenario: lend\n    on :ask from @ann, @bob in #free\n      emit :granted to @sender\n      lock moves to #taken\n{lease}    on :ask from @ann, @bob in #taken\n      defer\n    on :release from @ann, @bob in #taken\n      lock moves to #free\n    on :release from @ann, @bob in #free\n      ignore\n"
    );
    for me in ["ann", "bob"] {
        text += &format!(
            "\nmachine: @{me}\n  one for all\n  starts in #idle\n  scenario: hold\n    on> :work from @user in #idle\n      emit :ask to @lock\n      {me} moves to #asking\n    on :granted from @lock in #asking\n      {me} moves to #holding\n    on> :done from @user in #holding\n      emit :release to @lock\n      {me} moves to #idle\n"
        );
    }
    text
}

#[test]
fn a_lock_excludes_and_one_with_a_lease_does_not() {
    let found = explore_text(&lock(""), &Options::default());
    assert_eq!(broken_rules(&found), 0, "{:?}", messages(&found));
    let lease = "      start timer for 30 seconds\n    on :timer_expired from @system in #taken\n      lock moves to #free\n";
    assert_eq!(broken_rules(&explore_text(&lock(lease), &Options::default())), 1);
}

/// An order that is paid for before the stock is known; what was paid is given back if there is none.
pub(super) fn saga(undo: &str) -> String {
    format!(
        "system: shop\n  rules:\n    when order is in #failed\n      = payment gets to #refunded\n    = order is never in #done while payment is in #refunded\n\nmachine: @order\n  starts in #new\n  ends in #done, #failed\n  scenario: buy\n    on> :buy from @customer in #new\n      emit :charge to @payment\n      order moves to #charging\n    on :charged from @payment in #charging\n      emit :reserve to @stock\n      order moves to #reserving\n    on :reserved from @stock in #reserving\n      order moves to #done\n    on :missing from @stock in #reserving\n{undo}      order moves to #failed\n\nmachine: @payment\n  starts in #open\n  scenario: pay\n    on :charge from @order in #open\n      emit :charged to @order\n      payment moves to #charged\n    on :refund from @order in #charged\n      payment moves to #refunded\n\nmachine: @stock\n  scenario: reserve\n    on :reserve from @order\n      ? it is there\n        emit :reserved to @order\n      otherwise\n        emit :missing to @order\n"
    )
}

#[test]
fn a_saga_undoes_what_it_did() {
    let found = explore_text(&saga("      emit :refund to @payment\n"), &Options::default());
    assert_eq!(
        (broken_rules(&found), found.verdict.clone()),
        (0, Verdict::Everything),
        "{:?}",
        messages(&found)
    );
    assert_eq!(broken_rules(&explore_text(&saga(""), &Options::default())), 1);
    // A refund that is lost is never given.
    let losses = Options { losses: true, ..Options::default() };
    let found = explore_text(&saga("      emit :refund to @payment\n"), &losses);
    assert_eq!(broken_rules(&found), 1, "{:?}", messages(&found));
}

/// Each event whose handler asks for the time is named, if something depends on it.
#[test]
fn where_time_stands_still_is_named() {
    let text = "machine: @rental\n  starts in #free\n  on> :pick_up from @driver in #free\n    $since: time becomes now()\n    rental moves to #driving\n  on> :look from @owner in #driving\n    $seen: time becomes now()\n  on> :give_back from @driver in #driving\n    ? now() - $since > 1 hour\n      emit :bill to @driver\n    rental moves to #free\n";
    let found = explore_text(text, &Options::default());
    let note = |event: &str| format!("now() on ':{event}' of @rental: every moment is one and the same");
    assert_eq!(found.verdict, Verdict::Approximately(vec![note("give_back"), note("pick_up")]));
    assert_eq!(messages(&found), [""; 0]);
}
