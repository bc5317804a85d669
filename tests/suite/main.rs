//! The tests across crates, in one program, so that they build once.
//!
//! `documents` compares the examples in documents with their fences, `seed` the specifications the project was created
//! from with what they are known to mean. `ui` and `rebuild` need rustc and cargo. The cases of the corpus are another
//! program, `cases`, with one test for each file.
#![expect(clippy::unwrap_used, reason = "these are tests")]

mod bad_input;
mod corpus;
mod documents;
mod flat;
mod generated_items;
mod harness;
mod limits;
mod package;
mod rebuild;
mod seed;
mod stories;
mod ui;
