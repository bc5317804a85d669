//! State diagrams: one graph as box characters, SVG, Mermaid or DOT.

mod dot;
mod mermaid;
mod svg;
mod text;

pub use svg::SvgOptions;
