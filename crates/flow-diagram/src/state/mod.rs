//! State diagrams: one graph as box characters, SVG, Mermaid or DOT.

#[cfg(feature = "pictures")]
mod dot;
#[cfg(feature = "pictures")]
mod mermaid;
mod outline;
#[cfg(feature = "pictures")]
mod svg;
mod text;

pub use outline::Size;

#[cfg(feature = "pictures")]
pub(crate) use mermaid::plain;
#[cfg(feature = "pictures")]
pub(crate) use text::centered;

/// The width of lines of labels in Mermaid and DOT, as their tools do not break lines: about a half of a line of text.
#[cfg(feature = "pictures")]
const TOOL_COLUMNS: usize = 44;
