//! Flow specifications as text: reading them into a tree with places, and saying what is wrong with them.
//!
//! The way of a text through this crate: [`parse`](parse::parse) splits it into lines, `layout` nests the lines (or
//! infers the nesting of flat text), the grammar of one line (`flow.pest`) reads each, and the result is an
//! [`ast::File`]. One bad line costs one line. Nothing here reads files or knows what names mean.

pub mod ast;
pub mod diagnostic;
pub mod source;
