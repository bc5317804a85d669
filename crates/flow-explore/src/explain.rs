//! What leads to a finding, in a sentence, where no single change can be right and so no help is given: why something never happens, which
//! steps break a rule, and who leads on where an instance waits for someone.
//!
//! A sentence is made only if it is true of everything that was explored.

mod broken;
mod never;
mod released;

pub(crate) use broken::Observed;

use crate::finding::Kind;
use crate::search::{Cause, Place, Search};
use crate::trace::Trace;

impl Search<'_, '_> {
    /// What leads to a finding, in a sentence without a full stop.
    pub(crate) fn explain(&mut self, cause: &Cause, place: Place, trace: &Trace) -> Option<String> {
        match cause.kind {
            Kind::NeverHappens => self.explain_never(cause.machine, place.span?),
            Kind::BrokenRule => trace.explanation.clone(),
            Kind::WaitsForSomeone => self.explain_release(cause, place),
            _ => None,
        }
    }
}
