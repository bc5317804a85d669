//! The forms of the language that a line can begin with, for each block.
//!
//! `$0` is the position of the cursor; `MACHINE` is a placeholder for the name of the machine.

use crate::analysis::surroundings::Block;

/// A form, and a description of its effect.
pub(super) type Form = (&'static str, &'static str);

const FILE: &[Form] = &[
    ("machine: @$0", "a machine"),
    ("system: $0", "the name of the system"),
    ("uses:", "machines of other files"),
    ("scenario: $0", "a story"),
    ("rules:", "what must always hold"),
];

/// Headers that can follow at the first column, below a machine.
pub(super) const OF_MARGIN: &[Form] =
    &[("machine: @$0", "a machine"), ("scenario: $0", "a story"), ("rules:", "what must always hold")];

const TEST_FILE: &[Form] = &[("test: @$0", "the tests of a machine")];

const MACHINE: &[Form] = &[
    ("scenario: $0", "a story"),
    ("on> :$0", "an event from outside"),
    ("on :$0", "an event"),
    ("starts in #$0", "the initial state"),
    ("ends in #$0", "the states in which an instance has come to its end"),
    ("one for each $$0", "an instance for each value"),
    ("one for all", "a single instance"),
    ("#$0 is #", "a group of states"),
    ("on entering #$0", "steps at the end of each move to a state"),
    ("on leaving #$0", "steps at the end of each move from a state"),
    ("rules:", "what must always hold"),
];

const SCENARIO: &[Form] = &[
    ("given:", "the facts that the story begins with"),
    ("on :$0", "an event"),
    ("expect:", "what holds at the end of the story"),
    ("on> :$0", "an event from outside"),
    ("scenario: $0", "another story"),
    ("on entering #$0", "steps at the end of each move to a state"),
    ("on leaving #$0", "steps at the end of each move from a state"),
];

const STEPS: &[Form] = &[
    ("otherwise", "if no guard above holds"),
    ("MACHINE moves to #$0", "the next state"),
    ("emit :$0", "send an event"),
    ("? $0", "only if a condition holds"),
    ("expect:", "what holds after this event"),
    ("$$0 becomes ", "a new value of a variable"),
    ("start timer for $0", "an event of time, unless the state changes"),
    ("for each $$0 in $", "steps for each item of a list"),
    ("reject \"$0\"", "refuse the event"),
    ("schedule :$0", "an event to this instance, later"),
    ("cancel timer", "stop the timer"),
    ("cancel :$0", "stop a timer or what is scheduled"),
    ("with:", "what comes with the event, as a table"),
    ("given:", "the facts of this event"),
    ("ignore", "take the event, and do nothing"),
    ("defer", "put the event aside until the state changes"),
];

const GIVEN: &[Form] =
    &[("MACHINE is in #$0", "the state that the story begins in"), ("after $0", "time that passes")];

const EXPECT: &[Form] = &[
    ("= MACHINE is in #$0", "the state"),
    ("= @$0", "what somebody received"),
    ("= $$0", "a value"),
    ("= :$0", "what was emitted or rejected"),
    ("= MACHINE is not in #$0", "not this state"),
    ("= MACHINE has been in #$0", "a state on the way"),
    ("= MACHINE has never been in #$0", "a state that was not on the way"),
    ("= nothing was rejected", "every event was accepted"),
];

const RULES: &[Form] = &[
    ("= MACHINE is never in #$0", "a state that excludes another"),
    ("= @$0", "what somebody receives at most once"),
    ("= $$0", "a value that is always so"),
    ("= once MACHINE is in #$0", "what holds from then on"),
    ("when MACHINE is in #$0", "what must follow"),
    ("when @$0", "what must follow when somebody sends an event"),
    ("assume:", "which answers never hold together"),
];

/// What can be under a `when`.
pub(super) const IN_WHEN: &[Form] = &[
    ("= MACHINE gets to #$0", "the states that must follow, sooner or later"),
    ("= @$0", "what somebody must receive"),
];

const CASE: &[Form] = &[
    ("with scenario:", "other facts"),
    ("with given:", "other facts of the event"),
    ("with event:", "other payload fields"),
    ("with context:", "variables just before the event"),
    ("assume:", "what guards and actions answer"),
    ("after :$0", "where the story stops"),
    ("receive :$0", "an event from outside"),
    ("then :$0", "a message that is under way"),
    ("after $0", "time that passes"),
    ("= MACHINE is in #$0", "the state"),
    ("= @$0", "what somebody received"),
    ("= nothing was rejected", "every event was accepted"),
];

const TEST: &[Form] = &[("for scenario: $0", "tests of a story"), ("for :$0", "tests of one event")];

const ASSUME: &[Form] = &[("? $0", "what a guard answers")];

/// The forms of a block.
pub(super) fn forms_of(block: Block, is_test_file: bool) -> &'static [Form] {
    match block {
        Block::File if is_test_file => TEST_FILE,
        Block::File => FILE,
        Block::Machine => MACHINE,
        Block::Scenario => SCENARIO,
        Block::Steps => STEPS,
        Block::Given => GIVEN,
        Block::Expect => EXPECT,
        Block::Rules => RULES,
        Block::Test => TEST,
        Block::Case => CASE,
        Block::Assume => ASSUME,
        Block::Uses | Block::Payload | Block::Values | Block::Table => &[],
    }
}

/// The types that can be written, without references.
pub(super) const TYPES: &[&str] =
    &["string", "number", "integer", "boolean", "array of $0", "object", "time", "duration", "one of \"$0\""];

/// What can follow the machine's name in a step.
pub(super) const MOVES: &[Form] = &[
    ("moves to #$0", "the next state"),
    ("becomes #$0", "the next state"),
    ("changes to #$0", "the next state"),
    ("enters #$0", "the next state"),
];

/// What can follow the machine's name in a condition.
pub(super) const STATE_CONDITIONS: &[Form] =
    &[("is in #$0", "the state"), ("is not in #$0", "not this state")];

/// Further continuations in an expectation.
pub(super) const HISTORY: &[Form] = &[
    ("has been in #$0", "a state on the way"),
    ("has never been in #$0", "a state that was not on the way"),
    ("has entered #$0", "a state that was entered"),
    ("is left waiting", "no answer will come"),
];

/// What can follow an actor in an expectation.
pub(super) const RECEIVED: &[Form] =
    &[("received :$0", "it got an event"), ("did not receive :$0", "it did not get an event")];

/// What can follow an event in an expectation.
pub(super) const EMITTED: &[Form] = &[
    ("was emitted", "somebody sent it"),
    ("was not emitted", "nobody sent it"),
    ("was rejected", "the state did not accept it"),
    ("was refused", "its handler rejected it"),
];

/// What can follow a duration in a timer.
pub(super) const UNITS: &[&str] = &["seconds", "minutes", "hours", "days", "weeks", "milliseconds"];
