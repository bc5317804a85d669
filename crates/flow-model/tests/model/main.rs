//! Specifications, resolved and checked from their text.

mod findings;
mod resolve;
mod retellings;
mod seed;
mod show;
mod states;
mod transitions;
mod wait_points;
