//! What stands behind a running specification: the interpreter, unless something else is put there.
//!
//! Whatever runs instances (`system`, and stories on top of it) asks the [`Machinery`] of its [`Runnable`] to take each event. So
//! compiled code, or a user's own bindings, can be run by the same stories. Nothing here decides what an event means.

use std::fmt;

use flow_model::model::EventId;
use flow_syntax::ast::Table;

use crate::dispatch::Runnable;
use crate::eval::{Bindings, Question};
use crate::step::{Done, Instance, Refusal, step};
use crate::value::Value;

/// What takes events, and who is told of the facts of a story.
pub trait Machinery: fmt::Debug {
    /// Takes one event into one instance (§9.1–3), as [`step`] does.
    ///
    /// # Errors
    /// If no handler takes it, or one of its steps fails; nothing has changed then.
    fn step<'m>(
        &self,
        runnable: &Runnable<'m>,
        bindings: &mut dyn Bindings,
        instance: &mut Instance,
        event: EventId,
        payload: &[Value],
    ) -> Result<Done<'m>, Refusal<'m>> {
        step(runnable, bindings, instance, event, payload)
    }

    /// A `given:` states a phrase, or that it does not hold, perhaps with rows (§10.1).
    fn given(&self, _instance: &Instance, _fact: &Question<'_>, _holds: bool, _rows: Option<&Table>) {}

    /// Whether a phrase of an `expect:` holds; `None` if nobody knows, which leaves the story undecided (§10.6).
    fn asserted(&self, _instance: &Instance, _phrase: &Question<'_>) -> Option<bool> {
        None
    }
}

/// The interpreter alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Interpreter;

impl Machinery for Interpreter {}
