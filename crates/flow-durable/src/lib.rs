//! The interface between generated code and a durable host, and the decisions of such a host.
//!
//! Code that is generated with the option `durable` implements [`Program`] and [`Machine`], and a host runs handlers through them: the
//! instance, its event and all that the handler emits are JSON text, so that a host stores them without knowing their types. A handler
//! runs either *in the step*, with bindings that act in the host's own transaction, or against [`Replay`], which answers its phrases from
//! a record, so that asynchronous bindings can be asked between two runs.
//!
//! This crate opens no file, reads no clock and awaits nothing: the host supplies times, rows and answers.

mod call;
mod caller;
mod event;
mod names;
mod post;
mod replay;
mod table;

pub use call::{BoxFuture, Call, Trouble};
pub use caller::{CallError, Caller, Outcome, Record, Stepped};
pub use event::{StoredEvent, Unreadable};
pub use names::{DeliveryId, Secret};
pub use post::{Post, Target, TimerKind, When};
pub use replay::{Answer, Ask, Recorded, Replay, Stop, Uuids};
pub use table::{ActorTable, EventTable, Field, Instances, MachineTable, MessageTable, Phrase, PhraseKind};
