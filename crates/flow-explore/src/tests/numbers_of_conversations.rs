//! What depends on how many conversations there are at a time, and on the values that instances with keys begin with.
//!
//! Two conversations are explored, and one that is idle makes room for another: neither may change what is found. Each test has a
//! specification that was judged wrongly once.

use super::{explore_text, messages};
use crate::{Exploration, Kind, Options, Verdict};

fn kinds(found: &Exploration) -> Vec<Kind> {
    found.findings.iter().map(|finding| finding.kind).collect()
}

fn notes(found: &Exploration) -> Vec<&str> {
    match &found.verdict {
        Verdict::Approximately(notes) => notes.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

/// A room that is full once some members are in it.
fn room(most: usize) -> String {
    let text = "system: chat\nmachine: @room\n  one for all\n  starts in #open\n  scenario: members\n    on :join from @member in #open\n      ? $people has at least 3 items\n        emit :full to @member\n        room moves to #crowded\n      otherwise\n        $people: array of @member adds @member\n        emit :welcome to @member\n    on :leave from @member in #open\n      $people removes @member\n    on :leave from @member in #crowded\n      $people removes @member\n      room moves to #open\n    on :join from @member in #crowded\n      emit :full to @member\n\nmachine: @member\n  starts in #outside\n  ends in #gone\n  scenario: talk\n    on> :enter from @person in #outside\n      emit :join to @room\n      member moves to #asking\n    on :welcome from @room in #asking\n      member moves to #inside\n    on :full from @room in #asking\n      member moves to #gone\n    on> :quit from @person in #inside\n      emit :leave to @room\n      member moves to #gone\n";
    text.replace("at least 3 items", &format!("at least {most} items"))
}

#[test]
fn what_needs_more_members_than_conversations_is_not_said_to_be_unreachable() {
    // Neither the guard, nor the state that it leads to, nor the answer that is sent there.
    for most in [3, 5] {
        let found = explore_text(&room(most), &Options::default());
        assert_eq!(kinds(&found), [], "{:?}", messages(&found));
        assert_eq!(notes(&found), ["$people of @room: no more than 2 conversations at a time change it"]);
    }
    // What has nothing to do with it is still found.
    let other = room(3).replace("      $people removes @member\n    on :leave from @member in #crowded", "      $people removes @member\n      ? $people has fewer than 0 items\n        room moves to #open\n    on :leave from @member in #crowded");
    let dead = "machine: @bell\n  on> :ring from @guest\n    $rings: integer becomes 1\n    ? $rings > 3\n      emit :loud to @guest\n";
    let found = explore_text(&format!("{other}\n{dead}"), &Options::default());
    assert_eq!(messages(&found).last(), Some(&"@bell: on ':ring', this guard is never true"));
}

/// Who comes third is served by a state of its own: no number says so.
#[test]
fn what_a_third_conversation_reaches_is_not_said_to_be_unreachable() {
    let text = "system: table\nmachine: @table\n  one for all\n  starts in #none\n  scenario: seats\n    on :sit from @guest in #none\n      $first: @guest becomes @guest\n      table moves to #one\n    on :sit from @guest in #one\n      $second: @guest becomes @guest\n      table moves to #two\n    on :sit from @guest in #two\n      emit :served to $first\n      emit :served to $second\n      emit :served to @guest\n      table moves to #none\n\nmachine: @guest\n  starts in #hungry\n  ends in #fed\n  scenario: eat\n    on> :come from @person in #hungry\n      emit :sit to @table\n      guest moves to #sitting\n    on :served from @table in #sitting\n      guest moves to #fed\n";
    let found = explore_text(text, &Options::default());
    let never = found.findings.iter().filter(|finding| finding.kind == Kind::NeverHappens).count();
    assert_eq!(never, 0, "{:?}", messages(&found));
    assert_eq!(notes(&found), ["conversations: 3 at a time reach handlers or branches that 2 do not"]);
    let three = explore_text(text, &Options { conversations: Some(3), ..Options::default() });
    assert_eq!(three.verdict, Verdict::Everything);
}

/// A shelf for each title.
const SHELF: &str = "system: library\nmachine: @shelf\n  one for each $title\n  starts in #open\n  scenario: lend\n    given:\n      $free is 1\n    on :reserve from @loan in #open\n      ? $free > 0\n        $free: integer decreases by 1\n        emit :reserved to @loan\n      otherwise\n        emit :none_left to @loan\n    on :bring_back from @loan in #open\n      $free increases by 1\n\nmachine: @loan\n  starts in #new\n  ends in #returned, #refused\n  scenario: borrow\n    on> :borrow from @reader in #new with $title: string\n      $title becomes $title\n      emit :reserve to @shelf with $title\n      loan moves to #asking\n    on :reserved from @shelf in #asking\n      loan moves to #lent\n    on :none_left from @shelf in #asking\n      loan moves to #refused\n    on> :return from @reader in #lent\n      emit :bring_back to @shelf with $title\n      loan moves to #returned\n";

#[test]
fn instances_with_keys_begin_with_the_values_of_their_stories() {
    let found = explore_text(SHELF, &Options::default());
    assert_eq!(messages(&found), [""; 0]);
    assert!(found.states < 20_000, "{}", found.states);
    // A mistake that needs a copy on the shelf.
    let deaf = SHELF
        .replace("in #lent\n      emit :bring_back", "in #lent\n      emit :lost")
        .replace("on :bring_back from @loan in #open", "on :lost from @loan in #closed");
    let found = explore_text(&deaf, &Options::default());
    assert!(kinds(&found).contains(&Kind::RejectedMessage), "{:?}", messages(&found));
    let start = &found.findings[0].trace.start;
    assert!(start.iter().any(|beginning| !beginning.values.is_empty()), "{start:?}");
}

/// What the program gives to an instance with a key, and a key that a condition names.
#[test]
fn instances_with_keys_begin_with_every_input() {
    let text = "machine: @account\n  one for each $region\n  starts in #open\n  scenario: draw\n    on> :draw from @owner in #open\n      ? $is_blocked\n        account moves to #closed\n      ? $region is \"eu\"\n        emit :tax to @office\n      otherwise\n        emit :pay to @cashier\n    expect:\n      = $is_blocked\n";
    let found = explore_text(text, &Options::default());
    assert_eq!(messages(&found), [""; 0]);
    assert!(found.states > 2, "{}", found.states);
}

/// Orders that share a register.
const ORDERS: &str = "system: shop\n  rules:\n    = once order is in #cancelled, order is never in #shipped\n    = @customer receives :shipped at most once\nmachine: @order\n  starts in #cart\n  ends in #shipped, #cancelled\n  scenario: buy\n    on> :buy from @customer in #cart\n      emit :count to @register\n      order moves to #waiting\n    on> :cancel from @customer in #cart\n      order moves to #cancelled\n    on :counted from @register in #waiting\n      emit :shipped to @customer\n      order moves to #shipped\n\nmachine: @register\n  one for all\n  scenario: count\n    on :count from @order\n      emit :counted to @order\n";

#[test]
fn a_rule_about_what_was_is_about_one_conversation() {
    for conversations in [None, Some(3), Some(6)] {
        let found = explore_text(ORDERS, &Options { conversations, ..Options::default() });
        assert_eq!(messages(&found), [""; 0], "{conversations:?}");
    }
    let broken = ORDERS
        .replace("  ends in #shipped, #cancelled\n", "")
        .replace("    on :counted", "    on> :regret from @customer in #cancelled\n      emit :count to @register\n      order moves to #waiting\n    on :counted");
    let found = explore_text(&broken, &Options::default());
    assert_eq!(kinds(&found), [Kind::BrokenRule], "{:?}", messages(&found));
    // What was true of a shared machine is so for all conversations, also for those that begin later.
    let closed = ORDERS
        .replace("once order is in #cancelled", "once register is in #closed")
        .replace("    on :count from @order\n", "    on :count from @order in #open\n")
        .replace("  one for all\n", "  one for all\n  starts in #open\n")
        + "    on> :close from @clerk in #open\n      register moves to #closed\n    on> :open from @clerk in #closed\n      register moves to #open\n    on :count from @order in #closed\n      emit :counted to @order\n";
    let found = explore_text(&closed, &Options::default());
    assert_eq!(kinds(&found), [Kind::BrokenRule], "{:?}", messages(&found));
}

/// A message to a shared machine carries the reference to a job that has ended: no other job takes its place before it arrives.
#[test]
fn a_conversation_that_a_message_refers_to_is_not_forgotten() {
    let text = "system: printing\nmachine: @job\n  starts in #written\n  ends in #printed, #deleted\n  on> :print from @author in #written\n    emit :enqueue to @spooler\n    job moves to #queued\n  on> :delete from @author in #queued\n    job moves to #deleted\n  on :finished from @spooler in #queued\n    job moves to #printed\n  on :finished from @spooler in #deleted\n    ignore\nmachine: @spooler\n  one for all\n  on :enqueue from @job\n    $asker becomes @job\n    emit :print to @printer with printer: \"lobby\", job: $asker\n  on :done from @printer with $job: @job\n    emit :finished to $job\nmachine: @printer\n  one for each $printer\n  starts in #idle\n  on :print from @spooler in #idle with $printer: string, $job: @job\n    $job becomes $job\n    printer moves to #busy\n  on :print from @spooler in #busy\n    defer\n  on :page_out from @tray in #busy\n    emit :done to @spooler with job: $job\n    printer moves to #idle\n";
    let found = explore_text(text, &Options::default());
    assert_eq!((kinds(&found), &found.verdict), (vec![Kind::WaitsForSomeone], &Verdict::Everything));
}

/// Where an instance begins it has nothing left to do, whatever it has answered: another conversation may come.
#[test]
fn what_has_answered_is_not_open_where_it_begins() {
    let text = "system: rooms\nmachine: @stay\n  starts in #wished\n  ends in #cancelled\n  on> :book from @guest in #wished\n    emit :hold to @room\n    stay moves to #asked\n  on :held from @room in #asked\n    emit :pay to @bank\n    stay moves to #paying\n  on :paid from @bank in #paying\n    emit :sell to @room\n    stay moves to #booked\n  on :taken from @room in #asked\n    stay moves to #cancelled\nmachine: @room\n  one for all\n  starts in #free\n  on :hold from @stay in #free\n    emit :held to @stay\n    ? it is clean\n      room moves to #prepared\n  on :hold from @stay in #prepared, #sold\n    emit :taken to @stay\n  on :sell from @stay in #free, #prepared\n    room moves to #sold\n";
    let found = explore_text(text, &Options { unasked: true, ..Options::default() });
    let is_open = |message: &&str| message.starts_with("@room") && message.contains("in #free");
    assert_eq!(messages(&found).into_iter().filter(is_open).collect::<Vec<_>>(), [""; 0]);
}
