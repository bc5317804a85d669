//! How large each box is, and where on its border each line leaves or arrives.
//!
//! ```text
//!              ┌────────┐
//!   up side    │ #cart  ├──┘   rows of the right side, from the top: lines that leave upwards (the
//!              │        ├──┐   innermost first), the state's own loop, lines that arrive from below
//!   down side  │        │◄─┘   (the outermost first); so none of them crosses another
//!              │        │◄─┐
//!              └───┬────┘  │
//! ```
//! Lines down use the border below and above. A line back up uses a side if it is the outermost of its neighbours there,
//! else the border too.

use flow_model::gather::Gather;
use flow_model::ordered;

use super::layers::Direction;
use super::skeleton::{Item, Link, Skeleton};
use crate::graph::{Graph, NodeKind};
use flow_model::width;

/// Where a link meets the item at one of its ends. Columns count from the item's own column: a box's left border, or the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Port {
    /// On the border above or below, or on the line itself.
    Border(i32),
    /// At the end of a short horizontal line out of a side.
    Side {
        /// The border's column.
        border: i32,
        /// The column where the line turns up or down.
        turn: i32,
        /// The row, from the top of the box.
        row: i32,
    },
}

impl Port {
    /// The column in which the line continues.
    pub(crate) fn column(self) -> i32 {
        match self {
            Port::Border(column) => column,
            Port::Side { turn, .. } => turn,
        }
    }
}

/// A state's own loop, at the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Loop {
    /// The edge.
    pub(crate) edge: usize,
    /// Its first row, from the top of the box.
    pub(crate) row: i32,
}

/// The shape of an item.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shape {
    /// Columns it takes left of its own column.
    pub(crate) before: i32,
    /// Columns it takes from its own column on.
    pub(crate) after: i32,
    /// Columns of the box, without its loop and the lines at its sides.
    pub(crate) width: i32,
    /// Rows.
    pub(crate) height: i32,
    /// The state's own loop.
    pub(crate) own: Option<Loop>,
}

/// Shapes of all items, ports of all links.
pub(crate) struct Boxes {
    /// For each item.
    pub(crate) shapes: Vec<Shape>,
    /// For each link, where it leaves its upper item.
    pub(crate) upper: Vec<Port>,
    /// For each link, where it meets its lower item.
    pub(crate) lower: Vec<Port>,
}

/// The graph with its labels as lines, and for each node its own loop.
pub(crate) struct Subject<'g> {
    /// The graph.
    pub(crate) graph: &'g Graph,
    /// The lines of each edge's label.
    pub(crate) labels: Vec<Vec<String>>,
    /// The edge from each state to itself.
    pub(crate) loops: Vec<Option<usize>>,
}

impl<'g> Subject<'g> {
    /// Prepares a graph; its guards and actions are broken at `detail_columns` columns.
    pub(crate) fn new(graph: &'g Graph, detail_columns: usize) -> Self {
        let mut loops = vec![None; graph.nodes.len()];
        for (at, edge) in graph.edges.iter().enumerate().filter(|(_, edge)| edge.from == edge.to) {
            loops[edge.from] = Some(at);
        }
        let labels = graph.edges.iter().map(|edge| edge.lines(detail_columns)).gather();
        Subject { graph, labels, loops }
    }

    /// The size of a label: columns and rows.
    pub(crate) fn label_size(&self, edge: usize) -> (i32, i32) {
        let lines = &self.labels[edge];
        let columns = lines.iter().map(|line| width(line)).max().unwrap_or(0);
        (columns as i32, lines.len() as i32)
    }

    /// The lines in a state's box.
    pub(crate) fn caption(&self, state: usize) -> Vec<String> {
        let node = &self.graph.nodes[state];
        match node.kind {
            NodeKind::Unreachable => vec![node.caption(), "unreachable".to_owned()],
            NodeKind::Ordinary | NodeKind::Final | NodeKind::AnyState | NodeKind::Outside => {
                vec![node.caption()]
            }
        }
    }
}

/// Computes all shapes and ports. The items must be in their final order.
pub(crate) fn shape_boxes(subject: &Subject<'_>, skeleton: &Skeleton) -> Boxes {
    let places = skeleton.places();
    let line = Port::Border(0);
    let links = skeleton.links.len();
    let mut boxes = Boxes {
        shapes: Vec::with_capacity(skeleton.items.len()),
        upper: vec![line; links],
        lower: vec![line; links],
    };
    for (id, item) in skeleton.items.iter().enumerate() {
        let shape = match item {
            Item::Start => Shape { after: 1, width: 1, height: 1, ..Shape::default() },
            Item::Pass => Shape { after: 1, width: 1, ..Shape::default() },
            Item::Label(edge) => shape_label(subject, *edge),
            Item::Node(state) => {
                let sides = Sides::of(skeleton, &places, id);
                shape_state(subject, skeleton, *state, &sides, &mut boxes)
            }
        };
        boxes.shapes.push(shape);
    }
    boxes
}

fn shape_label(subject: &Subject<'_>, edge: usize) -> Shape {
    let (columns, rows) = subject.label_size(edge);
    Shape { after: 2 + columns, width: 1, height: rows, ..Shape::default() }
}

/// The links of a state, by where they meet its box, each list from left to right.
#[derive(Default)]
struct Sides {
    above: Vec<usize>,
    below: Vec<usize>,
    left_up: Vec<usize>,
    left_down: Vec<usize>,
    right_up: Vec<usize>,
    right_down: Vec<usize>,
}

impl Sides {
    fn of(skeleton: &Skeleton, places: &[usize], item: usize) -> Self {
        let sorted = |links: &[usize], far: fn(&Link) -> usize| {
            let mut links = links.to_vec();
            ordered::sort_by_key(&mut links, |link| places[far(&skeleton.links[*link])]);
            links
        };
        let leads_back = |link: &usize| skeleton.links[*link].direction == Direction::Back;
        let up = sorted(&skeleton.up[item], |link| link.upper);
        let down = sorted(&skeleton.down[item], |link| link.lower);
        let (left_up, above, right_up) = split_back_links(up, leads_back);
        let (left_down, below, right_down) = split_back_links(down, leads_back);
        Sides { above, below, left_up, left_down, right_up, right_down }
    }

    fn rows_left(&self) -> usize {
        self.left_up.len() + self.left_down.len()
    }

    fn rows_right(&self) -> usize {
        self.right_up.len() + self.right_down.len()
    }
}

/// The back links at the left end, those between, and the back links at the right end. If all are back links, no other
/// line is between them and the border, and all use the border.
fn split_back_links(
    mut links: Vec<usize>,
    leads_back: impl Fn(&usize) -> bool,
) -> (Vec<usize>, Vec<usize>, Vec<usize>) {
    if links.iter().all(&leads_back) {
        return (Vec::new(), links, Vec::new());
    }
    let kept = links.iter().rposition(|link| !leads_back(link)).map_or(0, |last| last + 1);
    let right = links.split_off(kept);
    let first = links.iter().position(|link| !leads_back(link)).unwrap_or(0);
    let between = links.split_off(first);
    (links, between, right)
}

/// Columns from a side's border to the turn of its innermost line: an arrow head and a corner. From each line to the next:
/// one blank between them.
const REACH: i32 = 3;
const STEP: i32 = 2;

/// How much wider than necessary a box may get to let its lines run straight down: a box much wider than its name looks
/// like the frame of something.
const WIDENING: i32 = 12;

fn limit_widening(must: i32, wanted: i32) -> i32 {
    if wanted <= must + WIDENING { must.max(wanted) } else { must }
}

/// How wide a border must be for the labels of all these lines to fit below it side by side.
fn fan_width(subject: &Subject<'_>, skeleton: &Skeleton, links: &[usize]) -> i32 {
    let Some((_, others)) = links.split_last() else { return 0 };
    let label = |link: &usize| match skeleton.items[skeleton.links[*link].lower] {
        Item::Label(edge) => 4 + subject.label_size(edge).0,
        _ => 3,
    };
    others.iter().map(label).sum::<i32>() + 5
}

fn shape_state(
    subject: &Subject<'_>,
    skeleton: &Skeleton,
    state: usize,
    sides: &Sides,
    boxes: &mut Boxes,
) -> Shape {
    let own = subject.loops[state].map(|edge| (edge, subject.label_size(edge)));
    let own_rows = own.map_or(0, |(_, (_, rows))| rows.max(2));
    let caption = subject.caption(state);
    let text = caption.iter().map(|line| width(line)).max().unwrap_or(0) as i32;
    let ports = sides.above.len().max(sides.below.len()) as i32;
    let box_width = (text + 4).max(ports * STEP + 3);
    let box_width = limit_widening(box_width, fan_width(subject, skeleton, &sides.below));
    let inner =
        (caption.len() as i32).max(sides.rows_right() as i32 + own_rows).max(sides.rows_left() as i32);
    let last = box_width - 1;

    assign_border_ports(&mut boxes.lower, &sides.above, box_width);
    assign_border_ports(&mut boxes.upper, &sides.below, box_width);
    let own_row = 1 + sides.right_up.len() as i32;
    let right_down: Vec<usize> = sides.right_down.iter().rev().copied().gather();
    let left_up: Vec<usize> = sides.left_up.iter().rev().copied().gather();
    let reach_right = assign_side_ports(&mut boxes.lower, &sides.right_up, last, 1, Nesting::InnerFirst)
        .max(assign_side_ports(&mut boxes.upper, &right_down, last, own_row + own_rows, Nesting::OuterFirst));
    let left_row = 1 + inner - sides.rows_left() as i32;
    let reach_left = assign_side_ports(&mut boxes.lower, &left_up, 0, left_row, Nesting::InnerFirst).max(
        assign_side_ports(
            &mut boxes.upper,
            &sides.left_down,
            0,
            left_row + left_up.len() as i32,
            Nesting::OuterFirst,
        ),
    );
    let own_reach = own.map_or(0, |(_, (columns, _))| REACH + 1 + columns);
    Shape {
        before: reach_left,
        after: box_width + reach_right.max(own_reach),
        width: box_width,
        height: inner + 2,
        own: own.map(|(edge, _)| Loop { edge, row: own_row }),
    }
}

/// Spreads the ports of one border evenly.
fn assign_border_ports(ports: &mut [Port], links: &[usize], width: i32) {
    let gaps = links.len() as i32 + 1;
    for (at, link) in links.iter().enumerate() {
        let column = ((at as i32 + 1) * (width - 1) + gaps / 2) / gaps;
        ports[*link] = Port::Border(column);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Nesting {
    InnerFirst,
    OuterFirst,
}

/// Gives the links their rows from `row` on; returns how far they reach out. `border` is the column of the side's border.
fn assign_side_ports(ports: &mut [Port], links: &[usize], border: i32, row: i32, nesting: Nesting) -> i32 {
    let out = if border == 0 { -1 } else { 1 };
    let count = links.len() as i32;
    for (at, link) in links.iter().enumerate() {
        let at = at as i32;
        let depth = if nesting == Nesting::InnerFirst { at } else { count - 1 - at };
        ports[*link] = Port::Side { border, turn: border + out * (REACH + STEP * depth), row: row + at };
    }
    if count == 0 { 0 } else { REACH + STEP * (count - 1) }
}
