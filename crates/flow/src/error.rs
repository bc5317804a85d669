//! Why an event had no effect. Nothing has changed and nothing was emitted when one of these comes back.
//!
//! The specification's phrase or expression says where it went wrong; what a binding failed with is passed on as it is. There
//! is no error for what a host does with the machine.

use core::fmt;

/// Why an event had no effect (language.md §9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error<S, E, B> {
    /// The state does not accept the event, which is given back whole.
    Rejected {
        /// The state the machine is in.
        state: S,
        /// The event.
        event: E,
    },
    /// A binding failed.
    Binding {
        /// The phrase of the specification.
        phrase: &'static str,
        /// What the binding says.
        error: B,
    },
    /// A division by zero, or a number that grew too large.
    Arithmetic {
        /// The expression, as the specification has it.
        expression: &'static str,
    },
}

/// Why a handler that had begun was undone: an [`Error`] that is no rejection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure<B> {
    /// A binding failed.
    Binding {
        /// The phrase of the specification.
        phrase: &'static str,
        /// What the binding says.
        error: B,
    },
    /// A division by zero, or a number that grew too large.
    Arithmetic {
        /// The expression, as the specification has it.
        expression: &'static str,
    },
}

impl<S, E, B> Error<S, E, B> {
    /// The same error about an event in another form.
    #[inline]
    pub fn map_event<F>(self, map: impl FnOnce(E) -> F) -> Error<S, F, B> {
        match self {
            Error::Rejected { state, event } => Error::Rejected { state, event: map(event) },
            Error::Binding { phrase, error } => Error::Binding { phrase, error },
            Error::Arithmetic { expression } => Error::Arithmetic { expression },
        }
    }

    /// The event, if it was rejected.
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
