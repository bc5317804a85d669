//! The HTTP interface of a specification: the types of its values, and its description as OpenAPI 3.1.
//!
//! The input is an [`Interface`], which generated programs, interpreted ones and the program `flow` make from their own data. So all of
//! them describe a specification by the same text. This crate opens no file.

mod document;
mod interface;
mod json;
mod of_type;
mod own;
mod paths;
mod problems;
mod schemas;

pub use document::write_document;
pub use interface::{Access, Event, Field, Instances, Interface, Machine};
pub use of_type::Type;
