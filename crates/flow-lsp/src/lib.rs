//! The language server for Flow specifications (`flow lsp`).
//!
//! Three parts, each of which knows only those before it: [`analysis`] says what editors show, as pure functions over an analysis;
//! [`workspace`] has the texts and keeps the analyses of their programs; [`server`] speaks the protocol. Positions of the protocol are
//! in [`text`]. A text that cannot be read turns nothing off: every feature works with what could be resolved.

pub mod analysis;
pub mod server;
pub mod text;
pub mod workspace;
