//! Tests of the pictures as a user sees them.

mod generated;
mod lanes;
mod notation;
mod reading;
mod shapes;
