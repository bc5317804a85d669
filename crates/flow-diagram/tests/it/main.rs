//! Tests of the pictures as a user sees them.

mod generated;
mod notation;
mod reading;
mod shapes;
