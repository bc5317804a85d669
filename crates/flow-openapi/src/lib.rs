//! The HTTP interface of a specification: the types of its values.
//!
//! The input is the texts of a program's tables, which generated programs and interpreted ones have alike. This crate opens no file.

mod of_type;

pub use of_type::Type;
