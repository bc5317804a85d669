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

use flow_model::ordered;

use crate::graph::Graph;
use boxes::Subject;
pub(crate) use estimate::estimate;

use components::{Component, Plan, arrange, components};

/// A point: column and row.
pub(crate) type Point = (i32, i32);

/// A finished layout. Everything lies within `columns` and `rows`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Layout {
    /// How wide it is.
    pub(crate) columns: i32,
    /// How high it is.
    pub(crate) rows: i32,
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

/// Lays out a graph.
pub(crate) fn layout(graph: &Graph) -> Layout {
    let subject = Subject::new(graph);
    let components = components(graph);
    let layouts = components.iter().map(|component| lay_out_component(&subject, component)).collect();
    let mut layout = arrange(layouts);
    ordered::sort_by_key(&mut layout.boxes, |placed| placed.node);
    ordered::sort_by_key(&mut layout.wires, |wire| wire.edge);
    ordered::sort_by_key(&mut layout.notes, |note| note.edge);
    layout
}

fn lay_out_component(subject: &Subject<'_>, component: &Component) -> Layout {
    let mut skeleton = Plan::of(subject.graph, component).skeleton(component);
    order::order(&mut skeleton);
    let mut boxes = boxes::shape_boxes(subject, &skeleton);
    let columns = place::assign_columns(&skeleton, &mut boxes);
    wire::assemble(subject, &skeleton, &boxes, &columns)
}
