//! Pictures as SVG: a machine, a system, the neighbours of a state.
//!
//! They are those of `flow diagram`, without guards and actions, which make a small picture unreadable.

use flow_diagram::{Details, Graph, SvgOptions};
use flow_model::model::MachineId;
use flow_project::Analysis;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// The longest address of a picture: an editor cuts the text of a tooltip at 100,000 characters.
const LONGEST_ADDRESS: usize = 60_000;

/// How wide and how high a picture of a state in characters may be. A tooltip of an editor shows no more without scrolling.
const WIDTH: usize = 90;
const HEIGHT: usize = 24;
/// How many times larger than a picture its estimated size can be.
const ERROR: usize = 2;

/// Whether a picture in characters can be read in a tooltip.
pub fn fits_tooltip(text: &str) -> bool {
    text.lines().count() <= HEIGHT && text.lines().all(|line| line.chars().count() <= WIDTH)
}

/// Whether a picture is certain not to fit, which its estimated size says: to draw it takes a hundred times as long.
pub fn is_too_large(graph: &Graph) -> bool {
    let exceeds = |size: i32, most: usize| usize::try_from(size).is_ok_and(|size| size > ERROR * most);
    let size = graph.size();
    exceeds(size.columns, WIDTH) || exceeds(size.rows, HEIGHT)
}

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
