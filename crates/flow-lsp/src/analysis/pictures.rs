//! Pictures as SVG: a machine, a system, the neighbours of a state.
//!
//! They are those of `flow diagram`, without guards and actions, which make a small picture unreadable.

use flow_diagram::{Details, Graph, SvgOptions};
use flow_model::model::MachineId;
use flow_project::Analysis;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// The longest address of a picture: an editor cuts the text of a tooltip at 100,000 characters.
const LONGEST_ADDRESS: usize = 60_000;

/// The states of a machine.
pub fn machine_picture(analysis: &Analysis, name: &str) -> Option<String> {
    let (id, _) = analysis.model.machines.entries().find(|(_, machine)| machine.name.text == name)?;
    Some(Graph::of(&analysis.model, id, &analysis.program.sources).svg(SvgOptions::default()))
}

/// The machines and actors of a system, and the events between them.
pub fn system_picture(analysis: &Analysis) -> String {
    let details = Details { guards: false, actions: false, payloads: false };
    Graph::of_system(&analysis.model, details).svg(SvgOptions::default())
}

/// A state, given with its sigil, with its neighbours, as the address of an image; `None` if it is too long.
pub(super) fn state_image(analysis: &Analysis, machine: MachineId, state: &str) -> Option<String> {
    let graph = Graph::of(&analysis.model, machine, &analysis.program.sources).neighbourhood(state)?;
    image_address(&graph.svg(SvgOptions::default()))
}

/// The states of a machine likewise.
pub(super) fn machine_image(analysis: &Analysis, machine: MachineId) -> Option<String> {
    let graph = Graph::of(&analysis.model, machine, &analysis.program.sources);
    image_address(&graph.svg(SvgOptions::default()))
}

/// A picture as an address that contains it.
fn image_address(svg: &str) -> Option<String> {
    let address = format!("data:image/svg+xml;utf8,{}", utf8_percent_encode(svg, NON_ALPHANUMERIC));
    (address.len() <= LONGEST_ADDRESS).then_some(address)
}
