//! What an exploration finds.
//!
//! The names of the kinds are stable: lists of accepted findings and programs that read the output refer to them.
//! `docs/commands/explore.md` describes each.

use flow_model::model::{MachineId, Span};

use crate::trace::Trace;

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A mistake.
    Deny,
    /// Probably a mistake.
    Warn,
    /// Worth knowing.
    Note,
}

/// The kinds of findings, each with a page of the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A machine's message reaches an instance that does not take it.
    RejectedMessage,
    /// A machine's message is refused with `reject`.
    RefusedMessage,
    /// An instance waits for an answer, and no possible event moves it.
    WaitsForEver,
    /// As `WaitsForEver`, but an event from outside can move it.
    WaitsForSomeone,
    /// An instance has answered, and stays where only the receiver of the answer can move it.
    StaysOpen,
    /// An instance stays for ever where it should not, although it has no open question.
    Stuck,
    /// Arithmetic that cannot be done.
    Fails,
    /// An answer of an actor outside arrives where no handler takes it.
    LateAnswer,
    /// An answer of an actor outside arrives before its asker is in a state that takes it.
    EarlyAnswer,
    /// An event of time arrives where no handler takes it.
    LateTimer,
    /// A conversation gets a second instance of a machine without `a new`.
    SecondInstance,
    /// A queue or a conversation grows without end.
    PilesUp,
    /// A handler or a branch that no event reaches.
    NeverHappens,
    /// A rule is broken.
    BrokenRule,
    /// Two answers to one question both have an effect.
    AnsweredTwice,
    /// A scheduled event of an earlier visit of a state arrives in addition to that of this visit.
    StaleTimer,
    /// Messages cause each other without end.
    GoesRound,
    /// The `when` of a rule never becomes true.
    IdleRule,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 18] = [
        Kind::RejectedMessage,
        Kind::WaitsForEver,
        Kind::Fails,
        Kind::BrokenRule,
        Kind::Stuck,
        Kind::LateAnswer,
        Kind::EarlyAnswer,
        Kind::LateTimer,
        Kind::StaleTimer,
        Kind::AnsweredTwice,
        Kind::SecondInstance,
        Kind::GoesRound,
        Kind::PilesUp,
        Kind::NeverHappens,
        Kind::IdleRule,
        Kind::WaitsForSomeone,
        Kind::StaysOpen,
        Kind::RefusedMessage,
    ];
}

impl Kind {
    /// Its name in `flow.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::RejectedMessage => "rejected-message",
            Kind::RefusedMessage => "refused-message",
            Kind::WaitsForEver => "waits-for-ever",
            Kind::WaitsForSomeone => "waits-for-someone",
            Kind::StaysOpen => "stays-open",
            Kind::Stuck => "stuck",
            Kind::Fails => "fails",
            Kind::LateAnswer => "late-answer",
            Kind::EarlyAnswer => "early-answer",
            Kind::LateTimer => "late-timer",
            Kind::SecondInstance => "second-instance",
            Kind::PilesUp => "piles-up",
            Kind::NeverHappens => "never-happens",
            Kind::BrokenRule => "broken-rule",
            Kind::AnsweredTwice => "answered-twice",
            Kind::StaleTimer => "stale-timer",
            Kind::GoesRound => "goes-round",
            Kind::IdleRule => "idle-rule",
        }
    }

    /// How serious it is.
    pub fn level(self) -> Level {
        match self {
            Kind::RejectedMessage | Kind::WaitsForEver | Kind::Fails | Kind::BrokenRule => Level::Deny,
            Kind::RefusedMessage | Kind::WaitsForSomeone | Kind::StaysOpen => Level::Note,
            Kind::Stuck
            | Kind::LateAnswer
            | Kind::EarlyAnswer
            | Kind::LateTimer
            | Kind::SecondInstance
            | Kind::PilesUp
            | Kind::AnsweredTwice
            | Kind::StaleTimer
            | Kind::GoesRound
            | Kind::IdleRule
            | Kind::NeverHappens => Level::Warn,
        }
    }
}

/// Something that exploration found: one cause, with the shortest path to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Its kind.
    pub kind: Kind,
    /// What happens, in a sentence without a full stop.
    pub message: String,
    /// Its key in lists of accepted findings, which stays the same when lines move.
    pub key: String,
    /// The machine that it is about; `None` for a rule.
    pub machine: Option<MachineId>,
    /// The line to look at.
    pub span: Option<Span>,
    /// What leads to it, in a sentence without a full stop, where no correction is known.
    pub cause: Option<String>,
    /// A correction, in a sentence without a full stop, if one is known.
    pub help: Option<String>,
    /// The shortest path to it; empty if there is none.
    pub trace: Trace,
}

impl Finding {
    /// Its level. A finding that no clock allows is a note, since timers can be late.
    pub fn level(&self) -> Level {
        if self.trace.fits_clock() { self.kind.level() } else { Level::Note }
    }
}

/// The result of an exploration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Everything that can happen was explored, exactly.
    Everything,
    /// Everything that can happen was explored, except for these values, which were approximated.
    Approximately(Vec<String>),
    /// The exploration ended before: the open ends, and what would close them.
    UpTo(Vec<String>),
}
