//! Runs machines: values, expressions, steps, instances, messages and timers.
//!
//! [`step`](step::step) takes one event into one instance, and a [`System`] delivers messages between instances. A [`Snapshot`] is
//! everything that the future of a system depends on. This module keeps no history and knows no stories: an [`Observer`] receives
//! what happens.

pub mod change;
pub mod conversation;
pub(crate) mod deferred;
pub mod eval;
mod faults;
mod functions;
pub(crate) mod influence;
pub mod message;
pub mod observer;
mod outcome;
pub mod outside;
mod receivers;
pub mod runnable;
pub mod snapshot;
pub mod step;
pub mod system;
pub mod timers;
pub mod value;

pub use eval::{Bindings, PhraseCall};
pub use message::{ConversationId, InstanceId, Message, MessageId, Peer};
pub use observer::Observer;
pub use receivers::id_of_keys;
pub use runnable::Runnable;
pub use snapshot::Snapshot;
pub use step::{Executor, Instance};
pub use system::System;
pub use value::Value;
