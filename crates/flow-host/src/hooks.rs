//! Functions of the program that are called after a commit: for a dead letter, and for a broken rule.
//!
//! They are called in threads of their own, so that a slow one delays no machine. A process that ends between the commit and the call does
//! not call them again: the dead letter, and the broken rule, are stored.

use std::sync::Arc;

use crate::letters::DeadLetter;
use crate::rules::BrokenRule;

/// The functions, if there are any.
#[derive(Clone, Default)]
pub(crate) struct Hooks {
    pub(crate) on_dead_letter: Option<Hook<DeadLetter>>,
    pub(crate) on_broken_rule: Option<Hook<BrokenRule>>,
}

/// A function that is called.
pub(crate) type Hook<T> = Arc<dyn Fn(&T) + Send + Sync>;

/// Calls a function in a thread of its own. A panic ends that thread's task only.
pub(crate) fn call<T: Send + 'static>(runtime: &tokio::runtime::Handle, hook: Option<&Hook<T>>, with: T) {
    if let Some(hook) = hook.cloned() {
        drop(runtime.spawn_blocking(move || hook(&with)));
    }
}
