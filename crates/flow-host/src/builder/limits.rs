//! The settings of a program about attempts, bounds and retention.
//!
//! A phrase is named by its text in the specification, or by its function in Rust. Mistakes are reported at the start, as those of bindings.

use std::sync::Arc;
use std::time::Duration;

use flow_durable::{Attempts, Machine, Outside, Program, Retention};

use super::Builder;
use crate::bound::actor_index;
use crate::bounds::Bounds;
use crate::engine::Channel;
use crate::letters::DeadLetter;
use crate::rules::BrokenRule;

impl<P: Program> Builder<P> {
    /// Sets how often a phrase is asked, or a message delivered, before the host gives it up; eight times within two minutes at first.
    pub fn attempts(mut self, attempts: Attempts) -> Self {
        (self.options.asks, self.options.messages) = (attempts, attempts);
        self
    }

    /// Sets how often one awaited phrase is asked.
    pub fn phrase_attempts<M: Machine<System = P>>(mut self, phrase: &str, attempts: Attempts) -> Self {
        if let Some(channel) = self.phrase::<M>(phrase) {
            self.options.own_attempts.insert(channel, attempts);
        }
        self
    }

    /// Sets how long an attempt of one awaited phrase may take, instead of [`patience`](Builder::patience).
    pub fn phrase_patience<M: Machine<System = P>>(mut self, phrase: &str, patience: Duration) -> Self {
        if let Some(channel) = self.phrase::<M>(phrase) {
            self.own_patience.insert(channel, patience);
        }
        self
    }

    /// Sets how often a message to one actor is delivered.
    pub fn actor_attempts<O: Outside<Program = P>>(mut self, attempts: Attempts) -> Self {
        if let Some(actor) = actor_index::<O>() {
            self.options.own_attempts.insert(Channel::Actor(actor), attempts);
        }
        self
    }

    /// Sets how long an attempt to deliver a message to one actor may take, instead of [`patience`](Builder::patience).
    pub fn actor_patience<O: Outside<Program = P>>(mut self, patience: Duration) -> Self {
        if let Some(actor) = actor_index::<O>() {
            self.own_patience.insert(Channel::Actor(actor), patience);
        }
        self
    }

    /// Sets the limits of accepted calls and of work in progress.
    pub fn bounds(mut self, bounds: Bounds) -> Self {
        self.options.bounds = bounds;
        self
    }

    /// Keeps the order of events to `M` even if one becomes a dead letter: later events of the same sender wait for a decision about the
    /// letter. Without this, they go on, and overtake the letter.
    pub fn strict<M: Machine<System = P>>(mut self) -> Self {
        self.options.strict.insert(M::KIND);
        self
    }

    /// Sets how long the host keeps rows that are over.
    pub fn retention(mut self, retention: Retention) -> Self {
        self.options.retention = retention;
        self
    }

    /// Calls a function after the commit that makes an event or a message a dead letter, in a thread of its own. A process that ends in
    /// between does not call it; the letter is stored.
    pub fn on_dead_letter(mut self, call: impl Fn(&DeadLetter) + Send + Sync + 'static) -> Self {
        self.hooks.on_dead_letter = Some(Arc::new(call));
        self
    }

    /// Calls a function after a commit that breaks a rule of the specification, in a thread of its own: once for the same instances, until
    /// the rule is true for them again. A process that ends in between does not call it; `flow-host rules` shows it all the same. Rules
    /// of generated code are checked if the feature `rules` is on.
    pub fn on_broken_rule(mut self, call: impl Fn(&BrokenRule) + Send + Sync + 'static) -> Self {
        self.hooks.on_broken_rule = Some(Arc::new(call));
        self
    }

    /// The channel of a phrase, by its text or its function.
    fn phrase<M: Machine<System = P>>(&mut self, phrase: &str) -> Option<Channel> {
        let table = M::table();
        let is_meant = |known: &flow_durable::Phrase| [known.text, known.function].contains(&phrase);
        let at = table.phrases.iter().position(is_meant);
        if at.is_none() {
            let known: Vec<_> = table.phrases.iter().map(|phrase| format!("'{}'", phrase.text)).collect();
            self.mistakes.push(format!(
                "@{} has no phrase '{phrase}'; it has {}",
                table.name,
                if known.is_empty() { "none".to_owned() } else { known.join(", ") }
            ));
        }
        Some(Channel::Phrase(M::KIND, at?))
    }
}
