//! The protocol, message by message, with a client in the same process.
#![expect(clippy::unwrap_used, reason = "these are tests")]

mod background;
mod beside;
mod client;
mod documents;
mod edited;
mod features;
mod malformed;
mod moved;
mod phases;
mod programs;
mod session;
mod strange;
