//! The language server for Flow specifications (`flow lsp`).
//!
//! Three parts, each of which knows only those before it: [`analysis`] has the features, as pure functions over an analysis;
//! [`workspace`] has the texts and keeps the analyses of their programs; [`server`] speaks the protocol. Positions of the protocol are
//! in [`text`]. Every feature also works for a text with mistakes, with the parts that could be resolved.

pub mod analysis;
pub mod server;
pub mod text;
pub mod workspace;
