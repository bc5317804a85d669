//! Texts of open documents, and places in them as the protocol counts them.

mod document;
mod index;

pub use document::Document;
pub use index::{Encoding, LineIndex};
