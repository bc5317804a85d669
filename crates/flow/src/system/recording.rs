//! What a recording takes down: which of the user's bindings were called, and what passed between the parties.
//!
//! As long as nobody asks for one, each of its places is a comparison: what is to be noted is only put together behind it.

use alloc::vec::Vec;
use core::cell::RefCell;

use super::id::Place;
use super::outbox::{Outbox, Sender};
use super::{Arrival, Call, End, Entry, Instance, Parts, Party, Trace};

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
    #[inline]
    pub fn bindings(&self) -> &B {
        &self.bindings
    }

    /// The bindings themselves, to change them.
    #[inline]
    pub fn bindings_mut(&mut self) -> &mut B {
        &mut self.bindings
    }

    /// The bindings themselves, for good.
    pub fn into_bindings(self) -> B {
        self.bindings
    }

    /// Notes what a guard phrase was answered, and passes the answer on.
    #[inline]
    pub fn asked(&self, phrase: &'static str, answer: bool) -> bool {
        self.note(phrase, Some(answer));
        answer
    }

    /// Notes that an action is called.
    #[inline]
    pub fn called(&self, phrase: &'static str) {
        self.note(phrase, None);
    }

    #[inline]
    fn note(&self, phrase: &'static str, answer: Option<bool>) {
        if let Some(calls) = &self.calls {
            keep(calls, phrase, answer);
        }
    }

    /// The calls since this was last asked.
    pub(super) fn take_calls(&mut self) -> Vec<Call> {
        self.calls.as_mut().map(|calls| core::mem::take(calls.get_mut())).unwrap_or_default()
    }
}

/// Rare beside calls that nobody notes, and kept apart from them.
#[cold]
fn keep(calls: &RefCell<Vec<Call>>, phrase: &'static str, answer: Option<bool>) {
    calls.borrow_mut().push(Call { phrase, answer });
}

/// A recording while it runs.
pub(super) struct Tape {
    pub(super) trace: Trace,
    /// What is being handled.
    pub(super) arrival: Arrival,
    /// How many of the messages outside are in the trace.
    pub(super) messages: usize,
}

impl Default for Tape {
    fn default() -> Self {
        Tape { trace: Trace::default(), arrival: Arrival { from: "", event: "" }, messages: 0 }
    }
}

impl Tape {
    /// Records a step, and what it sent outside since the last one.
    #[cold]
    pub(super) fn note<P: Parts>(
        &mut self,
        of: Place,
        from: Sender,
        calls: Vec<Call>,
        end: End,
        out: &Outbox<P>,
    ) {
        let Arrival { from: actor, event } = self.arrival;
        let party = |place| Party::Instance(Instance::at::<P>(place));
        let from = from.instance_at(of).map_or(Party::Outside(actor), party);
        let (at, to) = (out.timers.now(), party(of));
        self.trace.push(Entry { at, from, to, event, calls, end });
        for sent in &out.messages[self.messages..] {
            let (actor, event) = P::message_name(&sent.message);
            let (from, to) = (to, Party::Outside(actor));
            self.trace.push(Entry { at, from, to, event, calls: Vec::new(), end: End::Sent });
        }
        self.messages = out.messages.len();
    }
}
