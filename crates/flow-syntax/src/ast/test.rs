//! The tree of test files (reference#test-files).
//!
//! A test takes the story of a scenario, changes some of its facts, and states the expected outcome. Facts, conditions and
//! assertions are those of specifications.

use super::{Assertion, Condition, Duration, Expr, Fact, Field, Members, Name, Phrase, TurnedAway};
use crate::source::Span;

/// `test: @loan`, or `test: city library` (reference#test-files).
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// The tested machine or system.
    pub target: TestTarget,
    /// Its groups.
    pub groups: Vec<TestGroup>,
    /// Tests of the whole system, which start without a scenario.
    pub cases: Vec<TestCase>,
    /// The header line.
    pub span: Span,
}

/// The subject of a test file (reference#test-files).
#[derive(Clone, Debug, PartialEq)]
pub enum TestTarget {
    /// `test: @loan`.
    Machine(Name),
    /// `test: city library`.
    System(Name),
}

/// `for scenario: borrow a book` (reference#test-files).
#[derive(Clone, Debug, PartialEq)]
pub struct TestGroup {
    /// The scenario's name.
    pub scenario: Name,
    /// Tests of one handler.
    pub handlers: Vec<TestHandler>,
    /// Tests of the whole scenario.
    pub cases: Vec<TestCase>,
    /// The header line.
    pub span: Span,
}

/// `for :borrow:` or `for :borrow to @loan:` (reference#test-files).
#[derive(Clone, Debug, PartialEq)]
pub struct TestHandler {
    /// The event.
    pub event: Name,
    /// Which of the scenario's handlers of this event, if it has several.
    pub nth: Option<Nth>,
    /// The machine, in a system.
    pub to: Option<Name>,
    /// Its tests.
    pub cases: Vec<TestCase>,
    /// The header line.
    pub span: Span,
}

/// `(2)` after an event: the second of its name (reference#test-files).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nth {
    /// The number, from 1.
    pub number: usize,
    /// Its place, with the parentheses.
    pub span: Span,
}

/// One test (reference#test-files).
#[derive(Clone, Debug, PartialEq)]
pub struct TestCase {
    /// The free-text name.
    pub name: Name,
    /// `with scenario:`, facts that replace the scenario's.
    pub with_scenario: Vec<Fact>,
    /// `with given:`, facts that replace the handler's own.
    pub with_given: Vec<Fact>,
    /// `with event:`, payload fields.
    pub with_event: Vec<Assignment>,
    /// `with context:`, variables set just before the handler.
    pub with_context: Vec<Assignment>,
    /// `assume:`.
    pub assume: Vec<Assumption>,
    /// `after …`, `receive …`, `then …`, in order.
    pub script: Vec<TestStep>,
    /// The assertions.
    pub expect: Vec<Assertion>,
    /// The header line.
    pub span: Span,
}

/// `reason is "exam"`, `$days is 60` (reference#test-files).
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    /// The name, without sigil.
    pub name: Name,
    /// To what.
    pub value: Expr,
    /// The line.
    pub span: Span,
}

/// A line of an `assume:` (reference#test-files).
#[derive(Clone, Debug, PartialEq)]
pub enum Assumption {
    /// `? reader is trusted = false`.
    Guard {
        /// The guard.
        condition: Box<Condition>,
        /// Its answer.
        answer: bool,
        /// The line.
        span: Span,
    },
    /// `send letter throws "no paper"`.
    Throws {
        /// The action.
        action: Phrase,
        /// The error's text.
        message: Name,
        /// The line.
        span: Span,
    },
    /// `exchange rate of $currency is 1.2`: the answer to a `comes from`.
    Fact(Fact),
}

/// A step of a test of a whole scenario (reference#test-files).
#[derive(Clone, Debug, PartialEq)]
pub enum TestStep {
    /// `after :borrow`.
    After(TestEvent),
    /// `receive :lost from @shelf`.
    Receive(TestEvent),
    /// `then :returned from @shelf`.
    Then(TestEvent),
    /// `after 3 days`: time passes.
    Wait(Duration),
}

/// An event in a test (reference#test-files).
#[derive(Clone, Debug, PartialEq)]
pub struct TestEvent {
    /// The event.
    pub event: Name,
    /// Which of the scenario's handlers of this event, if it has several.
    pub nth: Option<Nth>,
    /// Its sender; of a machine, an instance may be named.
    pub from: Option<Members>,
    /// The machine that receives it, if the line names one, or one of its instances.
    pub to: Option<Members>,
    /// Its payload.
    pub with: Vec<Field>,
    /// `is rejected`, `is refused with "too late"`, if the line has that.
    pub turned_away: Option<TestRefusal>,
    /// The line.
    pub span: Span,
}

/// `is rejected` or `is refused with "too late"`, at the end of a `receive` (reference#test-files).
#[derive(Clone, Debug, PartialEq)]
pub struct TestRefusal {
    /// How.
    pub how: TurnedAway,
    /// The text of the refusal.
    pub with: Option<Expr>,
    /// Its place.
    pub span: Span,
}
