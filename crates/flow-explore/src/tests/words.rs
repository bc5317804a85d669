//! The words of findings: which of them are one, and which help they give.
//!
//! Each specification has the mistake that a test is about, and most tests also repair it as the help proposes.

use super::{explore_text, messages};
use crate::{Ending, Exploration, Kind, Level, Options, Verdict};

fn of_kind(found: &Exploration, kind: Kind) -> Vec<&crate::Finding> {
    found.findings.iter().filter(|finding| finding.kind == kind).collect()
}

fn helps(found: &Exploration) -> Vec<&str> {
    found.findings.iter().filter_map(|finding| finding.help.as_deref()).collect()
}

/// An order with a bank that has three answers, and that a customer can cancel meanwhile.
const ASKS: &str = "machine: @order\n  starts in #open\n  ends in #paid, #cancelled\n  scenario: pay\n    on> :pay from @customer in #open\n      emit :charge to @bank\n      order moves to #waiting\n    on :charged from @bank in #waiting\n      order moves to #paid\n    on :declined from @bank in #waiting\n      order moves to #cancelled\n    on :unknown from @bank in #waiting\n      order moves to #cancelled\n    on> :cancel from @customer in #waiting\n      order moves to #cancelled\n";

#[test]
fn late_answers_of_one_actor_in_one_state_are_one_finding() {
    let found = explore_text(ASKS, &Options::default());
    let late = of_kind(&found, Kind::LateAnswer);
    assert_eq!(
        late.iter().map(|finding| finding.message.as_str()).collect::<Vec<_>>(),
        [
            "':charged', ':declined' or ':unknown' from @bank comes late to @order in #cancelled, which does not take it",
        ]
    );
    assert_eq!(late[0].key, "late-answer | from @bank | order | #cancelled | charged, declined, unknown");
    assert_eq!(
        late[0].help.as_deref(),
        Some("if they mean nothing there, write a handler of each in #cancelled with 'ignore'")
    );
    // One that is handled is no part of it.
    let repaired = format!("{ASKS}    on :declined from @bank in #cancelled\n      ignore\n");
    let found = explore_text(&repaired, &Options::default());
    assert_eq!(
        messages(&found),
        ["':charged' or ':unknown' from @bank comes late to @order in #cancelled, which does not take it"]
    );
}

#[test]
fn helps_name_the_line_to_write() {
    let early = "machine: @job\n  starts in #new\n  scenario: run\n    on> :run from @user in #new\n      emit :build to @worker\n      emit :test to @checker\n      job moves to #building\n    on :built from @worker in #building\n      job moves to #testing\n    on :tested from @checker in #testing\n      job moves to #done\n\nmachine: @worker\n  scenario: build\n    on :build from @job\n      emit :built to @job\n\nmachine: @checker\n  scenario: test\n    on :test from @job\n      emit :tested to @job\n";
    let found = explore_text(early, &Options::default());
    assert_eq!(
        helps(&found)[0],
        "if it means nothing there, write 'on :tested from @checker in #building' with 'ignore' below it; if it is only too early, with 'defer'"
    );
    let deferred = early.replace(
        "    on :tested from @checker in #testing",
        "    on :tested from @checker in #building\n      defer\n    on :tested from @checker in #testing",
    );
    assert_eq!(messages(&explore_text(&deferred, &Options::default())), [""; 0]);
    // Where it is never accepted later, only 'ignore' is of use.
    let ended = early.replace("      job moves to #testing\n", "      job moves to #testing\n    on> :stop from @user in #building, #testing\n      job moves to #stopped\n");
    let found = explore_text(&ended, &Options::default());
    let stopped =
        "if it means nothing there, write 'on :tested from @checker in #stopped' with 'ignore' below it";
    assert!(helps(&found).contains(&stopped), "{:?}", helps(&found));
    // The action that failed is named where an answer is missing because of it.
    let failing =
        early.replace("    on :build from @job\n", "    on :build from @job\n      compile everything\n");
    let found = explore_text(&failing, &Options { failures: true, ..Options::default() });
    let waiting = of_kind(&found, Kind::WaitsForEver);
    assert_eq!(
        waiting[0].help.as_deref(),
        Some("below 'compile everything', write '? that failed' and what '@worker' does then")
    );
}

#[test]
fn an_emit_that_makes_a_second_instance_is_named() {
    let text = "machine: @order\n  starts in #open\n  on> :pay from @customer in #open\n    emit :charge to @payment\n    order moves to #paid\n  on> :refund from @customer in #paid\n    emit :undo to @payment\n    order moves to #refunded\n\nmachine: @payment\n  starts in #new\n  ends in #done\n  on :charge from @order in #new\n    payment moves to #done\n  on :undo from @order in #new\n    payment moves to #done\n";
    let found = explore_text(text, &Options::default());
    let second = of_kind(&found, Kind::SecondInstance);
    assert_eq!(
        second.iter().map(|finding| finding.message.as_str()).collect::<Vec<_>>(),
        ["':undo' from @order makes a second @payment in its conversation, since the first has ended"]
    );
    assert!(second[0].help.as_deref().is_some_and(|help| help.contains("'to a new @payment'")));
}

#[test]
fn what_grows_without_end_is_shown_with_one_round() {
    let text = "machine: @ticket\n  starts in #open\n  ends in #closed\n  on> :resolve from @agent in #open\n    schedule :close for 3 days\n    ticket moves to #resolved\n  on> :reopen from @customer in #resolved\n    ticket moves to #open\n  on :close from @self in #resolved\n    ticket moves to #closed\n  on :close from @self in #open\n    ignore\n";
    let found = explore_text(text, &Options::default());
    let piles = of_kind(&found, Kind::PilesUp);
    assert_eq!(piles.len(), 1, "{:?}", messages(&found));
    assert_eq!((piles[0].trace.steps.len(), piles[0].trace.ending), (2, Ending::Repeats(0)));
    let Verdict::UpTo(open) = &found.verdict else { panic!("{:?}", found.verdict) };
    assert!(open[0].ends_with("(1 way)") || open[0].ends_with(" ways)"), "{open:?}");
    // With the help it ends.
    let help = piles[0].help.clone().unwrap();
    assert!(help.contains("'cancel :close'"), "{help}");
    let repaired = text.replace("    schedule", "    cancel :close\n    schedule");
    assert_eq!(explore_text(&repaired, &Options::default()).verdict, Verdict::Everything);
}

/// A deputy is informed in one scenario, and answers in another.
#[test]
fn an_actor_who_was_told_something_answers_where_the_state_is_said() {
    let text = "system: approval\n  rules:\n    when approval is in #with_deputy\n      = approval gets to #done\n\nmachine: @expense\n  starts in #draft\n  ends in #approved\n  scenario: submit\n    on> :submit from @employee in #draft\n      emit :review to @approval\n      expense moves to #in_review\n    on :approved from @approval in #in_review\n      expense moves to #approved\n    on> :remind from @employee in #in_review\n      emit :sorry to @employee\n\nmachine: @approval\n  ends in #done\n  scenario: a manager decides\n    on :review from @expense in #idle\n      emit :please_decide to @manager\n      start timer :no_decision for 3 days\n      approval moves to #with_manager\n    on :accept from @manager in #with_manager\n      emit :approved to @expense\n      approval moves to #done\n    on :no_decision from @system in #with_manager\n      emit :please_decide to @deputy\n      approval moves to #with_deputy\n    on :accept from @manager in #with_deputy\n      ignore\n    on :accept from @manager in #done\n      ignore\n  scenario: a deputy decides\n    on :accept from @deputy in #with_deputy\n      emit :approved to @expense\n      approval moves to #done\n";
    let found = explore_text(text, &Options::default());
    assert_eq!((messages(&found), found.verdict.clone()), (vec![], Verdict::Everything));
    // An actor who was not informed need not act.
    let untold = text.replace("      emit :please_decide to @deputy\n", "");
    let found = explore_text(&untold, &Options::default());
    assert_eq!(of_kind(&found, Kind::BrokenRule).len(), 1, "{:?}", messages(&found));
}

/// A lock that is never freed: only the most serious finding remains, for any number of conversations.
#[test]
fn an_instance_that_waits_is_reported_once() {
    let text = "machine: @job\n  starts in #new\n  ends in #printed, #dropped\n  scenario: print\n    on> :print from @user in #new\n      emit :acquire to @printer\n      job moves to #queued\n    on :granted from @printer in #queued\n      emit :free to @printer\n      job moves to #printed\n    on> :drop from @user in #queued\n      job moves to #dropped\n    on :granted from @printer in #dropped\n      ignore\n\nmachine: @printer\n  one for all\n  starts in #ready\n  scenario: lock\n    on :acquire from @job in #ready\n      emit :granted to @job\n      printer moves to #busy\n    on :acquire from @job in #busy\n      defer\n    on :free from @job in #busy\n      printer moves to #ready\n";
    let found = explore_text(text, &Options::default());
    assert_eq!((found.verdict.clone(), found.conversations), (Verdict::Everything, 2));
    let levels: Vec<(Kind, Level)> =
        found.findings.iter().map(|finding| (finding.kind, finding.level())).collect();
    assert_eq!(
        levels,
        [(Kind::WaitsForEver, Level::Deny), (Kind::WaitsForSomeone, Level::Note)],
        "{:?}",
        messages(&found)
    );
    assert!(messages(&found)[0].starts_with("@printer waits in #busy"), "{:?}", messages(&found));
    let repaired = text.replace(
        "    on :granted from @printer in #dropped\n      ignore\n",
        "    on :granted from @printer in #dropped\n      emit :free to @printer\n",
    );
    assert_eq!(messages(&explore_text(&repaired, &Options::default())), [""; 0]);
}

#[test]
fn the_zero_of_a_choice_is_no_value_at_the_start() {
    let text = "machine: @ticket\n  starts in #new\n  on> :open from @customer in #new with $priority: one of \"low\", \"high\"\n    $priority becomes $priority\n    ? $priority is high\n      ticket moves to #urgent\n    otherwise\n      emit :later to @agent\n      ticket moves to #late\n  on :done from @agent in #late\n    ticket moves to #urgent\n  on> :drop from @customer in #late\n    ticket moves to #dropped\n";
    let found = explore_text(text, &Options::default());
    assert!(!found.findings.is_empty());
    assert!(found.findings[0].trace.start[0].values.is_empty(), "{:?}", found.findings[0].trace.start);
}
