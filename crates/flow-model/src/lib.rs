//! The meaning of Flow specifications: from trees to a resolved, typed, checked model.
//!
//! The way of a program through this crate: [`load`] reads the files and what they use, `collect` finds the names,
//! `lower` resolves bodies, `infer` types them, `wait` finds the states each handler is accepted in, and the checks
//! say what is wrong. Every stage goes on after errors.

pub mod checks;
pub mod edges;
mod messages;
pub mod model;
mod same;
pub mod wait;
mod words;
