//! Instances that wait for an answer.
//!
//! A conversation that made room for another one may lead on, and so may an event that a patient outside holds back. Only where neither
//! does, an instance waits for ever.

use super::{explore_text, messages};
use crate::{Exploration, Kind, Options, Verdict};

/// A lock for one task at a time, which a person ends.
const LOCK: &str = "system: shared lock\nmachine: @lock\n  one for all\n  starts in #free\n  scenario: one after the other\n    on :acquire from @task in #free\n      emit :granted to @task\n      lock moves to #held\n    on :acquire from @task in #held\n      defer\n    on :release from @task in #held\n      lock moves to #free\n\nmachine: @task\n  starts in #new\n  ends in #done\n  scenario: work alone\n    on> :begin from @person in #new\n      emit :acquire to @lock\n      task moves to #waiting\n    on :granted from @lock in #waiting\n      task moves to #working\n    on> :finish from @person in #working\n      emit :release to @lock\n      task moves to #done\n";

fn with_kind(found: &Exploration, kind: Kind) -> usize {
    found.findings.iter().filter(|finding| finding.kind == kind).count()
}

#[test]
fn who_waits_for_a_person_in_a_forgotten_conversation_does_not_wait_for_ever() {
    let found = explore_text(LOCK, &Options::default());
    assert_eq!(found.verdict, Verdict::Everything);
    assert_eq!(
        messages(&found),
        [
            "@task waits in #waiting for an answer to ':acquire to @lock' that cannot come; only a new event from outside leads on"
        ]
    );
    let [three, failing] = [
        Options { conversations: Some(3), ..Options::default() },
        Options { failures: true, ..Options::default() },
    ];
    for options in [three, failing] {
        assert_eq!(with_kind(&explore_text(LOCK, &options), Kind::WaitsForEver), 0);
    }
}

/// Two locks that each hold one of two forgotten conversations.
#[test]
fn several_forgotten_conversations_may_lead_on_together() {
    let two = LOCK
        .replace("lock moves to #held\n    on :acquire from @task in #held\n      defer", "lock moves to #half\n    on :acquire from @task in #half\n      emit :granted to @task\n      lock moves to #held\n    on :acquire from @task in #held\n      defer\n    on :release from @task in #half\n      lock moves to #free")
        .replace("    on :release from @task in #held\n      lock moves to #free", "    on :release from @task in #held\n      lock moves to #half");
    let found = explore_text(&two, &Options::default());
    assert_eq!(found.verdict, Verdict::Everything);
    assert_eq!(with_kind(&found, Kind::WaitsForSomeone), 1, "{:?}", messages(&found));
    assert_eq!(with_kind(&found, Kind::WaitsForEver), 0);
}

/// What the forgotten conversation can still do does not help.
#[test]
fn who_is_not_released_by_a_forgotten_conversation_waits_for_ever() {
    // The first one that ends its work gives the lock back, later ones do not.
    let silent = LOCK.replace("      emit :release to @lock\n", "");
    let found = explore_text(&silent, &Options::default());
    assert_eq!(with_kind(&found, Kind::WaitsForEver), 1, "{:?}", messages(&found));
    // Only a third task comes too late: the first two share the lock, and those that are working give nothing back.
    let third = LOCK
        .replace("lock moves to #held\n    on :acquire from @task in #held\n      defer", "lock moves to #half\n    on :acquire from @task in #half\n      emit :granted to @task\n      lock moves to #held\n    on :acquire from @task in #held\n      defer\n    on :release from @task in #half\n      lock moves to #half")
        .replace("    on :release from @task in #held\n      lock moves to #free", "    on :release from @task in #held\n      lock moves to #held");
    let found = explore_text(&third, &Options::default());
    assert_eq!(with_kind(&found, Kind::WaitsForEver), 1, "{:?}", messages(&found));
}

#[test]
fn the_holder_of_a_lock_that_was_placed_as_held_is_not_known() {
    let from = |state: &str| Options { from: Some(state.to_owned()), ..Options::default() };
    for state in ["#held", "#working"] {
        let found = explore_text(LOCK, &from(state));
        let errors = found.findings.iter().filter(|finding| finding.kind != Kind::WaitsForSomeone);
        assert_eq!(errors.map(|finding| &finding.message).collect::<Vec<_>>(), [""; 0], "{state}");
        assert!(matches!(found.verdict, Verdict::Approximately(_)), "{:?}", found.verdict);
    }
    // A lock that keeps nobody waits for nobody.
    let silent =
        LOCK.replace("      emit :granted", "      ? the key is there\n        emit :granted").replace(
            "    on :acquire from @task in #held\n      defer\n",
            "    on :acquire from @task in #held\n      emit :granted to @task\n",
        );
    let found = explore_text(&silent, &from("#free"));
    assert_eq!(with_kind(&found, Kind::WaitsForEver), 1, "{:?}", messages(&found));
}

/// A reader that asks a meter three times. The meter sleeps, and puts requests aside.
const METER: &str = "system: meter reading\nmachine: @reader\n  starts in #idle\n  ends in #read, #given_up\n  scenario: read a meter\n    on> :read from @office in #idle\n      emit :ask to @meter\n      start timer :no_answer for 10 seconds\n      reader moves to #asking\n    on :value from @meter in #asking\n      reader moves to #read\n    on :no_answer from @system in #asking\n      $tries: integer increases by 1\n      ? $tries < 3\n        emit :ask to @meter\n        start timer :no_answer for 10 seconds\n      otherwise\n        reader moves to #given_up\n    on :value from @meter in #given_up, #read\n      ignore\n\nmachine: @meter\n  starts in #asleep\n  scenario: answer\n    on :ask from @reader in #asleep\n      defer\n    on> :wake from @technician in #asleep\n      ? the battery is full\n        meter moves to #awake\n    on :ask from @reader in #awake\n      emit :value to @reader\n";

#[test]
fn a_timer_is_not_over_while_its_effects_are_deferred() {
    let note = ":no_answer of @reader: it is not repeated while an effect of it is deferred";
    let dead = METER
        .replace(
            "on> :wake from @technician in #asleep\n      ? the battery is full\n        meter",
            "on> :wake from @technician in #awake\n      ? the battery is full\n        meter",
        )
        .replace("  starts in #asleep\n", "  #asleep\n  #awake\n");
    let one = "system: meter reading";
    assert!(METER.starts_with(one) && dead.starts_with(one));
    let found = explore_text(METER, &Options::default());
    assert_eq!(messages(&found), [""; 0]);
    assert_eq!(found.verdict, Verdict::Approximately(vec![note.to_owned()]));
    // Where nothing gives up, the reader waits for the technician.
    let patient = METER
        .replace("otherwise\n        reader moves to #given_up", "otherwise\n        emit :call to @office")
        .replace("in #given_up, #read", "in #read")
        .replace("#read, #given_up", "#read");
    let found = explore_text(&patient, &Options::default());
    assert_eq!(with_kind(&found, Kind::WaitsForEver), 0, "{:?}", messages(&found));
}

/// A person dials again if nobody answers.
#[test]
fn who_does_the_same_again_after_a_while_gets_further() {
    let text = "system: phone\nmachine: @caller\n  starts in #idle\n  ends in #gone\n  scenario: dial\n    on> :dial from @person in #idle\n      emit :ring to @phone\n      $tries: integer increases by 1\n      ? $tries = 3\n        caller moves to #gone\n    on :picked_up from @phone in #idle\n      caller moves to #talking\n    on :picked_up from @phone in #talking, #gone\n      ignore\n\nmachine: @phone\n  starts in #off\n  scenario: ring\n    on :ring from @caller in #off\n      defer\n    on> :switch_on from @owner in #off\n      phone moves to #on\n    on :ring from @caller in #on\n      emit :picked_up to @caller\n";
    let found = explore_text(text, &Options::default());
    assert_eq!(with_kind(&found, Kind::NeverHappens), 0, "{:?}", messages(&found));
    assert!(matches!(found.verdict, Verdict::Approximately(_)));
    // Without the phone that puts aside, everything is known.
    let plain = text.replace("      defer\n", "      emit :picked_up to @caller\n");
    let found = explore_text(&plain, &Options::default());
    assert_eq!(found.verdict, Verdict::Everything);
}

/// An order that reserves, and then confirms.
const CONFIRM: &str = "system: two steps\nmachine: @order\n  starts in #new\n  ends in #confirmed, #failed\n  scenario: buy\n    on> :buy from @customer in #new\n      emit :reserve to @stock\n      order moves to #reserving\n    on :reserved from @stock in #reserving\n      emit :confirm to @stock\n      order moves to #confirming\n    on :none_left from @stock in #reserving\n      order moves to #failed\n    on :confirmed from @stock in #confirming\n      order moves to #confirmed\n\nmachine: @stock\n  starts in #ready\n  scenario: sell\n    on :reserve from @order in #ready\n      ? item is there\n        emit :reserved to @order\n        stock moves to #held\n      otherwise\n        emit :none_left to @order\n    on :confirm from @order in #held\n      ? item is still there\n        emit :confirmed to @order\n        stock moves to #sold\n";

/// Who began to speak asks, also where it reacts to an answer.
#[test]
fn the_second_question_of_a_dialogue_is_no_answer() {
    let found = explore_text(CONFIRM, &Options::default());
    assert_eq!(
        messages(&found),
        [
            "@order waits in #confirming for an answer to ':confirm to @stock' that cannot come, and nothing leads on"
        ]
    );
    // A machine that is asked itself, and asks another one twice.
    let bank = CONFIRM
        .replace("on> :buy from @customer", "on :buy from @shop")
        .replace("machine: @order\n", "machine: @shop\n  starts in #open\n  scenario: sell\n    on> :sell from @customer in #open\n      emit :buy to @order\n      shop moves to #sold\n\nmachine: @order\n");
    assert_eq!(with_kind(&explore_text(&bank, &Options::default()), Kind::WaitsForEver), 1);
}

/// Another conversation may begin in the place of one that waits after an answer without effect: that does not lead it on.
#[test]
fn an_instance_is_not_led_on_where_its_conversation_makes_room() {
    let text = include_str!("mutants/tickets.flow");
    let asks_again = "in #waiting\n    emit :assign to @agent\n";
    assert!(text.contains(asks_again));
    let found = explore_text(&text.replace(asks_again, "in #waiting\n"), &Options::default());
    let waits =
        "@ticket waits in #open for an answer to ':assign to @agent' that cannot come, and nothing leads on";
    assert!(messages(&found).contains(&waits), "{:?}", messages(&found));
}
