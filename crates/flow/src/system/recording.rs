//! Recording the calls of the user's bindings.
//!
//! Without a trace or an observer, each recording point costs one comparison.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};

use super::trace::Call;

/// Bindings that record each call while recording is on. Generated code implements every machine's `Bindings` for it.
///
/// It exists during one call of the system, so that the system itself has no cell and is [`Sync`] if the bindings are.
pub struct Recording<'b, B> {
    bindings: &'b mut B,
    calls: Option<Box<Calls>>,
}

/// The calls that were recorded.
#[derive(Default)]
struct Calls {
    list: RefCell<Vec<Call>>,
    /// The words of the next call, where those of the calls of a phrase differ.
    words: Cell<Option<&'static str>>,
}

impl<'b, B> Recording<'b, B> {
    /// Bindings with calls that are recorded if the system is watched.
    #[inline]
    pub(super) fn new(bindings: &'b mut B, is_watched: bool) -> Self {
        Recording { bindings, calls: is_watched.then(Box::default) }
    }

    /// The user's bindings.
    #[inline]
    pub fn bindings(&self) -> &B {
        self.bindings
    }

    /// The user's bindings, mutably.
    #[inline]
    pub fn bindings_mut(&mut self) -> &mut B {
        self.bindings
    }

    /// Keeps the words of the next call.
    #[inline]
    pub fn keep_words(&self, words: &'static str) {
        if let Some(calls) = &self.calls {
            calls.words.set(Some(words));
        }
    }

    /// The words of this call, or else those of its phrase's first use.
    #[inline]
    pub fn words_or(&self, first: &'static str) -> &'static str {
        self.calls.as_ref().and_then(|calls| calls.words.take()).unwrap_or(first)
    }

    /// Records the answer of a guard phrase, and returns it.
    #[inline]
    pub fn asked(&self, phrase: &'static str, answer: bool) -> bool {
        self.record(phrase, Some(answer));
        answer
    }

    /// Records the answer of a guard phrase that may fail, and returns it. A failure is recorded as a call without an answer.
    ///
    /// # Errors
    /// The failure.
    #[inline]
    pub fn tried<E>(&self, phrase: &'static str, answer: Result<bool, E>) -> Result<bool, E> {
        self.record(phrase, answer.as_ref().ok().copied());
        answer
    }

    /// Records the call of an action.
    #[inline]
    pub fn called(&self, phrase: &'static str) {
        self.record(phrase, None);
    }

    #[inline]
    fn record(&self, phrase: &'static str, answer: Option<bool>) {
        if let Some(calls) = &self.calls {
            push_call(&calls.list, phrase, answer);
        }
    }

    /// Returns the calls since the last call of this function.
    pub(super) fn take_calls(&mut self) -> Vec<Call> {
        self.calls.as_mut().map(|calls| core::mem::take(calls.list.get_mut())).unwrap_or_default()
    }
}

/// Cold: recording is off in most systems.
#[cold]
fn push_call(calls: &RefCell<Vec<Call>>, phrase: &'static str, answer: Option<bool>) {
    calls.borrow_mut().push(Call { phrase, answer });
}
