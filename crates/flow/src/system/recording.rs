//! The user's bindings, and, while recording, which of them were called.

use alloc::vec::Vec;
use core::cell::RefCell;

use super::Call;

/// Bindings that note each call while recording is on. Generated code implements every machine's `Bindings` for it.
pub struct Recording<B> {
    bindings: B,
    calls: Option<RefCell<Vec<Call>>>,
}

impl<B> Recording<B> {
    /// Bindings without recording.
    pub fn new(bindings: B) -> Self {
        Recording { bindings, calls: None }
    }

    /// Begins to note calls.
    pub(super) fn start(&mut self) {
        self.calls.get_or_insert_default();
    }

    /// The bindings themselves.
    pub fn bindings(&self) -> &B {
        &self.bindings
    }

    /// The bindings themselves, to change them.
    pub fn bindings_mut(&mut self) -> &mut B {
        &mut self.bindings
    }

    /// The bindings themselves, for good.
    pub fn into_bindings(self) -> B {
        self.bindings
    }

    /// Notes what a guard phrase was answered, and passes the answer on.
    pub fn asked(&self, phrase: &'static str, answer: bool) -> bool {
        self.note(Call { phrase, answer: Some(answer) });
        answer
    }

    /// Notes that an action is called.
    pub fn called(&self, phrase: &'static str) {
        self.note(Call { phrase, answer: None });
    }

    fn note(&self, call: Call) {
        if let Some(calls) = &self.calls {
            calls.borrow_mut().push(call);
        }
    }

    /// The calls since this was last asked.
    pub(super) fn take_calls(&mut self) -> Vec<Call> {
        self.calls.as_mut().map(|calls| core::mem::take(calls.get_mut())).unwrap_or_default()
    }
}
