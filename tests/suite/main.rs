//! The tests across crates, in one program, so that they build once.
//!
//! `corpus` holds every specification of `tests/corpus` against its annotations, `documents` the examples in documents
//! against their fences, `seed` the specifications the project was created from against what is known of them. `ui` and
//! `rebuild` are about what only rustc and cargo can show.
#![expect(clippy::unwrap_used, reason = "these are tests")]

mod bad_input;
mod code;
mod corpus;
mod documents;
mod flat;
mod harness;
mod package;
mod rebuild;
mod seed;
mod stories;
mod ui;
