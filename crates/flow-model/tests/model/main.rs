//! Specifications, resolved and checked from their text.

mod resolve;
mod seed;
mod show;
