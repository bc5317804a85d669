//! Findings that no clock allows, and those that another path shows.

use super::explore_text;
use crate::{Exploration, Finding, Kind, Level, Options};

/// Two hours of cooking, and a check after a while.
fn cook(check: &str, more: &str) -> String {
    format!(
        "machine: @cook\n  starts in #idle\n  scenario: cook\n    on> :start from @guest in #idle\n      schedule :check for {check}\n      start timer :tick for 1 hour\n      cook moves to #first_hour\n    on :tick from @system in #first_hour\n      start timer :tick for 1 hour\n      cook moves to #second_hour\n    on :tick from @system in #second_hour\n      cook moves to #done\n    on :check from @self in #first_hour, #second_hour\n      emit :checked to @guest\n{more}"
    )
}

fn late_timer(found: &Exploration) -> &Finding {
    let mut late = found.findings.iter().filter(|finding| finding.kind == Kind::LateTimer);
    let first = late.next().expect("the check comes when it is done");
    assert!(late.next().is_none());
    first
}

/// One hour in microseconds.
const HOUR: i64 = 3_600_000_000;

#[test]
fn what_no_clock_allows_is_a_note() {
    let found = explore_text(&cook("90 minutes", ""), &Options::default());
    let late = late_timer(&found);
    assert_eq!((late.level(), late.trace.fits_clock()), (Level::Note, false));
    assert!(
        late.message.ends_with("but only if timers are late: no clock allows these steps"),
        "{}",
        late.message
    );
    let found = explore_text(&cook("3 hours", ""), &Options::default());
    let late = late_timer(&found);
    assert_eq!(late.level(), Level::Warn);
    assert_eq!(late.trace.moments, [0, HOUR, 2 * HOUR, 3 * HOUR]);
}

/// The shortest path is impossible; one that is longer by a step is possible.
#[test]
fn another_way_is_taken_where_no_clock_allows_the_shortest() {
    let hurry = "    on> :hurry from @guest in #second_hour\n      cook moves to #hurrying\n    on> :serve from @guest in #hurrying\n      cook moves to #done\n    on :check from @self in #hurrying\n      ignore\n";
    let found = explore_text(&cook("90 minutes", hurry), &Options::default());
    let late = late_timer(&found);
    assert_eq!(late.level(), Level::Warn);
    assert_eq!(late.trace.moments, [0, HOUR, HOUR, HOUR, HOUR + HOUR / 2]);
    // Without a step in which time can pass before the check, there is none.
    let slow = "    on> :hurry from @guest in #done\n      cook moves to #hurrying\n    on> :serve from @guest in #hurrying\n      cook moves to #done\n    on :check from @self in #hurrying\n      ignore\n";
    let found = explore_text(&cook("90 minutes", slow), &Options::default());
    assert_eq!(late_timer(&found).level(), Level::Note);
}

/// A timer that is restarted, or ended, has no effect on later steps.
#[test]
fn timers_that_ended_limit_nothing() {
    let text = "machine: @cook\n  starts in #idle\n  scenario: cook\n    on> :start from @guest in #idle\n      schedule :check for 90 minutes\n      start timer :tick for 1 hour\n      cook moves to #cooking\n    on :tick from @system in #cooking\n      cancel :check\n      schedule :check for 90 minutes\n      start timer :tick for 1 hour\n      cook moves to #resting\n    on :tick from @system in #resting\n      cook moves to #done\n    on :check from @self in #cooking, #resting\n      emit :checked to @guest\n";
    let found = explore_text(text, &Options::default());
    let late = late_timer(&found);
    assert_eq!(late.level(), Level::Warn);
    assert_eq!(late.trace.moments, [0, HOUR, 2 * HOUR, 2 * HOUR + HOUR / 2]);
}
