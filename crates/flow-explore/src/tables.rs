//! The parts of worlds, each with a number.
//!
//! Worlds consist of these numbers. What has been interned once remains for the whole exploration, so that a number means the same in all
//! worlds.

use crate::intern::Interner;
use crate::world::{Content, Local, Message, RunningTimer};

/// The interned parts of all worlds.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub(crate) locals: Interner<Local>,
    pub(crate) contents: Interner<Content>,
    pub(crate) messages: Interner<Message>,
    pub(crate) queues: Interner<Vec<u32>>,
    pub(crate) timers: Interner<RunningTimer>,
}
