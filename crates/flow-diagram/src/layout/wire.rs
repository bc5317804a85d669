//! From columns to points: rows for the layers and gaps, then every box, line and label at its place.
//!
//! A layer is as high as its highest item, a gap as the rows of its lines need, with one more row for the arrow heads
//! above the boxes of the layer below it.

use super::boxes::{Boxes, Port, Subject};
use super::layers::Direction;
use super::route::{Gap, route_lines};
use super::skeleton::{Chain, Item, Skeleton};
use super::{Layout, Note, Placed, Point, Wire};
use flow_model::gather::Gather;

/// What the steps below share.
struct Ctx<'a> {
    subject: &'a Subject<'a>,
    skeleton: &'a Skeleton,
    boxes: &'a Boxes,
    columns: Vec<i32>,
    gaps: Vec<Gap>,
    /// For each link, its place among the lines of its gap.
    in_gap: Vec<usize>,
    rows: Rows,
}

/// The first row of each layer, and of the gap below it.
#[derive(Default)]
struct Rows {
    layer: Vec<i32>,
    gap: Vec<i32>,
    end: i32,
}

/// Puts one connected part together.
pub(crate) fn assemble_layout(
    subject: &Subject<'_>,
    skeleton: &Skeleton,
    boxes: &Boxes,
    columns: &[i32],
) -> Layout {
    let left =
        columns.iter().zip(&boxes.shapes).map(|(column, shape)| column - shape.before).min().unwrap_or(0);
    let columns: Vec<i32> = columns.iter().map(|column| column - left).gather();
    let mut in_gap = vec![0; skeleton.links.len()];
    let gaps: Vec<Gap> = (1..skeleton.layers.len())
        .map(|layer| route_gap(skeleton, boxes, &columns, &mut in_gap, layer))
        .gather();
    let rows = compute_rows(skeleton, boxes, &gaps);
    let ctx = Ctx { subject, skeleton, boxes, columns, gaps, in_gap, rows };
    let mut layout = Layout::default();
    for item in 0..skeleton.items.len() {
        put_item(&ctx, &mut layout, item);
    }
    for chain in &skeleton.chains {
        layout.wires.push(Wire { edge: chain.edge, points: compute_wire_points(&ctx, chain) });
    }
    fit_to_content(&ctx, &mut layout);
    layout
}

fn route_gap(skeleton: &Skeleton, boxes: &Boxes, columns: &[i32], in_gap: &mut [usize], layer: usize) -> Gap {
    let links: Vec<usize> =
        skeleton.layers[layer].iter().flat_map(|item| skeleton.up[*item].iter().copied()).gather();
    let lines: Vec<(i32, i32)> = links
        .iter()
        .map(|link| {
            let ends = &skeleton.links[*link];
            (
                columns[ends.upper] + boxes.upper[*link].column(),
                columns[ends.lower] + boxes.lower[*link].column(),
            )
        })
        .gather();
    links.iter().enumerate().for_each(|(at, link)| in_gap[*link] = at);
    route_lines(&lines)
}

fn compute_rows(skeleton: &Skeleton, boxes: &Boxes, gaps: &[Gap]) -> Rows {
    let mut rows = Rows::default();
    for (layer, items) in skeleton.layers.iter().enumerate() {
        if layer > 0 {
            rows.gap.push(rows.end);
            rows.end += gaps[layer - 1].rows + i32::from(has_heads_above(skeleton, items));
        }
        rows.layer.push(rows.end);
        rows.end += items.iter().map(|item| rows_of(skeleton, boxes, *item)).max().unwrap_or(0);
    }
    rows
}

fn has_heads_above(skeleton: &Skeleton, items: &[usize]) -> bool {
    let arrives = |link: &usize| skeleton.links[*link].direction == Direction::Down;
    items.iter().any(|item| !skeleton.is_line(*item) && skeleton.up[*item].iter().any(arrives))
}

/// The rows of an item, and one more for arrow heads that point at it from below.
fn rows_of(skeleton: &Skeleton, boxes: &Boxes, item: usize) -> i32 {
    let head = |link: &usize| {
        skeleton.links[*link].direction == Direction::Back && matches!(boxes.upper[*link], Port::Border(_))
    };
    let heads = matches!(skeleton.items[item], Item::Node(_)) && skeleton.down[item].iter().any(head);
    boxes.shapes[item].height + i32::from(heads)
}

fn put_item(ctx: &Ctx<'_>, layout: &mut Layout, item: usize) {
    let at = ctx.item_origin(item);
    match ctx.skeleton.items[item] {
        Item::Start => layout.start = Some(at),
        Item::Pass => {}
        Item::Label(edge) => layout.notes.push(ctx.label_note(edge, (at.0 + 2, at.1))),
        Item::Node(node) => put_node(ctx, layout, item, node),
    }
}

fn put_node(ctx: &Ctx<'_>, layout: &mut Layout, item: usize, node: usize) {
    let at = ctx.item_origin(item);
    let shape = &ctx.boxes.shapes[item];
    let caption = ctx.subject.caption(node);
    layout.boxes.push(Placed { node, at, columns: shape.width, rows: shape.height, caption });
    let Some(own) = shape.own else { return };
    let (border, row) = (at.0 + shape.width - 1, at.1 + own.row);
    let turn = border + 3;
    let points = vec![(border, row), (turn, row), (turn, row + 1), (border + 1, row + 1)];
    layout.wires.push(Wire { edge: Some(own.edge), points });
    layout.notes.push(ctx.label_note(own.edge, (turn + 2, row)));
}

impl Ctx<'_> {
    fn item_origin(&self, item: usize) -> Point {
        (self.columns[item], self.rows.layer[self.skeleton.layer_of[item]])
    }

    fn label_note(&self, edge: usize, at: Point) -> Note {
        Note { edge, at, lines: self.subject.labels[edge].clone() }
    }
}

/// The points of a line, from its source to its arrow head.
fn compute_wire_points(ctx: &Ctx<'_>, chain: &Chain) -> Vec<Point> {
    let mut points = compute_upper_end(ctx, chain);
    for link in &chain.links {
        let layer = ctx.skeleton.layer_of[ctx.skeleton.links[*link].upper];
        for leg in &ctx.gaps[layer].legs[ctx.in_gap[*link]] {
            let row = ctx.rows.gap[layer] + leg.row;
            points.extend([(leg.from, row), (leg.to, row)]);
        }
    }
    points.extend(lower_end(ctx, chain));
    if chain.direction == Direction::Back {
        points.reverse();
    }
    remove_collinear(points)
}

fn compute_upper_end(ctx: &Ctx<'_>, chain: &Chain) -> Vec<Point> {
    let link = chain.links[0];
    let item = ctx.skeleton.links[link].upper;
    let (column, row) = ctx.item_origin(item);
    match ctx.boxes.upper[link] {
        Port::Border(port) => {
            let border = row + ctx.boxes.shapes[item].height - 1;
            vec![(column + port, border + i32::from(chain.direction == Direction::Back))]
        }
        Port::Side { border, turn, row: side } => {
            let head = border + (turn - border).signum();
            vec![(column + head, row + side), (column + turn, row + side)]
        }
    }
}

fn lower_end(ctx: &Ctx<'_>, chain: &Chain) -> Vec<Point> {
    let link = chain.links[chain.links.len() - 1];
    let (column, row) = ctx.item_origin(ctx.skeleton.links[link].lower);
    match ctx.boxes.lower[link] {
        Port::Border(port) => vec![(column + port, row - i32::from(chain.direction == Direction::Down))],
        Port::Side { border, turn, row: side } => {
            vec![(column + turn, row + side), (column + border, row + side)]
        }
    }
}

/// Drops points that a straight line passes anyway.
fn remove_collinear(points: Vec<Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if kept.last() == Some(&point) {
            continue;
        }
        if let [.., a, b] = kept[..]
            && ((a.0 == b.0 && b.0 == point.0) || (a.1 == b.1 && b.1 == point.1))
        {
            kept.pop();
        }
        kept.push(point);
    }
    kept
}

/// Makes the layout as large as its content, and moves that to the left upper corner.
fn fit_to_content(ctx: &Ctx<'_>, layout: &mut Layout) {
    let points = || layout.wires.iter().flat_map(|wire| &wire.points);
    let left = points().map(|point| point.0).min().unwrap_or(0).min(0);
    let ends = (0..ctx.skeleton.items.len()).map(|item| ctx.columns[item] + ctx.boxes.shapes[item].after);
    let right = ends.chain(points().map(|point| point.0 + 1)).max().unwrap_or(0);
    layout.columns = right - left;
    layout.rows = ctx.rows.end;
    layout.shift((-left, 0));
}
