//! A generated system in process: receivers, timers, failures and rejections, through the types that users see.

#![cfg(all(feature = "macros", feature = "decimal"))]

use std::time::Duration;

use flow::Decimal;
use flow::system::{End, Id, Reason};

flow::flow!("tests/flows/library.flow");

use loan::{Loan, State, event};
use system::{Message, System};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A library with a number of copies of its book; `readers_pay` is whether they pay at once.
struct Library {
    copies: usize,
    readers_pay: bool,
}

impl shelf::Bindings for Library {
    type Error = &'static str;

    fn book_is_there(&self, _: &shelf::Context) -> bool {
        self.copies > 0
    }

    fn take_the_book(&mut self, _: &shelf::Context) -> Result<(), &'static str> {
        self.copies -= 1;
        Ok(())
    }

    fn put_the_book_back(&mut self, _: &shelf::Context) -> Result<(), &'static str> {
        self.copies += 1;
        Ok(())
    }
}

/// What a reader does not pay.
#[derive(Debug, PartialEq)]
struct Unpaid(Decimal);

impl std::fmt::Display for Unpaid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} is not paid", self.0)
    }
}

impl std::error::Error for Unpaid {}

impl fine::Bindings for Library {
    type Error = Unpaid;

    fn ask_for_owed(&mut self, _: &fine::Context, owed: Decimal) -> Result<(), Unpaid> {
        if self.readers_pay { Ok(()) } else { Err(Unpaid(owed)) }
    }
}

fn library(copies: usize) -> System<Library> {
    System::new(Library { copies, readers_pay: true })
}

fn borrow(library: &mut System<Library>) -> Id<Loan> {
    let loan = library.create_loan(loan::Context::default());
    let outcome = library.borrow(loan, event::Borrow {}).expect("a new loan can be borrowed");
    assert!(outcome.is_complete());
    loan
}

/// The names of the messages to readers.
fn told<Step>(outcome: &system::Outcome<Step>) -> Vec<&'static str> {
    outcome.messages().map(|Message::Reader(message)| message.name()).collect()
}

#[test]
fn a_machine_without_phrases_needs_no_bindings() {
    let mut library = library(1);
    let loan = library.create_loan(loan::Context::default());
    let outcome = library.borrow(loan, event::Borrow {}).unwrap();
    assert_eq!(library[loan].state(), State::Active);
    assert_eq!(told(&outcome), ["enjoy"]);
    assert_eq!(outcome.messages[0].from.of::<Loan>(), Some(loan));
    assert_eq!(library.bindings().copies, 0);
}

#[test]
fn time_reminds_and_then_charges() {
    let mut library = library(1);
    let loan = borrow(&mut library);
    assert_eq!(told(&library.advance(9 * DAY)), [""; 0]);
    assert_eq!(told(&library.advance(DAY)), ["reminder"]);
    assert_eq!(library[loan].state(), State::Active);
    assert!(library.advance(4 * DAY).is_complete());
    assert_eq!(library[loan].state(), State::Overdue);
    let fine = library.receiver::<fine::Fine>(loan).unwrap();
    assert_eq!(library[fine].context().owed, Decimal::from(5));
    assert_eq!(library.now(), 14 * DAY);
}

#[test]
fn renewing_starts_the_timer_anew() {
    let mut library = library(1);
    let loan = borrow(&mut library);
    assert!(library.advance(13 * DAY).is_complete());
    assert!(library.renew(loan, event::Renew {}).unwrap().step.stayed());
    assert!(library.advance(13 * DAY).is_complete());
    assert_eq!(library[loan].state(), State::Active);
    assert!(library.advance(DAY).is_complete());
    assert_eq!(library[loan].state(), State::Overdue);
}

#[test]
fn what_is_given_back_is_neither_reminded_of_nor_charged() {
    let mut library = library(1);
    let loan = borrow(&mut library);
    let outcome = library.give_back(loan, event::GiveBack {}).unwrap();
    // There is no fine yet: the event to it would make one, but that has no debt.
    assert_eq!(outcome.undelivered.len(), 1);
    assert_eq!(outcome.undelivered[0].to_string(), "fine-1: :settle from @loan is not accepted in #idle");
    assert_eq!(told(&library.advance(100 * DAY)), [""; 0]);
    assert_eq!(library[loan].state(), State::Closed);
    assert_eq!(library.bindings().copies, 1);
}

#[test]
fn each_loan_has_its_own_fine() {
    let mut library = library(2);
    let (first, second) = (borrow(&mut library), borrow(&mut library));
    assert!(library.advance(14 * DAY).is_complete());
    let outcome = library.give_back(second, event::GiveBack {}).unwrap();
    assert!(outcome.is_complete());
    let fines = [first, second].map(|loan| library.receiver::<fine::Fine>(loan).unwrap());
    assert_eq!(fines.map(|fine| library[fine].state()), [fine::State::Open, fine::State::Settled]);
}

#[test]
fn a_failing_binding_is_told_with_its_phrase_and_undoes_its_machine_alone() {
    let mut library = library(1);
    let loan = borrow(&mut library);
    assert!(library.advance(14 * DAY).is_complete());
    library.bindings_mut().readers_pay = false;
    let outcome = library.give_back(loan, event::GiveBack {}).unwrap();
    let [undelivered] = &outcome.undelivered[..] else { panic!("{:?}", outcome.undelivered) };
    assert_eq!(undelivered.binding_error(), Some(&Unpaid(Decimal::from(5))));
    assert_eq!(undelivered.to_string(), "fine-1: :settle from @loan: 'ask for $owed' failed");
    assert_eq!(undelivered.from.as_ref().and_then(|from| from.of()), Some(loan));
    let fine = undelivered.to.of::<fine::Fine>().unwrap();
    assert_eq!((library[fine].state(), library[fine].context().owed), (fine::State::Open, Decimal::from(5)));
    assert_eq!((library[loan].state(), library.bindings().copies), (State::Closed, 1));
    library.bindings_mut().readers_pay = true;
    let undelivered = outcome.undelivered.into_iter().next().expect("it is one");
    assert!(library.redeliver(undelivered).is_complete());
    assert_eq!(library[fine].state(), fine::State::Settled);
}

#[test]
fn a_rejected_event_comes_back_and_nothing_happens() {
    let mut library = library(0);
    library.record();
    let loan = borrow(&mut library);
    assert_eq!(library[loan].state(), State::Closed);
    library.take_trace();
    let error = library.borrow(loan, event::Borrow {}).unwrap_err();
    assert!(matches!(error.reason, Reason::Rejected { state: system::State::Loan(State::Closed) }));
    assert_eq!(error.event, system::Event::Loan(event::Borrow {}.into()));
    let trace = library.take_trace();
    let ends: Vec<_> = trace.iter().map(|entry| entry.end.clone()).collect();
    assert_eq!(ends, [End::Rejected { state: "closed" }]);
}

#[test]
fn the_outside_sends_what_its_actors_may_send() {
    let mut library = library(0);
    let loan = borrow(&mut library);
    let outcome = library.found(loan, event::Found {}).unwrap();
    assert_eq!(told(&outcome), ["lost_and_found"]);
}

#[test]
fn a_recording_shows_time_and_oneself_as_senders() {
    let mut library = library(1);
    library.record();
    borrow(&mut library);
    assert!(library.advance(14 * DAY).is_complete());
    let lines: Vec<_> = library.take_trace().iter().map(ToString::to_string).collect();
    assert_eq!(
        lines[4..],
        [
            "@loan-1 → @loan-1: :remind, stays in #active",
            "@loan-1 → @reader: :reminder",
            "@system → @loan-1: :timer_expired, #active → #overdue",
            "@loan-1 → @fine-1: :charge, #idle → #open",
        ]
    );
}
