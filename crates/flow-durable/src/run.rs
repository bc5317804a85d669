//! One run of a handler on a stored instance.
//!
//! A run keeps no state: the host commits or drops its result.

use std::fmt::Write;

use flow::{Cause, Failure, Reason, Step};

use crate::machine::describe_event;
use crate::{Around, Emits, Machine, Ran, Runs, Stopped, Stored, StoredEvent, Unreadable};

/// Runs the handler of an event on a stored instance.
///
/// With [`Replay`](crate::Replay) as bindings, look at its [`take_ask`](crate::Replay::take_ask) and [`misfit`](crate::Replay::misfit)
/// first: if it has either, the result does not count.
///
/// # Errors
/// If the event has no effect.
pub fn run_handler<M: Runs<B>, B>(
    stored: Stored<'_>,
    event: &StoredEvent,
    bindings: &mut B,
    around: &dyn Around,
) -> Result<Ran, Stopped> {
    let mut machine = M::read_instance(stored.id, stored.state, stored.context)?;
    let from = machine.state_name();
    let mut handled = M::read_event(event)?;
    let mut emits = Emits::new(stored.id, around);
    let passed = machine.respond(&mut handled, bindings, &mut emits)?;
    let posts = emits.into_posts()?;
    let (state, context) = (machine.state_name(), machine.write_context()?);
    check_context::<M>(stored.id, state, &context, event)?;
    let (has_ended, timer_groups) = (machine.has_ended(), machine.timer_groups());
    Ok(Ran { from, passed, state, context, has_ended, timer_groups, posts })
}

/// Checks that a context can be read again. JSON has no infinite numbers: they are written as `null`, which would make the stored
/// instance unusable. References that mean no instance are `null` too, so that only such contexts are read once more.
fn check_context<M: Machine>(
    id: &str,
    state: &'static str,
    context: &str,
    event: &StoredEvent,
) -> Result<(), Unreadable> {
    if !context.contains("null") {
        return Ok(());
    }
    let read = M::read_instance(id, state, context).map(drop);
    read.map_err(|error| Unreadable::new(format!("what {} made", describe_event(event)), error))
}

/// The result of a handler, for generated code.
///
/// # Errors
/// If the event had no effect.
#[doc(hidden)]
pub fn finish<S: Copy, B, const N: usize>(
    result: Result<Step<S, N>, Reason<S, B>>,
    name: fn(S) -> &'static str,
) -> Result<Vec<&'static str>, Stopped> {
    match result {
        Ok(step) => Ok(step.passed().map(name).collect()),
        Err(reason) => Err(explain(reason, name)),
    }
}

fn explain<S, B>(reason: Reason<S, B>, name: fn(S) -> &'static str) -> Stopped {
    match reason {
        Reason::Rejected { state } => Stopped::Rejected { state: name(state).to_owned() },
        Reason::Deferred { .. } => Stopped::Deferred,
        Reason::Refused(refusal) => Stopped::Refused { reason: refusal.text().to_owned() },
        Reason::Failed(Failure::Binding { phrase, error }) => {
            Stopped::Failed { phrase: phrase.to_owned(), error: describe_cause(&error) }
        }
        Reason::Failed(Failure::Arithmetic { expression }) => {
            Stopped::Failed { phrase: expression.to_owned(), error: String::new() }
        }
    }
}

/// The error of a binding with its sources: `no answer: connection refused`.
pub(crate) fn describe_cause<B>(cause: &Cause<B>) -> String {
    let mut text = cause.to_string();
    let mut source = cause.as_error().source();
    while let Some(error) = source {
        // A text takes everything that is written to it.
        let _ = write!(text, ": {error}");
        source = error.source();
    }
    text
}
