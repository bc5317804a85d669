//! How a machine handles an event with the user's bindings.

use super::emits::Emits;
use super::outcome::Reason;
use super::parts::{Part, Parts};
use super::recording::Recording;
use crate::Failure;

/// A machine with bindings `B`. Generated code implements it.
pub trait Respond<B>: Part {
    /// Handles an event. It keeps the event whole unless the event is handled.
    ///
    /// # Errors
    /// If the machine does not accept the event, or its handler fails. The instance is then unchanged.
    fn respond(
        &mut self,
        event: &mut Self::Event,
        bindings: &mut Recording<'_, B>,
        emits: &mut Emits<'_, Self>,
    ) -> Result<Self::Step, Reason<<Self::System as Parts>::State>>;
}

/// Converts the reason of one machine to that of the system. Generated code calls it.
pub fn lift<S, B, T>(reason: crate::Reason<S, B>, state: impl FnOnce(S) -> T) -> Reason<T> {
    match reason {
        // A system asks before whether the state defers the event.
        crate::Reason::Rejected { state: at } | crate::Reason::Deferred { state: at } => {
            Reason::Rejected { state: state(at) }
        }
        crate::Reason::Refused(refusal) => Reason::Refused(refusal),
        crate::Reason::Failed(Failure::Binding { phrase, error }) => {
            Reason::Failed(Failure::Binding { phrase, error: error.erase() })
        }
        crate::Reason::Failed(Failure::Arithmetic { expression }) => {
            Reason::Failed(Failure::Arithmetic { expression })
        }
    }
}
