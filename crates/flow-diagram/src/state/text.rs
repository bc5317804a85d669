//! The state diagram in box characters, in a frame with the machine's name.
//!
//! A double border is a final state, a dotted one an unreachable state, a round one any state, or a party
//! outside of the system; `●` is the start mark.

use crate::canvas::Canvas;
use crate::graph::{Graph, NodeKind};
use crate::layout::{Layout, Placed, Point, lay_out_graph};
use flow_model::gather::Gather;
use flow_model::width;

/// Columns and rows between the frame and its content.
const PADDING: Point = (3, 1);

impl Graph {
    /// The state diagram in box characters: a frame with the machine's name and in it a box for each state, with labelled
    /// arrows. Every line ends with a line feed. A double border is a final state, a dotted one an unreachable state.
    pub fn text(&self) -> String {
        draw_layout(self)
    }
}

fn draw_layout(graph: &Graph) -> String {
    let layout = lay_out_graph(graph);
    let mut canvas = Canvas::new(layout.columns.max(0) as usize, layout.rows.max(0) as usize);
    for wire in &layout.wires {
        canvas.draw_line(&wire.points.iter().map(cell).gather());
    }
    for wire in &layout.wires {
        if let [.., before, head] = wire.points[..] {
            put_text(&mut canvas, head, arrow_sign(before, head));
        }
    }
    for placed in &layout.boxes {
        put_box(&mut canvas, graph, &layout, placed);
    }
    for note in &layout.notes {
        for (line, row) in note.lines.iter().zip(note.at.1..) {
            put_text(&mut canvas, (note.at.0, row), line.as_str());
        }
    }
    if let Some(start) = layout.start {
        put_text(&mut canvas, start, "●");
    }
    put_frame(&graph.title, &canvas.render(), layout.columns.max(0) as usize)
}

fn cell(point: &Point) -> (usize, usize) {
    (point.0.max(0) as usize, point.1.max(0) as usize)
}

fn put_text(canvas: &mut Canvas, at: Point, text: impl Into<String>) {
    let (column, row) = cell(&at);
    canvas.text(column, row, text);
}

fn arrow_sign(before: Point, head: Point) -> &'static str {
    match ((head.0 - before.0).signum(), (head.1 - before.1).signum()) {
        (1, _) => "►",
        (-1, _) => "◄",
        (_, -1) => "▲",
        _ => "▼",
    }
}

/// The characters of a border.
struct Border {
    corners: [&'static str; 4],
    across: &'static str,
    down: &'static str,
    /// Where a line leaves: above, right, below, left.
    ports: [&'static str; 4],
}

const PLAIN: Border =
    Border {
        corners: ["┌", "┐", "└", "┘"], across: "─", down: "│", ports: ["┴", "├", "┬", "┤"]
    };
const DOUBLE: Border =
    Border {
        corners: ["╔", "╗", "╚", "╝"], across: "═", down: "║", ports: ["╧", "╟", "╤", "╢"]
    };
const DOTTED: Border =
    Border {
        corners: ["┌", "┐", "└", "┘"], across: "┄", down: "┆", ports: ["┴", "├", "┬", "┤"]
    };

const ROUND: Border =
    Border {
        corners: ["╭", "╮", "╰", "╯"], across: "─", down: "│", ports: ["┴", "├", "┬", "┤"]
    };

fn put_box(canvas: &mut Canvas, graph: &Graph, layout: &Layout, placed: &Placed) {
    let border = match graph.nodes[placed.node].kind {
        NodeKind::Ordinary => &PLAIN,
        NodeKind::Final => &DOUBLE,
        NodeKind::Unreachable => &DOTTED,
        NodeKind::AnyState | NodeKind::Outside => &ROUND,
    };
    let leaves = |edge: usize| graph.edges[edge].from == placed.node;
    let wires = layout.wires.iter().filter(|wire| wire.edge.is_some_and(leaves));
    let ports: Vec<Point> = wires.filter_map(|wire| wire.points.first().copied()).gather();
    for row in 0..placed.rows {
        put_text(canvas, (placed.at.0, placed.at.1 + row), render_box_row(border, placed, &ports, row));
    }
}

fn render_box_row(border: &Border, placed: &Placed, ports: &[Point], row: i32) -> String {
    let last = (placed.columns - 1, placed.rows - 1);
    let is_port = |column: i32| ports.contains(&(placed.at.0 + column, placed.at.1 + row));
    if row > 0 && row < last.1 {
        let left = if is_port(0) { border.ports[3] } else { border.down };
        let right = if is_port(last.0) { border.ports[1] } else { border.down };
        let line = usize::try_from(placed.at.1 + row - placed.caption_row()).ok();
        let text = line.and_then(|line| placed.caption.get(line)).map_or("", String::as_str);
        return format!("{left}{}{right}", centered(text, last.0 as usize - 1));
    }
    let (corners, port) = if row == 0 { ([0, 1], border.ports[0]) } else { ([2, 3], border.ports[2]) };
    let between: String =
        (1..last.0).map(|column| if is_port(column) { port } else { border.across }).collect();
    format!("{}{between}{}", border.corners[corners[0]], border.corners[corners[1]])
}

/// A text in the middle of `columns` columns.
pub(crate) fn centered(text: &str, columns: usize) -> String {
    let free = columns.saturating_sub(width(text));
    format!("{}{text}{}", " ".repeat(free / 2), " ".repeat(free - free / 2))
}

/// Puts a frame around a text, with a title.
fn put_frame(title: &str, body: &str, columns: usize) -> String {
    let inner = (columns + 2 * PADDING.0 as usize).max(width(title) + 2);
    let line = "─".repeat(inner);
    let blank = format!("│{}│\n", " ".repeat(inner));
    let mut out = format!("┌{line}┐\n│{}│\n├{line}┤\n{blank}", centered(title, inner));
    let left = " ".repeat((inner - columns) / 2);
    let right = " ".repeat(inner - columns - left.len());
    for row in body.lines() {
        for part in ["│", &left, row, &right, "│\n"] {
            out.push_str(part);
        }
    }
    out.push_str(&format!("{blank}└{line}┘\n"));
    out
}
