//! Specifications, resolved and checked from their text.

mod again;
mod again_types;
mod cases;
mod control_flow;
mod diff;
mod findings;
mod foreign_lines;
mod hints;
mod kept;
mod resolve;
mod retellings;
mod seed;
mod show;
mod states;
mod transitions;
mod typed;
mod wait_points;
