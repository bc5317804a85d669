//! The tests across crates, in one program: it builds once.

#![expect(clippy::unwrap_used, reason = "these are tests")]

mod harness;
