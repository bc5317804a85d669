//! The size that a layout will about have, without making it.
//!
//! A graph of some hundred edges between some hundred layers has millions of cells, and to lay it out takes time in
//! proportion. The estimate needs the layers only, in time linear in the graph. It is good to a factor of two: which lines
//! share a row, and how much wider a layer gets to keep lines straight, only the layout knows.

use super::Layout;
use super::boxes::Subject;
use super::components::{Component, Plan, arrange_components, find_components};
use crate::graph::Graph;
use flow_model::gather::Gather;

/// An item and its margin: lines keep one column between them, boxes and labels two, and a label is two columns
/// to the right of its line.
const LINE: i64 = 2;
const LABEL_MARGIN: i64 = 4;
/// A box has two borders with a blank inside of each, and a margin.
const BOX_MARGIN: i64 = 6;
/// The label of a loop begins this many columns outside of the box.
const LOOP_REACH: i64 = 4;

/// In generated graphs of 50 to 800 states, 6 to 15 pieces of lines between two layers share a row.
const LINKS_A_ROW: i64 = 8;

/// Columns and rows.
pub(crate) fn estimate_size(graph: &Graph) -> (i32, i32) {
    let subject = Subject::new(graph, super::DETAIL_COLUMNS[0]);
    let sizes =
        find_components(graph).iter().map(|component| estimate_component(&subject, component)).gather();
    let layout = arrange_components(sizes);
    (layout.columns, layout.rows)
}

/// The size of a component, as a layout without anything in it.
fn estimate_component(subject: &Subject<'_>, component: &Component) -> Layout {
    let plan = Plan::of(subject.graph, component);
    let layers = plan.layers.iter().max().map_or(0, |last| last + 1);
    let mut widths = Widths { added: vec![0; layers], lines: vec![0; layers + 1] };
    let mut links = 0; // pieces of lines between two layers
    let mut heights = vec![0_i64; layers];
    for (node, layer) in component.nodes().iter().zip(&plan.layers) {
        let (columns, rows) = node_size(subject, *node);
        widths.added[*layer] += columns;
        heights[*layer] = heights[*layer].max(rows);
    }
    for line in &plan.lines {
        let (upper, lower) = (plan.layers[line.ends.0], plan.layers[line.ends.1]);
        let (columns, rows) = subject.label_size(line.edge);
        links += lower - upper;
        widths.lines[upper + 1] += LINE;
        widths.lines[lower] -= LINE;
        widths.added[line.label] += i64::from(columns) + LABEL_MARGIN;
        heights[line.label] = heights[line.label].max(i64::from(rows));
    }
    let rows = heights.iter().sum::<i64>() + plan.lines.len() as i64 + links as i64 / LINKS_A_ROW;
    Layout { columns: saturated(widths.widest()), rows: saturated(rows), ..Layout::default() }
}

/// The columns of the layers.
struct Widths {
    /// For each layer, the columns of its boxes and labels.
    added: Vec<i64>,
    /// For each layer, how many more columns lines take there than in the layer above.
    lines: Vec<i64>,
}

impl Widths {
    fn widest(&self) -> i64 {
        let lines = self.lines.iter().scan(0, |columns, change| {
            *columns += change;
            Some(*columns)
        });
        self.added.iter().zip(lines).map(|(added, lines)| added + lines).max().unwrap_or(0)
    }
}

fn node_size(subject: &Subject<'_>, node: usize) -> (i64, i64) {
    let caption = subject.caption(node);
    let text = caption.iter().map(|line| flow_model::width(line)).max().unwrap_or(0) as i64;
    let (label, rows) = subject.loops[node].map_or((0, 0), |edge| {
        let (columns, rows) = subject.label_size(edge);
        (i64::from(columns) + LOOP_REACH, i64::from(rows))
    });
    (text + BOX_MARGIN + label, rows.max(caption.len() as i64) + 2)
}

fn saturated(length: i64) -> i32 {
    i32::try_from(length).unwrap_or(i32::MAX / 4)
}
