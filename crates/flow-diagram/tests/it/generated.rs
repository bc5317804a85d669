//! Properties of drawings of generated graphs: what the text shows is the graph.

use flow_diagram::graph::{Label, NodeKind};
use flow_diagram::{Graph, SvgOptions};
use flow_model::model::Span;

use crate::svg_reading;

/// A small generator of numbers, the same on every run.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

const NAMES: [&str; 6] =
    ["a", "paid", "awaiting_payment", "支払い待ち", "größe", "x_y_z_a_very_long_name_indeed"];

fn generated(seed: u64, states: usize, edges: usize) -> Graph {
    let mut dice = Dice::new(seed);
    let mut graph = Graph::new(format!("@machine_{seed}"));
    for state in 0..states {
        let name = NAMES[dice.below(NAMES.len())];
        graph.add_state(format!("#{name}_{state}"), Span::default());
    }
    for edge in 0..edges {
        let (from, to) = (dice.below(states), dice.below(states));
        let name = NAMES[dice.below(NAMES.len())];
        let guards = if dice.below(4) == 0 { vec![format!("? guard {edge} holds")] } else { Vec::new() };
        graph.add_transition(
            from,
            to,
            Label { guards, ..Label::new(format!(":{name}_{edge}"), Span::default()) },
        );
    }
    if seed.is_multiple_of(3) {
        add_any_state(&mut graph, &mut dice, states);
    }
    graph.mark_final();
    if dice.below(2) == 0 {
        graph.nodes[states - 1].kind = NodeKind::Unreachable;
    }
    graph
}

/// Adds some transitions from any state, a third of them with exceptions.
fn add_any_state(graph: &mut Graph, dice: &mut Dice, states: usize) {
    let any = graph.any_state();
    for edge in 0..dice.below(6) {
        let to = if dice.below(3) == 0 { any } else { dice.below(states) };
        let but = |state: usize| graph.nodes[state].name.clone();
        let except = if edge % 3 == 0 { (0..dice.below(states)).map(but).collect() } else { Vec::new() };
        let label = Label::new(format!(":any_{edge}"), Span::default());
        graph.add_transition(any, to, Label { except, ..label });
    }
}

/// The text shows every state once, every edge as one line from its source to its target, and every label unharmed.
#[track_caller]
fn check(graph: &Graph) {
    let text = graph.text();
    let drawing = crate::reading::read(&text);
    let sorted = |mut list: Vec<String>| {
        list.sort();
        list
    };
    let names = graph.nodes.iter().map(|node| node.name.clone()).collect();
    assert_eq!(sorted(drawing.boxes), sorted(names), "{text}");
    let line = |from: &str, to: &str| format!("{from} -> {to}");
    let name = |state: usize| graph.nodes[state].name.as_str();
    let mut edges: Vec<String> =
        graph.edges.iter().map(|edge| line(name(edge.from), name(edge.to))).collect();
    edges.extend(graph.initial.map(|initial| line("●", name(initial))));
    let lines = drawing.lines.iter().map(|(from, to)| line(from, to)).collect();
    assert_eq!(sorted(lines), sorted(edges.clone()), "{text}");
    let labels = graph.edges.iter().flat_map(|edge| &edge.labels);
    let words = labels.flat_map(words).collect();
    let drawn = drawing.texts.iter().flat_map(|text| text.split(' ')).map(str::to_owned).collect();
    assert_eq!(sorted(drawn), sorted(words), "{text}");
    assert_eq!(text, graph.text(), "the same on every run");
    check_svg(graph, &sorted(edges), &text);
}

/// The words of a label; where its lines are broken does not matter.
fn words(label: &Label) -> Vec<String> {
    let except = match label.except.as_slice() {
        [] => None,
        few if few.len() <= 4 => Some(format!("not in {}", few.join(", "))),
        many => Some(format!("not in {} and {} others", many[..3].join(", "), many.len() - 3)),
    };
    let lines = std::iter::once(label.event.clone()).chain(except).chain(label.guards.iter().cloned());
    lines.flat_map(|line| line.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// The SVG shows the same, line by line from border to border, and no two things overlap.
#[track_caller]
fn check_svg(graph: &Graph, edges: &[String], text: &str) {
    let svg = graph.svg(SvgOptions::default());
    let picture = svg_reading::read(&svg);
    let area = |name: &str| picture.boxes.iter().find(|(other, _)| other == name).map(|(_, area)| *area);
    let mut lines = Vec::new();
    for line in &picture.lines {
        let (first, last) = (line.points[0], line.points[line.points.len() - 1]);
        let leaves = area(&line.from).is_none_or(|area| svg_reading::touches(first, area, 0.5));
        let arrives = area(&line.to).is_some_and(|area| svg_reading::touches(last, area, 6.5));
        assert!(leaves && arrives, "{line:?}\n{text}");
        lines.push(format!("{} -> {}", line.from, line.to));
    }
    lines.sort();
    assert_eq!(lines, edges, "{text}");
    assert_eq!(picture.boxes.len(), graph.nodes.len());
    let areas: Vec<_> = picture.boxes.iter().chain(&picture.texts).map(|(_, area)| *area).collect();
    for (at, one) in areas.iter().enumerate() {
        assert!(areas[at + 1..].iter().all(|other| !svg_reading::overlap(*one, *other)), "{text}");
    }
    for (words, area) in &picture.texts {
        let crossed = |pair: &[(f64, f64)]| {
            let (low, high) = (pair[0].0.min(pair[1].0), pair[0].0.max(pair[1].0));
            let (top, bottom) = (pair[0].1.min(pair[1].1), pair[0].1.max(pair[1].1));
            svg_reading::overlap(*area, (low, top, high, bottom))
        };
        let harmed = picture.lines.iter().find(|line| line.points.windows(2).any(crossed));
        assert!(harmed.is_none(), "{words} is crossed by {harmed:?}\n{text}");
    }
}

#[test]
fn small_graphs_show_what_they_are() {
    for seed in 0..160 {
        let states = 1 + seed as usize % 9;
        check(&generated(seed, states, seed as usize % 17));
    }
}

#[test]
fn middle_sized_graphs_show_what_they_are() {
    for seed in 0..24 {
        check(&generated(1_000 + seed, 12 + seed as usize % 30, 20 + seed as usize % 50));
    }
}

#[test]
fn the_estimated_size_is_about_that_of_the_picture() {
    let mut graphs = vec![generated(1, 10, 20), generated(2, 40, 60)];
    if !cfg!(debug_assertions) {
        graphs.extend([generated(3, 100, 300), generated(7, 200, 1_000)]);
    }
    for graph in graphs {
        let text = graph.text();
        let cells = text.lines().count() * text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        let size = graph.size();
        let estimate = size.columns as usize * size.rows as usize;
        assert!(estimate > cells / 4 && estimate < cells * 4, "{size:?} for {cells} cells");
    }
}

#[test]
fn a_large_machine_takes_under_a_second() {
    if cfg!(debug_assertions) {
        println!("skipped: only release builds are measured");
        return;
    }
    let graph = generated(7, 200, 1_000);
    let measure = |_| {
        let start = std::time::Instant::now();
        let text = graph.text();
        assert!(text.lines().count() > 200);
        start.elapsed()
    };
    // The best of some runs, since other programs may run at the same time.
    let best = (0..5).map(measure).min().expect("five runs");
    println!("200 states, {} edges: {best:?}", graph.edges.len());
    assert!(best.as_secs() < 1, "{best:?}");
}
