//! The front end of Flow: from text to a syntax tree with spans, and diagnostics.
//!
//! The stages: [`parse`](parse::parse) splits a text into lines (`lines`, `kind`), nests them
//! (`layout`, after `flat` has inferred what flat text lost), reads each by the grammar of one line (`line`, `flow.pest`),
//! and builds an [`ast::File`] (`block`). One bad line costs one line. [`dump`](dump::dump) writes a tree as text,
//! [`fmt`](fmt::fmt) a specification in its canonical layout, [`render`](render::render) a diagnostic with its source lines.
//! This crate reads no files and resolves no names.

extern crate alloc;

pub mod ast;
mod block;
pub mod diagnostic;
#[cfg(feature = "tools")]
pub mod dump;
pub mod edit;
mod flat;
#[cfg(feature = "tools")]
pub mod fmt;
#[cfg(test)]
mod grammar_parity;
#[rustfmt::skip]
mod grammar;
#[cfg(test)]
mod fast_parity;
pub mod gather;
pub mod hints;
mod kind;
mod layout;
mod line;
mod lines;
mod misspelt;
#[cfg(feature = "tools")]
pub mod mix;
pub mod ordered;
pub mod parse;
pub mod render;
#[cfg(feature = "tools")]
mod sections;
pub mod source;
pub mod suggest;
mod text;
pub mod width;

#[cfg(feature = "tools")]
pub use dump::dump;
#[cfg(feature = "tools")]
pub use fmt::fmt;
pub use line::condition::read_condition;
pub use line::phrase::is_operator;
pub use parse::parse;
#[cfg(feature = "tools")]
pub use parse::{Kept, UnitPlace, parse_again, parse_outline};
pub use render::{Style, render};
pub use width::width;
