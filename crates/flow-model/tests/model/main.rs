//! Specifications, resolved and checked from their text.

mod diff;
mod findings;
mod lines;
mod resolve;
mod retellings;
mod seed;
mod show;
mod states;
mod transitions;
mod typed;
mod wait_points;
