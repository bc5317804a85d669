//! Stories of refused events (reference#refusals): which of them the story contains, and which effects of the handler remain.

use crate::support::{check_story, load};

/// A door that opens for everybody but at night.
const DOOR: &str = "machine: @door
  scenario: by day
    on> :open from @guest
      $opened increases by 1
      ring the bell
      ? it is night
        reject \"we are closed\"
      door moves to #open
    expect:
      = door is in #open
      = $opened = 1
";

fn check(scenario: &str, expected: &str) {
    check_story(&[("a.flow", &format!("{DOOR}{scenario}"))], "told", &[expected]);
}

#[test]
fn a_story_goes_on_after_a_refusal_that_it_tells() {
    check(
        "  scenario: told
    given:
      it is night
    on> :open from @guest
      reject
    expect:
      = door is in #idle
      = $opened = 0
      = :open was refused with \"we are closed\"
      = ring the bell was called
",
        "main: passed: #idle :open #idle",
    );
}

#[test]
fn an_assertion_tells_a_refusal_too() {
    check(
        "  scenario: told
    given:
      it is night
    on> :open from @guest
    expect:
      = :open was refused
",
        "main: passed: #idle :open #idle",
    );
}

#[test]
fn a_refusal_that_is_not_told_fails_the_story() {
    check(
        "  scenario: told
    given:
      it is night
    on> :open from @guest
    expect:
      = door is in #idle
",
        "main: failed: #idle | refused at reject \"we are closed\"",
    );
}

#[test]
fn a_refusal_with_another_text_is_another_one() {
    check(
        "  scenario: told
    given:
      it is night
    on> :open from @guest
    expect:
      = :open was refused with \"go away\"
",
        "main: failed: #idle :open #idle | expectation at = :open was refused with \"go away\"",
    );
}

#[test]
fn nothing_was_rejected_where_everything_was_handled() {
    check(
        "  scenario: told
    given:
      it is night
    on> :open from @guest
      reject
    expect:
      = nothing was rejected
",
        "main: failed: #idle :open #idle | expectation at = nothing was rejected",
    );
}

#[test]
fn what_ran_before_a_failure_was_called() {
    let machine = "machine: @s
  scenario: a
    on> :go from @u
      open the valve
      write it down
      s moves to #b
    expect:
      = s is in #b
";
    let test = "test: @s
  for scenario: a
    for :go:
      broken:
        assume:
          write it down throws \"ink\"
        = s is in #idle
        = open the valve was called
        = write it down was called
";
    let loaded = load(&[("a.flow", machine), ("a.test.flow", test)]);
    let (results, said) = loaded.run_tests();
    assert_eq!(said, [""; 0]);
    assert!(results.stories.iter().all(|story| story.verdict == flow_sim::Verdict::Passed));
}
