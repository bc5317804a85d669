//! The errors of handling an event. An error means that the instance has not changed and nothing was emitted (reference#failure).
//!
//! Errors name the specification's phrase or expression; the error of a binding is passed on unchanged.

use core::fmt;

/// The reason why an event had no effect (reference#event-handling): a state `S`, an event `E`, the error `B` of the bindings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error<S, E, B> {
    /// The state does not accept the event, which is returned unchanged (reference#rejection).
    Rejected {
        /// The current state.
        state: S,
        /// The event.
        event: E,
    },
    /// An action failed.
    Binding {
        /// The phrase in the specification.
        phrase: &'static str,
        /// The error that the binding returned.
        error: B,
    },
    /// A division by zero, a number that its type cannot represent, or a duration that is negative or too long.
    Arithmetic {
        /// The expression in the specification.
        expression: &'static str,
    },
}

/// The reason why a handler was undone: an [`Error`] other than a rejection (reference#failure).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure<B> {
    /// An action failed.
    Binding {
        /// The phrase in the specification.
        phrase: &'static str,
        /// The error that the binding returned.
        error: B,
    },
    /// A division by zero, a number that its type cannot represent, or a duration that is negative or too long.
    Arithmetic {
        /// The expression in the specification.
        expression: &'static str,
    },
}

impl<S, E, B> Error<S, E, B> {
    /// Converts the rejected event.
    #[inline]
    pub fn map_event<F>(self, map: impl FnOnce(E) -> F) -> Error<S, F, B> {
        match self {
            Error::Rejected { state, event } => Error::Rejected { state, event: map(event) },
            Error::Binding { phrase, error } => Error::Binding { phrase, error },
            Error::Arithmetic { expression } => Error::Arithmetic { expression },
        }
    }

    /// The event, if it was rejected; `None` if its handler failed.
    #[inline]
    pub fn into_event(self) -> Option<E> {
        match self {
            Error::Rejected { event, .. } => Some(event),
            Error::Binding { .. } | Error::Arithmetic { .. } => None,
        }
    }
}

impl<S, E, B> From<Failure<B>> for Error<S, E, B> {
    #[inline]
    fn from(failure: Failure<B>) -> Self {
        match failure {
            Failure::Binding { phrase, error } => Error::Binding { phrase, error },
            Failure::Arithmetic { expression } => Error::Arithmetic { expression },
        }
    }
}

impl<S: fmt::Display, E: fmt::Display, B: fmt::Display> fmt::Display for Error<S, E, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Rejected { state, event } => write!(f, "{event} is not accepted in {state}"),
            Error::Binding { phrase, error } => binding_failed(f, phrase, error),
            Error::Arithmetic { expression } => arithmetic_failed(f, expression),
        }
    }
}

impl<B: fmt::Display> fmt::Display for Failure<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Binding { phrase, error } => binding_failed(f, phrase, error),
            Failure::Arithmetic { expression } => arithmetic_failed(f, expression),
        }
    }
}

fn binding_failed(f: &mut fmt::Formatter<'_>, phrase: &str, error: &impl fmt::Display) -> fmt::Result {
    write!(f, "'{phrase}' failed: {error}")
}

fn arithmetic_failed(f: &mut fmt::Formatter<'_>, expression: &str) -> fmt::Result {
    write!(f, "'{expression}' cannot be computed")
}

impl<S, E, B> core::error::Error for Error<S, E, B>
where
    S: fmt::Debug + fmt::Display,
    E: fmt::Debug + fmt::Display,
    B: fmt::Debug + fmt::Display,
{
}

impl<B: fmt::Debug + fmt::Display> core::error::Error for Failure<B> {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::format;

    #[test]
    fn a_rejected_event_comes_back() {
        let error: Error<&str, u8, &str> = Error::Rejected { state: "#paid", event: 7 };
        assert_eq!(format!("{error}"), "7 is not accepted in #paid");
        assert_eq!(error.map_event(u32::from).into_event(), Some(7));
    }

    #[test]
    fn a_failure_names_its_phrase() {
        let error: Error<&str, u8, &str> =
            Failure::Binding { phrase: "send letter", error: "no paper" }.into();
        assert_eq!(format!("{error}"), "'send letter' failed: no paper");
        assert_eq!(error.into_event(), None);
    }

    #[test]
    fn arithmetic_shows_its_expression() {
        let failure: Failure<&str> = Failure::Arithmetic { expression: "$total / $n" };
        assert_eq!(format!("{failure}"), "'$total / $n' cannot be computed");
    }
}
