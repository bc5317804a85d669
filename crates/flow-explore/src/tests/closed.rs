//! What would close an exploration that has ended early.

use super::model;
use crate::{Closing, Continue, Options, Verdict, explore, find_closings};

fn closings(text: &str, options: &Options) -> Vec<Closing> {
    let model = model(&[("main.flow", text)]);
    let found = explore(&model, options, &mut |_| Continue::Yes);
    assert!(matches!(found.verdict, Verdict::UpTo(_)), "{:?}", found.verdict);
    find_closings(&model, options, &found, &mut |_| Continue::Yes)
}

/// The world with an option more, whose states are fewer than those without it, and a limit in between.
#[track_caller]
fn assert_closes(text: &str, option: &str, add: impl Fn(Options) -> Options) {
    let model = model(&[("main.flow", text)]);
    let count = |options: &Options| explore(&model, options, &mut |_| Continue::Yes).states;
    let (all, fewer) = (count(&Options::default()), count(&add(Options::default())));
    assert!(fewer < all, "{fewer} of {all}");
    let limited = Options { max_states: fewer, ..Options::default() };
    let change = format!("with '{option}'");
    let found = closings(text, &limited);
    let closing = found.iter().find(|closing| closing.change == change);
    assert_eq!(closing.map(|closing| closing.states), Some(fewer), "{found:?}");
    // One state less is not enough.
    let limited = Options { max_states: fewer - 1, ..Options::default() };
    assert!(closings(text, &limited).iter().all(|closing| closing.change != change));
}

/// A vote of several phrases that are asked more than once.
const VOTE: &str = "machine: @vote\n  starts in #first\n  on> :count from @clerk in #first\n    ? ann agrees\n      $yes: boolean becomes true\n    ? bob agrees\n      $no: boolean becomes true\n    vote moves to #second\n  on> :count from @clerk in #second\n    ? ann agrees\n    ? $yes\n      vote moves to #accepted\n    ? bob agrees\n    ? $no\n      vote moves to #refused\n    otherwise\n      vote moves to #open\n";

/// Two messages, and a timer that can fire in between.
const RACE: &str = "machine: @order\n  starts in #open\n  on> :buy from @customer in #open\n    emit :pack to @store\n    emit :wrap to @store\n    start timer for 1 day\n    order moves to #waiting\n  on :timer_expired from @system in #waiting\n    order moves to #late\n\nmachine: @store\n  starts in #idle\n  on :pack from @order in #idle\n    store moves to #packed\n  on :wrap from @order in #packed\n    store moves to #wrapped\n";

/// Two receivers that do not know each other.
const APART: &str = "machine: @boss\n  starts in #idle\n  on> :open from @client in #idle\n    emit :prepare to @kitchen\n    emit :clean to @room\n    boss moves to #opened\n\nmachine: @kitchen\n  starts in #cold\n  on :prepare from @boss in #cold\n    kitchen moves to #warm\n\nmachine: @room\n  starts in #dusty\n  on :clean from @boss in #dusty\n    room moves to #tidy\n";

/// A question to an actor, and a timer.
const ASKED: &str = "machine: @order\n  starts in #open\n  on> :buy from @customer in #open\n    emit :charge to @bank\n    start timer for 1 day\n    order moves to #waiting\n  on :charged from @bank in #waiting\n    order moves to #paid\n  on :timer_expired from @system in #waiting\n    order moves to #late\n  on :charged from @bank in #late\n    ignore\n";

#[test]
fn options_that_close_are_proposed_and_no_others() {
    assert_closes(VOTE, "--steady", |of| Options { steady: true, ..of });
    assert_closes(RACE, "--prompt", |of| Options { prompt: true, ..of });
    assert_closes(APART, "--order one", |of| Options { one_queue: true, ..of });
    assert_closes(APART, "--reduce", |of| Options { reduce: true, ..of });
    assert_closes(ASKED, "--always-answer", |of| Options { always_answer: true, ..of });
}

/// A list without an end: a guard limits it, and so does an end of the events.
#[test]
fn a_guard_is_proposed_for_a_list_that_grows() {
    let text = "machine: @cart\n  starts in #open\n  on> :add from @guest with $name: string\n    $names: array of string adds $name\n  on> :look from @guest with $name: string\n    ? $names contains $name\n      emit :there to @guest\n    otherwise\n      emit :missing to @guest\n";
    let found = closings(text, &Options::default());
    let changes: Vec<&str> = found.iter().map(|closing| closing.change.as_str()).collect();
    assert_eq!(
        changes[0],
        "if you write a guard as '? $names has at most 2 items' above the line of '@cart' that adds to it, and that line below the guard"
    );
    assert!(changes[1].starts_with("with '--outside "), "{changes:?}");
    let guarded = text.replace("    $names: array", "    ? $names has at most 2 items\n      $names: array");
    let explored = super::explore_text(&guarded, &Options::default());
    assert_eq!((explored.states, matches!(explored.verdict, Verdict::UpTo(_))), (found[0].states, false));
}

/// A closed exploration has no proposals.
#[test]
fn nothing_is_proposed_for_what_is_closed() {
    let model = model(&[("main.flow", APART)]);
    let options = Options::default();
    let found = explore(&model, &options, &mut |_| Continue::Yes);
    assert_eq!(find_closings(&model, &options, &found, &mut |_| Continue::Yes), []);
}
