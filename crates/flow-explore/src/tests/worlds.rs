//! What each option of the world adds or leaves out.
//!
//! Each test compares the result with that of the default, so that an option without an effect does not pass.

use super::{explore_text, messages};
use crate::{ArrivalResult, Exploration, Kind, Manner, Options, TraceStep, Verdict};

fn kinds(found: &Exploration) -> Vec<Kind> {
    found.findings.iter().map(|finding| finding.kind).collect()
}

/// An order that is paid, sent and perhaps returned. The payment answers only while it is charged.
const ORDER: &str = "system: shop\nmachine: @order\n  starts in #open\n  scenario: buy\n    on> :pay from @customer in #open\n      emit :charge to @payment\n      order moves to #waiting\n    on :charged from @payment in #waiting\n      order moves to #paid\n    on> :send from @clerk in #paid\n      order moves to #sent\n  scenario: return\n    given:\n      order is in #sent\n      payment is in #done\n      $days is 3\n    on> :return from @customer in #sent\n      ? $days < 30\n        emit :refund to @payment\n        order moves to #returning\n      otherwise\n        emit :too_late to @customer\n    on :refunded from @payment in #returning\n      order moves to #returned\n\nmachine: @payment\n  starts in #new\n  scenario: charge\n    on :charge from @order in #new\n      emit :charged to @order\n      payment moves to #done\n    on :refund from @order in #done\n      emit :refunded to @order\n      payment moves to #refunded\n";

#[test]
fn conversations_begin_in_a_later_state() {
    let all = explore_text(ORDER, &Options::default());
    let from = |from: &str| Options { from: Some(from.to_owned()), ..Options::default() };
    let later = explore_text(ORDER, &from("#sent"));
    assert!(later.states < all.states && later.states > 3, "{} of {}", later.states, all.states);
    assert!(later.world.starts_with("from #sent on, "), "{}", later.world);
    // Without the payment, which only a story adds, nobody knows what the refund comes to.
    assert_eq!(kinds(&later), []);
    let Verdict::Approximately(notes) = &later.verdict else { panic!("{:?}", later.verdict) };
    assert_eq!(notes, &["instances that were not placed: what they have done before is not known"]);
    // What the payment of the story does is known.
    let silent = ORDER.replace("      emit :refunded", "      ? money is there\n        emit :refunded");
    let found = explore_text(&silent, &from("#sent"));
    assert_eq!(kinds(&found), [Kind::WaitsForEver]);
    assert_eq!(found.findings[0].trace.start.len(), 2);
    let elsewhere = ORDER.replace("payment is in #done", "payment is in #refunded");
    let found = explore_text(&elsewhere, &from("#sent"));
    assert_eq!(kinds(&found), [Kind::RejectedMessage, Kind::WaitsForEver]);
    // A state of another machine, and none.
    assert_eq!(explore_text(ORDER, &from("@payment in #refunded")).states, 1);
    let nowhere = explore_text(ORDER, &from("#lost"));
    assert_eq!(nowhere.verdict, Verdict::UpTo(vec!["no instance can begin in '#lost'".to_owned()]));
}

/// A timer that the state starts runs from the beginning.
#[test]
fn timers_of_the_state_run_from_the_beginning() {
    let text = "machine: @offer\n  starts in #draft\n  ends in #expired\n  on entering #open\n    start timer :expire for 3 days\n  on> :publish from @seller in #draft\n    offer moves to #open\n  on :expire from @system in #open\n    offer moves to #expired\n";
    let options = Options { from: Some("#open".to_owned()), ..Options::default() };
    let found = explore_text(text, &options);
    assert_eq!((found.states, found.transitions), (2, 1));
}

/// Phrases that are asked twice in one conversation.
const PHRASES: &str = "machine: @loan\n  starts in #new\n  scenario: lend\n    on> :apply from @customer in #new\n      ? customer is a member\n        loan moves to #open\n      otherwise\n        loan moves to #refused\n    on> :extend from @customer in #open\n      ? customer is a member\n        loan moves to #extended\n      otherwise\n        emit :sorry to @customer\n    on> :ask from @customer in #open\n      $fee: integer comes from fee of today\n      ? $fee > 5\n        loan moves to #dear\n      otherwise\n        loan moves to #cheap\n    on> :ask from @customer in #dear, #cheap\n      $fee comes from fee of today\n      ? $fee > 5\n        loan moves to #dear\n      otherwise\n        loan moves to #cheap\n";

#[test]
fn phrases_keep_their_answer() {
    assert_eq!(messages(&explore_text(PHRASES, &Options::default())), [""; 0]);
    let found = explore_text(PHRASES, &Options { steady: true, ..Options::default() });
    assert_eq!(found.verdict, Verdict::Everything);
    assert_eq!(messages(&found), ["@loan: on ':extend', 'otherwise' is never taken"]);
    assert!(found.world.ends_with("phrases that keep their answer"), "{}", found.world);
    // No transition connects dear and cheap any longer.
    let moves = |options: &Options| explore_text(PHRASES, options).transitions;
    assert!(moves(&Options { steady: true, ..Options::default() }) < moves(&Options::default()));
}

/// An approval that a deputy takes over after three days.
const DECIDE: &str = "machine: @approval\n  starts in #new\n  ends in #done\n  scenario: decide\n    on> :begin from @employee in #new\n      emit :please_decide to @manager\n      start timer :no_decision for 3 days\n      approval moves to #waiting\n    on :accept from @manager in #waiting\n      approval moves to #done\n    on :no_decision from @system in #waiting\n      approval moves to #forgotten\n";

#[test]
fn actors_answer_before_time_passes() {
    let all = explore_text(DECIDE, &Options::default());
    assert_eq!(kinds(&all), [Kind::Stuck, Kind::LateAnswer]);
    let answered = explore_text(DECIDE, &Options { always_answer: true, ..Options::default() });
    assert_eq!(messages(&answered), ["@approval: ':no_decision' is never handled"]);
    assert!(answered.world.ends_with("actors that answer before time passes"), "{}", answered.world);
}

/// Two messages through different machines; the second can overtake the first.
const OVERTAKES: &str = "machine: @order\n  starts in #open\n  scenario: buy\n    on> :buy from @customer in #open\n      emit :reserve to @stock\n      emit :announce to @shipping\n      order moves to #bought\n\nmachine: @stock\n  scenario: reserve\n    on :reserve from @order\n      emit :reserved to @shipping\n\nmachine: @shipping\n  starts in #idle\n  scenario: ship\n    on :announce from @order in #idle\n      shipping moves to #ready\n    on :reserved from @stock in #ready\n      shipping moves to #shipped\n";

#[test]
fn one_queue_keeps_the_order_of_sending() {
    let any = explore_text(OVERTAKES, &Options::default());
    assert!(kinds(&any).contains(&Kind::RejectedMessage));
    let one = explore_text(OVERTAKES, &Options { one_queue: true, ..Options::default() });
    assert_eq!((messages(&one), one.verdict.clone()), (vec![], Verdict::Everything));
    assert!(one.states < any.states, "{} of {}", one.states, any.states);
    assert!(one.world.ends_with("messages in one queue"), "{}", one.world);
    // The same message overtakes where the order of sending lets it.
    let sent_first = OVERTAKES.replace(
        "      emit :reserve to @stock\n      emit :announce to @shipping\n",
        "      emit :reserve to @stock\n      emit :wait to @self\n",
    );
    let sent_first = sent_first.replace(
        "\nmachine: @stock",
        "    on :wait from @self in #bought\n      emit :announce to @shipping\n\nmachine: @stock",
    );
    let one = explore_text(&sent_first, &Options { one_queue: true, ..Options::default() });
    assert!(kinds(&one).contains(&Kind::RejectedMessage), "{:?}", messages(&one));
}

#[test]
fn on_a_host_actions_fail_and_messages_are_tried_again() {
    let text = "machine: @order\n  starts in #open\n  scenario: buy\n    on> :buy from @customer in #open\n      emit :charge to @payment\n      order moves to #waiting\n    on :charged from @payment in #waiting\n      order moves to #paid\n    on> :cancel from @customer in #waiting\n      emit :stop to @payment\n      order moves to #cancelled\n\nmachine: @payment\n  starts in #new\n  scenario: charge\n    on :charge from @order in #new\n      charge the card\n      emit :charged to @order\n      payment moves to #done\n    on :charge from @order in #stopped\n      ignore\n    on :stop from @order in #new, #done\n      payment moves to #stopped\n";
    let failing = explore_text(text, &Options { failures: true, ..Options::default() });
    let host = explore_text(text, &Options { host: true, ..Options::default() });
    assert_eq!(host.verdict, Verdict::Everything);
    assert!(
        host.world.ends_with("actions that may fail and messages that are tried again"),
        "{}",
        host.world
    );
    // What fails can still be tried again: the order waits for someone who does that, but not for ever.
    let waits = |found: &Exploration| {
        kinds(found)
            .into_iter()
            .filter(|kind| matches!(kind, Kind::WaitsForEver | Kind::WaitsForSomeone))
            .collect::<Vec<_>>()
    };
    assert_eq!(waits(&failing), [Kind::WaitsForSomeone]);
    assert!(host.states > failing.states);
    let uncancelled = text.replace("    on> :cancel from @customer in #waiting\n      emit :stop to @payment\n      order moves to #cancelled\n", "");
    let uncancelled = uncancelled.replace("    on :charge from @order in #stopped\n      ignore\n    on :stop from @order in #new, #done\n      payment moves to #stopped\n", "");
    assert_eq!(
        waits(&explore_text(&uncancelled, &Options { failures: true, ..Options::default() })),
        [Kind::WaitsForEver]
    );
    assert_eq!(
        waits(&explore_text(&uncancelled, &Options { host: true, ..Options::default() })),
        [Kind::WaitsForSomeone]
    );
}

/// A message that was not taken is tried again once its receiver is where it takes it.
#[test]
fn what_is_tried_again_can_come_out_of_order() {
    let text = "machine: @order\n  starts in #open\n  scenario: buy\n    on> :buy from @customer in #open\n      emit :first to @book\n      emit :second to @book\n      order moves to #bought\n\nmachine: @book\n  starts in #empty\n  scenario: enter\n    on :first from @order in #empty\n      enter it\n      book moves to #begun\n    on :second from @order in #empty\n      book moves to #odd\n    on :second from @order in #begun\n      book moves to #done\n    on :first from @order in #odd\n      book moves to #wrong\n";
    let failing = explore_text(text, &Options { failures: true, ..Options::default() });
    assert!(
        messages(&failing).contains(&"@book: ':first' is never handled in #odd"),
        "{:?}",
        messages(&failing)
    );
    let host = explore_text(text, &Options { host: true, ..Options::default() });
    assert_eq!(messages(&host), [""; 0]);
    // A rule has the path as its trace.
    let ruled = format!("system: books\n  rules:\n    = book is not in #wrong\n\n{text}");
    let host = explore_text(&ruled, &Options { host: true, ..Options::default() });
    let steps = &host.findings[0].trace.steps;
    let last = steps.iter().rev().find_map(|step| match step {
        TraceStep::Message(arrival) => Some((arrival.manner, arrival.result.clone())),
        _ => None,
    });
    assert_eq!(last, Some((Manner::Retried, ArrivalResult::Handled)));
}

/// A conversation that begins later has inputs as the first ones: an order without an item would fail.
#[test]
fn later_conversations_begin_with_inputs() {
    let text = "machine: @order\n  starts in #open\n  ends in #done, #refused\n  scenario: buy\n    given:\n      $sku: string is \"lamp\"\n    on> :buy from @customer in #open\n      ? customer is known\n        emit :reserve to @stock with $sku\n        order moves to #waiting\n      otherwise\n        order moves to #refused\n    on :reserved from @stock in #waiting\n      order moves to #done\n    expect:\n      = order is in #done\n\nmachine: @stock\n  one for each $sku\n  scenario: reserve\n    on :reserve from @order\n      emit :reserved to @order\n";
    let found = explore_text(text, &Options::default());
    assert_eq!((messages(&found), found.conversations), (vec![], 2));
}
