//! Answers that lead nowhere, that are told in another scenario than their question, that come too early, and that are deferred.
//!
//! Each finding is tested together with a repaired specification. Findings that are not the subject of a test may be there, too, where an
//! event can overtake another one.

use flow_sim::Runnable;

use super::{explore_text, messages, model};
use crate::{Continue, Exploration, Kind, Options, Verdict, explore, replay};

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

/// A ticket with a question to the customer, who may also reopen it once it is solved. The line stands below the question.
fn ticket(solve: &str) -> String {
    format!(
        "machine: @ticket\n  starts in #new\n  ends in #closed\n  on> :take from @agent in #new\n    emit :question to @customer\n    ticket moves to #asking\n  on :reply from @customer in #asking\n    ticket moves to #working\n{solve}  on> :solve from @agent in #working\n    start timer for 3 days\n    ticket moves to #solved\n  on :reopen from @customer in #solved\n    ticket moves to #working\n  on :timer_expired from @system in #solved\n    ticket moves to #closed\n"
    )
}

/// Once the question is answered, and the answer has led on, nothing is left to answer it: the event comes unasked.
#[test]
fn what_can_only_come_after_an_answer_is_no_second_answer() {
    let found = explored(&ticket(""));
    assert_eq!((messages(&found), &found.verdict), (vec![], &Verdict::Everything));
    assert_eq!(found.states, 5);
    // Without another answer in between, it is one, and may come late or too early.
    let unanswered =
        "  on> :give_up from @agent in #asking\n    start timer for 3 days\n    ticket moves to #solved\n";
    let found = explored(&ticket(unanswered));
    let late = "':reply' from @customer comes late to @ticket in #solved, which does not take it";
    assert!(messages(&found).contains(&late), "{:?}", messages(&found));
    let never = |finding: &crate::Finding| finding.kind == Kind::NeverHappens;
    assert!(!found.findings.iter().any(never), "{:?}", messages(&found));
}

/// An order that asks the bank, and waits for the answer only after the customer has confirmed.
fn confirmed(rest: &str) -> String {
    format!(
        "machine: @order\n  starts in #open\n  ends in #paid, #cancelled\n  on> :pay from @customer in #open\n    emit :charge to @bank\n    order moves to #checking\n  on> :confirm from @customer in #checking\n    order moves to #confirmed\n  on :charged from @bank in #confirmed\n    order moves to #paid\n{rest}"
    )
}

const EARLY: &str = "':charged' from @bank comes too early to @order in #checking, which does not take it";

#[test]
fn an_answer_may_come_before_the_state_that_waits_for_it() {
    let text = confirmed("");
    let model = model(&[("main.flow", &text)]);
    let found = explore(&model, &Options::default(), &mut |_| Continue::Yes);
    assert_eq!((messages(&found), &found.verdict), (vec![EARLY], &Verdict::Everything));
    let trace = &found.findings[0].trace;
    assert_eq!((found.findings[0].kind, trace.steps.len()), (Kind::EarlyAnswer, 2));
    replay(&Runnable::new(&model), trace).expect("the interpreter takes the same steps");
    let help = "write 'on :charged from @bank in #checking' with 'defer' below it; if @bank sends it unasked, write 'on>' where it is handled";
    assert_eq!(found.findings[0].help.as_deref(), Some(help));
    for repaired in [
        confirmed("  on :charged from @bank in #checking\n    defer\n"),
        text.replace("on :charged", "on> :charged"),
    ] {
        let found = explored(&repaired);
        assert_eq!((messages(&found), &found.verdict), (vec![], &Verdict::Everything));
    }
}

/// An answer that was possible, and that no later state waits for, comes late; one that follows another does not come too early.
#[test]
fn an_answer_that_was_too_early_may_come_late() {
    let cancelled = "  on> :cancel from @customer in #checking\n    order moves to #cancelled\n";
    let late = "':charged' from @bank comes late to @order in #cancelled, which does not take it";
    let found = explored(&confirmed(cancelled));
    assert_eq!(messages(&found), [late, EARLY]);
    let kitchen = "machine: @dish\n  starts in #idle\n  ends in #served\n  on> :order from @guest in #idle\n    emit :cook to @kitchen\n    dish moves to #ordered\n  on :started from @kitchen in #ordered\n    dish moves to #cooking\n  on :ready from @kitchen in #cooking\n    dish moves to #served\n";
    let found = explored(kitchen);
    assert_eq!((messages(&found), &found.verdict), (vec![], &Verdict::Everything));
}

/// A deferred answer has come: it does not come again, in the same state or late, unless it was asked for twice.
#[test]
fn a_deferred_answer_comes_once() {
    let deferred = confirmed("  on :charged from @bank in #checking\n    defer\n");
    let found = explored(&deferred);
    assert_eq!((messages(&found), &found.verdict), (vec![], &Verdict::Everything));
    // Open, checking and confirmed without an answer, checking with one, paid.
    assert_eq!(found.states, 5);
    let cancelled = "  on> :cancel from @customer in #checking\n    order moves to #cancelled\n";
    let late = "':charged' from @bank comes late to @order in #cancelled, which does not take it";
    let text = format!("{deferred}{cancelled}");
    let model = model(&[("main.flow", &text)]);
    let found = explore(&model, &Options::default(), &mut |_| Continue::Yes);
    assert_eq!((messages(&found), &found.verdict), (vec![late], &Verdict::Everything));
    replay(&Runnable::new(&model), &found.findings[0].trace).expect("the interpreter takes the same steps");
    // Cancelled: with an answer that may still come, and after one that has.
    assert_eq!(found.states, 7);
    let again = "  on> :ask_again from @customer in #checking\n    emit :charge to @bank\n";
    let found = explored(&format!("{deferred}{again}  on :charged from @bank in #paid\n    ignore\n"));
    assert_eq!(messages(&found), [""; 0]);
    assert!(matches!(found.verdict, Verdict::Approximately(_)), "{:?}", found.verdict);
}
