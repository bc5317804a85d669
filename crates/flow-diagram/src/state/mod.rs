//! State diagrams: one graph as box characters, SVG, Mermaid or DOT.

mod dot;
mod mermaid;
mod outline;
mod svg;
mod text;

pub(crate) use mermaid::plain;
pub(crate) use text::centered;
