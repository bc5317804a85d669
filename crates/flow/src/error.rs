//! The errors of handling an event. An error means that the instance has not changed and no event was emitted (reference#failure).
//!
//! An error contains the event, whole, so that it can be handled again. It names the specification's phrase or expression; the error of
//! a binding is its source. Shown with `{:#}`, an error shows its source too.

use core::error;
use core::fmt;

use crate::Refusal;
use crate::cause::{Cause, Source};
use crate::refusal::refused_text;

/// An event that had no effect on a machine with the states `S` and the events `E`; `B` is the error of the bindings.
pub struct Error<S, E, B> {
    /// The event, unchanged.
    pub event: E,
    /// Why it had no effect.
    pub reason: Reason<S, B>,
}

/// The reason why an event had no effect (reference#event-handling).
// The order is measured with `cargo xtask budget`: with `Deferred` before `Failed` the compiler does not inline what drops an error. So is
// the tag: `Result<Step, Error>` is then distinguished by it rather than by the event, which is not known where one is rejected.
#[repr(usize)]
pub enum Reason<S, B> {
    /// The state does not accept the event (reference#rejection).
    Rejected {
        /// The current state.
        state: S,
    },
    /// The handler failed and was undone (reference#failure).
    Failed(Failure<B>),
    /// The handler ran a `reject` and was undone (reference#refusals).
    Refused(Refusal),
    /// The state defers the event (reference#deferred-events): it must be handled again when the machine has moved to another state. A
    /// system does that by itself.
    Deferred {
        /// The current state.
        state: S,
    },
}

/// The reason why a handler was undone (reference#failure).
pub enum Failure<B> {
    /// A binding failed.
    Binding {
        /// The phrase in the specification.
        phrase: &'static str,
        /// The error that the binding returned.
        error: Cause<B>,
    },
    /// A division by zero, a number that its type cannot represent, or a duration that is negative or too long.
    Arithmetic {
        /// The expression in the specification.
        expression: &'static str,
    },
}

impl<S, E, B> Error<S, E, B> {
    /// The error of an event. Generated code calls it.
    #[doc(hidden)]
    #[inline]
    pub fn new(event: impl Into<E>, reason: Reason<S, B>) -> Self {
        Error { event: event.into(), reason }
    }

    /// The event.
    #[inline]
    pub fn into_event(self) -> E {
        self.event
    }

    /// Whether the state does not accept the event.
    #[inline]
    pub fn is_rejected(&self) -> bool {
        matches!(self.reason, Reason::Rejected { .. })
    }

    /// Whether the state defers the event: it must be handled again when the machine has moved to another state.
    #[inline]
    pub fn is_deferred(&self) -> bool {
        matches!(self.reason, Reason::Deferred { .. })
    }

    /// The text of the `reject`, if a handler refused the event; empty for a `reject` alone.
    pub fn refusal(&self) -> Option<&str> {
        match &self.reason {
            Reason::Refused(refusal) => Some(refusal.text()),
            _ => None,
        }
    }

    /// The error of the binding that failed, if it was one that failed, and the error has the type `T`.
    pub fn binding_error<T: error::Error + 'static>(&self) -> Option<&T>
    where
        Cause<B>: Source,
    {
        match &self.reason {
            Reason::Failed(Failure::Binding { error, .. }) => error.downcast_ref(),
            _ => None,
        }
    }
}

impl<B> Failure<B> {
    /// The phrase or the expression that failed.
    pub fn text(&self) -> &'static str {
        match self {
            Failure::Binding { phrase, .. } => phrase,
            Failure::Arithmetic { expression } => expression,
        }
    }
}

impl<S, B> From<Failure<B>> for Reason<S, B> {
    #[inline]
    fn from(failure: Failure<B>) -> Self {
        Reason::Failed(failure)
    }
}

impl<S: fmt::Display, E: fmt::Display, B> fmt::Display for Error<S, E, B>
where
    Cause<B>: Source,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let event = &self.event;
        match &self.reason {
            Reason::Rejected { state } => write!(f, "{event} is not accepted in {state}"),
            Reason::Deferred { state } => write!(f, "{event} is deferred in {state}"),
            Reason::Failed(failure) => {
                write!(f, "{event}: ")?;
                fmt::Display::fmt(failure, f)
            }
            Reason::Refused(refusal) => write!(f, "{event} {}", refused_text(refusal)),
        }
    }
}

impl<B> fmt::Display for Failure<B>
where
    Cause<B>: Source,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Binding { phrase, error } if f.alternate() => write!(f, "'{phrase}' failed: {error:#}"),
            Failure::Binding { phrase, .. } => write!(f, "'{phrase}' failed"),
            Failure::Arithmetic { expression } => write!(f, "'{expression}' cannot be computed"),
        }
    }
}

impl<S: fmt::Debug, E: fmt::Debug, B> fmt::Debug for Error<S, E, B>
where
    Cause<B>: Source,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error").field("event", &self.event).field("reason", &self.reason).finish()
    }
}

impl<S: fmt::Debug, B> fmt::Debug for Reason<S, B>
where
    Cause<B>: Source,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Rejected { state } => f.debug_struct("Rejected").field("state", state).finish(),
            Reason::Deferred { state } => f.debug_struct("Deferred").field("state", state).finish(),
            Reason::Failed(failure) => f.debug_tuple("Failed").field(failure).finish(),
            Reason::Refused(refusal) => f.debug_tuple("Refused").field(refusal).finish(),
        }
    }
}

impl<B> fmt::Debug for Failure<B>
where
    Cause<B>: Source,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Binding { phrase, error } => {
                f.debug_struct("Binding").field("phrase", phrase).field("error", error).finish()
            }
            Failure::Arithmetic { expression } => {
                f.debug_struct("Arithmetic").field("expression", expression).finish()
            }
        }
    }
}

impl<S, E, B> error::Error for Error<S, E, B>
where
    S: fmt::Debug + fmt::Display,
    E: fmt::Debug + fmt::Display,
    Cause<B>: Source,
{
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match &self.reason {
            Reason::Rejected { .. } | Reason::Deferred { .. } | Reason::Refused(_) => None,
            Reason::Failed(failure) => error::Error::source(failure),
        }
    }
}

impl<B> error::Error for Failure<B>
where
    Cause<B>: Source,
{
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Failure::Binding { error, .. } => Some(error.as_error()),
            Failure::Arithmetic { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BindingError;
    use std::boxed::Box;
    use std::format;
    use std::num::ParseIntError;
    use std::string::{String, ToString};

    fn failed<B: BindingError>(error: B) -> Error<&'static str, u8, B> {
        let failure = Failure::Binding { phrase: "send letter", error: error.into_cause() };
        Error::new(7, Reason::Failed(failure))
    }

    fn parse_error() -> ParseIntError {
        "x".parse::<u8>().expect_err("x is no number")
    }

    #[test]
    fn every_error_contains_its_event() {
        let rejected: Error<&str, u8, ParseIntError> = Error::new(7, Reason::Rejected { state: "#paid" });
        assert!(rejected.is_rejected());
        assert_eq!(format!("{rejected}"), "7 is not accepted in #paid");
        assert_eq!(rejected.into_event(), 7);
        assert_eq!(failed(parse_error()).into_event(), 7);
    }

    #[test]
    fn a_deferred_event_is_not_rejected() {
        let deferred: Error<&str, u8, ParseIntError> = Error::new(7, Reason::Deferred { state: "#busy" });
        assert!(deferred.is_deferred() && !deferred.is_rejected());
        assert_eq!(format!("{deferred}"), "7 is deferred in #busy");
        assert_eq!(deferred.into_event(), 7);
    }

    #[test]
    fn a_refused_event_shows_the_text() {
        let refused: Error<&str, u8, ParseIntError> =
            Error::new(7, Reason::Refused(Refusal::literal("Cart is empty")));
        assert_eq!(refused.refusal(), Some("Cart is empty"));
        assert_eq!(format!("{refused}"), "7 is refused: Cart is empty");
        assert!(!refused.is_rejected() && error::Error::source(&refused).is_none());
    }

    #[test]
    fn the_source_is_the_error_of_the_binding() {
        let error = failed(parse_error());
        assert_eq!(format!("{error}"), "7: 'send letter' failed");
        assert_eq!(format!("{error:#}"), "7: 'send letter' failed: invalid digit found in string");
        let source = error::Error::source(&error).and_then(|source| source.downcast_ref::<ParseIntError>());
        assert_eq!(source, Some(&parse_error()));
        assert_eq!(error.binding_error(), Some(&parse_error()));
        assert_eq!(error.binding_error::<fmt::Error>(), None);
    }

    #[test]
    fn arithmetic_shows_its_expression() {
        let failure: Failure<ParseIntError> = Failure::Arithmetic { expression: "$total / $n" };
        assert_eq!(format!("{failure}"), "'$total / $n' cannot be computed");
        assert_eq!(failure.text(), "$total / $n");
        assert!(error::Error::source(&failure).is_none());
    }

    #[cfg(feature = "alloc")]
    #[test]
    fn text_and_boxes_are_errors_too() {
        fn shown<B: BindingError>(error: B) -> Result<String, Box<dyn error::Error + Send + Sync>> {
            let failed: Result<(), _> = Err(failed(error));
            failed?;
            Ok(String::new())
        }
        let boxed: Box<dyn error::Error + Send + Sync> = parse_error().into();
        let shown = [
            shown("no paper").expect_err("it fails"),
            shown(String::from("no paper")).expect_err("it fails"),
            shown(boxed).expect_err("it fails"),
        ];
        let sources = shown.map(|error| error.source().map(ToString::to_string).unwrap_or_default());
        assert_eq!(sources, ["no paper", "no paper", "invalid digit found in string"]);
    }
}
