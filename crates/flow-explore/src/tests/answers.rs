//! Answers that lead nowhere, and answers that are told in another scenario than their question.
//!
//! Each finding is tested together with a repaired specification. Findings that are not the subject of a test may be there, too, where an
//! event can overtake another one.

use super::{explore_text, messages};
use crate::{Exploration, Options, Verdict};

fn explored(text: &str) -> Exploration {
    explore_text(text, &Options::default())
}

const WAITS: &str =
    "@order waits in #waiting for an answer to ':charge to @payment' that cannot come, and nothing leads on";

/// An order that stays where it is if the answer is not as expected.
fn order(rest: &str) -> String {
    format!(
        "system: shop\nmachine: @order\n  starts in #new\n  ends in #paid\n  on> :buy from @customer in #new\n    emit :charge to @payment\n    order moves to #waiting\n  on :charged from @payment in #waiting\n    ? amount is right\n      order moves to #paid\n{rest}machine: @payment\n  on :charge from @order\n    emit :charged to @order\n"
    )
}

#[test]
fn an_instance_that_stays_after_its_answer_waits_for_ever() {
    let found = explored(&order(""));
    assert_eq!((messages(&found), &found.verdict), (vec![WAITS], &Verdict::Everything));
    assert_eq!(found.findings[0].trace.steps.len(), 3);
    let help = "let every path of ':charged' in #waiting lead on, or lead on from #waiting with a timer";
    assert_eq!(found.findings[0].help.as_deref(), Some(help));
    let repaired = explored(&order("    otherwise\n      order moves to #new\n"));
    assert_eq!(messages(&repaired), [""; 0]);
}

/// Something else leads on, now or later; and the state in which an instance begins is none to wait in.
#[test]
fn what_can_go_on_after_an_answer_does_not_wait() {
    let others = [
        "  on> :cancel from @customer in #waiting\n    order moves to #cancelled\n  on :charged from @payment in #cancelled\n    ignore\n",
        "  on> :ask_again from @customer in #waiting\n    emit :charge to @payment\n",
    ];
    for rest in others {
        let found = explored(&order(rest));
        assert!(!messages(&found).contains(&WAITS), "{rest}");
    }
    let stays = "system: shop\nmachine: @log\n  starts in #open\n  on> :write from @customer in #open\n    emit :store to @disk\n  on :stored from @disk in #open\n    ? disk is full\n      log moves to #full\nmachine: @disk\n  on :store from @log\n    emit :stored to @log\n";
    assert_eq!(messages(&explored(stays)), [""; 0]);
}

/// An actor outside can send another answer of its own accord: this is a note.
#[test]
fn after_an_answer_of_an_actor_outside_someone_can_lead_on() {
    let text = "machine: @order\n  starts in #new\n  ends in #paid\n  on> :buy from @customer in #new\n    emit :charge to @bank\n    order moves to #waiting\n  on :charged from @bank in #waiting\n    ? amount is right\n      order moves to #paid\n";
    let someone = "@order waits in #waiting for an answer to ':charge to @bank' that cannot come; only a new event from outside leads on";
    assert_eq!(messages(&explored(text)), [someone]);
}

/// The answer `:confirm` is told in a scenario of its own, which begins in the state in between.
fn leave(rest: &str) -> String {
    format!(
        "machine: @leave\n  starts in #draft\n  ends in #granted, #withdrawn\n  scenario: ask\n    on> :ask from @employee in #draft\n      emit :please_confirm to @hr\n      leave moves to #with_hr\n    on> :withdraw from @employee in #with_hr\n      leave moves to #withdrawn\n  scenario: confirmed\n    given:\n      leave is in #with_hr\n    on :confirm from @hr in #with_hr\n      leave moves to #granted\n{rest}"
    )
}

#[test]
fn an_answer_of_another_scenario_may_come_late() {
    let late = "':confirm' from @hr comes late to @leave in #withdrawn, which does not take it";
    let found = explored(&leave(""));
    assert_eq!((messages(&found), &found.verdict), (vec![late], &Verdict::Everything));
    let ignored = explored(&leave("    on :confirm from @hr in #withdrawn\n      ignore\n"));
    assert_eq!(messages(&ignored), [""; 0]);
}

/// Where the machine also gets to the state without asking, the event is a report, and nobody sends one late.
#[test]
fn a_report_does_not_come_late() {
    let unasked = leave(
        "  scenario: on paper\n    on> :hand_over from @employee in #draft\n      leave moves to #with_hr\n",
    );
    assert_eq!(messages(&explored(&unasked)), [""; 0]);
}
