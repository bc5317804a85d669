//! Why an event or a message became a dead letter.

use std::fmt;

/// The reason why an event had no effect, and waits for a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DeadKind {
    /// The state does not accept it.
    Rejected,
    /// A handler refused it by a `reject`.
    Refused,
    /// A phrase or an expression failed; for a message, the actor refused it.
    Failed,
    /// A phrase panicked.
    Panicked,
    /// There was no answer after all attempts.
    Exhausted,
    /// The partner could not be asked: an address, a secret or the form of a question is wrong.
    Misconfigured,
    /// The handler asked other questions than those that were answered.
    AnswersDoNotFit,
    /// The instance has moved on, and the performed phrases no longer fit.
    PerformedButNoLongerFits,
    /// Too many deferred events of one instance.
    TooManyDeferred,
    /// Too many deliveries that follow from one call.
    TooManySteps,
    /// The process ended three times while it was handled.
    EndsTheProcess,
    /// The program cannot read it, or the instance.
    Unreadable,
    /// It is of an earlier version of the specification, and does not fit this one.
    ProgramChanged,
    /// It was under way when the copy was made that the database was restored from.
    Restored,
}

/// Every kind with its name, which is stored.
const NAMES: &[(DeadKind, &str)] = &[
    (DeadKind::Rejected, "rejected"),
    (DeadKind::Refused, "refused"),
    (DeadKind::Failed, "failed"),
    (DeadKind::Panicked, "panicked"),
    (DeadKind::Exhausted, "exhausted"),
    (DeadKind::Misconfigured, "misconfigured"),
    (DeadKind::AnswersDoNotFit, "answers-do-not-fit"),
    (DeadKind::PerformedButNoLongerFits, "performed-but-no-longer-fits"),
    (DeadKind::TooManyDeferred, "too-many-deferred"),
    (DeadKind::TooManySteps, "too-many-steps"),
    (DeadKind::EndsTheProcess, "ends-the-process"),
    (DeadKind::Unreadable, "unreadable"),
    (DeadKind::ProgramChanged, "program-changed"),
    (DeadKind::Restored, "restored"),
];

impl DeadKind {
    /// Its name, which is stored and shown.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }

    /// The kind with a name.
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, other)| *other == name).map(|(kind, _)| *kind)
    }
}

impl fmt::Display for DeadKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_as_it_was_written() {
        assert!(NAMES.iter().all(|(kind, name)| DeadKind::from_name(name) == Some(*kind)));
        assert_eq!(DeadKind::from_name("lost"), None);
        assert_eq!(DeadKind::TooManySteps.to_string(), "too-many-steps");
    }
}
