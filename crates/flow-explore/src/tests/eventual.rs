//! Rules under `when`, and findings about repetitions.
//!
//! Each mistake is tested together with the same specification without it, so that no test passes for findings that always occur.

use super::{explore_text, messages};
use crate::{Ending, Exploration, Kind, Options, Verdict, describe_ending};

fn of_kind(found: &Exploration, kind: Kind) -> Vec<&crate::Finding> {
    found.findings.iter().filter(|finding| finding.kind == kind).collect()
}

/// An order that is paid for and sent, if the store answers; with the lines of a rule under `when`.
fn shop(rule: &str, store: &str) -> String {
    format!(
        "system: shop\n  rules:\n    when order is in #paid\n      = {rule}\n\nmachine: @order\n  starts in #open\n  ends in #sent, #cancelled\n  scenario: buy\n    on> :pay from @customer in #open\n      emit :pack to @store\n      order moves to #paid\n    on :packed from @store in #paid\n      emit :sent to @customer\n      order moves to #sent\n    on :missing from @store in #paid\n      emit :sorry to @customer\n      order moves to #cancelled\n\nmachine: @store\n  starts in #idle\n  scenario: pack\n{store}"
    )
}

const STORE: &str = "    on :pack from @order in #idle\n      ? it is there\n        emit :packed to @order\n      otherwise\n        emit :missing to @order\n";

#[test]
fn what_must_come_comes() {
    let found = explore_text(&shop("order gets to #sent or #cancelled", STORE), &Options::default());
    assert_eq!((messages(&found), found.verdict.clone()), (vec![], Verdict::Everything));
    assert_eq!(found.unchecked_rules, []);
    let found = explore_text(&shop("@customer receives :sent or :sorry", STORE), &Options::default());
    assert_eq!(messages(&found), [""; 0]);
}

#[test]
fn what_need_not_come_is_found_with_the_way_to_it() {
    let found = explore_text(&shop("order gets to #sent", STORE), &Options::default());
    let broken = of_kind(&found, Kind::BrokenRule);
    assert_eq!(broken.len(), 1, "{:?}", messages(&found));
    assert_eq!((broken[0].trace.steps.len(), broken[0].trace.ending), (3, Ending::Rests));
    let found = explore_text(&shop("@customer receives :sent", STORE), &Options::default());
    assert_eq!(of_kind(&found, Kind::BrokenRule).len(), 1);
}

/// An actor outside answers at some time, but not always with the wanted event; time passes.
#[test]
fn people_answer_and_time_passes() {
    let asks = "    on :pack from @order in #idle\n      emit :look to @clerk\n      store moves to #looking\n    on :found from @clerk in #looking\n      emit :packed to @order\n      store moves to #idle\n    on :gone from @clerk in #looking\n      emit :missing to @order\n      store moves to #idle\n";
    let found = explore_text(&shop("order gets to #sent or #cancelled", asks), &Options::default());
    assert_eq!(messages(&found), [""; 0]);
    let found = explore_text(&shop("order gets to #sent", asks), &Options::default());
    assert_eq!(of_kind(&found, Kind::BrokenRule).len(), 1);
    let waits = "    on :pack from @order in #idle\n      store moves to #waiting\n      start timer for 2 days\n    on :timer_expired from @system in #waiting\n      emit :packed to @order\n      store moves to #idle\n";
    let found = explore_text(&shop("order gets to #sent", waits), &Options::default());
    assert_eq!(of_kind(&found, Kind::BrokenRule).len(), 0, "{:?}", messages(&found));
}

/// An unasked event from outside need not happen, although it can.
#[test]
fn nobody_has_to_come_unasked() {
    let by_hand = "    on :pack from @order in #idle\n      store moves to #full\n    on> :send from @clerk in #full\n      emit :packed to @order\n      store moves to #idle\n";
    let found = explore_text(&shop("order gets to #sent", by_hand), &Options::default());
    let broken = of_kind(&found, Kind::BrokenRule);
    assert_eq!(broken.len(), 1, "{:?}", messages(&found));
    assert_eq!(broken[0].trace.ending, Ending::Rests);
}

/// A step that takes up a deferred event can fulfil a requirement and begin it again: that is no run that never fulfils it.
#[test]
fn what_is_fulfilled_within_a_step_is_fulfilled() {
    let text = |done: &str| {
        format!(
            "system: printing\n  rules:\n    when printer is in #busy\n      = printer gets to #idle\n\nmachine: @printer\n  starts in #idle\n  on> :print from @user in #idle\n    emit :run to @engine\n    printer moves to #busy\n  on> :print from @user in #busy\n    defer\n  on :done from @engine in #busy\n    printer moves to {done}\n\nmachine: @engine\n  on :run from @printer\n    start timer for 10 seconds\n  on :timer_expired from @system\n    emit :done to @printer\n"
        )
    };
    let found = explore_text(&text("#idle"), &Options::default());
    assert_eq!((messages(&found), found.verdict.clone()), (vec![], Verdict::Everything));
    let found = explore_text(&text("#jammed"), &Options::default());
    assert_eq!(of_kind(&found, Kind::BrokenRule).len(), 1, "{:?}", messages(&found));
}

/// A phrase can give the same answer for ever.
#[test]
fn a_round_that_never_ends_breaks_a_rule() {
    let retries = "    on :pack from @order in #idle\n      emit :try to @self\n    on :try from @self in #idle\n      ? it is there\n        emit :packed to @order\n      otherwise\n        emit :try to @self\n";
    let found = explore_text(&shop("order gets to #sent", retries), &Options::default());
    let broken = of_kind(&found, Kind::BrokenRule);
    assert_eq!(broken.len(), 1, "{:?}", messages(&found));
    assert_eq!(describe_ending(&broken[0].trace).as_deref(), Some("step 3 can repeat for ever"));
    let rounds = of_kind(&found, Kind::GoesRound);
    assert_eq!(rounds[0].message, "messages cause each other without end: ':try' to @store");
    assert_eq!(rounds.len(), 1);
}

/// Fairness is about each queue: a cycle of two others does not delay a message for ever.
#[test]
fn a_message_is_not_passed_over_for_ever() {
    let text = "system: game\n  rules:\n    when order is in #paid\n      = order gets to #sent\n\nmachine: @order\n  starts in #open\n  scenario: buy\n    on> :pay from @customer in #open\n      emit :ping to @left\n      emit :pack to @store\n      order moves to #paid\n    on :packed from @store in #paid\n      order moves to #sent\n\nmachine: @store\n  scenario: pack\n    on :pack from @order in any state\n      emit :packed to @order\n\nmachine: @left\n  scenario: play\n    on :ping from @order, @right in any state\n      emit :pong to @right\n\nmachine: @right\n  scenario: play\n    on :pong from @left in any state\n      emit :ping to @left\n";
    let found = explore_text(text, &Options::default());
    assert_eq!(
        messages(&found),
        ["messages cause each other without end: ':ping' to @left, ':pong' to @right"]
    );
}

#[test]
fn a_rule_about_an_event_counts_each_time() {
    let rule = |answer: &str| {
        format!(
            "system: shop\n  rules:\n    when @customer sends :ask\n      = @customer receives :yes or :no\n\nmachine: @order\n  starts in #open\n  scenario: ask\n    on> :ask from @customer in #open\n      ? it is late\n        emit :yes to @customer\n      otherwise\n        {answer}\n    on> :close from @customer in #open\n      emit :no to @customer\n      order moves to #closed\n"
        )
    };
    let found = explore_text(&rule("emit :no to @customer"), &Options::default());
    assert_eq!(messages(&found), [""; 0]);
    let found = explore_text(&rule("note the question"), &Options::default());
    let broken = of_kind(&found, Kind::BrokenRule);
    assert_eq!((broken.len(), broken[0].trace.steps.len()), (1, 1));
}

#[test]
fn a_when_that_never_becomes_true_is_idle() {
    let text = "system: shop\n  rules:\n    when order is in #sent\n      = order gets to #done\n\nmachine: @order\n  starts in #open\n  scenario: buy\n    on> :pay from @customer in #open\n      ? $count > 3\n        order moves to #sent\n      otherwise\n        order moves to #closed\n    on :close from @clerk in #sent\n      $count: integer becomes 1\n      order moves to #done\n";
    let found = explore_text(text, &Options::default());
    assert_eq!(of_kind(&found, Kind::IdleRule).len(), 1, "{:?}", messages(&found));
}

#[test]
fn two_answers_in_place_of_each_other_are_found() {
    let text = |second: &str| {
        format!(
            "machine: @order\n  starts in #open\n  scenario: pay\n    on> :pay from @customer in #open\n      emit :charge to @bank\n      order moves to #waiting\n    on :approved from @bank in #waiting\n      emit :thanks to @customer\n      order moves to #paid\n    on :declined from @bank in #waiting\n      order moves to #cancelled\n{second}"
        )
    };
    let found = explore_text(&text(""), &Options::default());
    assert_eq!(of_kind(&found, Kind::AnsweredTwice).len(), 0, "{:?}", messages(&found));
    let again = "    on :approved from @bank in #cancelled\n      emit :thanks to @customer\n      order moves to #paid\n";
    let found = explore_text(&text(again), &Options::default());
    assert_eq!(
        of_kind(&found, Kind::AnsweredTwice)[0].message,
        "':approved' from @bank is taken by @order in #cancelled although another answer has come in its place"
    );
    // The second is a step of its own.
    let later = text("    on :delivered from @bank in #paid\n      order moves to #done\n");
    assert_eq!(of_kind(&explore_text(&later, &Options::default()), Kind::AnsweredTwice).len(), 0);
    let ignored = text("    on :approved from @bank in #cancelled\n      ignore\n");
    assert_eq!(of_kind(&explore_text(&ignored, &Options::default()), Kind::AnsweredTwice).len(), 0);
}

#[test]
fn a_scheduled_event_of_an_earlier_visit_is_stale() {
    let text = |cancel: &str| {
        format!(
            "machine: @call\n  starts in #idle\n  scenario: ring\n    on> :ring from @caller in #idle\n      schedule :give_up for 30 seconds\n      call moves to #ringing\n    on> :hang_up from @caller in #ringing\n{cancel}      call moves to #idle\n    on :give_up from @self in #ringing\n      call moves to #missed\n    on :give_up from @self in #idle, #missed\n      ignore\n"
        )
    };
    let found = explore_text(&text(""), &Options::default());
    assert_eq!(
        of_kind(&found, Kind::StaleTimer)[0].message,
        "':give_up' of an earlier visit comes to @call in #ringing, which has started another one by now"
    );
    let found = explore_text(&text("      cancel :give_up\n"), &Options::default());
    assert_eq!(of_kind(&found, Kind::StaleTimer).len(), 0, "{:?}", messages(&found));
}

/// A timer that runs fires at some time, also if it waits until all is quiet and somebody outside goes on for ever.
#[test]
fn time_passes_although_somebody_goes_on_for_ever() {
    let text = "system: drone\n  rules:\n    when drone is in #returning\n      = drone gets to #landed\nmachine: @drone\n  starts in #flying\n  on> :abort from @pilot in #flying, #returning\n    emit :go_home to @engine\n    drone moves to #returning\n  on :touchdown from @engine in #returning\n    drone moves to #landed\nmachine: @engine\n  starts in #working\n  on :go_home from @drone in #working\n    start timer :home for 1 minute\n    engine moves to #homing\n  on :go_home from @drone in #homing\n    ignore\n  on :home from @system in #homing\n    emit :touchdown to @drone\n    engine moves to #down\n  on :go_home from @drone in #down\n    ignore\n";
    for prompt in [false, true] {
        let found = explore_text(text, &Options { prompt, ..Options::default() });
        assert_eq!(messages(&found), [""; 0], "{prompt}");
    }
    // Without the timer, it never lands.
    let stays = text.replace("    start timer :home for 1 minute\n", "");
    let found = explore_text(&stays, &Options { prompt: true, ..Options::default() });
    assert_eq!(of_kind(&found, Kind::BrokenRule).len(), 1);
}

/// Where conversations meet, later ones are not followed, and the verdict is not plain.
#[test]
fn rules_beside_later_conversations_are_an_approximation() {
    let text = "system: shop\n  rules:\n    when order is in #waiting\n      = order gets to #shipped\n\nmachine: @order\n  starts in #cart\n  ends in #shipped\n  on> :buy from @customer in #cart\n    emit :count to @register\n    order moves to #waiting\n  on :counted from @register in #waiting\n    order moves to #shipped\n\nmachine: @register\n  one for all\n  on :count from @order\n    emit :counted to @order\n";
    let found = explore_text(text, &Options::default());
    let Verdict::Approximately(notes) = &found.verdict else { panic!("{:?}", found.verdict) };
    assert_eq!(notes, &["rules under 'when': they were checked without conversations that begin later"]);
    // One conversation alone has no later one.
    let one = Options { conversations: Some(1), ..Options::default() };
    assert_eq!(explore_text(text, &one).verdict, Verdict::Everything);
}
