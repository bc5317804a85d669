//! Values from outside and at the start: enough of them, and no more than an instance needs.
//!
//! A condition that no value makes true would hide whatever follows from it, with the verdict *everything*. So each test counts the states
//! behind both results of a condition. A value that is kept for no reader makes states that are equal otherwise.

use super::{explore_text, messages};
use crate::{Exploration, Kind, Options, Verdict};

fn explored(text: &str) -> Exploration {
    explore_text(text, &Options::default())
}

/// A handler, which moves to `#one` and `#other` by guards about what comes from outside; both must be reached.
#[track_caller]
fn assert_both(head: &str, guards: &str, is_exact: bool) {
    let text = format!(
        "machine: @ride\n  starts in #new\n  {head}\n{guards}  on> :next from @driver in #one\n    ride moves to #after_one\n  on> :next from @driver in #other\n    ride moves to #after_other\n"
    );
    let found = explored(&text);
    assert_eq!(messages(&found), [""; 0], "{text}");
    assert_eq!(found.verdict == Verdict::Everything, is_exact, "{:?}", found.verdict);
    let states = ["#new", "#one", "#other", "#after_one", "#after_other"];
    assert!(found.states >= states.len(), "{} of {text}", found.states);
}

#[test]
fn lengths_of_time_are_below_and_above_those_of_conditions() {
    for length in ["2 hours", "1 microsecond", "500 milliseconds", "26 weeks"] {
        let guards = format!(
            "    ? $d > {length}\n      ride moves to #one\n    otherwise\n      ride moves to #other\n"
        );
        assert_both("on> :end from @driver in #new with $d: duration", &guards, true);
    }
    let between = "    ? $d > 1 second\n    ? $d < 2 seconds\n      ride moves to #one\n    otherwise\n      ride moves to #other\n";
    assert_both("on> :end from @driver in #new with $d: duration", between, true);
}

/// An amount of a unit is no length itself: it is compared with as many of them.
#[test]
fn amounts_of_a_unit_are_below_and_above_those_of_conditions() {
    let guards = "    $wait: duration becomes $n minutes\n    ? $wait > 2 hours\n      ride moves to #one\n    otherwise\n      ride moves to #other\n";
    assert_both("on> :end from @driver in #new with $n: integer", guards, false);
    let guards =
        "    ? $n minutes > 2 hours\n      ride moves to #one\n    otherwise\n      ride moves to #other\n";
    assert_both("on> :end from @driver in #new with $n: integer", guards, false);
}

/// A difference of times is calculated: that is tried, and named.
#[test]
fn times_can_be_as_far_apart_as_a_condition_says() {
    let guards =
        "    ? $b - $a > 2 hours\n      ride moves to #one\n    otherwise\n      ride moves to #other\n";
    assert_both("on> :plan from @driver in #new with $a: time, $b: time", guards, false);
}

#[test]
fn texts_are_as_long_as_a_condition_says() {
    let guards =
        "    ? length($name) >= 8\n      ride moves to #one\n    otherwise\n      ride moves to #other\n";
    assert_both("on> :call from @driver in #new with $name: string", guards, false);
}

/// With many items there are more lists than are tried, and yet each length is.
#[test]
fn lists_are_as_long_as_a_condition_says() {
    let guards = "    ? $xs has more than 4 items\n      ride moves to #one\n    ? sum of $xs > 20\n      ride moves to #other\n";
    assert_both("on> :plan from @driver in #new with $xs: array of integer", guards, false);
}

#[test]
fn what_is_compared_with_an_id_can_be_the_id() {
    let head = "on> :subscribe from @driver in #new\n    $token: string becomes uuid()\n    ride moves to #asked\n  on> :confirm from @driver in #asked with $answer: string";
    let guards =
        "    ? $answer is $token\n      ride moves to #one\n    otherwise\n      ride moves to #other\n";
    assert_both(head, guards, false);
}

/// What a story gives is tried besides the values that conditions need.
#[test]
fn an_instance_begins_also_with_the_inputs_of_a_story() {
    let text = "system: store\nmachine: @write\n  starts in #new\n  ends in #written\n  scenario: two of three\n    given:\n      $replicas: array of string is [\"a\", \"b\", \"c\"]\n    on> :put from @user in #new\n      for each $replica in $replicas\n        emit :store to a new @replica\n      write moves to #writing\n    on :stored from @replica in #writing\n      $acks: integer increases by 1\n      ? $acks = 2\n        write moves to #written\nmachine: @replica\n  starts in #empty\n  on :store from @write in #empty\n    emit :stored to @write\n    replica moves to #full\n";
    let found = explored(text);
    let third = "':stored' from @replica reaches @write in #written, which does not take it";
    assert!(messages(&found).contains(&third), "{:?}", messages(&found));
    // Of one replica, and of none, nothing more comes.
    let waits = "@write waits in #writing for an answer to ':store to @replica' that cannot come, and nothing leads on";
    assert!(messages(&found).contains(&waits), "{:?}", messages(&found));
}

/// What was calculated for one decision is forgotten after it, unless a later handler or a rule reads it.
#[test]
fn values_that_are_not_needed_make_no_states() {
    let text = |rest: &str| {
        format!(
            "system: loans\n{rest}machine: @loan\n  starts in #draft\n  on> :submit from @customer in #draft with $income: number, $amount: number\n    $rest: number becomes $income - $amount\n    ? $rest > 10\n      loan moves to #large\n    otherwise\n      loan moves to #small\n"
        )
    };
    let forgotten = explored(&text(""));
    assert_eq!(forgotten.states, 3);
    let read = explored(&text("  rules:\n    = $rest is at most 1000000\n"));
    assert!(read.states > 10, "{}", read.states);
    let later =
        text("") + "  on> :ask from @customer in #small\n    ? $rest < 0\n      loan moves to #refused\n";
    let later = explored(&later);
    assert!(later.states > 5, "{}", later.states);
    assert!(!later.findings.iter().any(|finding| finding.kind == Kind::NeverHappens));
}

/// An update below a guard, one whose failure is caught, and one that only changes the value keep what was there.
#[test]
fn a_value_that_may_remain_is_needed() {
    let steps = [
        "    ? it rains\n      $limit becomes 0\n",
        "    $limit: integer comes from rate of the bank\n    ? that failed\n      write it down\n",
        "    $limit decreases by $step\n",
        "    for each $x in $xs\n      $limit becomes $x\n",
    ];
    for step in steps {
        let text = format!(
            "machine: @loan\n  starts in #draft\n  on> :submit from @customer in #draft with $sum: integer\n    $limit: integer becomes $sum\n    loan moves to #kept\n  on> :change from @customer in #kept with $step: integer, $xs: array of integer\n{step}    loan moves to #changed\n  on> :use from @customer in #changed\n    ? $limit > 5\n      loan moves to #high\n    otherwise\n      loan moves to #low\n"
        );
        let found = explored(&text);
        let kept = explored(&text.replace("in #changed\n    ? $limit", "in #changed, #kept\n    ? $limit"));
        assert!(found.states > 6, "{} of {text}", found.states);
        assert_eq!(messages(&found), messages(&kept), "{text}");
    }
}

/// Whether a question is open keeps no states apart if no answer to it leads on.
#[test]
fn questions_whose_answers_lead_nowhere_make_no_states() {
    let text = include_str!("../../../../tests/corpus/conversations/shared_shelf.flow");
    let found = explored(text);
    assert_eq!((found.verdict, found.states), (Verdict::Everything, 103));
}

/// The order in which instances with keys are made keeps no states apart.
#[test]
fn instances_with_keys_have_slots_before_they_are_made() {
    let text = include_str!("../../../../tests/corpus/conversations/elevators.flow");
    let found = explored(text);
    assert_eq!((found.verdict, found.states), (Verdict::Everything, 540));
}
