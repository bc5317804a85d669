//! The layout of a state diagram: the position of each box, line and label on a grid of characters.
//!
//! A layered layout (Sugiyama): back edges are reversed (`layers`), states and labels get layers (`skeleton`),
//! each layer an order with few crossings (`order`), each item its box and ports (`boxes`) and its column (`place`), and
//! the gaps between the layers their lines (`route`). Connected components are laid out one by one and put side by
//! side (`components`). By construction no two boxes or labels overlap and no line runs over a box, a label or along another line.

mod boxes;
mod components;
mod estimate;
mod layers;
mod order;
mod place;
mod route;
mod skeleton;
mod straighten;
mod wire;

use flow_model::gather::Gather;
use flow_model::ordered;

use crate::graph::Graph;
use boxes::Subject;
pub(crate) use estimate::estimate_size;

use components::{Component, Plan, arrange_components, find_components};

/// A point: column and row.
pub(crate) type Point = (i32, i32);

/// A finished layout. Everything lies within `columns` and `rows`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Layout {
    /// How wide it is.
    pub(crate) columns: i32,
    /// How high it is.
    pub(crate) rows: i32,
    /// The width at which guards and actions were broken.
    pub(crate) detail_columns: usize,
    /// The boxes, one for each node.
    pub(crate) boxes: Vec<Placed>,
    /// The lines, one for each edge, and one from the start mark.
    pub(crate) wires: Vec<Wire>,
    /// The labels, one for each edge.
    pub(crate) notes: Vec<Note>,
    /// The start mark.
    pub(crate) start: Option<Point>,
}

/// A box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    /// The node.
    pub(crate) node: usize,
    /// Its left upper corner.
    pub(crate) at: Point,
    /// Columns, borders included.
    pub(crate) columns: i32,
    /// Rows, borders included.
    pub(crate) rows: i32,
    /// Its text, line by line.
    pub(crate) caption: Vec<String>,
}

impl Placed {
    /// The row of the first line of its caption.
    pub(crate) fn caption_row(&self) -> i32 {
        self.at.1 + 1 + (self.rows - 2 - self.caption.len() as i32) / 2
    }
}

/// A line, from a cell of its source's border to the cell of its arrow head, just before the border of its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wire {
    /// The edge; `None` for the line from the start mark.
    pub(crate) edge: Option<usize>,
    /// The corners, each in one row or column with the one before.
    pub(crate) points: Vec<Point>,
}

/// A label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    /// The edge.
    pub(crate) edge: usize,
    /// Its first character.
    pub(crate) at: Point,
    /// Its lines.
    pub(crate) lines: Vec<String>,
}

impl Layout {
    /// Moves everything.
    fn shift(&mut self, by: Point) {
        let boxes = self.boxes.iter_mut().map(|placed| &mut placed.at);
        let notes = self.notes.iter_mut().map(|note| &mut note.at);
        let points = self.wires.iter_mut().flat_map(|wire| &mut wire.points);
        for point in boxes.chain(notes).chain(points).chain(&mut self.start) {
            *point = (point.0 + by.0, point.1 + by.1);
        }
    }

    /// Adds another layout, which must be at another position.
    fn append(&mut self, other: Layout) {
        self.columns = self.columns.max(other.columns);
        self.rows = self.rows.max(other.rows);
        self.boxes.extend(other.boxes);
        self.wires.extend(other.wires);
        self.notes.extend(other.notes);
        self.start = self.start.or(other.start);
    }
}

/// Guards and actions are broken at the first of these widths with which the picture fits on a page. The first one leaves room
/// for three labels side by side; with the last one a guard is about as wide as the name of an event.
const DETAIL_COLUMNS: [usize; 5] = [44, 32, 24, NARROW, 10];
/// The width in pictures that do not fit with any: two words have room, and the picture is not much wider than without guards.
const NARROW: usize = 16;

/// What a terminal over the whole width of a screen shows, and a printed page in landscape; without the frame and its padding.
const PAGE_COLUMNS: i32 = 160 - 8;

/// Lays out a graph. Guards and actions are broken until the picture fits on a page, if that is possible at all.
pub(crate) fn lay_out_graph(graph: &Graph) -> Layout {
    let [widest, between @ .., narrowest] = DETAIL_COLUMNS;
    let longest = longest_detail(graph);
    // A large graph is wider than a page in any case, and its layout takes long.
    if graph.is_large() {
        return lay_out_with_width(graph, NARROW);
    }
    let layout = lay_out_with_width(graph, widest);
    if layout.columns <= PAGE_COLUMNS || longest <= narrowest {
        return layout;
    }
    if layout.columns * remaining_width_percent(narrowest, longest) / 100 > PAGE_COLUMNS {
        // It does not fit in any case. A second layout is worth its time if guards are long.
        return if longest < 2 * NARROW { layout } else { lay_out_with_width(graph, NARROW) };
    }
    let least = lay_out_with_width(graph, narrowest);
    if least.columns > PAGE_COLUMNS {
        return if longest <= NARROW { layout } else { lay_out_with_width(graph, NARROW) };
    }
    let tries = between.into_iter().filter(|columns| *columns < longest);
    let mut fitting = tries.map(|columns| lay_out_with_width(graph, columns));
    fitting.find(|layout| layout.columns <= PAGE_COLUMNS).unwrap_or(least)
}

/// The percentage of its columns that a picture of labels only keeps if they are broken more narrowly. Other pictures keep more.
fn remaining_width_percent(narrow: usize, longest: usize) -> i32 {
    // A label is two columns to the right of its line, and two to the left of the next one.
    let (narrow, wide) = (narrow + 4, longest.min(DETAIL_COLUMNS[0]) + 4);
    i32::try_from(100 * narrow / wide).unwrap_or(100)
}

/// The columns of the longest guard or action.
fn longest_detail(graph: &Graph) -> usize {
    let labels = graph.edges.iter().flat_map(|edge| &edge.labels);
    let lines = labels.flat_map(|label| label.guards.iter().chain(&label.actions));
    // They are indented by up to four columns.
    lines.map(|line| flow_model::width(line) + 4).max().unwrap_or(0)
}

fn lay_out_with_width(graph: &Graph, detail_columns: usize) -> Layout {
    let subject = Subject::new(graph, detail_columns);
    let components = find_components(graph);
    let layouts = components.iter().map(|component| lay_out_component(&subject, component)).gather();
    let mut layout = arrange_components(layouts);
    ordered::sort_by_key(&mut layout.boxes, |placed| placed.node);
    ordered::sort_by_key(&mut layout.wires, |wire| wire.edge);
    ordered::sort_by_key(&mut layout.notes, |note| note.edge);
    Layout { detail_columns, ..layout }
}

fn lay_out_component(subject: &Subject<'_>, component: &Component) -> Layout {
    let mut skeleton = Plan::of(subject.graph, component).build_skeleton(component);
    order::order_items(&mut skeleton);
    let mut boxes = boxes::shape_boxes(subject, &skeleton);
    let columns = place::assign_columns(&skeleton, &mut boxes);
    wire::assemble_layout(subject, &skeleton, &boxes, &columns)
}
