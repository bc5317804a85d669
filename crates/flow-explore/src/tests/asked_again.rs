//! Actors outside who are asked again: each asking may be answered, also late.
//!
//! An answer is late where its asker does not take it any more, whether or not another answer is taken there. Each finding is replayed by
//! the interpreter.

use flow_sim::Runnable;

use super::{explore_text, messages, model};
use crate::{Continue, Exploration, Finding, Kind, Options, Verdict, explore, replay};

/// An upload that asks the storage again after a while, up to a number of times.
fn upload(tries: u8, rest: &str) -> String {
    format!(
        "machine: @upload\n  starts in #idle\n  ends in #done, #given_up\n  scenario: upload\n    on> :upload from @user in #idle\n      $tries: integer becomes 1\n      emit :store to @storage\n      start timer :no_answer for 10 seconds\n      upload moves to #sending\n    on :stored from @storage in #sending\n      upload moves to #done\n    on :no_answer from @system in #sending\n      ? $tries < {tries}\n        $tries increases by 1\n        emit :store to @storage\n        start timer :no_answer for 10 seconds\n      otherwise\n        upload moves to #given_up\n    on :stored from @storage in #given_up\n      ignore\n{rest}"
    )
}

const LATE: &str = "':stored' from @storage comes late to @upload in #done, which does not take it";
const IS_IGNORED: &str = "    on :stored from @storage in #done\n      ignore\n";

fn explored(text: &str) -> Exploration {
    explore_text(text, &Options::default())
}

/// Everything was explored, exactly, without a finding.
#[track_caller]
fn assert_clean(found: &Exploration) {
    assert_eq!((messages(found), &found.verdict), (vec![], &Verdict::Everything));
}

/// The finding is what the interpreter does as well, in this many steps.
#[track_caller]
fn assert_late(text: &str, steps: usize) {
    let model = model(&[("main.flow", text)]);
    let found = explore(&model, &Options::default(), &mut |_| Continue::Yes);
    assert_eq!(messages(&found), [LATE]);
    assert_eq!((found.findings[0].kind, found.findings[0].trace.steps.len()), (Kind::LateAnswer, steps));
    replay(&Runnable::new(&model), &found.findings[0].trace).expect("the interpreter takes the same steps");
}

#[test]
fn who_is_asked_twice_answers_twice() {
    let once = explored(&upload(1, ""));
    let is_late = |finding: &Finding| finding.kind == Kind::LateAnswer;
    assert!(!once.findings.iter().any(is_late), "{:?}", messages(&once));
    assert_late(&upload(2, ""), 4);
    assert_eq!(explored(&upload(2, "")).verdict, Verdict::Everything);
    let repaired = explored(&upload(2, IS_IGNORED));
    assert_clean(&repaired);
}

/// Questions that are alike are counted: five of them exactly.
#[test]
fn who_is_asked_some_times_answers_each_time() {
    for tries in 3..=5 {
        assert_late(&upload(tries, ""), 4);
        assert_eq!(explored(&upload(tries, "")).verdict, Verdict::Everything, "{tries}");
        assert_clean(&explored(&upload(tries, IS_IGNORED)));
    }
    let note = ":store to @storage: more than 5 without an answer are taken for any number";
    assert_eq!(explored(&upload(6, "")).verdict, Verdict::Approximately(vec![note.to_owned()]));
}

/// As many answers may come as were asked for, and no more.
#[test]
fn there_are_no_more_answers_than_questions() {
    let is_counted = |most: u8| {
        format!(
            "    on :stored from @storage in #done\n      $copies: integer increases by 1\n      ? $copies > {most}\n        upload moves to #full\n"
        )
    };
    let never = "@upload: on ':stored', this guard is never true";
    for (tries, most, is_reached) in [(3, 1, true), (3, 2, false), (5, 3, true), (5, 4, false)] {
        let found =
            explored(&upload(tries, &is_counted(most)).replace("#done, #given_up", "#given_up, #full"));
        assert_eq!(messages(&found).contains(&never), !is_reached, "{tries} {most}: {:?}", messages(&found));
    }
}

/// A timer that asks again without end, or somebody who does, may bring any number of answers: this is exact.
#[test]
fn who_is_asked_without_end_may_answer_any_number_of_times() {
    let endless = upload(2, "").replace("      ? $tries < 2\n", "      ? storage is there\n");
    let endless = endless.replace("        $tries increases by 1\n", "");
    assert!(endless.contains("? storage is there\n        emit :store to @storage"), "{endless}");
    assert_late(&endless, 4);
    assert_eq!(explored(&endless).verdict, Verdict::Everything);
    let by_hand = "machine: @upload\n  starts in #idle\n  ends in #done\n  on> :upload from @user in #idle\n    emit :store to @storage\n    upload moves to #sending\n  on> :again from @user in #sending\n    emit :store to @storage\n  on :stored from @storage in #sending\n    upload moves to #done\n";
    assert_late(by_hand, 4);
    assert_eq!(explored(by_hand).verdict, Verdict::Everything);
    // With a limit of events from outside, any number is not possible.
    let limited = explore_text(by_hand, &Options { outside: Some(9), ..Options::default() });
    assert!(matches!(limited.verdict, Verdict::Approximately(_)), "{:?}", limited.verdict);
}

#[test]
fn an_earlier_visit_may_be_answered_in_a_later_one() {
    let again = "machine: @upload\n  starts in #idle\n  ends in #done\n  scenario: upload\n    on> :upload from @user in #idle\n      emit :store to @storage\n      start timer :no_answer for 10 seconds\n      upload moves to #sending\n    on :stored from @storage in #sending\n      upload moves to #done\n    on :no_answer from @system in #sending\n      upload moves to #idle\n    on :stored from @storage in #idle\n      ignore\n";
    assert_late(again, 5);
    // The storage answers before the user asks again.
    let waits = again
        .replace("      upload moves to #idle\n", "      upload moves to #unsure\n")
        .replace("@storage in #idle\n      ignore", "@storage in #unsure\n      upload moves to #idle");
    let found = explored(&waits);
    assert_clean(&found);
}

#[test]
fn a_question_that_was_answered_is_no_second_one() {
    let text = "machine: @meter\n  starts in #off\n  ends in #stopped\n  scenario: measure\n    on> :begin from @user in #off\n      emit :measure to @sensor\n      meter moves to #on\n    on :value from @sensor in #on\n      emit :measure to @sensor\n    on :broken from @sensor in #on\n      emit :measure to @sensor\n    on> :stop from @user in #on\n      meter moves to #stopped\n    on :value from @sensor in #stopped\n      ignore\n    on :broken from @sensor in #stopped\n      ignore\n";
    let found = explored(text);
    assert_clean(&found);
}

#[test]
fn who_is_informed_often_need_not_report_as_often() {
    let text = "machine: @news\n  starts in #on\n  scenario: news\n    on> :write from @author in #on\n      emit :news to @reader\n  scenario: enough\n    on :enough from @reader in #on\n      news moves to #off\n";
    let found = explored(text);
    assert_clean(&found);
}

/// A loan that is asked about, and put on hold meanwhile: `#on_hold` takes only one of the answers.
fn loan(rest: &str) -> String {
    format!(
        "machine: @loan\n  starts in #new\n  ends in #granted, #denied, #withdrawn\n  scenario: loan\n    on> :apply from @client in #new\n      emit :assess to @bank\n      loan moves to #assessed\n    on> :hold from @client in #assessed\n      loan moves to #on_hold\n    on :no from @bank in #assessed\n      loan moves to #denied\n    on :yes from @bank in #assessed, #on_hold\n      loan moves to #granted\n{rest}"
    )
}

const MISSED: &str = "':no' from @bank comes late to @loan in #on_hold, which does not take it";

#[test]
fn an_answer_of_an_earlier_state_comes_late_beside_others() {
    let text = loan("");
    let model = model(&[("main.flow", &text)]);
    let found = explore(&model, &Options::default(), &mut |_| Continue::Yes);
    assert_eq!((messages(&found), &found.verdict), (vec![MISSED], &Verdict::Everything));
    let trace = &found.findings[0].trace;
    assert_eq!((found.findings[0].kind, trace.steps.len()), (Kind::LateAnswer, 3));
    replay(&Runnable::new(&model), trace).expect("the interpreter takes the same steps");
    // The handler is reached, and the other answer may still come.
    assert_clean(&explored(&loan("    on :no from @bank in #on_hold\n      ignore\n")));
    // It could not have come before.
    let held =
        text.replace("in #assessed\n      loan moves to #denied", "in #new\n      loan moves to #denied");
    assert!(!messages(&explored(&held)).contains(&MISSED));
}

#[test]
fn an_answer_that_was_missed_may_come_later_still() {
    let withdrawn = "    on> :withdraw from @client in #on_hold\n      loan moves to #withdrawn\n";
    let ignored = "    on :no from @bank in #on_hold\n      ignore\n";
    let late = "comes late to @loan in #withdrawn, which does not take it";
    let found = explored(&loan(&format!("{withdrawn}{ignored}")));
    assert_eq!(messages(&found), [format!("':no' or ':yes' from @bank {late}")]);
    // Where it is accepted again, it is no longer late.
    let back = "    on> :ask_less from @client in #on_hold\n      loan moves to #assessed\n";
    let found = explored(&loan(&format!("{back}{ignored}")));
    assert_clean(&found);
}
