//! Tests of the pictures as a user sees them.

mod any_state;
mod escapes;
mod generated;
mod golden;
mod labels;
mod lane_reading;
mod lanes;
mod notation;
mod page;
#[cfg(feature = "png")]
mod pngs;
mod reading;
mod shapes;
mod specifications;
mod stories;
mod svg_reading;
mod systems;
mod tables;
