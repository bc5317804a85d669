//! Pictures of a specification: state diagrams of its machines, lane diagrams of its conversations, tables.
//!
//! Every picture is a pure function of the model or of a [`trace`], so it always agrees with the specification. The
//! stages of a state diagram: [`graph`] (states and edges) → `layout` (boxes and lines on a grid of
//! characters) → `text` or `svg`; Mermaid and DOT are written from the graph, since their tools lay out themselves.
//! No function reads files, and the same model gives the same bytes.

mod canvas;
#[cfg(feature = "pictures")]
mod details;
mod events;
pub mod graph;
#[cfg(feature = "pictures")]
mod lane;
mod layout;
mod machine;
#[cfg(feature = "pictures")]
pub mod page;
#[cfg(feature = "png")]
mod png;
mod state;
#[cfg(feature = "pictures")]
mod svg;
#[cfg(feature = "pictures")]
mod system;
#[cfg(feature = "pictures")]
pub mod table;
#[cfg(feature = "pictures")]
pub mod trace;
mod wrap;

use flow_model::model::{MachineId, Model, Sources};

#[cfg(feature = "pictures")]
pub use details::Details;
pub use graph::Graph;
#[cfg(feature = "pictures")]
pub use lane::Lanes;
#[cfg(feature = "pictures")]
pub use page::Page;
#[cfg(feature = "png")]
pub use png::{PngError, png};
pub use state::Size;
#[cfg(feature = "pictures")]
pub use svg::{Link, SvgOptions, SvgPlace};
#[cfg(feature = "pictures")]
pub use table::Table;
#[cfg(feature = "pictures")]
pub use trace::Trace;

/// What the documentation of a machine shows: its state diagram as text, without guards, or a list of its states and
/// events where the diagram would be too large to be read.
pub fn state_text(model: &Model, machine: MachineId, sources: &Sources) -> String {
    let graph = Graph::of(model, machine, sources);
    if graph.is_large() { graph.outline() } else { graph.text() }
}
