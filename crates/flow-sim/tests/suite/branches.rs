//! Which branches of a handler can run in a state: a story must not count on one that cannot (reference#story-runs).
//!
//! Each story has a handler that only a branch of another handler reaches. Where that branch can run, the handler
//! is its continuation; where it cannot, the story fails there.

use crate::support::check_story;

/// A light with a story of `:blink` in `#blue`, after a `:press` in `#red` that this body handles.
fn check_light(body: &str, expected: &str) {
    let text = format!(
        "machine: @light
  starts in #red
  scenario: switch
    on> :press from @guest in #red
{body}
    on> :blink from @guest in #blue
      light moves to #off
  scenario: elsewhere
    on> :jump from @guest in #red
      light moves to #blue
"
    );
    check_story(&[("a.flow", &text)], "switch", &[expected]);
}

const NOT_ACCEPTED: &str =
    "main: failed: #red :press #green | not accepted at on> :blink from @guest in #blue";

#[test]
fn an_otherwise_after_a_guard_that_always_holds_cannot_run() {
    check_light(
        "      ? light is in #red
        light moves to #green
      otherwise
        light moves to #blue",
        NOT_ACCEPTED,
    );
}

#[test]
fn a_guard_on_the_other_states_cannot_run() {
    check_light(
        "      ? light is in #red
        light moves to #green
      ? light is not in #red
        light moves to #blue",
        NOT_ACCEPTED,
    );
}

#[test]
fn a_negated_guard_on_the_state_cannot_run() {
    check_light(
        "      ? not light is in #red
        light moves to #blue
      otherwise
        light moves to #green",
        NOT_ACCEPTED,
    );
}

#[test]
fn without_an_otherwise_a_path_past_groups_for_all_states_cannot_run() {
    check_light(
        "      light moves to #blue
      ? light is in #blue
        light moves to #green
      ? light is not in #blue
        light moves to #off",
        NOT_ACCEPTED,
    );
}

#[test]
fn what_earlier_groups_exclude_cannot_run_below_them() {
    check_light(
        "      ? light is in #red
      ?? it is late
        light moves to #green
      ? it is early
        light moves to #blue",
        NOT_ACCEPTED,
    );
}

#[test]
fn an_otherwise_after_a_guard_that_may_fail_can_run() {
    let text = "machine: @light
  starts in #red
  scenario: switch
    on> :press from @guest in #red
      ? light is in #red
      ? it is late
        light moves to #green
      otherwise
        light moves to #blue
    on> :blink from @guest in #blue
      light moves to #off
";
    check_story(
        &[("a.flow", text)],
        "switch",
        &[
            "main: passed: #red :press #green | it is late",
            "branch :blink: passed: #red :press #blue :blink #off | it is not late",
        ],
    );
}
