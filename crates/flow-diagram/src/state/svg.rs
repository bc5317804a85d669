//! The state diagram as SVG: the layout of the text, with a cell as a small rectangle of the picture.
//!
//! Lines run through the middles of cells and have round corners; where two cross, the later one goes over the earlier
//! with a little room at its sides. The ends of each line are its attributes `data-from` and `data-to`.

use crate::graph::{Check, Edge, Graph, Label, Node, NodeKind, Subject};
use crate::layout::{Layout, Note, Placed, Point, Wire, lay_out_graph};
use crate::svg::{Names, Svg, SvgOptions, SvgPlace, arrow_head, escape, format_number, format_path};
use flow_model::gather::Gather;

/// The size of a cell: that of a character of the font at 13 px, with room between lines.
const CELL: (f64, f64) = (8.0, 20.0);
/// Space around the picture, about that of the text version, and the height of the heading: a line of text and its padding.
const MARGIN: f64 = 24.0;
const HEADING: f64 = 40.0;

impl Graph {
    /// The diagram as SVG, light or dark as the reader prefers.
    pub fn svg(&self, options: SvgOptions<'_>) -> String {
        let layout = lay_out_graph(self);
        let mut svg = Svg::new();
        let heading_height = if options.place == SvgPlace::Page { 0.0 } else { HEADING };
        let (width, height) = picture_size(self, &layout, heading_height);
        if options.place == SvgPlace::Alone {
            put_heading(&mut svg, self, width);
        }
        let shift = (width - f64::from(layout.columns) * CELL.0) / 2.0;
        let top = heading_height + MARGIN / 2.0;
        svg.add(format!("<g transform=\"translate({} {})\">", format_number(shift), format_number(top)));
        layout.wires.iter().for_each(|wire| put_wire(&mut svg, self, &layout, wire));
        layout.boxes.iter().for_each(|placed| put_state(&mut svg, self, placed, options));
        layout.notes.iter().for_each(|note| put_note(&mut svg, self, &layout, note, options));
        if let Some(start) = layout.start {
            let (x, y) = cell_point(start);
            svg.add(format!(
                "<circle class=\"start\" cx=\"{}\" cy=\"{}\" r=\"6\"/>",
                format_number(x),
                format_number(y)
            ));
        }
        svg.add("</g>");
        let title = match self.subject {
            Subject::Machine => format!("States of {}", self.title),
            Subject::System => format!("Who sends what to whom in {}", self.title),
        };
        svg.finish((width, height), &Names { title, description: self.describe() }, options)
    }

    /// The content of the picture, in sentences.
    pub(crate) fn describe(&self) -> String {
        let nodes = self.nodes.iter().enumerate().filter_map(|(at, node)| {
            let description = match (Some(at) == self.initial, node.kind) {
                (true, _) => format!("{} (initial)", node.name),
                (_, NodeKind::Final) => format!("{} (final)", node.name),
                (_, NodeKind::Unreachable) => format!("{} (unreachable)", node.name),
                (_, NodeKind::Outside) => format!("{} (outside)", node.name),
                (_, NodeKind::Ordinary) => node.name.clone(),
                (_, NodeKind::AnyState) => return None,
            };
            Some(description)
        });
        let edges = self
            .edges
            .iter()
            .flat_map(|edge| edge.labels.iter().map(|label| self.describe_edge(edge, label)));
        let what = if self.subject == Subject::System { "Parties" } else { "States" };
        format!("{what}: {}.{}", nodes.gather().join(", "), edges.collect::<String>())
    }

    fn describe_edge(&self, edge: &Edge, label: &Label) -> String {
        let (from, to) = (&self.nodes[edge.from].name, &self.nodes[edge.to].name);
        let except = label.exception_text().map(|states| format!(", {states}")).unwrap_or_default();
        if self.subject == Subject::System {
            return format!(" {from} sends {} to {to}.", label.event);
        }
        if self.any == Some(edge.to) {
            return format!(" {} keeps any state{except}.", label.event);
        }
        if edge.from == edge.to {
            return format!(" {} keeps {from}.", label.event);
        }
        format!(" {} leads from {from} to {to}{except}.", label.event)
    }
}

fn picture_size(graph: &Graph, layout: &Layout, heading: f64) -> (f64, f64) {
    let title = if heading > 0.0 { flow_model::width(&graph.title) as f64 * 1.3 + 4.0 } else { 0.0 };
    let width = f64::from(layout.columns).max(title) * CELL.0;
    (width + 2.0 * MARGIN, f64::from(layout.rows) * CELL.1 + heading + 1.5 * MARGIN)
}

fn put_heading(svg: &mut Svg, graph: &Graph, width: f64) {
    svg.put_text("heading", (width / 2.0, HEADING / 2.0 + 5.0), &graph.title);
    svg.add(format!("<path class=\"rule\" d=\"M0.5,{HEADING} H{}\"/>", format_number(width - 0.5)));
}

/// The middle of a cell.
fn cell_point(cell: Point) -> (f64, f64) {
    ((f64::from(cell.0) + 0.5) * CELL.0, (f64::from(cell.1) + 0.5) * CELL.1)
}

fn put_wire(svg: &mut Svg, graph: &Graph, layout: &Layout, wire: &Wire) {
    let mut points: Vec<(f64, f64)> = wire.points.iter().copied().map(cell_point).gather();
    let [.., before, last] = wire.points[..] else { return };
    let step = ((last.0 - before.0).signum(), (last.1 - before.1).signum());
    let tip = cell_point((last.0 + step.0, last.1 + step.1));
    let base = (tip.0 - f64::from(step.0) * 6.0, tip.1 - f64::from(step.1) * 6.0);
    points.pop();
    points.push(base);
    let ends = match wire.edge.map(|edge| &graph.edges[edge]) {
        Some(edge) => {
            let (from, to) = (&graph.nodes[edge.from].name, &graph.nodes[edge.to].name);
            format!("data-from=\"{}\" data-to=\"{}\"", escape(from), escape(to))
        }
        None => start_attributes(graph),
    };
    debug_assert!(layout.columns > 0);
    let line = format_path(&points);
    svg.add(format!("<path class=\"halo\" d=\"{line}\"/>"));
    svg.add(format!("<path class=\"line\" {ends} d=\"{line}\"/>"));
    svg.add(arrow_head(points[points.len() - 2], tip));
}

fn start_attributes(graph: &Graph) -> String {
    let to = graph.initial.map_or("", |initial| graph.nodes[initial].name.as_str());
    format!("data-from=\"●\" data-to=\"{}\"", escape(to))
}

fn node_class(graph: &Graph, state: usize, node: &Node) -> &'static str {
    match node.kind {
        NodeKind::Unreachable => "state unreachable",
        NodeKind::AnyState => "state any",
        NodeKind::Outside => "state outside",
        NodeKind::Final => "state final",
        NodeKind::Ordinary if graph.initial == Some(state) => "state initial",
        NodeKind::Ordinary => "state",
    }
}

fn wrong_class(check: Check) -> &'static str {
    match check {
        Check::Fine => "",
        Check::Wrong => " wrong",
    }
}

fn put_state(svg: &mut Svg, graph: &Graph, placed: &Placed, options: SvgOptions<'_>) {
    let node = &graph.nodes[placed.node];
    let (x, y) = cell_point(placed.at);
    let (w, h) = (f64::from(placed.columns - 1) * CELL.0, f64::from(placed.rows - 1) * CELL.1);
    let attributes = format!("class=\"{}{}\"", node_class(graph, placed.node, node), wrong_class(node.check));
    let group = svg.open(&attributes, options.link.and_then(|link| link(node.span)));
    let is_round = matches!(node.kind, NodeKind::AnyState | NodeKind::Outside);
    let radius = if is_round { h / 2.0 } else { 9.0 };
    svg.add(rect((x, y), (w, h), radius));
    if node.kind == NodeKind::Final {
        svg.add(rect((x + 3.5, y + 3.5), (w - 7.0, h - 7.0), 6.0));
    }
    let middle = x + w / 2.0;
    let first = y + h / 2.0 - (placed.caption.len() as f64 - 1.0) * 9.0 + 4.5;
    for (line, text) in placed.caption.iter().enumerate() {
        let class = if line == 0 { "name" } else { "remark" };
        svg.put_text(class, (middle, first + line as f64 * 18.0), text);
    }
    svg.close(group);
}

fn rect(at: (f64, f64), size: (f64, f64), radius: f64) -> String {
    let [x, y, w, h] = [at.0, at.1, size.0, size.1].map(format_number);
    format!(
        "<rect class=\"box\" x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"{}\"/>",
        format_number(radius)
    )
}

fn put_note(svg: &mut Svg, graph: &Graph, layout: &Layout, note: &Note, options: SvgOptions<'_>) {
    let mut row = note.at.1;
    for label in &graph.edges[note.edge].labels {
        let attributes = format!("class=\"label{}\"", wrong_class(label.check));
        let group = svg.open(&attributes, options.link.and_then(|link| link(label.span)));
        for (at, text) in label.lines(layout.detail_columns).iter().enumerate() {
            let (x, y) = cell_point((note.at.0, row));
            let class = if at == 0 { "event" } else { "soft" };
            svg.put_text(class, (x - CELL.0 / 2.0, y + 4.5), text);
            row += 1;
        }
        svg.close(group);
    }
}
