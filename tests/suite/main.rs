//! The tests across crates, in one program, so that they build once.
//!
//! `documents` compares the examples in documents with their fences, `seed` the specifications the project was created
//! from with what they are known to mean. The cases of the corpus are another program, `cases`, with one test for each
//! file; tests that build packages with cargo are in `packages`.
#![expect(clippy::unwrap_used, reason = "these are tests")]

mod bad_input;
mod closings;
mod corpus;
mod documents;
mod edits;
mod explored;
mod flat;
mod generated_items;
mod harness;
mod helps;
mod limits;
mod public_items;
mod seed;
mod steps;
mod told;
mod unreliable;
