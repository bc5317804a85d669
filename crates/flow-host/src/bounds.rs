//! The bounds of a host: how much it takes in, keeps in memory and does at once.
//!
//! Each is there so that one caller, instance, partner or mistake in a specification cannot take the host from all others. A host
//! that reaches one returns an error to the caller, or makes a dead letter.

/// Limits of accepted calls and of work in progress. Begin with `Bounds::default()`, and change single fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bounds {
    /// The most bytes of a context, a payload, an answer or the arguments of a phrase. More is an error of the caller, or of the handler.
    pub size: usize,
    /// How many calls may wait for their replies.
    pub calls: usize,
    /// How many events may be queued for one instance from outside.
    pub queued: i64,
    /// How many events of one instance may be deferred.
    pub deferred: i64,
    /// How many deliveries between machines may follow from one call or timer, directly or not.
    pub deliveries: i64,
    /// How many attempts are in progress at once.
    pub under_way: usize,
    /// How many attempts of one phrase, or of one actor's messages, are in progress at once.
    pub per_phrase: usize,
    /// The most steps of one transaction.
    pub group: usize,
    /// The most steps of one instance in one transaction, not counting calls.
    pub per_instance: u32,
    /// How many instances with queued events are known in memory. The others are read when these are done.
    pub heads: usize,
}

impl Default for Bounds {
    /// A group of 256 steps shares the cost of a commit, which takes about as long as they do; an eighth of it is what one instance may
    /// have. 256 attempts are as many connections as partners commonly allow, a quarter of them for one phrase. A mebibyte is more than
    /// any sensible payload, and little enough for thousands in memory. The other numbers are far above normal loads, and far below loads
    /// that would fill the memory or the disk.
    fn default() -> Self {
        Bounds {
            size: 1 << 20,
            calls: 10_000,
            queued: 1000,
            deferred: 1000,
            deliveries: 100_000,
            under_way: 256,
            per_phrase: 64,
            group: 256,
            per_instance: 32,
            heads: 100_000,
        }
    }
}

impl Bounds {
    /// Why a text cannot be stored, if it is too large.
    pub(crate) fn check_size(&self, what: impl FnOnce() -> String, text: &str) -> Result<(), String> {
        if text.len() <= self.size {
            return Ok(());
        }
        Err(format!("{} has {} bytes, and at most {} are stored", what(), text.len(), self.size))
    }
}
