//! Instances that stay for ever where they should not, although they wait for no answer; each with the same specification repaired.

use super::{explore_text, messages};
use crate::{Exploration, Kind, Options};

fn stuck(found: &Exploration) -> Vec<&str> {
    let of_kind = found.findings.iter().filter(|finding| finding.kind == Kind::Stuck);
    of_kind.map(|finding| finding.message.as_str()).collect()
}

/// A ticket asks again after an hour, if a timer starts, while all agents are busy.
fn desk(start: &str, instances: &str) -> String {
    format!(
        "system: desk\n\nmachine: @ticket\n  starts in #new\n  ends in #assigned\n  on> :open from @customer in #new\n    emit :assign to @agent\n    ticket moves to #asked\n  on :assigned from @agent in #asked\n    ticket moves to #assigned\n  on :busy from @agent in #asked\n{start}    ticket moves to #waiting\n  on :timer_expired from @system in #waiting\n    emit :assign to @agent\n    ticket moves to #asked\n\nmachine: @agent\n{instances}  starts in #free\n  on :assign from @ticket in #free\n    ? somebody is there\n      emit :assigned to @ticket\n    otherwise\n      emit :busy to @ticket\n"
    )
}

#[test]
fn who_never_asks_again_stays_for_ever() {
    // With one conversation, and with two, one of which makes room for others.
    for instances in ["", "  one for all\n"] {
        let found = explore_text(&desk("    start timer for 1 hour\n", instances), &Options::default());
        assert_eq!(messages(&found), [""; 0]);
        let found = explore_text(&desk("", instances), &Options::default());
        assert_eq!(stuck(&found), ["@ticket stays in #waiting for ever, which is none of its ends"]);
        assert_eq!(found.findings[0].key, "stuck |  | ticket | #waiting | ");
        assert_eq!(found.findings[0].trace.steps.len(), 3);
        // A customer who can close the ticket moves it.
        let closed = "  on :assigned from @agent in #asked\n";
        let text = desk("", instances).replace(
            closed,
            &format!("  on> :close from @customer in #waiting\n    ticket moves to #assigned\n{closed}"),
        );
        assert_eq!(stuck(&explore_text(&text, &Options::default())), [""; 0]);
    }
}

/// Without `ends in`, an instance may stay anywhere, and so may one that another instance made, and one that has not begun.
#[test]
fn who_may_stay_is_not_stuck() {
    let text = desk("", "").replace("  ends in #assigned\n", "");
    assert_eq!(stuck(&explore_text(&text, &Options::default())), [""; 0]);
    let saga = super::verdicts::saga("      emit :refund to @payment\n").replace(
        "machine: @payment\n  starts in #open\n",
        "machine: @payment\n  starts in #open\n  ends in #refunded\n",
    );
    assert_eq!(stuck(&explore_text(&saga, &Options::default())), [""; 0]);
}

/// Two who wait for an answer are reported as that, and what follows from it is not.
#[test]
fn who_waits_for_an_answer_is_reported_once() {
    let found = explore_text(&super::protocols::philosophers("nobody"), &Options::default());
    assert!(found.findings.iter().any(|finding| finding.kind == Kind::WaitsForEver));
    assert_eq!(stuck(&found), [""; 0]);
}

/// Two lights, and a control that turns them; with the line that lets it begin anew.
fn crossing(anew: &str) -> String {
    format!(
        "machine: @control\n  one for all\n  starts in #waiting\n  on> :press from @pedestrian in #waiting\n    emit :go to @light\n    start timer for 20 seconds\n    control moves to #walking\n  on :timer_expired from @system in #walking\n    emit :stop to @light\n    control moves to #clearing\n  on :stopped from @light in #clearing\n    note the time\n{anew}\nmachine: @light\n  one for all\n  starts in #red\n  on :go from @control in #red\n    light moves to #green\n  on :stop from @control in #green\n    emit :stopped to @control\n    light moves to #red\n"
    )
}

#[test]
fn what_all_share_goes_on() {
    let found = explore_text(&crossing("    control moves to #waiting\n"), &Options::default());
    assert_eq!(messages(&found), [""; 0]);
    let found = explore_text(&crossing(""), &Options::default());
    assert_eq!(stuck(&found), ["@light stays in #red for ever, and what leads on from there cannot come"]);
}
